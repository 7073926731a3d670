"""Pushes a graph into two stores nobody here wrote: Oxigraph's server and rdflib-endpoint.

usage: push.py GLANE GRAPH
All is there; pushed twice it is the same; killed in the middle it is finished by the next push; names that try to break
out come back; a wrong secret is refused.
"""
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

import pyoxigraph
import rdflib
import uvicorn
from rdflib_endpoint import SparqlEndpoint

glane, graph = sys.argv[1], Path(sys.argv[2])
parsed = list(pyoxigraph.parse((graph / "graph.nq").read_bytes(), format=pyoxigraph.RdfFormat.N_QUADS))
wanted = {str(q) for q in parsed}


def quad(q):
    """The quad, with a name for the default graph."""
    default = isinstance(q.graph_name, pyoxigraph.DefaultGraph)
    return pyoxigraph.Quad(q.subject, q.predicate, q.object, pyoxigraph.NamedNode("urn:x-glane:merged") if default else q.graph_name)


def expect(fact, text):
    if not fact:
        sys.exit(text)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait(url):
    for _ in range(100):
        try:
            return urllib.request.urlopen(url, timeout=1)
        except urllib.error.HTTPError:
            return None
        except OSError:
            time.sleep(0.1)
    sys.exit(f"{url} does not come up")


class Oxigraph:
    """`oxigraph serve`, in memory."""
    def __enter__(self):
        port = free_port()
        tool = Path(sys.executable).parent / "oxigraph"
        self.process = subprocess.Popen([tool, "serve", "--bind", f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL)
        self.update, self.store = f"http://127.0.0.1:{port}/update", f"http://127.0.0.1:{port}/store"
        wait(f"http://127.0.0.1:{port}/")
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def quads(self):
        request = urllib.request.Request(self.store, headers={"Accept": "application/n-quads"})
        return {str(q) for q in pyoxigraph.parse(urllib.request.urlopen(request).read(), format=pyoxigraph.RdfFormat.N_QUADS)}


class Endpoint:
    """rdflib-endpoint over a graph in this process."""
    def __enter__(self):
        port = free_port()
        self.data = rdflib.Dataset()
        app = SparqlEndpoint(graph=self.data, enable_update=True)
        self.server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        self.update = f"http://127.0.0.1:{port}/"
        wait(self.update)
        return self

    def __exit__(self, *_):
        self.server.should_exit = True
        self.thread.join()

    def quads(self):
        text = self.data.serialize(format="nquads", encoding="utf-8")
        text = text.replace(b" <urn:x-rdflib:default> .", b" .")
        return {str(q) for q in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS)}


def push(at, url, *flags, **env):
    said = subprocess.run([glane, "push", "-d", at, "--to", url, "--json", *flags], capture_output=True, text=True,
                          env={**os.environ, **env}, check=False)
    return said.returncode, json.loads(said.stdout or "{}"), said.stderr


def all_there(server, at, url, name, wanted, *flags):
    for time_ in ("once", "twice"):
        code, _, fault = push(at, url, *flags)
        expect(code == 0, f"{name}: {fault}")
        found = server.quads()
        expect(found == wanted, f"{name}, pushed {time_}: {len(found)} quads, not {len(wanted)}; "
                                f"{sorted(wanted - found)[:2]} {sorted(found - wanted)[:2]}")


def killed(server, at, url, name):
    """SIGKILL while requests are going out, as often as it takes to hit one; then another push."""
    process = subprocess.Popen([glane, "push", "-d", at, "--to", url, "--chunk", "1"], stdout=subprocess.DEVNULL)
    journal = at / "push"
    while process.poll() is None:
        states = [json.loads(f.read_text()) for f in journal.glob("*.json") if f.stat().st_size]
        if any(5 <= s["done"] < s["requests"] for s in states):
            process.send_signal(signal.SIGKILL)
            process.wait()
            break
        time.sleep(0.002)
    expect(process.returncode == -signal.SIGKILL, f"{name}: the push was over before it could be killed")
    expect(server.quads() < wanted, f"{name}: killed in the middle, the store should hold a part")
    code, said, fault = push(at, url, "--chunk", "1")
    expect(code == 0 and said["requestsBefore"] >= 5, f"{name}: {fault or said}")
    expect(server.quads() == wanted, f"{name}: finished, the store differs")


with tempfile.TemporaryDirectory() as work:
    def copy():
        shutil.rmtree(Path(work) / "g", ignore_errors=True)
        shutil.copytree(graph, Path(work) / "g", ignore=shutil.ignore_patterns("push"))
        return Path(work) / "g"
    for url in ("update", "store"):
        with Oxigraph() as server:
            all_there(server, copy(), getattr(server, url), f"oxigraph /{url}", wanted, "--chunk", "200")
        with Oxigraph() as server:
            killed(server, copy(), getattr(server, url), f"oxigraph /{url}")
    os.environ.pop("RDFLIB_APIKEY", None)
    # rdflib's Dataset fails at INSERT DATA into its default graph: there the merged graph gets a name.
    into = ("--into", "urn:x-glane:merged")
    named = {str(quad(q)) for q in parsed}
    with Endpoint() as server:
        all_there(server, copy(), server.update, "rdflib-endpoint", named, *into)
    with Endpoint() as server:
        os.environ["RDFLIB_APIKEY"] = "s3cret"
        code, _, fault = push(copy(), server.update, *into)
        expect(code == 2 and "GLANE_TOKEN" in fault, f"rdflib-endpoint without a secret: {code} {fault}")
        code, _, fault = push(copy(), server.update, *into, GLANE_TOKEN="s3cret")
        expect(code == 0, f"rdflib-endpoint with a secret: {fault}")
        expect(server.quads() == named, "rdflib-endpoint with a secret: the store differs")
print(f"{len(wanted)} quads are in both stores, over Update and Graph Store, also after a kill")
