// What a version of a fact changed of the one before.
#pragma once

#include <string_view>

#include "storage/contributors.hpp"

namespace entente {

// Whether no more than the end of their time differs between two claims (contributors.hpp) of one fact. O(their size).
bool only_end_differs(std::string_view before, std::string_view after, FactKind kind);

}  // namespace entente
