"""Opens what glane wrote with tools nobody here wrote, and compares what they read.

usage: outputs.py DIR ONTOLOGY
DIR holds the exports graph.{ttl,trig,nt,nq,rdf,jsonld,graphml,gexf,dot,csv}; ONTOLOGY the Turtle files with shapes.ttl.
"""
import csv
import json
import sys
from pathlib import Path

import networkx
import pydot
import pyoxigraph
import pyshacl
import rdflib
from pyld import jsonld
from rdflib.compare import to_isomorphic

where, ontology = Path(sys.argv[1]), Path(sys.argv[2])
GL = "https://w3id.org/glane/ontology#"


def expect(fact, text):
    if not fact:
        sys.exit(text)


def rdflib_graph(name, form):
    graph = rdflib.Graph()
    graph.parse(where / name, format=form)
    return graph


turtle = rdflib_graph("graph.ttl", "turtle")
expect(len(turtle) > 0, "graph.ttl: no triple")
for name, form in [("graph.nt", "nt"), ("graph.rdf", "xml"), ("graph.jsonld", "json-ld")]:
    other = rdflib_graph(name, form)
    expect(to_isomorphic(other) == to_isomorphic(turtle), f"{name}: rdflib reads {len(other)} triples, of graph.ttl {len(turtle)}")

formats = pyoxigraph.RdfFormat
quads = {}
for name, form in [("graph.ttl", formats.TURTLE), ("graph.trig", formats.TRIG), ("graph.nt", formats.N_TRIPLES),
                   ("graph.nq", formats.N_QUADS), ("graph.rdf", formats.RDF_XML)]:
    quads[name] = set(pyoxigraph.parse((where / name).read_bytes(), format=form))
default = {q for q in quads["graph.nq"] if isinstance(q.graph_name, pyoxigraph.DefaultGraph)}
expect(len(default) == len(turtle), f"graph.nq: {len(default)} triples in the default graph, graph.ttl has {len(turtle)}")
expect(len(quads["graph.trig"]) == len(quads["graph.nq"]), "graph.trig and graph.nq differ in size")

store = pyoxigraph.Store()
store.bulk_load(path=str(where / "graph.nq"), format=formats.N_QUADS)
count = next(iter(store.query(f"SELECT (COUNT(?s) AS ?n) {{ ?s a <{GL}Statement> }}")))["n"]
expect(int(count.value) > 0, "graph.nq: no gl:Statement")

nquads = jsonld.to_rdf(json.loads((where / "graph.jsonld").read_text("utf-8")), {"format": "application/n-quads"})
expect(len(nquads.strip().splitlines()) == len(quads["graph.nq"]), "graph.jsonld: pyld reads another number of quads")

conforms, _, report = pyshacl.validate(
    str(where / "graph.ttl"), shacl_graph=str(ontology / "shapes.ttl"), ont_graph=str(ontology / "glane.ttl"),
    data_graph_format="turtle", shacl_graph_format="turtle", inference="none")
expect(conforms, report)

graphml, gexf = networkx.read_graphml(where / "graph.graphml"), networkx.read_gexf(where / "graph.gexf", version="1.3")
expect(len(graphml) > 0, "graph.graphml: no node")
expect((len(graphml), graphml.size()) == (len(gexf), gexf.size()), "graph.graphml and graph.gexf differ in size")
(dot,) = pydot.graph_from_dot_file(str(where / "graph.dot"))
expect(dot.get_edges(), "graph.dot: no edge")
import igraph
both = igraph.Graph.Read_GraphML(str(where / "graph.graphml"))
expect((both.vcount(), both.ecount()) == (len(graphml), graphml.size()), "graph.graphml: igraph reads another graph")
context = json.loads((where / "context.jsonld").read_text("utf-8"))["@context"]
bare = {**json.loads((where / "graph.jsonld").read_text("utf-8")), "@context": context}
expect(jsonld.to_rdf(bare, {"format": "application/n-quads"}) == nquads, "context.jsonld is not the context of graph.jsonld")
rows = {}
for name in ("graph.csv", "nodes.csv", "neo4j-nodes.csv", "neo4j-edges.csv"):
    with open(where / name, encoding="utf-8", newline="") as file:
        rows[name] = list(csv.DictReader(file))
expect(len(rows["nodes.csv"]) == len(rows["neo4j-nodes.csv"]) == len(graphml), "the tables of nodes differ in size")
expect(len(rows["graph.csv"]) == len(rows["neo4j-edges.csv"]) == graphml.size(), "the tables of edges differ in size")
ids = {row["iri:ID"] for row in rows["neo4j-nodes.csv"]}
expect(len(ids) == len(rows["neo4j-nodes.csv"]), "neo4j-nodes.csv: an ID comes twice")
expect(all(row[":START_ID"] in ids and row[":END_ID"] in ids and row[":TYPE"] for row in rows["neo4j-edges.csv"]),
       "neo4j-edges.csv: an end is no node")
with open(where / "graph.csv", encoding="utf-8", newline="") as file:
    expect(len(list(csv.DictReader(file))) > 0, "graph.csv: no row")
print(f"{len(turtle)} triples, {len(quads['graph.nq'])} quads, {count.value} statements, {len(graphml)} nodes")
