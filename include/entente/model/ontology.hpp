// The types that a data set uses, and what is known of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

struct EntityType {
  std::string name;
  std::string parent;  // empty: a root
  std::string summary;
  friend bool operator==(const EntityType&, const EntityType&) = default;
};

enum class RelationKind : std::uint8_t { kState, kEvent, kTimeless };
std::string_view name(RelationKind kind);  // "state", "event", "timeless"

struct RelationType {
  std::string name;
  std::string summary;
  RelationKind kind = RelationKind::kState;
  std::vector<std::string> domain;  // entity types at the start; empty: any
  std::vector<std::string> range;   // entity types at the end; empty: any
  std::string inverse;              // the name for reading it backwards; empty: none
  std::string sub_relation_of;      // empty: none
  bool symmetric = false;           // its direction means nothing
  bool single_valued = false;       // at most one end at an instant
  bool strict = false;              // a record that breaks domain or range is rejected, not just reported
  friend bool operator==(const RelationType&, const RelationType&) = default;
};

struct Ontology {
  std::vector<EntityType> entity_types;
  std::vector<RelationType> relation_types;

  const EntityType* entity_type(std::string_view name) const;      // null: not declared
  const RelationType* relation_type(std::string_view name) const;  // null: not declared
  // The type itself, then its ancestors. A name that is not declared is its own only ancestor.
  std::vector<std::string> supertypes(std::string_view entity_type) const;
  // The relation type itself and all its sub-relations.
  std::vector<std::string> subrelations(std::string_view relation_type) const;
  // The first fault (duplicate name, unknown parent, a cycle), or empty.
  std::string fault() const;

  friend bool operator==(const Ontology&, const Ontology&) = default;
};

}  // namespace entente
