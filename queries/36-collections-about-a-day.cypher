// Which collections cover 15 July 1958, by themselves or by what they include?
MATCH (c:DocumentCollection)-[:INCLUDES_ALL_OF*0..1]->(part:DocumentCollection)
WHERE part.covers CONTAINS '1958-07-15'
RETURN c.name AS collection, part.covers.text AS covers
ORDER BY collection
