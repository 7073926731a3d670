//! How certain, and whether denied: what stands around and above the evoking word.
//!
//! Tense and mood come from UD features, the words that modalise and deny from the lexicon's scope cues.

use crate::analyse::{TokenId, Upos};
use crate::ontology::{Lexicon, ScopeCue, StatusHint};

use super::matching::part_of_speech;
use super::record::Status;
use super::tree::Tree;

const MAX_CLIMB: usize = 8;

/// What scope says about one anchor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scope {
    /// How certain.
    pub status: Status,
    /// Whether denied.
    pub negated: bool,
    /// The words that decided, for `explain`.
    pub reasons: Vec<String>,
    /// Verbs above whose subject is the source of what they govern.
    pub reporters: Vec<TokenId>,
    /// True where a conditional tells what is only said (*aurait racheté*).
    pub rumour: bool,
}

/// Reads scope in one article.
pub(super) struct Scopes<'a> {
    tree: &'a Tree<'a>,
    lexicon: &'a Lexicon,
}

/// One step up: the governor, and whether the anchor is what it governs (rather than who does it).
struct Above {
    token: TokenId,
    transparent: bool,
    /// True where the anchor is said, rather than a circumstance of saying it.
    said: bool,
}

impl<'a> Scopes<'a> {
    /// A reader over one tree.
    pub fn new(tree: &'a Tree<'a>, lexicon: &'a Lexicon) -> Self {
        Self { tree, lexicon }
    }

    /// The scope of `anchor`; `forecast`: a future tense foretells (outcomes) rather than plans; `predicated`: the verb
    /// above says of the anchor what the claim says (*la perte devrait atteindre 3 millions*).
    pub fn read(&self, anchor: TokenId, forecast: bool, predicated: bool) -> Scope {
        let mut scope = Scope::default();
        let mut flips = 0;
        self.own(anchor, forecast, &mut scope, &mut flips);
        let mut here = anchor;
        for _ in 0..MAX_CLIMB {
            let Some(above) = self.above(here, predicated && here == anchor) else { break };
            if above.transparent {
                self.governed(&above, forecast, &mut scope, &mut flips);
            }
            here = above.token;
        }
        scope.negated = flips % 2 == 1;
        scope
    }

    /// The scope of words that hold whatever governs them (*quittera son concurrent Y*): only what hangs on them.
    pub fn read_own(&self, anchor: TokenId, forecast: bool) -> Scope {
        let mut scope = Scope::default();
        let mut flips = 0;
        self.own(anchor, forecast, &mut scope, &mut flips);
        scope.negated = flips % 2 == 1;
        scope
    }

    /// The cues of a word, those whose conditions hold.
    pub fn cues(&self, id: TokenId) -> Vec<&'a ScopeCue> {
        let tok = self.tree.token(id);
        let Some(pos) = part_of_speech(tok.upos) else { return Vec::new() };
        let entries = self.lexicon.scope_cues.get(&(tok.lemma.to_lowercase(), pos)).map(Vec::as_slice);
        entries.unwrap_or_default().iter().filter(|cue| self.applies(id, cue)).collect()
    }

    fn applies(&self, id: TokenId, cue: &ScopeCue) -> bool {
        cue.reflexive.is_none_or(|wanted| wanted == self.tree.is_reflexive(id))
            && cue.requires.iter().all(|r| self.tree.meets(id, r))
            && !cue.excludes.iter().any(|r| self.tree.meets(id, r))
    }

    /// True where the word reports what it governs.
    pub fn reports(&self, id: TokenId) -> bool {
        self.cues(id).iter().any(|cue| cue.reports)
    }

    /// The governor; `None` where what stands above says nothing of how certain the word is: it is told in passing.
    fn above(&self, id: TokenId, predicated: bool) -> Option<Above> {
        let tok = self.tree.token(id);
        let token = tok.head?;
        let infinitive = tok.feats.is("VerbForm", "Inf");
        let verbal = matches!(tok.upos, Upos::Verb | Upos::Aux);
        let complement = infinitive || tok.feats.is("Mood", "Sub") || self.is_complement_clause(id);
        if let Some(noun) = self.bargained(id) {
            return Some(Above { token: noun, transparent: true, said: true });
        }
        let transparent = match tok.deprel.as_str() {
            "nsubj:pass" => !verbal,
            _ => match tok.relation() {
                "xcomp" | "ccomp" | "csubj" => true,
                "obj" | "obl" | "nmod" => !verbal || infinitive,
                "acl" if complement => true,
                "acl" if self.is_free_relative(token) => true,
                "conj" if verbal && self.finite(id) => {
                    // What stands above an infinitive or a noun does not govern a finite verb joined to it.
                    if !self.finite(token) {
                        return None;
                    }
                    false
                }
                "conj" => true,
                "nsubj" if predicated => true,
                "acl" | "advcl" | "parataxis" | "root" | "nsubj" | "appos" => return None,
                _ => false,
            },
        };
        let circumstance = matches!(tok.relation(), "obl" | "nsubj") && tok.deprel != "nsubj:pass";
        Some(Above { token, transparent, said: !circumstance || self.speaks_of(id) })
    }

    /// *l'annonce que X rachète Y*: a clause that says what its noun says, where a relative one only tells of it.
    fn is_complement_clause(&self, id: TokenId) -> bool {
        let conjunction = |t: TokenId| self.tree.token(t).upos == Upos::Sconj;
        self.tree.dependents(id, &["mark"]).any(conjunction) && !self.tree.token(id).feats.is("VerbForm", "Part")
    }

    /// *évalue à 3 millions ce que coûtera le retrait*: a relative clause of a bare pronoun says itself.
    fn is_free_relative(&self, head: TokenId) -> bool {
        let tok = self.tree.token(head);
        tok.upos == Upos::Pron && tok.feats.is("PronType", "Dem") && tok.relation() != "root"
    }

    /// *signer un contrat pour acquérir*: an infinitive that the parser hangs on the verb belongs to the noun before it
    /// that tells how certain it is.
    fn bargained(&self, id: TokenId) -> Option<TokenId> {
        let tok = self.tree.token(id);
        let head = tok.head.filter(|_| tok.relation() == "advcl" && tok.feats.is("VerbForm", "Inf"))?;
        let sets = |noun: &TokenId| self.cues(*noun).iter().any(|cue| cue.status.is_some());
        self.tree.dependents(head, &["obj", "obl", "nsubj:pass"]).filter(|&n| n > head && n < id).filter(sets).last()
    }

    /// *parler d'un rachat*: an oblique by the preposition of origin is what is said.
    fn speaks_of(&self, id: TokenId) -> bool {
        self.lexicon.origin_prepositions.binary_search(&self.tree.case(id)).is_ok()
    }

    fn finite(&self, id: TokenId) -> bool {
        let fin = |t: TokenId| self.tree.token(t).feats.is("VerbForm", "Fin");
        fin(id) || self.tree.dependents(id, &["aux", "cop"]).any(fin)
    }

    /// The verb's own group and the words that hang on it.
    fn own(&self, anchor: TokenId, forecast: bool, scope: &mut Scope, flips: &mut usize) {
        self.mood(anchor, forecast, scope);
        for child in self.tree.children(anchor) {
            let tok = self.tree.token(child);
            if matches!(tok.relation(), "aux" | "advmod" | "amod" | "cop") {
                self.apply_cues(child, forecast, scope, flips);
            }
            if tok.relation() == "mark" {
                self.marked(child, forecast, scope);
            }
        }
        if self.denied(anchor) {
            *flips += 1;
            scope.reasons.push("negation".to_owned());
        }
    }

    fn governed(&self, above: &Above, forecast: bool, scope: &mut Scope, flips: &mut usize) {
        let governor = above.token;
        let cues = self.cues(governor);
        if above.said && cues.iter().any(|c| c.reports) {
            scope.reporters.push(governor);
            self.told_ahead(governor, forecast, scope);
        }
        self.apply_cues(governor, forecast, scope, flips);
        self.mood(governor, forecast, scope);
        let reports_only = !cues.is_empty() && cues.iter().all(|c| c.reports && c.status.is_none());
        if !reports_only && self.denied(governor) {
            *flips += 1;
            scope.reasons.push("negation".to_owned());
        }
    }

    /// *a annoncé qu'il fermerait*: under a verb of saying in the past, the conditional is the future told ahead.
    fn told_ahead(&self, reporter: TokenId, forecast: bool, scope: &mut Scope) {
        let governor = self.tree.token(reporter).head.filter(|_| self.tree.token(reporter).relation() == "xcomp");
        let past = [Some(reporter), governor].into_iter().flatten().any(|t| self.is_past(t));
        if past && scope.rumour && scope.status == Status::Possible {
            scope.status = if forecast { Status::Expected } else { Status::Planned };
            scope.rumour = false;
        }
    }

    fn apply_cues(&self, id: TokenId, forecast: bool, scope: &mut Scope, flips: &mut usize) {
        let conditional = self.conditional(id);
        for cue in self.cues(id) {
            let hint = match () {
                () if conditional => cue.conditional_status.or(cue.status),
                () if cue.perfect_status.is_some() && self.is_perfect(id) => cue.perfect_status,
                () => cue.status,
            };
            scope.rumour |= conditional;
            if let Some(hint) = hint {
                lower(scope, status_of(hint, forecast), &self.tree.token(id).form);
            }
            if cue.negates {
                *flips += 1;
                scope.reasons.push(self.tree.token(id).form.clone());
            }
        }
    }

    /// Future plans or foretells; a conditional without a modal of its own is rumour.
    fn mood(&self, id: TokenId, forecast: bool, scope: &mut Scope) {
        let group = std::iter::once(id).chain(self.tree.dependents(id, &["aux", "cop"]));
        for tok in group.map(|t| self.tree.token(t)) {
            if tok.feats.is("Mood", "Cnd") && !self.cues(id).iter().any(|c| c.conditional_status.is_some()) {
                lower(scope, Status::Possible, &tok.form);
                scope.rumour = true;
            } else if tok.feats.is("Tense", "Fut") {
                lower(scope, if forecast { Status::Expected } else { Status::Planned }, &tok.form);
            }
        }
    }

    fn is_past(&self, id: TokenId) -> bool {
        let feats = &self.tree.token(id).feats;
        feats.is("Mood", "Ind") && (feats.is("Tense", "Imp") || feats.is("Tense", "Past")) || self.is_perfect(id)
    }

    /// True for a compound past (*a dû*).
    fn is_perfect(&self, id: TokenId) -> bool {
        let present = |t: TokenId| self.tree.token(t).feats.is("Tense", "Pres");
        self.tree.dependents(id, &["aux:tense"]).any(|aux| present(aux) && !self.conditional(aux))
    }

    fn conditional(&self, id: TokenId) -> bool {
        let cnd = |t: TokenId| self.tree.token(t).feats.is("Mood", "Cnd");
        cnd(id) || self.tree.dependents(id, &["aux"]).any(cnd)
    }

    /// *s'il rachète*, *en vue de racheter*.
    fn marked(&self, mark: TokenId, forecast: bool, scope: &mut Scope) {
        for hint in self.cues(mark).iter().filter_map(|cue| cue.status) {
            lower(scope, status_of(hint, forecast), &self.tree.token(mark).form);
        }
    }

    /// True where a negator hangs on the word, on its auxiliary, or determines its object or subject.
    fn denied(&self, id: TokenId) -> bool {
        let negator = |t: TokenId| {
            let tok = self.tree.token(t);
            self.lexicon.negators.iter().any(|n| *n == tok.lemma || tok.form.eq_ignore_ascii_case(n))
                && matches!(tok.relation(), "advmod" | "det" | "mark" | "case" | "cc" | "obj" | "nsubj")
        };
        let direct = self.tree.children(id).any(negator)
            || self.tree.dependents(id, &["aux"]).any(|aux| self.tree.children(aux).any(negator));
        let argument = self
            .tree
            .dependents(id, &["obj", "nsubj"])
            .any(|arg| self.tree.dependents(arg, &["det", "advmod"]).any(negator));
        direct || (matches!(self.tree.token(id).upos, Upos::Verb | Upos::Aux) && argument)
    }
}

fn status_of(hint: StatusHint, forecast: bool) -> Status {
    match hint {
        StatusHint::Actual => Status::Actual,
        StatusHint::Planned if forecast => Status::Expected,
        StatusHint::Planned => Status::Planned,
        StatusHint::Expected => Status::Expected,
        StatusHint::Possible => Status::Possible,
    }
}

/// The least certain of all that is said counts.
fn lower(scope: &mut Scope, status: Status, word: &str) {
    if status > scope.status {
        scope.status = status;
    }
    if status != Status::Actual {
        scope.reasons.push(word.to_owned());
    }
}

impl Scope {
    /// The same, with what the frame's own words say.
    pub fn with_frame(mut self, hint: Option<StatusHint>, negated: bool, forecast: bool) -> Self {
        if let Some(hint) = hint {
            lower(&mut self, status_of(hint, forecast), "frame");
        }
        self.negated ^= negated;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{analysis, token};
    use super::*;
    use crate::ontology::PartOfSpeech;

    fn lexicon() -> Lexicon {
        let cue = |lemma: &str, cue: ScopeCue| ((lemma.to_owned(), PartOfSpeech::Verb), vec![cue]);
        let scope_cues = [
            cue("envisager", ScopeCue { status: Some(StatusHint::Possible), ..ScopeCue::default() }),
            cue("devoir", ScopeCue { conditional_status: Some(StatusHint::Expected), ..ScopeCue::default() }),
            cue("renoncer", ScopeCue { negates: true, status: Some(StatusHint::Planned), ..ScopeCue::default() }),
            cue("déclarer", ScopeCue { reports: true, ..ScopeCue::default() }),
        ];
        Lexicon {
            scope_cues: scope_cues.into_iter().collect(),
            negators: vec!["pas".to_owned(), "aucun".to_owned()],
            ..Lexicon::default()
        }
    }

    fn read(rows: &str, anchor: &str, forecast: bool) -> (Status, bool) {
        let analysis = analysis(rows);
        let tree = Tree::new(&analysis, []);
        let lexicon = lexicon();
        let scope = Scopes::new(&tree, &lexicon).read(token(&analysis, anchor), forecast, false);
        (scope.status, scope.negated)
    }

    #[test]
    fn tense_mood_and_negation_of_the_verb_group_count() {
        let negated = "Vorel Vorel PROPN _ 5 nsubj\nn' ne ADV Polarity=Neg 5 advmod\na avoir AUX VerbForm=Fin 5 aux:tense\n\
             pas pas ADV Polarity=Neg 5 advmod\nracheté racheter VERB VerbForm=Part|Tense=Past 0 root\nTamis Tamis PROPN _ 5 obj";
        assert_eq!(read(negated, "racheté", false), (Status::Actual, true));
        let future = "Vorel Vorel PROPN _ 2 nsubj\nfermera fermer VERB Mood=Ind|Tense=Fut|VerbForm=Fin 0 root";
        assert_eq!(read(future, "fermera", false), (Status::Planned, false));
        assert_eq!(read(future, "fermera", true), (Status::Expected, false));
        let rumour = "Vorel Vorel PROPN _ 3 nsubj\naurait avoir AUX Mood=Cnd|VerbForm=Fin 3 aux:tense\n\
             racheté racheter VERB VerbForm=Part|Tense=Past 0 root";
        assert_eq!(read(rumour, "racheté", false), (Status::Possible, false));
    }

    #[test]
    fn governing_words_lower_the_status_and_deny() {
        let noun = "Vorel Vorel PROPN _ 2 nsubj\nenvisage envisager VERB VerbForm=Fin 0 root\nle le DET _ 4 det\n\
             rachat rachat NOUN _ 2 obj\nde de ADP _ 6 case\nTamis Tamis PROPN _ 4 nmod";
        assert_eq!(read(noun, "rachat", false), (Status::Possible, false));
        let modal = "perte perte NOUN _ 2 nsubj\ndevrait devoir VERB Mood=Cnd|VerbForm=Fin 0 root\n\
             atteindre atteindre VERB VerbForm=Inf 2 xcomp";
        assert_eq!(read(modal, "atteindre", true), (Status::Expected, false));
        let refusal = "Vorel Vorel PROPN _ 2 nsubj\nrenonce renoncer VERB VerbForm=Fin 0 root\nà à ADP _ 4 mark\n\
             racheter racheter VERB VerbForm=Inf 2 xcomp";
        assert_eq!(read(refusal, "racheter", false), (Status::Planned, true));
    }

    #[test]
    fn what_is_said_stays_actual_and_names_its_reporter() {
        let analysis = analysis(
            "Lydre Lydre PROPN _ 2 nsubj\ndéclare déclarer VERB VerbForm=Fin 0 root\nque que SCONJ _ 5 mark\n\
             Vorel Vorel PROPN _ 5 nsubj\nferme fermer VERB VerbForm=Fin 2 ccomp\nTamis Tamis PROPN _ 5 obj",
        );
        let tree = Tree::new(&analysis, []);
        let lexicon = lexicon();
        let scope = Scopes::new(&tree, &lexicon).read(token(&analysis, "ferme"), false, false);
        assert_eq!((scope.status, scope.negated), (Status::Actual, false));
        assert_eq!(scope.reporters, [token(&analysis, "déclare")]);
    }
}
