// Over how many meetings is Pavel Yudin linked with Zhou Enlai?
// Yudin met Mao, Mao met Stalin, Stalin met Zhou. (With the background, so did Kosygin.)
MATCH p = shortestPath((:Person {name: 'Pavel Yudin'})-[:MET*]-(:Person {name: 'Zhou Enlai'}))
RETURN length(p) AS meetings
