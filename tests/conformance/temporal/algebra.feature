Feature: The algebra of periods

  Of two periods the result is a period, with the exact four bounds, or a list of them.

  Scenario Outline: Functions of two periods
    When executing query:
      """
      RETURN <function>(edtf('<left>'), edtf('<right>')) AS result
      """
    Then the result should be, in any order:
      | result   |
      | <result> |

    Examples:
      | function     | left                  | right                 | result                                           |
      | intersection | 1950-01-01/1955-12-31 | 1953-01-01/1960-12-31 | '1953-01-01/1955-12-31'                          |
      | intersection | 1950-01-01/1955-12-31 | 1956-01-01/1960-12-31 | null                                             |
      | span         | 1950-01-01/1951-12-31 | 1953-01-01/1960-12-31 | '1950-01-01/1960-12-31'                          |
      | minus        | 1950-01-01/1959-12-31 | 1953-01-01/1954-12-31 | ['1950-01-01/1952-12-31', '1955-01-01/1959-12-31'] |
      | minus        | 1953-01-01/1954-12-31 | 1950-01-01/1959-12-31 | []                                               |
      | minus        | 1950-01-01/1959-12-31 | 1940-01-01/1954-12-31 | ['1955-01-01/1959-12-31']                        |

  Scenario Outline: When it holds for certain, and when it may
    When executing query:
      """
      RETURN <function>(edtf('<period>')) AS result
      """
    Then the result should be, in any order:
      | result   |
      | <result> |

    Examples:
      | function | period                | result                  |
      | core     | 1950/1960             | '1950-12-31/1960-01-01' |
      | hull     | 1950/1960             | '1950-01-01/1960-12-31' |
      | core     | 1950-01-01/1955-12-31 | '1950-01-01/1955-12-31' |
      | hull     | 1950~/1960            | '1949-01-01/1960-12-31' |
      | core     | 1950                  | null                    |

  Scenario: Periods that meet are joined
    When executing query:
      """
      UNWIND ['1950-01-01/1951-12-31', '1952-01-01/1953-12-31', '1955-01-01/1956-12-31'] AS p
      RETURN coalesce_periods(edtf(p)) AS joined
      """
    Then the result should be, in any order:
      | joined                                             |
      | ['1950-01-01/1953-12-31', '1955-01-01/1956-12-31'] |

  Scenario: While nothing was in force
    When executing query:
      """
      RETURN minus(['1950-01-01/1959-12-31'], ['1951-01-01/1952-12-31', '1955-01-01/1959-12-31']).certain AS gaps
      """
    Then the result should be, in any order:
      | gaps                                               |
      | ['1950-01-01/1950-12-31', '1953-01-01/1954-12-31'] |

  Scenario Outline: Bounds of a period
    When executing query:
      """
      WITH edtf('<period>') AS p
      RETURN p.earliest_start AS a, p.latest_start AS b, p.start AS start
      """
    Then the result should be, in any order:
      | a   | b   | start   |
      | <a> | <b> | <start> |

    Examples:
      | period     | a            | b            | start        |
      | 1950-03-04 | '1950-03-04' | '1950-03-04' | '1950-03-04' |
      | 1950       | '1950-01-01' | '1950-12-31' | null         |
      | 1950-03~   | '1950-02-01' | '1950-04-30' | null         |

  Scenario: A DATE stands where a period is expected
    When executing query:
      """
      RETURN edtf('1950-03-04/1950-03-06') CONTAINS date('1950-03-05') AS inside, edtf('1950') BEFORE date('1951-01-01') AS before
      """
    Then the result should be, in any order:
      | inside | before |
      | true   | true   |

  Scenario: An instant compares with a DATE as its first moment
    When executing query:
      """
      RETURN instant('1950-03-04') < date('1950-03-05') AS less, instant('1950-03-04') = date('1950-03-04') AS same
      """
    Then the result should be, in any order:
      | less | same |
      | true | true |

  Scenario: Signs do not compare periods
    When executing query:
      """
      MATCH ()-[r]->() WHERE valid(r) < '1950' RETURN r
      """
    Then an error mentions: BEFORE
