// Periods: where they come from, and how two of them relate.
#include <fmt/format.h>

#include "entente/time/allen.hpp"
#include "entente/time/edtf.hpp"
#include "query/functions/arguments.hpp"
#include "query/functions/families.hpp"

namespace entente {
namespace {

Value valid(Arguments a, const FunctionContext& c) {
  std::optional<Validity> stated;
  if (a[0].is_node()) {
    stated = c.graph.validity_of_vertex(a[0].as_node().index);
  } else if (a[0].is_relationship()) {
    stated = c.graph.validity(a[0].as_relationship().index);
  } else if (!has_valid_time(a[0])) {
    throw_type("valid()", "a node, relationship, path or list of relationships", a[0]);
  }
  if (stated) return Value(std::move(*stated));
  Period period;
  return valid_time(a[0], c.graph, period) ? period_value(period) : Value();
}

// The first moment of a date, or an infinity for '..'.
Instant bound(const Value& date, Instant open) {
  if (date.is_string() && date.as_string() == "..") return open;
  return period_of(date).earliest_start;
}

Value period(Arguments a, const FunctionContext&) {
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
  Result<Validity> validity = read_validity(text);
  if (validity.ok()) return Value(std::move(*validity));
  throw Error(ErrorCode::kArgument, fmt::format("'{}' is not a date: {}", text, validity.error().message))
      .with_hint(validity.error().hint);
}

Truth truth_argument(const Value& value, std::string_view function) {
  if (value.is_null()) return Truth::kUnknown;
  if (!value.is_boolean()) throw_type(function, "a truth value", value);
  return truth(value.as_boolean());
}

Value possibly_true(Arguments a, const FunctionContext&) {
  return possibly(truth_argument(a[0], "possibly()"));
}
Value certainly_true(Arguments a, const FunctionContext&) {
  return certainly(truth_argument(a[0], "certainly()"));
}

Value allen_relation(Arguments a, const FunctionContext&) {
  const auto relation = allen(period_of(a[0]), period_of(a[1]));
  return relation ? Value(name(*relation)) : Value();
}

Value allen_relations(Arguments a, const FunctionContext&) {
  const AllenSet set = allen_possible(period_of(a[0]), period_of(a[1]));
  List names;
  for (std::size_t i = 0; i < kAllenRelationCount; ++i) {
    if (set.contains(static_cast<AllenRelation>(i))) names.emplace_back(kAllenNames[i]);
  }
  return names;
}

constexpr Function kTable[] = {
    {"valid", "valid(node, relationship, path or list)",
     "when it was valid, a period; of a path or list when all of its relationships were, null where never",
     "MATCH ({name: 'Edward VII'})-[m:MET]->() RETURN valid(m), valid(m).text",
     "1908-06-09/1908-06-10 | from 9 to 10 June 1908", 1, 1, true, valid},
    {"period", "period(date), period(from, to)",
     "the whole calendar span of a date; or from the first moment of one date to that of another ('..': open)",
     "RETURN period('1989'), period('1989', '1991')", "1989-01-01/1989-12-31 | 1989-01-01/1990-12-31", 1, 2, true,
     period},
    {"edtf", "edtf(text)", "the period that a date in data stands for: once, somewhere within it",
     "RETURN edtf('1989').latest_start, edtf('1989').certain", "1989-12-31 | false", 1, 1, true, edtf},
    {"possibly", "possibly(condition)", "true where the condition is not ruled out",
     "RETURN possibly(edtf('1989') BEFORE '1989-05')", "true", 1, 1, false, possibly_true},
    {"certainly", "certainly(condition)", "true only where the condition holds for sure",
     "RETURN certainly(edtf('1989') BEFORE '1989-05')", "false", 1, 1, false, certainly_true},
    {"allen", "allen(p, q)", "the one of Allen's relations that holds; null where several are possible",
     "RETURN allen('1949', '1950'), allen(edtf('1989'), '1989-05')", "meets | null", 2, 2, true, allen_relation},
    {"allen_possible", "allen_possible(p, q)", "all of Allen's relations that are possible",
     "RETURN allen_possible(edtf('1949/1953'), '1950/1953')", "[overlaps, finished-by]", 2, 2, true, allen_relations},
};

}  // namespace

std::span<const Function> temporal_functions() {
  return kTable;
}

}  // namespace entente
