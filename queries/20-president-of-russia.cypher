// Who was President of Russia on 4 February 2022?
// The text shows him in office then, and says nothing of the start and end: who was president a year before is unknown.
MATCH (p:Person)-[r:PRESIDENT_OF]->(:State {name: 'Russia'})
WHERE valid(r) OVERLAPS '2022-02-04' AND provenance(r) <> 'background'
RETURN p.name AS president
