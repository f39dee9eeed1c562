#include "formats/drawing/measured.hpp"

#include <chrono>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "entente/run_control.hpp"

namespace entente::drawing {
namespace {

std::vector<double> scores_of(const Network& network, const Measure& measure, int seconds) {
  try {
    return measure.of(network);
  } catch (const Error& error) {
    if (error.code != ErrorCode::kTimeout) throw;
    throw Error(ErrorCode::kTimeout, fmt::format("the measure `{}` took longer than {} s", measure.name, seconds))
        .with_hint("draw what fewer relations make, or allow it more time (--time-limit)");
  }
}

}  // namespace

std::map<std::uint32_t, double> measured(const Elements& elements, const Selection& selection, const Measure& measure,
                                         const DrawOptions& options) {
  std::map<std::uint32_t, std::uint32_t> member;  // by node
  for (const auto& [index, mark] : selection.relations) {
    const RelationshipRecord& r = elements.relationships.at(index);
    member[r.start] = member[r.end] = 0;
  }
  std::uint32_t members = 0;
  for (auto& [node, place] : member) place = members++;
  std::vector<Tie> ties;
  ties.reserve(selection.relations.size());
  for (const auto& [index, mark] : selection.relations) {
    const RelationshipRecord& r = elements.relationships.at(index);
    ties.push_back({member.at(r.start), member.at(r.end), is_symmetric(r.type, options.ontology)});
  }
  const RunWatch watch({.timeout = std::chrono::seconds(options.time_limit)});
  const Network network(members, std::move(ties), measure.directed, &watch);
  const std::vector<double> scores = scores_of(network, measure, options.time_limit);
  std::map<std::uint32_t, double> result;
  for (const auto& [index, mark] : selection.nodes) {
    const auto found = member.find(index);
    result[index] = found == member.end() ? 0 : scores[found->second];
  }
  return result;
}

}  // namespace entente::drawing
