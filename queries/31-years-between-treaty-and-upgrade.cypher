// How many years after the signing of the treaty of 2001 came the upgrade that marked its anniversary?
MATCH (upgrade:RelationshipUpgrade)-[:COMMEMORATES]->(a:Anniversary)-[:COMMEMORATES]->(signing:Signing)
RETURN upgrade.name AS upgrade, a.years AS years, signing.name AS signing
