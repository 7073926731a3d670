"""Links a graph through a reconciliation service nobody here wrote: csv-reconcile.

usage: link.py GLANE GRAPH
Its proposals wait in curation.ttl, and link nothing before a person accepts them.
"""
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

glane, graph = os.path.abspath(sys.argv[1]), Path(sys.argv[2])
SERVE = """
import sys
from csv_reconcile import create_app
create_app().run(port=int(sys.argv[1]))
"""


def expect(fact, text):
    if not fact:
        sys.exit(text)


def run(*args):
    said = subprocess.run([glane, *args], capture_output=True, text=True, check=False)
    return said.returncode, said.stdout, said.stderr


with tempfile.TemporaryDirectory() as work:
    at = Path(work) / "g"
    shutil.copytree(graph, at)
    code, said, fault = run("query", "-d", at, "--format", "csv", "SELECT ?n { ?e gl:named true ; rdfs:label ?n ; a ?t "
                            "FILTER(?t = gl:Company) } ORDER BY ?n LIMIT 4")
    expect(code == 0, fault)
    names = said.splitlines()[1:]
    rows = "".join(f"K{i}\t{name}\n" for i, name in enumerate(names))
    (Path(work) / "house.tsv").write_text(f"id\tname\n{rows}", "utf-8")
    (Path(work) / "house.cfg").write_text(
        "SECRET_KEY='x'\nCSVKWARGS={'delimiter':'\\t'}\n"
        "MANIFEST={'identifierSpace':'https://kb.example/id/','schemaSpace':'https://kb.example/type/','name':'House'}\n")
    tool = Path(sys.executable).parent / "csv-reconcile"
    env = {**os.environ, "FLASK_APP": "csv_reconcile"}
    subprocess.run([tool, "init", "--config", "house.cfg", "house.tsv", "id", "name"], cwd=work, check=True, env=env,
                   capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-c", SERVE, str(port)], cwd=work, env=env, stderr=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}/reconcile"
        for _ in range(100):
            try:
                urllib.request.urlopen(url, timeout=1)
                break
            except OSError:
                time.sleep(0.1)
        code, said, fault = run("link", "-d", at, "--service", url, "--min-score", "90")
        expect(code == 0 and all(f"https://kb.example/id/K{i}" in said for i in range(len(names))), said + fault)
        turtle = (at / "graph.ttl").read_text("utf-8")
        expect("owl:sameAs" not in turtle, "a proposal linked something")
        expect("gl:ProposedLink" in (at / "curation.ttl").read_text("utf-8"), "the proposals are not in curation.ttl")
        code, _, fault = run("link", "-d", at, "--accept", names[0])
        expect(code == 0, fault)
        turtle = (at / "graph.ttl").read_text("utf-8")
        expect(turtle.count("owl:sameAs <https://kb.example/id/K0>") == 1, "what was accepted is not linked")
        code, said, fault = run("check", "-d", at)
        expect(code == 0, said + fault)
    finally:
        server.terminate()
        server.wait()
print(f"{len(names)} links proposed, 1 accepted")
