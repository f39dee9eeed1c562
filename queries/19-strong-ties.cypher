// Had China and the Soviet Union strong ties in mid-1951, at the start of 1954, at the start of 1958?
MATCH (:State)-[r:HAS_STRONG_TIES_WITH]->(:State)
RETURN valid(r).text AS when,
       valid(r) CONTAINS '1951-06-30' AS in_1951,
       valid(r) CONTAINS '1954-01-02' AS in_1954,
       valid(r) CONTAINS '1958-01-01' AS in_1958
