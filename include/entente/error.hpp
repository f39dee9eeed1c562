// What can go wrong, and how it reaches the caller.
//
// Inside the library an operation that can't go on throws `Error`. At the public API nothing throws: `Database` and
// `Transaction` return `Result<T>`. A bug of ours is an assertion, never an `Error`.
#pragma once

#include <cassert>
#include <cstddef>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace entente {

enum class ErrorCode {
  kSyntax,            // text that is not in the language: queries, dates, JSON
  kSemantic,          // well-formed, but means nothing: undefined variable, wrong scope, wrong arity
  kType,              // a value of the wrong type
  kArgument,          // a value of the right type out of its range
  kArithmetic,        // division by zero, overflow
  kParameterMissing,  // `$name` without a value
  kNotFound,          // a named thing that is not there
  kInvalidData,       // a record that breaks the data format
  kIo,                // the operating system refused: permission, disk full, missing file
  kCorruption,        // bytes on disk that fail their checks
  kVersion,           // a store or file written by a newer version
  kLocked,            // another process, or this very thread, holds the store
  kConflict,          // another writer committed first
  kUnsupported,       // understood, and not offered
  kLimit,             // a stated bound was reached: depth, size, time
  kTimeout,           // the time that was allowed is over (RunControl::timeout)
  kCancelled,         // somebody asked the run to stop (RunControl::stop)
  kInternal,          // a fault of the engine's, or of a procedure of the program's own
};

// Stable lower-case name of a code as it appears in JSON: "syntax", "not_found", …
std::string_view name(ErrorCode code);

// A place in a text, in bytes from its beginning.
struct SourceSpan {
  std::size_t offset = 0;
  std::size_t length = 0;
  friend bool operator==(const SourceSpan&, const SourceSpan&) = default;
};

// One failure: what, where, and what to do. `span` is a place in the text that was read (query, date), and `text` that
// text where a query was read, else empty; `file` and `line` (from 1; 0 = none) a place in a file. `detail` is a stable
// fine-grained name ("UndefinedVariable"), empty where there is none. `at_runtime` is false where the failure was found
// without touching the graph.
struct Error : std::exception {
  Error(ErrorCode code, std::string message) : code(code), message(std::move(message)) {}
  Error(ErrorCode code, std::string message, SourceSpan span, std::string hint = {})
      : code(code), message(std::move(message)), span(span), hint(std::move(hint)) {}

  Error& with_hint(std::string text) {
    hint = std::move(text);
    return *this;
  }
  Error& with_detail(std::string text) {
    detail = std::move(text);
    return *this;
  }
  Error& with_place(std::string in_file, std::size_t at_line) {
    file = std::move(in_file);
    line = at_line;
    return *this;
  }
  const char* what() const noexcept override { return message.c_str(); }

  ErrorCode code;
  std::string message;
  std::optional<SourceSpan> span;
  std::string text;
  std::string hint;
  std::string detail;
  std::string file;
  std::size_t line = 0;
  bool at_runtime = false;
};

// The error as a person reads it: message with its place, the line of `text` with a caret under the span, and the hint.
// `text` is what the span points into; empty: the error's own. No line feed ends it; control characters are escaped.
std::string describe(const Error& error, std::string_view text = {});

// A value, or the reason why there is none. Reading `value()` of a failure, or `error()` of a success, is a bug
// (asserted).
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & {
    assert(ok());
    return std::get<0>(state_);
  }
  const T& value() const& {
    assert(ok());
    return std::get<0>(state_);
  }
  T&& value() && {
    assert(ok());
    return std::get<0>(std::move(state_));
  }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }

  Error& error() {
    assert(!ok());
    return std::get<1>(state_);
  }
  const Error& error() const {
    assert(!ok());
    return std::get<1>(state_);
  }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  Error& error() {
    assert(!ok());
    return *error_;
  }
  const Error& error() const {
    assert(!ok());
    return *error_;
  }

 private:
  std::optional<Error> error_;
};

}  // namespace entente
