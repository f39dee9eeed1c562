// + - * / of openCypher's temporal values and durations (CIP2015-08-06, "Temporal arithmetic").
#pragma once

#include <optional>

#include "entente/model/value.hpp"

namespace entente {

// nullopt where the operator has no such operands. Of an INSTANT and a duration, too, in whole seconds. Throw
// kArithmetic where the result is beyond the range of its type.
std::optional<Value> add_temporal(const Value& a, const Value& b);
std::optional<Value> subtract_temporal(const Value& a, const Value& b);
std::optional<Value> multiply_temporal(const Value& a, const Value& b);
std::optional<Value> divide_temporal(const Value& a, const Value& b);

}  // namespace entente
