#include "storage/pending_facts.hpp"

namespace entente {
namespace {

void check_validity(const std::optional<Validity>& validity, const std::string& of) {
  if (validity && !validity->bounds.is_valid()) {
    throw Error(ErrorCode::kInvalidData, "the validity of " + of + " ends before it starts");
  }
}

std::string quoted(std::string_view s) {
  return "\"" + std::string(s) + "\"";
}

std::string describe(const RelationFact& fact) {
  std::string text = "relation " + (fact.key.empty() ? std::string() : quoted(fact.key) + " ");
  return text + fact.type + " from " + quoted(fact.from) + " to " + quoted(fact.to);
}

}  // namespace

PendingFacts::PendingFacts(const FactStore& store, const NameMap<SymbolId>& known, std::shared_mutex& known_mutex,
                           std::uint32_t next_symbol)
    : known_(known),
      known_mutex_(known_mutex),
      next_symbol_(next_symbol),
      max_key_bytes_(store.store().capabilities().max_key_bytes - 64) {}  // room for what keys put around a name

SymbolId PendingFacts::symbol(std::string_view name) {
  if (const auto it = symbols_.find(name); it != symbols_.end()) return it->second;
  check_key("a type or property key", name);
  SymbolId id{next_symbol_ + static_cast<std::uint32_t>(new_symbols.size())};
  bool is_new = true;
  {
    const std::shared_lock lock(known_mutex_);
    if (const auto it = known_.find(name); it != known_.end()) {
      id = it->second;
      is_new = false;
    }
  }
  if (is_new) new_symbols.emplace_back(name);
  symbols_.emplace(name, id);
  return id;
}

// A record that is refused must leave no names behind.
void PendingFacts::forget_symbols_from(std::size_t count) {
  while (new_symbols.size() > count) {
    symbols_.erase(new_symbols.back());
    new_symbols.pop_back();
  }
}

std::uint32_t PendingFacts::entity(std::string_view key) {
  if (const auto it = entity_index_.find(key); it != entity_index_.end()) return it->second;
  const auto index = static_cast<std::uint32_t>(entities.size());
  entities.emplace_back().key = key;
  entity_index_.emplace(entities.back().key, index);
  return index;
}

void PendingFacts::check_key(std::string_view what, std::string_view key) const {
  if (key.empty()) throw Error(ErrorCode::kInvalidData, std::string(what) + " is empty");
  if (key.size() > max_key_bytes_) {
    throw Error(ErrorCode::kLimit, std::string(what) + " of " + std::to_string(key.size()) +
                                       " bytes is too long; at most " + std::to_string(max_key_bytes_) +
                                       " are possible");
  }
}

std::vector<StoredProperty> PendingFacts::stored(const std::vector<PropertyFact>& properties) {
  std::vector<StoredProperty> out;
  out.reserve(properties.size());
  for (const PropertyFact& p : properties) {
    check_validity(p.validity, "property " + quoted(p.key));
    out.push_back({symbol(p.key), p.value, p.validity});
  }
  return out;
}

void PendingFacts::set_ontology(const Ontology& o) {
  if (const std::string fault = o.fault(); !fault.empty()) {
    throw Error(ErrorCode::kInvalidData, "the ontology has a fault: " + fault);
  }
  for (const EntityType& type : o.entity_types) symbol(type.name);
  for (const RelationType& type : o.relation_types) symbol(type.name);
  ontology = o;
}

void PendingFacts::encode(const EntityFact& fact, std::string& content) {
  StoredEntity entity;
  for (const std::string& type : fact.types) entity.types.push_back(symbol(type));
  entity.key = fact.key;
  entity.validity = fact.validity;
  entity.properties = stored(fact.properties);
  entity.attribution = fact.attribution;
  put_entity(content, entity);
}

void PendingFacts::add(const EntityFact& fact) {
  check_key("the key of an entity", fact.key);
  check_validity(fact.validity, "entity " + quoted(fact.key));
  const std::size_t symbols_before = new_symbols.size();
  std::string content;
  try {
    encode(fact, content);
  } catch (...) {
    forget_symbols_from(symbols_before);
    throw;
  }
  const std::uint32_t index = entity(fact.key);
  PendingEntity& pending = entities[index];
  if (pending.content.empty()) {
    pending.content = std::move(content);
    stated.push_back(index);
  } else if (pending.content == content) {
    ++repeated_entities;
  } else {
    forget_symbols_from(symbols_before);
    throw Error(ErrorCode::kInvalidData, "entity " + quoted(fact.key) + " is stated twice, and differently");
  }
}

PendingRelation PendingFacts::encode(const RelationFact& fact) {
  scratch_.key = fact.key;
  scratch_.validity = fact.validity;
  scratch_.properties = stored(fact.properties);
  scratch_.attribution = fact.attribution;
  put_relation(encoded_, scratch_);
  PendingRelation pending;
  pending.type = symbol(fact.type);
  pending.start = fact.validity ? fact.validity->bounds.latest_start : Instant::minus_infinity();
  pending.size = static_cast<std::uint32_t>(encoded_.bytes.size());
  pending.bounds_size = static_cast<std::uint8_t>(encoded_.bounds_size);
  return pending;
}

void PendingFacts::add(const RelationFact& fact) {
  check_key("the start of a relation", fact.from);
  check_key("the end of a relation", fact.to);
  if (!fact.key.empty()) check_key("the key of a relation", fact.key);
  if (retracted_index_.contains(fact.key)) {
    throw Error(ErrorCode::kInvalidData, describe(fact) + ": its key is taken back by the same commit");
  }
  if (fact.validity) check_validity(fact.validity, describe(fact));
  const std::size_t symbols_before = new_symbols.size();
  PendingRelation pending;
  try {
    pending = encode(fact);
  } catch (...) {
    forget_symbols_from(symbols_before);
    throw;
  }
  pending.from = entity(fact.from);
  pending.to = entity(fact.to);
  if (!fact.key.empty()) {
    const auto index = static_cast<std::uint32_t>(relations.size());
    if (const auto [it, is_new] = relation_index_.try_emplace(fact.key, index); !is_new) {
      const PendingRelation& earlier = relations[it->second];
      if (earlier.type == pending.type && earlier.from == pending.from && earlier.to == pending.to &&
          content(earlier) == encoded_.bytes) {
        ++repeated_relations;
        return;
      }
      forget_symbols_from(symbols_before);
      throw Error(ErrorCode::kInvalidData, describe(fact) + ": its key has been given to another relation");
    }
    pending.key = static_cast<std::uint32_t>(relation_keys.size());
    relation_keys.push_back(fact.key);
  }
  pending.offset = contents_.size();
  contents_.append(encoded_.bytes);
  relations.push_back(pending);
}

void PendingFacts::retract(std::string_view relation_key) {
  check_key("the key of a relation", relation_key);
  if (relation_index_.contains(relation_key)) {
    throw Error(ErrorCode::kInvalidData,
                "relation " + quoted(relation_key) + " is stated and taken back by the same commit");
  }
  if (retracted_index_.emplace(relation_key).second) retracted.emplace_back(relation_key);
}

}  // namespace entente
