// Periods: where they come from, and how two of them relate.
#include <fmt/format.h>

#include "entente/graph/life_order.hpp"
#include "entente/time/allen.hpp"
#include "entente/time/date.hpp"
#include "entente/time/edtf.hpp"
#include "query/functions/allen_values.hpp"
#include "query/functions/arguments.hpp"
#include "query/functions/families.hpp"
#include "query/functions/period_sets.hpp"

namespace entente {
namespace {

Value valid(Arguments a, const FunctionContext& c) {
  std::optional<Validity> stated;
  if (a[0].is_node()) {
    stated = c.view.validity_of_vertex(a[0].node().index);
  } else if (a[0].is_relationship()) {
    stated = c.view.validity(a[0].relationship().index);
  } else if (!has_valid_time(a[0])) {
    throw_type("valid()", "a node, relationship, path or list of relationships", a[0]);
  }
  if (stated) return Value(std::move(*stated));
  if (has_any_sets(c.view.graph())) return valid_time_of(a[0], c.view);
  Period period;
  return valid_time(a[0], c.view, period) ? period_value(period) : Value();
}

Value presumed(Arguments a, const FunctionContext& c) {
  std::optional<Stretch> on;
  Period stated;
  if (a[0].is_node()) {
    on = c.view.presumed_of_vertex(a[0].node().index);
    stated = c.view.period_of_vertex(a[0].node().index);
  } else if (a[0].is_relationship()) {
    on = c.view.presumed(a[0].relationship().index);
    stated = c.view.period(a[0].relationship().index);
  } else {
    throw_type("presumed()", "a node or relationship", a[0]);
  }
  if (!on) return valid(a, c);
  return period_value({stated.earliest_start, stated.latest_start, on->end, on->end});
}

Value tightened(Arguments a, const FunctionContext& c) {
  if (!a[0].is_node()) throw_type("tightened()", "a node", a[0]);
  const Vertex v = a[0].node().index;
  const LifeOrder order(c.view);
  if (order.concerns(v)) return period_value(order.tightened(v));
  const Life life = c.view.life(v);
  if (c.view.validity_of_vertex(v) || !life.stated) return valid(a, c);
  return life.stretches.empty() ? period_value(life.period) : value_of_stretches(life.stretches);
}

// The least sure of the parts decides.
std::optional<Reading> certainty_of(const Value& value, const View& view) {
  if (value.is_node()) return view.certainty_of_vertex(value.node().index);
  if (value.is_relationship()) return view.certainty(value.relationship().index);
  std::optional<Reading> weakest = Reading::kCertain;
  const auto take = [&](const Value& part) {
    const std::optional<Reading> own = certainty_of(part, view);
    weakest = own && weakest ? std::optional(std::max(*own, *weakest)) : std::nullopt;
  };
  if (value.is_path()) {
    for (const NodeRef node : value.path().nodes) take(node);
    for (const RelationshipRef r : value.path().relationships) take(r);
  } else if (value.is_list()) {
    for (const Value& part : value.list()) take(part);
  } else {
    throw_type("certainty()", "a node, relationship, path or list of these", value);
  }
  return weakest;
}

Value certainty(Arguments a, const FunctionContext& c) {
  const std::optional<Reading> reading = certainty_of(a[0], c.view);
  return reading ? Value(name(*reading)) : Value();
}

// The first moment of a date.
Instant point_of(const Value& date) {
  if (date.is_instant()) return date.instant();
  if (date.is_string() && date.string() == "-inf") return Instant::minus_infinity();
  if (date.is_string() && date.string() == "inf") return Instant::plus_infinity();
  return period_of(date).earliest_start;
}

// The same, or an infinity for '..'.
Instant bound(const Value& date, Instant open) {
  return date.is_string() && date.string() == ".." ? open : point_of(date);
}

Value instant(Arguments a, const FunctionContext&) {
  if (!a[0].is_period()) return point_of(a[0]);
  const Period& p = a[0].period().bounds;
  return p.earliest_start == p.latest_start ? Value(p.earliest_start) : Value();
}

// One period out of several, with a gap between each and the next.
Value period_of_list(const List& list) {
  std::vector<Validity> stretches;
  for (const Value& item : list) {
    if (item.is_null()) return {};
    stretches.push_back(item.is_period() ? item.period() : validity_of(period_of(item)));
  }
  Result<Validity> set = set_of_stretches(std::move(stretches));
  if (!set.ok()) throw Error(ErrorCode::kArgument, "period(): " + set.error().message).with_hint(set.error().hint);
  return Value(*std::move(set));
}

Value period(Arguments a, const FunctionContext&) {
  if (a.size() == 1 && a[0].is_list()) return period_of_list(a[0].list());
  if (a.size() == 1) return a[0].is_period() ? a[0] : period_value(period_of(a[0]));
  const Instant from = bound(a[0], Instant::minus_infinity()), to = bound(a[1], Instant::plus_infinity());
  if (from >= to) {
    throw_argument(
        fmt::format("period() takes a start before its end, not {} and {}", print_instant(from), print_instant(to)));
  }
  return period_value(Period::certain(from, to));
}

Value edtf(Arguments a, const FunctionContext&) {
  if (a[0].is_period()) return a[0];
  const std::string& text = string_argument(a[0], "edtf()");
  Result<DateReading> reading = read_date(text);
  if (reading.ok()) return Value(std::move(reading->validity));
  throw Error(ErrorCode::kArgument, fmt::format("'{}' is not a date: {}", text, reading.error().message))
      .with_hint(reading.error().hint);
}

Truth truth_argument(const Value& value, std::string_view function) {
  if (value.is_null()) return Truth::kUnknown;
  if (!value.is_boolean()) throw_type(function, "a truth value", value);
  return truth(value.boolean());
}

Value no_allen_of_sets(const FunctionContext& c) {
  c.warn("Allen's relations are those of two periods, and one of these is a set of several",
         "take one of its `stretches`, or `hull()`; BEFORE, OVERLAPS, DURING and so on know sets");
  return {};
}

Value possibly_true(Arguments a, const FunctionContext&) {
  return possibly(truth_argument(a[0], "possibly()"));
}
Value certainly_true(Arguments a, const FunctionContext&) {
  return certainly(truth_argument(a[0], "certainly()"));
}

Value allen_relation(Arguments a, const FunctionContext& c) {
  if (is_set_of_stretches(a[0]) || is_set_of_stretches(a[1])) return no_allen_of_sets(c);
  return name_of_only(allen_possible(period_of(a[0]), period_of(a[1])));
}

Value allen_relations(Arguments a, const FunctionContext& c) {
  if (is_set_of_stretches(a[0]) || is_set_of_stretches(a[1])) return no_allen_of_sets(c);
  return names_of(allen_possible(period_of(a[0]), period_of(a[1])));
}

constexpr Function kTemporalFunctions[] = {
    {"valid", "valid(node, relationship, path or list)",
     "when it was valid, a period; of a path or list when all of its relationships were, null where never",
     "MATCH ({name: 'Edward VII'})-[m:MET]->() RETURN valid(m), valid(m).text",
     "1908-06-09/1908-06-10 | from 9 to 10 June 1908", 1, 1, true, valid,
     takes(Kind::kNode, Kind::kRelationship, Kind::kPath, Kind::kPeriod, Kind::kList).gives(Kind::kPeriod)},
    {"presumed", "presumed(node or relationship)",
     "when it is presumed to have held: as stated, and of a type that persists with an unknown end, on to a successor, "
     "a "
     "stated end elsewhere, the end of a life, or now",
     "MATCH ({name: 'Edward VII'})-[m:MET]->() RETURN presumed(m)", "1908-06-09/1908-06-10", 1, 1, true, presumed,
     takes(Kind::kNode, Kind::kRelationship).gives(Kind::kPeriod)},
    {"tightened", "tightened(node)",
     "the narrowest bounds of its time that its life, its relations of order (PRECEDED and the like) and the dates at "
     "their other ends leave",
     "MATCH (s {name: 'France'}) RETURN tightened(s).text", "always", 1, 1, true, tightened,
     takes(Kind::kNode).gives(Kind::kPeriod)},
    {"certainty", "certainty(node, relationship, path or list)",
     "how sure it takes part in the slice of its MATCH: certain, presumed or possible; the least sure of its parts "
     "decides",
     "MATCH (p)-[r:PRESIDENT_OF]->() POSSIBLY AS OF '1908' RETURN count(certainty(r)) > 0", "true", 1, 1, true,
     certainty, takes(Kind::kNode, Kind::kRelationship, Kind::kPath, Kind::kList).gives(Kind::kString)},
    {"period", "period(date), period(from, to), period(list)",
     "the whole calendar span of a date; from the first moment of one date to that of another ('..': open); or a set "
     "of several periods with gaps between them",
     "RETURN period('1989'), period('1989', '1991')", "1989-01-01/1989-12-31 | 1989-01-01/1990-12-31", 1, 2, true,
     period, gives(Kind::kPeriod)},
    {"instant", "instant(date)",
     "a point of time: the first one of a date; of a period its start, null where that is uncertain. '-inf' and 'inf' "
     "are the infinities",
     "RETURN instant('1989'), instant('1989') < '1989-05', instant('-0043-03-15').year", "1989-01-01 | true | -43", 1,
     1, true, instant, gives(Kind::kInstant)},
    {"edtf", "edtf(text)", "the period that a date in data stands for: once, somewhere within it",
     "RETURN edtf('1989').latest_start, edtf('1989').certain", "1989-12-31 | false", 1, 1, true, edtf,
     gives(Kind::kPeriod)},
    {"possibly", "possibly(condition)", "true where the condition is not ruled out",
     "RETURN possibly(edtf('1989') BEFORE '1989-05')", "true", 1, 1, false, possibly_true,
     takes(Kind::kBoolean).gives(Kind::kBoolean)},
    {"certainly", "certainly(condition)", "true only where the condition holds for sure",
     "RETURN certainly(edtf('1989') BEFORE '1989-05')", "false", 1, 1, false, certainly_true,
     takes(Kind::kBoolean).gives(Kind::kBoolean)},
    {"allen", "allen(p, q)", "the one of Allen's relations that holds; unknown where several are possible",
     "RETURN allen('1949', '1950'), allen(edtf('1989'), '1989-05') IS NULL", "meets | true", 2, 2, true,
     allen_relation},
    {"allen_possible", "allen_possible(p, q)", "all of Allen's relations that are possible",
     "RETURN allen_possible(edtf('1949/1953'), '1950/1953')", "[overlaps, finished-by]", 2, 2, true, allen_relations},
};

}  // namespace

std::span<const Function> temporal_functions() {
  return kTemporalFunctions;
}

}  // namespace entente
