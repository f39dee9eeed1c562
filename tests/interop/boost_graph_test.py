#!/usr/bin/env python3
"""Boost.Graph on a slice of the store against NetworkX on what `export` writes of the same slice."""
import collections
import json
import subprocess

import networkx
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python as pagerank  # the other one wants SciPy
from networkx.readwrite import json_graph

from support import Test

DAY, START, FAR = "1958-08-01", "doc-a", 1000000
test = Test()
store = test.store("sino-soviet")
path = test.folder / "slice.node-link.json"
test.entente("export", store, path, "--as-of", DAY, "--possibly")
names = {"edges": "links"} if tuple(map(int, networkx.__version__.split(".")[:2])) >= (3, 4) else {}
graph = json_graph.node_link_graph(test.json(path), **names)
for _, _, data in graph.edges(data=True):
    data["weight"] = len(data["type"])

done = subprocess.run([str(test.build / "tests/boost_graph_numbers"), str(store), DAY, START], capture_output=True)
if done.returncode != 0:
    test.fault("boost_graph_numbers: exit code %d: %s" % (done.returncode, done.stderr.decode()))
    test.finish()
ours = json.loads(done.stdout)
order = ours["order"]
test.equal(sorted(order), sorted(graph), "vertices")
test.check(graph.number_of_edges() > 100, "a slice worth measuring")
both = graph.to_undirected()
simple = networkx.Graph(both)


def numbers(what, theirs, tolerance=0):
    """Each vertex has the number that NetworkX gives it."""
    for key, number in zip(order, ours[what]):
        if abs(number - theirs[key]) > tolerance:
            test.fault("%s of %s: %r, and %r by NetworkX" % (what, key, number, theirs[key]))
    test.check(len(ours[what]) == len(theirs), what + " of all vertices")


def distances(theirs):
    return {key: theirs.get(key, FAR) for key in order}


test.check(len(set(ours["dijkstra"])) > 5, "a start from which something is reached")
numbers("dijkstra", distances(networkx.single_source_dijkstra_path_length(graph, START)))
numbers("bellman_ford", distances(networkx.single_source_bellman_ford_path_length(graph, START)))
test.equal(ours["bellman_ford_ended"], True, "no negative circle")
numbers("reverse_graph", distances(networkx.single_source_dijkstra_path_length(graph.reverse(), START)))
test.equal(ours["strong_components"], networkx.number_strongly_connected_components(graph), "strong components")
test.equal(ours["copy_graph"], [graph.number_of_nodes(), graph.number_of_edges()], "the copy")
test.equal(ours["copy_graph_in_degrees"],
           {str(d): n for d, n in sorted(collections.Counter(d for _, d in graph.in_degree()).items())},
           "in-degrees of the copy")
numbers("filtered_graph", dict(graph.edge_subgraph([]).out_degree()) | collections.Counter(
    {key: sum(d["type"] == "ABOUT" for _, _, d in graph.out_edges(key, data=True)) for key in graph}))
test.equal(ours["write_graphviz"], graph.number_of_edges(), "arrows of the DOT text")

numbers("degree", dict(both.degree()))
components = list(networkx.connected_components(both))
test.equal(ours["connected_components"], len(components), "components")
numbered = dict(zip(order, ours["component_of"]))
for component in components:
    test.equal(len({numbered[key] for key in component}), 1, "one number for a component")
# Boost's ranks add up to the number of vertices in each component, NetworkX's to 1 in each graph.
ranks = {}
for component in components:
    part = both.subgraph(component)
    theirs = pagerank(part, weight="times", tol=1e-12, max_iter=1000)
    if len(component) > 1:
        ranks.update({key: rank * len(component) for key, rank in theirs.items()})
for key, rank in zip(order, ours["page_rank"]):
    test.check(key not in ranks or abs(rank - ranks[key]) < 1e-6, "page rank of %s: %r, and %r" % (key, rank, ranks.get(key)))

numbers("betweenness", networkx.betweenness_centrality(simple, normalized=False), 1e-9)
numbers("clustering", networkx.clustering(simple), 1e-12)
numbers("core_numbers", networkx.core_number(simple))
numbers("coloring", networkx.greedy_color(simple, strategy=lambda *_: order))
numbers("floyd_warshall", {key: sum(lengths.values()) for key, lengths in networkx.all_pairs_shortest_path_length(simple)})

declared = test.json(test.source / "graph-data/sino-soviet/ontology.json")["ontology"]["relation_types"]
below = {t["name"]: t.get("sub_relation_of") for t in declared}


def is_a(type, ancestor):
    while type is not None and type != ancestor:
        type = below.get(type)
    return type is not None


circles = 0
for type, sorted_keys in ours["topological_sort"].items():
    part = networkx.DiGraph((a, b) for a, b, d in graph.edges(data=True) if is_a(d["type"], type))
    if not networkx.is_directed_acyclic_graph(part):
        circles += 1
        test.equal(sorted_keys, None, "a circle of " + type)
        continue
    test.check(sorted_keys is not None and sorted(sorted_keys) == sorted(graph), "all vertices in the order by " + type)
    place = {key: i for i, key in enumerate(sorted_keys or [])}
    for a, b in part.edges():
        test.check(place[a] < place[b], "order by %s: %s before %s" % (type, a, b))
test.finish()
