// Conclusions that hold when what they rest on did not. A fact lists its premises in the property `rests_on`.
//
// A conclusion holds no longer than each of its premises, with two exceptions. An event may begin a state that outlasts
// it, which then only starts no earlier. And where the premises can't all hold at one time, they are taken as a chain:
// the conclusion holds no longer than from the first of them to the last. The bounds of a conclusion are made of those
// of its premises, so they are not chosen independently: uncertain bounds inside those of the premise are the premise's
// own.
#include <algorithm>

#include <fmt/format.h>

#include "db/checks/check.hpp"
#include "db/checks/clash.hpp"
#include "entente/time/period_algebra.hpp"
#include "time/read_alike.hpp"

namespace entente::checks {
namespace {

struct Premise {
  Period period;
  bool is_state;
  FindingFact fact;
};

std::optional<Premise> premise(const CheckContext& context, const std::string& key) {
  const TemporalGraph& graph = context.graph();
  if (const auto e = context.find_relation(key)) {
    if (graph.period(*e) == Period::always()) return std::nullopt;
    const RelationType* declared = context.rules(*e).declared;
    return Premise{graph.period(*e), declared == nullptr || declared->kind == RelationKind::kState,
                   context.fact_of_relation(*e)};
  }
  const auto v = graph.find(key);
  if (!v || !context.life(*v).stated) return std::nullopt;
  return Premise{context.life(*v).period, false, context.fact(*v)};
}

// Is the conclusion inside `outer`, as far as that bounds it.
Truth is_within(const Period& conclusion, const Period& outer, bool start_only) {
  const Truth truth = start_only ? starts_before(outer, conclusion) : during(conclusion, outer);
  if (truth != Truth::kUnknown) return truth;
  const bool starts_inside = conclusion.earliest_start >= outer.earliest_start;
  const bool ends_inside = start_only || conclusion.latest_end <= outer.latest_end;
  return starts_inside && ends_inside ? Truth::kTrue : Truth::kUnknown;
}

bool agree(const Period& conclusion, const Period& outer, bool start_only) {
  return start_only ? agree_starting_before(outer, conclusion) : agree_during(conclusion, outer);
}

// Where the conclusion leaves what it rests on: the worst of its premises, or all of them as a chain.
struct Outside {
  Truth within = Truth::kTrue;
  bool vague = false;
  std::string why;
};

Outside outside_each(const Period& period, bool is_state, const std::vector<Premise>& premises) {
  Outside worst;
  for (const Premise& premise : premises) {
    const bool start_only = is_state && !premise.is_state;
    const Truth within = is_within(period, premise.period, start_only);
    if (within == Truth::kTrue || worst.within == Truth::kFalse || (within == worst.within && !worst.vague)) continue;
    worst.within = within;
    worst.vague = within == Truth::kUnknown && agree(period, premise.period, start_only);
    worst.why = fmt::format("{}, {}: ", premise.fact.statement, in_words(premise.period));
    worst.why += start_only ? within == Truth::kFalse ? "it begins before that" : "it may begin before that"
                            : why_not_during(period, premise.period, "the premise");
  }
  return worst;
}

Outside outside_chain(const Period& period, bool is_state, const std::vector<Premise>& premises) {
  Period whole = premises.front().period;
  for (const Premise& premise : premises) whole = span(whole, premise.period);
  const bool start_only = is_state && std::none_of(premises.begin(), premises.end(),
                                                   [](const Premise& premise) { return premise.is_state; });
  const Truth within = is_within(period, whole, start_only);
  if (within == Truth::kTrue) return {};
  return {within, within == Truth::kUnknown && agree(period, whole, start_only),
          fmt::format("{} facts, {} from first to last: {}", premises.size(), in_words(whole),
                      why_not_during(period, whole, "their time"))};
}

Truth hold_together(const std::vector<Premise>& premises) {
  PossiblePeriod common{Truth::kTrue, Period::always()};
  for (const Premise& premise : premises) {
    const PossiblePeriod next = intersection(common.period, premise.period);
    common = {std::min(common.exists, next.exists), next.period};
    if (common.exists == Truth::kFalse) break;
  }
  return common.exists;
}

void check(const CheckContext& context, Edge e, const Value& rests_on, Findings& findings) {
  std::vector<Premise> premises;
  for (const std::string& key : keys_in(rests_on))
    if (auto found = premise(context, key)) premises.push_back(std::move(*found));
  if (premises.empty()) return;
  const RelationType* declared = context.rules(e).declared;
  const bool is_state = declared == nullptr || declared->kind == RelationKind::kState;
  const Period period = context.graph().period(e);
  const bool is_chain = hold_together(premises) != Truth::kTrue;
  Outside outside = outside_each(period, is_state, premises);
  if (is_chain && outside.within != Truth::kTrue) outside = outside_chain(period, is_state, premises);
  if (outside.within == Truth::kTrue) return;
  Finding finding{"conclusion_outside_premises",
                  fmt::format("{}, {}, rests on {}", context.statement(e), in_words(period), outside.why),
                  context.subject(e),
                  outside.within == Truth::kFalse,
                  false,
                  {context.fact_of_relation(e)}};
  finding.vague = outside.vague;
  for (std::size_t i = 0; i < std::min(premises.size(), kMostFacts); ++i)
    finding.facts.push_back(std::move(premises[i].fact));
  findings.push_back(std::move(finding));
}

void conclusions_outside_premises(const CheckContext& context, Findings& findings) {
  const TemporalGraph& graph = context.graph();
  const auto rests_on = graph.symbol(kRestsOn);
  if (!rests_on) return;
  for (const Edge e : graph.edges()) {
    if (graph.period(e) == Period::always()) continue;
    if (const Value value = graph.edge_property(e, *rests_on); !value.is_null()) check(context, e, value, findings);
  }
}

}  // namespace

extern constexpr Check kConclusionOutsidePremises = {
    .name = "conclusion_outside_premises",
    .summary = "a fact that holds when what it `rests_on` does not",
    .example = "an alliance until 1980 that rests on a treaty until 1979",
    .run = conclusions_outside_premises,
};

}  // namespace entente::checks
