"""Reading CoNLL-U into plain sentences, and the conventions that the treebanks are brought to."""

import lzma
from collections import Counter, defaultdict
from dataclasses import dataclass, field


@dataclass
class Sentence:
    """Words and their annotation; `heads` count from 1, 0 is the root. `spans` are multi-word tokens (first, last, form)."""

    words: list = field(default_factory=list)
    lemmas: list = field(default_factory=list)
    upos: list = field(default_factory=list)
    feats: list = field(default_factory=list)
    heads: list = field(default_factory=list)
    deprels: list = field(default_factory=list)
    spaces: list = field(default_factory=list)
    spans: list = field(default_factory=list)
    text: str = ""
    treebank: str = ""

    def surface(self):
        """Surface tokens: (form, number of words)."""
        out = []
        firsts = {first: (last, form) for first, last, form in self.spans}
        i = 1
        while i <= len(self.words):
            last, form = firsts.get(i, (i, self.words[i - 1]))
            out.append((form, last - i + 1))
            i = last + 1
        return out


def read(path, treebank=""):
    """Sentences of a CoNLL-U file, plain or .xz."""
    opened = lzma.open(path, "rt", encoding="utf-8") if str(path).endswith(".xz") else open(path, encoding="utf-8")
    with opened as lines:
        sentence = Sentence(treebank=treebank)
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                if sentence.words:
                    yield sentence
                sentence = Sentence(treebank=treebank)
            elif line.startswith("# text = "):
                sentence.text = line[9:]
            elif not line.startswith("#"):
                add_row(sentence, line.split("\t"))
        if sentence.words:
            yield sentence


def add_row(sentence, cells):
    """Add one CoNLL-U line; empty nodes are left out."""
    if "-" in cells[0]:
        first, last = cells[0].split("-")
        sentence.spans.append((int(first), int(last), cells[1]))
        return
    if "." in cells[0]:
        return
    sentence.words.append(cells[1])
    sentence.lemmas.append(cells[2])
    sentence.upos.append(cells[3])
    sentence.feats.append(cells[5])
    sentence.heads.append(int(cells[6]))
    sentence.deprels.append(cells[7])
    sentence.spaces.append("SpaceAfter=No" not in cells[9])


def harmonise_lemmas(reference, others):
    """Bring the lemmas of `others` to the reference treebank's habit, in place.

    Where the reference knows (form, UPOS) at least twice and never with this lemma, its commonest lemma is taken: je = moi,
    se = soi, M. = monsieur … without a list. Returns the number of changed words.
    """
    known = defaultdict(Counter)
    for s in reference:
        for word, upos, lemma in zip(s.words, s.upos, s.lemmas):
            known[word.lower(), upos][lemma] += 1
    changed = 0
    for s in others:
        for i, (word, upos, lemma) in enumerate(zip(s.words, s.upos, s.lemmas)):
            habit = known.get((word.lower(), upos))
            if habit and sum(habit.values()) >= 2 and lemma not in habit and upos not in ("PROPN", "X", "NUM"):
                s.lemmas[i] = habit.most_common(1)[0][0]
                changed += 1
    return changed
