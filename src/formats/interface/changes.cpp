// What changed between two times, as JSON (src/formats/interface/diff.schema.json) and as a table for people.
#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/formats.hpp"
#include "formats/cell.hpp"
#include "formats/json/json.hpp"
#include "model/wording.hpp"

namespace entente {
namespace {

struct KindInWords {
  ChangeKind kind;
  std::string_view title;  // `{}` is the first time, or the second where the words say so
};

constexpr std::array kKinds = {
    KindInWords{ChangeKind::kBegan, "began"},
    KindInWords{ChangeKind::kEnded, "ended"},
    KindInWords{ChangeKind::kStayed, "stayed"},
    KindInWords{ChangeKind::kPassed, "began and ended in between"},
    KindInWords{ChangeKind::kCame, "came into being, whether it lasted is open"},
    KindInWords{ChangeKind::kWent, "over, whether it still held at first is open"},
    KindInWords{ChangeKind::kUndecided, "not decided by its dates"},
};

std::string statement_of(const Table& table, const FactChange& change, const Ontology* ontology) {
  if (!change.is_relation) {
    const NodeRecord& node = table.elements.nodes.at(change.index);
    return node.labels.empty() ? display_name(node) : fmt::format("{} ({})", display_name(node), node.labels.front());
  }
  const RelationshipRecord& r = table.elements.relationships.at(change.index);
  return fmt::format("{} {} {}", display_name(table.elements.nodes.at(r.start)),
                     verb_of(r.type, ontology ? ontology->relation_type(r.type) : nullptr,
                             r.validity ? r.validity->bounds : Period::always()),
                     display_name(table.elements.nodes.at(r.end)));
}

// When it held, and whose word that is where the text itself does not say it: ", on 8 June 1954", " (background)".
std::string details_of(const Table& table, const FactChange& change) {
  const auto details = [](const auto& fact) {
    return (fact.validity ? ", " + text_of(*fact.validity) : std::string()) +
           (fact.attribution.provenance == Provenance::kBackground ? " (background)" : "");
  };
  return change.is_relation ? details(table.elements.relationships.at(change.index))
                            : details(table.elements.nodes.at(change.index));
}

std::vector<std::string_view> names_of(const ChangeSet& set) {
  std::vector<std::string_view> names;
  for (const Change change : kAllChanges)
    if (set.has(change)) names.push_back(name(change));
  return names;
}

void write_change(json::Writer& out, const Table& table, const FactChange& change, const Ontology* ontology) {
  out.StartObject();
  out.Key("changes");
  out.StartArray();
  for (const std::string_view word : names_of(change.possible)) json::write_string(out, word);
  out.EndArray();
  out.Key("kind");
  json::write_string(out, name(kind_of(change.possible)));
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
  json::Output wrapped(stream);
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

std::string changes_text(const Table& table, const Changes& changes, const Ontology* ontology, bool undecided) {
  std::string text;
  for (const KindInWords& group : kKinds) {
    const bool is_open = group.kind == ChangeKind::kUndecided;
    std::string lines;
    std::size_t count = 0;
    for (const FactChange& change : changes.changes) {
      if (kind_of(change.possible) != group.kind) continue;
      ++count;
      if (is_open && !undecided) continue;
      lines += fmt::format("  {}{}{}\n", printable(statement_of(table, change, ontology)), details_of(table, change),
                           is_open ? fmt::format(": {}", fmt::join(names_of(change.possible), " or ")) : "");
    }
    if (count > 0) text += fmt::format("{}{} ({})\n{}", text.empty() ? "" : "\n", group.title, count, lines);
  }
  return text;
}

}  // namespace entente
