// The amount between two temporal instants.
#include "entente/time/temporal_amount.hpp"

namespace entente {
namespace {

// Both on the clocks of one zone.
struct Ends {
  ZonedDateTime from, to;
};

Result<Ends> ends_of(const TemporalParts& from, const TemporalParts& to) {
  const LocalDate day = from.date ? *from.date : to.date.value_or(LocalDate{});
  const TimeZone first = from.zone ? *from.zone : to.zone.value_or(TimeZone{});
  const TimeZone second = to.zone ? *to.zone : first;
  Result<ZonedDateTime> a = in_zone(at(day, from.time.value_or(LocalTime{})), first, first.offset);
  if (!a.ok()) return a.error();
  Result<ZonedDateTime> b = in_zone(at(to.date.value_or(day), to.time.value_or(LocalTime{})), second, second.offset);
  if (!b.ok()) return b.error();
  if (second == first) return Ends{*std::move(a), *std::move(b)};
  Result<ZonedDateTime> moved = in_zone(b->utc_seconds(), b->local.nanos, first);
  if (!moved.ok()) return moved.error();
  return Ends{*std::move(a), *std::move(moved)};
}

LocalDateTime months_later(LocalDateTime t, std::int64_t months) {
  return at({days_from_civil(add_months(civil_from_days(t.date().days), months))}, t.time());
}

// The most months that don't lead past the end, forward or back.
std::int64_t whole_months(LocalDateTime from, LocalDateTime to) {
  const CivilDate a = civil_from_days(from.date().days), b = civil_from_days(to.date().days);
  const std::int64_t months = (b.year - a.year) * 12 + (b.month - a.month);
  const LocalDateTime reached = months_later(from, months);
  if (from < to && reached > to) return months - 1;
  if (to < from && reached < to) return months + 1;
  return months;
}

std::int64_t whole_days(LocalDateTime from, LocalDateTime to) {
  const std::int64_t days = to.date().days - from.date().days;
  if (days > 0 && to.time() < from.time()) return days - 1;
  if (days < 0 && to.time() > from.time()) return days + 1;
  return days;
}

}  // namespace

Result<TemporalAmount> amount_between(const TemporalParts& from, const TemporalParts& to, AmountUnit unit) {
  const bool both_dated = from.date && to.date;
  if (!both_dated && (unit == AmountUnit::kMonths || unit == AmountUnit::kDays)) return TemporalAmount{};
  const Result<Ends> ends = ends_of(from, to);
  if (!ends.ok()) return ends.error();
  const ZonedDateTime &a = ends->from, &b = ends->to;
  TemporalAmount amount;
  LocalDateTime reached = a.local;
  if (both_dated && (unit == AmountUnit::kCalendar || unit == AmountUnit::kMonths)) {
    amount.months = whole_months(a.local, b.local);
    if (unit == AmountUnit::kMonths) return amount;
    reached = months_later(reached, amount.months);
  }
  if (both_dated && unit != AmountUnit::kSeconds) {
    amount.days = whole_days(reached, b.local);
    if (unit == AmountUnit::kDays) return amount;
    reached.seconds += amount.days * kSecondsPerDay;
  }
  const Result<ZonedDateTime> last =
      reached == a.local ? Result<ZonedDateTime>(a) : in_zone(reached, zone_of(a), b.offset);
  if (!last.ok()) return last.error();
  amount.seconds = b.utc_seconds() - last->utc_seconds();
  const std::int64_t nanos = std::int64_t{b.local.nanos} - last->local.nanos;
  amount.nanos = static_cast<std::int32_t>(nanos < 0 ? nanos + kNanosPerSecond : nanos);
  if (nanos < 0) --amount.seconds;
  return amount;
}

}  // namespace entente
