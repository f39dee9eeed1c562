#include "storage/rocksdb_files.hpp"

#include <rocksdb/file_checksum.h>
#include <rocksdb/sst_file_reader.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <charconv>

#include "base/crc32c.hpp"
#include "storage/bytes.hpp"
#include "storage/keys.hpp"
#include "storage/record_log.hpp"
#include "storage/rocksdb_settings.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFileListName = "MANIFEST-";

std::uint64_t number_in(std::string_view digits) {
  std::uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

struct LogFile {
  std::uint64_t number;
  fs::path path;
};

// Throws kIo where the folder can't be read, or where something in it is no file: a pipe would be read for ever.
std::vector<LogFile> logs_of(const StoreFolder& folder) {
  std::vector<LogFile> logs;
  std::error_code ec;
  fs::directory_iterator it(folder.rows(), ec);
  for (const fs::directory_iterator end; !ec && it != end; it.increment(ec)) {
    std::error_code gone;
    const fs::file_type type = it->status(gone).type();
    if (type == fs::file_type::fifo || type == fs::file_type::socket || type == fs::file_type::character ||
        type == fs::file_type::block) {
      throw Error(ErrorCode::kIo, "can't read \"" + folder.as_shown(it->path().string()) + "\": it is no file");
    }
    if (it->path().extension() == ".log") logs.push_back({number_in(it->path().stem().string()), it->path()});
  }
  if (ec && ec != std::errc::no_such_file_or_directory) {
    throw Error(ErrorCode::kIo, "can't read \"" + folder.as_shown(folder.rows().string()) + "\": " + ec.message());
  }
  std::sort(logs.begin(), logs.end(), [](const LogFile& a, const LogFile& b) { return a.number < b.number; });
  return logs;
}

std::string damaged_behind(std::uint64_t offset) {
  return "is damaged behind byte " + std::to_string(offset);
}

std::string shown(const fs::path& file) {
  return "\"rows/" + file.filename().string() + "\" ";
}

// RocksDB, for reading, without what stands in the logs alone.
class FlushedRows {
 public:
  FlushedRows(const StoreFolder& folder, rocksdb::Env* env) {
    rocksdb::DBOptions options = db_options(env);
    options.wal_dir = folder.path().string();  // there are no logs
    std::vector<rocksdb::ColumnFamilyDescriptor> families;
    for (const std::string& name : family_names(folder, env, true)) families.emplace_back(name, family_options(name));
    rocksdb::DB* db = nullptr;
    status_ = rocksdb::DB::OpenForReadOnly(options, folder.rows().string(), families, &handles_, &db);
    db_.reset(db);
  }
  ~FlushedRows() {
    for (rocksdb::ColumnFamilyHandle* handle : handles_) db_->DestroyColumnFamilyHandle(handle);
  }
  FlushedRows(const FlushedRows&) = delete;
  FlushedRows& operator=(const FlushedRows&) = delete;

  const rocksdb::Status& status() const { return status_; }
  std::uint32_t register_family() const { return handles_[1]->GetID(); }

  // 0 where there is none.
  std::uint64_t commits(rocksdb::Status& s) const {
    std::string value;
    s = db_->Get(rocksdb::ReadOptions(), handles_[1], slice(kCommitCount), &value);
    if (s.IsNotFound()) s = rocksdb::Status::OK();
    return value.empty() ? 0 : ByteReader(value).varint();
  }
  std::set<std::string> sorted_files() const {
    std::vector<rocksdb::LiveFileMetaData> files;
    db_->GetLiveFilesMetaData(&files);
    std::set<std::string> names;
    for (const rocksdb::LiveFileMetaData& file : files) names.insert(file.relative_filename);
    return names;
  }
  // Logs with a smaller number hold nothing that the rows lack.
  std::uint64_t first_log() const {
    std::uint64_t number = 0;
    return db_->GetIntProperty(rocksdb::DB::Properties::kMinLogNumberToKeep, &number) ? number : 0;
  }

 private:
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
  rocksdb::Status status_;
};

// The bytes of a file of the store; nullopt where it is missing. Throws kIo where it may not be read, which is no
// damage.
std::optional<std::string> bytes_of(const StoreFolder& folder, const fs::path& file) {
  Result<std::string> bytes = folder.read(file);
  if (bytes) return std::move(*bytes);
  if (bytes.error().code == ErrorCode::kNotFound) return std::nullopt;
  throw bytes.error();
}

// Empty where CURRENT names none. Throws kIo.
fs::path path_of_file_list(const StoreFolder& folder) {
  const std::optional<std::string> current = bytes_of(folder, folder.rows() / "CURRENT");
  if (!current || !current->starts_with(kFileListName) || !current->ends_with('\n')) return {};
  return folder.rows() / current->substr(0, current->size() - 1);
}

// A fault, or nothing. Its end may be a write that was cut off, where it is longer than the marker says.
std::string fault_of_file_list(const StoreFolder& folder, const fs::path& file, const Marker& present,
                               const Marker& known) {
  if (present.file_list < known.file_list) return "is an earlier list of files";
  const std::optional<std::string> bytes = bytes_of(folder, file);
  if (!bytes) return "is missing";
  // RocksDB takes it for a fault of its own, and stops the process, where the list begins anew in its middle.
  std::string first;
  bool repeats = false;
  const RecordLogEnd end = read_record_log(*bytes, crc32c, [&](std::string_view record) {
    if (first.empty()) {
      first = record;
    } else {
      repeats = repeats || record == first;
    }
  });
  if (repeats) return "holds its beginning twice";
  const std::uint64_t least = known.file_list == present.file_list ? known.file_list_bytes : 0;
  if (end.offset >= least && !end.goes_on) return {};
  if (!end.is_whole) return damaged_behind(end.offset);
  return "holds " + std::to_string(end.offset) + " bytes of at least " + std::to_string(least);
}

// The places of a write among all writes, which grow along the logs: RocksDB asserts it. An empty write, as RocksDB
// adds behind a log that was cut off, takes none.
struct Places {
  std::uint64_t first = 0, end = 0;
};
Places places_of(std::string_view record) {
  const auto number = [&](std::size_t from, std::size_t to) {
    std::uint64_t n = 0;
    for (std::size_t i = from; i < to && i < record.size(); ++i) {
      n |= std::uint64_t{static_cast<unsigned char>(record[i])} << (8 * (i - from));
    }
    return n;
  };
  const std::uint64_t first = number(0, 8);
  return {first, first + number(8, 12)};
}

// The commits of the logs, which must follow those of the rows without a gap.
class LoggedCommits {
 public:
  LoggedCommits(std::uint64_t flushed, std::uint32_t register_family)
      : commits_(flushed), register_family_(register_family) {}

  // A fault, or nothing. After a gap in a log that was not synced the rest is left.
  std::string read(const StoreFolder& folder, const LogFile& log) {
    const std::optional<std::string> bytes = bytes_of(folder, log.path);
    if (!bytes) return shown(log.path) + "is missing";
    std::string fault;
    bool synced = true;
    const RecordLogEnd end = read_record_log(*bytes, crc32c, [&](std::string_view record) {
      if (const Places places = places_of(record); places.first < next_place_) {
        if (fault.empty()) fault = shown(log.path) + "holds a write that stands before it, too";
      } else {
        next_place_ = places.end;
      }
      const LoggedCommit commit = read_logged_commit(rocksdb::WriteBatch(std::string(record)), register_family_);
      synced = commit.synced;
      if (!commit.count || !fault.empty() || *commit.count <= commits_) return;
      if (*commit.count > commits_ + 1) {
        fault = shown(log.path) + "goes on with commit " + std::to_string(*commit.count) + " behind commit " +
                std::to_string(commits_) + "; those between are lost";
        return;
      }
      ++commits_;
    });
    if (!fault.empty()) return fault;
    if (end.is_whole) return {};
    damage_ = shown(log.path) + damaged_behind(end.offset);
    if (!end.goes_on) return {};
    if (synced) return damage_;
    gap_ = true;
    return {};
  }

  std::uint64_t commits() const { return commits_; }
  bool has_gap() const { return gap_; }
  // Where a log ends otherwise than it should, be it a write that was cut off or worse.
  const std::string& damage() const { return damage_; }

 private:
  std::uint64_t commits_;
  std::uint32_t register_family_;
  std::uint64_t next_place_ = 0;
  std::string damage_;
  bool gap_ = false;
};

class CommitReader : public rocksdb::WriteBatch::Handler {
 public:
  explicit CommitReader(std::uint32_t family) : family_(family) {}
  rocksdb::Status PutCF(std::uint32_t family, const rocksdb::Slice& key, const rocksdb::Slice& value) override {
    if (family == family_ && view(key) == kCommitCount) commit.count = ByteReader(view(value)).varint();
    return rocksdb::Status::OK();
  }
  rocksdb::Status DeleteCF(std::uint32_t, const rocksdb::Slice&) override { return rocksdb::Status::OK(); }
  void LogData(const rocksdb::Slice& blob) override {
    if (view(blob) == kUnsyncedMark) commit.synced = false;
  }
  LoggedCommit commit;

 private:
  std::uint32_t family_;
};

// Whole files have a checksum since it is kept; others are checked block by block.
std::string fault_of_sorted_file(const StoreFolder& folder, const rocksdb::LiveFileMetaData& meta, const fs::path& path,
                                 rocksdb::Env* env) {
  if (meta.file_checksum_func_name == rocksdb::kUnknownFileChecksumFuncName) {
    rocksdb::SstFileReader reader(rocksdb::Options(db_options(env), family_options({})));
    rocksdb::Status s = reader.Open(path.string());
    if (s.ok()) s = reader.VerifyChecksum();
    return s.ok() ? "" : reason_of(s, folder);
  }
  const auto generator = rocksdb::GetFileChecksumGenCrc32cFactory()->CreateFileChecksumGenerator({});
  std::unique_ptr<rocksdb::SequentialFile> file;
  rocksdb::Status s = env->NewSequentialFile(path.string(), &file, rocksdb::EnvOptions());
  std::string buffer(1 << 20, '\0');
  for (rocksdb::Slice read; s.ok();) {
    s = file->Read(buffer.size(), &read, buffer.data());
    if (!s.ok() || read.empty()) break;
    generator->Update(read.data(), read.size());
  }
  if (!s.ok()) return reason_of(s, folder);
  generator->Finalize();
  return generator->GetChecksum() == meta.file_checksum ? "" : "does not have the checksum that it was written with";
}

// The rows between the first and the last of a sorted file, for people.
std::string rows_of_sorted_file(const rocksdb::LiveFileMetaData& meta) {
  for (std::size_t i = 0; i < kFamilyCount; ++i) {
    const auto family = static_cast<Family>(i);
    if (meta.column_family_name != name(family)) continue;
    const auto row = [family](const std::string& key) {
      return key.size() < kPartitionBytes ? "" : describe_key(family, std::string_view(key).substr(kPartitionBytes));
    };
    return "; it holds rows from " + row(meta.smallestkey) + " to " + row(meta.largestkey);
  }
  return "; it holds registers";
}

}  // namespace

LoggedCommit read_logged_commit(const rocksdb::WriteBatch& batch, std::uint32_t register_family) {
  CommitReader reader(register_family);
  batch.Iterate(&reader).PermitUncheckedError();
  return reader.commit;
}

namespace {

Marker file_list_at(const fs::path& file) {
  Marker marker;
  if (file.empty()) return marker;
  std::error_code ec;
  const std::uintmax_t size = fs::file_size(file, ec);
  marker.file_list = number_in(std::string_view(file.filename().native()).substr(kFileListName.size()));
  marker.file_list_bytes = ec ? 0 : size;
  return marker;
}

}  // namespace

Marker file_list_of(const StoreFolder& folder) {
  try {
    return file_list_at(path_of_file_list(folder));
  } catch (const Error&) {  // can't be read
    return {};
  }
}

void cut_file_list(const StoreFolder& folder, const Marker& before) {
  const Marker now = file_list_of(folder);
  if (now.file_list == 0 || now.file_list != before.file_list) return;
  if (now.file_list_bytes <= before.file_list_bytes) return;
  std::error_code ec;  // what can't be cut is refused as damage, if it is any
  fs::resize_file(path_of_file_list(folder), before.file_list_bytes, ec);
}

Result<FilesState> check_files(const StoreFolder& folder, const Marker& marker, rocksdb::Env* env) try {
  const fs::path list = path_of_file_list(folder);
  if (list.empty()) return damage(folder, "\"rows/CURRENT\" names no list of files");
  const std::string fault = fault_of_file_list(folder, list, file_list_at(list), marker);
  if (!fault.empty()) return damage(folder, shown(list) + fault);
  logs_of(folder);  // before RocksDB reads what is there
  const FlushedRows rows(folder, env);
  if (!rows.status().ok()) return opening_error(rows.status(), folder);
  rocksdb::Status s;
  const std::uint64_t flushed = rows.commits(s);
  LoggedCommits commits(flushed, rows.register_family());
  if (!s.ok()) return opening_error(s, folder);
  for (const LogFile& log : logs_of(folder)) {
    if (log.number < rows.first_log()) continue;
    if (const std::string fault = commits.read(folder, log); !fault.empty()) return damage(folder, fault);
    if (commits.has_gap()) break;
  }
  if (commits.commits() < marker.commits) {
    std::string what =
        "it holds " + std::to_string(commits.commits()) + " commits of at least " + std::to_string(marker.commits);
    if (!commits.damage().empty()) what += "; " + commits.damage();
    return damage(folder, what);
  }
  return FilesState{commits.commits(), flushed, commits.has_gap(), rows.register_family()};
} catch (const Error& error) {
  return error;
}

Result<std::set<std::string>> sorted_files_of(const StoreFolder& folder, rocksdb::Env* env) try {
  const FlushedRows rows(folder, env);
  if (!rows.status().ok()) return opening_error(rows.status(), folder);
  return rows.sorted_files();
} catch (const Error& error) {
  return error;
}

std::vector<StoreFinding> verify_rows(rocksdb::DB& db, const StoreFolder& folder, bool read_only) {
  std::vector<StoreFinding> findings;
  if (!read_only) db.DisableFileDeletions().PermitUncheckedError();  // a compaction would take them away
  std::vector<rocksdb::LiveFileMetaData> files;
  db.GetLiveFilesMetaData(&files);
  for (const rocksdb::LiveFileMetaData& meta : files) {
    const fs::path path = folder.rows() / meta.relative_filename;
    std::error_code ec;
    if (read_only && !fs::exists(path, ec) && !ec) continue;  // a writer has replaced it; its rows are read elsewhere
    const std::string fault = fault_of_sorted_file(folder, meta, path, db.GetEnv());
    if (!fault.empty()) findings.push_back({"rows/" + meta.relative_filename, fault + rows_of_sorted_file(meta)});
  }
  if (!read_only) db.EnableFileDeletions(false).PermitUncheckedError();
  return findings;
}

std::vector<StoreFinding> verify_files(rocksdb::DB& db, const StoreFolder& folder, const Marker& marker,
                                       bool read_only) {
  std::vector<StoreFinding> findings = verify_rows(db, folder, read_only);
  for (const LogFile& log : logs_of(folder)) {
    const std::optional<std::string> bytes = bytes_of(folder, log.path);
    if (!bytes) continue;  // a writer was done with it
    const RecordLogEnd end = read_record_log(*bytes, crc32c, [](std::string_view) {});
    if (end.goes_on) findings.push_back({"rows/" + log.path.filename().string(), damaged_behind(end.offset)});
  }
  const fs::path list = path_of_file_list(folder);
  const std::string fault = fault_of_file_list(folder, list, file_list_at(list), marker);
  if (!fault.empty()) findings.push_back({"rows/" + list.filename().string(), fault});
  return findings;
}

}  // namespace entente
