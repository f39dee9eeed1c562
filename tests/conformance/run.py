#!/usr/bin/env python3
"""Runs a suite of the shared conformance kit against `entente serve --stdio`.

  run.py edtf|tck --entente PROGRAM --shared FOLDER

FOLDER holds conformance/ with the neutral runners and their tables. Where it is missing the suite is skipped (exit code 77).
For `tck` the failures must be those of tck_expected_failures.txt beside this script: one that is not listed there, and one
that is listed and passes, are errors. Exit code 0: as expected; 1: not.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

SKIPPED = 77
HERE = os.path.dirname(os.path.abspath(__file__))


class Reason:
    """Why scenarios fail: those named, and those whose failure reads like `pattern`."""

    def __init__(self, text):
        self.text, self.pattern, self.scenarios = text, None, []


def read_expectations(path):
    floor, reasons = 0, []
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("at least "):
            floor = int(line.split()[2])
        elif line.startswith("reason: "):
            reasons.append(Reason(line[len("reason: "):]))
        elif line.startswith("  failure matches: "):
            reasons[-1].pattern = re.compile(line[len("  failure matches: "):])
        elif line.startswith("  "):
            reasons[-1].scenarios.append(line[2:])
        else:
            sys.exit("%s:%d: cannot read %r" % (path, number, line))
    return floor, reasons


def judge(results, floor, reasons):
    """The list of what is not as expected."""
    wrong = []
    outcome = {r["id"]: r["outcome"] for r in results}
    listed = {s for reason in reasons for s in reason.scenarios}
    for scenario in sorted(listed):
        if outcome.get(scenario) != "failed":
            wrong.append("listed as failing, and %s: %s" % (outcome.get(scenario, "not in the kit"), scenario))
    matched = dict.fromkeys((reason for reason in reasons if reason.pattern), 0)
    for r in results:
        if r["outcome"] != "failed" or r["id"] in listed:
            continue
        why = [reason for reason in matched if reason.pattern.search(r["message"])]
        if not why:
            wrong.append("fails: %s\n  [%s] %s" % (r["id"], r["category"], r["message"]))
        for reason in why:
            matched[reason] += 1
    for reason, count in matched.items():
        print("%5d fail: %s" % (count, reason.text))
        if count == 0:
            wrong.append("nothing fails any more for the reason: " + reason.text)
    passed = sum(r["outcome"] == "passed" for r in results)
    print("%5d pass, at least %d are to" % (passed, floor))
    if passed < floor:
        wrong.append("only %d scenarios pass" % passed)
    return wrong


def run_tck(kit, engine):
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "results.json")
        command = [sys.executable, os.path.join(kit, "run_tck.py"), "--engine", engine, "--json", out, "--max-failures", "0",
                   "--timeout", "300",  # with sanitizers a statement of some pages takes its time
                   os.path.join(kit, "opencypher-tck", "features")]
        run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
        if not os.path.exists(out):
            print(run.stdout)
            return 1
        results = json.load(open(out, encoding="utf-8"))["results"]
    floor, reasons = read_expectations(os.path.join(HERE, "tck_expected_failures.txt"))
    wrong = judge(results, floor, reasons)
    for problem in wrong[:100]:
        print(problem)
    print("%d scenarios, %d not as expected" % (len(results), len(wrong)))
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suite", choices=["edtf", "tck"])
    parser.add_argument("--entente", required=True)
    parser.add_argument("--shared", required=True)
    options = parser.parse_args()
    kit = os.path.join(options.shared, "conformance")
    needed = os.path.join(kit, "edtf.json" if options.suite == "edtf" else "run_tck.py")
    if not os.path.exists(needed):
        print("skipped: the conformance kit is not in %s; name its folder by -DENTENTE_SHARED=FOLDER" % options.shared)
        return SKIPPED
    engine = "'%s' serve --stdio" % options.entente
    if options.suite == "tck":
        return run_tck(kit, engine)
    return subprocess.run([sys.executable, os.path.join(kit, "run_edtf.py"), "--engine", engine, needed]).returncode


if __name__ == "__main__":
    sys.exit(main())
