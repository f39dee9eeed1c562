Feature: Entities exist for a time

  An entity is there when its life says so, or when a relation that holds implies it. One that nobody dates is there
  always, and always is before nothing.

  Scenario Outline: A slice asks for the life of a node
    Given the facts:
      """
      {"id": "ussr", "type": "State", "name": "Soviet Union", "valid": "1922-12-30/1991-12-26"}
      """
    When executing query:
      """
      MATCH (s:State) AS OF '<date>' RETURN count(s) AS n
      """
    Then the result should be, in any order:
      | n   |
      | <n> |

    Examples:
      | date       | n |
      | 1922-12-29 | 0 |
      | 1922-12-30 | 1 |
      | 1950       | 1 |
      | 1991-12-26 | 1 |
      | 1991       | 0 |
      | 1992       | 0 |

  Scenario: A relation is not there where one of its ends is ruled out
    Given the facts:
      """
      {"id": "ussr", "type": "State", "name": "Soviet Union", "valid": "1922-12-30/1991-12-26"}
      {"id": "p", "type": "Person", "name": "P"}
      {"from": "p", "to": "ussr", "type": "SERVED"}
      """
    When executing query:
      """
      MATCH (p)-[:SERVED]->(s) AS OF '1995' RETURN p
      """
    Then the result should be empty

  Scenario: A relation that holds implies its ends
    Given the facts:
      """
      {"id": "a", "type": "Person", "name": "A", "valid": "1893/"}
      {"id": "b", "type": "Person", "name": "B"}
      {"from": "a", "to": "b", "type": "MET", "valid": "1950-03-04"}
      """
    When executing query:
      """
      MATCH (a)-[:MET]->(b) AS OF '1950-03-04' RETURN a.name AS a, b.name AS b
      """
    Then the result should be, in any order:
      | a   | b   |
      | 'A' | 'B' |

  Scenario: What nobody dates is always there
    Given the facts:
      """
      {"id": "b", "type": "Person", "name": "B"}
      """
    When executing query:
      """
      MATCH (p:Person) AS OF '0800' RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name |
      | 'B'  |

  Scenario: Always is before nothing, and that is told
    Given the facts:
      """
      {"id": "b", "type": "Person", "name": "B"}
      """
    When executing query:
      """
      MATCH (p:Person) WHERE valid(p) BEFORE '1950' RETURN p
      """
    Then the result should be empty
    And a warning mentions: B
