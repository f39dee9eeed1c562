#include "time/edtf/reading.hpp"

#include <algorithm>

#include "entente/time/edtf.hpp"
#include "entente/time/julian.hpp"

namespace entente::edtf {
namespace {

constexpr Instant kPast = Instant::minus_infinity();
constexpr Instant kFuture = Instant::plus_infinity();

Instant plus(Instant instant, std::int64_t seconds) {
  return instant.is_finite() ? Instant{instant.seconds + seconds} : instant;
}

// Years that a year date is precise to: 10 for 195X, 100 for 19XX.
std::int64_t years_of_precision(const Date& date) {
  std::int64_t years = 1;
  for (int i = 3; i >= 0 && date.year_digits[i] == kUnspecified; --i) years *= 10;
  return years;
}

constexpr std::int64_t kDaysOfSeason = 84;  // twelve weeks

// How far one qualifier on a component moves the bounds.
struct Step {
  std::int64_t months = 0, days = 0;
};
Step step_of(const Date& date, int component) {
  if (component == 2) return {0, 1};
  if (component == 0) return {years_of_precision(date) * 12, 0};
  if (date.kind != DateKind::kSeason) return {1, 0};
  if (date.season <= 32) return {0, kDaysOfSeason};
  return {months_of_season(date.season).months, 0};
}

// Each of the two qualifiers counts on its own, so % moves twice as far as ? or ~. Adjacent components that carry the
// same qualifier are one statement and move by the finest of them: 1949-12~ by a month, 1949~-12 by a year.
Step total_step(const Date& date) {
  Step total;
  const int count = date.components();
  for (const Qualifiers qualifier : {kUncertain, kApproximate}) {
    for (int i = 0; i < count; ++i) {
      const bool ends_a_run =
          (date.qualifiers[i] & qualifier) != 0 && (i + 1 == count || (date.qualifiers[i + 1] & qualifier) == 0);
      if (!ends_a_run) continue;
      const Step step = step_of(date, i);
      total.months += step.months;
      total.days += step.days;
    }
  }
  return total;
}

std::int64_t move(std::int64_t day, std::int64_t months, std::int64_t days, Calendar calendar) {
  if (months == 0) return day + days;
  return days_from_date(add_months(date_from_days(day, calendar), months, calendar), calendar) + days;
}

Span moved(const Date& date, std::int64_t months, std::int64_t days) {
  // The last day of a month or year moves with the month after it, so that 30 June goes to 31 July.
  const bool is_day = date.kind == DateKind::kDay;
  const std::int64_t first = move(date.first_day, months, days, date.calendar);
  const std::int64_t last = is_day ? move(date.last_day, months, days, date.calendar)
                                   : move(date.last_day + 1, months, days, date.calendar) - 1;
  return {start_of_day(first), start_of_day(last)};
}

Period read(const Date& date, Extent extent) {
  const WidenedSpan span = widen(date);
  const std::int64_t unit = date.unit();
  if (extent == Extent::kThroughout) {
    return {span.early.first, span.late.first, plus(span.early.last, unit), plus(span.late.last, unit)};
  }
  return {span.early.first, span.late.last, plus(span.early.first, unit), plus(span.late.last, unit)};
}

// Bounds that no choice with at least one unit between start and end can have are drawn in.
Period clipped(Period p, std::int64_t unit) {
  p.latest_start = std::min(p.latest_start, plus(p.latest_end, -unit));
  p.earliest_end = std::max(p.earliest_end, plus(p.earliest_start, unit));
  return p;
}

Period read_interval(const IntervalEnd& start, const IntervalEnd& end, Extent extent) {
  Period p;
  std::int64_t unit = kSecondsPerDay;
  if (start.kind == EndKind::kDate) {
    const Period from = read(start.date, extent);
    p.earliest_start = from.earliest_start;
    p.latest_start = from.latest_start;
    unit = std::min(unit, start.date.unit());
  } else {
    p.earliest_start = kPast;
    p.latest_start = start.kind == EndKind::kOpen ? kPast : kFuture;
  }
  if (end.kind == EndKind::kDate) {
    const Period to = read(end.date, extent);
    p.earliest_end = to.earliest_end;
    p.latest_end = to.latest_end;
    unit = std::min(unit, end.date.unit());
  } else {
    p.earliest_end = end.kind == EndKind::kOpen ? kFuture : kPast;
    p.latest_end = kFuture;
  }
  return clipped(p, unit);
}

Period read_member(const Member& member, ExpressionKind kind, Extent extent) {
  if (kind == ExpressionKind::kAllOf) {
    const auto end_of = [](bool is_open, const Date& date) {
      return IntervalEnd{is_open ? EndKind::kOpen : EndKind::kDate, date};
    };
    if (!member.is_range) return read(member.first, extent);
    return read_interval(end_of(member.open_before, member.first), end_of(member.open_after, member.last), extent);
  }
  const Period first = read(member.first, extent), last = read(member.last, extent);
  Period p{first.earliest_start, last.latest_start, first.earliest_end, last.latest_end};
  if (member.open_before) p.earliest_start = p.earliest_end = kPast;
  if (member.open_after) p.latest_start = p.latest_end = kFuture;
  return p;
}

Period read_set(const Expression& expression, Extent extent) {
  const bool all = expression.kind == ExpressionKind::kAllOf;
  Period hull = read_member(expression.members[0], expression.kind, extent);
  for (const Member& member : expression.members) {
    const Period p = read_member(member, expression.kind, extent);
    hull.earliest_start = std::min(hull.earliest_start, p.earliest_start);
    hull.latest_end = std::max(hull.latest_end, p.latest_end);
    // One of them: any member's. All of them: it had begun when the first member had, and lasted until the last one.
    hull.latest_start = all ? std::min(hull.latest_start, p.latest_start) : std::max(hull.latest_start, p.latest_start);
    hull.earliest_end = all ? std::max(hull.earliest_end, p.earliest_end) : std::min(hull.earliest_end, p.earliest_end);
  }
  return hull;
}

std::int64_t smallest_unit(const Expression& expression) {
  std::int64_t unit = kSecondsPerDay;
  const auto look_at = [&unit](const Date& date) { unit = std::min(unit, date.unit()); };
  if (expression.start.kind == EndKind::kDate) look_at(expression.start.date);
  if (expression.kind == ExpressionKind::kInterval && expression.end.kind == EndKind::kDate)
    look_at(expression.end.date);
  for (const Member& member : expression.members) {
    look_at(member.first);
    look_at(member.last);
  }
  return unit;
}

// It held at some unit of the hull: it had begun by the last one and not ended before the end of the first one.
Period observed(const Period& within, std::int64_t unit) {
  return {kPast, plus(within.latest_end, -unit), plus(within.earliest_start, unit), kFuture};
}

// First moment and end of the calendar span of a set, qualifiers ignored.
Period hull_of(const std::vector<Member>& members) {
  Period hull = Period::certain(members[0].first.first(), members[0].last.end());
  for (const Member& member : members) {
    hull.earliest_start = std::min(hull.earliest_start, member.open_before ? kPast : member.first.first());
    hull.latest_end = std::max(hull.latest_end, member.open_after ? kFuture : member.last.end());
  }
  return Period::certain(hull.earliest_start, hull.latest_end);
}

}  // namespace

WidenedSpan widen(const Date& date) {
  const Span plain{date.first(), date.last()};
  if (!date.is_qualified()) return {plain, plain};
  const Step step = total_step(date);
  return {moved(date, -step.months, -step.days), moved(date, step.months, step.days)};
}

Period read(const Expression& expression, Extent extent) {
  const Extent inner = extent == Extent::kObserved ? Extent::kWithin : extent;
  Period p;
  switch (expression.kind) {
    case ExpressionKind::kDate:
      p = read(expression.start.date, inner);
      break;
    case ExpressionKind::kInterval:
      p = read_interval(expression.start, expression.end, inner);
      break;
    default:
      p = read_set(expression, inner);
      break;
  }
  return extent == Extent::kObserved ? observed(p, smallest_unit(expression)) : p;
}

Result<Period> read_end_exclusive(const Expression& expression, Extent extent) {
  if (expression.kind != ExpressionKind::kInterval) {
    return Error(ErrorCode::kArgument, "an exclusive end needs an interval");
  }
  if (extent == Extent::kObserved) {
    return Error(ErrorCode::kArgument, "an exclusive end says nothing about something that was only observed");
  }
  if (expression.end.kind != EndKind::kDate) return read(expression, extent);  // there is no day to leave out
  const Date& end = expression.end.date;
  const WidenedSpan span = widen(end);
  Period p = read_interval(expression.start, expression.end, extent);
  p.earliest_end = span.early.first;
  p.latest_end = extent == Extent::kThroughout ? span.late.first : span.late.last;
  if (p.latest_end <= p.earliest_start) {
    return Error(ErrorCode::kArgument, "the exclusive end is not after the start");
  }
  return clipped(p, smallest_unit(expression));
}

Period read_literal(const Expression& expression) {
  if (expression.kind == ExpressionKind::kDate) {
    return Period::certain(expression.start.date.first(), expression.start.date.end());
  }
  if (expression.kind != ExpressionKind::kInterval) return hull_of(expression.members);
  Period p;
  const IntervalEnd &start = expression.start, &end = expression.end;
  if (start.kind == EndKind::kDate) p.earliest_start = p.latest_start = start.date.first();
  if (start.kind == EndKind::kUnknown) p.latest_start = kFuture;
  if (end.kind == EndKind::kDate) p.earliest_end = p.latest_end = end.date.end();
  if (end.kind == EndKind::kUnknown) p.earliest_end = kPast;
  return clipped(p, smallest_unit(expression));
}

}  // namespace entente::edtf

namespace entente {
namespace {

EdtfSummary summarize(const edtf::Expression& expression) {
  EdtfSummary summary;
  summary.level = expression.level;
  const auto start = [&summary](const edtf::Date& date) {
    summary.earliest = date.first();
    summary.to_the_second = date.kind == edtf::DateKind::kDateTime;
  };
  const auto end = [&summary](const edtf::Date& date) {
    summary.latest_exclusive = date.end();
    summary.latest_to_the_second = date.kind == edtf::DateKind::kDateTime;
  };
  switch (expression.kind) {
    case edtf::ExpressionKind::kDate:
      start(expression.start.date);
      end(expression.start.date);
      return summary;
    case edtf::ExpressionKind::kInterval:
      summary.earliest = edtf::kPast;
      summary.latest_exclusive = edtf::kFuture;
      summary.unknown_start = expression.start.kind == edtf::EndKind::kUnknown;
      summary.unknown_end = expression.end.kind == edtf::EndKind::kUnknown;
      if (expression.start.kind == edtf::EndKind::kDate) start(expression.start.date);
      if (expression.end.kind == edtf::EndKind::kDate) end(expression.end.date);
      return summary;
    default:
      break;
  }
  start(expression.members[0].first);
  end(expression.members[0].last);
  for (const edtf::Member& member : expression.members) {
    if (member.first.first() < summary.earliest) start(member.first);
    if (member.last.end() > summary.latest_exclusive) end(member.last);
  }
  if (expression.members.front().open_before) summary.earliest = edtf::kPast;
  if (expression.members.back().open_after) summary.latest_exclusive = edtf::kFuture;
  return summary;
}

}  // namespace

Result<EdtfSummary> summarize_edtf(std::string_view text) {
  Result<edtf::Expression> expression = edtf::parse(text);
  if (!expression) return std::move(expression.error());
  return summarize(*expression);
}

Result<Period> read_edtf(std::string_view text) {
  Result<edtf::Expression> expression = edtf::parse(text);
  if (!expression) return std::move(expression.error());
  return edtf::read(*expression, Extent::kWithin);
}

Result<Period> read_literal(std::string_view text) {
  Result<edtf::Expression> expression = edtf::parse(text);
  if (!expression) return std::move(expression.error());
  return edtf::read_literal(*expression);
}

Result<Instant> read_instant(std::string_view text, Instant open) {
  if (text == "..") return open;
  Result<edtf::Expression> expression = edtf::parse(text);
  if (!expression) return std::move(expression.error());
  if (expression->kind != edtf::ExpressionKind::kDate) {
    return Error(ErrorCode::kArgument, "a bound is one date, a date-time, or '..'", SourceSpan{0, text.size()});
  }
  return expression->start.date.first();
}

}  // namespace entente
