Feature: Allen's thirteen relations

  Two periods stand in exactly one of thirteen relations (Allen 1983). `allen(p, q)` is that relation where every choice
  of the bounds has the same one, else null; `allen_possible(p, q)` has those of all choices: the first six and
  `equals`, then their inverses.

  Scenario Outline: The relations of two periods
    When executing query:
      """
      WITH edtf('<left>') AS p, edtf('<right>') AS q RETURN allen(p, q) AS one, allen_possible(p, q) AS possible
      """
    Then the result should be, in any order:
      | one   | possible |
      | <one> | <possible> |

    Examples:
      | left                  | right                 | one             | possible                                                                                                                                               |
      | 1950-01-02/1950-03-04 | 1950-03-06/1950-04-01 | 'before'        | ['before']                                                                                                                                             |
      | 1950-01-02/1950-03-04 | 1950-03-05/1950-04-01 | 'meets'         | ['meets']                                                                                                                                              |
      | 1950-01-02/1950-03-04 | 1950-02-05/1950-04-01 | 'overlaps'      | ['overlaps']                                                                                                                                           |
      | 1950-01-02/1950-04-01 | 1950-02-05/1950-04-01 | 'finished-by'   | ['finished-by']                                                                                                                                        |
      | 1950-01-02/1950-05-01 | 1950-02-05/1950-04-01 | 'contains'      | ['contains']                                                                                                                                           |
      | 1950-01-02/1950-03-04 | 1950-01-02/1950-04-01 | 'starts'        | ['starts']                                                                                                                                             |
      | 1950-01-02/1950-03-04 | 1950-01-02/1950-03-04 | 'equals'        | ['equals']                                                                                                                                             |
      | 1950-01-02/1950-05-01 | 1950-01-02/1950-04-01 | 'started-by'    | ['started-by']                                                                                                                                         |
      | 1950-03-02/1950-03-04 | 1950-01-02/1950-04-01 | 'during'        | ['during']                                                                                                                                             |
      | 1950-03-02/1950-04-01 | 1950-01-02/1950-04-01 | 'finishes'      | ['finishes']                                                                                                                                           |
      | 1950-03-02/1950-06-04 | 1950-01-02/1950-04-01 | 'overlapped-by' | ['overlapped-by']                                                                                                                                      |
      | 1950-04-02/1950-06-04 | 1950-01-02/1950-04-01 | 'met-by'        | ['met-by']                                                                                                                                             |
      | 1950-05-02/1950-06-04 | 1950-01-02/1950-04-01 | 'after'         | ['after']                                                                                                                                              |
      | 1950                  | 1951                  | null            | ['before', 'meets']                                                                                                                                    |
      | 1950                  | 1950-06-01            | null            | ['before', 'meets', 'overlaps', 'starts', 'during', 'finishes', 'equals', 'finished-by', 'contains', 'started-by', 'overlapped-by', 'met-by', 'after'] |
      | 1950/1955             | 1955/1960             | null            | ['before', 'meets', 'overlaps']                                                                                                                        |
      | 1950/1953             | 1951-02-03/1953-12-31 | null            | ['overlaps', 'finished-by']                                                                                                                            |
      | 1950/..               | 1960/..               | 'finished-by'   | ['finished-by']                                                                                                                                        |
      | ../1950               | 1940/1960             | 'overlaps'      | ['overlaps']                                                                                                                                           |
      | 1956~                 | 1956                  | null            | ['before', 'meets', 'overlaps', 'starts', 'during', 'finishes', 'equals', 'finished-by', 'contains', 'started-by', 'overlapped-by', 'met-by', 'after'] |
