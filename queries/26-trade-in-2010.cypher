// How large was the trade of China with Russia in 2010, and in which unit?
MATCH (m:Measurement)
WHERE m.measure STARTS WITH 'total annual trade' AND valid(m) EQUALS '2010'
RETURN m.value AS amount, m.unit AS unit, m.measure AS measure
