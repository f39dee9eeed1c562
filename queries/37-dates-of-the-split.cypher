// How do the sources date the split?
// One claim a source, and none is put right by another.
MATCH (:Period {name: 'Sino-Soviet split'})-[t:HAS_TIME]->(source:Work)
RETURN valid(t).edtf AS edtf, provenance(t) AS provenance, source.name AS source
ORDER BY valid(t)
