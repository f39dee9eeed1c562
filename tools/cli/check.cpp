#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/command.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"
#include "entente/integrity.hpp"

namespace entente::cli {
namespace {

struct Arguments {
  std::string store;
  std::vector<std::string> only;
  bool possible = false;
  bool json = false;
  std::size_t limit = 50;
};

using Group = std::vector<const Finding*>;
using Groups = std::map<std::string, Group>;  // by rule

std::string_view summary_of(std::string_view rule) {
  if (rule == "store_damage") return "the store itself is damaged";
  if (rule == "stale_exception") return "an expected finding that does not occur";
  for (const IntegrityCheck& check : integrity_checks())
    if (check.name == rule) return check.summary;
  return {};
}

// Names and keys come from data: nothing in them may steer the terminal.
std::string printable(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  return text;
}

void print_fact(const FindingFact& fact) {
  std::string line = fact.key.empty() ? "(no key)" : fact.key;
  line += "  " + fact.statement;
  if (fact.validity) line += ", " + text_of(*fact.validity);
  std::string sources;
  for (const SourceRef& source : fact.attribution.sources) {
    sources += sources.empty() ? "" : ", ";
    sources += source.locator.empty() ? source.source : source.source + "#" + source.locator;
  }
  if (sources.empty() && fact.attribution.provenance == Provenance::kBackground) sources = "background";
  if (!sources.empty()) line += fmt::format("  [{}]", sources);
  fmt::print("      {}\n", printable(std::move(line)));
}

void print_finding(const Finding& finding) {
  fmt::print("  - {}\n", printable(finding.message));
  if (!finding.expected.empty()) fmt::print("    expected: {}\n", printable(finding.expected));
  if (finding.facts.empty()) fmt::print("      {}\n", printable(finding.subject));
  for (const FindingFact& fact : finding.facts) print_fact(fact);
}

void print_groups(std::string_view title, const Groups& groups, std::size_t limit) {
  if (groups.empty()) return;
  fmt::print("{}\n\n", title);
  for (const auto& [rule, group] : groups) {
    fmt::print("{}: {} ({})\n", rule, grouped(group.size()), summary_of(rule));
    const std::size_t shown = limit == 0 ? group.size() : std::min(limit, group.size());
    for (std::size_t i = 0; i < shown; ++i) print_finding(*group[i]);
    if (shown < group.size()) fmt::print("  … and {} more; --limit 0 lists all\n", grouped(group.size() - shown));
    fmt::print("\n");
  }
}

std::size_t vague_in(const Group& group) {
  return static_cast<std::size_t>(std::count_if(group.begin(), group.end(), [](const Finding* f) { return f->vague; }));
}

void print_counts(const Groups& groups) {
  if (groups.empty()) return;
  fmt::print("POSSIBLE: uncertain dates allow it; --possible lists them\n\n");
  for (const auto& [rule, group] : groups) {
    fmt::print("{}: {}", rule, grouped(group.size()));
    if (const std::size_t vague = vague_in(group); vague > 0)
      fmt::print(", {} of them only because dates are vague or not stated", grouped(vague));
    fmt::print("\n");
  }
  fmt::print("\n");
}

std::size_t size_of(const Groups& groups) {
  std::size_t size = 0;
  for (const auto& [rule, group] : groups) size += group.size();
  return size;
}

void print_report(const std::vector<Finding>& findings, const Arguments& arguments) {
  Groups damage, certain, possible, expected;
  for (const Finding& f : findings)
    (f.damage ? damage : !f.expected.empty() ? expected : f.certain ? certain : possible)[f.rule].push_back(&f);
  // Those that are more than vague are worth more of a reader's time.
  for (auto& [rule, group] : possible)
    std::stable_partition(group.begin(), group.end(), [](const Finding* f) { return !f->vague; });
  print_groups("DAMAGE", damage, arguments.limit);
  print_groups("CERTAIN: broken whatever the uncertain dates are", certain, arguments.limit);
  if (arguments.possible)
    print_groups("POSSIBLE: uncertain dates allow it", possible, arguments.limit);
  else
    print_counts(possible);
  print_groups("EXPECTED: accepted by the data set, with its reason", expected, arguments.limit);
  const std::size_t broken = size_of(damage) + size_of(certain);
  std::string rest;
  if (const std::size_t n = size_of(possible); n > 0) rest += fmt::format(", {} possible", grouped(n));
  if (const std::size_t n = size_of(expected); n > 0) rest += fmt::format(", {} expected", grouped(n));
  fmt::print("{}{}\n", broken == 0 ? std::string("sound: nothing found") : counted(broken, "finding", "findings"),
             rest);
}

int check(const Arguments& arguments) {
  const auto database = open_to_read(arguments.store);
  if (!database) return kFailed;
  const auto findings = database->check(arguments.only);
  if (!findings.ok()) {
    const int failed = fail(findings.error());
    return findings.error().code == ErrorCode::kNotFound ? kUsage : failed;
  }
  if (arguments.json)
    write_findings_json(*findings, std::cout);
  else
    print_report(*findings, arguments);
  return is_sound(*findings) ? kDone : kFailed;
}

std::string table_of_checks() {
  std::string text = "Checks:\n";
  for (const IntegrityCheck& check : integrity_checks())
    text += fmt::format("  {:<28} {}\n  {:<28} e.g. {}\n", check.name, check.summary, "", check.example);
  text +=
      "\nA finding is certain where a rule is broken for every choice of uncertain dates, possible where for some.\n"
      "Exit code 0: no damage and no certain finding but expected ones; 1 otherwise.";
  return text;
}

}  // namespace

std::function<int()> declare_check(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("STORE", arguments->store, "folder of the store")->required();
  app.add_option("--only", arguments->only, "run this check alone; may be given several times");
  app.add_flag("--possible", arguments->possible, "list possible findings too, not just their number");
  app.add_option("--limit", arguments->limit, "findings of a rule that are listed; 0: all")->capture_default_str();
  app.add_flag("--json", arguments->json, "one JSON object with all findings, for programs");
  app.footer(table_of_checks());
  return [arguments] { return check(*arguments); };
}

}  // namespace entente::cli
