RETURN -0x7f + 0o17 * .5e-3 ^ 2 % 3, 'é\u00e9\'', "\U0001F600", `na``me`, $0, $`p q`, n.l[1..-1][0], {a: [null, TRUE]},
  CASE WHEN 1 < 2 <= 3 THEN NOT a XOR b ELSE c END, all(x IN xs WHERE x:A), reduce(s = 0, x IN xs | s + x),
  [p = (a)--(b) WHERE a.x | p], count(DISTINCT x), count(*), exists((a)-->()), EXISTS { MATCH (a) RETURN a }
