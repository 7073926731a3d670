"""CoNLL-2018 alignment of system words to gold words from raw text (Zeman et al. 2018), for F1 scores of raw-text runs.

Words of equal character span are aligned; where a multi-word token takes part, by the longest common subsequence of forms.
"""


def words_of(sentences):
    """(words [(start, end, is in a multi-word token, form, sentence, index)], sentence spans) over the characters without blanks."""
    words, spans, at = [], [], 0
    for number, s in enumerate(sentences):
        begin, i = at, 0
        for form, n in s.surface():
            length = len("".join(form.split()))
            for k in range(n):
                words.append((at, at + length, n > 1, s.words[i + k].lower(), number, i + k))
            at += length
            i += n
        spans.append((begin, at))
    return words, spans


def align(gold, system):
    """Pairs (gold word, system word)."""
    pairs, g, s = [], 0, 0
    while g < len(gold) and s < len(system):
        if gold[g][2] or system[s][2]:
            end_g, end_s, g2, s2 = gold[g][1], system[s][1], g, s
            end = max(end_g, end_s)
            while True:
                while g2 < len(gold) and gold[g2][0] < end:
                    end = max(end, gold[g2][1])
                    g2 += 1
                while s2 < len(system) and system[s2][0] < end:
                    end = max(end, system[s2][1])
                    s2 += 1
                if g2 == len(gold) or gold[g2][0] >= end:
                    break
            pairs += common([w for w in gold[g:g2]], [w for w in system[s:s2]])
            g, s = g2, s2
        elif gold[g][:2] == system[s][:2]:
            pairs.append((gold[g], system[s]))
            g, s = g + 1, s + 1
        elif gold[g][0] <= system[s][0]:
            g += 1
        else:
            s += 1
    return pairs


def common(a, b):
    """Longest common subsequence of two short word lists by form."""
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            table[i][j] = 1 + table[i + 1][j + 1] if a[i][3] == b[j][3] else max(table[i + 1][j], table[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if a[i][3] == b[j][3]:
            pairs.append((a[i], b[j]))
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def f1(right, system, gold):
    """Percentage."""
    return round(200 * right / (system + gold), 2) if system + gold else 0.0


def raw_scores(gold, system):
    """Words, Sentences, UPOS, UFeats, Lemma, UAS, LAS (universal labels) F1."""
    (gw, gs), (sw, ss) = words_of(gold), words_of(system)
    if gs[-1][1] != ss[-1][1]:
        raise ValueError("gold and system do not hold the same characters")
    pairs = align(gw, sw)
    place = {(s[4], s[5]): (g[4], g[5]) for g, s in pairs}
    hits = dict.fromkeys(("UPOS", "UFeats", "Lemma", "UAS", "LAS"), 0)
    for g, s in pairs:
        a, b = gold[g[4]], system[s[4]]
        i, j = g[5], s[5]
        hits["UPOS"] += a.upos[i] == b.upos[j]
        hits["UFeats"] += a.feats[i] == b.feats[j]
        hits["Lemma"] += a.lemmas[i] == b.lemmas[j]
        head = place.get((s[4], b.heads[j] - 1)) if b.heads[j] else "root"
        wanted = (g[4], a.heads[i] - 1) if a.heads[i] else "root"
        if head == wanted:
            hits["UAS"] += 1
            hits["LAS"] += a.deprels[i].split(":")[0] == b.deprels[j].split(":")[0]
    scores = {"Words": f1(len(pairs), len(sw), len(gw)), "Sentences": f1(len(set(gs) & set(ss)), len(ss), len(gs))}
    return scores | {k: f1(v, len(sw), len(gw)) for k, v in hits.items()}
