// Canonical EDTF text of the syntax tree.
#pragma once

#include <string>

#include "entente/time/calendar.hpp"
#include "time/edtf/syntax.hpp"

namespace entente::edtf {

// One text for one meaning: group qualifiers on the right where they cover all components to the left, others before
// their component; exponents written out; offsets turned to UTC; members of sets in calendar order.
std::string print(const Expression& expression);
std::string print(const Date& date);

// A day as -YYYY-MM-DD, with more digits where the year needs them.
std::string print_day(const CivilDate& date);

}  // namespace entente::edtf
