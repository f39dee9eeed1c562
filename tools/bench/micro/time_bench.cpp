// How long the small things of time take: reading and printing dates, beside strptime, and predicates over certain
// periods; and stated order.
#include <time.h>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>
#include <vector>

#include "entente/time/edtf.hpp"
#include "entente/time/period.hpp"
#include "entente/time/stated_order.hpp"

namespace entente {
namespace {

constexpr std::int64_t kDay = kSecondsPerDay;

void read_date(benchmark::State& state, const char* text) {
  for (auto _ : state) benchmark::DoNotOptimize(read_edtf(text));
}
BENCHMARK_CAPTURE(read_date, day, "1969-03-02");
BENCHMARK_CAPTURE(read_date, year, "1989");
BENCHMARK_CAPTURE(read_date, interval, "1950-02-14/1979-04-03");
BENCHMARK_CAPTURE(read_date, approximate_interval, "1967/1985~");

void read_day_by_strptime(benchmark::State& state) {
  const char* const text = "1969-03-02";
  for (auto _ : state) {
    tm parts{};
    benchmark::DoNotOptimize(strptime(text, "%Y-%m-%d", &parts));
    benchmark::DoNotOptimize(timegm(&parts));
  }
}
BENCHMARK(read_day_by_strptime);

void print_interval(benchmark::State& state) {
  const Period p = Period::certain(Instant{-7'000 * kDay}, Instant{3'000 * kDay});
  for (auto _ : state) benchmark::DoNotOptimize(print_edtf(p));
}
BENCHMARK(print_interval);

// A thousand periods in an order that no branch predictor learns; the time is that of one predicate.
std::vector<Period> periods(bool certain) {
  std::vector<Period> result;
  std::uint64_t seed = 88172645463325252ULL;
  const auto next = [&seed] {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return static_cast<std::int64_t>(seed % 10'000);
  };
  for (int i = 0; i < 1000; ++i) {
    const std::int64_t start = next(), length = 1 + next() / 10;
    Period p = Period::certain(Instant{start * kDay}, Instant{(start + length) * kDay});
    if (!certain) p.latest_end = Instant{(start + length + 365) * kDay};
    result.push_back(p);
  }
  return result;
}

using Predicate = Truth (*)(const Period&, const Period&);
void predicate(benchmark::State& state, Predicate holds, bool certain) {
  const std::vector<Period> all = periods(certain);
  const Period q = Period::certain(Instant{4'000 * kDay}, Instant{5'000 * kDay});
  for (auto _ : state) {
    for (const Period& p : all) benchmark::DoNotOptimize(holds(p, q));
  }
  state.counters["one"] = benchmark::Counter(
      static_cast<double>(all.size()), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK_CAPTURE(predicate, before_certain, before, true);
BENCHMARK_CAPTURE(predicate, overlaps_certain, overlaps, true);
BENCHMARK_CAPTURE(predicate, during_certain, during, true);
BENCHMARK_CAPTURE(predicate, equals_certain, equals, true);
BENCHMARK_CAPTURE(predicate, before_uncertain, before, false);
BENCHMARK_CAPTURE(predicate, overlaps_uncertain, overlaps, false);

// 10,000 events, each with three statements on one a little later; the first event alone is dated.
void tighten_stated_order(benchmark::State& state) {
  constexpr std::size_t kEvents = 10'000;
  StatedOrder order;
  for (std::size_t i = 0; i < kEvents; ++i) {
    order.add_event("", i == 0 ? Period::certain({0}, {kDay}) : StatedOrder::undated());
  }
  for (std::size_t i = 0; i + 1 < kEvents; ++i) {
    const Event earlier{(i * 7'919) % (kEvents - 1)};
    const Event later{std::min(kEvents - 1, earlier.index + 1 + i % 5)};
    order.add_statement("", stated::before(earlier, later));
    order.add_statement("", stated::starts_after(later, earlier, kDay, 365 * kDay));
    order.add_statement("", stated::lasts(earlier, kDay, 300 * kDay));
  }
  for (auto _ : state) benchmark::DoNotOptimize(order.tighten());
}
BENCHMARK(tighten_stated_order)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace entente

BENCHMARK_MAIN();
