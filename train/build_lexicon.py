"""Step 1 of `README.md`: the lexicon files of `models/fr` from Lefff-UD, the first-name lists and the lists of well-known names."""

import argparse
import pathlib

import corpus
from lexicon import LEXICONS, Lexicon, read_known, read_lefff, read_names, write_lexicon


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--data", type=pathlib.Path, required=True, help="the corpora folder")
    args.add_argument("--out", type=pathlib.Path, required=True, help="folder for the three files")
    args = args.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    write_lexicon(read_lefff(args.data / "lex-lefff-ud/UDLex_French-Lefff.conllul.bz2"), args.out / "lexicon.bin")
    names = args.data / "lex-coref-words"
    write_lexicon(read_names([(names / "female_names.dat", "f"), (names / "male_names.dat", "m")]), args.out / "names.bin")
    write_lexicon(read_known({kind: names for (kind,), names in corpus.known_names().items()}), args.out / "known.bin")
    for name in LEXICONS:
        lex = Lexicon(args.out / name)
        print(name, (args.out / name).stat().st_size, len(lex.forms), "forms", len(lex.signatures), "signatures", len(lex.scripts), "scripts", len(lex.tags), "tags")


if __name__ == "__main__":
    main()
