//! The dependency tree, with voice, control, coordination and relative clauses undone.
//!
//! Frames ask for *deep* roles; this module answers where they stand. The rules are those of Universal Dependencies'
//! enhanced graphs (<https://universaldependencies.org/u/overview/enhanced-syntax.html>): propagation over conjuncts,
//! controlled subjects, antecedents of relative pronouns; and of its treatment of the passive.

use std::collections::BTreeMap;

use crate::analyse::{Analysis, Token, TokenId, TokenRange, Upos};
use crate::ontology::{Path, Requirement, Role, Step};

/// How far a subject is looked for up the tree; deeper chains are parse errors more often than syntax.
const MAX_CLIMB: usize = 6;

/// A token reached from a word, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reached {
    /// The token that heads the argument.
    pub token: TokenId,
    /// The relations crossed, for `explain` and for confidence.
    pub via: Vec<&'static str>,
}

impl Reached {
    pub(super) fn at(token: TokenId) -> Self {
        Self { token, via: Vec::new() }
    }

    fn after(mut self, earlier: &Self) -> Self {
        self.via.splice(0..0, earlier.via.iter().copied());
        self
    }

    pub(super) fn over(mut self, relation: &'static str) -> Self {
        self.via.push(relation);
        self
    }
}

/// An analysis with its children lists.
pub(super) struct Tree<'a> {
    /// The analysed article.
    pub analysis: &'a Analysis,
    children: Vec<Vec<TokenId>>,
    /// For each token of an amount, the token by which the whole amount hangs on the rest.
    tops: Vec<Option<TokenId>>,
    /// For each token of an amount, the amount's tokens.
    pub(super) units: Vec<Option<TokenRange>>,
    /// The prepositions that pronouns hold, by lemma.
    pub(super) pronoun_cases: Option<&'a BTreeMap<String, Vec<String>>>,
}

impl<'a> Tree<'a> {
    /// Reads the heads once. `units` are amounts (*près de 3 millions d'euros*), which frames take as one word.
    pub fn new(analysis: &'a Analysis, units: impl IntoIterator<Item = TokenRange>) -> Self {
        let count = analysis.tokens.len();
        let mut tree = Self {
            analysis,
            children: vec![Vec::new(); count],
            tops: vec![None; count],
            units: vec![None; count],
            pronoun_cases: None,
        };
        for (i, tok) in analysis.tokens.iter().enumerate() {
            if let Some(head) = tok.head {
                tree.children[head.index()].push(TokenId(i as u32));
            }
        }
        for unit in units {
            let hangs_outside = |id: &TokenId| analysis.token(*id).head.is_none_or(|head| !unit.contains(head));
            let content = |id: &TokenId| !matches!(analysis.token(*id).upos, Upos::Adp | Upos::Punct | Upos::Det);
            let top = unit.ids().filter(hangs_outside).find(content).or_else(|| unit.ids().find(hangs_outside));
            for id in unit.ids() {
                tree.tops[id.index()] = top;
                tree.units[id.index()] = Some(unit);
            }
        }
        tree
    }

    /// The same, knowing which prepositions the language's pronouns hold.
    pub fn with_pronouns(mut self, cases: &'a BTreeMap<String, Vec<String>>) -> Self {
        self.pronoun_cases = Some(cases);
        self
    }

    /// The token by which the amount that holds `id` hangs on the rest; `id` itself outside amounts.
    pub fn top(&self, id: TokenId) -> TokenId {
        self.tops[id.index()].unwrap_or(id)
    }

    /// `id`, and where it stands inside an amount the amount's top: what hangs on either hangs on the noun.
    pub(super) fn with_top(&self, id: TokenId) -> impl Iterator<Item = TokenId> {
        let top = self.top(id);
        std::iter::once(id).chain((top != id).then_some(top))
    }

    /// The token of that id.
    pub fn token(&self, id: TokenId) -> &'a Token {
        self.analysis.token(id)
    }

    /// Direct dependents, in text order.
    pub fn children(&self, id: TokenId) -> impl Iterator<Item = TokenId> + '_ {
        self.children[id.index()].iter().copied()
    }

    /// Direct dependents whose relation (with or without subtype) is one of `relations`.
    pub fn dependents<'s>(&'s self, id: TokenId, relations: &'s [&'s str]) -> impl Iterator<Item = TokenId> + 's {
        self.children(id).filter(move |&child| {
            let tok = self.token(child);
            relations.contains(&tok.deprel.as_str()) || relations.contains(&tok.relation())
        })
    }

    /// True where a dependent by one of these relations exists.
    pub fn has(&self, id: TokenId, relations: &[&str]) -> bool {
        self.dependents(id, relations).next().is_some()
    }

    /// The preposition or mark of a token, as lemmas joined by `_` (*auprès_de*); empty where it has none. The words
    /// inside an amount (*près de*) are none of its own.
    pub fn case(&self, id: TokenId) -> String {
        let unit = self.units[id.index()];
        let holders: Vec<TokenId> = unit.map_or_else(|| vec![id], |u| u.ids().collect());
        let outside = |marker: &TokenId| unit.is_none_or(|u| !u.contains(*marker));
        let marker = holders.iter().flat_map(|&h| self.dependents(h, &["case", "mark"])).find(outside);
        let Some(marker) = marker else { return String::new() };
        let mut words = vec![self.token(marker).lemma.to_lowercase()];
        words.extend(self.dependents(marker, &["fixed"]).map(|word| self.token(word).lemma.to_lowercase()));
        words.join("_")
    }

    /// True for a word of an amount that follows the verb without a preposition: the parser calls it object, adverb or
    /// oblique as its first word has it.
    fn is_bare_amount(&self, verb: TokenId, id: TokenId) -> bool {
        self.units[id.index()].is_some()
            && id > verb
            && matches!(self.token(id).relation(), "advmod" | "obl" | "xcomp" | "nmod" | "dep" | "nsubj")
            && self.case(id).is_empty()
    }

    /// True for the amount after a participle without auxiliary, which the parser may call its subject: *X, estimée 3
    /// millions*.
    fn is_sum_of_participle(&self, participle: TokenId, id: TokenId) -> bool {
        let tok = self.token(participle);
        is_past_participle(tok)
            && matches!(tok.relation(), "acl" | "advcl" | "amod")
            && !self.has(participle, &["aux"])
            && self.is_bare_amount(participle, id)
    }

    /// True where `id` is governed, at any depth, by `ancestor` (or is it).
    pub fn is_under(&self, id: TokenId, ancestor: TokenId) -> bool {
        let mut at = Some(id);
        while let Some(here) = at {
            if here == ancestor {
                return true;
            }
            at = self.token(here).head;
        }
        false
    }

    /// True for a verb whose surface subject is its deep object.
    pub fn is_passive(&self, id: TokenId) -> bool {
        let tok = self.token(id);
        if self.has(id, &["aux:pass", "nsubj:pass", "expl:pass"]) {
            return true;
        }
        let headline = tok.relation() == "root" && !self.has(id, &["aux", "cop"]);
        if !is_past_participle(tok) || self.has(id, &["aux"]) || (self.has(id, &["nsubj"]) && !headline) {
            return false;
        }
        match tok.relation() {
            "conj" => tok.head.is_some_and(|head| self.is_passive(head)),
            "acl" | "amod" | "advcl" | "root" | "appos" | "parataxis" | "xcomp" | "dislocated" => true,
            _ => false,
        }
    }

    /// The tokens at one step from `id`.
    pub fn step(&self, id: TokenId, step: &Step) -> Vec<Reached> {
        match step.role {
            Role::Subject => self.deep_subject(id),
            Role::Object => self.deep_object(id),
            Role::IndirectObject => self.recipients(id),
            Role::Oblique => self.oblique(id, &step.cases),
            Role::NominalModifier => self.noun_complement(id, &step.cases),
            Role::Possessor => self.possessor(id),
            Role::Adjective => self.simple(id, &["amod"]),
            Role::Apposition => self.apposition(id),
            Role::Clause => self.clauses(id, &step.cases),
            Role::Governor => self.governors(id),
            Role::Itself | Role::Amount => vec![Reached::at(id)],
            Role::Topic => Vec::new(),
            Role::Bracket => self.before_sign(id, "("),
            Role::Comma => self.before_sign(id, ","),
        }
    }

    /// The tokens at the end of a path; the word itself only where the path ends on it by name.
    pub fn walk(&self, from: TokenId, path: &Path) -> Vec<Reached> {
        let mut here = vec![Reached::at(from)];
        for step in &path.0 {
            here = here
                .into_iter()
                .flat_map(|reached| self.step(reached.token, step).into_iter().map(move |next| next.after(&reached)))
                .filter(|r| r.token != from || matches!(step.role, Role::Itself | Role::Amount))
                .collect();
        }
        here
    }

    /// True where a word of the requirement stands at its path.
    pub fn meets(&self, from: TokenId, requirement: &Requirement) -> bool {
        self.fulfilling(from, requirement).next().is_some()
    }

    /// The words that fulfil requirements: part of the expression, so no arguments of it.
    pub fn required(&self, from: TokenId, requirements: &[Requirement]) -> Vec<TokenId> {
        requirements.iter().filter(|r| !r.lemmas.is_empty()).flat_map(|r| self.fulfilling(from, r)).collect()
    }

    fn fulfilling(&self, from: TokenId, requirement: &Requirement) -> impl Iterator<Item = TokenId> {
        let fits =
            |reached: &Reached| requirement.lemmas.is_empty() || self.holds_word(reached.token, &requirement.lemmas);
        self.walk(from, &requirement.path).into_iter().filter(fits).map(|reached| reached.token)
    }

    /// True where the word, or one of the amount's that it is part of (*près de 9 %*), has one of these lemmas.
    fn holds_word(&self, id: TokenId, lemmas: &[String]) -> bool {
        let is = |id: TokenId| lemmas.contains(&self.token(id).lemma.to_lowercase());
        is(id) || self.units[id.index()].is_some_and(|unit| unit.ids().any(is))
    }

    /// True for a verb with a reflexive pronoun that is no argument of its own sense.
    pub fn is_reflexive(&self, id: TokenId) -> bool {
        self.children(id).any(|child| {
            let tok = self.token(child);
            tok.feats.is("Reflex", "Yes") || matches!(tok.deprel.as_str(), "expl:pv" | "expl:comp" | "expl:pass")
        })
    }

    /// True for the relative clause of a cleft sentence (*c'est X qui rachète Y*): its verb says what the sentence says.
    pub fn is_cleft(&self, id: TokenId) -> bool {
        let pointer = |t: TokenId| self.token(t).feats.is("PronType", "Dem");
        let head = self.token(id).head.filter(|_| self.token(id).relation() == "acl");
        head.is_some_and(|head| self.has(head, &["cop"]) && self.dependents(head, &["nsubj"]).any(pointer))
    }

    fn simple(&self, id: TokenId, relations: &[&str]) -> Vec<Reached> {
        self.dependents(id, relations).map(Reached::at).collect()
    }

    /// The word before the sign right before `id`.
    fn before_sign(&self, id: TokenId, sign: &str) -> Vec<Reached> {
        let before = |back: u32| id.0.checked_sub(back).map(TokenId);
        let found = before(1).filter(|&t| self.token(t).form == sign).and(before(2));
        let here = |t: &TokenId| self.analysis.sentence_of(*t) == self.analysis.sentence_of(id);
        found.filter(here).map(Reached::at).into_iter().collect()
    }

    fn possessor(&self, id: TokenId) -> Vec<Reached> {
        self.with_top(id)
            .flat_map(|holder| self.dependents(holder, &["det", "nmod:poss"]).collect::<Vec<_>>())
            .filter(|&d| self.token(d).feats.is("Poss", "Yes"))
            .map(Reached::at)
            .collect()
    }

    fn apposition(&self, id: TokenId) -> Vec<Reached> {
        let mut found: Vec<Reached> = self.with_top(id).flat_map(|holder| self.simple(holder, &["appos"])).collect();
        found.extend(self.loose_names(id).map(Reached::at));
        let tok = self.token(self.top(id));
        if let (Some(head), true) = (tok.head, tok.relation() == "appos" || self.is_loose_apposition(self.top(id))) {
            found.push(Reached::at(head));
        }
        found
    }

    /// True for a noun that stands beside a name without a preposition, which the parser may call a complement of it:
    /// *Vorel, maison mère de Tamis*.
    pub fn is_loose_apposition(&self, id: TokenId) -> bool {
        let tok = self.token(id);
        let beside_name = |head: TokenId| self.token(head).upos == Upos::Propn;
        tok.relation() == "nmod"
            && tok.upos == Upos::Noun
            && tok.head.is_some_and(beside_name)
            && self.case(id).is_empty()
    }

    /// Names that stand beside a noun without a preposition, called its complements: *la marque Tamis*.
    pub fn loose_names(&self, id: TokenId) -> impl Iterator<Item = TokenId> {
        self.dependents(id, &["nmod"])
            .filter(move |&c| c > id && self.token(c).upos == Upos::Propn && self.case(c).is_empty())
    }

    /// The name that a noun stands beside where the parser took it for another subject (*X, le créateur de Y, recrute*)
    /// or for one more conjunct (*X et Y, ses partenaires*).
    pub fn misread_apposition(&self, id: TokenId) -> Option<TokenId> {
        let tok = self.token(id);
        let named = |c: &TokenId| *c < id && self.token(*c).upos == Upos::Propn;
        let head = tok.head.filter(|_| tok.upos == Upos::Noun)?;
        match tok.relation() {
            "nsubj" => self.dependents(head, &["nsubj"]).find(named),
            "conj" if !self.has(id, &["cc"]) && named(&head) => {
                let closed = self.dependents(head, &["conj"]).any(|c| c < id && self.has(c, &["cc"]));
                closed.then_some(head)
            }
            "conj" if !self.has(id, &["det"]) => self.described_before(head),
            _ => None,
        }
    }

    /// Whom the noun before a coordinated one without article is said of: *X, fondateur et président de Y*.
    fn described_before(&self, first: TokenId) -> Option<TokenId> {
        if self.token(first).relation() == "appos" || self.is_loose_apposition(first) {
            return self.token(first).head;
        }
        let described = self.token(first).upos == Upos::Propn
            && self.dependents(first, &["appos"]).any(|c| self.token(c).upos == Upos::Noun && !self.has(c, &["det"]));
        described.then_some(first)
    }

    /// The names right before a plural that the parser hung higher up: *mieux que ceux de X et de Y, les deux rivaux de Z*.
    pub fn names_before(&self, id: TokenId) -> Option<TokenId> {
        let tok = self.token(id);
        let apart = |head: &TokenId| match self.token(*head).upos {
            Upos::Propn => false,
            Upos::Pron => true,
            _ => !self.token(*head).feats.is("Number", "Plur"),
        };
        tok.head.filter(|_| tok.relation() == "appos" && tok.feats.is("Number", "Plur")).filter(apart)?;
        let start = self.children(id).chain([id]).filter(|&t| self.token(t).upos != Upos::Punct).min()?;
        let last = self.before_sign(start, ",").into_iter().next()?.token;
        (self.token(last).upos == Upos::Propn && self.token(last).relation() == "conj")
            .then(|| self.first_conjunct(last))
    }

    fn clauses(&self, id: TokenId, marks: &[String]) -> Vec<Reached> {
        self.dependents(id, &["xcomp", "ccomp", "advcl", "acl"])
            .filter(|&c| fits(&self.case(c), marks))
            .map(Reached::at)
            .chain(self.said_of_object(id).filter(|_| fits("", marks)).map(|c| Reached::at(c).over("reattached")))
            .collect()
    }

    /// The word that governs `id`'s coordination; under a copula, the predicate that it is the subject of.
    pub fn governor(&self, id: TokenId) -> Option<Reached> {
        // an amount that the parser coordinates with a verb (*cède ses parts, soit 70 %*) hangs on it
        let mut here = self.top(id);
        while let (Some(head), "conj") = (self.token(here).head, self.token(here).relation()) {
            if !self.same_sort(head, here) {
                break;
            }
            here = head;
        }
        self.token(here).head.map(Reached::at)
    }

    /// The governor, and behind a verb that only modalises (*devrait atteindre*) the infinitive that says what happens.
    pub fn governors(&self, id: TokenId) -> Vec<Reached> {
        let Some(first) = self.governor(id) else { return Vec::new() };
        let mut found = vec![first];
        if self.token(id).relation() != "nsubj" {
            return found;
        }
        while let Some(next) = found.last().and_then(|verb| self.dependents(verb.token, &["xcomp"]).next()) {
            if found.len() > MAX_CLIMB || !self.token(next).feats.is("VerbForm", "Inf") {
                break;
            }
            found.push(Reached::at(next).over("xcomp"));
        }
        found
    }

    fn deep_subject(&self, id: TokenId) -> Vec<Reached> {
        if self.is_passive(id) {
            let agents: Vec<_> = self.dependents(id, &["obl:agent"]).map(Reached::at).collect();
            match agents.is_empty() {
                false => agents,
                true if self.is_reflexive(id) => self.surface_subject(id, MAX_CLIMB),
                true => self.inherited_agent(id),
            }
        } else {
            self.surface_subject(id, MAX_CLIMB)
        }
    }

    fn inherited_agent(&self, id: TokenId) -> Vec<Reached> {
        let tok = self.token(id);
        match (tok.head, tok.relation()) {
            (Some(head), "conj") if self.same_sort(head, id) => {
                self.dependents(head, &["obl:agent"]).map(|t| Reached::at(t).over("conj")).collect()
            }
            _ => Vec::new(),
        }
    }

    fn deep_object(&self, id: TokenId) -> Vec<Reached> {
        if self.is_passive(id) {
            return self.surface_subject(id, MAX_CLIMB);
        }
        let mut own: Vec<_> = self.dependents(id, &["obj"]).map(|t| self.antecedent(Reached::at(t))).collect();
        own.extend(self.children(id).filter(|&c| self.is_bare_amount(id, c)).map(Reached::at));
        // «coûtera à l'entreprise 3 millions»: the parser hangs the sum on the noun before it
        let stray = |noun: TokenId| self.children(noun).filter(move |&c| self.is_bare_amount(id, c));
        if own.is_empty() {
            let nouns: Vec<TokenId> = self.dependents(id, &["obl"]).collect();
            own.extend(nouns.into_iter().flat_map(stray).map(|c| Reached::at(c).over("reattached")));
        }
        if !own.is_empty() {
            return own;
        }
        if self.is_reflexive(id) {
            // «se vend 20 euros»: the surface subject is what is sold
            return self.surface_subject(id, MAX_CLIMB).into_iter().map(|r| r.over("reflexive")).collect();
        }
        // «X a conçu et fabrique Y»: an object that stands after the last conjunct belongs to all of them
        let later = |child: TokenId| child > id;
        self.dependents(id, &["conj"])
            .filter(|&c| self.same_sort(id, c) && later(c))
            .flat_map(|c| self.dependents(c, &["obj"]).map(|t| Reached::at(t).over("conj")).collect::<Vec<_>>())
            .collect()
    }

    /// The subject as the surface has it, own or inherited.
    fn surface_subject(&self, id: TokenId, climb: usize) -> Vec<Reached> {
        let mut own: Vec<_> = self
            .dependents(id, &["nsubj"])
            .filter(|&t| !self.is_sum_of_participle(id, t))
            .map(|t| self.antecedent(Reached::at(t)))
            .collect();
        if self.has(id, &["cop"]) {
            // «Vorel, c'est 900 salariés»
            own.extend(self.dependents(id, &["dislocated"]).filter(|&t| t < id).map(Reached::at));
        }
        if !own.is_empty() || climb == 0 {
            return own;
        }
        let tok = self.token(id);
        let Some(head) = tok.head else { return own };
        let above = |relation: &'static str| -> Vec<Reached> {
            self.surface_subject(head, climb - 1).into_iter().map(|r| r.over(relation)).collect()
        };
        match tok.relation() {
            "conj" if self.is_clausal(head) => above("conj"),
            "xcomp" | "ccomp" | "aux" => self.controller(id, head, climb),
            "advcl" | "parataxis" if !tok.feats.is("VerbForm", "Fin") => above("advcl"),
            "acl" if tok.feats.is("VerbForm", "Inf") => self.noun_subject(head, climb),
            "acl" | "amod" => vec![Reached::at(head).over("acl")],
            "appos" if is_past_participle(tok) => vec![Reached::at(head).over("acl")],
            "obl" | "obj" if tok.feats.is("VerbForm", "Inf") => above("xcomp"),
            _ => own,
        }
    }

    fn is_clausal(&self, id: TokenId) -> bool {
        matches!(self.token(id).upos, Upos::Verb | Upos::Aux) || self.has(id, &["nsubj", "cop"])
    }

    /// Who does an infinitive: the object of the verb above where it has one (*autoriser X à*), else its subject.
    fn controller(&self, id: TokenId, head: TokenId, climb: usize) -> Vec<Reached> {
        let finite_clause = self.token(id).relation() == "ccomp" && self.token(id).feats.is("VerbForm", "Fin");
        if finite_clause {
            return Vec::new();
        }
        if self.is_passive(head) {
            return self.deep_object(head).into_iter().map(|r| r.over("xcomp")).collect();
        }
        let objects: Vec<_> = self
            .dependents(head, &["obj", "iobj"])
            .filter(|&o| o < id && !self.token(o).feats.is("Reflex", "Yes"))
            .map(|o| self.antecedent(Reached::at(o)).over("xcomp"))
            .collect();
        if objects.is_empty() {
            self.surface_subject(head, climb - 1).into_iter().map(|r| r.over("xcomp")).collect()
        } else {
            objects
        }
    }

    /// Who does the infinitive that a noun governs (*la décision de fermer*): the noun's possessor, its *de*
    /// complement, or whoever does the verb that the noun is an argument of.
    fn noun_subject(&self, noun: TokenId, climb: usize) -> Vec<Reached> {
        let possessor = self.possessor(noun);
        if !possessor.is_empty() {
            return possessor.into_iter().map(|r| r.over("poss")).collect();
        }
        let complement: Vec<_> = self
            .dependents(noun, &["nmod"])
            .filter(|&c| self.token(c).upos == Upos::Propn)
            .map(|t| Reached::at(t).over("nmod"))
            .collect();
        if !complement.is_empty() {
            return complement;
        }
        match self.token(noun).head {
            Some(verb) if self.token(noun).relation() != "nsubj" => {
                self.surface_subject(verb, climb - 1).into_iter().map(|r| r.over("acl")).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What a relative pronoun stands for.
    pub(super) fn antecedent(&self, reached: Reached) -> Reached {
        let tok = self.token(reached.token);
        if !tok.feats.is("PronType", "Rel") {
            return reached;
        }
        let mut at = tok.head;
        while let Some(here) = at {
            let verb = self.token(here);
            if verb.deprel == "acl:relcl" || verb.relation() == "acl" {
                return verb.head.map_or(reached.clone(), |noun| {
                    let noun = self.nearest_conjunct(noun, here, reached.token);
                    Reached { token: noun, via: reached.via }.over("relcl")
                });
            }
            at = verb.head;
        }
        reached
    }
}

pub(super) fn fits(case: &str, wanted: &[String]) -> bool {
    wanted.is_empty() || wanted.iter().any(|w| if w == "-" { case.is_empty() } else { w == case })
}

/// True for a past participle, whatever the model calls its part of speech.
pub(super) fn is_past_participle(tok: &Token) -> bool {
    tok.feats.is("VerbForm", "Part") && tok.feats.is("Tense", "Past")
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{analysis, token};
    use super::*;

    /// Forms at one step from the word `from`.
    fn reach(analysis: &Analysis, from: &str, role: Role, cases: &[&str]) -> Vec<String> {
        let tree = Tree::new(analysis, []);
        let step = Step { role, cases: cases.iter().map(|c| (*c).to_owned()).collect() };
        tree.step(token(analysis, from), &step).into_iter().map(|r| tree.token(r.token).form.clone()).collect()
    }

    const ACTIVE: &str =
        "Vorel Vorel PROPN _ 2 nsubj\nrachète racheter VERB VerbForm=Fin 0 root\nTamis Tamis PROPN _ 2 obj";
    const PASSIVE: &str = "Tamis Tamis PROPN _ 3 nsubj:pass\nest être AUX VerbForm=Fin 3 aux:pass\n\
        racheté racheter VERB VerbForm=Part|Tense=Past 0 root\npar par ADP _ 5 case\nVorel Vorel PROPN _ 3 obl:agent";
    const CONTROL: &str = "Vorel Vorel PROPN _ 2 nsubj\nveut vouloir VERB VerbForm=Fin 0 root\n\
        racheter racheter VERB VerbForm=Inf 2 xcomp\nTamis Tamis PROPN _ 3 obj";
    const RELATIVE: &str = "Vorel Vorel PROPN _ 0 root\nqui qui PRON PronType=Rel 3 nsubj\n\
        rachète racheter VERB VerbForm=Fin 1 acl:relcl\nTamis Tamis PROPN _ 3 obj";
    const PARTICIPLE: &str = "Tamis Tamis PROPN _ 0 root\nracheté racheter VERB VerbForm=Part|Tense=Past 1 acl\n\
        par par ADP _ 4 case\nVorel Vorel PROPN _ 2 obl:agent";
    const BESIDE: &str = "marques marque NOUN Number=Plur 0 root\nVorel Vorel PROPN _ 1 nmod\net et CCONJ _ 4 cc\n\
        Tamis Tamis PROPN _ 2 conj\n, , PUNCT _ 7 punct\nà à ADP _ 7 case\nBrume Brume PROPN _ 1 nmod";
    const DECISION: &str = "Vorel Vorel PROPN _ 2 nsubj\nprend prendre VERB VerbForm=Fin 0 root\nla le DET _ 4 det\n\
        décision décision NOUN _ 2 obj\nde de ADP _ 6 mark\nracheter racheter VERB VerbForm=Inf 4 acl\nTamis Tamis PROPN _ 6 obj";

    #[test]
    fn names_right_behind_their_plural_are_its_members() {
        let analysis = analysis(BESIDE);
        let members = Tree::new(&analysis, []).members(token(&analysis, "marques"));
        assert_eq!(members, [token(&analysis, "Vorel"), token(&analysis, "Tamis")]);
    }

    #[test]
    fn a_comma_shows_what_stands_before_it() {
        let analysis = analysis(BESIDE);
        assert_eq!(reach(&analysis, "à", Role::Comma, &[]), ["Tamis"]);
        assert!(reach(&analysis, "à", Role::Bracket, &[]).is_empty());
    }

    #[test]
    fn one_frame_serves_every_construction() {
        let cases = [
            (ACTIVE, "rachète"),
            (PASSIVE, "racheté"),
            (CONTROL, "racheter"),
            (RELATIVE, "rachète"),
            (PARTICIPLE, "racheté"),
            (DECISION, "racheter"),
        ];
        for (rows, verb) in cases {
            let analysis = analysis(rows);
            assert_eq!(reach(&analysis, verb, Role::Subject, &[]), ["Vorel"], "subject of:\n{rows}");
            assert_eq!(reach(&analysis, verb, Role::Object, &[]), ["Tamis"], "object of:\n{rows}");
        }
    }

    #[test]
    fn the_amount_after_a_participle_is_not_its_subject() {
        let analysis = analysis(
            "Vorel Vorel PROPN _ 4 nsubj\nestimée estimer VERB VerbForm=Part|Tense=Past 1 acl\n\
             millions million NOUN _ 2 nsubj:pass\nferme fermer VERB VerbForm=Fin 0 root",
        );
        let tree = Tree::new(&analysis, [TokenRange::new(2, 3)]);
        let found = tree.step(token(&analysis, "estimée"), &Step { role: Role::Object, cases: Vec::new() });
        assert_eq!(found.iter().map(|r| tree.token(r.token).form.as_str()).collect::<Vec<_>>(), ["Vorel"]);
    }

    #[test]
    fn the_second_of_two_offices_is_said_of_whoever_holds_the_first() {
        let analysis = analysis(
            "Ada Ada PROPN _ 0 root\nfondatrice fondatrice NOUN _ 1 appos\net et CCONJ _ 4 cc\n\
             présidente présidente NOUN _ 2 conj",
        );
        let tree = Tree::new(&analysis, []);
        assert_eq!(tree.misread_apposition(token(&analysis, "présidente")), Some(token(&analysis, "Ada")));
    }

    #[test]
    fn a_headline_leaves_out_the_verb_of_its_passive() {
        let analysis = analysis(
            "Tamis Tamis PROPN _ 2 nsubj\nracheté racheter VERB VerbForm=Part|Tense=Past 0 root\npar par ADP _ 4 case\n\
             Vorel Vorel PROPN _ 2 obl:agent",
        );
        assert_eq!(reach(&analysis, "racheté", Role::Subject, &[]), ["Vorel"]);
        assert_eq!(reach(&analysis, "racheté", Role::Object, &[]), ["Tamis"]);
    }

    #[test]
    fn the_object_of_a_commanding_verb_does_the_infinitive() {
        let analysis = analysis(
            "Lydre Lydre PROPN _ 2 nsubj\nautorise autoriser VERB VerbForm=Fin 0 root\nVorel Vorel PROPN _ 2 obj\n\
             à à ADP _ 5 mark\nracheter racheter VERB VerbForm=Inf 2 xcomp\nTamis Tamis PROPN _ 5 obj",
        );
        assert_eq!(reach(&analysis, "racheter", Role::Subject, &[]), ["Vorel"]);
    }

    #[test]
    fn what_stands_before_it_is_the_subject_of_a_sum() {
        let analysis = analysis(
            "Vorel Vorel PROPN _ 4 dislocated\nc' ce PRON _ 4 nsubj\nest être AUX VerbForm=Fin 4 cop\n\
             salariés salarié NOUN _ 0 root",
        );
        assert_eq!(reach(&analysis, "salariés", Role::Subject, &[]), ["c'", "Vorel"]);
    }

    #[test]
    fn a_noun_is_no_conjunct_of_a_verb() {
        let analysis = analysis(
            "Vorel Vorel PROPN _ 2 nsubj\ncède céder VERB VerbForm=Fin 0 root\ntitres titre NOUN _ 2 obj\n\
             part part NOUN _ 2 conj",
        );
        assert_eq!(reach(&analysis, "part", Role::Governor, &[]), ["cède"]);
    }
}
