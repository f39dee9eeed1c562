// Which works put a thing into other years than the text that dates it does?
// What a work covers is a value of the work, compared here with the time at which the thing was.
MATCH (x)-[t:HAS_TIME]->(text:SourceDocument), (x)<-[a:ABOUT]-(work:Work)
WHERE a.covers IS NOT NULL AND provenance(t) <> 'background' AND NOT possibly(valid(t) EQUALS a.covers)
RETURN x.name AS what, valid(t).edtf AS dated, work.name AS work, a.covers.edtf AS covers
ORDER BY what, covers
