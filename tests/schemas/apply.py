#!/usr/bin/env python3
"""Applies the JSON Schemas of the project to what they describe, with an independent validator.

  apply.py PROGRAM SOURCE_DIR

Data files against graph-data/data.schema.json; results and exports that PROGRAM writes against
src/formats/interface/result.schema.json and the data schema again; its reports on dates against src/formats/interface/time.schema.json;
styles of data sets against src/formats/interface/style.schema.json; column maps against src/formats/interface/columns.schema.json; what it
finds in data against src/formats/interface/findings.schema.json; and all that it says to programs against
src/formats/interface/entente.schema.json. Exits 1 with every disagreement, 0 where there is none.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

program, source = sys.argv[1], pathlib.Path(sys.argv[2])
faults = []
applied = 0


def load(path):
    return json.loads(pathlib.Path(path).read_text(encoding="utf-8"))


def validator(schema, path):
    cls = jsonschema.validators.validator_for(schema)
    cls.check_schema(schema)
    return cls(schema, resolver=jsonschema.RefResolver(path.resolve().as_uri(), schema))


def validator_of(name):
    path = source / name
    return validator(load(path), path)


def apply(check, document, name):
    global applied
    applied += 1
    for error in check.iter_errors(document):
        faults.append("%s: %s: %s" % (name, "/".join(map(str, error.absolute_path)) or "(root)", error.message[:300]))


def entente(*arguments, standard_input=None, code=0):
    done = subprocess.run([program, *map(str, arguments)], input=standard_input, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != code:
        faults.append("entente %s: exit code %d: %s" % (" ".join(map(str, arguments)), done.returncode, done.stderr[:500]))
    return done.stdout


data = load(source / "graph-data/data.schema.json")
data_file = validator_of("graph-data/data.schema.json")
record = validator({"$schema": data["$schema"], "$ref": "#/$defs/record", "$defs": data["$defs"]}, source)
result = validator_of("src/formats/interface/result.schema.json")
dates = validator_of("src/formats/interface/time.schema.json")
explanations = validator_of("src/formats/interface/explanation.schema.json")
interface = validator_of("src/formats/interface/entente.schema.json")
asked = validator_of("src/formats/interface/request.schema.json")
style = validator_of("src/formats/interface/style.schema.json")
columns = validator_of("src/formats/interface/columns.schema.json")
found = validator_of("src/formats/interface/findings.schema.json")

maps = sorted((source / "graph-data/columns").glob("*.columns.json"))
for path in maps:
    apply(columns, load(path), path.relative_to(source))

sets = [p for p in sorted((source / "graph-data").iterdir()) if p.is_dir() and p.name != "columns"]
for folder in sets:
    for path in sorted(folder.glob("*.json")):
        if path.name == "style.json":
            apply(style, load(path), path.relative_to(source))
            continue
        if path.name.endswith(".columns.json"):
            apply(columns, load(path), path.relative_to(source))
            continue
        apply(data_file, load(path), path.relative_to(source))
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                apply(record, json.loads(line), "%s:%d" % (path.relative_to(source), number))

with tempfile.TemporaryDirectory() as folder:
    for path in sets:
        store = pathlib.Path(folder) / path.name
        tables = sorted(path.glob("*.csv"))
        entente("import", store, *(tables + ["--columns", *path.glob("*.columns.json")] if tables else [path]))
        years = ("1814", "1816") if path.name == "vienna" else ("1950", "1969")
        questions = [
            "MATCH (n) RETURN n, valid(n) AS v, labels(n) AS l",
            "MATCH (a)-[r]->(b) RETURN a.name, r, b, valid(r).text AS t",
            "MATCH p = (a)-[*1..2]->(b) RETURN p LIMIT 50",
            "RETURN 1 AS i, 1.5 AS f, 'x' AS s, [1, null] AS l, {a: {b: 1}} AS m, 0.0 / 0.0 AS nan, null AS n, true AS t",
        ]
        for question in questions:
            apply(result, json.loads(entente("query", store, question, "--format", "json")), question)
        as_of = entente("query", store, "MATCH (n) RETURN n.name AS name", "--as-of", "1908", "--possibly", "--format", "json")
        apply(result, json.loads(as_of), "as of")
        exported = json.loads(entente("export", store, "-", "--format", "data"))
        apply(data_file, exported, "export of " + path.name)
        derived = [r["id"] for r in exported["relations"] if r.get("provenance") == "derived"]
        named = [r["id"] for r in exported["relations"] if "id" in r]
        for key in derived[:3] + [exported["entities"][0]["id"]] + named[:1]:
            apply(interface, json.loads(entente("explain", store, key, "--json")), "explain " + key)
        for key in [e["id"] for e in exported["entities"][:12]]:
            apply(interface, json.loads(entente("show", store, key, "--json")), "show " + key)
        apply(interface, json.loads(entente("diff", store, *years, "--json", code=1)), "diff of " + path.name)
        apply(interface, json.loads(entente("query", store, "MATCH (n:Statte) RETURN n", "--format", "json")), "warnings")
        requests = [
            {"query": "MATCH (n)-[r]->(m) RETURN n, r, m LIMIT 3", "as_of": "1950", "possibly": True},
            {"query": "RETURN $x AS x", "parameters": {"x": [1, None]}},
            {"query": "RETURN x"},
            {"facts": True},
            {"diff": ["1950", "1969"]},
            {"diff": ["1969", "1950"]},
            {"time": ["1967/1985~", "mid-1950s"]},
            {"time": ["1967/1985x"]},
            {"findings": True},
            {"explain": key},
            {"explain": "no such fact"},
            {"nothing": 1},
            {"refresh": True},
            {"find": "a"},
            {"show": exported["entities"][0]["id"], "as_of": "1950", "possibly": True},
            {"show": "nobody at all"},
            {"info": True},
            {"schema": True},
            {"draw": "MATCH (n)-[r]->(m) RETURN r LIMIT 3", "format": "dot", "title": "Three", "layout": "timeline"},
            {"draw": True, "format": "png"},
            {"import": ["facts.json"]},
            {"query": "MATCH (n) RETURN n, system(n) LIMIT 3", "system_time": "commit 1"},
            {"query": "MATCH (n) RETURN n", "system_time": "1900"},
            {"query": "MATCH (n) RETURN n", "system_time": "commit 99"},
            {"find": "a", "system_time": "commit 1"},
            {"show": exported["entities"][0]["id"], "system_time": "commit 1"},
            {"explain": exported["entities"][0]["id"], "system_time": "commit 1"},
            {"facts": True, "system_time": "commit 1"},
            {"diff": ["1950", "1969"], "system_time": "commit 1"},
            {"findings": True, "system_time": "commit 1"},
            {"draw": True, "format": "dot", "system_time": "commit 1"},
            {"info": True, "system_time": "commit 1"},
            {"info": True, "system_time": "1900"},
            {"schema": True, "system_time": "commit 1"},
            {"log": True},
            {"log": True, "since": "commit 1", "until": "now", "of": exported["entities"][0]["id"]},
            {"log": True, "of": "nobody at all"},
            {"system_diff": ["1900", "commit 1"]},
            {"system_diff": ["commit 1", "now"]},
            {"system_diff": ["now", "commit 0"]},
        ]
        requests = [{"entente": 1, "id": [number, path.name], **r} for number, r in enumerate(requests)]
        lines = "".join(json.dumps(r) + "\n" for r in requests)
        kinds = ["result", "result", "error", "facts", "diff", "error", "time", "error", "findings", "explanation", "error", "error", "commit",
                 "entities", "dossier", "error", "info", "result", "picture", "error", "error",
                 "result", "result", "error", "entities", "dossier", "explanation", "facts", "diff", "findings", "picture", "info", "info", "result",
                 "log", "log", "error", "system_diff", "system_diff", "error"]
        for request in requests:
            if asked.is_valid(request) != ("nothing" not in request and request.get("format") != "png"):
                faults.append("the schema of requests misjudges %s" % request)
        replies = entente("serve", "--stdio", store, standard_input=lines).splitlines()
        for request, kind, reply in zip(requests, kinds, map(json.loads, replies), strict=True):
            apply(interface, reply, "reply of kind " + kind)
            if reply.get("id") != request["id"]:
                faults.append("a reply with another id than its request: %s" % str(reply)[:200])
            if reply["kind"] != kind:
                faults.append("a reply of kind %s in place of %s: %s" % (reply["kind"], kind, reply))
        report = subprocess.run([program, "check", "--json", str(store)], capture_output=True, text=True, encoding="utf-8")
        apply(found, json.loads(report.stdout), "check of " + path.name)
        for key in named[:1]:
            entente("retract", store, key)
            gone = json.loads(entente("explain", store, key, "--json"))
            apply(interface, gone, "explain of a retracted fact")
            if "withdrawn" not in gone or [c["how"] for c in gone["changes"]][-1:] != ["retracted"]:
                faults.append("a retracted fact is explained without its retraction: %s" % str(gone)[:300])

    fresh = pathlib.Path(folder) / "fresh"
    entente("import", fresh, source / "graph-data/tiny")
    requests = [{"entente": 1, "import": [str(source / "graph-data/tiny")], "replace": True}, {"entente": 1, "import": ["nothing.json"]}]
    lines = "".join(json.dumps(r) + "\n" for r in requests)
    for kind, line in zip(("import", "error"), entente("serve", "--stdio", "--writable", fresh, standard_input=lines).splitlines(), strict=True):
        apply(interface, json.loads(line), "reply of kind " + kind)
        if json.loads(line)["kind"] != kind:
            faults.append("a reply in place of %s: %s" % (kind, line[:300]))

    wrong = pathlib.Path(folder) / "wrong.json"
    wrong.write_text(json.dumps({"entente": 1, "ontology": {
        "entity_types": [{"name": "Person"}],
        "relation_types": [{"name": "LEADS", "single_valued": True, "within": ["from"], "range": ["State"]}],
        "expected": [{"check": "relation_outside_range", "facts": ["L1"], "reason": "a state without a record"}]},
        "entities": [{"id": "a", "type": "Person", "name": "A", "valid": "1900/1950", "sources": ["nowhere#1"]},
                     {"id": "b", "type": "Person", "name": "a", "valid": "1940/1960-03"}, {"id": "s", "type": "Stat"}],
        "relations": [{"id": "L1", "type": "LEADS", "from": "a", "to": "s", "valid": "1930-01/1960"},
                      {"type": "LEADS", "from": "b", "to": "s", "valid": {"edtf": "1960", "phrase": "then"}}]}))
    # A store whose facts were corrected, ended, taken back and stated anew: each kind of change.
    corrected = pathlib.Path(folder) / "corrected"
    facts = pathlib.Path(folder) / "facts.jsonl"
    for zhou, reign in (("Chou", {"valid": "1949/"}), ("Zhou", {"valid": "1949/1976"}), ("Zhou", None), ("Zhou", {"valid": "1949/1976"})):
        records = [{"id": "zhou", "type": "Person", "name": zhou}, {"id": "mao", "type": "Person"}]
        relations = [{"id": "r", "type": "LED", "from": "mao", "to": "zhou", **reign}, {"type": "MET", "from": "mao", "to": "zhou"}] if reign else []
        facts.write_text("".join(json.dumps(r) + "\n" for r in records + relations), encoding="utf-8")
        entente("import", corrected, facts, "--replace")
    reports = [json.loads(entente("log", corrected, "--json"))]
    for pair in (("commit 0", "commit 1"), ("commit 1", "commit 2"), ("commit 2", "commit 3"), ("commit 3", "now")):
        reports.append(json.loads(entente("diff", corrected, "--system", *pair, "--json", code=1)))
    reports.append(json.loads(entente("diff", corrected, "--system", "now", "now", "--json")))
    for report in reports:
        apply(interface, report, report["kind"] + " of a corrected store")
    changes = [c for report in reports for c in report.get("changes", []) + [d for commit in report.get("commits", []) for d in commit["changes"]]]
    for kind in ("newly known", "corrected", "ended", "retracted"):
        if kind not in {c["change"] for c in changes}:
            faults.append("a corrected store: no change is of the kind %s" % kind)

    # Then earlier states are forgotten, and an entity is erased.
    entente("forget", corrected, "--before", "commit 3")
    forgotten = [json.loads(entente("log", corrected, "--json")), json.loads(entente("explain", corrected, "r", "--json"))]
    entente("erase", corrected, "zhou", "--reason", "on request")
    forgotten.append(json.loads(entente("log", corrected, "--json")))
    for report in forgotten:
        apply(interface, report, report["kind"] + " of a store that has forgotten")
    if not (forgotten[0]["commits"][0].get("forgotten") and forgotten[1].get("forgotten_before") == 3 and "erased" in forgotten[2]["commits"][-1]):
        faults.append("a store that has forgotten does not say so")

    store = pathlib.Path(folder) / "wrong"
    entente("import", store, wrong)
    report = json.loads(entente("check", "--json", store, code=1))
    apply(found, report, "check of wrong data")
    apply(interface, report, "check of wrong data")
    seen = {(f["certainty"], "vague" in f, "expected" in f) for f in report["findings"]}
    for kind in (("certain", False, False), ("certain", False, True), ("possible", False, False)):
        if kind not in seen:
            faults.append("check of wrong data: no finding of the kind %s" % (kind,))

for expressions in (["1967/1985~"], ["14 February 1950"], ["1949", "1949-12"], ["../..", "1989-05-16"], ["2001/", "/2001"]):
    apply(dates, json.loads(entente("time", "--json", *expressions)), "time " + " ".join(expressions))

# A schema that accepts anything would prove nothing.
for wrong in ({}, {"entente": 1, "entities": [{"id": "a"}]}, {"entente": 1, "relations": [{"type": "T", "from": "a"}]}):
    if data_file.is_valid(wrong):
        faults.append("the data schema accepts %s" % json.dumps(wrong))
for wrong in ({}, {"entities": [{"id": "{a}"}]}, {"relations": [], "delimter": ";"}, {"files": {"a.csv": {"entitys": []}}},
              {"entities": [{"id": "a", "type": "T", "valid": {"at": "{a}", "start": "{b}"}}]}):
    if columns.is_valid(wrong):
        faults.append("the schema of column maps accepts %s" % json.dumps(wrong))
if result.is_valid({"entente": 1, "kind": "result", "columns": [], "types": [], "rows": [[{"$what": 1}]], "read_at": {}}):
    faults.append("the result schema accepts an unknown tag")

for wrong in ({}, {"entente": 1, "layout": "neat"}, {"entente": 1, "entities": {"State": {"fill": "red"}}}, {"entente": 1, "max": 3}):
    if style.is_valid(wrong):
        faults.append("the schema of styles accepts %s" % json.dumps(wrong))
for wrong in ({"entente": 1, "kind": "log"}, {"entente": 1, "kind": "log", "commits": [{"transaction": 1}]},
              {"entente": 1, "kind": "system_diff", "from": {"transaction": 0}, "to": {"transaction": 1}},
              {"entente": 1, "kind": "system_diff", "from": {"transaction": 0}, "to": {"transaction": 1, "system_time": "t"},
               "changes": [{"change": "forgotten", "is": "entity", "id": 0, "statement": "a", "transaction": 1}]}):
    if interface.is_valid(wrong):
        faults.append("the schema of system time accepts %s" % json.dumps(wrong))
for wrong in ({"entente": 1}, {"entente": 1, "kind": "what"}, {"entente": 1, "kind": "diff"}, {"entente": 2, "kind": "error"}):
    if interface.is_valid(wrong):
        faults.append("the schema of the interface accepts %s" % json.dumps(wrong))
if interface.is_valid({"entente": 1, "kind": "dossier", "name": "a", "labels": [], "aliases": [], "entity": {"key": "a"}, "properties": [], "facts": []}):
    faults.append("the schema of dossiers accepts an entity that nothing is said of")
for wrong in ({"entente": 1, "kind": "explanation", "key": "a", "found": False},
              {"entente": 1, "kind": "explanation", "key": "a", "found": True, "is": "relation"},
              {"entente": 1, "kind": "explanation", "key": "a", "found": True, "is": "entity", "type": "T",
               "statement": "A", "provenance": "stated", "sources": [], "what": 1}):
    if explanations.is_valid(wrong):
        faults.append("the schema of explanations accepts %s" % json.dumps(wrong))
if dates.is_valid({"entente": 1, "kind": "time", "readings": []}):
    faults.append("the schema of dates accepts a report on none")

if found.is_valid({"entente": 1, "kind": "findings", "sound": True, "findings": [{"rule": "two_holders"}]}):
    faults.append("the schema of findings accepts one without a message")

for fault in faults:
    print(fault)
print("%d documents applied, %d faults" % (applied, len(faults)))
sys.exit(1 if faults or applied == 0 else 0)
