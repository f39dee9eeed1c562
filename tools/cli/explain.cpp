#include <iostream>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"
#include "entente/explanation.hpp"
#include "entente/formats.hpp"
#include "entente/time/edtf.hpp"

namespace entente::cli {
namespace {

struct ExplainArguments {
  std::string store;
  std::string fact;
  std::string other;
  bool json = false;
  std::string system_time;
};

std::string time_line(const Explanation& x) {
  if (!x.validity) return "no time is stated";
  const std::string edtf = edtf_of(*x.validity);
  return text_of(*x.validity) + (edtf.empty() ? "" : fmt::format(" ({})", edtf));
}

std::string source_list(const std::vector<CitedSource>& sources) {
  std::string list, last;
  for (const CitedSource& s : sources) {
    if (s.source != last || s.locator.empty()) {
      list += list.empty() ? "" : "; ";
      list += s.name.empty() ? s.source : fmt::format("{} ({})", s.name, s.source);
    }
    if (!s.locator.empty()) list += ", " + s.locator;
    last = s.source;
  }
  return list;
}

std::string provenance_line(const Explanation& x) {
  const std::string sources = source_list(x.sources);
  switch (x.provenance) {
    case Provenance::kStated:
      return sources.empty() ? "stated, without a source" : "stated by " + sources;
    case Provenance::kImplied:
      return sources.empty() ? "implied, without a source" : "implied by " + sources;
    case Provenance::kBackground:
      return sources.empty() ? "background, without a source" : "background: " + sources;
    case Provenance::kDerived:
      break;
  }
  std::string line = x.rule.empty() ? "derived" : fmt::format("derived by the rule `{}`", x.rule);
  if (!x.rule_summary.empty()) line += ": " + x.rule_summary;
  return line;
}

void print(const std::string& text) {
  put("{}\n", text);
}

void print_order(const std::vector<Explanation>& reasons, const std::string& margin) {
  for (const Explanation& reason : reasons) {
    const std::string sources = source_list(reason.sources);
    print(fmt::format("{}  {}: {}, {}", margin, reason.key, reason.statement,
                      sources.empty() ? "without a source" : "says " + sources));
  }
}

// `first` stands before the first line of the fact, `rest` before all others.
void print_fact(const Explanation& x, const std::string& first, const std::string& rest) {
  if (!x.found) return print(fmt::format("{}{}: not in the store", first, x.key));
  print(fmt::format("{}{}: {}", first, x.key, x.statement));
  const std::string margin = rest + (x.rests_on.empty() ? "  " : "│ ");
  if (x.withdrawn) {
    print(fmt::format("{}withdrawn with commit {} ({}) at {}", margin, x.withdrawn->transaction.value,
                      x.withdrawn->commit, print_system_time(x.withdrawn->system_time)));
    for (const std::string& reason : x.withdrawn->reasons) print(margin + "  " + reason);
  }
  print(margin + time_line(x));
  for (const ExplainedDating& dating : x.datings) {
    const std::string sources = source_list(dating.sources);
    print(fmt::format("{}  {}, {}", margin, text_of(dating.validity),
                      sources.empty() ? "without a source" : "says " + sources));
  }
  for (const ExplainedValue& value : x.values)
    print(fmt::format("{}{}: {}{}, says {}", margin, value.key, cell_text(value.value, {}),
                      value.validity ? ", " + text_of(*value.validity) : "", source_list(value.sources)));
  for (const PastChange& change : x.changes) {
    if (x.withdrawn && change.transaction == x.withdrawn->transaction) continue;  // said above
    print(fmt::format("{}{} with commit {} ({}) at {}; before: {}", margin, name(change.how), change.transaction.value,
                      change.commit, print_system_time(change.system_time),
                      change.validity ? text_of(*change.validity) : "no time was stated"));
  }
  if (x.forgotten_before)
    print(fmt::format("{}versions before commit {}, if there were any, were forgotten", margin,
                      x.forgotten_before->value));
  if (x.possible) print(margin + "possibly: the dates it rests on share a time for some readings, not for all");
  print(margin + provenance_line(x));
  if (x.provenance == Provenance::kDerived && !x.sources.empty()) print(margin + "sources: " + source_list(x.sources));
  if (x.repeated) print(margin + "rests on what is said above");
  for (std::size_t i = 0; i < x.rests_on.size(); ++i) {
    const bool last = i + 1 == x.rests_on.size();
    print_fact(x.rests_on[i], rest + (last ? "└─ " : "├─ "), rest + (last ? "   " : "│  "));
  }
  if (x.tightened) {
    print(margin + (x.is_entity ? "by stated order: " : "within the lives of its ends: ") + text_of(*x.tightened));
    print_order(x.tightened_by, margin);
  }
  if (!x.other.empty()) {
    print(fmt::format("{}beside {}: {}", margin, x.other, fmt::join(x.relations, ", ")));
    print_order(x.ordered_by, margin);
  }
}

int explain(const ExplainArguments& arguments) {
  const auto database = open_to_read(arguments.store);
  if (!database) return kFailed;
  const auto explanation = database->explain(arguments.fact, arguments.other, arguments.system_time);
  print_erased(*database, arguments.system_time);
  if (!explanation.ok()) return fail(explanation.error());
  if (arguments.json)
    write_explanation_json(*explanation, std::cout);
  else
    print_fact(*explanation, "", "");
  return kDone;
}

std::function<int()> declare_explain(ArgumentParser& parser) {
  auto arguments = std::make_shared<ExplainArguments>();
  parser.add("STORE", arguments->store, "folder of the store").required();
  parser.add("FACT", arguments->fact, "key of an entity or relation; key(…) gives it in a query").required();
  parser.add("OTHER", arguments->other,
             "key of another entity: Allen's relations that are possible between the two, and the relations of "
             "order behind that");
  parser.add_flag("--json", arguments->json, "one JSON object (src/formats/interface/explanation.schema.json)");
  declare_system_time(parser, arguments->system_time);
  return [arguments] { return explain(*arguments); };
}

}  // namespace

extern constexpr Command kExplain = {
    .name = "explain",
    .usage = "explain STORE FACT",
    .summary = "say what a fact rests on: its sources, or the rule and the facts behind it",
    .example = "entente explain history.db F227",
    .declare = declare_explain,
};

}  // namespace entente::cli
