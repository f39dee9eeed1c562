#include "storage/erasure.hpp"

#include <algorithm>

namespace entente {
namespace {

constexpr std::string_view kErasedReason = "erased";

// In place of a key where something has to stand: the same for the same key of a store, and no way back to it.
std::string pseudonym_of(const ErasedKeys& erased, FactKind kind, std::string_view key) {
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  std::string name = "erased-";
  for (const char c : erased.mark_of(kind, key).substr(0, 8)) {
    const auto b = static_cast<unsigned char>(c);
    name += {kHexDigits[b >> 4], kHexDigits[b & 15]};
  }
  return name;
}

}  // namespace

void Erasure::prepare(std::string_view reason, SystemTime time) {
  doomed_.find();
  if (doomed_.are_named_by(reason))
    throw Error(ErrorCode::kInvalidData, "the reason names what is to be erased, and the log of commits would keep it")
        .with_hint("say why without the name: \"request of 2 May\"");
  doomed_.each_row([this](Family family, std::string_view key, std::string_view value, TransactionId superseded) {
    take_row(family, key, value, superseded);
  });
  take_ontology();
  mark_relations();
  for (const std::string& key : doomed_.forgotten())
    for (const FactKind kind : {FactKind::kEntity, FactKind::kRelation}) mark(kind, key);
  write_relations();
  count_lives(entities_, true);
  count_lives(relations_, false);
  for (const std::string& mark : marks_)
    batch_.rows.put(Family::kNames, name_key(NameKind::kErased, mark), name_value(next_.transaction.value));
  write_commits(reason, time);
  report_.entities = doomed_.entities();
  report_.relations = doomed_.relations();
  report_.conclusions = doomed_.conclusions();
}

void Erasure::take_row(Family family, std::string_view key, std::string_view value, TransactionId superseded) {
  if (family == Family::kEntities) take_entity(key, value, superseded);
  if (family == Family::kOut) take_relation(key, value, superseded);
  if (family == Family::kOntology) {
    const std::string row_key = history_key(superseded, Family::kOntology, key);
    take_expectation(Family::kHistory, row_key, read_ontology_key(key), value);
  }
}

void Erasure::name(std::string reference) {
  if (report_.named.size() < Erased::kMostNamed && named_.insert(reference).second)
    report_.named.push_back(std::move(reference));
}

void Erasure::mark(FactKind kind, const std::string& key) {
  if (std::string mark = erased_.mark_of(kind, key); marked_.insert(mark).second) marks_.push_back(std::move(mark));
}

// Unless another relation has the key now.
void Erasure::mark_relations() {
  const std::vector<std::string> keys(relation_keys_.begin(), relation_keys_.end());
  std::vector<std::string> names;
  for (const std::string& key : keys) names.push_back(name_key(NameKind::kRelation, key));
  const auto rows = read_values(store_, kFirstPartition, Family::kNames, names, {});
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (!rows[i] || doomed_.has_relation(read_adjacency_key(*rows[i]).relation.value))
      mark(FactKind::kRelation, keys[i]);
}

void Erasure::erase_former(Family family, std::string_view key, TransactionId superseded) {
  batch_.rows.erase(Family::kHistory, history_key(superseded, family, key));
}

void Erasure::take_entity(std::string_view key, std::string_view value, TransactionId superseded) {
  StoredEntity entity;
  const TransactionId recorded = read_entity_row(key, value, entity);
  if (doomed_.has_entity(entity.id.value)) {
    name(entity.key);
    mark(FactKind::kEntity, entity.key);
    entities_[entity.id.value].push_back({recorded, superseded});
    if (superseded.value > 0) return erase_former(Family::kEntities, key, superseded);
    batch_.rows.erase(Family::kEntities, key);
    batch_.rows.erase(Family::kNames, name_key(NameKind::kEntity, entity.key));
    ++removed_entities_;
    return;
  }
  note_mention(entity, entity.types, entity.key, superseded.value > 0);
  if (!doomed_.take_premises(entity)) return;
  ByteReader in(value);
  read_recorded(in);
  Stated stated = read_stated_entity(in.raw(in.left()));
  const std::string content =
      change_claims(stated.by, stated.content, FactKind::kEntity, [this](std::string_view claims) {
        StoredEntity claimed;
        read_entity_content(claims, claimed);
        doomed_.take_premises(claimed);
        std::string changed;
        put_entity(changed, claimed);
        return changed;
      });
  std::string row;
  put_recorded(row, recorded);
  append_stated(row, content, rest_of_entity(content), stated.by);
  ++report_.altered;
  batch_.rows.put(superseded.value > 0 ? Family::kHistory : Family::kEntities,
                  superseded.value > 0 ? history_key(superseded, Family::kEntities, key) : std::string(key), row);
}

void Erasure::take_relation(std::string_view key, std::string_view value, TransactionId superseded) {
  StoredRelation relation;
  const TransactionId recorded = read_out_row(key, value, relation);
  if (doomed_.has_relation(relation.id.value)) {
    name(doomed_.reference_to(relation));
    // A conclusion is drawn again where its premises are there again.
    if (!relation.key.empty() && relation.attribution.provenance != Provenance::kDerived)
      relation_keys_.insert(relation.key);
    relations_[relation.id.value].push_back({recorded, superseded});
    if (superseded.value > 0) return erase_former(Family::kOut, key, superseded);
    rows_.push_back({std::string(key), relation.to, {}});
    if (!relation.key.empty()) batch_.rows.erase(Family::kNames, name_key(NameKind::kRelation, relation.key));
    ++removed_relations_;
    return;
  }
  note_mention(relation, {relation.type}, doomed_.reference_to(relation), superseded.value > 0);
  if (!doomed_.take_premises(relation)) return;
  std::string row = without_premises(read_adjacency_key(key), value);
  ++report_.altered;
  if (superseded.value > 0)
    batch_.rows.put(Family::kHistory, history_key(superseded, Family::kOut, key), row);
  else
    rows_.push_back({std::string(key), relation.to, std::move(row)});
}

// The row of a relation that does not say that it rests on what goes.
std::string Erasure::without_premises(const AdjacencyKey& key, std::string_view value) const {
  ByteReader in(value);
  const TransactionId recorded = read_recorded(in);
  const std::uint64_t target = in.varint();
  Stated stated = read_stated_relation(in.raw(in.left()), key.start);
  const std::string said = change_claims(stated.by, claims_of_relation(key.start, stated.content), FactKind::kRelation,
                                         [this](std::string_view claims) {
                                           const RelationClaims read = read_claims_of_relation(claims);
                                           StoredRelation claimed;
                                           read_relation_content(read.content, read.start, claimed);
                                           doomed_.take_premises(claimed);
                                           RelationContent content;
                                           put_relation(content, claimed);
                                           return claims_of_relation(read.start, content.bytes);
                                         });
  const RelationClaims after = read_claims_of_relation(said);
  std::string row;
  put_recorded(row, recorded);
  put_varint(row, target);
  append_stated(row, after.content, after.bounds_size, stated.by);
  return row;
}

bool Erasure::mentions(SymbolId symbol) const {
  return symbol.value < symbols_.size() && doomed_.are_named_by(symbols_[symbol.value]);
}

bool Erasure::mentions(const Value& value) const {
  if (value.is_string()) return doomed_.are_named_by(value.string());
  if (value.is_list())
    return std::any_of(value.list().begin(), value.list().end(), [this](const Value& item) { return mentions(item); });
  if (value.is_map())
    return std::any_of(value.map().begin(), value.map().end(), [this](const auto& entry) {
      return doomed_.are_named_by(entry.first) || mentions(entry.second);
    });
  return false;
}

bool Erasure::mentions(const std::vector<SourceRef>& sources) const {
  return std::any_of(sources.begin(), sources.end(),
                     [this](const SourceRef& s) { return doomed_.are_named_by(s.locator); });
}

// In any text, beside what it rests on.
template <class Fact>
bool Erasure::mentions(const Fact& fact, const std::vector<SymbolId>& types) const {
  const auto is_in_time = [this](const std::optional<Validity>& validity) {
    return validity && doomed_.are_named_by(validity->phrase);
  };
  if (doomed_.are_named_by(fact.key) || is_in_time(fact.validity) || mentions(fact.attribution.sources)) return true;
  if (std::any_of(types.begin(), types.end(), [this](SymbolId type) { return mentions(type); })) return true;
  for (const Dating& dating : fact.datings)
    if (is_in_time(dating.validity) || mentions(dating.sources)) return true;
  return std::any_of(fact.properties.begin(), fact.properties.end(), [&](const StoredProperty& p) {
    return !doomed_.is_about_premises(p) &&
           (mentions(p.key) || mentions(p.value) || is_in_time(p.validity) || mentions(p.sources));
  });
}

void Erasure::note_mention(std::string reference) {
  if (!mentioning_.insert(reference).second) return;
  ++report_.mentions;
  if (report_.mentioning.size() < Erased::kMostMentioning) report_.mentioning.push_back(std::move(reference));
}

// Versions that are there come before those that were.
template <class Fact>
void Erasure::note_mention(const Fact& fact, const std::vector<SymbolId>& types, std::string reference,
                           bool is_former) {
  if ((is_former && mentioning_.contains(reference)) || !mentions(fact, types)) return;
  note_mention(is_former ? reference + ", as it was" : std::move(reference));
}

void Erasure::note_mentions(const Ontology& ontology) {
  const auto look = [this](std::string_view what, const std::string& name, std::initializer_list<std::string> texts) {
    const bool is_mention =
        doomed_.are_named_by(name) ||
        std::any_of(texts.begin(), texts.end(), [this](const auto& t) { return doomed_.are_named_by(t); });
    if (is_mention) note_mention("the " + std::string(what) + " " + name);
  };
  for (const EntityType& type : ontology.entity_types) look("entity type", type.name, {type.summary});
  for (const RelationType& type : ontology.relation_types) look("relation type", type.name, {type.summary});
  for (const DerivationRule& rule : ontology.rules) look("rule", rule.name, {rule.query});
  for (const ExpectedFinding& expected : ontology.expected_findings)
    if (doomed_.are_named_by(expected.reason)) note_mention("an expected finding of " + expected.check);
  read_rows(store_, sweep(kFirstPartition, Family::kNames, name_key(NameKind::kFile, {})), {}, [&](const Row& row) {
    const std::string name(row.key.substr(name_key(NameKind::kFile, {}).size()));
    if (doomed_.are_named_by(name)) note_mention("the name of the file " + name);
  });
}

// Expected findings are about facts, by their keys.
void Erasure::take_ontology() {
  const std::string prefix(1, static_cast<char>(OntologyKind::kExpectedFinding));
  read_rows(store_, sweep(kFirstPartition, Family::kOntology, prefix), {}, [&](const Row& row) {
    at_row(Family::kOntology, row.key,
           [&] { take_expectation(Family::kOntology, row.key, read_ontology_key(row.key), row.value); });
  });
}

void Erasure::take_expectation(Family family, std::string_view row_key, const OntologyKey& key,
                               std::string_view value) {
  if (key.kind != OntologyKind::kExpectedFinding) return;
  ByteReader in(value);
  const TransactionId recorded = read_recorded(in);
  ExpectedFinding expected = read_expected_finding(in);
  bool is_about = false;
  for (std::string& fact : expected.facts) {
    if (!doomed_.is_premise(fact)) continue;
    is_about = true;
    fact = pseudonym_of(erased_, FactKind::kEntity, fact);
  }
  if (!is_about) return;
  std::string row;
  put_recorded(row, recorded);
  batch_.rows.put(family, row_key, row + ontology_content(expected));
}

// As a commit writes them: a row lies over a relation that is packed.
void Erasure::write_relations() {
  const auto key_in_in = [](const AdjacencyKey& key, EntityId far) {
    return adjacency_key({far, key.type, key.start, key.relation});
  };
  if (!directory_.empty()) {
    for (const RelationRow& row : rows_) {
      const AdjacencyKey key = read_adjacency_key(row.key);
      covered_.expect(Family::kOut, row.key, row.far);
      if (row.value.empty()) covered_.expect(Family::kIn, key_in_in(key, row.far), key.near);
    }
    covered_.look(store_);
  }
  const auto put = [this](Family family, const std::string& key, const std::string& value) {
    if (const std::optional<EntityId> far = covered_.far(family, key)) {
      std::string over;
      put_over(over, {next_.transaction, *far, value});
      batch_.rows.put(family, key, over);
    } else if (value.empty()) {
      batch_.rows.erase(family, key);
    } else {
      batch_.rows.put(family, key, value);
    }
  };
  for (const RelationRow& row : rows_) {
    put(Family::kOut, row.key, row.value);
    if (row.value.empty()) put(Family::kIn, key_in_in(read_adjacency_key(row.key), row.far), {});
  }
}

// What commits did of the facts that go: nothing else tells it any more.
void Erasure::count_lives(const Lives& lives, bool are_entities) {
  for (const auto& [number, versions] : lives) {
    TransactionId came = next_.transaction, went;
    bool is_there = false;
    for (const Version& version : versions) {
      came = std::min(came, version.recorded);
      went = std::max(went, version.superseded);
      is_there |= version.superseded.value == 0;
      CommitEdit& edit = edits_[version.recorded];
      ++(are_entities ? edit.entities : edit.relations).versions;
    }
    if (is_there) went = next_.transaction;
    CommitEdit& first = edits_[came];
    ++(are_entities ? first.entities : first.relations).came;
    std::uint64_t& given = are_entities ? first.given.entities : first.given.relations;
    given = std::max(given, number + 1);
    CommitEdit& last = edits_[went];
    ++(are_entities ? last.entities : last.relations).went;
  }
}

void Erasure::write_commits(std::string_view reason, SystemTime time) {
  const auto apply = [](const CommitEdit& edit, CommitRow& row) {
    const auto add = [](ErasedCounts& to, const ErasedCounts& more) {
      to.came += more.came;
      to.versions += more.versions;
      to.went += more.went;
    };
    add(row.erased_entities, edit.entities);
    add(row.erased_relations, edit.relations);
    if (edit.given.entities + edit.given.relations == 0) return;
    if (!row.given) row.given.emplace();
    row.given->entities = std::max(row.given->entities, edit.given.entities);
    row.given->relations = std::max(row.given->relations, edit.given.relations);
  };
  read_rows(store_, sweep(kFirstPartition, Family::kCommits), {}, [&](const Row& stored) {
    at_row(Family::kCommits, stored.key, [&] {
      const auto edit = edits_.find(read_commit_key(stored.key));
      CommitRow row = read_commit_value(stored.value);
      const bool is_named = doomed_.are_named_by(row.reason);
      if (edit == edits_.end() && !is_named) return;
      if (edit != edits_.end()) apply(edit->second, row);
      if (is_named) row.reason = kErasedReason;
      report_.reasons += is_named ? 1 : 0;
      batch_.rows.put(Family::kCommits, stored.key, commit_value(row));
    });
  });
  next_.time = time;
  CommitRow row;
  row.time = time;
  row.reason = reason;
  row.removed = removed_relations_;
  row.removed_entities = removed_entities_;
  row.erases_entities = doomed_.entities();
  row.erases_relations = doomed_.relations();
  if (const auto edit = edits_.find(next_.transaction); edit != edits_.end()) apply(edit->second, row);
  batch_.rows.put(Family::kCommits, commit_key(next_.transaction), commit_value(row));
}

}  // namespace entente
