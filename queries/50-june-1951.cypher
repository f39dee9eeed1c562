// What held between China and the Soviet Union for certain on 1 June 1951?
MATCH (:State {name: "People's Republic of China"})-[r]-(:State {name: 'Soviet Union'}) AS OF '1951-06-01'
RETURN type(r) AS relation, valid(r).text AS when
ORDER BY relation
