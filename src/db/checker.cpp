#include "db/checker.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"
#include "db/checks/checks.hpp"
#include "entente/error.hpp"
#include "entente/integrity.hpp"

namespace entente {
namespace {

struct Check {
  IntegrityCheck about;
  void (*run)(const checks::CheckContext& context, checks::Findings& findings);
};

constexpr std::array kChecks = {
    Check{{"conclusion_outside_premises", "a fact that holds when what it `rests_on` does not",
           "an alliance until 1980 that rests on a treaty until 1979"},
          checks::conclusions_outside_premises},
    Check{{"conflicting_lifetimes", "statements of when something existed that can't all be right",
           "born in 1893 by its entity, in 1895 by a relation"},
          checks::conflicting_lifetimes},
    Check{{"conflicting_times", "times told of one relation that can't all be right",
           "an alliance until 1979 by its treaty, until 1980 by a book"},
          checks::conflicting_times},
    Check{{"conflicting_values", "a property with two values at once", "a city called Petrograd and Leningrad in 1925"},
          checks::conflicting_values},
    Check{{"dangling_reference", "a name in a property that leads to no entity or relation",
           "a conclusion that rests on `F999`, which there is not"},
          checks::dangling_references},
    Check{{"duplicate_entity", "entities of one kind and time that share a name or an alias",
           "`mao` and `mao-zedong`, both a Person called Mao Zedong"},
          checks::duplicate_entities},
    Check{{"end_order_broken", "a relation whose ends stand in the wrong order in time", "an effect before its cause"},
          checks::broken_end_orders},
    Check{
        {"missing_source", "a stated, implied or derived fact without a source", "a meeting that no text is named for"},
        checks::missing_sources},
    Check{{"order_contradiction", "orders that form a cycle, or that dates contradict",
           "A before B, B before C, C before A"},
          checks::contradictory_orders},
    Check{{"relation_outside_domain", "a relation that starts at an entity of a wrong type",
           "a treaty that met a person"},
          checks::relations_outside_domain},
    Check{{"relation_outside_lifetime", "a relation that holds while an end of it does not exist",
           "a participant who was dead by then"},
          checks::relations_outside_lifetime},
    Check{{"relation_outside_range", "a relation that ends at an entity of a wrong type", "a person who met a treaty"},
          checks::relations_outside_range},
    Check{{"two_holders", "two holders of a single-valued relation at once", "two presidents of one state"},
          checks::two_holders},
    Check{{"undeclared_entity_type", "an entity type that the ontology lacks", "an entity of type Persn"},
          checks::undeclared_entity_types},
    Check{{"undeclared_relation_type", "a relation type that the ontology lacks", "a relation of type MEET"},
          checks::undeclared_relation_types},
    Check{{"unknown_source", "a source that is no entity", "a fact with the source `doc-x`, which there is not"},
          checks::unknown_sources},
};

constexpr auto kAbout = [] {
  std::array<IntegrityCheck, kChecks.size()> about{};
  for (std::size_t i = 0; i < kChecks.size(); ++i) about[i] = kChecks[i].about;
  return about;
}();

std::vector<std::string> check_names() {
  std::vector<std::string> names;
  for (const IntegrityCheck& check : kAbout) names.emplace_back(check.name);
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
  const bool exists = std::any_of(kAbout.begin(), kAbout.end(),
                                  [&](const IntegrityCheck& check) { return check.name == expected.check; });
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
  return kAbout;
}

std::vector<Finding> check_rules(const TemporalGraph& graph, const std::vector<std::string>& only) {
  for (const std::string& name : only) {
    const std::vector<std::string> names = check_names();
    if (std::find(names.begin(), names.end(), name) == names.end())
      throw Error(ErrorCode::kNotFound, fmt::format("there is no check `{}`", name)).with_hint(hint_for(name));
  }
  const checks::CheckContext context(graph);
  std::vector<Finding> findings;
  for (const Check& check : kChecks)
    if (is_asked(check.about.name, only)) {
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
