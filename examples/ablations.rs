//! What each part of the reading is worth: the scores of a gold directory without it, or with it made perfect.
//!
//! `cargo run --release --example ablations -- GOLD_DIR` reads each article once and claims it anew for each row:
//! every description and pronoun for itself, without the frames of nouns, without types, with the gold's entities.
#![expect(clippy::print_stdout, reason = "an example prints its table")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use glane::analyse::{Analysis, LanguagePack, analyse};
use glane::claim::{Options, claim_with};
use glane::eval::{Gold, score};
use glane::ingest::{Document, Limits, Raw, ingest};
use glane::lines::claim_lines;
use glane::mention::{LocalEntity, LocalEntityId, MentionForm, MentionId, Mentions, mention};
use glane::ontology::{Ontology, PartOfSpeech, TypeId};

struct Article {
    document: Document,
    analysis: Analysis,
    mentions: Mentions,
}

fn main() -> Result<(), Box<dyn Error>> {
    let directory = std::env::args().nth(1).ok_or("name a directory of gold files")?;
    let golds = Gold::read_directory(Path::new(&directory))?;
    let ontology = Ontology::builtin()?;
    let articles = read(&golds, Path::new(&directory), &ontology)?;
    println!("| reading | precision | recall | F1 |\n|---|---|---|---|");
    row("as it is", &golds, &articles, &ontology, |_, article| article.mentions.clone());
    row("without co-reference", &golds, &articles, &ontology, |_, article| apart(article));
    row("without nominal frames", &golds, &articles, &verbal(&ontology), |_, article| article.mentions.clone());
    row("without types", &golds, &articles, &untyped(&ontology), |_, article| article.mentions.clone());
    row("with gold entities", &golds, &articles, &ontology, as_gold);
    Ok(())
}

fn read(golds: &[Gold], directory: &Path, ontology: &Ontology) -> Result<Vec<Article>, Box<dyn Error>> {
    let pack = LanguagePack::embedded()?;
    let mut articles = Vec::new();
    for gold in golds {
        let path: PathBuf = directory.join(format!("{}.txt", gold.document));
        let bytes = std::fs::read(&path)?;
        let (documents, _) = ingest(&Raw::new(&path.to_string_lossy(), &bytes), &Limits::default());
        let document = documents.into_iter().next().ok_or_else(|| format!("{}: no article", path.display()))?;
        let (analysis, _) = analyse(&document, &pack);
        let (mentions, _) = mention(&document, &analysis, ontology);
        articles.push(Article { document, analysis, mentions });
    }
    Ok(articles)
}

fn row(
    name: &str,
    golds: &[Gold],
    articles: &[Article],
    ontology: &Ontology,
    mentions: impl Fn(&Gold, &Article) -> Mentions,
) {
    let claims: BTreeMap<_, _> = golds
        .iter()
        .zip(articles)
        .map(|(gold, article)| {
            let mentions = mentions(gold, article);
            let found = claim_with(&article.document, &article.analysis, &mentions, ontology, Options::default());
            (gold.document.clone(), claim_lines(&found))
        })
        .collect();
    let figures = score(golds, &claims);
    println!("| {name} | {:.3} | {:.3} | {:.3} |", figures.precision, figures.recall, figures.f1);
}

/// Every description, pronoun and possessive refers to a thing of its own.
fn apart(article: &Article) -> Mentions {
    let mut mentions = article.mentions.clone();
    for index in 0..mentions.mentions.len() {
        let (form, old, span) = {
            let mention = &mentions.mentions[index];
            (mention.form, mention.entity, mention.span)
        };
        if form == MentionForm::Name {
            continue;
        }
        let text = span.slice(&article.document.text).to_owned();
        let entity = LocalEntity {
            label: text.clone(),
            names: vec![text],
            named: false,
            mentions: vec![MentionId(index as u32)],
            ..mentions.entities[old.0 as usize].clone()
        };
        mentions.mentions[index].entity = LocalEntityId(mentions.entities.len() as u32);
        mentions.entities.push(entity);
    }
    mentions
}

/// Only words that are no nouns evoke predicates.
fn verbal(ontology: &Ontology) -> Ontology {
    let mut ontology = ontology.clone();
    ontology.lexicon.evocations.retain(|(_, part), _| *part != PartOfSpeech::Noun);
    ontology
}

/// Every type fits everywhere.
fn untyped(ontology: &Ontology) -> Ontology {
    let mut ontology = ontology.clone();
    let all: Vec<TypeId> = ontology.types.keys().cloned().collect();
    for predicate in ontology.predicates.values_mut() {
        predicate.domain.clone_from(&all);
        if !predicate.range.is_empty() {
            predicate.range.clone_from(&all);
        }
    }
    for frame in &mut ontology.lexicon.frames {
        frame.subject_types.clear();
        frame.object_types.clear();
    }
    ontology
}

/// Mentions that read like a name of the gold refer to its entity, with its name and type; the others to what the rest
/// of their chain refers to.
fn as_gold(gold: &Gold, article: &Article) -> Mentions {
    let mut mentions = article.mentions.clone();
    let by_name: BTreeMap<String, &String> =
        gold.entities.iter().flat_map(|(key, e)| e.names.iter().map(move |name| (plain(name), key))).collect();
    let key_of = |index: usize| {
        let span = article.mentions.mentions[index].span;
        by_name.get(&plain(span.slice(&article.document.text))).copied()
    };
    let first = mentions.entities.len() as u32;
    let ids: BTreeMap<&String, LocalEntityId> =
        gold.entities.keys().zip(first..).map(|(key, id)| (key, LocalEntityId(id))).collect();
    for (key, entity) in &gold.entities {
        mentions.entities.push(LocalEntity {
            label: entity.names.first().cloned().unwrap_or_else(|| key.clone()),
            names: entity.names.clone(),
            entity_type: TypeId(entity.entity_type.clone()),
            type_shares: Vec::new(),
            kind: entity.kind.clone(),
            named: true,
            mentions: Vec::new(),
        });
    }
    for index in 0..mentions.mentions.len() {
        let chain = &article.mentions.entities[article.mentions.mentions[index].entity.0 as usize].mentions;
        let key = key_of(index).or_else(|| chain.iter().find_map(|id| key_of(id.0 as usize)));
        if let Some(id) = key.and_then(|key| ids.get(key)) {
            mentions.mentions[index].entity = *id;
            mentions.entities[id.0 as usize].mentions.push(MentionId(index as u32));
        }
    }
    mentions
}

/// A name in lower case, apostrophes alike, without a leading article.
fn plain(name: &str) -> String {
    let lower = name.to_lowercase().replace('’', "'");
    let articles = ["l'", "le ", "la ", "les ", "un ", "une ", "son ", "sa ", "ses "];
    let bare = articles.iter().find_map(|article| lower.strip_prefix(article)).unwrap_or(&lower);
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}
