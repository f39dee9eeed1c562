// Whom did Stalin's emissary go to meet, and where?
MATCH (e:Person)-[:EMISSARY_OF]->(:Person {name: 'Joseph Stalin'}),
      (e)-[:VISITED]->(place:Place),
      (e)-[m:MET]-(other:Person)
RETURN e.name AS emissary, place.name AS place, other.name AS met, m.count AS meetings
