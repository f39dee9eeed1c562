// A store in a folder, on RocksDB: one column family for each family of rows and one for the registers, the partition
// as a prefix of each key. A small commit is one write batch, rows and register together. A large one is written as
// sorted files, which are taken in together; either is there as a whole or not at all, whenever the process or the
// machine stops.
#include "storage/rocksdb_store.hpp"
#include "storage/keys.hpp"

#include <rocksdb/db.h>
#include <rocksdb/sst_file_writer.h>
#include <rocksdb/wal_filter.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <future>
#include <mutex>

#include "storage/bytes.hpp"
#include "storage/rocksdb_copy.hpp"
#include "storage/rocksdb_settings.hpp"

namespace entente {
namespace {

constexpr std::uint64_t kStagedFileBytes = 64 << 20;
constexpr std::uint64_t kFlushAtCloseBytes = 4 << 20;  // more than this would make the next opening slow
constexpr std::size_t kMaxBatchBytes = std::size_t{3} << 30;
constexpr std::size_t kLargeCommitBytes = 32 << 20;  // from here on sorted files are less work than the log
constexpr std::chrono::seconds kMarkerSyncPeriod{1};

std::string row_prefix(PartitionId partition) {
  std::string prefix;
  put_ordered(prefix, partition.value);
  return prefix;
}

// Sees what RocksDB reads of the logs while it opens. Keeps it from reading on behind a gap that the files had; and
// notes one that they had not: RocksDB reads the list of files and then the logs, and a writer may have done with a log
// in between, so that it is passed over and those behind it are read.
class LogReading : public rocksdb::WalFilter {
 public:
  explicit LogReading(const FilesState& files) : files_(files), commits_(files.flushed) {}
  const char* Name() const override { return "entente.LogReading"; }
  WalProcessingOption LogRecord(const rocksdb::WriteBatch& batch, rocksdb::WriteBatch*, bool*) const override {
    const LoggedCommit commit = read_logged_commit(batch, files_.register_family);
    if (!commit.count) return WalProcessingOption::kContinueProcessing;
    if (files_.ends_before_a_gap && *commit.count > files_.commits) return WalProcessingOption::kStopReplay;
    passed_over_ = passed_over_ || *commit.count > commits_ + 1;
    commits_ = std::max(commits_, *commit.count);
    return WalProcessingOption::kContinueProcessing;
  }
  // Commits may be missing. Or they have come into the rows meanwhile, which looks the same.
  bool has_passed_over() const { return passed_over_; }

 private:
  FilesState files_;
  mutable std::uint64_t commits_;
  mutable bool passed_over_ = false;
};

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

// Sorted files of one family, and their checksums.
struct StagedFiles {
  std::vector<std::string> paths, checksums, checksum_names;
};

class RocksStore : public Store {
 public:
  RocksStore(StoreFolder folder, const StoreOptions& options, WritingClaim claim)
      : folder_(std::move(folder)), options_(options), claim_(std::move(claim)) {}

  ~RocksStore() override {
    if (!db_) return;
    const bool is_discarded = is_unwanted_ && is_created_ && !has_rows_ && is_in_place();
    const bool is_aside = is_discarded && folder_.set_aside(creation_.keeps_folder());
    if (is_discarded && !is_aside) folder_.clear();  // while RocksDB's lock keeps others out
    if (!options_.read_only && !is_discarded) prepare_to_close();
    for (rocksdb::ColumnFamilyHandle* handle : handles_) db_->DestroyColumnFamilyHandle(handle);
    db_->Close();
    if (is_aside) folder_.remove();
    if (is_discarded && !is_aside) folder_.clear();  // what was written since
  }

  // Another process may have been quicker, and its commits are not ours to throw away.
  void set_created(UnfinishedStore creation) {
    is_created_ = commits_ == 0;
    if (!is_created_) return;
    creation_ = std::move(creation);
    creation_.set_open();
  }
  void discard_if_unused() override { is_unwanted_ = true; }

  Result<void> open(const std::optional<FilesState>& files);

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
  std::vector<StoreFinding> check_files() const override {
    return verify_files(*db_, folder_, marked_, options_.read_only);
  }
  Result<void> compact() override;
  Result<bool> copy_files(const std::string& folder) const override;
  std::uint64_t bytes_on_disk() const override {
    Result<std::uint64_t> bytes = folder_.bytes();
    if (!bytes) throw bytes.error();
    return *bytes;
  }

 private:
  struct Lease : WriterLease {
    explicit Lease(std::atomic<bool>& held) : held(held) {}
    ~Lease() override { held = false; }
    std::atomic<bool>& held;
  };

  rocksdb::ColumnFamilyHandle* handle(Family family) const { return families_[static_cast<std::size_t>(family)]; }
  Error error_of_write(const rocksdb::Status& s) const { return error_of(s, folder_, "can't write to"); }
  Error error_of_read(const rocksdb::Status& s) const { return error_of(s, folder_, "can't read from"); }
  // The files that are open are those of the store still.
  bool is_in_place() const { return folder_.identity() == identity_; }
  Error not_in_place() const {
    return Error(ErrorCode::kIo, "can't write to the store \"" + folder_.shown() +
                                     "\": its files were removed or replaced while it was open")
        .with_hint("nothing is written any more; open it again, and write again what was not confirmed");
  }

  void read_points_of(Family family, std::span<const Scan> scans, const std::vector<std::size_t>& chosen,
                      ScanSink& sink, const rocksdb::ReadOptions& options) const;
  void read_ranges_of(Family family, std::span<const Scan> scans, const std::vector<std::size_t>& chosen,
                      ScanSink& sink, rocksdb::ReadOptions options) const;
  void read_page(rocksdb::Iterator& it, const Scan& scan, std::string& key, Page& page) const;

  Result<void> count_commits(std::uint64_t at_least);
  Result<void> can_write() const;
  Result<void> verify_rows_once();
  Result<void> begin_marking(FolderState found);
  rocksdb::Status write_batch(std::span<const PartitionBatch> batches, const RegisterSwap& swap);
  rocksdb::Status ingest(std::span<const PartitionBatch> batches, const RegisterSwap& swap);
  rocksdb::Status take_in(const std::vector<rocksdb::IngestExternalFileArg>& args);
  std::string next_count() const;
  enum class Durable { kProcess, kMachine };  // what the marker outlives
  void mark_commits(Durable durable);
  void measure_file_list();
  rocksdb::Status stage(rocksdb::ColumnFamilyHandle* family, std::vector<StagedRow>& rows, StagedFiles& files) const;
  void prepare_to_close();

  StoreFolder folder_;
  StoreOptions options_;
  WritingClaim claim_;                // ends when RocksDB is closed
  StoreFolder::Identity identity_{};  // of the folder, open for writing
  std::optional<LogReading> log_reading_;
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
  // Null: one that a store of an older format lacks, which is open for reading only.
  std::array<rocksdb::ColumnFamilyHandle*, kFamilyCount> families_{};
  rocksdb::ColumnFamilyHandle* registers_ = nullptr;
  mutable std::mutex commit_mutex_;
  std::uint64_t commits_ = 0;  // guarded by commit_mutex_, as is what follows
  bool has_rows_ = false;      // since it was opened
  bool is_verified_ = false;   // the rows that it was opened with
  bool is_created_ = false;    // by this opening
  UnfinishedStore creation_;
  std::atomic<bool> is_unwanted_{false};
  bool write_failed_ = true;  // RocksDB's log can't be trusted to go on; and until the store is open
  Marker marked_;             // what the folder's marker says
  bool marked_on_disk_ = true;
  MarkerWriter marker_;
  std::chrono::steady_clock::time_point marker_synced_;
  std::atomic<bool> leased_{false};
};

Result<void> RocksStore::open(const std::optional<FilesState>& files) {
  rocksdb::DBOptions options = db_options(options_.env);
  options.create_if_missing = !files;
  if (files) options.wal_filter = &log_reading_.emplace(*files);
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (const std::string& family : family_names(folder_, options_.env, options_.read_only)) {
    descriptors.emplace_back(family, family_options(family));
  }
  const std::string path = folder_.rows().string();
  rocksdb::DB* db = nullptr;
  const rocksdb::Status s = options_.read_only
                                ? rocksdb::DB::OpenForReadOnly(options, path, descriptors, &handles_, &db)
                                : rocksdb::DB::Open(options, path, descriptors, &handles_, &db);
  if (!s.ok()) return opening_error(s, folder_);
  db_.reset(db);
  registers_ = handles_[1];
  for (rocksdb::ColumnFamilyHandle* handle : handles_) {
    for (std::size_t i = 0; i < kFamilyCount; ++i)
      if (handle->GetName() == name(static_cast<Family>(i))) families_[i] = handle;
  }
  if (files && log_reading_->has_passed_over()) return damage(folder_, "its logs do not go on where its rows end");
  if (Result<void> counted = count_commits(files ? files->commits : 0); !counted) return counted;
  return options_.read_only ? Result<void>() : begin_marking(files ? FolderState::kReady : FolderState::kCreating);
}

Result<void> RocksStore::count_commits(std::uint64_t at_least) {
  Result<std::optional<std::string>> count = read_register(kCommitCount);
  if (!count) return count.error();
  if (*count) commits_ = ByteReader(**count).varint();
  if (commits_ >= at_least) return {};
  return damage(folder_, "it holds " + std::to_string(commits_) + " commits of at least " + std::to_string(at_least));
}

// From here on the store is locked: nobody else marks it.
Result<void> RocksStore::begin_marking(FolderState found) {
  folder_.remove_staging();
  Marker before;
  const Result<FolderState> now = folder_.state(before);
  // A marker that was cut off at creation stands beside rows only now.
  if (!now && (found != FolderState::kCreating || now.error().code != ErrorCode::kCorruption)) return now.error();
  const FolderState state = now ? *now : found;
  if (Result<void> counted = count_commits(before.commits); !counted) return counted;
  marked_.commits = commits_;
  measure_file_list();
  // Only a marker of two lines can be overwritten in place.
  if (state != FolderState::kReady || before.file_list == 0) {
    if (Result<void> marked = folder_.mark(FolderState::kReady, marked_); !marked) return marked;
  }
  if (!marker_.open(folder_.marker())) {
    return Error(ErrorCode::kIo, "can't write to the store \"" + folder_.shown() + "\": its marker can't be written");
  }
  identity_ = folder_.identity();
  mark_commits(Durable::kProcess);
  write_failed_ = false;
  return {};
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
    if (families_[f] == nullptr) {
      for (const auto& asked : {points[f], ranges[f]})
        for (const std::size_t i : asked) sink.take(i, Page{});
      continue;
    }
    if (!points[f].empty()) read_points_of(static_cast<Family>(f), scans, points[f], sink, options);
    if (!ranges[f].empty()) read_ranges_of(static_cast<Family>(f), scans, ranges[f], sink, options);
  }
}

void RocksStore::read_points_of(Family family, std::span<const Scan> scans, const std::vector<std::size_t>& chosen,
                                ScanSink& sink, const rocksdb::ReadOptions& options) const {
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
  // Without an end the iterator would walk over all that was erased behind a range. It heeds the one that stands there
  // when it seeks.
  std::string end;
  rocksdb::Slice bound;
  options.iterate_upper_bound = &bound;
  const std::unique_ptr<rocksdb::Iterator> it(db_->NewIterator(options, handle(family)));
  std::string key;
  Page page;
  for (const std::size_t i : order) {
    end = row_prefix(scans[i].partition);
    end = scans[i].hi.empty() ? end_of_prefix(std::move(end)) : end + scans[i].hi;
    bound = slice(end);
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

Result<void> RocksStore::can_write() const {
  if (options_.read_only) return Error(ErrorCode::kUnsupported, "the store is open for reading only");
  if (write_failed_) {
    return Error(ErrorCode::kIo, "an earlier write to the store \"" + folder_.shown() + "\" failed")
        .with_hint("open the store again; it is as it was before that write");
  }
  return {};
}

Result<void> RocksStore::commit(std::span<const PartitionBatch> batches, const RegisterSwap& swap) {
  const std::lock_guard lock(commit_mutex_);
  if (Result<void> able = can_write(); !able) return able;
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
  const bool is_large = rows >= options_.rows_of_large_commit || bytes >= kLargeCommitBytes;
  write_failed_ = true;  // also if it throws
  if (!is_in_place()) return not_in_place();
  if (Result<void> sound = verify_rows_once(); !sound) return is_in_place() ? sound : not_in_place();
  const rocksdb::Status s = is_large ? ingest(batches, swap) : write_batch(batches, swap);
  if (!is_in_place()) return not_in_place();  // what was written to files that have no name any more is gone
  if (!s.ok()) return error_of_write(s);
  write_failed_ = false;
  if (rows > 0) {
    has_rows_ = true;
    creation_ = {};
  }
  ++commits_;
  if (is_large || options_.sync) mark_commits(is_large ? Durable::kMachine : Durable::kProcess);
  return {};
}

// What is written to a damaged store stands on rows that nobody can read.
Result<void> RocksStore::verify_rows_once() {
  if (is_verified_) return {};
  const std::vector<StoreFinding> found = verify_rows(*db_, folder_, false);
  if (!found.empty()) {
    return Error(ErrorCode::kCorruption,
                 "can't write to the store \"" + folder_.shown() + "\": " + found[0].where + ": " + found[0].what)
        .with_hint(std::string(kDamageHint));
  }
  is_verified_ = true;
  return {};
}

std::string RocksStore::next_count() const {
  std::string count;
  put_varint(count, commits_ + 1);
  return count;
}

// The rows are on disk. Where the marker is not, a lower number stands there, which is true as well; a second sync for
// each small commit would double its time.
void RocksStore::mark_commits(Durable durable) {
  marked_.commits = commits_;
  if (marked_.file_list_bytes == 0 || durable == Durable::kMachine) measure_file_list();
  const auto now = std::chrono::steady_clock::now();
  marked_on_disk_ = durable == Durable::kMachine || now - marker_synced_ >= kMarkerSyncPeriod;
  if (marked_on_disk_) marker_synced_ = now;
  marker_.write(marked_, marked_on_disk_);
}

// What RocksDB is adding to the list in the background is not on disk yet, and may be cut off. When nothing is under
// way any more, what was there before is.
void RocksStore::measure_file_list() {
  const Marker list = file_list_of(folder_);
  if (list.file_list != marked_.file_list) marked_.file_list_bytes = 0;
  marked_.file_list = list.file_list;
  using Properties = rocksdb::DB::Properties;
  for (const std::string& property :
       {Properties::kNumRunningFlushes, Properties::kNumRunningCompactions, Properties::kBackgroundErrors}) {
    std::uint64_t number = 0;
    if (!db_->GetIntProperty(property, &number) || number > 0) return;
  }
  marked_.file_list_bytes = list.file_list_bytes;
}

rocksdb::Status RocksStore::write_batch(std::span<const PartitionBatch> batches, const RegisterSwap& swap) {
  rocksdb::WriteBatch writes;
  if (!options_.sync) {
    if (rocksdb::Status s = writes.PutLogData(slice(kUnsyncedMark)); !s.ok()) return s;
  }
  for (const PartitionBatch& batch : batches) {
    const std::string prefix = row_prefix(batch.partition);
    for (std::size_t i = 0; i < batch.rows.size(); ++i) {
      const RowBatch::Entry e = batch.rows[i];
      const std::array<rocksdb::Slice, 2> key{slice(prefix), slice(e.key)};
      const rocksdb::Slice value = slice(e.value);
      rocksdb::Status s = e.is_delete ? writes.Delete(handle(e.family), rocksdb::SliceParts(key.data(), 2))
                                      : writes.Put(handle(e.family), rocksdb::SliceParts(key.data(), 2),
                                                   rocksdb::SliceParts(&value, 1));
      if (!s.ok()) return s;
    }
  }
  if (rocksdb::Status s = writes.Put(registers_, slice(swap.name), slice(swap.desired)); !s.ok()) return s;
  if (rocksdb::Status s = writes.Put(registers_, slice(kCommitCount), slice(next_count())); !s.ok()) return s;
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
  std::array<StagedFiles, kFamilyCount + 1> files;
  PartitionBatch registers;  // the family does not matter
  registers.rows.put(Family::kCommits, kCommitCount, next_count());
  registers.rows.put(Family::kCommits, swap.name, swap.desired);
  std::vector<StagedRow> register_rows{{&registers, 0}, {&registers, 1}};
  std::array<std::future<rocksdb::Status>, kFamilyCount> staging;
  rocksdb::Status s = stage(registers_, register_rows, files[kFamilyCount]);
  for (std::size_t f = 0; f < kFamilyCount && s.ok(); ++f) {
    if (rows[f].empty()) continue;
    const auto work = [this, f, &rows, &files] { return stage(families_[f], rows[f], files[f]); };
    try {
      staging[f] = std::async(std::launch::async, work);
    } catch (const std::system_error&) {  // the system allows no more threads
      s = work();
    }
  }
  for (std::future<rocksdb::Status>& one : staging) {
    if (!one.valid()) continue;
    const rocksdb::Status staged = one.get();
    if (s.ok()) s = staged;
  }
  std::vector<rocksdb::IngestExternalFileArg> args;
  for (std::size_t f = 0; f <= kFamilyCount; ++f) {
    if (files[f].paths.empty()) continue;
    rocksdb::IngestExternalFileArg arg;
    arg.column_family = f == kFamilyCount ? registers_ : families_[f];
    arg.external_files = files[f].paths;
    arg.files_checksums = files[f].checksums;
    arg.files_checksum_func_names = files[f].checksum_names;
    arg.options.move_files = true;
    arg.options.write_global_seqno = false;
    arg.options.verify_file_checksum = false;  // they were written a moment ago
    args.push_back(std::move(arg));
  }
  if (s.ok()) s = take_in(args);
  folder_.remove_staging();
  return s;
}

// When RocksDB fails to write to its list of files, it removes the files, and the list may name them all the same. So
// the list is cut back then, which nothing else may write to meanwhile.
rocksdb::Status RocksStore::take_in(const std::vector<rocksdb::IngestExternalFileArg>& args) {
  // The commits before this one must not be lost without it; and rows in memory would be flushed in the background.
  rocksdb::Status s = db_->SyncWAL();
  if (s.ok()) s = db_->Flush(rocksdb::FlushOptions(), handles_);
  if (s.ok()) s = db_->PauseBackgroundWork();
  if (!s.ok()) return s;
  const Marker before = file_list_of(folder_);
  s = db_->IngestExternalFiles(args);
  if (s.ok()) return db_->ContinueBackgroundWork();
  cut_file_list(folder_, before);  // the pause lasts: this store is written no more
  return s;
}

rocksdb::Status RocksStore::stage(rocksdb::ColumnFamilyHandle* family, std::vector<StagedRow>& rows,
                                  StagedFiles& files) const {
  if (!std::is_sorted(rows.begin(), rows.end(), before)) std::stable_sort(rows.begin(), rows.end(), before);
  const rocksdb::Options options(db_options(options_.env), family_options(family->GetName()));
  std::unique_ptr<rocksdb::SstFileWriter> writer;
  const auto finish = [&] {
    rocksdb::ExternalSstFileInfo info;
    rocksdb::Status s = writer->Finish(&info);
    files.checksums.push_back(info.file_checksum);
    files.checksum_names.push_back(info.file_checksum_func_name);
    writer.reset();
    return s;
  };
  std::string key;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i + 1 < rows.size() && !before(rows[i], rows[i + 1])) continue;  // a later entry for the same key wins
    if (!writer) {
      const std::string name = family->GetName() + "-" + std::to_string(files.paths.size()) + ".sst";
      files.paths.push_back((folder_.staging() / name).string());
      writer = std::make_unique<rocksdb::SstFileWriter>(rocksdb::EnvOptions(), options, family);
      if (rocksdb::Status s = writer->Open(files.paths.back()); !s.ok()) return s;
    }
    const RowBatch::Entry row = rows[i].entry();
    key = family == registers_ ? std::string() : row_prefix(rows[i].batch->partition);
    key.append(row.key);
    rocksdb::Status s = row.is_delete ? writer->Delete(slice(key)) : writer->Put(slice(key), slice(row.value));
    if (!s.ok()) return s;
    if (writer->FileSize() >= kStagedFileBytes) {
      if (rocksdb::Status finished = finish(); !finished.ok()) return finished;
    }
  }
  return writer ? finish() : rocksdb::Status::OK();
}

Result<void> RocksStore::compact() {
  const std::lock_guard lock(commit_mutex_);
  if (Result<void> able = can_write(); !able) return able;
  write_failed_ = true;  // also if it throws
  if (!is_in_place()) return not_in_place();
  if (Result<void> sound = verify_rows_once(); !sound) return is_in_place() ? sound : not_in_place();
  rocksdb::Status s = db_->SyncWAL();
  if (s.ok()) s = db_->Flush(rocksdb::FlushOptions(), handles_);
  rocksdb::CompactRangeOptions options;
  options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForceOptimized;
  for (rocksdb::ColumnFamilyHandle* handle : handles_)
    if (s.ok()) s = db_->CompactRange(options, handle, nullptr, nullptr);
  if (!is_in_place()) return not_in_place();
  if (!s.ok()) return error_of_write(s);
  write_failed_ = false;
  mark_commits(Durable::kMachine);
  return {};
}

// No commit runs until the list of files and the logs are copied, and no file goes until all are.
Result<bool> RocksStore::copy_files(const std::string& folder) const {
  std::unique_lock lock(commit_mutex_);
  if (!options_.read_only && !is_in_place()) return not_in_place();
  struct Keeping {
    explicit Keeping(rocksdb::DB* db) : db(db) {
      if (db != nullptr) db->DisableFileDeletions().PermitUncheckedError();
    }
    ~Keeping() {
      if (db != nullptr) db->EnableFileDeletions(false).PermitUncheckedError();
    }
    Keeping(const Keeping&) = delete;
    Keeping& operator=(const Keeping&) = delete;
    rocksdb::DB* db;
  };
  const Keeping keeping(options_.read_only ? nullptr : db_.get());
  const Result<void> copied = copy_store_files(folder_, folder, commits_, db_->GetEnv(), [&lock] {
    if (lock.owns_lock()) lock.unlock();
  });
  if (!copied) return copied.error();
  return true;
}

void RocksStore::prepare_to_close() {
  if (write_failed_ || !is_in_place()) return;
  std::uint64_t unflushed = 0;
  for (rocksdb::ColumnFamilyHandle* handle : handles_) {
    std::uint64_t bytes = 0;
    if (db_->GetIntProperty(handle, rocksdb::DB::Properties::kCurSizeActiveMemTable, &bytes)) unflushed += bytes;
  }
  // A failure loses nothing: the log still has the rows.
  if (unflushed >= kFlushAtCloseBytes) db_->Flush(rocksdb::FlushOptions(), handles_).PermitUncheckedError();
  if (commits_ == marked_.commits && marked_on_disk_) return;
  if (db_->SyncWAL().ok()) mark_commits(Durable::kMachine);
}

}  // namespace

Result<std::unique_ptr<Store>> open_rows(StoreFolder folder, const StoreOptions& options, WritingClaim claim,
                                         const std::optional<FilesState>& files, UnfinishedStore* creation) {
  auto store = std::make_unique<RocksStore>(std::move(folder), options, std::move(claim));
  if (Result<void> done = store->open(files); !done) return done.error();
  if (creation) store->set_created(std::move(*creation));
  return std::unique_ptr<Store>(std::move(store));
}

}  // namespace entente
