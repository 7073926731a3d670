"""Times spaCy's default small French architecture on the texts that `cargo bench --bench analyse` is given.

    pip install spacy==3.8.18
    OMP_NUM_THREADS=1 python benches/peers/spacy_small.py --train TREEBANK.conllu TEXT...

The pipeline is that of `fr_core_news_sm` without lemmas: a hash-embedding CNN (width 96, depth 4) shared by the morphologizer and the
parser, and another for the entities. It is initialised on the treebank's labels, not trained: the time does not depend
on what the weights are, or little. Prints tokens a second, of wall clock and of processor time, best of five.
"""

import argparse
import time

import spacy
from spacy.training import Example
from spacy.training.converters import conllu_to_docs

TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 96,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
        "rows": [5000, 1000, 2500, 2500],
        "include_static_vectors": False,
    },
    "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 96, "depth": 4, "window_size": 1, "maxout_pieces": 3},
}
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
ENTITIES = ["Person", "Company", "Organization", "Place", "Product", "Date"]


def transitions(tok2vec, state):
    """A transition-based model as the small pipelines have it."""
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": state,
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": tok2vec,
    }


def pipeline(treebank):
    """The small architecture with the treebank's labels."""
    nlp = spacy.blank("fr")
    nlp.add_pipe("tok2vec", config={"model": TOK2VEC})
    nlp.add_pipe("morphologizer", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": LISTENER}})
    nlp.add_pipe("parser", config={"model": transitions(LISTENER, "parser")})
    ner = nlp.add_pipe("ner", config={"model": transitions(TOK2VEC, "ner")})
    for label in ENTITIES:
        ner.add_label(label)
    with open(treebank, encoding="utf-8") as file:
        docs = list(conllu_to_docs(file.read(), n_sents=1, no_print=True))
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in docs[:2000]]
    nlp.initialize(lambda: examples)
    return nlp


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--train", required=True)
    args.add_argument("texts", nargs="+")
    args = args.parse_args()
    nlp = pipeline(args.train)
    texts = []
    for path in args.texts:
        with open(path, encoding="utf-8") as file:
            texts.append(file.read())
    best = (0, 0)
    for _ in range(5):
        wall, cpu = time.perf_counter(), time.process_time()
        tokens = sum(len(doc) for doc in nlp.pipe(texts))
        best = max(best, (tokens / (time.process_time() - cpu), tokens / (time.perf_counter() - wall)))
    print(f"spaCy {spacy.__version__} small, one core: {best[1]:.0f} tokens/s by the clock, {best[0]:.0f} by processor time")


if __name__ == "__main__":
    main()
