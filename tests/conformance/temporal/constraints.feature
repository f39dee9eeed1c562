Feature: Constraints in time

  A constraint is a strict rule of the ontology about properties, which every commit keeps. Values are unique at one
  time: what one gave up another may have.

  Background:
    Given having executed:
      """
      CREATE (:Treaty {name: 'A', number: 1}), (:Treaty {name: 'B', number: 2})
      """
    And having committed:
      """
      CREATE CONSTRAINT number FOR (t:Treaty) REQUIRE t.number IS UNIQUE
      """

  Scenario: The same value at once is refused
    When executing query:
      """
      MATCH (t:Treaty {name: 'B'}) SET t.number = 1
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed

  Scenario: The same value one after the other is allowed
    Given having committed:
      """
      MATCH (t:Treaty {name: 'A'}) SET t.number = null, t.number = 5 VALID '1950-01-01/1950-12-31'
      """
    When executing query:
      """
      MATCH (t:Treaty {name: 'B'}) SET t.number = 5 VALID '1951-01-01/1951-12-31'
      """
    Then the result should be empty
    And the side effects should be:
      | properties | 1 |

  Scenario: The same value perhaps at once is allowed, and found by a check
    Given having committed:
      """
      MATCH (t:Treaty {name: 'A'}) SET t.number = null, t.number = 5 VALID '1950~'
      """
    When executing query:
      """
      MATCH (t:Treaty {name: 'B'}) SET t.number = 5 VALID '1951-01-01/1951-12-31'
      """
    Then the result should be empty
    And the side effects should be:
      | properties | 1 |

  Scenario: Null is not unique
    When executing query:
      """
      CREATE (:Treaty), (:Treaty)
      """
    Then the result should be empty

  Scenario: The clauses of a statement are judged together
    When executing query:
      """
      MATCH (a:Treaty {name: 'A'}), (b:Treaty {name: 'B'}) SET a.number = 2 SET b.number = 1
      """
    Then the result should be empty
    And the side effects should be:
      | properties | 2 |

  Scenario: Facts that break it already keep it from being made
    When executing query:
      """
      CREATE CONSTRAINT FOR (t:Treaty) REQUIRE t.signed IS NOT NULL
      """
    Then an error mentions: has no `signed`

  Scenario: It is not there in the state before
    When executing query:
      """
      FOR SYSTEM_TIME AS OF COMMIT 1 CALL db.constraints() YIELD name RETURN name
      """
    Then the result should be empty

  Scenario: SHOW lists it
    When executing query:
      """
      SHOW CONSTRAINTS YIELD name, kind, strict
      """
    Then the result should be, in any order:
      | name     | kind     | strict |
      | 'number' | 'unique' | true   |
