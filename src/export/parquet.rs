//! Apache Parquet (<https://parquet.apache.org/docs/file-format/>): the tables of nodes and edges with typed columns, for
//! data frames. Row group by row group, so that memory holds one of them.

use std::fs::File;
use std::io::{self, Seek, Write};
use std::sync::Arc;

use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::schema::parser::parse_message_type;

use super::table::{Edge, Node, Table};
use crate::merge::Graph;

/// Rows a group.
const GROUP: usize = 65_536;

/// Writes the table of nodes, or of edges.
pub(super) fn write(edges: bool, graph: &Graph, base: &str, out: &mut dyn Write) -> io::Result<()> {
    let table = Table::of(graph, base);
    let mut file = tempfile::tempfile()?;
    if edges {
        let names: Vec<&str> = ["id", "source", "target"].iter().chain(Edge::NAMES).copied().collect();
        let types: Vec<&str> = ["string"; 3].iter().chain(Edge::TYPES).copied().collect();
        let rows = table.edges().map(|edge| {
            let values = edge.values();
            [edge.id, edge.source, edge.target].into_iter().chain(values).collect()
        });
        columns(&names, &types, rows, &file).map_err(io::Error::other)?;
    } else {
        let names: Vec<&str> = ["id"].iter().chain(Node::NAMES).copied().collect();
        let types: Vec<&str> = ["string"].iter().chain(Node::TYPES).copied().collect();
        let rows = table.nodes().map(|node| {
            let values = node.values();
            [node.id].into_iter().chain(values).collect()
        });
        columns(&names, &types, rows, &file).map_err(io::Error::other)?;
    }
    file.rewind()?;
    io::copy(&mut file, out)?;
    out.flush()
}

fn columns(
    names: &[&str],
    types: &[&str],
    mut rows: impl Iterator<Item = Vec<String>>,
    file: &File,
) -> Result<(), ParquetError> {
    let column = |(name, class): (&&str, &&str)| match *class {
        "string" => format!("optional binary {name} (UTF8);"),
        "int" => format!("optional int32 {name};"),
        "boolean" => format!("optional boolean {name};"),
        _ => format!("optional double {name};"),
    };
    let fields: String = names.iter().zip(types).map(column).collect();
    let schema = Arc::new(parse_message_type(&format!("message glane {{ {fields} }}"))?);
    let properties =
        WriterProperties::builder().set_created_by(concat!("glane ", env!("CARGO_PKG_VERSION")).to_owned());
    let mut writer = SerializedFileWriter::new(file.try_clone()?, schema, Arc::new(properties.build()))?;
    loop {
        let group: Vec<Vec<String>> = rows.by_ref().take(GROUP).collect();
        if group.is_empty() {
            break;
        }
        let mut target = writer.next_row_group()?;
        for (i, class) in types.iter().enumerate() {
            // An empty text is no value, as in the other tables.
            let cells: Vec<Option<&str>> =
                group.iter().map(|row| Some(row[i].as_str()).filter(|v| !v.is_empty())).collect();
            match *class {
                "string" => cell::<ByteArrayType>(&mut target, &cells, |text| Some(ByteArray::from(text)))?,
                "int" => cell::<Int32Type>(&mut target, &cells, |text| text.parse().ok())?,
                "boolean" => cell::<BoolType>(&mut target, &cells, |text| text.parse().ok())?,
                _ => cell::<DoubleType>(&mut target, &cells, |text| text.parse().ok())?,
            }
        }
        target.close()?;
    }
    writer.close().map(drop)
}

fn cell<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, File>,
    cells: &[Option<&str>],
    read: impl Fn(&str) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let values: Vec<Option<T::T>> = cells.iter().map(|cell| cell.and_then(&read)).collect();
    let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
    let present: Vec<T::T> = values.into_iter().flatten().collect();
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    column.typed::<T>().write_batch(&present, Some(&levels), None)?;
    column.close()
}
