#include "db/importer.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/formats.hpp"
#include "formats/data_sink.hpp"
#include "formats/files.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

// In a data set's folder lie files that are no data: how it is drawn, how columns are read.
bool is_data_file(const fs::path& path) {
  const std::string name = path.filename().string();
  if (name == "style.json" || name == "columns.json" || name.ends_with(".columns.json")) return false;
  const Format* format = format_to_read(name);
  return format && (format->name == "data" || format->name == "facts");
}

const Format& format_of(const std::string& file, const ImportOptions& options) {
  const Format* format =
      options.format.empty() ? format_to_read(file == "-" ? ".jsonl" : file) : find_format(options.format);
  if (format && format->read) return *format;
  std::vector<std::string> names;
  for (const Format& f : formats())
    if (f.read) names.emplace_back(f.name);
  Error error(ErrorCode::kUnsupported, options.format.empty()
                                           ? fmt::format("can't tell what {} holds by its name", file)
                                           : fmt::format("`{}` is no format that can be read", options.format));
  const std::string near = nearest(options.format, names);
  throw error.with_place(file, 0).with_hint(near.empty() ? fmt::format("name one of {}", fmt::join(names, ", "))
                                                         : fmt::format("did you mean `{}`?", near));
}

std::string text_of_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad()) throw Error(ErrorCode::kIo, fmt::format("can't read {}", path)).with_place(path, 0);
  return text;
}

std::vector<std::string> files_in(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    if (it->is_regular_file() && is_data_file(it->path())) files.push_back(it->path().string());
  if (error)
    throw Error(ErrorCode::kIo, fmt::format("can't list {}: {}", folder, error.message())).with_place(folder, 0);
  if (files.empty())
    throw Error(ErrorCode::kNotFound, fmt::format("no data files in {}", folder))
        .with_hint("a data set's folder holds .json and .jsonl files")
        .with_place(folder, 0);
  std::sort(files.begin(), files.end(), [](const std::string& a, const std::string& b) {
    const auto rank = [](const std::string& f) { return fs::path(f).stem() == "ontology" ? 0 : 1; };
    return std::pair(rank(a), a) < std::pair(rank(b), b);
  });
  return files;
}

class Import {
 public:
  Import(const std::vector<std::string>& files, Staging& staging, const ImportOptions& options)
      : files_(files), staging_(staging), options_(options) {
    for (const std::string& file : files) {
      std::error_code ignored;  // standard input has no size
      const auto size = fs::file_size(file, ignored);
      if (!ignored) progress_.total_bytes += size;
    }
  }

  void read() {
    ReadOptions told;
    told.columns_file = options_.columns;
    if (!options_.columns.empty()) told.columns = text_of_file(options_.columns);
    for (const std::string& file : files_) format_of(file, options_);  // before anything is read
    for (std::uint32_t i = 0; i < files_.size(); ++i) {
      progress_.file = told.file = files_[i];
      told.number = i;
      read_file(format_of(files_[i], options_), told);
    }
    for (Rejection& r : staging_.settle()) rejections_.push_back(std::move(r));
    std::stable_sort(rejections_.begin(), rejections_.end(), [](const Rejection& a, const Rejection& b) {
      return std::pair(a.origin.file, a.origin.line) < std::pair(b.origin.file, b.origin.line);
    });
  }

  // Reports what was rejected; throws where that ends the import.
  void judge() const {
    if (rejections_.empty()) return;
    if (options_.rejected)
      for (const Rejection& r : rejections_) options_.rejected({files_[r.origin.file], r.origin.line, r.reason});
    if (options_.keep_valid) return;
    const Rejection& first = rejections_.front();
    std::string message = rejections_.size() == 1
                              ? "a record was rejected, and nothing was imported"
                              : fmt::format("{} records were rejected, and nothing was imported", rejections_.size());
    if (!options_.rejected) message += ": " + first.reason;  // else the caller knows it already
    throw Error(ErrorCode::kInvalidData, message)
        .with_place(files_[first.origin.file], first.origin.line)
        .with_hint("mend the data, or keep the rest with --keep-valid");
  }

  std::size_t rejected() const { return rejections_.size(); }

 private:
  void read_file(const Format& format, const ReadOptions& told) {
    InputFile file(told.file);
    const std::uint64_t before = progress_.bytes;
    DataSink into = sink(told.number);
    into.progress = [&] {
      progress_.bytes = before + file.bytes_read();
      if (options_.progress) options_.progress(progress_);
    };
    try {
      format.read(file.stream(), told, into);
    } catch (Error& error) {
      if (error.file.empty()) error.file = told.file;
      throw;
    }
    into.progress();
  }

  DataSink sink(std::uint32_t file) {
    DataSink sink;
    const auto take = [this](auto&& fact) {
      const Origin origin = fact.origin;
      ++progress_.records;
      if (std::string reason = staging_.add(std::forward<decltype(fact)>(fact)); !reason.empty())
        rejections_.push_back({origin, std::move(reason)});
    };
    sink.entity = [take](EntityFact&& fact) { take(std::move(fact)); };
    sink.relation = [take](RelationFact&& fact) { take(std::move(fact)); };
    sink.mention = [this](EntityFact&& fact) { staging_.mention(std::move(fact)); };
    sink.ontology = [this, file](Ontology&& ontology) {
      if (std::string reason = staging_.add(ontology); !reason.empty())
        rejections_.push_back({{file, 1}, std::move(reason)});
    };
    sink.reject = [this](Rejection&& r) { rejections_.push_back(std::move(r)); };
    return sink;
  }

  const std::vector<std::string>& files_;
  Staging& staging_;
  const ImportOptions& options_;
  ImportProgress progress_;
  std::vector<Rejection> rejections_;
};

// The commit log's line: the files by name, without the folders of the machine they came from.
std::string reason_for(const std::vector<std::string>& files) {
  std::string names;
  for (std::size_t i = 0; i < files.size() && i < 4; ++i)
    names += (i > 0 ? ", " : "") + fs::path(files[i]).filename().string();
  if (files.size() > 4) names += fmt::format(" and {} more", files.size() - 4);
  return "import " + names;
}

}  // namespace

std::vector<std::string> data_files(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code ignored;
    if (path == "-" || fs::is_regular_file(path, ignored)) {
      files.push_back(path);
    } else if (fs::is_directory(path, ignored)) {
      for (std::string& file : files_in(path)) files.push_back(std::move(file));
    } else {
      throw Error(ErrorCode::kNotFound, fmt::format("{}: no such file or folder", path));
    }
  }
  return files;
}

ImportReport import_files(const std::vector<std::string>& files, Staging& staging, const ImportOptions& options) {
  Import import(files, staging, options);
  import.read();
  import.judge();
  auto summary = staging.commit(reason_for(files));
  if (!summary.ok()) throw summary.error();
  ImportReport report;
  report.commit = report_of(*summary);
  report.files = files.size();
  report.rejected = import.rejected();
  return report;
}

}  // namespace entente
