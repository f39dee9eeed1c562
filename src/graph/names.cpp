#include "graph/names.hpp"

#include <algorithm>
#include <bit>

#include <absl/hash/hash.h>

#include "base/hash_map.hpp"
#include "model/supertypes.hpp"

namespace entente {

SymbolTable::SymbolTable(std::vector<std::string> names) : names_(std::move(names)) {
  ids_.reserve(names_.size());
  for (std::size_t i = 0; i < names_.size(); ++i) ids_.emplace(names_[i], SymbolId{static_cast<std::uint32_t>(i)});
}

std::optional<SymbolId> SymbolTable::find(std::string_view name) const {
  // absl's string_view is a type of its own where the library was built for an older standard.
  const auto found = ids_.find(absl::string_view(name.data(), name.size()));
  if (found == ids_.end()) return std::nullopt;
  return found->second;
}

SymbolId SymbolTable::find_or_add(std::string_view name) {
  if (const std::optional<SymbolId> known = find(name)) return *known;
  const SymbolId id{static_cast<std::uint32_t>(names_.size())};
  names_.emplace_back(name);
  ids_.emplace(names_.back(), id);
  return id;
}

void LabelColumn::add(const std::vector<SymbolId>& stated) {
  const auto [known, added] = numbers_.try_emplace(stated, static_cast<std::uint32_t>(lists_.size()));
  if (added) lists_.push_back(stated);
  which_.push_back(known->second);
}

LabelColumn LabelColumn::reordered(const Order& order) && {
  if (is_identity(order)) return std::move(*this);
  std::vector<std::uint32_t> which(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) which[i] = which_[order[i]];
  which_ = std::move(which);
  return std::move(*this);
}

void LabelColumn::close(const Ontology& ontology, const NameOf& name_of, const SymbolOf& symbol_of) {
  numbers_ = {};
  for (std::vector<SymbolId>& list : lists_) {
    std::vector<SymbolId> closed;
    HashSet<SymbolId> seen;
    const auto add_once = [&](SymbolId label) {
      if (seen.insert(label).second) closed.push_back(label);
    };
    std::vector<std::string> types;
    for (const SymbolId stated : list) {
      add_once(stated);
      types.push_back(name_of(stated));
    }
    for (const TypeAbove& type : with_supertypes(ontology, types)) add_once(symbol_of(type.name));
    list = std::move(closed);
  }
}

bool LabelColumn::has(std::uint32_t i, SymbolId label) const {
  const std::span<const SymbolId> list = of(i);
  return std::find(list.begin(), list.end(), label) != list.end();
}

void LabelIndex::build(const LabelColumn& labels) {
  for (Vertex v = 0; v < labels.size(); ++v) {
    for (const SymbolId label : labels.of(v)) vertices_[label].push_back(v);
  }
  for (auto& [label, list] : vertices_) list.shrink_to_fit();
}

std::span<const Vertex> LabelIndex::vertices(SymbolId label) const {
  const auto found = vertices_.find(label);
  if (found == vertices_.end()) return {};
  return found->second;
}

std::vector<SymbolId> LabelIndex::in_use() const {
  std::vector<SymbolId> labels;
  for (const auto& [label, list] : vertices_) labels.push_back(label);
  std::sort(labels.begin(), labels.end());
  return labels;
}

std::size_t LabelIndex::bytes() const {
  std::size_t sum = 0;
  for (const auto& [label, list] : vertices_) sum += bytes_of(list);
  return sum;
}

void KeyIndex::build(const TextColumn& keys, std::size_t count) {
  keys_ = &keys;
  slots_.assign(std::bit_ceil(std::max<std::size_t>(2 * count, 2)), kEmpty);
  for (Vertex v = 0; v < count; ++v) {
    std::size_t slot = first_slot(keys.at(v));
    while (slots_[slot] != kEmpty) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = v;
  }
}

std::size_t KeyIndex::first_slot(std::string_view key) const {
  return absl::HashOf(key) & (slots_.size() - 1);
}

}  // namespace entente
