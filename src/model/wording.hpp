// Relations said in English.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "entente/model/ontology.hpp"
#include "entente/time/period.hpp"
#include "entente/time/validity.hpp"

namespace entente {

// "TOOK_PLACE_IN" reads "took place in".
std::string in_words(std::string_view type);

// The relation type as the verb of its ontology, the name in words where that gives none: in the present for states
// that surely go on for good, in the past for events and all others. `declared` may be null.
std::string verb_of(std::string_view type, const RelationType* declared, const Period& period);

// What a relation says, by the keys of its ends: "(china)-[ALLY_OF]->(soviet-union) 1950"; in words where EDTF can't
// say its time.
std::string in_short(std::string_view from, std::string_view type, std::string_view to,
                     const std::optional<Validity>& validity);

}  // namespace entente
