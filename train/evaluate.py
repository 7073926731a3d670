"""Step 8: the scores of an exported (quantised) model, read with NumPy: gold tokens, raw text, news signs, entities, du/des."""

import argparse
import copy
import json
import pathlib

import conllu
import corpus
from align import raw_scores
from parse import parse
from reference import Reader
from score import score_entities, score_trees


def with_news_signs(sentence):
    """The sentence as a newspaper spells it: ’ « » – and no-break spaces inside numbers."""
    out, opened = [], False
    for word in sentence.words:
        if word == '"':
            word = "»" if opened else "«"
            opened = not opened
        out.append("–" if word == "-" else word.replace("'", "’").replace(" ", "\u202f"))
    changed = copy.copy(sentence)
    changed.words = out
    return changed


def raw_run(reader, gold):
    """Scores of a raw-text run: all sentences joined by blanks, tokenised, parsed, aligned."""
    text = " ".join(s.text for s in gold)
    path = pathlib.Path("raw-run.conllu")
    path.write_text(parse(text, "raw", reader), encoding="utf-8")
    system = list(conllu.read(path))
    path.unlink()
    return raw_scores(gold, system)


def dudes(reader, sentences):
    """(right, all) decisions for du/des on surface tokens."""
    right = total = 0
    for s in sentences:
        surface = s.surface()
        forms = [f for f, _ in surface]
        for i, (form, n) in enumerate(surface):
            if form.lower() in ("du", "des"):
                total += 1
                right += reader.splits(forms, i) == (n == 2)
    return right, total


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--data", type=pathlib.Path, required=True)
    args.add_argument("--model", type=pathlib.Path, required=True)
    args = args.parse_args()
    reader = Reader(args.model)
    for name, (sentences, _) in corpus.evaluation(args.data).items():
        sentences = [s for s in sentences if len(s.words) <= reader.config["max_words"]]
        print(name, "gold tokens", json.dumps(score_trees(sentences, [reader.analyse(s.words) for s in sentences])), flush=True)
        news = [with_news_signs(s) for s in sentences]
        print(name, "news signs ", json.dumps(score_trees(sentences, [reader.analyse(s.words) for s in news])), flush=True)
        print(name, "raw text   ", json.dumps(raw_run(reader, sentences)), flush=True)
        right, total = dudes(reader, sentences)
        print(name, f"du/des {right}/{total}", flush=True)
    _, held = corpus.entities(args.data)
    found = [{"entities": reader.entities(s.words)} for s in held["winer"]]
    print("winer 2017-04 on, four coarse types (precision, recall, F1):", score_entities(held["winer"], found, True))


if __name__ == "__main__":
    main()
