// Why are China and the Soviet Union called allies? The facts behind the conclusion, with their places.
MATCH (:State {name: "People's Republic of China"})-[d:ALLY_OF]-(:State {name: 'Soviet Union'})
UNWIND d.rests_on AS fact
MATCH (x)-[r]->(y) WHERE key(r) = fact
RETURN fact, x.name AS what, type(r) AS relation, y.name AS which, valid(r).edtf AS edtf,
       [s IN sources(r) | s.source + '#' + s.locator] AS sources
ORDER BY fact
