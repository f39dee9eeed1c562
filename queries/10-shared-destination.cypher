// Which place joins Liu Shaoqi and Xi Jinping?
MATCH (:Person {name: 'Liu Shaoqi'})-[v:VISITED]->(place:Place)<-[w:VISITED]-(:Person {name: 'Xi Jinping'})
RETURN place.name AS place, valid(v).edtf AS first, valid(w).edtf AS later
