"""Step 6: the small network that tells contractions *du*, *des* from determiners, on the trained word vectors (`FORMAT.md` section 7)."""

import argparse
import pathlib

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import conllu
import corpus
from features import key_of, normalise
from lexicon import LEXICONS, Lexicon
from model import Encoder, FeatureTable, Sizes

WINDOW = (-2, -1, 0, 1, 2)
HIDDEN = 64


def cases(sentences, table):
    """(type numbers at the window, -1 outside, label) of every du/des."""
    for s in sentences:
        surface = s.surface()
        keys = [key_of(normalise(form)) for form, _ in surface]
        for i, key in enumerate(keys):
            if key in ("du", "des"):
                places = [i + d for d in WINDOW]
                yield [table.add(normalise(surface[j][0])) if 0 <= j < len(surface) else -1 for j in places], surface[i][1] == 2


def vectors(encoder, table, numbers):
    """x0 of windows [cases, window * width]; zeros outside the sentence."""
    types, inverse = np.unique(numbers, return_inverse=True)
    inside = types >= 0
    with torch.no_grad():
        known = encoder.input(torch.cat(encoder.parts(table.gather(types[inside])), -1))
    x = torch.zeros(len(types), known.shape[1])
    x[torch.from_numpy(inside)] = known
    return x[torch.from_numpy(inverse.reshape(numbers.shape))].flatten(1)


def train_head(x, y, width, steps=1500, seed=1):
    """Two layers, trained with heavy dropout: there are a few thousand cases only. The last third of the weights' path is averaged."""
    torch.manual_seed(seed)
    net = nn.Sequential(nn.Linear(len(WINDOW) * width, HIDDEN), nn.ReLU(), nn.Dropout(0.4), nn.Linear(HIDDEN, 1))
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=0.05)
    average, n = {k: torch.zeros_like(v) for k, v in net.state_dict().items()}, 0
    for step in range(steps):
        pick = torch.randint(len(x), (128,))
        # whole neighbours are dropped now and then, the token itself never
        kept = (torch.rand(128, len(WINDOW), 1) > 0.1).float()
        kept[:, 2] = 1
        rows = F.dropout((x[pick].view(128, len(WINDOW), -1) * kept).flatten(1), 0.2)
        loss = F.binary_cross_entropy_with_logits(net(rows)[:, 0], y[pick])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if step > steps * 2 // 3:
            n += 1
            for k, v in net.state_dict().items():
                average[k] += v
    net.load_state_dict({k: v / n for k, v in average.items()})
    return net.eval()


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--data", type=pathlib.Path, required=True)
    args.add_argument("--work", type=pathlib.Path, required=True)
    args.add_argument("--lexicons", type=pathlib.Path, required=True)
    args.add_argument("--checkpoint", type=pathlib.Path, required=True, help="of train.py")
    args.add_argument("--out", type=pathlib.Path, required=True)
    args = args.parse_args()
    torch.set_num_threads(1)
    saved = torch.load(args.checkpoint, weights_only=False)
    sizes = Sizes(**saved["sizes"])
    words = (args.work / "words.txt").read_text(encoding="utf-8").splitlines()
    encoder = Encoder(sizes, len(words))
    encoder.load_state_dict({k[8:]: v for k, v in saved["model"].items() if k.startswith("encoder.")})
    table = FeatureTable(words, [Lexicon(args.lexicons / n) for n in LEXICONS], sizes)
    found = list(cases([s for b, _, _ in corpus.treebanks(args.data) for s in b], table))
    x = vectors(encoder, table, np.array([c for c, _ in found]))
    y = torch.tensor([float(l) for _, l in found])
    net = train_head(x, y, sizes.width)
    print(len(found), "cases")
    for name, (sentences, _) in corpus.evaluation(args.data).items():
        test = list(cases(sentences, table))
        scores = net(vectors(encoder, table, np.array([c for c, _ in test])))[:, 0]
        right = [(s > 0) == l for s, (_, l) in zip(scores.tolist(), test)]
        print(name, len(right), "du/des,", f"{100 * sum(right) / len(right):.1f} % right")
    torch.save(net.state_dict(), args.out)


if __name__ == "__main__":
    main()
