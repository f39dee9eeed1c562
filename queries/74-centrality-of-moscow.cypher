// How central was Moscow, decade by decade, and Beijing beside it?
// The share of the shortest ways between any two others that lead through the city, of what held at some time in each decade.
CALL measure_series('betweenness', '1940', '2019', 10, ['moscow', 'beijing']) YIELD period, node, score
RETURN period, node.name AS city, round(score * 1000) / 1000 AS betweenness
