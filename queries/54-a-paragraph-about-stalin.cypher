// What does paragraph 22 of the second text tell of Stalin, and what of it do the words say?
// ACCORDING TO takes a source, a place in it, its name, or a class of provenance.
MATCH (:Person {name: 'Joseph Stalin'})-[r]->(x) ACCORDING TO 'doc-b#P22'
RETURN type(r) AS relation, x.name AS what, valid(r).text AS when, provenance(r) AS provenance
ORDER BY valid(r), relation
