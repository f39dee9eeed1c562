// Facts of a store as a command names them: by key, or a relation by its id.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "entente/database.hpp"
#include "entente/explanation.hpp"

namespace entente::cli {

class ArgumentParser;

// Declares `--id`, which may be given several times.
void declare_ids(ArgumentParser& parser, std::vector<std::string>& ids);
// Of texts that --id took.
std::vector<RelationId> relation_ids(const std::vector<std::string>& ids);

// Declares `--entity`, which says that the keys are those of entities.
void declare_entity(ArgumentParser& parser, bool& are_entities);

// The fact of the store with this key; `is_entity`: the entity, else whichever has it. Errors: kNotFound, with the
// nearest keys, or with the commit that took it back; kInvalidData where both an entity and a relation have it, and for
// a conclusion, which its rule would draw again.
Result<Explanation> fact_in_store(Database& database, const std::string& key, bool is_entity);
// Refuses relations, by their ids, that are conclusions.
Result<void> refuse_conclusions(Database& database, const std::vector<RelationId>& ids);

// "F227, relation 12": for the reason of a commit.
std::string named_together(const std::vector<std::string>& keys, const std::vector<std::string>& ids);

// What to write by: a transaction, or a rehearsal of one. Opened for it; null: the error was printed.
std::unique_ptr<Database> open_to_change(const std::string& store, bool dry_run);

// Behind a change: applies the rules of the ontology, if it has any, and says what that did, as an import does. The
// exit code.
int derive_again(Database& database);

}  // namespace entente::cli
