//! Document names, unique within a build.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Severity};
use crate::ingest::{Document, DocumentId};

/// Which names are given, and to what.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Names of an existing graph, with the origin of what bears them: the same origin gets its name again.
    kept: BTreeMap<String, String>,
    given: BTreeSet<String>,
}

impl Names {
    /// Starts from the articles that a graph already holds, each with its origin.
    pub fn kept(articles: impl IntoIterator<Item = (DocumentId, String)>) -> Self {
        Self { kept: articles.into_iter().map(|(id, origin)| (id.0, origin)).collect(), given: BTreeSet::new() }
    }

    /// Makes the document's name unique. A second bearer of a name gets a suffix made of its origin, so that its name
    /// depends on which file it is, not on how many came before it.
    pub fn settle(&mut self, doc: &mut Document) -> Option<Diagnostic> {
        let stem = doc.id.0.clone();
        let mut name = stem.clone();
        for ordinal in 0u32.. {
            let free = self.kept.get(&name).is_none_or(|origin| *origin == doc.origin);
            if free && self.given.insert(name.clone()) {
                break;
            }
            name = suffixed(&stem, &doc.origin, ordinal);
        }
        let moved = name != stem;
        doc.id = DocumentId(name);
        moved.then(|| {
            let message = format!("another article is called `{stem}`; this one is called `{}`", doc.id.0);
            Diagnostic::new(Severity::Note, "P004", &doc.origin, message)
        })
    }
}

/// The name of a second bearer.
pub(super) fn suffixed(stem: &str, origin: &str, ordinal: u32) -> String {
    let mark = blake3::hash(format!("{origin}\0{ordinal}").as_bytes()).to_hex();
    format!("{stem}-{}", &mark[..8])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{Limits, Raw, ingest};

    fn settled(names: &mut Names, origin: &str) -> String {
        let mut doc = ingest(&Raw::new(origin, b"x"), &Limits::default()).0.remove(0);
        names.settle(&mut doc);
        doc.id.0
    }

    #[test]
    fn the_second_of_a_name_is_called_after_its_origin() {
        let mut names = Names::default();
        assert_eq!(settled(&mut names, "a/x.txt"), "x");
        let second = settled(&mut names, "b/x.txt");
        assert!(second.starts_with("x-") && second != settled(&mut names, "c/x.txt"));
        assert_ne!(settled(&mut names, "b/x.txt"), second, "two records of one file stay two");
    }

    #[test]
    fn an_article_of_the_graph_keeps_its_name_when_it_comes_again() {
        let mut first = Names::default();
        let kept = ["a/x.txt", "b/x.txt"].map(|o| (DocumentId(settled(&mut first, o)), o.to_owned()));
        let mut again = Names::kept(kept.clone());
        assert_eq!(settled(&mut again, "b/x.txt"), kept[1].0.0);
        assert_eq!(settled(&mut again, "a/x.txt"), "x");
        assert!(settled(&mut again, "c/x.txt").starts_with("x-"));
    }
}
