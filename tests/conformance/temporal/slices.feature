Feature: AS OF keeps what was valid throughout a date

  A fact has four bounds: its start lies between the earliest and the latest start, its end likewise. A coarse date
  (`1950`) as a start may be any day of it, with `~` or `?` any day of a unit more on either side; `..` is an open end,
  nothing one that nobody knows. Every way to fix the bounds is a choice.

  `AS OF d` keeps a fact that holds throughout d in every choice, `POSSIBLY AS OF d` one that does in some. What is
  kept by the first is kept by the second.

  Scenario Outline: A relation under a slice
    Given the facts:
      """
      {"id": "a", "type": "P", "name": "A"}
      {"id": "b", "type": "P", "name": "B"}
      {"from": "a", "to": "b", "type": "HELD", "valid": "<valid>"}
      """
    When executing query:
      """
      MATCH (a:P {name: 'A'})
      RETURN EXISTS { MATCH (a)-[:HELD]->() AS OF '<date>' } AS certain,
             EXISTS { MATCH (a)-[:HELD]->() POSSIBLY AS OF '<date>' } AS possible
      """
    Then the result should be, in any order:
      | certain   | possible   |
      | <certain> | <possible> |

    Examples:
      | valid                 | date       | certain | possible |
      | 1950-01-02/1960-05-03 | 1948       | false   | false    |
      | 1950-01-02/1960-05-03 | 1950-06-15 | true    | true     |
      | 1950-01-02/1960-05-03 | 1952-01-01 | true    | true     |
      | 1950-01-02/1960-05-03 | 1955       | true    | true     |
      | 1950-01-02/1960-05-03 | 1956-07-10 | true    | true     |
      | 1950-01-02/1960-05-03 | 1960-12-31 | false   | false    |
      | 1950-01-02/1960-05-03 | 1963       | false   | false    |
      | 1950/1960             | 1948       | false   | false    |
      | 1950/1960             | 1950-06-15 | false   | true     |
      | 1950/1960             | 1952-01-01 | true    | true     |
      | 1950/1960             | 1955       | true    | true     |
      | 1950/1960             | 1956-07-10 | true    | true     |
      | 1950/1960             | 1960-12-31 | false   | true     |
      | 1950/1960             | 1963       | false   | false    |
      | 1950~/1960            | 1948       | false   | false    |
      | 1950~/1960            | 1950-06-15 | false   | true     |
      | 1950~/1960            | 1952-01-01 | true    | true     |
      | 1950~/1960            | 1955       | true    | true     |
      | 1950~/1960            | 1956-07-10 | true    | true     |
      | 1950~/1960            | 1960-12-31 | false   | true     |
      | 1950~/1960            | 1963       | false   | false    |
      | 1950/1960~            | 1948       | false   | false    |
      | 1950/1960~            | 1950-06-15 | false   | true     |
      | 1950/1960~            | 1952-01-01 | true    | true     |
      | 1950/1960~            | 1955       | true    | true     |
      | 1950/1960~            | 1956-07-10 | true    | true     |
      | 1950/1960~            | 1960-12-31 | false   | true     |
      | 1950/1960~            | 1963       | false   | false    |
      | 1950-03/1960-02       | 1948       | false   | false    |
      | 1950-03/1960-02       | 1950-06-15 | true    | true     |
      | 1950-03/1960-02       | 1952-01-01 | true    | true     |
      | 1950-03/1960-02       | 1955       | true    | true     |
      | 1950-03/1960-02       | 1956-07-10 | true    | true     |
      | 1950-03/1960-02       | 1960-12-31 | false   | false    |
      | 1950-03/1960-02       | 1963       | false   | false    |
      | [1950..1953]          | 1948       | false   | false    |
      | [1950..1953]          | 1950-06-15 | false   | true     |
      | [1950..1953]          | 1952-01-01 | false   | true     |
      | [1950..1953]          | 1955       | false   | false    |
      | [1950..1953]          | 1956-07-10 | false   | false    |
      | [1950..1953]          | 1960-12-31 | false   | false    |
      | [1950..1953]          | 1963       | false   | false    |
      | 1956                  | 1948       | false   | false    |
      | 1956                  | 1950-06-15 | false   | false    |
      | 1956                  | 1952-01-01 | false   | false    |
      | 1956                  | 1955       | false   | false    |
      | 1956                  | 1956-07-10 | false   | true     |
      | 1956                  | 1960-12-31 | false   | false    |
      | 1956                  | 1963       | false   | false    |
      | 1956~                 | 1948       | false   | false    |
      | 1956~                 | 1950-06-15 | false   | false    |
      | 1956~                 | 1952-01-01 | false   | false    |
      | 1956~                 | 1955       | false   | true     |
      | 1956~                 | 1956-07-10 | false   | true     |
      | 1956~                 | 1960-12-31 | false   | false    |
      | 1956~                 | 1963       | false   | false    |
      | 1956-07?              | 1948       | false   | false    |
      | 1956-07?              | 1950-06-15 | false   | false    |
      | 1956-07?              | 1952-01-01 | false   | false    |
      | 1956-07?              | 1955       | false   | false    |
      | 1956-07?              | 1956-07-10 | false   | true     |
      | 1956-07?              | 1960-12-31 | false   | false    |
      | 1956-07?              | 1963       | false   | false    |
      | 1950/..               | 1948       | false   | false    |
      | 1950/..               | 1950-06-15 | false   | true     |
      | 1950/..               | 1952-01-01 | true    | true     |
      | 1950/..               | 1955       | true    | true     |
      | 1950/..               | 1956-07-10 | true    | true     |
      | 1950/..               | 1960-12-31 | true    | true     |
      | 1950/..               | 1963       | true    | true     |
      | ../1960               | 1948       | true    | true     |
      | ../1960               | 1950-06-15 | true    | true     |
      | ../1960               | 1952-01-01 | true    | true     |
      | ../1960               | 1955       | true    | true     |
      | ../1960               | 1956-07-10 | true    | true     |
      | ../1960               | 1960-12-31 | false   | true     |
      | ../1960               | 1963       | false   | false    |
      | 1950/                 | 1948       | false   | false    |
      | 1950/                 | 1950-06-15 | false   | true     |
      | 1950/                 | 1952-01-01 | false   | true     |
      | 1950/                 | 1955       | false   | true     |
      | 1950/                 | 1956-07-10 | false   | true     |
      | 1950/                 | 1960-12-31 | false   | true     |
      | 1950/                 | 1963       | false   | true     |
      | /1960                 | 1948       | false   | true     |
      | /1960                 | 1950-06-15 | false   | true     |
      | /1960                 | 1952-01-01 | false   | true     |
      | /1960                 | 1955       | false   | true     |
      | /1960                 | 1956-07-10 | false   | true     |
      | /1960                 | 1960-12-31 | false   | true     |
      | /1960                 | 1963       | false   | false    |
