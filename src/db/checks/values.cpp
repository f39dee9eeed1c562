// Properties that have several values at once, as `conflicts()` finds them.
#include <fmt/format.h>

#include "db/checks/check.hpp"
#include "db/checks/clash.hpp"
#include "entente/time/stretches.hpp"
#include "formats/cell.hpp"
#include "time/read_alike.hpp"

namespace entente::checks {
namespace {

std::string described(const Claim& claim) {
  return fmt::format("`{}` ({})", in_a_line(cell_text(claim.value, {})),
                     !claim.validity            ? "at no stated time"
                     : claim.validity->is_set() ? text_of(*claim.validity)
                                                : in_words(claim.validity->bounds));
}

// The entity or relation that has the property.
template <class About>
FindingFact fact_of(const CheckContext& context, const About& about) {
  return about.about ? context.fact(*about.about) : context.fact_of_relation(*about.edge);
}
template <class About>
std::string subject_of(const CheckContext& context, const About& about) {
  return about.about ? std::string(context.graph().key(*about.about)) : context.subject(*about.edge);
}

void conflicting_values(const CheckContext& context, Findings& findings) {
  for (const Conflict& c : context.conflicts().found) {
    if (c.kind != ConflictKind::kProperty) continue;
    const FindingFact fact = fact_of(context, c);
    Finding finding{"conflicting_values",
                    fmt::format("{}: the property `{}` {} {} and {} at once", fact.statement, c.one.key,
                                c.certain ? "is" : "may be", described(c.one), described(c.other)),
                    subject_of(context, c),
                    c.certain,
                    false,
                    {fact}};
    if (!c.certain) {
      const Period p = cautious_bounds(*c.one.validity), q = cautious_bounds(*c.other.validity);
      finding.vague = agree_before(p, q) || agree_before(q, p);
    }
    findings.push_back(std::move(finding));
  }
  for (const CutShort& cut : context.conflicts().cut) {
    if (cut.kind != ConflictKind::kProperty) continue;
    const FindingFact fact = fact_of(context, cut);
    findings.push_back({"conflicting_values",
                        fmt::format("{}: only {} of the {}clashes between values of the property `{}` are listed",
                                    fact.statement, cut.listed, cut.certain ? "" : "possible ", cut.what),
                        subject_of(context, cut),
                        cut.certain,
                        false,
                        {fact}});
  }
}

}  // namespace

extern constexpr Check kConflictingValues = {
    .name = "conflicting_values",
    .summary = "a property with two values at once",
    .example = "a city called Petrograd and Leningrad in 1925",
    .run = conflicting_values,
};

}  // namespace entente::checks
