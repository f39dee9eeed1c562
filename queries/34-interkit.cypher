// Which organization was made to coordinate the China policy of the Soviet bloc, by whom and since when?
MATCH (s:State)-[c:CREATED]->(o:CoordinationBody)-[:HAS_AIM]->(aim)
RETURN o.name AS organization, s.name AS creator, valid(c).edtf AS edtf, aim.name AS aim
