// What of a fact can't be stored, whoever states it: text that is no UTF-8, and more than a record holds.
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

// Empty: nothing is wrong. Else what is, with the part of the fact in which.
std::string storing_fault(const EntityFact& fact);
std::string storing_fault(const RelationFact& fact);
std::string storing_fault(const Ontology& ontology);

// Empty where all text is UTF-8, else which is not, said of `what` ("the value of $name").
std::string text_fault(std::string_view what, const Value& value);
std::string text_fault(std::string_view what, const Validity& validity);
std::string text_fault(const std::vector<SourceRef>& sources);
std::string text_fault(const std::vector<Dating>& datings);

}  // namespace entente
