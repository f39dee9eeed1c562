// How soon could news of the first meeting of Mao and Stalin have travelled, by meetings, letters and those who joined one another?
CALL could_have_known('mao-stalin-1949', null, 'P10Y', null, ['MET', 'JOINED', 'CORRESPONDED_WITH']) YIELD node, possibly_from, surely_by, how
WHERE node:Agent
RETURN node.name AS name, left(toString(possibly_from), 10) AS possibly_from, left(toString(surely_by), 10) AS surely_by,
       [n IN nodes(how)[1..-1] | n.name] AS hands
ORDER BY possibly_from, surely_by, name
