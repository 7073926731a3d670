//! A person's sitting over a graph: what there is to decide, where it stands, and her verdicts, kept as they come.
//!
//! Each verdict is a line more in the graph's `curation.ttl`; what a person wrote there by hand stays as she wrote it. The
//! graph's files are made anew at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::build::{CURATION, append, publish};
use super::inputs::Input;
use super::knowledge;
use crate::claim::ArticleClaims;
use crate::diagnostic::{Diagnostic, Severity};
use crate::ingest::Limits;
use crate::mention::MentionForm;
use crate::merge::{Curation, EntityId, Graph, IdentityLink, Member, StatementId, Verdict, merge};
use crate::ontology::Ontology;
use crate::rdf::{Proposal, read_proposals, write_proposal, write_verdict};
use crate::store::{GraphDir, StoreError};

/// Code points shown on either side of a mention, at most.
const AROUND: usize = 160;

/// Where an article speaks of an entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// The article's name.
    pub document: String,
    /// Where it came from.
    pub origin: String,
    /// Its headline.
    pub title: Option<String>,
    /// Its date, in EDTF.
    pub published: Option<String>,
    /// The sentence, in three: what stands before the mention, the mention, what stands after it. `None` where the
    /// article is no longer where it was read, or has changed.
    pub sentence: Option<(String, String, String)>,
}

/// One sitting.
#[derive(Debug)]
pub struct Sitting {
    dir: GraphDir,
    ontology: Ontology,
    articles: Vec<ArticleClaims>,
    curation: Curation,
    graph: Graph,
    faults: Vec<Diagnostic>,
    given: usize,
    answers: Answers,
    texts: BTreeMap<String, BTreeMap<String, Vec<char>>>,
}

impl Sitting {
    /// Opens a finished graph.
    ///
    /// # Errors
    /// Where there is none, or a file of it is damaged; where its curation file is not Turtle, since what is added to it
    /// might then be lost.
    pub fn open(root: &Path, ontology: Ontology) -> Result<Self, StoreError> {
        let dir = GraphDir::open(root)?;
        let (curation, faults) = knowledge::all(root, &ontology, &dir.rdf_options())?;
        if let Some(fault) = faults.iter().find(|fault| fault.severity == Severity::Error) {
            let help = "mend it first: what is added behind a mistake may not be read".to_owned();
            let place = fault.position.map(|(line, column)| format!("{line}:{column}: ")).unwrap_or_default();
            let fault = format!("{place}{}", fault.message);
            return Err(StoreError::Damaged { path: root.join(CURATION), fault, help });
        }
        let articles = dir.articles()?;
        let graph = merge(&articles, &ontology, &curation);
        let (answers, texts) = (Answers::default(), BTreeMap::new());
        Ok(Self { dir, ontology, articles, curation, graph, faults, given: 0, answers, texts })
    }

    /// The graph, under all verdicts at the time of [`Self::open`] or the last [`Self::renew`].
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The ontology by which it was merged.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// What is wrong with the verdicts.
    pub fn faults(&self) -> Vec<Diagnostic> {
        self.faults.iter().chain(&self.graph.diagnostics).cloned().collect()
    }

    /// How many verdicts were given.
    pub fn given(&self) -> usize {
        self.given
    }

    /// Doubtful pairs, the likeliest first.
    pub fn doubts(&self) -> Vec<IdentityLink> {
        let mut doubts: Vec<IdentityLink> = self.graph.doubts().cloned().collect();
        doubts.sort_by(|x, y| y.score.total_cmp(&x.score));
        doubts
    }

    /// True where verdicts of this sitting already say whether the two are one.
    pub fn is_answered(&self, doubt: &IdentityLink) -> bool {
        self.answers.settle(doubt.a.entity, doubt.b.entity)
    }

    /// Statements that are less sure than `below` and that nobody accepted, the least sure first.
    pub fn unsure(&self, below: f64) -> Vec<StatementId> {
        let all = (0u32..).map(StatementId).zip(&self.graph.statements);
        let mut list: Vec<(f64, StatementId)> =
            all.filter(|(_, st)| !st.accepted && st.confidence < below).map(|(id, st)| (st.confidence, id)).collect();
        list.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
        list.into_iter().map(|(_, id)| id).collect()
    }

    /// Up to `most` passages, each of another article, where an entity is mentioned, those by name first.
    pub fn passages(&mut self, id: EntityId, most: usize) -> Vec<Passage> {
        let members: Vec<Member> = self.graph.entity(id).members.clone();
        let mut seen = BTreeSet::new();
        let first = members.into_iter().filter(|member| seen.insert(member.article)).take(most).collect::<Vec<_>>();
        first.into_iter().map(|member| self.passage(member)).collect()
    }

    fn passage(&mut self, member: Member) -> Passage {
        let card = self.graph.article(member.article).clone();
        let articles = self.articles.iter().find(|a| a.document == card.document && a.hash == card.hash);
        let record = articles.and_then(|article| article.entities.get(member.local.0 as usize));
        let mentions = record.map(|record| record.mentions.as_slice()).unwrap_or_default();
        let mention =
            mentions.iter().find(|m| m.form == MentionForm::Name).or(mentions.first()).map(|m| (m.start, m.end));
        let text = self.text(&card.origin, &card.hash);
        let sentence = mention.zip(text).and_then(|((start, end), text)| around(text, start as usize, end as usize));
        Passage {
            document: card.document.0,
            origin: card.origin,
            title: card.title,
            published: card.published.map(|date| date.to_string()),
            sentence,
        }
    }

    /// The text of an article, where its file is still that version.
    fn text(&mut self, origin: &str, hash: &str) -> Option<&Vec<char>> {
        let read = || {
            let documents = Input::new(Path::new(origin)).read(&Limits::default()).0;
            documents.into_iter().map(|doc| (doc.hash, doc.text.chars().collect())).collect()
        };
        if origin == "-" {
            return None;
        }
        self.texts.entry(origin.to_owned()).or_insert_with(read).get(hash)
    }

    /// Adds a verdict to the file.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn give(&mut self, verdict: Verdict) -> Result<(), StoreError> {
        let base = self.dir.rdf_options().base;
        append(self.dir.root(), &[write_verdict(&verdict, &base)], &base)?;
        self.given += 1;
        self.curation.verdicts.push(verdict);
        Ok(())
    }

    /// Links that were proposed and that nobody has accepted yet, the likeliest first.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn proposals(&self) -> Result<Vec<Proposal>, StoreError> {
        let path = self.path();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(source) => return Err(StoreError::Io { path, action: "read", source }),
        };
        let mut proposals = read_proposals(&text, &self.dir.rdf_options().base);
        let accepted =
            |p: &Proposal| self.curation.verdicts.contains(&Verdict::Link(p.entity.clone(), p.target.clone()));
        proposals.retain(|proposal| !accepted(proposal));
        Ok(proposals)
    }

    /// Adds proposals to the file, where a person finds them; those that are there already are not added again. Answers
    /// how many are new.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn propose(&mut self, proposals: &[Proposal]) -> Result<usize, StoreError> {
        let base = self.dir.rdf_options().base;
        let known = self.proposals()?;
        let said = |p: &&Proposal| {
            let link = Verdict::Link(p.entity.clone(), p.target.clone());
            known.iter().any(|k| k.entity == p.entity && k.target == p.target) || self.curation.verdicts.contains(&link)
        };
        let fresh: Vec<String> = proposals.iter().filter(|p| !said(p)).map(|p| write_proposal(p, &base)).collect();
        append(self.dir.root(), &fresh, &base)?;
        Ok(fresh.len())
    }

    /// Says whether the two sides of a doubt are one.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn decide(&mut self, doubt: &IdentityLink, same: bool) -> Result<(), StoreError> {
        let mut sides = [self.graph.reference(&doubt.a), self.graph.reference(&doubt.b)];
        sides.sort();
        let [a, b] = sides;
        self.answers.add(doubt.a.entity, doubt.b.entity, same);
        self.give(if same { Verdict::Same(a, b) } else { Verdict::Different(a, b) })
    }

    /// Merges anew, under the verdicts so far.
    pub fn renew(&mut self) {
        self.graph = merge(&self.articles, &self.ontology, &self.curation);
        self.answers = Answers::default();
    }

    /// Writes the graph's files anew; gives the graph, and what is wrong with the verdicts.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn publish(mut self) -> Result<(Graph, Vec<Diagnostic>), StoreError> {
        let mut faults = Vec::new();
        let options = self.dir.rdf_options();
        let graph = publish(&mut self.dir, &self.ontology, &options, &mut faults)?;
        Ok((graph, faults))
    }

    /// Where the verdicts are.
    pub fn path(&self) -> PathBuf {
        self.dir.root().join(CURATION)
    }
}

/// The sentence around a mention, or as much of it as fits; `None` for a place that the text does not have.
fn around(text: &[char], start: usize, end: usize) -> Option<(String, String, String)> {
    let mention = text.get(start..end)?;
    let ends = |i: usize| match text[i] {
        '\n' | '!' | '?' | '…' => true,
        '.' => text.get(i + 1).is_none_or(|c| c.is_whitespace()),
        _ => false,
    };
    let low = start.saturating_sub(AROUND);
    let high = (end + AROUND).min(text.len());
    let from = (low..start).rev().find(|i| ends(*i)).map_or(low, |i| i + 1);
    let to = (end..high).find(|i| ends(*i)).map_or(high, |i| i + 1);
    let part = |chars: &[char]| chars.iter().collect::<String>();
    let cut = |is: bool| if is { "…" } else { "" };
    let before = format!("{}{}", cut(from == low && low > 0), part(&text[from..start]));
    let after = format!("{}{}", part(&text[end..to]), cut(to == high && high < text.len() && !ends(to - 1)));
    Some((before, part(mention), after))
}

/// What this sitting's verdicts say of pairs, in the end: *same* is passed on, and so is *different* through it.
#[derive(Debug, Default)]
struct Answers {
    same: BTreeMap<EntityId, EntityId>,
    different: Vec<(EntityId, EntityId)>,
}

impl Answers {
    fn root(&self, mut id: EntityId) -> EntityId {
        while let Some(next) = self.same.get(&id) {
            id = *next;
        }
        id
    }

    fn add(&mut self, a: EntityId, b: EntityId, same: bool) {
        let (x, y) = (self.root(a), self.root(b));
        if !same {
            self.different.push((a, b));
        } else if x != y {
            self.same.insert(x.max(y), x.min(y));
        }
    }

    fn settle(&self, a: EntityId, b: EntityId) -> bool {
        let (x, y) = (self.root(a), self.root(b));
        x == y
            || self.different.iter().any(|(p, q)| {
                let pair = (self.root(*p), self.root(*q));
                pair == (x, y) || pair == (y, x)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_around_a_mention() {
        let text: Vec<char> = "Un. Le 1.5 de Tarn vaut, dit-on, cher. Fin".chars().collect();
        let found = around(&text, 14, 18).expect("the text has it");
        assert_eq!(found, (" Le 1.5 de ".to_owned(), "Tarn".to_owned(), " vaut, dit-on, cher.".to_owned()));
        assert_eq!(around(&text, 40, 90), None);
    }

    #[test]
    fn answers_are_passed_on() {
        let [a, b, c, d] = [1, 2, 3, 4].map(EntityId);
        let mut answers = Answers::default();
        answers.add(b, a, true);
        answers.add(b, c, true);
        assert!(answers.settle(a, c) && !answers.settle(a, d));
        answers.add(d, c, false);
        assert!(answers.settle(a, d) && answers.settle(d, b));
    }
}
