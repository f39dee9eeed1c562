// What follows from the facts of the texts by the rules of the set, and from which facts?
// Beside the facts stands the event, where that gives the conclusion its time.
MATCH (a)-[d]->(b) ACCORDING TO 'derived'
RETURN type(d) AS relation, a.name AS one, b.name AS other, valid(d).edtf AS edtf, d.rests_on AS rests_on
ORDER BY relation, valid(d), other, one
