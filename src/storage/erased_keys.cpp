#include "storage/erased_keys.hpp"

#include <sha2.h>

#include <array>
#include <random>

namespace entente {

std::string ErasedKeys::new_salt() {
  std::random_device random;
  std::string salt;
  while (salt.size() < kSaltBytes) salt.push_back(static_cast<char>(random() & 0xFF));
  return salt;
}

std::string ErasedKeys::mark_of(FactKind kind, std::string_view key) const {
  SHA2_CTX context;
  SHA256Init(&context);
  const auto take = [&context](std::string_view bytes) {
    SHA256Update(&context, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  };
  take(salt_);
  take(kind == FactKind::kEntity ? "e" : "r");
  take(key);
  std::array<std::uint8_t, kMarkBytes> mark;
  SHA256Final(mark.data(), &context);
  return {mark.begin(), mark.end()};
}

std::optional<TransactionId> ErasedKeys::find(FactKind kind, std::string_view key) const {
  if (marks_.empty()) return std::nullopt;
  const auto found = marks_.find(mark_of(kind, key));
  return found == marks_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace entente
