// The families of functions and operators; each is a table in a file of its own.
#pragma once

#include <span>

#include "query/functions/function.hpp"

namespace entente {

std::span<const Function> comparison_operators();
std::span<const Function> arithmetic_operators();
std::span<const Function> string_operators();
std::span<const Function> list_operators();
std::span<const Function> temporal_operators();

std::span<const Function> math_functions();
std::span<const Function> string_functions();
std::span<const Function> list_functions();
std::span<const Function> conversion_functions();
std::span<const Function> entity_functions();
std::span<const Function> name_functions();
std::span<const Function> temporal_functions();
std::span<const Function> calendar_functions();
std::span<const Function> system_functions();
std::span<const Function> period_functions();
std::span<const Function> source_functions();
std::span<const Function> claim_functions();
std::span<const Function> path_functions();

std::span<const Aggregate> aggregate_functions();

}  // namespace entente
