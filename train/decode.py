"""Decoders: the best projective single-root tree (Eisner 1996) and constrained BILOU Viterbi. NumPy, for evaluation and reference."""

import numpy as np


def eisner(scores):
    """Heads (1-based, index 0 unused = -1) of the best projective tree with one root.

    `scores[i, j]` is the log-probability of head j for word i, both 0…n. Spans are over words only; the root is then the word
    that divides the sentence best, so that exactly one word depends on it.
    """
    s = np.asarray(scores, np.float64)[1:, 1:]
    n = len(s)
    left, right = np.full((n, n), -np.inf), np.full((n, n), -np.inf)  # complete spans, headed at their right / left end
    open_left, open_right = left.copy(), right.copy()
    cut_open, cut_left, cut_right = (np.zeros((n, n), np.int64) for _ in range(3))
    np.fill_diagonal(left, 0)
    np.fill_diagonal(right, 0)
    for w in range(1, n):
        i = np.arange(n - w)
        j = i + w
        k = i[:, None] + np.arange(w)
        both = right[i[:, None], k] + left[k + 1, j[:, None]]
        best = both.argmax(1)
        cut_open[i, j] = i + best
        top = both[i, best]
        open_left[i, j] = top + s[i, j]
        open_right[i, j] = top + s[j, i]
        closed = left[i[:, None], k] + open_left[k, j[:, None]]
        best = closed.argmax(1)
        left[i, j], cut_left[i, j] = closed[i, best], i + best
        closed = open_right[i[:, None], k + 1] + right[k + 1, j[:, None]]
        best = closed.argmax(1)
        right[i, j], cut_right[i, j] = closed[i, best], i + best + 1
    root = int((np.asarray(scores)[1:, 0] + left[0, :] + right[:, n - 1]).argmax())
    heads = np.full(n, -1)
    heads[root] = -2
    backtrace(heads, root, n, cut_open, cut_left, cut_right)
    return np.concatenate([[-1], np.where(heads == -2, 0, heads + 1)])


def backtrace(heads, root, n, cut_open, cut_left, cut_right):
    """Fill `heads` (0-based words) from the cuts."""
    todo = [("L", 0, root), ("R", root, n - 1)]
    while todo:
        kind, i, j = todo.pop()
        if i == j:
            continue
        if kind == "L":
            k = cut_left[i, j]
            todo += [("L", i, k), ("OL", k, j)]
        elif kind == "R":
            k = cut_right[i, j]
            todo += [("OR", i, k), ("R", k, j)]
        else:
            dependent, head = (i, j) if kind == "OL" else (j, i)
            heads[dependent] = head
            k = cut_open[i, j]
            todo += [("R", i, k), ("L", k + 1, j)]


def legal_transitions(labels):
    """(start [N], end [N], moves [N, N]) of 0 / -inf for BILOU labels."""
    opens = np.array([l[0] in "OBU" for l in labels])
    closed = np.array([l[0] in "OLU" for l in labels])
    moves = np.full((len(labels), len(labels)), -np.inf)
    for a, x in enumerate(labels):
        for b, y in enumerate(labels):
            inside = x[0] in "BI" and y[0] in "IL" and x[2:] == y[2:]
            if inside or (closed[a] and opens[b]):
                moves[a, b] = 0
    return np.where(opens, 0, -np.inf), np.where(closed, 0, -np.inf), moves


def viterbi(logp, start, end, moves):
    """Best label numbers of a sentence [words, N]."""
    best = logp[0] + start
    back = []
    for row in logp[1:]:
        paths = best[:, None] + moves
        back.append(paths.argmax(0))
        best = paths.max(0) + row
    path = [int((best + end).argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def spans_of(labels):
    """(first, last+1, type) of a legal BILOU sequence."""
    found, first = [], 0
    for i, label in enumerate(labels):
        if label[0] in "BU":
            first = i
        if label[0] in "LU":
            found.append((first, i + 1, label[2:]))
    return found
