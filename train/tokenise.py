"""A plain French tokeniser, for training on raw text and for development dumps; the product's tokeniser is the Rust one.

Text -> sentences of `Token(form, start, end)`; `expand` turns contractions into words. Offsets are code points of the text.
"""

import re
from typing import NamedTuple


class Token(NamedTuple):
    """A surface token at [start, end) of the text."""

    form: str
    start: int
    end: int


LETTER = r"[^\W\d_]"
APOS = "['’ʼ]"
ABBREVIATIONS = (
    "M MM Mr Dr Pr Me Mgr Cie St Ste av apr cf etc p pp vol Vol No no art Art al env ex hab tél min max éd éds op fig Fig J.-C chap"
    " janv févr avr juil sept oct nov déc Inc Corp Ltd Bros"
).split()
FIXED = r"aujourd{a}hui|quelqu{a}une?|presqu{a}île|c{a}est-à-dire|d{a}ores|prud{a}hom\w*|rock{a}n{a}roll|l{a}on(?!\w)".format(a=APOS)
CLITIC = r"-(?:t-)?(?:ils?|elles?|on|je|tu|nous|vous|ce|les?|la|lui|leur|moi|toi|en|y)(?![\w'’-])"
GROUPED = r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?![\d])(?:[.,]\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)*"
PATTERN = re.compile(
    "|".join(
        (
            r"(?P<url>https?://[^\s<>\"»]*[\w/]|www\.[^\s<>\"»]*[\w/]|[\w.+-]+@[\w-]+\.[\w.-]*\w)",
            rf"(?P<fixed>(?<!\w)(?:{FIXED})(?!\w))",
            r"(?P<time>\d{1,2}(?=[hH]\d{0,2}(?!\w))|(?<=\d)[hH](?=\d{0,2}(?!\w)))",
            r"(?P<ord>\d+(?:er|ère|re|ème|e|nd|nde|ème|es)(?!\w))",
            rf"(?P<num>(?:{GROUPED})(?!{LETTER}))",
            rf"(?P<elision>(?<!\w)(?:[cdjlmnstçCDJLMNSTÇ]|[qQ]u|[jJ]usqu|[lL]orsqu|[pP]uisqu|[qQ]uoiqu|QU){APOS}(?=[\w\"«“(]))",
            rf"(?P<abbr>(?<!\w)(?:{'|'.join(re.escape(a) for a in ABBREVIATIONS)})\.|(?<!\w)(?:[A-Z]\.)(?:-?[A-Z]\.)*(?=\W*\w))",
            rf"(?P<clitic>(?<={LETTER}){CLITIC})",
            rf"(?P<word>[\w](?:(?!{CLITIC})[\w]|(?!{CLITIC})[-‑'’&.·](?=\w))*)",
            r"(?P<dots>\.{2,}|--+|\?!|!{2,}|\?{2,})",
            r"(?P<sign>\S)",
        )
    )
)
ALWAYS = {
    "au": ("à", "le"), "aux": ("à", "les"), "auquel": ("à", "lequel"), "auxquels": ("à", "lesquels"),
    "auxquelles": ("à", "lesquelles"), "duquel": ("de", "lequel"), "desquels": ("de", "lesquels"),
    "desquelles": ("de", "lesquelles"), "dudit": ("de", "ledit"), "desdites": ("de", "lesdites"), "desdits": ("de", "lesdits"),
    "audit": ("à", "ledit"),
}  # fmt: skip
AMBIGUOUS = {"du": ("de", "le"), "des": ("de", "les")}
FINAL = {".", "!", "?", "...", "…", "?!", "!!", "??", ".."}
CLOSERS = {'"', "»", "”", ")", "]", "'", "’"}


def tokens(text, base=0):
    """Surface tokens of one line of text."""
    return [Token(m.group(), base + m.start(), base + m.end()) for m in PATTERN.finditer(text)]


def sentences(text):
    """Sentences of a document: a line never holds half a sentence; inside a line, final signs end one."""
    base = 0
    for line in text.splitlines(keepends=True):
        yield from split_line(tokens(line, base))
        base += len(line)


def split_line(found):
    """Split the tokens of a line after final signs, unless a lower-case word or a closing sign follows."""
    current = []
    for i, token in enumerate(found):
        current.append(token)
        following = found[i + 1] if i + 1 < len(found) else None
        if following is None:
            break
        ends = token.form in FINAL or (token.form in CLOSERS and len(current) > 1 and current[-2].form in FINAL)
        if ends and following.form not in CLOSERS and following.form not in FINAL and starts_sentence(following, token):
            yield current
            current = []
    if current:
        yield current


def starts_sentence(token, before):
    """Whether a token may begin a sentence: not glued to the stop, not a lower-case word or a mere comma."""
    return token.start > before.end and not token.form[0].islower() and token.form[0] not in ",;:)»"


def cased_like(source, parts):
    """The expansion in the case of the contraction."""
    if source.isupper() and len(source) > 1:
        return tuple(p.upper() for p in parts)
    return (parts[0].capitalize(), parts[1]) if source[0].isupper() else parts


def expand(found, splits):
    """Words of a sentence and, for each, its token; `splits(i)` decides for an ambiguous du/des at token i."""
    words, owners = [], []
    for i, token in enumerate(found):
        low = token.form.lower()
        parts = ALWAYS.get(low) or (AMBIGUOUS[low] if low in AMBIGUOUS and splits(i) else None)
        for part in cased_like(token.form, parts) if parts else (token.form,):
            words.append(part)
            owners.append(i)
    return words, owners
