Feature: Paths in time

  A journey takes its relationships one after the other: each is taken at a moment when it holds, none before the one
  ahead of it. Without a time that relationships take, several may be taken at one moment, unless `STRICTLY`. On a
  continuous path all relationships hold at one moment.

  Background:
    Given the facts:
      """
      {"id": "a", "type": "P", "name": "A"}
      {"id": "b", "type": "P", "name": "B"}
      {"id": "c", "type": "P", "name": "C"}
      {"id": "d", "type": "P", "name": "D"}
      {"from": "a", "to": "b", "type": "MET", "valid": "1950-01-10"}
      {"from": "b", "to": "c", "type": "MET", "valid": "1950-02-10"}
      {"from": "c", "to": "d", "type": "MET", "valid": "1950-01-20"}
      {"from": "a", "to": "c", "type": "KNEW", "valid": "1949-01-01/1950-12-31"}
      {"from": "c", "to": "d", "type": "KNEW", "valid": "1950-06-01/1955-12-31"}
      """

  Scenario: A chain forward in time
    When executing query:
      """
      MATCH p = CHRONOLOGICAL ANY SHORTEST (:P {name: 'A'})-[:MET]->+(:P {name: 'C'})
      RETURN [n IN nodes(p) | n.name] AS names
      """
    Then the result should be, in any order:
      | names           |
      | ['A', 'B', 'C'] |

  Scenario: No chain backward in time
    When executing query:
      """
      MATCH p = CHRONOLOGICAL ANY SHORTEST (:P {name: 'A'})-[:MET]->+(:P {name: 'D'}) RETURN p
      """
    Then the result should be empty

  Scenario: The same chain without order in time
    When executing query:
      """
      MATCH p = ANY SHORTEST (:P {name: 'A'})-[:MET]->+(:P {name: 'D'}) RETURN [n IN nodes(p) | n.name] AS names
      """
    Then the result should be, in any order:
      | names                |
      | ['A', 'B', 'C', 'D'] |

  Scenario: Relationships that hold together
    When executing query:
      """
      MATCH p = CONTINUOUS ANY SHORTEST (:P {name: 'A'})-[:KNEW]->+(:P {name: 'D'})
      RETURN length(p) AS hops, continuous(p) AS continuous, valid(p).edtf AS together
      """
    Then the result should be, in any order:
      | hops | continuous | together                |
      | 2    | true       | '1950-06-01/1950-12-31' |

  Scenario: Relationships that do not hold together
    Given having committed:
      """
      MATCH (:P {name: 'C'})-[r:KNEW]->() SET valid(r) = '1951-06-01/1955-12-31'
      """
    When executing query:
      """
      MATCH p = CONTINUOUS ANY SHORTEST (:P {name: 'A'})-[:KNEW]->+(:P {name: 'D'}) RETURN p
      """
    Then the result should be empty

  Scenario: States that follow one another are a journey
    Given having committed:
      """
      MATCH (:P {name: 'C'})-[r:KNEW]->() SET valid(r) = '1951-06-01/1955-12-31'
      """
    When executing query:
      """
      MATCH p = CHRONOLOGICAL ANY SHORTEST (:P {name: 'A'})-[:KNEW]->+(:P {name: 'D'}) RETURN length(p) AS hops
      """
    Then the result should be, in any order:
      | hops |
      | 2    |

  Scenario: The earliest arrival
    When executing query:
      """
      MATCH p = EARLIEST ARRIVAL (:P {name: 'A'})-[:MET|KNEW]->+(:P {name: 'D'})
      RETURN [r IN relationships(p) | type(r)] AS types, arrival(p) AS arrival
      """
    # A knew C when C met D on 20 January 1950.
    Then the result should be, in any order:
      | types           | arrival      |
      | ['KNEW', 'MET'] | '1950-01-20' |

  Scenario: The latest departure
    When executing query:
      """
      MATCH p = LATEST DEPARTURE (:P {name: 'A'})-[:MET]->+(:P {name: 'C'}) RETURN length(p) AS hops
      """
    Then the result should be, in any order:
      | hops |
      | 2    |

  Scenario: A vague meeting makes a chain possible
    Given having committed:
      """
      MATCH (:P {name: 'C'})-[r:MET]->() SET valid(r) = '1950-02?'
      """
    When executing query:
      """
      MATCH p = CHRONOLOGICAL ANY SHORTEST (:P {name: 'A'})-[:MET]->+(:P {name: 'D'}) RETURN p
      """
    Then the result should be empty
    When executing query:
      """
      MATCH p = POSSIBLY CHRONOLOGICAL ANY SHORTEST (:P {name: 'A'})-[:MET]->+(:P {name: 'D'}) RETURN length(p) AS hops
      """
    Then the result should be, in any order:
      | hops |
      | 3    |

  Scenario: A window cuts journeys
    When executing query:
      """
      MATCH p = CHRONOLOGICAL ANY SHORTEST (:P {name: 'A'})-[:MET]->+(:P {name: 'C'})
      FOR VALID_TIME FROM '1950-02-01' TO '1951' RETURN p
      """
    Then the result should be empty
