// Composition and the algebra of sets of Allen's relations, against every triple of intervals and the laws of a
// relation algebra.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cstddef>
#include <vector>

#include "entente/time/allen.hpp"

namespace entente {
namespace {

constexpr unsigned kSets = 1U << kAllenRelationCount;

AllenRelation relation(std::size_t i) {
  return static_cast<AllenRelation>(i);
}

struct Interval {
  int start, end;
};

// Which relation holds, written out from Allen 1983 without any help of the library.
std::size_t relation_between(const Interval& p, const Interval& q) {
  const bool holds[] = {
      p.end < q.start,
      p.end == q.start,
      p.start < q.start && q.start < p.end && p.end < q.end,
      p.start == q.start && p.end < q.end,
      q.start < p.start && p.end < q.end,
      q.start < p.start && p.end == q.end,
      p.start == q.start && p.end == q.end,
      p.start < q.start && p.end == q.end,
      p.start < q.start && q.end < p.end,
      p.start == q.start && q.end < p.end,
      q.start < p.start && p.start < q.end && q.end < p.end,
      q.end == p.start,
      q.end < p.start,
  };
  std::size_t found = kAllenRelationCount, count = 0;
  for (std::size_t i = 0; i < kAllenRelationCount; ++i) {
    if (holds[i]) found = i, ++count;
  }
  EXPECT_EQ(count, 1U) << "exactly one of the thirteen holds";
  return found;
}

rc::Gen<AllenSet> any_set() {
  return rc::gen::map(rc::gen::inRange(0U, kSets), [](unsigned bits) { return AllenSet::of_bits(bits); });
}

TEST(AllenLaw, CompositionIsWhatEveryTripleOfIntervalsShows) {
  std::vector<Interval> intervals;
  for (int start = 0; start < 8; ++start) {
    for (int end = start + 1; end < 8; ++end) intervals.push_back({start, end});
  }
  std::vector<std::vector<std::size_t>> between;
  for (const Interval& p : intervals) {
    std::vector<std::size_t>& row = between.emplace_back();
    for (const Interval& q : intervals) row.push_back(relation_between(p, q));
  }
  std::array<std::array<unsigned, kAllenRelationCount>, kAllenRelationCount> seen{};
  for (std::size_t p = 0; p < intervals.size(); ++p) {
    for (std::size_t q = 0; q < intervals.size(); ++q) {
      for (std::size_t r = 0; r < intervals.size(); ++r) {
        seen[between[p][q]][between[q][r]] |= 1U << between[p][r];
      }
    }
  }
  int entries = 0;
  for (std::size_t a = 0; a < kAllenRelationCount; ++a) {
    for (std::size_t b = 0; b < kAllenRelationCount; ++b) {
      EXPECT_EQ(compose(relation(a), relation(b)).bits(), seen[a][b]) << kAllenNames[a] << " and " << kAllenNames[b];
      entries += compose(relation(a), relation(b)).size();
    }
  }
  EXPECT_EQ(entries, 409) << "the members of all 169 entries of Allen's table";
}

TEST(AllenLaw, RelationsOfCertainPeriodsAreTheDefinitions) {
  for (int a = 0; a < 6; ++a) {
    for (int b = a + 1; b < 6; ++b) {
      for (int c = 0; c < 6; ++c) {
        for (int d = c + 1; d < 6; ++d) {
          ASSERT_EQ(allen_of_certain({a}, {b}, {c}, {d}), relation(relation_between({a, b}, {c, d})));
        }
      }
    }
  }
}

TEST(AllenLaw, RelationsFormARelationAlgebra) {
  for (std::size_t a = 0; a < kAllenRelationCount; ++a) {
    const AllenSet left{relation(a)};
    EXPECT_EQ(compose(left, {AllenRelation::kEquals}), left);
    EXPECT_EQ(compose({AllenRelation::kEquals}, left), left);
    EXPECT_EQ(converse(converse(relation(a))), relation(a));
    for (std::size_t b = 0; b < kAllenRelationCount; ++b) {
      const AllenSet middle{relation(b)};
      EXPECT_EQ(converse(compose(left, middle)), compose(converse(middle), converse(left)));
      for (std::size_t c = 0; c < kAllenRelationCount; ++c) {
        const AllenSet right{relation(c)};
        ASSERT_EQ(compose(compose(left, middle), right), compose(left, compose(middle, right)));
        // Peirce's law: c can close the triangle of a and b exactly if a can close that of c and the converse of b.
        ASSERT_EQ(compose(relation(a), relation(b)).contains(relation(c)),
                  compose(relation(c), converse(relation(b))).contains(relation(a)));
      }
    }
  }
}

RC_GTEST_PROP(AllenLaw, SetsComposeAndTurnMemberByMember, ()) {
  const AllenSet a = *any_set(), b = *any_set(), c = *any_set();
  RC_ASSERT(converse(compose(a, b)) == compose(converse(b), converse(a)));
  RC_ASSERT(compose(a, b | c) == (compose(a, b) | compose(a, c)));
  RC_ASSERT(compose(a | b, c) == (compose(a, c) | compose(b, c)));
  RC_ASSERT(compose(compose(a, b), c) == compose(a, compose(b, c)));
  RC_ASSERT(compose(a, AllenSet{}).empty());
  RC_ASSERT(converse(a | b) == (converse(a) | converse(b)));
  RC_ASSERT(converse(a & b) == (converse(a) & converse(b)));
  RC_ASSERT(converse(~a) == ~converse(a));
}

RC_GTEST_PROP(AllenLaw, SetsAreABooleanAlgebra, ()) {
  const AllenSet a = *any_set(), b = *any_set();
  RC_ASSERT(~(a | b) == (~a & ~b));
  RC_ASSERT((a - b) == (a & ~b));
  RC_ASSERT((a | ~a) == AllenSet::all());
  RC_ASSERT((a & ~a).empty());
  RC_ASSERT(~~a == a);
  for (std::size_t i = 0; i < kAllenRelationCount; ++i) {
    const AllenRelation r = relation(i);
    RC_ASSERT((a | b).contains(r) == (a.contains(r) || b.contains(r)));
    RC_ASSERT((a & b).contains(r) == (a.contains(r) && b.contains(r)));
    RC_ASSERT((a - b).contains(r) == (a.contains(r) && !b.contains(r)));
    RC_ASSERT((~a).contains(r) == !a.contains(r));
    RC_ASSERT(converse(a).contains(r) == a.contains(converse(r)));
  }
}

TEST(AllenLaw, EverySetReadsBackFromItsText) {
  for (unsigned bits = 0; bits < kSets; ++bits) {
    const AllenSet set = AllenSet::of_bits(bits);
    ASSERT_EQ(set.bits(), bits);
    const Result<AllenSet> read = read_allen_set(print_allen_set(set));
    ASSERT_TRUE(read) << print_allen_set(set);
    ASSERT_EQ(*read, set);
  }
}

// What p and r can be to each other never leaves the composition of what p and q, and q and r, can be.
RC_GTEST_PROP(AllenLaw, UncertainPeriodsObeyTheComposition, ()) {
  const auto period = [] {
    const int start = *rc::gen::inRange(0, 9), latest_end = *rc::gen::inRange(start + 1, 10);
    return Period{{start}, {*rc::gen::inRange(start, 10)}, {*rc::gen::inRange(0, latest_end + 1)}, {latest_end}};
  };
  const Period p = period(), q = period(), r = period();
  const AllenSet composed = compose(allen_possible(p, q), allen_possible(q, r));
  RC_ASSERT((allen_possible(p, r) - composed).empty());
}

}  // namespace
}  // namespace entente
