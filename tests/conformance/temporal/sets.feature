Feature: A fact may hold in several stretches of time

  It is one fact: between its stretches it held at no time. `valid(x)` has `.stretches`, in order of time.

  Background:
    Given the facts:
      """
      {"id": "a", "type": "P", "name": "A"}
      {"id": "s", "type": "S", "name": "S"}
      {"from": "a", "to": "s", "type": "LED", "valid": ["1954-01-01/1959-12-31", "1964-01-01/1969-12-31"]}
      """

  Scenario Outline: A slice asks each stretch
    When executing query:
      """
      MATCH (a)-[:LED]->() AS OF '<date>' RETURN count(a) AS n
      """
    Then the result should be, in any order:
      | n   |
      | <n> |

    Examples:
      | date       | n |
      | 1953       | 0 |
      | 1954       | 1 |
      | 1959-12-31 | 1 |
      | 1960       | 0 |
      | 1962-05    | 0 |
      | 1964-01    | 1 |
      | 1969       | 1 |
      | 1970       | 0 |

  Scenario: The stretches in order of time
    When executing query:
      """
      MATCH ()-[r:LED]->() UNWIND valid(r).stretches AS s RETURN s.edtf AS stretch
      """
    Then the result should be, in order:
      | stretch                 |
      | '1954-01-01/1959-12-31' |
      | '1964-01-01/1969-12-31' |

  Scenario Outline: Predicates of sets
    When executing query:
      """
      MATCH ()-[r:LED]->() RETURN valid(r) <word> period('<period>') AS answer
      """
    Then the result should be, in any order:
      | answer   |
      | <answer> |

    Examples:
      | word     | period    | answer |
      | OVERLAPS | 1960/1963 | false  |
      | OVERLAPS | 1959/1960 | true   |
      | BEFORE   | 1970      | true   |
      | BEFORE   | 1962      | false  |
      | AFTER    | 1953      | true   |
      | AFTER    | 1962      | false  |
      | DURING   | 1950/1970 | true   |
      | DURING   | 1955/1970 | false  |
      | CONTAINS | 1955      | true   |
      | CONTAINS | 1955/1965 | false  |

  Scenario: A portion that is deleted leaves a set
    Given having committed:
      """
      MATCH ()-[r:LED]->() DELETE r FOR PORTION OF VALID_TIME FROM '1956' TO '1957'
      """
    When executing query:
      """
      MATCH ()-[r:LED]->() RETURN [s IN valid(r).stretches | s.edtf] AS stretches
      """
    Then the result should be, in any order:
      | stretches                                                                   |
      | ['1954-01-01/1955-12-31', '1957-01-01/1959-12-31', '1964-01-01/1969-12-31'] |
