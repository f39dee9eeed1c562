// Which relations between states began, ended or stayed from 1950 to 1969, as rows to go on with?
// The words are those of `entente diff`: "went" ended for certain, and whether it held in 1950 is open.
CALL changes('1950', '1969', ['HAS_RELATIONS_WITH', 'FOUGHT']) YIELD change, fact, valid, certain
WHERE provenance(fact) <> 'background'
RETURN change, startNode(fact).name AS one, type(fact) AS relation, endNode(fact).name AS other, valid.text AS when, certain
ORDER BY change, valid, other
