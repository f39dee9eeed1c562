#include "golden/stores.hpp"

#include <stdlib.h>

#include <fstream>
#include <functional>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace entente::golden {
namespace {

namespace fs = std::filesystem;

template <class T>
T value_of(Result<T> result, const std::string& what) {
  if (!result.ok()) throw std::runtime_error(what + ": " + describe(result.error()));
  return std::move(result).value();
}

fs::path make_folder() {
  std::string name = (fs::temp_directory_path() / "entente-golden-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a temporary folder");
  return name;
}

// Records of the test as files. A line that begins a whole document, {"entente": 1, …}, is one by itself.
fs::path write_records(const fs::path& data, const std::vector<std::string>& records) {
  fs::create_directory(data);
  std::ofstream lines(data / "records.jsonl");
  std::size_t documents = 0;
  for (const std::string& record : records) {
    if (record.rfind("{\"entente\"", 0) == 0) {
      std::ofstream(data / ("document-" + std::to_string(documents++) + ".json")) << record << '\n';
    } else {
      lines << record << '\n';
    }
  }
  return data;
}

void load(Database& database, const fs::path& data) {
  std::string rejected;
  ImportOptions options;
  options.rejected = [&](const RejectedRecord& r) {
    rejected += "\n" + r.file + ":" + std::to_string(r.line) + ": " + r.reason;
  };
  const Result<ImportReport> report = database.import({data.string()}, options);
  if (!report.ok()) throw std::runtime_error("import of " + data.string() + ": " + describe(report.error()) + rejected);
  if (report->derivation) value_of(*report->derivation, "rules of " + data.string());
}

constexpr std::string_view kRetract = "retract ";

void take_back(Database& database, const std::vector<std::string>& lines) {
  WriteTransaction transaction = value_of(database.write(), "write");
  for (const std::string& line : lines) {
    const Result<void> done = transaction.retract(line.substr(kRetract.size()));
    if (!done.ok()) throw std::runtime_error(line + ": " + describe(done.error()));
  }
  value_of(transaction.commit("retraction"), "retraction");
}

// Noon of 1 January 1999, of 2 January, …
std::function<SystemTime()> a_commit_a_day() {
  return [day = std::int64_t{0}]() mutable {
    constexpr std::int64_t kFirst = 915'192'000, kDay = 86'400, kMicroseconds = 1'000'000;
    return SystemTime{(kFirst + day++ * kDay) * kMicroseconds};
  };
}

}  // namespace

Stores::Stores(const std::string& root, const Source& source) : folder_(make_folder()) {
  Options options;
  options.create_if_missing = true;
  options.sync = false;
  options.clock = a_commit_a_day();
  rocksdb_ = value_of(Database::open((folder_ / "store").string(), options), "open");
  options.clock = a_commit_a_day();
  memory_ = value_of(Database::in_memory(options), "in_memory");
  if (!source.dataset.empty() || !source.records.empty()) fill(root, source);
  for (const auto& [text, parameters] : source.writes) write(text, parameters);
}

void Stores::fill(const std::string& root, const Source& source) {
  std::size_t number = 0;
  const auto folder = [&] { return folder_ / ("data" + std::to_string(number++)); };
  const fs::path data =
      source.dataset.empty() ? write_records(folder(), source.records) : fs::path(root) / "graph-data" / source.dataset;
  for (Database* database : {memory_.get(), rocksdb_.get()}) load(*database, data);
  for (const std::vector<std::string>& commit : source.commits) {
    const bool is_retraction = !commit.empty() && commit.front().rfind(kRetract, 0) == 0;
    const fs::path records = is_retraction ? fs::path() : write_records(folder(), commit);
    for (Database* database : {memory_.get(), rocksdb_.get()})
      is_retraction ? take_back(*database, commit) : load(*database, records);
  }
}

void Stores::write(const std::string& text, const Parameters& parameters) {
  Map values;
  for (const auto& [name, written] : parameters) values[name] = literal(written);
  for (Database* database : {memory_.get(), rocksdb_.get()})
    value_of(database->query(text, values), "the statement " + text);
}

Stores::~Stores() {
  rocksdb_.reset();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

Value Stores::literal(const std::string& text) {
  const Table table = value_of(memory_->query("RETURN " + text), "parameter " + text);
  return table.rows.at(0).at(0);
}

}  // namespace entente::golden
