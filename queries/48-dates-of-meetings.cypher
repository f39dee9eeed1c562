// How do the texts date the meetings, and how does the background?
MATCH (e:Meeting)-[t:DATED]->(source:Work)
RETURN e.name AS meeting, valid(e).edtf AS texts, valid(t).edtf AS background
ORDER BY valid(t)
