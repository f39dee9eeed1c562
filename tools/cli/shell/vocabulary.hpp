// The words of the language and of a store, for completion.
#pragma once

#include "cli/shell/completion.hpp"
#include "entente/database.hpp"

namespace entente::cli {

// All but commands and parameters, which are the dialogue's. Of a store that can't be read the language alone. Cost:
// the names of all entities.
Vocabulary vocabulary_of(Database& database);

}  // namespace entente::cli
