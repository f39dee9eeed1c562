// When did the leaders of two states meet, both leading for certain at the time?
// Leading is a role in time. Mikoyan and Yudin met leaders without being ones. Deng and Gorbachev led at some time
// of 1989, which may or may not have been May.
MATCH (:State)<-[r:LEADS]-(a:Person)-[m:MET]-(b:Person)-[s:LEADS]->(:State)
WHERE valid(r) OVERLAPS valid(m) AND valid(s) OVERLAPS valid(m) AND a.name < b.name
  AND all(x IN [r, m, s] WHERE provenance(x) <> 'background')
RETURN DISTINCT a.name AS one, b.name AS other, valid(m).edtf AS edtf
ORDER BY edtf
