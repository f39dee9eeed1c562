Feature: Both clocks

  Valid time is when something was so, system time since when the store says it. `FOR SYSTEM_TIME AS OF COMMIT n` reads
  the store as it was behind commit n; a range gives each match that some state of it shows, once.

  Background:
    Given having executed:
      """
      CREATE (:P {name: 'A'})-[:LED VALID '1950/1960']->(:S {name: 'S'})
      """
    And having committed:
      """
      MATCH ()-[r:LED]->() SET valid(r) = '1951-01-01/1960-12-31'
      """
    And having committed:
      """
      MATCH ()-[r:LED]->() DELETE r
      """

  Scenario Outline: A state of the store
    When executing query:
      """
      MATCH ()-[r:LED]->() FOR SYSTEM_TIME AS OF COMMIT <commit> RETURN valid(r) AS when
      """
    Then the result should be, in any order:
      | when   |
      | <when> |

    Examples:
      | commit | when                    |
      | 1      | '1950/1960'             |
      | 2      | '1951-01-01/1960-12-31' |

  Scenario: What was deleted is gone from the newest state
    When executing query:
      """
      MATCH ()-[r:LED]->() RETURN r
      """
    Then the result should be empty

  Scenario: Before the first commit there is nothing
    When executing query:
      """
      MATCH (n) FOR SYSTEM_TIME AS OF COMMIT 0 RETURN n
      """
    Then the result should be empty

  Scenario: All states
    When executing query:
      """
      MATCH ()-[r:LED]->() FOR SYSTEM_TIME ALL RETURN valid(r) AS when
      """
    Then the result should be, in any order:
      | when                    |
      | '1950/1960'             |
      | '1951-01-01/1960-12-31' |

  Scenario: A range that ends before a commit
    When executing query:
      """
      MATCH ()-[r:LED]->() FOR SYSTEM_TIME FROM COMMIT 1 TO COMMIT 2 RETURN valid(r) AS when
      """
    Then the result should be, in any order:
      | when        |
      | '1950/1960' |

  Scenario: A range with both its ends
    When executing query:
      """
      MATCH ()-[r:LED]->() FOR SYSTEM_TIME BETWEEN COMMIT 2 AND COMMIT 3 RETURN valid(r) AS when
      """
    Then the result should be, in any order:
      | when                    |
      | '1951-01-01/1960-12-31' |

  Scenario Outline: Both clocks in one question
    When executing query:
      """
      MATCH (p:P)-[r:LED]->() <reading> AS OF '<date>' FOR SYSTEM_TIME AS OF COMMIT <commit> RETURN count(r) AS n
      """
    Then the result should be, in any order:
      | n   |
      | <n> |

    # In commit 1 it began some time in 1950, in commit 2 with 1951.
    Examples:
      | reading   | date       | commit | n |
      | CERTAINLY | 1950-06-01 | 1      | 0 |
      | POSSIBLY  | 1950-06-01 | 1      | 1 |
      | CERTAINLY | 1951       | 1      | 1 |
      | CERTAINLY | 1950-12-31 | 2      | 0 |
      | POSSIBLY  | 1950-12-31 | 2      | 0 |
      | CERTAINLY | 1951-01-01 | 2      | 1 |
      | POSSIBLY  | 1960-12-31 | 1      | 1 |
      | CERTAINLY | 1960-12-31 | 2      | 1 |
      | CERTAINLY | 1955       | 3      | 0 |
      | POSSIBLY  | 1955       | 3      | 0 |

  Scenario: The clause before the first MATCH is that of the statement
    When executing query:
      """
      FOR SYSTEM_TIME AS OF COMMIT 2 MATCH ()-[r:LED]->() RETURN valid(r).start AS start
      """
    Then the result should be, in any order:
      | start        |
      | '1951-01-01' |

  Scenario: A commit that there is not
    When executing query:
      """
      MATCH (n) FOR SYSTEM_TIME AS OF COMMIT 9 RETURN n
      """
    Then an error mentions: there is no commit 9

  Scenario: A statement that writes reads the store as it is
    When executing query:
      """
      FOR SYSTEM_TIME AS OF COMMIT 1 MATCH (n) SET n.x = 1
      """
    Then an error mentions: a statement that writes reads the store as it is

  Scenario: Two states in one statement
    When executing query:
      """
      MATCH (n) FOR SYSTEM_TIME AS OF COMMIT 1 MATCH (m) FOR SYSTEM_TIME AS OF COMMIT 2 RETURN n, m
      """
    Then an error mentions: one state
