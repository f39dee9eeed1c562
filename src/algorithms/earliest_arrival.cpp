#include "algorithms/earliest_arrival.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace entente {
namespace {

// Every relation of the types counts, as it lies in the rows.
bool is_plain(const StepChoice& steps) {
  return steps.ways.empty() && (steps.direction == Direction::kBoth || !steps.symmetric_both_ways);
}

void prefetch(const void* address) {
#if defined(__GNUC__)
  __builtin_prefetch(address);
#else
  static_cast<void>(address);
#endif
}

}  // namespace

EarliestArrivals::EarliestArrivals(const View& view, JourneyChoice choice, bool reversed)
    : view_(view),
      choice_(std::move(choice)),
      reversed_(reversed),
      gap_(choice_.gap()),
      boardings_(view, choice_.travel, reversed),
      ways_(choice_.steps),
      opening_(boardings_.opening().seconds),
      closing_(boardings_.closing().seconds),
      tables_(view.watch()),
      kept_(view.watch()) {
  if (reversed) ways_.direction = entente::reversed(ways_.direction);
  reads_rows_ = view.is_told_by_rows() && view.slice().kind != Timeslice::Kind::kThroughout && is_plain(ways_) &&
                !choice_.allowed;
  const std::size_t entities = view.graph().vertex_count();
  tables_.add(entities * (sizeof(ready_[0]) + sizeof(Vertex)) + kBuckets * sizeof(heads_[0]));
  ready_.resize(entities, kNever);
  is_left_.resize(entities);
  heads_.resize(kBuckets, kNone);
  spread();
}

// Over the times at which relations open, as a sample of them tells. What lies outside waits in the first or last
// bucket.
void EarliestArrivals::spread() {
  constexpr Edge kSample = 4096;
  const TemporalGraph& graph = view_.graph();
  std::int64_t first = kNever, last = kAlways;
  const Edge step = std::max<Edge>(1, graph.edge_count() / kSample);
  for (std::uint64_t e = 0; e < graph.edge_count(); e += step) {
    const Instant start = graph.start(static_cast<Edge>(e));
    if (!start.is_finite()) continue;
    const std::int64_t opens = reversed_ ? -start.seconds : start.seconds;
    first = std::min(first, opens);
    last = std::max(last, opens);
  }
  const Instant begin = boardings_.begin();
  if (begin.is_finite()) first = std::max(first, begin.seconds);
  if (first >= last) last = first == kNever ? (first = 0) : first;
  first_bucket_ = first;
  const auto range = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first);
  shift_ = std::max(0, static_cast<int>(std::bit_width(range / (kBuckets - 1))));
}

std::uint32_t EarliestArrivals::bucket_of(std::int64_t ready) const {
  if (ready <= first_bucket_) return 0;
  const std::uint64_t bucket =
      (static_cast<std::uint64_t>(ready) - static_cast<std::uint64_t>(first_bucket_)) >> shift_;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(bucket, kBuckets - 1));
}

void EarliestArrivals::wait(Vertex v, std::int64_t ready) {
  // Never before the present one: no relation leads back in time.
  std::uint32_t& head = heads_[bucket_of(ready)];
  if (head == kNone || chunks_[head].size == Chunk::kRoom) {
    kept_.add(sizeof(Chunk));
    chunks_.push_back({head, 0, {}});
    head = static_cast<std::uint32_t>(chunks_.size() - 1);
  }
  Chunk& chunk = chunks_[head];
  chunk.vertices[chunk.size++] = v;
}

inline void EarliestArrivals::improve(Vertex v, std::int64_t ready) {
  if (ready_[v] == kNever) reached_.push_back(v);
  ready_[v] = ready;
  is_left_[v] = false;
  wait(v, ready);
}

void EarliestArrivals::run(Vertex from) {
  for (const Vertex v : reached_) ready_[v] = kNever;
  reached_.clear();
  chunks_.clear();
  kept_.release();
  std::fill(heads_.begin(), heads_.end(), kNone);
  if (!view_.admits_vertex(from)) return;
  const Instant begin = boardings_.begin();
  improve(from, (reversed_ ? moved(begin, gap_) : begin).seconds);
  for (bucket_ = 0; bucket_ < kBuckets; ++bucket_) {
    while (heads_[bucket_] != kNone) {
      const Chunk chunk = chunks_[heads_[bucket_]];
      heads_[bucket_] = chunk.next;
      view_.poll();
      for (std::uint32_t i = 0; i < chunk.size; ++i) {
        view_.graph().prefetch_row(chunk.vertices[i], ways_.direction != Direction::kIn);
      }
      for (std::uint32_t i = 0; i < chunk.size; ++i) {
        const Vertex v = chunk.vertices[i];
        if (is_left_[v] || bucket_of(ready_[v]) != bucket_) continue;
        is_left_[v] = true;
        leave(v);
      }
    }
  }
}

void EarliestArrivals::leave(Vertex v) {
  const TemporalGraph& graph = view_.graph();
  if (!ways_.through_apparatus && v != reached_.front() && is_apparatus(graph, v)) return;
  if (!reads_rows_) {
    const std::int64_t ready = ready_[v];
    const Steps steps(view_, ways_);
    steps.from(v, [&](const StepCursor& step) {
      take(step.edge(), step.neighbor(), ready);
      return false;
    });
    return;
  }
  const auto each_run = [&](bool out) {
    const auto visit = [&](const EdgeRun& run) {
      if (reversed_) {
        leave_by_rows<true>(v, run);
      } else {
        leave_by_rows<false>(v, run);
      }
    };
    if (ways_.any_type) return visit(out ? graph.out(v) : graph.in(v));
    for (const SymbolId type : ways_.types) visit(out ? graph.out(v, type) : graph.in(v, type));
  };
  if (ways_.direction != Direction::kIn) each_run(true);
  if (ways_.direction != Direction::kOut) each_run(false);
}

// A block of relations at a time: first those that can be taken, then where they lead, for which the processor was
// asked in between.
template <bool kReversed>
void EarliestArrivals::leave_by_rows(Vertex v, const EdgeRun& run) {
  constexpr std::size_t kBlock = 32;
  struct Taken {
    std::int64_t at;
    Vertex to;
  };
  Taken taken[kBlock];
  const std::int64_t ready = ready_[v], from = std::max(ready, opening_);
  const Instant* const start = run.start.data();
  const Instant* const end = run.end.data();
  const Vertex* const neighbor = run.neighbor.data();
  const std::size_t size = run.size();
  for (std::size_t first = 0; first < size; first += kBlock) {
    const std::size_t last = std::min(first + kBlock, size);
    std::size_t count = 0;
    for (std::size_t i = first; i < last; ++i) {
      const std::int64_t s = start[i].seconds, e = end[i].seconds;
      // Vaguely dated, or in several stretches.
      if (s >= e) [[unlikely]] {
        if (view_.admits(run.edge(i))) take(run.edge(i), neighbor[i], ready);
        continue;
      }
      const std::int64_t opens = kReversed ? (e == kNever ? kAlways : 1 - e) : s;
      const std::int64_t closes = kReversed ? (s == kAlways ? kNever : 1 - s) : e;
      const std::int64_t taken_at = std::max(from, opens);
      taken[count] = {taken_at, neighbor[i]};
      prefetch(&ready_[neighbor[i]]);
      count +=
          static_cast<std::size_t>(static_cast<unsigned>(from < closes) & static_cast<unsigned>(taken_at < closing_));
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (taken[i].at >= ready_[taken[i].to]) continue;
      const std::int64_t then = moved(Instant{taken[i].at}, gap_).seconds;
      if (then < ready_[taken[i].to]) improve(taken[i].to, then);
    }
  }
}

void EarliestArrivals::take(Edge edge, Vertex to, std::int64_t ready) {
  if (choice_.allowed && !choice_.allowed(edge)) return;
  boardings_.each(edge, [&](const Boarding& boarding) {
    if (ready >= boarding.closes.seconds) return false;
    const std::int64_t then = moved(std::max(Instant{ready}, boarding.opens), gap_).seconds;
    if (then < ready_[to]) improve(to, then);
    return false;
  });
}

Instant EarliestArrivals::at(Vertex v) const {
  const Instant ready{ready_[v]};
  if (!reversed_) return ready;
  return ready_[v] == kNever ? Instant::minus_infinity() : reflected(moved(ready, -gap_));
}

}  // namespace entente
