// Two holders of a single-valued relation at once, as `conflicts()` finds them.
#include <fmt/format.h>

#include "db/checks/check.hpp"
#include "db/checks/clash.hpp"
#include "entente/time/period_algebra.hpp"
#include "time/read_alike.hpp"

namespace entente::checks {
namespace {

// The type whose one place they compete for.
SymbolId place_of(const CheckContext& context, Edge e) {
  return context.traits(e).single_valued.value_or(context.graph().type(e));
}

std::string held(const CheckContext& context, const Conflict& conflict, const Claim& claim) {
  const TemporalGraph& graph = context.graph();
  const Vertex from = graph.source(*claim.edge), to = graph.target(*claim.edge);
  const bool is_dated = graph.period(*claim.edge) != Period::always();
  return fmt::format("{} ({})", context.name(from == *conflict.about ? to : from),
                     is_dated ? time_in_words(graph, *claim.edge) : "at no stated time");
}

Finding finding_of(const CheckContext& context, const Conflict& c) {
  Finding finding;
  finding.rule = "two_holders";
  finding.subject = std::string(context.graph().key(*c.about));
  finding.certain = c.certain;
  finding.message =
      fmt::format("{}: one {} at a time, but {} and {} {} at once", context.name(*c.about),
                  in_a_line(context.graph().symbol_name(place_of(context, *c.one.edge))), held(context, c, c.one),
                  held(context, c, c.other), c.certain ? "held it" : "may have held it");
  const Period p = context.graph().period(*c.one.edge), q = context.graph().period(*c.other.edge);
  if (const Period both = intersection(p, q).period; c.certain && both.has_core())
    finding.message += ", " + in_words(both);
  const bool is_undated = p == Period::always() || q == Period::always();
  finding.vague = !c.certain && (is_undated || agree_before(p, q) || agree_before(q, p));
  finding.facts = {context.fact_of_relation(*c.one.edge), context.fact_of_relation(*c.other.edge)};
  return finding;
}

void two_holders(const CheckContext& context, Findings& findings) {
  for (const Conflict& c : context.conflicts().found)
    if (c.kind == ConflictKind::kHolder) findings.push_back(finding_of(context, c));
  for (const CutShort& cut : context.conflicts().cut) {
    if (cut.kind != ConflictKind::kHolder) continue;
    findings.push_back({"two_holders",
                        fmt::format("{}: {} relations of {} lead to it, and only {} of their {}clashes are listed",
                                    context.name(*cut.about), cut.claims, in_a_line(cut.what), cut.listed,
                                    cut.certain ? "" : "possible "),
                        std::string(context.graph().key(*cut.about)), cut.certain});
  }
}

}  // namespace

extern constexpr Check kTwoHolders = {
    .name = "two_holders",
    .summary = "two holders of a single-valued relation at once",
    .example = "two presidents of one state",
    .run = two_holders,
};

}  // namespace entente::checks
