"""A data set of everything that is hard to write down in another format."""
import json

NAMES = {
    "quotes": "\"double\" 'single' `back` \\backslash\\ \\u0041",
    "markup": "<b>&amp;</b> <!-- --> ]]> <![CDATA[x]]> </node> &#0; <?xml?>",
    "control": "a\u0001b\u001f\u007f\u0085\u2028 tab\tfeed\nreturn\rend",
    "spaces": "  leading, trailing and\u00a0hard  ",
    "right-to-left": "\u202eمرحبا\u202c עברית \u200f",
    "wide": "毛泽东 👩‍👩‍👧 é \U0001d11e \ufffd\ufeff",
    "not-for-xml": "\ufffe\uffff",
    "separators": "a,b;c|d\te:f=g#h%20",
    "formula": "=1+1",
    "long": "длинный " * 1300,
    "script": "${name} $(rm) {{x}} %s %n",
    "json": "{\"a\": [1, null]}",
    "list": "[\"a\"]",
    "number": "007",
    "boolean": "true",
    "null": "null",
}

# Keys of entities: what an id may be.
KEYS = ["a b", "\"quoted\"", "<markup>&", "кириллица", "#hash", "1", "1.0", "true", "~7", "~~8", "back\\slash", "new\nline",
        ":colon:", "a;b", "a,b", "'", "{\"a\": 1}", "[1]", "%41", "http://example.org/x?y=1#z", "مفتاح", "\u0001control", "k" * 4000]

# Everything that says when.
VALID = [
    "1949-12-16", "1958-07", "1949", "1950/1953~", "1950-02-14/", "/1950", "../1950", "2001/..", "194X", "1949-21", "-0044-03-15",
    "[1949-01..1949-04]", "1984?/2004-06~", "Y17000000002", "1949-12-16T10:20:30Z", "1949-12-16T10:20:30+08:00/1949-12-17",
    "../..", "0000", "-0001/0001", "19XX-12", "1904%",
    {"edtf": "1906-02-18/1913-02-18", "end_exclusive": True},
    {"edtf": "1918", "extent": "throughout"},
    {"edtf": "1908-06", "extent": "observed"},
    {"edtf": "1917-10-25", "calendar": "julian"},
    {"edtf": "1908-08", "phrase": "in the \"summer\" of <1908>\u0001"},
    {"earliest_start": "1920-01-01", "latest_start": "1920-02-01", "earliest_end": "1930-01-01", "latest_end": "1931-01-01"},
    {"earliest_start": "1920-01-01", "phrase": "not before 1920"},
    {"edtf": "1920/1930", "latest_end": "1932-01-01"},
    {"latest_end": "1932-01-01T12:00:00Z"},
]

RESERVED = ["entente_id", "id", "key", "source", "target", "from", "to", "start", "end", "parent", "label", "labels", "type", "relation", "valid",
            "valid_stated", "valid_start", "valid_end", "earliest_start", "latest_end", "provenance", "sources", "properties", "name"]


def document():
    entities, relations = [], []

    def entity(key, **parts):
        entities.append({"id": key, "type": "Thing", **parts})

    for key, name in NAMES.items():
        entity("name-" + key, name=name, aliases=[name, name], properties={name[:40]: name, "text": name})
    for key in KEYS:
        entity(key, sources=[key + "#a#b", key] if "#" not in key else [], provenance="implied")
    for n, valid in enumerate(VALID):
        entity("valid-%d" % n, name="v%d" % n, valid=valid)
        relations.append({"id": "valid-%d" % n, "type": "AT", "from": "valid-%d" % n, "to": "1", "valid": valid,
                          "properties": {"covers": {"$period": valid}, "was": {"$value": n, "valid": valid}}})
    values = {
        "true": True, "false": False, "zero": 0, "most": 2**63 - 1, "least": -2**63, "float": 0.1, "whole": 1.0, "tiny": 5e-324,
        "huge": 1.7976931348623157e308, "minus": -0.0, "nan": {"$float": "NaN"}, "inf": {"$float": "-Infinity"},
        "empty": "", "none": [], "map": {"a": {"b": [1, 2.5, "x", None, True, {}]}}, "odd": {"$map": {"$value": 1, "valid": "1949"}},
        "list": [1, "1", 1.0, None, [], {"$period": "1949"}],
    }
    entity("values", name="values", properties=values)
    entity("other-values", name=["no", "text"], properties={k: "text" for k in values})
    entity("reserved", properties={k: "property " + k for k in RESERVED if k != "name"})
    entity("reserved-values", name=7, properties={k: [k, 1] for k in RESERVED if k != "name"})
    entity("named-in-time", name=[{"$value": "Before", "valid": "../1914"}, {"$value": "After", "valid": "1914/.."}])
    entity("named-for-a-time", name={"$value": "Once", "valid": "1914"})
    entities.append({"id": "many-types", "type": ["Thing", "Other Thing", "[\"Thing\"]"], "name": "many-types"})
    entities.append({"id": "odd-type", "type": ":colon;<&\"'", "name": "x"})
    entities.append({"id": "sub-type", "type": ["Sub", "Other Thing"]})

    def relation(start, end, **parts):
        relations.append({"type": "REL", "from": start, "to": end, **parts})

    relation("values", "values")  # without an id, to itself
    relation("values", "reserved")
    relation("values", "reserved", valid="1949")
    relation("values", "reserved", valid="1949", properties={"n": 1})
    relation("values", "reserved", valid="1949", properties={"n": 1.0})
    relation("reserved", "values", id="~0")
    relation("reserved", "values", id="~~0", type="odd \"type\" <&>;\u0002")
    relation("reserved", "values", id="reserved", properties={k: "property " + k for k in RESERVED})
    relation("a b", "k" * 4000, id="k" * 4000, sources=["a b"], provenance="derived", properties={"text": NAMES["control"]})
    for key in KEYS:
        relation(key, "values", id="from " + key, sources=["values#" + key])
    return {
        "entente": 1,
        "ontology": {
            "entity_types": [{"name": "Thing", "summary": "<any> \"thing\" & \u0001 all", "same_as": ["schema:Thing", "own:a/b?c#d"]},
                             {"name": "Sub", "parent": "Thing"}, {"name": "Other Thing"}],
            "relation_types": [{"name": "REL", "kind": "state", "summary": NAMES["markup"], "domain": ["Thing"], "inverse": "LER",
                                "within": ["from"], "order": "starts_before", "same_as": ["wdt:P463"],
                                "verb": {"base": "<b>", "present": "\"b\"", "past": "b & b", "participle": "b\u0001"}},
                               {"name": "DERIVED", "kind": "event", "symmetric": True, "sub_relation_of": "REL"}],
            "rules": [{"name": "rule <1>", "summary": NAMES["control"], "concludes": "DERIVED",
                       "query": "MATCH (a)-[r:REL]->(b) WHERE a.name <> \"]]>\" RETURN a AS from, b AS to, [r] AS because"}],
            "expected": [{"check": "unknown_source", "facts": ["from \"quoted\"", "a b"], "reason": NAMES["quotes"]}],
        },
        "entities": entities,
        "relations": relations,
    }


def text():
    """The document, a record a line."""
    parts = document()
    lines = {k: ",\n".join(json.dumps(r, ensure_ascii=False) for r in parts[k]) for k in ("entities", "relations")}
    return '{"entente": 1, "ontology": %s,\n"entities": [\n%s],\n"relations": [\n%s]}\n' % (
        json.dumps(parts["ontology"], ensure_ascii=False), lines["entities"], lines["relations"])
