//! The names by which the program speaks of RDF terms: `gl:acquires`, `ontolex:writtenRep`.

use std::borrow::Cow;

/// The ontology's own namespace.
pub const GL: &str = "https://w3id.org/glane/ontology#";
/// The lexicon vocabulary's namespace: frames, slots, cues.
pub const LX: &str = "https://w3id.org/glane/lexicon#";
/// Under it each language has the namespace of its entries: `fr#` is written `fr:`.
const LANGUAGES: &str = "https://w3id.org/glane/lexicon/";

/// Prefixes of the vocabularies that the ontology speaks, by name.
pub const PREFIXES: &[(&str, &str)] = &[
    ("dcterms", "http://purl.org/dc/terms/"),
    ("gl", GL),
    ("lexinfo", "http://www.lexinfo.net/ontology/3.0/lexinfo#"),
    ("lime", "http://www.w3.org/ns/lemon/lime#"),
    ("lx", LX),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("ontolex", "http://www.w3.org/ns/lemon/ontolex#"),
    ("org", "http://www.w3.org/ns/org#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("qudt", "http://qudt.org/schema/qudt/"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("sh", "http://www.w3.org/ns/shacl#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("synsem", "http://www.w3.org/ns/lemon/synsem#"),
    ("time", "http://www.w3.org/2006/time#"),
    ("wd", "http://www.wikidata.org/entity/"),
    ("wdt", "http://www.wikidata.org/prop/direct/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// `http://www.w3.org/ns/lemon/ontolex#Word` → `ontolex:Word`; an IRI of no known namespace stays whole.
pub fn compact(iri: &str) -> String {
    if let Some((language, name)) = iri.strip_prefix(LANGUAGES).and_then(|rest| rest.split_once('#')) {
        return format!("{language}:{name}");
    }
    let known = PREFIXES.iter().find_map(|(prefix, namespace)| Some((prefix, iri.strip_prefix(namespace)?)));
    known.map_or_else(|| iri.to_owned(), |(prefix, local)| format!("{prefix}:{local}"))
}

/// The inverse of [`compact`] for the known vocabularies; anything else stays as it is.
pub fn expand(name: &str) -> Cow<'_, str> {
    let known = name.split_once(':').and_then(|(prefix, local)| {
        let (_, namespace) = PREFIXES.iter().find(|(p, _)| *p == prefix)?;
        Some(format!("{namespace}{local}"))
    });
    known.map_or(Cow::Borrowed(name), Cow::Owned)
}

/// The part of a compact name or IRI that a person would call it by: `gl:acquires` → `acquires`.
pub fn local(name: &str) -> &str {
    name.rsplit(['#', '/', ':']).next().unwrap_or(name)
}

/// The id of an ontology term: its local name in `gl:`, else its full IRI.
pub fn term_id(name: &str) -> String {
    name.strip_prefix("gl:").map_or_else(|| expand(name).into_owned(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_compact_and_expand() {
        for (prefix, namespace) in PREFIXES {
            let iri = format!("{namespace}x");
            assert_eq!(compact(&iri), format!("{prefix}:x"));
            assert_eq!(expand(&compact(&iri)), iri);
        }
        assert_eq!(compact("https://w3id.org/glane/lexicon/fr#racheter-v"), "fr:racheter-v");
        assert_eq!(compact("https://example.org/a#b"), "https://example.org/a#b");
        assert_eq!(term_id("gl:acquires"), "acquires");
        assert_eq!(term_id("schema:name"), "https://schema.org/name");
        assert_eq!(local("https://example.org/a#b"), "b");
    }
}
