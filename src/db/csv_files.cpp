#include "db/csv_files.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/error.hpp"
#include "formats/csv/reader.hpp"
#include "formats/files.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

class CsvFile {
 public:
  CsvFile(std::string name, const std::string& path, char delimiter)
      : name_(std::move(name)), file_(path), reader_(file_.stream(), CsvDialect{delimiter}) {}

  bool next(std::vector<Value>& fields) {
    fields.clear();
    switch (reader_.next()) {
      case CsvReader::Step::kEnd:
        return false;
      case CsvReader::Step::kBroken: {
        const TextPlace at = reader_.fault_place();
        throw Error(ErrorCode::kInvalidData, fmt::format("{}:{}:{}: {}", name_, at.line, at.column, reader_.fault()));
      }
      case CsvReader::Step::kRow:
        break;
    }
    for (std::size_t i = 0; i < reader_.size(); ++i) {
      const std::string_view text = reader_.field(i);
      if (text.empty() && !reader_.is_quoted(i))
        fields.emplace_back();
      else
        fields.emplace_back(std::string(text));
    }
    return true;
  }
  std::string place() const { return fmt::format("{}:{}", name_, reader_.line()); }

 private:
  std::string name_;
  InputFile file_;
  CsvReader reader_;
};

std::string path_below(const fs::path& folder, std::string_view name) {
  constexpr std::string_view kFile = "file:///";
  std::string_view inside = name;
  if (inside.starts_with(kFile)) inside.remove_prefix(kFile.size());
  if (inside.find("://") != std::string_view::npos)
    throw Error(ErrorCode::kUnsupported,
                fmt::format("\"{}\" is no file: nothing is read from a network", printable(name)))
        .with_hint("fetch it first, and name the file");
  while (inside.starts_with('/')) inside.remove_prefix(1);
  std::error_code error;
  const fs::path root = fs::canonical(folder, error);
  if (error)
    throw Error(ErrorCode::kNotFound,
                fmt::format("the folder {} of files to load: {}", folder.string(), error.message()));
  const fs::path path = fs::weakly_canonical(root / fs::path(inside), error);
  const auto [left, right] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
  if (error || inside.empty() || left != root.end() || right == path.end())
    throw Error(ErrorCode::kArgument,
                fmt::format("\"{}\" is no file below the folder that may be read", printable(name)));
  if (!fs::is_regular_file(path, error))
    throw Error(ErrorCode::kNotFound,
                fmt::format("there is no file \"{}\" in the folder that may be read", printable(name)));
  return path.string();
}

}  // namespace

OpenCsv csv_below(const std::string& folder) {
  if (folder.empty()) return nullptr;
  return [folder](std::string_view file, char delimiter) {
    const auto rows = std::make_shared<CsvFile>(std::string(file), path_below(folder, file), delimiter);
    return CsvRows{[rows](std::vector<Value>& fields) { return rows->next(fields); }, [rows] { return rows->place(); }};
  };
}

}  // namespace entente
