"""Is *du* or *des* a contraction (de + le/les) or a determiner? A linear classifier over hashed context.

Runs on surface tokens, before the words are known. Score = bias + sum of the weights of the features; positive = contraction.
"""

import zlib

import numpy as np

from features import key_of, normalise

BUCKETS = 1 << 15


def context_features(keys, tag_sets, i):
    """Feature strings for token i: keys, suffixes and ambiguity classes around it (`FORMAT.md`, «du and des»)."""
    own = keys[i]

    def at(j):
        return (keys[j], tag_sets[j]) if 0 <= j < len(keys) else ("#", "#")

    found = [own]
    for d in (-3, -2, -1, 1, 2, 3):
        key, tags = at(i + d)
        found += [f"{own} {d} w {key}", f"{own} {d} t {tags}"]
        if abs(d) == 1:
            found += [f"{own} {d} s {key[-3:]}", f"{own} {d} e {key[-1:]}"]
    (left, left_tags), (right, right_tags), (left2, left2_tags) = at(i - 1), at(i + 1), at(i - 2)
    found += [f"{own} lr {left} {right}", f"{own} tt {left_tags} {right_tags}", f"{own} ll {left2} {left}", f"{own} lt {left2_tags} {left_tags}"]
    return found


def buckets(features):
    """Rows of the weight vector."""
    return [zlib.crc32(f.encode("utf-8")) % BUCKETS for f in features]


def keys_and_tags(forms, lexicon):
    """Key and ambiguity class (`A…` feature without its letter) of each surface form."""
    keys, tags = [], []
    for form in forms:
        normal = normalise(form)
        keys.append(key_of(normal))
        tags.append("|".join(sorted({t.split("|")[0] for _, t in lexicon.lookup(normal)})))
    return keys, tags


def cases(sentences, lexicon):
    """(buckets, is contraction) of every du/des of annotated sentences."""
    for s in sentences:
        surface = s.surface()
        if not any(form.lower() in ("du", "des") for form, _ in surface):
            continue
        keys, tags = keys_and_tags([form for form, _ in surface], lexicon)
        for i, (_, n) in enumerate(surface):
            if keys[i] in ("du", "des"):
                yield buckets(context_features(keys, tags, i)), n == 2


def train(examples, epochs=12, seed=1, rate=0.3, decay=1e-6):
    """Averaged logistic regression by AdaGrad; returns (weights f32, bias)."""
    rng = np.random.default_rng(seed)
    w, total, grads = (np.zeros(BUCKETS + 1) for _ in range(3))
    steps = 0
    for _ in range(epochs):
        for k in rng.permutation(len(examples)):
            rows, label = examples[k]
            rows = np.array(rows + [BUCKETS])
            error = label - 1 / (1 + np.exp(-w[rows].sum()))
            grads[rows] += error * error
            w[rows] += rate * (error / np.sqrt(grads[rows] + 1e-8)) - decay * w[rows]
            steps += 1
        total += w
    mean = total / epochs
    return mean[:-1].astype(np.float32), float(mean[-1])


def decide(weights, bias, forms, lexicon):
    """{index: is contraction} of the du/des among surface forms."""
    if not any(f.lower() in ("du", "des") for f in forms):
        return {}
    keys, tags = keys_and_tags(forms, lexicon)
    return {
        i: bool(bias + weights[buckets(context_features(keys, tags, i))].sum() > 0)
        for i, key in enumerate(keys)
        if key in ("du", "des")
    }
