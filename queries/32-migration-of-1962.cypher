// Who migrated to the Soviet Union in 1962?
// The Kazakhs are a people, not the state Kazakhstan.
MATCH (g:PopulationGroup)-[m:MIGRATED_TO]->(:State {name: 'Soviet Union'})
WHERE valid(m) DURING '1962'
RETURN g.name AS people, m.scale AS scale
ORDER BY people
