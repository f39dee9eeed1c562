// Times of tests as they are written.
#pragma once

#include <string>

#include "entente/error.hpp"
#include "entente/time/edtf.hpp"
#include "entente/time/reading.hpp"
#include "entente/time/validity.hpp"

namespace entente {

// A date that a fact states. Throws what is wrong with it.
inline Period fact(const char* edtf) {
  return *read_edtf(edtf);
}

// A time that a question states.
inline Period literal(const char* text) {
  return *read_literal(text);
}

// The first instant of a day, year or month.
inline Instant day(const char* text) {
  return literal(text).earliest_start;
}

// A date in words, or why it can't be read.
inline std::string words(const char* text, Extent extent = Extent::kWithin, bool end_exclusive = false) {
  const Result<Validity> validity = read_validity(text, extent, end_exclusive);
  return validity.ok() ? text_of(*validity) : describe(validity.error(), text);
}

}  // namespace entente
