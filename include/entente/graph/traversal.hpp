// Steps along the relations of a view: the one way in which queries, paths, procedures and measures walk the graph.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "entente/graph/direction.hpp"
#include "entente/graph/temporal_graph.hpp"
#include "entente/graph/view.hpp"

namespace entente {

// Which relations a traversal may take.
struct StepChoice {
  std::vector<SymbolId> types = {};  // each once; empty with any_type: any, without it: none
  bool any_type = true;
  Direction direction = Direction::kBoth;  // as seen from where it stands
  // Of each of `types`, which way it is taken where `direction` is kOut, turned round where it is kIn; empty: kOut.
  std::vector<Direction> ways = {};
  // Relations of symmetric types are taken both ways, whatever the direction: which way round one is stored means
  // nothing. False: as stored, which is what an arrow in a pattern says.
  bool symmetric_both_ways = true;
  // Sources, works and whatever else the ontology calls apparatus are not stepped through; they can be where a walk
  // begins or ends.
  bool through_apparatus = true;

  // The direction of the type at this place of `types`.
  Direction direction_at(std::size_t place) const {
    if (ways.empty() || direction == Direction::kBoth) return direction;
    return direction == Direction::kOut ? ways[place] : reversed(ways[place]);
  }
};

inline bool is_apparatus(const TemporalGraph& graph, Vertex v) {
  const auto labels = graph.labels(v);
  return std::any_of(labels.begin(), labels.end(),
                     [&](SymbolId label) { return graph.traits().entity(label).is_apparatus; });
}

// The steps that a choice allows at a vertex of the view: out-edges before in-edges, each in the order of its row, with
// types in the order listed. `turned` looks from the other end, in-edges before out-edges, so that the relations
// between two vertices come in one order from either. An edge from a vertex to itself comes once. Vertices outside the
// view are never reached; starting at one gives nothing. The view and the choice must outlive the cursor.
//
//   StepCursor step;
//   for (step.start(view, choice, v); step.next();) visit(step.neighbor(), step.edge());
class StepCursor {
 public:
  void start(const View& view, const StepChoice& choice, Vertex at, bool turned = false) {
    view_ = &view;
    choice_ = &choice;
    at_ = at;
    turned_ = turned;
    types_ = choice.any_type ? 1 : choice.types.size();
    parts_ = view.admits_vertex(at) ? 2 * types_ : 0;
    part_ = first_ = end_ = place_ = count_ = 0;
  }

  // Goes to the next step. False at the end.
  bool next() {
    do {
      while (place_ < count_) {
        current_ = places_[place_++];
        if (is_wanted(run_.type[current_], run_.neighbor[current_])) return true;
      }
    } while (load_block() || load_row());
    return false;
  }

  Vertex neighbor() const { return run_.neighbor[current_]; }
  Edge edge() const { return run_.edge(current_); }
  SymbolId type() const { return run_.type[current_]; }

 private:
  static constexpr std::size_t kBlock = 64;

  bool is_symmetric(SymbolId type) const { return view_->graph().traits().relation(type).symmetric; }
  bool is_both_ways(SymbolId type) const { return choice_->symmetric_both_ways && is_symmetric(type); }
  bool is_along(bool out_row) const {
    return direction_ == Direction::kBoth || (direction_ == Direction::kOut) == out_row;
  }
  bool is_wanted(SymbolId type, Vertex neighbor) const {
    if (only_symmetric_ && !is_symmetric(type)) return false;
    // A loop stands in both rows.
    return neighbor != at_ || !second_ || !(is_along(!out_) || is_both_ways(type));
  }

  bool load_block() {
    if (first_ >= end_) return false;
    view_->poll();
    const std::size_t last = std::min(first_ + kBlock, end_);
    count_ = view_->select(run_, at_, out_, first_, last, places_);
    first_ = last;
    place_ = 0;
    return true;
  }

  // A row against the direction is walked for its symmetric types alone.
  bool load_row() {
    const TemporalGraph& graph = view_->graph();
    while (part_ < parts_) {
      second_ = part_ >= types_;
      const std::size_t type = second_ ? part_ - types_ : part_;
      ++part_;
      out_ = second_ == turned_;
      const Direction wanted_way = choice_->any_type ? choice_->direction : choice_->direction_at(type);
      direction_ = turned_ ? reversed(wanted_way) : wanted_way;
      only_symmetric_ = !is_along(out_);
      if (choice_->any_type) {
        if (only_symmetric_ && !choice_->symmetric_both_ways) continue;
        run_ = out_ ? graph.out(at_) : graph.in(at_);
        end_ = run_.size();
      } else {
        const SymbolId wanted = choice_->types[type];
        if (only_symmetric_ && !is_both_ways(wanted)) continue;
        run_ = out_ ? graph.out(at_, wanted) : graph.in(at_, wanted);
        end_ = view_->started(run_);
      }
      first_ = 0;
      if (load_block()) return true;
    }
    return false;
  }

  const View* view_ = nullptr;
  const StepChoice* choice_ = nullptr;
  EdgeRun run_;
  std::size_t first_ = 0, end_ = 0;                  // of the run, what is not looked at yet
  std::size_t place_ = 0, count_ = 0, current_ = 0;  // among the places chosen of the last block
  std::size_t part_ = 0, parts_ = 0, types_ = 0;     // rows: by type, first one side, then the other
  Vertex at_ = 0;
  Direction direction_ = Direction::kBoth;  // of the row
  bool turned_ = false, out_ = false, second_ = false, only_symmetric_ = false;
  std::uint32_t places_[kBlock];
};

// The same for many vertices, one after the other.
class Steps {
 public:
  Steps(const View& view, const StepChoice& choice) : view_(view), choice_(choice) {}

  // Calls step(cursor) for each step from `v`. Stops at the first call that returns true, and returns whether one did.
  template <class Step>
  bool from(Vertex v, const Step& step) const {
    StepCursor cursor;
    for (cursor.start(view_, choice_, v); cursor.next();) {
      if (step(cursor)) return true;
    }
    return false;
  }

  // The same for each vertex of a frontier, as step(vertex, cursor). Rows lie anywhere in memory, so each is asked for
  // a few vertices before its turn.
  template <class Step>
  bool from_each(std::span<const Vertex> frontier, const Step& step) const {
    for (std::size_t i = 0; i < frontier.size(); ++i) {
      prefetch(frontier, i);
      const Vertex v = frontier[i];
      if (from(v, [&](const StepCursor& cursor) { return step(v, cursor); })) return true;
    }
    return false;
  }

  // Calls visit(neighbour) for each step from the vertices of a frontier, for searches that ask where a step leads and
  // no more; a relation from a vertex to itself may be visited twice. Where every relation may be taken, rows are read
  // as they lie.
  template <class Visit>
  void neighbors_of(std::span<const Vertex> frontier, const Visit& visit) const {
    const bool takes_all =
        view_.is_whole() && choice_.any_type && (choice_.direction == Direction::kBoth || !choice_.symmetric_both_ways);
    if (!takes_all) {
      from_each(frontier, [&](Vertex, const StepCursor& step) {
        visit(step.neighbor());
        return false;
      });
      return;
    }
    const TemporalGraph& graph = view_.graph();
    for (std::size_t i = 0; i < frontier.size(); ++i) {
      prefetch(frontier, i);
      view_.poll();
      if (choice_.direction != Direction::kIn)
        for (const Vertex next : graph.out(frontier[i]).neighbor) visit(next);
      if (choice_.direction != Direction::kOut)
        for (const Vertex next : graph.in(frontier[i]).neighbor) visit(next);
    }
  }

 private:
  void prefetch(std::span<const Vertex> frontier, std::size_t i) const {
    constexpr std::size_t kRowAhead = 6, kOffsetAhead = 12;
    const TemporalGraph& graph = view_.graph();
    for (const bool out : {true, false}) {
      if (choice_.direction == (out ? Direction::kIn : Direction::kOut)) continue;
      if (i + kOffsetAhead < frontier.size()) graph.prefetch_offset(frontier[i + kOffsetAhead], out);
      if (i + kRowAhead < frontier.size()) graph.prefetch_row(frontier[i + kRowAhead], out);
    }
  }

  const View& view_;
  const StepChoice& choice_;
};

}  // namespace entente
