// Running one workload several times, and calls that must not fail.
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "bench/bench.hpp"

namespace entente::bench {

// What a call gives; it must not fail.
template <class T>
T value_of(Result<T> result) {
  if (!result.ok()) throw std::runtime_error(describe(result.error()));
  return std::move(result).value();
}
inline void value_of(const Result<void>& result) {
  if (!result.ok()) throw std::runtime_error(describe(result.error()));
}

// Runs `work` once to warm up and then `runs` times, clock in hand. It returns the answer.
template <class Work>
Measure repeat(std::string workload, int runs, const Work& work) {
  Measure m{std::move(workload), {}, work()};
  for (int i = 0; i < runs; ++i) {
    const auto start = std::chrono::steady_clock::now();
    Answer answer = work();
    m.seconds.push_back(seconds_since(start));
    if (answer != m.answer) m.answer["differs_between_runs"] = 1;
  }
  return m;
}

// Adds the median and the 99th percentile of one run's latencies.
inline void add_latencies(std::vector<double>& latency, std::vector<double>& medians, std::vector<double>& tails) {
  std::sort(latency.begin(), latency.end());
  medians.push_back(latency[latency.size() / 2]);
  tails.push_back(latency[latency.size() * 99 / 100]);
}

}  // namespace entente::bench
