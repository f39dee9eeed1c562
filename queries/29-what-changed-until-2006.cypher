// What changed between China and Russia from 2003 to the end of 2005?
MATCH (:State {name: "People's Republic of China"})-[:INVOLVES|AGREED_BY|PARTICIPATED_IN]-(x:TemporalThing),
      (x)-[:INVOLVES|AGREED_BY|PARTICIPATED_IN]-(:State {name: 'Russia'})
WITH x, valid(x) AS time, period('2003-01-01', '2006-01-01') AS span
WITH x, time, CASE WHEN time DURING span THEN 'happened'
                   WHEN time OVERLAPS span AND time BEFORE '2006' THEN 'ended'
                   WHEN time OVERLAPS span AND time AFTER '2002' THEN 'began' END AS change
WHERE change IS NOT NULL
RETURN change, x.name AS what, time.text AS when
ORDER BY change, time
