// Measures of one slice, and of a hundred years, one slice after another or each by itself.
#include <algorithm>
#include <cmath>

#include "algorithms/measure_series.hpp"
#include "algorithms/network_of.hpp"
#include "bench/bench.hpp"
#include "bench/repeat.hpp"

namespace entente::bench {
namespace {

class Series {
 public:
  Series(const Dataset& data, const TemporalGraph& graph, int runs) : view_(graph), runs_(runs) {
    // The relations begin at any time within 123 years.
    constexpr std::int64_t kYear = 365, kYears = 100, kFirst = 22;
    for (std::int64_t year = kFirst; year < kFirst + kYears; ++year)
      choice_.slices.push_back(Timeslice::as_of(Dataset::instant(year * kYear)));
    at_T_ = Timeslice::as_of(Dataset::instant(data.parameters.at("T")));
  }

  std::vector<Measure> run() {
    of("Sdegree", "degree");
    of("Sparts", "component_size");
    of("Srank", "pagerank");
    return std::move(measures_);
  }

 private:
  std::vector<double> at(const Timeslice& slice, const entente::Measure& m) const {
    StepChoice steps = choice_.steps;
    steps.direction = m.directed ? Direction::kOut : Direction::kBoth;
    return m.of(network_of(view_.in(slice), steps).network);
  }

  // The best of each slice, in thousandths: what starts from the slice before differs in digits behind.
  static std::int64_t rounded(double score) { return std::llround(score * 1000); }

  void of(const std::string& name, const char* measure_name) {
    const entente::Measure& m = *find_measure(measure_name);
    SeriesChoice choice = choice_;
    choice.steps.direction = m.directed ? Direction::kOut : Direction::kBoth;
    measures_.push_back(repeat(name, runs_, [&]() -> Answer {
      const std::vector<double> scores = at(at_T_, m);
      return {{"best", rounded(*std::max_element(scores.begin(), scores.end()))}};
    }));
    std::vector<Vertex> named;
    measures_.push_back(repeat(name + "100", runs_, [&]() -> Answer {
      const std::vector<SeriesScore> scores = measure_series(view_, m, choice);
      named.clear();
      std::int64_t sum = 0;
      for (std::size_t i = 0; i < scores.size(); i += choice.top) sum += rounded(*scores[i].score);
      for (std::size_t i = scores.size() - choice.top; i < scores.size(); ++i) named.push_back(scores[i].vertex);
      return {{"sum_best", sum}};
    }));
    if (m.counts_ties) {
      SeriesChoice of_named = choice;
      of_named.of = named;
      measures_.push_back(repeat(name + "100of", runs_, [&]() -> Answer {
        return {{"rows", static_cast<std::int64_t>(measure_series(view_, m, of_named).size())}};
      }));
    }
    measures_.push_back(repeat(name + "100each", 1, [&]() -> Answer {
      std::int64_t sum = 0;
      for (const Timeslice& slice : choice.slices) {
        const std::vector<double> scores = at(slice, m);
        sum += rounded(*std::max_element(scores.begin(), scores.end()));
      }
      return {{"sum_best", sum}};
    }));
    const auto each = measures_.end() - 1, together = measures_.end() - (m.counts_ties ? 3 : 2);
    if (each->answer != together->answer)
      throw std::runtime_error(name + ": a series says another thing than its slices");
  }

  View view_;
  int runs_;
  SeriesChoice choice_;
  Timeslice at_T_;
  std::vector<Measure> measures_;
};

}  // namespace

std::vector<Measure> run_series(const Dataset& data, const ReadTransaction& snapshot, int runs) {
  return Series(data, snapshot.graph(), runs).run();
}

}  // namespace entente::bench
