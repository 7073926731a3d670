//! CoNLL-U as rows: what both the reader and the scorer stand on.

use crate::diagnostic::{Diagnostic, Severity};

/// The first column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowId {
    /// A word.
    Word(u32),
    /// A surface token that stands for the words of an inclusive range.
    Range(u32, u32),
    /// A node of the enhanced graph only.
    Empty,
}

/// One line of ten columns.
#[derive(Clone, Debug)]
pub(crate) struct Row<'a> {
    /// Line in the file, from 1.
    pub line: u32,
    pub id: RowId,
    columns: [&'a str; 10],
}

impl<'a> Row<'a> {
    pub fn form(&self) -> &'a str {
        self.columns[1]
    }

    pub fn lemma(&self) -> &'a str {
        self.columns[2]
    }

    pub fn upos(&self) -> &'a str {
        self.columns[3]
    }

    pub fn xpos(&self) -> &'a str {
        self.columns[4]
    }

    pub fn feats(&self) -> &'a str {
        self.columns[5]
    }

    pub fn head(&self) -> &'a str {
        self.columns[6]
    }

    pub fn deprel(&self) -> &'a str {
        self.columns[7]
    }

    /// The value of a key in MISC.
    pub fn misc(&self, key: &str) -> Option<&'a str> {
        self.columns[9].split('|').find_map(|pair| pair.split_once('=').filter(|(k, _)| *k == key).map(|(_, v)| v))
    }

    /// False where MISC says `SpaceAfter=No`.
    pub fn space_after(&self) -> bool {
        self.misc("SpaceAfter") != Some("No")
    }
}

/// One sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Block<'a> {
    /// True after `# newdoc` or `# newpar`.
    pub new_paragraph: bool,
    pub rows: Vec<Row<'a>>,
}

impl<'a> Block<'a> {
    /// The rows as surface tokens, each with its words: one row that is its own word, or a range and its words.
    pub fn surface(&self) -> Vec<(&Row<'a>, Vec<&Row<'a>>)> {
        let mut found: Vec<(&Row<'a>, Vec<&Row<'a>>)> = Vec::new();
        let mut until = 0;
        for row in &self.rows {
            match row.id {
                RowId::Range(_, last) => {
                    found.push((row, Vec::new()));
                    until = last;
                }
                RowId::Word(number) if number <= until => {
                    if let Some((_, words)) = found.last_mut() {
                        words.push(row);
                    }
                }
                RowId::Word(_) => found.push((row, vec![row])),
                RowId::Empty => {}
            }
        }
        found
    }
}

/// Reads the sentences; a line that is no row is passed over with a diagnostic.
pub(crate) fn blocks(input: &str) -> (Vec<Block<'_>>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let mut diagnostics = Vec::new();
    let mut block = Block::default();
    for (line, number) in input.lines().zip(1..) {
        if line.is_empty() {
            if !block.rows.is_empty() {
                found.push(std::mem::take(&mut block));
            }
        } else if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim_start();
            block.new_paragraph |= comment.starts_with("newpar") || comment.starts_with("newdoc");
        } else {
            match row(line, number) {
                Ok(row) => block.rows.push(row),
                Err(fact) => diagnostics.push(
                    Diagnostic::new(Severity::Warning, "A001", "CoNLL-U", fact)
                        .at(number, 1)
                        .help("a line has ten columns parted by tabs; the first is `3`, `3-4` or `3.1`"),
                ),
            }
        }
    }
    if !block.rows.is_empty() {
        found.push(block);
    }
    (found, diagnostics)
}

fn row(line: &str, number: u32) -> Result<Row<'_>, String> {
    let mut columns = [""; 10];
    let mut count = 0;
    for cell in line.split('\t') {
        if let Some(column) = columns.get_mut(count) {
            *column = cell;
        }
        count += 1;
    }
    if count != 10 {
        return Err(format!("{count} columns instead of ten"));
    }
    let id = row_id(columns[0]).ok_or_else(|| format!("`{}` is no word id", columns[0]))?;
    Ok(Row { line: number, id, columns })
}

fn row_id(cell: &str) -> Option<RowId> {
    if let Some((first, last)) = cell.split_once('-') {
        let (first, last) = (first.parse().ok()?, last.parse().ok()?);
        return (first <= last).then_some(RowId::Range(first, last));
    }
    if let Some((word, empty)) = cell.split_once('.') {
        return word.parse::<u32>().and(empty.parse::<u32>()).is_ok().then_some(RowId::Empty);
    }
    cell.parse().ok().filter(|&n: &u32| n > 0).map(RowId::Word)
}
