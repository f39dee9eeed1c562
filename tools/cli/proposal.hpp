// What a proposed column map would do, told to people.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/columns_proposal.hpp"

namespace entente::cli {

// To standard output: what each column becomes and why, what is read of it, examples, what to look at.
void print_proposal(const ColumnsProposal& proposal);

// As it is typed in a shell: quoted where it must be.
std::string as_typed(std::string_view argument);

}  // namespace entente::cli
