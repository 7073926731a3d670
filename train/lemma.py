"""Lemmas: memory of the treebanks, then the lexicon, then the script head (`FORMAT.md` section 5)."""

from collections import Counter, defaultdict

from features import CHAR_MAP, normalise
import unicodedata

from lexicon import apply_script, script_of

LEXICON_UPOS = ("VERB", "AUX", "NOUN", "ADJ", "ADV")
LIGATURES = {ord(c) for c in "œŒﬁﬂ"}
SPELLING = {k: v for k, v in CHAR_MAP.items() if k not in LIGATURES}


def spelling(form):
    """The form with straight signs, ligatures kept."""
    return unicodedata.normalize("NFC", form).translate(SPELLING)


def cased_script(form, lemma):
    """`L…` where the lemma is in lower case, else `K…` on the form as it stands."""
    low = form.lower()
    if lemma == lemma.lower() or low == form:
        return "L" + script_of(low, lemma)
    return "K" + script_of(form, lemma)


def run_script(script, form):
    """Lemma, or None."""
    return apply_script(script[1:], form.lower() if script[0] == "L" else form)


def memory_entries(sentences, least=0.1):
    """{lower form: {(script, UPOS)}} of what the treebanks show; lemmas under a tenth of their form's uses are left out."""
    seen = defaultdict(Counter)
    for s in sentences:
        for word, upos, lemma in zip(s.words, s.upos, s.lemmas):
            if upos not in ("PROPN", "X", "NUM", "PUNCT", "SYM"):
                seen[normalise(word).lower(), upos]["L" + script_of(spelling(word).lower(), lemma)] += 1
    entries = defaultdict(set)
    for (form, upos), scripts in seen.items():
        total = sum(scripts.values())
        for script, n in scripts.items():
            if n >= least * total and (total > 1 or upos not in LEXICON_UPOS):
                entries[form].add((script, upos))
    return entries


class Lemmatiser:
    """Chooses lemmas as the product does."""

    def __init__(self, memory, lexicon, scripts):
        self.memory, self.lexicon, self.scripts = memory, lexicon, scripts
        self.number = {s: i for i, s in enumerate(scripts)}

    def candidates(self, form, upos, feats):
        """Distinct scripts, sorted."""
        normal = normalise(form)
        found = {s for s, t in self.memory.lookup(normal) if t == upos}
        if found or upos not in LEXICON_UPOS:
            return sorted(found)
        classes = ("VERB", "AUX") if upos in ("VERB", "AUX") else (upos,)
        wanted = set(feats.split("|"))
        graded = [
            (len(wanted & set(t.split("|")[1:])), s) for s, t in self.lexicon.lookup(normal) if t.split("|")[0] in classes
        ]
        best = max((g for g, _ in graded), default=0)
        return sorted({s for g, s in graded if g == best})

    def lemma(self, form, upos, feats, logits):
        """Lemma of a form with its script logits (NumPy row)."""
        form = spelling(form)
        candidates = self.candidates(form, upos, feats)
        if len(candidates) > 1:
            candidates = [max(candidates, key=lambda s: logits[self.number[s]] if s in self.number else -1e9)]
        if candidates:
            return run_script(candidates[0], form) or form
        for i in (-logits).argsort(kind="stable"):
            found = run_script(self.scripts[i], form)
            if found:
                return found
        return form
