#!/bin/sh
# Times glane, spaCy's small architecture and UDPipe 1 on the same texts in one run, in turn, on one core:
#
#     cargo build --release
#     benches/peers/compare.sh [--rounds N] WORK DATA target/release/glane TEXT...
#
# WORK  a folder for the Python environment (spaCy and ufal.udpipe from PyPI, pinned in requirements.txt, some 500 MB) and
#       for UDPipe's model; both are made by the first run and used again
# DATA  the corpora (train/README.md): ud-fr-sequoia, ud-fr-gsd, ud-fr-fqb. UDPipe is trained on them with few passes (18
#       minutes of processor time; with its own defaults, see udpipe_model.py, it takes several times that), spaCy is
#       initialised on Sequoia's labels
# TEXT  French texts, some minutes' reading each; 50,000 words in all make steady figures
#
# What each does: glane everything it has, and writes CoNLL-U (the time of a text of one word, start-up that is, is taken
# off); spaCy tags, tree and entities, but no lemmas and no CoNLL-U; UDPipe tags, lemmas, tree and CoNLL-U, but no entities.
# Prints tokens a second by the program's own count, and in brackets its time for the same text as a multiple of glane's:
# on a loaded machine only these ratios count, and those of processor time most.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
rounds=5
if [ "${1:-}" = --rounds ]; then rounds=$2; shift 2; fi
[ $# -ge 4 ] || { sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2; exit 2; }
work=$1
mkdir -p "$work"
if [ ! -e "$work/venv/installed" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --requirement "$here/requirements.txt"
    touch "$work/venv/installed"
fi
exec "$work/venv/bin/python" "$here/compare.py" --rounds "$rounds" "$@"
