//! Bytes to text: Unicode where the bytes are Unicode, else the encoding that they look like.
//!
//! Detection is chardetng's (the detector of Firefox, <https://docs.rs/chardetng>); decoding is encoding_rs's, which
//! follows the WHATWG Encoding Standard. A byte-order mark stays in the text as U+FEFF: it is a code point of the file.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Raw;
use crate::diagnostic::{Diagnostic, Severity};

/// Share of control characters from which a file counts as binary.
const BINARY_SHARE: f64 = 0.02;

/// How many bytes decide on the encoding; the rest of a longer file follows them.
const SAMPLE: usize = 1 << 20;

/// The text, or `None` (and why) where there is none.
pub(super) fn decode(raw: &Raw<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    if raw.bytes.is_empty() {
        let fault = raw.fault(Severity::Error, "I001", "the file is empty");
        diagnostics.push(fault.help("leave it out, or check where it came from"));
        return None;
    }
    let text = match std::str::from_utf8(raw.bytes) {
        Ok(text) => text.to_owned(),
        Err(fault) => decode_other(raw, fault.valid_up_to(), diagnostics),
    };
    if is_binary(&text) {
        let fault = raw.fault(Severity::Error, "I003", "this is not text: too many control characters");
        diagnostics.push(fault.help("give the article as text (.txt) or records (.jsonl)"));
        return None;
    }
    Some(text)
}

fn decode_other(raw: &Raw<'_>, first_fault: usize, diagnostics: &mut Vec<Diagnostic>) -> String {
    let encoding = guess(raw.bytes);
    let (text, faulty) = encoding.decode_without_bom_handling(raw.bytes);
    let fault = if encoding == UTF_8 {
        let line = raw.bytes[..first_fault].iter().filter(|&&b| b == b'\n').count() as u32 + 1;
        raw.fault(Severity::Warning, "I005", "some bytes are not valid UTF-8 and were replaced by U+FFFD")
            .at(line, column(&raw.bytes[..first_fault]))
    } else {
        let lost = if faulty { "; bytes that it does not define were replaced by U+FFFD" } else { "" };
        let message = format!("not UTF-8: read as {}, by its looks{lost}", encoding.name());
        raw.fault(if faulty { Severity::Warning } else { Severity::Note }, "I002", message)
    };
    diagnostics.push(fault.help("convert it: iconv -f ENCODING -t UTF-8 FILE > NEW_FILE"));
    text.into_owned()
}

/// Code points since the last line end, from 1.
fn column(before: &[u8]) -> u32 {
    let line_start = before.iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
    String::from_utf8_lossy(&before[line_start..]).chars().count() as u32 + 1
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if let Some(encoding) = bare_utf16(sample) {
        return encoding;
    }
    if is_mostly_utf8(sample) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new();
    detector.feed(sample, true);
    detector.guess(None, false)
}

/// UTF-16 without a mark: in Latin-script text every second byte is zero.
fn bare_utf16(sample: &[u8]) -> Option<&'static Encoding> {
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = sample.len() / 4;
    match (even > many.max(1), odd > many.max(1)) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// A cut or slightly damaged UTF-8 file: far more whole multi-byte characters than broken bytes.
fn is_mostly_utf8(sample: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in sample.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += chunk.invalid().len();
    }
    whole > 4 * broken
}

fn is_binary(text: &str) -> bool {
    let (mut all, mut control) = (0usize, 0usize);
    for c in text.chars().take(SAMPLE) {
        all += 1;
        control += usize::from((c.is_control() && !c.is_ascii_whitespace()) || c == '\u{fffd}');
    }
    control as f64 > BINARY_SHARE * all as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (Option<String>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        (decode(&Raw::new("a.txt", bytes), &mut diagnostics), diagnostics)
    }

    fn codes(diagnostics: &[Diagnostic]) -> Vec<&str> {
        diagnostics.iter().map(|d| d.code.as_str()).collect()
    }

    const FRENCH: &str = "L’été dernier, la société a été cédée à son rival pour près de 3 milliards d’euros.";

    #[test]
    fn utf8_is_taken_as_it_is_with_its_byte_order_mark() {
        let (text, diagnostics) = decoded("\u{feff}été".as_bytes());
        assert_eq!((text.as_deref(), diagnostics.len()), (Some("\u{feff}été"), 0));
    }

    #[test]
    fn one_byte_encodings_are_guessed_and_named() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(FRENCH);
        let (text, diagnostics) = decoded(&bytes);
        assert_eq!(text.as_deref(), Some(FRENCH));
        assert!(diagnostics[0].message.contains("windows-1252"), "{}", diagnostics[0]);
    }

    #[test]
    fn utf16_is_read_with_and_without_a_mark() {
        let little: Vec<u8> = FRENCH.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "\u{feff}".encode_utf16().chain(FRENCH.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(&little).0.as_deref(), Some(FRENCH));
        assert_eq!(decoded(&big).0, Some(format!("\u{feff}{FRENCH}")));
    }

    #[test]
    fn a_broken_byte_in_utf8_does_not_turn_the_rest_into_another_encoding() {
        let mut bytes = format!("{FRENCH}\n").into_bytes();
        bytes.push(0xe9);
        bytes.extend(FRENCH.as_bytes());
        let (text, diagnostics) = decoded(&bytes);
        assert_eq!(text, Some(format!("{FRENCH}\n\u{fffd}{FRENCH}")));
        assert_eq!(diagnostics[0].position, Some((2, 1)));
    }

    #[test]
    fn nothing_and_binary_are_refused() {
        assert_eq!(codes(&decoded(b"").1), ["I001"]);
        let garbage: Vec<u8> = (0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(decoded(&garbage).0, None);
        assert_eq!(decoded(&[0; 64]).0, None);
    }
}
