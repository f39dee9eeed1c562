// The algebra of periods: what they share and leave, sets of them, and how long and how far apart they are.
#include <fmt/format.h>

#include <algorithm>

#include "entente/time/duration.hpp"
#include "entente/time/edtf.hpp"
#include "entente/time/period_algebra.hpp"
#include "entente/time/period_set.hpp"
#include "entente/time/stretches.hpp"
#include "query/functions/arguments.hpp"
#include "query/functions/families.hpp"
#include "query/functions/period_sets.hpp"

namespace entente {
namespace {

// ---- sets of instants: a period, a list of periods, or {certain, possible}

bool is_set(const Value& value) {
  return value.is_list() || value.is_map();
}

PeriodSet certain_set(const Value& list, std::string_view function) {
  std::vector<Stretch> stretches;
  for (const Value& item : list_argument(list, function)) {
    const Period p = period_of(item);
    if (!p.is_certain())
      throw_argument(fmt::format("{}: `certain` and `possible` are lists of certain periods", function));
    stretches.push_back({p.earliest_start, p.latest_end});
  }
  return PeriodSet(std::move(stretches));
}

UncertainPeriodSet set_of(const Value& value, std::string_view function) {
  if (value.is_map()) {
    const auto part = [&](std::string_view key) {
      const auto found = value.map().find(key);
      if (found == value.map().end()) throw_type(function, "periods, lists of them, or {certain, possible}", value);
      return certain_set(found->second, function);
    };
    return {part("certain"), part("possible")};
  }
  if (!value.is_list()) return period_set(stretches_of(value));
  std::vector<Period> periods;
  for (const Value& item : value.list()) {
    if (item.is_null()) continue;
    for (const Period& p : narrowed(stretches_of(item))) periods.push_back(p);
  }
  return UncertainPeriodSet(periods);
}

Value set_value(const UncertainPeriodSet& set) {
  const auto list = [](const PeriodSet& part) {
    List periods;
    for (const Stretch& s : part) periods.push_back(period_value(Period::certain(s.start, s.end)));
    return periods;
  };
  return Map{{"certain", list(set.certain)}, {"possible", list(set.possible)}};
}

List list_of(const std::vector<Period>& periods) {
  List list;
  for (const Period& p : periods) list.push_back(period_value(p));
  return list;
}

Value intersection_of(Arguments a, const FunctionContext&) {
  if (is_set(a[0]) || is_set(a[1])) return set_value(set_of(a[0], "intersection()") & set_of(a[1], "intersection()"));
  return value_of_stretches(shared_stretches(stretches_of(a[0]), stretches_of(a[1])));
}

Value minus_of(Arguments a, const FunctionContext&) {
  if (is_set(a[0]) || is_set(a[1])) return set_value(set_of(a[0], "minus()") - set_of(a[1], "minus()"));
  return list_of(remaining_stretches(stretches_of(a[0]), stretches_of(a[1])));
}

Value complement_of(Arguments a, const FunctionContext&) {
  if (is_set(a[0])) return set_value(~set_of(a[0], "complement()"));
  return list_of(remaining_stretches(std::vector{Period::always()}, stretches_of(a[0])));
}

Value span_of(Arguments a, const FunctionContext&) {
  return period_value(span(period_of(a[0]), period_of(a[1])));
}

Value period_set_of(Arguments a, const FunctionContext&) {
  return set_value(set_of(a[0], "period_set()"));
}

Value core_of(Arguments a, const FunctionContext&) {
  std::vector<Period> cores;
  for (const Period& p : stretches_of(a[0])) {
    if (p.has_core()) cores.push_back(Period::certain(p.latest_start, p.earliest_end));
  }
  return value_of_stretches(cores);
}

Value hull_of(Arguments a, const FunctionContext&) {
  const Period p = period_of(a[0]);
  return period_value(Period::certain(p.earliest_start, p.latest_end));
}

// ---- lengths

// In days, whole ones as an integer; null without end.
Value days_value(std::uint64_t seconds) {
  if (seconds == LengthRange::kUnbounded) return {};
  constexpr auto kDay = static_cast<std::uint64_t>(kSecondsPerDay);
  if (seconds % kDay == 0) return static_cast<std::int64_t>(seconds / kDay);
  return static_cast<double>(seconds) / static_cast<double>(kDay);
}

Value length_value(const LengthRange& length) {
  return Map{{"min", days_value(length.min)}, {"max", days_value(length.max)}, {"text", Value(text_of(length))}};
}

// Of sets: between the two stretches that are nearest to each other.
Value gap_between(Arguments a, const FunctionContext&) {
  LengthRange nearest{LengthRange::kUnbounded, LengthRange::kUnbounded};
  for (const Period& p : stretches_of(a[0])) {
    for (const Period& q : stretches_of(a[1])) {
      const LengthRange one = gap(p, q);
      nearest = {std::min(nearest.min, one.min), std::min(nearest.max, one.max)};
    }
  }
  return length_value(nearest);
}

std::uint64_t sum_of(std::uint64_t a, std::uint64_t b) {
  return a == LengthRange::kUnbounded || b == LengthRange::kUnbounded ? LengthRange::kUnbounded : a + b;
}

Value overlap_of(Arguments a, const FunctionContext&) {
  LengthRange both{0, 0};
  for (const Period& p : stretches_of(a[0])) {
    for (const Period& q : stretches_of(a[1])) {
      const LengthRange one = overlap_length(p, q);
      both = {sum_of(both.min, one.min), sum_of(both.max, one.max)};
    }
  }
  return length_value(both);
}

Value amount_between(Arguments a, const FunctionContext&) {
  const Period from = period_of(a[0]), to = period_of(a[1]);
  if (from.earliest_start != from.latest_start || to.earliest_start != to.latest_start) return {};
  const std::optional<Duration> amount = duration_between(from.earliest_start, to.earliest_start);
  return amount ? Value(print_duration(*amount)) : Value();
}

Value shift(Arguments a, const FunctionContext&) {
  const Duration amount = duration_argument(a[1], "shift()");
  if (a[0].is_instant()) {
    if (!a[0].instant().is_finite()) return a[0];
    const Result<Instant> later = add(a[0].instant(), amount);
    if (!later.ok()) throw later.error();
    return *later;
  }
  std::vector<Period> later;
  for (const Period& p : stretches_of(a[0])) {
    const Result<Period> moved = add(p, amount);
    if (!moved.ok()) throw moved.error();
    later.push_back(*moved);
  }
  return value_of_stretches(later);
}

Value duration_text(Arguments a, const FunctionContext&) {
  return text_of(duration_argument(a[0], "duration_text()"));
}

constexpr Function kPeriodFunctions[] = {
    {"intersection", "intersection(p, q)",
     "what two periods share; null where they certainly share nothing. Of lists: as period_set()",
     "RETURN intersection('1949/1953', '1951/1960'), intersection('1949', '1951')", "1951-01-01/1953-12-31 | null", 2,
     2, true, intersection_of},
    {"span", "span(p, q)", "the shortest period that covers both", "RETURN span('1949', '1953')",
     "1949-01-01/1953-12-31", 2, 2, true, span_of, gives(Kind::kPeriod)},
    {"minus", "minus(p, q)",
     "what is left of p without q: the pieces before and after it, each unless it is certainly empty. Of lists: as "
     "period_set()",
     "RETURN minus('1949/1953', '1951')", "[1949-01-01/1950-12-31, 1952-01-01/1953-12-31]", 2, 2, true, minus_of},
    {"complement", "complement(p)", "the time before and after; of a list: as period_set()",
     "RETURN complement('1949/1953')", "[../1948-12-31, 1954-01-01/..]", 1, 1, true, complement_of},
    {"period_set", "period_set(period or list)",
     "when any of the periods holds, as maximal stretches: {certain, possible}, in every and in some choice of their "
     "bounds",
     "RETURN period_set(['1949', '1950', edtf('1953/1955')]).certain", "[1949-01-01/1950-12-31, 1953-12-31/1955-01-01]",
     1, 1, true, period_set_of},
    {"core", "core(p)", "when the period holds for certain; null where there is no such time",
     "RETURN core(edtf('1949/1953')), core(edtf('1949'))", "1949-12-31/1953-01-01 | null", 1, 1, true, core_of,
     gives(Kind::kPeriod)},
    {"hull", "hull(p)", "when the period may hold", "RETURN hull(edtf('1949/1953'))", "1949-01-01/1953-12-31", 1, 1,
     true, hull_of, gives(Kind::kPeriod)},
    {"gap", "gap(p, q)",
     "how far two periods lie apart, 0 where they meet or overlap: {min, max, text}, in days, max null without a limit",
     "RETURN gap('1950', edtf('1953')).min, gap('1950', edtf('1953')).text", "731 | between 2 and 3 years", 2, 2, true,
     gap_between, gives(Kind::kMap)},
    {"overlap_length", "overlap_length(p, q)", "how long both hold: {min, max, text}, in days",
     "RETURN overlap_length('1950/1953', '1952/1960').max", "731", 2, 2, true, overlap_of, gives(Kind::kMap)},
    {"duration_between", "duration_between(p, q)",
     "the calendar amount from the start of p to the start of q, as ISO 8601; null where one is uncertain",
     "RETURN duration_between('1950-02-14', '1989-05-15')", "P39Y3M1D", 2, 2, true, amount_between},
    {"shift", "shift(p, duration)", "the period or instant later by a calendar amount; earlier by a negative one",
     "RETURN shift('1989-05-15', 'P10W'), shift('1950', '-P1Y')", "1989-07-24 | 1949-01-01/1949-12-31", 2, 2, true,
     shift},
    {"duration_text", "duration_text(duration)", "a calendar amount in words", "RETURN duration_text('P39Y3M1D')",
     "39 years, 3 months and 1 day", 1, 1, true, duration_text},
};

}  // namespace

Value length_of_period(const Value& period) {
  LengthRange all{0, 0};
  for (const Period& p : stretches_of(period)) {
    const LengthRange one = length(p);
    all = {sum_of(all.min, one.min), sum_of(all.max, one.max)};
  }
  return length_value(all);
}

std::span<const Function> period_functions() {
  return kPeriodFunctions;
}

}  // namespace entente
