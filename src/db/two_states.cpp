#include "db/two_states.hpp"

#include "base/hash_map.hpp"
#include "query/execute/system_time.hpp"

namespace entente {
namespace {

// Elements of two snapshots under one numbering: those of the later keep their numbers, those that only the earlier has
// come behind.
class TwoStates {
 public:
  TwoStates(const TemporalGraph& before, const TemporalGraph& after, Table& table)
      : before_(before), after_(after), elements_(table.elements) {}

  std::uint32_t add_node(const std::string& key) {
    const std::optional<Vertex> v = after_.find(key);
    const std::uint32_t index = v ? *v : after_.vertex_count() + before_.find(key).value();
    if (!elements_.nodes.contains(index))
      elements_.nodes.emplace(index, v ? after_.node_record(*v) : before_.node_record(before_.find(key).value()));
    return index;
  }

  std::uint32_t add_relationship(const TemporalGraph& graph, Edge e) {
    RelationshipRecord record = graph.relationship_record(e);
    record.start = add_node(std::string(graph.key(graph.source(e))));
    record.end = add_node(std::string(graph.key(graph.target(e))));
    const std::uint32_t index = &graph == &after_ ? e : after_.edge_limit() + e;
    elements_.relationships.emplace(index, std::move(record));
    return index;
  }

 private:
  const TemporalGraph &before_, &after_;
  Elements& elements_;
};

}  // namespace

Table two_states(const TemporalGraph& before, const TemporalGraph& after, const SystemDiff& diff) {
  Table table;
  table.read_at.transaction = diff.to;
  table.read_at.system_time = diff.to_time;
  warn_of_erased(diff.erased_entities, diff.erased_relations, {}, table.warnings);
  SystemStandings& standings = table.system_changes.emplace();
  standings.from = diff.from;
  standings.to = diff.to;
  standings.from_time = diff.from_time;
  standings.to_time = diff.to_time;
  TwoStates states(before, after, table);
  HashMap<std::uint64_t, const SystemChange*> known, retracted;  // relations, by id in the state that shows them
  for (const SystemChange& change : diff.changes) {
    if (!change.is_relation)
      standings.nodes.emplace(states.add_node(change.key), change);
    else
      (change.kind == SystemChangeKind::kRetracted ? retracted : known).emplace(change.id, &change);
  }
  const auto add_relations = [&](const TemporalGraph& graph,
                                 const HashMap<std::uint64_t, const SystemChange*>& chosen) {
    if (chosen.empty()) return;
    for (const Edge e : graph.edges())
      if (const auto change = chosen.find(graph.relation_id(e).value); change != chosen.end())
        standings.relationships.emplace(states.add_relationship(graph, e), *change->second);
  };
  add_relations(after, known);
  add_relations(before, retracted);
  return table;
}

}  // namespace entente
