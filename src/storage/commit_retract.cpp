// What a commit takes back, and what it gives an end: by key, by number, or with an entity.
//
// A fact that ended is compared and written with those that the commit states; what is said of it is what each of those
// who state it says, with another end. Relations are found by number, and by their ends, in one look at all of them,
// rows and blocks alike.
#include <algorithm>

#include "base/text.hpp"
#include "storage/commit.hpp"
#include "storage/ended_claims.hpp"
#include "storage/version_change.hpp"

namespace entente {
namespace {

std::string named(std::string_view what, std::string_view key) {
  return std::string(what) + " \"" + printable(key) + "\"";
}

Error contradiction(const std::string& fact, std::string_view deeds) {
  return {ErrorCode::kInvalidData, fact + " is " + std::string(deeds) + " by the same commit"};
}

// Puts the fact before the message of what can't be done to it.
template <class Deed>
auto saying_whose(const std::string& fact, const Deed& deed) {
  try {
    return deed();
  } catch (Error& error) {
    if (error.code == ErrorCode::kInvalidData) error.message = fact + ": " + error.message;
    throw;
  }
}

}  // namespace

void Commit::find_retracted() {
  find_retracted_relations();
  find_changed_places();
  find_retracted_entities();
  find_ended();
  find_relations_to_go();
}

void Commit::find_retracted_relations() {
  std::vector<std::string> name_keys;
  for (const std::string& key : facts_.retracted) name_keys.push_back(name_key(NameKind::kRelation, key));
  auto keys = read_values(store_, partition_of_name({}), Family::kNames, name_keys, {});
  std::vector<std::string> out_keys;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!keys[i]) {
      throw Error(ErrorCode::kNotFound,
                  "there is no relation \"" + facts_.retracted[i] + "\" in the store that could be retracted");
    }
    out_keys.push_back(std::move(*keys[i]));
  }
  auto values = out_.values(out_keys);
  for (std::size_t i = 0; i < out_keys.size(); ++i) {
    if (!values[i]) at_row(Family::kOut, out_keys[i], [] { ByteReader::fail("has a name but no row"); });
    take_back({std::move(out_keys[i]), std::move(*values[i])});
  }
}

// The row of a relation leaves the store, and its key is free.
void Commit::take_back(OldRow relation) {
  ByteReader in(relation.value);
  read_recorded(in);
  in.varint();
  const std::string_view content = in.raw(in.left());
  const FactHead head = read_relation_head(content, read_adjacency_key(relation.key).start);
  if (!head.key.empty()) freed_names_.push_back(name_key(NameKind::kRelation, head.key));
  taken_back_.insert(read_adjacency_key(relation.key).relation.value);
  retracted_.push_back(std::move(relation));
  ++summary_.relations_removed;
}

std::string Commit::key_at(const RelationPlace& place) {
  return adjacency_key({place.from, facts_.symbol(place.type), place.start, place.id});
}

// Relations whose places are known.
void Commit::find_changed_places() {
  std::vector<std::string> keys;
  for (const RelationPlace& place : facts_.retracted_places) keys.push_back(key_at(place));
  for (const CorrectedRelation& relation : facts_.corrected) keys.push_back(key_at(relation.place));
  auto values = out_.values(keys);
  const std::size_t retracted = facts_.retracted_places.size();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!values[i])
      throw Error(ErrorCode::kNotFound, "there is no relation with the id " +
                                            std::to_string(read_adjacency_key(keys[i]).relation.value) +
                                            " in the store");
    OldRow row{std::move(keys[i]), std::move(*values[i])};
    if (i < retracted)
      take_back(std::move(row));
    else
      correct(std::move(row), facts_.corrected[i - retracted]);
  }
}

void Commit::correct(OldRow row, const CorrectedRelation& now) {
  at_row(Family::kOut, row.key, [&] {
    const AdjacencyKey key = read_adjacency_key(row.key);
    ByteReader in(row.value);
    read_recorded(in);
    const EntityId target{in.varint()};
    const Stated stated = read_stated_relation(in.raw(in.left()), key.start);
    const std::string before = claims_of_relation(key.start, stated.content);
    const std::string after = claims_of_relation(now.start, now.content.bytes);
    if (after == before) {
      ++summary_.relations_unchanged;
      return;
    }
    PendingRelation r = version_of(key, target);
    r.start = now.start;
    r.change = RowChange::kUpdate;
    const std::uint32_t index = facts_.add(r, now.content, {});
    ended_nameless_.insert(key.relation.value);
    note_relation_change(before, after);
    ++summary_.relations_changed;
    old_relations_.emplace(index, std::move(row));
  });
}

void Commit::find_retracted_entities() {
  std::vector<std::string> keys;
  for (const auto& [index, ends] : facts_.retracted_entities) {
    const PendingEntity& entity = facts_.entities[index];
    if (!entity.exists)
      throw Error(ErrorCode::kNotFound, "there is no " + named("entity", facts_.names().name(index)) +
                                            " in the store that could be retracted");
    keys.push_back(entity_key(entity.id));
    retracted_entities_.emplace(entity.id.value, ends);
  }
  auto values = read_values(store_, kFirstPartition, Family::kEntities, keys, {});
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!values[i]) at_row(Family::kEntities, keys[i], [] { ByteReader::fail("has a name but no row"); });
    freed_names_.push_back(name_key(NameKind::kEntity, facts_.names().name(facts_.retracted_entities[i].first)));
    withdrawn_.push_back({std::move(keys[i]), std::move(*values[i])});
    ++summary_.entities_removed;
  }
}

void Commit::find_ended() {
  std::vector<std::string> name_keys;
  for (const EndedFact& fact : facts_.ended) name_keys.push_back(name_key(NameKind::kRelation, fact.key));
  const auto out_keys = read_values(store_, partition_of_name({}), Family::kNames, name_keys, {});
  for (std::size_t i = 0; i < facts_.ended.size(); ++i) {
    const std::string& key = facts_.ended[i].key;
    const StatedEnd& end = facts_.ended[i].end;
    const std::uint32_t entity = facts_.find_entity(key).value();
    const bool is_entity = facts_.entities[entity].exists, must_be_entity = facts_.ended[i].is_entity;
    if (is_entity && out_keys[i] && !must_be_entity)
      throw Error(ErrorCode::kInvalidData, "both an entity and a relation have the key \"" + printable(key) + "\"")
          .with_hint("name the relation by its id, or say that the entity is meant");
    if (!is_entity && (!out_keys[i] || must_be_entity))
      throw Error(ErrorCode::kNotFound,
                  (must_be_entity ? "there is no entity \"" : "there is neither an entity nor a relation \"") +
                      printable(key) + "\" in the store that could end");
    if (is_entity) {
      end_entity(entity, end);
      continue;
    }
    if (facts_.find_relation(key)) throw contradiction(named("relation", key), "stated and ended");
    auto values = out_.values(std::span(&*out_keys[i], 1));
    if (!values[0]) at_row(Family::kOut, *out_keys[i], [] { ByteReader::fail("has a name but no row"); });
    end_relation({*out_keys[i], std::move(*values[0])}, end);
  }
}

void Commit::end_entity(std::uint32_t index, const StatedEnd& end) {
  PendingEntity& entity = facts_.entities[index];
  const std::string name = named("entity", facts_.names().name(index));
  if (!entity.content.empty()) throw contradiction(name, "stated and ended");
  if (entity.is_retracted) throw contradiction(name, "retracted and ended");
  const std::string key = entity_key(entity.id);
  const auto value = std::move(read_values(store_, kFirstPartition, Family::kEntities, std::span(&key, 1), {}).front());
  at_row(Family::kEntities, key, [&] {
    if (!value) ByteReader::fail("has a name but no row");
    ByteReader in(*value);
    read_recorded(in);
    Stated stated = read_stated_entity(in.raw(in.left()));
    std::string content =
        saying_whose(name, [&] { return end_claims(stated.by, stated.content, end, FactKind::kEntity); });
    if (content == stated.content) {
      ++summary_.entities_unchanged;
      return;
    }
    entity.content = std::move(content);
    entity.change = RowChange::kInsert;
    ended_entities_.emplace(index, end);
    facts_.stated.push_back(index);
  });
}

void Commit::end_relation(OldRow row, const StatedEnd& end) {
  at_row(Family::kOut, row.key, [&] {
    const AdjacencyKey key = read_adjacency_key(row.key);
    ByteReader in(row.value);
    read_recorded(in);
    const EntityId target{in.varint()};
    Stated stated = read_stated_relation(in.raw(in.left()), key.start);
    const std::string name = named("relation", name_of(row));
    if (taken_back_.contains(key.relation.value)) throw contradiction(name, "retracted and ended");
    for (const EntityId at : {key.near, target})
      if (retracted_entities_.contains(at.value))
        throw contradiction(name, "ended, and an entity at which it ends retracted,");
    ended_.emplace(key.relation.value, end);
    const std::string before = claims_of_relation(key.start, stated.content);
    const std::string after =
        saying_whose(name, [&] { return end_claims(stated.by, before, end, FactKind::kRelation); });
    if (after == before) {
      ++summary_.relations_unchanged;
      return;
    }
    const RelationClaims said = read_claims_of_relation(after);
    PendingRelation r = version_of(key, target);
    r.start = said.start;
    const RelationContent content{std::string(said.content), said.bounds_size};
    const std::string fact_key(read_relation_head(stated.content, key.start).key);
    if (!fact_key.empty()) {
      facts_.add(r, content, fact_key);  // compared and counted with what the commit states
      return;
    }
    r.change = RowChange::kUpdate;
    const std::uint32_t index = facts_.add(r, content, {});
    relation_by_[index] = std::move(stated.by);
    ended_nameless_.insert(key.relation.value);
    note_relation_change(before, after);
    ++summary_.relations_changed;
    old_relations_.emplace(index, std::move(row));
  });
}

void Commit::find_relations_to_go() {
  if (facts_.retracted_ids.empty() && facts_.ended_ids.empty() && retracted_entities_.empty()) return;
  HashSet<std::uint64_t> missing = facts_.retracted_ids;
  for (const auto& [id, end] : facts_.ended_ids) missing.insert(id);
  std::vector<OldRow> refusing;  // the first that end at an entity which is retracted without them
  std::size_t refusals = 0;
  const auto end_of = [this](EntityId entity) {
    const auto found = retracted_entities_.find(entity.value);
    return found == retracted_entities_.end() ? nullptr : &found->second;
  };
  each_relation([&](const Row& row, const AdjacencyKey& key, EntityId target, std::string_view content) {
    const std::uint64_t id = key.relation.value;
    const auto old = [&row] { return OldRow{std::string(row.key), std::string(row.value)}; };
    const bool is_named = missing.erase(id) > 0;
    const Ends *from = end_of(key.near), *to = end_of(target);
    if (!is_named && !from && !to) return;
    const FactHead head = read_relation_head(content, key.start);
    const bool is_stated = !head.key.empty() && facts_.find_relation(head.key) != nullptr;
    if (const auto ended = facts_.ended_ids.find(id); ended != facts_.ended_ids.end()) {
      if (facts_.retracted_ids.contains(id))
        throw contradiction(named("relation", name_of(old())), "retracted and ended");
      const auto by_key = ended_.find(id);
      if (by_key == ended_.end()) {
        if (is_stated) throw contradiction(named("relation", head.key), "stated and ended");
        end_relation(old(), ended->second);
      } else if (by_key->second != ended->second) {
        throw contradiction(named("relation", head.key), "given two ends");
      }
      return;
    }
    if (facts_.retracted_ids.contains(id)) {
      if (ended_.contains(id)) throw contradiction(named("relation", head.key), "retracted and ended");
      if (is_stated) throw contradiction(named("relation", head.key), "stated and retracted");
      if (!taken_back_.contains(id)) take_back(old());
      return;
    }
    if (is_stated || taken_back_.contains(id)) return;
    const bool is_cascaded = (from && *from == Ends::kCascaded) || (to && *to == Ends::kCascaded);
    if (is_cascaded || is_conclusion(content, key.start)) return take_back(old());
    ++refusals;
    if (refusing.size() < GoneFacts::kMostNamed) refusing.push_back(old());
  });
  if (!missing.empty())
    throw Error(ErrorCode::kNotFound, "there is no relation with the id " +
                                          std::to_string(*std::min_element(missing.begin(), missing.end())) +
                                          " in the store");
  if (refusals > 0) refuse_ends(refusing, refusals);
}

bool Commit::is_conclusion(std::string_view content, Instant start) {
  StoredRelation relation;
  read_relation_content(content, start, relation);
  return relation.attribution.provenance == Provenance::kDerived;
}

// Names the first entity that relations keep.
void Commit::refuse_ends(const std::vector<OldRow>& first, std::size_t count) const {
  constexpr std::size_t kNamedOfRefusal = 3;
  std::string text;
  for (std::size_t i = 0; i < std::min(first.size(), kNamedOfRefusal); ++i)
    text += (i == 0 ? ": " : ", ") + name_of(first[i]);
  if (count > kNamedOfRefusal) text += ", …";
  std::string entities;
  for (const auto& [index, ends] : facts_.retracted_entities) {
    if (ends == Ends::kCascaded) continue;
    const auto ends_there = [&, id = facts_.entities[index].id](const OldRow& row) {
      ByteReader in(row.value);
      read_recorded(in);
      return read_adjacency_key(row.key).near == id || EntityId{in.varint()} == id;
    };
    if (!std::any_of(first.begin(), first.end(), ends_there)) continue;
    entities += (entities.empty() ? named("entity", facts_.names().name(index)) : " and others");
    if (entities.ends_with(" and others")) break;
  }
  throw Error(ErrorCode::kInvalidData, entities + " can't be retracted: " + std::to_string(count) +
                                           (count == 1 ? " relation ends there" : " relations end there") + text)
      .with_hint("retract what ends there, too (`entente retract --detach`)");
}

void Commit::name_removed() {
  for (const OldRow& row : withdrawn_) {
    if (summary_.removed.size() >= GoneFacts::kMostNamed) return;
    ByteReader in(row.value);
    read_recorded(in);
    summary_.removed.emplace_back(read_entity_head(in.raw(in.left())).key);
  }
  for (const OldRow& row : retracted_) {
    if (summary_.removed.size() >= GoneFacts::kMostNamed) return;
    summary_.removed.push_back(name_of(row));
  }
}

void Commit::note_entity_change(std::string_view before, std::string_view after) {
  summary_.entities_ended += only_gains_end(before, after, FactKind::kEntity) ? 1 : 0;
}

void Commit::note_relation_change(std::string_view before, std::string_view after) {
  summary_.relations_ended += only_gains_end(before, after, FactKind::kRelation) ? 1 : 0;
}

}  // namespace entente
