// What became of a fact between two times, against every choice of its bounds.
#include <gtest/gtest.h>

#include "entente/time/change.hpp"
#include "laws/small_world.hpp"

namespace entente {
namespace {

bool overlap(const laws::Choice& choice, const Period& q) {
  return choice.start < q.latest_end.seconds && q.earliest_start.seconds < choice.end;
}

Change change_of(const laws::Choice& choice, const Period& from, const Period& to) {
  const bool before = overlap(choice, from), after = overlap(choice, to);
  if (before || after) return before && after ? Change::kStayed : before ? Change::kEnded : Change::kBegan;
  if (choice.end <= from.earliest_start.seconds) return Change::kBefore;
  return choice.start >= to.latest_end.seconds ? Change::kAfter : Change::kPassed;
}

TEST(ChangeLaw, PossibleChangesAreThoseOfSomeChoice) {
  constexpr int kLast = 7;
  const auto world = laws::periods_between(0, kLast);
  std::size_t certain = 0;
  for (int a = 0; a < kLast; ++a)
    for (int b = a + 1; b < kLast; ++b)
      for (int c = b; c < kLast; ++c)
        for (int d = c + 1; d <= kLast; ++d) {
          const Period from = Period::certain({a}, {b}), to = Period::certain({c}, {d});
          for (const laws::WorldPeriod& p : world) {
            ChangeSet expected;
            for (const laws::Choice& choice : p.choices) expected.add(change_of(choice, from, to));
            ASSERT_TRUE(possible_changes(p.bounds, from, to) == expected)
                << laws::print(p.bounds) << "between " << laws::print(from) << "and " << laws::print(to);
            certain += expected.is_certain();
          }
        }
  EXPECT_GT(certain, 1000U);
}

TEST(ChangeLaw, OpenEndsTakePart) {
  const Period from = Period::certain({10}, {20}), to = Period::certain({30}, {40});
  ChangeSet began, stayed;
  began.add(Change::kBegan);
  stayed.add(Change::kStayed);
  EXPECT_TRUE(possible_changes(Period::certain({20}, Instant::plus_infinity()), from, to) == began);
  EXPECT_TRUE(possible_changes(Period::always(), from, to) == stayed);
  EXPECT_EQ(name(Change::kPassed), "passed");
}

}  // namespace
}  // namespace entente
