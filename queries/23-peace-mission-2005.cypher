// Which states took part in Peace Mission 2005, and in which month?
MATCH (s:State)-[:PARTICIPATED_IN]->(e:MilitaryExercise {name: 'Peace Mission 2005'})
RETURN s.name AS state, valid(e).edtf AS month
ORDER BY state
