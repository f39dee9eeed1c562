// What the rules concluded, as lines for people.
#pragma once

#include "entente/derivation.hpp"

namespace entente::cli {

// One line a rule; warnings go to standard error.
void print_derivation(const DerivationReport& report);

}  // namespace entente::cli
