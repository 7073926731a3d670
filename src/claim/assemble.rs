//! Candidates to claims: status, source, circumstances, evidence, identity; duplicates fold.

use std::collections::BTreeMap;

use crate::analyse::{Analysis, TokenId, Upos};
use crate::ingest::Document;
use crate::mention::{LocalEntityId, MentionForm, Mentions};
use crate::ontology::{Aspect, Ontology, Predicate, PredicateId, StatusHint, TypeId, ValueKind};
use crate::text::{Span, TextIndex};

use super::Options;
use super::argument::{Argument, Arguments, Filler, ITSELF};
use super::circumstance::{Circumstances, Timing, as_money};
use super::confidence::{self, Signals};
use super::contrast::completed;
use super::deal::Deals;
use super::matching::{AGENT, Candidate, Matcher, OUTLET};
use super::nearby::Neighbourhood;
use super::record::{Claim, ClaimId, Evidence, FrameTrace, Object, Qualifiers, Status};
use super::scope::{Scope, Scopes};
use super::source::{Source, Sources};
use super::speaker::{Party, Speakers};
use super::speech::Speech;
use super::topic::{ANTECEDENT, TOPIC, Topics};
use super::tree::Tree;

/// How much of the text around a quote is kept, in characters.
const CONTEXT: usize = 32;

/// The class of persons.
const PERSON: &str = "Person";

/// What has a price that another sentence may tell.
const DEALS: [&str; 2] = ["acquires", "sells"];
/// The predicate of a position, and that of its end.
const HOLDS: &str = "worksFor";
const LEAVES: &str = "leaves";

/// How the paths of arguments begin that stand by the word above the evoking one.
const ABOVE: &str = "gov/";

/// Any verb between two names is right about as often as this.
const OPEN_CONFIDENCE: f64 = 0.5;

/// All claims of one article, however unsure, in text order; open ones after the others.
pub(super) fn claims(
    document: &Document,
    analysis: &Analysis,
    mentions: &Mentions,
    ontology: &Ontology,
    options: Options,
) -> Vec<Claim> {
    let lexicon = &ontology.lexicon;
    let tree = Tree::new(analysis, mentions.values.iter().map(|value| value.tokens))
        .with_pronouns(&lexicon.nouns.pronoun_cases);
    let arguments = Arguments::new(&tree, mentions, &lexicon.transparent_nouns);
    let of_type = |name: &str| {
        let wanted = TypeId(name.to_owned());
        move |id: LocalEntityId| ontology.is_a(&mentions.entities[id.0 as usize].entity_type, &wanted)
    };
    let (agent, outlet, person) = (of_type(AGENT), of_type(OUTLET), of_type(PERSON));
    let topics = Topics::new(&tree, &arguments, mentions, &agent, &outlet);
    let scopes = Scopes::new(&tree, lexicon);
    let speakers = Speakers {
        tree: &tree,
        arguments: &arguments,
        mentions,
        lexicon,
        agent: &agent,
        person: &person,
        outlet: &outlet,
    };
    let speech = Speech { tree: &tree, scopes: &scopes, speakers: &speakers, text: &document.text };
    let sources = Sources::new(speech);
    let label = |id: LocalEntityId| mentions.entities[id.0 as usize].label.clone();
    let circumstances = Circumstances::new(&tree, &arguments, mentions, &label, &document.text);
    let deals = Deals::new(&tree, mentions, &lexicon.deal_words);
    let nearby = Neighbourhood::new(&tree, &arguments, mentions);
    let matcher = Matcher { tree: &tree, arguments: &arguments, mentions, topics: &topics, nearby: &nearby, ontology };
    let reader = Reader {
        document,
        index: TextIndex::new(&document.text),
        tree: &tree,
        arguments: &arguments,
        mentions,
        ontology,
        scopes: &scopes,
        sources: &sources,
        circumstances: &circumstances,
        deals: &deals,
    };
    let candidates = matcher.candidates();
    let mut read = settle(&candidates, candidates.iter().map(|c| reader.read(c)).collect());
    if options.open {
        read.extend(matcher.open().iter().filter_map(|(verb, s, o)| reader.read_open(*verb, s, o)));
    }
    let mut claims = fold(read);
    name_positions(&mut claims);
    claims
}

/// What words compete for: an amount is one thing (a revenue, a loss or a price), and one word means one thing of a
/// pair of entities (*proposer*: makes or launches).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Prize {
    Amount(usize),
    Pair(TokenId, LocalEntityId, LocalEntityId),
}

fn prize(candidate: &Candidate<'_>) -> Option<Prize> {
    match (candidate.subject.filler, candidate.object.as_ref()?.filler) {
        (_, Filler::Value(v)) => Some(Prize::Amount(v)),
        (Filler::Entity(s), Filler::Entity(o)) => Some(Prize::Pair(candidate.anchor, s, o)),
        _ => None,
    }
}

/// Of the readings that compete, one wins, with all that the same word says by the same predicate. Of what one word may
/// mean, the weightiest frame; of what several words say of one amount, the surest.
fn settle(candidates: &[Candidate<'_>], mut read: Vec<Option<Claim>>) -> Vec<Claim> {
    let own_weight = |c: &Candidate<'_>, _: &Claim| c.frame.weight * c.fit - f64::from(u8::from(!c.in_place()));
    compete(candidates, &mut read, |c| Some((prize(c)?, Some(c.anchor))), own_weight);
    compete(candidates, &mut read, |c| Some((prize(c)?, None)), |_, claim| claim.confidence);
    read.into_iter().flatten().collect()
}

/// Drops the claims that lose their prize to a higher rank; of equal ranks the surer claim stays, then the first.
fn compete(
    candidates: &[Candidate<'_>],
    read: &mut [Option<Claim>],
    prize: impl Fn(&Candidate<'_>) -> Option<(Prize, Option<TokenId>)>,
    rank: impl Fn(&Candidate<'_>, &Claim) -> f64,
) {
    type Ranked = ((f64, f64), usize);
    let mut winners: BTreeMap<(Prize, Option<TokenId>), Ranked> = BTreeMap::new();
    for (at, (candidate, claim)) in candidates.iter().zip(read.iter()).enumerate() {
        if let (Some(prize), Some(claim)) = (prize(candidate), claim) {
            let rank = (rank(candidate, claim), claim.confidence);
            let winner = winners.entry(prize).or_insert((rank, at));
            if rank > winner.0 {
                *winner = (rank, at);
            }
        }
    }
    for (candidate, claim) in candidates.iter().zip(read.iter_mut()) {
        let winner = prize(candidate).and_then(|prize| winners.get(&prize)).map(|(_, at)| &candidates[*at]);
        if winner.is_some_and(|w| w.anchor != candidate.anchor || w.frame.predicate != candidate.frame.predicate) {
            *claim = None;
        }
    }
}

struct Reader<'a> {
    document: &'a Document,
    index: TextIndex<'a>,
    tree: &'a Tree<'a>,
    arguments: &'a Arguments<'a>,
    mentions: &'a Mentions,
    ontology: &'a Ontology,
    scopes: &'a Scopes<'a>,
    sources: &'a Sources<'a>,
    circumstances: &'a Circumstances<'a>,
    deals: &'a Deals<'a>,
}

impl Reader<'_> {
    fn read(&self, candidate: &Candidate<'_>) -> Option<Claim> {
        let predicate = self.ontology.predicates.get(&candidate.frame.predicate)?;
        let Filler::Entity(subject) = candidate.subject.filler else { return None };
        if self.is_vague(&candidate.subject)
            || candidate.object.as_ref().is_some_and(|o| self.is_vague_object(o, predicate))
        {
            return None;
        }
        if self.only_restates(candidate, predicate) {
            return None;
        }
        let object = self.object(candidate, predicate)?;
        let forecast = predicate.foretold;
        let hint = candidate.frame.status;
        let read = match hint {
            Some(StatusHint::Actual) => self.scopes.read_own(candidate.anchor, forecast),
            _ if self.in_passing(candidate, predicate) => self.scopes.read_own(candidate.anchor, forecast),
            _ => {
                let said = self.said_by(candidate);
                self.scopes.read(said, forecast, said == candidate.anchor && is_predicated(candidate))
            }
        };
        let mut scope = read.with_frame(hint, candidate.frame.negated, forecast);
        if candidate.beside.is_some() {
            // What was is neither planned nor denied by the verb of what is.
            scope.status = Status::Actual;
            scope.negated = false;
        }
        let attributed_to = self.attribution(candidate, predicate, subject, &scope);
        let qualifiers = self.qualifiers(candidate, predicate);
        let signals = self.signals(candidate, &scope);
        let confidence = confidence::estimate(&signals, &self.ontology.lexicon.confidence);
        let mut claim = Claim {
            id: ClaimId(String::new()),
            subject,
            predicate: predicate.id.clone(),
            object,
            qualifiers,
            status: scope.status,
            negated: scope.negated,
            attributed_to,
            evidence: vec![self.evidence(candidate.anchor)],
            confidence,
            trace: FrameTrace { signals: signals.features(), ..trace(candidate, &scope) },
        };
        claim.id = self.identify(&claim);
        Some(claim)
    }

    /// The word whose tense and mood count: where a noun is the subject of the verb that brings the amount (*les ventes
    /// devraient atteindre 3 millions*), that verb.
    fn said_by(&self, candidate: &Candidate<'_>) -> TokenId {
        let anchor = candidate.anchor;
        let amount = candidate.object.as_ref().filter(|object| matches!(object.filler, Filler::Value(_)));
        let subject = self.tree.token(anchor).relation() == "nsubj";
        let Some(amount) = amount.filter(|_| subject) else { return anchor };
        let holder = self.tree.governors(anchor).into_iter().rev().map(|governor| governor.token);
        holder.into_iter().find(|&verb| self.tree.is_under(amount.token, verb)).unwrap_or(anchor)
    }

    fn read_open(&self, verb: TokenId, subject: &Argument, object: &Argument) -> Option<Claim> {
        let (Filler::Entity(from), Filler::Entity(to)) = (subject.filler, object.filler) else { return None };
        let scope = self.scopes.read(verb, false, false);
        let mut claim = Claim {
            id: ClaimId(String::new()),
            subject: from,
            predicate: PredicateId(format!("open:{}", self.tree.token(verb).lemma)),
            object: Object::Entity(to),
            qualifiers: Qualifiers { when: self.circumstances.when(verb, Timing::Happening), ..Qualifiers::default() },
            status: scope.status,
            negated: scope.negated,
            attributed_to: self
                .labels(self.sources.of(verb, &scope, &party(from, subject), false), &|s| s.party.entity != from),
            evidence: vec![self.evidence(verb)],
            confidence: OPEN_CONFIDENCE * f64::from(subject.probability * object.probability),
            trace: FrameTrace {
                frame: "open".to_owned(),
                entry: String::new(),
                path: vec![subject.path.clone(), object.path.clone()],
                signals: Vec::new(),
            },
        };
        claim.id = self.identify(&claim);
        Some(claim)
    }

    /// Whom the article names as the source: not its own outlet, nor a party that announces what it does. What a party
    /// says of how it stands, or denies, is its word.
    fn attribution(
        &self,
        candidate: &Candidate<'_>,
        predicate: &Predicate,
        subject: LocalEntityId,
        scope: &Scope,
    ) -> Vec<String> {
        let figure = !predicate.values.is_empty();
        let word = figure || predicate.aspect == Aspect::State || scope.negated;
        let filler = |argument: &Argument| argument.filler;
        let parties = [Some(filler(&candidate.subject)), candidate.object.as_ref().map(filler)];
        let counts = |source: &Source| {
            let party = parties.contains(&Some(Filler::Entity(source.party.entity)));
            !party || (word && source.vouched)
        };
        if self.in_passing(candidate, predicate) {
            return Vec::new();
        }
        let subject = party(subject, &candidate.subject);
        self.labels(self.sources.of(candidate.anchor, scope, &subject, figure), &counts)
    }

    fn timing(&self, candidate: &Candidate<'_>, predicate: &Predicate) -> Timing {
        match predicate.aspect {
            _ if predicate.over_period => Timing::Period,
            _ if self.in_passing(candidate, predicate) => Timing::Passing,
            Aspect::State => Timing::Lasting,
            Aspect::Event => Timing::Happening,
        }
    }

    /// True where the words take for granted what they say (*sa filiale X*, *le patron de X*): what stands around them
    /// makes it no less certain and dates it not.
    fn in_passing(&self, candidate: &Candidate<'_>, predicate: &Predicate) -> bool {
        let tok = self.tree.token(candidate.anchor);
        let known = |det: TokenId| {
            let feats = &self.tree.token(det).feats;
            feats.is("Definite", "Def") || feats.is("Poss", "Yes")
        };
        let determined = || self.tree.dependents(candidate.anchor, &["det"]).any(known);
        predicate.aspect == Aspect::State
            && predicate.values.is_empty()
            && matches!(tok.upos, Upos::Noun | Upos::Propn)
            && matches!(tok.relation(), "nsubj" | "obj" | "obl" | "nmod" | "conj" | "appos")
            && !is_predicated(candidate)
            && (tok.relation() == "appos" || determined())
    }

    fn labels(&self, sources: Vec<Source>, counts: &dyn Fn(&Source) -> bool) -> Vec<String> {
        let label = |source: Source| self.mentions.entities[source.party.entity.0 as usize].label.clone();
        let kept = sources.into_iter().filter(counts).map(label);
        kept.filter(|label| self.document.source.as_ref() != Some(label)).collect()
    }

    fn object(&self, candidate: &Candidate<'_>, predicate: &Predicate) -> Option<Object> {
        match candidate.object.as_ref()?.filler {
            Filler::Entity(entity) => Some(Object::Entity(entity)),
            Filler::Time(t) => self.arguments.time(t).value.clone().map(Object::Date),
            Filler::Phrase(_) => None,
            Filler::Value(v) => {
                let mut value = self.arguments.value(v).value.clone();
                if let Some(first) = candidate.beside {
                    value = completed(value, &self.arguments.value(first).value);
                }
                if predicate.values.contains(&ValueKind::Money) {
                    value = as_money(value);
                }
                if candidate.frame.falling {
                    value.value = value.value.map(|n| -n.abs());
                }
                Some(Object::Quantity(value))
            }
        }
    }

    fn qualifiers(&self, candidate: &Candidate<'_>, predicate: &Predicate) -> Qualifiers {
        let anchor = candidate.anchor;
        let skip: Vec<TokenId> = [Some(&candidate.subject), candidate.object.as_ref()]
            .into_iter()
            .flatten()
            .map(|a| a.token)
            .filter(|&t| t != anchor)
            .collect();
        let mut qualifiers = self.circumstances.placed(&candidate.qualifiers, anchor, &skip);
        if qualifiers.when.is_none() && candidate.beside.is_none() && !predicate.values.contains(&ValueKind::Date) {
            qualifiers.when = self.circumstances.when(anchor, self.timing(candidate, predicate));
        }
        let priced = predicate.aspect == Aspect::Event && !predicate.range.is_empty();
        if qualifiers.price.is_none() && priced {
            let taken = candidate.object.as_ref().and_then(|o| match o.filler {
                Filler::Value(v) => Some(v),
                _ => None,
            });
            qualifiers.price = self.circumstances.price(anchor, taken);
            if qualifiers.price.is_none() && DEALS.contains(&predicate.id.0.as_str()) {
                qualifiers.price = self.deals.sum(anchor);
            }
        }
        qualifiers
    }

    fn signals(&self, candidate: &Candidate<'_>, scope: &Scope) -> Signals {
        let arguments: Vec<&Argument> = std::iter::once(&candidate.subject).chain(&candidate.object).collect();
        let arc = |a: &&Argument| self.tree.token(a.token).arc_probability;
        let far = |a: &&Argument| a.token.0.abs_diff(candidate.anchor.0);
        let sentence = self.tree.analysis.sentences[self.tree.analysis.sentence_of(candidate.anchor)];
        let topic = matches!(candidate.subject.path.as_str(), TOPIC | ANTECEDENT);
        let object = candidate.object.as_ref();
        let about = object.is_some_and(|o| o.path == TOPIC);
        Signals {
            predicate: candidate.frame.predicate.to_string(),
            frame: candidate.frame.name.clone(),
            weight: candidate.frame.weight,
            fit: candidate.fit,
            hops: arguments.iter().map(|a| a.hops).sum(),
            parse: arguments.iter().map(arc).fold(1.0, f32::min),
            mentions: arguments.iter().map(|a| a.probability).product(),
            topic: topic || about,
            antecedent: arguments.iter().any(|a| a.path == ANTECEDENT),
            about,
            nearby: !candidate.in_place(),
            hedged: !scope.reasons.is_empty(),
            subject: self.form(&candidate.subject).filter(|_| !topic),
            object: object.and_then(|o| self.form(o)),
            types: (self.class(&candidate.subject), object.and_then(|o| self.class(o))),
            named: (self.named(&candidate.subject), object.is_none_or(|o| self.named(o))),
            distance: arguments.iter().map(far).max().unwrap_or(0),
            sentence: sentence.tokens.len(),
            siblings: candidate.siblings,
        }
    }

    fn form(&self, argument: &Argument) -> Option<MentionForm> {
        let index = self.arguments.mention_index(argument.token)?;
        matches!(argument.filler, Filler::Entity(_)).then(|| self.mentions.mentions[index].form)
    }

    fn class(&self, argument: &Argument) -> Option<TypeId> {
        match argument.filler {
            Filler::Entity(entity) => Some(self.mentions.entities[entity.0 as usize].entity_type.clone()),
            _ => None,
        }
    }

    /// True for groups without a name (*des clients*, *les vendeurs*): nobody can look them up.
    fn is_vague(&self, argument: &Argument) -> bool {
        let tok = self.tree.token(argument.token);
        // the number of a possessive is that of what is owned
        !self.named(argument) && tok.feats.is("Number", "Plur") && tok.upos != Upos::Det
    }

    /// The same of an object; goods that the words tell from others (*des lampadaires solaires*) may go without a name.
    fn is_vague_object(&self, argument: &Argument, predicate: &Predicate) -> bool {
        let agent = TypeId(AGENT.to_owned());
        let goods = !predicate.range.is_empty() && !predicate.range.iter().any(|t| self.ontology.is_a(t, &agent));
        let told = self.tree.has(argument.token, &["amod", "nmod", "acl"]);
        self.is_vague(argument) && !(goods && told)
    }

    /// True where an event's doer is known by nothing but the event (*son fondateur*): that tells nobody who did it.
    fn only_restates(&self, candidate: &Candidate<'_>, predicate: &Predicate) -> bool {
        predicate.aspect == Aspect::Event && candidate.subject.path == ITSELF && !self.named(&candidate.subject)
    }

    fn named(&self, argument: &Argument) -> bool {
        match argument.filler {
            Filler::Entity(entity) => self.mentions.entities[entity.0 as usize].named,
            _ => true,
        }
    }

    /// The sentence of the evoking word.
    fn evidence(&self, anchor: TokenId) -> Evidence {
        let sentence = self.tree.analysis.sentences[self.tree.analysis.sentence_of(anchor)];
        evidence(&self.document.text, &self.index, sentence.span)
    }

    fn identify(&self, claim: &Claim) -> ClaimId {
        let canonical = serde_json::json!({
            "document": self.document.id,
            "subject": self.mentions.entities[claim.subject.0 as usize].label,
            "predicate": claim.predicate,
            "object": match &claim.object {
                Object::Entity(e) => serde_json::json!(self.mentions.entities[e.0 as usize].label),
                other => serde_json::json!(other),
            },
            "qualifiers": claim.qualifiers,
            "negated": claim.negated,
            "span": claim.evidence.first().map(|e| (e.start, e.end)),
        });
        let hash = blake3::hash(canonical.to_string().as_bytes());
        ClaimId(hash.to_hex()[..32].to_owned())
    }
}

/// True where the verb above says of the anchor what the claim says.
fn is_predicated(candidate: &Candidate<'_>) -> bool {
    let above = |argument: &Argument| argument.path.starts_with(ABOVE);
    above(&candidate.subject) || candidate.object.as_ref().is_some_and(above)
}

fn party(entity: LocalEntityId, argument: &Argument) -> Party {
    Party { entity, token: argument.token }
}

fn evidence(text: &str, index: &TextIndex<'_>, span: Span) -> Evidence {
    let (start, end) = index.code_points(span);
    let before = &text[..span.start as usize];
    let from = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |(i, _)| i);
    Evidence {
        start,
        end,
        quote: span.slice(text).to_owned(),
        prefix: before[from..].to_owned(),
        suffix: text[span.end as usize..].chars().take(CONTEXT).collect(),
    }
}

fn trace(candidate: &Candidate<'_>, scope: &Scope) -> FrameTrace {
    let mut path = vec![format!("subject ← {}", candidate.subject.path)];
    path.extend(candidate.object.iter().map(|o| format!("object ← {}", o.path)));
    path.extend(candidate.qualifiers.iter().map(|(name, a)| format!("{name} ← {}", a.path)));
    if !scope.reasons.is_empty() {
        path.push(format!("status ← {}", scope.reasons.join(", ")));
    }
    FrameTrace {
        frame: candidate.frame.name.clone(),
        entry: candidate.evocation.entry.clone(),
        path,
        signals: Vec::new(),
    }
}

/// One claim per subject, predicate, object and polarity: the surest, with the evidence and the qualifiers of all.
fn fold(read: Vec<Claim>) -> Vec<Claim> {
    let mut order: Vec<Claim> = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for claim in read {
        let key = fold_key(&claim);
        match seen.get(&key) {
            None => {
                seen.insert(key, order.len());
                order.push(claim);
            }
            Some(&at) => absorb(&mut order[at], claim),
        }
    }
    order
}

/// Who leaves leaves the position that the article has named (*le patron de X, Y, s'en va*).
fn name_positions(claims: &mut [Claim]) {
    let mut positions: BTreeMap<(LocalEntityId, LocalEntityId), String> = BTreeMap::new();
    for claim in claims.iter().filter(|claim| claim.predicate.0 == HOLDS && !claim.negated) {
        if let (Object::Entity(employer), Some(role)) = (&claim.object, &claim.qualifiers.role) {
            positions.entry((claim.subject, *employer)).or_insert_with(|| role.clone());
        }
    }
    for claim in claims.iter_mut().filter(|claim| claim.predicate.0 == LEAVES && claim.qualifiers.role.is_none()) {
        if let Object::Entity(employer) = &claim.object {
            claim.qualifiers.role = positions.get(&(claim.subject, *employer)).cloned();
        }
    }
}

fn fold_key(claim: &Claim) -> String {
    let object = match &claim.object {
        Object::Entity(e) => format!("e{}", e.0),
        Object::Date(date) => format!("d{date}"),
        Object::Quantity(q) => format!("q{:?}{:?}", q.value, q.unit),
    };
    format!("{}|{}|{object}|{}", claim.subject.0, claim.predicate, claim.negated)
}

fn absorb(kept: &mut Claim, mut other: Claim) {
    if other.confidence > kept.confidence {
        std::mem::swap(kept, &mut other);
    }
    let own = &mut kept.qualifiers;
    own.when = own.when.take().or(other.qualifiers.when);
    own.price = own.price.take().or(other.qualifiers.price);
    own.role = own.role.take().or(other.qualifiers.role);
    own.metric = own.metric.take().or(other.qualifiers.metric);
    own.of = own.of.take().or(other.qualifiers.of);
    own.to = own.to.take().or(other.qualifiers.to);
    own.product = own.product.take().or(other.qualifiers.product);
    own.from.extend(other.qualifiers.from);
    own.from.dedup();
    for name in other.attributed_to {
        if !kept.attributed_to.contains(&name) {
            kept.attributed_to.push(name);
        }
    }
    kept.evidence.extend(other.evidence);
    kept.evidence.sort();
    kept.evidence.dedup();
    kept.confidence = 1.0 - (1.0 - kept.confidence) * (1.0 - 0.5 * other.confidence);
}
