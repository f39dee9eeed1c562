#include "server/connection.hpp"

#include <utility>

namespace entente {
namespace {

Error none_open() {
  return Error(ErrorCode::kConflict, "no transaction is open").with_hint("`begin` opens one");
}

}  // namespace

Result<Table> Connection::query(std::string_view text, const Map& parameters, const QueryOptions& options) {
  return transaction ? transaction->query(text, parameters, options) : database->query(text, parameters, options);
}

Result<void> Connection::begin() {
  if (transaction)
    return Error(ErrorCode::kConflict, "a transaction is open already").with_hint("`commit` or `rollback` ends it");
  Result<WriteTransaction> begun = database->write();
  if (!begun.ok()) return begun.error();
  transaction.emplace(std::move(begun).value());
  return {};
}

Result<CommitReport> Connection::commit(std::string_view reason) {
  if (!transaction) return none_open();
  WriteTransaction ending = *std::exchange(transaction, std::nullopt);
  return ending.commit(reason);
}

Result<void> Connection::rollback() {
  if (!transaction) return none_open();
  transaction.reset();
  return {};
}

}  // namespace entente
