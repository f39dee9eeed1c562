// What does the first text say of Mao Zedong?
// The second text gives the dates.
MATCH (:Person {name: 'Mao Zedong'})-[r]->(x)
WHERE any(s IN sources(r) WHERE s.source = 'doc-a')
RETURN type(r) AS relation, x.name AS what, [s IN sources(r) | s.source + ' ' + s.locator] AS sources
ORDER BY relation
