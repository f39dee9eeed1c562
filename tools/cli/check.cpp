#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"
#include "entente/integrity.hpp"

namespace entente::cli {
namespace {

struct CheckArguments {
  std::string store;
  std::vector<std::string> only;
  bool possible = false, vague = false;
  bool json = false;
  std::size_t limit = 50;
  std::string system_time;
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
  put("      {}\n", line);
}

void print_finding(const Finding& finding) {
  put("  - {}\n", finding.message);
  if (!finding.expected.empty()) put("    expected: {}\n", finding.expected);
  if (finding.facts.empty()) put("      {}\n", finding.subject);
  for (const FindingFact& fact : finding.facts) print_fact(fact);
}

void print_groups(std::string_view title, const Groups& groups, std::size_t limit) {
  if (groups.empty()) return;
  put("{}\n\n", title);
  for (const auto& [rule, group] : groups) {
    put("{}: {} ({})\n", rule, grouped(group.size()), summary_of(rule));
    const std::size_t shown = limit == 0 ? group.size() : std::min(limit, group.size());
    for (std::size_t i = 0; i < shown; ++i) print_finding(*group[i]);
    if (shown < group.size()) put("  … and {} more; --limit 0 lists all\n", grouped(group.size() - shown));
    put("\n");
  }
}

void print_counts(std::string_view title, const Groups& groups) {
  if (groups.empty()) return;
  put("{}\n\n", title);
  for (const auto& [rule, group] : groups) put("{}: {}\n", rule, grouped(group.size()));
  put("\n");
}

std::size_t size_of(const Groups& groups) {
  std::size_t size = 0;
  for (const auto& [rule, group] : groups) size += group.size();
  return size;
}

void print_report(const std::vector<Finding>& findings, const CheckArguments& arguments) {
  Groups damage, certain, possible, vague, expected, advice;
  for (const Finding& f : findings)
    (f.damage              ? damage
     : !f.expected.empty() ? expected
     : f.advice            ? advice
     : f.certain           ? certain
     : f.vague             ? vague
                           : possible)[f.rule]
        .push_back(&f);
  print_groups("DAMAGE", damage, arguments.limit);
  print_groups("CERTAIN: broken whatever the uncertain dates are", certain, arguments.limit);
  if (arguments.possible)
    print_groups("POSSIBLE: uncertain dates allow it", possible, arguments.limit);
  else
    print_counts("POSSIBLE: uncertain dates allow it; --possible lists them", possible);
  if (arguments.vague)
    print_groups("VAGUE: possible for no other reason than that dates are vague or not stated", vague, arguments.limit);
  else
    print_counts("VAGUE: possible only because dates are vague or not stated; --vague lists them", vague);
  for (const auto& [rule, group] : advice)
    put("ADVICE: no rule of the data asks for it; --only {} lists them\n\n{}: {} ({})\n\n", rule, rule,
        grouped(group.size()), summary_of(rule));
  print_groups("EXPECTED: accepted by the data set, with its reason", expected, arguments.limit);
  const std::size_t broken = size_of(damage) + size_of(certain);
  std::string rest;
  if (const std::size_t n = size_of(possible); n > 0) rest += fmt::format(", {} possible", grouped(n));
  if (const std::size_t n = size_of(vague); n > 0) rest += fmt::format(", {} vague", grouped(n));
  if (const std::size_t n = size_of(expected); n > 0) rest += fmt::format(", {} expected", grouped(n));
  if (const std::size_t n = size_of(advice); n > 0) rest += fmt::format(", {} by way of advice", grouped(n));
  put("{}{}\n", broken == 0 ? std::string("sound: nothing found") : counted(broken, "finding", "findings"), rest);
}

int check(const CheckArguments& arguments) {
  const auto database = open_to_read(arguments.store);
  if (!database) return kTrouble;
  const auto findings = database->check(arguments.only, arguments.system_time);
  if (!findings.ok()) {
    fail(findings.error());
    return kTrouble;
  }
  print_erased(*database, arguments.system_time);
  if (arguments.json)
    write_findings_json(*findings, std::cout);
  else
    print_report(*findings, arguments);
  return is_sound(*findings) ? kDone : kFound;
}

std::string table_of_checks() {
  std::string text = "Checks:\n";
  for (const IntegrityCheck& check : integrity_checks())
    text += fmt::format("  {:<28} {}\n  {:<28} e.g. {}\n", check.name, check.summary, "", check.example);
  text +=
      "\nA finding is certain where a rule is broken for every choice of uncertain dates, possible where for some.\n"
      "A missing source breaks no rule that data could declare, nor does a relation that holds while an end is ruled "
      "out "
      "that it only\nimplies: these are counted as advice, and findings where --only asks.\n"
      "Exit code 0: no damage and no certain finding but expected ones and advice; 1: there are; 2: it could not be "
      "told.";
  return text;
}

std::function<int()> declare_check(ArgumentParser& parser) {
  auto arguments = std::make_shared<CheckArguments>();
  parser.add("STORE", arguments->store, "folder of the store").required();
  parser.add("--only", arguments->only, "run this check alone; may be given several times");
  parser.add_flag("--possible", arguments->possible, "list possible findings too, not just their number");
  parser.add_flag("--vague", arguments->vague, "and those that vague dates alone allow");
  parser.add("--limit", arguments->limit, "findings of a rule that are listed; 0: all").shows_default();
  parser.add_flag("--json", arguments->json, "one JSON object with all findings, for programs");
  declare_system_time(parser, arguments->system_time);
  parser.set_footer(table_of_checks());
  return [arguments] { return check(*arguments); };
}

}  // namespace

extern constexpr Command kCheck = {
    .name = "check",
    .usage = "check STORE",
    .summary = "look for damage, and for data that breaks a rule of its ontology",
    .example = "entente check history.db",
    .declare = declare_check,
};

}  // namespace entente::cli
