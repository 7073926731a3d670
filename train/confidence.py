#!/usr/bin/env python3
"""Fits the confidence of claims: a logistic model over the signals that `glane extract --trace` prints.

usage: confidence.py SCORE_PY GOLD_DIR CLAIMS.jsonl [--also GOLD_DIR CLAIMS.jsonl]… [--out ontology/fr/confidence.ttl] [--threshold P]

Claims are labelled by the benchmark's own matching: right where a gold claim fits (required or optional), wrong where
none does. Documents are dealt into five fixed folds; every figure printed is of documents that the fit has not seen.
Articles given by --also are fitted on in every fold and never
measured. The coefficients written are those of the fit on all folds and those articles. Needs NumPy only; no randomness.
"""
import argparse
import importlib.util
import json
from collections import defaultdict
from pathlib import Path

import numpy as np

FOLDS = 5


def load_scorer(path):
    """The benchmark's scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_of(scorer, folder):
    """The articles of a folder with their known claims."""
    return [scorer.Gold(path) for path in sorted(Path(folder).glob("*.json"))]


def labelled(scorer, golds, claims):
    """Rows (document, features, label, required): label 1 right, 0 wrong; required tells a `must` claim."""
    rows = []
    for gold in golds:
        for got in claims.get(gold.document, []):
            matches = [c for c in gold.claims if scorer.claim_matches(gold, c, got)]
            signals = dict(got["trace"]["signals"])
            rows.append((gold.document, got, signals, 1.0 if matches else 0.0))
    return rows


def matrix(rows, names):
    index = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names) + 1))
    x[:, -1] = 1.0
    for r, (_, _, signals, _) in enumerate(rows):
        for name, value in signals.items():
            if name in index:
                x[r, index[name]] = value
    return x


def fit(x, y, penalty, steps=60):
    """Newton's method on the penalised log-likelihood (Hastie et al. 2009, 4.4.1); the intercept is free."""
    w = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-(x @ w)))
        gradient = x.T @ (y - p) - penalty * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty + 1e-9)
        step = np.linalg.solve(hessian, gradient)
        w += step
        if np.abs(step).max() < 1e-8:
            break
    return w


def penalties(names):
    """Signals that name a predicate, a type or a frame are shrunk harder than those that every claim has."""
    strength = [{"is": 3.0, "frame": 6.0, "subject": 2.0, "object": 2.0}.get(name.split(":")[0], 1.0) for name in names]
    return np.array(strength + [0.0])


def folds_of(documents):
    return {document: i % FOLDS for i, document in enumerate(sorted(documents))}


def held_out(rows, names, fold, also=()):
    """Each row's probability by the fit on the other folds and on the rows `also`."""
    x = matrix(rows, names)
    y = np.array([row[3] for row in rows])
    which = np.array([fold[row[0]] for row in rows])
    p = np.zeros(len(rows))
    more, told = matrix(also, names), np.array([row[3] for row in also])
    for k in range(FOLDS):
        w = fit(np.vstack([x[which != k], more]), np.concatenate([y[which != k], told]), penalties(names))
        p[which == k] = 1 / (1 + np.exp(-(x[which == k] @ w)))
    return p, y


def calibration_error(p, y, bins=10):
    """Expected calibration error (Guo et al. 2017) over equal-width bins."""
    error = 0.0
    for b in range(bins):
        inside = (p >= b / bins) & ((p < (b + 1) / bins) | (b == bins - 1))
        if inside.any():
            error += inside.mean() * abs(p[inside].mean() - y[inside].mean())
    return error


def at_threshold(scorer, golds, rows, p, threshold):
    claims = defaultdict(list)
    for row, probability in zip(rows, p):
        if probability >= threshold:
            claims[row[0]].append(row[1])
    return scorer.score(golds, claims, None, False)


def turtle(names, w):
    lines = [
        "# How the signals of a reading add up to the confidence of a claim: a logistic model, fitted by",
        "# train/confidence.py on articles with known claims. Signals are those of `glane extract --trace`.",
        "",
        "@prefix lx: <https://w3id.org/glane/lexicon#> .",
        "@prefix fr: <https://w3id.org/glane/lexicon/fr#> .",
        "",
        f"fr:confidence a lx:ConfidenceModel ;\n    lx:bias {w[-1]:.4f} ;",
    ]
    pairs = [f'    lx:coefficient [ lx:signal "{n}" ; lx:value {v:.4f} ]' for n, v in zip(names, w) if abs(v) >= 0.00005]
    return "\n".join(lines) + "\n" + " ;\n".join(pairs) + " .\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scorer")
    parser.add_argument("gold")
    parser.add_argument("claims")
    parser.add_argument("--also", nargs=2, action="append", default=[], metavar=("GOLD_DIR", "CLAIMS"), help="further articles to fit on")
    parser.add_argument("--out")
    parser.add_argument("--threshold", type=float)
    args = parser.parse_args()
    scorer = load_scorer(args.scorer)
    golds = gold_of(scorer, args.gold)
    rows = labelled(scorer, golds, scorer.read_jsonl(args.claims))
    also = [row for gold, claims in args.also for row in labelled(scorer, gold_of(scorer, gold), scorer.read_jsonl(claims))]
    counts = defaultdict(int)
    for row in [*rows, *also]:
        for name in row[2]:
            counts[name] += 1
    names = sorted(name for name, count in counts.items() if count >= 5)
    p, y = held_out(rows, names, folds_of(gold.document for gold in golds), also)
    print(f"{len(rows)} claims, {y.mean():.3f} right, calibration error {calibration_error(p, y):.3f} (held out)")
    for threshold in [args.threshold] if args.threshold else [0.0, 0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7]:
        r = at_threshold(scorer, golds, rows, p, threshold)
        print(f"  >= {threshold:.2f}  precision {r['claims.precision']:.3f}  recall {r['claims.recall']:.3f}  f1 {r['claims.f1']:.3f}")
    if args.out:
        every = [*rows, *also]
        w = fit(matrix(every, names), np.array([row[3] for row in every]), penalties(names))
        Path(args.out).write_text(turtle(names, w), "utf-8")


if __name__ == "__main__":
    main()
