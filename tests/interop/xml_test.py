"""GraphML and GEXF under readers that nobody here wrote: NetworkX, graphology and xmllint; and their files in ours."""
import datetime
import re
import subprocess

import networkx as nx
import support

test = support.Test()
DAY = re.compile(r"^\d{4}-\d\d-\d\d$")


def types_of(record):
    return record["type"] if isinstance(record["type"], list) else [record["type"]]


def gexf_for_networkx(name, file):
    """Versions before 3 know no name space of GEXF 1.3."""
    return test.export(test.store(name), file, format=None if int(nx.__version__.split(".")[0]) >= 3 else "gexf-1.2")


def compare_counts(graph, name, what):
    """Nodes, edges and their periods, as many and of the same names as the store holds."""
    entities, relations = test.facts(test.store(name))
    test.equal(graph.number_of_nodes(), len(entities), what + ": nodes")
    test.equal(graph.number_of_edges(), len(relations), what + ": edges")
    test.equal(set(graph.nodes) - set(map(readable, entities)), set(), what + ": ids")
    edges = list(graph.edges(data=True))
    for key, of in (("valid", "stated"), ("earliest_start", "bounds")):
        test.equal(sum(has_time(data, key) for _, data in graph.nodes(data=True)), sum(support.dated(e) for e in entities.values()),
                   "%s: nodes with %s" % (what, of))
        test.equal(sum(has_time(data, key) for _, _, data in edges), sum(support.dated(r) for r in relations),
                   "%s: edges with %s" % (what, of))
    kinds = sorted((readable(r["from"]), readable(r["type"]), readable(r["to"])) for r in relations)
    test.equal(sorted((u, data["type"], v) for u, v, data in edges), kinds, what + ": who is what to whom")


def has_time(data, key):
    """Everything that states a time has the four bounds; EDTF says most of them, the JSON beside it the others."""
    return key in data or (key == "valid" and ("valid_stated" in data or "datings" in data))


def readable(text):
    """What other readers see where XML has no such character."""
    def escape(match):
        return "_x%04X_" % ord(match[0])
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", escape, re.sub("_(?=x[0-9A-F]{4})", "_x005F_", text))


def names(graph):
    return {key: data.get("name") for key, data in graph.nodes(data=True)}


def compare_names(graph, name, what):
    entities, _ = test.facts(test.store(name))
    for key, record in entities.items():
        stated = record.get("properties", {}).get("name")
        if isinstance(stated, str) and not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", stated):
            test.equal(graph.nodes[readable(key)].get("name"), stated, "%s: the name of %.40r" % (what, key))
        labels = graph.nodes[readable(key)]["labels"]
        if len(types_of(record)) == 1 and types_of(record)[0][0] not in "[:":
            test.equal(labels, types_of(record)[0], "%s: the type of %.40r" % (what, key))


def networkx_reads_graphml(name):
    graph = nx.read_graphml(test.export(test.store(name), name + ".graphml"), force_multigraph=True)
    test.check(graph.is_directed(), "GraphML of %s is directed" % name)
    compare_counts(graph, name, "GraphML of %s in NetworkX" % name)
    compare_names(graph, name, "GraphML of %s in NetworkX" % name)
    return graph


def networkx_reads_gexf(name):
    graph = nx.read_gexf(gexf_for_networkx(name, name + ".gexf"))
    what = "GEXF of %s in NetworkX" % name
    test.check(graph.is_directed(), what + " is directed")
    test.equal(graph.graph.get("mode"), "dynamic", what + ": mode")
    compare_counts(graph, name, what)
    compare_names(graph, name, what)
    for who, data in [*graph.nodes(data=True), *((e[:2], e[2]) for e in graph.edges(data=True))]:
        # The time line of GEXF is the outer bounds, its ends counted in.
        for key in ("start", "end"):
            day = data.get("valid_" + key)
            has_day = day and not day.startswith("0000-")  # XML Schema has no year 0
            test.equal(data.get(key), day if has_day else None, "%s: %s of %.60r" % (what, key, who))
        end, bound = data.get("end"), data.get("latest_end", "")
        if end and DAY.match(end) and DAY.match(bound) and end >= "0001":
            test.equal(datetime.date.fromisoformat(end) + datetime.timedelta(1), datetime.date.fromisoformat(bound),
                       "%s: the last day of %.60r" % (what, who))
    return graph


def values_keep_their_types():
    for read, name in ((nx.read_graphml, "v.graphml"), (nx.read_gexf, "v.gexf")):
        values = read(gexf_for_networkx("hostile", name) if name.endswith("gexf") else
                      test.export(test.store("hostile"), name)).nodes["values"]
        for key, value in (("true", True), ("false", False), ("zero", 0), ("most", 2**63 - 1), ("least", -2**63), ("float", 0.1),
                           ("whole", 1.0), ("tiny", 5e-324), ("huge", 1.7976931348623157e308), ("empty", "")):
            if (key, name) == ("empty", "v.graphml"):
                continue  # NetworkX takes no notice of a <data> without text
            test.equal((type(values.get(key)), values.get(key)), (type(value), value), "%s: the value `%s`" % (name, key))


def entente_reads(graph, name, write, options=()):
    """A store of what another tool wrote."""
    path = test.folder / name
    write(graph, path)
    return test.facts(test.new_store(path, options=options))


def networkx_is_read():
    """What NetworkX writes of our file comes back with all names and times."""
    for extension, read, write in (("graphml", nx.read_graphml, nx.write_graphml), ("gexf", nx.read_gexf, nx.write_gexf)):
        for name in ("tiny", "sino-soviet"):
            file = "x." + extension
            graph = read(gexf_for_networkx(name, file) if extension == "gexf" else test.export(test.store(name), file))
            entities, relations = entente_reads(graph, "networkx-%s.%s" % (name, extension), write)
            ours, our_relations = test.facts(test.store(name))
            what = "%s of %s by NetworkX" % (extension, name)
            test.equal(sorted(entities), sorted(ours), what + ": entities")
            for key in ours.keys() & entities.keys():
                test.equal(entities[key].get("valid"), ours[key].get("valid"), "%s: when %s existed" % (what, key))
                test.equal(entities[key]["type"], ours[key]["type"], "%s: the type of %s" % (what, key))
            test.equal(sorted((r["from"], r["type"], r["to"], str(r.get("valid"))) for r in relations),
                       sorted((r["from"], r["type"], r["to"], str(r.get("valid"))) for r in our_relations), what + ": relations")


def networkx_from_scratch():
    graph = nx.Graph(name="club")
    graph.add_node("ann", start="1990", end="1995", age=41, weight=1.5, member=True)
    graph.add_node(7, start="2001-05-03")
    graph.add_edge("ann", 7, label="KNOWS", start="1991", end="1993-04", since=1991)
    for extension, write in (("graphml", nx.write_graphml), ("gexf", nx.write_gexf)):
        entities, relations = entente_reads(graph, "club." + extension, write)
        test.equal(sorted(entities), ["7", "ann"], extension + " of a club: entities")
        ann = entities["ann"]
        test.equal((ann["type"], ann["valid"]), ("Node", "1990/1995"), extension + ": when Ann was a member")
        test.equal({k: ann["properties"].get(k) for k in ("age", "weight", "member")}, {"age": 41, "weight": 1.5, "member": True},
                   extension + ": what Ann is")
        test.equal(entities["7"]["valid"], "2001-05-03/..", extension + ": since when 7 is a member")
        test.equal(len(relations), 1, extension + ": relations")
        knows = relations[0]
        test.equal({knows["from"], knows["to"]}, {"ann", "7"}, extension + ": who knows whom")
        test.equal(knows.get("properties", {}).get("directed"), False, extension + ": an edge without direction says so")
        test.equal(knows.get("properties", {}).get("since"), 1991, extension + ": its property")
        test.equal((knows["type"], knows["valid"]), ("KNOWS", "1991/1993-04"), extension + ": the edge")


def graphology_reads(name):
    entities, relations = test.facts(test.store(name))
    for extension in ("graphml", "gexf"):
        counts = test.node("graphology_xml.cjs", extension, test.export(test.store(name), "x." + extension))
        if counts is None:
            continue
        what = "%s of %s in graphology" % (extension, name)
        test.equal(counts["nodes"], len(entities), what + ": nodes")
        test.equal(counts["edges"], len(relations), what + ": edges")
        test.equal(counts["dated_nodes"], sum(support.dated(e) for e in entities.values()), what + ": nodes with a time")
        test.equal(counts["dated_edges"], sum(support.dated(r) for r in relations), what + ": edges with a time")
        test.equal(counts["types"], sorted({readable(r["type"]) for r in relations}), what + ": types of relations")


def well_formed():
    """By libxml2, which knows nothing of us."""
    for name in test.sets:
        for extension in ("graphml", "gexf"):
            done = subprocess.run(["xmllint", "--noout", "--huge", str(test.export(test.store(name), "x." + extension))],
                                  capture_output=True, text=True)
            test.check(done.returncode == 0, "%s of %s: %s" % (extension, name, done.stderr[:500]))


def valid_gexf():
    """By the schema of GEXF 1.3."""
    schema = test.shared / "conformance/gexf-1.3/gexf.xsd"
    if not schema.exists():
        print("there is no %s: GEXF is not validated" % schema)
        return
    for name in test.sets:
        done = subprocess.run(["xmllint", "--noout", "--huge", "--schema", str(schema), str(test.export(test.store(name), "x.gexf"))],
                              capture_output=True, text=True)
        test.check(done.returncode == 0, "GEXF of %s: %s" % (name, done.stderr[:500]))


for name in ("x.graphml", "x.gexf"):
    test.lossless(name)
for name in test.sets:
    networkx_reads_graphml(name)
    networkx_reads_gexf(name)
values_keep_their_types()
networkx_is_read()
networkx_from_scratch()
well_formed()
valid_gexf()
for name in test.sets:
    graphology_reads(name)
test.finish()
