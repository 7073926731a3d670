//! Proper names: the model's spans, repaired, and what it missed: known names, capitalised words, repetitions.

use std::collections::BTreeMap;

use super::candidate::{Candidate, name_key};
use super::typing;
use super::view::{View, plain};
use crate::analyse::{EntitySpan, SpanLabel, TokenRange, Upos};
use crate::mention::MentionForm;
use crate::ontology::TypeId;

/// How much a piece of evidence for a type weighs.
pub(super) mod weight {
    /// The model's label, at probability 1.
    pub const MODEL: f32 = 1.5;
    /// A name known to everybody.
    pub const KNOWN: f32 = 3.0;
    /// The name of a country, region or city.
    pub const PLACE: f32 = 1.8;
    /// A title before the name.
    pub const TITLE: f32 = 3.0;
    /// A first name at its head.
    pub const FIRST_NAME: f32 = 1.5;
    /// A telling word in it.
    pub const NAME_WORD: f32 = 1.8;
    /// A kind noun that it begins with (*Institut*).
    pub const KIND_WORD: f32 = 1.0;
    /// A kind noun beside it: apposition, copula, *la plateforme X*.
    pub const KIND_NOUN: f32 = 2.0;
    /// Evidence for a type per mention that an apposition cannot outweigh.
    pub const DECIDED: f32 = 2.5;
    /// So little evidence that any apposition outweighs it.
    pub const HARDLY: f32 = 0.9;
    /// A kind noun with commoner meanings.
    pub const WEAK_NOUN: f32 = 0.6;
    /// It is a subject, without being a known place.
    pub const ACTS: f32 = 0.8;
    /// It hangs on a noun that takes names of that type.
    pub const GOVERNED: f32 = 0.7;
    /// Another name owns it (*le Zéphyr de Brumel*).
    pub const OWNED: f32 = 0.5;
    /// It ends in letters and digits (*B10*).
    pub const NUMBERED: f32 = 0.8;
    /// It has an article (*le Zéphyr*), as persons and firms have not.
    pub const ARTICLE: f32 = 0.5;
    /// It is a family, by its plural article.
    pub const FAMILY: f32 = 1.6;
    /// Nothing but a capital letter.
    pub const GUESS: f32 = 0.3;
}

/// What the model's doubt speaks for.
fn others(span: &EntitySpan) -> impl Iterator<Item = (TypeId, f32)> {
    span.others.iter().filter_map(|(label, probability)| match label {
        SpanLabel::Entity(class) => Some((TypeId(class.clone()), weight::MODEL * probability)),
        _ => None,
    })
}

/// All names, in text order, none overlapping another.
pub(super) fn find(view: &View<'_>) -> Vec<Candidate> {
    let mut finder = Finder { view, taken: vec![false; view.len()], found: Vec::new() };
    finder.set_phrases();
    finder.known_names(2);
    finder.model_spans();
    finder.known_names(1);
    finder.missed_names();
    finder.repetitions();
    finder.surnamed();
    finder.places_within();
    finder.found.sort_by_key(|name| name.tokens);
    finder.found
}

struct Finder<'v, 'a> {
    view: &'v View<'a>,
    taken: Vec<bool>,
    found: Vec<Candidate>,
}

impl Finder<'_, '_> {
    fn free(&self, start: usize, end: usize) -> bool {
        start < end && !self.taken[start..end].iter().any(|taken| *taken)
    }

    fn add(&mut self, start: usize, end: usize, label: Option<(TypeId, f32)>) {
        if !self.free(start, end) {
            return;
        }
        self.taken[start..end].fill(true);
        let view = self.view;
        let mut name = Candidate::new(view, TokenRange::new(start, end), MentionForm::Name);
        name.key = name_key(&name.text);
        if name.key.is_empty() {
            return;
        }
        typing::look(view, &mut name, label);
        self.found.push(name);
    }

    /// Keeps the words of set phrases from being names.
    fn set_phrases(&mut self) {
        let view = self.view;
        for at in 0..view.len() {
            for words in view.nouns.set_phrases.get(&view.lower[at]).into_iter().flatten() {
                if view.lower[at..].starts_with(words) {
                    self.taken[at..at + words.len()].fill(true);
                }
            }
        }
    }

    /// Names that everybody knows, of at least that many words.
    fn known_names(&mut self, least: usize) {
        let mut at = 0;
        while at < self.view.len() {
            let end = self.known_name_at(at, least);
            at = end.map_or(at + 1, |(end, class)| {
                self.add(at, end, Some((class, weight::KNOWN)));
                end
            });
        }
    }

    fn known_name_at(&self, at: usize, least: usize) -> Option<(usize, TypeId)> {
        let view = self.view;
        let form = plain(&view.tok(at).form);
        let names = view.nouns.known_index.get(&form).or_else(|| {
            // The article of *Le Courrier* hides in *du Courrier*.
            let contracted = view.in_multiword(at) && view.upos(at) == Upos::Det;
            contracted.then(|| view.nouns.known_index.get(&capitalised(&form))).flatten()
        })?;
        let (_, limit) = view.bounds(at);
        for (words, class) in names.iter().filter(|(words, _)| words.len() >= least) {
            let end = at + words.len();
            let matches = end <= limit && (1..words.len()).all(|k| plain(&view.tok(at + k).form) == words[k]);
            let word = matches!(view.upos(at), Upos::Propn | Upos::Noun | Upos::X);
            let sure = words.len() > 1 || (word && !view.sentence_initial(at));
            if matches && sure && self.free(at, end) && !self.inside_longer_span(at, end) {
                return Some((end, class.clone()));
            }
        }
        None
    }

    /// True where the model sees a longer name that holds these tokens and goes on with a capital.
    fn inside_longer_span(&self, start: usize, end: usize) -> bool {
        let spans = &self.view.analysis.entities;
        let at = spans.partition_point(|span| span.tokens.end.index() <= start);
        spans.get(at).is_some_and(|span| {
            let range = span.tokens.range();
            range.start <= start && end < range.end && self.view.capital(range.end - 1) && self.view.capital(end)
        })
    }

    fn model_spans(&mut self) {
        let owners = self.owners();
        for span in &self.view.analysis.entities {
            let SpanLabel::Entity(label) = &span.label else { continue };
            let label = (TypeId(label.clone()), weight::MODEL * span.probability);
            if let Some((cut, owner)) = self.owner_within(span.tokens.range(), &label.0, &owners) {
                let (start, firm) = (span.tokens.start, TypeId("Organization".to_owned()));
                let thing = self.view.tok(cut + 1).head == Some(start) && self.view.ontology.is_a(&label.0, &firm);
                let guess = (TypeId("Product".to_owned()), weight::OWNED);
                self.add(start.index(), cut, Some(if thing { guess } else { label }));
                self.add(cut + 1, span.tokens.end.index(), Some(owner));
                continue;
            }
            for (start, end) in self.pieces(span.tokens.range()) {
                let (start, end) = self.trim(start, end);
                if !self.has_capital(start, end) || self.is_field(start, end) {
                    continue;
                }
                let known = self.found.len();
                self.add(start, end, Some(label.clone()));
                for name in &mut self.found[known..] {
                    name.evidence.extend(others(span));
                }
            }
        }
    }

    /// The organisations that the model names somewhere, by their text.
    fn owners(&self) -> BTreeMap<String, (TypeId, f32)> {
        let organisation = TypeId("Organization".to_owned());
        let spans = self.view.analysis.entities.iter();
        spans
            .filter_map(|span| {
                let SpanLabel::Entity(label) = &span.label else { return None };
                let class = TypeId(label.clone());
                let owns = self.view.ontology.is_a(&class, &organisation);
                owns.then(|| (self.view.text(span.tokens), (class, weight::MODEL * span.probability)))
            })
            .collect()
    }

    /// Where a preposition parts the name of a thing or person from the organisation whose it is, named elsewhere by
    /// itself: *Tamis de Vorel*.
    fn owner_within(
        &self,
        range: std::ops::Range<usize>,
        class: &TypeId,
        owners: &BTreeMap<String, (TypeId, f32)>,
    ) -> Option<(usize, (TypeId, f32))> {
        let view = self.view;
        let is_a = |up: &str| view.ontology.is_a(class, &TypeId(up.to_owned()));
        let owned = ["Person", "Product", "Service", "Technology"].into_iter().any(is_a);
        // What the model takes for a firm may be its product, unless a noun of firms begins it (*Banque de Vorel*).
        let firm = is_a("Organization") && view.kind_at(range.start).is_none();
        let preposition = |at: &usize| {
            (owned || firm) && view.upos(*at) == Upos::Adp && view.capital(*at - 1) && view.capital(*at + 1)
        };
        let cut = (range.start + 1..range.end.saturating_sub(1)).find(preposition)?;
        let tail = TokenRange::new(cut + 1, range.end);
        if let Some(owner) = owners.get(&view.text(tail)) {
            return Some((cut, owner.clone()));
        }
        // What is said twice is one name.
        let whole = view.text(TokenRange::new(range.start, range.end));
        if firm && view.analysis.entities.iter().filter(|span| view.text(span.tokens) == whole).count() > 1 {
            return None;
        }
        // Of two single words the second is the maker, unless it is a place (*Brie de Meaux*) or the first a person.
        let proper = owned || (range.start..range.end).step_by(2).all(|at| view.upos(at) == Upos::Propn);
        let single = cut == range.start + 1 && tail.len() == 1 && proper && !is_a("Person");
        let maker = single && view.place_named(&view.tok(cut + 1).form).is_none();
        maker.then(|| (cut, (TypeId("Company".to_owned()), weight::GUESS)))
    }

    fn has_capital(&self, start: usize, end: usize) -> bool {
        (start..end).any(|at| self.view.tok(at).form.chars().any(char::is_uppercase))
    }

    /// True for what is no name: a noun that only says of what a ministry is (*Économie*), a role (*CEO*), the letters
    /// beside a sign of currency.
    fn is_field(&self, start: usize, end: usize) -> bool {
        let view = self.view;
        let of_field = |head: crate::analyse::TokenId| {
            view.kind_at(head.index()).is_some_and(|found| found.kinds.iter().any(|kind| view.kind(*kind).of_field))
        };
        let article = start > 0 && view.determiner(start - 1).is_some();
        let field = article && view.tok(start).head.is_some_and(of_field);
        let role = view.kind_at(start).is_some_and(|found| found.end == end && view.kind(found.kinds[0]).role);
        let currency = start > 0 && view.upos(start - 1) == Upos::Sym && end - start == 1;
        field || role || currency
    }

    /// Parts a span at brackets, and at a conjunction or comma between capitals.
    fn pieces(&self, range: std::ops::Range<usize>) -> Vec<(usize, usize)> {
        let view = self.view;
        let mut pieces = Vec::new();
        let mut start = range.start;
        for at in range.clone() {
            let form = view.tok(at).form.as_str();
            let bracket = matches!(form, "(" | ")");
            let joins = form == "," || (view.upos(at) == Upos::Cconj && form.chars().all(char::is_alphabetic));
            // «de X et de Y»: the preposition is said again
            let again = at + 2 < range.end && view.upos(at + 1) == Upos::Adp && !view.capital(at + 1);
            let next = if again { at + 2 } else { at + 1 };
            let between = at > start && next < range.end && view.capital(at - 1) && view.capital(next);
            if bracket || (joins && between) {
                pieces.push((start, at));
                start = if bracket { at + 1 } else { next };
            }
        }
        pieces.push((start, range.end));
        pieces
    }

    /// Takes from a span what is no part of the name: articles, titles, adjectives of places, kind nouns, quotes.
    fn trim(&self, start: usize, end: usize) -> (usize, usize) {
        let (mut start, mut end) = (start, end);
        while start < end {
            match self.leading(start, end) {
                Some(next) => start = next,
                None => break,
            }
        }
        while start < end && self.is_trailing(end - 1) {
            end -= 1;
        }
        (start, end)
    }

    /// Where the name may begin instead, if not at `start`.
    fn leading(&self, start: usize, end: usize) -> Option<usize> {
        let view = self.view;
        let lower_case = !view.capital(start);
        let upos = view.upos(start);
        let is_title = view.nouns.titles.contains_key(&view.tok(start).form);
        let article = view.determiner(start).is_some() && (lower_case || view.sentence_initial(start));
        let small = matches!(upos, Upos::Adp | Upos::Cconj | Upos::Adv) && lower_case;
        if matches!(upos, Upos::Punct) || article || small || (is_title && start + 1 < end) {
            return Some(start + 1);
        }
        if lower_case && start + 1 < end {
            if view.nouns.demonym(&view.lower[start]).is_some() {
                return Some(start + 1);
            }
            if let Some(found) = view.kind_at(start)
                && found.end < end
                && (view.capital(found.end) || view.nouns.demonym(&view.lower[found.end]).is_some())
                && !self.makes_name(start)
            {
                return Some(found.end);
            }
        }
        None
    }

    /// True where the kind noun makes a name with the family name after it.
    fn makes_name(&self, at: usize) -> bool {
        self.view.kind_at(at).is_some_and(|found| found.kinds.iter().any(|kind| self.view.kind(*kind).surnamed))
    }

    /// *gouvernement Farnel*, *famille Farnel*: the name takes its noun in.
    fn surnamed(&mut self) {
        let view = self.view;
        for name in 0..self.found.len() {
            let (start, end) = (self.found[name].start(), self.found[name].end());
            let noun = (1..=2)
                .filter_map(|back| start.checked_sub(back))
                .find(|&at| self.makes_name(at) && view.kind_at(at).is_some_and(|found| found.end == start));
            let Some(noun) = noun.filter(|&noun| self.free(noun, start) && self.found[name].place.is_none()) else {
                continue;
            };
            self.taken[noun..end].fill(true);
            let mut whole = Candidate::new(view, TokenRange::new(noun, end), MentionForm::Name);
            whole.key = name_key(&whole.text);
            let class = view.kind_at(noun).and_then(|found| view.kind(found.kinds[0]).types.first());
            whole.evidence.extend(class.map(|class| (class.clone(), weight::KNOWN)));
            self.found[name] = whole;
        }
    }

    /// The place in *Bourse de Brume*, as a name of its own inside the longer one.
    fn places_within(&mut self) {
        let view = self.view;
        let mut places = Vec::new();
        for name in self.found.iter().filter(|name| name.tokens.len() > 2) {
            for at in name.start() + 1..name.end() {
                let known = view.upos(at - 1) == Upos::Adp && view.place_named(&view.tok(at).form).is_some();
                let whole = at + 1 == name.end() || !view.capital(at + 1);
                if known && whole && view.capital(at) {
                    let mut place = Candidate::new(view, TokenRange::new(at, at + 1), MentionForm::Name);
                    place.key = name_key(&place.text);
                    typing::look(view, &mut place, Some((TypeId("Place".to_owned()), weight::MODEL)));
                    places.push(place);
                }
            }
        }
        self.found.extend(places);
    }

    fn is_trailing(&self, at: usize) -> bool {
        let view = self.view;
        let small = matches!(view.upos(at), Upos::Adp | Upos::Cconj | Upos::Det | Upos::Pron | Upos::Verb | Upos::Aux);
        let is_punctuation = view.upos(at) == Upos::Punct && view.tok(at).form != ".";
        is_punctuation || (small && !view.capital(at))
    }

    /// Runs of capitalised words that nobody has taken.
    fn missed_names(&mut self) {
        let mut at = 0;
        while at < self.view.len() {
            if !self.can_open(at) {
                at += 1;
                continue;
            }
            let (_, limit) = self.view.bounds(at);
            let mut end = at + 1;
            while end < limit && self.can_follow(end) {
                end += 1;
            }
            let (start, stop) = self.trim(at, end);
            self.add(start, stop, Some((TypeId("Company".to_owned()), weight::GUESS)));
            at = end;
        }
    }

    fn is_free_capital(&self, at: usize) -> bool {
        let view = self.view;
        let wordy = view.tok(at).form.chars().filter(|c| c.is_alphabetic()).count() > 1;
        !self.taken[at] && view.capital(at) && wordy && !view.is_time(at)
    }

    fn can_open(&self, at: usize) -> bool {
        let view = self.view;
        if !self.is_free_capital(at) || view.determiner(at).is_some() {
            return false;
        }
        let lexical = view.kind_at(at).is_some()
            || view.nouns.titles.contains_key(&view.tok(at).form)
            || view.nouns.pronouns.contains_key(&view.lower[at]);
        let proper = view.upos(at) == Upos::Propn;
        if view.sentence_initial(at) {
            return proper && !lexical && view.tok(at).upos_probability > 0.5;
        }
        proper && !lexical || (matches!(view.upos(at), Upos::Noun | Upos::X) && !lexical && self.is_foreign(at))
    }

    /// True for a capitalised word inside a sentence that is no noun of nationality.
    fn is_foreign(&self, at: usize) -> bool {
        self.view.nouns.demonym(&self.view.lower[at]).is_none() && !self.in_capitals(at)
    }

    /// True where the whole sentence shouts.
    fn in_capitals(&self, at: usize) -> bool {
        let (start, end) = self.view.bounds(at);
        (start..end).filter(|&t| self.view.tok(t).form.len() > 3).all(|t| self.view.capital(t))
    }

    fn can_follow(&self, at: usize) -> bool {
        let form = self.view.tok(at).form.as_str();
        if form == "&" {
            return at + 1 < self.view.len() && self.view.capital(at + 1);
        }
        self.is_free_capital(at) && matches!(self.view.upos(at), Upos::Propn | Upos::X | Upos::Noun)
    }

    /// Every further occurrence of a name that was found.
    fn repetitions(&mut self) {
        let view = self.view;
        let mut sequences: BTreeMap<&str, Vec<(Vec<&str>, TypeId)>> = BTreeMap::new();
        for name in &self.found {
            let forms: Vec<&str> = name.tokens.ids().map(|id| view.analysis.token(id).form.as_str()).collect();
            let class = name.evidence.first().map_or_else(|| TypeId("Company".to_owned()), |(class, _)| class.clone());
            if view.capital(name.start()) && forms[0].chars().count() > 1 {
                sequences.entry(forms[0]).or_default().push((forms, class));
            }
        }
        for known in sequences.values_mut() {
            known.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
            known.dedup();
        }
        for at in 0..view.len() {
            let Some(known) = sequences.get(view.tok(at).form.as_str()) else { continue };
            let (_, limit) = view.bounds(at);
            let fits = |forms: &[&str]| {
                at + forms.len() <= limit && forms.iter().enumerate().all(|(k, form)| view.tok(at + k).form == *form)
            };
            let Some((forms, class)) = known.iter().find(|(forms, _)| fits(forms)) else { continue };
            let (end, class) = (at + forms.len(), class.clone());
            if !view.is_time(at) && !self.is_ordinary(at, end) {
                self.add(at, end, Some((class, weight::GUESS)));
            }
        }
    }

    /// A single word at the head of a sentence that the tagger holds for an ordinary one.
    fn is_ordinary(&self, start: usize, end: usize) -> bool {
        end - start == 1
            && self.view.sentence_initial(start)
            && !matches!(self.view.upos(start), Upos::Propn | Upos::Noun | Upos::X)
    }
}

fn capitalised(form: &str) -> String {
    let mut chars = form.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
