// Which claims can't both be right, whatever their uncertain dates are?
// Both stay in the data. Clashes that vague dates only allow are left out here.
CALL conflicts() YIELD kind, certain, about, one_valid, other_valid
WHERE certain
RETURN kind, about.name AS about, one_valid.text AS one, other_valid.text AS other
ORDER BY about, one, other
