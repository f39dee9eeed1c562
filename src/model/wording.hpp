// Relations said in English.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "entente/model/ontology.hpp"
#include "entente/time/validity.hpp"

namespace entente {

// "TOOK_PLACE_IN" reads "took place in".
std::string in_words(std::string_view type);

// The relation type as the verb of its ontology: in the past for events and for states that have ended, in the present
// for what goes on; the name in words where the ontology gives no verb. `declared` may be null.
std::string verb_of(std::string_view type, const RelationType* declared, const std::optional<Validity>& validity);

}  // namespace entente
