// Small graphs for tests, told in days: day 0 is 1970-01-01, periods are [from, to).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/graph/temporal_graph.hpp"
#include "graph/graph_builder.hpp"

namespace entente {

constexpr Instant day(std::int64_t n) {
  return Instant{n * kSecondsPerDay};
}
constexpr Period days(std::int64_t from, std::int64_t to) {
  return Period::certain(day(from), day(to));
}
constexpr Timeslice day_slice(std::int64_t n, Reading reading = Reading::kCertain) {
  return Timeslice::as_of(day(n), reading);
}

// Entities v0, v1, … that lived so, numbered from 0 on.
inline void add_lives(GraphBuilder& builder, const std::vector<Period>& lives) {
  for (std::size_t v = 0; v < lives.size(); ++v) {
    StoredEntity e;
    e.id = EntityId{v};
    e.key = "v" + std::to_string(v);
    if (lives[v] != Period::always()) e.validity = validity_of(lives[v]);
    builder.add(e);
  }
}

// A relation between two of them, without a time.
inline StoredRelation numbered_relation(std::size_t number, int type, std::uint32_t from, std::uint32_t to) {
  StoredRelation r;
  r.id = RelationId{number};
  r.type = SymbolId{static_cast<std::uint32_t>(type)};
  r.from = EntityId{from};
  r.to = EntityId{to};
  return r;
}

// Builds a snapshot as a store would give it: symbols and ids in the order of first mention.
class GraphOf {
 public:
  explicit GraphOf(Ontology ontology = {}) : ontology_(std::move(ontology)) {}

  GraphOf& entity(StoredEntity e) {
    e.id = EntityId{entities_.size()};
    ids_[e.key] = e.id;
    entities_.push_back(std::move(e));
    return *this;
  }
  GraphOf& entity(std::string key, std::vector<std::string> types = {}) {
    StoredEntity e;
    e.key = std::move(key);
    for (const std::string& type : types) e.types.push_back(symbol(type));
    return entity(std::move(e));
  }
  GraphOf& entity(std::string key, std::int64_t from, std::int64_t to) {
    StoredEntity e;
    e.key = std::move(key);
    e.validity = validity_of(days(from, to));
    return entity(std::move(e));
  }
  GraphOf& relation(StoredRelation r) {
    r.id = RelationId{relations_.size()};
    relations_.push_back(std::move(r));
    return *this;
  }
  GraphOf& relation(std::string_view from, std::string_view type, std::string_view to,
                    std::optional<Validity> validity = std::nullopt) {
    StoredRelation r;
    r.type = symbol(type);
    r.from = ids_.at(std::string(from));
    r.to = ids_.at(std::string(to));
    r.validity = std::move(validity);
    return relation(std::move(r));
  }
  GraphOf& relation(std::string_view from, std::string_view type, std::string_view to, std::int64_t first,
                    std::int64_t end) {
    return relation(from, type, to, validity_of(days(first, end)));
  }

  SymbolId symbol(std::string_view name) {
    for (std::size_t i = 0; i < symbols_.size(); ++i) {
      if (symbols_[i] == name) return SymbolId{static_cast<std::uint32_t>(i)};
    }
    symbols_.emplace_back(name);
    return SymbolId{static_cast<std::uint32_t>(symbols_.size() - 1)};
  }
  EntityId id(std::string_view key) const { return ids_.at(std::string(key)); }

  std::shared_ptr<const TemporalGraph> build() const {
    GraphBuilder builder(symbols_, ontology_);
    for (const StoredEntity& e : entities_) builder.add(e);
    for (const StoredRelation& r : relations_) builder.add(r);
    return builder.build(TransactionId{7}, SystemTime{42});
  }

 private:
  Ontology ontology_;
  std::vector<std::string> symbols_;
  std::vector<StoredEntity> entities_;
  std::vector<StoredRelation> relations_;
  std::map<std::string, EntityId> ids_;
};

}  // namespace entente
