//! Where the article gives the word to somebody: *selon X*, *…, indique X*, *révélé par X*, quotations.

use crate::analyse::{TokenId, TokenRange, Upos};

use super::quotation::quotations;
use super::scope::Scopes;
use super::speaker::{Party, Speakers};
use super::tree::Tree;

/// How many words may stand between an inverted verb of saying and who says it (*a indiqué lundi à l'agence X*).
const REACH: u32 = 8;
const MAX_CLIMB: usize = 16;

/// A place where somebody is given the word.
#[derive(Clone, Debug)]
pub(super) struct Saying {
    /// Who.
    pub parties: Vec<Party>,
    /// What they say.
    pub extent: Extent,
    /// True where it counts as a source even for what it says of itself.
    pub vouched: bool,
}

/// What somebody is given the word for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// What these words head, but for asides and for what stands under `phrase`.
    Clauses {
        /// Heads of the clauses.
        hosts: Vec<TokenId>,
        /// True where the source opens the sentence and so speaks for all its clauses.
        leading: bool,
        /// The words that name the source.
        phrase: TokenId,
    },
    /// All between two quotation marks.
    Quotation(TokenRange),
    /// All words before one of several sources of a sentence, down to the source before.
    Stretch(TokenRange),
    /// All of a sentence.
    Sentence(usize),
}

/// Finds sayings in one article.
pub(super) struct Speech<'a> {
    pub tree: &'a Tree<'a>,
    pub scopes: &'a Scopes<'a>,
    pub speakers: &'a Speakers<'a>,
    pub text: &'a str,
}

impl Speech<'_> {
    /// The sayings of each sentence; quotations stand with the sentence that they begin in.
    pub fn sayings(&self) -> Vec<Vec<Saying>> {
        let count = self.tree.analysis.sentences.len();
        let mut found: Vec<Vec<Saying>> = vec![Vec::new(); count];
        for sentence in 0..count {
            let tokens = self.tree.analysis.sentences[sentence].tokens;
            found[sentence].extend(self.all_marked(tokens));
            for id in tokens.ids() {
                if self.tree.token(id).upos == Upos::Verb && self.scopes.reports(id) {
                    found[sentence].extend(self.inverted(id, tokens).or_else(|| self.participle(id, tokens)));
                    if let (Some(parties), Some(before)) = (self.anaphoric(id), sentence.checked_sub(1)) {
                        found[before].push(Saying { parties, extent: Extent::Sentence(before), vouched: false });
                    }
                }
            }
        }
        self.quoted(&mut found);
        found
    }

    /// The marked sources of a sentence. Of several, each answers for what stands before it: *3 millions selon X, 2
    /// selon Y*.
    fn all_marked(&self, sentence: TokenRange) -> Vec<Saying> {
        let mut sayings: Vec<(TokenId, Saying)> =
            sentence.ids().filter_map(|id| Some((id, self.marked(id, sentence)?))).collect();
        let leads = sayings.first().is_some_and(|(id, _)| id.0 <= sentence.start.0 + 2);
        if sayings.len() > 1 && !leads {
            let mut start = sentence.start;
            for (id, saying) in &mut sayings {
                let parts = |t: &TokenId| self.tree.token(*t).form == ";";
                let from = (start.0..id.0).rev().map(TokenId).find(parts).map_or(start, |sign| sign);
                saying.extent = Extent::Stretch(TokenRange { start: from, end: *id });
                start = *id;
            }
        }
        sayings.into_iter().map(|(_, saying)| saying).collect()
    }

    /// *selon X*.
    fn marked(&self, id: TokenId, sentence: TokenRange) -> Option<Saying> {
        let last = self.marker_end(id, sentence)?;
        let governed = self.tree.token(id).head.filter(|&head| head > last && sentence.contains(head));
        let next = (last.0 + 1..sentence.end.0.min(last.0 + 5)).map(TokenId);
        let phrases = governed.into_iter().chain(next.filter(|&t| self.heads_phrase(t, last)));
        let (phrase, parties) =
            phrases.map(|p| (p, self.speakers.sources(p))).find(|(_, parties)| !parties.is_empty())?;
        let mut attached = self.tree.token(phrase).head.filter(|&h| h != id);
        // the marker's own words (*à en croire*) are in no clause that it speaks of
        while let Some(inside) = attached.filter(|&h| h > id && h <= last) {
            attached = self.tree.token(inside).head.filter(|&h| h != id);
        }
        let leading = id.0 <= sentence.start.0 + 2;
        let extent = Extent::Clauses { hosts: self.hosts(phrase, attached, sentence), leading, phrase };
        Some(Saying { parties, extent, vouched: true })
    }

    fn heads_phrase(&self, id: TokenId, marker: TokenId) -> bool {
        let tok = self.tree.token(id);
        matches!(tok.upos, Upos::Noun | Upos::Propn | Upos::Pron) && tok.head.is_none_or(|h| h <= marker || h > id)
    }

    /// The last token of the longest source marker that begins at `id`.
    fn marker_end(&self, id: TokenId, sentence: TokenRange) -> Option<TokenId> {
        let rest = &self.text[self.tree.token(id).span.start as usize..];
        let markers = self.speakers.lexicon.source_markers.iter();
        let length = markers.filter_map(|marker| length_of(rest, marker)).max()?;
        let end = self.tree.token(id).span.start + length as u32;
        sentence.ids().skip_while(|&t| t < id).take_while(|&t| self.tree.token(t).span.end <= end).last()
    }

    /// The clause that a source hangs in; where it closes the sentence, the main clause too, unless it hangs in another main clause.
    fn hosts(&self, phrase: TokenId, attached: Option<TokenId>, sentence: TokenRange) -> Vec<TokenId> {
        let mut hosts: Vec<TokenId> = attached.map(|id| self.clause(id)).into_iter().collect();
        let after = sentence.ids().filter(|&id| id > phrase && !self.tree.is_under(id, phrase));
        let closes = after.clone().all(|id| self.tree.token(id).upos == Upos::Punct);
        let second = hosts
            .iter()
            .any(|&host| self.tree.token(host).relation() == "parataxis" && self.tree.has(host, &["nsubj"]));
        if closes && !second || hosts.is_empty() {
            hosts.extend(self.root(sentence));
        }
        hosts.dedup();
        hosts
    }

    fn root(&self, sentence: TokenRange) -> Option<TokenId> {
        sentence.ids().find(|&id| self.tree.token(id).relation() == "root")
    }

    /// The head of the clause, or of the apposition, that the word stands in.
    fn clause(&self, id: TokenId) -> TokenId {
        let mut here = id;
        for _ in 0..MAX_CLIMB {
            let tok = self.tree.token(here);
            let clausal = matches!(tok.relation(), "root" | "appos" | "parataxis" | "ccomp" | "advcl" | "acl");
            match tok.head {
                Some(head) if !(clausal || tok.upos == Upos::Verb && tok.relation() == "conj") => here = head,
                _ => break,
            }
        }
        here
    }

    /// «…, a indiqué X»: a verb of saying after a comma or a quotation mark, with its subject behind it.
    fn inverted(&self, verb: TokenId, sentence: TokenRange) -> Option<Saying> {
        let first = self.group_start(verb, sentence);
        let before = (first > sentence.start).then(|| self.tree.token(TokenId(first.0 - 1)));
        let set_off = before.is_none_or(|tok| tok.upos == Upos::Punct || tok.upos == Upos::Sconj);
        let early_subject = self
            .tree
            .dependents(verb, &["nsubj"])
            .any(|subject| subject < first && self.speakers.directly(subject).is_some());
        let complement = self.tree.dependents(verb, &["ccomp"]).any(|clause| {
            clause > verb && self.tree.dependents(clause, &["mark"]).any(|mark| mark > verb && mark < clause)
        });
        if !set_off || early_subject || complement || before.is_none() && !self.is_clitic_question(verb, first) {
            return None;
        }
        let parties = self.behind(verb, first, sentence)?;
        let root = self.root(sentence)?;
        let phrase = if root == verb { parties.first()?.token } else { verb };
        Some(Saying {
            vouched: self.scopes.vouches(verb),
            parties,
            extent: Extent::Clauses { hosts: vec![root], leading: true, phrase },
        })
    }

    fn is_clitic_question(&self, verb: TokenId, first: TokenId) -> bool {
        first < verb && self.tree.dependents(verb, &["nsubj"]).any(|s| s < verb && s >= first)
    }

    /// The first word of the verb with its auxiliaries and clitics.
    fn group_start(&self, verb: TokenId, sentence: TokenRange) -> TokenId {
        let mut first = verb;
        while first > sentence.start {
            let previous = TokenId(first.0 - 1);
            let tok = self.tree.token(previous);
            let auxiliary = matches!(tok.relation(), "aux" | "expl");
            let clitic = tok.upos == Upos::Pron && matches!(tok.relation(), "obj" | "iobj");
            let inverted = tok.upos == Upos::Pron && tok.form.starts_with('-');
            if tok.head != Some(verb) || !(auxiliary || clitic || inverted || tok.relation() == "advmod") {
                break;
            }
            first = previous;
        }
        first
    }

    /// Who stands behind an inverted verb: its subject, or what the parser took for its object.
    fn behind(&self, verb: TokenId, first: TokenId, sentence: TokenRange) -> Option<Vec<Party>> {
        let subjects: Vec<TokenId> = self.tree.dependents(verb, &["nsubj"]).filter(|&s| s >= first).collect();
        let nominal = |id: &TokenId| {
            let tok = self.tree.token(*id);
            matches!(tok.upos, Upos::Noun | Upos::Propn)
                && tok.head.is_some_and(|h| h <= verb)
                && self.tree.case(*id).is_empty()
        };
        let reach = sentence.end.0.min(verb.0 + REACH);
        let after = (verb.0 + 1..reach).map(TokenId);
        // «a déclaré à la presse Luc Ferrier»: the parser may hang the person on the listener
        let stray = |id: &TokenId| {
            let tok = self.tree.token(*id);
            let listener = tok.head.filter(|_| tok.upos == Upos::Propn && tok.relation() == "nmod");
            listener.is_some_and(|l| l > verb && self.tree.token(l).head == Some(verb)) && self.speakers.is_person(*id)
        };
        let all = subjects.into_iter().chain(after.clone().filter(nominal)).chain(after.filter(stray));
        all.map(|id| self.speakers.speaking(id)).find(|parties| !parties.is_empty())
    }

    /// «l'opération, révélée par X, …»
    fn participle(&self, verb: TokenId, sentence: TokenRange) -> Option<Saying> {
        let tok = self.tree.token(verb);
        let noun = tok.head.filter(|_| matches!(tok.relation(), "acl" | "amod"))?;
        let agents = self.tree.dependents(verb, &["obl:agent"]);
        let (phrase, parties) =
            agents.map(|a| (a, self.speakers.parties(a))).find(|(_, parties)| !parties.is_empty())?;
        let hosts = vec![self.clause(noun)];
        let leading = noun.0 <= sentence.start.0 + 3;
        Some(Saying { parties, extent: Extent::Clauses { hosts, leading, phrase }, vouched: false })
    }

    /// «C'est ce que vient d'annoncer X»: who says what the sentence before has said.
    fn anaphoric(&self, verb: TokenId) -> Option<Vec<Party>> {
        let pointer = |id: TokenId| self.tree.token(id).feats.is("PronType", "Dem");
        let relative = std::iter::successors(Some(verb), |&id| {
            self.tree.token(id).head.filter(|_| self.tree.token(id).relation() == "xcomp")
        })
        .find(|&id| self.tree.token(id).relation() == "acl")?;
        let noun = self.tree.token(relative).head?;
        let points = |id: TokenId| self.tree.dependents(id, &["nsubj", "expl"]).any(|s| pointer(s) && s < noun);
        if !pointer(noun) || !(points(noun) || self.tree.token(noun).head.is_some_and(points)) {
            return None;
        }
        let parties = self.speakers.of_verb(verb);
        let tokens = self.tree.analysis.sentences[self.tree.analysis.sentence_of(verb)].tokens;
        if parties.is_empty() { self.behind(verb, verb, tokens) } else { Some(parties) }
    }

    /// Quotations, each with who speaks in it; one without a verb of saying goes on with the speaker before.
    fn quoted(&self, found: &mut [Vec<Saying>]) {
        let analysis = self.tree.analysis;
        let mut last: Option<(u32, Vec<Party>)> = None;
        for quote in quotations(analysis) {
            let (from, to) = (analysis.sentence_of(quote.start), analysis.sentence_of(TokenId(quote.end.0 - 1)));
            let paragraph = analysis.sentences[from].paragraph;
            let follows = |p: &u32| paragraph.saturating_sub(*p) <= 1;
            let whole = quote.start.0 <= analysis.sentences[from].tokens.start.0 + 1;
            let speakers = self
                .after_quotation(quote, to)
                .or_else(|| self.before_quotation(quote, from))
                .or_else(|| last.clone().filter(|(p, _)| whole && follows(p)).map(|(_, parties)| parties));
            if let Some(parties) = speakers {
                last = Some((analysis.sentences[to].paragraph, parties.clone()));
                found[from].push(Saying { parties, extent: Extent::Quotation(quote), vouched: true });
            }
        }
    }

    /// *« … », dit X*: the first verb of saying right behind the closing mark.
    fn after_quotation(&self, quote: TokenRange, sentence: usize) -> Option<Vec<Party>> {
        let tokens = self.tree.analysis.sentences[sentence].tokens;
        let next = (quote.end.0 + 1..tokens.end.0.min(quote.end.0 + 6)).map(TokenId);
        let verb = next.into_iter().find(|&id| self.tree.token(id).upos == Upos::Verb)?;
        if !self.scopes.reports(verb) {
            return None;
        }
        self.behind(verb, self.group_start(verb, tokens), tokens)
    }

    /// *X explique : « … »*: the last verb of saying before the opening mark, else in a sentence that ends with a colon.
    fn before_quotation(&self, quote: TokenRange, sentence: usize) -> Option<Vec<Party>> {
        let sentences = &self.tree.analysis.sentences;
        let said = |tokens: TokenRange, before: TokenId| {
            let mut verbs = tokens.ids().filter(|&id| id < before && self.tree.token(id).upos == Upos::Verb);
            let verb = verbs.rfind(|&id| self.scopes.reports(id))?;
            Some(self.speakers.of_verb(verb)).filter(|parties| !parties.is_empty())
        };
        said(sentences[sentence].tokens, quote.start).or_else(|| {
            let previous = sentences[sentence.checked_sub(1)?];
            let colon = self.tree.token(TokenId(previous.tokens.end.0 - 1)).form == ":";
            colon.then(|| said(previous.tokens, previous.tokens.end)).flatten()
        })
    }

    /// True where the saying holds for what `anchor` tells; `figure`: an amount in apposition belongs to its clause.
    pub fn covers(&self, extent: &Extent, anchor: TokenId, figure: bool) -> bool {
        match extent {
            Extent::Sentence(sentence) => self.tree.analysis.sentence_of(anchor) == *sentence,
            Extent::Quotation(range) | Extent::Stretch(range) => range.contains(anchor),
            Extent::Clauses { hosts, leading, phrase } => {
                let naming = anchor >= *phrase && self.tree.is_under(anchor, *phrase);
                !naming && hosts.iter().any(|&h| self.reaches(anchor, h, *leading, figure))
            }
        }
    }

    fn reaches(&self, anchor: TokenId, host: TokenId, leading: bool, figure: bool) -> bool {
        let mut here = anchor;
        while here != host {
            let Some(head) = self.tree.token(here).head else { return false };
            if self.is_aside(here, leading, figure) {
                return false;
            }
            here = head;
        }
        true
    }

    /// What the journalist adds in passing, on nobody's word: relative clauses, appositions, a second main clause.
    fn is_aside(&self, id: TokenId, leading: bool, figure: bool) -> bool {
        let tok = self.tree.token(id);
        let participle = tok.feats.is("VerbForm", "Part");
        match tok.relation() {
            "appos" => !figure,
            "acl" if tok.feats.is("VerbForm", "Inf") => false,
            "acl" if participle => !figure,
            "acl" => !self.tree.is_cleft(id),
            "advcl" => participle && tok.feats.is("Tense", "Past"),
            "conj" => tok.upos == Upos::Verb && !leading && self.tree.has(id, &["nsubj"]),
            "parataxis" => !leading,
            _ => false,
        }
    }
}

/// Length in bytes of the marker at the start of `text`, whatever its case and apostrophe; `None` where it stands not.
fn length_of(text: &str, marker: &str) -> Option<usize> {
    let mut rest = text.char_indices();
    for want in marker.chars() {
        let (_, got) = rest.next()?;
        let same = got == want || (got == '’' && want == '\'') || got.to_lowercase().eq(std::iter::once(want));
        if !same {
            return None;
        }
    }
    match rest.next() {
        None => Some(text.len()),
        Some((at, next)) => (!next.is_alphanumeric() || marker.ends_with('\'')).then_some(at),
    }
}
