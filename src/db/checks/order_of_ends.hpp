// What a relation says of the order of its ends in time.
#pragma once

#include "db/checks/context.hpp"

namespace entente::checks {

// Requires an order.
Truth is_in_order(EndOrder order, const Period& from, const Period& to);

// Of the ends of a relation by their lifetimes; kUnknown where one has none, or they are one.
Truth ends_in_order(const CheckContext& context, Edge e);

}  // namespace entente::checks
