// Which organizations have more than one known member, and who are these?
MATCH (member:State)-[r:MEMBER_OF]->(o:Organization)
WHERE provenance(r) <> 'background'
WITH o, member ORDER BY member.name
WITH o, count(member) AS members, collect(member.name) AS names
WHERE members > 1
RETURN o.name AS organization, members, names
ORDER BY members DESC
