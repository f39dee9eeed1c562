// Who annexed Crimea in 2014, and which position did China take?
// Not to oppose is a position, and a fact of its own: no opposition is not the same as nothing known.
MATCH (by:State)-[annexed:ANNEXED]->(place:Place), (china:State)-[stance:DID_NOT_OPPOSE]->(:Annexation)
RETURN by.name AS by, place.name AS place, valid(annexed).edtf AS edtf, china.name AS state, type(stance) AS position
