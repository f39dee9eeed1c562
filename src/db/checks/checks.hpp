// The checks, one file each; src/db/checker.cpp has the table of them.
#pragma once

#include "db/checks/context.hpp"

namespace entente::checks {

void undeclared_entity_types(const CheckContext& context, Findings& findings);
void undeclared_relation_types(const CheckContext& context, Findings& findings);
void relations_outside_domain(const CheckContext& context, Findings& findings);
void relations_outside_range(const CheckContext& context, Findings& findings);
void relations_outside_lifetime(const CheckContext& context, Findings& findings);
void conflicting_lifetimes(const CheckContext& context, Findings& findings);
void conflicting_times(const CheckContext& context, Findings& findings);
void conflicting_values(const CheckContext& context, Findings& findings);
void conclusions_outside_premises(const CheckContext& context, Findings& findings);
void two_holders(const CheckContext& context, Findings& findings);
void broken_end_orders(const CheckContext& context, Findings& findings);
void contradictory_orders(const CheckContext& context, Findings& findings);
void dangling_references(const CheckContext& context, Findings& findings);
void duplicate_entities(const CheckContext& context, Findings& findings);
void missing_sources(const CheckContext& context, Findings& findings);
void unknown_sources(const CheckContext& context, Findings& findings);

}  // namespace entente::checks
