// Which paragraphs date the summit of 1989, the split and the tensions before it?
// One text has the year of the summit, the other its month; the split is told of by both and dated by one.
UNWIND ['1989 Sino-Soviet Summit', 'Sino-Soviet split', 'Sino-Soviet tensions'] AS name
MATCH (x {name: name})
UNWIND datings(x) AS dating
RETURN name, dating.valid.text AS when, [s IN dating.sources | s.source + '#' + s.locator] AS says
ORDER BY name, says
