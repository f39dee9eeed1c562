// How do the years of the collection on the split lie to the border conflict of 1969?
// What a work covers is a value, a period, and not the time at which the work exists.
MATCH (c:DocumentCollection {name: 'Sino-Soviet Split, 1960-1984'}), (w:War {name: 'Sino-Soviet border conflict of 1969'})
RETURN allen(c.covers, valid(w)) AS relation
