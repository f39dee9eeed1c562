// Times told of one thing that can't all be right, as `conflicts()` finds them: of an entity, of a relation, and of one
// relation that is told twice.
//
// Datings of one thing are about one and the same period: vague ones that leave a common choice agree.
#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "db/checks/check.hpp"
#include "db/checks/clash.hpp"

namespace entente::checks {
namespace {

std::string when(const Claim& claim) {
  if (!claim.validity) return "at no stated time";
  return claim.validity->is_set() ? in_a_line(text_of(*claim.validity)) : in_words(claim.validity->bounds);
}

// A claim as a fact: with its own time and its own sources.
FindingFact fact_of(const CheckContext& context, const Claim& claim) {
  FindingFact fact = claim.edge ? context.fact_of_relation(*claim.edge) : context.fact(*claim.vertex);
  fact.validity = claim.validity;
  fact.attribution = claim.attribution;
  return fact;
}

// What clashes over the time of one thing, none twice.
class Rivals {
 public:
  void add(const Conflict& conflict) {
    for (const Claim* claim : {&conflict.one, &conflict.other}) {
      const bool is_known = std::any_of(claims_.begin(), claims_.end(), [&](const Claim* known) {
        return known->edge == claim->edge && known->vertex == claim->vertex && known->validity == claim->validity &&
               known->attribution.sources == claim->attribution.sources;
      });
      if (!is_known) claims_.push_back(claim);
    }
  }
  std::string said() const {
    std::vector<std::string> times;
    for (const Claim* claim : claims_) times.push_back(when(*claim));
    return fmt::format("{}", fmt::join(times, "; "));
  }
  std::vector<FindingFact> facts(const CheckContext& context) const {
    std::vector<FindingFact> facts;
    for (std::size_t i = 0; i < claims_.size() && i < kMostFacts; ++i) facts.push_back(fact_of(context, *claims_[i]));
    return facts;
  }

 private:
  std::vector<const Claim*> claims_;
};

void conflicting_lifetimes(const CheckContext& context, Findings& findings) {
  std::map<Vertex, Rivals> rivals;
  for (const Conflict& c : context.conflicts().found)
    if (c.kind == ConflictKind::kDating && c.about) rivals[*c.about].add(c);
  for (const auto& [v, claims] : rivals) {
    findings.push_back({"conflicting_lifetimes",
                        fmt::format("{}: no one time of existence agrees with all that is said of it: {}",
                                    context.name(v), claims.said()),
                        std::string(context.graph().key(v)), true, false, claims.facts(context)});
  }
}

void conflicting_times(const CheckContext& context, Findings& findings) {
  std::map<Edge, Rivals> rivals;
  for (const Conflict& c : context.conflicts().found)
    if (c.kind == ConflictKind::kDating && c.edge) rivals[*c.edge].add(c);
  for (const auto& [e, claims] : rivals) {
    findings.push_back(
        {"conflicting_times",
         fmt::format("{}: no one time agrees with all that is said of it: {}", context.statement(e), claims.said()),
         context.subject(e), true, false, claims.facts(context)});
  }
  for (const Conflict& c : context.conflicts().found) {
    if (c.kind != ConflictKind::kPeriod) continue;
    findings.push_back(
        {"conflicting_times",
         fmt::format("{}: told twice, {}, and {}; {}", context.statement(*c.one.edge), when(c.one), when(c.other),
                     c.certain ? "the two overlap and differ" : "the two may overlap, and then they differ"),
         context.subject(*c.one.edge),
         c.certain,
         false,
         {fact_of(context, c.one), fact_of(context, c.other)}});
  }
}

}  // namespace

extern constexpr Check kConflictingLifetimes = {
    .name = "conflicting_lifetimes",
    .summary = "statements of when something existed that can't all be right",
    .example = "born in 1893 by its entity, in 1895 by a relation",
    .run = conflicting_lifetimes,
};

extern constexpr Check kConflictingTimes = {
    .name = "conflicting_times",
    .summary = "times told of one relation that can't all be right",
    .example = "an alliance until 1979 by its treaty, until 1980 by a book",
    .run = conflicting_times,
};

}  // namespace entente::checks
