#include "db/importer.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <new>
#include <utility>

#include <fmt/format.h>

#include "base/dangling_link.hpp"
#include "base/shortened.hpp"
#include "base/store_marker.hpp"
#include "base/text.hpp"
#include "base/text_file.hpp"
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

// A pipe or device, as the shell makes of `<(…)`. Like standard input it has no name that says what it holds.
bool is_pipe(const std::string& path) {
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

const Format& format_of(const std::string& file, const ImportOptions& options) {
  const Format* format =
      options.format.empty() ? format_to_read(file == "-" ? ".jsonl" : file) : find_format(options.format);
  if (!format && options.format.empty() && is_pipe(file)) format = find_format("facts");
  if (format && format->read) return *format;
  std::vector<std::string> names;
  for (const Format& f : formats())
    if (f.read) names.emplace_back(f.name);
  Error error(ErrorCode::kUnsupported, options.format.empty()
                                           ? fmt::format("can't tell what {} holds by its name", file)
                                           : fmt::format("`{}` is no format that can be read", options.format));
  const std::string near = nearest(options.format, names);
  const std::string ending = fold(fs::path(file).extension().string());
  for (const std::string_view table : {".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".numbers"})
    if (options.format.empty() && ending == table)
      throw error.with_place(file, 0).with_hint("it is a spreadsheet: save it as CSV, a file for each sheet");
  throw error.with_place(file, 0).with_hint(near.empty() ? fmt::format("name one of {}", fmt::join(names, ", "))
                                                         : fmt::format("did you mean `{}`?", near));
}

// What a folder's entry with the name of a data file is: read, or a folder, which is not looked into. Nothing else is
// passed over in silence.
bool is_to_be_read(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_regular_file(status)) return true;
  if (fs::is_directory(status)) return false;
  if (status.type() == fs::file_type::not_found || error)
    throw Error(ErrorCode::kIo,
                fmt::format("can't read {}: {}", path.string(),
                            error && error != std::errc::no_such_file_or_directory ? error.message()
                                                                                   : "the link leads nowhere"))
        .with_place(path.string(), 0);
  throw Error(ErrorCode::kUnsupported, fmt::format("{} is no file, but a pipe or device", path.string()))
      .with_hint("name it itself to read it, or take it out of the folder")
      .with_place(path.string(), 0);
}

std::vector<std::string> files_in(const std::string& folder) {
  std::error_code ignored;
  if (fs::exists(fs::path(folder) / kStoreMarker, ignored))
    throw Error(ErrorCode::kUnsupported, fmt::format("{} is a store, and no data set", folder))
        .with_hint("`entente export STORE FILE --format data` writes its facts as a file that can be read");
  std::vector<std::string> files;
  std::string table;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (is_data_file(it->path()) && is_to_be_read(it->path())) files.push_back(it->path().string());
    const std::string ending = it->path().extension().string();
    if (ending == ".csv" || ending == ".tsv") table = std::max(table, it->path().string());
  }
  if (error)
    throw Error(ErrorCode::kIo, fmt::format("can't list {}: {}", folder, error.message())).with_place(folder, 0);
  if (files.empty())
    throw Error(ErrorCode::kNotFound, fmt::format("no data files in {}", folder))
        .with_hint(table.empty() ? "a data set's folder holds .json and .jsonl files"
                                 : fmt::format("tables are named each by itself, such as {}", table))
        .with_place(folder, 0);
  std::sort(files.begin(), files.end(), [](const std::string& a, const std::string& b) {
    const auto rank = [](const std::string& f) { return fs::path(f).stem() == "ontology" ? 0 : 1; };
    return std::pair(rank(a), a) < std::pair(rank(b), b);
  });
  return files;
}

// Standard input and pipes are another thing each time.
bool has_name(const std::string& file, const ImportOptions& options) {
  return !options.as.empty() || (file != "-" && !is_pipe(file));
}

std::string name_of(const std::string& file, const ImportOptions& options) {
  if (!options.as.empty()) return options.as;
  if (has_name(file, options)) return as_utf8(fs::path(file).filename().string());
  if (options.replace)
    throw Error(ErrorCode::kArgument, fmt::format("{} has no name by which the store could know what it said before",
                                                  file == "-" ? "standard input" : file))
        .with_hint("say with --as NAME which file it stands for");
  return "-";
}

class Import {
 public:
  Import(const std::vector<std::string>& files, Staging& staging, const ImportOptions& options)
      : files_(files), staging_(staging), options_(options) {
    names_.reserve(files.size());
    for (const std::string& file : files) names_.push_back(name_of(file, options));
    staging_.read_from(names_, files_);
    for (std::size_t i = 0; i < files.size(); ++i)
      if (has_name(files[i], options))
        staging_.complete(names_[i], options.replace ? FactWriter::Gone::kWithdraw : FactWriter::Gone::kTell);
    for (const std::string& file : files) {
      std::error_code ignored;  // standard input has no size
      const auto size = fs::file_size(file, ignored);
      if (!ignored) progress_.total_bytes += size;
    }
  }

  void read() {
    ReadOptions told;
    told.columns_file = options_.columns;
    told.limits = options_.limits;
    told.columns = options_.columns_map;
    if (!options_.columns.empty()) told.columns = read_text_file(options_.columns, options_.limits.max_record);
    for (const std::string& file : files_) format_of(file, options_);  // before anything is read
    for (std::uint32_t i = 0; i < files_.size(); ++i) {
      progress_.file = told.file = files_[i];
      told.number = i;
      read_file(format_of(files_[i], options_), told);
    }
    for (const Rejection& r : staging_.settle()) {
      --taken_;
      reject(r.origin, r.reason);
    }
    std::stable_sort(rejections_.begin(), rejections_.end(), [](const Rejection& a, const Rejection& b) {
      return std::pair(a.origin.file, a.origin.line) < std::pair(b.origin.file, b.origin.line);
    });
  }

  // Reports what was rejected; throws where that ends the import.
  void judge() const {
    if (!options_.rejects.empty()) write_rejects();
    if (rejections_.empty()) return;
    if (options_.rejected)
      for (const Rejection& r : rejections_) options_.rejected({files_[r.origin.file], r.origin.line, r.reason});
    if (options_.keep_valid && taken_ > 0) return;
    const Rejection& first = rejections_.front();
    std::string message = rejections_.size() == 1
                              ? "a record was rejected, and nothing was imported"
                              : fmt::format("{} records were rejected, and nothing was imported", rejections_.size());
    if (options_.keep_valid) message = "no record is valid: " + message;
    if (!options_.rejected) message += ": " + first.reason;  // else the caller knows it already
    std::string hint;
    for (const ImportWarning& advice : advice_)
      hint += fmt::format("{}, {}\n", fs::path(advice.file).filename().string(), advice.kind);
    throw Error(ErrorCode::kInvalidData, message)
        .with_place(files_[first.origin.file], first.origin.line)
        .with_hint(hint + (options_.keep_valid ? "mend the data, or say with --format what the files hold"
                                               : "mend the data, or keep the rest with --keep-valid"));
  }

  std::size_t rejected() const { return rejections_.size(); }
  // With what would mend what was left out.
  std::vector<ImportWarning> warnings() const {
    std::vector<ImportWarning> all = warnings_;
    all.insert(all.end(), advice_.begin(), advice_.end());
    return all;
  }

 private:
  ImportWarning warning_of(ReadWarning&& w) const {
    return {std::move(w.kind), w.count, files_[w.origin.file], w.origin.line, shortened(w.what)};
  }

  void write_rejects() const {
    OutputFile out(options_.rejects);
    for (const Rejection& r : rejections_)
      out.stream() << printable(fmt::format("{}:{}: {}", files_[r.origin.file], r.origin.line, r.reason)) << '\n';
    out.commit();
  }

  void read_file(const Format& format, const ReadOptions& told) {
    InputFile file(told.file, options_.limits);
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
    } catch (const std::bad_alloc&) {
      throw Error(ErrorCode::kLimit, "there is not enough memory to read it").with_place(told.file, 0);
    }
    into.progress();
  }

  DataSink sink(std::uint32_t file) {
    DataSink sink;
    const auto take = [this](auto&& fact) {
      const Origin origin = fact.origin;
      ++progress_.records;
      note(origin, staging_.add(std::forward<decltype(fact)>(fact)));
    };
    sink.entity = [take](EntityFact&& fact) { take(std::move(fact)); };
    sink.relation = [take](RelationFact&& fact) { take(std::move(fact)); };
    sink.mention = [this](EntityFact&& fact) {
      ++taken_;
      staging_.mention(std::move(fact));
    };
    sink.ontology = [this, file](Ontology&& ontology) { note({file, 1}, staging_.add(ontology)); };
    sink.warn = [this](ReadWarning&& w) {
      const auto same =
          std::find_if(warnings_.begin(), warnings_.end(), [&](const auto& k) { return k.kind == w.kind; });
      if (same != warnings_.end())
        same->count += w.count;
      else
        warnings_.push_back(warning_of(std::move(w)));
    };
    sink.advise = [this](ReadWarning&& w) { advice_.push_back(warning_of(std::move(w))); };
    sink.reject = [this](Rejection&& r) { reject(r.origin, r.reason); };
    return sink;
  }

  // What became of a record: taken, or rejected for a reason.
  void note(const Origin& origin, const std::string& reason) {
    if (reason.empty())
      ++taken_;
    else
      reject(origin, reason);
  }

  // A record may quote any length of what it holds.
  void reject(const Origin& origin, std::string_view reason) { rejections_.push_back({origin, shortened(reason)}); }

  const std::vector<std::string>& files_;
  std::vector<std::string> names_;  // under which the store knows them
  Staging& staging_;
  const ImportOptions& options_;
  ImportProgress progress_;
  std::int64_t taken_ = 0;  // records, up to what is settled in the end
  std::vector<Rejection> rejections_;
  std::vector<ImportWarning> warnings_, advice_;
};

// The commit log's line: the name under which all is kept, or else the files by name, without the folders of the
// machine they came from.
std::string reason_for(const std::vector<std::string>& files, const std::string& as) {
  if (!as.empty()) return "import " + as;
  std::string names;
  for (std::size_t i = 0; i < files.size() && i < 4; ++i)
    names += (i > 0 ? ", " : "") + as_utf8(fs::path(files[i]).filename().string());
  if (files.size() > 4) names += fmt::format(" and {} more", files.size() - 4);
  return "import " + names;
}

}  // namespace

std::vector<std::string> data_files(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (path == "-" || (fs::exists(status) && !fs::is_directory(status))) {
      files.push_back(path);
    } else if (fs::is_directory(status)) {
      for (std::string& file : files_in(path)) files.push_back(std::move(file));
    } else if (status.type() == fs::file_type::not_found) {
      const std::string link = dangling_link(path);
      throw Error(ErrorCode::kNotFound,
                  link.empty() ? fmt::format("{}: no such file or folder", path) : fmt::format("{}: {}", path, link));
    } else {
      throw Error(ErrorCode::kIo, fmt::format("can't read {}: {}", path, error.message())).with_place(path, 0);
    }
  }
  return files;
}

ImportReport import_files(const std::vector<std::string>& files, Staging& staging, const ImportOptions& options) {
  if (std::string fault = utf8_fault("the name of the file", options.as); !fault.empty())
    throw Error(ErrorCode::kArgument, std::move(fault));
  if (options.allow_erased) staging.allow_erased();
  Import import(files, staging, options);
  import.read();
  import.judge();
  auto summary = staging.commit(reason_for(files, options.as));
  if (!summary.ok()) throw summary.error();
  ImportReport report;
  report.commit = report_of(*summary);
  report.gone_entities = summary->gone.entities;
  report.gone_relations = summary->gone.relations;
  report.gone = summary->gone.named;
  report.gone_kept = summary->gone.kept;
  report.files = files.size();
  report.rejected = import.rejected();
  report.warnings = import.warnings();
  return report;
}

}  // namespace entente
