// Who was President of Russia on 1 January 2010, and how do we know?
MATCH (p:Person)-[r:PRESIDENT_OF]->(:State {name: 'Russia'}) AS OF '2010-01-01'
RETURN p.name AS president, provenance(r) AS provenance
