// What the checks share: a snapshot, where relations of its types may stand, when its entities existed, and its facts
// in words.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "algorithms/conflicts.hpp"
#include "base/hash_map.hpp"
#include "entente/graph/temporal_graph.hpp"
#include "entente/graph/view.hpp"
#include "entente/model/finding.hpp"

namespace entente::checks {

using Findings = std::vector<Finding>;

// The facts of a finding about many are listed up to here; its message says how many there are.
inline constexpr std::size_t kMostFacts = 20;

// The property that lists, by key, the entities and relations that a fact is concluded from.
inline constexpr std::string_view kRestsOn = "rests_on";

// The entity types that may stand at an end of a relation, and the relation type that says so.
struct AllowedEnds {
  const RelationType* said_by;
  std::vector<SymbolId> types;
};

// Where the relations of one type may stand: what its declaration says, and those of the types that it is a
// sub-relation of.
struct RelationRules {
  const RelationType* declared = nullptr;  // null: it is not
  std::vector<AllowedEnds> domain, range;  // all of them must be met
};

// A name or alias of an entity, without case and diacritics.
struct FoldedName {
  std::string text;
  Vertex entity;
  friend auto operator<=>(const FoldedName&, const FoldedName&) = default;
};

class CheckContext {
 public:
  // The snapshot must outlive it.
  explicit CheckContext(const TemporalGraph& graph);

  const TemporalGraph& graph() const { return graph_; }
  const View& view() const { return view_; }  // of all of it
  const RelationRules& rules(Edge e) const { return rules_[graph_.type(e).value]; }
  const RelationTraits& traits(Edge e) const { return graph_.traits().relation(graph_.type(e)); }

  // When an entity existed. Constant time, but for the first call about it.
  const Life& life(Vertex v) const;
  // What contradicts what, by the rules of `conflicts()`. Found at the first call.
  const Conflicts& conflicts() const;
  // The facts that state it: the entity, where it has a validity, and its relations of lifetime up to kMostFacts.
  std::vector<FindingFact> lifetime_facts(Vertex v) const;

  // A relation by its key; constant time, but for the first call.
  std::optional<Edge> find_relation(std::string_view key) const;

  // The entities that have a name or alias, at some time, which folds (base/text.hpp) to the same text as `name`, in
  // order. The first call looks at all names.
  std::vector<Vertex> named(std::string_view name) const;
  // All folded names, in order of name, then entity; none twice.
  const std::vector<FoldedName>& names() const;

  // For people: short enough for a line, without control characters.
  std::string name(Vertex v) const;
  std::string statement(Edge e) const;  // "Mao Zedong met Joseph Stalin"
  std::string type_in_words(SymbolId relation_type) const;
  std::string subject(Edge e) const;  // its key, or that of the entity at its start
  FindingFact fact(Vertex v) const;
  FindingFact fact_of_relation(Edge e) const;

 private:
  std::vector<Edge> lifetime_relations(Vertex v, std::size_t most) const;  // those with a stated time

  const TemporalGraph& graph_;
  std::optional<SymbolId> name_key_;
  const View view_;
  std::vector<RelationRules> rules_;  // by symbol
  mutable std::vector<std::optional<Life>> lives_;
  mutable std::optional<Conflicts> conflicts_;
  mutable std::optional<std::vector<FoldedName>> names_;
  mutable std::optional<HashMap<std::string_view, Edge>> relation_by_key_;
};

// `text` as part of a line: control characters become blanks, and much of it is cut.
std::string in_a_line(std::string_view text);

// The strings of a value: of a string itself, of a list its members; others have none.
std::vector<std::string> keys_in(const Value& value);

}  // namespace entente::checks
