// Relations that hold while an end of theirs does not exist.
//
// A relation chooses its bounds independently of the lifetime, so its truth is that of `during`. A relation without
// stated time is compared with nothing.
#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "db/checks/check.hpp"
#include "db/checks/clash.hpp"
#include "entente/time/claims.hpp"
#include "entente/time/stretches.hpp"
#include "time/read_alike.hpp"

namespace entente::checks {
namespace {

std::string lifetime_in_words(const Life& life) {
  if (life.stretches.empty()) return in_words(life.period);
  return in_a_line(text_of(validity_of_stretches(life.stretches)));
}

std::string why_not(const Period& period, const Life& life, std::string_view outer) {
  if (life.rivals && during(period, life.period) == Truth::kTrue)
    return fmt::format("not within what each statement leaves of {}", outer);
  if (life.stretches.empty()) return why_not_during(period, life.period, outer);
  return fmt::format("not within one of the stretches of {}", outer);
}

// What each of the claims says: one, where they agree.
std::vector<std::vector<Period>> claims_of(const TemporalGraph& graph, Edge e) {
  std::vector<Validity> said;
  for (const Dating& dating : graph.datings(e)) said.push_back(dating.validity);
  if (said.size() < 2 || agree(said)) said = {*graph.validity(e)};
  std::vector<std::vector<Period>> claims;
  for (const Validity& validity : said) {
    const BoundsOfStretches bounds(validity);
    const Stretches stretches = bounds;
    claims.emplace_back(stretches.begin(), stretches.end());
  }
  return claims;
}

std::vector<std::vector<Period>> claims_of(const Life& life) {
  if (life.rivals) return life.statements;
  return {life.stretches.empty() ? std::vector{life.period} : life.stretches};
}

// Of rivals: true where every pair of claims has it so, false where none does.
template <class Question>
Truth of_claims(const TemporalGraph& graph, Edge e, const Life& life, const Question& question) {
  std::optional<Truth> all;
  for (const std::vector<Period>& inner : claims_of(graph, e)) {
    for (const std::vector<Period>& outer : claims_of(life)) {
      const Truth one = question(Stretches(inner), Stretches(outer));
      if (all && *all != one) return Truth::kUnknown;
      all = one;
    }
  }
  return all.value_or(Truth::kUnknown);
}

Truth is(Truth (*predicate)(Stretches, Stretches), const TemporalGraph& graph, Edge e, const Life& life) {
  return of_claims(graph, e, life, predicate);
}

// Whether there may have been a life wherever the relation certainly held.
bool lies_within(Stretches held, Stretches lived) {
  return period_set(lived).possible.contains(period_set(held).certain);
}

// Whether the relation certainly holds at times at which its end can't have been: there, its end rules it out.
Truth is_cut_short(const TemporalGraph& graph, Edge e, const Life& life) {
  return of_claims(graph, e, life, [](Stretches held, Stretches lived) {
    return lies_within(held, lived) ? Truth::kFalse : Truth::kTrue;
  });
}

// `must_lie_within`: the relation holds only while that end exists. One that only implies its end may have begun before
// it or have lasted longer, where neither is certain.
void check_end(const CheckContext& context, Edge e, Vertex v, bool must_lie_within, Findings& findings) {
  const TemporalGraph& graph = context.graph();
  const Life& life = context.life(v);
  if (!life.stated) return;
  const Period period = graph.period(e);
  Truth within = is(during, graph, e, life);
  // That the end is there all the while is implied, and declared by nobody.
  const bool only_implied = !must_lie_within && is(overlaps, graph, e, life) != Truth::kFalse;
  if (only_implied) within = !is_cut_short(graph, e, life);
  if (within == Truth::kTrue) return;
  Finding finding;
  finding.rule = "relation_outside_lifetime";
  finding.subject = context.subject(e);
  finding.certain = within == Truth::kFalse;
  const std::string_view outer = life.rivals ? "the disputed lifetime" : "the lifetime";
  finding.message = fmt::format("{} ({}), {}outside the lifetime of {} ({}): {}", context.statement(e),
                                time_in_words(graph, e), finding.certain ? "" : "possibly ", context.name(v),
                                lifetime_in_words(life), why_not(period, life, outer));
  finding.advice = only_implied;
  finding.vague = !finding.certain && agree_during(period, life.period);
  finding.facts = context.lifetime_facts(v);
  finding.facts.insert(finding.facts.begin(), context.fact_of_relation(e));
  findings.push_back(std::move(finding));
}

void relations_outside_lifetime(const CheckContext& context, Findings& findings) {
  const TemporalGraph& graph = context.graph();
  for (const Edge e : graph.edges()) {
    const RelationTraits& rules = context.traits(e);
    if (graph.period(e) == Period::always() || rules.is_lifetime) continue;
    const auto look = [&](Vertex v, bool within, bool implied) {
      if (within || implied) check_end(context, e, v, within, findings);
    };
    look(graph.source(e), rules.within_from, rules.implies_from);
    if (graph.target(e) != graph.source(e)) look(graph.target(e), rules.within_to, rules.implies_to);
  }
}

}  // namespace

extern constexpr Check kRelationOutsideLifetime = {
    .name = "relation_outside_lifetime",
    .summary = "a relation that holds while an end of it does not exist",
    .example = "a participant who was dead by then",
    .run = relations_outside_lifetime,
};

}  // namespace entente::checks
