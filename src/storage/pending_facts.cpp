#include "storage/pending_facts.hpp"

#include "model/storable.hpp"

namespace entente {
namespace {

std::string in_quotes(std::string_view s) {
  return "\"" + std::string(s) + "\"";
}

void check_name(std::string_view what, std::string_view name) {
  if (name.empty()) throw Error(ErrorCode::kInvalidData, std::string(what) + " is empty");
  if (name.size() > kMaxKeyBytes)
    throw Error(ErrorCode::kInvalidData, std::string(what) + " of " + std::to_string(name.size()) +
                                             " bytes; the longest is " + std::to_string(kMaxKeyBytes));
}

std::string describe(const RelationFact& fact) {
  std::string text = "relation " + (fact.key.empty() ? std::string() : in_quotes(fact.key) + " ");
  return text + fact.type + " from " + in_quotes(fact.from) + " to " + in_quotes(fact.to);
}

}  // namespace

PendingFacts::PendingFacts(const NameMap<SymbolId>& known, std::shared_mutex& known_mutex, std::uint32_t next_symbol,
                           const NameMap<FileNumber>& known_files, FileNumber next_file)
    : known_(known),
      known_mutex_(known_mutex),
      next_symbol_(next_symbol),
      known_files_(known_files),
      next_file_(next_file) {}

SymbolId PendingFacts::symbol(std::string_view name) {
  if (const auto it = symbols_.find(name); it != symbols_.end()) return it->second;
  check_name("a type or property key", name);
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

FileNumber PendingFacts::file(std::string_view name) {
  if (const auto it = files_.find(name); it != files_.end()) return it->second;
  check_name("the name of a file", name);
  FileNumber number = next_file_ + static_cast<FileNumber>(new_files.size());
  bool is_new = true;
  {
    const std::shared_lock lock(known_mutex_);
    if (const auto it = known_files_.find(name); it != known_files_.end()) {
      number = it->second;
      is_new = false;
    }
  }
  if (is_new) new_files.emplace_back(name);
  files_.emplace(name, number);
  return number;
}

// Before there are names, so that none is without a place where memory runs out.
void PendingFacts::make_places(std::size_t more) {
  if (entities.size() < names_.size() + more) entities.resize(names_.size() + more);
}

std::uint32_t PendingFacts::entity(std::string_view key) {
  make_places(1);
  return names_.insert(key);
}

void PendingFacts::find_places(std::span<const std::string_view> keys, std::span<std::uint32_t> places) {
  make_places(keys.size());
  names_.insert(keys, places);
}

std::vector<StoredProperty> PendingFacts::stored(const std::vector<PropertyFact>& properties) {
  std::vector<StoredProperty> out;
  out.reserve(properties.size());
  for (const PropertyFact& p : properties) {
    out.push_back({symbol(p.key), p.value, p.validity, p.sources});
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
  entity.datings = fact.datings;
  put_entity(content, entity);
}

void PendingFacts::add(const EntityFact& fact, std::uint32_t index, FileNumber file) {
  if (entities[index].is_retracted)
    throw Error(ErrorCode::kInvalidData, "entity " + in_quotes(fact.key) + " is retracted by the same commit");
  const std::size_t symbols_before = new_symbols.size();
  std::string content;
  try {
    encode(fact, content);
  } catch (...) {
    forget_symbols_from(symbols_before);
    throw;
  }
  PendingEntity& pending = entities[index];
  if (pending.content.empty()) {
    pending.content = std::move(content);
    pending.file = file;
    stated.push_back(index);
    return;
  }
  const std::string* earlier = pending.file == file ? &pending.content : nullptr;
  if (const auto also = also_stated.find(index); also != also_stated.end())
    for (const Contribution& one : also->second)
      if (one.file == file) earlier = &one.claims;
  if (!earlier) {
    also_stated[index].push_back({file, std::move(content)});
  } else if (*earlier == content) {
    ++repeated_entities;
  } else {
    forget_symbols_from(symbols_before);
    throw Error(ErrorCode::kInvalidData, "entity " + in_quotes(fact.key) + " is stated twice, and differently");
  }
}

void PendingFacts::mention(std::uint32_t entity, FileNumber file) {
  if (complete.contains(file)) mentioned.emplace(entity, file);
}

void PendingFacts::set_content(PendingRelation& r, const RelationClaims& claims) {
  r.start = claims.start;
  r.offset = contents_.size();
  r.size = static_cast<std::uint32_t>(claims.content.size());
  r.bounds_size = static_cast<std::uint8_t>(claims.bounds_size);
  contents_.append(claims.content);
}

std::optional<std::uint32_t> PendingFacts::find_entity(std::string_view key) const {
  const std::uint32_t place = names_.find(key);
  return place == EntityNames::kNone ? std::nullopt : std::optional(place);
}

const std::uint32_t* PendingFacts::find_relation(std::string_view key) const {
  const auto it = relation_index_.find(key);
  return it == relation_index_.end() ? nullptr : &it->second;
}

PendingRelation PendingFacts::encode(const RelationFact& fact) {
  scratch_.key = fact.key;
  scratch_.validity = fact.validity;
  scratch_.properties = stored(fact.properties);
  scratch_.attribution = fact.attribution;
  scratch_.datings = fact.datings;
  put_relation(encoded_, scratch_);
  PendingRelation pending;
  pending.type = symbol(fact.type);
  pending.start = fact.validity ? fact.validity->bounds.latest_start : Instant::minus_infinity();
  pending.size = static_cast<std::uint32_t>(encoded_.bytes.size());
  pending.bounds_size = static_cast<std::uint8_t>(encoded_.bounds_size);
  return pending;
}

void PendingFacts::add(const RelationFact& fact, std::uint32_t from, std::uint32_t to, FileNumber file) {
  if (retracted_index_.contains(fact.key)) {
    throw Error(ErrorCode::kInvalidData, describe(fact) + ": its key is retracted by the same commit");
  }
  for (const std::uint32_t end : {from, to})
    if (entities[end].is_retracted)
      throw Error(ErrorCode::kInvalidData,
                  describe(fact) + ": entity " + in_quotes(names_.name(end)) + " is retracted by the same commit");
  const std::size_t symbols_before = new_symbols.size();
  PendingRelation pending;
  try {
    pending = encode(fact);
  } catch (...) {
    forget_symbols_from(symbols_before);
    throw;
  }
  pending.from = from;
  pending.to = to;
  if (!fact.key.empty()) {
    const auto index = static_cast<std::uint32_t>(relations.size());
    const auto [first, is_new] = relation_index_.try_emplace(fact.key, index);
    if (is_new) {
      pending.key = static_cast<std::uint32_t>(relation_keys.size());
      relation_keys.push_back(fact.key);
    } else {
      pending.key = relations[first->second].key;
      const PendingRelation* earlier = relations[first->second].file == file ? &relations[first->second] : nullptr;
      if (const auto also = same_key.find(first->second); also != same_key.end())
        for (const std::uint32_t i : also->second)
          if (relations[i].file == file) earlier = &relations[i];
      if (earlier) {
        if (earlier->type == pending.type && earlier->from == pending.from && earlier->to == pending.to &&
            content(*earlier) == encoded_.bytes) {
          ++repeated_relations;
          return;
        }
        forget_symbols_from(symbols_before);
        throw Error(ErrorCode::kInvalidData, describe(fact) + ": its key has been given to another relation");
      }
      same_key[first->second].push_back(index);
    }
  }
  pending.file = file;
  pending.offset = contents_.size();
  contents_.append(encoded_.bytes);
  relations.push_back(pending);
  entities[from].is_end = entities[to].is_end = true;
}

std::uint32_t PendingFacts::add(PendingRelation r, const RelationContent& content, const std::string& key) {
  const auto index = static_cast<std::uint32_t>(relations.size());
  if (!key.empty()) {
    r.key = static_cast<std::uint32_t>(relation_keys.size());
    relation_keys.push_back(key);
    relation_index_.emplace(key, index);
  }
  r.offset = contents_.size();
  r.size = static_cast<std::uint32_t>(content.bytes.size());
  r.bounds_size = static_cast<std::uint8_t>(content.bounds_size);
  contents_.append(content.bytes);
  relations.push_back(r);
  return index;
}

void PendingFacts::correct(const RelationPlace& place, const RelationFact& fact) {
  const PendingRelation pending = encode(fact);
  corrected.push_back({place, pending.start, encoded_});
}

void PendingFacts::retract(std::string_view relation_key) {
  check_name("the key of a relation", relation_key);
  if (relation_index_.contains(relation_key)) {
    throw Error(ErrorCode::kInvalidData,
                "relation " + in_quotes(relation_key) + " is stated and retracted by the same commit");
  }
  if (retracted_index_.emplace(relation_key).second) retracted.emplace_back(relation_key);
}

void PendingFacts::retract_entity(std::uint32_t entity, Ends ends) {
  PendingEntity& pending = entities[entity];
  const std::string name(names_.name(entity));
  check_name("the key of an entity", name);
  if (!pending.content.empty())
    throw Error(ErrorCode::kInvalidData, "entity " + in_quotes(name) + " is stated and retracted by the same commit");
  if (pending.is_end)
    throw Error(ErrorCode::kInvalidData,
                "entity " + in_quotes(name) + " is retracted by the commit that states a relation which ends there");
  if (!pending.is_retracted) {
    pending.is_retracted = true;
    retracted_entities.emplace_back(entity, ends);
  } else if (ends == Ends::kCascaded) {
    for (auto& [other, with] : retracted_entities)
      if (other == entity) with = ends;
  }
}

namespace {

Error ended_twice(const std::string& what, const StatedEnd& one, const StatedEnd& other) {
  return {ErrorCode::kInvalidData, what + " is to end in " + one.edtf + " and in " + other.edtf};
}

}  // namespace

void PendingFacts::end(std::string_view key, const StatedEnd& end, bool is_entity) {
  check_name("the key of what ended", key);
  if (const auto known = ended_index_.find(key); known != ended_index_.end()) {
    EndedFact& first = ended[known->second];
    if (first.end != end) throw ended_twice(in_quotes(key), first.end, end);
    first.is_entity |= is_entity;
    return;
  }
  entity(key);
  ended_index_.emplace(key, ended.size());
  ended.push_back({std::string(key), end, is_entity});
}

void PendingFacts::end(RelationId relation, const StatedEnd& end) {
  const auto [same, is_new] = ended_ids.try_emplace(relation.value, end);
  if (!is_new && same->second != end)
    throw ended_twice("the relation with the id " + std::to_string(relation.value), same->second, end);
}

}  // namespace entente
