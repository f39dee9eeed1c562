// Whom can word from Mao reach through meetings, by when, and over how many?
// The dates are those by which it surely has: a meeting of "late 1957" counts from its last day on.
MATCH p = EARLIEST ARRIVAL (mao:Person {name: 'Mao Zedong'})-[:MET]-+(b:Person) WHERE b <> mao
RETURN b.name AS name, arrival(p) AS `by`, length(p) AS meetings
ORDER BY `by`, name
