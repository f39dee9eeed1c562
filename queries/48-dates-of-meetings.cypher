// How do the texts date the meetings, and how does the background?
MATCH (e:Meeting)-[t:DATED]->(:Work) WHERE provenance(t) = 'background'
RETURN e.name AS meeting, valid(e).edtf AS texts, valid(t).edtf AS background
ORDER BY valid(t)
