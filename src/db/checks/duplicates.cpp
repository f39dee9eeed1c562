// Entities that may be one and the same: they share a name or an alias, whatever its case and diacritics, one is of the
// other's kind, and they exist at one time. Where nothing is said of the time of one, the other exists in it.
#include <algorithm>
#include <map>
#include <span>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "db/checks/check.hpp"

namespace entente::checks {
namespace {

// How many of those that share one name are compared each with each; of more, only the kinds are.
constexpr std::size_t kMostCompared = 64;

// `v` has all types of `other`, as they are or by way of types below them.
bool is_of_kind(const TemporalGraph& graph, Vertex v, Vertex other) {
  const auto labels = graph.labels(other);
  return std::all_of(labels.begin(), labels.end(), [&](SymbolId label) { return graph.has_label(v, label); });
}
bool are_of_one_kind(const TemporalGraph& graph, Vertex a, Vertex b) {
  return is_of_kind(graph, a, b) || is_of_kind(graph, b, a);
}

Truth exist_at_one_time(const CheckContext& context, Vertex a, Vertex b) {
  const Life &p = context.life(a), &q = context.life(b);
  return p.stated && q.stated ? overlaps(p.period, q.period) : Truth::kTrue;
}

using Pairs = std::map<std::pair<Vertex, Vertex>, std::vector<std::string>>;  // with the names they share

void report_pair(const CheckContext& context, Vertex a, Vertex b, const std::vector<std::string>& names,
                 Findings& findings) {
  const bool certain = exist_at_one_time(context, a, b) == Truth::kTrue;
  findings.push_back({"duplicate_entity",
                      fmt::format("{} and {} {}share the name {}", context.fact(a).statement, context.fact(b).statement,
                                  certain ? "" : "may exist at one time, and ", fmt::join(names, ", ")),
                      std::string(context.graph().key(a)),
                      certain,
                      false,
                      {context.fact(a), context.fact(b)}});
}

// Too many to compare each with each: one finding for all that are of one type.
void report_crowd(const CheckContext& context, std::span<const FoldedName> crowd, Findings& findings) {
  const TemporalGraph& graph = context.graph();
  std::map<SymbolId, std::vector<Vertex>> by_type;
  for (const FoldedName& named : crowd) {
    const auto labels = graph.labels(named.entity);
    by_type[labels.empty() ? SymbolId{} : labels.front()].push_back(named.entity);
  }
  for (const auto& [type, members] : by_type) {
    if (members.size() < 2) continue;
    Finding finding{
        "duplicate_entity",
        fmt::format("{} entities share the name {} and a type", members.size(), in_a_line(crowd.front().text)),
        std::string(graph.key(members.front()))};
    for (std::size_t i = 0; i < std::min(members.size(), kMostFacts); ++i)
      finding.facts.push_back(context.fact(members[i]));
    findings.push_back(std::move(finding));
  }
}

void duplicate_entities(const CheckContext& context, Findings& findings) {
  const TemporalGraph& graph = context.graph();
  const std::vector<FoldedName>& names = context.names();
  Pairs pairs;
  for (auto first = names.begin(); first != names.end();) {
    const auto last = std::find_if(first, names.end(), [&](const FoldedName& n) { return n.text != first->text; });
    if (static_cast<std::size_t>(last - first) > kMostCompared) {
      report_crowd(context, {first, last}, findings);
    } else {
      for (auto a = first; a != last; ++a)
        for (auto b = std::next(a); b != last; ++b)
          if (are_of_one_kind(graph, a->entity, b->entity) &&
              exist_at_one_time(context, a->entity, b->entity) != Truth::kFalse)
            pairs[{a->entity, b->entity}].push_back(in_a_line(first->text));
    }
    first = last;
  }
  for (const auto& [pair, shared] : pairs) report_pair(context, pair.first, pair.second, shared, findings);
}

}  // namespace

extern constexpr Check kDuplicateEntity = {
    .name = "duplicate_entity",
    .summary = "entities of one kind and time that share a name or an alias",
    .example = "`mao` and `mao-zedong`, both a Person called Mao Zedong",
    .run = duplicate_entities,
};

}  // namespace entente::checks
