"""Scores on gold tokens: tagging, lemmas, attachment; entity F1. (Raw-text scores are the program's `eval`, which aligns words.)"""

import numpy as np
import torch

from batches import by_length, gather_batch
from decode import eisner, legal_transitions, spans_of, viterbi
from features import normalise

COARSE = {t: "Organisation" for t in "Company Media Government Organization Unit".split()} | {
    t: "Misc" for t in "Product Service Technology Work Event".split()
}


def analyse(model, table, sentences, domains, labels, lemmatiser=None, tree=True, budget=6000):
    """Predictions for sentences given as word lists; `domains` = (parse, entity) domain numbers. Yields dicts in input order."""
    rows = [np.array([table.add(normalise(w)) for w in words]) for words in sentences]
    out = [None] * len(rows)
    model.eval()
    with torch.no_grad():
        for numbers in by_length([len(r) for r in rows], budget):
            (gathered, inverse, mask), _ = gather_batch(table, [rows[i] for i in numbers])
            x = model.encoder(model.encoder.embed(gathered, inverse), mask)
            p = model.parse(x, mask, torch.full((x.shape[1],), domains[0]))
            e = model.ner(x, mask, torch.full((x.shape[1],), domains[1]))
            arcs = model.arcs(p, mask).log_softmax(-1)
            heads_out = [model.upos(p), model.tag(p), model.script(p), model.entity(e).log_softmax(-1)]
            for k, i in enumerate(numbers):
                n = len(rows[i])
                local = [h[1 : n + 1, k].numpy() for h in heads_out]
                out[i] = decode_sentence(model, sentences[i], p[: n + 1, k], arcs[k, : n + 1, : n + 1].numpy(), local, labels, lemmatiser, tree)
    return out


def decode_sentence(model, words, p, arcs, local, labels, lemmatiser, tree):
    """Columns of one sentence from its scores."""
    upos_logits, tag_logits, script_logits, entity_logp = local
    result = {"entities": spans_of([labels["entities"][i] for i in viterbi(entity_logp, *entity_moves(labels))])}
    if not tree:
        return result
    upos = [labels["upos"][i] for i in upos_logits.argmax(-1)]
    tag_upos = tag_classes(labels)
    feats = []
    for row, u in zip(tag_logits, upos):
        best = labels["tags"][np.where(tag_upos == labels["upos"].index(u), row, -1e9).argmax()]
        feats.append(best.split("|", 1)[1] if "|" in best else "_")
    heads = eisner(arcs)[1:]
    logits = model.labels(p, torch.arange(1, len(words) + 1), torch.from_numpy(heads))
    root = labels["deprels"].index("root")
    logits[:, root] = -1e9
    deprels = [labels["deprels"][i] for i in logits.argmax(-1)]
    deprels = ["root" if h == 0 else d for h, d in zip(heads, deprels)]
    lemmas = [lemmatiser.lemma(w, u, f, s) for w, u, f, s in zip(words, upos, feats, script_logits)] if lemmatiser else None
    return result | {"upos": upos, "feats": feats, "heads": heads.tolist(), "deprels": deprels, "lemmas": lemmas}


def entity_moves(labels, cache={}):
    """Legal transitions, computed once."""
    if "moves" not in cache:
        cache["moves"] = legal_transitions(labels["entities"])
    return cache["moves"]


def tag_classes(labels, cache={}):
    """UPOS number of each joint tag."""
    if "classes" not in cache:
        cache["classes"] = np.array([labels["upos"].index(t.split("|")[0]) for t in labels["tags"]])
    return cache["classes"]


def score_trees(sentences, predicted):
    """Percentages on gold tokens; LAS with subtypes stripped («LAS») and with them («LASx»)."""
    hits = dict.fromkeys(("UPOS", "UFeats", "Lemma", "UAS", "LAS", "LASx"), 0)
    total = 0
    for s, p in zip(sentences, predicted):
        for i in range(len(s.words)):
            total += 1
            hits["UPOS"] += s.upos[i] == p["upos"][i]
            hits["UFeats"] += s.feats[i] == p["feats"][i]
            hits["Lemma"] += bool(p["lemmas"]) and s.lemmas[i] == p["lemmas"][i]
            if s.heads[i] == p["heads"][i]:
                hits["UAS"] += 1
                hits["LAS"] += s.deprels[i].split(":")[0] == p["deprels"][i].split(":")[0]
                hits["LASx"] += s.deprels[i] == p["deprels"][i]
    return {k: round(100 * v / total, 2) for k, v in hits.items()}


def score_entities(sentences, predicted, coarse):
    """(precision, recall, F1) of exact spans; `coarse` groups them as Person, Place, Organisation, Misc, as French NER is mostly scored."""
    right = found = wanted = 0
    for s, p in zip(sentences, predicted):
        gold = {(a, b, group(t[0], coarse)) for a, b, t in s.spans}
        mine = {(a, b, group(t, coarse)) for a, b, t in p["entities"]}
        gold, mine = ({x for x in spans if x[2]} for spans in (gold, mine))
        right += len(gold & mine)
        found += len(mine)
        wanted += len(gold)
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    return tuple(round(x, 4) for x in (precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)))


def group(kind, coarse):
    """Type as scored, or None for types that are not."""
    if kind in ("Date", "Hour"):
        return None
    return COARSE.get(kind, kind) if coarse else kind
