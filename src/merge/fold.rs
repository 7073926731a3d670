//! Names as keys: what two spellings of one name have in common.

use unicode_normalization::UnicodeNormalization;

/// A name without case, accents and punctuation, words apart by one space (*Kestrin-Raab* and *KESTRIN + RAAB* are one).
///
/// Compatibility decomposition (NFKD), marks dropped, apostrophes and full stops dropped without a gap, all else that
/// is neither letter nor digit a gap. Letters that do not decompose but are written without their stroke or dot
/// elsewhere (ı, ł, ø, æ) count as their plain neighbours.
pub(crate) fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut gap = false;
    for c in name.nfkd().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            push_plain(&mut out, c);
        } else if !is_mark(c) && !matches!(c, '\'' | '’' | 'ʼ' | '‘' | '.') {
            gap = true;
        }
    }
    out
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c) || ('\u{200b}'..='\u{200f}').contains(&c) || c == '\u{ad}'
}

fn push_plain(out: &mut String, c: char) {
    match c {
        'ı' => out.push('i'),
        'ł' => out.push('l'),
        'ø' => out.push('o'),
        'đ' | 'ð' => out.push('d'),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'ß' => out.push_str("ss"),
        'þ' => out.push_str("th"),
        c => out.push(c),
    }
}

/// A name as the last part of an IRI: its folded words joined by hyphens, at most 80 code points, never empty.
pub(super) fn slug(name: &str) -> String {
    let words: String = fold(name).chars().map(|c| if c == ' ' { '-' } else { c }).nfc().take(80).collect();
    let words = words.trim_end_matches('-');
    if words.is_empty() { "x".to_owned() } else { words.to_owned() }
}

/// A document's name as a part of an IRI, one to one: all but letters, digits and `-._` percent-encoded.
pub(super) fn path_segment(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_alphanumeric() || matches!(c, '-' | '.' | '_') {
            out.push(c);
        } else {
            let mut buffer = [0; 4];
            for byte in c.encode_utf8(&mut buffer).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    out
}

/// True for a name that capitals mark as proper: its first word holds an upper-case letter (*iRobot*, *L'Atelier*).
pub(super) fn looks_proper(name: &str) -> bool {
    name.split_whitespace().next().is_some_and(|word| word.chars().any(char::is_uppercase))
}

/// First letters of the words that begin with a capital; `None` for fewer than two.
pub(super) fn acronym(name: &str) -> Option<String> {
    let parts = name.split(|c: char| !c.is_alphanumeric()).filter(|w| w.starts_with(char::is_uppercase));
    let letters: String = parts.filter_map(|w| w.chars().next()).collect();
    (letters.chars().count() >= 2).then(|| fold(&letters))
}

/// Digits of a folded name, in order: names that differ in them (*Nova 2*, *Nova 3*) are never one.
pub(super) fn digits(folded: &str) -> String {
    folded.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_one_key() {
        for (a, b) in [
            ("Kağan Örs", "KAGAN ORS"),
            ("Tarn-Vallis", "Tarn + Vallis"),
            ("Le Goff’h", "Le Goffh"),
            ("S.A.R.L. Œuf", "sarl oeuf"),
            ("Nazım", "Nazim"),
            ("Ｆｕｌｌ　Ｗｉｄｔｈ", "full width"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} / {b}");
        }
        assert_ne!(fold("Nova 2"), fold("Nova 3"));
        assert_eq!(fold("…"), "");
    }

    #[test]
    fn slugs_and_segments_are_safe() {
        assert_eq!(slug("Société d'Étude & Fils"), "societe-detude-fils");
        assert_eq!(slug("…"), "x");
        assert_eq!(slug("東京"), "東京");
        assert_eq!(path_segment("a b/é.txt"), "a%20b%2Fé.txt");
    }

    #[test]
    fn acronyms_take_capitals_only() {
        assert_eq!(acronym("Banque de l'Ouest Réunie").as_deref(), Some("bor"));
        assert_eq!(acronym("Ouest"), None);
    }

    #[test]
    fn capitals_mark_proper_names() {
        assert!(looks_proper("iRoule") && looks_proper("Banque"));
        assert!(!looks_proper("géant de Tarn") && !looks_proper(""));
    }
}
