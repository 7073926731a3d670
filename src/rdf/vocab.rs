//! The terms that we write, as constants. Ours are defined in `ontology/glane.ttl`.

use oxrdf::NamedNodeRef;

macro_rules! terms {
    ($(#[$doc:meta])* $module:ident $namespace:literal { $($(#[$term_doc:meta])* $name:ident = $local:literal;)* }) => {
        $(#[$doc])*
        pub mod $module {
            use oxrdf::NamedNodeRef;

            /// The namespace.
            pub const NAMESPACE: &str = $namespace;
            $($(#[$term_doc])* pub const $name: NamedNodeRef<'static> =
                NamedNodeRef::new_unchecked(concat!($namespace, $local));)*
        }
    };
}

terms! {
    /// glane's own ontology.
    gl "https://w3id.org/glane/ontology#" {
        /// A news article.
        ARTICLE = "Article";
        /// How a text bounds an amount.
        BOUND = "bound";
        /// First day of a date.
        BEGIN = "begin";
        /// One of the two sides of a doubt or a conflict.
        BETWEEN = "between";
        /// True where a person accepted a statement.
        ACCEPTED = "accepted";
        /// How many articles mention an entity.
        ARTICLE_COUNT = "articleCount";
        /// The words of the text.
        AS_WRITTEN = "asWritten";
        /// Probability that a statement was read right.
        CONFIDENCE = "confidence";
        /// Two statements that disagree, as a node.
        CONFLICT = "Conflict";
        /// What a conflict is about.
        CONFLICT_ABOUT = "conflictAbout";
        /// How two statements disagree.
        CONFLICT_KIND = "conflictKind";
        /// From a statement to one that disagrees.
        CONFLICTS_WITH = "conflictsWith";
        /// An earlier article of nearly the same text.
        COPY_OF = "copyOf";
        /// A number of things.
        COUNT = "Count";
        /// A point or period in time.
        DATE = "Date";
        /// An article's name.
        DOCUMENT = "document";
        /// Two entities that may be one, as a node.
        DOUBTFUL_IDENTITY = "DoubtfulIdentity";
        /// An EDTF expression.
        EDTF = "edtf";
        /// Last day of a date.
        END = "end";
        /// The passage where something stands.
        EVIDENCE = "evidence";
        /// The giver or investor.
        FROM = "from";
        /// BLAKE3 of an article's bytes.
        HASH = "hash";
        /// From a merge to the entity that has both names.
        INTO = "into";
        /// The noun phrase that says what an entity is.
        KIND = "kind";
        /// An article that mentions an entity.
        MENTIONED_IN = "mentionedIn";
        /// Two names held to be one entity's, as a node.
        MERGE = "Merge";
        /// One of the two names of a merge.
        MERGED_NAME = "mergedName";
        /// The metric that changed.
        METRIC = "metric";
        /// Version of the analysis model.
        MODEL_VERSION = "modelVersion";
        /// A sum.
        MONEY = "Money";
        /// True where a proper name identifies an entity.
        NAMED = "named";
        /// True where articles deny a statement.
        NEGATED = "negated";
        /// What an object is a share of.
        OF = "of";
        /// Hash of ontology and lexicon.
        ONTOLOGY_HASH = "ontologyHash";
        /// Where an article was read from.
        ORIGIN = "origin";
        /// What a sum pays for.
        PER = "per";
        /// Hundredths.
        PERCENT = "Percent";
        /// Perhaps one thing.
        POSSIBLY_SAME = "possiblySame";
        /// As a qualifier: the sum at stake.
        PRICE = "price";
        /// The thing supplied.
        PRODUCT = "product";
        /// glane's version.
        PROGRAM_VERSION = "programVersion";
        /// Date of publication.
        PUBLISHED = "published";
        /// Why two names are, or may be, one.
        REASON = "reason";
        /// A position, as written.
        ROLE = "role";
        /// A build.
        RUN = "Run";
        /// Probability that two entities are one.
        SCORE = "score";
        /// What articles together say of one fact.
        STATEMENT = "Statement";
        /// How real the articles hold it.
        STATUS = "status";
        /// How many independent articles say so.
        SUPPORT = "support";
        /// The recipient or buyer.
        TO = "to";
        /// True where the currency is not written.
        UNIT_INFERRED = "unitInferred";
        /// When it happens or holds.
        WHEN = "when";
    }
}

terms! {
    /// Web Annotation, <https://www.w3.org/TR/annotation-vocab/>.
    oa "http://www.w3.org/ns/oa#" {
        /// A part of a source.
        SPECIFIC_RESOURCE = "SpecificResource";
        /// The whole of which a target is a part.
        HAS_SOURCE = "hasSource";
        /// Which part.
        HAS_SELECTOR = "hasSelector";
        /// By its words.
        TEXT_QUOTE_SELECTOR = "TextQuoteSelector";
        /// The words.
        EXACT = "exact";
        /// By its place.
        TEXT_POSITION_SELECTOR = "TextPositionSelector";
        /// First code point.
        START = "start";
        /// One past the last.
        END = "end";
    }
}

terms! {
    /// PROV-O, <https://www.w3.org/TR/prov-o/>.
    prov "http://www.w3.org/ns/prov#" {
        /// Something that took place.
        ACTIVITY = "Activity";
        /// The article that a statement was read from.
        WAS_DERIVED_FROM = "wasDerivedFrom";
        /// The source that an article names.
        WAS_ATTRIBUTED_TO = "wasAttributedTo";
        /// The run that made it.
        WAS_GENERATED_BY = "wasGeneratedBy";
    }
}

terms! {
    /// schema.org.
    schema "https://schema.org/" {
        /// A news article.
        NEWS_ARTICLE = "NewsArticle";
        /// Its headline.
        HEADLINE = "headline";
        /// Its outlet.
        PUBLISHER = "publisher";
        /// Its date.
        DATE_PUBLISHED = "datePublished";
        /// Its language.
        IN_LANGUAGE = "inLanguage";
        /// A sum.
        MONETARY_AMOUNT = "MonetaryAmount";
        /// A number with a unit.
        QUANTITATIVE_VALUE = "QuantitativeValue";
        /// The number.
        VALUE = "value";
        /// ISO 4217.
        CURRENCY = "currency";
        /// The counted noun.
        UNIT_TEXT = "unitText";
        /// UN/CEFACT code; P1 for per cent.
        UNIT_CODE = "unitCode";
    }
}

terms! {
    /// SKOS, <https://www.w3.org/TR/skos-reference/>.
    skos "http://www.w3.org/2004/02/skos/core#" {
        /// The name to show.
        PREF_LABEL = "prefLabel";
        /// Another name.
        ALT_LABEL = "altLabel";
    }
}

terms! {
    /// OWL-Time, <https://www.w3.org/TR/owl-time/>.
    time "http://www.w3.org/2006/time#" {
        /// A period of days.
        PROPER_INTERVAL = "ProperInterval";
        /// A point; here a day.
        INSTANT = "Instant";
        /// Its first instant.
        HAS_BEGINNING = "hasBeginning";
        /// Its last instant.
        HAS_END = "hasEnd";
        /// The day.
        IN_XSD_DATE = "inXSDDate";
    }
}

/// RDF 1.2: from a reifier to the triple that it is about.
pub const REIFIES: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies");

/// From an entity to the same thing elsewhere; only where a person says so.
pub const SAME_AS: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/2002/07/owl#sameAs");

/// Datatype of EDTF expressions, as the Library of Congress names it.
pub const EDTF_DATATYPE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://id.loc.gov/datatypes/edtf/EDTF");

/// Namespace of predicates that the ontology does not define (`open:` and a verb).
pub const OPEN: &str = "https://w3id.org/glane/open#";

/// Prefixes under which our files abbreviate, and which queries need not declare; sorted.
pub const PREFIXES: &[(&str, &str)] = &[
    ("edtf", "http://id.loc.gov/datatypes/edtf/"),
    ("gl", gl::NAMESPACE),
    ("oa", oa::NAMESPACE),
    ("open", OPEN),
    ("org", "http://www.w3.org/ns/org#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", prov::NAMESPACE),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", schema::NAMESPACE),
    ("skos", skos::NAMESPACE),
    ("time", time::NAMESPACE),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Prefixes of our own things, by the path below the base; sorted.
pub const PATHS: &[(&str, &str)] = &[
    ("article", "article/"),
    ("conflict", "conflict/"),
    ("day", "day/"),
    ("doubt", "doubt/"),
    ("id", "id/"),
    ("passage", "passage/"),
    ("st", "statement/"),
    ("value", "value/"),
    ("when", "when/"),
];
