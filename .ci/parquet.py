"""Opens the Parquet exports with pyarrow, and holds them against the CSV tables of the same graph.

usage: parquet.py DIR
DIR holds nodes.parquet, edges.parquet, neo4j-nodes.csv, neo4j-edges.csv.
"""
import csv
import sys
from pathlib import Path

import pyarrow
import pyarrow.parquet

where = Path(sys.argv[1])


def expect(fact, text):
    if not fact:
        sys.exit(text)


for name, names in [("nodes", {"label": "label:string", "amount": "amount:double", "articles": "articles:int"}),
                    ("edges", {"quote": "quote:string", "confidence": "confidence:double", "negated": "negated:boolean",
                               "price": "price:double", "source": ":START_ID"})]:
    table = pyarrow.parquet.read_table(where / f"{name}.parquet")
    with open(where / f"neo4j-{name}.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    expect(len(rows) == table.num_rows > 0, f"{name}.parquet: {table.num_rows} rows, not {len(rows)}")
    for column, head in names.items():
        read = {pyarrow.string(): str, pyarrow.float64(): float, pyarrow.int32(): int,
                pyarrow.bool_(): lambda text: text == "true"}[table.schema.field(column).type]
        wanted = [read(row[head]) if row[head] else None for row in rows]
        expect(table[column].to_pylist() == wanted, f"{name}.parquet: {column} differs")
print("nodes and edges are those of the CSV tables")
