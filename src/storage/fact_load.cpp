// Reading facts back: every one that a commit shows, or a range of commits.
#include <algorithm>

#include "storage/fact_state.hpp"
#include "storage/packed_rows.hpp"

namespace entente {
namespace {

// One version of a fact is handed over once, even if a commit moves its row between two pages of a store without read
// points: it may then be met among the current rows and again in history. Only such stores need the note of what was
// seen.
class Seen {
 public:
  // `is_one_commit`: no fact has two versions.
  Seen(bool needed, bool is_one_commit) : needed_(needed), is_one_commit_(is_one_commit) {}
  bool first_time(std::uint64_t id, TransactionId recorded) {
    if (!needed_) return true;
    if (!is_one_commit_) return versions_.insert({id, recorded.value}).second;
    if (id >= facts_.size()) facts_.resize(std::max<std::size_t>(id + 1, facts_.size() * 2));
    if (facts_[id]) return false;
    return facts_[id] = true;
  }

 private:
  bool needed_, is_one_commit_;
  std::vector<bool> facts_;
  HashSet<std::pair<std::uint64_t, std::uint64_t>> versions_;
};

// A reader of everything that commits from `first` to `last` show. Current rows first, then those that later commits
// superseded: a row on its way from there to history is met in one or the other.
class Loader {
 public:
  Loader(const Store& store, TransactionId first, TransactionId last, const HeadRegister& head)
      : store_(store), first_(first), last_(last), head_(head), point_(store.read_point()) {
    options_.at = point_.get();
  }

  // It sees the store as it was when it was made, whatever happens meanwhile.
  bool has_read_point() const { return point_ != nullptr; }

  // How many of each were handed over.
  std::uint64_t entities(const std::function<void(StoredEntity&&)>& take) {
    std::uint64_t taken = 0;
    StoredEntity entity;
    Seen seen(point_ == nullptr, first_ == last_);
    const auto read = [&](std::string_view key, std::string_view value, TransactionId superseded) {
      entity.system = {read_entity_row(key, value, entity), superseded};
      if (entity.system.recorded > last_) return;
      for (const SymbolId type : entity.types) check_symbol(type);
      check_properties(entity.properties);
      if (entity.id.value >= head_.next_entity) ByteReader::fail("has a number that was never given");
      if (!seen.first_time(entity.id.value, entity.system.recorded)) return;
      ++taken;
      take(std::move(entity));
    };
    read_rows(store_, newest(Family::kEntities), options_, [&](const Row& row) {
      at_row(Family::kEntities, row.key, [&] { read(row.key, row.value, SystemPeriod::kNever); });
    });
    superseded(Family::kEntities, read);
    return taken;
  }

  std::uint64_t relations(const std::function<void(StoredRelation&&)>& take,
                          const std::function<void(const RelationColumns&)>& take_columns = nullptr) {
    std::uint64_t taken = 0;
    StoredRelation relation;
    Seen seen(point_ == nullptr, first_ == last_);
    const auto read = [&](std::string_view key, std::string_view value, TransactionId superseded) {
      relation.system = {read_out_row(key, value, relation), superseded};
      if (relation.system.recorded > last_) return;
      check_symbol(relation.type);
      check_properties(relation.properties);
      if (relation.id.value >= head_.next_relation) ByteReader::fail("has a number that was never given");
      if (!seen.first_time(relation.id.value, relation.system.recorded)) return;
      ++taken;
      take(std::move(relation));
    };
    OutRows::TakeColumns read_columns;
    // Without a read point a relation may be met twice.
    if (take_columns && point_ != nullptr) {
      read_columns = [&](const BlockEntry& entry, const RelationColumns& columns) {
        check_columns(entry, columns);
        taken += columns.size();
        take_columns(columns);
      };
    }
    current_relations(read, read_columns);
    superseded(Family::kOut, read);
    return taken;
  }

 private:
  void check_symbol(SymbolId id) const {
    if (id.value >= head_.next_symbol) ByteReader::fail("uses a name that was never given");
  }
  void check_properties(const std::vector<StoredProperty>& properties) const {
    for (const StoredProperty& p : properties) check_symbol(p.key);
  }

  void check_columns(const BlockEntry& entry, const RelationColumns& columns) const {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns.type[i].value < head_.next_symbol && columns.relation[i].value < head_.next_relation) continue;
      throw Error(ErrorCode::kCorruption,
                  "blocks: " + describe(entry) + ": " +
                      (columns.type[i].value < head_.next_symbol ? "has a number that was never given"
                                                                 : "uses a name that was never given"));
    }
  }

  // Without a read point relations may move from rows into blocks meanwhile. Then they are read again, until nothing
  // moves: each is handed over once.
  template <class Fn>
  void current_relations(const Fn& read, const OutRows::TakeColumns& read_columns) {
    for (Directory directory = Directory::read(store_, options_);;) {
      std::optional<Error> missed;
      try {
        OutRows(store_, directory, options_)
            .all(
                newest(Family::kOut).filter,
                [&](const Row& row) {
                  at_row(Family::kOut, row.key, [&] { read(row.key, row.value, SystemPeriod::kNever); });
                },
                read_columns);
      } catch (Error& error) {
        if (point_ || error.code != ErrorCode::kCorruption) throw;
        missed = std::move(error);
      }
      if (point_) return;
      Directory now = Directory::read(store_, options_);
      if (now == directory) {
        if (missed) throw std::move(*missed);
        return;
      }
      directory = std::move(now);
    }
  }

  Scan newest(Family family) const {
    Scan scan = sweep(kFirstPartition, family);
    scan.filter.as_of = last_;
    return scan;
  }

  template <class Fn>
  void superseded(Family family, const Fn& read) {
    Scan scan = sweep(kFirstPartition, Family::kHistory);
    scan.lo = history_prefix({first_.value + 1});
    scan.filter.as_of = last_;
    read_rows(store_, std::move(scan), options_, [&](const Row& row) {
      at_row(Family::kHistory, row.key, [&] {
        const HistoryKey key = read_history_key(row.key);
        if (key.family == family) read(key.row_key, row.value, key.superseded);
      });
    });
  }

  const Store& store_;
  TransactionId first_, last_;
  HeadRegister head_;
  std::unique_ptr<ReadPoint> point_;
  CallOptions options_;
};

void expect_count(Family family, std::uint64_t found, std::uint64_t committed) {
  if (found == committed) return;
  throw Error(ErrorCode::kCorruption, "the store is damaged: of " + std::to_string(committed) + " " +
                                          std::string(name(family)) + " that were committed, " + std::to_string(found) +
                                          " are there")
      .with_hint("restore it from a copy");
}

// Entities and relations are numbered without gaps; commits say how many were retracted or erased.
void expect_all(const FactStore& store, const HeadRegister& head, std::uint64_t entities, std::uint64_t relations) {
  std::uint64_t commits = 0, removed = 0, removed_entities = 0;
  for (const CommitRecord& commit : store.commits()) {
    if (commit.head.transaction > head.transaction) break;
    ++commits;
    // Of what was erased it is known with which commits it came and went.
    removed += commit.removed + commit.erased_relations - commit.erased_relations_gone;
    removed_entities += commit.removed_entities + commit.erased_entities - commit.erased_entities_gone;
  }
  expect_count(Family::kCommits, commits, head.transaction.value);
  expect_count(Family::kEntities, entities, head.next_entity - std::min(removed_entities, head.next_entity));
  expect_count(Family::kOut, relations, head.next_relation - std::min(removed, head.next_relation));
}

}  // namespace

void FactStore::load(TransactionId as_of, const std::function<void(StoredEntity&&)>& entity,
                     const std::function<void(StoredRelation&&)>& relation,
                     const std::function<void(const RelationColumns&)>& columns) const {
  const HeadRegister head = state_->current_head();
  if (as_of > head.transaction) throw no_commit(as_of, head.transaction);
  Loader loader(*store_, as_of, as_of, head);
  require_known(as_of);
  const std::uint64_t entities = loader.entities(entity), relations = loader.relations(relation, columns);
  if (!loader.has_read_point()) require_known(as_of);  // it may have been forgotten meanwhile
  if (as_of == head.transaction) expect_all(*this, head, entities, relations);
}

std::optional<FactStore::Changes> FactStore::changes_since(TransactionId from) const {
  const std::unique_lock lock(state_->mutex);
  state_->keeps_changes = true;
  const auto& all = state_->changes;
  const auto first = std::upper_bound(all.begin(), all.end(), from, [](TransactionId commit, const auto& changes) {
    return commit < changes->transaction;
  });
  Changes found(first, all.end());
  for (const auto& changes : found)
    if (changes->transaction.value != ++from.value) return std::nullopt;
  if (from != state_->head.transaction) return std::nullopt;
  return found;
}

void FactStore::load_versions(TransactionId first, TransactionId last,
                              const std::function<void(StoredEntity&&)>& entity,
                              const std::function<void(StoredRelation&&)>& relation) const {
  const HeadRegister head = state_->current_head();
  if (last > head.transaction) throw no_commit(last, head.transaction);
  Loader loader(*store_, first, last, head);
  require_known(first);
  if (entity) loader.entities(entity);
  if (relation) loader.relations(relation);
  if (!loader.has_read_point()) require_known(first);
}

}  // namespace entente
