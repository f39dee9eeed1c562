"""Python's csv module reads what is written as CSV: results, and the pair of nodes and relationships, whose entities, relations,
types and periods it finds as the data format has them. The pair read back is the same store, and writes the same bytes."""
import csv
import json
import random

from support import Test, dated

csv.field_size_limit(1 << 24)
test = Test()


def rows(path, delimiter=","):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def stated(valid):
    return valid if isinstance(valid, str) else None


for name in test.sets:
    store = test.store(name)
    entities, relations = test.facts(store)
    nodes_file = test.export(store, "all.nodes.csv")
    relations_file = test.export(store, "all.relationships.csv")
    header, *nodes = rows(nodes_file)
    test.equal(header[:2], ["id:ID", ":LABEL"], name)
    test.equal([n[0] for n in nodes], list(entities), "keys of %s" % name)
    test.check(all(len(n) == len(header) for n in nodes), "%s: rows of other lengths" % name)
    for node in nodes:
        field = dict(zip(header, node))
        entity = entities[node[0]]
        types = [entity["type"]] if isinstance(entity["type"], str) else entity["type"]
        test.equal(node[1], ";".join(types), "types of %s" % node[0][:40])
        if stated(entity.get("valid")):
            test.equal(field.get("valid", ""), entity["valid"], "validity of %s" % node[0][:40])
        if not dated(entity):
            test.equal(field.get("valid", ""), "", "validity of %s" % node[0][:40])
        if isinstance(entity.get("properties", {}).get("name"), str):
            test.equal(field["name"], entity["properties"]["name"], "name of %s" % node[0][:40])

    header, *links = rows(relations_file)
    test.equal(header[:4], [":START_ID", ":END_ID", ":TYPE", "entente_id"], name)
    valid = header.index("valid")
    test.equal([(l[0], l[1], l[2], l[3]) for l in links], [(r["from"], r["to"], r["type"], r.get("id", "")) for r in relations],
               "relations of %s" % name)
    for link, relation in zip(links, relations):
        if stated(relation.get("valid")):
            test.equal(link[valid], relation["valid"], "validity of %s" % link[:4])

    again = test.new_store(relations_file, nodes_file)  # in either order
    test.equal(test.facts(again), (entities, relations), "%s read back" % name)
    test.check(test.export(again, "b.nodes.csv").read_bytes() == nodes_file.read_bytes(), "%s: other nodes" % name)
    test.check(test.export(again, "b.relationships.csv").read_bytes() == relations_file.read_bytes(), "%s: other relationships" % name)
    report = test.entente("import", again, nodes_file, relations_file)
    test.check("0 entities added" in report and "0 relations added" in report and "changed" not in report,
               "%s imported twice: %s" % (name, report))

    # Results.
    query = "MATCH (n) RETURN key(n) AS key, n.name AS name, n.text AS text"
    table = json.loads(test.export(store, "r.json", "json", query=query).read_text(encoding="utf-8"))
    for file, delimiter in (("r.csv", ","), ("r.tsv", "\t")):
        header, *lines = rows(test.export(store, file, query=query), delimiter)
        test.equal(header, table["columns"], file)
        expected = [["" if v is None else v for v in row] for row in table["rows"]]
        for line, row in zip(lines, expected):
            test.check(all(not isinstance(v, str) or v == text for text, v in zip(line, row)), "%s of %s: %.200r, %.200r" % (file, name, line, row))
        test.equal(len(lines), len(expected), "rows of " + file)

# Columns have types, as far as all values of a property have one.
header, *_ = rows(test.export(test.store("hostile"), "h.nodes.csv"))
for column in ("aliases:string[]", "zero:long", "float:double", "false:boolean"):
    test.check(column in header, "no column %s in %s" % (column, header))

# Tables that Python's csv module writes in its dialects, cells that are hard to quote among them.
random.seed(1)
pieces = ["", "a", " ", ",", ";", "\t", "|", '"', '""', "\n", "\r\n", "\r", "'", "é", "毛泽东", "\u202e", "\\", "{", "#", "NA", "1", "\x01", "x" * 5000]
for delimiter, quoting, ending, encoding in ((",", csv.QUOTE_MINIMAL, "\r\n", "utf-8"), (";", csv.QUOTE_ALL, "\n", "utf-8-sig"),
                                             ("\t", csv.QUOTE_NONNUMERIC, "\r\n", "utf-16"), ("|", csv.QUOTE_ALL, "\n", "utf-16-be")):
    table = [["k%d" % n] + ["".join(random.choice(pieces) for _ in range(random.randrange(5))) for _ in range(3)] for n in range(300)]
    path = test.folder / ("table-%s.csv" % encoding)
    with open(path, "w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, quoting=quoting, lineterminator=ending)
        writer.writerow(["key", "a", "b", "c"])
        writer.writerows(table)
    columns = test.folder / "table.columns.json"
    columns.write_text(json.dumps({"delimiter": delimiter, "encoding": "utf-16" if encoding == "utf-16-be" else "utf-8", "trim": False, "entities": [
        {"id": "{key}", "type": "Row", "properties": {"a": "{a}", "b": "{b}", "c": "{c}"}}]}))
    entities, _ = test.facts(test.new_store(path, options=["--columns", columns]))
    test.equal({k: e.get("properties", {}) for k, e in entities.items()},
               {row[0]: {n: v for n, v in zip("abc", row[1:]) if v} for row in table}, "a table by Python, %s" % encoding)

# Quadruples of numbers, with the map that graph-data/README.md shows.
page = (test.source / "graph-data/README.md").read_text(encoding="utf-8")
(test.folder / "quads.columns.json").write_text(page[page.index('{"dates": "hours since'):].split("\n```")[0], encoding="utf-8")
(test.folder / "entity2id.txt").write_text("Israel\t0\nNorth Korea\t7\n", encoding="utf-8")
(test.folder / "relation2id.txt").write_text("Make a visit\t12\n", encoding="utf-8")
(test.folder / "train.txt").write_text("0\t12\t7\t24\n7\t12\t0\t744\n", encoding="utf-8")
entities, relations = test.facts(test.new_store(test.folder / "train.txt", options=["--format", "quads", "--columns", test.folder / "quads.columns.json"]))
test.equal({k: e["properties"]["name"] for k, e in entities.items()}, {"0": "Israel", "7": "North Korea"}, "actors")
test.equal([(r["type"], r["from"], r["to"], r["valid"]) for r in relations],
           [("MAKE_A_VISIT", "0", "7", "2014-01-02"), ("MAKE_A_VISIT", "7", "0", "2014-02-01")], "acts")

# A table that another tool wrote for Neo4j's bulk import.
people = test.folder / "people.nodes.csv"
people.write_text('personId:ID(Person),name,born:int,tags:string[],score:float,active:boolean,note:IGNORE,:LABEL\n'
                  '1,"Ada, Countess",1815,math;engine,9.5,true,x,Person;Author\n2,,,,,,,\n3,"",x,,,,,Person\n', encoding="utf-8")
knows = test.folder / "knows.relationships.csv"
knows.write_text(':START_ID(Person),:END_ID(Person),:TYPE,since:date,valid\n1,2,KNOWS,1833-06-05,1833-06-05/1852\n1,9,KNOWS,,\n', encoding="utf-8")
message = test.entente("import", test.folder / "refused", people, knows, fails=True)
test.check("people.nodes.csv:4: column 6: `x` is no integer" in message, message)
test.check("knows.relationships.csv:3: `to` names `Person:9`" in message, message)
entities, relations = test.facts(test.new_store(people, knows, options=["--keep-valid"]))
test.equal(entities["Person:1"], {"id": "Person:1", "type": ["Person", "Author"], "properties": {
    "active": True, "born": 1815, "name": "Ada, Countess", "personId": "1", "score": 9.5, "tags": ["math", "engine"]}, "provenance": "stated"}
    if "provenance" in entities["Person:1"] else {"id": "Person:1", "type": ["Person", "Author"], "properties": {
    "active": True, "born": 1815, "name": "Ada, Countess", "personId": "1", "score": 9.5, "tags": ["math", "engine"]}}, "Ada")
test.equal(entities["Person:2"]["properties"], {"personId": "2"}, "fields without quotes are no values")
test.equal([(r["from"], r["to"], r["valid"], r["properties"]["since"]) for r in relations],
           [("Person:1", "Person:2", "1833-06-05/1852", {"$period": {"edtf": "1833-06-05"}})], "relations")
test.finish()
