// What changed between two times, as JSON (src/formats/diff.schema.json) and as a table for people.
#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/formats.hpp"
#include "formats/cell.hpp"
#include "formats/json.hpp"
#include "model/wording.hpp"

namespace entente {
namespace {

constexpr std::array kChanges = {Change::kBegan, Change::kEnded, Change::kStayed, Change::kPassed, Change::kAbsent};

std::string statement_of(const Table& table, const FactChange& change, const Ontology* ontology) {
  if (!change.is_relation) {
    const NodeRecord& node = table.elements.nodes.at(change.index);
    return node.labels.empty() ? display_name(node) : fmt::format("{} ({})", display_name(node), node.labels.front());
  }
  const RelationshipRecord& r = table.elements.relationships.at(change.index);
  return fmt::format("{} {} {}", display_name(table.elements.nodes.at(r.start)),
                     verb_of(r.type, ontology ? ontology->relation_type(r.type) : nullptr, r.validity->bounds),
                     display_name(table.elements.nodes.at(r.end)));
}

const Validity& validity_of_fact(const Table& table, const FactChange& change) {
  return change.is_relation ? *table.elements.relationships.at(change.index).validity
                            : *table.elements.nodes.at(change.index).validity;
}

std::vector<std::string_view> names_of(const ChangeSet& set) {
  std::vector<std::string_view> names;
  for (const Change change : kChanges)
    if (set.has(change)) names.push_back(name(change));
  return names;
}

void write_change(json::Writer& out, const Table& table, const FactChange& change, const Ontology* ontology) {
  out.StartObject();
  out.Key("changes");
  out.StartArray();
  for (const std::string_view word : names_of(change.possible)) json::write_string(out, word);
  out.EndArray();
  out.Key("certainty");
  out.String(change.possible.is_certain() ? "certain" : "possible");
  out.Key("statement");
  json::write_string(out, statement_of(table, change, ontology));
  out.Key("fact");
  json::write_value(out, change.is_relation ? Value(RelationshipRef{change.index}) : Value(NodeRef{change.index}),
                    table.elements);
  out.EndObject();
}

}  // namespace

void write_changes_json(const Table& table, const Changes& changes, const Ontology* ontology, std::ostream& stream) {
  rapidjson::OStreamWrapper wrapped(stream);
  json::Writer out(wrapped);
  out.StartObject();
  out.Key("entente");
  out.Int(json::kInterfaceVersion);
  out.Key("kind");
  out.String("diff");
  out.Key("from");
  json::write_string(out, changes.from.edtf);
  out.Key("to");
  json::write_string(out, changes.to.edtf);
  out.Key("read_at");
  json::write_read_at(out, table.read_at);
  out.Key("changes");
  out.StartArray();
  for (const FactChange& change : changes.changes) write_change(out, table, change, ontology);
  out.EndArray();
  out.EndObject();
}

std::string changes_text(const Table& table, const Changes& changes, const Ontology* ontology) {
  std::string text;
  const auto group = [&](std::string_view title, auto belongs, bool with_changes) {
    std::string lines;
    std::size_t count = 0;
    for (const FactChange& change : changes.changes) {
      if (!belongs(change)) continue;
      ++count;
      std::string line =
          fmt::format("  {}, {}", statement_of(table, change, ontology), text_of(validity_of_fact(table, change)));
      if (with_changes) line += fmt::format(": {}", fmt::join(names_of(change.possible), " or "));
      lines += line + "\n";
    }
    if (count > 0) text += fmt::format("{}{} ({})\n{}", text.empty() ? "" : "\n", title, count, lines);
  };
  const auto certainly = [](Change wanted) {
    return [wanted](const FactChange& c) { return c.possible.is_certain() && c.possible.has(wanted); };
  };
  group("began", certainly(Change::kBegan), false);
  group("ended", certainly(Change::kEnded), false);
  group("stayed", certainly(Change::kStayed), false);
  group("began and ended in between", certainly(Change::kPassed), false);
  group(
      "not decided by its dates", [](const FactChange& c) { return !c.possible.is_certain(); }, true);
  return text;
}

}  // namespace entente
