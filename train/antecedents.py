#!/usr/bin/env python3
"""Fits the weights by which antecedents are ranked: a conditional logit over the possible antecedents and none of them.

usage: antecedents.py SCORE_PY GOLD_DIR LABELS_DIR CHOICES.jsonl [--chains DIR CHOICES.jsonl] [--out ontology/fr/reference.ttl]

CHOICES are what `glane extract --stop-after mention --trace` prints. GOLD_DIR holds the articles' entities with their names (NAME.json), LABELS_DIR
what each reference refers to: NAME.tsv with lines `OFFSET<TAB>KEY`, KEY an entity's key, several joined by `+`, or `-` for none of them.
An antecedent is right if its names are the entity's. Documents are dealt into five fixed folds; the figures printed are of documents that the fit has not
seen. With --chains, texts with gold chains (`chains.py`) are fitted on too, at --share of a case's weight, and never measured. A wrong join costs a reader
more than a missing one: --doubt asks a description for better odds. The chains before a reference are the program's own, so fit again after a change of weights. Needs NumPy only; no randomness.
"""
import argparse
import json
from collections import defaultdict
from pathlib import Path

import numpy as np

from confidence import FOLDS, folds_of, load_scorer


def labels_of(folder):
    """{document: {offset: set of keys}}; the empty set where nothing is referred to."""
    found = {}
    for path in sorted(folder.glob("*.tsv")):
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        found[path.stem] = {int(r[0]): set(r[1].strip().split("+")) - {"-", "?", ""} for r in rows if r[1].strip() != "?"}
    return found


def cases(choices, golds, labels):
    """{kind: [(document, [signals], [right], text)]}; a case with no right antecedent is one of none."""
    found = defaultdict(list)
    for choice in choices:
        document = choice["document"]
        wanted = labels.get(document, {}).get(choice["start"])
        if wanted is None:
            continue
        keys = [golds[document].keys({"label": a["names"][0], "names": a["names"]}) if a["names"] else set() for a in choice["antecedents"]]
        kept = [(a["signals"], bool(wanted & k)) for a, k in zip(choice["antecedents"], keys)]
        if wanted and not any(right for _, right in kept):
            # An antecedent that no list knows may be another name of the right one: it is neither right nor wrong.
            kept = [pair for pair, k in zip(kept, keys) if k]
        found[choice["kind"]].append((document, [signals for signals, _ in kept], [right for _, right in kept], choice))
    return found


def chained_cases(choices, folder):
    """The same of texts with gold chains: an antecedent is right if half of its mentions are of the reference's chain."""
    found, read = defaultdict(list), {}
    for choice in choices:
        document = choice["document"]
        if document not in read:
            read[document] = json.loads((folder / f"{document}.chains.json").read_text(encoding="utf-8"))
        known = read[document]
        start, end = choice["start"], choice["end"]
        exact = next((c for s, e, c in known["mentions"] if (s, e) == (start, end)), None)
        chain = exact if choice["kind"] in ("possessive", "pronoun") else chain_at(known, choice["head"])
        if chain is None:
            continue
        right = [2 * sum(chain_at(known, head) == chain for head in a["heads"]) >= len(a["heads"]) for a in choice["antecedents"]]
        if any(right) or known["complete"]:
            found[choice["kind"]].append((document, [a["signals"] for a in choice["antecedents"]], right, choice))
    return found


def chain_at(known, head):
    """The chain of the shortest mention around the head."""
    around = [(end - start, chain) for start, end, chain in known["mentions"] if start <= head < end]
    return min(around)[1] if around else None


def tensors(rows, names):
    index = {name: i for i, name in enumerate(names)}
    out = []
    for _, signals, right, _ in rows:
        x = np.zeros((len(signals) + 1, len(names)))
        for r, told in enumerate(signals):
            for name, value in told.items():
                x[r, index[name]] = value
        y = np.array([*right, not any(right)], float)
        out.append((x, y))
    return out


def fit(data, width, penalty, steps=25, more=(), share=0.0):
    """Newton's method on the penalised log of the right antecedents' joint probability (the curvature is that of the denominator)."""
    w = np.zeros(width)
    for _ in range(steps):
        gradient, curvature = -penalty * w, penalty * np.eye(width)
        for weight, (x, y) in [*((1.0, d) for d in data), *((share, d) for d in more)]:
            scores = x @ w
            p = np.exp(scores - scores.max())
            p /= p.sum()
            q = p * y
            mean = p @ x
            gradient += weight * ((q / max(q.sum(), 1e-12)) @ x - mean)
            curvature += weight * ((x * p[:, None]).T @ x - np.outer(mean, mean))
        step = np.linalg.solve(curvature, gradient)
        w += step
        if np.abs(step).max() < 1e-5:
            break
    return w


def outcome(w, x, y):
    """0 right link, 1 wrong link, 2 missed, 3 rightly none."""
    best = int(np.argmax(x @ w))
    none = len(y) - 1
    if best == none:
        return 3 if y[none] else 2
    return 0 if y[best] else 1


def report(kind, data, which, width, penalty, more, share):
    """Held-out links: right, wrong, missed, rightly none."""
    counts, known = [0, 0, 0, 0], sum(not y[-1] for _, y in data)
    for k in range(FOLDS):
        w = fit([d for d, f in zip(data, which) if f != k], width, penalty, more=more, share=share)
        for d, f in zip(data, which):
            if f == k:
                counts[outcome(w, *d)] += 1
    right, wrong, missed, none = counts
    print(f"{kind:14} {len(data):4} cases: precision {right / max(right + wrong, 1):.3f}  recall {right / max(known, 1):.3f}  right {right} wrong {wrong} missed {missed} rightly none {none}")


def turtle(models):
    """The models as the lexicon holds them."""
    lines = [
        "# How signals rank the antecedents of pronouns, possessives and descriptions: conditional logits, fitted by",
        "# train/antecedents.py on articles whose references are known. A description needs better odds than even. Signals are those of `glane extract --stop-after mention --trace`.",
        "",
        "@prefix lx: <https://w3id.org/glane/lexicon#> .",
        "@prefix fr: <https://w3id.org/glane/lexicon/fr#> .",
    ]
    for kind, (names, w) in sorted(models.items()):
        pairs = [f'    lx:coefficient [ lx:signal "{n}" ; lx:value {v:.3f} ]' for n, v in zip(names, w) if abs(v) >= 0.0005]
        lines += ["", f'fr:antecedents-of-{kind} a lx:AntecedentModel ;\n    lx:referenceKind "{kind}" ;', " ;\n".join(pairs) + " ."]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scorer")
    parser.add_argument("gold", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("choices", type=Path)
    parser.add_argument("--penalty", type=float, default=1.0)
    parser.add_argument("--chains", nargs=2, type=Path, metavar=("DIR", "CHOICES"))
    parser.add_argument("--share", type=float, default=0.3)
    parser.add_argument("--doubt", type=float, default=0.0, help="join a description only where that is e^DOUBT times as likely as none")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    scorer = load_scorer(args.scorer)
    golds = {g.document: g for g in (scorer.Gold(p) for p in sorted(args.gold.glob("*.json")))}
    read = lambda path: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = cases(read(args.choices), golds, labels_of(args.labels))
    chained = chained_cases(read(args.chains[1]), args.chains[0]) if args.chains else {}
    fold = folds_of(golds)
    models = {}
    for kind, rows in sorted(found.items()):
        names = sorted({name for _, signals, _, _ in rows for told in signals for name in told})
        data = tensors(rows, names)
        index = set(names)
        more = tensors([(d, [{n: v for n, v in t.items() if n in index} for t in told], r, c) for d, told, r, c in chained.get(kind, [])], names)
        report(kind, data, [fold[r[0]] for r in rows], len(names), args.penalty, more, args.share)
        weights = fit(data, len(names), args.penalty, more=more, share=args.share)
        if kind == "description":
            weights[names.index("bias")] -= args.doubt
        models[kind] = (names, weights)
    if args.out:
        args.out.write_text(turtle(models), encoding="utf-8")


if __name__ == "__main__":
    main()
