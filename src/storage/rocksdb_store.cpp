// A store in a folder, on RocksDB: one column family for each family of rows and one for the registers, the partition
// as a prefix of each key. A small commit is one write batch, rows and register together. A large one is written as
// sorted files, which are taken in together; either is there as a whole or not at all, whenever the process or the
// machine stops.
#include <rocksdb/cache.h>
#include <rocksdb/convenience.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/sst_file_writer.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdarg>
#include <future>
#include <mutex>

#include "storage/bytes.hpp"
#include "storage/open_store.hpp"
#include "storage/store_folder.hpp"

namespace entente {
namespace {

constexpr std::string_view kRegisterFamily = "meta";
constexpr std::string_view kCommitCount("\0commits", 8);  // beside the registers: how many commits were made, a varint
constexpr std::size_t kPartitionBytes = 4;
constexpr std::size_t kRowsOfLargeCommit = 50'000;
constexpr std::uint64_t kStagedFileBytes = 64 << 20;
constexpr std::uint64_t kFlushAtCloseBytes = 4 << 20;  // more than this would make the next opening slow
constexpr std::size_t kMaxBatchBytes = std::size_t{3} << 30;

rocksdb::Slice slice(std::string_view s) {
  return {s.data(), s.size()};
}
std::string_view view(const rocksdb::Slice& s) {
  return {s.data(), s.size()};
}

std::string row_prefix(PartitionId partition) {
  std::string prefix;
  put_ordered(prefix, partition.value);
  return prefix;
}

Error error_of(const rocksdb::Status& s, const std::string& doing) {
  const std::string text = s.ToString();
  const std::string message = doing + ": " + text;
  const auto says = [&text](std::string_view part) { return text.find(part) != std::string::npos; };
  if (s.IsNoSpace()) {
    return Error(ErrorCode::kIo, message)
        .with_hint("the disk is full; the store is as it was before. Free some space and try again");
  }
  if (s.IsIOError() && (says("lock file") || says("lock hold"))) {
    return Error(ErrorCode::kLocked, doing + ": another process has the store open for writing")
        .with_hint("wait until it is done, or open the store for reading only");
  }
  if (s.IsCorruption()) return Error(ErrorCode::kCorruption, message);
  return Error(ErrorCode::kIo, message);
}

constexpr std::string_view kDamageHint = "files of the store are damaged or missing; restore it from a copy";

// What goes wrong while a finished store is opened is damage, unless the system refuses access.
Error opening_error(const rocksdb::Status& s, const StoreFolder& folder) {
  const std::string doing = "can't open the store \"" + folder.path().string() + "\"";
  Error error = error_of(s, doing);
  const bool missing = s.IsInvalidArgument() || s.IsPathNotFound() || s.IsNotFound();
  if (error.code == ErrorCode::kIo && missing) error.code = ErrorCode::kCorruption;
  if (error.code == ErrorCode::kCorruption) error.with_hint(std::string(kDamageHint));
  return error;
}

// RocksDB's own log file would fail with the disk, and RocksDB with it (it asserts that a file whose write failed is
// not written again).
class SilentLog : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

rocksdb::DBOptions db_options() {
  rocksdb::DBOptions o;
  o.info_log = std::make_shared<SilentLog>();
  o.create_missing_column_families = true;  // a family that an older version had no use for
  o.max_background_jobs = 2;
  o.stats_dump_period_sec = 0;
  o.stats_persist_period_sec = 0;
  o.skip_stats_update_on_db_open = true;
  o.bytes_per_sync = 1 << 20;
  return o;
}

rocksdb::ColumnFamilyOptions family_options() {
  static const auto cache = rocksdb::NewLRUCache(64 << 20);
  rocksdb::BlockBasedTableOptions table;
  table.block_size = 16 * 1024;
  table.block_cache = cache;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.format_version = 5;
  rocksdb::ColumnFamilyOptions o;
  o.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  o.write_buffer_size = 32 << 20;
  const auto offered = rocksdb::GetSupportedCompressions();
  const bool lz4 = std::find(offered.begin(), offered.end(), rocksdb::kLZ4Compression) != offered.end();
  o.compression = lz4 ? rocksdb::kLZ4Compression : rocksdb::kNoCompression;
  return o;
}

struct SnapshotPoint : ReadPoint {
  explicit SnapshotPoint(rocksdb::DB& db) : db(db), snapshot(db.GetSnapshot()) {}
  ~SnapshotPoint() override { db.ReleaseSnapshot(snapshot); }
  rocksdb::DB& db;
  const rocksdb::Snapshot* snapshot;
};

// One row of a large commit: a place in one of its batches.
struct StagedRow {
  const PartitionBatch* batch;
  std::size_t index;

  RowBatch::Entry entry() const { return batch->rows[index]; }
};

bool before(const StagedRow& a, const StagedRow& b) {
  const PartitionId p = a.batch->partition, q = b.batch->partition;
  return p != q ? p < q : a.entry().key < b.entry().key;
}

class RocksStore : public Store {
 public:
  RocksStore(StoreFolder folder, const StoreOptions& options) : folder_(std::move(folder)), options_(options) {}

  ~RocksStore() override {
    if (!db_) return;
    if (!options_.read_only) prepare_to_close();
    for (rocksdb::ColumnFamilyHandle* handle : handles_) db_->DestroyColumnFamilyHandle(handle);
    db_->Close();
  }

  // `commits` is how many it holds at least; fewer are damage.
  Result<void> open(bool create, std::uint64_t commits);

  Capabilities capabilities() const override {
    Capabilities c;
    c.name = "rocksdb";
    c.read_only = options_.read_only;
    c.read_points = true;
    c.max_key_bytes = 64 * 1024;
    c.max_batch_bytes = kMaxBatchBytes;
    return c;
  }

  void scan_many(std::span<const Scan> scans, ScanSink& sink, const CallOptions& options) const override;
  std::unique_ptr<ReadPoint> read_point() const override { return std::make_unique<SnapshotPoint>(*db_); }
  Result<void> commit(std::span<const PartitionBatch> batches, const RegisterSwap& swap) override;
  Result<std::optional<std::string>> read_register(std::string_view name) const override;
  Result<std::unique_ptr<WriterLease>> acquire_writer() override;
  std::uint64_t bytes_on_disk() const override { return folder_.bytes(); }

 private:
  struct Lease : WriterLease {
    explicit Lease(std::atomic<bool>& held) : held(held) {}
    ~Lease() override { held = false; }
    std::atomic<bool>& held;
  };

  rocksdb::ColumnFamilyHandle* handle(Family family) const { return families_[static_cast<std::size_t>(family)]; }
  Error error_of_write(const rocksdb::Status& s) const {
    return error_of(s, "can't write to the store \"" + folder_.path().string() + "\"");
  }
  Error error_of_read(const rocksdb::Status& s) const {
    return error_of(s, "can't read from the store \"" + folder_.path().string() + "\"");
  }

  void read_points_of(Family family, std::span<const Scan> scans, const std::vector<std::size_t>& chosen,
                      ScanSink& sink, rocksdb::ReadOptions options) const;
  void read_ranges_of(Family family, std::span<const Scan> scans, const std::vector<std::size_t>& chosen,
                      ScanSink& sink, rocksdb::ReadOptions options) const;
  void read_page(rocksdb::Iterator& it, const Scan& scan, std::string& key, Page& page) const;

  Result<void> check_commits(std::uint64_t at_least);
  rocksdb::Status write_batch(std::span<const PartitionBatch> batches, const RegisterSwap& swap);
  rocksdb::Status ingest(std::span<const PartitionBatch> batches, const RegisterSwap& swap);
  std::string next_count() const;
  void mark_commits();
  rocksdb::Status stage(rocksdb::ColumnFamilyHandle* family, std::vector<StagedRow>& rows,
                        std::vector<std::string>& files) const;
  void prepare_to_close();

  StoreFolder folder_;
  StoreOptions options_;
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
  std::array<rocksdb::ColumnFamilyHandle*, kFamilyCount> families_{};
  rocksdb::ColumnFamilyHandle* registers_ = nullptr;
  std::mutex commit_mutex_;
  std::uint64_t commits_ = 0;         // guarded by commit_mutex_
  std::uint64_t commits_marked_ = 0;  // of these, as many as the folder's marker says
  bool write_failed_ = false;         // guarded by commit_mutex_; RocksDB's log can't be trusted to go on
  std::atomic<bool> leased_{false};
};

Result<void> RocksStore::open(bool create, std::uint64_t commits) {
  std::vector<std::string> names{rocksdb::kDefaultColumnFamilyName, std::string(kRegisterFamily)};
  for (std::size_t i = 0; i < kFamilyCount; ++i) names.emplace_back(name(static_cast<Family>(i)));
  rocksdb::DBOptions options = db_options();
  options.create_if_missing = create;
  const std::string path = folder_.rows().string();
  // Families of a newer version are opened too (RocksDB insists), so that its format number can be read and told.
  std::vector<std::string> present;
  if (rocksdb::DB::ListColumnFamilies(options, path, &present).ok()) {
    for (const std::string& family : present) {
      if (std::find(names.begin(), names.end(), family) == names.end()) names.push_back(family);
    }
  }
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (const std::string& family : names) descriptors.emplace_back(family, family_options());
  rocksdb::DB* db = nullptr;
  const rocksdb::Status s = options_.read_only
                                ? rocksdb::DB::OpenForReadOnly(options, path, descriptors, &handles_, &db)
                                : rocksdb::DB::Open(options, path, descriptors, &handles_, &db);
  if (!s.ok()) return opening_error(s, folder_);
  db_.reset(db);
  registers_ = handles_[1];
  for (std::size_t i = 0; i < kFamilyCount; ++i) families_[i] = handles_[i + 2];
  if (!options_.read_only) folder_.remove_staging();
  return check_commits(commits);
}

// A file list that lost its end reads as that of an earlier state, with all that came later gone.
Result<void> RocksStore::check_commits(std::uint64_t at_least) {
  commits_marked_ = at_least;
  Result<std::optional<std::string>> count = read_register(kCommitCount);
  if (!count) return count.error();
  try {
    if (*count) commits_ = ByteReader(**count).varint();
  } catch (const Error&) {
    commits_ = 0;
  }
  if (commits_ >= at_least) return {};
  return Error(ErrorCode::kCorruption, "can't open the store \"" + folder_.path().string() + "\": it holds " +
                                           std::to_string(commits_) + " commits of at least " +
                                           std::to_string(at_least))
      .with_hint(std::string(kDamageHint));
}

void RocksStore::scan_many(std::span<const Scan> scans, ScanSink& sink, const CallOptions& call) const {
  rocksdb::ReadOptions options;
  options.snapshot = call.at == nullptr ? nullptr : static_cast<const SnapshotPoint*>(call.at)->snapshot;
  std::array<std::vector<std::size_t>, kFamilyCount> points, ranges;
  for (std::size_t i = 0; i < scans.size(); ++i) {
    const Scan& scan = scans[i];
    const bool is_point =
        scan.hi.size() == scan.lo.size() + 1 && scan.hi.back() == '\0' && scan.hi.starts_with(scan.lo);
    (is_point ? points : ranges)[static_cast<std::size_t>(scan.family)].push_back(i);
  }
  for (std::size_t f = 0; f < kFamilyCount; ++f) {
    if (!points[f].empty()) read_points_of(static_cast<Family>(f), scans, points[f], sink, options);
    if (!ranges[f].empty()) read_ranges_of(static_cast<Family>(f), scans, ranges[f], sink, options);
  }
}

void RocksStore::read_points_of(Family family, std::span<const Scan> scans, const std::vector<std::size_t>& chosen,
                                ScanSink& sink, rocksdb::ReadOptions options) const {
  const std::size_t n = chosen.size();
  std::vector<std::string> keys(n);
  std::vector<rocksdb::Slice> slices(n);
  for (std::size_t i = 0; i < n; ++i) {
    keys[i] = row_prefix(scans[chosen[i]].partition) + scans[chosen[i]].lo;
    slices[i] = slice(keys[i]);
  }
  std::vector<rocksdb::PinnableSlice> values(n);
  std::vector<rocksdb::Status> statuses(n);
  db_->MultiGet(options, handle(family), n, slices.data(), values.data(), statuses.data());
  Page page;
  for (std::size_t i = 0; i < n; ++i) {
    if (!statuses[i].ok() && !statuses[i].IsNotFound()) throw error_of_read(statuses[i]);
    page.rows.clear();
    page.sent_rows = statuses[i].ok() ? 1 : 0;
    if (page.sent_rows > 0) page.rows.add(scans[chosen[i]].lo, view(values[i]));
    sink.take(chosen[i], page);
  }
}

void RocksStore::read_ranges_of(Family family, std::span<const Scan> scans, const std::vector<std::size_t>& chosen,
                                ScanSink& sink, rocksdb::ReadOptions options) const {
  // Ranges in order of key, on one iterator: neighbours share blocks.
  std::vector<std::size_t> order = chosen;
  std::sort(order.begin(), order.end(), [&scans](std::size_t a, std::size_t b) {
    return std::tie(scans[a].partition, scans[a].lo) < std::tie(scans[b].partition, scans[b].lo);
  });
  if (scans[order[0]].max_bytes >= (1u << 20)) {  // a sweep over much: read ahead, and keep the cache for others
    options.readahead_size = 2 << 20;
    options.fill_cache = false;
  }
  options.total_order_seek = true;
  const std::unique_ptr<rocksdb::Iterator> it(db_->NewIterator(options, handle(family)));
  std::string key;
  Page page;
  for (const std::size_t i : order) {
    read_page(*it, scans[i], key, page);
    sink.take(i, page);
  }
}

void RocksStore::read_page(rocksdb::Iterator& it, const Scan& scan, std::string& key, Page& page) const {
  page.rows.clear();
  page.sent_rows = 0;
  page.more = false;
  page.resume.clear();
  const std::string prefix = row_prefix(scan.partition);
  key = prefix + (scan.resume.empty() ? scan.lo : scan.resume);
  const std::string end = prefix + scan.hi;
  for (it.Seek(slice(key)); it.Valid(); it.Next()) {
    const std::string_view found = view(it.key());
    if (!found.starts_with(prefix) || (!scan.hi.empty() && found >= end)) break;
    if (page.sent_rows > 0 && (page.sent_rows >= scan.max_rows || page.rows.bytes() >= scan.max_bytes)) {
      page.more = true;
      page.resume = found.substr(kPartitionBytes);
      break;
    }
    page.rows.add(found.substr(kPartitionBytes), view(it.value()));
    ++page.sent_rows;
  }
  if (!it.status().ok()) throw error_of_read(it.status());
}

Result<std::optional<std::string>> RocksStore::read_register(std::string_view name) const {
  std::string value;
  const rocksdb::Status s = db_->Get(rocksdb::ReadOptions(), registers_, slice(name), &value);
  if (s.IsNotFound()) return std::optional<std::string>();
  if (!s.ok()) return error_of_read(s);
  return std::optional<std::string>(std::move(value));
}

Result<std::unique_ptr<WriterLease>> RocksStore::acquire_writer() {
  if (options_.read_only) return Error(ErrorCode::kUnsupported, "the store is open for reading only");
  // Other processes are kept out by RocksDB's lock file, held since the store was opened.
  if (leased_.exchange(true)) return Error(ErrorCode::kLocked, "this process has a writer of the store already");
  return std::unique_ptr<WriterLease>(std::make_unique<Lease>(leased_));
}

Result<void> RocksStore::commit(std::span<const PartitionBatch> batches, const RegisterSwap& swap) {
  if (options_.read_only) return Error(ErrorCode::kUnsupported, "the store is open for reading only");
  const std::lock_guard lock(commit_mutex_);
  if (write_failed_) {
    return Error(ErrorCode::kIo, "an earlier write to the store \"" + folder_.path().string() + "\" failed")
        .with_hint("open the store again; it is as it was before that write");
  }
  Result<std::optional<std::string>> current = read_register(swap.name);
  if (!current) return current.error();
  if (*current != swap.expected) {
    return Error(ErrorCode::kConflict, "another writer has moved the register \"" + swap.name + "\" meanwhile");
  }
  std::size_t rows = 0, bytes = 0;
  for (const PartitionBatch& batch : batches) {
    rows += batch.rows.size();
    bytes += batch.rows.bytes();
  }
  if (bytes > kMaxBatchBytes) {
    return Error(ErrorCode::kLimit, "a commit of " + std::to_string(bytes >> 20) + " MiB is too large for the store")
        .with_hint("write it in several commits");
  }
  const bool is_large = rows >= kRowsOfLargeCommit;
  const rocksdb::Status s = is_large ? ingest(batches, swap) : write_batch(batches, swap);
  if (!s.ok()) {
    write_failed_ = true;
    return error_of_write(s);
  }
  ++commits_;
  if (is_large) mark_commits();
  return {};
}

std::string RocksStore::next_count() const {
  std::string count;
  put_varint(count, commits_ + 1);
  return count;
}

// A failure leaves a lower number, which is true as well.
void RocksStore::mark_commits() {
  if (folder_.mark(FolderState::kReady, commits_)) commits_marked_ = commits_;
}

rocksdb::Status RocksStore::write_batch(std::span<const PartitionBatch> batches, const RegisterSwap& swap) {
  rocksdb::WriteBatch writes;
  for (const PartitionBatch& batch : batches) {
    const std::string prefix = row_prefix(batch.partition);
    for (std::size_t i = 0; i < batch.rows.size(); ++i) {
      const RowBatch::Entry e = batch.rows[i];
      const std::array<rocksdb::Slice, 2> key{slice(prefix), slice(e.key)};
      const rocksdb::Slice value = slice(e.value);
      const rocksdb::Status s = e.is_delete ? writes.Delete(handle(e.family), rocksdb::SliceParts(key.data(), 2))
                                            : writes.Put(handle(e.family), rocksdb::SliceParts(key.data(), 2),
                                                         rocksdb::SliceParts(&value, 1));
      if (!s.ok()) return s;
    }
  }
  if (const rocksdb::Status s = writes.Put(registers_, slice(swap.name), slice(swap.desired)); !s.ok()) return s;
  if (const rocksdb::Status s = writes.Put(registers_, slice(kCommitCount), slice(next_count())); !s.ok()) return s;
  rocksdb::WriteOptions options;
  options.sync = options_.sync;
  return db_->Write(options, &writes);
}

// Sorted files, one or more for each family, and one that moves the register. RocksDB records all of them in one step.
rocksdb::Status RocksStore::ingest(std::span<const PartitionBatch> batches, const RegisterSwap& swap) {
  if (const Result<void> made = folder_.make_staging(); !made) return rocksdb::Status::IOError(made.error().message);
  std::array<std::vector<StagedRow>, kFamilyCount> rows;
  for (const PartitionBatch& batch : batches) {
    for (std::size_t i = 0; i < batch.rows.size(); ++i) {
      rows[static_cast<std::size_t>(batch.rows[i].family)].push_back({&batch, i});
    }
  }
  std::array<std::vector<std::string>, kFamilyCount + 1> files;
  PartitionBatch registers;  // the family does not matter
  registers.rows.put(Family::kCommits, kCommitCount, next_count());
  registers.rows.put(Family::kCommits, swap.name, swap.desired);
  std::vector<StagedRow> register_rows{{&registers, 0}, {&registers, 1}};
  std::array<std::future<rocksdb::Status>, kFamilyCount> staging;
  for (std::size_t f = 0; f < kFamilyCount; ++f) {
    if (rows[f].empty()) continue;
    staging[f] =
        std::async(std::launch::async, [this, f, &rows, &files] { return stage(families_[f], rows[f], files[f]); });
  }
  rocksdb::Status s = stage(registers_, register_rows, files[kFamilyCount]);
  for (std::future<rocksdb::Status>& one : staging) {
    if (!one.valid()) continue;
    const rocksdb::Status staged = one.get();
    if (s.ok()) s = staged;
  }
  std::vector<rocksdb::IngestExternalFileArg> args;
  for (std::size_t f = 0; f <= kFamilyCount; ++f) {
    if (files[f].empty()) continue;
    rocksdb::IngestExternalFileArg arg;
    arg.column_family = f == kFamilyCount ? registers_ : families_[f];
    arg.external_files = files[f];
    arg.options.move_files = true;
    arg.options.write_global_seqno = false;
    args.push_back(std::move(arg));
  }
  if (s.ok()) s = db_->SyncWAL();  // the commits before this one must not be lost without it
  if (s.ok()) s = db_->IngestExternalFiles(args);
  folder_.remove_staging();
  return s;
}

rocksdb::Status RocksStore::stage(rocksdb::ColumnFamilyHandle* family, std::vector<StagedRow>& rows,
                                  std::vector<std::string>& files) const {
  if (!std::is_sorted(rows.begin(), rows.end(), before)) std::stable_sort(rows.begin(), rows.end(), before);
  const rocksdb::Options options(db_options(), family_options());
  std::unique_ptr<rocksdb::SstFileWriter> writer;
  std::string key;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i + 1 < rows.size() && !before(rows[i], rows[i + 1])) continue;  // a later entry for the same key wins
    if (!writer) {
      files.push_back((folder_.staging() / (family->GetName() + "-" + std::to_string(files.size()) + ".sst")).string());
      writer = std::make_unique<rocksdb::SstFileWriter>(rocksdb::EnvOptions(), options, family);
      if (const rocksdb::Status s = writer->Open(files.back()); !s.ok()) return s;
    }
    const RowBatch::Entry row = rows[i].entry();
    key = family == registers_ ? std::string() : row_prefix(rows[i].batch->partition);
    key.append(row.key);
    const rocksdb::Status s = row.is_delete ? writer->Delete(slice(key)) : writer->Put(slice(key), slice(row.value));
    if (!s.ok()) return s;
    if (writer->FileSize() >= kStagedFileBytes) {
      if (const rocksdb::Status finished = writer->Finish(); !finished.ok()) return finished;
      writer.reset();
    }
  }
  return writer ? writer->Finish() : rocksdb::Status::OK();
}

void RocksStore::prepare_to_close() {
  if (write_failed_) return;
  std::uint64_t unflushed = 0;
  for (rocksdb::ColumnFamilyHandle* handle : handles_) {
    std::uint64_t bytes = 0;
    if (db_->GetIntProperty(handle, rocksdb::DB::Properties::kCurSizeActiveMemTable, &bytes)) unflushed += bytes;
  }
  // A failure loses nothing: the log still has the rows.
  if (unflushed >= kFlushAtCloseBytes) db_->Flush(rocksdb::FlushOptions(), handles_).PermitUncheckedError();
  if (commits_ > commits_marked_ && db_->SyncWAL().ok()) mark_commits();
}

Result<std::unique_ptr<Store>> opened(const StoreFolder& folder, const StoreOptions& options, bool create,
                                      std::uint64_t commits) {
  auto store = std::make_unique<RocksStore>(folder, options);
  if (Result<void> done = store->open(create, commits); !done) return done.error();
  return std::unique_ptr<Store>(std::move(store));
}

Result<std::unique_ptr<Store>> created(const StoreFolder& folder, const StoreOptions& options) {
  if (Result<void> marked = folder.mark(FolderState::kCreating); !marked) return marked.error();
  Result<std::unique_ptr<Store>> store = opened(folder, options, true, 0);
  if (!store) return store;
  if (Result<void> marked = folder.mark(FolderState::kReady); !marked) return marked.error();
  return store;
}

}  // namespace

Result<std::unique_ptr<Store>> open_rocksdb_store(const std::string& path, const StoreOptions& options) {
  const StoreFolder folder{std::filesystem::path(path)};
  std::uint64_t commits = 0;
  const Result<FolderState> state = folder.state(commits);
  if (!state) return state.error();
  switch (*state) {
    case FolderState::kReady:
      return opened(folder, options, false, commits);
    case FolderState::kForeign:
      return Error(ErrorCode::kNotFound, "\"" + path + "\" is not a store; it is left as it is")
          .with_hint("name a store, or a folder that does not exist yet or is empty");
    case FolderState::kFree:
    case FolderState::kCreating:
      break;
  }
  if (!options.create_if_missing || options.read_only) {
    return Error(ErrorCode::kNotFound, "there is no store at \"" + path + "\"");
  }
  return created(folder, options);
}

}  // namespace entente
