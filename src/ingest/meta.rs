//! What stands beside an article: `NAME.meta`, as `key: value` lines or as a JSON object.

use serde_json::{Map, Value};

use super::{Document, Raw};
use crate::diagnostic::{Diagnostic, Severity};
use crate::value::Edtf;

/// The names under which feeds and archives keep the same field, the plainest first.
const DATE: &[&str] = &["date", "published", "date_published", "datePublished", "published_at", "pubDate"];
const SOURCE: &[&str] = &["source", "publisher", "outlet", "site", "site_name"];
const TITLE: &[&str] = &["title", "headline"];
const LANGUAGE: &[&str] = &["language", "lang", "inLanguage"];

/// The fields of a `.meta` file, read leniently; a line that is no field is named.
pub(super) fn parse(raw: &Raw<'_>, bytes: &[u8], diagnostics: &mut Vec<Diagnostic>) -> Map<String, Value> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with('{') {
        match serde_json::from_str(text) {
            Ok(Value::Object(fields)) => return fields,
            Ok(_) => {}
            Err(fault) => {
                let found = raw.fault(Severity::Warning, "I007", format!("its .meta file is not valid JSON: {fault}"));
                diagnostics.push(found.help("write `key: value` lines or one JSON object"));
            }
        }
        return Map::new();
    }
    let mut fields = Map::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match line.split_once(':') {
            Some((key, value)) => {
                fields.insert(key.trim().to_lowercase(), Value::String(value.trim().to_owned()));
            }
            None => {
                let message = format!("line {} of its .meta file is not `key: value`", number + 1);
                diagnostics.push(raw.fault(Severity::Warning, "I007", message));
            }
        }
    }
    fields
}

/// Sets what `fields` tell; what they do not tell stays as it was.
pub(super) fn apply(doc: &mut Document, fields: &Map<String, Value>, diagnostics: &mut Vec<Diagnostic>) {
    doc.source = string(fields, SOURCE).or(doc.source.take());
    doc.title = string(fields, TITLE).or(doc.title.take());
    if let Some(language) = string(fields, LANGUAGE) {
        doc.language = language;
    }
    if let Some(text) = string(fields, DATE) {
        match date(&text) {
            Some(date) => doc.published = Some(date),
            None => {
                let message = format!("its date `{text}` is not one that is understood");
                let fault = Diagnostic::new(Severity::Warning, "I007", &doc.origin, message);
                diagnostics.push(fault.help("write it as 2022, 2022-08 or 2022-08-05"));
            }
        }
    }
}

/// The first of the named fields that holds text; an object (schema.org's `publisher`) counts by its `name`.
pub(super) fn string(fields: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().filter_map(|name| fields.get(*name)).find_map(|value| match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(inner) => inner.get("name").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    })
}

/// EDTF, the day of an ISO 8601 or SQL time stamp, or the day of an RFC 2822 date (RSS).
fn date(text: &str) -> Option<Edtf> {
    let day = text.get(..10).filter(|_| text[10..].starts_with(['T', ' ']));
    Edtf::parse(day.unwrap_or(text)).ok().or_else(|| {
        let mut parts = text.split([' ', ',']).filter(|part| !part.is_empty()).skip_while(|p| p.parse::<u8>().is_err());
        let (day, month, year) = (parts.next()?.parse::<u8>().ok()?, parts.next()?, parts.next()?);
        const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let month = MONTHS.iter().position(|name| month.starts_with(name))? + 1;
        Edtf::parse(&format!("{year}-{month:02}-{day:02}")).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(meta: &str) -> (Map<String, Value>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        (parse(&Raw::new("a.txt", b"x"), meta.as_bytes(), &mut diagnostics), diagnostics)
    }

    #[test]
    fn lines_and_json_say_the_same() {
        let (lines, _) = fields("Date: 2022-08-05\nsource: Le Courrier: édition du soir\n\n");
        let (json, _) = fields(r#"{"date":"2022-08-05","source":"Le Courrier: édition du soir"}"#);
        assert_eq!(lines, json);
        assert_eq!(string(&json, SOURCE).as_deref(), Some("Le Courrier: édition du soir"));
    }

    #[test]
    fn what_is_no_field_is_named() {
        assert_eq!(fields("date 2022").1.len(), 1);
        assert_eq!(fields("{\"date\":").1.len(), 1);
    }

    #[test]
    fn dates_of_feeds_and_archives_are_understood() {
        for (text, want) in [
            ("2022-08", Some("2022-08")),
            ("2022-08-05T10:00:00Z", Some("2022-08-05")),
            ("2022-08-05 10:00", Some("2022-08-05")),
            ("Fri, 05 Aug 2022 10:00:00 +0200", Some("2022-08-05")),
            ("5 Aug 2022", Some("2022-08-05")),
            ("hier", None),
            ("2022-88", None),
            ("éééééééééé", None),
        ] {
            assert_eq!(date(text).as_ref().map(Edtf::as_str), want, "{text}");
        }
    }
}
