#include "algorithms/motifs.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <tuple>
#include <utility>

#include "algorithms/boarding.hpp"
#include "algorithms/network_of.hpp"

namespace entente {
namespace {

// A relation in one of its directions.
struct DatedTie {
  StartRange start;  // with several ranges, from the first of them to the last
  std::uint32_t from, to;
  std::uint32_t tie;
};

bool begins_sooner(const DatedTie& a, const DatedTie& b) {
  return std::tuple(a.start.first, a.tie, a.from) < std::tuple(b.start.first, b.tie, b.from);
}

// At each entity those that lead away from it, or to it: first those whose start is known, then the others, each in
// order of time.
class TiesInTime {
 public:
  TiesInTime(std::uint32_t members, const std::vector<DatedTie>& in_time, bool outwards)
      : offset_(std::size_t{members} + 1), vague_(members), place_(in_time.size()) {
    const auto at = [&](const DatedTie& t) { return outwards ? t.from : t.to; };
    for (const DatedTie& t : in_time) ++offset_[at(t) + 1];
    for (std::size_t v = 0; v < members; ++v) offset_[v + 1] += offset_[v];
    std::vector<std::size_t> next(offset_.begin(), offset_.end() - 1);
    for (const bool exact : {true, false}) {
      for (std::uint32_t i = 0; i < in_time.size(); ++i)
        if (in_time[i].start.is_exact() == exact) place_[next[at(in_time[i])]++] = i;
      if (exact) vague_ = next;
    }
  }

  std::span<const std::uint32_t> exact(std::uint32_t member) const {
    return {place_.data() + offset_[member], vague_[member] - offset_[member]};
  }
  std::span<const std::uint32_t> vague(std::uint32_t member) const {
    return {place_.data() + vague_[member], offset_[member + 1] - vague_[member]};
  }
  std::size_t count(std::uint32_t member) const { return offset_[member + 1] - offset_[member]; }

 private:
  std::vector<std::size_t> offset_, vague_;
  std::vector<std::uint32_t> place_;  // among those in order of time
};

class MotifSearch {
 public:
  MotifSearch(const View& view, const MotifPattern& pattern, std::int64_t within, const StepChoice& choice,
              const std::function<bool(const MotifInstance&)>& visit)
      : view_(view), pattern_(pattern), within_(within), visit_(visit), chosen_(network_of(view, choice)) {
    find_ties();
    const std::uint32_t members = chosen_.network.size();
    out_ = TiesInTime(members, in_time_, true);
    in_ = TiesInTime(members, in_time_, false);
    // Each after the first has an end that is known when it is looked for.
    std::uint32_t known = 0;
    for (std::size_t i = 0; i < pattern.steps.size(); ++i) {
      for (std::size_t step = 0; step < pattern.steps.size(); ++step) {
        const std::uint32_t ends = (1U << pattern.steps[step].from) | (1U << pattern.steps[step].to);
        const bool is_placed = std::find(order_.begin(), order_.end(), step) != order_.end();
        if (is_placed || (i > 0 && (known & ends) == 0)) continue;
        order_.push_back(step);
        known |= ends;
        break;
      }
    }
  }

  void run() {
    for (std::uint32_t i = 0; i < in_time_.size(); ++i)
      if (!take(0, i)) return;
  }

 private:
  static constexpr std::uint32_t kFree = static_cast<std::uint32_t>(-1);

  void find_ties() {
    const auto ties = chosen_.network.ties();
    ranges_offset_.push_back(0);
    for (std::uint32_t i = 0; i < ties.size(); ++i) {
      poll();
      const Tie& tie = ties[i];
      if (tie.from != tie.to) {
        std::vector<StartRange> starts = starts_of(view_, chosen_.edges[i]);
        if (!starts.empty()) {
          StartRange hull = starts[0];
          for (const StartRange& s : starts) hull = {std::min(hull.first, s.first), std::max(hull.last, s.last)};
          in_time_.push_back({hull, tie.from, tie.to, i});
          if (tie.both_ways) in_time_.push_back({hull, tie.to, tie.from, i});
          ranges_.insert(ranges_.end(), starts.begin(), starts.end());
        }
      }
      ranges_offset_.push_back(ranges_.size());
    }
    std::sort(in_time_.begin(), in_time_.end(), begins_sooner);
    view_.poll();
  }

  void poll() {
    if (++looked_at_ % 1024 == 0) view_.poll();
  }

  std::span<const StartRange> ranges_of(std::uint32_t tie) const {
    return {ranges_.data() + ranges_offset_[tie], ranges_offset_[tie + 1] - ranges_offset_[tie]};
  }

  // Goes on from a relation for the step at this place of the order. False: nothing more is wanted.
  bool take(std::size_t depth, std::uint32_t place) {
    poll();
    const DatedTie& found = in_time_[place];
    const std::size_t step = order_[depth];
    const MotifPattern::Step& ends = pattern_.steps[step];
    if (!fits(ends.from, found.from) || !fits(ends.to, found.to)) return true;
    for (std::size_t i = 0; i < depth; ++i)
      if (in_time_[taken_[order_[i]]].tie == found.tie) return true;
    taken_[step] = place;
    is_taken_[step] = true;
    if (!may_begin_in_turn()) {
      is_taken_[step] = false;
      return true;
    }
    const std::uint32_t from_before = std::exchange(member_[ends.from], found.from);
    const std::uint32_t to_before = std::exchange(member_[ends.to], found.to);
    const bool goes_on = depth + 1 == order_.size() ? tell() : go_on(depth + 1);
    member_[ends.from] = from_before;
    member_[ends.to] = to_before;
    is_taken_[step] = false;
    return goes_on;
  }

  // A name stands for one entity, and for another than the other names.
  bool fits(std::size_t name, std::uint32_t member) const {
    return member_[name] == member ||
           (member_[name] == kFree && std::find(member_.begin(), member_.end(), member) == member_.end());
  }

  // What is taken so far, with nothing between; several ranges count as all that lies between them.
  bool may_begin_in_turn() const {
    std::array<StartRange, kMostMotifSteps> starts;
    std::size_t count = 0;
    for (std::size_t step = 0; step < pattern_.steps.size(); ++step)
      if (is_taken_[step]) starts[count++] = in_time_[taken_[step]].start;
    return possibly(begin_in_turn(std::span<const StartRange>(starts.data(), count), within_));
  }

  bool go_on(std::size_t depth) {
    const std::size_t step = order_[depth];
    const MotifPattern::Step& ends = pattern_.steps[step];
    // When it can begin, by each of those that are taken.
    Instant first = kFirstMoment, last = kLastMoment;
    for (std::size_t other = 0; other < pattern_.steps.size(); ++other) {
      if (!is_taken_[other]) continue;
      const StartRange& start = in_time_[taken_[other]].start;
      const bool comes_before = other < step;
      first = std::max(first, moved(start.first, comes_before ? 1 : -within_));
      last = std::min(last, moved(start.last, comes_before ? within_ : -1));
    }
    const std::uint32_t from = member_[ends.from], to = member_[ends.to];
    const bool outwards = from != kFree && (to == kFree || out_.count(from) <= in_.count(to));
    const TiesInTime& ties = outwards ? out_ : in_;
    const std::uint32_t at = outwards ? from : to;
    const auto start_of = [&](std::uint32_t place) { return in_time_[place].start; };
    const auto exact = ties.exact(at);
    for (auto i = std::partition_point(exact.begin(), exact.end(), [&](auto p) { return start_of(p).first < first; });
         i != exact.end() && start_of(*i).first <= last; ++i)
      if (!take(depth, *i)) return false;
    for (const std::uint32_t place : ties.vague(at)) {
      if (start_of(place).first > last) break;
      if (start_of(place).last >= first && !take(depth, place)) return false;
    }
    return true;
  }

  bool tell() {
    std::vector<std::span<const StartRange>> starts;
    MotifInstance found;
    bool is_certain = true;
    for (std::size_t step = 0; step < pattern_.steps.size(); ++step) {
      const DatedTie& tie = in_time_[taken_[step]];
      starts.push_back(ranges_of(tie.tie));
      found.relations.push_back(chosen_.edges[tie.tie]);
      is_certain = is_certain && (view_.slice().reading == Reading::kCertain ||
                                  view_.certainty(found.relations.back()) == Reading::kCertain);
    }
    const Truth in_turn = begin_in_turn(std::span<const std::span<const StartRange>>(starts), within_);
    if (!possibly(in_turn)) return true;
    for (std::size_t name = 0; name < pattern_.names.size(); ++name)
      found.nodes.push_back(chosen_.vertices[member_[name]]);
    set_bounds(found);
    found.is_certain = is_certain && certainly(in_turn);
    return visit_(found);
  }

  // When the first can begin at the earliest and the last at the latest: no later, no earlier than the time within
  // which all lie leaves to the others, each a second after the one before.
  void set_bounds(MotifInstance& found) const {
    const auto last_step = static_cast<std::int64_t>(pattern_.steps.size() - 1);
    found.earliest = in_time_[taken_.front()].start.first;
    found.latest = in_time_[taken_[static_cast<std::size_t>(last_step)]].start.last;
    for (std::int64_t step = 0; step <= last_step; ++step) {
      const StartRange& start = in_time_[taken_[static_cast<std::size_t>(step)]].start;
      found.earliest = std::max(found.earliest, moved(start.first, last_step - step - within_));
      found.latest = std::min(found.latest, moved(start.last, within_ - step));
    }
  }

  const View& view_;
  const MotifPattern& pattern_;
  std::int64_t within_;
  const std::function<bool(const MotifInstance&)>& visit_;
  NetworkOf chosen_;
  std::vector<DatedTie> in_time_;   // in order of time
  std::vector<StartRange> ranges_;  // by tie
  std::vector<std::size_t> ranges_offset_;
  TiesInTime out_{0, {}, true}, in_{0, {}, false};
  std::vector<std::size_t> order_;                      // in which steps are looked for
  std::array<std::uint32_t, kMostMotifSteps> taken_{};  // by step
  std::array<bool, kMostMotifSteps> is_taken_{};
  std::array<std::uint32_t, kMostMotifNodes> member_{kFree, kFree, kFree, kFree};  // by name
  std::size_t looked_at_ = 0;
};

}  // namespace

void each_motif(const View& view, const MotifPattern& pattern, std::int64_t within, const StepChoice& choice,
                const std::function<bool(const MotifInstance&)>& visit) {
  MotifSearch(view, pattern, within, choice, visit).run();
}

}  // namespace entente
