// Of what do the texts say that it did not happen?
// A negative is data: the time of "the first since" is the gap in which there was none.
MATCH (x)-[r]->(y)
WHERE r.polarity = 'negative'
RETURN x.name AS who, type(r) AS relation, y.name AS what, valid(r).edtf AS edtf
ORDER BY who
