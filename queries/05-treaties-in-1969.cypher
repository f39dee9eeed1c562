// Which treaties may have been in force on the day of a clash of March 1969?
// The texts give no end for the treaty of 1950. AS OF alone asks for what was in force for certain, and finds nothing.
MATCH (t:Instrument)-[:BINDS]->(s:State) POSSIBLY AS OF '1969-03-02'
RETURN t.name AS treaty, s.name AS state
ORDER BY treaty, state
