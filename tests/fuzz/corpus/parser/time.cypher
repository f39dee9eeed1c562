AS OF '1969-03-02' MATCH (t:Treaty)-[r:BINDS]->(s) FOR VALID_TIME BETWEEN '1949' AND '1950' FOR SYSTEM_TIME AS OF $ts
ACCORDING TO ['a', 'b'] WHERE valid(r) IMMEDIATELY PRECEDES period('1989') AND valid(t) CONTAINS valid(s)
RETURN allen(valid(r), valid(t)) AS when
