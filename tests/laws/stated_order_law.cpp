// Tightened bounds and contradictions against trying every choice of bounds.
#include "entente/time/stated_order.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

namespace entente {
namespace {

constexpr std::int64_t kMinus = Instant::minus_infinity().seconds;
constexpr std::int64_t kPlus = Instant::plus_infinity().seconds;

struct StatedOrderWorld {
  std::vector<Period> periods;
  std::vector<Distances> statements;
};

// What an order means, said once more and without any thought of speed: all assignments of `line` to the bounds.
class Enumeration {
 public:
  Enumeration(const StatedOrderWorld& world, std::vector<std::int64_t> line) : world_(world), line_(std::move(line)) {
    values_.resize(2 * world.periods.size());
    for (std::size_t s = 0; s < world.statements.size(); ++s) all_statements_.push_back(s);
    for (std::size_t e = 0; e < world.periods.size(); ++e) all_periods_.push_back(e);
  }

  // The tightest bounds, empty when there is no assignment.
  std::vector<Period> bounds() {
    found_.clear();
    assign(0, all_statements_, all_periods_, false);
    return found_;
  }

  bool is_consistent(const std::vector<std::size_t>& statements, const std::vector<std::size_t>& periods) {
    found_.clear();
    assign(0, statements, periods, true);
    return !found_.empty();
  }

 private:
  static bool at_most(std::int64_t distance_from, std::int64_t distance_to, std::int64_t maximum) {
    if (distance_to == distance_from && (distance_to == kMinus || distance_to == kPlus)) return maximum >= 0;
    if (distance_to == kMinus || distance_from == kPlus) return true;
    if (distance_to == kPlus || distance_from == kMinus) return false;
    return distance_to - distance_from <= maximum;
  }

  // Checks what speaks of values up to `last`, and of that one at least.
  bool holds(std::size_t last, const std::vector<std::size_t>& statements, const std::vector<std::size_t>& periods) {
    const std::size_t event = last / 2;
    const std::int64_t value = values_[last];
    if (std::find(periods.begin(), periods.end(), event) != periods.end()) {
      const Period& p = world_.periods[event];
      const Instant t{value};
      if (last % 2 == 0 ? t < p.earliest_start || t > p.latest_start : t < p.earliest_end || t > p.latest_end)
        return false;
    }
    if (last % 2 == 1 && values_[last - 1] >= value) return false;
    for (const std::size_t s : statements) {
      for (const Distance& d : world_.statements[s]) {
        const std::size_t from = place(d.from), to = place(d.to);
        if (std::max(from, to) != last) continue;
        if (d.maximum && !at_most(values_[from], values_[to], *d.maximum)) return false;
        if (d.minimum && !at_most(values_[to], values_[from], -*d.minimum)) return false;
      }
    }
    return true;
  }

  static std::size_t place(const EventBound& b) {
    return 2 * b.event.index + (b.side == EventBound::Side::kEnd ? 1 : 0);
  }

  void assign(std::size_t next, const std::vector<std::size_t>& statements, const std::vector<std::size_t>& periods,
              bool first_only) {
    if (first_only && !found_.empty()) return;
    if (next == values_.size()) return record();
    for (const std::int64_t value : line_) {
      values_[next] = value;
      if (holds(next, statements, periods)) assign(next + 1, statements, periods, first_only);
    }
  }

  void record() {
    if (found_.empty()) {
      for (std::size_t e = 0; e < world_.periods.size(); ++e) found_.push_back({{kPlus}, {kMinus}, {kPlus}, {kMinus}});
    }
    for (std::size_t e = 0; e < found_.size(); ++e) {
      const Instant start{values_[2 * e]}, end{values_[2 * e + 1]};
      Period& p = found_[e];
      p.earliest_start = std::min(p.earliest_start, start);
      p.latest_start = std::max(p.latest_start, start);
      p.earliest_end = std::min(p.earliest_end, end);
      p.latest_end = std::max(p.latest_end, end);
    }
  }

  const StatedOrderWorld& world_;
  std::vector<std::int64_t> line_;
  std::vector<std::size_t> all_statements_, all_periods_;
  std::vector<std::int64_t> values_;
  std::vector<Period> found_;
};

StatedOrder order_of(const StatedOrderWorld& world) {
  StatedOrder order;
  for (const Period& p : world.periods) order.add_event("", p);
  for (const Distances& d : world.statements) order.add_statement("", d);
  return order;
}

int number(int low, int high) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(low, high + 1));  // all numbers from the first try on
}

EventBound any_bound(int events) {
  const Event event{static_cast<std::size_t>(number(0, events - 1))};
  return number(0, 1) == 0 ? start_of(event) : end_of(event);
}

Distances any_statement(int events, int reach) {
  Distances distances;
  const int count = number(1, 2);
  for (int i = 0; i < count; ++i) {
    Distance d{any_bound(events), any_bound(events), std::nullopt, std::nullopt};
    const int kind = number(0, 2);
    if (kind != 0) d.minimum = number(-reach, reach);
    if (kind != 1) d.maximum = number(-reach, reach);
    distances.push_back(d);
  }
  return distances;
}

Period any_period(const std::vector<std::int64_t>& line) {
  const auto pick = [&line] { return Instant{line[static_cast<std::size_t>(number(0, int(line.size()) - 1))]}; };
  for (;;) {
    const Period p{pick(), pick(), pick(), pick()};
    if (p.is_valid()) return p;
  }
}

// Every member is needed, and together they can't be.
void check_conflict(const Tightening& result, Enumeration& all) {
  const auto statements = result.contradiction->statements;
  std::vector<std::size_t> periods;
  for (const Event e : result.contradiction->periods) periods.push_back(e.index);
  RC_ASSERT(!all.is_consistent(statements, periods));
  const auto without = [](std::vector<std::size_t> members, std::size_t i) {
    members.erase(members.begin() + static_cast<std::ptrdiff_t>(i));
    return members;
  };
  for (std::size_t i = 0; i < statements.size(); ++i) RC_ASSERT(all.is_consistent(without(statements, i), periods));
  for (std::size_t i = 0; i < periods.size(); ++i) RC_ASSERT(all.is_consistent(statements, without(periods, i)));
}

// Finite bounds stay within `low` and `high`; what goes beyond them on the line has no limit.
void check(const StatedOrderWorld& world, const std::vector<std::int64_t>& line, std::int64_t low, std::int64_t high) {
  Enumeration all(world, line);
  const Tightening result = order_of(world).tighten();
  const std::vector<Period> expected = all.bounds();
  RC_TAG(result.is_consistent());
  RC_ASSERT(result.is_consistent() == !expected.empty());
  if (!result.is_consistent()) return line.front() == kMinus ? check_conflict(result, all) : void();
  const auto limited = [&](Instant t) { return t.seconds < low ? kMinus : t.seconds > high ? kPlus : t.seconds; };
  RC_ASSERT(result.periods.size() == expected.size());
  for (std::size_t e = 0; e < expected.size(); ++e) {
    const Period& found = result.periods[e];
    RC_ASSERT(found.earliest_start.seconds == limited(expected[e].earliest_start));
    RC_ASSERT(found.latest_start.seconds == limited(expected[e].latest_start));
    RC_ASSERT(found.earliest_end.seconds == limited(expected[e].earliest_end));
    RC_ASSERT(found.latest_end.seconds == limited(expected[e].latest_end));
  }
}

std::vector<std::int64_t> integers(std::int64_t low, std::int64_t high) {
  std::vector<std::int64_t> line;
  for (std::int64_t t = low; t <= high; ++t) line.push_back(t);
  return line;
}

StatedOrderWorld any_world(int events, int most_statements, int reach, const std::vector<std::int64_t>& dates) {
  StatedOrderWorld world;
  for (int e = 0; e < events; ++e) world.periods.push_back(any_period(dates));
  const int count = number(0, most_statements);
  for (int s = 0; s < count; ++s) world.statements.push_back(any_statement(events, reach));
  return world;
}

RC_GTEST_PROP(StatedOrderLaw, DatedEventsAreTightenedToWhatEnumerationFinds, ()) {
  check(any_world(3, 4, 2, integers(0, 3)), integers(0, 3), 0, 3);
}

RC_GTEST_PROP(StatedOrderLaw, OpenAndUnknownEndsAreTightenedToWhatEnumerationFinds, ()) {
  // Three steps of 1 lead from a date to the furthest bound that has a limit, three more away from the end of the line.
  std::vector<std::int64_t> dates = integers(0, 2), line = integers(-7, 9);
  dates.insert(dates.end(), {kMinus, kMinus, kPlus, kPlus});
  line.insert(line.begin(), kMinus);
  line.push_back(kPlus);
  check(any_world(2, 4, 1, dates), line, -3, 5);
}

// A network of a few seconds and the same in a unit so great that sums of two amounts pass 64 bits.
RC_GTEST_PROP(StatedOrderLaw, GreatAmountsAddUpWithoutOverflow, ()) {
  const StatedOrderWorld small = any_world(3, 4, 2, integers(-2, 2));
  constexpr std::int64_t kUnit = (kPlus - 1) / 3;  // one step from the last date leads to the end of time
  StatedOrderWorld great = small;
  const auto scale = [](Instant& t) { t.seconds *= kUnit; };
  for (Period& p : great.periods) {
    for (Instant* t : {&p.earliest_start, &p.latest_start, &p.earliest_end, &p.latest_end}) scale(*t);
  }
  for (Distances& statement : great.statements) {
    for (Distance& d : statement) {
      for (auto* amount : {&d.minimum, &d.maximum}) {
        if (*amount) **amount *= kUnit;
      }
    }
  }
  const Tightening a = order_of(small).tighten(), b = order_of(great).tighten();
  // start < end is one second in both: the greater network allows the same choices, and more.
  if (a.is_consistent()) {
    RC_ASSERT(b.is_consistent());
    for (std::size_t e = 0; e < a.periods.size(); ++e) {
      RC_ASSERT(b.periods[e].earliest_start.seconds <= a.periods[e].earliest_start.seconds * kUnit);
      RC_ASSERT(b.periods[e].latest_end.seconds >= a.periods[e].latest_end.seconds * kUnit);
      RC_ASSERT(b.periods[e].is_valid());
    }
  }
}

}  // namespace
}  // namespace entente
