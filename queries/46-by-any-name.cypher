// What are Damanskii Island, the PRC and Wang Dong called here?
UNWIND ['damanskii island', 'prc', 'wang dong'] AS called
MATCH (x) WHERE any(name IN x.aliases WHERE toLower(name) = called)
RETURN called, x.name AS name, labels(x)[0] AS type
ORDER BY called
