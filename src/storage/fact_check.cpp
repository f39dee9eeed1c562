// The integrity check: what must hold between the rows of a store. Reads everything once.
#include <absl/container/flat_hash_map.h>

#include <algorithm>
#include <map>

#include "storage/fact_state.hpp"

namespace entente {
namespace {

constexpr std::size_t kMostFindings = 1000;  // a store in ruins need not be listed row by row

class Check {
 public:
  Check(const Store& store, const HeadRegister& head) : store_(store), head_(head) {}

  std::vector<StoreFinding> run() {
    family(Family::kNames, [this](const Row& row) { name_row(row); });
    family(Family::kEntities, [this](const Row& row) { entity_row(row.key, row.value, false); });
    family(Family::kOut, [this](const Row& row) { out_row(row); });
    family(Family::kIn, [this](const Row& row) { in_row(row); });
    family(Family::kHistory, [this](const Row& row) { history_row(row); });
    family(Family::kOntology, [this](const Row& row) { ontology_row(row); });
    family(Family::kCommits, [this](const Row& row) { commit_row(row); });
    compare_names();
    compare_directions();
    compare_commits();
    if (const std::string fault = ontology_.fault(); !fault.empty()) find("ontology", fault);
    return std::move(findings_);
  }

 private:
  struct Ends {
    EntityId from, to;
    SymbolId type;
    Instant start;
    std::optional<Period> bounds;
    TransactionId recorded;
    bool seen_in = false;
    friend bool operator==(const Ends&, const Ends&) = default;
  };

  void find(std::string where, std::string what) {
    if (findings_.size() < kMostFindings) findings_.push_back({std::move(where), std::move(what)});
  }

  // Reads a family to its end. A row that can't be decoded is a finding; so is a family that can't be read on.
  template <class Fn>
  void family(Family f, const Fn& check) {
    try {
      read_rows(store_, sweep(kFirstPartition, f), {}, [&](const Row& row) {
        try {
          check(row);
        } catch (const Error& error) {
          if (error.code != ErrorCode::kCorruption) throw;
          find(describe_key(f, row.key), error.message);
        }
      });
    } catch (const Error& error) {
      find(std::string(name(f)), error.message);
    }
  }

  void check_recorded(TransactionId recorded) {
    if (recorded > head_.transaction) ByteReader::fail("was recorded by a commit that is not there");
  }
  void check_symbol(SymbolId symbol) {
    if (symbol.value >= head_.next_symbol) ByteReader::fail("uses a name that was never given");
  }
  void check_properties(const std::vector<StoredProperty>& properties) {
    for (const StoredProperty& p : properties) check_symbol(p.key);
  }
  void check_ends(EntityId from, EntityId to) {
    if (!entities_.contains(from.value))
      ByteReader::fail("starts at entity " + std::to_string(from.value) + ", which is not there");
    if (!entities_.contains(to.value))
      ByteReader::fail("ends at entity " + std::to_string(to.value) + ", which is not there");
  }

  void name_row(const Row& row) {
    const NameKey key = read_name_key(row.key);
    if (key.kind == NameKind::kRelation) {
      const AdjacencyKey at = read_adjacency_key(row.value);
      if (at.relation.value >= head_.next_relation) ByteReader::fail("stands for a number that was never given");
      relation_names_.emplace(key.name, at);
      return;
    }
    const std::uint64_t id = read_name_value(row.value);
    const std::uint64_t next = key.kind == NameKind::kSymbol ? head_.next_symbol : head_.next_entity;
    if (id >= next) ByteReader::fail("stands for a number that was never given");
    if (key.kind == NameKind::kEntity) entity_names_.emplace(key.name, id);
  }

  void entity_row(std::string_view key, std::string_view value, bool is_history) {
    StoredEntity entity;
    check_recorded(read_entity_row(key, value, entity));
    for (const SymbolId type : entity.types) check_symbol(type);
    check_properties(entity.properties);
    if (entity.id.value >= head_.next_entity) ByteReader::fail("has a number that was never given");
    if (!is_history) entities_.emplace(entity.id.value, entity.key);
  }

  void relation_row(std::string_view key, std::string_view value, StoredRelation& relation, TransactionId& recorded) {
    recorded = read_out_row(key, value, relation);
    check_recorded(recorded);
    check_symbol(relation.type);
    check_properties(relation.properties);
    if (relation.id.value >= head_.next_relation) ByteReader::fail("has a number that was never given");
    check_ends(relation.from, relation.to);
    const Instant start = read_adjacency_key(key).start;
    if (relation.validity ? relation.validity->bounds.latest_start != start : start != Instant::minus_infinity()) {
      ByteReader::fail("stands at another start than its validity has");
    }
  }

  void out_row(const Row& row) {
    StoredRelation relation;
    TransactionId recorded;
    relation_row(row.key, row.value, relation, recorded);
    Ends ends{relation.from, relation.to, relation.type, read_adjacency_key(row.key).start, {}, recorded, false};
    if (relation.validity) ends.bounds = relation.validity->bounds;
    if (!relations_.emplace(relation.id.value, ends).second) ByteReader::fail("is stored twice");
    if (!relation.key.empty()) {
      const auto named = relation_names_.find(relation.key);
      if (named == relation_names_.end()) ByteReader::fail("has a key that the names don't know");
      if (named->second != read_adjacency_key(row.key)) ByteReader::fail("is not where its name leads to");
      relation_names_.erase(named);
    }
  }

  void in_row(const Row& row) {
    const InRow in = read_in_row(row.key, row.value);
    const AdjacencyKey key = read_adjacency_key(row.key);
    const auto it = relations_.find(key.relation.value);
    if (it == relations_.end()) ByteReader::fail("has no row in out");
    const Ends ends{in.from, key.near, key.type, key.start, in.bounds, in.recorded, it->second.seen_in};
    if (!(ends == it->second)) ByteReader::fail("differs from its row in out");
    it->second.seen_in = true;
  }

  void history_row(const Row& row) {
    const HistoryKey key = read_history_key(row.key);
    if (key.superseded > head_.transaction) ByteReader::fail("was superseded by a commit that is not there");
    TransactionId recorded;
    if (key.family == Family::kEntities) {
      entity_row(key.row_key, row.value, true);
    } else if (key.family == Family::kOut) {
      StoredRelation relation;
      relation_row(key.row_key, row.value, relation, recorded);
    }
    ByteReader in(row.value);
    if (read_recorded(in) >= key.superseded) ByteReader::fail("was superseded before it was recorded");
  }

  void ontology_row(const Row& row) {
    const OntologyKey key = read_ontology_key(row.key);
    ByteReader in(row.value);
    check_recorded(read_recorded(in));
    const std::size_t expected = ontology_size(ontology_, key.kind);
    read_ontology_row(key, in, ontology_);
    if (key.index != expected) ByteReader::fail("stands where another type is missing");
  }

  void commit_row(const Row& row) {
    const TransactionId transaction = read_commit_key(row.key);
    const SystemTime time = read_commit_value(row.value).time;
    if (transaction.value != last_commit_.value + 1)
      ByteReader::fail("does not follow commit " + std::to_string(last_commit_.value));
    if (last_commit_.value > 0 && time <= last_time_) ByteReader::fail("is not later than the commit before it");
    last_commit_ = transaction;
    last_time_ = time;
  }

  void compare_names() {
    std::vector<std::uint64_t> ids;
    for (const auto& [id, key] : entities_) ids.push_back(id);
    std::sort(ids.begin(), ids.end());
    for (const std::uint64_t id : ids) {
      const std::string& key = entities_[id];
      const auto named = entity_names_.find(key);
      if (named == entity_names_.end()) {
        find(describe_key(Family::kEntities, entity_key({id})), "has a key that the names don't know: \"" + key + "\"");
      } else {
        if (named->second != id) {
          find(describe_key(Family::kEntities, entity_key({id})),
               "shares its key with entity " + std::to_string(named->second));
        }
        entity_names_.erase(named);
      }
    }
    for (const auto& [key, id] : entity_names_) {
      find("names: entity \"" + key + "\"", "stands for entity " + std::to_string(id) + ", which is not there");
    }
    for (const auto& [key, at] : relation_names_) {
      find("names: relation \"" + key + "\"",
           "leads to relation " + std::to_string(at.relation.value) + ", which does not have this key");
    }
  }

  void compare_directions() {
    std::vector<AdjacencyKey> alone;
    for (const auto& [id, r] : relations_) {
      if (!r.seen_in) alone.push_back({r.from, r.type, r.start, {id}});
    }
    std::sort(alone.begin(), alone.end());
    for (const AdjacencyKey& key : alone) find(describe_key(Family::kOut, adjacency_key(key)), "has no row in in");
  }

  void compare_commits() {
    if (last_commit_ != head_.transaction) {
      find("commits", "end at commit " + std::to_string(last_commit_.value) + ", and the newest is " +
                          std::to_string(head_.transaction.value));
    } else if (last_time_ != head_.time) {
      find("commits", "the newest has another time than the register of the newest commit");
    }
  }

  const Store& store_;
  HeadRegister head_;
  std::vector<StoreFinding> findings_;
  std::map<std::string, std::uint64_t, std::less<>> entity_names_;
  std::map<std::string, AdjacencyKey, std::less<>> relation_names_;
  absl::flat_hash_map<std::uint64_t, std::string> entities_;
  absl::flat_hash_map<std::uint64_t, Ends> relations_;
  Ontology ontology_;
  TransactionId last_commit_;
  SystemTime last_time_;
};

}  // namespace

std::vector<StoreFinding> FactStore::check() const {
  const std::lock_guard no_commits(state_->commit_mutex);
  return Check(*store_, state_->current_head()).run();
}

}  // namespace entente
