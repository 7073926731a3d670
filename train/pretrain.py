"""Step 4: pre-train the encoder on raw text by masked words (Devlin et al. 2019), resumable.

A fifth of the words is hidden; the target is the word's key if frequent, else a hashed bucket of its suffix and case. The output table is the
word table itself, so that word vectors learn too. The softmax runs over the targets of the batch and some random classes (a full one over 17,000 classes
would take a third of the time); the learned bias of a class takes up how often it is drawn.
"""

import argparse
import pathlib
import time
import zlib

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import parallel
from batches import by_length, gather_batch
from features import case_class, key_of
from lexicon import Lexicon
from model import Branch, Encoder, FeatureTable, Sizes

FREQUENT = 20000
BUCKETS = 1024
NEGATIVES = 2048
HIDDEN_SHARE = 0.22


class MaskedWords(nn.Module):
    """Encoder, parse branch and the output layer of pre-training."""

    def __init__(self, sizes, words):
        super().__init__()
        self.encoder = Encoder(sizes, words, dropout=0.05)
        self.parse = Branch(sizes, sizes.parse, sizes.hidden, 1, 0.0)
        self.project = nn.Linear(sizes.width, sizes.word_dim)
        self.rare = nn.Parameter(torch.randn(BUCKETS, sizes.word_dim) * 0.1)
        self.bias = nn.Parameter(torch.zeros(FREQUENT + BUCKETS))

    def forward(self, batch, targets):
        """Mean cross-entropy of hidden words; `targets` [types in batch] are target classes."""
        gathered, inverse, mask = batch
        real = mask[1:, :, 0] > 0
        chosen = (torch.rand(inverse.shape) < HIDDEN_SHARE) & real
        hidden = chosen & (torch.rand(inverse.shape) < 0.87)
        x0 = self.encoder.embed(gathered, inverse)
        x0 = torch.where(hidden[..., None], self.encoder.mask_vector, x0)
        p = self.parse(self.encoder(x0, mask), mask)[1:][chosen]
        wanted = targets[inverse[chosen]]
        candidates, index = torch.unique(torch.cat((wanted, random_classes())), return_inverse=True)
        return F.cross_entropy(self.scores(self.project(p), candidates), index[: len(wanted)])

    def scores(self, projected, candidates):
        """Logits of candidate classes, sorted ascending."""
        frequent = candidates[candidates < FREQUENT]
        rare = candidates[len(frequent) :]
        table = torch.cat((self.encoder.word(frequent + 1), self.rare[rare - FREQUENT]))
        return F.linear(projected, table, self.bias[candidates])


def random_classes():
    """Negative classes, log-uniform over frequency ranks, so that frequent words are drawn more often."""
    ranks = torch.exp(torch.rand(NEGATIVES) * float(np.log(FREQUENT + BUCKETS))) - 1
    return ranks.long().clamp_(max=FREQUENT + BUCKETS - 1)


def target_of(normal, row):
    """Class of a masked word."""
    if 0 < row <= FREQUENT:
        return row - 1
    return FREQUENT + zlib.crc32((key_of(normal)[-3:] + case_class(normal)).encode()) % BUCKETS


def load_raw(folder, table, shares, rng):
    """All sentences as arrays of type numbers; `shares` maps file name to the share of sentences kept, or, from 1 on, to their copies."""
    rows = []
    for path in sorted(folder.glob("*.npz")):
        stored = np.load(path, allow_pickle=True)
        numbers = np.array([table.add(t) for t in stored["types"]], np.int32)
        ids, ends = numbers[stored["ids"]], stored["ends"]
        starts = np.concatenate([[0], ends[:-1]])
        share = shares.get(path.stem, 1.0)
        keep = rng.random(len(ends)) < share
        kept = [ids[a:b] for a, b in zip(starts[keep], ends[keep])] * max(1, round(share))
        rows += kept
        print(path.stem, len(kept), "sentences", len(table.number), "types", flush=True)
    return rows


SHARES = {"eltec-romans": 0.5, "lois-fr": 0.5, "php-doc-fr": 0.4, "python-docs-fr": 0.4, "mdn-fr": 0.5, "an-debats-phrases": 0.7, "news": 6}
"""Less of what is far from news, more of what is near."""


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--work", type=pathlib.Path, required=True, help="holds raw/, words.txt, vectors.npy")
    args.add_argument("--lexicons", type=pathlib.Path, nargs="+", required=True)
    args.add_argument("--out", type=pathlib.Path, required=True, help="checkpoint, also the one resumed from")
    args.add_argument("--steps", type=int, default=4000)
    args.add_argument("--budget", type=int, default=4096, help="padded words a batch")
    args.add_argument("--rate", type=float, default=2e-3)
    args.add_argument("--seed", type=int, default=1)
    for name, value in Sizes().as_dict().items():
        args.add_argument("--" + name, type=int, default=value)
    args = args.parse_args()
    run(args)


def run(args):
    """The training loop."""
    torch.manual_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    sizes = Sizes(**{k: getattr(args, k) for k in Sizes().as_dict()})
    words = (args.work / "words.txt").read_text(encoding="utf-8").splitlines()
    table = FeatureTable(words, [Lexicon(p) for p in args.lexicons], sizes)
    rows = load_raw(args.work / "raw", table, SHARES, rng)
    targets = torch.tensor([target_of(n, r) for n, r in zip(table.number, table.words)])
    model = MaskedWords(sizes, len(words))
    with torch.no_grad():
        vectors = torch.from_numpy(np.load(args.work / "vectors.npy"))
        model.encoder.word.weight.copy_(vectors / vectors.std() * 0.25)
    optimiser = torch.optim.AdamW(model.parameters(), lr=args.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    step = 0
    if args.out.exists():
        saved = torch.load(args.out, weights_only=False)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        step = saved["step"]
    lengths = np.array([len(r) for r in rows])
    parameters = list(model.parameters())
    parallel.start()
    torch.manual_seed(args.seed + 1000 * step + parallel.RANK)
    rng = np.random.default_rng(args.seed + 1000 * step + parallel.RANK)
    print(len(rows), "sentences", lengths.sum(), "words", sum(p.numel() for p in model.parameters()), "weights", flush=True)
    began, seen, losses = time.time(), 0, []
    while step < args.steps:
        for numbers in by_length(lengths, args.budget, rng):
            chosen = [rows[i] for i in numbers]
            batch, types = gather_batch(table, chosen)
            loss = model(batch, targets[types])
            warm = min(1.0, (step + 1) / 200)
            cool = min(1.0, max(0.02, (args.steps - step) / (0.5 * args.steps)))
            for group in optimiser.param_groups:
                group["lr"] = args.rate * warm * cool
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            parallel.average_gradients(parameters)
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            step += 1
            losses.append(loss.item())
            seen += sum(len(r) for r in chosen)
            if step % 50 == 0:
                print(step, f"loss {np.mean(losses[-50:]):.3f}", f"{seen / (time.time() - began):.0f} words/s", flush=True)
            if (step % 100 == 0 or step >= args.steps) and parallel.RANK == 0:
                save(args.out, model, optimiser, step, sizes)
            if step >= args.steps:
                break


def save(path, model, optimiser, step, sizes):
    """Write a checkpoint beside, then rename, so that a crash leaves the older one whole."""
    part = path.with_suffix(".part")
    torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step, "sizes": sizes.as_dict()}, part)
    part.rename(path)


if __name__ == "__main__":
    main()
