"""Entity corpora as words with BILOU labels, and the label sets that each corpus leaves open.

A corpus with coarser types than the product's gives, for a word, a *set* of right labels (the loss sums their probability).
Nested spans: the outermost is kept.
"""

import json
import re
import tarfile
from dataclasses import dataclass

from tokenise import AMBIGUOUS, expand, sentences

TYPES = (
    "Person Company Media Government Organization Unit Place Product Service Work Technology Event Date Hour".split()
)
ORGANISATIONS = ("Company", "Media", "Government", "Organization", "Unit")
WINER = {
    "Person": ("Person",),
    "Location": ("Place",),
    "Organization": ORGANISATIONS,
    "Product": ("Product", "Service", "Technology", "Work", "Media"),
    "Event": ("Event",),
    "Date": ("Date",),
    "Hour": ("Hour",),
}
ALL_DATES = ("Date", "Hour")


@dataclass
class Tagged:
    """Words of a sentence and its spans (first, last+1, right types); `open_types` are types the corpus does not mark."""

    words: list
    spans: list
    source: str
    group: str
    open_types: tuple = ()


def words_and_spans(text, marks, splits):
    """Sentences of a text with its marks (start, end, types) as word spans."""
    for found in sentences(text):
        words, owners = expand(found, splits)
        spans = []
        for start, end, types in marks:
            inside = [k for k, o in enumerate(owners) if found[o].start < end and found[o].end > start]
            if inside:
                first, last = inside[0], inside[-1]
                # a contraction before a name (du Monde) is not of the name unless the mark begins with it
                if found[owners[first]].form.lower() in AMBIGUOUS and first + 1 <= last and found[owners[first]].start < start:
                    first += 1
                spans.append((first, last + 1, types))
        yield words, outermost(spans)


def outermost(spans):
    """Drop spans inside or across an earlier, longer one."""
    kept = []
    for span in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if all(span[1] <= k[0] or span[0] >= k[1] for k in kept):
            kept.append(span)
    return sorted(kept)


def guess_split(forms):
    """du/des as contractions before anything but at a sentence start: entity labels hardly depend on it."""
    return lambda i: i > 0


def read_winer(path):
    """WiNER-fr; `group` is the month YYYY-MM."""
    with tarfile.open(path) as tar:
        files = {m.name: tar.extractfile(m).read().decode("utf-8") for m in tar.getmembers() if m.isfile()}
    for name in sorted(n for n in files if n[:-4] + ".ann" in files and n.endswith(".txt")):
        marks = []
        for line in files[name[:-4] + ".ann"].splitlines():
            cells = line.split("\t")
            if line.startswith("T") and len(cells) == 3:
                kind, *places = re.split(r"[ ;]", cells[1])
                marks.append((int(places[0]), int(places[-1]), WINER[kind]))
        for words, spans in words_and_spans(files[name], marks, guess_split(None)):
            yield Tagged(words, spans, "winer", name[:7].replace("/", "-"), ("Technology", "Service", "Work"))


MARK = re.compile(r"\[\[([^|\]]*)\|([A-Za-z]+)\]\]")


def read_news_ner(paths, source="news"):
    """Press sentences with [[name|Type]] marks; `group` is the document number (for folds)."""
    document = 0
    for path in paths:
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            document += 1
            text, marks, at = "", [], 0
            for m in MARK.finditer(block):
                text += block[at : m.start()]
                marks.append((len(text), len(text) + len(m[1]), (m[2],)))
                text += m[1]
                at = m.end()
            text += block[at:]
            for words, spans in words_and_spans(text, marks, guess_split(None)):
                yield Tagged(words, spans, source, str(document), ALL_DATES)


def read_names(folder):
    """{types: names as word lists} from the lists `TYPE*.txt` of a folder, one name a line."""
    pools = {}
    for path in sorted(folder.glob("*.txt")):
        pool = pools.setdefault((path.stem.split("-")[0],), [])
        for line in path.read_text(encoding="utf-8").splitlines():
            found = [token for sentence in sentences(line) for token in sentence]
            pool.append(expand(found, guess_split(None))[0])
    return pools


POPCORN = {
    "CIVILIAN": ("Person",),
    "TERRORIST_OR_CRIMINAL": ("Person",),
    "MILITARY": ("Person",),
    "PLACE": ("Place",),
    "NON_GOVERNMENTAL_ORGANISATION": ORGANISATIONS,
    "NON_MILITARY_GOVERNMENT_ORGANISATION": ("Government",),
    "MILITARY_ORGANISATION": ("Government", "Organization", "Unit"),
    "INTERGOVERNMENTAL_ORGANISATION": ("Government", "Organization"),
}
POPCORN_PRONOUNS = "il ils elle elles celui celle ceux cette ces certains certaines".split()


def read_popcorn(path):
    """POPCORN reports: the mentions that are names (upper-case start, no pronoun)."""
    for key, report in json.loads(path.read_text(encoding="utf-8")).items():
        marks = [
            (m["start"], m["end"], POPCORN[e["type"]])
            for e in report["entities"]
            if e["type"] in POPCORN
            for m in e["mentions"]
            if m["value"][:1].isupper() and re.split(r"[ '-]", m["value"].lower())[0] not in POPCORN_PRONOUNS
        ]
        for words, spans in words_and_spans(report["text"], marks, guess_split(None)):
            yield Tagged(words, spans, "popcorn", key, ("Product", "Service", "Work", "Technology", "Event", "Media", *ALL_DATES))


def read_all(data):
    """All entity sentences, WiNER first."""
    yield from read_winer(data / "ner-winer-fr/winer-fr-2016-2017.tar.gz")
    yield from read_news_ner([data / "news-ner/part1.txt", data / "news-ner/part2.txt"])
    yield from read_popcorn(data / "ie-popcorn/train.json")
