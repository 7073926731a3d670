"""Trains UDPipe 1 on the treebanks that glane's model is trained on: its tokeniser, tagger and parser, with UDPipe's own options.

    python benches/peers/udpipe_model.py DATA MODEL [--quick]

DATA holds `ud-fr-sequoia`, `ud-fr-gsd` and `ud-fr-fqb` (see `train/README.md`). Sequoia train, GSD dev and FQB are
learnt, Sequoia dev tells the tokeniser when to stop. The lemmas are brought to Sequoia's habit as `train/` does it, and
columns that the treebanks fill differently (XPOS, MISC but for blanks) are left empty. Ends with the scores on both tests.
"""

import argparse
import os
import pathlib
import sys
import time

from ufal import udpipe

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "train"))
import conllu  # noqa: E402

LEARNT = ["ud-fr-sequoia/fr_sequoia-ud-train.conllu", "ud-fr-gsd/fr_gsd-ud-dev.conllu", "ud-fr-fqb/fr_fqb-ud-test.conllu"]
HELD = "ud-fr-sequoia/fr_sequoia-ud-dev.conllu"
TESTS = ["ud-fr-sequoia/fr_sequoia-ud-test.conllu", "ud-fr-gsd/fr_gsd-ud-test.conllu"]
QUICK = ["epochs=8", "iterations=4", "iterations=4"]
"""Passes of tokeniser, tagger and parser, where the defaults are 100, 20 and 10."""


def sentences_of(text):
    """UDPipe's sentences of CoNLL-U."""
    reader, found, error = udpipe.InputFormat.newConlluInputFormat(), udpipe.Sentences(), udpipe.ProcessingError()
    reader.setText(text)
    sentence = udpipe.Sentence()
    while reader.nextSentence(sentence, error):
        found.push_back(sentence)
        sentence = udpipe.Sentence()
    if error.occurred():
        raise ValueError(error.message)
    return found


def harmonised(data):
    """The treebanks to learn as one CoNLL-U text."""
    banks = [list(conllu.read(data / name)) for name in LEARNT]
    conllu.harmonise_lemmas(banks[0], [sentence for bank in banks[1:] for sentence in bank])
    lemmas = iter([lemma for bank in banks for sentence in bank for lemma in sentence.lemmas])
    lines = []
    for name in LEARNT:
        for line in (data / name).read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) != 10:
                lines.append("" if not line.startswith("#") else None)
                continue
            if "." in cells[0]:
                continue
            if cells[0].isdigit():
                cells[2], cells[4] = next(lemmas), "_"
            cells[8], cells[9] = "_", "SpaceAfter=No" if "SpaceAfter=No" in cells[9] else "_"
            lines.append("\t".join(cells))
        lines.append("")
    return "\n".join(line for line in lines if line is not None) + "\n"


def train(data, path, quick):
    """Trains and writes to `path`."""
    learnt = sentences_of(harmonised(data))
    held = sentences_of((data / HELD).read_text(encoding="utf-8"))
    error = udpipe.ProcessingError()
    options = QUICK if quick else [udpipe.Trainer.DEFAULT] * 3
    model = udpipe.Trainer.train("morphodita_parsito", learnt, held, *options, error)
    if error.occurred():
        raise ValueError(error.message)
    part = path.with_suffix(".part")
    part.write_bytes(model)
    os.replace(part, path)


def trained(data, path, quick):
    """The model at `path`, trained first where there is none."""
    if not path.exists():
        start = time.perf_counter()
        train(data, path, quick)
        print(f"UDPipe trained in {time.perf_counter() - start:.0f} s, {time.process_time():.0f} s of processor time", file=sys.stderr)
    model = udpipe.Model.load(str(path))
    if model is None:
        raise ValueError(f"{path} is no UDPipe model")
    return model


def universal(text):
    """CoNLL-U without the subtypes of the relations."""
    rows = [line.split("\t") for line in text.splitlines()]
    return "\n".join("\t".join([*r[:7], r[7].split(":")[0], *r[8:]]) if len(r) == 10 else r[0] for r in rows) + "\n"


def attachment(gold, found):
    """(UPOS, LAS on universal labels) of CoNLL-U with the same words, in per cent."""
    rows = [[l.split("\t") for l in universal(t).splitlines() if l.split("\t")[0].isdigit()] for t in (gold, found)]
    if len(rows[0]) != len(rows[1]):
        raise ValueError("the words differ")
    upos = sum(g[3] == f[3] for g, f in zip(*rows))
    tree = sum(g[6:8] == f[6:8] for g, f in zip(*rows))
    return 100 * upos / len(rows[0]), 100 * tree / len(rows[0])


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("data", type=pathlib.Path)
    args.add_argument("model", type=pathlib.Path)
    args.add_argument("--quick", action="store_true", help="fewer passes: as fast a model, not as good a one")
    args = args.parse_args()
    model = trained(args.data, args.model, args.quick)
    pipeline = udpipe.Pipeline(model, "conllu", udpipe.Pipeline.DEFAULT, udpipe.Pipeline.DEFAULT, "conllu")
    for name in TESTS:
        gold = (args.data / name).read_text(encoding="utf-8")
        upos, las = attachment(gold, pipeline.process(gold))
        print(f"{pathlib.Path(name).stem}, gold tokens: UPOS {upos:.2f}, LAS {las:.2f}")


if __name__ == "__main__":
    main()
