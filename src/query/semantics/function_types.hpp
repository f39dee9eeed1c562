// What is known of the arguments and results of functions before they are called.
#pragma once

#include <span>
#include <string_view>

#include "entente/error.hpp"
#include "query/semantics/scope.hpp"

namespace entente {

// The type of the result of `function`, whose row says `type`, for arguments of these types. Throws kSemantic
// InvalidArgumentType where an argument can't be right.
Type result_type(std::string_view function, const FunctionType& type, std::span<const Type> arguments,
                 std::span<const SourceSpan> places);

}  // namespace entente
