// How many rows the steps of a pattern are likely to give. Rough on purpose: counts of labels and relation types of the
// snapshot, and fixed guesses for conditions. Only the comparison of two orders matters.
#pragma once

#include <optional>
#include <vector>

#include "entente/graph/temporal_graph.hpp"
#include "query/plan/pattern_graph.hpp"
#include "query/plan/traverse.hpp"

namespace entente {

class Cardinality {
 public:
  Cardinality(const plan::PatternGraph& pattern, const TemporalGraph& graph);

  // Nodes that fulfil what is asked of this node alone; and how many have to be looked at to find them.
  double nodes(int node) const { return nodes_[node].rows; }
  double scanned(int node) const { return nodes_[node].scanned; }
  // Is it found by the value of a property, as a few are.
  bool is_sought(int node) const { return nodes_[node].sought; }

  // Rows for one row in which only one end (the `to` end where reversed) is known; and where both are.
  double followed(int relationship, bool reversed) const;
  double closed(int relationship, bool reversed) const;

  // Rows of a scan of all relationships of the types of a pattern, in the stated directions.
  double relationships(int relationship) const;
  // What is asked of the two ends of such a row, as the part of rows that fulfil it.
  double both_ends(int relationship) const;

 private:
  struct Node {
    double rows = 0;      // that fulfil all conditions
    double labelled = 0;  // that have the labels
    double scanned = 0;
    double selectivity = 1;  // part of the labelled ones that fulfil the other conditions
    bool sought = false;     // found by the value of a property
    std::vector<SymbolId> labels;
  };

  void read_conditions();
  void read_condition(const plan::ExpressionPtr& condition, const plan::SlotSet& own);
  void read_labels(const plan::LabelTest& test, Node& node) const;
  double typed(const plan::PatternRelationship& r) const;
  // The part of the relationships' ends that has the node's labels; how many nodes the ends are spread over;
  // relationships a node.
  double labelled_ends(const plan::PatternRelationship& r, int node) const;
  double ends(const plan::PatternRelationship& r) const;
  double fanout(const plan::PatternRelationship& r) const;

  const plan::PatternGraph& pattern_;
  const TemporalGraph& graph_;
  std::vector<Node> nodes_;
  std::vector<double> selectivity_;  // of relationships: part that fulfils the conditions on it alone
};

}  // namespace entente
