// The temporal predicates of SQL:2011 as operators over periods and dates.
#include "entente/time/stretches.hpp"
#include "query/functions/arguments.hpp"
#include "query/functions/families.hpp"
#include "query/functions/period_sets.hpp"

namespace entente {
namespace {

// The predicate over two periods, and the same over sets of them.
template <Truth (*relate)(const Period&, const Period&), PeriodPredicate predicate>
Value answer(Arguments a, const FunctionContext&) {
  if (!is_set_of_stretches(a[0]) && !is_set_of_stretches(a[1])) {
    return Value::of_predicate(relate(period_of(a[0]), period_of(a[1])));
  }
  return Value::of_predicate(holds(predicate, stretches_of(a[0]), stretches_of(a[1])));
}

// Between two strings, and where an operand is neither string nor period, CONTAINS is the operator of strings.
Value contains_either(Arguments a, const FunctionContext& c) {
  if (a[0].is_period() || a[1].is_period()) return answer<contains, PeriodPredicate::kContains>(a, c);
  if (!a[0].is_string() || !a[1].is_string()) return {};
  return a[0].string().find(a[1].string()) != std::string::npos;
}

constexpr Function kTemporalOperators[] = {
    {"CONTAINS", "text CONTAINS part, p CONTAINS q", "the part occurs in the text; q lies within p",
     "RETURN 'treaty' CONTAINS 'eat', period('1989') CONTAINS '1989-05-16'", "true | true", 2, 2, true, contains_either,
     kUntyped, nullptr, contains},
    {"BEFORE", "p BEFORE q", "p ends before q starts; PRECEDES is the same", "RETURN edtf('1967/1968') BEFORE '1989'",
     "true", 2, 2, true, answer<before, PeriodPredicate::kBefore>, kUntyped, nullptr, before},
    {"AFTER", "p AFTER q", "p starts when q has ended; SUCCEEDS is the same", "RETURN edtf('1991') AFTER '1989'",
     "true", 2, 2, true, answer<after, PeriodPredicate::kAfter>, kUntyped, nullptr, after},
    {"OVERLAPS", "p OVERLAPS q", "p and q share an instant; unknown where the data leaves it open",
     "RETURN period('1950/1953') OVERLAPS '1953', (edtf('1989') OVERLAPS '1989-05') IS NULL", "true | true", 2, 2, true,
     answer<overlaps, PeriodPredicate::kOverlaps>, kUntyped, nullptr, overlaps},
    {"DURING", "p DURING q", "p lies within q", "RETURN edtf('1989-05') DURING '1989'", "true", 2, 2, true,
     answer<during, PeriodPredicate::kDuring>, kUntyped, nullptr, during},
    {"EQUALS", "p EQUALS q", "p and q have the same bounds", "RETURN period('1989') EQUALS '1989-01-01/1989-12-31'",
     "true", 2, 2, true, answer<equals, PeriodPredicate::kEquals>, kUntyped, nullptr, equals},
    {"IMMEDIATELY PRECEDES", "p IMMEDIATELY PRECEDES q", "p ends where q starts",
     "RETURN period('1949') IMMEDIATELY PRECEDES '1950'", "true", 2, 2, true,
     answer<immediately_precedes, PeriodPredicate::kImmediatelyPrecedes>, kUntyped, nullptr, immediately_precedes},
    {"IMMEDIATELY SUCCEEDS", "p IMMEDIATELY SUCCEEDS q", "p starts where q ends",
     "RETURN period('1950') IMMEDIATELY SUCCEEDS '1949'", "true", 2, 2, true,
     answer<immediately_succeeds, PeriodPredicate::kImmediatelySucceeds>, kUntyped, nullptr, immediately_succeeds},
};

}  // namespace

std::span<const Function> temporal_operators() {
  return kTemporalOperators;
}

}  // namespace entente
