Feature: FOR VALID_TIME keeps what was valid at some time of a range

  `FROM a TO b` is the time from the first moment of a up to the first of b, `BETWEEN a AND b` up to the last of b.
  A fact is kept that shares an instant with the range in every choice of its bounds, under `POSSIBLY` in some.

  Scenario Outline: A relation in a range
    Given the facts:
      """
      {"id": "a", "type": "P", "name": "A"}
      {"id": "b", "type": "P", "name": "B"}
      {"from": "a", "to": "b", "type": "HELD", "valid": "<valid>"}
      """
    When executing query:
      """
      MATCH (a:P {name: 'A'})
      RETURN EXISTS { MATCH (a)-[:HELD]->() FOR VALID_TIME <range> } AS certain,
             EXISTS { MATCH (a)-[:HELD]->() POSSIBLY FOR VALID_TIME <range> } AS possible
      """
    Then the result should be, in any order:
      | certain   | possible   |
      | <certain> | <possible> |

    Examples:
      | valid                 | range                     | certain | possible |
      | 1950-01-02/1960-05-03 | FROM '1948' TO '1950'     | false   | false    |
      | 1950-01-02/1960-05-03 | BETWEEN '1948' AND '1950' | true    | true     |
      | 1950-01-02/1960-05-03 | FROM '1950' TO '1951'     | true    | true     |
      | 1950-01-02/1960-05-03 | BETWEEN '1950' AND '1951' | true    | true     |
      | 1950-01-02/1960-05-03 | FROM '1949' TO '1957'     | true    | true     |
      | 1950-01-02/1960-05-03 | BETWEEN '1949' AND '1957' | true    | true     |
      | 1950-01-02/1960-05-03 | FROM '1957' TO '1970'     | true    | true     |
      | 1950-01-02/1960-05-03 | BETWEEN '1957' AND '1970' | true    | true     |
      | 1950-01-02/1960-05-03 | FROM '1961' TO '1962'     | false   | false    |
      | 1950-01-02/1960-05-03 | BETWEEN '1961' AND '1962' | false   | false    |
      | 1950/1960             | FROM '1948' TO '1950'     | false   | false    |
      | 1950/1960             | BETWEEN '1948' AND '1950' | true    | true     |
      | 1950/1960             | FROM '1950' TO '1951'     | true    | true     |
      | 1950/1960             | BETWEEN '1950' AND '1951' | true    | true     |
      | 1950/1960             | FROM '1949' TO '1957'     | true    | true     |
      | 1950/1960             | BETWEEN '1949' AND '1957' | true    | true     |
      | 1950/1960             | FROM '1957' TO '1970'     | true    | true     |
      | 1950/1960             | BETWEEN '1957' AND '1970' | true    | true     |
      | 1950/1960             | FROM '1961' TO '1962'     | false   | false    |
      | 1950/1960             | BETWEEN '1961' AND '1962' | false   | false    |
      | 1950~/1960~           | FROM '1948' TO '1950'     | false   | true     |
      | 1950~/1960~           | BETWEEN '1948' AND '1950' | false   | true     |
      | 1950~/1960~           | FROM '1950' TO '1951'     | false   | true     |
      | 1950~/1960~           | BETWEEN '1950' AND '1951' | true    | true     |
      | 1950~/1960~           | FROM '1949' TO '1957'     | true    | true     |
      | 1950~/1960~           | BETWEEN '1949' AND '1957' | true    | true     |
      | 1950~/1960~           | FROM '1957' TO '1970'     | true    | true     |
      | 1950~/1960~           | BETWEEN '1957' AND '1970' | true    | true     |
      | 1950~/1960~           | FROM '1961' TO '1962'     | false   | true     |
      | 1950~/1960~           | BETWEEN '1961' AND '1962' | false   | true     |
      | [1950..1953]          | FROM '1948' TO '1950'     | false   | false    |
      | [1950..1953]          | BETWEEN '1948' AND '1950' | false   | true     |
      | [1950..1953]          | FROM '1950' TO '1951'     | false   | true     |
      | [1950..1953]          | BETWEEN '1950' AND '1951' | false   | true     |
      | [1950..1953]          | FROM '1949' TO '1957'     | true    | true     |
      | [1950..1953]          | BETWEEN '1949' AND '1957' | true    | true     |
      | [1950..1953]          | FROM '1957' TO '1970'     | false   | false    |
      | [1950..1953]          | BETWEEN '1957' AND '1970' | false   | false    |
      | [1950..1953]          | FROM '1961' TO '1962'     | false   | false    |
      | [1950..1953]          | BETWEEN '1961' AND '1962' | false   | false    |
      | 1956                  | FROM '1948' TO '1950'     | false   | false    |
      | 1956                  | BETWEEN '1948' AND '1950' | false   | false    |
      | 1956                  | FROM '1950' TO '1951'     | false   | false    |
      | 1956                  | BETWEEN '1950' AND '1951' | false   | false    |
      | 1956                  | FROM '1949' TO '1957'     | true    | true     |
      | 1956                  | BETWEEN '1949' AND '1957' | true    | true     |
      | 1956                  | FROM '1957' TO '1970'     | false   | false    |
      | 1956                  | BETWEEN '1957' AND '1970' | false   | false    |
      | 1956                  | FROM '1961' TO '1962'     | false   | false    |
      | 1956                  | BETWEEN '1961' AND '1962' | false   | false    |
      | 1950/                 | FROM '1948' TO '1950'     | false   | false    |
      | 1950/                 | BETWEEN '1948' AND '1950' | true    | true     |
      | 1950/                 | FROM '1950' TO '1951'     | true    | true     |
      | 1950/                 | BETWEEN '1950' AND '1951' | true    | true     |
      | 1950/                 | FROM '1949' TO '1957'     | true    | true     |
      | 1950/                 | BETWEEN '1949' AND '1957' | true    | true     |
      | 1950/                 | FROM '1957' TO '1970'     | false   | true     |
      | 1950/                 | BETWEEN '1957' AND '1970' | false   | true     |
      | 1950/                 | FROM '1961' TO '1962'     | false   | true     |
      | 1950/                 | BETWEEN '1961' AND '1962' | false   | true     |
      | /1960                 | FROM '1948' TO '1950'     | false   | true     |
      | /1960                 | BETWEEN '1948' AND '1950' | false   | true     |
      | /1960                 | FROM '1950' TO '1951'     | false   | true     |
      | /1960                 | BETWEEN '1950' AND '1951' | false   | true     |
      | /1960                 | FROM '1949' TO '1957'     | false   | true     |
      | /1960                 | BETWEEN '1949' AND '1957' | false   | true     |
      | /1960                 | FROM '1957' TO '1970'     | true    | true     |
      | /1960                 | BETWEEN '1957' AND '1970' | true    | true     |
      | /1960                 | FROM '1961' TO '1962'     | false   | false    |
      | /1960                 | BETWEEN '1961' AND '1962' | false   | false    |
      | 1950/..               | FROM '1948' TO '1950'     | false   | false    |
      | 1950/..               | BETWEEN '1948' AND '1950' | true    | true     |
      | 1950/..               | FROM '1950' TO '1951'     | true    | true     |
      | 1950/..               | BETWEEN '1950' AND '1951' | true    | true     |
      | 1950/..               | FROM '1949' TO '1957'     | true    | true     |
      | 1950/..               | BETWEEN '1949' AND '1957' | true    | true     |
      | 1950/..               | FROM '1957' TO '1970'     | true    | true     |
      | 1950/..               | BETWEEN '1957' AND '1970' | true    | true     |
      | 1950/..               | FROM '1961' TO '1962'     | true    | true     |
      | 1950/..               | BETWEEN '1961' AND '1962' | true    | true     |
