#!/usr/bin/env python3
"""Cytoscape.js, without a screen, loads the networks and writes them again."""
import json

from support import Test, dated

test = Test()
test.node_modules()


def one_kind(value):
    """JavaScript has one kind of number: what is whole comes back as an integer."""
    if isinstance(value, dict):
        return {k: one_kind(v) for k, v in value.items()}
    if isinstance(value, list):
        return [one_kind(v) for v in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def as_set(relations):
    return {json.dumps(one_kind(r), sort_keys=True) for r in relations}


for name in test.sets:
    store = test.store(name)
    entities, relations = test.facts(store)
    again = test.folder / "again.cyjs"
    seen = test.node("cytoscape.cjs", test.export(store, "g.cyjs"), again)
    if not seen:
        continue
    test.equal(seen["nodes"], len(entities), name + ": nodes")
    test.equal(seen["edges"], len(relations), name + ": edges")
    test.equal(seen["periods"], sum(dated(f) for f in [*entities.values(), *relations]), name + ": periods")
    names = {k: e["properties"]["name"] for k, e in entities.items() if isinstance(e.get("properties", {}).get("name"), str)}
    test.equal(seen["names"], names, name + ": names")
    test.equal(seen["ends"], sorted([r["from"], r["to"], r["type"]] for r in relations), name + ": ends of edges")
    found = test.facts(test.new_store(again))
    test.equal(found[0], {k: one_kind(e) for k, e in entities.items()}, name + ": entities by way of Cytoscape.js")
    test.equal(as_set(found[1]), as_set(relations), name + ": relations by way of Cytoscape.js")

test.finish()
