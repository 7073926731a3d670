"""Step 6a: by whose conventions shall the exported model annotate? Scores under mixtures of the treebanks' and entity corpora's vectors.

To be chosen without a test set: the largest share of GSD that costs Sequoia dev no more than 0.1 LAS.
"""

import argparse
import json
import pathlib

import torch

import corpus
from lemma import Lemmatiser
from lexicon import LEXICONS, Lexicon
from model import FeatureTable, Network, Sizes
from score import analyse, score_entities, score_trees

PARSE = ([1, 0, 0, 0], [0.75, 0.25, 0, 0], [0.5, 0.5, 0, 0], [0.25, 0.75, 0, 0], [0, 1, 0, 0])
NER = ([1, 0, 0], [0.5, 0.5, 0], [0, 1, 0])


def load(args):
    """(network with averaged weights, feature table, lemmatiser, checkpoint)."""
    saved = torch.load(args.checkpoint, weights_only=False)
    words = (args.work / "words.txt").read_text(encoding="utf-8").splitlines()
    lexicons = [Lexicon(args.lexicons / n) for n in LEXICONS]
    sizes = Sizes(**saved["sizes"])
    model = Network(sizes, len(words), saved["labels"])
    model.load_state_dict(saved["model"])
    memory = Lexicon(args.checkpoint.with_suffix(".memory.bin"))
    return model, FeatureTable(words, lexicons, sizes), Lemmatiser(memory, lexicons[0], saved["labels"]["scripts"]), saved


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--data", type=pathlib.Path, required=True)
    args.add_argument("--work", type=pathlib.Path, required=True)
    args.add_argument("--lexicons", type=pathlib.Path, required=True)
    args.add_argument("--checkpoint", type=pathlib.Path, required=True)
    args = args.parse_args()
    torch.set_num_threads(1)
    model, table, lemmatiser, saved = load(args)
    vectors = model.parse.domain.detach().clone()
    for mix in PARSE:
        model.parse.domain.data[0] = torch.tensor(mix, dtype=torch.float32) @ vectors
        for name, (sentences, _) in corpus.evaluation(args.data).items():
            found = analyse(model, table, [s.words for s in sentences], (0, 0), saved["labels"], lemmatiser)
            print(mix, name, json.dumps(score_trees(sentences, found)), flush=True)
    vectors = model.ner.domain.detach().clone()
    _, held = corpus.entities(args.data)
    for mix in NER:
        model.ner.domain.data[0] = torch.tensor(mix, dtype=torch.float32) @ vectors
        found = analyse(model, table, [s.words for s in held["winer"]], (0, 0), saved["labels"], tree=False)
        print(mix, "winer", score_entities(held["winer"], found, True), flush=True)


if __name__ == "__main__":
    main()
