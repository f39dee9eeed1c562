// Which publications have more than one author?
// "Et al." says that there are others and not who.
MATCH (p:Publication)-[a:AUTHORED_BY]->(author:Person)
WITH p, a, author ORDER BY a.position
WITH p, collect(author.name) AS authors, count(a.et_al) > 0 AS and_others
WHERE size(authors) > 1 OR and_others
RETURN authors, and_others, p.name AS publication
ORDER BY publication
