#!/usr/bin/env python3
"""Node-link JSON: NetworkX builds the graph, and what it writes is read back."""
import json

import networkx
from networkx.readwrite import json_graph

from support import Test, dated

test = Test()
# Since 3.4 NetworkX calls them `edges` unless it is told otherwise.
names = {"edges": "links"} if tuple(map(int, networkx.__version__.split(".")[:2])) >= (3, 4) else {}


def node_link_graph(document):
    return json_graph.node_link_graph(document, **names)


def node_link_data(graph):
    return json_graph.node_link_data(graph)


for name in test.sets:
    store = test.store(name)
    entities, relations = test.facts(store)
    document = test.json(test.export(store, "g.node-link.json"))
    graph = node_link_graph(document)
    test.check(graph.is_directed() and graph.is_multigraph(), name + ": directed, with parallel links")
    test.equal(graph.number_of_nodes(), len(entities), name + ": nodes")
    test.equal(graph.number_of_edges(), len(relations), name + ": links")
    test.equal(sum("earliest_start" in d for _, d in graph.nodes(data=True)), sum(dated(e) for e in entities.values()),
               name + ": periods of nodes")
    test.equal(sum("earliest_start" in d for _, _, d in graph.edges(data=True)), sum(dated(r) for r in relations),
               name + ": periods of links")
    for key, entity in entities.items():
        node = graph.nodes[key]
        test.equal(node.get("name"), entity.get("properties", {}).get("name"), "%s: name of %.40s" % (name, key))
        types = entity["type"] if isinstance(entity["type"], list) else [entity["type"]]
        test.equal(node["labels"], types, "%s: labels of %.40s" % (name, key))
    for relation in relations:
        between = graph.get_edge_data(relation["from"], relation["to"]) or {}
        if "id" in relation:
            link = between.get(relation["id"])
            test.check(link is not None and link["type"] == relation["type"], "%s: link %.60s" % (name, relation["id"]))

    # NetworkX writes it again: numbers for keys, another order of members.
    path = test.folder / "again.node-link.json"
    path.write_text(json.dumps(node_link_data(graph)), encoding="utf-8")
    again = test.new_store(path)
    test.equal(test.facts(again)[0], entities, name + ": entities by way of NetworkX")
    order = lambda facts: sorted(json.dumps(f, sort_keys=True) for f in facts)
    test.equal(order(test.facts(again)[1]), order(relations), name + ": relations by way of NetworkX")

test.lossless("g.node-link.json")
test.lossless("g.node-link.json.zst")

# Time is there for programs that know no EDTF.
graph = node_link_graph(test.json(test.export(test.store("tiny"), "g.node-link.json")))
fallieres = graph.edges["armand-fallieres", "france", "president-fallieres"]
test.equal((fallieres["valid"], fallieres["valid_start"], fallieres["valid_end"], fallieres["latest_end"]),
           ("1906-02-18/1913-02-17", "1906-02-18", "1913-02-17", "1913-02-18"), "an exclusive end is written as an inclusive one")
in_1908 = [k for _, _, k, d in graph.edges(keys=True, data=True)
           if d.get("latest_start", "0") <= "1908-12-31" and d.get("earliest_end", "9") > "1908-01-01"
           and not d["earliest_end"].startswith("-")]
test.check("president-fallieres" in in_1908 and "president-poincare" not in in_1908, "what held in 1908: %r" % in_1908)

# Graphs of others: numbers for ids, attributes of their own, undirected, D3 with places for ids, newer names.
karate = networkx.karate_club_graph()
path = test.folder / "karate.node-link.json"
path.write_text(json.dumps(node_link_data(karate)))
entities, relations = test.facts(test.new_store(path))
test.equal((len(entities), len(relations)), (34, 78), "the karate club")
test.equal(entities["0"], {"id": "0", "type": "Node", "properties": {"club": "Mr. Hi"}, "provenance": "stated"}, "a node of it")
test.equal(relations[0]["type"], "RELATED_TO", "a link of it")
test.equal(relations[0]["properties"], {"directed": False, "weight": 4}, "its weight, and that it has no direction")

path = test.folder / "d3.node-link.json"
path.write_text(json.dumps({"nodes": [{"name": "Myriel", "group": 1}, {"name": "Napoleon", "group": 1, "type": "Person"}],
                            "edges": [{"source": 1, "target": 0, "value": 3, "label": "KNOWS", "valid": 1815, "key": "x"},
                                      {"source": 1, "target": 0, "valid_start": "1815-03", "valid_end": "1815-06-22"},
                                      {"source": 1, "target": 0, "latest_end": "1821-05-06", "type": "SAW"}]}))
entities, relations = test.facts(test.new_store(path))
test.equal(entities["1"]["type"], "Person", "`type` is a label")
test.equal([(r["type"], r["valid"]) for r in relations],
           [("KNOWS", "1815"), ("RELATED_TO", "1815-03/1815-06-22"),
            ("SAW", {"earliest_start": "-inf", "latest_start": "inf", "earliest_end": "-inf", "latest_end": "1821-05-06"})],
           "types and times of others")
test.equal(relations[0]["properties"], {"key": "x", "value": 3}, "what has no meaning is a property")

# What is wrong is refused with its place, and the rest can be kept.
path = test.folder / "wrong.node-link.json"
path.write_bytes(b"""{"nodes": [
{"id": "a"},
{"id": ""},
{"id": "b", "valid": "1949-13"},
{"id": "c", "valid_stated": "{"},
["d"],
{"id": "e", "properties": "{\\"x\\": {\\"$what\\": 1}}"}],
"links": [
{"source": "a"},
{"source": "a", "target": "nobody"},
{"source": "a", "target": "a"}],
"other": [1, {"x": [null]}]}""")
test.refuses(path, [(3, "empty id"), (5, "`valid_stated`: not JSON"), (6, "must be an object"), (7, "`$what`"),
                    (9, "an edge without `target`"), (10, "nobody")])
entities, relations = test.facts(test.new_store(path, options=["--keep-valid"]))
test.equal((list(entities), len(relations)), (["a", "b"], 1), "what is right is kept, and a time that is no date is unknown")
for text, line, reason in (
        (b"{}", 1, "neither `nodes` nor"), (b'{"nodes": [{"id": "\xff"}]}', 1, "not JSON: "), (b"[]", 1, "not JSON: expected `{`"),
        (b'{"nodes": [\n{"id": "a"}\n{"id": "b"}]}', 3, "not JSON: expected `,` between two items, found `{` (at column 1)"),
        (b'{"nodes": [', 1, "the end of the file"), (b'{"nodes": []} x', 1, "text behind the end"),
        (b'{"nodes": [{"id": %s%s}]}' % (b"[" * 100000, b"]" * 100000), 1, "nested deeper"),
        (b'{"nodes": [{"id": "a", "x": %s%s}]}' % (b"[" * 100000, b"]" * 100000), 1, "nested deeper"),
        (b'{"nodes": [], "x": %s' % (b"[" * 100000), 1, "nested deeper"),
        (b'{"graph": {"entente": 2}, "nodes": []}', 1, "newer than 1")):
    path.write_bytes(text)
    test.refuses(path, [(line, reason)])

# A name that says nothing about the format: the hint does.
plain = test.folder / "graph.json"
plain.write_text(json.dumps(node_link_data(karate)))
test.refuses(plain, [(1, "name its format: node-link")])
test.equal(len(test.facts(test.new_store(plain, options=["--format", "node-link"]))[0]), 34, "by the name of the format")

test.finish()
