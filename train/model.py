"""The network: features -> gated bidirectional linear recurrences -> heads. `FORMAT.md` gives the equations.

The recurrence is linear with gates that see the input only (SRU, Lei et al. 2018; HGRN, Qin et al. 2023): the heavy products do not wait
for the step before, so they run over all words at once, on a CPU as well. Sequences are time-major: [time, batch, features].
"""

from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from features import bucket, counted, key_of, lexicon_features, shape_features, subword_features


@dataclass
class Sizes:
    """Sizes of the network; `config.json` carries them."""

    word_dim: int = 128
    sub_dim: int = 96
    lex_dim: int = 48
    sub_rows: int = 32768
    lex_rows: int = 8192
    width: int = 256
    hidden: int = 160
    trunk: int = 3
    parse: int = 1
    ner: int = 1
    ner_hidden: int = 96
    arc: int = 128
    label: int = 128

    def as_dict(self):
        """For JSON."""
        return asdict(self)


class FeatureTable:
    """Feature rows of every known type, in compressed rows; grows as types are added."""

    def __init__(self, words, lexicons, sizes):
        self.word_row = {w: i + 1 for i, w in enumerate(words)}
        self.lexicons = lexicons
        self.sizes = sizes
        self.number = {}
        self.words, self.sub, self.lex = [], [], []
        self.frozen = None

    def add(self, normal):
        """Number of a normalised form."""
        if normal in self.number:
            return self.number[normal]
        n = self.number[normal] = len(self.number)
        tags = counted({t for lexicon in self.lexicons for _, t in lexicon.lookup(normal)}, normal)
        self.words.append(self.word_row.get(key_of(normal), 0))
        self.sub.append(np.array([bucket(f, self.sizes.sub_rows) for f in subword_features(normal)], np.int32))
        named = shape_features(normal) + lexicon_features(tags)
        self.lex.append(np.array([bucket(f, self.sizes.lex_rows) for f in named], np.int32))
        self.frozen = None
        return n

    def freeze(self):
        """Flat arrays for fast gathering."""
        if self.frozen is None:
            flat = [np.array(self.words, np.int64)]
            for rows in (self.sub, self.lex):
                lengths = np.array([len(r) for r in rows], np.int64)
                flat += [np.concatenate(rows), lengths, np.concatenate([[0], np.cumsum(lengths)[:-1]])]
            self.frozen = flat
        return self.frozen

    def gather(self, types):
        """(word rows, sub rows, sub offsets, sub lengths, lex …) of an array of type numbers, as tensors."""
        words, *bags = self.freeze()
        out = [torch.from_numpy(words[types])]
        for flat, lengths, starts in (bags[:3], bags[3:]):
            n = lengths[types]
            offsets = np.concatenate([[0], np.cumsum(n)[:-1]])
            index = np.arange(n.sum()) + np.repeat(starts[types] - offsets, n)
            out += [torch.from_numpy(flat[index].astype(np.int64)), torch.from_numpy(offsets), torch.from_numpy(n)]
        return out


class Scan(torch.autograd.Function):
    """h[t] = a[t] * h[t-1] + b[t] over the first axis, h[-1] = 0."""

    @staticmethod
    def forward(ctx, a, b):
        h = torch.empty_like(b)
        h[0] = b[0]
        for t in range(1, len(b)):
            torch.addcmul(b[t], a[t], h[t - 1], out=h[t])
        ctx.save_for_backward(a, h)
        return h

    @staticmethod
    def backward(ctx, grad):
        a, h = ctx.saved_tensors
        grad = grad.contiguous()
        gb = torch.empty_like(grad)
        gb[-1] = grad[-1]
        for t in range(len(grad) - 2, -1, -1):
            torch.addcmul(grad[t], a[t + 1], gb[t + 1], out=gb[t])
        ga = torch.zeros_like(gb)
        torch.mul(gb[1:], h[:-1], out=ga[1:])
        return ga, gb


class Layer(nn.Module):
    """Pre-norm, depthwise window of three, gated bidirectional linear recurrence, residual."""

    def __init__(self, width, hidden, dropout):
        super().__init__()
        self.hidden = hidden
        self.norm = nn.LayerNorm(width)
        self.conv = nn.Parameter(torch.tensor([0.2, 1.0, 0.2])[:, None].repeat(1, width))
        self.conv_bias = nn.Parameter(torch.zeros(width))
        self.inner = nn.Linear(width, 6 * hidden)
        self.out = nn.Linear(2 * hidden, width)
        self.dropout = dropout
        # forget gates start between 0.5 and 0.95, so that both near and far memory exist from the first step
        with torch.no_grad():
            for k in (2, 3):
                self.inner.bias[k * hidden : (k + 1) * hidden] = torch.logit(torch.linspace(0.5, 0.95, hidden))
            self.out.weight *= 0.5

    def forward(self, x, mask):
        """x [time, batch, width], mask [time, batch, 1] (1 for words)."""
        h = self.hidden
        y = self.norm(x) * mask
        c = y * self.conv[1] + self.conv_bias
        c = c + F.pad(y[:-1] * self.conv[0], (0, 0, 0, 0, 1, 0)) + F.pad(y[1:] * self.conv[2], (0, 0, 0, 0, 0, 1))
        u = self.inner(c)
        gate = torch.sigmoid(u[..., 2 * h : 4 * h])
        new = (1 - gate) * u[..., : 2 * h] * mask
        gate = torch.cat((gate[..., :h], gate[..., h:].flip(0)), -1)
        new = torch.cat((new[..., :h], new[..., h:].flip(0)), -1)
        state = Scan.apply(gate, new)
        state = torch.cat((state[..., :h], state[..., h:].flip(0)), -1)
        g = state * F.silu(u[..., 4 * h :])
        return x + locked_dropout(self.out(g), self.dropout, self.training)


def locked_dropout(x, rate, training):
    """Variational dropout: one mask per sequence and feature (Gal and Ghahramani 2016)."""
    if not training or rate == 0:
        return x
    return x * torch.empty(1, *x.shape[1:]).bernoulli_(1 - rate).div_(1 - rate)


class Encoder(nn.Module):
    """Features and the trunk."""

    def __init__(self, sizes, words, dropout=0.1):
        super().__init__()
        self.sizes = sizes
        self.dropout = dropout
        self.word = nn.Embedding(words + 1, sizes.word_dim)
        self.sub = nn.EmbeddingBag(sizes.sub_rows, sizes.sub_dim, mode="sum")
        self.lex = nn.EmbeddingBag(sizes.lex_rows, sizes.lex_dim, mode="sum")
        for table in (self.word, self.sub, self.lex):
            nn.init.normal_(table.weight, std=0.25)
        self.input = nn.Linear(sizes.word_dim + sizes.sub_dim + sizes.lex_dim, sizes.width)
        self.root = nn.Parameter(torch.randn(sizes.width) * 0.3)
        self.mask_vector = nn.Parameter(torch.randn(sizes.width) * 0.3)
        self.trunk = nn.ModuleList(Layer(sizes.width, sizes.hidden, dropout) for _ in range(sizes.trunk))

    def parts(self, gathered):
        """The three feature vectors of types, [types, …] each."""
        words, sub, sub_offsets, sub_n, lex, lex_offsets, lex_n = gathered
        return (
            self.word(words),
            self.sub(sub, sub_offsets) / sub_n.sqrt()[:, None],
            self.lex(lex, lex_offsets) / lex_n.sqrt()[:, None],
        )

    def embed(self, gathered, inverse, word_dropout=0.0):
        """x0 [time, batch, width] of `inverse` [time, batch] into the gathered types.

        With word dropout the word vector (and a third as often the subword vector too) is taken away, so that unknown words are met in training.
        """
        word, sub, lex = self.parts(gathered)
        if not (self.training and word_dropout):
            return self.input(torch.cat((word, sub, lex), -1))[inverse]
        lost = torch.rand(inverse.shape)[..., None]
        unknown = self.word.weight[0]
        word = torch.where(lost < word_dropout, unknown, word[inverse])
        sub = sub[inverse] * (lost >= word_dropout / 3)
        return self.input(torch.cat((word, sub, lex[inverse]), -1))

    def forward(self, x0, mask):
        """Trunk output of [time, batch] words with the root put before: [time+1, batch, width]."""
        root = self.root.expand(1, x0.shape[1], -1)
        x = locked_dropout(torch.cat((root, x0)), self.dropout, self.training)
        for layer in self.trunk:
            x = layer(x, mask)
        return x


class Branch(nn.Module):
    """Layers on top of the trunk for one family of tasks, with a vector for each corpus' conventions."""

    def __init__(self, sizes, layers, hidden, domains, dropout):
        super().__init__()
        self.domain = nn.Parameter(torch.zeros(domains, sizes.width))
        self.layers = nn.ModuleList(Layer(sizes.width, hidden, dropout) for _ in range(layers))
        self.norm = nn.LayerNorm(sizes.width)
        self.dropout = dropout

    def forward(self, x, mask, domain=None):
        """`domain`: index per sentence [batch], or None for the domain-less pre-training."""
        if domain is not None:
            x = x + self.domain[domain]
        for layer in self.layers:
            x = layer(x, mask)
        return locked_dropout(self.norm(x), self.dropout, self.training)


class Network(nn.Module):
    """Encoder, two branches and all heads."""

    def __init__(self, sizes, words, labels, domains=(4, 3), dropout=0.3):
        super().__init__()
        self.encoder = Encoder(sizes, words, dropout)
        self.parse = Branch(sizes, sizes.parse, sizes.hidden, domains[0], dropout)
        self.ner = Branch(sizes, sizes.ner, sizes.ner_hidden, domains[1], dropout)
        d = sizes.width
        self.upos = nn.Linear(d, len(labels["upos"]))
        self.tag = nn.Linear(d, len(labels["tags"]))
        self.script = nn.Linear(d, len(labels["scripts"]))
        self.arc_dep = nn.Linear(d, sizes.arc)
        self.arc_head = nn.Linear(d, sizes.arc)
        self.arc_bilinear = nn.Parameter(torch.randn(sizes.arc, sizes.arc) / sizes.arc)
        self.arc_prior = nn.Parameter(torch.zeros(sizes.arc))
        self.label_dep = nn.Linear(d, sizes.label, bias=False)
        self.label_head = nn.Linear(d, sizes.label)
        self.label_out = nn.Linear(sizes.label, len(labels["deprels"]))
        self.entity = nn.Linear(d, len(labels["entities"]))
        self.dropout = dropout

    def arcs(self, p, mask):
        """Arc scores [batch, dependent 0…n, head 0…n]; padding heads and self loops get -1e9."""
        dep = locked_dropout(F.relu(self.arc_dep(p)), self.dropout, self.training).transpose(0, 1)
        head = locked_dropout(F.relu(self.arc_head(p)), self.dropout, self.training).transpose(0, 1)
        scores = (dep @ self.arc_bilinear) @ head.transpose(1, 2) + (head @ self.arc_prior)[:, None]
        scores = scores.masked_fill(mask.squeeze(-1).T[:, None] == 0, -1e9)
        return scores.masked_fill(torch.eye(scores.shape[1], dtype=torch.bool), -1e9)

    def labels(self, p, dependents, heads):
        """Label logits of arcs given as flat row indices into p [time*batch, width]."""
        dep, head = self.label_dep(p), self.label_head(p)
        width = dep.shape[-1]
        both = F.relu(dep.reshape(-1, width)[dependents] + head.reshape(-1, width)[heads])
        return self.label_out(F.dropout(both, self.dropout, self.training))
