#!/usr/bin/env python3
"""JSON Graph Format: the schema of its authors, kept beside the source tree, accepts the files."""
import jsonschema

from support import Test

test = Test()
place = test.shared / "conformance/json-graph-schema_v2.json"
if not place.exists():
    test.skip("there is no %s" % place)
schema = test.json(place)
cls = jsonschema.validators.validator_for(schema)
cls.check_schema(schema)
check = cls(schema)
for name in test.sets:
    for options in ({}, {"query": "MATCH (a)-[r]->(b) RETURN a, r, b LIMIT 3"}):
        document = test.json(test.export(test.store(name), "g.jgf", **options))
        test.check(len(document["graph"]["nodes"]) > 0, name + ": there are nodes")
        for error in check.iter_errors(document):
            test.fault("%s: %s" % (name, error.message[:300]))
    document["graph"]["edges"][0]["type"] = "T"
    test.check(not check.is_valid(document), "the schema refuses something")
test.finish()
