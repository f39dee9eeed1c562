// What FOR PORTION OF cuts off a time, and what it leaves: for every period and portion of a small world, and for sets
// of two stretches, the parts say at each instant what the whole said there, and nothing elsewhere.
#include "entente/time/portion.hpp"

#include <gtest/gtest.h>

#include "entente/time/stretches.hpp"
#include "laws/small_world.hpp"

namespace entente {
namespace {

// Bounds lie ten seconds apart: a part of one second can't be said to be there under some choices only.
constexpr int kLast = 5, kStep = 10;

Period scaled(Period p) {
  for (Instant* bound : {&p.earliest_start, &p.latest_start, &p.earliest_end, &p.latest_end}) bound->seconds *= kStep;
  return p;
}

Truth holds_in(const std::optional<Validity>& part, Instant t) {
  return part ? holds_at(stretches_of(*part), t) : Truth::kFalse;
}

void expect_parts(const std::optional<Validity>& whole, const Validity& as_stretches, Instant from, Instant to) {
  const Portions parts = split(whole, Period::certain(from, to));
  for (int second = -kStep; second <= (kLast + 1) * kStep; second += kStep / 2) {
    const Instant t{second};
    const bool is_in = from <= t && t < to;
    const Truth held = holds_at(stretches_of(as_stretches), t);
    ASSERT_EQ(holds_in(parts.within, t), is_in ? held : Truth::kFalse)
        << text_of(as_stretches) << " from " << from.seconds << " to " << to.seconds << " at " << second;
    ASSERT_EQ(holds_in(parts.outside, t), is_in ? Truth::kFalse : held)
        << text_of(as_stretches) << " from " << from.seconds << " to " << to.seconds << " at " << second;
  }
}

template <class Check>
void for_each_portion(const Check& check) {
  for (int from = -1; from <= kLast; ++from)
    for (int to = from + 1; to <= kLast + 1; ++to) check(Instant{from * kStep}, Instant{to * kStep});
}

TEST(PortionLaw, ThePartsSayAtEachInstantWhatTheWholeSaid) {
  for (const laws::WorldPeriod& p : laws::periods_between(0, kLast)) {
    const Validity whole = validity_of(scaled(p.bounds));
    for_each_portion([&](Instant from, Instant to) { expect_parts(whole, whole, from, to); });
  }
}

TEST(PortionLaw, OfSetsToo) {
  for (const laws::WorldPeriod& p : laws::periods_between(0, 3)) {
    for (const laws::WorldPeriod& q : laws::periods_between(3, kLast)) {
      const Result<Validity> whole =
          set_of_stretches(std::vector{validity_of(scaled(p.bounds)), validity_of(scaled(q.bounds))});
      if (!whole.ok()) continue;
      for_each_portion([&](Instant from, Instant to) { expect_parts(*whole, *whole, from, to); });
    }
  }
}

TEST(PortionLaw, WhatNobodyDatesHoldsAlways) {
  Validity always;
  always.bounds = Period::always();
  for_each_portion([&](Instant from, Instant to) { expect_parts(std::nullopt, always, from, to); });
  const Portions whole = split(std::nullopt, Period::always());
  EXPECT_TRUE(whole.within.has_value());
  EXPECT_FALSE(whole.outside.has_value());
}

TEST(PortionLaw, WhatIsNotCutKeepsItsText) {
  const Validity whole = *read_validity("1949~/1963~");
  const auto year = [](const char* text) { return read_validity(text)->bounds.earliest_start; };
  EXPECT_EQ(split(whole, Period::certain(year("1940"), year("1970"))).within, whole);
  EXPECT_EQ(split(whole, Period::certain(year("1970"), year("1980"))).outside, whole);
}

}  // namespace
}  // namespace entente
