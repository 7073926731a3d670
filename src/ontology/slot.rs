//! The slot grammar: `poss | nmod(par) | gov/subj`.
//!
//! ```text
//! slot        := path (" | " path)*          the first alternative that is filled counts
//! path        := step ("/" step)*            walks from the evoking word
//! step        := role [ "(" lemma ("," lemma)* ")" ]
//! requirement := path [ "=" lemma ("," lemma)* ]
//! ```

use super::frame::{Path, Requirement, Role, Slot, Step};
use super::log::{At, Log, Place};

/// Parses a slot; what is wrong with it is logged at its place, after `owner` (`frame `x``), and gives `None`.
pub(super) fn slot(text: At<&str>, owner: &str, log: &mut Log) -> Option<Slot> {
    let mut reader = Reader { owner, whole: text, log };
    let paths: Vec<_> = split(text.value, '|').into_iter().map(|(at, part)| reader.path(at, part)).collect();
    paths.into_iter().collect::<Option<_>>().map(Slot)
}

/// Parses a requirement, as `obj=terme,fin`.
pub(super) fn requirement(text: At<&str>, owner: &str, log: &mut Log) -> Option<Requirement> {
    let mut reader = Reader { owner, whole: text, log };
    let (path, lemmas) = match text.value.split_once('=') {
        Some((path, lemmas)) => (path, lemmas.split(',').map(|lemma| lemma.trim().to_owned()).collect()),
        None => (text.value, Vec::new()),
    };
    if lemmas.iter().any(String::is_empty) {
        reader.error(path.len(), "an empty lemma after `=`").help = Some("write it as obj=a,b".to_owned());
        return None;
    }
    Some(Requirement { path: reader.path(0, path)?, lemmas })
}

struct Reader<'a, 'l> {
    owner: &'a str,
    whole: At<&'a str>,
    log: &'l mut Log,
}

impl Reader<'_, '_> {
    fn path(&mut self, at: usize, text: &str) -> Option<Path> {
        let steps: Vec<_> = split(text, '/').into_iter().map(|(i, part)| self.step(at + i, part)).collect();
        steps.into_iter().collect::<Option<_>>().map(Path)
    }

    fn step(&mut self, at: usize, text: &str) -> Option<Step> {
        let at = at + (text.len() - text.trim_start().len());
        let text = text.trim();
        if text.is_empty() {
            self.error(at, "an empty step").help = Some("write it as `subj | obl(de)/obj`".to_owned());
            return None;
        }
        let (name, cases) = match text.split_once('(') {
            None => (text, Vec::new()),
            Some((name, rest)) => (name.trim(), self.cases(at, rest)?),
        };
        let Some(role) = Role::ALL.into_iter().find(|role| role.name() == name) else {
            let message = format!("{}: `{name}` is not a role", self.owner);
            self.log.unknown(self.place(at), "L012", message, name, Role::ALL.map(Role::name));
            return None;
        };
        if !cases.is_empty() && !role.takes_cases() {
            self.error(at, &format!("`{name}` takes no preposition")).help =
                Some("only obl(…), nmod(…) and clause(…) do".to_owned());
            return None;
        }
        Some(Step { role, cases })
    }

    fn cases(&mut self, at: usize, rest: &str) -> Option<Vec<String>> {
        let inside = rest.strip_suffix(')').unwrap_or("");
        let cases: Vec<_> = inside.split(',').map(|case| case.trim().to_owned()).collect();
        if cases.iter().any(|case| case.is_empty() || case.contains(['(', ')'])) {
            self.error(at, "brackets that do not match, or an empty preposition").help =
                Some("write it as obl(x,y)".to_owned());
            return None;
        }
        Some(cases)
    }

    fn error(&mut self, at: usize, fact: &str) -> &mut crate::diagnostic::Diagnostic {
        let message = format!("{}: {fact} in \"{}\"", self.owner, self.whole.value);
        self.log.error(self.place(at), "L013", message)
    }

    /// The place of byte `at` of the literal, whose own place is that of its opening quote.
    fn place(&self, at: usize) -> Place {
        let before = self.whole.value.get(..at).unwrap_or("").chars().count() as u32;
        Place { column: self.whole.place.column + 1 + before, ..self.whole.place }
    }
}

/// The parts between separators outside brackets, each with its byte offset.
fn split(text: &str, separator: char) -> Vec<(usize, &str)> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_i32);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if c == separator && depth == 0 => {
                parts.push((start, &text[start..at]));
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push((start, &text[start..]));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log() -> (Log, Place) {
        let mut log = Log::default();
        let file = log.file("x.ttl");
        (log, Place { file, line: 214, column: 8 })
    }

    #[test]
    fn slots_are_read_and_written_back() {
        for text in ["subj", "poss | nmod(par) | obl(par) | gov/subj", "obl(de,à,-)/obj/nmod(auprès_de)", "num | topic"]
        {
            let (mut log, place) = log();
            let slot = slot(At { value: text, place }, "frame `x`", &mut log).expect("it is a slot");
            assert_eq!(slot.to_string(), text);
        }
    }

    #[test]
    fn requirements_are_read() {
        let (mut log, place) = log();
        let read = requirement(At { value: "obl(à)/obj=terme, fin", place }, "`x`", &mut log).expect("it is one");
        assert_eq!((read.path.0.len(), read.to_string().as_str()), (2, "obl(à)/obj=terme,fin"));
        let bare = requirement(At { value: "obj", place }, "`x`", &mut log).expect("it is one");
        assert!(bare.lemmas.is_empty());
    }

    #[test]
    fn what_is_wrong_is_named_at_its_column() {
        let (mut log, place) = log();
        for text in ["oblique", "subj | é/xobl", "subj |", "subj(de)", "obl(de", "obl(de,)", ""] {
            assert_eq!(slot(At { value: text, place }, "frame `f`", &mut log), None, "{text}");
        }
        assert_eq!(requirement(At { value: "obj=", place }, "frame `f`", &mut log), None);
        insta::assert_snapshot!(log.finish().expect_err("all are wrong").to_string(), @r#"
        x.ttl:214:9: error[L012]: frame `f`: `oblique` is not a role
          help: did you mean `obl`?
        x.ttl:214:9: error[L013]: frame `f`: `subj` takes no preposition in "subj(de)"
          help: only obl(…), nmod(…) and clause(…) do
        x.ttl:214:9: error[L013]: frame `f`: an empty step in ""
          help: write it as `subj | obl(de)/obj`
        x.ttl:214:9: error[L013]: frame `f`: brackets that do not match, or an empty preposition in "obl(de"
          help: write it as obl(x,y)
        x.ttl:214:9: error[L013]: frame `f`: brackets that do not match, or an empty preposition in "obl(de,)"
          help: write it as obl(x,y)
        x.ttl:214:12: error[L013]: frame `f`: an empty lemma after `=` in "obj="
          help: write it as obj=a,b
        x.ttl:214:15: error[L013]: frame `f`: an empty step in "subj |"
          help: write it as `subj | obl(de)/obj`
        x.ttl:214:16: error[L012]: frame `f`: `é` is not a role
          help: it is one of subj, obj, iobj, obl, nmod, poss, amod, appos, clause, head, gov, num, topic, bracket, comma
        x.ttl:214:18: error[L012]: frame `f`: `xobl` is not a role
          help: did you mean `obl`?
        "#);
    }
}
