"""The choice of encoder: trains the same network with other layers in the place of the gated linear recurrence, and prints its score and speed.

usage: encoders.py --layers recurrence|lstm|convolution|attention [options of train.py]

Only the comparison of `docs/model.md` uses this; the product has the recurrence. All layers take and give [time, batch, width], pre-norm and residual,
and cost about as many multiply-adds.
"""

import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

import corpus
import model
import train
from score import analyse, score_trees


class Lstm(nn.Module):
    """Bidirectional LSTM (Hochreiter and Schmidhuber 1997; Graves 2005) and a projection."""

    def __init__(self, width, hidden, dropout):
        super().__init__()
        hidden = hidden * 4 // 5
        self.norm = nn.LayerNorm(width)
        self.lstm = nn.LSTM(width, hidden, bidirectional=True)
        self.out = nn.Linear(2 * hidden, width)
        self.dropout = dropout

    def forward(self, x, mask):
        lengths = mask[..., 0].sum(0).long().clamp(min=1)
        packed = nn.utils.rnn.pack_padded_sequence(self.norm(x), lengths, enforce_sorted=False)
        state, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], total_length=len(x))
        return x + model.locked_dropout(self.out(state), self.dropout, self.training)


class Convolution(nn.Module):
    """Gated convolution over a window of five (Dauphin et al. 2017) and a projection; depth gives the context."""

    def __init__(self, width, hidden, dropout):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.mix = nn.Conv1d(width, width, 5, padding=2, groups=width)
        self.inner = nn.Linear(width, 4 * hidden)
        self.out = nn.Linear(2 * hidden, width)
        self.dropout = dropout

    def forward(self, x, mask):
        y = self.norm(x) * mask
        y = y + self.mix(y.permute(1, 2, 0)).permute(2, 0, 1)
        return x + model.locked_dropout(self.out(F.glu(self.inner(y))), self.dropout, self.training)


class Attention(nn.Module):
    """Self-attention of four heads with a bias by distance, and a feed-forward part (Vaswani et al. 2017; Raffel et al. 2020)."""

    HEADS = 4
    REACH = 32

    def __init__(self, width, hidden, dropout):
        super().__init__()
        self.norm, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.bias = nn.Parameter(torch.zeros(self.HEADS, 2 * self.REACH + 1))
        self.merge = nn.Linear(width, width)
        self.inner = nn.Linear(width, 2 * hidden)
        self.out = nn.Linear(2 * hidden, width)
        self.dropout = dropout

    def forward(self, x, mask):
        n, batch, width = x.shape
        q, k, v = (p.view(n, batch, self.HEADS, -1).permute(1, 2, 0, 3) for p in self.qkv(self.norm(x)).chunk(3, -1))
        apart = (torch.arange(n)[:, None] - torch.arange(n)[None]).clamp(-self.REACH, self.REACH) + self.REACH
        hidden = (mask[..., 0].T == 0)[:, None, None]
        bias = self.bias[:, apart][None].masked_fill(hidden, -1e9)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=bias).permute(2, 0, 1, 3).reshape(n, batch, width)
        x = x + model.locked_dropout(self.merge(y), self.dropout, self.training)
        return x + model.locked_dropout(self.out(F.gelu(self.inner(self.norm2(x)))), self.dropout, self.training)


LAYERS = {"recurrence": model.Layer, "lstm": Lstm, "convolution": Convolution, "attention": Attention}


def main():
    name = sys.argv.pop(sys.argv.index("--layers") + 1)
    sys.argv.remove("--layers")
    model.Layer = LAYERS[name]
    trainer = train.Trainer(train.arguments())
    trainer.run()
    trainer.model.load_state_dict(trainer.average)
    sentences, domain = corpus.evaluation(trainer.args.data)["sequoia-dev"]
    texts = [s.words for s in sentences]
    spent = []
    for _ in range(3):
        began = time.process_time()
        found = analyse(trainer.model, trainer.table, texts, (domain, 0), trainer.labels, trainer.lemmatiser)
        spent.append(time.process_time() - began)
    size = sum(p.numel() for n, p in trainer.model.named_parameters() if not n.startswith(("encoder.word", "encoder.sub", "encoder.lex")))
    words = sum(map(len, texts))
    print(name, json.dumps(score_trees(sentences, found)), f"{size} weights beside the tables, {words / min(spent):.0f} words/s in PyTorch", flush=True)


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
