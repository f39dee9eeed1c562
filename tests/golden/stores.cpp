#include "golden/stores.hpp"

#include <stdlib.h>

#include <fstream>
#include <stdexcept>
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
fs::path write_records(const fs::path& folder, const std::vector<std::string>& records) {
  const fs::path data = folder / "data";
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

}  // namespace

Stores::Stores(const std::string& root, const Source& source) : folder_(make_folder()) {
  memory_ = value_of(Database::in_memory(), "in_memory");
  Options options;
  options.create_if_missing = true;
  options.sync = false;
  rocksdb_ = value_of(Database::open((folder_ / "store").string(), options), "open");
  if (source.dataset.empty() && source.records.empty()) return;
  const fs::path data =
      source.dataset.empty() ? write_records(folder_, source.records) : fs::path(root) / "graph-data" / source.dataset;
  for (Database* database : {memory_.get(), rocksdb_.get()}) {
    std::string rejected;
    ImportOptions import;
    import.rejected = [&](const RejectedRecord& r) {
      rejected += "\n" + r.file + ":" + std::to_string(r.line) + ": " + r.reason;
  };
  const Result<ImportReport> report = database->import({data.string()}, import);
  if (!report.ok()) throw std::runtime_error("import of " + data.string() + ": " + describe(report.error()) + rejected);
  if (report->derivation) value_of(*report->derivation, "rules of " + data.string());
}
}  // namespace entente::golden

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
