// How many relations does each of the two texts support, stated and implied?
MATCH ()-[r]->()
WHERE provenance(r) IN ['stated', 'implied']
UNWIND sources(r) AS s
WITH DISTINCT r, s.source AS source
RETURN source, provenance(r) AS provenance, count(r) AS relations
ORDER BY source, provenance
