#include "entente/time/allen.hpp"

#include <algorithm>

namespace entente {
namespace {

// The four ends of a pair of periods.
enum End : std::uint8_t { kStartP, kEndP, kStartQ, kEndQ, kNone };

// A relation fixes the order of the four ends completely: groups of equal ends, each group later than the one before.
struct Group {
  End first = kNone, second = kNone;
};
using Chain = std::array<Group, 4>;

constexpr std::array<Chain, kAllenRelationCount> kChains = {{
    {{{kStartP}, {kEndP}, {kStartQ}, {kEndQ}}},      // before
    {{{kStartP}, {kEndP, kStartQ}, {kEndQ}, {}}},    // meets
    {{{kStartP}, {kStartQ}, {kEndP}, {kEndQ}}},      // overlaps
    {{{kStartP, kStartQ}, {kEndP}, {kEndQ}, {}}},    // starts
    {{{kStartQ}, {kStartP}, {kEndP}, {kEndQ}}},      // during
    {{{kStartQ}, {kStartP}, {kEndP, kEndQ}, {}}},    // finishes
    {{{kStartP, kStartQ}, {kEndP, kEndQ}, {}, {}}},  // equals
    {{{kStartP}, {kStartQ}, {kEndP, kEndQ}, {}}},    // finished-by
    {{{kStartP}, {kStartQ}, {kEndQ}, {kEndP}}},      // contains
    {{{kStartP, kStartQ}, {kEndQ}, {kEndP}, {}}},    // started-by
    {{{kStartQ}, {kStartP}, {kEndQ}, {kEndP}}},      // overlapped-by
    {{{kStartQ}, {kEndQ, kStartP}, {kEndP}, {}}},    // met-by
    {{{kStartQ}, {kEndQ}, {kStartP}, {kEndP}}},      // after
}};

struct Range {
  Instant low, high;
};
using Ranges = std::array<Range, 4>;

// Gives every group in turn the earliest instant it can have. Taking the earliest leaves the most room for the groups
// after it, so the chain fails only if no choice of bounds confirms the relation.
bool is_possible(const Chain& chain, const Ranges& ranges) {
  bool is_first = true;
  Instant last{};
  for (const Group& group : chain) {
    if (group.first == kNone) break;
    Range range = ranges[group.first];
    if (group.second != kNone) {
      range.low = std::max(range.low, ranges[group.second].low);
      range.high = std::min(range.high, ranges[group.second].high);
    }
    if (!is_first) {
      if (last == Instant::plus_infinity()) return false;
      range.low = std::max(range.low, Instant{last.seconds + 1});
    }
    if (range.low > range.high) return false;
    last = range.low;
    is_first = false;
  }
  return true;
}

}  // namespace

AllenSet allen_possible(const Period& p, const Period& q) {
  if (p.is_certain() && q.is_certain()) {
    return {allen_of_certain(p.earliest_start, p.latest_end, q.earliest_start, q.latest_end)};
  }
  const Ranges ranges = {{{p.earliest_start, p.latest_start},
                          {p.earliest_end, p.latest_end},
                          {q.earliest_start, q.latest_start},
                          {q.earliest_end, q.latest_end}}};
  AllenSet set;
  for (std::size_t i = 0; i < kAllenRelationCount; ++i) {
    if (is_possible(kChains[i], ranges)) set.insert(static_cast<AllenRelation>(i));
  }
  return set;
}

std::optional<AllenRelation> allen(const Period& p, const Period& q) {
  return allen_possible(p, q).only();
}

}  // namespace entente
