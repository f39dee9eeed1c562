// The integrity check: what must hold between the rows of a store. Reads everything once.

#include <algorithm>
#include <array>
#include <map>

#include "base/hash_map.hpp"
#include "base/text.hpp"
#include "model/storable.hpp"
#include "storage/contributors.hpp"
#include "storage/fact_state.hpp"
#include "storage/packed_check.hpp"
#include "storage/version_check.hpp"

namespace entente {
namespace {

constexpr std::size_t kMostFindings = 1000;  // a store in ruins need not be listed row by row

class Check {
 public:
  Check(const Store& store, const HeadRegister& head, TransactionId floor)
      : store_(store), head_(head), floor_(floor), versions_(floor) {}

  std::vector<StoreFinding> run() {
    family(Family::kNames, [this](const Row& row) { name_row(row); });
    family(Family::kEntities, [this](const Row& row) { entity_row(row.key, row.value, {}); });
    check_relations();
    family(Family::kHistory, [this](const Row& row) { history_row(row); });
    compare_former_ends();
    family(Family::kOntology, [this](const Row& row) { ontology_row(row); });
    family(Family::kCommits, [this](const Row& row) { commit_row(row); });
    compare_names();
    compare_symbols();
    compare_commits();
    compare_counts();
    compare_versions();
    for (const std::string& fault : {ontology_.fault(), storing_fault(ontology_)})
      if (!fault.empty()) find("ontology", fault);
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

  void find(const std::string& where, const std::string& what) {
    if (findings_.size() < kMostFindings) findings_.push_back({as_utf8(where), as_utf8(what)});
  }

  // Reads a family to its end. A row that can't be decoded is a finding; so is a family that can't be read on.
  template <class Fn>
  void family(Family f, const Fn& check) {
    last_key_.clear();
    try {
      read_rows(store_, sweep(kFirstPartition, f), {}, [&](const Row& row) { one_row(f, row, check); });
    } catch (const Error& error) {
      find_loss(f, error);
    }
  }
  // What stands behind the last row that was read is lost, or at least not looked at.
  void find_loss(Family f, const Error& error) {
    find(std::string(name(f)),
         error.message + (last_key_.empty() ? "" : "; what is affected stands behind " + describe_key(f, last_key_)));
    note_fault(f);
  }
  void note_fault(Family f) { has_fault_[static_cast<std::size_t>(f)] = true; }
  bool is_whole(Family f) const { return !has_fault_[static_cast<std::size_t>(f)]; }
  template <class Fn>
  void one_row(Family f, const Row& row, const Fn& check) {
    text_fault_.clear();
    last_key_ = row.key;
    try {
      check(row);
    } catch (const Error& error) {
      if (error.code != ErrorCode::kCorruption) throw;
      find(describe_key(f, row.key), error.message);
      note_fault(f);
    }
    if (!text_fault_.empty()) find(describe_key(f, row.key), "holds broken text: " + text_fault_);
  }

  // In both directions, wherever they stand.
  void check_relations() {
    packed_.read();
    last_key_.clear();
    try {
      OutRows(store_, packed_.directory(), newest_).all({}, [this](const Row& row) {
        one_row(Family::kOut, row, [this](const Row& r) { out_row(r); });
      });
    } catch (const Error& error) {
      find_loss(Family::kOut, error);
      packed_.note_loss();
    }
    family(Family::kIn, [this](const Row& row) { in_row(row); });
    std::vector<PackedCheck::OfOut> without_row;  // in `in`
    for (const auto& [id, r] : relations_)
      if (!r.seen_in) without_row.push_back({{r.to, r.type, r.start, r.from}, {id}, r.recorded, r.bounds});
    packed_.compare_in(std::move(without_row));
  }

  void check_recorded(TransactionId recorded) {
    if (recorded > head_.transaction) ByteReader::fail("was recorded by a commit that is not there");
  }
  // Told once its row is checked: whatever else the row says still holds.
  void check_text(const std::string& fault) {
    if (text_fault_.empty()) text_fault_ = fault;
  }
  void check_symbol(SymbolId symbol) {
    if (symbol.value >= head_.next_symbol) ByteReader::fail("uses a name that was never given");
  }
  void check_properties(const std::vector<StoredProperty>& properties) {
    for (const StoredProperty& p : properties) {
      check_symbol(p.key);
      check_text(text_fault("a property", p.value));
      if (p.validity) check_text(text_fault("the validity of a property", *p.validity));
      check_text(text_fault(p.sources));
    }
  }
  // Of facts of either kind.
  template <class Fact>
  void check_rest(const Fact& fact) {
    check_properties(fact.properties);
    if (fact.validity) check_text(text_fault("its validity", *fact.validity));
    check_text(text_fault(fact.datings));
    check_text(text_fault(fact.attribution.sources));
  }
  void check_files(const Contributors& by) {
    for (const Contribution& one : by)
      if (one.file >= head_.next_file) ByteReader::fail("is stated by a file that was never given a number");
  }
  // What files claim is what the row says.
  void check_combination(const Stated& stated, const std::string& said, FactKind kind) {
    if (stated.by.size() > 1 && combination_of(stated.by, said, kind) != said)
      ByteReader::fail("differs from what its files say together");
  }
  // Entities that are gone are found in history, which may come later.
  void check_ends(EntityId from, EntityId to) {
    for (const auto& [end, word] : {std::pair(from, "starts"), std::pair(to, "ends")}) {
      if (entities_.contains(end.value)) continue;
      const std::string fault = word + std::string(" at entity ") + std::to_string(end.value) + ", which is not there";
      if (history_row_.empty()) ByteReader::fail(fault);
      former_ends_.push_back({end.value, describe_key(Family::kHistory, history_row_), fault});
    }
  }
  void compare_former_ends() {
    for (const FormerEnd& end : former_ends_)
      if (!former_entities_.contains(end.entity)) find(end.where, end.fault);
  }

  void name_row(const Row& row) {
    const NameKey key = read_name_key(row.key);
    if (key.kind == NameKind::kErased) {
      if (key.name.size() != ErasedKeys::kMarkBytes) ByteReader::fail("is no mark of a key");
      read_name_value(row.value);
      return;
    }
    check_text(utf8_fault("the name", key.name));
    if (key.kind == NameKind::kRelation) {
      const AdjacencyKey at = read_adjacency_key(row.value);
      if (at.relation.value >= head_.next_relation) ByteReader::fail("stands for a number that was never given");
      relation_names_.emplace(key.name, at);
      return;
    }
    const std::uint64_t id = read_name_value(row.value);
    const std::uint64_t next = key.kind == NameKind::kSymbol ? head_.next_symbol
                               : key.kind == NameKind::kFile ? head_.next_file
                                                             : head_.next_entity;
    if (key.kind == NameKind::kFile && id == kNoFile) ByteReader::fail("has the number of no file");
    if (id >= next) ByteReader::fail("stands for a number that was never given");
    files_ += key.kind == NameKind::kFile ? 1 : 0;
    if (key.kind == NameKind::kEntity) entity_names_.emplace(key.name, id);
    if (key.kind == NameKind::kSymbol && !symbols_.insert(id).second)
      ByteReader::fail("shares its number with another name");
  }

  // `superseded`: of a row of history.
  void entity_row(std::string_view key, std::string_view value, std::optional<TransactionId> superseded) {
    StoredEntity entity;
    const TransactionId recorded = read_entity_row(key, value, entity);
    check_recorded(recorded);
    ByteReader in(value);
    read_recorded(in);
    const Stated stated = read_stated_entity(in.raw(in.left()));
    check_files(stated.by);
    check_combination(stated, stated.content, FactKind::kEntity);
    for (const SymbolId type : entity.types) check_symbol(type);
    check_rest(entity);
    if (entity.id.value >= head_.next_entity) ByteReader::fail("has a number that was never given");
    if (superseded) {
      former_entities_.insert(entity.id.value);
      versions_.note_former(Family::kEntities, entity.id.value, recorded, *superseded);
    } else {
      entities_.emplace(entity.id.value, entity.key);
      versions_.note_current(Family::kEntities, entity.id.value, recorded);
    }
  }

  void relation_row(std::string_view key, std::string_view value, StoredRelation& relation, TransactionId& recorded) {
    recorded = read_out_row(key, value, relation);
    check_recorded(recorded);
    const Instant start = read_adjacency_key(key).start;
    ByteReader in(value);
    read_recorded(in);
    in.varint();
    const Stated stated = read_stated_relation(in.raw(in.left()), start);
    check_files(stated.by);
    if (stated.by.size() > 1) check_combination(stated, claims_of_relation(start, stated.content), FactKind::kRelation);
    check_symbol(relation.type);
    check_rest(relation);
    if (relation.id.value >= head_.next_relation) ByteReader::fail("has a number that was never given");
    check_ends(relation.from, relation.to);
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
    versions_.note_current(Family::kOut, relation.id.value, recorded);
    if (!relation.key.empty()) {
      const auto named = relation_names_.find(relation.key);
      if (named == relation_names_.end()) ByteReader::fail("has a key that the names don't know");
      if (named->second != read_adjacency_key(row.key)) ByteReader::fail("is not where its name leads to");
      relation_names_.erase(named);
    }
  }

  void in_row(const Row& row) {
    const AdjacencyKey key = read_adjacency_key(row.key);
    std::string_view value = row.value;
    if (is_over(value)) {
      const OverRow over = read_over(value);
      packed_.note_over_in(key, over);
      value = over.row;
      if (value.empty()) return;
    }
    const InRow in = read_in_row(row.key, value);
    const auto it = relations_.find(key.relation.value);
    if (it == relations_.end()) ByteReader::fail("has no row in out");
    const Ends ends{in.from, key.near, key.type, key.start, in.bounds, in.recorded, it->second.seen_in};
    if (!(ends == it->second)) ByteReader::fail("differs from its row in out");
    it->second.seen_in = true;
  }

  void history_row(const Row& row) {
    const HistoryKey key = read_history_key(row.key);
    if (key.superseded > head_.transaction) ByteReader::fail("was superseded by a commit that is not there");
    if (key.superseded <= floor_)
      return find(describe_key(Family::kHistory, row.key), "was superseded by then, and what was known before commit " +
                                                               std::to_string(floor_.value) + " was forgotten");
    history_row_ = row.key;
    if (key.family == Family::kEntities) {
      entity_row(key.row_key, row.value, key.superseded);
    } else if (key.family == Family::kOut) {
      StoredRelation relation;
      TransactionId recorded;
      relation_row(key.row_key, row.value, relation, recorded);
      versions_.note_former(Family::kOut, relation.id.value, recorded, key.superseded);
    } else {
      ByteReader former(row.value);
      const TransactionId recorded = read_recorded(former);
      Ontology alone;
      read_ontology_row(read_ontology_key(key.row_key), former, alone);
      versions_.note_former(read_ontology_key(key.row_key), recorded, key.superseded);
    }
    ByteReader in(row.value);
    if (read_recorded(in) >= key.superseded) ByteReader::fail("was superseded before it was recorded");
  }

  void ontology_row(const Row& row) {
    const OntologyKey key = read_ontology_key(row.key);
    ByteReader in(row.value);
    const TransactionId recorded = read_recorded(in);
    check_recorded(recorded);
    versions_.note_current(key, recorded);
    const std::size_t expected = ontology_size(ontology_, key.kind);
    read_ontology_row(key, in, ontology_);
    if (key.index != expected) ByteReader::fail("stands where another type is missing");
  }

  void commit_row(const Row& row) {
    const TransactionId transaction = read_commit_key(row.key);
    const CommitRow commit = read_commit_value(row.value);
    const SystemTime time = commit.time;
    removed_ += commit.removed + commit.erased_relations.came - commit.erased_relations.went;
    removed_entities_ += commit.removed_entities + commit.erased_entities.came - commit.erased_entities.went;
    versions_.note(transaction, commit);
    if (transaction.value != last_commit_.value + 1)
      ByteReader::fail("does not follow commit " + std::to_string(last_commit_.value));
    if (last_commit_.value > 0 && time <= last_time_) ByteReader::fail("is not later than the commit before it");
    last_commit_ = transaction;
    last_time_ = time;
    check_text(utf8_fault("the reason", commit.reason));
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
    if (!packed_.is_whole()) return;  // where they lead can't be told
    for (const auto& [key, at] : relation_names_) {
      find("names: relation \"" + key + "\"",
           "leads to relation " + std::to_string(at.relation.value) + ", which does not have this key");
    }
  }

  void compare_symbols() {
    if (!is_whole(Family::kNames)) return;
    for (std::uint64_t id = 0; id < head_.next_symbol; ++id)
      if (!symbols_.contains(id)) find("names", "symbol number " + std::to_string(id) + " has no name");
  }

  // Where rows can't be read, what is missing can't be told.
  void compare_versions() {
    if (!is_whole(Family::kHistory) || !is_whole(Family::kCommits)) return;
    const auto found = [this](const std::string& where, const std::string& what) { find(where, what); };
    if (is_whole(Family::kEntities)) versions_.compare_facts(Family::kEntities, head_.next_entity, found);
    if (is_whole(Family::kOut) && packed_.is_whole()) versions_.compare_facts(Family::kOut, head_.next_relation, found);
    if (is_whole(Family::kOntology)) versions_.compare_ontology(found);
  }

  void compare_commits() {
    if (last_commit_ != head_.transaction) {
      find("commits", "end at commit " + std::to_string(last_commit_.value) + ", and the newest is " +
                          std::to_string(head_.transaction.value));
    } else if (last_time_ != head_.time) {
      find("commits", "the newest has another time than the register of the newest commit");
    }
  }

  // Both are numbered without gaps; commits say how many were retracted.
  void compare_counts() {
    if (files_ + 1 != head_.next_file)
      find("names", "hold " + std::to_string(files_) + " of the " + std::to_string(head_.next_file - 1) + " files");
    const auto compare = [this](Family f, std::uint64_t found, std::uint64_t given) {
      if (found == given) return;
      find(std::string(name(f)),
           "hold " + std::to_string(found) + " of the " + std::to_string(given) + " that were committed");
    };
    compare(Family::kEntities, entities_.size(), head_.next_entity - std::min(removed_entities_, head_.next_entity));
    if (packed_.is_whole())
      compare(Family::kOut, relations_.size(), head_.next_relation - std::min(removed_, head_.next_relation));
  }

  const Store& store_;
  HeadRegister head_;
  TransactionId floor_;
  CallOptions newest_;
  PackedCheck packed_{store_, head_.transaction, newest_,
                      [this](const std::string& where, const std::string& what) { find(where, what); }};
  std::vector<StoreFinding> findings_;
  std::map<std::string, std::uint64_t, std::less<>> entity_names_;
  std::map<std::string, AdjacencyKey, std::less<>> relation_names_;
  HashMap<std::uint64_t, std::string> entities_;
  HashMap<std::uint64_t, Ends> relations_;
  VersionCheck versions_;
  HashSet<std::uint64_t> symbols_;  // with a name
  std::string last_key_;            // of the family that is being read
  std::array<bool, kFamilyCount> has_fault_{};
  std::string text_fault_;  // of the row at hand
  Ontology ontology_;
  TransactionId last_commit_;
  SystemTime last_time_;
  std::uint64_t files_ = 0;                           // with a name
  std::uint64_t removed_ = 0, removed_entities_ = 0;  // retracted, or erased
  HashSet<std::uint64_t> former_entities_;            // that history has
  std::string history_row_;                           // the key of the row at hand, where it is of history
  struct FormerEnd {
    std::uint64_t entity;
    std::string where, fault;
  };
  std::vector<FormerEnd> former_ends_;  // of relations of history: entities that are not there now
};

}  // namespace

std::vector<StoreFinding> FactStore::check() const {
  const std::lock_guard no_commits(state_->commit_mutex);
  std::vector<StoreFinding> findings = store_->check_files();
  for (StoreFinding& f : Check(*store_, state_->current_head(), state_->current_floor().transaction).run())
    findings.push_back(std::move(f));
  return findings;
}

}  // namespace entente
