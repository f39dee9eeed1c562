Feature: Statements say when, and by whose word

  `VALID` behind a node or relationship of `CREATE` and `MERGE` is the time in which it held, as vague as the source;
  `SOURCES` by whose word; `KEY` the name of a node in the store. `SET valid(x)` corrects the time. A statement is one
  commit: all of it, or nothing.

  Scenario Outline: Dates of VALID
    Given having executed:
      """
      CREATE (:P {name: 'A'})-[:LED VALID <valid>]->(:S)
      """
    When executing query:
      """
      MATCH ()-[r:LED]->() RETURN valid(r) AS when
      """
    Then the result should be, in any order:
      | when   |
      | <when> |

    Examples:
      | valid                             | when                    |
      | '1950'                            | '1950'                  |
      | '1950~/1960?'                     | '1950~/1960?'           |
      | 'spring 1814'                     | '1814-21'               |
      | '9 June 1815'                     | '1815-06-09'            |
      | '1950/'                           | '1950/'                 |
      | '../1960'                         | '../1960'               |
      | date('1950-02-03')                | '1950-02-03'            |
      | edtf('1950/1960')                 | '1950/1960'             |
      | period('1950-01-01/1960-12-31')   | '1950-01-01/1960-12-31' |

  Scenario Outline: A malformed date is refused, and nothing is written
    When executing query:
      """
      CREATE (:P)-[:LED VALID '<date>']->(:S)
      """
    Then an error mentions: <date>

    Examples:
      | date       |
      | 1950-13    |
      | 1950-02-30 |
      | nineteen   |

  Scenario: Behind a refused statement the graph is as before
    Given having executed:
      """
      CREATE (:P)
      """
    When executing query:
      """
      CREATE (:P) WITH 1 AS one CREATE (:Q VALID toString(1950) + '-13')
      """
    Then an error mentions: 1950-13
    When executing query:
      """
      MATCH (n) RETURN count(n) AS n
      """
    Then the result should be, in any order:
      | n |
      | 1 |

  Scenario: Without VALID a fact holds always
    Given having executed:
      """
      CREATE (:P)-[:KNEW]->(:P)
      """
    When executing query:
      """
      MATCH ()-[r:KNEW]->() AS OF '0800' RETURN count(r) AS n
      """
    Then the result should be, in any order:
      | n |
      | 1 |

  Scenario: SET valid(x) counts as a time
    Given having executed:
      """
      CREATE (:P)-[:LED VALID '1950~']->(:S)
      """
    When executing query:
      """
      MATCH ()-[r:LED]->() SET valid(r) = '1950-03/1950-06'
      """
    Then the result should be empty
    And the side effects should be:
      | times | 1 |

  Scenario: SET valid(x) = null takes the time away
    Given having executed:
      """
      CREATE (:P)-[:LED VALID '1950']->(:S)
      """
    And having committed:
      """
      MATCH ()-[r:LED]->() SET valid(r) = null
      """
    When executing query:
      """
      MATCH ()-[r:LED]->() AS OF '0800' RETURN count(r) AS n
      """
    Then the result should be, in any order:
      | n |
      | 1 |

  Scenario: A node has one value after another
    Given having executed:
      """
      CREATE (c:City KEY 'spb' {name: 'Saint Petersburg'}) SET c.called = 'Petrograd' VALID '1914-09-01/1924-01-25'
      SET c.called = 'Leningrad' VALID '1924-01-26/1991-09-05'
      """
    When executing query:
      """
      UNWIND ['1915', '1950', '2000'] AS year
      MATCH (c:City)
      RETURN year, [v IN values(c, 'called') WHERE v.valid CONTAINS period(year) | v.value] AS called
      """
    Then the result should be, in any order:
      | year   | called        |
      | '1915' | ['Petrograd'] |
      | '1950' | ['Leningrad'] |
      | '2000' | []            |

  Scenario: MERGE looks for a pattern at any time
    Given having executed:
      """
      CREATE (:P {name: 'A'})-[:LED VALID '1950']->(:S {name: 'S'})
      """
    When executing query:
      """
      MATCH (p:P), (s:S) MERGE (p)-[r:LED VALID '1960']->(s) RETURN valid(r) AS when
      """
    Then the result should be, in any order:
      | when   |
      | '1950' |
    And no side effects

  Scenario: MERGE makes what it does not find with its time and sources
    Given having executed:
      """
      CREATE (:P {name: 'A'}), (:S {name: 'S'})
      """
    When executing query:
      """
      MATCH (p:P), (s:S) MERGE (p)-[r:LED VALID '1960' SOURCES 'doc#P1']->(s)
      RETURN valid(r) AS when, [x IN sources(r) | x.source + '#' + x.locator] AS sources
      """
    Then the result should be, in any order:
      | when   | sources    |
      | '1960' | ['doc#P1'] |
    And the side effects should be:
      | +relationships | 1 |

  Scenario: MERGE finds a node by its key
    Given having executed:
      """
      CREATE (:P KEY 'mao' {name: 'Mao'})
      """
    When executing query:
      """
      MERGE (p:P KEY 'mao') ON MATCH SET p.seen = true RETURN p.name AS name, p.seen AS seen
      """
    Then the result should be, in any order:
      | name  | seen |
      | 'Mao' | true |

  Scenario: A key is given once
    Given having executed:
      """
      CREATE (:P KEY 'mao')
      """
    When executing query:
      """
      CREATE (:P KEY 'mao')
      """
    Then a ConstraintValidationFailed should be raised at runtime: *

  Scenario: A statement sees what it wrote in a slice
    When executing query:
      """
      CREATE (p:P {name: 'A'})-[:LED VALID '1950-01-01/1960-12-31']->(s:S)
      WITH p MATCH (p)-[r:LED]->() AS OF '1955' RETURN count(r) AS n
      """
    Then the result should be, in any order:
      | n |
      | 1 |

  Scenario: DELETE keeps what was there for the other clock
    Given having executed:
      """
      CREATE (:P {name: 'A'})
      """
    And having committed:
      """
      MATCH (p:P) DELETE p
      """
    When executing query:
      """
      MATCH (p:P) FOR SYSTEM_TIME AS OF COMMIT 1 RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name |
      | 'A'  |

  Scenario: A type named by its inverse
    Given the facts:
      """
      {"entente": 1, "ontology": {"entity_types": [{"name": "P"}, {"name": "S"}], "relation_types": [{"name": "LEADS", "inverse": "LED_BY"}]}}
      {"id": "p", "type": "P", "name": "A"}
      {"id": "s", "type": "S", "name": "S"}
      """
    When executing query:
      """
      MATCH (p:P), (s:S) CREATE (s)-[r:LED_BY VALID '1950']->(p) RETURN type(r) AS type, startNode(r).name AS leader
      """
    Then the result should be, in any order:
      | type    | leader |
      | 'LEADS' | 'A'    |

  Scenario: A subquery that writes, for each row
    Given having executed:
      """
      CREATE (:P {name: 'A'}), (:P {name: 'B'})
      """
    When executing query:
      """
      MATCH (p:P) CALL (p) { CREATE (p)-[:WROTE VALID '1950']->(:Letter) } RETURN count(*) AS n
      """
    Then the result should be, in any order:
      | n |
      | 2 |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 2 |
      | +labels        | 2 |
