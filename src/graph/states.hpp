// The states that a store showed, one commit after the other, as graphs that number vertices and edges alike; and one
// graph that knows all versions of their facts, so that what is found in any of the states can be spoken of there.
//
// A vertex has one number in all of them, as long as its version is the newest one; in the graph of all an earlier
// version is a vertex of its own, to which `number_of` leads. So is an edge that some state showed at such a version:
// each version of an entity has the relations that it was known with.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/hash_map.hpp"
#include "entente/graph/temporal_graph.hpp"
#include "entente/model/stored_fact.hpp"

namespace entente {

class GraphStates {
 public:
  // Those that differ from the one before, the oldest first. A vertex of one may be absent from it
  // (TemporalGraph::is_absent): the entity comes later, or was taken back.
  const std::vector<std::shared_ptr<const TemporalGraph>>& graphs() const { return graphs_; }
  // What a vertex of one of these is in the graph of all.
  Vertex number_of(const TemporalGraph& state, Vertex v) const;
  Edge number_of_edge(const TemporalGraph& state, Edge e) const;
  // Whether the range has no beginning, and earlier states were forgotten.
  bool lacks_forgotten() const { return lacks_forgotten_; }

 private:
  friend class GraphStatesBuilder;
  std::vector<std::shared_ptr<const TemporalGraph>> graphs_;
  HashMap<std::pair<Vertex, std::uint64_t>, Vertex> former_;  // by vertex and the commit that recorded the version
  HashSet<Vertex> changing_;                                  // of these
  HashMap<std::tuple<Edge, Vertex, Vertex>, Edge> edges_;     // by the edge, and its ends in the graph of all
  bool lacks_forgotten_ = false;
};

// Collects every version that the states of commits `first` to `last` show, in any order.
class GraphStatesBuilder {
 public:
  using CommitTimes = std::shared_ptr<const std::vector<SystemTime>>;
  // `symbols[i]` is the name of SymbolId{i}; `times` are those of all commits, from 1 on; `first` is at least 1.
  GraphStatesBuilder(std::vector<std::string> symbols, Ontology ontology, TransactionId first, TransactionId last,
                     CommitTimes times);

  void add(StoredEntity entity);
  void add(StoredRelation relation);
  // What is missing since it was erased later, of the state that lacks most.
  void set_erased(std::size_t entities, std::size_t relations);
  void set_lacks_forgotten() { lacks_forgotten_ = true; }

  // The graph of all, which leads to the states by `states()`. Throws as GraphBuilder::build. Cost: that of loading
  // the first state, and of following each commit behind it.
  std::shared_ptr<const TemporalGraph> build();

 private:
  std::shared_ptr<const TemporalGraph> first_state();
  std::shared_ptr<const TemporalGraph> all(const TemporalGraph& last, GraphStates& states) const;
  void add_former_vertices(const TemporalGraph& last, GraphStates& states, Overlay& overlay) const;
  void add_former_edges(const TemporalGraph& last, GraphStates& states, Overlay& overlay) const;
  bool is_shown(const SystemPeriod& system, TransactionId commit) const {
    return system.recorded <= commit && system.superseded > commit;
  }

  std::vector<std::string> symbols_;
  Ontology ontology_;
  TransactionId first_, last_;
  CommitTimes times_;
  std::size_t erased_entities_ = 0, erased_relations_ = 0;
  bool lacks_forgotten_ = false;
  std::map<std::uint64_t, std::vector<StoredEntity>> entities_;  // versions by id
  std::vector<StoredRelation> relations_;
};

}  // namespace entente
