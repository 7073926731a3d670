"""Sentences as type numbers, batched by length."""

import numpy as np
import torch


def by_length(lengths, budget, rng=None):
    """Lists of sentence numbers of about `budget` padded words each; shuffled, yet of similar length, with `rng`."""
    lengths = np.asarray(lengths)
    noise = rng.random(len(lengths)) * 3 if rng is not None else 0
    order = np.argsort(lengths + noise, kind="stable")
    batches, current, longest = [], [], 0
    for i in order:
        longest = max(longest, lengths[i])
        if current and longest * (len(current) + 1) > budget:
            batches.append(current)
            current, longest = [], lengths[i]
        current.append(int(i))
    if current:
        batches.append(current)
    if rng is not None:
        rng.shuffle(batches)
    return batches


def pad(rows, fill=0):
    """[time, batch] int64 tensor of rows of different length."""
    out = np.full((max(len(r) for r in rows), len(rows)), fill, np.int64)
    for k, row in enumerate(rows):
        out[: len(row), k] = row
    return torch.from_numpy(out)


def word_mask(rows):
    """[time+1, batch, 1] float mask, the root row included."""
    out = np.zeros((max(len(r) for r in rows) + 1, len(rows), 1), np.float32)
    for k, row in enumerate(rows):
        out[: len(row) + 1, k] = 1
    return torch.from_numpy(out)


def gather_batch(table, rows):
    """(features of the distinct types, [time, batch] index into them, mask), and the distinct types."""
    padded = pad(rows)
    types, inverse = np.unique(padded.numpy(), return_inverse=True)
    return (table.gather(types), torch.from_numpy(inverse.reshape(padded.shape)), word_mask(rows)), types
