//! Mentions to [`Claim`]s: who did what, how certain, on whose word, in which sentence.
//!
//! Matches the lexicon's frames on the dependency tree; must not know other articles.

mod argument;
mod assemble;
mod circumstance;
mod complements;
mod confidence;
mod contrast;
mod coordination;
mod deal;
#[cfg(test)]
mod fixture;
mod matching;
mod nearby;
mod quotation;
mod record;
mod scope;
mod selection;
mod shingle;
mod source;
mod speaker;
mod speech;
mod topic;
mod tree;

pub use record::{
    ArticleClaims, Claim, ClaimId, EntityMention, EntityRecord, Evidence, FrameTrace, Object, Qualifiers, Status,
};

use crate::analyse::Analysis;
use crate::ingest::Document;
use crate::mention::{LocalEntity, MentionForm, Mentions};
use crate::ontology::Ontology;
use crate::text::TextIndex;

/// All that the article says, self-contained.
///
/// Claims come in text order of the words that evoke them; every claim has evidence, whose quote is the document's text
/// at its offsets.
pub fn claim(document: &Document, analysis: &Analysis, mentions: &Mentions, ontology: &Ontology) -> ArticleClaims {
    claim_with(document, analysis, mentions, ontology, Options::default())
}

/// What a reader may ask for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Verbs outside the ontology give claims by `open:` and their lemma.
    pub open: bool,
    /// Claims less sure than this are left out, 0 to 1.
    pub min_confidence: f64,
}

impl Default for Options {
    /// No open claims, and what is more likely right than wrong.
    fn default() -> Self {
        Self { open: false, min_confidence: 0.5 }
    }
}

/// As [`claim`], with options.
pub fn claim_with(
    document: &Document,
    analysis: &Analysis,
    mentions: &Mentions,
    ontology: &Ontology,
    options: Options,
) -> ArticleClaims {
    let index = TextIndex::new(&document.text);
    let mut claims = assemble::claims(document, analysis, mentions, ontology, options);
    let types = selection::types(&mentions.entities, &claims, ontology);
    claims.retain(|claim| claim.confidence >= options.min_confidence);
    let records = mentions.entities.iter().zip(types);
    ArticleClaims {
        document: document.id.clone(),
        origin: document.origin.clone(),
        title: document.title.clone(),
        source: document.source.clone(),
        published: document.published.clone(),
        language: document.language.clone(),
        hash: document.hash.clone(),
        shingles: shingle::min_hash(analysis),
        entities: records
            .map(|(entity, entity_type)| EntityRecord {
                entity_type,
                ..record(entity, mentions, &document.text, &index)
            })
            .collect(),
        claims,
    }
}

fn record(entity: &LocalEntity, mentions: &Mentions, text: &str, index: &TextIndex<'_>) -> EntityRecord {
    let places = entity.mentions.iter().map(|id| &mentions.mentions[id.0 as usize]);
    EntityRecord {
        label: entity.label.clone(),
        names: entity.names.clone(),
        proper_names: proper_names(entity, mentions, text),
        entity_type: entity.entity_type.clone(),
        kind: entity.kind.clone(),
        named: entity.named,
        mentions: places
            .filter(|m| m.form != MentionForm::Possessive)
            .map(|m| {
                let (start, end) = index.code_points(m.span);
                EntityMention { start, end, form: m.form }
            })
            .collect(),
    }
}

/// The surface forms that are proper names, in the order of `names`.
fn proper_names(entity: &LocalEntity, mentions: &Mentions, text: &str) -> Vec<String> {
    let proper: Vec<&str> = entity
        .mentions
        .iter()
        .map(|id| &mentions.mentions[id.0 as usize])
        .filter(|m| m.form == MentionForm::Name)
        .map(|m| m.span.slice(text))
        .collect();
    entity.names.iter().filter(|name| proper.contains(&name.as_str())).cloned().collect()
}
