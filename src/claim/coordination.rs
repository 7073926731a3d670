//! What is enumerated: conjuncts, the members of a group, and which of them a relative pronoun means.
//!
//! Knows where the parser hangs the parts of an enumeration; must not know frames.

use crate::analyse::{TokenId, Upos};

use super::tree::Tree;

impl Tree<'_> {
    /// The first conjunct of the coordination that `id` is part of.
    pub fn first_conjunct(&self, id: TokenId) -> TokenId {
        let mut here = id;
        while let (Some(head), "conj") = (self.token(here).head, self.token(here).relation()) {
            here = head;
        }
        here
    }

    /// `id` and all its conjuncts, in text order.
    pub fn conjuncts(&self, id: TokenId) -> Vec<TokenId> {
        let mut all = vec![id];
        let mut next = 0;
        while next < all.len() {
            let here = all[next];
            let fresh: Vec<TokenId> = self.dependents(here, &["conj"]).chain(self.listed_after_name(here)).collect();
            all.extend(fresh.into_iter().filter(|&c| self.same_sort(here, c)));
            next += 1;
        }
        all.sort();
        all
    }

    /// What is enumerated after a noun and the name beside it, which the parser may hang on the name: *le fonds X,
    /// l'assureur Y*.
    fn listed_after_name(&self, noun: TokenId) -> impl Iterator<Item = TokenId> {
        let named = self.dependents(noun, &["nmod", "appos"]).find(|&c| {
            c.0 == noun.0 + 1 && self.case(c).is_empty() && !self.has(c, &["det"]) && self.units[c.index()].is_none()
        });
        let named = named.filter(|_| self.token(noun).upos == Upos::Noun);
        named.into_iter().flat_map(|name| self.dependents(name, &["conj"]))
    }

    /// The names that a plural stands for, told after it: *des actionnaires, dont X, Y et Z*; *trois rivaux : X, Y et Z*.
    pub fn members(&self, id: TokenId) -> Vec<TokenId> {
        if !self.token(id).feats.is("Number", "Plur") {
            return Vec::new();
        }
        let told = |&c: &TokenId| {
            c > id && self.token(c).upos == Upos::Propn && (self.tells_member(c) || self.leads_several(id, c))
        };
        self.dependents(id, &["appos", "nmod", "conj", "parataxis", "acl"])
            .filter(told)
            .flat_map(|c| self.conjuncts(c))
            .collect()
    }

    /// True for the first of several names right behind their noun: *les marques X, Y et Z*.
    fn leads_several(&self, noun: TokenId, name: TokenId) -> bool {
        let qualifies = |t: TokenId| self.token(t).head == Some(noun) && self.token(t).relation() == "amod";
        (noun.0 + 1..name.0).map(TokenId).all(qualifies)
            && self.case(name).is_empty()
            && self.dependents(name, &["conj"]).any(|c| self.token(c).upos == Upos::Propn)
    }

    /// True where the name follows a relative pronoun of its own (*dont X*), a comma or a colon.
    fn tells_member(&self, name: TokenId) -> bool {
        let own = |c: TokenId| {
            self.token(c).feats.is("PronType", "Rel") || matches!(self.token(c).form.as_str(), "," | ":" | "(")
        };
        self.children(name).any(|c| c < name && own(c)) && self.dependents(name, &["case"]).next().is_none()
    }

    pub(super) fn same_sort(&self, a: TokenId, b: TokenId) -> bool {
        let verbal = |id: TokenId| matches!(self.token(id).upos, Upos::Verb | Upos::Aux);
        verbal(a) == verbal(b)
    }

    /// Of a coordination before the relative pronoun of a verb in the singular, the last: *X et Y, qui vend …*.
    pub(super) fn nearest_conjunct(&self, noun: TokenId, verb: TokenId, pronoun: TokenId) -> TokenId {
        let singular =
            |id: TokenId| self.token(id).feats.is("Number", "Sing") && self.token(id).feats.is("VerbForm", "Fin");
        let plural = self.token(pronoun).relation() != "nsubj" && self.token(pronoun).feats.is("Number", "Plur");
        if plural || !(singular(verb) || self.dependents(verb, &["aux", "cop"]).any(singular)) {
            return noun;
        }
        self.conjuncts(noun).into_iter().rfind(|&c| c < pronoun).unwrap_or(noun)
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{analysis, token};
    use super::super::tree::Reached;
    use super::*;

    #[test]
    fn what_is_enumerated_after_a_noun_and_its_name_goes_with_the_noun() {
        let analysis = analysis(
            "convainc convaincre VERB VerbForm=Fin 0 root\nfonds fonds NOUN _ 1 obj\nVorel Vorel PROPN _ 2 nmod\n\
             l' le DET _ 5 det\nassureur assureur NOUN _ 3 conj\nTamis Tamis PROPN _ 5 appos",
        );
        let tree = Tree::new(&analysis, []);
        let found = tree.conjuncts(token(&analysis, "fonds"));
        assert_eq!(found, [token(&analysis, "fonds"), token(&analysis, "assureur")]);
    }

    #[test]
    fn a_relative_pronoun_in_the_plural_means_all_before_it() {
        let rows = |feats: &str| {
            format!(
                "assigne assigner VERB VerbForm=Fin 0 root\nVorel Vorel PROPN _ 1 obj\net et CCONJ _ 4 cc\n\
                 Tamis Tamis PROPN _ 2 conj\nauxquels lequel PRON PronType=Rel{feats} 6 obl:arg\n\
                 reproche reprocher VERB Number=Sing|VerbForm=Fin 2 acl:relcl"
            )
        };
        for (feats, antecedent) in [("|Number=Plur", "Vorel"), ("|Number=Sing", "Tamis")] {
            let analysis = analysis(&rows(feats));
            let tree = Tree::new(&analysis, []);
            let meant = tree.antecedent(Reached::at(token(&analysis, "auxquels"))).token;
            assert_eq!(tree.token(meant).form, antecedent);
        }
    }
}
