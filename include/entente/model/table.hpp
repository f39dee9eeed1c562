// A query's result: columns, rows, and what they were read at. Self-contained: it needs no database to be shown or
// exported.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/model/fact.hpp"
#include "entente/model/ids.hpp"
#include "entente/model/standing.hpp"
#include "entente/model/system_changes.hpp"
#include "entente/model/value.hpp"
#include "entente/time/reading.hpp"

namespace entente {

struct NodeRecord {
  EntityId id;
  std::string key;
  std::vector<std::string> labels;  // stated types first, then their supertypes
  std::optional<Validity> validity;
  std::vector<PropertyFact> properties;  // in order of key
  Attribution attribution;
  std::vector<Dating> datings = {};  // as of an EntityFact
};

struct RelationshipRecord {
  RelationId id;
  std::string key;  // empty: none was stated
  std::string type;
  std::uint32_t start = 0;  // indexes of the end nodes, in the same Elements
  std::uint32_t end = 0;
  std::optional<Validity> validity;
  std::vector<PropertyFact> properties;
  Attribution attribution;
  std::vector<Dating> datings = {};  // as of an EntityFact
};

// The entities and relations that a result mentions, by the index that NodeRef and RelationshipRef carry. The ends of
// each relationship are always among the nodes.
struct Elements {
  std::map<std::uint32_t, NodeRecord> nodes;
  std::map<std::uint32_t, RelationshipRecord> relationships;
};

// What a slice of valid time left out that other words would have kept: matches of the patterns of the statement, as
// far as they were counted.
struct Withheld {
  // Where nothing was matched and no weaker reading would match anything: why.
  struct Absence {
    std::size_t at_other_times = 0;           // matches in all of valid time
    std::string when = {};                    // these in words, as far as they are dated: "from 1949 until 2022"
    std::size_t by_others = 0;                // matches at that time where any source counts
    std::vector<std::string> ruled_out = {};  // by their lives, in each match: "Soviet Union, from 1922 until 1991"
  };
  std::size_t presumed = 0;  // more under PRESUMABLY
  std::size_t possible = 0;  // more under POSSIBLY, those included
  std::size_t within =
      0;  // of a slice longer than a day: more that certainly held at some time in it, if not throughout
  bool at_least = false;  // counting was broken off: there are these and more
  std::optional<Absence> absence = {};
  bool empty() const { return presumed == 0 && possible == 0 && within == 0 && !absence; }
};

// What a result was read at: the two clocks, and how sure its rows are.
struct ReadAt {
  TransactionId transaction;  // the newest commit that was seen
  SystemTime system_time;     // of that commit
  // Of a range of states, the oldest commit that was seen, and when it was made; 0: one state alone was asked.
  TransactionId first_transaction = {};
  SystemTime first_system_time = {};
  std::optional<Validity> valid_time;   // the slice of the statement's default clause; absent: all of valid time
  Reading reading = Reading::kCertain;  // the weakest that a clause of the statement asks for
  Withheld withheld = {};
  std::string slice = {};  // the date of the first slice that withholds, as it was written
};

// Something in the query that is probably not meant, and did not stop it: a label that nothing in the store has.
struct Warning {
  std::string message;
  SourceSpan span;   // a place in the query's text
  std::string hint;  // empty: none
};

// What was left out and how to ask for it, for people: "5 more presumably, 7 more possibly: PRESUMABLY AS OF, POSSIBLY
// AS OF". Empty: nothing was.
std::string describe_withheld(const ReadAt& at);

// What a statement that writes has done. A node that it made and deleted again counts as both.
struct UpdateCounts {
  std::size_t nodes_created = 0, nodes_deleted = 0;
  std::size_t relationships_created = 0, relationships_deleted = 0;
  std::size_t properties_set = 0;  // values that were given or taken away
  std::size_t labels_added = 0, labels_removed = 0;
  std::size_t times_set = 0;  // of nodes and relationships that were there: SET valid(x) = …
  std::size_t constraints_added = 0, constraints_removed = 0;
  std::size_t indexes_added = 0, indexes_removed = 0;
  friend bool operator==(const UpdateCounts&, const UpdateCounts&) = default;
};

// "1 node created, 2 properties set"; "nothing changed".
std::string describe_updates(const UpdateCounts& counts);

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<Value>> rows;  // each as long as `columns`
  Elements elements;
  ReadAt read_at;
  std::vector<Warning> warnings;
  std::vector<Standings> standings = {};               // of QueryOptions::cuts, and of the slice of the default clause
  std::optional<SystemStandings> system_changes = {};  // of Database::changed_facts
  std::optional<UpdateCounts> updates = {};            // of a statement that writes; absent: it only reads
};

}  // namespace entente
