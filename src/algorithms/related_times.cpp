#include "algorithms/related_times.hpp"

#include <algorithm>
#include <array>

#include "entente/time/duration.hpp"

namespace entente {
namespace {

// Far beyond every finite bound of data, and far from overflow when a few of them are added.
constexpr std::int64_t kFar = std::int64_t{1} << 60;

std::int64_t finite(Instant t) {
  return std::clamp(t.seconds, -kFar, kFar);
}

// Differences of a few moments, each bounded from above: at(a, b) ≥ a - b.
class Differences {
 public:
  enum Moment { kOrigin, kStart, kEnd, kNextStart, kNextEnd, kCount };

  Differences() {
    for (auto& row : bound_) row.fill(4 * kFar);
    for (int i = 0; i < kCount; ++i) bound_[i][i] = 0;
  }
  std::int64_t at(int a, int b) const { return bound_[a][b]; }
  void at_most(int a, int b, std::int64_t most) { bound_[a][b] = std::min(bound_[a][b], most); }
  void between(int a, std::int64_t least, std::int64_t most) {
    at_most(a, kOrigin, most);
    at_most(kOrigin, a, -least);
  }
  void less(int a, int b) { at_most(a, b, -1); }
  void equal(int a, int b) {
    at_most(a, b, 0);
    at_most(b, a, 0);
  }
  // Draws every bound in to what the others leave. False: nothing fulfils all.
  bool close() {
    for (int k = 0; k < kCount; ++k) {
      for (int i = 0; i < kCount; ++i) {
        for (int j = 0; j < kCount; ++j) at_most(i, j, std::min(bound_[i][k] + bound_[k][j], 4 * kFar));
      }
    }
    for (int i = 0; i < kCount; ++i)
      if (bound_[i][i] < 0) return false;
    return true;
  }

 private:
  std::array<std::array<std::int64_t, kCount>, kCount> bound_;
};

// p by its start and end, q by its own.
void relate(Differences& d, AllenRelation relation, int s, int e, int next_s, int next_e) {
  using enum AllenRelation;
  switch (relation) {
    case kBefore:
      return d.less(e, next_s);
    case kMeets:
      return d.equal(e, next_s);
    case kOverlaps:
      d.less(s, next_s);
      d.less(next_s, e);
      return d.less(e, next_e);
    case kStarts:
      d.equal(s, next_s);
      return d.less(e, next_e);
    case kDuring:
      d.less(next_s, s);
      return d.less(e, next_e);
    case kFinishes:
      d.less(next_s, s);
      return d.equal(e, next_e);
    case kEquals:
      d.equal(s, next_s);
      return d.equal(e, next_e);
    default:
      return relate(d, converse(relation), next_s, next_e, s, e);
  }
}

// The gap between two facts that held more than once is none where any of their stretches touch.
LengthRange gap_of(Stretches p, Stretches q) {
  LengthRange least{LengthRange::kUnbounded, LengthRange::kUnbounded};
  for (const Period& a : p) {
    for (const Period& b : q) {
      const LengthRange own = gap(a, b);
      least = {std::min(least.min, own.min), std::min(least.max, own.max)};
    }
  }
  return least;
}

}  // namespace

AllenSet TimesRelation::relations() const {
  AllenSet all;
  for (std::size_t i = 0; i < kPeriodPredicates.size(); ++i)
    if ((words >> i & 1U) != 0) all = all | kPeriodPredicates[i].relations;
  return all;
}

Truth TimesRelation::operator()(Stretches p, Stretches q) const {
  Truth related = Truth::kFalse;
  if (p.size() == 1 && q.size() == 1) {
    related = one_of(relations(), allen_possible(p[0], q[0]));
  } else {
    for (std::size_t i = 0; i < kPeriodPredicates.size(); ++i) {
      if ((words >> i & 1U) == 0) continue;
      const Truth own = kPeriodPredicates[i](p, q);
      related = own == Truth::kTrue || related == Truth::kTrue ? Truth::kTrue
                : own == Truth::kFalse                         ? related
                                                               : Truth::kUnknown;
    }
  }
  if (!within || related == Truth::kFalse) return related;
  const LengthRange apart = gap_of(p, q);
  const auto most = static_cast<std::uint64_t>(*within);
  if (apart.min > most) return Truth::kFalse;
  return apart.max <= most ? related : Truth::kUnknown;
}

std::vector<Period> RelatedTimes::stretches(Edge edge) const {
  const std::optional<Validity> told = view_->validity(edge);
  std::vector<Period> stretches = told ? stretches_of(*told) : std::vector<Period>{Period::always()};
  if (view_->slice().reading == Reading::kPresumed && stretches.size() == 1) {
    if (const std::optional<Stretch> on = view_->presumed(edge))
      stretches[0].earliest_end = stretches[0].latest_end = on->end;
  }
  return narrowed(stretches);
}

RelatedTimes::Zone RelatedTimes::zone_of(const Period& p) {
  return {{finite(p.earliest_start), finite(p.latest_start)},
          {finite(p.earliest_end), finite(p.latest_end)},
          {1, 4 * kFar}};
}

std::optional<RelatedTimes::Zone> RelatedTimes::next_zone(const Zone& zone, AllenRelation relation,
                                                          const Period& next) const {
  using enum Differences::Moment;
  Differences d;
  d.between(kStart, zone.start[0], zone.start[1]);
  d.between(kEnd, zone.end[0], zone.end[1]);
  d.at_most(kStart, kEnd, -zone.length[0]);
  d.at_most(kEnd, kStart, zone.length[1]);
  d.between(kNextStart, finite(next.earliest_start), finite(next.latest_start));
  d.between(kNextEnd, finite(next.earliest_end), finite(next.latest_end));
  d.less(kNextStart, kNextEnd);
  relate(d, relation, kStart, kEnd, kNextStart, kNextEnd);
  if (relation_.within) {
    const std::int64_t most = std::min(*relation_.within, kFar);
    d.at_most(kNextStart, kEnd, most);
    d.at_most(kStart, kNextEnd, most);
  }
  if (!d.close()) return std::nullopt;
  return Zone{{-d.at(kOrigin, kNextStart), d.at(kNextStart, kOrigin)},
              {-d.at(kOrigin, kNextEnd), d.at(kNextEnd, kOrigin)},
              {-d.at(kNextStart, kNextEnd), d.at(kNextEnd, kNextStart)}};
}

bool RelatedTimes::push(Edge edge) {
  Link link{stretches(edge), {}};
  const bool is_one = link.stretches.size() == 1;
  if (links_.empty()) {
    if (is_one) link.zones.push_back(zone_of(link.stretches[0]));
    links_.push_back(std::move(link));
    return true;
  }
  const Link& last = links_.back();
  const Truth related = relation_(last.stretches, link.stretches);
  if (view_->slice().reading != Reading::kPossible) {
    if (related != Truth::kTrue) return false;
    links_.push_back(std::move(link));
    return true;
  }
  if (related == Truth::kFalse) return false;
  if (is_one && last.zones.empty()) link.zones.push_back(zone_of(link.stretches[0]));
  if (is_one && !last.zones.empty()) {
    const AllenSet relations = relation_.relations();
    for (const Zone& zone : last.zones) {
      for (std::size_t i = 0; i < kAllenRelationCount; ++i) {
        const auto relation = static_cast<AllenRelation>(i);
        if (!relations.contains(relation)) continue;
        const std::optional<Zone> next = next_zone(zone, relation, link.stretches[0]);
        if (next && std::find(link.zones.begin(), link.zones.end(), *next) == link.zones.end())
          link.zones.push_back(*next);
      }
    }
    if (link.zones.empty()) return false;
  }
  links_.push_back(std::move(link));
  return true;
}

}  // namespace entente
