// Keys of rows. Their bytes sort as what they say sorts; format.md shows each. The store puts the partition before
// them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "entente/model/ids.hpp"
#include "entente/time/instant.hpp"
#include "storage/store.hpp"

namespace entente {

// The partition of an entity and of its relations, and that of a name. There is one partition so far; the map of
// partitions is a register, so that it can grow.
constexpr PartitionId partition_of(EntityId) {
  return {0};
}
constexpr PartitionId partition_of_name(std::string_view) {
  return {0};
}
inline constexpr PartitionId kFirstPartition{0};  // holds the rows that belong to no entity and no name

// names: what a name stands for. kErased: the mark of a key that was erased, in place of a name (erased_keys.hpp).
enum class NameKind : char { kSymbol = 's', kEntity = 'e', kRelation = 'r', kFile = 'f', kErased = 'x' };
std::string name_key(NameKind kind, std::string_view name);
struct NameKey {
  NameKind kind;
  std::string_view name;
};
NameKey read_name_key(std::string_view key);

// entities
std::string entity_key(EntityId id);
EntityId read_entity_key(std::string_view key);

// out and in: `near` is the entity at whose row the relation stands: its source in out, its target in in.
// `start` is the latest start of the relation's validity; minus infinity where none is stated.
struct AdjacencyKey {
  EntityId near;
  SymbolId type;
  Instant start;
  RelationId relation;
  friend auto operator<=>(const AdjacencyKey&, const AdjacencyKey&) = default;
};
inline constexpr std::size_t kAdjacencyKeyBytes = 28;
void append_adjacency_key(std::string& out, const AdjacencyKey& key);
std::string adjacency_key(const AdjacencyKey& key);
AdjacencyKey read_adjacency_key(std::string_view key);

// history: a row of `family` that the commit `superseded` replaced or removed. `row_key` is its key there.
std::string history_key(TransactionId superseded, Family family, std::string_view row_key);
std::string history_prefix(TransactionId superseded);
struct HistoryKey {
  TransactionId superseded;
  Family family;
  std::string_view row_key;
};
HistoryKey read_history_key(std::string_view key);

// commits
std::string commit_key(TransactionId transaction);
TransactionId read_commit_key(std::string_view key);

// ontology: types, rules, expected findings and rules of properties, each in their order.
enum class OntologyKind : std::uint8_t {
  kEntityType = 0,
  kRelationType = 1,
  kRule = 2,
  kExpectedFinding = 3,
  kPropertyRule = 4
};
inline constexpr std::size_t kOntologyKinds = 5;
struct OntologyKey {
  OntologyKind kind;
  std::uint32_t index;
};
std::string ontology_key(const OntologyKey& key);
OntologyKey read_ontology_key(std::string_view key);

// The smallest key above all that begin with `prefix`; empty where there is none.
std::string end_of_prefix(std::string prefix);

// A key for people: `out: entity 0, type 1, from 1949-12-16, relation 0`. Never fails; undecodable bytes are shown in
// hex.
std::string describe_key(Family family, std::string_view key);

}  // namespace entente
