#!/usr/bin/env python3
"""Texts with gold chains, as the fit of antecedents reads them: OUT/NAME.txt and OUT/NAME.chains.json.

usage: chains.py OUT [--democrat FILE.conll] [--popcorn train.json]

A chains file is `{"complete": bool, "mentions": [[START, END, CHAIN], …]}`, offsets in code points. Where `complete` holds, every mention is marked, those
of things spoken of once too, so that a reference without an earlier mention in its chain has no antecedent; else only chains are known. Democrat
(press articles only) has no text of its own: it is put together from the words, with the spaces that French asks for.
"""
import argparse
import json
import re
from pathlib import Path

NO_SPACE_BEFORE = {",", ".", ")", "]", "…", "...", "-", "/"}
NO_SPACE_AFTER = {"(", "[", "-", "/"}


def democrat(path, out):
    """Press articles of a Democrat file: the first sentence is the headline, paragraphs are unknown."""
    name, sentences = None, []
    for line in [*path.read_text(encoding="utf-8").splitlines(), "#begin document (end)"]:
        if line.startswith("#begin document"):
            if name and "estrepublicain" in name:
                write(out, name, *put_together(sentences), True)
            name = re.sub(r"\W+", "-", line.split("(", 1)[1].split(")", 1)[0])
            sentences = [[]]
        elif not line.strip():
            sentences.append([])
        elif not line.startswith("#"):
            sentences[-1].append(line.split("\t"))


def put_together(sentences):
    """Text and mentions of one document."""
    text, mentions, open_at = "", [], {}
    for rows in filter(None, sentences):
        if text:
            text += " " if "\n" in text else "\n\n"
        whole, glued = {}, True
        for row in rows:
            if "-" in row[0]:
                first, last = map(int, row[0].split("-"))
                text += ("" if glued or row[1] in NO_SPACE_BEFORE else " ") + row[1]
                glued = joins_next(row[1])
                whole = {str(i): (len(text) - len(row[1]), len(text)) for i in range(first, last + 1)}
                continue
            if row[0] in whole:
                start, end = whole[row[0]]
            else:
                text += ("" if glued or row[1] in NO_SPACE_BEFORE else " ") + row[1]
                glued = joins_next(row[1])
                start, end = len(text) - len(row[1]), len(text)
            bracket(row[-1], start, end, open_at, mentions)
    return text, mentions


def joins_next(form):
    return form in NO_SPACE_AFTER or form[-1] in "'’"


def bracket(column, start, end, open_at, mentions):
    """Opens and closes the chains of a CoNLL-2012 column."""
    for part in column.split("|"):
        number = part.strip("()")
        if part.startswith("("):
            open_at.setdefault(number, []).append(start)
        if part.endswith(")") and open_at.get(number):
            mentions.append([open_at[number].pop(), end, number])


def popcorn(path, out):
    """Texts of POPCORN: chains are its entities' mentions; attributes are none."""
    for name, item in json.loads(path.read_text(encoding="utf-8")).items():
        seen, mentions = set(), []
        for entity in item["entities"]:
            spans = {(m["start"], m["end"]) for m in entity["mentions"]}
            if "value" in entity or not spans - seen:
                continue
            seen |= spans
            mentions += [[start, end, str(entity["id"])] for start, end in sorted(spans)]
        write(out, f"popcorn-{name}", item["text"], mentions, False)


def write(out, name, text, mentions, complete):
    (out / f"{name}.txt").write_text(text, encoding="utf-8")
    chains = {"complete": complete, "mentions": sorted(mentions)}
    (out / f"{name}.chains.json").write_text(json.dumps(chains, ensure_ascii=False), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--democrat", type=Path)
    parser.add_argument("--popcorn", type=Path)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    if args.democrat:
        democrat(args.democrat, args.out)
    if args.popcorn:
        popcorn(args.popcorn, args.out)


if __name__ == "__main__":
    main()
