"""Step 3: vocabulary and skip-gram word vectors (Mikolov et al. 2013) over the raw corpora and the treebanks' words.

They only start the word table, which encoder pre-training and fine-tuning go on changing. Writes `words.txt` and `vectors.npy`
(row 0: the unknown word, the mean of the rarest ones).
"""

import argparse
import pathlib
from collections import Counter

import numpy as np
from gensim.models import Word2Vec

import conllu
from features import key_of, normalise
from prepare_raw import TREEBANKS
from ner_data import read_all


def write_corpus(raw, extra, path):
    """One sentence of keys a line (blanks inside a key become _); returns key counts."""
    counts = Counter()
    with open(path, "w", encoding="utf-8") as out:
        for file in sorted(raw.glob("*.npz")):
            stored = np.load(file, allow_pickle=True)
            keys = [key_of(t).replace(" ", "_") for t in stored["types"]]
            ids, start = stored["ids"], 0
            for end in stored["ends"]:
                line = [keys[i] for i in ids[start:end]]
                counts.update(line)
                out.write(" ".join(line) + "\n")
                start = end
        for words in extra:
            line = [key_of(normalise(w)).replace(" ", "_") for w in words]
            counts.update(line)
            out.write(" ".join(line) + "\n")
    return counts


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--data", type=pathlib.Path, required=True)
    args.add_argument("--work", type=pathlib.Path, required=True, help="holds raw/, receives words.txt and vectors.npy")
    args.add_argument("--size", type=int, default=40000)
    args.add_argument("--dim", type=int, default=128)
    args.add_argument("--epochs", type=int, default=4)
    args.add_argument("--workers", type=int, default=1)
    args = args.parse_args()
    extra = [s.words for name in TREEBANKS for s in conllu.read(args.data / name)]
    extra += [s.words for s in read_all(args.data)]
    corpus = args.work / "keys.txt"
    counts = write_corpus(args.work / "raw", extra, corpus)
    words = [w for w, n in sorted(counts.items(), key=lambda x: (-x[1], x[0])) if n >= 3 and w][: args.size]
    print(sum(counts.values()), "words", len(counts), "keys; kept", len(words), "least", counts[words[-1]], flush=True)
    model = Word2Vec(
        corpus_file=str(corpus), vector_size=args.dim, window=5, min_count=3, sg=1, negative=8, sample=1e-4, epochs=args.epochs,
        workers=args.workers, seed=1,
    )  # fmt: skip
    table = np.stack([model.wv[w] for w in words]).astype(np.float32)
    table = np.concatenate([table[-2000:].mean(0, keepdims=True), table])
    np.save(args.work / "vectors.npy", table)
    (args.work / "words.txt").write_text("".join(w.replace("_", " ") + "\n" for w in words), encoding="utf-8")
    print(model.wv.most_similar("entreprise", topn=6), model.wv.most_similar("ministre", topn=6))


if __name__ == "__main__":
    main()
