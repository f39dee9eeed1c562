// Which joint statement lists basic principles, how many, and which one is named?
MATCH (s:JointStatement)-[:CONTAINS]->(principle:Principle)
RETURN s.name AS statement, s.basic_principles AS principles, principle.name AS named
