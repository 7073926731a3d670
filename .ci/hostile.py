"""Names that try to break out of each format: gives them to entities of a graph, and checks that they come back.

usage: hostile.py curation GRAPH >curation.ttl      verdicts that rename the first entities of GRAPH
       hostile.py check DIR                         what tools read from the exports in DIR
"""
import csv
import json
import re
import sys
from pathlib import Path

NAMES = [
    'a "quoted" \\" name',
    "it's \\'); DROP",
    "'}) DETACH DELETE n //",
    "x`) MATCH (n) DELETE n //`",
    '" . <urn:evil> <urn:is> "here',
    '""" . <urn:evil> <urn:is> """',
    "\\u0022 . } ; DROP ALL ; #",
    "\\U0000005C\\u005C",
    '" } } ; DROP ALL ; INSERT DATA { <urn:evil> <urn:is> <urn:here> } #',
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1,2)",
    "</node><node id=\"evil\"/>",
    "]]><evil/><![CDATA[",
    "<b>bold</b> & <TABLE>",
    "&quot;&#34;&amp;",
    "line\nbreak; comma, and | bar",
    "tab\there",
    '"]; evil -> node; ["',
    "\\N \\G \\l \\",
    "{\"@id\": \"urn:evil\"}",
    "@type",
    "@context",
    "\u202eright to left\u202c \u200fmark",
    "emoji 🙂 and 𝄞",
    "combining é and nbsp\u00a0x",
    "'\"`$(){}[]<>|;&*?!~#%^",
]


def curation(graph):
    import pyoxigraph
    gl, rdf = "https://w3id.org/glane/ontology#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    store = pyoxigraph.Store()
    store.bulk_load(path=str(Path(graph) / "graph.nq"), format=pyoxigraph.RdfFormat.N_QUADS)
    rows = store.query(f"SELECT ?e {{ ?e <{gl}named> ?n OPTIONAL {{ ?st (<{rdf}subject>|<{rdf}object>) ?e }} }} "
                       "ORDER BY DESC(BOUND(?st)) ?e")
    entities = list(dict.fromkeys(row["e"] for row in rows))
    if len(entities) < len(NAMES):
        sys.exit(f"{len(entities)} entities for {len(NAMES)} names")
    print(f"@prefix gl: <{gl}> .")
    for entity, name in zip(entities, NAMES):
        print(f"[] a gl:Rename ; gl:entity {entity} ; gl:newName {pyoxigraph.Literal(name)} .")


def missing(found, where, plain=lambda text: text):
    found = set(found)
    return [f"{where}: {name!r} did not come back" for name in NAMES if plain(name) not in found]


def check(where):
    import networkx
    import pydot
    import pyoxigraph
    import rdflib
    from pyld import jsonld
    label, faults = rdflib.RDFS.label, []
    for name, form in [("graph.ttl", "turtle"), ("graph.nt", "nt"), ("graph.rdf", "xml"), ("graph.jsonld", "json-ld")]:
        graph = rdflib.Graph().parse(where / name, format=form)
        faults += missing([str(text) for text in graph.objects(None, label)], f"{name} in rdflib")
        if any("evil" in str(term) for triple in graph for term in triple if isinstance(term, rdflib.URIRef)):
            faults.append(f"{name}: something broke out")
    formats = pyoxigraph.RdfFormat
    for name, form in [("graph.ttl", formats.TURTLE), ("graph.trig", formats.TRIG), ("graph.nq", formats.N_QUADS),
                       ("graph.rdf", formats.RDF_XML), ("graph.jsonld", formats.JSON_LD)]:
        quads = pyoxigraph.parse((where / name).read_bytes(), format=form)
        faults += missing([q.object.value for q in quads if q.predicate.value == str(label)], f"{name} in pyoxigraph")
    nquads = jsonld.to_rdf(json.loads((where / "graph.jsonld").read_text("utf-8")), {"format": "application/n-quads"})
    # pyld leaves U+0085 and its like in place, which is allowed; rdflib reads what it wrote.
    graph = rdflib.Dataset()
    graph.parse(data=nquads, format="nquads")
    faults += missing([str(q[2]) for q in graph.quads((None, label, None, None))], "graph.jsonld in pyld")
    graphml, gexf = networkx.read_graphml(where / "graph.graphml"), networkx.read_gexf(where / "graph.gexf", version="1.3")
    faults += missing([data.get("label") for _, data in graphml.nodes(data=True)], "graph.graphml in networkx")
    faults += missing([data.get("label") for _, data in gexf.nodes(data=True)], "graph.gexf in networkx")
    import igraph
    faults += missing(igraph.Graph.Read_GraphML(str(where / "graph.graphml")).vs["label"], "graph.graphml in igraph")
    guarded = lambda text: "'" + text if text[0] in "=+-@\t\r\n" else text
    for name in ("nodes.csv", "neo4j-nodes.csv"):
        path = where / name
        if path.exists():
            with open(path, encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            column = "label" if "label" in rows[0] else "label:string"
            plain = guarded if name == "nodes.csv" else (lambda text: text)
            faults += missing([row[column] for row in rows], name, plain)
    faults += dot(where, pydot)
    faults += cypher(where)
    parquet = where / "nodes.parquet"
    if parquet.exists():
        import pyarrow.parquet
        faults += missing(pyarrow.parquet.read_table(parquet)["label"].to_pylist(), "nodes.parquet in pyarrow")
    if faults:
        sys.exit("\n".join(faults[:30]))
    print(f"{len(NAMES)} hostile names came back from every format")


def dot(where, pydot):
    """Graphviz itself reads the labels: `dot -Tjson` of nodes that the drawing has; text is wrapped at spaces."""
    import subprocess
    said = subprocess.run(["dot", "-Kneato", "-n", "-Tdot_json", str(where / "graph.dot")], capture_output=True, check=True)
    nodes = json.loads(said.stdout)["objects"]
    flat = lambda text: re.sub(r"\s+", " ", text)
    labels = {flat(unescaped(node.get("label", ""))) for node in nodes}
    shown = {flat(text) for text in NAMES}
    if any("evil" in node["name"] for node in nodes):
        return ["graph.dot: something broke out"]
    (graph,) = pydot.graph_from_dot_file(str(where / "graph.dot"))
    if len([n for n in graph.get_nodes() if n.get_name() not in ("node", "edge", "graph")]) > len(nodes):
        return ["graph.dot: pydot reads more nodes than Graphviz"]
    drawn = [name for name in shown if name in labels]
    return [] if len(drawn) >= len(shown) // 3 else [f"graph.dot: only {len(drawn)} hostile names are in the drawing: {sorted(labels)}"]


def unescaped(label):
    """What Graphviz shows for a label: its escapes are resolved when it draws."""
    text = re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nlr" else m[1], label)
    import html
    return html.unescape(text)


def cypher(where):
    """Every statement parses, and each hostile name is a string literal of its own."""
    from cypher_strings import strings
    found, faults = strings((where / "graph.cypher").read_text("utf-8"))
    return faults + missing(found, "graph.cypher")


if __name__ == "__main__":
    curation(sys.argv[2]) if sys.argv[1] == "curation" else check(Path(sys.argv[2]))
