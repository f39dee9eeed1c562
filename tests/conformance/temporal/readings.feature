Feature: Certain, presumed and possible answers stay apart

  `PRESUMABLY` adds states of types that persist and whose end nobody states: they are taken to have gone on. `POSSIBLY`
  adds what holds in some choice of the bounds. An answer tells how much more each of them would give;
  what is presumed counts among what is possible.

  Background:
    Given the facts:
      """
      {"entente": 1, "ontology": {"entity_types": [{"name": "Person"}, {"name": "State"}], "relation_types": [{"name": "SERVED", "kind": "state", "persists": true}, {"name": "MET", "kind": "event"}]}}
      {"id": "a", "type": "Person", "name": "A"}
      {"id": "b", "type": "Person", "name": "B"}
      {"id": "c", "type": "Person", "name": "C"}
      {"id": "s", "type": "State", "name": "S"}
      {"from": "a", "to": "s", "type": "SERVED", "valid": "1950-01-01/1960-12-31"}
      {"from": "b", "to": "s", "type": "SERVED", "valid": "1950-01-01/"}
      {"from": "c", "to": "s", "type": "SERVED", "valid": "1954~/1960"}
      """

  Scenario: A slice keeps what is certain
    When executing query:
      """
      MATCH (p)-[:SERVED]->(:State) AS OF '1955-06-01' RETURN p.name AS who
      """
    Then the result should be, in any order:
      | who |
      | 'A' |
    And left out: 1 presumably, 2 possibly

  Scenario: PRESUMABLY adds what is taken to have gone on
    When executing query:
      """
      MATCH (p)-[:SERVED]->(:State) PRESUMABLY AS OF '1955-06-01' RETURN p.name AS who
      """
    Then the result should be, in any order:
      | who |
      | 'A' |
      | 'B' |

  Scenario: POSSIBLY adds what some choice has
    When executing query:
      """
      MATCH (p)-[:SERVED]->(:State) POSSIBLY AS OF '1955-06-01' RETURN p.name AS who
      """
    Then the result should be, in any order:
      | who |
      | 'A' |
      | 'B' |
      | 'C' |
    And left out: nothing

  Scenario: certainty() tells which it is
    When executing query:
      """
      MATCH (p)-[r:SERVED]->(:State) POSSIBLY AS OF '1955-06-01' RETURN p.name AS who, certainty(r) AS sure
      """
    Then the result should be, in any order:
      | who | sure       |
      | 'A' | 'certain'  |
      | 'B' | 'presumed' |
      | 'C' | 'possible' |

  Scenario: The reading before the first MATCH is that of the statement
    When executing query:
      """
      PRESUMABLY AS OF '1955-06-01' MATCH (p)-[:SERVED]->(:State) RETURN count(p) AS n
      """
    Then the result should be, in any order:
      | n |
      | 2 |

  Scenario: A clause of its own counts more than that of the statement
    When executing query:
      """
      PRESUMABLY AS OF '1955-06-01' MATCH (p)-[:SERVED]->(:State) FOR VALID_TIME ALL RETURN count(p) AS n
      """
    Then the result should be, in any order:
      | n |
      | 3 |

  Scenario: OPTIONAL MATCH gives null where only a possible match is left out
    When executing query:
      """
      MATCH (p:Person {name: 'C'}) OPTIONAL MATCH (p)-[r:SERVED]->() AS OF '1955-06-01' RETURN p.name AS who, r
      """
    Then the result should be, in any order:
      | who | r    |
      | 'C' | null |

  Scenario: What is absent for certain only is told
    When executing query:
      """
      MATCH (p:Person {name: 'C'}) AS OF '1955-06-01' WHERE NOT (p)-[:SERVED]->() RETURN p.name AS who
      """
    Then the result should be, in any order:
      | who |
      | 'C' |
    And a warning mentions: rests on the absence

  Scenario: An aggregate counts what the slice keeps
    When executing query:
      """
      MATCH (p)-[:SERVED]->(s) POSSIBLY AS OF '1955-06-01' RETURN s.name AS state, count(*) AS n
      """
    Then the result should be, in any order:
      | state | n |
      | 'S'   | 3 |

  Scenario: UNION of two readings
    When executing query:
      """
      MATCH (p)-[:SERVED]->() AS OF '1955-06-01' RETURN p.name AS who
      UNION
      MATCH (p)-[:SERVED]->() PRESUMABLY AS OF '1955-06-01' RETURN p.name AS who
      """
    Then the result should be, in any order:
      | who |
      | 'A' |
      | 'B' |

  Scenario: A subquery has a slice of its own
    When executing query:
      """
      MATCH (p:Person) CALL (p) { MATCH (p)-[r:SERVED]->() AS OF '1955-06-01' RETURN count(r) AS n }
      RETURN p.name AS who, n
      """
    Then the result should be, in any order:
      | who | n |
      | 'A' | 1 |
      | 'B' | 0 |
      | 'C' | 0 |
