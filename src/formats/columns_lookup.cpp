#include "formats/columns_lookup.hpp"

#include <filesystem>

#include <fmt/format.h>

#include "entente/error.hpp"
#include "formats/files.hpp"

namespace entente {
namespace {

using json::Json;

[[noreturn]] void invalid(std::string message, std::string hint = {}) {
  throw Error(ErrorCode::kInvalidData, std::move(message)).with_hint(std::move(hint));
}

std::size_t column_number(const Json& json, const char* key) {
  if (!json.HasMember(key) || !json[key].IsUint() || json[key].GetUint() == 0)
    invalid(fmt::format("`{}` must be the number of a column, from 1", key));
  return json[key].GetUint() - 1;
}

}  // namespace

Lookup read_lookup(const Json& json, const std::string& folder, const CsvDialect& dialect) {
  if (!json.IsObject()) invalid("a lookup must be an object");
  Lookup lookup;
  if (!json.HasMember("file")) {
    for (const auto& [from, to] : json.GetObject())
      lookup.emplace(json::text_of(from), json::read_string(to, json::text_of(from)));
    return lookup;
  }
  json::require_keys(json, {"file", "from", "to", "rules"}, "a lookup");
  const std::size_t from = column_number(json, "from"), to = column_number(json, "to");
  const std::string path = (std::filesystem::path(folder) / json::read_string(json["file"], "file")).string();
  InputFile file(path);
  CsvReader reader(file.stream(), dialect);
  for (CsvReader::Step step = reader.next(); step != CsvReader::Step::kEnd; step = reader.next()) {
    const auto at_line = [&] { return fmt::format("{}:{}", path, reader.line()); };
    if (step == CsvReader::Step::kBroken) invalid(fmt::format("{}: {}", at_line(), reader.fault()));
    if (reader.size() <= std::max(from, to)) invalid(fmt::format("{}: it has {} fields", at_line(), reader.size()));
    if (!lookup.emplace(reader.field(from), reader.field(to)).second)
      invalid(fmt::format("{}: `{}` stands twice", at_line(), reader.field(from)));
  }
  return lookup;
}

}  // namespace entente
