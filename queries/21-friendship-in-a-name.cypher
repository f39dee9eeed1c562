// Which instruments are named after friendship, and whom do they bind?
MATCH (i:Instrument)
WHERE i.name STARTS WITH 'Treaty' AND i.name CONTAINS 'Friend' AND provenance(i) <> 'background'
OPTIONAL MATCH (i)-[:BINDS]->(s:State)
WITH i, s ORDER BY s.name
RETURN i.name AS treaty, valid(i).edtf AS edtf, collect(s.name) AS states
ORDER BY treaty
