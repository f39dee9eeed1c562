// Where is Mao's accusation of distrust recorded, and who keeps the record?
MATCH (:Statement {name: "Mao's accusation of distrust"})-[:ACCORDING_TO]->(record:Record)<-[:CONTAINS]-(collection),
      (collection)-[:PART_OF]->(archive:Archive)-[:PART_OF]->(institution)
RETURN record.name AS record, collection.name AS collection, archive.name AS archive, institution.name AS institution
