// One entity out of what several rows say of it.
#pragma once

#include <cstdint>
#include <string>

#include "entente/model/fact.hpp"

namespace entente {

// A hash of all that the record says, apart from where it stands.
std::uint64_t content_hash(const EntityFact& entity);

// Why the two can't be put together: a property without a time of its own has two values. Empty: they can.
std::string clash_of(const EntityFact& into, const EntityFact& entity);

// Types, sources, lists and values in time are put side by side; the validity becomes the stretches of both.
void merge_into(EntityFact& into, EntityFact&& entity);

}  // namespace entente
