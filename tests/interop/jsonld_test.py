#!/usr/bin/env python3
"""JSON-LD: rdflib reads it as RDF; resources, statements, times and sources are those of the store."""
import collections
import urllib.parse

import rdflib
from rdflib.namespace import OWL, PROV, RDF, RDFS, SKOS, TIME, XSD

from support import Test, dated

test = Test()
CRM = rdflib.Namespace("http://www.cidoc-crm.org/cidoc-crm/")
OURS = rdflib.Namespace("urn:entente:")
EDTF = rdflib.URIRef("http://id.loc.gov/datatypes/edtf")
BOUNDS = (CRM.P82a_begin_of_the_begin, CRM.P81a_end_of_the_begin, CRM.P81b_begin_of_the_end, CRM.P82b_end_of_the_end)


def iri(kind, key):
    return OURS[kind + ":" + urllib.parse.quote(key, safe="~")]


def read(path):
    graph = rdflib.Graph()
    graph.parse(str(path), format="json-ld")
    return graph


def stamp(literal):
    """rdflib writes UTC in two ways."""
    return None if literal is None else str(literal).replace("+00:00", "Z")


def timed_values(fact):
    """Properties that hold for a time or have sources of their own, one a value."""
    for value in fact.get("properties", {}).values():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict) and "$value" in item:
                yield item


def periods(value):
    """Values that are periods, outside of nested values, which are JSON."""
    items = value if isinstance(value, list) else [value]
    if any(isinstance(i, list) or i is None or (isinstance(i, dict) and set(i) - {"$period", "$float"}) for i in items):
        return sum(periods(i["$value"]) for i in items if isinstance(i, dict) and "$value" in i)
    return sum("$period" in i for i in items if isinstance(i, dict))


for name in test.sets:
    store = test.store(name)
    entities, relations = test.facts(store)
    facts = [*entities.values(), *relations]
    graph = read(test.export(store, "g.jsonld"))

    keys = {str(o) for s, o in graph.subject_objects(OURS.key) if str(s).startswith("urn:entente:entity:")}
    test.equal(keys, set(entities), name + ": resources")
    values = [v for f in facts for v in timed_values(f)]
    test.equal(len(set(graph.subjects(RDF.type, RDF.Statement))), len(relations) + len(values), name + ": statements")
    in_values = sum(periods(v) for f in facts for v in f.get("properties", {}).values())
    datings = [d for f in facts for d in f.get("datings", [])]  # each has its time beside that of the fact
    stated = sum(dated(f) for f in facts) + len(datings) + sum("valid" in v for v in values)
    test.equal(len(list(graph.subject_objects(TIME.hasTime))), stated, name + ": times")
    test.equal(len(set(graph.subjects(RDF.type, TIME.ProperInterval))), stated + in_values, name + ": intervals")
    test.equal(len(set(graph.subjects(RDF.type, PROV.PrimarySource))),
               sum(len(f.get("sources", [])) for f in [*facts, *datings, *values]), name + ": sources")
    provenance = collections.Counter(str(o).rsplit(":", 1)[1] for o in graph.objects(None, OURS.provenance))
    test.equal(provenance, collections.Counter(f["provenance"] for f in facts), name + ": provenance")

    triples = collections.Counter()
    for s in graph.subjects(RDF.type, RDF.Statement):
        predicate = graph.value(s, RDF.predicate)
        if str(predicate).startswith("urn:entente:relation:"):
            triples[graph.value(s, RDF.subject), predicate, graph.value(s, RDF.object)] += 1
    test.equal(triples, collections.Counter((iri("entity", r["from"]), iri("relation", r["type"]), iri("entity", r["to"]))
                                            for r in relations), name + ": relations")
    plain = {t for t in graph if str(t[1]).startswith("urn:entente:relation:")}
    test.equal(plain, {(iri("entity", r["from"]), iri("relation", r["type"]), iri("entity", r["to"]))
                       for r in relations if not dated(r)}, name + ": plain triples, of what holds always")

    for key, entity in entities.items():
        said = entity.get("properties", {}).get("name")
        if isinstance(said, str):
            test.equal(str(graph.value(iri("entity", key), RDFS.label)), said, "%s: label of %.40s" % (name, key))
        types = entity["type"] if isinstance(entity["type"], list) else [entity["type"]]
        for t in types:
            test.check((iri("entity", key), RDF.type, iri("type", t)) in graph, "%s: type of %.40s" % (name, key))
        if isinstance(entity.get("valid"), str):
            interval = graph.value(iri("entity", key), TIME.hasTime)
            test.equal(graph.value(interval, RDF.value), rdflib.Literal(entity["valid"], datatype=EDTF), "%s: EDTF of %s" % (name, key))
    for s in graph.subjects(RDF.type, TIME.ProperInterval):
        # An end is an instant where both of its bounds are known to be the same.
        for end, earliest, latest in ((TIME.hasBeginning, BOUNDS[0], BOUNDS[1]), (TIME.hasEnd, BOUNDS[2], BOUNDS[3])):
            bounds = stamp(graph.value(s, earliest)), stamp(graph.value(s, latest))
            known = graph.value(graph.value(s, end), TIME.inXSDDateTimeStamp) if graph.value(s, end) else None
            test.equal(stamp(known), bounds[0] if bounds[0] == bounds[1] else None, name + ": an end")
            test.check(known is None or known.datatype == XSD.dateTimeStamp, name + ": a time stamp")

# The bounds of one uncertain time, and of one whose end date was the first day after it.
graph = read(test.export(test.store("tiny"), "g.jsonld"))


def bounds(fact):
    interval = graph.value(iri("fact", fact), TIME.hasTime)
    return [stamp(graph.value(interval, b)) for b in BOUNDS]


test.equal(bounds("president-fallieres"), ["1906-02-18T00:00:00Z"] * 2 + ["1913-02-18T00:00:00Z"] * 2, "a certain time")
test.equal(bounds("marienbad"), ["1908-08-01T00:00:00Z", "1908-08-31T00:00:00Z", "1908-08-02T00:00:00Z", "1908-09-01T00:00:00Z"],
           "a month in which it happened")
test.check((iri("type", "City"), RDFS.subClassOf, iri("type", "Place")) in graph, "the hierarchy of types")
test.check((iri("relation", "MET"), RDF.type, OWL.SymmetricProperty) in graph, "a symmetric relation")
test.check((iri("entity", "france"), SKOS.altLabel, rdflib.Literal("République française")) in graph, "an alias")
answer = graph.query("""SELECT ?who WHERE { ?f rdf:subject ?who ; rdf:predicate <urn:entente:relation:PRESIDENT_OF> ;
    time:hasTime [ crm:P81a_end_of_the_begin ?from ; crm:P81b_begin_of_the_end ?to ]
    FILTER(STR(?from) <= "1910-01-01" && STR(?to) > "1910-01-01") }""", initNs={"rdf": RDF, "time": TIME, "crm": CRM})
test.equal([str(row.who) for row in answer], ["urn:entente:entity:armand-fallieres"], "who was president in 1910, in SPARQL")

# Counterparts in other vocabularies come with the ontology.
path = test.folder / "counterparts.json"
path.write_text("""{"entente": 1, "ontology": {
  "entity_types": [{"name": "Agent", "same_as": ["crm:E39_Actor", "own:Agent"]},
                   {"name": "Person", "parent": "Agent", "same_as": ["schema:Person", "wd:Q5"]}],
  "relation_types": [{"name": "MEMBER_OF", "same_as": ["schema:memberOf", "wdt:P463"]}]},
 "entities": [{"id": "a", "type": "Person"}, {"id": "b", "type": "Agent"}],
 "relations": [{"id": "m", "type": "MEMBER_OF", "from": "a", "to": "b"}]}""")
graph = read(test.export(test.new_store(path), "g.jsonld"))
test.equal({str(t) for t in graph.objects(iri("entity", "a"), RDF.type)},
           {"urn:entente:type:Person", "https://schema.org/Person", "http://www.wikidata.org/entity/Q5",
            "http://www.cidoc-crm.org/cidoc-crm/E39_Actor"}, "classes of an entity")
test.equal({str(t) for t in graph.objects(iri("relation", "MEMBER_OF"), SKOS.closeMatch)},
           {"https://schema.org/memberOf", "http://www.wikidata.org/prop/direct/P463"}, "counterparts of a relation")

test.finish()
