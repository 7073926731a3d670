"""`FORMAT.md` in NumPy: reads an exported model and computes what the Rust reader must. No PyTorch.

Slow but plain; the parity fixture is made with it, and development parses (`parse.py`).
"""

import json
import pathlib

import numpy as np
from safetensors.numpy import load_file

from decode import eisner, legal_transitions, spans_of, viterbi
from features import bucket, counted, key_of, lexicon_features, normalise, shape_features, subword_features
from lemma import Lemmatiser
from lexicon import Lexicon


def sigmoid(x):
    """Logistic function."""
    return 1 / (1 + np.exp(-x))


def log_softmax(x):
    """Over the last axis."""
    x = x - x.max(-1, keepdims=True)
    return x - np.log(np.exp(x).sum(-1, keepdims=True))


class Reader:
    """An exported model."""

    def __init__(self, folder):
        folder = pathlib.Path(folder)
        self.config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.t = {k: v.astype(np.float32) for k, v in load_file(folder / self.config["weights"]).items()}
        for name in ("word", "sub", "lex"):
            self.t[f"{name}.weight"] *= self.t[f"{name}.scale"][:, None]
        words = (folder / self.config["words"]).read_text(encoding="utf-8").splitlines()
        self.word_row = {w: i + 1 for i, w in enumerate(words)}
        self.lexicons = [Lexicon(folder / name) for name in self.config["lexicons"]]
        self.lemmatiser = Lemmatiser(Lexicon(folder / self.config["memory"]), self.lexicons[0], self.config["scripts"])
        self.moves = legal_transitions(self.config["entities"])
        self.tag_upos = np.array([self.config["upos"].index(t.split("|")[0]) for t in self.config["tags"]])
        self.cache = {}

    def linear(self, name, x):
        """x · weight + bias."""
        y = x @ self.t[f"{name}.weight"]
        return y + self.t[f"{name}.bias"] if f"{name}.bias" in self.t else y

    def norm(self, name, x):
        """Layer norm."""
        centred = x - x.mean(-1, keepdims=True)
        return centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5) * self.t[f"{name}.norm.gain"] + self.t[f"{name}.norm.bias"]

    def features(self, form):
        """(word row, sub rows, lex rows) of a form."""
        normal = normalise(form)
        tags = counted({t for lexicon in self.lexicons for _, t in lexicon.lookup(normal)}, normal)
        sub = [bucket(f, len(self.t["sub.weight"])) for f in subword_features(normal)]
        lex = [bucket(f, len(self.t["lex.weight"])) for f in shape_features(normal) + lexicon_features(tags)]
        return self.word_row.get(key_of(normal), 0), sub, lex

    def x0(self, form):
        """Input vector of a form."""
        if form not in self.cache:
            word, sub, lex = self.features(form)
            bags = [self.t[n][r].sum(0) / np.sqrt(len(r)) for n, r in (("sub.weight", sub), ("lex.weight", lex))]
            self.cache[form] = self.linear("input", np.concatenate([self.t["word.weight"][word], *bags]))
        return self.cache[form]

    def layer(self, name, x):
        """One recurrent layer."""
        h = len(self.t[f"{name}.out.weight"]) // 2
        y = np.pad(self.norm(name, x), ((1, 1), (0, 0)))
        kernel = self.t[f"{name}.conv.weight"]
        c = y[:-2] * kernel[0] + y[1:-1] * kernel[1] + y[2:] * kernel[2] + self.t[f"{name}.conv.bias"]
        u = self.linear(f"{name}.in", c)
        gates = sigmoid(u[:, 2 * h : 4 * h])
        new = (1 - gates) * u[:, : 2 * h]
        states = np.zeros_like(new)
        before = np.zeros(h, np.float32)
        after = np.zeros(h, np.float32)
        for t in range(len(x)):
            before = states[t, :h] = gates[t, :h] * before + new[t, :h]
        for t in range(len(x) - 1, -1, -1):
            after = states[t, h:] = gates[t, h:] * after + new[t, h:]
        o = u[:, 4 * h :]
        return x + self.linear(f"{name}.out", states * o * sigmoid(o))

    def stack(self, name, x):
        """All layers of a stack."""
        for i in range(self.config[name]):
            x = self.layer(f"{name}.{i}", x)
        return x

    def scores(self, words):
        """All logits of a sentence that do not depend on decoding, and p."""
        x = np.stack([self.t["root"]] + [self.x0(w) for w in words]).astype(np.float32)
        trunk = self.stack("trunk", x)
        p = self.norm("parse", self.stack("parse", trunk + self.t["parse.domain"]))
        e = self.norm("ner", self.stack("ner", trunk + self.t["ner.domain"]))
        dep, head = (np.maximum(self.linear(f"arc.{n}", p), 0) for n in ("dep", "head"))
        arcs = dep @ self.t["arc.bilinear"] @ head.T + head @ self.t["arc.prior"]
        np.fill_diagonal(arcs, -1e9)
        return {
            "x0": x[1:], "trunk": trunk, "p": p, "arcs": arcs,
            "upos": self.linear("upos", p[1:]), "tag": self.linear("tag", p[1:]), "script": self.linear("script", p[1:]),
            "ner": self.linear("ner", e[1:]),
        }  # fmt: skip

    def label_logits(self, p, heads):
        """Label logits of the arcs (word i+1 <- heads[i])."""
        both = self.linear("label.dep", p[1:]) + self.linear("label.head", p)[heads]
        return self.linear("label.out", np.maximum(both, 0))

    def analyse(self, words):
        """Columns of one sentence of at most `max_words` words."""
        s = self.scores(words)
        c = self.config
        heads = eisner(log_softmax(s["arcs"]))[1:]
        upos = s["upos"].argmax(-1)
        tags = np.where(self.tag_upos[None] == upos[:, None], s["tag"], -1e9).argmax(-1)
        feats = [c["tags"][t].split("|", 1)[1] if "|" in c["tags"][t] else "_" for t in tags]
        labels = self.label_logits(s["p"], heads)
        root = c["deprels"].index("root")
        labels[:, root] = -1e9
        labels[heads == 0, root] = 1e9
        upos = [c["upos"][u] for u in upos]
        return {
            "upos": upos, "feats": feats, "heads": heads.tolist(),
            "deprels": [c["deprels"][i] for i in labels.argmax(-1)],
            "lemmas": [self.lemmatiser.lemma(w, u, f, x) for w, u, f, x in zip(words, upos, feats, s["script"])],
            "entities": self.spans(s["ner"]),
        }  # fmt: skip

    def spans(self, logits):
        """Entity spans from their logits."""
        path = viterbi(log_softmax(logits.astype(np.float64)), *self.moves)
        return spans_of([self.config["entities"][i] for i in path])

    def entities(self, words):
        """Entity spans of one sentence."""
        return self.spans(self.scores(words)["ner"])

    def splits(self, forms, i):
        """Whether the du/des at surface token i is a contraction."""
        zero = np.zeros(len(self.t["root"]), np.float32)
        x = np.concatenate([self.x0(forms[j]) if 0 <= j < len(forms) else zero for j in range(i - 2, i + 3)])
        return bool(self.linear("dudes.out", np.maximum(self.linear("dudes.hidden", x), 0))[0] > 0)


def parity(reader, sentences):
    """The parity fixture: features, logits and result of a few sentences; label logits for the decoded heads."""
    return {"tolerance": 1e-4, "sentences": [parity_of(reader, words) for words in sentences]}


def parity_of(reader, words):
    """One sentence of the fixture."""
    s = reader.scores(words)
    result = reader.analyse(words)
    features = [reader.features(w) for w in words]
    shown = {k: np.round(s[k].astype(np.float64), 6).tolist() for k in ("upos", "tag", "script", "arcs", "ner")}
    return {
        "words": words,
        "features": [{"word": w, "sub": sorted(a), "lex": sorted(b)} for w, a, b in features],
        "x0_first": np.round(s["x0"][0].astype(np.float64), 6).tolist(),
        "trunk_last": np.round(s["trunk"][-1].astype(np.float64), 6).tolist(),
        **shown,
        "label": np.round(reader.label_logits(s["p"], np.array(result["heads"])).astype(np.float64), 6).tolist(),
        "result": result,
    }
