#!/usr/bin/env python3
"""Asks a store from Python: who met whom before a date, for certain and at all.

    ask.py STORE DATE [PROGRAM]

`entente serve --stdio` reads one JSON request a line and writes one JSON reply a line; nothing but the standard library
is needed. PROGRAM is the command line of entente, if it is not on the PATH.
"""
import json
import subprocess
import sys


class Entente:
    """A server of one store, as a context: it ends when its input does."""

    def __init__(self, store, program="entente"):
        self.process = subprocess.Popen([program, "serve", "--stdio", store], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, encoding="utf-8")

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.process.stdin.close()
        self.process.wait()

    def request(self, **members):
        """The reply as a dictionary. Its `kind` says what it is; an error raises ValueError."""
        try:
            self.process.stdin.write(json.dumps({"entente": 1, **members}) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # then there is no reply either
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the server has ended; its message stands on standard error")
        reply = json.loads(line)
        if reply["kind"] == "error":
            raise ValueError(reply["message"] + ("\nhint: " + reply["hint"] if "hint" in reply else ""))
        return reply

    def rows(self, query, **parameters):
        """The rows of an answer, each as a dictionary by column."""
        reply = self.request(query=query, parameters=parameters)
        return [dict(zip(reply["columns"], row)) for row in reply["rows"]]


def main():
    if len(sys.argv) < 3:
        sys.exit("usage: ask.py STORE DATE [PROGRAM]")
    store, date = sys.argv[1:3]
    with Entente(store, *sys.argv[3:4]) as entente:
        for word, condition in ("certainly", "valid(m) BEFORE $date"), ("possibly", "possibly(valid(m) BEFORE $date)"):
            rows = entente.rows(
                "MATCH (a:Person)-[m:MET]->(b:Person) WHERE " + condition +
                " RETURN a.name AS a, b.name AS b, valid(m).text AS time ORDER BY valid(m)", date=date)
            print("%s before %s:" % (word, date))
            for row in rows:
                print("  %(a)s met %(b)s %(time)s" % row)
            print("%d rows" % len(rows))


if __name__ == "__main__":
    main()
