// Did the Shanghai Cooperation Organization exist on 31 December 2000?
// Before its founding it did not exist: false, not unknown. What came of it later is unknown.
MATCH (o:Organization {name: 'Shanghai Cooperation Organization'})
RETURN valid(o) CONTAINS '2000-12-31' AS existed
