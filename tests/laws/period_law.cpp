// Every predicate and every relation on every pair of uncertain periods of a small world, against all choices of
// bounds.
#include "entente/time/period.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <vector>

#include "entente/time/allen.hpp"
#include "entente/time/period_predicates.hpp"
#include "laws/small_world.hpp"

namespace entente {
namespace {

using laws::Choice;

constexpr int kInstants = 7;

// What holds between two certain periods, one bit each: Allen's relations, then the predicates.
using FactBits = std::uint32_t;
constexpr std::array<Truth (*)(const Period&, const Period&), 8> kPredicates = {
    &before, &after, &overlaps, &during, &contains, &equals, &immediately_precedes, &immediately_succeeds};

// Written out from the definitions of SQL:2011 and Allen 1983, without any help of the library.
FactBits facts_of(const Choice& p, const Choice& q) {
  const bool relations[] = {
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
  bool share = false;
  for (int t = 0; t < kInstants; ++t) share = share || (p.start <= t && t < p.end && q.start <= t && t < q.end);
  const bool predicates[] = {
      p.end <= q.start,
      p.start >= q.end,
      share,
      q.start <= p.start && p.end <= q.end,
      p.start <= q.start && q.end <= p.end,
      p.start == q.start && p.end == q.end,
      p.end == q.start,
      p.start == q.end,
  };
  FactBits facts = 0;
  int bit = 0;
  for (const bool holds : relations) facts |= FactBits{holds} << bit++;
  for (const bool holds : predicates) facts |= FactBits{holds} << bit++;
  return facts;
}

struct PeriodWorld {
  std::vector<Choice> choices;               // all certain periods
  std::vector<std::vector<FactBits>> facts;  // by two choices
  std::vector<Period> periods;               // all uncertain periods
  std::vector<std::vector<int>> choices_of;  // by period: its choices
};

const PeriodWorld& period_world() {
  static const PeriodWorld kWorld = [] {
    PeriodWorld w;
    for (int start = 0; start < kInstants; ++start) {
      for (int end = start + 1; end < kInstants; ++end) w.choices.push_back({start, end});
    }
    for (const Choice& p : w.choices) {
      std::vector<FactBits>& row = w.facts.emplace_back();
      for (const Choice& q : w.choices) row.push_back(facts_of(p, q));
    }
    for (int a = 0; a < kInstants; ++a) {
      for (int b = a; b < kInstants; ++b) {
        for (int c = 0; c < kInstants; ++c) {
          for (int d = c; d < kInstants; ++d) {
            const Period p{{a}, {b}, {c}, {d}};
            std::vector<int> own;
            for (std::size_t i = 0; i < w.choices.size(); ++i) {
              const Choice& choice = w.choices[i];
              if (a <= choice.start && choice.start <= b && c <= choice.end && choice.end <= d) {
                own.push_back(static_cast<int>(i));
              }
            }
            EXPECT_EQ(p.is_valid(), !own.empty());
            if (own.empty()) continue;
            w.periods.push_back(p);
            w.choices_of.push_back(own);
          }
        }
      }
    }
    return w;
  }();
  return kWorld;
}

Truth truth_of(FactBits always, FactBits ever, std::size_t bit) {
  if ((always >> bit & 1) != 0) return Truth::kTrue;
  return (ever >> bit & 1) != 0 ? Truth::kUnknown : Truth::kFalse;
}

TEST(PeriodLaw, PredicatesAndRelationsAreExactForEveryPair) {
  const PeriodWorld& w = period_world();
  ASSERT_GT(w.periods.size(), 200U);
  for (std::size_t i = 0; i < w.periods.size(); ++i) {
    for (std::size_t j = 0; j < w.periods.size(); ++j) {
      FactBits ever = 0, always = ~FactBits{0};
      for (const int p : w.choices_of[i]) {
        const FactBits* row = w.facts[static_cast<std::size_t>(p)].data();
        for (const int q : w.choices_of[j]) {
          ever |= row[q];
          always &= row[q];
        }
      }
      const Period &p = w.periods[i], &q = w.periods[j];
      const FactBits relations = ever & ((FactBits{1} << kAllenRelationCount) - 1);
      ASSERT_EQ(allen_possible(p, q).bits(), relations) << laws::print(p) << "| " << laws::print(q);
      for (std::size_t k = 0; k < kPredicates.size(); ++k) {
        ASSERT_EQ(kPredicates[k](p, q), truth_of(always, ever, kAllenRelationCount + k))
            << "predicate " << k << ": " << laws::print(p) << "| " << laws::print(q);
      }
      for (const PeriodPredicate& word : kPeriodPredicates) {
        ASSERT_EQ(word(p, q), one_of(word.relations, AllenSet::of_bits(static_cast<unsigned>(relations))))
            << word.word << ": " << laws::print(p) << "| " << laws::print(q);
      }
    }
  }
}

TEST(PeriodLaw, HoldsAtIsExactForEveryPeriodAndInstant) {
  const PeriodWorld& w = period_world();
  for (std::size_t i = 0; i < w.periods.size(); ++i) {
    for (int t = -1; t <= kInstants; ++t) {
      bool ever = false, always = true;
      for (const int c : w.choices_of[i]) {
        const Choice& choice = w.choices[static_cast<std::size_t>(c)];
        const bool holds = choice.start <= t && t < choice.end;
        ever = ever || holds;
        always = always && holds;
      }
      const Truth expected = always ? Truth::kTrue : ever ? Truth::kUnknown : Truth::kFalse;
      ASSERT_EQ(holds_at(w.periods[i], {t}), expected) << laws::print(w.periods[i]) << "at " << t;
    }
  }
}

TEST(PeriodLaw, RelationsOfThePairTurnedRoundAreTheConverses) {
  const PeriodWorld& w = period_world();
  for (const Period& p : w.periods) {
    for (const Period& q : w.periods) {
      const AllenSet forward = allen_possible(p, q), back = allen_possible(q, p);
      for (std::size_t r = 0; r < kAllenRelationCount; ++r) {
        const auto relation = static_cast<AllenRelation>(r);
        ASSERT_EQ(forward.contains(relation), back.contains(converse(relation)));
      }
      ASSERT_FALSE(forward.empty());
      ASSERT_EQ(allen(p, q).has_value(), forward.size() == 1);
    }
  }
}

// The infinities are the ends of the line, not special cases: the world moved to either end gives the same answers.
TEST(PeriodLaw, InfinitiesBehaveAsTheFirstAndTheLastInstant) {
  constexpr std::int64_t kLast = Instant::plus_infinity().seconds;
  constexpr std::int64_t kFirst = Instant::minus_infinity().seconds;
  const auto moved = [](const Period& p, std::int64_t by) {
    return Period{{p.earliest_start.seconds + by},
                  {p.latest_start.seconds + by},
                  {p.earliest_end.seconds + by},
                  {p.latest_end.seconds + by}};
  };
  const PeriodWorld& w = period_world();
  for (std::size_t i = 0; i < w.periods.size(); i += 3) {
    for (std::size_t j = 0; j < w.periods.size(); j += 2) {
      for (const std::int64_t by : {kFirst, kLast - (kInstants - 1)}) {
        const Period p = moved(w.periods[i], by), q = moved(w.periods[j], by);
        for (const auto predicate : kPredicates) ASSERT_EQ(predicate(p, q), predicate(w.periods[i], w.periods[j]));
        ASSERT_EQ(allen_possible(p, q), allen_possible(w.periods[i], w.periods[j]));
      }
    }
  }
}

constexpr std::array kTruths = {Truth::kFalse, Truth::kUnknown, Truth::kTrue};

TEST(TruthLaw, IsKleenesLogic) {
  for (const Truth a : kTruths) {
    EXPECT_EQ(!!a, a);
    EXPECT_EQ(a & Truth::kTrue, a);
    EXPECT_EQ(a | Truth::kFalse, a);
    EXPECT_EQ(a & Truth::kFalse, Truth::kFalse);
    EXPECT_EQ(a | Truth::kTrue, Truth::kTrue);
    EXPECT_EQ(certainly(a), !possibly(!a));
    for (const Truth b : kTruths) {
      EXPECT_EQ(!(a & b), (!a) | (!b));
      EXPECT_EQ(a & b, b & a);
      EXPECT_EQ(a | (a & b), a);
      for (const Truth c : kTruths) {
        EXPECT_EQ(a & (b | c), (a & b) | (a & c));
        EXPECT_EQ((a & b) & c, a & (b & c));
      }
    }
  }
  EXPECT_EQ(Truth::kUnknown & !Truth::kUnknown, Truth::kUnknown);
}

// Replacing an unknown by either answer never turns a decided result round: unknown stands for "one of both".
TEST(TruthLaw, KnowingMoreNeverContradicts) {
  const auto refinements = [](Truth t) {
    return t == Truth::kUnknown ? std::vector<Truth>{Truth::kFalse, Truth::kTrue} : std::vector<Truth>{t};
  };
  for (const Truth a : kTruths) {
    for (const Truth b : kTruths) {
      for (const Truth x : refinements(a)) {
        for (const Truth y : refinements(b)) {
          if ((a & b) != Truth::kUnknown) {
            EXPECT_EQ(x & y, a & b);
          }
          if ((a | b) != Truth::kUnknown) {
            EXPECT_EQ(x | y, a | b);
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace entente
