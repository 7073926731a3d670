"""Step 7: quantise and write `models/fr` as `FORMAT.md` says: int8 embedding rows, half-precision matrices, f32 for the rest."""

import argparse
import json
import pathlib
import shutil

import numpy as np
import torch
from safetensors.numpy import save_file

from lemma import LEXICON_UPOS
from lexicon import LEXICONS
from sums import write_sums

MAX_WORDS = 200
PARITY = (
    ["Le", "groupe", "Renault", "a", "annoncé", "lundi", "le", "rachat", "de", "le", "site", "pour", "3,9", "milliards", "de", "dollars", "."],
    ["«", "Qu’", "en", "pensez", "-vous", "?", "»"],
    ["LES", "VENTES", "DE", "80 000", "VÉLOS", "–", "cœur", "de", "Saint-Dizier", "…"],
    ["Élisabeth"],
)
"""Sentences of the parity fixture: straight and curly signs, capitals, digits, a ligature, one word."""


def tensors_of(state, domains):
    """Tensor name -> array in the format's layout, before quantisation; `domains` weighs the conventions to annotate by."""
    out = {}
    for name in ("word", "sub", "lex"):
        out[f"{name}.weight"] = state[f"encoder.{name}.weight"]
    linear(out, "input", state, "encoder.input")
    out["root"] = state["encoder.root"]
    layers(out, "trunk", state, "encoder.trunk")
    for branch, weights in zip(("parse", "ner"), domains):
        out[f"{branch}.domain"] = sum(w * row for w, row in zip(weights, state[f"{branch}.domain"]))
        layers(out, branch, state, f"{branch}.layers")
        out[f"{branch}.norm.gain"] = state[f"{branch}.norm.weight"]
        out[f"{branch}.norm.bias"] = state[f"{branch}.norm.bias"]
    for name in ("upos", "tag", "script"):
        linear(out, name, state, name)
    linear(out, "ner", state, "entity")
    for name in ("arc.dep", "arc.head", "label.dep", "label.head", "label.out"):
        linear(out, name, state, name.replace(".", "_"))
    out["arc.bilinear"] = state["arc_bilinear"]
    out["arc.prior"] = state["arc_prior"]
    return out


def linear(out, name, state, source):
    """A torch linear layer as [in, out] matrix and bias."""
    out[f"{name}.weight"] = state[f"{source}.weight"].T
    if f"{source}.bias" in state:
        out[f"{name}.bias"] = state[f"{source}.bias"]


def layers(out, name, state, source):
    """All layers of a stack."""
    i = 0
    while f"{source}.{i}.conv" in state:
        a, b = f"{name}.{i}", f"{source}.{i}"
        out[f"{a}.norm.gain"], out[f"{a}.norm.bias"] = state[f"{b}.norm.weight"], state[f"{b}.norm.bias"]
        out[f"{a}.conv.weight"], out[f"{a}.conv.bias"] = state[f"{b}.conv"], state[f"{b}.conv_bias"]
        linear(out, f"{a}.in", state, f"{b}.inner")
        linear(out, f"{a}.out", state, f"{b}.out")
        i += 1


def quantise(tensors):
    """Int8 rows for the three tables, f16 for matrices, f32 for vectors and convolutions."""
    out = {}
    for name, value in tensors.items():
        array = np.ascontiguousarray(value.detach().float().numpy())
        if name in ("word.weight", "sub.weight", "lex.weight"):
            scale = np.maximum(np.abs(array).max(1), 1e-8) / 127
            out[name] = np.round(array / scale[:, None]).astype(np.int8)
            out[name.replace("weight", "scale")] = scale.astype(np.float32)
        elif array.ndim == 2 and not name.endswith("conv.weight"):
            out[name] = array.astype(np.float16)
        else:
            out[name] = array.astype(np.float32)
    return out


def config_of(saved):
    """`config.json`."""
    sizes = saved["sizes"]
    return {
        "format": 1,
        "language": "fr",
        "max_words": MAX_WORDS,
        "trunk": sizes["trunk"],
        "parse": sizes["parse"],
        "ner": sizes["ner"],
        "products": "int8",
        "weights": "model.safetensors",
        "words": "words.txt",
        "lexicons": list(LEXICONS),
        "memory": "memory.bin",
        "lexicon_upos": list(LEXICON_UPOS),
        **saved["labels"],
    }


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--work", type=pathlib.Path, required=True)
    args.add_argument("--lexicons", type=pathlib.Path, required=True)
    args.add_argument("--checkpoint", type=pathlib.Path, required=True, help="of train.py")
    args.add_argument("--dudes", type=pathlib.Path, required=True, help="of dudes_head.py")
    args.add_argument("--parse-domain", type=float, nargs=4, default=[1, 0, 0, 0], help="weights of Sequoia, GSD, FQB, spoken")
    args.add_argument("--ner-domain", type=float, nargs=3, default=[0, 1, 0], help="weights of WiNER, news, POPCORN")
    args.add_argument("--out", type=pathlib.Path, required=True)
    args = args.parse_args()
    saved = torch.load(args.checkpoint, weights_only=False)
    tensors = tensors_of(saved["model"], (args.parse_domain, args.ner_domain))
    head = torch.load(args.dudes, weights_only=True)
    for name, key in (("hidden", "0"), ("out", "3")):
        linear(tensors, f"dudes.{name}", head, key)
    args.out.mkdir(parents=True, exist_ok=True)
    save_file(quantise(tensors), args.out / "model.safetensors", metadata={"format": "glane-1", "language": "fr"})
    (args.out / "config.json").write_text(json.dumps(config_of(saved), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    shutil.copyfile(args.work / "words.txt", args.out / "words.txt")
    for name in LEXICONS:
        shutil.copyfile(args.lexicons / name, args.out / name)
    shutil.copyfile(args.checkpoint.with_suffix(".memory.bin"), args.out / "memory.bin")
    write_sums(args.out)
    from reference import Reader, parity

    (args.out / "parity.json").write_text(json.dumps(parity(Reader(args.out), PARITY), ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
