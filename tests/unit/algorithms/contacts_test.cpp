// Relations of one tick in order of time.
#include "algorithms/contacts.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "support/graphs.hpp"

namespace entente {
namespace {

constexpr Tick kNever = kPlusInfinityTick;

Period days(std::int64_t first, std::int64_t last) {
  return Period::certain(Instant{first * kSecondsPerDay}, Instant{last * kSecondsPerDay});
}

// 0 → 1 on days 5 and 1, 1 → 2 on day 5, 2 → 3 on day 3 by another type.
std::shared_ptr<const TemporalGraph> four_members(const Period& last = days(3, 4)) {
  GraphBuilder builder({"T", "U"}, {});
  add_lives(builder, {Period::always(), Period::always(), Period::always(), Period::always()});
  const auto add = [&builder](std::uint64_t number, std::uint32_t type, std::uint32_t from, std::uint32_t to,
                              const Period& when) {
    StoredRelation relation = numbered_relation(number, type, from, to);
    relation.validity = Validity();
    relation.validity->bounds = when;
    builder.add(relation);
  };
  add(0, 0, 0, 1, days(5, 6));
  add(1, 0, 0, 1, days(1, 2));
  add(2, 0, 1, 2, days(5, 6));
  add(3, 1, 2, 3, last);
  return builder.build(TransactionId{1}, SystemTime{1});
}

StepChoice steps(Direction direction = Direction::kOut) {
  StepChoice choice;
  choice.direction = direction;
  choice.symmetric_both_ways = false;
  choice.through_apparatus = true;
  return choice;
}

std::vector<Tick> arrivals(const Contacts& contacts, Vertex from, Tick start, std::int64_t gap) {
  std::vector<Tick> ready(4, kNever);
  std::vector<Vertex> reached{from};
  ready[from] = start;
  contacts.pass(start, gap, ready, reached);
  for (Vertex v = 0; v < 4; ++v)
    EXPECT_EQ(std::count(reached.begin(), reached.end(), v), ready[v] == kNever ? 0 : 1) << v;
  return ready;
}

TEST(Contacts, AreTakenInOrderOfTime) {
  const auto graph = four_members();
  const View view(*graph);
  const auto contacts = Contacts::in(view, steps(), 0, 100);
  ASSERT_TRUE(contacts);
  EXPECT_EQ(contacts->size(), 4U);
  EXPECT_EQ(arrivals(*contacts, 0, 0, 1), (std::vector<Tick>{0, 2, 6, kNever})) << "2 leads on before it is reached";
  EXPECT_EQ(arrivals(*contacts, 0, 2, 1), (std::vector<Tick>{2, 6, kNever, kNever})) << "the first contact is gone";
  EXPECT_EQ(arrivals(*contacts, 0, 0, 5), (std::vector<Tick>{0, 6, kNever, kNever})) << "on the way when 1 leads on";
  EXPECT_EQ(arrivals(*contacts, 2, 3, 1), (std::vector<Tick>{kNever, kNever, 3, 4}));
}

TEST(Contacts, AreThoseOfTheStepsAndTheTime) {
  const auto graph = four_members();
  const View view(*graph);
  EXPECT_EQ(Contacts::in(view, steps(), 2, 100)->size(), 3U);
  EXPECT_EQ(Contacts::in(view, steps(), 0, 5)->size(), 2U);
  const auto back = Contacts::in(view, steps(Direction::kIn), 0, 100);
  EXPECT_EQ(arrivals(*back, 3, 0, 1), (std::vector<Tick>{kNever, 6, 4, 0}))
      << "to 2, and on day 5 to 1; to 0 on that day not";
  StepChoice by_type = steps();
  by_type.any_type = false;
  by_type.types = {SymbolId{0}};
  EXPECT_EQ(Contacts::in(view, by_type, 0, 100)->size(), 3U);
}

TEST(Contacts, AreNoneWhereARelationHoldsForLongerOrAtNoCertainTime) {
  for (const Period& last :
       {days(3, 5), Period::certain(Instant::minus_infinity(), Instant{0}), Period::always(),
        Period{Instant{0}, Instant{kSecondsPerDay}, Instant{kSecondsPerDay}, Instant{2 * kSecondsPerDay}}}) {
    const auto graph = four_members(last);
    const View view(*graph);
    EXPECT_FALSE(Contacts::in(view, steps(), 0, 100));
  }
}

// More than 65,536 days apart they are sorted by stretches first.
TEST(Contacts, AreInOrderHoweverFarApart) {
  const auto graph = four_members(days(3'000'000, 3'000'001));
  const View view(*graph);
  const auto contacts = Contacts::in(view, steps(), 0, 4'000'000);
  EXPECT_EQ(arrivals(*contacts, 0, 0, 1), (std::vector<Tick>{0, 2, 6, 3'000'001}));
}

}  // namespace
}  // namespace entente
