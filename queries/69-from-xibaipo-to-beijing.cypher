// Who could have carried a message from Xibaipo in 1949 to Beijing in 1989?
// Visitors of the one and of the other, and the meetings between them, in an order of time that the dates allow. For
// certain none is: that Mikoyan came to Xibaipo before he met Mao is not said.
MATCH p = POSSIBLY CHRONOLOGICAL (:Place {name: 'Xibaipo'})<-[there:VISITED]-(:Person)-[:MET]-{1,4}(:Person)-[here:VISITED]->(:Place {name: 'Beijing'})
WHERE valid(there) DURING '1949' AND valid(here) DURING '1989'
RETURN [n IN nodes(p)[1..-1] | n.name] AS hands, chronological(p) AS certain, cite(p) AS cited
ORDER BY length(p), hands
LIMIT 3
