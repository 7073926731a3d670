//! What a preposition joins to a word: complements of verbs and nouns, however the preposition is written.
//!
//! Knows the commonest slips of parsers (a complement hung on the noun beside it) and the words that hold a preposition
//! without showing it (*dont*, *y*); must not know frames.

use crate::analyse::{TokenId, Upos};

use super::tree::{Reached, Tree, fits};

impl Tree<'_> {
    /// Dative complements; pronouns that hold a preposition are none, whatever the parser calls them.
    pub fn recipients(&self, id: TokenId) -> Vec<Reached> {
        let holds = |c: TokenId| {
            self.token(c).upos == Upos::Pron
                && self.pronoun_cases.is_some_and(|all| all.contains_key(&self.token(c).lemma))
        };
        self.dependents(id, &["iobj"]).filter(|&c| !holds(c)).map(Reached::at).collect()
    }

    /// The bare noun right behind a name that is the verb's object, which says what the name becomes (*nomme X directrice*),
    /// whatever the parser takes it for.
    pub fn said_of_object(&self, verb: TokenId) -> impl Iterator<Item = TokenId> {
        let named = self.dependents(verb, &["obj"]).filter(|&o| self.token(o).upos == Upos::Propn);
        named.filter_map(move |name| {
            let end = self.dependents(name, &["flat"]).last().unwrap_or(name);
            let mut after = (end.0 + 1..self.analysis.tokens.len() as u32).map(TokenId);
            let noun = after.find(|&t| self.token(t).upos != Upos::Adj)?;
            let tok = self.token(noun);
            let beside = tok.head.is_some_and(|head| head == verb || head == name || head == end);
            let misread = matches!(tok.relation(), "obj" | "amod" | "nmod" | "appos" | "flat" | "obl");
            let bare = tok.upos == Upos::Noun && !self.has(noun, &["det", "case"]);
            (beside && misread && bare).then_some(noun)
        })
    }

    /// Dependents by these relations whose preposition is one of `cases`; any, where there are none.
    pub fn cased(&self, id: TokenId, relations: &[&str], cases: &[String]) -> Vec<Reached> {
        let holders = self.holders(id);
        let mut found: Vec<Reached> = holders
            .iter()
            .flat_map(|&holder| self.dependents(holder, relations))
            .filter(|c| *c != id && !self.same_amount(id, *c))
            .filter(|&c| fits(&self.case(c), cases) || self.is_behind_adverb(c, cases))
            .filter(|&c| !self.is_pronoun_of(c, cases))
            .map(|c| self.antecedent(Reached::at(c)))
            .collect();
        found.extend(self.pronouns_of(id, cases));
        found.extend(holders.iter().flat_map(|&holder| self.behind_adverb(holder, cases)));
        found
    }

    /// The words that what hangs on `id` may hang on: `id`, or all words of the amount that it stands in.
    fn holders(&self, id: TokenId) -> Vec<TokenId> {
        self.units[id.index()].map_or_else(|| vec![id], |unit| unit.ids().collect())
    }

    fn same_amount(&self, a: TokenId, b: TokenId) -> bool {
        self.units[a.index()].is_some_and(|unit| unit.contains(b))
    }

    /// True where an adverb before the preposition makes one with it: *auprès* + *de X*.
    fn is_behind_adverb(&self, id: TokenId, cases: &[String]) -> bool {
        let Some(marker) = self.dependents(id, &["case"]).next() else { return false };
        self.dependents(id, &["advmod"]).any(|adverb| {
            adverb.0 + 1 == marker.0
                && cases.contains(&format!("{}_{}", self.token(adverb).lemma, self.token(marker).lemma))
        })
    }

    /// Complements of an adverb that the parser did not join with the preposition after it: *auprès* … *de X*.
    fn behind_adverb(&self, id: TokenId, cases: &[String]) -> Vec<Reached> {
        let adverbs = self.dependents(id, &["advmod"]).filter(|_| !cases.is_empty());
        let behind = |adverb: TokenId| {
            let joined = move |c: &TokenId| cases.contains(&format!("{}_{}", self.token(adverb).lemma, self.case(*c)));
            self.dependents(adverb, &["obl", "nmod"]).filter(joined).map(|c| self.antecedent(Reached::at(c)))
        };
        adverbs.flat_map(behind).collect()
    }

    /// Pronouns that hang on the word and hold one of the prepositions (*dont*, *y*), whatever the parser calls them.
    fn pronouns_of<'s>(&'s self, id: TokenId, cases: &'s [String]) -> impl Iterator<Item = Reached> + 's {
        self.dependents(id, &["nmod", "obl", "iobj", "obj", "advmod", "mark", "expl"])
            .filter(|&c| self.is_pronoun_of(c, cases))
            .map(|c| self.antecedent(Reached::at(c)).over("pronoun"))
    }

    fn is_pronoun_of(&self, id: TokenId, cases: &[String]) -> bool {
        let tok = self.token(id);
        let held = self.pronoun_cases.filter(|_| tok.upos == Upos::Pron).and_then(|all| all.get(&tok.lemma));
        held.is_some_and(|held| held.iter().any(|case| cases.contains(case)))
    }

    /// Complements of a noun; those that a pronoun beside its verb stands for count too: *dont X détient la moitié*.
    pub fn noun_complement(&self, id: TokenId, cases: &[String]) -> Vec<Reached> {
        let mut found = self.cased(id, &["nmod", "obl"], cases);
        let top = self.top(id);
        let argument = matches!(self.token(top).relation(), "obj" | "nsubj" | "obl");
        if let Some(verb) = self.token(top).head.filter(|_| found.is_empty() && argument) {
            found.extend(self.pronouns_of(verb, cases));
        }
        found
    }

    /// Complements of the verb; a preposition that the parser hung on the verb's object is taken too, since that is the
    /// commonest attachment error and the frame names the preposition.
    pub fn oblique(&self, id: TokenId, cases: &[String]) -> Vec<Reached> {
        let mut found = self.cased(id, &["obl", "nmod", "iobj", "advmod"], cases);
        let bare = cases.iter().any(|case| case == "-");
        found.retain(|r| bare || self.units[r.token.index()].is_some() || self.token(r.token).relation() != "advmod");
        if bare && self.is_passive(id) {
            // «est vendue 200 euros»: the sum hangs as the object of a verb whose deep object is its subject
            let sums =
                self.dependents(id, &["obj", "nsubj"]).filter(|&sum| sum > id && self.units[sum.index()].is_some());
            found.extend(sums.map(Reached::at));
        }
        if found.is_empty() && !cases.is_empty() && !cases.iter().any(|c| c == "de") {
            for inner in self.dependents(id, &["obj", "nsubj:pass", "obl", "xcomp", "advmod"]).collect::<Vec<_>>() {
                found.extend(self.cased(inner, &["nmod", "obl"], cases).into_iter().map(|r| r.over("reattached")));
            }
        }
        let infinitive = self.token(id).relation() == "xcomp" && found.is_empty();
        if let Some(verb) = self.token(id).head.filter(|_| infinitive) {
            // «dont X veut se défaire»: the pronoun stands before the verb above
            found.extend(self.pronouns_of(verb, cases));
        }
        let shares = found.is_empty() && !cases.is_empty() && self.token(id).relation() == "conj";
        if let Some(head) = self.token(id).head.filter(|&head| shares && self.same_sort(head, id)) {
            found.extend(self.cased(head, &["obl"], cases).into_iter().map(|r| r.over("conj")));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::fixture::{analysis, token};
    use super::*;
    use crate::analyse::{Analysis, TokenRange};
    use crate::ontology::{Role, Step};

    /// Forms at one step from the word `from`.
    fn reach(analysis: &Analysis, from: &str, role: Role, cases: &[&str]) -> Vec<String> {
        let cases_of = BTreeMap::from([("dont".to_owned(), vec!["de".to_owned()])]);
        let tree = Tree::new(analysis, []).with_pronouns(&cases_of);
        let step = Step { role, cases: cases.iter().map(|c| (*c).to_owned()).collect() };
        tree.step(token(analysis, from), &step).into_iter().map(|r| tree.token(r.token).form.clone()).collect()
    }

    #[test]
    fn a_preposition_hung_on_the_object_is_still_the_verbs() {
        let analysis = analysis(
            "Vorel Vorel PROPN _ 2 nsubj\ninvestit investir VERB VerbForm=Fin 0 root\nun un NUM _ 4 nummod\n\
             million million NOUN _ 2 obj\ndans dans ADP _ 6 case\nTamis Tamis PROPN _ 4 nmod",
        );
        assert_eq!(reach(&analysis, "investit", Role::Oblique, &["dans"]), ["Tamis"]);
        assert!(reach(&analysis, "investit", Role::Oblique, &["chez"]).is_empty());
    }

    #[test]
    fn an_adverb_and_its_preposition_are_one() {
        let adverb_above = analysis(
            "Vorel Vorel PROPN _ 2 nsubj\nlève lever VERB VerbForm=Fin 0 root\nauprès auprès ADV _ 2 advmod\n\
             de de ADP _ 5 case\nTamis Tamis PROPN _ 3 obl",
        );
        assert_eq!(reach(&adverb_above, "lève", Role::Oblique, &["auprès_de"]), ["Tamis"]);
        assert!(reach(&adverb_above, "lève", Role::Oblique, &["loin_de"]).is_empty());
        let adverb_below = analysis(
            "Vorel Vorel PROPN _ 2 nsubj\nlève lever VERB VerbForm=Fin 0 root\nauprès auprès ADV _ 5 advmod\n\
             de de ADP _ 5 case\nTamis Tamis PROPN _ 2 obl",
        );
        assert_eq!(reach(&adverb_below, "lève", Role::Oblique, &["auprès_de"]), ["Tamis"]);
    }

    #[test]
    fn a_pronoun_holds_its_preposition() {
        let analysis = analysis(
            "Vorel Vorel PROPN _ 0 root\ndont dont PRON PronType=Rel 4 iobj\nTamis Tamis PROPN _ 4 nsubj\n\
             détient détenir VERB VerbForm=Fin 1 acl:relcl\nla le DET _ 6 det\nmoitié moitié NOUN _ 4 obj",
        );
        assert_eq!(reach(&analysis, "moitié", Role::NominalModifier, &["de"]), ["Vorel"]);
        assert!(reach(&analysis, "moitié", Role::NominalModifier, &["à"]).is_empty());
    }

    #[test]
    fn what_hangs_on_a_word_of_an_amount_hangs_on_the_amount() {
        let analysis = analysis(
            "Vorel Vorel PROPN _ 2 nsubj\npèse peser VERB VerbForm=Fin 0 root\n3 3 NUM _ 4 nummod\n\
             millions million NOUN _ 2 obj\nd' de ADP _ 6 case\neuros euro NOUN _ 4 nmod\nde de ADP _ 8 case\n\
             ventes vente NOUN _ 6 nmod",
        );
        let tree = Tree::new(&analysis, [TokenRange::new(2, 6)]);
        let found = tree.noun_complement(token(&analysis, "millions"), &["de".to_owned()]);
        let forms: Vec<&str> = found.iter().map(|r| tree.token(r.token).form.as_str()).collect();
        assert_eq!(forms, ["ventes"]);
    }
}
