"""Reads the scorer's JSON and fails where a figure is under its threshold.

usage: thresholds.py SCORE.json NAME=LEAST…
"""
import json
import sys

score = json.load(open(sys.argv[1], encoding="utf-8"))
bad = 0
for rule in sys.argv[2:]:
    name, least = rule.split("=")
    ok = score[name] is not None and score[name] >= float(least)
    bad += not ok
    print(f"{name} {score[name]} (at least {least}){'' if ok else ': too low'}")
sys.exit(bad > 0)
