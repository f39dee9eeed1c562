// A commit while statements make it: the facts that it changes, and the graph as they leave it.
//
// Changes are noted one by one and become visible together, by `settle`: then there is a graph that follows from the
// one before it (with_draft) at the cost of what was changed. Nodes keep their numbers in it; a relationship that was
// changed has another number, and `current` tells which.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash_map.hpp"
#include "entente/graph/temporal_graph.hpp"
#include "entente/model/fact.hpp"
#include "entente/model/table.hpp"
#include "entente/model/value.hpp"
#include "model/commit_changes.hpp"
#include "model/relation_place.hpp"

namespace entente {

// The next numbers that the store gives.
struct NextIds {
  EntityId entity;
  RelationId relation;
};

// What a commit is to do: facts to be stated, those of the store that are corrected among them, and what is to be taken
// back. All in order of their ids.
struct DraftFacts {
  std::vector<EntityFact> entities;
  std::vector<RelationFact> relations;                            // new ones
  std::vector<std::pair<RelationPlace, RelationFact>> corrected;  // of the store
  std::vector<RelationPlace> retracted;
  std::vector<std::string> retracted_entities;  // by key

  bool empty() const {
    return entities.empty() && relations.empty() && corrected.empty() && retracted.empty() &&
           retracted_entities.empty();
  }
};

class Draft {
 public:
  // Of a commit behind `graph`.
  Draft(std::shared_ptr<const TemporalGraph> graph, NextIds next);

  // As settled last. Graphs before it are kept by whoever holds them.
  const std::shared_ptr<const TemporalGraph>& graph() const { return graph_; }
  // Another number where a plan made for an earlier graph would not do, or not do well, for this one: there are names
  // or types that it did not find, facts with several stretches or datings, or much more than there was.
  std::uint64_t shape() const { return shape_; }
  bool is_settled() const { return changed_nodes_.empty() && changed_relationships_.empty(); }
  // How many facts were changed so far.
  std::size_t size() const { return nodes_.size() + relationships_.size(); }
  // Grows with each change that is asked for.
  std::uint64_t edits() const { return edits_; }
  // Makes what was changed visible. Cost: that, and the degrees of the nodes at which relationships changed.
  void settle();
  // What stands for a relationship now.
  RelationshipRef current(RelationshipRef r) const;
  // The same of all that a value holds.
  void renew(Value& value) const;

  // The facts as they are now, to be changed. Throws kNotFound, DeletedEntityAccess, where it was removed.
  EntityFact& change(NodeRef node);
  RelationFact& change(RelationshipRef r);
  // Where it begins and ends.
  std::pair<NodeRef, NodeRef> ends(RelationshipRef r);
  bool is_changed(NodeRef node) const { return changed_nodes_.contains(node.index); }
  bool is_changed(RelationshipRef r) const { return changed_relationships_.contains(id_of(r)); }
  bool is_removed(NodeRef node) const;
  bool is_removed(RelationshipRef r) const;

  // Where it has no key it gets one by its id, which no other entity ever had. Throws kInvalidData where another entity
  // has the key.
  NodeRef add(EntityFact fact);
  RelationshipRef add(RelationFact fact, NodeRef from, NodeRef to);
  // `detach`: with the relationships that end at it; without, they must be gone when the statement ends: `check_ends`.
  // Of what was removed already, nothing is done; it gives whether something was. Requires is_settled.
  bool remove(NodeRef node, bool detach);
  bool remove(RelationshipRef r);

  // What the statement at hand did: nodes and relationships alone are counted here.
  UpdateCounts& counts() { return counts_; }

  // To be called where a node has other labels: relationships of strict types may not end at it any more.
  void note_relabelled(NodeRef node);
  // Nodes were removed or have other labels, and their relationships were not looked at yet.
  bool has_loose_ends() const { return !loose_ends_.empty() || !relabelled_.empty(); }
  // Throws kInvalidData where a relationship ends at a node that was removed, or of a strict type at one that has no
  // label of those that the type asks for. Requires is_settled.
  void check_ends();

  // Throws kInvalidData where a fact that was changed breaks a strict rule of properties. Settles.
  void check_rules();

  // What the commit is to do.
  DraftFacts finish() const;

 private:
  struct Node {
    EntityFact fact;
    EntityId id;
    bool is_new = false, is_removed = false;
  };
  struct Relationship {
    RelationFact fact;
    RelationPlace place;
    Edge edge = 0;  // that stands for it, as settled last
    Vertex from = 0, to = 0;
    bool is_new = false, is_removed = false;
  };

  std::uint64_t id_of(RelationshipRef r) const;
  Node& node(Vertex v);
  Relationship& relationship(std::uint64_t id, Edge e);
  std::string new_key(EntityId id) const;
  std::vector<StoredProperty> stored(const std::vector<PropertyFact>& properties, CommitChanges& changes) const;
  StoredEntity stored(const Node& node, CommitChanges& changes) const;
  void check_labels(Vertex v) const;
  StoredRelation stored(std::uint64_t id, const Relationship& r, CommitChanges& changes) const;

  std::shared_ptr<const TemporalGraph> graph_;
  TransactionId commit_;
  UpdateCounts counts_;
  std::uint64_t edits_ = 0, shape_ = 0;
  std::vector<Vertex> loose_ends_, relabelled_;
  NextIds next_;
  Vertex next_vertex_;
  Edge next_edge_;
  std::map<Vertex, Node> nodes_;                         // that were ever changed
  std::map<std::uint64_t, Relationship> relationships_;  // likewise, by id
  std::set<Vertex> changed_nodes_;                       // since the last settle
  std::map<std::uint64_t, bool> changed_relationships_;  // likewise, by id; true: new
  HashSet<std::string> new_keys_;                        // of nodes that are not in the graph yet
  HashMap<Edge, std::uint64_t> ids_of_new_;              // of edges that are not in the graph yet
};

}  // namespace entente
