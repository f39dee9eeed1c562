// What of a fact can't be stored, whoever states it: the one place that decides it, for files, programs and rules.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "entente/model/fact.hpp"
#include "entente/model/ontology.hpp"
#include "entente/model/value.hpp"

namespace entente {

// The most that a fact, or an ontology, says, in bytes of its texts and about 16 for any other value.
inline constexpr std::size_t kMaxFactBytes = std::size_t{64} << 20;

// The longest id, and the longest name of a type, a property or a file.
inline constexpr std::size_t kMaxKeyBytes = 4096;

// Empty: nothing is wrong. Else what is, with the part of the fact in which: no id or type, text that is no UTF-8, an
// id or name that is too long, a value that is no data, times of which no choice of the bounds is left, a validity that
// is not what its datings say together, more than a record holds.
std::string storing_fault(const EntityFact& fact);
std::string storing_fault(const RelationFact& fact);
std::string storing_fault(const Ontology& ontology);

// Empty where all text is UTF-8, else which is not, said of `what` ("the value of $name").
std::string text_fault(std::string_view what, const Value& value);
std::string text_fault(std::string_view what, const Validity& validity);
std::string text_fault(const std::vector<SourceRef>& sources);
std::string text_fault(const std::vector<Dating>& datings);

}  // namespace entente
