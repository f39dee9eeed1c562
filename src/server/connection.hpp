// What a client talks to: a database, and the transaction that it began.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "entente/database.hpp"
#include "entente/transaction.hpp"

namespace entente {

struct Connection {
  std::unique_ptr<Database> database;
  std::optional<WriteTransaction> transaction;  // ends before its database
  std::string load_from = {};                   // QueryOptions::load_from of its queries

  // In the transaction where one is open, else by itself.
  Result<Table> query(std::string_view text, const Map& parameters, const QueryOptions& options);
  // Errors: those of Database::write and WriteTransaction::commit; kConflict where a transaction is open, or none is.
  Result<void> begin();
  Result<CommitReport> commit(std::string_view reason);
  Result<void> rollback();
};

}  // namespace entente
