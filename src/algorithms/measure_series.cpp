#include "algorithms/measure_series.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "algorithms/network_of.hpp"

namespace entente {
namespace {

// A tie in the slices from `first` to `last`, both included.
struct Stay {
  Tie tie;
  std::uint16_t first, last;
};

// Which of a row of slices a stretch of time meets: those between two places.
class SlicePlaces {
 public:
  explicit SlicePlaces(std::span<const Timeslice> slices) : slices_(slices) {
    const Timeslice& one = slices.front();
    throughout_ = one.kind == Timeslice::Kind::kThroughout;
    const double length = static_cast<double>(slices.back().from.seconds - one.from.seconds);
    per_second_ = length > 0 ? static_cast<double>(slices.size() - 1) / length : 0;
  }

  // The first slice that does not lie wholly before `start`, the first behind that lies wholly after `end`.
  std::size_t first(Instant start) const {
    return partition(start, [&](const Timeslice& s) { return throughout_ ? s.from < start : s.to <= start; });
  }
  std::size_t behind(Instant end) const {
    return partition(end, [&](const Timeslice& s) { return throughout_ ? s.to <= end : s.from < end; });
  }

 private:
  // How many slices come before: `is_before` holds of the first ones. Steps are about equal, so a guess is near.
  template <class IsBefore>
  std::size_t partition(Instant near, const IsBefore& is_before) const {
    const double guess =
        per_second_ * (static_cast<double>(near.seconds) - static_cast<double>(slices_.front().from.seconds));
    std::size_t place = static_cast<std::size_t>(std::clamp(guess, 0.0, static_cast<double>(slices_.size())));
    while (place > 0 && !is_before(slices_[place - 1])) --place;
    while (place < slices_.size() && is_before(slices_[place])) ++place;
    return place;
  }

  std::span<const Timeslice> slices_;
  bool throughout_;
  double per_second_;
};

// Stays in order of the slice in which they begin, and places of them in order of that in which they end.
class Stays {
 public:
  Stays(const View& view, const SeriesChoice& choice) : slices_(choice.slices.size()) {
    std::vector<View> views;
    for (const Timeslice& slice : choice.slices) views.push_back(view.in(slice));
    std::vector<Stay> found = find(view, choice, views);
    begins_.assign(slices_ + 1, 0);
    ends_.assign(slices_ + 1, 0);
    for (const Stay& s : found) ++begins_[s.first + 1U], ++ends_[s.last + 1U];
    for (std::size_t i = 1; i <= slices_; ++i) begins_[i] += begins_[i - 1], ends_[i] += ends_[i - 1];
    stays_.resize(found.size());
    by_end_.resize(found.size());
    std::vector<std::size_t> at_begin = begins_, at_end = ends_;
    for (const Stay& s : found) stays_[at_begin[s.first]++] = s;
    for (std::uint32_t i = 0; i < stays_.size(); ++i) by_end_[at_end[stays_[i].last]++] = i;
  }

  // That take part in the slice and not in the one before.
  std::span<const Stay> entering(std::size_t slice) const {
    return {stays_.data() + begins_[slice], begins_[slice + 1] - begins_[slice]};
  }
  // Calls visit(stay) for those that took part in the slice before and do so no longer.
  template <class Visit>
  void each_left(std::size_t slice, const Visit& visit) const {
    if (slice == 0) return;
    for (std::size_t i = ends_[slice - 1]; i < ends_[slice]; ++i) visit(stays_[by_end_[i]]);
  }

 private:
  std::vector<Stay> find(const View& view, const SeriesChoice& choice, const std::vector<View>& views) const {
    const TemporalGraph& graph = view.graph();
    const SlicePlaces places(choice.slices);
    const bool told_by_rows = views.front().is_told_by_rows();
    MemoryCharge kept(view.watch());
    std::vector<Stay> found;
    const auto add = [&](const Tie& tie, std::size_t first, std::size_t behind) {
      if (found.size() % kChargedAtOnce == 0) kept.add(kChargedAtOnce * (sizeof(Stay) + sizeof(std::uint32_t)));
      found.push_back({tie, static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(behind - 1)});
    };
    TieChoice(view, choice.steps).each([&](Edge e, const Tie& tie) {
      if (told_by_rows && !graph.is_set(e)) {
        const std::size_t first = places.first(graph.start(e)), behind = places.behind(graph.end(e));
        if (first < behind) add(tie, first, behind);
        return;
      }
      // In none where it can't have held; in which of the others, each slice says.
      const Period period = views.front().period(e);
      std::size_t first = places.first(period.earliest_start);
      const std::size_t behind = places.behind(period.latest_end);
      while (first < behind) {
        std::size_t end = first;
        while (end < behind && views[end].admits(e)) ++end;
        if (end > first) add(tie, first, end);
        first = std::max(end, first + 1);
      }
    });
    return found;
  }

  static constexpr std::size_t kChargedAtOnce = 1024;
  std::size_t slices_;
  std::vector<Stay> stays_;
  std::vector<std::uint32_t> by_end_;
  std::vector<std::size_t> begins_, ends_;  // by slice, where those of it begin; one more
};

// The wanted ones of the scores of one slice after another.
class Wanted {
 public:
  Wanted(const SeriesChoice& choice, std::vector<SeriesScore>& found) : choice_(choice), found_(found) {}

  // `score(v)` is absent for a vertex that is no member; `members` are asked where nobody is named, in order.
  template <class Members, class Score>
  void add(std::size_t slice, const Members& each_member, const Score& score) {
    std::vector<SeriesScore> best;
    if (!choice_.of.empty()) {
      for (const Vertex v : choice_.of) best.push_back({slice, v, score(v)});
      std::stable_sort(best.begin(), best.end(), is_before);
    } else if (choice_.top > 0) {
      each_member([&](Vertex v, double s) {
        const SeriesScore next{slice, v, s};
        if (best.size() == choice_.top) {
          if (!is_before(next, best.front())) return;
          std::pop_heap(best.begin(), best.end(), is_before);
          best.back() = next;
        } else {
          best.push_back(next);
        }
        std::push_heap(best.begin(), best.end(), is_before);
      });
      std::sort_heap(best.begin(), best.end(), is_before);
    }
    found_.insert(found_.end(), best.begin(), best.end());
  }

 private:
  static bool is_before(const SeriesScore& a, const SeriesScore& b) {
    constexpr double kFarApart = 1e-10;  // of the larger: more than the digits that don't count
    if (!a.score || !b.score)
      return a.score.has_value() != b.score.has_value() ? a.score.has_value() : a.vertex < b.vertex;
    if (std::abs(*a.score - *b.score) > kFarApart * std::max(std::abs(*a.score), std::abs(*b.score)))
      return *a.score > *b.score;
    if (*a.score == *b.score) return a.vertex < b.vertex;
    const double one = without_last_digits(*a.score), other = without_last_digits(*b.score);
    return one != other ? one > other : a.vertex < b.vertex;
  }

  const SeriesChoice& choice_;
  std::vector<SeriesScore>& found_;
};

void count_ties(const View& view, const SeriesChoice& choice, const Stays& stays, Wanted& wanted) {
  std::vector<std::uint32_t> count(view.graph().vertex_count());
  for (std::size_t slice = 0; slice < choice.slices.size(); ++slice) {
    view.poll();
    for (const Stay& s : stays.entering(slice)) ++count[s.tie.from], ++count[s.tie.to];
    stays.each_left(slice, [&](const Stay& s) { --count[s.tie.from], --count[s.tie.to]; });
    wanted.add(
        slice,
        [&](const auto& visit) {
          for (Vertex v = 0; v < count.size(); ++v)
            if (count[v] > 0) visit(v, static_cast<double>(count[v]));
        },
        [&](Vertex v) { return count[v] > 0 ? std::optional<double>(count[v]) : std::nullopt; });
  }
}

// Of measures that look at each slice as a whole.
class Snapshots {
 public:
  Snapshots(const View& view, const Measure& measure, const SeriesChoice& choice)
      : view_(view), measure_(measure), choice_(choice), member_(view.graph().vertex_count(), kNone) {}

  void run(const Stays& stays, Wanted& wanted) {
    for (std::size_t slice = 0; slice < choice_.slices.size(); ++slice) {
      view_.poll();
      std::erase_if(active_, [&](const Stay& s) { return s.last < slice; });
      const std::span<const Stay> entering = stays.entering(slice);
      active_.insert(active_.end(), entering.begin(), entering.end());
      number_members();
      const std::vector<double> scores = measured();
      wanted.add(
          slice,
          [&](const auto& visit) {
            for (std::size_t i = 0; i < vertices_.size(); ++i) visit(vertices_[i], scores[i]);
          },
          [&](Vertex v) { return member_[v] == kNone ? std::nullopt : std::optional(scores[member_[v]]); });
      if (measure_.goes_on) keep(scores);
    }
  }

 private:
  static constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);

  void number_members() {
    std::fill(member_.begin(), member_.end(), kNone);
    for (const Stay& s : active_) member_[s.tie.from] = member_[s.tie.to] = 0;
    vertices_.clear();
    for (Vertex v = 0; v < member_.size(); ++v) {
      if (member_[v] == kNone) continue;
      member_[v] = static_cast<std::uint32_t>(vertices_.size());
      vertices_.push_back(v);
    }
  }

  std::vector<double> measured() {
    std::vector<Tie> ties;
    ties.reserve(active_.size());
    for (const Stay& s : active_) ties.push_back({member_[s.tie.from], member_[s.tie.to], s.tie.both_ways});
    const auto members = static_cast<std::uint32_t>(vertices_.size());
    const bool directed = choice_.steps.direction != Direction::kBoth;
    if (measure_.of_ties == nullptr) return measure_.of(Network(members, std::move(ties), directed, view_.watch()));
    std::vector<double> start;
    for (std::size_t i = 0; i < members && !before_.empty(); ++i) start.push_back(before_[vertices_[i]]);
    return measure_.of_ties({members, ties, directed, view_.watch()}, start);
  }

  void keep(const std::vector<double>& scores) {
    before_.assign(member_.size(), 0);
    for (std::size_t i = 0; i < vertices_.size(); ++i) before_[vertices_[i]] = scores[i];
  }

  const View& view_;
  const Measure& measure_;
  const SeriesChoice& choice_;
  std::vector<Stay> active_;
  std::vector<std::uint32_t> member_;  // by vertex
  std::vector<Vertex> vertices_;       // by member
  std::vector<double> before_;         // scores of the slice before, by vertex
};

}  // namespace

std::vector<SeriesScore> measure_series(const View& view, const Measure& measure, const SeriesChoice& choice) {
  std::vector<SeriesScore> found;
  if (choice.slices.empty()) return found;
  const Stays stays(view, choice);
  Wanted wanted(choice, found);
  if (measure.counts_ties) {
    count_ties(view, choice, stays, wanted);
  } else {
    Snapshots(view, measure, choice).run(stays, wanted);
  }
  return found;
}

}  // namespace entente
