"""Analyses articles with UDPipe 1 and a rule for names, as CoNLL-U that `glane extract --conllu OUT` reads in the model's place.

    python benches/peers/udpipe_articles.py MODEL OUT TEXT...      (MODEL: see udpipe_model.py)

What glane's reading would be worth without its model: the ablation in `docs/reading.md`. Every line is a paragraph; a
head `date 2024-05` is passed over. UDPipe is shown the marks that the treebanks know (straight apostrophes and quotes,
plain hyphens and blanks), one for one, so that offsets stay the article's.

Names are the longest sequences of capitalised words. The first word of a sentence belongs to one only where it is no
function word and stands capitalised elsewhere in the article inside a sentence, or is a first name. What begins with a
first name is a Person, everything else an Organization.
"""

import argparse
import pathlib
import re
import sys

from ufal import udpipe

ROOT = pathlib.Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "train"))
from lexicon import Lexicon  # noqa: E402

PLAIN = str.maketrans({**dict.fromkeys("’‘ʼ′", "'"), **dict.fromkeys("«»“”„", '"'), **dict.fromkeys("–—−‐‑", "-"), **dict.fromkeys("\u00a0\u202f\u2009\t\r", " ")})
HEAD = re.compile(r"\s*date \d{4}(?:-\d\d){0,2}\s")
FUNCTION = {"ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NUM", "PRON", "PUNCT", "SCONJ", "SYM"}


def rows_of(pipeline, text):
    """Sentences, each a list of rows of cells, with the offsets of the whole text."""
    sentences = []
    start = (HEAD.match(text) or re.match("", text)).end()
    for line in re.finditer(r"[^\n]+", text[start:]):
        shift = start + line.start()
        for block in pipeline.process(line.group().translate(PLAIN)).split("\n\n"):
            rows = [cells for cells in (row.split("\t") for row in block.splitlines()) if len(cells) == 10]
            for cells in rows:
                cells[9] = shifted(cells[9], shift)
            if rows:
                sentences.append(rows)
        sentences.append([])
    return sentences


def shifted(misc, shift):
    """MISC with nothing but `TokenRange`, moved on by `shift` code points."""
    found = re.search(r"TokenRange=(\d+):(\d+)", misc)
    return f"TokenRange={int(found[1]) + shift}:{int(found[2]) + shift}" if found else "_"


def words(rows):
    """Rows of words, without those of multi-word tokens."""
    return [cells for cells in rows if cells[0].isdigit()]


def first_word(rows):
    """Where the sentence begins, after opening quotes and dashes."""
    return next((i for i, cells in enumerate(rows) if cells[3] != "PUNCT"), len(rows))


def name_entities(sentences, is_first_name):
    """Writes `Entity=` into MISC."""
    inside = {c[1] for rows in sentences for c in words(rows)[first_word(words(rows)) + 1 :] if c[1][:1].isupper()}
    for rows in map(words, sentences):
        first, open_kind = first_word(rows), None
        for i, cells in enumerate(rows):
            form = cells[1]
            named = form[:1].isupper()
            if i <= first:
                named = named and cells[3] not in FUNCTION and (form in inside or is_first_name(form))
            if not named:
                open_kind = None
                continue
            letter = "I" if open_kind else "B"
            open_kind = open_kind or ("Person" if is_first_name(form) else "Organization")
            cells[9] = f"Entity={letter}-{open_kind}" + ("" if cells[9] == "_" else f"|{cells[9]}")


def written(sentences, name):
    """CoNLL-U."""
    lines, paragraph, number = [f"# newdoc id = {name}"], True, 0
    for rows in sentences:
        if not rows:
            paragraph = True
            continue
        number += 1
        lines += ["# newpar"] * paragraph + [f"# sent_id = {name}-{number}"] + ["\t".join(cells) for cells in rows] + [""]
        paragraph = False
    return "\n".join(lines) + "\n"


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("model", type=pathlib.Path)
    args.add_argument("out", type=pathlib.Path)
    args.add_argument("texts", type=pathlib.Path, nargs="+")
    args = args.parse_args()
    model = udpipe.Model.load(str(args.model))
    if model is None:
        sys.exit(f"{args.model} is no UDPipe model")
    pipeline = udpipe.Pipeline(model, "tokenizer=ranges", udpipe.Pipeline.DEFAULT, udpipe.Pipeline.DEFAULT, "conllu")
    names = Lexicon(ROOT / "models/fr/names.bin")
    args.out.mkdir(parents=True, exist_ok=True)
    for path in args.texts:
        sentences = rows_of(pipeline, path.read_text(encoding="utf-8"))
        name_entities(sentences, lambda form: bool(names.lookup(form.lower())))
        (args.out / f"{path.stem}.conllu").write_text(written(sentences, path.stem), encoding="utf-8")


if __name__ == "__main__":
    main()
