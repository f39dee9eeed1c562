// Errors of the binder: all are found without touching the graph.
#pragma once

#include <string>
#include <utility>

#include "entente/error.hpp"

namespace entente {

// `detail` is the name that the openCypher conformance kit gives to the failure.
[[noreturn]] inline void fail(ErrorCode code, std::string detail, std::string message, SourceSpan span,
                              std::string hint = {}) {
  throw Error(code, std::move(message), span, std::move(hint)).with_detail(std::move(detail));
}
[[noreturn]] inline void fail(std::string detail, std::string message, SourceSpan span, std::string hint = {}) {
  fail(ErrorCode::kSemantic, std::move(detail), std::move(message), span, std::move(hint));
}
// Understood, and not offered.
[[noreturn]] inline void fail_unsupported(std::string message, SourceSpan span, std::string hint = {}) {
  fail(ErrorCode::kUnsupported, "Unsupported", std::move(message), span, std::move(hint));
}

}  // namespace entente
