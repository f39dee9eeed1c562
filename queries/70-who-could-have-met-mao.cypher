// Whom could Mao have met in Moscow, or elsewhere in the Soviet Union, by who else was there or led it then?
// Nobody says here that they met: both were there. For certain, where no choice of the dates keeps them apart.
CALL could_have_met('mao-zedong', null, ['VISITED', 'LEADS']) YIELD other, place, period, certain, relations
WHERE place.name IN ['Moscow', 'Soviet Union'] AND provenance(relations[1]) <> 'background'
RETURN other.name AS other, place.name AS place, period.text AS together, certain
ORDER BY certain DESC, period, other
