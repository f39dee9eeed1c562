// Which things are dated so differently by two sources that both cannot be right?
// The split has a question of its own. That a month and a day in it differ is no contradiction.
MATCH (x)-[t:HAS_TIME]->(one:Work), (x)-[u:HAS_TIME]->(other:Work)
WHERE key(one) < key(other) AND NOT possibly(valid(t) EQUALS valid(u)) AND x.name <> 'Sino-Soviet split'
RETURN x.name AS what, one.name AS one, valid(t).edtf AS says, other.name AS other, valid(u).edtf AS says_other
ORDER BY what
