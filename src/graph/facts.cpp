#include "graph/facts.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

#include "entente/error.hpp"

namespace entente {
namespace {

template <class T>
void reorder_column(std::vector<T>& column, const Order& order) {
  std::vector<T> sorted(column.size());
  for (std::size_t i = 0; i < order.size(); ++i) sorted[i] = column[order[i]];
  column = std::move(sorted);
}

template <class Column>
void reorder_in_place(Column& column, const Order& order) {
  column = std::move(column).reordered(order);
}

}  // namespace

void FactColumns::add(const RelationColumns& relations) {
  for (std::size_t i = 0; i < relations.size(); ++i) {
    validity.add_certain(relations.is_stated[i] != 0);
    system.add({relations.recorded[i]});
  }
  properties.add_none(relations.size());
  keys.add_empty(relations.size());
  attribution.add_default(relations.size());
}

void FactColumns::reorder(const Order& order) {
  reorder_in_place(validity, order);
  reorder_in_place(datings, order);
  reorder_in_place(properties, order);
  reorder_in_place(keys, order);
  reorder_in_place(attribution, order);
  reorder_in_place(system, order);
}

std::size_t FactColumns::bytes() const {
  return validity.bytes() + datings.bytes() + properties.bytes() + keys.bytes() + attribution.bytes() + system.bytes();
}

void VertexFacts::add(StoredEntity entity) {
  const Period bounds = ValidityColumn::inner_bounds(entity.validity);
  id.push_back(entity.id);
  start.push_back(bounds.latest_start);
  end.push_back(bounds.earliest_end);
  labels.add(entity.types);
  FactColumns::add(entity);
}

void VertexFacts::sort() {
  Order order(id.size());
  std::iota(order.begin(), order.end(), 0U);
  if (!std::is_sorted(id.begin(), id.end())) {
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return id[a] < id[b]; });
    reorder_column(id, order);
    reorder_column(start, order);
    reorder_column(end, order);
  }
  if (const auto twice = std::adjacent_find(id.begin(), id.end()); twice != id.end())
    throw Error(ErrorCode::kCorruption, "the store holds entity " + std::to_string(twice->value) + " twice");
  reorder(order);
  reorder_in_place(labels, order);
  if (!validity.any_stated()) {
    start = {};
    end = {};
  }
}

std::size_t VertexFacts::bytes() const {
  return bytes_of(id) + bytes_of(start) + bytes_of(end) + labels.bytes() + FactColumns::bytes();
}

}  // namespace entente
