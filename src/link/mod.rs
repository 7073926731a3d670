//! A client of the W3C Reconciliation Service API (<https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/>):
//! names in, candidates with scores out.
//!
//! In: questions (a name, a type of the service). Out: for each its candidates, best first. Decides nothing.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::remote::{Client, Method, RemoteError, encode};

/// Questions a request.
const BATCH: usize = 10;

/// What a service says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    url: String,
    /// Its name.
    pub name: String,
    space: String,
    view: Option<String>,
}

/// What is asked of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The name.
    pub name: String,
    /// The service's type, where the thing must have one.
    pub class: Option<String>,
}

/// What may be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Its IRI.
    pub iri: String,
    /// Its name there.
    pub name: String,
    /// In the service's own measure.
    pub score: f64,
    /// True where the service itself is sure.
    pub sure: bool,
}

/// Why there are none.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LinkError {
    /// The server.
    #[error(transparent)]
    Remote(#[from] RemoteError),
    /// The answer is another than the API's.
    #[error(
        "{url}: this is no reconciliation service: {fault}\n  help: give the address that the service's documentation calls its endpoint"
    )]
    Protocol {
        /// Whom.
        url: String,
        /// What is wrong.
        fault: String,
    },
}

/// One candidate as the API writes it.
#[derive(Deserialize)]
struct Raw {
    id: Value,
    #[serde(default)]
    name: String,
    #[serde(default)]
    score: f64,
    #[serde(default, rename = "match")]
    sure: bool,
}

#[derive(Deserialize)]
struct Answer {
    result: Vec<Raw>,
}

impl Service {
    /// Asks a service what it is.
    ///
    /// # Errors
    /// Where nobody answers, or not as a reconciliation service.
    pub fn open(client: &Client, url: &str) -> Result<Self, LinkError> {
        let text = client.send(Method::Get, url, "application/json", &[])?;
        let fault = |fault: String| LinkError::Protocol { url: url.to_owned(), fault };
        let manifest: Value = serde_json::from_str(&text).map_err(|e| fault(e.to_string()))?;
        let word = |value: &Value| value.as_str().map(str::to_owned);
        let name = word(&manifest["name"]).ok_or_else(|| fault("its manifest has no name".to_owned()))?;
        let space = word(&manifest["identifierSpace"]).unwrap_or_default();
        Ok(Self { url: url.to_owned(), name, space, view: word(&manifest["view"]["url"]) })
    }

    /// The candidates of each question, at most so many, best first; `progress` hears how many are answered.
    ///
    /// # Errors
    /// Where the service does not answer, or not as the API says.
    pub fn ask(
        &self,
        client: &Client,
        questions: &[Question],
        limit: usize,
        progress: &mut dyn FnMut(usize),
    ) -> Result<Vec<Vec<Candidate>>, LinkError> {
        let mut all = Vec::new();
        for batch in questions.chunks(BATCH) {
            let query = |question: &Question| match &question.class {
                Some(class) => json!({"query": question.name, "type": class, "limit": limit}),
                None => json!({"query": question.name, "limit": limit}),
            };
            let queries: BTreeMap<String, Value> =
                batch.iter().enumerate().map(|(i, question)| (format!("q{i}"), query(question))).collect();
            let body = format!("queries={}", encode(&json!(queries).to_string()));
            let text = client.send(Method::Post, &self.url, "application/x-www-form-urlencoded", body.as_bytes())?;
            let mut answers: BTreeMap<String, Answer> = serde_json::from_str(&text)
                .map_err(|e| LinkError::Protocol { url: self.url.clone(), fault: e.to_string() })?;
            for i in 0..batch.len() {
                let raw = answers.remove(&format!("q{i}")).map(|answer| answer.result).unwrap_or_default();
                all.push(self.candidates(raw, limit));
            }
            progress(all.len());
        }
        Ok(all)
    }

    fn candidates(&self, raw: Vec<Raw>, limit: usize) -> Vec<Candidate> {
        let candidate = |raw: Raw| {
            let id = match raw.id {
                Value::String(id) => id,
                other => other.to_string(),
            };
            Some(Candidate { iri: self.iri(&id)?, name: raw.name, score: raw.score, sure: raw.sure })
        };
        let mut found: Vec<Candidate> = raw.into_iter().filter_map(candidate).collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.iri.cmp(&b.iri)));
        found.truncate(limit);
        found
    }

    /// The IRI of an identifier: itself, or below the identifier space, or the page that shows it.
    fn iri(&self, id: &str) -> Option<String> {
        let joined = |space: &str| format!("{space}{}", if space.is_empty() { id.to_owned() } else { encode(id) });
        let shown = self.view.as_ref().map(|view| view.replace("{{id}}", &encode(id)));
        // A space that is no place for names (a page about a vocabulary) does not end in a separator.
        let below = Some(joined(&self.space)).filter(|_| self.space.ends_with(['/', '#', '=', ':']));
        let all = [Some(id.to_owned()), below, shown];
        all.into_iter().flatten().find(|iri| iri.contains(':') && oxrdf::NamedNode::new(iri).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(space: &str, view: Option<&str>) -> Service {
        let (url, name) = ("http://localhost/".to_owned(), "x".to_owned());
        Service { url, name, space: space.to_owned(), view: view.map(str::to_owned) }
    }

    #[test]
    fn identifiers_become_iris() {
        let wikidata = service("http://www.wikidata.org/entity/", Some("https://www.wikidata.org/wiki/{{id}}"));
        assert_eq!(wikidata.iri("Q1").as_deref(), Some("http://www.wikidata.org/entity/Q1"));
        assert_eq!(wikidata.iri("http://kb.example/1").as_deref(), Some("http://kb.example/1"));
        assert_eq!(wikidata.iri("a b>").as_deref(), Some("http://www.wikidata.org/entity/a%20b%3E"));
        let other = service("http://vocab.example/about", Some("http://kb.example/show?id={{id}}"));
        assert_eq!(other.iri("7").as_deref(), Some("http://kb.example/show?id=7"));
        assert_eq!(service("", None).iri("7"), None);
    }

    #[test]
    fn candidates_come_best_first() {
        let answer: Answer = serde_json::from_value(json!({"result": [
            {"id": "a", "name": "A", "score": 20, "match": false},
            {"id": 7, "name": "B", "score": 90.5, "match": true, "type": [{"id": "t", "name": "T"}]}]}))
        .expect("it is of the API");
        let found = service("http://kb.example/", None).candidates(answer.result, 5);
        assert_eq!(
            found.iter().map(|c| (c.iri.as_str(), c.sure)).collect::<Vec<_>>(),
            [("http://kb.example/7", true), ("http://kb.example/a", false)]
        );
    }
}
