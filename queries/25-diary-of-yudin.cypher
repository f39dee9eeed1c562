// Which collection holds the diary of Pavel Yudin?
MATCH (collection:DocumentCollection)-[:CONTAINS]->(diary:Diary)<-[:WROTE]-(:Person {name: 'Pavel Yudin'})
RETURN collection.name AS collection, diary.name AS diary
