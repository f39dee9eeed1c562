#!/usr/bin/env python3
"""Cytoscape: what is written is read back, and so are networks of others. cytoscape_js_test.py lets Cytoscape.js read it."""
import json

from support import Test

test = Test()
test.lossless("g.cyjs")

# As Cytoscape.js and the desktop program write them: elements in one list or by group, with what we do not use.
nodes = [{"data": {"id": "a", "name": "Alice", "shared_name": "A", "SUID": 52}, "position": {"x": 1, "y": 2}, "selected": False},
         {"data": {"id": "b", "parent": "a"}}]
edges = [{"data": {"id": "e1", "source": "a", "target": "b", "interaction": "pp", "valid": 1949}, "classes": "x"}]
path = test.folder / "other.cyjs"
found = []
for document in ({"format_version": "1.0", "generated_by": "x", "data": {"name": "N", "entente": "no number"},
                  "elements": {"nodes": nodes, "edges": edges}},
                 {"elements": {"edges": edges, "nodes": nodes}, "zoom": 1, "style": [{"selector": "node"}]},
                 {"elements": [{"group": "edges", **e} for e in edges] + nodes}, nodes + edges):
    path.write_text(json.dumps(document))
    found.append(test.facts(test.new_store(path)))
test.equal(found[0][0]["a"], {"id": "a", "type": "Node", "properties": {"SUID": 52, "name": "Alice", "shared_name": "A"},
                              "provenance": "stated"}, "a node")
test.equal(found[0][1], [{"type": "RELATED_TO", "from": "a", "to": "b", "valid": "1949",
                          "properties": {"id": "e1", "interaction": "pp"}, "provenance": "stated"}], "an edge")
for other in found[1:]:
    test.equal(other, found[0], "the same by another form of the file")

path.write_text('''{"elements": {"nodes": [
{"data": {"id": "a"}},
{"data": {}},
{"id": "b"}],
"edges": [
{"data": {"id": "e", "source": "a"}},
{"data": {"id": "e", "source": "a", "target": "nobody"}}]}}''')
test.refuses(path, [(3, "empty id"), (4, "without `data`"), (6, "without `target`"), (7, "nobody")])
path.write_text("{}")
test.refuses(path, [(1, "no `elements`")])

test.finish()
