// a chain of meetings
MATCH p = CHRONOLOGICAL ANY SHORTEST (:Leader {name: 'Mao Zedong'})-[:MET]-+(:Leader {name: 'Vladimir Putin'}),
      POSSIBLY SHORTEST 3 (a)-[:T]->{1,5}(b), EARLIEST ARRIVAL (a)-[*]-(b), shortestPath((a)<-[:T|U*..3]-(b))
RETURN p, [n IN nodes(p) | n.name]
