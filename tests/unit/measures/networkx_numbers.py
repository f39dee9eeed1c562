#!/usr/bin/env python3
"""Writes networkx_numbers.txt, what NetworkX says of well-known and random networks, beside this file.

Run where NetworkX is installed (pip install networkx==3.6.1); the tests read the file and need no Python. The numbers
are those of NetworkX's own functions; PageRank's are those of its version in plain Python, which needs no SciPy and
computes the same.

A line is a word and its values: `network NAME directed|undirected MEMBERS` begins each network, `ties` lists them
(`0-1`; `0=1` leads both ways where directions count), then come the measures, by member, and groups of members. What
NetworkX offers for simple graphs alone is asked of the simple undirected graph. A measure of directed networks is
asked with their directions where it says so.
"""

import pathlib
import random

import networkx as nx
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python as pagerank


def simple(graph):
    """Without parallels and loops; with directions where the graph has them."""
    result = (nx.DiGraph if graph.is_directed() else nx.Graph)(graph)
    result.remove_edges_from(list(nx.selfloop_edges(result)))
    return result


def groups(parts):
    return " ".join(",".join(map(str, sorted(part))) for part in sorted(parts, key=lambda part: (-len(part), min(part))))


def numbers(by_member):
    return " ".join(repr(by_member[v]) for v in range(len(by_member)))


def describe(name, members, ties, directed):
    """`ties`: (from, to, both ways)"""
    graph = (nx.MultiDiGraph if directed else nx.MultiGraph)()
    graph.add_nodes_from(range(members))
    for a, b, both in ties:
        graph.add_edge(a, b)
        if directed and both and a != b:
            graph.add_edge(b, a)
    undirected = nx.MultiGraph()
    undirected.add_nodes_from(range(members))
    undirected.add_edges_from((a, b) for a, b, _ in ties)
    plain = simple(undirected)
    lines = [
        ("network", f"{name} {'directed' if directed else 'undirected'} {members}"),
        ("ties", " ".join(f"{a}{'=' if both else '-'}{b}" for a, b, both in ties)),
        ("betweenness", numbers(nx.betweenness_centrality(simple(graph)))),
        ("closeness", numbers(nx.closeness_centrality(simple(graph)))),
        ("clustering", numbers(nx.clustering(plain))),
        ("triangles", numbers(nx.triangles(plain))),
        ("core_number", numbers(nx.core_number(plain))),
        ("pagerank", numbers(pagerank(graph, tol=1e-16, max_iter=10000))),
        ("weak_components", groups(nx.connected_components(undirected))),
        ("strong_components", groups((nx.strongly_connected_components if directed else nx.connected_components)(graph))),
        ("articulation_points", " ".join(map(str, sorted(nx.articulation_points(plain))))),
        ("bridges", " ".join(f"{a}-{b}" for a, b in sorted(map(sorted, nx.bridges(undirected))))),
    ]
    return "".join(f"{word} {values}".rstrip() + "\n" for word, values in lines) + "\n"


def random_network(dice, number):
    directed = number % 2 == 1
    members = dice.randint(1, 24)
    count = dice.randint(0, 3 * members)
    ties = []
    for _ in range(count):
        a, b = dice.randrange(members), dice.randrange(members)
        if dice.random() < 0.8 and a == b:
            b = dice.randrange(members)  # few loops
        if ties and dice.random() < 0.15:
            a, b = dice.choice(ties)[:2]  # a parallel one, perhaps turned round
            if dice.random() < 0.5:
                a, b = b, a
        ties.append((a, b, directed and dice.random() < 0.1))
    return f"random-{number}", members, ties, directed


def main():
    dice = random.Random(1914)
    known = [
        ("karate-club", 34, [(a, b, False) for a, b in nx.karate_club_graph().edges()], False),
        ("krackhardt-kite", 10, [(a, b, False) for a, b in nx.krackhardt_kite_graph().edges()], False),
    ]
    parts = [describe(*network) for network in known + [random_network(dice, i) for i in range(44)]]
    with open(pathlib.Path(__file__).with_suffix(".txt"), "w", encoding="utf-8") as out:
        out.write(f"# NetworkX {nx.__version__}, written by networkx_numbers.py\n\n" + "".join(parts))


if __name__ == "__main__":
    main()
