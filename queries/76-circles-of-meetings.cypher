// Into which circles do those fall who met, and who joins two of them?
CALL communities(['MET']) YIELD node, community
WITH community, collect(node) AS circle
UNWIND circle AS member
OPTIONAL MATCH (member:Person)-[:MET]-(other:Person) WHERE NOT other IN circle
WITH community, member, collect(DISTINCT other.name) AS others ORDER BY community, member.name
RETURN community AS circle, collect(member.name) AS members,
       [x IN collect([member.name, others]) WHERE size(x[1]) > 0 | x[0] + ' with ' + x[1][0]] AS bridges
ORDER BY circle
