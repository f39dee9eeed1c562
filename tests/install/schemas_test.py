#!/usr/bin/env python3
"""Every $ref of a JSON Schema below a folder leads to what is there: schemas_test.py FOLDER

A reference to another file is looked up from where the schema lies, and its pointer within that file.
"""
import json
import pathlib
import sys

faults = []
seen = 0


def references(part):
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for value in part.values():
            yield from references(value)
    elif isinstance(part, list):
        for value in part:
            yield from references(value)


def leads_on(path, reference):
    file, _, pointer = reference.partition("#")
    target = path.parent / file if file else path
    if not target.is_file():
        return False
    part = json.loads(target.read_text(encoding="utf-8"))
    for step in pointer.split("/")[1:]:
        if not isinstance(part, dict) or step not in part:
            return False
        part = part[step]
    return True


for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.schema.json")):
    for reference in references(json.loads(path.read_text(encoding="utf-8"))):
        seen += 1
        if not leads_on(path, reference):
            faults.append("%s: %s leads nowhere" % (path, reference))
if seen == 0:
    faults.append("no schema with a $ref lies below " + sys.argv[1])
if faults:
    sys.exit("\n".join(faults))
