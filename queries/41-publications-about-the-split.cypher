// Which publications are about the split, and by whom?
// Names have parts: Wang Dong signs with the given name first.
MATCH (author:Person)<-[:AUTHORED_BY]-(p:Publication)-[:ABOUT]->(:Period {name: 'Sino-Soviet split'})
RETURN author.name AS name, p.covers.edtf AS covers
ORDER BY author.family_name
