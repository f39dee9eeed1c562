#include "formats/columns_presets.hpp"

#include <sstream>

#include <fmt/format.h>

#include "formats/json.hpp"

namespace entente {
namespace {

// Angle brackets, quotes and XML types around names and dates, as YAGO has them. `#` is a digit that is not known;
// parts of which nothing is known are left out.
constexpr std::string_view kNameRules = R"([["^<(.*)>$", "\\1"], ["^\"(.*)\"$", "\\1"]])";
constexpr std::string_view kDateRules =
    R"(["^<(.*)>$", "\\1"], ["^\"(.*)\"(\\^\\^.*)?$", "\\1"], ["_", "-"], ["(-##)+$", ""], ["^-?#+$", ""], ["#", "X"])";
constexpr std::string_view kEntities =
    R"("entities": [{"id": "{subject}", "type": "Entity", "name": "{subject}", "repeated": "mention"},
                 {"id": "{object}", "type": "Entity", "name": "{object}", "repeated": "mention"}],)";

// A moment each: ICEWS, GDELT.
std::string quadruples() {
  std::string map = R"({"dates": ["edtf", "%Y%m%d", "%Y-%m-%d %H:%M:%S"],
  "replace": [{"columns": ["subject", "relation", "object"], "rules": )";
  map += kNameRules;
  map += R"(}, {"columns": "time", "rules": [)";
  map += kDateRules;
  map += "]}],\n";
  map += kEntities;
  map += R"("relations": [{"type": "{relation}", "from": "{subject}", "to": "{object}", "valid": "{time}"}]})";
  return map;
}

// From a date to another, or one of the two with a word for which it is: YAGO11k, YAGO15k, Wikidata12k. Years before
// 1000 come without their zeros.
std::string quintuples() {
  std::string map = R"({"dates": ["edtf", "%Y%m%d"],
  "replace": [{"columns": ["subject", "relation", "object"], "rules": )";
  map += kNameRules;
  map += R"(}, {"columns": ["since", "until"], "rules": [)";
  map += kDateRules;
  map += R"x(, ["^(-?)(\\d{3})(-|$)", "\\10\\2\\3"], ["^(None|null|NA|-)$", ".."]]}],)x";
  map += kEntities;
  map += R"("relations": [
    {"type": "{relation}", "from": "{subject}", "to": "{object}", "unless": {"since": "^occurs?(Since|Until)$"},
     "valid": {"start": "{since}", "end": "{until}"}},
    {"type": "{relation}", "from": "{subject}", "to": "{object}", "when": {"since": "^occurs?Since$"},
     "valid": {"start": "{until}"}},
    {"type": "{relation}", "from": "{subject}", "to": "{object}", "when": {"since": "^occurs?Until$"},
     "valid": {"end": "{until}"}}]})";
  return map;
}

std::string quoted(std::string_view text) {
  std::ostringstream made;
  rapidjson::OStreamWrapper wrapped(made);
  json::Writer out(wrapped);
  json::write_string(out, text);
  return made.str();
}

// `{column}`; a column whose name would not stand so is left to the writer of the map.
std::string place(std::string_view column) {
  return quoted(fmt::format("{{{}}}", column));
}

}  // namespace

std::vector<std::string> quads_columns(std::size_t fields) {
  if (fields == 4) return {"subject", "relation", "object", "time"};
  return {"subject", "relation", "object", "since", "until"};
}

std::string quads_map(std::size_t fields) {
  return fields == 4 ? quadruples() : quintuples();
}

std::string columns_skeleton(const std::vector<std::string>& header) {
  std::vector<std::string> columns;
  for (const std::string& name : header)
    if (!name.empty() && name.find_first_of("{}|") == std::string::npos) columns.push_back(name);
  if (columns.empty()) columns.emplace_back("COLUMN");
  std::string properties;
  for (std::size_t i = 1; i < columns.size(); ++i)
    properties += fmt::format("{}{}: {}", i > 1 ? ", " : "", quoted(columns[i]), place(columns[i]));
  return fmt::format(
      "{{\"entities\": [{{\"id\": {}, \"type\": \"Thing\",\n"
      "               \"properties\": {{{}}}}}]}}\n"
      "dates stand in \"valid\": {{\"start\": \"{{COLUMN}}\", \"end\": \"{{COLUMN}}\"}}, links in \"relations\"; "
      "graph-data/README.md says all",
      place(columns.front()), properties);
}

}  // namespace entente
