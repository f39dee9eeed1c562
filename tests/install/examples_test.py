#!/usr/bin/env python3
"""The examples do what they say: examples_test.py PROGRAM EXAMPLES DATA [FOLDER_OF_THOSE_IN_C++]

Those that ask the same say the same, in each language.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

program, examples, data = map(pathlib.Path, sys.argv[1:4])
built = pathlib.Path(sys.argv[4]) if len(sys.argv) > 4 else None
faults = []


def run(*command, code=0):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, encoding="utf-8", timeout=120)
    if done.returncode != code:
        faults.append("%s: exit code %d, expected %d\n%s%s" % (" ".join(map(str, command)), done.returncode, code,
                                                              done.stdout, done.stderr))
    return done.stdout + done.stderr


def equal(got, expected, what):
    if got != expected:
        faults.append("%s: %r\nexpected %r" % (what, got, expected))


def has(text, *parts):
    for part in parts:
        if part not in text:
            faults.append("%r is missing in:\n%s" % (part, text))


ANSWER = """certainly before 1949-03:
0 rows
possibly before 1949-03:
  Anastas Mikoyan met Mao Zedong in early 1949
1 rows
"""

with tempfile.TemporaryDirectory(prefix="entente-examples-") as folder:
    folder = pathlib.Path(folder)
    store, missing = folder / "history.db", folder / "histroy.db"
    run(program, "import", store, data / "sino-soviet")

    ask = [(sys.executable, examples / "python/ask.py")]
    node = shutil.which("node")
    if node:
        ask.append((node, examples / "node/ask.cjs"))
    else:
        print("node is not installed: its example is not run")
    for command in ask:
        equal(run(*command, store, "1949-03", program), ANSWER, command[1].name)
        has(run(*command, missing, "1949-03", program, code=1), "there is no store", "the server has ended")

    if built:
        has(run(built / "open", store), "relations, ", "MET ")
        has(run(built / "open", missing, code=1), "there is no store at", "histroy.db")
        equal(run(built / "ask", store, "1949-03"), ANSWER, "ask")
        run(built / "write", folder / "letters.db")
        has(run(program, "query", folder / "letters.db",
                "MATCH (a)-[m:WROTE_TO]->(b) RETURN a.name, b.name, valid(m).edtf, sources(m), count(*)", "--format", "csv"),
            "Ada Lovelace,Charles Babbage,1843-07~", "letters")
        has(run(program, "info", folder / "letters.db"), "1 relation", "there was one letter only")
        between = run(built / "slice", store, "1949", "1969", "MET")
        has(between.splitlines()[0], "Mao Zedong")
        equal(run(built / "slice", store, "1949", "1969", "NEVER_SAID"), "", "a slice of no relations")

for fault in faults:
    print(fault)
sys.exit(1 if faults else 0)
