#!/usr/bin/env python3
"""JSON Graph Format: what a program that follows the specification finds in the files, and what it may write."""
import json

from support import Test, dated

test = Test()

for name in test.sets:
    store = test.store(name)
    entities, relations = test.facts(store)
    graph = test.json(test.export(store, "g.jgf"))["graph"]
    test.equal(set(graph["nodes"]), set(entities), name + ": ids of nodes")
    test.equal(sum("earliest_start" in n["metadata"] for n in graph["nodes"].values()), sum(dated(e) for e in entities.values()),
               name + ": periods of nodes")
    test.equal([(e.get("id"), e["source"], e["relation"], e["target"], "earliest_start" in e["metadata"]) for e in graph["edges"]],
               [(r.get("id"), r["from"], r["type"], r["to"], dated(r)) for r in relations], name + ": edges")
    for key, node in graph["nodes"].items():
        said = entities[key].get("properties", {}).get("name")
        if isinstance(said, str):
            test.equal((node["label"], node["metadata"]["name"]), (said, said), "%s: label of %.40s" % (name, key))

test.lossless("g.jgf")
test.lossless("g.jgf.json")

# Graphs of others: version 2, several graphs, and version 1 with nodes in a list.
node_a = {"label": "Alice", "metadata": {"age": 7, "valid": "1949/.."}}
edges = [{"id": "e", "source": "A", "target": "B", "relation": "KNOWS", "directed": False, "label": "knows", "metadata": {"w": 1.5}},
         {"source": "B", "target": "A"}]
path = test.folder / "two.jgf"
path.write_text(json.dumps({"graph": {"directed": False, "type": "t", "label": "l", "metadata": {"x": 1},
                                      "nodes": {"A": node_a, "B": {}}, "edges": edges}}))
two = test.new_store(path)
entities, relations = test.facts(two)
test.equal(entities["A"], {"id": "A", "type": "Node", "valid": "1949/..", "properties": {"age": 7, "name": "Alice"},
                           "provenance": "stated"}, "a node of version 2")
test.equal([(r.get("id"), r["type"], r["from"], r["to"], r.get("properties")) for r in relations],
           [(None, "KNOWS", "A", "B", {"directed": False, "id": "e", "label": "knows", "w": 1.5}),
            (None, "RELATED_TO", "B", "A", {"directed": False})], "edges: without direction as the graph, or by themselves")
del relations[1]["properties"]
for document in ({"graphs": [{"nodes": {"A": node_a}}, {"nodes": {"B": {}}, "edges": edges}, {}]},
                 {"graph": {"edges": edges, "nodes": [{"id": "A", **node_a}, {"id": "B"}]}}):
    path.write_text(json.dumps(document))
    test.equal(test.facts(test.new_store(path)), (entities, relations), "the same by another form of the file")
path.write_text('{"graphs": []}')
test.equal(test.new_store(path).exists(), False, "no graph makes no store")

path.write_text('''{"graph": {"nodes": {
"": {},
"a": 1,
"b": {"metadata": []},
"c": {"metadata": {"valid": "next year"}},
"d": {}},
"edges": [
{"source": "d", "relation": "R"},
{"source": "d", "target": "a"},
{"source": "d", "target": "d", "metadata": {"earliest_start": "1950", "latest_start": "1940"}}],
"hyperedges": [{"nodes": ["d"]}]}}''')
test.refuses(path, [(2, "empty id"), (3, "must be an object"), (4, "`metadata` must be an object"),
                    (8, "without `target`"), (9, "`a`"), (11, "hyperedges")])
path.write_text('{"nodes": {}}')
test.refuses(path, [(1, "neither `graph` nor `graphs`")])

test.finish()
