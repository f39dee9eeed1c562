// What became of the bonds between China and the Soviet Union from 1949 to 1969, a row for each?
// The words are those of `entente diff`: what "came" was new for certain, and whether it lasted is open.
CALL changes('1949', '1969', ['HAS_RELATIONS_WITH', 'BINDS', 'FOUGHT']) YIELD change, fact, valid, possible
WHERE provenance(fact) <> 'background'
RETURN change, startNode(fact).name AS one, type(fact) AS relation, endNode(fact).name AS other, valid.text AS when, possible
ORDER BY change, valid, other, relation
