"""Raw text to CoNLL-U with an exported model and the plain tokeniser: for development, until and beside the program's own `parse`.

MISC: `TokenRange=start:end` in code points of the file (on multi-word tokens for contractions), `Entity=B-Type` / `I-Type` on words.
"""

import argparse
import pathlib
import re

from reference import Reader
from tokenise import expand, sentences


def rows(text, found, reader):
    """CoNLL-U lines of one sentence of tokens."""
    forms = [t.form for t in found]
    words, owners = expand(found, lambda i: reader.splits(forms, i))
    yield "# text = " + " ".join(text[found[0].start : found[-1].end].split())
    limit = reader.config["max_words"]
    for start in range(0, len(words), limit):
        yield from piece(text, found, words[start : start + limit], owners[start : start + limit], reader, start)


def piece(text, found, words, owners, reader, offset):
    """Lines of up to `max_words` words; a longer sentence gives several trees under one root, each further one `parataxis`."""
    a = reader.analyse(words)
    entity = {}
    for first, last, kind in a["entities"]:
        for i in range(first, last):
            entity[i] = ("B-" if i == first else "I-") + kind
    for i, word in enumerate(words):
        token = found[owners[i]]
        parts = owners.count(owners[i])
        misc = [f"Entity={entity[i]}"] if i in entity else []
        place = [f"TokenRange={token.start}:{token.end}"]
        if text[token.end : token.end + 1].strip():
            place.insert(0, "SpaceAfter=No")
        if parts > 1 and (i == 0 or owners[i - 1] != owners[i]):
            yield "\t".join((f"{offset + i + 1}-{offset + i + parts}", token.form, *"_" * 7, "|".join(place)))
        if parts == 1:
            misc = place + misc
        head, deprel = a["heads"][i], a["deprels"][i]
        head = head + offset if head else 0
        if head == 0 and offset:
            head, deprel = 1, "parataxis"
        columns = (offset + i + 1, word, a["lemmas"][i], a["upos"][i], "_", a["feats"][i], head, deprel, "_", "|".join(misc) or "_")
        yield "\t".join(str(c) for c in columns)


DATE_HEADER = re.compile(r"\s*date (\d{4}(?:-\d\d){0,2}) ")
"""What an article file may begin with; its date is no part of the first sentence."""


def parse(text, name, reader):
    """CoNLL-U of a document."""
    lines = [f"# newdoc id = {name}"]
    header = DATE_HEADER.match(text)
    if header:
        lines.append(f"# date = {header[1]}")
        text = " " * header.end() + text[header.end() :]
    for number, found in enumerate(sentences(text), 1):
        lines += [f"# sent_id = {name}-{number}", *rows(text, found, reader), ""]
    return "\n".join(lines) + "\n"


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--model", type=pathlib.Path, required=True)
    args.add_argument("--out", type=pathlib.Path, required=True, help="folder for NAME.conllu")
    args.add_argument("files", type=pathlib.Path, nargs="+")
    args = args.parse_args()
    reader = Reader(args.model)
    args.out.mkdir(parents=True, exist_ok=True)
    for path in args.files:
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
        (args.out / f"{path.stem}.conllu").write_text(parse(text, path.stem, reader), encoding="utf-8")


if __name__ == "__main__":
    main()
