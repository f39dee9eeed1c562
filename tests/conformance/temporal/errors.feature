Feature: Errors of the temporal extension

  Errors have the kit's kinds and phases; what is wrong is said with what to write instead.

  Scenario Outline: What can't be read
    When executing query:
      """
      <statement>
      """
    Then a SyntaxError should be raised at compile time: *
    And an error mentions: <word>

    Examples:
      | statement                                            | word          |
      | MATCH (n) AS OF RETURN n                             | an expression |
      | MATCH (n) AS OF '1950' AS OF '1951' RETURN n         | AS OF         |
      | MATCH (n) POSSIBLY RETURN n                          | POSSIBLY      |
      | MATCH (n) FOR VALID_TIME SINCE '1950' RETURN n       | SINCE         |
      | MATCH (n) FOR VALID_TIME FROM '1950' RETURN n        | TO            |
      | MATCH (n) WHERE n.x = 1 AS OF '1950' RETURN n        | WHERE         |
      | MATCH (n) AS OF n.date RETURN n                      | n             |
      | MATCH ()-[r]->() WHERE valid(r) < '1950' RETURN r    | BEFORE        |
      | MATCH ()-[r]->() WHERE valid(r) = '1950' RETURN r    | EQUALS        |
      | CREATE (n VALID)                                     | VALID         |
      | MATCH (n) DELETE n FOR PORTION OF VALID_TIME TO '1'  | FROM          |
      | MATCH (n) ACCORDING 'doc' RETURN n                   | ACCORDING     |
      | RETURN valid(1)                                      | valid         |

  Scenario Outline: Dates that are none
    When executing query:
      """
      MATCH (n) AS OF '<date>' RETURN n
      """
    Then an error mentions: <date>

    Examples:
      | date        |
      | 1950-13     |
      | 1950-02-30  |
      | 19500       |
      | 1950/1940   |
      | long ago    |

  Scenario: A date by a parameter
    Given parameters are:
      | when | '1950-13' |
    When executing query:
      """
      MATCH (n) AS OF $when RETURN n
      """
    Then an error mentions: 1950-13

  Scenario: A parameter that is missing
    When executing query:
      """
      MATCH (n) AS OF $when RETURN n
      """
    Then a ParameterMissing should be raised at runtime: *
