#include "formats/columns/lookup.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "entente/error.hpp"
#include "formats/files.hpp"
#include "formats/invalid.hpp"

namespace entente {
namespace {

using json::Json;

std::size_t column_number(const Json& json, const char* key) {
  if (!json.HasMember(key) || !json[key].IsUint() || json[key].GetUint() == 0)
    invalid(fmt::format("`{}` must be the number of a column, from 1", key));
  return json[key].GetUint() - 1;
}

namespace fs = std::filesystem;

// The file `name` in `folder`, or below it. A map that somebody else wrote must not lead elsewhere: what it reads goes
// into the store.
std::string path_of(const std::string& folder, const std::string& name) {
  const fs::path path(name);
  const bool leads_out = path.is_absolute() || std::find(path.begin(), path.end(), "..") != path.end();
  if (leads_out || name.empty())
    invalid(fmt::format("the file of a lookup, \"{}\", does not stand beside the table", name),
            "name a file in the table's folder, without `/` in front and `..`");
  const fs::path home = folder.empty() ? fs::path(".") : fs::path(folder);
  std::error_code error;
  const fs::path from = fs::canonical(home, error);
  fs::path whole;
  if (!error) whole = fs::canonical(home / path, error);
  if (error) throw Error(ErrorCode::kIo, fmt::format("can't read {}: {}", (home / path).string(), error.message()));
  if (std::mismatch(from.begin(), from.end(), whole.begin(), whole.end()).first != from.end())
    invalid(fmt::format("the file of a lookup, \"{}\", is a link out of the table's folder", name));
  if (!fs::is_regular_file(whole, error)) invalid(fmt::format("the file of a lookup, \"{}\", is no file", name));
  return whole.string();
}

}  // namespace

Lookup read_lookup(const Json& json, const std::string& folder, const CsvDialect& dialect, const ReadLimits& limits) {
  if (!json.IsObject()) invalid("a lookup must be an object");
  Lookup lookup;
  if (!json.HasMember("file")) {
    for (const auto& [from, to] : json.GetObject())
      lookup.emplace(json::text_of(from), json::read_string(to, json::text_of(from)));
    return lookup;
  }
  json::require_keys(json, {"file", "from", "to", "rules"}, "a lookup");
  const std::size_t from = column_number(json, "from"), to = column_number(json, "to");
  const std::string name = json::read_string(json["file"], "file");
  InputFile file(path_of(folder, name), limits);
  CsvReader reader(file.stream(), dialect, limits);
  for (CsvReader::Step step = reader.next(); step != CsvReader::Step::kEnd; step = reader.next()) {
    const auto at_line = [&] { return fmt::format("{}:{}", name, reader.line()); };
    if (step == CsvReader::Step::kBroken) invalid(fmt::format("{}: {}", at_line(), reader.fault()));
    if (reader.size() <= std::max(from, to)) invalid(fmt::format("{}: it has {} fields", at_line(), reader.size()));
    if (!lookup.emplace(reader.field(from), reader.field(to)).second)
      invalid(fmt::format("{}: `{}` stands twice", at_line(), reader.field(from)));
  }
  return lookup;
}

}  // namespace entente
