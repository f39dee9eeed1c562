// Keys of facts that were erased, as marks that don't tell them: SHA-256 of a salt that the store has for itself, the
// kind of fact, and the key. Who knows a key can ask whether it was erased, and nobody can read it off.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash_map.hpp"
#include "entente/model/ids.hpp"
#include "storage/contributors.hpp"

namespace entente {

class ErasedKeys {
 public:
  static constexpr std::size_t kSaltBytes = 16, kMarkBytes = 32;
  // Random bytes of the system.
  static std::string new_salt();

  // No key is marked under an empty salt.
  explicit ErasedKeys(std::string salt = {}) : salt_(std::move(salt)) {}

  bool empty() const { return marks_.empty(); }
  const std::string& salt() const { return salt_; }
  std::string mark_of(FactKind kind, std::string_view key) const;
  void add(std::string mark, TransactionId erased_by) { marks_.insert_or_assign(std::move(mark), erased_by); }
  void remove(const std::string& mark) { marks_.erase(mark); }
  // The commit that erased the fact with this key; none: it was not erased, or is allowed again. One look-up in memory,
  // and a hash of the key where any is marked.
  std::optional<TransactionId> find(FactKind kind, std::string_view key) const;

 private:
  std::string salt_;
  HashMap<std::string, TransactionId> marks_;
};

}  // namespace entente
