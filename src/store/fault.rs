//! What is wrong with a query, for the person who wrote it.
//!
//! The parser answers with every token that it would have taken, character classes included; that says little. Here the
//! line is shown with a mark under the place, the commonest mistakes are named, and of the expectations only those that
//! a person can type are listed.

use crate::ontology::did_you_mean;

/// Most expectations that are listed.
const MOST: usize = 6;
/// So a query can begin.
const FORMS: &[&str] = &["SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE"];

/// The message for a person: what and where, the line, a way out.
pub(super) fn explain(sparql: &str, message: &str, prefixes: &[&str]) -> String {
    let Some(((line, column), rest)) = place(message) else {
        return format!("this is not SPARQL: {message}\n  help: see `glane query --help` for examples");
    };
    let (line, column) = if misbegun(sparql, line) { begin(sparql) } else { (line, column) };
    let (fault, help) = diagnose(sparql, line, column, rest, prefixes);
    let shown = sparql.lines().nth(line - 1).unwrap_or_default();
    let marker: String = shown.chars().take(column - 1).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
    format!("line {line}, column {column}: {fault}\n    {shown}\n    {marker}^\n  help: {help}")
}

/// `error at 1:29: expected one of …` → place and the rest.
fn place(message: &str) -> Option<((usize, usize), &str)> {
    let (_, rest) = message.split_once("error at ")?;
    let mut parts = rest.splitn(3, ':');
    let line = parts.next()?.trim().parse().ok()?;
    let column = parts.next()?.trim().parse().ok()?;
    Some(((line, column), parts.next()?.trim())).filter(|((l, c), _): &((usize, usize), _)| *l > 0 && *c > 0)
}

/// True where the fault is the first word: no form of query begins so.
fn misbegun(sparql: &str, line: usize) -> bool {
    let first = sparql.split_whitespace().next().unwrap_or_default();
    let begins = |form: &&str| first.get(..form.len()).is_some_and(|head| head.eq_ignore_ascii_case(form));
    line <= begin(sparql).0 && !first.is_empty() && !first.starts_with('#') && !FORMS.iter().any(begins)
}

/// Line and column of the first word.
fn begin(sparql: &str) -> (usize, usize) {
    let blank = sparql.len() - sparql.trim_start().len();
    let before = &sparql[..blank];
    (before.matches('\n').count() + 1, before.rsplit('\n').next().unwrap_or_default().chars().count() + 1)
}

fn diagnose(sparql: &str, line: usize, column: usize, rest: &str, prefixes: &[&str]) -> (String, String) {
    let before: String = sparql.lines().nth(line - 1).unwrap_or_default().chars().take(column - 1).collect();
    let after: String = sparql.lines().nth(line - 1).unwrap_or_default().chars().skip(column - 1).collect();
    let later = sparql.lines().skip(line).any(|l| !l.trim().is_empty());
    if rest.contains("Prefix not found") {
        let start = before.rfind(|c: char| !(c.is_alphanumeric() || matches!(c, ':' | '-' | '_' | '.')));
        let token = &before[start.map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8))..];
        let token = if token.contains(':') { token.to_owned() } else { format!("{token}{after}") };
        let prefix = token.split(':').next().unwrap_or_default();
        let near = did_you_mean(prefix, prefixes.iter().copied()).map(|n| format!("{n} Else ")).unwrap_or_default();
        let fault = format!("the prefix `{prefix}:` is not declared");
        return (fault, format!("{near}declare it: `PREFIX {prefix}: <…>`. Preset are {}", prefixes.join(":, ") + ":"));
    }
    let first = sparql.split_whitespace().next().unwrap_or_default();
    if sparql.trim().is_empty() {
        return ("the query is empty".to_owned(), "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE".to_owned());
    }
    if misbegun(sparql, line) {
        let near = did_you_mean(&first.to_uppercase(), FORMS.iter().copied()).unwrap_or_default();
        let fault = format!("a query does not begin with `{}`", clipped(first));
        return (fault, format!("it begins with SELECT, ASK, CONSTRUCT or DESCRIBE; {near}"));
    }
    let found = after.split_whitespace().next().map(clipped);
    let fault = match &found {
        Some(token) => format!("`{token}` cannot stand here"),
        None if later => "the line cannot end here".to_owned(),
        None => "the query ends too early".to_owned(),
    };
    let opened = sparql.matches('{').count() > sparql.matches('}').count();
    if opened && !later && after.trim().is_empty() {
        return (fault, "a `{` is not closed: `}` is missing".to_owned());
    }
    if found.is_none() && !later {
        let fault = "a pattern before the end is not complete".to_owned();
        return (
            fault,
            "a pattern is `?subject predicate ?object`; FILTER, OPTIONAL and BIND have brackets".to_owned(),
        );
    }
    let expected = expectations(rest);
    let help = if expected.is_empty() {
        "see `glane query --help` for examples".to_owned()
    } else {
        format!("{} could stand here", expected.join(" or "))
    };
    (fault, help)
}

/// Of what the parser lists, what a person can type: quoted tokens and keywords, the longer first.
fn expectations(rest: &str) -> Vec<String> {
    let list = rest.trim_start_matches("expected one of").trim_start_matches("expected");
    let known = |item: &&str| {
        let bare = item.trim_matches('"');
        let keyword = bare.len() > 1 && bare.chars().all(|c| c.is_ascii_uppercase() || c == ' ');
        let sign = item.starts_with('"') && matches!(bare, "." | ";" | "{" | "}" | "(" | ")" | "?" | "]" | ":");
        keyword || sign
    };
    let mut items: Vec<String> =
        list.split(", ").map(str::trim).filter(known).map(|item| format!("`{}`", item.trim_matches('"'))).collect();
    items.sort_by_key(|item| std::cmp::Reverse(item.len()));
    items.truncate(MOST);
    items
}

fn clipped(token: &str) -> String {
    let mut out: String = token.chars().take(24).collect();
    if out.len() < token.len() {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn explained(sparql: &str) -> String {
        let fault = oxigraph::sparql::SparqlEvaluator::new().parse_query(sparql).map(|_| ());
        explain(sparql, &fault.expect_err("it is wrong").to_string(), &["gl", "schema"])
    }

    #[test]
    fn the_place_the_fault_and_the_way_out_are_told() {
        assert_eq!(
            explained("SELEC ?x { ?x ?y ?z }"),
            "line 1, column 1: a query does not begin with `SELEC`\n    SELEC ?x { ?x ?y ?z }\n    ^\n  \
             help: it begins with SELECT, ASK, CONSTRUCT or DESCRIBE; did you mean `SELECT`?"
        );
        assert_eq!(
            explained("SELECT ?x {\n  ?x shema:name ?y }"),
            "line 2, column 16: the prefix `shema:` is not declared\n      ?x shema:name ?y }\n                   ^\n  \
             help: did you mean `schema`? Else declare it: `PREFIX shema: <…>`. Preset are gl:, schema:"
        );
        assert_eq!(
            explained("SELECT ?x { ?x <urn:y> ?z"),
            "line 1, column 26: the query ends too early\n    SELECT ?x { ?x <urn:y> ?z\n                             ^\n  \
             help: a `{` is not closed: `}` is missing"
        );
        assert_eq!(
            explained("SELECT ?x { ?x ?y }"),
            "line 1, column 20: a pattern before the end is not complete\n    SELECT ?x { ?x ?y }\n                       ^\n  \
             help: a pattern is `?subject predicate ?object`; FILTER, OPTIONAL and BIND have brackets"
        );
    }

    #[test]
    fn no_text_makes_it_fail() {
        for sparql in ["", " ", "é", "\n\n:", "SELECT", "SELECT é: {", "ASK { é:é é:é }", "#x\nASK { \u{1f642} }"]
        {
            assert!(explained(sparql).contains("help:"), "{sparql:?}");
        }
    }
}
