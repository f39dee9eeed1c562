// Which members of one organization belonged to it at one time, and is that sure?
CALL could_have_met(null, null, ['MEMBER_OF']) YIELD one, other, place, period, certain
WITH place, one, other, period, certain ORDER BY one.name, other.name
RETURN place.name AS organization, certain, count(*) AS pairs, collect(one.name + ' and ' + other.name)[0..3] AS first_three
ORDER BY organization, certain DESC
