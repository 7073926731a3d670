"""Which corpora are trained on and scored, their weights, and the label sets."""

import pathlib
from collections import Counter

import conllu
from ner_data import TYPES, read_names, read_news_ner, read_popcorn, read_winer

SEQUOIA, GSD, FQB, SPOKEN = range(4)
WINER, NEWS, POPCORN = range(3)
NER_SOURCES = {"winer": WINER, "news": NEWS, "popcorn": POPCORN, "press": NEWS}
HELD_OUT_MONTHS = "2017-04"
"""WiNER months from here on are never trained on."""


def treebanks(data):
    """[(sentences, domain, passes an epoch)] for training, lemmas harmonised to Sequoia."""
    sequoia = list(conllu.read(data / "ud-fr-sequoia/fr_sequoia-ud-train.conllu"))
    gsd = list(conllu.read(data / "ud-fr-gsd/fr_gsd-ud-dev.conllu"))
    fqb = list(conllu.read(data / "ud-fr-fqb/fr_fqb-ud-test.conllu"))
    spoken = [s for name in ("rhapsodie", "parisstories") for s in conllu.read(data / f"ud-fr-spoken/fr_{name}-ud-train.conllu.xz")]
    conllu.harmonise_lemmas(sequoia, gsd + fqb + spoken)
    return [(sequoia, SEQUOIA, 1.0), (gsd, GSD, 1.0), (fqb, FQB, 0.6), (spoken, SPOKEN, 0.25)]


def evaluation(data):
    """{name: (sentences, domain)} to score."""
    return {
        "sequoia-dev": (list(conllu.read(data / "ud-fr-sequoia/fr_sequoia-ud-dev.conllu")), SEQUOIA),
        "sequoia-test": (list(conllu.read(data / "ud-fr-sequoia/fr_sequoia-ud-test.conllu")), SEQUOIA),
        "gsd-test": (list(conllu.read(data / "ud-fr-gsd/fr_gsd-ud-test.conllu")), GSD),
    }


PRESS = pathlib.Path(__file__).parent / "press"
"""The project's own marked sentences about invented parties, kept beside the code."""


NAMES = pathlib.Path(__file__).parent / "names"
"""Lists of well-known names by type, put in the place of the invented ones now and then."""


def known_names():
    """{types: well-known names as word lists}."""
    return read_names(NAMES)


def refined(sentences, known):
    """The sentences with coarse types made finer where the lists of well-known names leave one of them."""
    kinds = {}
    for types, names in known.items():
        for name in names:
            kinds.setdefault(tuple(name), set()).update(types)
    for s in sentences:
        s.spans = [(a, b, fine(types, kinds.get(tuple(s.words[a:b]), ()))) for a, b, types in s.spans]
    return sentences


def fine(types, listed):
    """The one type of `types` that is listed, else `types`."""
    both = tuple(t for t in types if t in listed)
    return both if len(both) == 1 else types


def entities(data, held=None, folds=5):
    """(training sentences, {name: held-out sentences}); `held` keeps one part of news-ner's documents out too, or "all" of them."""
    winer = list(read_winer(data / "ner-winer-fr/winer-fr-2016-2017.tar.gz"))
    news = list(read_news_ner([data / "news-ner/part1.txt", data / "news-ner/part2.txt"]))
    press = list(read_news_ner(sorted(PRESS.glob("*.txt")), "press"))
    popcorn = list(read_popcorn(data / "ie-popcorn/train.json"))
    tests = {"winer": [s for s in winer if s.group >= HELD_OUT_MONTHS]}
    train = refined([s for s in winer if s.group < HELD_OUT_MONTHS] + popcorn, known_names()) + press
    if held is None:
        return train + news, tests
    tests["news"] = [s for s in news if held == "all" or int(s.group) % folds == int(held)]
    return train + [s for s in news if held != "all" and int(s.group) % folds != int(held)], tests


def tag_of(upos, feats):
    """Joint UPOS and FEATS label."""
    return upos if feats == "_" else f"{upos}|{feats}"


def label_sets(banks, cased_script, spelling):
    """Label lists, commonest first, for `config.json`."""
    tags, scripts, deprels, upos = Counter(), Counter(), Counter(), Counter()
    for sentences, _, _ in banks:
        for s in sentences:
            upos.update(s.upos)
            tags.update(tag_of(u, f) for u, f in zip(s.upos, s.feats))
            scripts.update(cased_script(spelling(w), lemma) for w, lemma in zip(s.words, s.lemmas))
            deprels.update(s.deprels)
    entity = ["O"] + [f"{letter}-{kind}" for kind in TYPES for letter in "BILU"]
    kept = [d for d, n in deprels.most_common() if n >= 10]
    return {
        "upos": sorted(upos),
        "tags": [t for t, n in tags.most_common() if n >= 2],
        "scripts": [s for s, n in scripts.most_common() if n >= 2],
        "deprels": kept + sorted({d.split(":")[0] for d in deprels} - set(kept)),
        "entities": entity,
    }
