// A plan of tables as the text of a column map, laid out for people who go on with it.
#include <algorithm>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "formats/columns/plan.hpp"
#include "formats/json/json.hpp"

namespace entente {
namespace {

std::string in_quotes(std::string_view text) {
  std::ostringstream made;
  json::Output wrapped(made);
  json::Writer out(wrapped);
  json::write_string(out, text);
  return made.str();
}

std::string place_json(const std::string& column) {
  return in_quotes("{" + column + "}");
}

std::string member(std::string_view key, std::string_view value) {
  return fmt::format("{}: {}", in_quotes(key), value);
}

std::string list_of(const std::vector<std::string>& texts) {
  std::vector<std::string> quoted;
  for (const std::string& text : texts) quoted.push_back(in_quotes(text));
  return quoted.size() == 1 ? quoted.front() : fmt::format("[{}]", fmt::join(quoted, ", "));
}

class TableText {
 public:
  TableText(const TableSample& table, const TablePlan& plan) : table_(table), plan_(plan) {}

  std::string text(bool dialects) const {
    std::vector<std::string> members;
    if (dialects && table_.delimiter != table_.usual_delimiter)
      members.push_back(member("delimiter", in_quotes(std::string(1, table_.delimiter))));
    if (dialects && !table_.encoding.empty()) members.push_back(member("encoding", in_quotes(table_.encoding)));
    if (table_.has_short_rows) members.push_back(member("short_rows", "\"fill\""));
    if (!plan_.forms.empty()) {
      std::vector<std::string> forms = {"edtf", "english"};
      forms.insert(forms.end(), plan_.forms.begin(), plan_.forms.end());
      members.push_back(member("dates", list_of(forms)));
    }
    std::vector<std::string> entities;
    if (!plan_.is_relation) entities.push_back(fact());
    if (plan_.mentions_from) entities.push_back(mention(plan_.from, column(ColumnRole::kFrom), plan_.from_type));
    if (plan_.mentions_to) entities.push_back(mention(plan_.to, column(ColumnRole::kTo), plan_.to_type));
    for (const std::string& source : columns(ColumnRole::kSource))
      entities.push_back(mention("{" + source + "|slug}", source, "Source"));
    if (!entities.empty()) members.push_back(facts("entities", entities));
    if (plan_.is_relation) members.push_back(facts("relations", {fact()}));
    return fmt::format("{{{}}}", fmt::join(members, ",\n     "));
  }

 private:
  std::vector<std::string> columns(ColumnRole role) const {
    std::vector<std::string> names;
    for (std::size_t c = 0; c < plan_.columns.size(); ++c)
      if (plan_.columns[c].role == role) names.push_back(table_.header[c]);
    return names;
  }
  std::string column(ColumnRole role) const {
    const auto names = columns(role);
    return names.empty() ? "" : names.front();
  }

  static std::string facts(std::string_view key, const std::vector<std::string>& facts) {
    return member(key, fmt::format("[\n       {}]", fmt::join(facts, ",\n       ")));
  }

  // Made where nothing describes it. A row that does not name it gives none.
  static std::string mention(const std::string& id, const std::string& column, std::string_view type) {
    return fmt::format(R"({{"id": {}, "type": {}, "name": {}, "repeated": "mention", "when": {}}})", in_quotes(id),
                       in_quotes(type), place_json(column), in_quotes(column));
  }

  std::string valid() const {
    if (const std::string at = column(ColumnRole::kDate); !at.empty()) return place_json(at);
    std::vector<std::string> ends;
    if (const std::string start = column(ColumnRole::kStart); !start.empty())
      ends.push_back(member("start", place_json(start)));
    if (const std::string end = column(ColumnRole::kEnd); !end.empty()) ends.push_back(member("end", place_json(end)));
    return ends.empty() ? "" : fmt::format("{{{}}}", fmt::join(ends, ", "));
  }

  std::string property(std::size_t c) const {
    const ColumnPlan& plan = plan_.columns[c];
    const std::string value = place_json(table_.header[c]);
    std::string more = plan.type.empty() ? "" : fmt::format(R"(, "type": "{}")", plan.type);
    for (const auto& [key, words] :
         {std::pair("true", &plan.words_for_true), std::pair("false", &plan.words_for_false)})
      if (!words->empty()) more += ", " + member(key, list_of(*words));
    // What a row of several says of the entity holds at the time of the row.
    if (const std::string time = valid(); plan_.repeats && !time.empty()) more += ", " + member("valid", time);
    return member(plan.key, more.empty() ? value : fmt::format(R"({{"value": {}{}}})", value, more));
  }

  std::string fact() const {
    std::vector<std::string> members;
    const auto add = [&](std::string_view key, const std::string& text) {
      if (!text.empty()) members.push_back(member(key, in_quotes(text)));
    };
    add("id", plan_.id);
    members.push_back(member("type", list_of(plan_.types)));
    add("from", plan_.from);
    add("to", plan_.to);
    add("name", plan_.name);
    for (std::size_t c = 0; c < plan_.columns.size(); ++c)
      if (plan_.columns[c].role == ColumnRole::kAliases) {
        const std::string& separator = plan_.columns[c].separator;
        members.push_back(member("aliases", separator.empty()
                                                ? place_json(table_.header[c])
                                                : fmt::format(R"({{"value": {}, "separator": {}}})",
                                                              place_json(table_.header[c]), in_quotes(separator))));
        break;
      }
    if (const std::string time = valid(); !time.empty()) members.push_back(member("valid", time));
    if (plan_.repeats) members.push_back(member("repeated", "\"merge\""));
    std::vector<std::string> properties, sources;
    for (std::size_t c = 0; c < plan_.columns.size(); ++c)
      if (plan_.columns[c].role == ColumnRole::kProperty) properties.push_back(property(c));
    if (!properties.empty())
      members.push_back(member("properties", fmt::format("{{{}}}", fmt::join(properties, ", "))));
    for (const std::string& source : columns(ColumnRole::kSource))
      sources.push_back(in_quotes("{" + source + "|slug}"));
    if (!sources.empty()) members.push_back(member("sources", fmt::format("[{}]", fmt::join(sources, ", "))));
    return fmt::format("{{{}}}", fmt::join(members, ",\n        "));
  }

  const TableSample& table_;
  const TablePlan& plan_;
};

}  // namespace

std::string map_of_plans(std::span<const TableSample> tables, std::span<const TablePlan> plans, bool dialects) {
  // Of one table alone, for any file of its kind.
  if (tables.size() == 1) return TableText(tables[0], plans[0]).text(dialects) + "\n";
  std::vector<std::string> parts;
  for (std::size_t t = 0; t < tables.size(); ++t)
    parts.push_back(
        fmt::format("   {}:\n    {}", in_quotes(tables[t].file), TableText(tables[t], plans[t]).text(dialects)));
  return fmt::format("{{\"files\": {{\n{}}}}}\n", fmt::join(parts, ",\n"));
}

}  // namespace entente
