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
#include "entente/model/value.hpp"

namespace entente {

struct NodeRecord {
  EntityId id;
  std::string key;
  std::vector<std::string> labels;  // stated types first, then their supertypes
  std::optional<Validity> validity;
  std::vector<PropertyFact> properties;  // in order of key
  Attribution attribution;
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
};

// The entities and relations that a result mentions, by the index that NodeRef and RelationshipRef carry. The ends of
// each relationship are always among the nodes.
struct Elements {
  std::map<std::uint32_t, NodeRecord> nodes;
  std::map<std::uint32_t, RelationshipRecord> relationships;
};

// What a result was read at: the two clocks, and how sure its rows are.
struct ReadAt {
  TransactionId transaction;           // the newest commit that was seen
  SystemTime system_time;              // of that commit
  std::optional<Validity> valid_time;  // the slice of the statement's default clause; absent: all of valid time
  bool possible = false;               // rows may hold facts that only may have held (POSSIBLY)
};

// Something in the query that is probably not meant, and did not stop it: a label that nothing in the store has.
struct Warning {
  std::string message;
  SourceSpan span;   // a place in the query's text
  std::string hint;  // empty: none
};

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<Value>> rows;  // each as long as `columns`
  Elements elements;
  ReadAt read_at;
  std::vector<Warning> warnings;
};

}  // namespace entente
