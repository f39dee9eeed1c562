// The entries of a map that makes a temporal value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/model/value.hpp"

namespace entente {

using Part = std::optional<std::int64_t>;

// Looks entries up one by one; what nobody asked for is unknown. A null counts as missing.
class MapComponents {
 public:
  MapComponents(const Map& map, std::string_view function) : map_(map), function_(function) {}

  const Value* find(std::string_view key);
  // Throws kType, and kArgument where it lies outside of the range.
  Part integer(std::string_view key, std::int64_t least, std::int64_t most);
  void refuse_unknown() const;  // throws kArgument
  std::string_view function() const { return function_; }

 private:
  const Map& map_;
  std::string_view function_;
  std::vector<std::string> known_;
};

}  // namespace entente
