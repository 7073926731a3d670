"""Two processes, one model: gradients are averaged over `WORLD` processes (environment `RANK`, `WORLD`, `RENDEZVOUS` = a fresh file).

Without these variables everything here does nothing. Each process draws its own batches; all start from the same weights.
"""

import os

import torch
import torch.distributed as dist

RANK = int(os.environ.get("RANK", 0))
WORLD = int(os.environ.get("WORLD", 1))


def start():
    """Join the other processes."""
    if WORLD > 1:
        dist.init_process_group("gloo", init_method="file://" + os.environ["RENDEZVOUS"], rank=RANK, world_size=WORLD)


def average_gradients(parameters, progress=0.0):
    """Mean of the gradients over all processes, in place; returns the mean of `progress`, so that all see the same clock."""
    if WORLD == 1:
        return progress
    grads = [p.grad if p.grad is not None else torch.zeros_like(p) for p in parameters if p.requires_grad]
    flat = torch.cat([g.reshape(-1) for g in grads] + [torch.tensor([progress])])
    dist.all_reduce(flat)
    flat /= WORLD
    at = 0
    for p in (p for p in parameters if p.requires_grad):
        p.grad = flat[at : at + p.numel()].view_as(p)
        at += p.numel()
    return flat[-1].item()
