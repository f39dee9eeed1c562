// Files and folders into one commit.
#pragma once

#include <string>
#include <vector>

#include "db/staging.hpp"
#include "entente/database.hpp"
#include "entente/options.hpp"

namespace entente {

// The data files behind `paths` in the order of reading: a folder stands for the .json and .jsonl files in it, its
// ontology first, then by name. Throws kNotFound, kUnsupported, kIo.
std::vector<std::string> data_files(const std::vector<std::string>& paths);

// Reads all files into `staging` and commits. Throws kInvalidData where records were rejected and are not to be left
// out.
ImportReport import_files(const std::vector<std::string>& files, Staging& staging, const ImportOptions& options);

}  // namespace entente
