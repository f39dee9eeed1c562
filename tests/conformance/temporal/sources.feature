Feature: By whose word

  A fact has sources, each with a place in it (`doc-a#P3`); so may each value of a property and each dating have. Rival
  datings stand beside one another. `ACCORDING TO` reads what one source, one place of it or one class of provenance says.

  Background:
    Given the facts:
      """
      {"id": "doc-a", "type": "Source", "name": "Doc A"}
      {"id": "doc-b", "type": "Source", "name": "Doc B"}
      {"id": "a", "type": "P", "name": "A"}
      {"id": "b", "type": "P", "name": "B"}
      {"id": "F1", "from": "a", "to": "b", "type": "MET", "valid": "1950", "sources": ["doc-a#P1"]}
      {"id": "F2", "from": "b", "to": "a", "type": "WROTE_TO", "valid": "1951", "sources": ["doc-b#P7"]}
      {"id": "F3", "from": "a", "to": "b", "type": "LEFT", "datings": [{"valid": "1960", "sources": ["doc-a#P4"]}, {"valid": "1962", "sources": ["doc-b"]}]}
      """

  Scenario Outline: One source
    When executing query:
      """
      MATCH ()-[r]->() ACCORDING TO <source> RETURN type(r) AS type
      """
    Then the result should be, in any order:
      | type    |
      | <types> |
      | 'LEFT'  |

    Examples:
      | source     | types      |
      | 'doc-a'    | 'MET'      |
      | 'doc-b'    | 'WROTE_TO' |

  Scenario: A place in a source
    When executing query:
      """
      MATCH ()-[r]->() ACCORDING TO 'doc-a#P1' RETURN type(r) AS type
      """
    Then the result should be, in any order:
      | type  |
      | 'MET' |

  Scenario Outline: Of rival datings each source has its own
    When executing query:
      """
      MATCH ()-[r:LEFT]->() FOR VALID_TIME FROM '<from>' TO '<to>' ACCORDING TO '<source>' RETURN count(r) AS n
      """
    Then the result should be, in any order:
      | n   |
      | <n> |

    Examples:
      | source | from | to   | n |
      | doc-a  | 1960 | 1961 | 1 |
      | doc-a  | 1962 | 1963 | 0 |
      | doc-b  | 1960 | 1961 | 0 |
      | doc-b  | 1962 | 1963 | 1 |

  Scenario: All datings
    When executing query:
      """
      MATCH ()-[r:LEFT]->() UNWIND datings(r) AS d RETURN d.valid AS when, [s IN d.sources | s.source] AS sources
      """
    Then the result should be, in any order:
      | when   | sources   |
      | '1960' | ['doc-a'] |
      | '1962' | ['doc-b'] |

  Scenario: A comparison is known where every dating agrees
    When executing query:
      """
      MATCH ()-[r:LEFT]->() RETURN valid(r) AFTER '1955' AS after, valid(r) BEFORE '1961' AS before
      """
    Then the result should be, in any order:
      | after | before |
      | true  | null   |

  Scenario: SOURCES of a statement
    Given having executed:
      """
      MATCH (a:P {name: 'A'}), (b:P {name: 'B'}) CREATE (a)-[:KNEW VALID '1949' SOURCES ['doc-a#P9', 'doc-b']]->(b)
      """
    When executing query:
      """
      MATCH ()-[r:KNEW]->() RETURN [s IN sources(r) | s.source] AS sources
      """
    Then the result should be, in any order:
      | sources            |
      | ['doc-a', 'doc-b'] |

  Scenario: A value has sources of its own
    Given having executed:
      """
      MATCH (a:P {name: 'A'}) SET a.born = 1893 SOURCES 'doc-a', a.rank = 'marshal' SOURCES 'doc-b'
      """
    When executing query:
      """
      MATCH (a:P {name: 'A'}) RETURN [v IN values(a, 'born') | [s IN v.sources | s.source]] AS born,
             [v IN values(a, 'rank') | [s IN v.sources | s.source]] AS rank
      """
    Then the result should be, in any order:
      | born        | rank        |
      | [['doc-a']] | [['doc-b']] |

  Scenario: SET valid(x) with its source
    Given having executed:
      """
      MATCH ()-[r:MET]->() SET valid(r) = '1950-06' SOURCES 'doc-b#P2'
      """
    When executing query:
      """
      MATCH ()-[r:MET]->() ACCORDING TO 'doc-b' RETURN valid(r) AS when
      """
    Then the result should be, in any order:
      | when      |
      | '1950-06' |

  Scenario: A source that nobody cites
    When executing query:
      """
      MATCH ()-[r]->() ACCORDING TO 'doc-z' RETURN r
      """
    Then the result should be empty
