// Which states were people's republics by name on the day that the rising in Hungary began?
MATCH (s:State) AS OF '1956-10-23'
WHERE s.official_name CONTAINS "People's Republic"
RETURN s.name AS state, s.official_name AS official_name
ORDER BY state
