// A measure in one slice of time after another: "the centrality of Moscow, year by year".
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "entente/graph/traversal.hpp"
#include "entente/graph/view.hpp"
#include "measures/measures.hpp"

namespace entente {

struct SeriesChoice {
  std::vector<Timeslice> slices;  // in order of time: neither bound of one lies before that of the one before; < 65,536
  StepChoice steps;
  std::vector<Vertex> of;  // whose scores are wanted; empty: those with the highest ones
  std::size_t top = 10;    // so many of each slice
};

struct SeriesScore {
  std::size_t slice;
  Vertex vertex;
  std::optional<double> score;  // absent: no relation leads to it in the slice
};

// What the measure is in `view.in(slice)` for each slice, the highest first, then in order of the graph; of `of`, all
// of them.
//
// The relations are looked at once, for which slices each takes part in. Of what is counted (degree) each relation then
// costs no more when it comes and when it goes, and each slice the vertices of the graph; other measures are made from
// the relations of each slice, PageRank from what it was in the one before. Memory: 20 bytes a relation that takes part
// in some slice.
std::vector<SeriesScore> measure_series(const View& view, const Measure& measure, const SeriesChoice& choice);

}  // namespace entente
