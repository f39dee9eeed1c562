Feature: Words that compare periods have three answers

  `true` where the comparison holds in every choice of the bounds, `false` where it holds in none, else null, which is
  shown as unknown. `BEFORE` and `PRECEDES` allow that the periods meet; `OVERLAPS` asks for an instant that both have;
  `DURING` and `CONTAINS` allow equal bounds. Two expressions are two choices, even where they are written alike.

  Scenario Outline: Two periods
    When executing query:
      """
      WITH edtf('<left>') AS p, edtf('<right>') AS q
      RETURN p <word> q AS answer, possibly(p <word> q) AS possible, certainly(p <word> q) AS certain
      """
    Then the result should be, in any order:
      | answer   | possible   | certain   |
      | <answer> | <possible> | <certain> |

    Examples:
      | left                  | word                 | right                 | answer | possible | certain |
      | 1950-01-02/1950-03-04 | BEFORE               | 1950-03-05/1950-04-01 | true   | true     | true    |
      | 1950-01-02/1950-03-04 | BEFORE               | 1950-01-02/1950-03-04 | false  | false    | false   |
      | 1950-02-01/1950-02-03 | BEFORE               | 1950-01-02/1950-03-04 | false  | false    | false   |
      | 1950                  | BEFORE               | 1951                  | true   | true     | true    |
      | 1950~                 | BEFORE               | 1951                  | null   | true     | false   |
      | 1950/1955             | BEFORE               | 1953/1960             | false  | false    | false   |
      | 1950/1955             | BEFORE               | 1955/1960             | null   | true     | false   |
      | 1950/..               | BEFORE               | 1960                  | false  | false    | false   |
      | 1950/                 | BEFORE               | 1960                  | null   | true     | false   |
      | 1956                  | BEFORE               | 1956                  | null   | true     | false   |
      | 1950-01-02/1950-03-04 | AFTER                | 1950-03-05/1950-04-01 | false  | false    | false   |
      | 1950-01-02/1950-03-04 | AFTER                | 1950-01-02/1950-03-04 | false  | false    | false   |
      | 1950-02-01/1950-02-03 | AFTER                | 1950-01-02/1950-03-04 | false  | false    | false   |
      | 1950                  | AFTER                | 1951                  | false  | false    | false   |
      | 1950~                 | AFTER                | 1951                  | null   | true     | false   |
      | 1950/1955             | AFTER                | 1953/1960             | false  | false    | false   |
      | 1950/1955             | AFTER                | 1955/1960             | false  | false    | false   |
      | 1950/..               | AFTER                | 1960                  | false  | false    | false   |
      | 1950/                 | AFTER                | 1960                  | false  | false    | false   |
      | 1956                  | AFTER                | 1956                  | null   | true     | false   |
      | 1950-01-02/1950-03-04 | PRECEDES             | 1950-03-05/1950-04-01 | true   | true     | true    |
      | 1950-01-02/1950-03-04 | PRECEDES             | 1950-01-02/1950-03-04 | false  | false    | false   |
      | 1950-02-01/1950-02-03 | PRECEDES             | 1950-01-02/1950-03-04 | false  | false    | false   |
      | 1950                  | PRECEDES             | 1951                  | true   | true     | true    |
      | 1950~                 | PRECEDES             | 1951                  | null   | true     | false   |
      | 1950/1955             | PRECEDES             | 1953/1960             | false  | false    | false   |
      | 1950/1955             | PRECEDES             | 1955/1960             | null   | true     | false   |
      | 1950/..               | PRECEDES             | 1960                  | false  | false    | false   |
      | 1950/                 | PRECEDES             | 1960                  | null   | true     | false   |
      | 1956                  | PRECEDES             | 1956                  | null   | true     | false   |
      | 1950-01-02/1950-03-04 | SUCCEEDS             | 1950-03-05/1950-04-01 | false  | false    | false   |
      | 1950-01-02/1950-03-04 | SUCCEEDS             | 1950-01-02/1950-03-04 | false  | false    | false   |
      | 1950-02-01/1950-02-03 | SUCCEEDS             | 1950-01-02/1950-03-04 | false  | false    | false   |
      | 1950                  | SUCCEEDS             | 1951                  | false  | false    | false   |
      | 1950~                 | SUCCEEDS             | 1951                  | null   | true     | false   |
      | 1950/1955             | SUCCEEDS             | 1953/1960             | false  | false    | false   |
      | 1950/1955             | SUCCEEDS             | 1955/1960             | false  | false    | false   |
      | 1950/..               | SUCCEEDS             | 1960                  | false  | false    | false   |
      | 1950/                 | SUCCEEDS             | 1960                  | false  | false    | false   |
      | 1956                  | SUCCEEDS             | 1956                  | null   | true     | false   |
      | 1950-01-02/1950-03-04 | OVERLAPS             | 1950-03-05/1950-04-01 | false  | false    | false   |
      | 1950-01-02/1950-03-04 | OVERLAPS             | 1950-01-02/1950-03-04 | true   | true     | true    |
      | 1950-02-01/1950-02-03 | OVERLAPS             | 1950-01-02/1950-03-04 | true   | true     | true    |
      | 1950                  | OVERLAPS             | 1951                  | false  | false    | false   |
      | 1950~                 | OVERLAPS             | 1951                  | null   | true     | false   |
      | 1950/1955             | OVERLAPS             | 1953/1960             | true   | true     | true    |
      | 1950/1955             | OVERLAPS             | 1955/1960             | null   | true     | false   |
      | 1950/..               | OVERLAPS             | 1960                  | true   | true     | true    |
      | 1950/                 | OVERLAPS             | 1960                  | null   | true     | false   |
      | 1956                  | OVERLAPS             | 1956                  | null   | true     | false   |
      | 1950-01-02/1950-03-04 | DURING               | 1950-03-05/1950-04-01 | false  | false    | false   |
      | 1950-01-02/1950-03-04 | DURING               | 1950-01-02/1950-03-04 | true   | true     | true    |
      | 1950-02-01/1950-02-03 | DURING               | 1950-01-02/1950-03-04 | true   | true     | true    |
      | 1950                  | DURING               | 1951                  | false  | false    | false   |
      | 1950~                 | DURING               | 1951                  | null   | true     | false   |
      | 1950/1955             | DURING               | 1953/1960             | false  | false    | false   |
      | 1950/1955             | DURING               | 1955/1960             | false  | false    | false   |
      | 1950/..               | DURING               | 1960                  | false  | false    | false   |
      | 1950/                 | DURING               | 1960                  | false  | false    | false   |
      | 1956                  | DURING               | 1956                  | null   | true     | false   |
      | 1950-01-02/1950-03-04 | CONTAINS             | 1950-03-05/1950-04-01 | false  | false    | false   |
      | 1950-01-02/1950-03-04 | CONTAINS             | 1950-01-02/1950-03-04 | true   | true     | true    |
      | 1950-02-01/1950-02-03 | CONTAINS             | 1950-01-02/1950-03-04 | false  | false    | false   |
      | 1950                  | CONTAINS             | 1951                  | false  | false    | false   |
      | 1950~                 | CONTAINS             | 1951                  | null   | true     | false   |
      | 1950/1955             | CONTAINS             | 1953/1960             | false  | false    | false   |
      | 1950/1955             | CONTAINS             | 1955/1960             | false  | false    | false   |
      | 1950/..               | CONTAINS             | 1960                  | true   | true     | true    |
      | 1950/                 | CONTAINS             | 1960                  | null   | true     | false   |
      | 1956                  | CONTAINS             | 1956                  | null   | true     | false   |
      | 1950-01-02/1950-03-04 | EQUALS               | 1950-03-05/1950-04-01 | false  | false    | false   |
      | 1950-01-02/1950-03-04 | EQUALS               | 1950-01-02/1950-03-04 | true   | true     | true    |
      | 1950-02-01/1950-02-03 | EQUALS               | 1950-01-02/1950-03-04 | false  | false    | false   |
      | 1950                  | EQUALS               | 1951                  | false  | false    | false   |
      | 1950~                 | EQUALS               | 1951                  | null   | true     | false   |
      | 1950/1955             | EQUALS               | 1953/1960             | false  | false    | false   |
      | 1950/1955             | EQUALS               | 1955/1960             | false  | false    | false   |
      | 1950/..               | EQUALS               | 1960                  | false  | false    | false   |
      | 1950/                 | EQUALS               | 1960                  | false  | false    | false   |
      | 1956                  | EQUALS               | 1956                  | null   | true     | false   |
      | 1950-01-02/1950-03-04 | IMMEDIATELY PRECEDES | 1950-03-05/1950-04-01 | true   | true     | true    |
      | 1950-01-02/1950-03-04 | IMMEDIATELY PRECEDES | 1950-01-02/1950-03-04 | false  | false    | false   |
      | 1950-02-01/1950-02-03 | IMMEDIATELY PRECEDES | 1950-01-02/1950-03-04 | false  | false    | false   |
      | 1950                  | IMMEDIATELY PRECEDES | 1951                  | null   | true     | false   |
      | 1950~                 | IMMEDIATELY PRECEDES | 1951                  | null   | true     | false   |
      | 1950/1955             | IMMEDIATELY PRECEDES | 1953/1960             | false  | false    | false   |
      | 1950/1955             | IMMEDIATELY PRECEDES | 1955/1960             | null   | true     | false   |
      | 1950/..               | IMMEDIATELY PRECEDES | 1960                  | false  | false    | false   |
      | 1950/                 | IMMEDIATELY PRECEDES | 1960                  | null   | true     | false   |
      | 1956                  | IMMEDIATELY PRECEDES | 1956                  | null   | true     | false   |
      | 1950-01-02/1950-03-04 | IMMEDIATELY SUCCEEDS | 1950-03-05/1950-04-01 | false  | false    | false   |
      | 1950-01-02/1950-03-04 | IMMEDIATELY SUCCEEDS | 1950-01-02/1950-03-04 | false  | false    | false   |
      | 1950-02-01/1950-02-03 | IMMEDIATELY SUCCEEDS | 1950-01-02/1950-03-04 | false  | false    | false   |
      | 1950                  | IMMEDIATELY SUCCEEDS | 1951                  | false  | false    | false   |
      | 1950~                 | IMMEDIATELY SUCCEEDS | 1951                  | null   | true     | false   |
      | 1950/1955             | IMMEDIATELY SUCCEEDS | 1953/1960             | false  | false    | false   |
      | 1950/1955             | IMMEDIATELY SUCCEEDS | 1955/1960             | false  | false    | false   |
      | 1950/..               | IMMEDIATELY SUCCEEDS | 1960                  | false  | false    | false   |
      | 1950/                 | IMMEDIATELY SUCCEEDS | 1960                  | false  | false    | false   |
      | 1956                  | IMMEDIATELY SUCCEEDS | 1956                  | null   | true     | false   |
