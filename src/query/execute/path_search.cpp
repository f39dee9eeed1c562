// Paths between two nodes of a row, or from one to all, as a selection has them.
#include "algorithms/path_finder.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "algorithms/earliest_arrival.hpp"
#include "algorithms/path_states.hpp"
#include "query/execute/evaluation.hpp"
#include "query/execute/operators.hpp"
#include "query/execute/path_absence.hpp"
#include "query/execute/steps.hpp"

namespace entente {
namespace {

class PathRows final : public RowSource {
 public:
  PathRows(const plan::PathSearch& node, ExecutionContext& context, const Value* argument)
      : node_(node),
        context_(context),
        input_(build(node.input, context, argument), context),
        view_(view_at(context, node.slice)),
        choice_(choice_of(node)),
        search_(view_, choice_),
        tells_why_(argument == nullptr) {
    if (node.selection.time == PathTime::kChronological)
      manner_ = std::make_shared<const PathSelection>(node.selection);
    if (node.arrival >= 0) arrivals_.emplace(view_, journey_of(choice_, view_.graph()));
  }

  bool produce(Batch& out) override {
    out.clear();
    while (!out.full()) {
      if (row_ != nullptr && (arrivals_ ? emit_arrival(out) : emit_path(out))) {
        found_ = true;
      } else if (!start_row()) {
        break;
      }
    }
    if (out.size() == 0) explain_absence();
    return out.size() > 0;
  }

  void restart() override {
    input_.restart();
    row_ = nullptr;
  }

 private:
  PathFinderChoice choice_of(const plan::PathSearch& node) {
    PathFinderChoice choice;
    choice.selection = node.selection;
    choice.steps = steps_of(node);
    choice.steps.through_apparatus = !node.without_apparatus;
    choice.min_length = static_cast<std::uint32_t>(std::min<std::uint64_t>(node.min, kUnbounded));
    choice.max_length = static_cast<std::uint32_t>(std::min<std::uint64_t>(node.max.value_or(kUnbounded), kUnbounded));
    choice.by_boost = context_.boost_paths;
    if (node.each) choice.allowed = [this](Edge edge) { return fulfils(edge); };
    return choice;
  }

  // The next row that has its ends. False at the end.
  bool start_row() {
    while ((row_ = input_.next()) != nullptr) {
      Vertex from = 0, to = 0;
      if (!node_in(row_[node_.from], from) || (node_.into && !node_in(row_[node_.to], to))) continue;
      // Of the first ends that there are; how to come back to where one is, only where nothing else is asked.
      if (!asked_ || asked_->first == asked_->second) asked_ = {from, node_.into ? std::optional(to) : std::nullopt};
      if (arrivals_) {
        arrivals_->run(from);
        place_ = 0;
        from_ = from;
      } else {
        search_.start(from, node_.into ? std::optional(to) : std::nullopt);
      }
      return true;
    }
    return false;
  }

  // At the end.
  void explain_absence() {
    constexpr Edge kMostRelations = 2'000'000;  // more take too long to be looked through for an explanation
    if (found_ || !asked_ || !tells_why_ || node_.each || view_.graph().edge_count() > kMostRelations) return;
    tells_why_ = false;
    context_.warnings.push_back(why_no_path(view_, choice_, asked_->first, asked_->second, node_.span));
  }

  // The condition on each relation of the path.
  bool fulfils(Edge edge) {
    row_[node_.item] = RelationshipRef{edge};
    return certainly(evaluate_truth(*node_.each, row_, context_));
  }

  // The next path of the row. False at the end.
  bool emit_path(Batch& out) {
    std::optional<Path> path = search_.next();
    if (!path) return false;
    emit(out, std::move(*path));
    return true;
  }

  // The next end with its moment, without the path to it; back to the start as a path of its own would come.
  bool emit_arrival(Batch& out) {
    for (const std::vector<Vertex>& reached = arrivals_->reached(); place_ < reached.size();) {
      const Vertex end = reached[place_++];
      Instant arrival = Instant::plus_infinity();
      if (end != from_) {
        arrival = within_dates(arrivals_->at(end));
      } else {
        if (node_.besides_start) continue;
        search_.start(end, end);
        const std::optional<Path> path = search_.next();
        if (!path) continue;
        const auto ends = ends_of_walk(view_.under(Reading::kCertain), *path, journey_of(choice_, view_.graph()));
        if (ends) arrival = ends->arrival;
      }
      Value* row = out.add(row_);
      if (node_.to >= 0) row[node_.to] = NodeRef{end};
      row[node_.arrival] = arrival == Instant::plus_infinity() ? Value() : Value(arrival);
      return true;
    }
    return false;
  }

  void emit(Batch& out, Path path) {
    path.manner = manner_;
    Value* row = out.add(row_);
    if (!node_.into && node_.to >= 0) row[node_.to] = path.nodes.back();
    if (node_.relationships >= 0) row[node_.relationships] = List(path.relationships.begin(), path.relationships.end());
    if (node_.path >= 0) row[node_.path] = std::move(path);
  }

  const plan::PathSearch& node_;
  ExecutionContext& context_;
  InputRows input_;
  const View& view_;
  PathFinderChoice choice_;
  PathFinder search_;
  std::optional<EarliestArrivals> arrivals_;  // where moments are asked for alone
  std::size_t place_ = 0;                     // among what these reached
  Vertex from_ = 0;
  Value* row_ = nullptr;
  std::shared_ptr<const PathSelection> manner_;                    // of the paths
  std::optional<std::pair<Vertex, std::optional<Vertex>>> asked_;  // ends that there were
  bool found_ = false;                                             // any path
  bool tells_why_;                                                 // there is none; in a subquery that is an answer
};

}  // namespace

RowSourcePtr make_source(const plan::PathSearch& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<PathRows>(node, context, argument);
}

}  // namespace entente
