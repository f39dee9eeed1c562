// Who visited Moscow, and when?
// No meeting follows from a visit: the texts name nobody whom Liu, Jiang or Xi met there.
MATCH (p:Person)-[v:VISITED]->(:City {name: 'Moscow'})
WHERE provenance(v) <> 'background'
RETURN p.name AS visitor, valid(v).text AS when
ORDER BY valid(v)
