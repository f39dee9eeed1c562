// Instants as values: their order is that of time, beside texts too; their arithmetic is that of calendar amounts.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "entente/model/value.hpp"
#include "entente/time/calendar.hpp"
#include "entente/time/date.hpp"
#include "entente/time/duration.hpp"

namespace entente {
namespace {

namespace gen = rc::gen;

// From before the universe to long after us, near our years more often, and the infinities.
rc::Gen<Instant> any_instant() {
  const auto years = gen::oneOf(gen::inRange<std::int64_t>(-50, 50), gen::inRange<std::int64_t>(-12'000, 12'000),
                                gen::inRange<std::int64_t>(-kMaxYear, kMaxYear));
  const auto finite = gen::apply(
      [](std::int64_t year, std::int64_t day, bool midnight) {
        return Instant{start_of_day(CivilDate{year, 1, 1}).seconds + day * kSecondsPerDay + (midnight ? 0 : 43'200)};
      },
      years, gen::inRange<std::int64_t>(0, 365), gen::arbitrary<bool>());
  return gen::weightedOneOf<Instant>(
      {{10, finite}, {1, gen::just(Instant::minus_infinity())}, {1, gen::just(Instant::plus_infinity())}});
}

int sign(std::strong_ordering c) {
  return c < 0 ? -1 : c > 0 ? 1 : 0;
}

RC_GTEST_PROP(InstantLaw, OrderIsThatOfTime, ()) {
  const Instant a = *any_instant(), b = *any_instant();
  const Value x(a), y(b);
  RC_ASSERT(sign(a <=> b) == order(x, y));
  RC_ASSERT(less(x, y) == truth(a < b));
  RC_ASSERT(less_or_equal(x, y) == truth(a <= b));
  RC_ASSERT(equal(x, y) == truth(a == b));
  RC_ASSERT(equivalent(x, y) == (a == b));
  if (a == b) RC_ASSERT(hash_of(x) == hash_of(y));
}

RC_GTEST_PROP(InstantLaw, ATextIsTheFirstInstantOfItsDate, ()) {
  const Instant a = *any_instant(), b = *any_instant();
  const Value x(a), y(b), text(print_point(b));
  RC_ASSERT(less(x, text) == less(x, y));
  RC_ASSERT(less(text, x) == less(y, x));
  RC_ASSERT(less_or_equal(x, text) == less_or_equal(x, y));
  RC_ASSERT(equal(x, text) == equal(x, y));
  RC_ASSERT(equal(text, x) == equal(x, text));
}

RC_GTEST_PROP(InstantLaw, PrintedItIsReadBack, ()) {
  const Instant a = *any_instant();
  const Result<Instant> again = read_point(print_point(a));
  RC_ASSERT(again.ok());
  RC_ASSERT(*again == a);
}

RC_GTEST_PROP(InstantLaw, AnAmountBetweenTwoLeadsFromOneToTheOther, ()) {
  const Instant a = *any_instant(), b = *any_instant();
  const std::optional<Duration> amount = duration_between(a, b);
  RC_ASSERT(amount.has_value() == (a.is_finite() && b.is_finite()));
  if (!amount) return;
  const Result<Instant> there = add(a, *amount);
  RC_ASSERT(there.ok());
  RC_ASSERT(*there == b);
}

}  // namespace
}  // namespace entente
