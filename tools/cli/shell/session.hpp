// What a dialogue knows: the store, what was set, and the last answer.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "cli/question.hpp"
#include "entente/database.hpp"
#include "entente/model/table.hpp"
#include "entente/model/value.hpp"
#include "entente/transaction.hpp"

namespace entente::cli {

inline constexpr std::size_t kRowsShown = 40;

// Of statements that are to be one commit, in a store of its own that is open for writing.
struct OpenTransaction {
  std::unique_ptr<Database> store;
  WriteTransaction statements;
};

struct Session {
  Database& database;
  std::string store;  // its folder; what writes opens it anew
  bool interactive;
  Question question;  // the time and sources that queries take where they say nothing else
  std::string format = "table";
  Map parameters = {};
  std::size_t rows = kRowsShown;  // of a table on a terminal; 0: all
  bool timing = false;
  bool pages = false;  // answers of more rows go through the pager
  std::optional<OpenTransaction> transaction = {};
  std::optional<Table> last = {};
  bool changed = true;  // what completion offers is to be looked up again
  bool failed = false;
  bool done = false;
};

}  // namespace entente::cli
