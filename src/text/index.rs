//! Byte offsets to code points and to lines.

use super::Span;

/// A line and a column, both from 1; the column counts code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column in code points, from 1.
    pub column: u32,
}

/// How many bytes lie between two remembered code-point counts.
const STRIDE: usize = 1024;

/// Turns byte offsets of one text into code points (JSON, `oa:TextPositionSelector`) and lines (messages).
///
/// Built in one pass; each look-up reads at most [`STRIDE`] bytes. Line ends are `\n`; a `\r` before it counts as a
/// code point of the line, since offsets are those of the file as it was read.
#[derive(Clone, Debug)]
pub struct TextIndex<'t> {
    text: &'t str,
    /// Code points before byte `i * STRIDE` (rounded down to a character boundary).
    marks: Vec<(usize, u32)>,
    /// Byte offset of each line's first byte.
    lines: Vec<usize>,
}

impl<'t> TextIndex<'t> {
    /// Reads the text once.
    pub fn new(text: &'t str) -> Self {
        let mut marks = vec![(0, 0)];
        let mut lines = vec![0];
        for (points, (at, c)) in text.char_indices().enumerate() {
            if at >= marks.len() * STRIDE {
                marks.push((at, points as u32));
            }
            if c == '\n' {
                lines.push(at + 1);
            }
        }
        Self { text, marks, lines }
    }

    /// Code points before byte `at`; an offset inside a character counts as that character's start.
    pub fn code_point(&self, at: usize) -> u32 {
        let after = self.marks.partition_point(|&(byte, _)| byte <= at);
        let (byte, points) = self.marks[after.saturating_sub(1)];
        let between = self.text[byte..].char_indices().take_while(|&(i, _)| byte + i < at).count();
        let inside = !self.text.is_char_boundary(at.min(self.text.len()));
        points + between as u32 - u32::from(inside)
    }

    /// A byte span as code points, half-open: `(start, end)`.
    pub fn code_points(&self, span: Span) -> (u32, u32) {
        (self.code_point(span.start as usize), self.code_point(span.end as usize))
    }

    /// The line and column of byte `at`.
    pub fn line_column(&self, at: usize) -> LineColumn {
        let line = self.lines.partition_point(|&start| start <= at);
        let start = self.lines[line.saturating_sub(1)];
        LineColumn { line: line as u32, column: self.code_point(at) - self.code_point(start) + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: &[&str] = &["", "abc", "é’🙂x", "\u{feff}BOM é", "un\r\ndeux\r\n’trois", "🙂🙂\n🙂"];

    #[test]
    fn code_points_slice_the_same_text_as_bytes() {
        for text in TEXTS.iter().map(|t| t.to_string()).chain([TEXTS.concat().repeat(300)]) {
            let index = TextIndex::new(&text);
            let points: Vec<char> = text.chars().collect();
            let bounds: Vec<usize> = (0..=text.len()).filter(|&i| text.is_char_boundary(i)).collect();
            for pair in bounds.windows(2) {
                let (start, end) = index.code_points(Span::new(pair[0], pair[1]));
                let sliced: String = points[start as usize..end as usize].iter().collect();
                assert_eq!(sliced, text[pair[0]..pair[1]]);
            }
        }
    }

    #[test]
    fn lines_and_columns_count_from_one_in_code_points() {
        let text = "é’x\r\n🙂b";
        let index = TextIndex::new(text);
        assert_eq!(index.line_column(0), LineColumn { line: 1, column: 1 });
        assert_eq!(index.line_column(text.find('x').expect("x stands there")), LineColumn { line: 1, column: 3 });
        assert_eq!(index.line_column(text.find('b').expect("b stands there")), LineColumn { line: 2, column: 2 });
    }
}
