// Which treaties bound China in 1969 and in 1999, taken to have gone on where no end is told?
// For certain none did, by its own record. By the background the treaty of 1950 lapsed in 1980, which ends the presumption.
MATCH (t:Instrument)-[b:BINDS]->(:State {name: "People's Republic of China"}) PRESUMABLY AS OF '1969-03-02'
RETURN '1969-03-02' AS day, t.name AS treaty, certainty(b) AS certainty
UNION ALL
MATCH (t:Instrument)-[b:BINDS]->(:State {name: "People's Republic of China"}) PRESUMABLY AS OF '1999-03-02'
RETURN '1999-03-02' AS day, t.name AS treaty, certainty(b) AS certainty
