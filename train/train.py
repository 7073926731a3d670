"""Step 5: multi-task training from the pre-trained encoder, resumable; keeps an average of the weights and scores it.

Each step sees one batch of trees and one of entity sentences. Corpora with coarser entity types give sets of right labels.
"""

import argparse
import json
import pathlib
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import augment
import corpus
import parallel
from batches import by_length, gather_batch, pad
from features import normalise
from lemma import Lemmatiser, cased_script, memory_entries, spelling
from lexicon import LEXICONS, Lexicon, write_lexicon
from model import FeatureTable, Network, Sizes
from score import analyse, score_entities, score_trees

IGNORED = -100


class TreeTargets:
    """Numbers of the gold labels of tree sentences."""

    def __init__(self, labels):
        self.numbers = {name: {x: i for i, x in enumerate(labels[name])} for name in ("upos", "tags", "scripts", "deprels")}

    def rows(self, s):
        """(upos, tag, script, head, deprel) number lists of a sentence."""
        n = self.numbers
        return (
            [n["upos"][u] for u in s.upos],
            [n["tags"].get(corpus.tag_of(u, f), IGNORED) for u, f in zip(s.upos, s.feats)],
            [n["scripts"].get(cased_script(spelling(w), lemma), IGNORED) for w, lemma in zip(s.words, s.lemmas)],
            list(s.heads),
            [n["deprels"].get(d, n["deprels"].get(d.split(":")[0], 0)) for d in s.deprels],
        )


def tree_loss(model, batch, targets, domains, word_dropout):
    """Sum of the mean losses of the tree tasks."""
    gathered, inverse, mask = batch
    x = model.encoder(model.encoder.embed(gathered, inverse, word_dropout), mask)
    p = model.parse(x, mask, domains)
    words = p[1:]
    upos, tags, scripts, heads, deprels = targets

    def cross(logits, gold):
        return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), gold.reshape(-1), ignore_index=IGNORED, label_smoothing=0.03)

    loss = 0.6 * cross(model.upos(words), upos) + 0.6 * cross(model.tag(words), tags) + 0.5 * cross(model.script(words), scripts)
    arcs = model.arcs(p, mask)[:, 1:]
    loss = loss + F.cross_entropy(arcs.reshape(-1, arcs.shape[-1]), heads.T.reshape(-1), ignore_index=IGNORED)
    time_, batch_ = torch.nonzero(heads != IGNORED, as_tuple=True)
    width = heads.shape[1]
    logits = model.labels(p, (time_ + 1) * width + batch_, heads[time_, batch_] * width + batch_)
    return loss + F.cross_entropy(logits, deprels[time_, batch_], label_smoothing=0.03)


def entity_loss(model, batch, allowed, domains, word_dropout):
    """Negative log of the probability that the allowed labels hold together, per word."""
    gathered, inverse, mask = batch
    x = model.encoder(model.encoder.embed(gathered, inverse, word_dropout), mask)
    logits = model.entity(model.ner(x, mask, domains))[1:]
    real = mask[1:, :, 0] > 0
    logp = logits[real].log_softmax(-1)
    return -torch.logsumexp(logp.masked_fill(~allowed[real], -1e9), -1).mean()


def allowed_labels(words, spans, open_types, numbers):
    """[words, labels] bool: which labels are right."""
    out = np.zeros((len(words), len(numbers)), bool)
    out[:, 0] = True
    opened = [numbers[f"{letter}-{kind}"] for kind in open_types for letter in "BILU"]
    if opened:
        for i, word in enumerate(words):
            if any(c.isupper() or c.isdigit() for c in word):
                out[i, opened] = True
        dates = [numbers[f"{letter}-{kind}"] for kind in open_types if kind in ("Date", "Hour") for letter in "BILU"]
        out[:, dates] = True
    for first, last, types in spans:
        for i in range(first, last):
            letter = "U" if last - first == 1 else "B" if i == first else "L" if i == last - 1 else "I"
            out[i] = False
            out[i, [numbers[f"{letter}-{kind}"] for kind in types]] = True
    return out


class Trainer:
    """Data, model, averaged weights, and the loop."""

    def __init__(self, args):
        self.args = args
        self.rng = np.random.default_rng(args.seed)
        torch.manual_seed(args.seed)
        saved = torch.load(args.pretrained, weights_only=False) if args.pretrained else None
        sizes = Sizes(**saved["sizes"]) if saved else Sizes()
        for name in ("trunk", "parse", "ner", "ner_hidden"):
            setattr(sizes, name, getattr(args, name) or getattr(sizes, name))
        words = (args.work / "words.txt").read_text(encoding="utf-8").splitlines()
        self.lexicons = [Lexicon(args.lexicons / name) for name in LEXICONS]
        self.table = FeatureTable(words, self.lexicons, sizes)
        self.banks = corpus.treebanks(args.data)
        self.labels = corpus.label_sets(self.banks, cased_script, spelling)
        self.memory_path = args.out.with_suffix(".memory.bin")
        write_lexicon(memory_entries([s for b, _, _ in self.banks for s in b]), self.memory_path)
        self.lemmatiser = Lemmatiser(Lexicon(self.memory_path), self.lexicons[0], self.labels["scripts"])
        self.targets = TreeTargets(self.labels)
        self.entity_numbers = {x: i for i, x in enumerate(self.labels["entities"])}
        self.entities, self.held = corpus.entities(args.data, args.held)
        self.pools = self.name_pools()
        self.known = corpus.known_names()
        self.model = Network(sizes, len(words), self.labels, dropout=args.dropout)
        if saved:
            self.start_from(saved["model"])
        self.sizes = sizes
        self.step = 0
        # the word vectors stay as pre-trained: words that no treebank holds keep their place beside those that it does
        self.model.encoder.word.weight.requires_grad_(not args.freeze_words)
        if args.entities_only:
            for name, p in self.model.named_parameters():
                p.requires_grad_(name.startswith(("ner.", "entity.")))
        self.trained = [p for p in self.model.parameters() if p.requires_grad]
        self.average = {k: v.clone() for k, v in self.model.state_dict().items()}
        self.optimiser = torch.optim.AdamW(self.groups(), betas=(0.9, 0.98), fused=True)
        self.resume()
        parallel.start()
        torch.manual_seed(args.seed + 1000 * self.step + parallel.RANK)
        self.rng = np.random.default_rng(args.seed + 1000 * self.step + parallel.RANK)

    def start_from(self, state):
        """Copy what pre-training has of the network."""
        own = self.model.state_dict()
        taken = {k: v for k, v in state.items() if k in own and own[k].shape == v.shape and (k != "parse.domain" or "entity.weight" in state)}
        self.model.load_state_dict(own | taken)

    def groups(self):
        """Embedding tables learn more slowly than the rest: they are pre-trained and rarely hit."""
        tables, new, rest = [], [], []
        for name, p in self.model.named_parameters():
            if not p.requires_grad:
                continue
            if name in ("encoder.word.weight", "encoder.sub.weight", "encoder.lex.weight"):
                tables.append(p)
            elif name.startswith("encoder.") or name.startswith("parse.layers") and self.args.pretrained:
                rest.append(p)
            else:
                new.append(p)
        a = self.args
        return [
            {"params": tables, "lr": 0.3 * a.rate, "base": 0.3 * a.rate, "weight_decay": 0.0},
            {"params": rest, "lr": 0.6 * a.rate, "base": 0.6 * a.rate, "weight_decay": 0.02},
            {"params": new, "lr": a.rate, "base": a.rate, "weight_decay": 0.02},
        ]

    def name_pools(self):
        """Names by type set, from the entity training sentences."""
        pools = {}
        for s in self.entities:
            for a, b, types in s.spans:
                if types not in (("Date",), ("Hour",)):
                    pools.setdefault(types, []).append(s.words[a:b])
        return pools

    def resume(self):
        """Go on from the checkpoint if there is one."""
        if self.args.out.exists():
            saved = torch.load(self.args.out, weights_only=False)
            self.model.load_state_dict(saved["last"])
            self.average = saved["model"]
            self.optimiser.load_state_dict(saved["optimiser"])
            self.step = saved["step"]

    def numbers(self, words):
        """Type numbers of words."""
        return np.array([self.table.add(normalise(w)) for w in words])

    def tree_batches(self):
        """One pass over the treebanks, augmented afresh."""
        chosen = []
        for sentences, domain, passes in self.banks:
            for s in sentences:
                if len(s.words) <= 150 and self.rng.random() < passes:
                    chosen.append((augment.augment_tree(s, self.rng), domain))
        rows = [self.numbers(s.words) for s, _ in chosen]
        for numbers in by_length([len(r) for r in rows], self.args.budget, self.rng):
            batch, _ = gather_batch(self.table, [rows[i] for i in numbers])
            columns = zip(*(self.targets.rows(chosen[i][0]) for i in numbers))
            yield batch, [pad(c, IGNORED) for c in columns], torch.tensor([chosen[i][1] for i in numbers])

    def entity_batches(self):
        """One pass over the entity corpora, those with the product's own types several times."""
        passes = {"winer": 1, "popcorn": 1, "news": self.args.news_passes, "press": self.args.press_passes}
        chosen = []
        for s in self.entities:
            for _ in range(passes[s.source]):
                words, spans = augment.augment_names(s, self.pools, self.known, self.rng, self.args.known_names)
                if 0 < len(words) <= 150:
                    chosen.append((words, spans, s))
        rows = [self.numbers(words) for words, _, _ in chosen]
        for numbers in by_length([len(r) for r in rows], self.args.ner_budget, self.rng):
            batch, _ = gather_batch(self.table, [rows[i] for i in numbers])
            allowed = np.zeros((*batch[1].shape, len(self.entity_numbers)), bool)
            for k, i in enumerate(numbers):
                words, spans, s = chosen[i]
                allowed[: len(words), k] = allowed_labels(words, spans, s.open_types, self.entity_numbers)
            yield batch, torch.from_numpy(allowed), torch.tensor([corpus.NER_SOURCES[chosen[i][2].source] for i in numbers])

    def run(self):
        """Train to the last step, scoring now and then."""
        trees, names = endless(self.tree_batches), endless(self.entity_batches)
        began, losses = time.time(), []
        self.began, self.progress = began, 0.0
        while self.progress < 1:
            losses.append(self.one_step(next(trees) if self.args.tree_weight else None, next(names) if self.args.ner_weight else None))
            if self.step % 25 == 0:
                mean = np.array(losses[-25:]).mean(0)
                print(self.step, f"tree {mean[0]:.3f} entity {mean[1]:.4f} {(time.time() - began) / len(losses):.2f} s/step", flush=True)
            if parallel.RANK == 0 and self.step % 100 == 0:
                self.save()
            if parallel.RANK == 0 and (self.step % self.args.every == 0 or self.progress >= 1):
                self.save()
                self.report(self.progress >= 1)

    def one_step(self, trees, names):
        """Both losses, one update, one step of the average."""
        a = self.args
        self.model.train()
        # one-cycle: short rise, linear fall
        factor = min(1.0, (self.step + 1) / 60) * max(0.02, min(1.0, (1 - self.progress) / 0.75))
        for group in self.optimiser.param_groups:
            group["lr"] = group["base"] * factor
        tree = tree_loss(self.model, *trees, a.word_dropout) if trees else torch.zeros(())
        entity = entity_loss(self.model, *names, a.word_dropout) if names else torch.zeros(())
        self.optimiser.zero_grad(set_to_none=True)
        (a.tree_weight * tree + a.ner_weight * entity).backward()
        spent = (time.time() - self.began) / 60 / a.minutes if a.minutes else 0.0
        self.progress = parallel.average_gradients(self.trained, max((self.step + 1) / a.steps, spent))
        nn.utils.clip_grad_norm_(self.trained, 3.0)
        self.optimiser.step()
        self.step += 1
        decay = min(0.998, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, value in self.model.named_parameters():
                if value.requires_grad:
                    self.average[name].lerp_(value, 1 - decay)
        return tree.item(), entity.item()

    def save(self):
        """Checkpoint with everything that the exporter needs."""
        part = self.args.out.with_suffix(".part")
        torch.save(
            {
                "model": self.average, "last": self.model.state_dict(), "optimiser": self.optimiser.state_dict(),
                "step": self.step, "sizes": self.sizes.as_dict(), "labels": self.labels,
            }, part,
        )  # fmt: skip
        part.rename(self.args.out)

    def report(self, final):
        """Score the averaged weights: Sequoia dev (and at the end the tests), WiNER's held-out months."""
        own = {k: v.clone() for k, v in self.model.state_dict().items()}
        self.model.load_state_dict(self.average)
        for name, (sentences, domain) in corpus.evaluation(self.args.data).items():
            if self.args.tree_weight and (name.endswith("dev") or final):
                found = analyse(self.model, self.table, [s.words for s in sentences], (domain, 0), self.labels, self.lemmatiser)
                print(name, json.dumps(score_trees(sentences, found)), flush=True)
        if self.args.ner_weight:
            for name, sentences in self.held.items():
                found = analyse(self.model, self.table, [s.words for s in sentences], (0, corpus.NER_SOURCES[name]), self.labels, tree=False)
                print(name, "four coarse types", score_entities(sentences, found, True), flush=True)
                if name == "news":
                    print(name, "twelve types", score_entities(sentences, found, False), flush=True)
        self.model.load_state_dict(own)


def endless(batches):
    """Pass after pass."""
    while True:
        yield from batches()


def arguments():
    """Command line."""
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--data", type=pathlib.Path, required=True)
    args.add_argument("--work", type=pathlib.Path, required=True, help="holds words.txt")
    args.add_argument("--lexicons", type=pathlib.Path, required=True, help="folder of lexicon.bin and names.bin")
    args.add_argument("--pretrained", type=pathlib.Path, help="checkpoint of pretrain.py, or of this program to go on from its averaged weights")
    args.add_argument("--entities-only", action="store_true", help="train the entity branch alone: trees and tags stay as they are")
    args.add_argument("--out", type=pathlib.Path, required=True)
    args.add_argument("--steps", type=int, default=2000)
    args.add_argument("--every", type=int, default=250, help="steps between scores")
    args.add_argument("--budget", type=int, default=2000, help="padded words a batch")
    args.add_argument("--ner-budget", type=int, default=1500, help="the same for entity sentences")
    args.add_argument("--minutes", type=float, help="fit the schedule into this time if the steps do not end before")
    args.add_argument("--rate", type=float, default=2e-3)
    args.add_argument("--dropout", type=float, default=0.3)
    args.add_argument("--word-dropout", type=float, default=0.15)
    args.add_argument("--tree-weight", type=float, default=1.0)
    args.add_argument("--ner-weight", type=float, default=3.0)
    args.add_argument("--news-passes", type=int, default=4)
    args.add_argument("--press-passes", type=int, default=2)
    args.add_argument("--known-names", type=float, default=0.0, help="share of the names of press sentences exchanged for well-known ones")
    args.add_argument("--held", choices=["all", "0", "1", "2", "3", "4"], help="hold out all of news-ner, or this fifth of its documents")
    args.add_argument("--freeze-words", action=argparse.BooleanOptionalAction, default=True)
    args.add_argument("--trunk", type=int)
    args.add_argument("--parse", type=int)
    args.add_argument("--ner", type=int)
    args.add_argument("--ner-hidden", type=int)
    args.add_argument("--seed", type=int, default=1)
    return args.parse_args()


if __name__ == "__main__":
    torch.set_num_threads(1)
    Trainer(arguments()).run()
