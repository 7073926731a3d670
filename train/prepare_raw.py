"""Step 2: tokenise the raw corpora into type numbers (`raw/FILE.npz`), for skip-gram and encoder pre-training.

The words of the entity corpora that are trained on (Wikinews before the held-out months, POPCORN) become `raw/news.npz`: the raw corpora hold no news.

A type is a normalised form with its case. Sentences keep their order; those of fewer than 4 or more than 100 words are
dropped. du/des are split by the linear classifier of `dudes.py`, trained here on the treebanks.
"""

import argparse
import lzma
import pathlib

import numpy as np

import conllu
import corpus
import dudes
from features import normalise
from lexicon import Lexicon
from tokenise import expand, sentences

TREEBANKS = ("ud-fr-sequoia/fr_sequoia-ud-train.conllu", "ud-fr-gsd/fr_gsd-ud-dev.conllu", "ud-fr-fqb/fr_fqb-ud-test.conllu")


def words_of(path, weights, bias, lexicon):
    """Normalised words of each sentence of a raw file."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            for found in sentences(line):
                if 4 <= len(found) <= 100:
                    splits = dudes.decide(weights, bias, [t.form for t in found], lexicon)
                    words, _ = expand(found, lambda i: splits.get(i, True))
                    yield [normalise(w) for w in words]


def news_of(data):
    """Normalised words of the training sentences of the entity corpora, those of the project's own sentences left out."""
    for s in corpus.entities(data)[0]:
        if s.source != "news" and 4 <= len(s.words) <= 100:
            yield [normalise(w) for w in s.words]


def store(folder, name, rows):
    """Write rows of words as type numbers."""
    types, ids, ends = {}, [], []
    for words in rows:
        ids.extend(types.setdefault(w, len(types)) for w in words)
        ends.append(len(ids))
    np.savez(folder / f"{name}.npz", ids=np.array(ids, np.int32), ends=np.array(ends, np.int64), types=np.array(list(types), dtype=object))
    print(name, len(ids), "words", len(types), "types", flush=True)


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--data", type=pathlib.Path, required=True)
    args.add_argument("--lexicon", type=pathlib.Path, required=True)
    args.add_argument("--out", type=pathlib.Path, required=True)
    args.add_argument("files", nargs="*", help="names of raw files (default: all)")
    args = args.parse_args()
    lexicon = Lexicon(args.lexicon)
    gold = [s for name in TREEBANKS for s in conllu.read(args.data / name)]
    weights, bias = dudes.train(list(dudes.cases(gold, lexicon)))
    args.out.mkdir(parents=True, exist_ok=True)
    for path in sorted((args.data / "raw-fr").glob("*.txt.xz")):
        name = path.name.split(".")[0]
        if (args.files and name not in args.files) or (args.out / f"{name}.npz").exists():
            continue
        store(args.out, name, words_of(path, weights, bias, lexicon))
    if not args.files or "news" in args.files:
        store(args.out, "news", news_of(args.data))


if __name__ == "__main__":
    main()
