"""Parses Cypher with a parser nobody here wrote, and gives the strings that it holds.

usage: cypher_strings.py FILE
"""
import re
import sys

from antlr4 import CommonTokenStream, InputStream
from antlr4.error.ErrorListener import ErrorListener
from antlr4_cypher import CypherLexer, CypherParser

ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


class Faults(ErrorListener):
    def __init__(self):
        self.found = []

    def syntaxError(self, recognizer, symbol, line, column, message, error):
        self.found.append(f"{line}:{column}: {message}")


def value(token):
    """What a string literal stands for."""
    def one(match):
        escape = match[1]
        return chr(int(escape[1:], 16)) if escape[0] in "uU" and len(escape) > 1 else ESCAPES.get(escape, escape)
    return re.sub(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", one, token[1:-1], flags=re.S)


def strings(text):
    """All strings of the statements, one a line, and what is wrong with them."""
    found, faults = set(), []
    for number, line in enumerate(text.splitlines(), 1):
        # The grammar is openCypher 9, which has no constraints.
        if line.startswith("CREATE CONSTRAINT"):
            continue
        heard = Faults()
        lexer = CypherLexer(InputStream(line))
        lexer.removeErrorListeners()
        lexer.addErrorListener(heard)
        tokens = CommonTokenStream(lexer)
        parser = CypherParser(tokens)
        parser.removeErrorListeners()
        parser.addErrorListener(heard)
        parser.script()
        faults += [f"line {number}: {fault}" for fault in heard.found]
        if re.match(r"(MERGE|MATCH) ", line) is None:
            faults.append(f"line {number}: not a statement of ours")
        for token in tokens.tokens:
            if token.text[:1] in "'\"" and len(token.text) > 1:
                found.add(value(token.text))
    return found, faults


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        found, faults = strings(file.read())
    if faults or not found:
        sys.exit("\n".join(faults[:20]) or "no string")
    print(f"{len(found)} strings")
