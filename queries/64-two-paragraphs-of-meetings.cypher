// Who met, visited and joined whom around the founding of the alliance, as far as two paragraphs of the second text tell it?
// Paragraphs 21 and 22. The result is worth a picture.
MATCH (p:Person)-[r:MET|VISITED|JOINED]->(x) ACCORDING TO ['doc-b#P21', 'doc-b#P22']
RETURN p.name AS person, type(r) AS relation, x.name AS what, valid(r).text AS when
ORDER BY valid(r), person, relation, what
