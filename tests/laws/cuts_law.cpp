// Articulation points, bridges and components of all small networks, against what is left when a part is taken out.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "measures/components.hpp"
#include "measures/cuts.hpp"

namespace entente {
namespace {

// How many parts there are without one of the members (its own number: none is left out) and one of the ties.
std::uint32_t parts(std::uint32_t members, const std::vector<Tie>& ties, std::uint32_t member, std::size_t tie) {
  std::vector<std::uint32_t> part(members);
  std::iota(part.begin(), part.end(), 0U);
  for (std::size_t i = 0; i < ties.size(); ++i) {
    if (i == tie || ties[i].from == member || ties[i].to == member) continue;
    const std::uint32_t from = part[ties[i].from], to = part[ties[i].to];
    std::replace(part.begin(), part.end(), to, from);
  }
  std::uint32_t count = 0;
  for (std::uint32_t v = 0; v < members; ++v)
    count += v != member && std::find(part.begin(), part.end(), v) != part.end();
  return count;
}

// A member of its own stands for a part: taking it out takes this part away.
void check_cuts(std::uint32_t members, const std::vector<Tie>& ties) {
  const std::size_t none = ties.size();
  const std::uint32_t whole = parts(members, ties, members, none);
  std::vector<std::uint32_t> points, cut;
  for (std::uint32_t v = 0; v < members; ++v)
    if (parts(members, ties, v, none) > whole) points.push_back(v);
  for (std::uint32_t i = 0; i < none; ++i)
    if (parts(members, ties, members, i) > whole) cut.push_back(i);
  const Network network(members, ties, false);
  ASSERT_EQ(articulation_points(network), points);
  ASSERT_EQ(bridges(network), cut);
  ASSERT_EQ(weak_components(network).size.size(), whole);
  // The same where the ties have directions.
  const Network directed(members, ties, true);
  ASSERT_EQ(articulation_points(directed), points);
  ASSERT_EQ(bridges(directed), cut);
  ASSERT_EQ(weak_components(directed).of, weak_components(network).of);
}

// Calls visit(ties) for each network in which each pair of members has up to `most` ties; with `loops`, a member may be
// bound to itself, too.
template <class Visit>
void each_network(std::uint32_t members, int most, bool loops, const Visit& visit) {
  std::vector<Tie> pairs;
  for (std::uint32_t a = 0; a < members; ++a)
    for (std::uint32_t b = loops ? a : a + 1; b < members; ++b) pairs.push_back({a, b});
  std::vector<int> count(pairs.size());
  while (true) {
    std::vector<Tie> ties;
    for (std::size_t i = 0; i < pairs.size(); ++i)
      for (int k = 0; k < count[i]; ++k) ties.push_back(k == 0 ? pairs[i] : Tie{pairs[i].to, pairs[i].from});
    visit(ties);
    std::size_t digit = 0;
    while (digit < count.size() && count[digit] == most) count[digit++] = 0;
    if (digit == count.size()) return;
    ++count[digit];
  }
}

TEST(CutsLaw, PartsComeApartWithoutThem) {
  for (std::uint32_t members = 0; members <= 5; ++members) {
    each_network(members, 2, false, [&](const std::vector<Tie>& ties) {
      if (!HasFatalFailure()) check_cuts(members, ties);
    });
  }
  for (std::uint32_t members = 0; members <= 4; ++members) {
    each_network(members, 1, true, [&](const std::vector<Tie>& ties) {
      if (!HasFatalFailure()) check_cuts(members, ties);
    });
  }
}

// All directed networks of four and fewer.
TEST(CutsLaw, StrongPartsAreThoseThatLeadToOneAnother) {
  for (std::uint32_t members = 0; members <= 4; ++members) {
    const std::uint32_t pairs = members * members;
    for (std::uint32_t choice = 0; choice < (1U << pairs); ++choice) {
      std::vector<Tie> ties;
      std::vector<bool> leads(pairs);
      for (std::uint32_t i = 0; i < pairs; ++i) {
        const std::uint32_t from = i / members, to = i % members;
        if ((choice >> i & 1) != 0) ties.push_back({from, to});
        leads[i] = (choice >> i & 1) != 0 || from == to;
      }
      for (std::uint32_t k = 0; k < members; ++k)
        for (std::uint32_t i = 0; i < pairs; ++i)
          if (leads[i / members * members + k] && leads[k * members + i % members]) leads[i] = true;
      const Components found = strong_components(Network(members, ties, true));
      for (std::uint32_t i = 0; i < pairs; ++i) {
        const std::uint32_t from = i / members, to = i % members;
        ASSERT_EQ(found.of[from] == found.of[to], leads[i] && leads[to * members + from]) << choice;
      }
    }
  }
}

}  // namespace
}  // namespace entente
