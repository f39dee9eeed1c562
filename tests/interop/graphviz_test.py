#!/usr/bin/env python3
"""GraphViz reads what `export` and `draw` write: as many nodes and edges as the store has, and their names unharmed."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, __file__.rpartition("/")[0])
import support

test = support.Test()


def run(*command, text=None):
    done = subprocess.run(list(map(str, command)), input=text, capture_output=True, text=True, encoding="utf-8")
    test.check(done.returncode == 0, "%s: exit code %d: %s" % (command[0], done.returncode, done.stderr[:500]))
    return done.stdout


def layout(path):
    """The graph as GraphViz's own reader has it. The layout is the fastest one: it does not matter here."""
    return json.loads(run("dot", "-Ksfdp", "-Tdot_json", path), strict=False)


def shown(name):
    """The name as a label shows it: cut, without line feeds, control characters replaced."""
    return re.sub(r"\s+", "", name)


graphs = {}
for name in test.sets:
    store = test.store(name)
    entities, relations = test.facts(store)
    dot = test.export(store, "all.dot")
    graph = graphs[name] = layout(dot)
    boxes = [o for o in graph["objects"] if "nodes" not in o]
    test.equal(len(boxes), len(entities), "%s: nodes that dot reads" % name)
    # Three or more relations of a type between the same two are one line, whose tooltip tells of each.
    told = sum(edge["tooltip"].count("(stated") + edge["tooltip"].count("(implied") + edge["tooltip"].count("(derived") +
               edge["tooltip"].count("(background") for edge in graph["edges"])
    if name != "hostile":
        test.equal(told, len(relations), "%s: relations told of on the lines" % name)
    counts = run("gvpr", "BEG_G { print(nNodes($G), \" \", nEdges($G)) }", dot).split()
    test.equal(counts, [str(len(entities)), str(len(graph["edges"]))], "%s: nodes and edges that gvpr reads" % name)

    def draw(file, *options):
        path = pathlib.Path(tempfile.mkdtemp(dir=test.folder)) / file
        test.entente("draw", store, path, *options)
        return path

    apart = run("gvpr", "BEG_G { print(nNodes($G), \" \", nEdges($G)) }", draw("apart.dot", "--max", 0, "--merge", 0, "--sources")).split()
    test.equal(apart, [str(len(entities)), str(len(relations))], "%s: one line a relation" % name)
    for kind in ("dot", "neato", "fdp", "sfdp", "twopi", "circo", "timeline"):
        svg = draw("few.svg", "--layout", kind, "--max", 8, "--sources").read_text(encoding="utf-8")
        test.check("<svg" in svg and "</svg>" in svg, "%s: no SVG of the layout %s" % (name, kind))
        if kind != "timeline":
            test.equal(len(re.findall(r'<g id="n\d+" class="node"', svg)), min(8, len(entities)), "%s: boxes of the layout %s" % (name, kind))
    test.check(draw("few.png", "--max", 5).read_bytes()[:4] == b"\x89PNG", "%s: no PNG" % name)
    test.check(draw("few.pdf", "--max", 5).read_bytes()[:4] == b"%PDF", "%s: no PDF" % name)

# Hostile names, as the picture shows them.
graph = graphs["hostile"]
labels = {shown(o["label"].replace("\\n", "\n").replace("\\\\", "\\").replace('\\"', '"')) for o in graph["objects"]}
for key in ("markup", "quotes", "right-to-left", "separators", "script", "json"):
    name = shown(support.hostile.NAMES[key])
    seen = {label.replace("&amp;", "&") for label in labels} | labels
    test.check(any(name.replace("&amp;", "&") == label.replace("&amp;", "&") for label in seen), "the name %r is lost" % name)

# The page of a series holds its slices, and asks for nothing from elsewhere.
page = pathlib.Path(tempfile.mkdtemp(dir=test.folder)) / "years.html"
test.entente("draw", test.store("sino-soviet"), page, "--series", "1949", "1959", "1", "--max", 20)
text = page.read_text(encoding="utf-8")
test.equal(len(re.findall(r"^\{text:", text, re.M)), 11, "slices of the page")
test.check(not re.search(r"(?:src|href)\s*=\s*[\"'](?!#)", re.sub(r"xmlns:xlink=\"[^\"]*\"", "", text)), "the page asks for something")
ids = set(re.findall(r'<g id="([ne]\d+)"', text))
named = set(re.findall(r'"([ne]\d+)"', text[text.index("const slices"):]))
test.check(named and named <= ids, "slices name what is not on the page: %s" % sorted(named - ids)[:5])
played = page.with_name("played.svg")
test.entente("draw", test.store("sino-soviet"), played, "--series", "1949", "1959", "2", "--animated", "--max", 20)
import xml.dom.minidom
test.equal(len(xml.dom.minidom.parse(str(played)).getElementsByTagName("animate")) > 20, True, "animations")
test.entente("draw", test.store("sino-soviet"), page.with_name("slice.png"), "--series", "1950", "1953", "2", "--max", 10)
test.equal(sorted(p.name for p in page.parent.glob("slice*")), ["slice-001.png", "slice-002.png"], "numbered files")

test.finish()
