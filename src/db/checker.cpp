// The table of checks, and running those that are asked for.
#include "db/checker.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"
#include "db/checks/check.hpp"
#include "entente/error.hpp"
#include "entente/integrity.hpp"

namespace entente {

// Each is defined beside its code. Constants of the compiler, they are there before anything runs.
namespace checks {

extern const Check kConclusionOutsidePremises;
extern const Check kConflictingLifetimes;
extern const Check kConflictingTimes;
extern const Check kConflictingValues;
extern const Check kDanglingReference;
extern const Check kDuplicateEntity;
extern const Check kEndOrderBroken;
extern const Check kMissingSource;
extern const Check kOrderContradiction;
extern const Check kPropertyRuleBroken;
extern const Check kRelationOutsideDomain;
extern const Check kRelationOutsideLifetime;
extern const Check kRelationOutsideRange;
extern const Check kTwoHolders;
extern const Check kUndeclaredEntityType;
extern const Check kUndeclaredRelationType;
extern const Check kUnknownSource;

}  // namespace checks

namespace {

using checks::Check;

// The table, in order of name.
std::span<const Check> all_checks() {
  using namespace checks;
  static const std::array rows = {
      kConclusionOutsidePremises,
      kConflictingLifetimes,
      kConflictingTimes,
      kConflictingValues,
      kDanglingReference,
      kDuplicateEntity,
      kEndOrderBroken,
      kMissingSource,
      kOrderContradiction,
      kPropertyRuleBroken,
      kRelationOutsideDomain,
      kRelationOutsideLifetime,
      kRelationOutsideRange,
      kTwoHolders,
      kUndeclaredEntityType,
      kUndeclaredRelationType,
      kUnknownSource,
  };
  return rows;
}

std::vector<std::string> check_names() {
  std::vector<std::string> names;
  for (const Check& check : all_checks()) names.emplace_back(check.name);
  return names;
}

std::string hint_for(std::string_view name) {
  const std::string near = nearest(name, check_names());
  return near.empty() ? "`entente check --help` lists them" : fmt::format("did you mean `{}`?", near);
}

bool is_asked(std::string_view check, const std::vector<std::string>& only) {
  return only.empty() || std::find(only.begin(), only.end(), check) != only.end();
}

bool is_about_all(const Finding& finding, const std::vector<std::string>& keys) {
  return std::all_of(keys.begin(), keys.end(), [&](const std::string& key) {
    return finding.subject == key || std::any_of(finding.facts.begin(), finding.facts.end(),
                                                 [&](const FindingFact& fact) { return fact.key == key; });
  });
}

Finding stale(const ExpectedFinding& expected) {
  const bool exists = std::any_of(all_checks().begin(), all_checks().end(),
                                  [&](const Check& check) { return check.name == expected.check; });
  std::string message = exists ? fmt::format("a finding {} about {} is expected ({}), and there is none",
                                             expected.check, fmt::join(expected.facts, ", "), expected.reason)
                               : fmt::format("a finding of the check `{}` is expected, and there is no such check; {}",
                                             expected.check, hint_for(expected.check));
  return {"stale_exception", std::move(message), expected.facts.empty() ? expected.check : expected.facts.front()};
}

// What is certain first, then what is more than vague; by subject.
void sort_from(std::vector<Finding>& findings, std::size_t first) {
  std::stable_sort(findings.begin() + static_cast<std::ptrdiff_t>(first), findings.end(),
                   [](const Finding& a, const Finding& b) {
                     return std::tuple(!a.certain, a.vague, std::string_view(a.subject)) <
                            std::tuple(!b.certain, b.vague, std::string_view(b.subject));
                   });
}

// Marks what is expected, and reports expectations that nothing meets.
void apply_expectations(const Ontology& ontology, const std::vector<std::string>& only,
                        std::vector<Finding>& findings) {
  std::vector<Finding> left_over;
  for (const ExpectedFinding& expected : ontology.expected_findings) {
    bool met = !is_asked(expected.check, only);
    for (Finding& finding : findings) {
      if (finding.rule != expected.check || !is_about_all(finding, expected.facts)) continue;
      met = true;
      if (finding.expected.empty()) finding.expected = expected.reason;
    }
    if (!met) left_over.push_back(stale(expected));
  }
  std::move(left_over.begin(), left_over.end(), std::back_inserter(findings));
}

}  // namespace

std::span<const IntegrityCheck> integrity_checks() {
  static const std::vector<IntegrityCheck> about = [] {
    std::vector<IntegrityCheck> made;
    for (const Check& check : all_checks()) made.push_back({check.name, check.summary, check.example});
    return made;
  }();
  return about;
}

std::vector<Finding> check_rules(const TemporalGraph& graph, const std::vector<std::string>& only) {
  for (const std::string& name : only) {
    const std::vector<std::string> names = check_names();
    if (std::find(names.begin(), names.end(), name) == names.end())
      throw Error(ErrorCode::kNotFound, fmt::format("there is no check `{}`", name)).with_hint(hint_for(name));
  }
  const checks::CheckContext context(graph);
  std::vector<Finding> findings;
  for (const Check& check : all_checks())
    if (is_asked(check.name, only)) {
      const std::size_t first = findings.size();
      check.run(context, findings);
      // Who asks for a check wants what it finds, also where no ontology asks for it.
      for (std::size_t i = first; i < findings.size() && !only.empty(); ++i) findings[i].advice = false;
      sort_from(findings, first);
    }
  apply_expectations(graph.ontology(), only, findings);
  return findings;
}

}  // namespace entente
