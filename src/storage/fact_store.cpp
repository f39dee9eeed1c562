#include "storage/fact_store.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <map>

#include "storage/contributors.hpp"
#include "storage/copy_rows.hpp"
#include "storage/fact_state.hpp"
#include "storage/packed_rows.hpp"
#include "storage/restore.hpp"
#include "storage/version_change.hpp"

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

std::optional<std::string> register_value(const Store& store, std::string_view name) {
  Result<std::optional<std::string>> value = store.read_register(name);
  if (!value) throw value.error();
  return std::move(*value);
}

void write_version(Store& store, std::string_view name, std::optional<std::string> old, std::uint64_t version) {
  const Result<void> written = store.commit({}, {std::string(name), std::move(old), std::to_string(version)});
  if (!written) throw written.error();
}

// A version register holds decimal digits. One that is absent in a new store is written; an older one is raised where
// the store may be written, as its rows are right in the known version too. A store that is only read may stay older.
void agree_on_version(Store& store, std::string_view name, std::uint64_t known, bool is_new) {
  std::optional<std::string> text = register_value(store, name);
  const bool read_only = store.capabilities().read_only;
  if (!text && is_new) {
    if (!read_only) write_version(store, name, std::nullopt, known);  // else created and never used
    return;
  }
  if (text == kUnfinishedFormat) {
    throw Error(ErrorCode::kNotFound, "the store is a copy that was not finished")
        .with_hint("remove it, and make the copy again");
  }
  std::uint64_t version = 0;
  const char* end = text ? text->data() + text->size() : nullptr;
  if (!text || text->empty() || std::from_chars(text->data(), end, version).ptr != end || version == 0) {
    throw Error(ErrorCode::kCorruption, "the store does not say its " + std::string(name) + " version");
  }
  if (version > known) {
    throw Error(ErrorCode::kVersion, "the store was written by a newer version of entente: its " + std::string(name) +
                                         " version is " + *text + ", this program knows up to " + std::to_string(known))
        .with_hint("open it with that version");
  }
  if (version < known && !read_only) write_version(store, name, std::move(text), known);
}

std::vector<std::string> read_symbols(const Store& store, const HeadRegister& head) {
  std::vector<std::string> symbols;
  std::vector<bool> given;
  read_rows(store, sweep(kFirstPartition, Family::kNames, name_key(NameKind::kSymbol, {})), {}, [&](const Row& row) {
    at_row(Family::kNames, row.key, [&] {
      const std::uint64_t id = read_name_value(row.value);
      if (id >= head.next_symbol) return;  // of a commit that never became visible
      if (id >= symbols.size()) {
        symbols.resize(id + 1);
        given.resize(id + 1);
      }
      if (given[id]) ByteReader::fail("shares its number with another name");
      given[id] = true;
      symbols[id] = read_name_key(row.key).name;
    });
  });
  for (std::size_t id = 0; id < head.next_symbol; ++id) {
    if (id >= given.size() || !given[id]) {
      throw Error(ErrorCode::kCorruption, "names: symbol number " + std::to_string(id) + " has no name");
    }
  }
  return symbols;
}

NameMap<FileNumber> read_files(const Store& store, const HeadRegister& head) {
  NameMap<FileNumber> files;
  read_rows(store, sweep(kFirstPartition, Family::kNames, name_key(NameKind::kFile, {})), {}, [&](const Row& row) {
    at_row(Family::kNames, row.key, [&] {
      const std::uint64_t number = read_name_value(row.value);
      if (number == kNoFile) ByteReader::fail("has the number of no file");
      if (number >= head.next_file) return;  // of a commit that never became visible
      files.emplace(read_name_key(row.key).name, static_cast<FileNumber>(number));
    });
  });
  if (files.size() + 1 != head.next_file) {
    throw Error(ErrorCode::kCorruption, "names: of " + std::to_string(head.next_file - 1) + " files, " +
                                            std::to_string(files.size()) + " have a name");
  }
  return files;
}

// The rows of it that a commit shows, by their keys.
Ontology read_ontology(const Store& store, TransactionId as_of, const CallOptions& options) {
  std::map<std::string, std::string> rows;
  const auto keep = [&](std::string_view key, std::string_view value) {
    ByteReader in(value);
    if (read_recorded(in) <= as_of) rows.emplace(key, value);
  };
  read_rows(store, sweep(kFirstPartition, Family::kOntology), options,
            [&](const Row& row) { at_row(Family::kOntology, row.key, [&] { keep(row.key, row.value); }); });
  Scan superseded = sweep(kFirstPartition, Family::kHistory);
  superseded.lo = history_prefix({as_of.value + 1});
  superseded.filter.as_of = as_of;
  read_rows(store, std::move(superseded), options, [&](const Row& row) {
    at_row(Family::kHistory, row.key, [&] {
      const HistoryKey key = read_history_key(row.key);
      if (key.family == Family::kOntology) keep(key.row_key, row.value);
    });
  });
  Ontology ontology;
  for (const auto& row : rows) {
    at_row(Family::kOntology, row.first, [&] {
      ByteReader in(row.second);
      read_recorded(in);
      read_ontology_row(read_ontology_key(row.first), in, ontology);
    });
  }
  return ontology;
}

void expect_count(Family family, std::uint64_t found, std::uint64_t committed) {
  if (found == committed) return;
  throw Error(ErrorCode::kCorruption, "the store is damaged: of " + std::to_string(committed) + " " +
                                          std::string(name(family)) + " that were committed, " + std::to_string(found) +
                                          " are there")
      .with_hint("restore it from a copy");
}

// Entities and relations are numbered without gaps; commits say how many were retracted.
void expect_all(const FactStore& store, const HeadRegister& head, std::uint64_t entities, std::uint64_t relations) {
  std::uint64_t commits = 0, removed = 0, removed_entities = 0;
  for (const CommitRecord& commit : store.commits()) {
    if (commit.head.transaction > head.transaction) break;
    ++commits;
    removed += commit.removed;
    removed_entities += commit.removed_entities;
  }
  expect_count(Family::kCommits, commits, head.transaction.value);
  expect_count(Family::kEntities, entities, head.next_entity - std::min(removed_entities, head.next_entity));
  expect_count(Family::kOut, relations, head.next_relation - std::min(removed, head.next_relation));
}

bool removes_entities(const Store& store) {
  bool removes = false;
  read_rows(store, sweep(kFirstPartition, Family::kCommits), {}, [&](const Row& row) {
    at_row(Family::kCommits, row.key, [&] { removes |= read_commit_value(row.value).removed_entities > 0; });
  });
  return removes;
}

// The rows that the head knows of by their numbers.
void expect_last_rows(const Store& store, const HeadRegister& head) {
  const auto is_there = [&store](Family family, const std::string& key) {
    const std::vector<std::string> keys{key};
    return read_values(store, kFirstPartition, family, keys, {})[0].has_value();
  };
  const auto missing = [](Family family, const std::string& key) {
    return Error(ErrorCode::kCorruption, "the store is damaged: " + describe_key(family, key) + " is missing")
        .with_hint("restore it from a copy");
  };
  if (head.transaction.value > 0 && !is_there(Family::kCommits, commit_key(head.transaction)))
    throw missing(Family::kCommits, commit_key(head.transaction));
  if (head.next_entity == 0) return;
  const std::string last = entity_key({head.next_entity - 1});
  if (!is_there(Family::kEntities, last) && !removes_entities(store)) throw missing(Family::kEntities, last);
}

}  // namespace

SystemTime system_clock_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(now).count()};
}

Error no_commit(TransactionId asked, TransactionId newest) {
  return {ErrorCode::kNotFound,
          "there is no commit " + std::to_string(asked.value) + "; the newest is " + std::to_string(newest.value)};
}

Scan sweep(PartitionId partition, Family family, std::string prefix) {
  Scan scan;
  scan.partition = partition;
  scan.family = family;
  scan.hi = end_of_prefix(prefix);
  scan.lo = std::move(prefix);
  scan.max_rows = 1u << 20;
  scan.max_bytes = 4u << 20;
  return scan;
}

FactStore::FactStore(std::unique_ptr<Store> store) : store_(std::move(store)), state_(std::make_unique<State>()) {}
FactStore::~FactStore() = default;

Result<std::unique_ptr<FactStore>> FactStore::open(std::unique_ptr<Store> store, Clock clock,
                                                   const BlockLayout& layout) {
  std::unique_ptr<FactStore> facts(new FactStore(std::move(store)));
  State& state = *facts->state_;
  state.clock = std::move(clock);
  state.layout = layout;
  try {
    Store& s = *facts->store_;
    if (!s.capabilities().read_only) {
      Result<std::unique_ptr<WriterLease>> lease = s.acquire_writer();
      if (!lease) return lease.error();
      state.lease = std::move(*lease);
    }
    state.head_bytes = register_value(s, kHeadRegister);
    agree_on_version(s, kFormatRegister, kFormatVersion, !state.head_bytes);
    agree_on_version(s, kPartitionsRegister, kPartitionMapVersion, !state.head_bytes);
    if (state.head_bytes) {
      try {
        state.head = read_head_value(*state.head_bytes);
      } catch (Error& error) {
        error.message = "the register of the newest commit " + error.message;
        throw;
      }
    }
    expect_last_rows(s, state.head);
    state.symbols = read_symbols(s, state.head);
    for (std::uint32_t i = 0; i < state.symbols.size(); ++i) state.symbol_ids.emplace(state.symbols[i], SymbolId{i});
    state.file_numbers = read_files(s, state.head);
    state.ontology = read_ontology(s, state.head.transaction, {});
    state.directory = Directory::read(s, {});
  } catch (Error& error) {
    return std::move(error);
  }
  return facts;
}

Head FactStore::head() const {
  const HeadRegister head = state_->current_head();
  return {head.transaction, head.time};
}

std::vector<std::string> FactStore::symbols() const {
  const std::shared_lock lock(state_->mutex);
  return state_->symbols;
}

Ontology FactStore::ontology() const {
  const std::shared_lock lock(state_->mutex);
  return state_->ontology;
}

Ontology FactStore::ontology(TransactionId as_of) const {
  const std::unique_ptr<ReadPoint> point = store_->read_point();
  CallOptions options;
  options.at = point.get();
  return read_ontology(*store_, as_of, options);
}

std::vector<std::optional<EntityId>> entities_named(const Store& store, std::span<const std::string_view> keys,
                                                    std::uint64_t next_entity) {
  std::vector<std::optional<EntityId>> found(keys.size());
  if (next_entity == 0) return found;
  std::vector<std::string> rows;
  rows.reserve(keys.size());
  for (const std::string_view key : keys) rows.push_back(name_key(NameKind::kEntity, key));
  const auto values = read_values(store, partition_of_name({}), Family::kNames, rows, {});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!values[i]) continue;
    at_row(Family::kNames, rows[i], [&] {
      const EntityId id{read_name_value(*values[i])};
      if (id.value < next_entity) found[i] = id;
    });
  }
  return found;
}

std::optional<EntityId> FactStore::find_entity(std::string_view key) const {
  return find_entities(std::array{key}).front();
}

std::vector<std::optional<EntityId>> FactStore::find_entities(std::span<const std::string_view> keys) const {
  return entities_named(*store_, keys, state_->current_head().next_entity);
}

std::vector<CommitRecord> FactStore::commits() const {
  const HeadRegister head = state_->current_head();
  std::vector<CommitRecord> records;
  read_rows(*store_, sweep(kFirstPartition, Family::kCommits), {}, [&](const Row& row) {
    at_row(Family::kCommits, row.key, [&] {
      const TransactionId transaction = read_commit_key(row.key);
      if (transaction > head.transaction) return;
      CommitRow commit = read_commit_value(row.value);
      records.push_back({{transaction, commit.time},
                         std::move(commit.reason),
                         commit.entities,
                         commit.relations,
                         commit.removed,
                         commit.removed_entities,
                         commit.ontology_changed});
    });
  });
  return records;
}

void FactStore::load(TransactionId as_of, const std::function<void(StoredEntity&&)>& entity,
                     const std::function<void(StoredRelation&&)>& relation,
                     const std::function<void(const RelationColumns&)>& columns) const {
  const HeadRegister head = state_->current_head();
  if (as_of > head.transaction) throw no_commit(as_of, head.transaction);
  Loader loader(*store_, as_of, as_of, head);
  const std::uint64_t entities = loader.entities(entity), relations = loader.relations(relation, columns);
  if (as_of == head.transaction) expect_all(*this, head, entities, relations);
}

void FactStore::load_versions(TransactionId first, TransactionId last,
                              const std::function<void(StoredEntity&&)>& entity,
                              const std::function<void(StoredRelation&&)>& relation) const {
  const HeadRegister head = state_->current_head();
  if (last > head.transaction) throw no_commit(last, head.transaction);
  Loader loader(*store_, first, last, head);
  if (entity) loader.entities(entity);
  if (relation) loader.relations(relation);
}

namespace {

// Versions of facts with one key, each with what it says, to be told what became of them.
class Versions {
 public:
  explicit Versions(std::string_view key) : key_(key) {}

  // One that is superseded, or of a fact as it is now where `superseded` is 0.
  void add(Family family, std::string_view row_key, std::string_view row, TransactionId superseded) {
    ByteReader in(row);
    Version version;
    FormerVersion& v = version.what;
    v.is_entity = family == Family::kEntities;
    v.recorded = read_recorded(in);
    v.superseded = superseded;
    if (v.is_entity) {
      const std::string_view content = in.raw(in.left());
      if (read_entity_head(content).key != key_) return;
      v.id = read_entity_key(row_key).value;
      version.claims = read_stated_entity(content).content;
      StoredEntity entity;
      read_entity_content(content, entity);
      v.validity = std::move(entity.validity);
      v.provenance = entity.attribution.provenance;
    } else {
      const AdjacencyKey at = read_adjacency_key(row_key);
      const std::uint64_t target = in.varint();
      const std::string_view content = in.raw(in.left());
      if (read_relation_head(content, at.start).key != key_) return;
      v.id = at.relation.value;
      version.claims = claims_of_relation(at.start, read_stated_relation(content, at.start).content);
      version.ends = {at.near.value, target, at.type.value};
      StoredRelation relation;
      read_relation_content(content, at.start, relation);
      v.validity = std::move(relation.validity);
      v.provenance = relation.attribution.provenance;
    }
    versions_.push_back(std::move(version));
  }

  // Those that are superseded.
  std::vector<FormerVersion> former() {
    std::vector<FormerVersion> former;
    for (Version& version : versions_) {
      FormerVersion& v = version.what;
      if (v.superseded.value == 0) continue;
      const auto next = std::find_if(versions_.begin(), versions_.end(), [&v](const Version& other) {
        return other.what.is_entity == v.is_entity && other.what.id == v.id && other.what.recorded == v.superseded;
      });
      if (next == versions_.end())
        v.how = Supersession::kRetracted;
      else if (next->ends == version.ends &&
               only_gains_end(version.claims, next->claims, v.is_entity ? FactKind::kEntity : FactKind::kRelation))
        v.how = Supersession::kEnded;
      former.push_back(std::move(v));
    }
    return former;
  }

 private:
  struct Version {
    FormerVersion what;
    std::string claims;
    std::array<std::uint64_t, 3> ends{};  // of a relation, with its type
  };
  std::string_view key_;
  std::vector<Version> versions_;
};

}  // namespace

// Current rows first: one that a commit moves to history meanwhile is met in one or the other.
std::vector<FormerVersion> FactStore::former_versions(std::string_view key) const {
  if (key.empty()) return {};
  const HeadRegister head = state_->current_head();
  Versions versions(key);
  const auto add_current = [&](Family family, const std::string& row_key, const std::optional<std::string>& value) {
    if (value) at_row(family, row_key, [&] { versions.add(family, row_key, *value, {}); });
  };
  if (const std::optional<EntityId> entity = find_entity(key)) {
    const std::vector<std::string> row_keys{entity_key(*entity)};
    add_current(Family::kEntities, row_keys.front(),
                read_values(*store_, kFirstPartition, Family::kEntities, row_keys, {}).front());
  }
  const std::vector<std::string> names{name_key(NameKind::kRelation, key)};
  if (auto out_key = read_values(*store_, partition_of_name(key), Family::kNames, names, {}).front()) {
    const std::vector<std::string> row_keys{std::move(*out_key)};
    const CallOptions newest;
    const Directory directory = Directory::read(*store_, newest);
    add_current(Family::kOut, row_keys.front(), OutRows(*store_, directory, newest).values(row_keys).front());
  }
  read_rows(*store_, sweep(kFirstPartition, Family::kHistory), {}, [&](const Row& row) {
    at_row(Family::kHistory, row.key, [&] {
      const HistoryKey at = read_history_key(row.key);
      if (at.family == Family::kOntology) return;
      const bool is_former = at.superseded <= head.transaction;
      versions.add(at.family, at.row_key, row.value, is_former ? at.superseded : TransactionId{});
    });
  });
  return versions.former();
}

Result<PackingReport> FactStore::pack(const std::function<void()>& poll) {
  if (!state_->lease) return Error(ErrorCode::kUnsupported, "the store is open for reading only");
  const std::lock_guard no_commits(state_->commit_mutex);
  HeadRegister head;
  std::optional<std::string> head_bytes;
  {
    const std::shared_lock lock(state_->mutex);
    head = state_->head;
    head_bytes = state_->head_bytes;
  }
  if (!head_bytes) return PackingReport();
  try {
    return pack_relations(
        *store_, state_->directory, head, *head_bytes, state_->layout, poll ? poll : [] {});
  } catch (Error& error) {
    return std::move(error);
  }
}

Result<void> FactStore::copy_to(Store& to) const {
  std::unique_lock no_commits(state_->commit_mutex, std::defer_lock);
  if (!store_->capabilities().read_points || !store_->capabilities().read_only) no_commits.lock();
  try {
    copy_rows(*store_, to);
  } catch (Error& error) {
    return std::move(error);
  }
  return {};
}

Result<void> FactStore::restore_to(Store& to, TransactionId as_of, const BlockLayout& layout,
                                   const std::function<void()>& poll) const {
  std::unique_lock no_commits(state_->commit_mutex, std::defer_lock);
  if (!store_->capabilities().read_points) no_commits.lock();
  const HeadRegister newest = state_->current_head();
  const std::unique_ptr<ReadPoint> point = store_->read_point();
  try {
    restore_rows(
        *store_, newest, as_of, {point.get()}, to, layout, poll ? poll : [] {});
  } catch (Error& error) {
    return std::move(error);
  }
  return {};
}

std::uint64_t FactStore::bytes_on_disk() const {
  return store_->bytes_on_disk();
}

}  // namespace entente
