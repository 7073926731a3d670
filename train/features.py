"""Context-free features of one token: what the model sees of a form.

`FORMAT.md` is the contract; the Rust side computes the same, bit for bit. Everything here depends on the form alone, so
both sides may cache it per form. CRC-32 (IEEE 802.3) is the hash because both zlib and a ten-line table give it.
"""

import re
import unicodedata
import zlib

APOSTROPHES = "’‘ʼ′`´"
QUOTES = "«»“”„‟"
HYPHENS = "–—−‐‑‒―"
BLANKS = "\u00a0\u202f\u2009\u2007\u2002\u2003\t\r\n\u3000"
DROPPED = "\u00ad\u200b\u200c\u200d\ufeff\u2060"
CHAR_MAP = str.maketrans(
    {c: "'" for c in APOSTROPHES}
    | {c: '"' for c in QUOTES}
    | {c: "-" for c in HYPHENS}
    | {c: " " for c in BLANKS}
    | {c: None for c in DROPPED}
    | {"…": "...", "œ": "oe", "Œ": "OE", "ﬁ": "fi", "ﬂ": "fl"}
)
DIGITS = str.maketrans("123456789", "000000000")
KEPT_ENDS = 12
"""A longer key than twice this keeps its two ends only, so that one huge token costs no more than a word."""


def normalise(form):
    """The form in the spelling of the treebanks: NFC, straight quotes and hyphens, plain blanks, no ligatures."""
    return unicodedata.normalize("NFC", form).translate(CHAR_MAP)


def key_of(normal):
    """Vocabulary key: lower case, every ASCII digit 0."""
    return normal.lower().translate(DIGITS)


def subword_features(normal):
    """Strings naming the affixes and character 3- and 4-grams of a normalised form, in a fixed order."""
    key = key_of(normal)
    if len(key) > 2 * KEPT_ENDS:
        key = key[:KEPT_ENDS] + key[-KEPT_ENDS:]
    found = ["w" + key]
    found += ["p" + key[:k] for k in range(1, 5) if k <= len(key)]
    found += ["s" + key[-k:] for k in range(1, 6) if k <= len(key)]
    framed = "^" + key + "$"
    found += ["g" + framed[i : i + n] for n in (3, 4) for i in range(len(framed) - n + 1)]
    return found


def case_class(normal):
    """One of none, lower, title, one, upper, mixed; only letters that have a case count."""
    cased = [c for c in normal if c.isupper() or c.islower()]
    if not cased:
        return "none"
    upper = sum(c.isupper() for c in cased)
    if upper == 0:
        return "lower"
    if upper == len(cased):
        return "one" if upper == 1 else "upper"
    return "title" if upper == 1 and cased[0].isupper() else "mixed"


def shape(normal):
    """Xx-dd picture of the first 24 characters, runs cut at two, at most ten characters."""
    out = []
    for c in normal[: 2 * KEPT_ENDS]:
        kind = "X" if c.isupper() else "x" if c.islower() else "d" if c in "0123456789" else c
        if out[-2:] != [kind, kind]:
            out.append(kind)
    return "".join(out[:10])


KNOWN = "~"
"""What the tags of the lists of well-known names begin with."""


def may_be_name(normal):
    """Whether a form is looked up in the lists of well-known names: not if it is written as a common word is."""
    return any(c.isupper() or c in "0123456789" for c in normal)


def counted(tags, normal):
    """Those tags of the lexicons that count for a form."""
    return {t for t in tags if not t.startswith(KNOWN) or may_be_name(normal)}


YEAR = re.compile(r"(1[0-9]|20)[0-9]{2}")


def shape_features(normal):
    """Case, shape and digit features."""
    found = ["c" + case_class(normal), "h" + shape(normal)]
    digits = sum(c in "0123456789" for c in normal)
    if digits:
        found.append("n" + str(min(digits, 7)))
        if YEAR.fullmatch(normal):
            found.append("nyear")
    return found


def lexicon_features(tags):
    """One feature per lexicon tag, and one for the set of their UPOS (the ambiguity class), to which the tags of known names add nothing."""
    classes = sorted({t.split("|")[0] for t in tags if not t.startswith(KNOWN)})
    return ["L" + t for t in sorted(tags)] + ["A" + "|".join(classes)]


def bucket(feature, buckets):
    """Row of the hashed table for a feature string."""
    return zlib.crc32(feature.encode("utf-8")) % buckets
