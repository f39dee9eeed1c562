// Motifs in time, as CALL has them.
#include <array>
#include <cstdint>
#include <utility>

#include "algorithms/algorithm_arguments.hpp"
#include "algorithms/algorithm_families.hpp"
#include "algorithms/boarding.hpp"
#include "algorithms/motif_counts.hpp"
#include "algorithms/motifs.hpp"
#include "entente/error.hpp"

namespace entente {
namespace {

using MotifRows = std::vector<std::vector<Value>>;

std::int64_t required_seconds(const AlgorithmCall& call, std::size_t place, AlgorithmArguments& arguments) {
  if (call.arguments[place].is_null())
    throw Error(ErrorCode::kType, "argument " + std::to_string(place + 1) + " must be a duration, not NULL");
  return arguments.seconds();
}

MotifRows run_motif_counts(const AlgorithmCall& call) {
  AlgorithmArguments arguments(call, 1, 4);
  const std::int64_t within = required_seconds(call, 0, arguments);
  const MotifCounts counts = count_three_relation_motifs(call.view, arguments.steps(Direction::kOut), within);
  MotifRows rows;
  for (std::size_t row = 0; row < kMotifSide; ++row)
    for (std::size_t column = 0; column < kMotifSide; ++column)
      rows.push_back({"M" + std::to_string(row + 1) + "," + std::to_string(column + 1), motif_text(row, column),
                      static_cast<std::int64_t>(counts.count[row][column]),
                      static_cast<std::int64_t>(counts.left_out)});
  return rows;
}

struct MotifCall {
  MotifPattern pattern;
  std::int64_t within = 0;
};

MotifCall motif_call(const AlgorithmCall& call, AlgorithmArguments& arguments) {
  const Value* text = arguments.optional();
  if (text == nullptr || !text->is_string()) arguments.fail_type("a motif such as 'a>b, b>c, c>a'", call.arguments[0]);
  Result<MotifPattern> pattern = read_motif_pattern(text->string());
  if (!pattern.ok()) throw pattern.error();
  return {std::move(*pattern), required_seconds(call, 1, arguments)};
}

MotifRows run_motifs(const AlgorithmCall& call) {
  AlgorithmArguments arguments(call, 2, 6);
  const MotifCall motif = motif_call(call, arguments);
  const std::uint32_t limit = arguments.count_or(kUnbounded);
  const StepChoice choice = arguments.steps(Direction::kOut);
  MotifRows rows;
  if (limit == 0) return rows;
  MemoryCharge kept(call.view.watch());
  each_motif(call.view, motif.pattern, motif.within, choice, [&](const MotifInstance& found) {
    List nodes, relations;
    for (const Vertex v : found.nodes) nodes.push_back(NodeRef{v});
    for (const Edge e : found.relations) relations.push_back(RelationshipRef{e});
    rows.push_back({std::move(nodes), std::move(relations), within_dates(found.earliest), within_dates(found.latest),
                    found.is_certain});
    for (const Value& value : rows.back()) kept.add(value.own_bytes());
    return rows.size() < limit;
  });
  return rows;
}

MotifRows run_count_motifs(const AlgorithmCall& call) {
  AlgorithmArguments arguments(call, 2, 5);
  const MotifCall motif = motif_call(call, arguments);
  std::int64_t certain = 0, possible = 0;
  each_motif(call.view, motif.pattern, motif.within, arguments.steps(Direction::kOut), [&](const MotifInstance& found) {
    certain += found.is_certain ? 1 : 0;
    ++possible;
    return true;
  });
  return {{certain, possible}};
}

constexpr std::array kMotifAlgorithms{
    Algorithm{"count_motifs",
              "count_motifs(pattern :: STRING, within :: STRING, " ENTENTE_WALK_IN(
                  "out") ") :: (certain :: INTEGER, possible :: INTEGER)",
              "How often relations begin one after the other as a pattern such as 'a>b, b>c' says, within a time: for "
              "certain, and in some choice of their dates.",
              "count_motifs('a>b, b>c', 'P30D')", run_count_motifs},
    Algorithm{"motif_counts",
              "motif_counts(within :: STRING, " ENTENTE_WALK_IN(
                  "out") ") :: (motif :: STRING, pattern :: STRING, count :: INTEGER, left_out :: INTEGER)",
              "How often each motif of three relations between two or three entities comes within a time, of relations "
              "whose start is known to the day; how many were left out as theirs is not.",
              "motif_counts('P30D')", run_motif_counts},
    Algorithm{
        "motifs",
        "motifs(pattern :: STRING, within :: STRING, limit :: INTEGER = unbounded, " ENTENTE_WALK_IN(
            "out") ") :: (nodes :: LIST, relations :: LIST, start :: INSTANT, end :: INSTANT, certain :: BOOLEAN)",
        "Relations that begin one after the other as a pattern such as 'a>b, b>c' says, the last within a time of "
        "the first.",
        "motifs('a>b, b>c', 'P30D')", run_motifs},
};

}  // namespace

std::span<const Algorithm> motif_algorithms() {
  return kMotifAlgorithms;
}

}  // namespace entente
