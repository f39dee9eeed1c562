#include "storage/fact_store.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <map>

#include "entente/time/edtf.hpp"
#include "storage/copy_rows.hpp"
#include "storage/fact_state.hpp"
#include "storage/restore.hpp"

namespace entente {
namespace {

void write_version(Store& store, std::string_view name, std::optional<std::string> old, std::uint64_t version) {
  const Result<void> written = store.commit({}, {std::string(name), std::move(old), std::to_string(version)});
  if (!written) throw written.error();
}

// A version register holds decimal digits. One that is absent in a new store is written; an older one than `wanted` is
// raised where the store may be written, as its rows are right in that version too. A store that is only read may stay
// older.
void agree_on_version(Store& store, std::string_view name, std::uint64_t wanted, std::uint64_t known, bool is_new) {
  std::optional<std::string> text = register_value(store, name);
  const bool read_only = store.capabilities().read_only;
  if (!text && is_new) {
    if (!read_only) write_version(store, name, std::nullopt, wanted);  // else created and never used
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
  if (version < wanted && !read_only) write_version(store, name, std::move(text), wanted);
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

// The commit whose state is the oldest that can be read, and its time.
Head read_floor(const Store& store, const HeadRegister& head) {
  const std::optional<std::string> bytes = register_value(store, kFloorRegister);
  if (!bytes) return {};
  Head floor;
  try {
    floor.transaction = read_floor_value(*bytes);
    if (floor.transaction > head.transaction) ByteReader::fail("names a commit that is not there");
  } catch (Error& error) {
    error.message = "the register of the oldest state " + error.message;
    throw;
  }
  const std::vector<std::string> keys{commit_key(floor.transaction)};
  const auto row = std::move(read_values(store, kFirstPartition, Family::kCommits, keys, {}).front());
  at_row(Family::kCommits, keys.front(), [&] {
    if (!row) ByteReader::fail("is missing");
    floor.system_time = read_commit_value(*row).time;
  });
  return floor;
}

ErasedKeys read_erased(const Store& store) {
  ErasedKeys erased(register_value(store, kSaltRegister).value_or(std::string()));
  if (erased.salt().empty()) return erased;
  read_rows(store, sweep(kFirstPartition, Family::kNames, name_key(NameKind::kErased, {})), {}, [&](const Row& row) {
    at_row(Family::kNames, row.key,
           [&] { erased.add(std::string(read_name_key(row.key).name), {read_name_value(row.value)}); });
  });
  return erased;
}

// Or lacks some that were erased.
bool removes_entities(const Store& store) {
  bool removes = false;
  read_rows(store, sweep(kFirstPartition, Family::kCommits), {}, [&](const Row& row) {
    at_row(Family::kCommits, row.key, [&] {
      const CommitRow commit = read_commit_value(row.value);
      removes |= commit.removed_entities > 0 || commit.erased_entities.came > 0;
    });
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

std::optional<std::string> register_value(const Store& store, std::string_view name) {
  Result<std::optional<std::string>> value = store.read_register(name);
  if (!value) throw value.error();
  return std::move(*value);
}

void raise_format(Store& store, std::uint64_t version) {
  if (format_of(store) >= version) return;
  write_version(store, kFormatRegister, register_value(store, kFormatRegister), version);
}

std::uint64_t format_of(const Store& store) {
  const std::string text = register_value(store, kFormatRegister).value_or("");
  std::uint64_t version = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  return error == std::errc() && end == text.data() + text.size() ? version : 0;
}

Error no_commit(TransactionId asked, TransactionId newest) {
  return {ErrorCode::kNotFound,
          "there is no commit " + std::to_string(asked.value) + "; the newest is " + std::to_string(newest.value)};
}

Error forgotten(const Head& floor) {
  const std::string commit = "commit " + std::to_string(floor.transaction.value);
  return {ErrorCode::kNotFound, "what the store knew before " + commit + " (" + print_system_time(floor.system_time) +
                                    ") was forgotten; the oldest state it can tell is " + commit};
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
    agree_on_version(s, kFormatRegister, kPlainFormatVersion, kFormatVersion, !state.head_bytes);
    agree_on_version(s, kPartitionsRegister, kPartitionMapVersion, kPartitionMapVersion, !state.head_bytes);
    if (state.head_bytes) {
      try {
        state.head = read_head_value(*state.head_bytes);
      } catch (Error& error) {
        error.message = "the register of the newest commit " + error.message;
        throw;
      }
    }
    expect_last_rows(s, state.head);
    state.floor = read_floor(s, state.head);
    state.erased = read_erased(s);
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

Head FactStore::floor() const {
  return state_->current_floor();
}

void FactStore::require_known(TransactionId commit) const {
  if (const Head floor = state_->current_floor(); commit < floor.transaction) throw forgotten(floor);
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
  require_known(as_of);
  Ontology ontology = read_ontology(*store_, as_of, options);
  if (!point) require_known(as_of);  // it may have been forgotten meanwhile
  return ontology;
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

std::pair<EntityId, RelationId> FactStore::next_ids() const {
  const HeadRegister head = state_->current_head();
  return {EntityId{head.next_entity}, RelationId{head.next_relation}};
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
                         commit.ontology_changed,
                         commit.erases_entities,
                         commit.erases_relations,
                         commit.erased_entities.came,
                         commit.erased_relations.came,
                         commit.erased_entities.went,
                         commit.erased_relations.went});
    });
  });
  return records;
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
    require_known(as_of);
    restore_rows(
        *store_, newest, floor().transaction, as_of, {point.get()}, to, layout, poll ? poll : [] {});
  } catch (Error& error) {
    return std::move(error);
  }
  return {};
}

std::uint64_t FactStore::bytes_on_disk() const {
  return store_->bytes_on_disk();
}

}  // namespace entente
