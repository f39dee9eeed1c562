#include "storage/covered_rows.hpp"

#include <algorithm>

#include "storage/fact_state.hpp"

namespace entente {

void CoveredRows::expect(Family family, std::string_view key, std::optional<EntityId> far) {
  std::optional<EntityId>& known = far_[side(family)][std::string(key)];
  if (far) known = far;
}

void CoveredRows::look(const Store& store) {
  for (const Family family : {Family::kOut, Family::kIn}) {
    HashMap<std::string, std::optional<EntityId>>& far = far_[side(family)];
    std::vector<std::string> keys;
    keys.reserve(far.size());
    for (const auto& [key, end] : far) keys.push_back(key);
    std::sort(keys.begin(), keys.end());
    const auto values = read_values(store, kFirstPartition, family, keys, {});
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (!values[i]) continue;
      std::optional<EntityId>& end = far[keys[i]];
      end.reset();
      at_row(family, keys[i], [&] {
        if (is_over(*values[i])) end = read_over(*values[i]).far;
      });
    }
  }
}

std::optional<EntityId> CoveredRows::far(Family family, std::string_view key) const {
  const HashMap<std::string, std::optional<EntityId>>& known = far_[side(family)];
  if (known.empty()) return std::nullopt;
  const auto found = known.find(std::string(key));
  return found == known.end() ? std::nullopt : found->second;
}

}  // namespace entente
