//! Atoms: local entities that one exact name makes one, before anything is inferred.
//!
//! A local entity with a proper name joins those of the same folded name and coarse type; equal names whose facts
//! exclude each other (two persons with nothing in common but the name) stay several atoms. A thing without a proper
//! name is an atom of its own.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::fold::{fold, looks_proper};
use super::graph::{ArticleId, Member};
use crate::claim::{ArticleClaims, EntityRecord, Object};
use crate::mention::LocalEntityId;
use crate::ontology::{Ontology, TypeId};

/// What types must share before two names can be one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Coarse {
    Person,
    Agency,
    Unit,
    Place,
    Offering,
    Work,
    Event,
    Other,
}

impl Coarse {
    /// The coarse type of a class: by its name, else by its nearest known super-class.
    pub(super) fn of(id: &TypeId, ontology: &Ontology) -> Self {
        if let Some(known) = Self::known(&id.0) {
            return known;
        }
        let mut seen = BTreeSet::from([id]);
        let mut level = vec![id];
        while !level.is_empty() {
            let parents: Vec<&TypeId> =
                level.iter().filter_map(|t| ontology.types.get(*t)).flat_map(|t| &t.parents).collect();
            if let Some(known) = parents.iter().filter_map(|t| Self::known(&t.0)).min() {
                return known;
            }
            level = parents.into_iter().filter(|t| seen.insert(t)).collect();
        }
        Self::Other
    }

    fn known(name: &str) -> Option<Self> {
        Some(match name {
            "Person" => Self::Person,
            "Company" | "Media" | "Government" | "Organization" | "Org" | "Agent" => Self::Agency,
            "Unit" => Self::Unit,
            "Place" => Self::Place,
            "Product" | "Service" | "Technology" | "Offering" => Self::Offering,
            "Work" => Self::Work,
            "Event" => Self::Event,
            _ => return None,
        })
    }

    /// True where articles may differ over which of the two a thing is (a firm and its service of one name).
    pub(super) fn confusable(self, other: Self) -> bool {
        let soft = |c| matches!(c, Self::Agency | Self::Unit | Self::Offering | Self::Work | Self::Other);
        self == other || (soft(self) && soft(other))
    }
}

/// Local entities of one exact name.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    /// Its coarse type.
    pub(super) coarse: Coarse,
    /// Folded label; empty for things without a proper name.
    pub(super) key: String,
    /// The label as most of its members write it.
    pub(super) label: String,
    /// Folded labels of members that the key leaves something out of (a legal form) or another name stands for.
    pub(super) spelt: BTreeSet<String>,
    /// Other folded proper names that its articles use for it.
    pub(super) aliases: BTreeSet<String>,
    /// Folded kinds and positions.
    pub(super) kinds: BTreeSet<String>,
    /// Whom it was made of, sorted.
    pub(super) members: Vec<Member>,
    /// Which of several atoms of one name, from 0.
    pub(super) homonym: u32,
}

impl Atom {
    /// True where a proper name identifies it.
    pub(super) fn named(&self) -> bool {
        !self.key.is_empty()
    }

    /// Words of the folded label.
    pub(super) fn words(&self) -> Vec<&str> {
        self.key.split(' ').collect()
    }
}

/// All atoms, and the way from a local entity to its atom.
pub(super) struct Atoms {
    /// Sorted by coarse type, key and first member.
    pub(super) list: Vec<Atom>,
    /// By article and local entity.
    of: Vec<Vec<u32>>,
}

impl Atoms {
    /// The atom of a local entity; `None` for an index that the article does not have.
    pub(super) fn of(&self, article: ArticleId, local: LocalEntityId) -> Option<u32> {
        self.of.get(article.0 as usize)?.get(local.0 as usize).copied()
    }

    /// Gathers the atoms of articles that are already in canonical order; members that a person keeps `apart` are of two
    /// atoms, whatever their names.
    pub(super) fn gather(articles: &[&ArticleClaims], ontology: &Ontology, apart: &[(Member, Member)]) -> Self {
        let mut types: HashMap<&TypeId, Coarse> = HashMap::new();
        let mut keyed: Vec<(Coarse, String, Member)> = Vec::new();
        for (a, article) in articles.iter().enumerate() {
            for (l, record) in article.entities.iter().enumerate() {
                let coarse =
                    *types.entry(&record.entity_type).or_insert_with(|| Coarse::of(&record.entity_type, ontology));
                let key = name_key(record, coarse, ontology);
                keyed.push((coarse, key, Member { article: ArticleId(a as u32), local: LocalEntityId(l as u32) }));
            }
        }
        keyed.sort();
        let context = Context::read(articles, &keyed);
        let mut atoms = Self { list: Vec::new(), of: articles.iter().map(|a| vec![0; a.entities.len()]).collect() };
        for group in keyed.chunk_by(|a, b| a.0 == b.0 && a.1 == b.1) {
            let members: Vec<Member> = group.iter().map(|(_, _, member)| *member).collect();
            let (coarse, key) = (group[0].0, &group[0].1);
            let parts = if key.is_empty() {
                members.into_iter().map(|m| vec![m]).collect()
            } else {
                context.divide(context.split(coarse, &members), apart)
            };
            for (homonym, part) in parts.into_iter().enumerate() {
                atoms.push(articles, coarse, key, part, homonym as u32);
            }
        }
        atoms.add_positions(articles);
        atoms
    }

    /// A position that an atom holds tells what it is, as its kind does.
    fn add_positions(&mut self, articles: &[&ArticleClaims]) {
        for (a, article) in articles.iter().enumerate() {
            for claim in article.claims.iter().filter(|claim| !claim.negated) {
                let Some(role) = claim.qualifiers.role.as_deref().map(fold).filter(|role| !role.is_empty()) else {
                    continue;
                };
                let holder = match &claim.object {
                    Object::Entity(object) if claim.predicate.0 == "appoints" => *object,
                    _ => claim.subject,
                };
                if let Some(atom) = self.of(ArticleId(a as u32), holder) {
                    self.list[atom as usize].kinds.insert(role);
                }
            }
        }
    }

    fn push(&mut self, articles: &[&ArticleClaims], coarse: Coarse, key: &str, members: Vec<Member>, homonym: u32) {
        let id = self.list.len() as u32;
        let mut labels: BTreeMap<&str, u32> = BTreeMap::new();
        let (mut spelt, mut aliases, mut kinds) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for member in &members {
            let record = record(articles, *member);
            *labels.entry(&record.label).or_default() += 1;
            if !key.is_empty() {
                aliases.extend(proper_names(record));
                spelt.insert(fold(&record.label));
            }
            kinds.extend(record.kind.iter().map(|kind| fold(kind)));
            self.of[member.article.0 as usize][member.local.0 as usize] = id;
        }
        aliases.remove(key);
        spelt.remove(key);
        kinds.remove("");
        let label = best_label(&labels, coarse).to_owned();
        self.list.push(Atom { coarse, key: key.to_owned(), label, spelt, aliases, kinds, members, homonym });
    }
}

/// The folded name by which records are one: a known place's first name (*Hexagone* is *France*), whatever word or
/// adjective brought it up; a firm's without its legal form. Empty for a thing without a proper name, and for one
/// called by a nationality.
fn name_key(record: &EntityRecord, coarse: Coarse, ontology: &Ontology) -> String {
    let nouns = &ontology.lexicon.nouns;
    if coarse == Coarse::Place
        && let Some(place) = nouns.place(&record.label)
    {
        return fold(&place.names[0]);
    }
    let nationality =
        || nouns.demonym(&record.label).is_some() && !nouns.known_names.contains_key(record.label.as_str());
    if !record.named || nationality() {
        return String::new();
    }
    let mut name = record.label.as_str();
    while coarse == Coarse::Agency
        && let Some((rest, last)) = name.rsplit_once(' ')
        && nouns.legal_forms.contains(last)
    {
        name = rest.trim_end_matches([' ', ',']);
    }
    let key = fold(name);
    if key.is_empty() { fold(&record.label) } else { key }
}

/// The record of a member.
pub(super) fn record<'a>(articles: &[&'a ArticleClaims], member: Member) -> &'a EntityRecord {
    &articles[member.article.0 as usize].entities[member.local.0 as usize]
}

/// Of labels with their counts the one to show: for persons the fuller, then the more frequent, the one with more
/// accents, the longer, the first in order.
pub(super) fn best_label<'a>(labels: &BTreeMap<&'a str, u32>, coarse: Coarse) -> &'a str {
    let rank = |label: &str, count: u32| {
        let full = coarse == Coarse::Person && label.split_whitespace().count() > 1;
        let accents = label.chars().filter(|c| !c.is_ascii()).count();
        (full, count, accents, label.chars().count())
    };
    let ranked = labels.iter().map(|(label, count)| (rank(label, *count), std::cmp::Reverse(*label)));
    ranked.max().map_or("", |(_, label)| label.0)
}

/// Folded proper names of a record that can identify it elsewhere: told by the mention stage, else by capitals; without
/// that, a person's must share a word with the label, since *Directrice de X* would bear many.
fn proper_names(record: &EntityRecord) -> Vec<String> {
    let folded_label = fold(&record.label);
    let shares_word = |name: &str| name.split(' ').any(|w| w.len() > 1 && folded_label.split(' ').any(|l| l == w));
    let told = !record.proper_names.is_empty();
    let names = if told { &record.proper_names } else { &record.names };
    let initials = super::fold::acronym(&record.label);
    let fits = |name: &String, folded: &str| {
        told || (looks_proper(name) && (shares_word(folded) || initials.as_deref() == Some(folded)))
    };
    let folded = names.iter().map(|name| (name, fold(name)));
    folded.filter(|(name, f)| f.chars().count() > 1 && fits(name, f)).map(|(_, f)| f).collect()
}

/// What speaks for and against local entities of one name being one thing.
struct Context<'a> {
    articles: &'a [&'a ArticleClaims],
    /// Names that occur in too many articles to tell anything.
    common: HashMap<&'a str, u32>,
    limit: u32,
    /// Folded label by article and local entity; empty for unnamed ones.
    keys: Vec<Vec<&'a str>>,
}

/// What one member's article says of it.
struct Facts {
    member: Member,
    /// Names of other parties of its article, or of its claims.
    company: BTreeSet<String>,
    /// Objects of functional predicates, and employers, by predicate.
    exclusive: BTreeMap<&'static str, BTreeSet<String>>,
}

impl<'a> Context<'a> {
    fn read(articles: &'a [&'a ArticleClaims], keyed: &'a [(Coarse, String, Member)]) -> Self {
        let mut keys: Vec<Vec<&str>> = articles.iter().map(|a| vec![""; a.entities.len()]).collect();
        let mut common: HashMap<&str, u32> = HashMap::new();
        for (_, key, member) in keyed {
            keys[member.article.0 as usize][member.local.0 as usize] = key;
            *common.entry(key).or_default() += 1;
        }
        let limit = (articles.len() as u32 / 50).max(5);
        Self { articles, common, limit, keys }
    }

    /// Splits members of one name where their facts exclude each other; the largest part first.
    fn split(&self, coarse: Coarse, members: &[Member]) -> Vec<Vec<Member>> {
        let splittable = matches!(coarse, Coarse::Person | Coarse::Agency) && members.len() > 1;
        if !splittable {
            return vec![members.to_vec()];
        }
        let facts: Vec<Facts> = members.iter().map(|m| self.facts(*m)).collect();
        // A family name alone, in articles with nothing in common, says nothing.
        let bare = coarse == Coarse::Person && !self.keys_of(members[0]).contains(' ');
        let mut parts: Vec<Part> = Vec::new();
        for component in components(&facts) {
            let new = Part::of(component, &facts);
            match parts.iter_mut().find(|part| !bare && !part.excludes(&new)) {
                Some(part) => part.join(new),
                None => parts.push(new),
            }
        }
        let sorted = |mut part: Part| {
            part.members.sort();
            part.members
        };
        parts.into_iter().map(sorted).collect()
    }

    /// Divides the parts in which a person keeps members apart: those members, in order, each join the first share that
    /// holds none of their opposites; all others the share with which they have most company.
    fn divide(&self, parts: Vec<Vec<Member>>, apart: &[(Member, Member)]) -> Vec<Vec<Member>> {
        if apart.is_empty() {
            return parts;
        }
        let mut divided: Vec<Vec<Member>> = Vec::new();
        for part in parts {
            let inside = |m: &Member| part.binary_search(m).is_ok();
            let pairs: BTreeSet<(Member, Member)> =
                apart.iter().filter(|(a, b)| inside(a) && inside(b)).flat_map(|(a, b)| [(*a, *b), (*b, *a)]).collect();
            if pairs.is_empty() {
                divided.push(part);
                continue;
            }
            let seeds: BTreeSet<Member> = pairs.iter().map(|(a, _)| *a).collect();
            let mut shares: Vec<(Vec<Member>, BTreeSet<String>)> = Vec::new();
            let rest = part.iter().filter(|m| !seeds.contains(m));
            for member in seeds.iter().chain(rest) {
                let company = self.facts(*member).company;
                let free = |share: &Vec<Member>| !share.iter().any(|other| pairs.contains(&(*member, *other)));
                let open = shares.iter().enumerate().filter(|(_, (share, _))| free(share));
                let near = |(n, (_, theirs)): &(usize, &(Vec<Member>, BTreeSet<String>))| {
                    (theirs.intersection(&company).count(), std::cmp::Reverse(*n))
                };
                match open.max_by_key(near).map(|(n, _)| n) {
                    Some(n) => {
                        shares[n].0.push(*member);
                        shares[n].1.extend(company);
                    }
                    None => shares.push((vec![*member], company)),
                }
            }
            divided.extend(shares.into_iter().map(|(mut share, _)| {
                share.sort();
                share
            }));
        }
        divided.sort_by_key(|share| (std::cmp::Reverse(share.len()), share[0]));
        divided
    }

    fn keys_of(&self, member: Member) -> &str {
        self.keys[member.article.0 as usize][member.local.0 as usize]
    }

    fn facts(&self, member: Member) -> Facts {
        let article = self.articles[member.article.0 as usize];
        let keys = &self.keys[member.article.0 as usize];
        let own = keys[member.local.0 as usize];
        let telling =
            |key: &&&str| !key.is_empty() && **key != own && self.common.get(**key).is_some_and(|n| *n <= self.limit);
        let mut company: BTreeSet<String> = keys.iter().filter(telling).map(|k| (*k).to_owned()).collect();
        // What it is, said in several words, is company too (*prime minister of Tarn*).
        let record = &article.entities[member.local.0 as usize];
        company.extend(record.kind.as_deref().map(fold).filter(|kind| kind.contains(' ')));
        let mut exclusive: BTreeMap<&'static str, BTreeSet<String>> = BTreeMap::new();
        for claim in article.claims.iter().filter(|c| !c.negated) {
            let about = claim.subject == member.local;
            match (&claim.object, claim.predicate.0.as_str()) {
                (Object::Entity(object), predicate) if about => {
                    let Some(key) = keys.get(object.0 as usize).filter(|k| !k.is_empty()) else { continue };
                    company.insert((*key).to_owned());
                    if predicate == "worksFor" {
                        exclusive.entry("worksFor").or_default().insert((*key).to_owned());
                    }
                }
                (Object::Entity(object), _) if *object == member.local => {
                    let subject = keys.get(claim.subject.0 as usize).filter(|k| !k.is_empty());
                    company.extend(subject.map(|k| (*k).to_owned()));
                }
                (Object::Date(date), "foundedOn") if about => {
                    exclusive.entry("foundedOn").or_default().insert(date.as_str().chars().take(4).collect());
                }
                _ => {}
            }
        }
        Facts { member, company, exclusive }
    }
}

/// Components that can be one thing.
struct Part {
    members: Vec<Member>,
    exclusive: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Part {
    fn of(component: Vec<usize>, facts: &[Facts]) -> Self {
        let mut part = Self { members: Vec::new(), exclusive: BTreeMap::new() };
        for i in component {
            part.members.push(facts[i].member);
            for (predicate, values) in &facts[i].exclusive {
                part.exclusive.entry(predicate).or_default().extend(values.iter().cloned());
            }
        }
        part
    }

    fn join(&mut self, other: Self) {
        self.members.extend(other.members);
        for (predicate, values) in other.exclusive {
            self.exclusive.entry(predicate).or_default().extend(values);
        }
    }

    /// True where the facts of the two are not those of one thing: other employers, or founding years at least three
    /// apart. Components have no party in common, by construction.
    fn excludes(&self, other: &Self) -> bool {
        self.exclusive.iter().any(|(predicate, mine)| {
            let Some(theirs) = other.exclusive.get(predicate) else { return false };
            match *predicate {
                "foundedOn" => mine.iter().all(|a| theirs.iter().all(|b| years_apart(a, b) >= 3)),
                _ => mine.is_disjoint(theirs),
            }
        })
    }
}

fn years_apart(a: &str, b: &str) -> i32 {
    match (a.parse::<i32>(), b.parse::<i32>()) {
        (Ok(a), Ok(b)) => (a - b).abs(),
        _ => 0,
    }
}

/// Members that share company, as components; by size and then by first member.
fn components(facts: &[Facts]) -> Vec<Vec<usize>> {
    let mut parent: Vec<usize> = (0..facts.len()).collect();
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (i, fact) in facts.iter().enumerate() {
        for key in &fact.company {
            let j = *first.entry(key).or_insert(i);
            let (a, b) = (root(&mut parent, i), root(&mut parent, j));
            parent[a.max(b)] = a.min(b);
        }
    }
    let mut by_root: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..facts.len() {
        let root = root(&mut parent, i);
        by_root.entry(root).or_default().push(i);
    }
    let mut list: Vec<Vec<usize>> = by_root.into_values().collect();
    list.sort_by_key(|c| (std::cmp::Reverse(c.len()), c[0]));
    list
}

/// The root of `i`, with its path halved.
pub(super) fn root(parent: &mut [usize], mut i: usize) -> usize {
    while parent[i] != i {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    i
}
