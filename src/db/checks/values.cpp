// Properties that have several values at once. A value without stated time is what holds where no other does, and
// clashes only with another one without time; a list is one value.
#include <utility>

#include <fmt/format.h>

#include "db/checks/checks.hpp"
#include "db/checks/clash.hpp"
#include "db/checks/overlap_sweep.hpp"
#include "formats/cell.hpp"

namespace entente::checks {
namespace {

constexpr std::size_t kMostClashes = 50;  // that are listed of one property

using Values = std::span<const PropertyFact>;

std::string described(const PropertyFact& fact) {
  return fmt::format("`{}` ({})", in_a_line(cell_text(fact.value, {})),
                     fact.validity ? in_words(fact.validity->bounds) : "at no stated time");
}

// A number for each value, the same for equivalent ones.
class ValueNumbers {
 public:
  std::uint32_t of(const Value& value) {
    std::vector<std::pair<Value, std::uint32_t>>& alike = numbers_[hash_of(value)];
    for (const auto& [known, number] : alike)
      if (equivalent(known, value)) return number;
    alike.emplace_back(value, next_);
    return next_++;
  }

 private:
  absl::flat_hash_map<std::size_t, std::vector<std::pair<Value, std::uint32_t>>> numbers_;
  std::uint32_t next_ = 0;
};

// `dated` chooses the values to compare with one another.
template <class Report>
void check_values(Values values, bool dated, Report report) {
  std::vector<TimedClaim> claims;
  std::vector<const PropertyFact*> facts;
  ValueNumbers numbers;
  for (const PropertyFact& fact : values) {
    if (fact.validity.has_value() != dated) continue;
    claims.push_back({numbers.of(fact.value), fact.validity ? fact.validity->bounds : Period::always()});
    facts.push_back(&fact);
  }
  if (claims.size() < 2) return;
  for (const bool certain : {true, false}) {
    const OverlappingPairs found =
        certain ? certain_overlaps(claims, kMostClashes) : possible_overlaps(claims, kMostClashes);
    for (const auto& [a, b] : found.pairs) report(*facts[a], *facts[b], certain);
    if (found.cut) report.cut(facts.front()->key, found.pairs.size(), certain);
  }
}

// Turns clashes of one entity or relation into findings.
struct Reporter {
  const FindingFact& fact;
  const std::string& subject;
  Findings& findings;

  void operator()(const PropertyFact& a, const PropertyFact& b, bool certain) const {
    Finding finding{"conflicting_values",
                    fmt::format("{}: the property `{}` {} {} and {} at once", fact.statement, a.key,
                                certain ? "is" : "may be", described(a), described(b)),
                    subject,
                    certain,
                    false,
                    {fact}};
    if (!certain) {
      const Period &p = a.validity->bounds, &q = b.validity->bounds;
      finding.vague = agree_before(p, q) || agree_before(q, p);
    }
    findings.push_back(std::move(finding));
  }
  void cut(const std::string& key, std::size_t listed, bool certain) const {
    findings.push_back({"conflicting_values",
                        fmt::format("{}: only {} of the {}clashes between values of the property `{}` are listed",
                                    fact.statement, listed, certain ? "" : "possible ", key),
                        subject,
                        certain,
                        false,
                        {fact}});
  }
};

template <class Fact>
void check(const std::vector<PropertyFact>& properties, const std::string& subject, Fact fact, Findings& findings) {
  for (std::size_t first = 0; first < properties.size();) {
    std::size_t last = first + 1;
    while (last < properties.size() && properties[last].key == properties[first].key) ++last;
    if (last - first > 1) {
      const FindingFact of = fact();
      const Values values(properties.data() + first, last - first);
      for (const bool dated : {true, false}) check_values(values, dated, Reporter{of, subject, findings});
    }
    first = last;
  }
}

}  // namespace

void conflicting_values(const CheckContext& context, Findings& findings) {
  const TemporalGraph& graph = context.graph();
  for (Vertex v = 0; v < graph.vertex_count(); ++v)
    check(
        graph.node_record(v).properties, std::string(graph.key(v)), [&] { return context.fact(v); }, findings);
  for (Edge e = 0; e < graph.edge_count(); ++e)
    check(
        graph.relationship_record(e).properties, context.subject(e), [&] { return context.fact_of_relation(e); },
        findings);
}

}  // namespace entente::checks
