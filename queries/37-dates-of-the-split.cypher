// How do the texts date the split, and into which years do works about it put it?
// A text that dates it says when it was. The years in the title of a work are what the work covers, and no date of the split.
MATCH (:Period {name: 'Sino-Soviet split'})-[t:HAS_TIME]->(source:Work)
RETURN 'dated' AS how, valid(t).edtf AS edtf, source.name AS source
UNION ALL
MATCH (:Period {name: 'Sino-Soviet split'})<-[a:ABOUT]-(work:Work) WHERE a.covers IS NOT NULL
RETURN 'covered' AS how, a.covers.edtf AS edtf, work.name AS source
