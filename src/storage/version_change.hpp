// What a version of a fact changed of the one before.
#pragma once

#include <string_view>

#include "storage/contributors.hpp"

namespace entente {

// Whether the second of two claims (contributors.hpp) of one fact gained an end and no more. O(their size).
bool only_gains_end(std::string_view before, std::string_view after, FactKind kind);

}  // namespace entente
