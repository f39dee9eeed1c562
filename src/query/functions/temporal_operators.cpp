// The temporal predicates of SQL:2011 as operators over periods and dates.
#include "query/functions/arguments.hpp"
#include "query/functions/families.hpp"

namespace entente {
namespace {

template <Truth (*relate)(const Period&, const Period&)>
Value answer(Arguments a, const FunctionContext&) {
  return Value::of(relate(period_of(a[0]), period_of(a[1])));
}

// Between two strings, and where an operand is neither string nor period, CONTAINS is the operator of strings.
Value contains_either(Arguments a, const FunctionContext&) {
  if (a[0].is_period() || a[1].is_period()) return Value::of(contains(period_of(a[0]), period_of(a[1])));
  if (!a[0].is_string() || !a[1].is_string()) return {};
  return a[0].as_string().find(a[1].as_string()) != std::string::npos;
}

constexpr Function kTable[] = {
    {"CONTAINS", "text CONTAINS part, p CONTAINS q", "the part occurs in the text; q lies within p",
     "RETURN 'treaty' CONTAINS 'eat', period('1989') CONTAINS '1989-05-16'", "true | true", 2, 2, true, contains_either,
     nullptr, contains},
    {"BEFORE", "p BEFORE q", "p ends before q starts; PRECEDES is the same", "RETURN edtf('1967/1968') BEFORE '1989'",
     "true", 2, 2, true, answer<before>, nullptr, before},
    {"AFTER", "p AFTER q", "p starts when q has ended; SUCCEEDS is the same", "RETURN edtf('1991') AFTER '1989'",
     "true", 2, 2, true, answer<after>, nullptr, after},
    {"OVERLAPS", "p OVERLAPS q", "p and q share an instant; null where the data leaves it open",
     "RETURN period('1950/1953') OVERLAPS '1953', edtf('1989') OVERLAPS '1989-05'", "true | null", 2, 2, true,
     answer<overlaps>, nullptr, overlaps},
    {"DURING", "p DURING q", "p lies within q", "RETURN edtf('1989-05') DURING '1989'", "true", 2, 2, true,
     answer<during>, nullptr, during},
    {"EQUALS", "p EQUALS q", "p and q have the same bounds", "RETURN period('1989') EQUALS '1989-01-01/1989-12-31'",
     "true", 2, 2, true, answer<equals>, nullptr, equals},
    {"IMMEDIATELY PRECEDES", "p IMMEDIATELY PRECEDES q", "p ends where q starts",
     "RETURN period('1949') IMMEDIATELY PRECEDES '1950'", "true", 2, 2, true, answer<immediately_precedes>, nullptr,
     immediately_precedes},
    {"IMMEDIATELY SUCCEEDS", "p IMMEDIATELY SUCCEEDS q", "p starts where q ends",
     "RETURN period('1950') IMMEDIATELY SUCCEEDS '1949'", "true", 2, 2, true, answer<immediately_succeeds>, nullptr,
     immediately_succeeds},
};

}  // namespace

std::span<const Function> temporal_operators() {
  return kTable;
}

}  // namespace entente
