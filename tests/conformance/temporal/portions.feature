Feature: FOR PORTION OF VALID_TIME changes a part of time

  After SQL:2011. `DELETE` takes the portion out of the time of a fact; `SET` changes a relationship within it and leaves
  the rest as a fact of its own, and gives a node a value for that time. Bounds that are in doubt stay so, outside of
  the cut.

  Background:
    Given the facts:
      """
      {"id": "a", "type": "P", "name": "A"}
      {"id": "s", "type": "S", "name": "S", "properties": {"rank": "low"}}
      {"id": "F1", "from": "a", "to": "s", "type": "LED", "valid": "1950-01-01/1959-12-31", "properties": {"as": "envoy"}, "sources": ["doc-a"]}
      """

  Scenario Outline: What DELETE leaves
    Given having committed:
      """
      MATCH ()-[r:LED]->() DELETE r FOR PORTION OF VALID_TIME FROM '<from>' TO '<to>'
      """
    When executing query:
      """
      MATCH ()-[r:LED]->() RETURN [s IN valid(r).stretches | s.edtf] AS left
      """
    Then the result should be, in any order:
      | left   |
      | <left> |

    Examples:
      | from       | to         | left                                               |
      | 1955       | ..         | ['1950-01-01/1954-12-31']                          |
      | ..         | 1955       | ['1955-01-01/1959-12-31']                          |
      | 1952       | 1955       | ['1950-01-01/1951-12-31', '1955-01-01/1959-12-31'] |
      | 1940       | 1950       | ['1950-01-01/1959-12-31']                          |
      | 1960       | 1970       | ['1950-01-01/1959-12-31']                          |
      | 1950-01-02 | 1959-12-31 | ['1950-01-01', '1959-12-31']                         |

  Scenario: What lies in the portion as a whole goes
    When executing query:
      """
      MATCH ()-[r:LED]->() DELETE r FOR PORTION OF VALID_TIME FROM '1950' TO '1960'
      """
    Then the result should be empty
    And the side effects should be:
      | -relationships | 1 |

  Scenario: SET parts a relationship
    Given having committed:
      """
      MATCH ()-[r:LED]->() SET r.as = 'ambassador' FOR PORTION OF VALID_TIME FROM '1955' TO '..'
      """
    When executing query:
      """
      MATCH ()-[r:LED]->() RETURN r.as AS rank, valid(r) AS when ORDER BY valid(r).start
      """
    Then the result should be, in order:
      | rank         | when                    |
      | 'envoy'      | '1950-01-01/1954-12-31' |
      | 'ambassador' | '1955-01-01/1959-12-31' |

  Scenario: The key stays with what was changed, the sources with both
    Given having committed:
      """
      MATCH ()-[r:LED]->() SET r.as = 'ambassador' FOR PORTION OF VALID_TIME FROM '1955' TO '..'
      """
    When executing query:
      """
      MATCH ()-[r:LED]->() RETURN key(r) AS key, [s IN sources(r) | s.source] AS sources ORDER BY valid(r).start
      """
    Then the result should be, in order:
      | key  | sources   |
      | null | ['doc-a'] |
      | 'F1' | ['doc-a'] |

  Scenario Outline: A node has another value for a time
    Given having committed:
      """
      MATCH (s:S) SET s.rank = 'high' FOR PORTION OF VALID_TIME FROM '1955' TO '1957'
      """
    When executing query:
      """
      MATCH (s:S) AS OF '<date>' RETURN s.rank AS rank
      """
    Then the result should be, in any order:
      | rank   |
      | <rank> |

    Examples:
      | date       | rank   |
      | 1954-12-31 | 'low'  |
      | 1955       | 'high' |
      | 1956-12-31 | 'high' |
      | 1957       | 'low'  |

  Scenario: The state before is there as it was known
    Given having committed:
      """
      MATCH ()-[r:LED]->() DELETE r FOR PORTION OF VALID_TIME FROM '1952' TO '1955'
      """
    When executing query:
      """
      MATCH ()-[r:LED]->() FOR SYSTEM_TIME AS OF COMMIT 1 RETURN valid(r) AS when
      """
    Then the result should be, in any order:
      | when                    |
      | '1950-01-01/1959-12-31' |

  Scenario: A doubtful bound outside of the cut keeps its doubt
    Given having committed:
      """
      MATCH ()-[r:LED]->() SET valid(r) = '1950~/1960~'
      """
    And having committed:
      """
      MATCH ()-[r:LED]->() DELETE r FOR PORTION OF VALID_TIME FROM '1955' TO '1957'
      """
    When executing query:
      """
      MATCH ()-[r:LED]->() RETURN [s IN valid(r).stretches | s.edtf] AS left
      """
    Then the result should be, in any order:
      | left                                   |
      | ['1950~/1954-12-31', '1957-01-01/1960~'] |

  Scenario: A cut in doubt is told
    Given having committed:
      """
      MATCH ()-[r:LED]->() SET valid(r) = '1950~/1960'
      """
    When executing query:
      """
      MATCH ()-[r:LED]->() DELETE r FOR PORTION OF VALID_TIME FROM '1950-06' TO '1955'
      """
    Then the result should be empty
    And a warning mentions: in doubt on which side

  Scenario: An empty portion is refused
    When executing query:
      """
      MATCH ()-[r:LED]->() DELETE r FOR PORTION OF VALID_TIME FROM '1955' TO '1955'
      """
    Then a ArgumentError should be raised at runtime: *
    And an error mentions: is empty

  Scenario: Labels have no time of their own
    When executing query:
      """
      MATCH (s:S) SET s:T FOR PORTION OF VALID_TIME FROM '1955' TO '1957'
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: A portion and VALID do not go together
    When executing query:
      """
      MATCH (s:S) SET s.x = 1 VALID '1950' FOR PORTION OF VALID_TIME FROM '1955' TO '1957'
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition
