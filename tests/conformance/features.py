#!/usr/bin/env python3
"""Runs feature files of the temporal extension against `entente serve --stdio`.

  features.py --entente PROGRAM [--only TEXT] [FOLDER or FILE …]

The files are those of openCypher's conformance kit in form (Gherkin); steps of their own are told in README.md beside
this script. Every scenario is run on a graph of its own in memory. Exit code 0: all pass; 1: some do not.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


class Broken(Exception):
    """A scenario that does not pass, or a file that can't be read."""


class Step:
    def __init__(self, line, text):
        self.line, self.text, self.doc, self.table = line, text, None, []


class Scenario:
    def __init__(self, line, name):
        self.line, self.name, self.steps = line, name, []


def cells(line):
    return [c.strip().replace("\0", "|") for c in line.strip().strip("|").replace("\\|", "\0").split("|")]


def substituted(text, values):
    for key, value in values.items():
        text = text.replace("<%s>" % key, value)
    return text


def outlined(scenario, examples):
    """A scenario for each row of the examples."""
    head, rows = examples[0], examples[1:]
    for number, row in enumerate(rows, 1):
        values = dict(zip(head, row))
        made = Scenario(scenario.line, "%s (%d: %s)" % (scenario.name, number, ", ".join(row)))
        for step in scenario.steps:
            copy = Step(step.line, substituted(step.text, values))
            copy.doc = None if step.doc is None else substituted(step.doc, values)
            copy.table = [[substituted(c, values) for c in line] for line in step.table]
            made.steps.append(copy)
        yield made


def read_feature(path):
    """The scenarios of a file, each with the steps of the background before its own."""
    background, scenarios, current, examples = [], [], None, None
    outline = False
    lines = open(path, encoding="utf-8").read().split("\n")

    def finish():
        if current is None:
            return
        if outline and not examples:
            raise Broken("%s:%d: an outline without examples" % (path, current.line))
        scenarios.extend(outlined(current, examples) if outline else [current])

    steps, i = None, 0
    while i < len(lines):
        line = lines[i].strip()
        number = i + 1
        i += 1
        if not line or line.startswith("#"):
            continue
        head = re.match(r"(Background|Scenario Outline|Scenario|Examples|Feature):\s*(.*)", line)
        if head:
            kind, name = head.groups()
            if kind == "Feature":
                while i < len(lines) and not re.match(r"\s*(Background|Scenario|Scenario Outline):", lines[i]):
                    i += 1
            elif kind == "Background":
                steps = background
            elif kind == "Examples":
                examples, steps = [], None
            else:
                finish()
                current, outline, examples = Scenario(number, name), kind == "Scenario Outline", None
                steps = current.steps
        elif line.startswith("|"):
            if examples is not None and steps is None:
                examples.append(cells(line))
            else:
                steps[-1].table.append(cells(line))
        elif line == '"""':
            text = []
            while lines[i].strip() != '"""':
                text.append(lines[i])
                i += 1
            i += 1
            indent = min((len(t) - len(t.lstrip()) for t in text if t.strip()), default=0)
            steps[-1].doc = "\n".join(t[indent:] for t in text)
        else:
            step = re.match(r"(Given|When|Then|And|But)\s+(.*)", line)
            if not step or steps is None:
                raise Broken("%s:%d: this is no step: %s" % (path, number, line))
            steps.append(Step(number, step.group(2)))
    finish()
    for scenario in scenarios:
        scenario.steps = background + scenario.steps
    return scenarios


class Engine:
    def __init__(self, program):
        self.process = subprocess.Popen([program, "serve", "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True, encoding="utf-8")

    def ask(self, **request):
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise Broken("the engine has ended at %s" % request)
        return json.loads(answer)


TEMPORAL = ("$date", "$localtime", "$time", "$localdatetime", "$datetime", "$duration", "$instant")


def shown(value):
    """A value of a reply as it is written in a table."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return "'%s'" % value.replace("\\", "\\\\").replace("'", "\\'")
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, list):
        return "[%s]" % ", ".join(shown(v) for v in value)
    if "$period" in value:
        period = value["$period"]
        return "'%s'" % (period.get("edtf") or period["text"])
    for key in TEMPORAL:
        if key in value:
            return "'%s'" % value[key]
    if "$node" in value:
        node = value["$node"]
        labels = "".join(":" + label for label in node["labels"])
        properties = shown(node["properties"]) if node["properties"] else ""
        return "(%s)" % " ".join(part for part in (labels, properties) if part)
    if "$rel" in value:
        relationship = value["$rel"]
        properties = " " + shown(relationship["properties"]) if relationship["properties"] else ""
        return "[:%s%s]" % (relationship["type"], properties)
    if "$float" in value:
        return value["$float"]
    return "{%s}" % ", ".join("%s: %s" % (key, shown(value[key])) for key in sorted(value))


COUNTS = {"+nodes": "nodes_created", "-nodes": "nodes_deleted", "+relationships": "relationships_created",
          "-relationships": "relationships_deleted", "properties": "properties_set", "+labels": "labels_added",
          "-labels": "labels_removed", "times": "times_set", "+constraints": "constraints_added",
          "-constraints": "constraints_removed"}


class Run:
    """One scenario, step by step."""

    def __init__(self, engine):
        self.engine, self.parameters, self.reply, self.text = engine, {}, None, ""
        engine.ask(reset=True)

    def must(self, reply):
        if "error" in reply or reply.get("kind") == "error":
            raise Broken("failed: %s" % json.dumps(reply, ensure_ascii=False))
        return reply

    def step(self, step):
        for pattern, action in STEPS:
            match = re.fullmatch(pattern, step.text)
            if match:
                return action(self, step, *match.groups())
        raise Broken("no such step: %s" % step.text)

    def facts(self, step):
        # A document, such as an ontology, is a file of its own.
        records = step.doc.split("\n")
        documents = [r for r in records if r.startswith('{"entente"')]
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for text in documents + ["\n".join(r for r in records if r not in documents)]:
                paths.append(os.path.join(folder, "%d.json%s" % (len(paths), "" if text in documents else "l")))
                with open(paths[-1], "w", encoding="utf-8") as file:
                    file.write(text + "\n")
            self.must(self.engine.ask(entente=1, **{"import": paths}))

    def executed(self, step):
        self.must(self.engine.ask(query=step.doc))

    def set_parameters(self, step):
        for name, value in step.table:
            row = self.must(self.engine.ask(query="RETURN %s AS value" % value))["rows"][0]
            self.parameters[name] = row[0]

    def execute(self, step):
        self.text = step.doc
        self.reply = self.engine.ask(entente=1, query=step.doc, parameters=self.parameters)

    def succeeded(self):
        if self.reply.get("kind") != "result":
            raise Broken("an answer is expected, and this came: %s" % json.dumps(self.reply, ensure_ascii=False))

    def rows(self, step, ordered):
        self.succeeded()
        if self.reply["columns"] != step.table[0]:
            raise Broken("columns %s, not %s" % (self.reply["columns"], step.table[0]))
        wanted = [[" ".join(c.split()) for c in row] for row in step.table[1:]]
        got = [[shown(v) for v in row] for row in self.reply["rows"]]
        if (wanted if ordered else sorted(wanted)) != (got if ordered else sorted(got)):
            raise Broken("rows\n      %s\n    in the place of\n      %s" % (
                "\n      ".join(" | ".join(row) for row in got) or "none",
                "\n      ".join(" | ".join(row) for row in wanted) or "none"))

    def empty(self, step):
        self.succeeded()
        if self.reply["rows"]:
            raise Broken("rows, where none are expected: %s" % [[shown(v) for v in row] for row in self.reply["rows"]])

    def side_effects(self, step):
        self.succeeded()
        updates = self.reply.get("updates", {})
        wanted = {COUNTS[name]: int(count) for name, count in step.table}
        got = {name: count for name, count in updates.items() if count}
        if wanted != got:
            raise Broken("side effects %s, not %s" % (got, wanted))

    def error(self, step, kind, phase, detail):
        # The dialect of the kit names kinds and phases.
        reply = self.reply if self.reply.get("kind") != "result" else None
        if reply is None:
            raise Broken("an error is expected, and there are rows: %s" % self.reply["rows"])
        reply = self.engine.ask(query=self.text, parameters=self.parameters)
        error = reply.get("error", {})
        got = (error.get("type"), error.get("phase"), error.get("detail"))
        if got[0] != kind or got[1] != phase.replace(" time", "") or (detail != "*" and got[2] != detail):
            raise Broken("error %s: %s" % (got, error.get("message")))

    def error_mentions(self, step, text):
        said = json.dumps(self.reply, ensure_ascii=False)
        if self.reply.get("kind") == "result" or text not in said:
            raise Broken("nothing says “%s”: %s" % (text, said))

    def left_out(self, step, presumed, possible):
        self.succeeded()
        withheld = self.reply["read_at"].get("withheld", {})
        got = (withheld.get("presumed", 0), withheld.get("possible", 0))
        if got != (int(presumed or 0), int(possible or 0)):
            raise Broken("left out %d presumably, %d possibly" % got)

    def warning(self, step, text):
        if not any(text in w["message"] + " " + w.get("hint", "") for w in self.reply.get("warnings", [])):
            raise Broken("no warning says “%s”: %s" % (text, self.reply.get("warnings")))

    def no_warning(self, step):
        if self.reply.get("warnings"):
            raise Broken("there are warnings: %s" % self.reply["warnings"])


STEPS = [
    (r"(?:an empty graph|any graph)", lambda run, step: None),
    (r"the facts:", Run.facts),
    (r"having executed:", Run.executed),
    (r"having committed:", Run.executed),
    (r"parameters are:", Run.set_parameters),
    (r"executing (?:control )?query:", Run.execute),
    (r"the result should be, in order:", lambda run, step: run.rows(step, True)),
    (r"the result should be, in any order:", lambda run, step: run.rows(step, False)),
    (r"the result should be empty", Run.empty),
    (r"the side effects should be:", Run.side_effects),
    (r"no side effects", lambda run, step: run.side_effects(step)),
    (r"an? (\w+) should be raised at (compile time|runtime): (\S+)", Run.error),
    (r"an error mentions: (.*)", Run.error_mentions),
    (r"left out: nothing", lambda run, step: run.left_out(step, 0, 0)),
    (r"left out: (?:(\d+) presumably)?(?:, )?(?:(\d+) possibly)?", Run.left_out),
    (r"a warning mentions: (.*)", Run.warning),
    (r"no warnings", Run.no_warning),
]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--entente", required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("paths", nargs="*", default=[os.path.join(HERE, "temporal")])
    arguments = parser.parse_args()
    files = []
    for path in arguments.paths:
        if os.path.isdir(path):
            files += sorted(os.path.join(path, name) for name in os.listdir(path) if name.endswith(".feature"))
        else:
            files.append(path)
    engine = Engine(arguments.entente)
    names, failures, passed = set(), 0, 0
    for path in files:
        for scenario in read_feature(path):
            name = "%s: %s" % (os.path.basename(path), scenario.name)
            if name in names:
                raise SystemExit("%s:%d: a second scenario of this name" % (path, scenario.line))
            names.add(name)
            if arguments.only not in name:
                continue
            step = None
            try:
                run = Run(engine)
                for step in scenario.steps:
                    run.step(step)
                passed += 1
            except Broken as fault:
                failures += 1
                print("%s:%d: %s\n  %s\n    %s" % (path, step.line, scenario.name, step.text, fault))
    print("%d scenarios passed%s" % (passed, ", %d failed" % failures if failures else ""))
    return 1 if failures or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
