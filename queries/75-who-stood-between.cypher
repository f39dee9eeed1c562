// Who stood between the others, of those who met?
// The share of the shortest chains of meetings between any two others that lead through somebody.
CALL betweenness() ON { MATCH (:Person)-[:MET]-(:Person) } YIELD node, score WHERE score > 0
RETURN node.name AS name, round(score * 1000) / 1000 AS betweenness
