// A measure over many slices says of each what it says of that slice alone; a part of a graph says what a graph of that
// part alone would.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "algorithms/measure_series.hpp"
#include "algorithms/network_of.hpp"
#include "random_graphs.hpp"

namespace entente {
namespace {

rc::Gen<SeriesChoice> random_series() {
  return rc::gen::exec([] {
    SeriesChoice choice;
    const bool instants = *rc::gen::arbitrary<bool>();
    const auto step = *rc::gen::inRange<std::int64_t>(1, 4), length = *rc::gen::inRange<std::int64_t>(1, 5);
    const auto reading = *rc::gen::element(Reading::kCertain, Reading::kPresumed, Reading::kPossible);
    for (std::int64_t t = *rc::gen::inRange<std::int64_t>(-2, 4); t < 13; t += step) {
      choice.slices.push_back(instants ? Timeslice::as_of(day(t), reading)
                                       : Timeslice{Timeslice::Kind::kOverlapping, day(t), day(t + length), reading});
    }
    choice.top = *rc::gen::inRange<std::size_t>(0, 6);
    for (int i = *rc::gen::inRange(0, 3); i > 0; --i) choice.of.push_back(0);
    if (*rc::gen::arbitrary<bool>()) {
      choice.steps.any_type = false;
      choice.steps.types = {SymbolId{1}};
    }
    choice.steps.direction = *rc::gen::element(Direction::kBoth, Direction::kOut, Direction::kIn);
    return choice;
  });
}

// As a slice by itself says it.
std::map<Vertex, double> measured_alone(const View& view, const Measure& measure, const SeriesChoice& choice,
                                        std::size_t slice) {
  const NetworkOf found = network_of(view.in(choice.slices[slice]), choice.steps);
  const std::vector<double> scores = measure.of(found.network);
  std::map<Vertex, double> result;
  for (std::size_t i = 0; i < scores.size(); ++i) result[found.vertices[i]] = scores[i];
  return result;
}

RC_GTEST_PROP(MeasureSeries, SaysOfEachSliceWhatItAloneSays, ()) {
  const RandomGraph random = *random_graph();
  const auto graph = random.build();
  SeriesChoice choice = *random_series();
  for (Vertex& v : choice.of) v = *rc::gen::inRange<Vertex>(0, graph->vertex_count());
  const View view(*graph);
  for (const Measure& measure : measures()) {
    const std::vector<SeriesScore> found = measure_series(view, measure, choice);
    std::size_t at = 0;
    for (std::size_t slice = 0; slice < choice.slices.size(); ++slice) {
      const std::map<Vertex, double> alone = measured_alone(view, measure, choice, slice);
      const std::size_t begin = at;
      while (at < found.size() && found[at].slice == slice) ++at;
      RC_ASSERT(at - begin == (choice.of.empty() ? std::min(choice.top, alone.size()) : choice.of.size()));
      std::vector<double> scores;
      for (const auto& [v, score] : alone) scores.push_back(score);
      std::sort(scores.rbegin(), scores.rend());
      for (std::size_t i = begin; i < at; ++i) {
        const auto own = alone.find(found[i].vertex);
        RC_ASSERT(found[i].score.has_value() == (own != alone.end()));
        if (!found[i].score) continue;
        // What starts from the slice before comes near to the same, not always to the last digit.
        const double allowed = measure.goes_on ? 1e-5 : 1e-9;
        RC_ASSERT(std::abs(*found[i].score - own->second) <= allowed);
        if (choice.of.empty()) RC_ASSERT(std::abs(*found[i].score - scores[i - begin]) <= allowed);
        if (i > begin && found[i - 1].score) RC_ASSERT(*found[i - 1].score >= *found[i].score - allowed);
      }
    }
    RC_ASSERT(at == found.size());
  }
}

RC_GTEST_PROP(Subgraphs, APartOfAViewHasWhatIsInBoth, ()) {
  const RandomGraph random = *random_graph();
  const auto graph = random.build();
  const auto reading = *rc::gen::element(Reading::kCertain, Reading::kPresumed, Reading::kPossible);
  const View view = View(*graph).in(*rc::gen::arbitrary<bool>() ? Timeslice::as_of(day(5), reading) : Timeslice::all());
  auto part = std::make_shared<Subgraph>(*graph);
  for (Vertex v = 0; v < graph->vertex_count(); ++v)
    if (*rc::gen::inRange(0, 4) == 0) part->add_vertex(v);
  for (Edge e = 0; e < graph->edge_count(); ++e)
    if (*rc::gen::arbitrary<bool>()) part->add(e);
  const View within = view.within(part);
  Vertex count = 0;
  for (Vertex v = 0; v < graph->vertex_count(); ++v) {
    RC_ASSERT(within.admits_vertex(v) == (view.admits_vertex(v) && part->has_vertex(v)));
    if (within.admits_vertex(v)) RC_ASSERT(within.index_of(v) == count++);
    std::vector<Edge> steps, expected;
    const StepChoice choice;
    StepCursor cursor;
    for (cursor.start(within, choice, v); cursor.next();) steps.push_back(cursor.edge());
    if (within.admits_vertex(v))
      for (cursor.start(view, choice, v); cursor.next();)
        if (part->has(cursor.edge())) expected.push_back(cursor.edge());
    RC_ASSERT(steps == expected);
  }
  RC_ASSERT(within.vertex_count() == count);
  for (Edge e = 0; e < graph->edge_count(); ++e) {
    RC_ASSERT(within.admits(e) == (view.admits(e) && part->has(e)));
    RC_ASSERT(within.certainty(e) == (part->has(e) ? view.certainty(e) : std::nullopt));
    RC_ASSERT(within.under(Reading::kPossible).admits(e) == (view.under(Reading::kPossible).admits(e) && part->has(e)));
  }
}

}  // namespace
}  // namespace entente
