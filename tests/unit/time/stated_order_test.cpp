// Order that is stated in words, on the events of a well-known history.
#include "entente/time/stated_order.hpp"

#include <gtest/gtest.h>

#include "entente/time/calendar.hpp"
#include "entente/time/edtf.hpp"

namespace entente {
namespace {

constexpr std::int64_t kSecondsOfDay = kSecondsPerDay, kWeek = 7 * kSecondsOfDay;
constexpr auto kOpen = std::nullopt;

Period dated(std::string_view edtf) {
  return read_edtf(edtf).value();
}
std::string day(Instant t) {
  return print_instant(t);
}
Instant first_moment(std::int64_t year, int month, int day) {
  return start_of_day({year, month, day});
}

using Members = std::vector<std::size_t>;

TEST(StatedOrder, TheInvasionIsDatedByTheMeetingBeforeIt) {
  StatedOrder order;
  const Event meeting = order.add_event("meeting in Beijing", dated("2022-02-04"));
  const Event covid = order.add_event("pandemic");
  const Event invasion = order.add_event("invasion");
  order.add_statement("the pandemic began before the meeting",
                      stated::starts_before(covid, meeting, kSecondsOfDay, kOpen));
  order.add_statement("the invasion began less than three weeks after the meeting",
                      stated::starts_after(invasion, meeting, kSecondsOfDay, 3 * kWeek - kSecondsOfDay));
  const Tightening result = order.tighten();
  ASSERT_TRUE(result.is_consistent());
  EXPECT_EQ(result.periods[meeting.index], dated("2022-02-04"));
  EXPECT_EQ(result.periods[covid.index].earliest_start, Instant::minus_infinity());
  EXPECT_EQ(day(result.periods[covid.index].latest_start), "2022-02-03");
  EXPECT_EQ(day(result.periods[invasion.index].earliest_start), "2022-02-05");
  EXPECT_EQ(day(result.periods[invasion.index].latest_start), "2022-02-24");
  EXPECT_EQ(result.periods[invasion.index].latest_end, Instant::plus_infinity());
  // What was stated is still there.
  EXPECT_EQ(order.stated(invasion), StatedOrder::undated());
}

TEST(StatedOrder, AChangeOfMindLiesBetweenItsNeighbours) {
  StatedOrder order;
  const Event first = order.add_event("first meeting of Mao and Stalin", dated("1949-12-16"));
  const Event change = order.add_event("Stalin's change of mind");
  const Event talks = order.add_event("talks", dated("[1949-12..1950-02]"));
  const Event treaty = order.add_event("treaty", dated("1950-02-14"));
  order.add_statement("Stalin changed his mind after the first meeting and before the treaty",
                      stated::between(change, first, treaty));
  order.add_statement("talks followed the change of mind", stated::before(change, talks));
  order.add_statement("the talks led up to the treaty", stated::meets(talks, treaty));
  order.add_statement("the talks lasted three weeks or more", stated::lasts(talks, 3 * kWeek, kOpen));
  const Tightening result = order.tighten();
  ASSERT_TRUE(result.is_consistent());
  const Period& mind = result.periods[change.index];
  EXPECT_EQ(mind.earliest_start, first_moment(1949, 12, 17));
  EXPECT_EQ(mind.latest_end, first_moment(1950, 1, 24));
  const Period& talking = result.periods[talks.index];
  EXPECT_EQ(talking.latest_start, first_moment(1950, 1, 24));
  EXPECT_EQ(talking.earliest_end, first_moment(1950, 2, 14));
  EXPECT_EQ(talking.latest_end, first_moment(1950, 2, 14));
}

TEST(StatedOrder, EachPhraseBoundsWhatItSays) {
  const Period p = Period::certain({100}, {200});
  const auto tightened = [&p](auto phrase, const Period& stated = StatedOrder::undated()) {
    StatedOrder order;
    const Event known = order.add_event("known", p), other = order.add_event("other", stated);
    order.add_statement("", phrase(other, known));
    const Tightening result = order.tighten();
    EXPECT_TRUE(result.is_consistent());
    return result.is_consistent() ? result.periods[1] : Period{};
  };
  const Instant low = Instant::minus_infinity(), high = Instant::plus_infinity();
  EXPECT_EQ(tightened(stated::before), (Period{low, {99}, low, {100}}));
  EXPECT_EQ(tightened(stated::meets), (Period{low, {99}, {100}, {100}}));
  EXPECT_EQ(tightened(stated::overlaps), (Period{low, {199}, {101}, high}));
  EXPECT_EQ(tightened(stated::during), (Period{{100}, {199}, {101}, {200}}));
  EXPECT_EQ(tightened(stated::contains), (Period{low, {100}, {200}, high}));
  EXPECT_EQ(tightened(stated::same_start), (Period{{100}, {100}, {101}, high}));
  EXPECT_EQ(tightened(stated::same_end), (Period{low, {199}, {200}, {200}}));
  EXPECT_EQ(tightened(stated::equals), p);
  EXPECT_EQ(tightened([](Event a, Event b) { return stated::starts_after(a, b, 10, 20); }),
            (Period{{110}, {120}, {111}, high}));
  EXPECT_EQ(tightened([](Event a, Event b) { return stated::starts_before(a, b, 10, 20); }),
            (Period{{80}, {90}, {81}, high}));
  EXPECT_EQ(tightened([](Event a, Event b) { return stated::follows(a, b, 0, 20); }),
            (Period{{200}, {220}, {201}, high}));
  EXPECT_EQ(tightened([](Event a, Event) { return stated::lasts(a, 5, 6); }, {{0}, {10}, {0}, {12}}),
            (Period{{0}, {7}, {5}, {12}}));
}

TEST(StatedOrder, ACircleIsAContradictionWithoutItsBystanders) {
  StatedOrder order;
  const Event a = order.add_event("A"), b = order.add_event("B"), c = order.add_event("C");
  order.add_statement("A before B", stated::before(a, b));
  order.add_statement("A lasted a week", stated::lasts(a, kWeek, kWeek));
  order.add_statement("B before C", stated::before(b, c));
  order.add_statement("A and C overlap", stated::overlaps(a, c));
  const Tightening result = order.tighten();
  ASSERT_FALSE(result.is_consistent());
  EXPECT_TRUE(result.periods.empty());
  EXPECT_EQ(result.contradiction->statements, (Members{0, 2, 3}));
  EXPECT_TRUE(result.contradiction->periods.empty());
  EXPECT_EQ(order.describe(*result.contradiction),
            "these can't all be true:\n  A before B\n  B before C\n  A and C overlap");
}

TEST(StatedOrder, DatesTakePartInContradictions) {
  StatedOrder order;
  const Event treaty = order.add_event("treaty", dated("1950-02-14"));
  const Event visit = order.add_event("visit", dated("1949-12"));
  order.add_event("bystander", dated("1949-12-16"));
  order.add_statement("the visit came ten weeks after the treaty",
                      stated::starts_after(visit, treaty, 10 * kWeek, 10 * kWeek));
  const Tightening result = order.tighten();
  ASSERT_FALSE(result.is_consistent());
  EXPECT_EQ(result.contradiction->statements, Members{0});
  EXPECT_EQ(result.contradiction->periods, (std::vector{treaty, visit}));
  EXPECT_EQ(order.describe(*result.contradiction),
            "these can't all be true:\n  the visit came ten weeks after the treaty\n  the date of treaty\n"
            "  the date of visit");
}

TEST(StatedOrder, OneStatementOrOneDateCanContradictItself) {
  StatedOrder order;
  const Event a = order.add_event("A");
  order.add_statement("A lasted at least three days and at most two",
                      stated::lasts(a, 3 * kSecondsOfDay, 2 * kSecondsOfDay));
  EXPECT_EQ(order.tighten().contradiction->statements, Members{0});
  StatedOrder backwards;
  backwards.add_event("A", Period{{10}, {10}, {5}, {5}});
  EXPECT_EQ(backwards.tighten().contradiction->periods, std::vector{Event{0}});
}

TEST(StatedOrder, WhatStillHoldsOrAlwaysHeldHasNoDistanceFromADate) {
  StatedOrder order;
  const Event state = order.add_event("state", dated("1949-10-01/.."));
  const Event alliance = order.add_event("alliance", dated("1950-02-14/"));
  order.add_statement("the alliance outlasted the state", Distances{{end_of(state), end_of(alliance), 0, kOpen}});
  const Tightening result = order.tighten();
  ASSERT_TRUE(result.is_consistent());
  EXPECT_EQ(result.periods[alliance.index].earliest_end, Instant::plus_infinity());
  order.add_statement("by a day", Distances{{end_of(state), end_of(alliance), kSecondsOfDay, kOpen}});
  const Tightening longer = order.tighten();
  ASSERT_FALSE(longer.is_consistent());
  EXPECT_EQ(longer.contradiction->statements, Members{1});
  EXPECT_EQ(longer.contradiction->periods, std::vector{state});
}

TEST(StatedOrder, NamesFindEvents) {
  StatedOrder order;
  const Event a = order.add_event("A");
  order.add_event("A");
  EXPECT_EQ(order.find("A"), a);
  EXPECT_EQ(order.find("B"), std::nullopt);
  EXPECT_EQ(order.name(a), "A");
  EXPECT_TRUE(StatedOrder{}.tighten().is_consistent());
}

// A chain of 10,000 events, dated at its two ends, told in an order that is no help, with two distances beside each
// link.
TEST(StatedOrder, ThousandsOfEventsAreTightened) {
  constexpr std::size_t kEvents = 10'000;
  StatedOrder order;
  const auto link = [](std::size_t i) { return (i * 7'919) % (kEvents - 1); };
  for (std::size_t i = 0; i < kEvents; ++i) {
    order.add_event("", i == 0             ? Period::certain({0}, {1})
                        : i == kEvents - 1 ? Period::certain({2 * kEvents}, {2 * kEvents + 1})
                                           : StatedOrder::undated());
  }
  for (std::size_t i = 0; i + 1 < kEvents; ++i) {
    const Event a{link(i)}, b{link(i) + 1};
    order.add_statement("", stated::before(a, b));
    order.add_statement("", stated::starts_after(b, a, 2, kOpen));
    order.add_statement("", stated::lasts(a, 1, 5));
  }
  const Tightening result = order.tighten();
  ASSERT_TRUE(result.is_consistent());
  for (std::size_t i = 0; i + 1 < kEvents; ++i) {
    const auto earliest = static_cast<std::int64_t>(2 * i);
    ASSERT_EQ(result.periods[i].earliest_start.seconds, earliest) << i;
    ASSERT_EQ(result.periods[i].latest_start.seconds, i == 0 ? 0 : earliest + 2) << i;
  }
}

TEST(StatedOrder, ALongCircleIsNamedAsAWhole) {
  constexpr std::size_t kEvents = 200;
  StatedOrder order;
  Members all;
  for (std::size_t i = 0; i < kEvents; ++i) order.add_event("");
  for (std::size_t i = 0; i < kEvents; ++i) {
    all.push_back(order.add_statement("", stated::before({i}, {(i + 1) % kEvents})));
  }
  EXPECT_EQ(order.tighten().contradiction->statements, all);
}

}  // namespace
}  // namespace entente
