// Relations said in English.
#pragma once

#include <string>
#include <string_view>

#include "entente/model/ontology.hpp"
#include "entente/time/period.hpp"

namespace entente {

// "TOOK_PLACE_IN" reads "took place in".
std::string in_words(std::string_view type);

// The relation type as the verb of its ontology, the name in words where that gives none: in the present for states
// that surely go on for good, in the past for events and all others. `declared` may be null.
std::string verb_of(std::string_view type, const RelationType* declared, const Period& period);

}  // namespace entente
