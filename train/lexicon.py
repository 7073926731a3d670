"""The compact lexicon file: sorted forms, front-coded in blocks, each with a signature = list of (lemma script, tag).

Layout in `FORMAT.md`. A file is read where it lies (no parsing but the header), so loading costs nothing and a lookup is a
binary search over block heads. One file per source, so that each keeps its own licence and can be replaced.
"""

import bz2
import struct
from collections import Counter, defaultdict

import numpy as np

from features import KNOWN, may_be_name, normalise

MAGIC = b"GLEX"
BLOCK = 16
LEXICONS = ("lexicon.bin", "names.bin", "known.bin")
"""The files of `models/fr`, each with its own licence."""


def script_of(form, lemma):
    """Edit script `CUT:APPEND` (`FORMAT.md` puts a case letter before it) that turns `form` into `lemma` (both as given)."""
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return f"{len(form) - same}:{lemma[same:]}"


def apply_script(script, form):
    """Inverse of `script_of`; None where the script cuts more than there is."""
    cut, append = script.split(":", 1)
    cut = int(cut)
    return form[: len(form) - cut] + append if cut <= len(form) else None


def read_lefff(path):
    """{lower-case form: {(script, tag)}} of single-word entries of the Lefff in CoNLL-UL form."""
    entries = defaultdict(set)
    with bz2.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) < 7 or cells[0] != "0" or cells[1] != "1" or cells[4] in ("_", "PUNCT"):
                continue
            form, lemma, upos, feats = cells[2], cells[3], cells[4], cells[6]
            if " " in form or "__" in form:
                continue
            form = normalise(form).lower()
            if len(form.encode()) < 200:
                script = "K0:" if upos == "PROPN" else "L" + script_of(form, normalise(lemma).lower())
                entries[form].add((script, tag(upos, feats)))
    return entries


def tag(upos, feats):
    """`UPOS` or `UPOS|Feat=Value|…`."""
    return upos if feats == "_" else f"{upos}|{feats}"


def read_names(paths):
    """{lower-case first name: {("K0:", "NAME|f" or "NAME|m")}} of name lists given as (path, letter)."""
    entries = defaultdict(set)
    for path, letter in paths:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                name = normalise(line.strip()).lower()
                if name and " " not in name:
                    entries[name].add(("K0:", "NAME|" + letter))
    return entries


def read_known(pools):
    """{lower-case word: {("K0:", "~LETTER-Type")}} of well-known names given as {type: word lists}; LETTER as in BILOU.

    Numbers are left out: a year is no model. Of the words of longer names, only those that may be told from common words are kept, with the types that
    a quarter of their names have.
    """
    entries, parts = defaultdict(set), defaultdict(Counter)
    for kind, names in pools.items():
        for words in names:
            words = [normalise(w) for w in words]
            if len(words) == 1 and not words[0].isdigit():
                entries[words[0].lower()].add(("K0:", f"{KNOWN}U-{kind}"))
            for i, word in enumerate(words if len(words) > 1 else ()):
                if may_be_name(word) and not word.isdigit():
                    parts[word.lower()][f"{'B' if i == 0 else 'L' if i == len(words) - 1 else 'I'}-{kind}"] += 1
    for word, tags in parts.items():
        total = sum(tags.values())
        entries[word] |= {("K0:", KNOWN + tag) for tag, n in tags.items() if 4 * n >= total}
    return {word: tags for word, tags in entries.items() if len(word.encode()) < 200}


def write_lexicon(entries, path):
    """Write `entries` in the block format."""
    forms = sorted(entries, key=lambda f: f.encode("utf-8"))
    scripts = sorted({s for pairs in entries.values() for s, _ in pairs})
    tags = sorted({t for pairs in entries.values() for _, t in pairs})
    script_id = {s: i for i, s in enumerate(scripts)}
    tag_id = {t: i for i, t in enumerate(tags)}
    signatures = {}
    sig_of = {}
    for form in forms:
        pairs = tuple(sorted((script_id[s], tag_id[t]) for s, t in entries[form]))
        sig_of[form] = signatures.setdefault(pairs, len(signatures))
    if max(len(signatures), len(scripts), len(tags)) > 0xFFFF:
        raise ValueError("more than 65535 signatures, scripts or tags")
    data, offsets = front_code(forms, sig_of)
    pair_offsets = np.cumsum([0] + [len(p) for p in signatures]).astype("<u4")
    pairs = np.array([x for p in signatures for x in p], dtype="<u2").reshape(-1, 2)
    texts = [pad4("\n".join(x).encode("utf-8")) for x in (tags, scripts)]
    head = MAGIC + struct.pack(
        "<9I", 1, len(forms), BLOCK, len(offsets) - 1, len(signatures), len(pairs), len(texts[0]), len(texts[1]), len(data)
    )
    with open(path, "wb") as out:
        for part in (head, *texts, pair_offsets.tobytes(), pairs.tobytes(), np.array(offsets, "<u4").tobytes(), data):
            out.write(part)


def pad4(data):
    """Pad with newlines to a multiple of four bytes, so that the arrays that follow are aligned."""
    return data + b"\n" * (-len(data) % 4)


def front_code(forms, sig_of):
    """Blocks of entries `shared u8, length u8, bytes, signature u16`; returns (data, block offsets)."""
    data = bytearray()
    offsets = []
    previous = b""
    for i, form in enumerate(forms):
        raw = form.encode("utf-8")
        if i % BLOCK == 0:
            offsets.append(len(data))
            previous = b""
        shared = 0
        while shared < min(len(raw), len(previous), 255) and raw[shared] == previous[shared]:
            shared += 1
        data += struct.pack("<BB", shared, len(raw) - shared) + raw[shared:] + struct.pack("<H", sig_of[form])
        previous = raw
    offsets.append(len(data))
    return bytes(data), offsets


class Lexicon:
    """A lexicon file in memory, all entries decoded (the trainer looks up every form of the corpus)."""

    def __init__(self, path):
        raw = open(path, "rb").read()
        if raw[:4] != MAGIC:
            raise ValueError(f"{path}: not a lexicon file")
        _, n, block, blocks, sigs, pairs, tag_len, script_len, data_len = struct.unpack_from("<9I", raw, 4)
        at = 40
        self.tags = raw[at : at + tag_len].decode("utf-8").rstrip("\n").split("\n")
        at += tag_len
        self.scripts = raw[at : at + script_len].decode("utf-8").rstrip("\n").split("\n")
        at += script_len
        starts = np.frombuffer(raw, "<u4", sigs + 1, at)
        at += 4 * (sigs + 1)
        table = np.frombuffer(raw, "<u2", 2 * pairs, at).reshape(-1, 2)
        at += 4 * pairs + 4 * (blocks + 1)
        self.signatures = [
            [(self.scripts[s], self.tags[t]) for s, t in table[starts[i] : starts[i + 1]]] for i in range(sigs)
        ]
        self.forms = dict(self._entries(raw[at : at + data_len], n, block))

    @staticmethod
    def _entries(data, n, block):
        at = 0
        previous = b""
        for i in range(n):
            shared, length = data[at], data[at + 1]
            raw = (previous[:shared] if i % block else b"") + data[at + 2 : at + 2 + length]
            at += 2 + length
            yield raw.decode("utf-8"), data[at] | data[at + 1] << 8
            at += 2
            previous = raw

    def lookup(self, normal):
        """(script, tag) pairs of a normalised form, by its lower case."""
        sig = self.forms.get(normal.lower())
        return [] if sig is None else self.signatures[sig]
