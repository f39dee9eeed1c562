// The one interface to stored bytes. RocksDB in a folder and ordered maps in memory implement it; a distributed engine
// can.
//
// Principles: partitions are explicit; batches are the normal call; filters are advice; visibility is ours.
//   - A partition is the unit of placement, a batch of rows for one is written atomically there.
//   - Rows of a commit are durable before the register that makes them visible moves: readers take the commit number
//   from the
//     register once and ignore rows of later commits. A store may do both in one step (RocksDB does) or one after the
//     other.
//   - A reply proves that it is complete: "no rows" is a legal answer and must not hide a lost one. See scan.hpp.
//   - Keys are compared byte by byte and may hold zero bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/error.hpp"
#include "entente/model/ids.hpp"
#include "entente/time/instant.hpp"
#include "storage/rows.hpp"

namespace entente {

struct PartitionId {
  std::uint32_t value = 0;
  friend auto operator<=>(const PartitionId&, const PartitionId&) = default;
};

// Kinds of rows, each a key space of its own. format.md says what is in them. The numbers are stored (in history keys).
enum class Family : std::uint8_t {
  kOntology = 0,
  kNames = 1,
  kEntities = 2,
  kOut = 3,
  kIn = 4,
  kHistory = 5,
  kCommits = 6,
  kBlocks = 7,
  kDirectory = 8
};
inline constexpr std::size_t kFamilyCount = 9;
std::string_view name(Family family);  // "ontology", …

// What the caller will keep of the rows. Advice: a store may leave out rows that fail it, and need not; the caller
// checks again.
struct TimeFilter {
  Instant valid_from = Instant::minus_infinity();  // rows whose validity may meet [valid_from, valid_to)
  Instant valid_to = Instant::plus_infinity();
  TransactionId as_of{~std::uint64_t{0}};  // rows recorded at or before this commit
};

// Rows of one family in one partition with lo <= key < hi. An empty `hi` means to the end.
struct Scan {
  PartitionId partition;
  Family family = Family::kEntities;
  std::string lo, hi;
  TimeFilter filter;
  std::uint32_t max_rows = 4096;         // of one page; a page holds at least one row if there is one
  std::uint32_t max_bytes = 256 * 1024;  // of one page, roughly
  std::string resume;                    // from the previous page; empty: from `lo`
};

// A piece of the answer to one scan, rows in order of key. `sent_rows` is counted by the store while it sends, apart
// from the block that carries the rows.
struct Page {
  RowBlock rows;
  std::uint32_t sent_rows = 0;
  bool more = false;   // another page follows
  std::string resume;  // where it begins; opaque
};

// Takes pages as they come. `scan` is the index of the scan in the call. Pages of different scans may come in any
// order.
class ScanSink {
 public:
  virtual ~ScanSink() = default;
  virtual void take(std::size_t scan, const Page& page) = 0;
};

// A moment of the whole store, held open so that several calls see the same rows.
class ReadPoint {
 public:
  virtual ~ReadPoint() = default;
};

struct CallOptions {
  const ReadPoint* at = nullptr;  // null: each page sees what is there when it is read
};

// Rows to write into one partition: all of them, or none. A later entry for the same key wins.
struct PartitionBatch {
  PartitionId partition;
  RowBatch rows;
};

// Moves a register from `expected` (nullopt: absent) to `desired`.
struct RegisterSwap {
  std::string name;
  std::optional<std::string> expected;
  std::string desired;
};

struct Capabilities {
  std::string_view name;  // "memory", "rocksdb"
  bool read_only = false;
  bool read_points = false;   // read_point() gives one
  bool filters_time = false;  // heeds TimeFilter, at least in part
  std::size_t max_key_bytes = 0;
  std::size_t max_batch_bytes = 0;
};

// What a damaged or inconsistent store shows; `where` names a file, or family and key in readable form.
struct StoreFinding {
  std::string where;
  std::string what;
};

// The right to write. Held by one writer at a time; ends with the object.
class WriterLease {
 public:
  virtual ~WriterLease() = default;
};

// Safe for any number of threads. Failures of the calls without a Result are thrown (`Error`).
class Store {
 public:
  virtual ~Store() = default;

  virtual Capabilities capabilities() const = 0;

  // One page for each scan. Where a page says `more`, the caller asks again with its `resume`. Throws kIo, kCorruption.
  virtual void scan_many(std::span<const Scan> scans, ScanSink& sink, const CallOptions& options) const = 0;

  // Null where the store has none; then only the commit numbers in the rows tell what belongs together.
  virtual std::unique_ptr<ReadPoint> read_point() const = 0;

  // Writes the rows, then moves the register. When it returns, both are durable. Fails with kConflict, and nothing
  // visible changed, where the register is not as expected; kIo (disk full, …); kUnsupported where the store is
  // read-only.
  virtual Result<void> commit(std::span<const PartitionBatch> batches, const RegisterSwap& swap) = 0;

  // Where opening the store created it, and no rows were ever committed to it, it is removed when it is closed. Any
  // other store stays.
  virtual void discard_if_unused() {}

  // Gives back what rows that were erased or replaced still take, where the store keeps that. Errors: kIo, kCorruption,
  // kUnsupported where it is read-only; the rows are as they were. No commit may run meanwhile. Cost: up to reading and
  // writing everything.
  virtual Result<void> compact() { return {}; }

  // Makes a store of its own of the folder `folder`, which is not there, by copying what lies below the rows: as this
  // one stood at one commit that was newest meanwhile. Commits go on, but for a moment. False, and nothing is done,
  // where the store has no such files: then its rows are copied one by one (backup.hpp). Errors: kIo (disk full, …),
  // kCorruption; what is in the folder then is no store.
  virtual Result<bool> copy_files(const std::string& folder) const {
    static_cast<void>(folder);
    return false;
  }

  // nullopt: absent. Linearizable with `commit`, except at a read point.
  virtual Result<std::optional<std::string>> read_register(std::string_view name) const = 0;

  // kLocked where another writer holds it; kUnsupported where the store is read-only.
  virtual Result<std::unique_ptr<WriterLease>> acquire_writer() = 0;

  // Reads every file below the rows to its end. Empty: none is damaged. No commit may run meanwhile.
  virtual std::vector<StoreFinding> check_files() const { return {}; }

  virtual std::uint64_t bytes_on_disk() const = 0;  // 0 in memory
};

}  // namespace entente
