"""Changes to training sentences that treebanks lack and news has: headlines, capitals, bullets, no final stop, swapped names."""

import copy

ARTICLES = {"le", "la", "les", "l'", "un", "une", "des"}


def augment_tree(sentence, rng):
    """A changed copy of a treebank sentence, or the sentence itself (most often)."""
    draw = rng.random()
    if draw < 0.10:
        return drop_final_stop(sentence)
    if draw < 0.12:
        return respell(sentence, str.upper)
    if draw < 0.14:
        return respell(drop_final_stop(sentence), title)
    if draw < 0.17 and len(sentence.words) < 20:
        return drop_final_stop(drop_words(sentence, articles(sentence)))
    if draw < 0.18:
        return bullet(sentence, str(rng.choice(["-", "•", "*", "·"])))
    if draw < 0.19:
        return respell(sentence, str.lower)
    return sentence


def title(word):
    """First letter upper, unless the word has capitals already or is short."""
    return word if len(word) < 4 or not word.islower() else word[0].upper() + word[1:]


def respell(sentence, change):
    """A copy with every word changed; lemmas and analysis stay."""
    changed = copy.copy(sentence)
    changed.words = [change(w) for w in sentence.words]
    return changed


def leaves(sentence):
    """1-based positions without dependents."""
    heads = set(sentence.heads)
    return {i for i in range(1, len(sentence.words) + 1) if i not in heads}


def drop_final_stop(sentence):
    """Without the last word when that is a full stop without dependents."""
    n = len(sentence.words)
    if n > 2 and sentence.words[-1] == "." and n in leaves(sentence):
        return drop_words(sentence, {n})
    return sentence


def articles(sentence):
    """Articles without dependents, as headlines leave them out."""
    return {i for i in leaves(sentence) if sentence.words[i - 1].lower() in ARTICLES and sentence.upos[i - 1] == "DET"}


def drop_words(sentence, gone):
    """A copy without the words at the given 1-based positions (leaves only)."""
    keep = [i for i in range(1, len(sentence.words) + 1) if i not in gone]
    if not gone or not keep:
        return sentence
    place = {0: 0} | {old: new for new, old in enumerate(keep, 1)}
    changed = copy.copy(sentence)
    for name in ("words", "lemmas", "upos", "feats", "deprels"):
        values = getattr(sentence, name)
        setattr(changed, name, [values[i - 1] for i in keep])
    changed.heads = [place[sentence.heads[i - 1]] for i in keep]
    return changed


def bullet(sentence, sign):
    """With a list sign before."""
    changed = copy.copy(sentence)
    changed.words = [sign, *sentence.words]
    changed.lemmas = [sign, *sentence.lemmas]
    changed.upos = ["PUNCT", *sentence.upos]
    changed.feats = ["_", *sentence.feats]
    changed.deprels = ["punct", *sentence.deprels]
    heads = [h + 1 if h else 0 for h in sentence.heads]
    changed.heads = [heads.index(0) + 2, *heads]
    return changed


def augment_names(sentence, pools, known, rng, share=0.0):
    """(words, spans) of an entity sentence, each name exchanged now and then for another of the same types; rarely in capitals.

    `pools` are the names of the corpora, `known` those of the lists of well-known names, taken for a name in `share` of the cases; one time in twelve
    from a list of another type, because that is how often a listed name stands for something else in the press.
    """
    words, spans, at = [], [], 0
    for first, last, types in sentence.spans:
        words += sentence.words[at:first]
        pool = pools.get(types, ())
        name = sentence.words[first:last]
        if types in known and rng.random() < share:
            pool = known[types] if rng.random() < 11 / 12 else known[sorted(known)[rng.integers(len(known))]]
            name = pool[rng.integers(len(pool))]
        elif len(pool) > 20 and rng.random() < 0.25:
            name = pool[rng.integers(len(pool))]
        spans.append((len(words), len(words) + len(name), types))
        words += name
        at = last
    words += sentence.words[at:]
    draw = rng.random()
    if draw < 0.03:
        words = [w.upper() for w in words]
    elif draw < 0.05:
        words = [title(w) for w in words]
    return words, spans
