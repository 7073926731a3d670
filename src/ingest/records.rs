//! JSON: one record, an array of records, or one record a line. The article is the record's text field, and offsets
//! count in it.

use serde_json::{Map, Value};

use super::{Document, Limits, Raw, meta, plain};
use crate::diagnostic::{Diagnostic, Severity};

const TEXT: &[&str] = &["text", "body", "content", "articleBody", "maintext"];
const ID: &[&str] = &["id", "document"];

/// The documents of all records, in order.
pub(super) fn read(raw: &Raw<'_>, text: &str, limits: &Limits, diagnostics: &mut Vec<Diagnostic>) -> Vec<Document> {
    let text = text.trim_start_matches('\u{feff}');
    if raw.ending() == "json" {
        return match serde_json::from_str(text) {
            Ok(Value::Array(records)) => {
                let numbered = records.into_iter().zip(1..);
                numbered.filter_map(|(record, n)| one(raw, record, n, limits, diagnostics)).collect()
            }
            Ok(record) => one(raw, record, 0, limits, diagnostics).into_iter().collect(),
            Err(fault) => {
                diagnostics.push(not_json(raw, &fault, fault.line() as u32));
                Vec::new()
            }
        };
    }
    let mut documents = Vec::new();
    for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(record) => documents.extend(one(raw, record, number, limits, diagnostics)),
            Err(fault) => diagnostics.push(not_json(raw, &fault, number)),
        }
    }
    if documents.is_empty() && diagnostics.is_empty() {
        diagnostics.push(raw.fault(Severity::Error, "I001", "there is no record in it"));
    }
    documents
}

fn not_json(raw: &Raw<'_>, fault: &serde_json::Error, line: u32) -> Diagnostic {
    raw.fault(Severity::Error, "I009", format!("not valid JSON: {fault}"))
        .at(line, fault.column() as u32)
        .help("each record is an object such as {\"text\": \"…\", \"title\": \"…\", \"date\": \"2022-08-05\"}")
}

/// The document of one record; `number` is its line, or its place in the array, or 0 where it is alone.
fn one(
    raw: &Raw<'_>,
    record: Value,
    number: u32,
    limits: &Limits,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Document> {
    let bytes = record.to_string().into_bytes();
    let Some((fields, text)) = verbatim(record) else {
        let fault = raw.fault(Severity::Error, "I008", "a record without text").at(number.max(1), 1);
        diagnostics.push(fault.help(format!("give it one of the fields {}", TEXT.join(", "))));
        return None;
    };
    let id = meta::string(&fields, ID).unwrap_or_else(|| match number {
        0 => raw.stem().to_owned(),
        n => format!("{}-{n}", raw.stem()),
    });
    let mut doc = plain::document(id, raw.origin, text, &bytes);
    meta::apply(&mut doc, &fields, diagnostics);
    plain::check(doc, limits, diagnostics)
}

/// The record and its text as it stands, unlike [`meta::string`] untrimmed: offsets count in it.
fn verbatim(record: Value) -> Option<(Map<String, Value>, String)> {
    let Value::Object(mut fields) = record else { return None };
    let text = TEXT.iter().find_map(|name| match fields.remove(*name) {
        Some(Value::String(text)) if !text.trim().is_empty() => Some(text),
        _ => None,
    })?;
    Some((fields, text))
}

#[cfg(test)]
mod tests {
    use super::super::ingest;
    use super::*;

    fn read(name: &str, text: &str) -> (Vec<Document>, Vec<Diagnostic>) {
        ingest(&Raw::new(name, text.as_bytes()), &Limits::default())
    }

    #[test]
    fn each_line_is_an_article_and_a_bad_line_costs_only_itself() {
        let (docs, diagnostics) = read(
            "feed.jsonl",
            "{\"text\":\" Un texte.\",\"date\":\"2022-08-05\",\"source\":{\"name\":\"La Gazette\"}}\n\n{oops\n\
             {\"id\":\"b\",\"body\":\"Deux.\"}\n{\"title\":\"sans texte\"}\n",
        );
        assert_eq!(docs.iter().map(|d| d.id.0.as_str()).collect::<Vec<_>>(), ["feed-1", "b"]);
        assert_eq!((docs[0].text.as_str(), docs[0].source.as_deref()), (" Un texte.", Some("La Gazette")));
        let found: Vec<_> = diagnostics.iter().map(|d| (d.code.as_str(), d.position.map(|p| p.0))).collect();
        assert_eq!(found, [("I009", Some(3)), ("I008", Some(5))]);
    }

    #[test]
    fn one_object_or_an_array_may_fill_a_json_file() {
        assert_eq!(read("a.json", "{\"text\":\"Un.\"}").0[0].id.0, "a");
        assert_eq!(read("a.json", "[{\"text\":\"Un.\"},{\"text\":\"Deux.\"}]").0[1].id.0, "a-2");
        assert_eq!(read("a.json", "3").1[0].code, "I008");
    }
}
