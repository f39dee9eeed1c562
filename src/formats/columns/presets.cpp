#include "formats/columns/presets.hpp"

#include <string_view>

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
  std::string map = R"({"dates": ["edtf", "%Y%m%d", "%Y-%m-%d %H:%M:%S", "english"],
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
  std::string map = R"({"dates": ["edtf", "%Y%m%d", "english"],
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

}  // namespace

std::vector<std::string> quads_columns(std::size_t fields) {
  if (fields == 4) return {"subject", "relation", "object", "time"};
  return {"subject", "relation", "object", "since", "until"};
}

std::string quads_map(std::size_t fields) {
  return fields == 4 ? quadruples() : quintuples();
}

}  // namespace entente
