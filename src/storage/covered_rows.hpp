// Which rows of `out` and `in` lie over packed relations, for those that a commit writes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash_map.hpp"
#include "storage/packed_rows.hpp"

namespace entente {

class CoveredRows {
 public:
  // Rows under the key will be written or erased. `far`: the far end of the relation that is there now, which is packed
  // if it has no row; none where no relation is.
  void expect(Family family, std::string_view key, std::optional<EntityId> far);
  // Looks at the rows under the expected keys, in batches.
  void look(const Store& store);

  // The far end of the packed relation that a row under the key lies over, or would; none: there is none, or the key
  // was not expected.
  std::optional<EntityId> far(Family family, std::string_view key) const;

 private:
  // By family (out, in): the far ends of packed relations by the keys that they have or had.
  static std::size_t side(Family family) { return family == Family::kOut ? 0 : 1; }
  HashMap<std::string, std::optional<EntityId>> far_[2];
};

}  // namespace entente
