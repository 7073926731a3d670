"""Times glane, spaCy small and UDPipe 1 on the same texts, in turn, on one core. Called by `compare.sh`, which see."""

import argparse
import os
import pathlib
import resource
import statistics
import subprocess
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[variable] = "1"

import spacy  # noqa: E402
from spacy_small import pipeline as spacy_pipeline  # noqa: E402
from ufal import udpipe  # noqa: E402
from udpipe_model import trained  # noqa: E402


def processor_time():
    """Seconds of this process and of the ones it has waited for."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def timed(work):
    """(seconds by the clock, seconds of processor time, what `work` gave)."""
    clock, processor = time.perf_counter(), processor_time()
    given = work()
    return time.perf_counter() - clock, processor_time() - processor, given


def words(conllu):
    """Words of a CoNLL-U text."""
    return sum(line.split("\t", 1)[0].isdigit() for line in conllu.splitlines())


class Glane:
    """`glane parse`, less what it takes on a text of one word: loading the pack and starting."""

    label, count = "glane", None

    def __init__(self, program, paths, work):
        self.command = [program, "parse", "--quiet", "--threads", "1"]
        self.paths = [str(path) for path in paths]
        self.word = work / "word.txt"
        self.word.write_text("Bonjour\n", encoding="utf-8")

    def parse(self, paths):
        return subprocess.run([*self.command, *paths], check=True, capture_output=True).stdout

    def round(self):
        start = timed(lambda: self.parse([str(self.word)]))
        whole = timed(lambda: self.parse(self.paths))
        self.count = self.count or words(whole[2].decode("utf-8"))
        return whole[0] - start[0], whole[1] - start[1]


class Spacy:
    """The architecture of spacy_small.py: no lemmas, and no CoNLL-U written."""

    label, count = f"spaCy {spacy.__version__} small", None

    def __init__(self, treebank, texts):
        self.nlp, self.texts = spacy_pipeline(treebank), texts

    def round(self):
        clock, processor, self.count = timed(lambda: sum(len(doc) for doc in self.nlp.pipe(self.texts)))
        return clock, processor


class UdPipe:
    """Tokeniser, tagger with lemmas, parser: no entities."""

    label, count = "UDPipe 1 (no entities)", None

    def __init__(self, model, texts):
        default = udpipe.Pipeline.DEFAULT
        self.model, self.texts = model, texts
        self.pipeline = udpipe.Pipeline(model, "tokenize", default, default, "conllu")

    def round(self):
        clock, processor, given = timed(lambda: [self.pipeline.process(text) for text in self.texts])
        self.count = self.count or sum(map(words, given))
        return clock, processor


def report(programs, times):
    """A line for each program; ratios are of the time for the same text, glane's being 1."""
    kinds = [("clock, best", 0, min), ("clock, median", 0, statistics.median)]
    kinds += [("processor, best", 1, min), ("processor, median", 1, statistics.median)]
    print(f"{'tokens/s (time as a multiple of glane’s)':<42}" + "".join(f"{name:>20}" for name, _, _ in kinds))
    for program in programs:
        line = f"{program.label + f', {program.count} tokens':<42}"
        for _, column, of in kinds:
            seconds = of(row[column] for row in times[program.label])
            ratio = seconds / of(row[column] for row in times["glane"])
            line += f"{program.count / seconds:>12.0f} ({ratio:.2f})"
        print(line)


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--rounds", type=int, default=5)
    args.add_argument("work", type=pathlib.Path)
    args.add_argument("data", type=pathlib.Path)
    args.add_argument("glane")
    args.add_argument("texts", type=pathlib.Path, nargs="+")
    args = args.parse_args()
    model = trained(args.data, args.work / "udpipe.model", quick=True)
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = [path.read_text(encoding="utf-8") for path in args.texts]
    treebank = args.data / "ud-fr-sequoia/fr_sequoia-ud-train.conllu"
    programs = [Glane(args.glane, args.texts, args.work), Spacy(treebank, texts), UdPipe(model, texts)]
    times = {program.label: [] for program in programs}
    for turn in range(args.rounds + 1):
        for program in programs:
            measured = program.round()
            if turn:  # the first is to warm the caches
                times[program.label].append(measured)
    print(f"{len(texts)} texts, {sum(map(len, texts))} characters, {args.rounds} rounds in turn, one core; load {os.getloadavg()[0]:.1f}")
    report(programs, times)


if __name__ == "__main__":
    main()
