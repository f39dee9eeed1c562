// What has Beijing been called, and when?
// The city by an old spelling; its names in the order of time.
MATCH (city:City) WHERE named(city, 'peking')
UNWIND values(city, 'name') AS entry
RETURN entry.value AS name, entry.valid.text AS when
ORDER BY entry.valid
