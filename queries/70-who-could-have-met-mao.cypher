// Whom could Mao have met in the Soviet Union, or in Moscow, and whom at home, by where he and others were, or whom they led?
// Nobody says here that they met: only that both were there. Sure is what no choice of the dates rules out.
CALL could_have_met('mao-zedong', null, ['VISITED', 'LEADS', 'AMBASSADOR_TO']) YIELD other, place, period, certain, relations
WHERE provenance(relations[1]) <> 'background'
RETURN other.name AS other, place.name AS place, period.text AS together, certain
ORDER BY period, other
