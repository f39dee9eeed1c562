#include "query/update/draft.hpp"

#include <algorithm>
#include <bit>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"
#include "graph/overlay.hpp"
#include "graph/property_rules.hpp"
#include "model/supertypes.hpp"

namespace entente {
namespace {

// Without the labels that the ontology adds.
std::vector<std::string> stated_types(const NodeRecord& node, const Ontology& ontology) {
  std::vector<std::string> stated;
  std::set<std::string_view> implied;
  for (const std::string& label : node.labels) {
    if (implied.contains(label)) continue;
    for (const TypeAbove& type : with_supertypes(ontology, {&label, 1})) implied.insert(type.name);
    stated.push_back(label);
  }
  return stated;
}

// What plans rest on, beside the types that there are.
auto marks_of(const TemporalGraph& graph) {
  return std::tuple(graph.symbol_count(), graph.has_sets(), graph.has_sets_of_vertices(), graph.has_claims(),
                    std::bit_width(graph.vertex_count()), std::bit_width(graph.edge_count()));
}

[[noreturn]] void throw_removed(std::string_view what) {
  throw Error(ErrorCode::kNotFound, fmt::format("the {} was deleted before", what)).with_detail("DeletedEntityAccess");
}

}  // namespace

Draft::Draft(std::shared_ptr<const TemporalGraph> graph, NextIds next)
    : graph_(std::move(graph)),
      commit_{graph_->transaction().value + 1},
      next_(next),
      next_vertex_(graph_->vertex_count()),
      next_edge_(graph_->edge_limit()) {}

std::uint64_t Draft::id_of(RelationshipRef r) const {
  if (const auto found = ids_of_new_.find(r.index); found != ids_of_new_.end()) return found->second;
  return graph_->relation_id(r.index).value;
}

RelationshipRef Draft::current(RelationshipRef r) const {
  if (relationships_.empty() || r.index >= graph_->edge_limit()) return r;
  const auto found = relationships_.find(graph_->relation_id(r.index).value);
  return found == relationships_.end() ? r : RelationshipRef{found->second.edge};
}

void Draft::renew(Value& value) const {
  if (relationships_.empty()) return;
  switch (value.type()) {
    case ValueType::kRelationship:
      value = current(value.relationship());
      break;
    case ValueType::kPath: {
      Path path = value.path();
      for (RelationshipRef& r : path.relationships) r = current(r);
      value = Value(std::move(path));
      break;
    }
    case ValueType::kList: {
      List list = value.list();
      for (Value& item : list) renew(item);
      value = Value(std::move(list));
      break;
    }
    case ValueType::kMap: {
      Map map = value.map();
      for (auto& [key, item] : map) renew(item);
      value = Value(std::move(map));
      break;
    }
    default:
      break;
  }
}

Draft::Node& Draft::node(Vertex v) {
  const auto [found, is_first] = nodes_.try_emplace(v);
  Node& node = found->second;
  if (is_first) {
    NodeRecord record = graph_->node_record(v);
    node.id = record.id;
    node.fact.types = stated_types(record, graph_->ontology());
    node.fact.key = std::move(record.key);
    node.fact.validity = std::move(record.validity);
    node.fact.properties = std::move(record.properties);
    node.fact.attribution = std::move(record.attribution);
    node.fact.datings = std::move(record.datings);
  }
  return node;
}

Draft::Relationship& Draft::relationship(std::uint64_t id, Edge e) {
  const auto [found, is_first] = relationships_.try_emplace(id);
  Relationship& r = found->second;
  if (is_first) {
    RelationshipRecord record = graph_->relationship_record(e);
    r.edge = e;
    r.place = {{id}, graph_->entity_id(record.start), record.type, graph_->start(e)};
    r.from = record.start;
    r.to = record.end;
    r.fact.key = std::move(record.key);
    r.fact.type = std::move(record.type);
    r.fact.from = graph_->key(record.start);
    r.fact.to = graph_->key(record.end);
    r.fact.validity = std::move(record.validity);
    r.fact.properties = std::move(record.properties);
    r.fact.attribution = std::move(record.attribution);
    r.fact.datings = std::move(record.datings);
  }
  return r;
}

EntityFact& Draft::change(NodeRef ref) {
  Node& changed = node(ref.index);
  if (changed.is_removed) throw_removed("node");
  ++edits_;
  changed_nodes_.insert(ref.index);
  return changed.fact;
}

RelationFact& Draft::change(RelationshipRef ref) {
  const std::uint64_t id = id_of(ref);
  Relationship& changed = relationship(id, ref.index);
  if (changed.is_removed) throw_removed("relationship");
  ++edits_;
  changed_relationships_.try_emplace(id, false);
  return changed.fact;
}

std::pair<NodeRef, NodeRef> Draft::ends(RelationshipRef ref) {
  const Relationship& r = relationship(id_of(ref), ref.index);
  return {{r.from}, {r.to}};
}

bool Draft::is_removed(NodeRef ref) const {
  const auto found = nodes_.find(ref.index);
  return found != nodes_.end() && found->second.is_removed;
}

bool Draft::is_removed(RelationshipRef ref) const {
  if (relationships_.empty()) return false;
  const auto found = relationships_.find(id_of(ref));
  return found != relationships_.end() && found->second.is_removed;
}

std::string Draft::new_key(EntityId id) const {
  std::string key = fmt::format("node-{}", id.value);
  while (graph_->find(key) || new_keys_.contains(key)) key += '_';
  return key;
}

NodeRef Draft::add(EntityFact fact) {
  const bool has_key = !fact.key.empty();
  if (has_key && (graph_->find(fact.key) || !new_keys_.insert(fact.key).second))
    throw Error(ErrorCode::kInvalidData, fmt::format("there is an entity with the key \"{}\"", printable(fact.key)))
        .with_hint("MERGE takes the one that is there");
  ++edits_;
  const Vertex v = next_vertex_++;
  Node& node = nodes_[v];
  node.id = next_.entity;
  ++next_.entity.value;
  ++counts_.nodes_created;
  node.is_new = true;
  if (!has_key) fact.key = new_key(node.id);
  node.fact = std::move(fact);
  changed_nodes_.insert(v);
  return {v};
}

RelationshipRef Draft::add(RelationFact fact, NodeRef from, NodeRef to) {
  for (const NodeRef end : {from, to})
    if (is_removed(end)) throw_removed("node");
  ++edits_;
  const std::uint64_t id = next_.relation.value++;
  Relationship& r = relationships_[id];
  ++counts_.relationships_created;
  r.is_new = true;
  r.from = from.index;
  r.to = to.index;
  const auto key_of = [&](NodeRef end) {
    const auto changed = nodes_.find(end.index);
    return changed != nodes_.end() ? changed->second.fact.key : std::string(graph_->key(end.index));
  };
  fact.from = key_of(from);
  fact.to = key_of(to);
  r.fact = std::move(fact);
  r.edge = next_edge_++;
  changed_relationships_.emplace(id, true);
  ids_of_new_.emplace(r.edge, id);
  return {r.edge};
}

bool Draft::remove(NodeRef ref, bool detach) {
  Node& removed = node(ref.index);
  if (removed.is_removed) return false;
  removed.is_removed = true;
  ++edits_;
  ++counts_.nodes_deleted;
  loose_ends_.push_back(ref.index);
  changed_nodes_.insert(ref.index);
  if (!detach) return true;
  for (const EdgeRun& run : {graph_->out(ref.index), graph_->in(ref.index)})
    for (std::size_t i = 0; i < run.size(); ++i) remove(RelationshipRef{run.edge(i)});
  return true;
}

bool Draft::remove(RelationshipRef ref) {
  const std::uint64_t id = id_of(ref);
  Relationship& removed = relationship(id, ref.index);
  if (removed.is_removed) return false;
  removed.is_removed = true;
  ++edits_;
  ++counts_.relationships_deleted;
  changed_relationships_.emplace(id, false);
  return true;
}

std::vector<StoredProperty> Draft::stored(const std::vector<PropertyFact>& properties, CommitChanges& changes) const {
  std::vector<StoredProperty> result;
  for (const PropertyFact& p : properties)
    result.push_back({symbol_in_store(*graph_, p.key, changes.symbols), p.value, p.validity, p.sources});
  return result;
}

StoredEntity Draft::stored(const Node& node, CommitChanges& changes) const {
  StoredEntity entity;
  entity.id = node.id;
  entity.key = node.fact.key;
  for (const std::string& type : node.fact.types)
    entity.types.push_back(symbol_in_store(*graph_, type, changes.symbols));
  entity.validity = node.fact.validity;
  entity.properties = stored(node.fact.properties, changes);
  entity.attribution = node.fact.attribution;
  entity.datings = node.fact.datings;
  entity.system.recorded = commit_;
  return entity;
}

StoredRelation Draft::stored(std::uint64_t id, const Relationship& r, CommitChanges& changes) const {
  StoredRelation relation;
  relation.id = {id};
  relation.key = r.fact.key;
  relation.type = symbol_in_store(*graph_, r.fact.type, changes.symbols);
  relation.from = nodes_.contains(r.from) ? nodes_.at(r.from).id : graph_->entity_id(r.from);
  relation.to = nodes_.contains(r.to) ? nodes_.at(r.to).id : graph_->entity_id(r.to);
  relation.validity = r.fact.validity;
  relation.properties = stored(r.fact.properties, changes);
  relation.attribution = r.fact.attribution;
  relation.datings = r.fact.datings;
  relation.system.recorded = commit_;
  return relation;
}

void Draft::settle() {
  if (is_settled()) return;
  CommitChanges changes;
  changes.transaction = commit_;
  changes.system_time = graph_->system_time();
  for (const Vertex v : changed_nodes_) {
    const Node& node = nodes_.at(v);
    if (node.is_removed)
      changes.absent.push_back(node.id);
    else
      changes.entities.push_back(stored(node, changes));
  }
  // New ones first, whose edges are known already.
  std::vector<std::pair<Edge, std::uint64_t>> added;
  for (const auto& [id, is_new] : changed_relationships_) {
    Relationship& r = relationships_.at(id);
    if (!is_new)
      changes.gone.push_back({{id},
                              graph_->entity_id(r.from),
                              graph_->entity_id(r.to),
                              symbol_in_store(*graph_, r.fact.type, changes.symbols)});
    if (!is_new && r.is_removed) continue;
    if (!is_new) r.edge = next_edge_++;
    added.emplace_back(r.edge, id);
  }
  std::sort(added.begin(), added.end());
  bool has_new_type = false;
  for (const auto& [edge, id] : added) {
    changes.relations.push_back(stored(id, relationships_.at(id), changes));
    const std::optional<SymbolId> type = graph_->symbol(relationships_.at(id).fact.type);
    has_new_type = has_new_type || !type || !graph_->has_edges_of_type(*type);
  }
  auto next = with_draft(*graph_, changes);
  if (has_new_type || marks_of(*next) != marks_of(*graph_)) ++shape_;
  graph_ = std::move(next);
  changed_nodes_.clear();
  changed_relationships_.clear();
  ids_of_new_.clear();
  new_keys_.clear();
}

void Draft::check_ends() {
  for (const Vertex v : std::exchange(loose_ends_, {})) {
    if (graph_->out(v).size() == 0 && graph_->in(v).size() == 0) continue;
    throw Error(ErrorCode::kInvalidData, fmt::format("a node can't be deleted while relationships end at it: \"{}\"",
                                                     printable(nodes_.at(v).fact.key)))
        .with_hint("DETACH DELETE deletes them too")
        .with_detail("DeleteConnectedNode");
  }
  for (const Vertex v : std::exchange(relabelled_, {}))
    if (!is_removed(NodeRef{v})) check_labels(v);
}

void Draft::note_relabelled(NodeRef node) {
  const std::vector<RelationType>& types = graph_->ontology().relation_types;
  if (std::any_of(types.begin(), types.end(), [](const RelationType& type) { return type.strict; }))
    relabelled_.push_back(node.index);
}

void Draft::check_labels(Vertex v) const {
  for (const bool out : {true, false}) {
    const EdgeRun run = out ? graph_->out(v) : graph_->in(v);
    for (std::size_t i = 0; i < run.size(); ++i) {
      const RelationType* type = graph_->ontology().relation_type(graph_->symbol_name(run.type[i]));
      if (type == nullptr || !type->strict) continue;
      const std::vector<std::string>& wanted = out ? type->domain : type->range;
      const auto has = [&](const std::string& label) {
        const std::optional<SymbolId> symbol = graph_->symbol(label);
        return symbol && graph_->has_label(v, *symbol);
      };
      if (wanted.empty() || std::any_of(wanted.begin(), wanted.end(), has)) continue;
      throw Error(ErrorCode::kInvalidData,
                  fmt::format("{} {} at {}, and \"{}\" would be none", type->name, out ? "starts" : "ends",
                              fmt::join(wanted, " or "), printable(graph_->key(v))))
          .with_hint("delete the relationship first, or keep the label")
          .with_detail("ConstraintValidationFailed");
    }
  }
}

void Draft::check_rules() {
  const auto is_strict = [](const PropertyRule& rule) { return rule.strict; };
  const std::vector<PropertyRule>& rules = graph_->ontology().property_rules;
  if (std::none_of(rules.begin(), rules.end(), is_strict)) return;
  settle();
  const auto refuse = [](const PropertyRule& rule, const std::string& fact, const std::string& reason) {
    Error error(ErrorCode::kInvalidData, fmt::format("{} {}, against {}", fact, reason, in_words(rule)));
    error.at_runtime = true;
    throw error.with_detail("ConstraintValidationFailed");
  };
  for (const PropertyRule& rule : graph_->ontology().property_rules) {
    if (!rule.strict) continue;
    for (const auto& [v, node] : nodes_)
      if (const auto broken = broken_at(*graph_, rule, NodeRef{v}); broken && broken->certain)
        refuse(rule, fmt::format("the node \"{}\"", printable(node.fact.key)), broken->reason);
    for (const auto& [id, r] : relationships_)
      if (!r.is_removed)
        if (const auto broken = broken_at(*graph_, rule, RelationshipRef{r.edge}))
          refuse(rule,
                 fmt::format("a {} from \"{}\" to \"{}\"", r.fact.type, printable(r.fact.from), printable(r.fact.to)),
                 broken->reason);
  }
}

DraftFacts Draft::finish() const {
  DraftFacts facts;
  HashSet<std::string_view> made;
  for (const auto& [v, node] : nodes_)
    if (node.is_new && !node.is_removed) made.insert(node.fact.key);
  for (const auto& [v, node] : nodes_) {
    if (node.is_removed && node.is_new) continue;
    if (!node.is_removed)
      facts.entities.push_back(node.fact);
    else if (!made.contains(node.fact.key))  // else what was made under its key takes its place
      facts.retracted_entities.push_back(node.fact.key);
  }
  for (const auto& [id, r] : relationships_) {
    if (r.is_removed && r.is_new) continue;
    if (r.is_removed)
      facts.retracted.push_back(r.place);
    else if (r.is_new)
      facts.relations.push_back(r.fact);
    else
      facts.corrected.emplace_back(r.place, r.fact);
  }
  return facts;
}

}  // namespace entente
