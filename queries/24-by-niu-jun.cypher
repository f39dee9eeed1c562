// Which of the listed publications is by Niu Jun?
MATCH (p:Publication)-[:AUTHORED_BY]->(:Person {name: 'Niu Jun'})
RETURN p.name AS publication, p.covers.edtf AS covers
