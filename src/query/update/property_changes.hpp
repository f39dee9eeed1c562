// What SET does to the properties, labels and times of a fact.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/model/fact.hpp"
#include "entente/model/value.hpp"

namespace entente {

// What CREATE and SET can give a property: a boolean, a number, a text, an instant, a period, or a list of these.
// Throws kType otherwise.
void require_property_value(std::string_view key, const Value& value);

// Who says so: of a value that stays, absent leaves them as they are; one that comes has none then.
using StatedSources = std::optional<std::vector<SourceRef>>;

// The values of `key` go, and `value` comes unless it is null: for always, or, beside those of other times, for `when`.
// Whether something is another then.
bool set_property(std::vector<PropertyFact>& properties, const std::string& key, const Value& value,
                  const std::optional<Validity>& when = std::nullopt, const StatedSources& sources = std::nullopt);

// The values of `key` give way within the portion, a certain period, and `value` comes for it unless it is null;
// outside of it they stay. Whether something is another then.
bool set_property_in(std::vector<PropertyFact>& properties, const std::string& key, const Value& value,
                     const Period& portion, const StatedSources& sources = std::nullopt);

// How many properties are others then. `add`: those that `values` does not name stay.
std::size_t set_properties(std::vector<PropertyFact>& properties, const Map& values, bool add,
                           const StatedSources& sources = std::nullopt);

// Whether it is new, or was there. Other labels keep their order.
bool add_label(std::vector<std::string>& labels, const std::string& label);
bool remove_label(std::vector<std::string>& labels, const std::string& label);

// When something is said to hold: a text is read as the data has it ("1967/1985~", "spring 1814"). Null: not stated.
// Throws kType for other values, and what reading a date meets.
std::optional<Validity> validity_of_value(const Value& value);

// "KEY" or "KEY#PLACE", or a list of these; null: none. Throws kType, kArgument for other values.
std::vector<SourceRef> sources_of_value(const Value& value);

// Takes the place of all that was said of the time of a fact.
template <class Fact>
void set_validity(Fact& fact, const std::optional<Validity>& validity) {
  fact.validity = validity;
  fact.datings.clear();
}

}  // namespace entente
