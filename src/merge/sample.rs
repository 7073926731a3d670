//! Hand-made articles about invented parties, for the tests of merge and of what comes after it.

use crate::claim::{
    ArticleClaims, Claim, ClaimId, EntityMention, EntityRecord, Evidence, FrameTrace, Object, Qualifiers, Status,
};
use crate::ingest::DocumentId;
use crate::mention::{LocalEntityId, MentionForm};
use crate::ontology::{Aspect, EntityType, Ontology, Predicate, PredicateId, TypeId, ValueKind};
use crate::value::{Bound, Edtf, Quantity, Unit};

/// An article in the making.
pub(crate) struct Draft(pub(crate) ArticleClaims);

/// Begins an article.
pub(crate) fn article(name: &str) -> Draft {
    Draft(ArticleClaims {
        document: DocumentId(name.to_owned()),
        origin: format!("{name}.txt"),
        title: None,
        source: None,
        published: None,
        language: "fr".to_owned(),
        hash: blake3::hash(name.as_bytes()).to_hex().to_string(),
        shingles: Vec::new(),
        entities: Vec::new(),
        claims: Vec::new(),
    })
}

impl Draft {
    /// Its outlet and date.
    pub(crate) fn published(mut self, source: &str, date: &str) -> Self {
        self.0.source = Some(source.to_owned());
        self.0.published = Some(edtf(date));
        self
    }

    /// Something with a proper name, and other proper names for it.
    pub(crate) fn named(mut self, class: &str, label: &str, aliases: &[&str]) -> Self {
        let names: Vec<String> = std::iter::once(label).chain(aliases.iter().copied()).map(str::to_owned).collect();
        self.push(class, label, names.clone(), names, true);
        self
    }

    /// Something without.
    pub(crate) fn nameless(mut self, class: &str, label: &str) -> Self {
        self.push(class, label, vec![label.to_owned()], Vec::new(), false);
        self
    }

    fn push(&mut self, class: &str, label: &str, names: Vec<String>, proper_names: Vec<String>, named: bool) {
        let start = self.0.entities.len() as u32 * 40;
        let end = start + label.chars().count() as u32;
        let form = if named { MentionForm::Name } else { MentionForm::Nominal };
        self.0.entities.push(EntityRecord {
            label: label.to_owned(),
            names,
            proper_names,
            entity_type: TypeId(class.to_owned()),
            kind: None,
            named,
            mentions: vec![EntityMention { start, end, form }],
        });
    }

    /// What the last named thing is.
    pub(crate) fn kind(mut self, kind: &str) -> Self {
        self.0.entities.last_mut().expect("something was named").kind = Some(kind.to_owned());
        self
    }

    /// A claim between two labels; an object that is no label is a date.
    pub(crate) fn says(self, subject: &str, predicate: &str, object: &str) -> Self {
        let object = self.find(object).map_or_else(|| Object::Date(edtf(object)), Object::Entity);
        self.claim(subject, predicate, object)
    }

    /// A claim of an amount.
    pub(crate) fn counts(self, subject: &str, predicate: &str, amount: Quantity) -> Self {
        self.claim(subject, predicate, Object::Quantity(amount))
    }

    /// Changes the last claim.
    pub(crate) fn with(mut self, change: impl FnOnce(&mut Claim)) -> Self {
        change(self.0.claims.last_mut().expect("something was claimed"));
        self
    }

    /// The article.
    pub(crate) fn done(self) -> ArticleClaims {
        self.0
    }

    fn find(&self, label: &str) -> Option<LocalEntityId> {
        self.0.entities.iter().position(|e| e.label == label).map(|i| LocalEntityId(i as u32))
    }

    fn claim(mut self, subject: &str, predicate: &str, object: Object) -> Self {
        let id = self.find(subject).expect("the subject was named");
        let number = self.0.claims.len() as u32;
        let quote = format!("{subject} {predicate} …");
        let start = 1000 + number * 100;
        let end = start + quote.chars().count() as u32;
        self.0.claims.push(Claim {
            id: ClaimId(format!("{}-{number}", self.0.document.0)),
            subject: id,
            predicate: PredicateId(predicate.to_owned()),
            object,
            qualifiers: Qualifiers::default(),
            status: Status::Actual,
            negated: false,
            attributed_to: Vec::new(),
            evidence: vec![Evidence { start, end, quote, prefix: String::new(), suffix: String::new() }],
            confidence: 0.8,
            trace: FrameTrace::default(),
        });
        self
    }
}

/// A valid date.
pub(crate) fn edtf(text: &str) -> Edtf {
    Edtf::parse(text).expect("tests write valid dates")
}

/// Money.
pub(crate) fn money(value: f64, code: &str, bound: Bound) -> Quantity {
    let unit = Unit::Money(Some(code.to_owned()));
    Quantity { value: Some(value), unit, bound, text: format!("{value} {code}"), per: None, unit_inferred: false }
}

/// A count of things.
pub(crate) fn many(value: f64, noun: &str, bound: Bound) -> Quantity {
    let unit = Unit::Count(Some(noun.to_owned()));
    Quantity { value: Some(value), unit, bound, text: format!("{value} {noun}"), per: None, unit_inferred: false }
}

/// A small ontology.
pub(crate) fn ontology() -> Ontology {
    let mut ontology = Ontology::default();
    for (class, parents) in [
        ("Entity", &[][..]),
        ("Org", &["Entity"]),
        ("Person", &["Entity"]),
        ("Place", &["Entity"]),
        ("Company", &["Org"]),
        ("Organization", &["Org"]),
        ("Media", &["Org"]),
        ("Product", &["Entity"]),
        ("Service", &["Entity"]),
    ] {
        let id = TypeId(class.to_owned());
        let parents = parents.iter().map(|p| TypeId((*p).to_owned())).collect();
        ontology.types.insert(id.clone(), EntityType { id, labels: label(class), parents });
    }
    use Aspect::{Event, State};
    for (name, functional, symmetric, aspect, values) in [
        ("acquires", false, false, Event, &[][..]),
        ("founds", false, false, Event, &[]),
        ("worksFor", false, false, State, &[]),
        ("partnersWith", false, true, State, &[]),
        ("makes", false, false, State, &[]),
        ("basedIn", true, false, State, &[]),
        ("leaves", false, false, Event, &[]),
        ("succeeds", false, false, Event, &[]),
        ("laysOff", false, false, Event, &[ValueKind::Count]),
        ("loses", false, false, Event, &[ValueKind::Money]),
        ("revenue", true, false, State, &[ValueKind::Money]),
        ("employeeCount", true, false, State, &[ValueKind::Count]),
        ("foundedOn", true, false, Event, &[ValueKind::Date]),
    ] {
        let id = PredicateId(name.to_owned());
        let predicate = Predicate {
            id: id.clone(),
            labels: label(name),
            domain: Vec::new(),
            range: Vec::new(),
            values: values.to_vec(),
            symmetric,
            inverse: None,
            functional,
            foretold: false,
            over_period: false,
            aspect,
        };
        ontology.predicates.insert(id, predicate);
    }
    ontology
}

fn label(name: &str) -> std::collections::BTreeMap<String, String> {
    std::iter::once(("en".to_owned(), name.to_lowercase())).collect()
}

/// Two small articles with a deal, a doubt, a contradiction, a denial and a figure.
pub(crate) fn articles() -> Vec<ArticleClaims> {
    let a = article("tarn-1")
        .published("Le Courrier du Nord", "2024-03-02")
        .named("Company", "Tarn Vallis", &["Tarn"])
        .named("Company", "Corvinelle", &[])
        .named("Person", "Edma Ferrand", &["Ferrand"])
        .kind("patronne de Tarn")
        .named("Media", "Gazette du Littoral", &[])
        .nameless("Place", "usine de Morne")
        .says("Tarn Vallis", "acquires", "Corvinelle")
        .with(|c| {
            c.status = Status::Planned;
            c.qualifiers.price = Some(money(39e6, "EUR", Bound::About));
            c.qualifiers.when = Some(edtf("../2024-12-31"));
            c.attributed_to = vec!["Gazette du Littoral".to_owned()];
            c.evidence[0].prefix = "Selon la Gazette, ".to_owned();
        })
        .says("Edma Ferrand", "worksFor", "Tarn Vallis")
        .with(|c| c.qualifiers.role = Some("présidente".to_owned()))
        .counts("Tarn Vallis", "loses", money(4e6, "EUR", Bound::Exact))
        .with(|c| c.qualifiers.when = Some(edtf("2023")))
        .says("Tarn Vallis", "makes", "usine de Morne")
        .with(|c| c.negated = true);
    let b = article("tarn-2")
        .published("L'Écho", "2024-05")
        .named("Company", "Tarn Vallis", &[])
        .named("Company", "Corvinelle", &[])
        .named("Person", "Elma Ferrand", &[])
        .kind("patronne de Tarn")
        .says("Tarn Vallis", "acquires", "Corvinelle")
        .says("Elma Ferrand", "worksFor", "Tarn Vallis")
        .with(|c| c.qualifiers.role = Some("présidente".to_owned()))
        .counts("Tarn Vallis", "loses", money(4e6, "USD", Bound::Exact))
        .with(|c| c.qualifiers.when = Some(edtf("2023")))
        .counts("Corvinelle", "employeeCount", many(120.0, "salarié", Bound::MoreThan))
        .with(|c| c.status = Status::Possible);
    vec![a.done(), b.done()]
}

/// The graph of [`articles`].
pub(crate) fn graph() -> super::Graph {
    super::merge(&articles(), &ontology(), &super::Curation::default())
}

/// A graph whose names try to break out of every format.
pub(crate) fn hostile() -> super::Graph {
    let names = [
        "A\"B\\N' ;--",
        "<b>&amp;</b>]]>",
        "=cmd|'/C x'!A0",
        "ligne\nretour\ttab\r",
        "\u{202e}gauche\u{200f} 🙂 e\u{301}",
        "`) DETACH DELETE n //",
        "\u{1}\u{b}contrôle",
    ];
    let mut draft = article("x\"y\\z <&>").named("Company", "Tarn", &[]);
    for name in names {
        draft = draft.named("Company", name, &[]).says("Tarn", "acquires", name);
        draft = draft.with(|c| c.qualifiers.role = Some(name.to_owned()));
        draft = draft.with(|c| c.evidence[0].quote = name.to_owned());
    }
    super::merge(&[draft.done()], &ontology(), &super::Curation::default())
}
