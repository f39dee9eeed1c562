// Who led the People's Republic of China, by the word of the first text alone?
// It shows leaders at work and gives no terms of office. It calls Mao the leader and does not date that.
MATCH (leader:Person)-[l:LEADS]->(:State {name: "People's Republic of China"}) ACCORDING TO 'doc-a'
RETURN leader.name AS leader, type(l) AS relation, valid(l).text AS seen
ORDER BY valid(l), relation
