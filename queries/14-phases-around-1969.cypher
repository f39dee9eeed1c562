// In which phases of the relation did the border conflict of 1969 fall for certain?
MATCH (c:War {name: 'Sino-Soviet border conflict of 1969'}), (phase:Period)
WHERE valid(phase) CONTAINS valid(c)
RETURN phase.name AS phase, valid(phase).text AS when
ORDER BY phase
