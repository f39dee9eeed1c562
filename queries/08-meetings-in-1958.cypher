// Which meetings of two persons took place in 1958?
// The same as MET, asked of the meetings themselves. Who sat at the table on 31 July besides is background, and left out.
MATCH (a:Person)-[:PARTICIPATED_IN]->(e:Meeting)<-[:PARTICIPATED_IN]-(b:Person)
WHERE valid(e) DURING '1958' AND a.name < b.name AND provenance(e) <> 'background'
RETURN a.name AS one, b.name AS other, valid(e).edtf AS edtf, e.tone AS tone
ORDER BY valid(e)
