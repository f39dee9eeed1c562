#include "algorithms/earliest_arrival.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

#include "algorithms/contacts.hpp"

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

// The two ways to count time in a search. The greatest and the least time are the infinities.

class EarliestArrivals::SecondClock {
 public:
  using Time = std::int64_t;
  explicit SecondClock(const TemporalGraph&) {}

  static Time at(Instant t) { return t.seconds; }
  static Time from(Instant t) { return t.seconds; }
  static Instant instant(Time t) { return {t}; }
  static bool tells(Instant) { return true; }
  static Time after(Time t, std::int64_t gap) { return moved(Instant{t}, gap).seconds; }
  static std::int64_t length(std::int64_t seconds) { return seconds; }
  static Time start(const EdgeRun& run, std::size_t i) { return run.start(i).seconds; }
  static Time end(const EdgeRun& run, std::size_t i) { return run.end(i).seconds; }
};

class EarliestArrivals::TickClock {
 public:
  using Time = Tick;
  explicit TickClock(const TemporalGraph& graph) : scale_(graph.scale()) {}

  Time at(Instant t) const { return scale_.at(t); }
  Time from(Instant t) const { return scale_.from(t); }
  Instant instant(Time t) const { return scale_.first(t); }
  bool tells(Instant t) const { return scale_.is_whole(t); }
  // What lies behind the last tick is never.
  static Time after(Time t, std::int64_t gap) {
    if (t == kMinusInfinityTick) return t;
    return static_cast<Time>(std::min<std::int64_t>(t + gap, kPlusInfinityTick));
  }
  std::int64_t length(std::int64_t seconds) const { return seconds / scale_.length(); }
  static Time start(const EdgeRun& run, std::size_t i) { return run.start_tick[i]; }
  static Time end(const EdgeRun& run, std::size_t i) { return run.end_tick[i]; }

 private:
  TickScale scale_;
};

template <class Clock>
class EarliestArrivals::Search {
 public:
  using Time = typename Clock::Time;

  Search(const View& view, const JourneyChoice& choice, bool reversed, bool reads_rows)
      : view_(view),
        choice_(choice),
        clock_(view.graph()),
        reversed_(reversed),
        gap_(clock_.length(choice.gap())),
        boardings_(view, choice.travel, reversed),
        ways_(choice.steps),
        reads_rows_(reads_rows),
        opening_(clock_.at(boardings_.opening())),
        closing_(clock_.from(boardings_.closing())),
        tables_(view.watch()),
        kept_(view.watch()) {
    if (reversed) ways_.direction = entente::reversed(ways_.direction);
    const std::size_t entities = view.graph().vertex_count();
    tables_.add(entities * (sizeof(Time) + sizeof(Vertex)) + kBuckets * sizeof(heads_[0]));
    ready_.resize(entities, kNever);
    is_left_.resize(entities);
    heads_.resize(kBuckets, kNone);
    spread();
  }

  // False: some moment can't be told by its clock, and what was found is of no use.
  bool run(Vertex from) {
    for (const Vertex v : reached_) ready_[v] = kNever;
    reached_.clear();
    chunks_.clear();
    kept_.release();
    std::fill(heads_.begin(), heads_.end(), kNone);
    if (!view_.admits_vertex(from)) return true;
    const Instant begin = boardings_.begin();
    const Time ready = clock_.at(reversed_ ? moved(begin, choice_.gap()) : begin);
    if constexpr (std::is_same_v<Clock, TickClock>) {
      look_for_contacts();
      if (contacts_) {
        ready_[from] = ready;
        reached_.push_back(from);
        contacts_->pass(ready, gap_, ready_, reached_);
        return true;
      }
    }
    improve(from, ready);
    for (bucket_ = 0; bucket_ < kBuckets && tells_all_; ++bucket_) {
      while (heads_[bucket_] != kNone) empty_chunk();
    }
    return tells_all_;
  }

  const std::vector<Vertex>& reached() const { return reached_; }

  Instant at(Vertex v) const {
    const Instant ready = clock_.instant(ready_[v]);
    if (!reversed_) return ready;
    return ready_[v] == kNever ? Instant::minus_infinity() : reflected(moved(ready, -choice_.gap()));
  }

 private:
  static constexpr std::uint32_t kBuckets = 1U << 15;
  static constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);
  static constexpr Time kNever = std::numeric_limits<Time>::max(), kAlways = std::numeric_limits<Time>::min();
  struct Chunk {  // of the entities that wait in a bucket
    static constexpr std::uint32_t kRoom = 14;
    std::uint32_t next, size;
    Vertex vertices[kRoom];
  };

  // Where searches have been looking at a good part of the graph, and all that they follow are contacts, a pass over
  // these is quicker than to find them at their vertices.
  void look_for_contacts() {
    constexpr std::size_t kSearches = 4;
    if (++searches_ <= kSearches || asked_for_contacts_ || gap_ < 1) return;
    if (looked_at_ / (searches_ - 1) < view_.graph().edge_count() / 4) return;
    asked_for_contacts_ = true;
    contacts_ = Contacts::in(view_, ways_, opening_, closing_);
  }

  // Over the times at which relations open, as a sample of them tells. What lies outside waits in the first or last
  // bucket.
  void spread() {
    constexpr Edge kSample = 4096;
    const TemporalGraph& graph = view_.graph();
    std::int64_t first = kNever, last = kAlways;
    const Edge step = std::max<Edge>(1, graph.edge_limit() / kSample);
    for (std::uint64_t e = 0; e < graph.edge_limit(); e += step) {
      const Instant start = graph.start(static_cast<Edge>(e));
      if (!start.is_finite()) continue;
      const std::int64_t opens = clock_.at(reversed_ ? reflected(start) : start);
      first = std::min(first, opens);
      last = std::max(last, opens);
    }
    const Instant begin = boardings_.begin();
    if (begin.is_finite()) first = std::max<std::int64_t>(first, clock_.at(begin));
    if (first >= last) last = first == kNever ? (first = 0) : first;
    first_bucket_ = first;
    const auto range = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first);
    shift_ = std::max(0, static_cast<int>(std::bit_width(range / (kBuckets - 1))));
  }

  std::uint32_t bucket_of(Time ready) const {
    if (ready <= first_bucket_) return 0;
    const std::uint64_t bucket =
        (static_cast<std::uint64_t>(ready) - static_cast<std::uint64_t>(first_bucket_)) >> shift_;
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(bucket, kBuckets - 1));
  }

  void wait(Vertex v, Time ready) {
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

  void improve(Vertex v, Time ready) {
    if (ready_[v] == kNever) reached_.push_back(v);
    ready_[v] = ready;
    is_left_[v] = false;
    wait(v, ready);
  }

  void empty_chunk() {
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

  void leave(Vertex v) {
    const TemporalGraph& graph = view_.graph();
    if (!ways_.through_apparatus && v != reached_.front() && is_apparatus(graph, v)) return;
    if (!reads_rows_) {
      const Time ready = ready_[v];
      const Steps steps(view_, ways_);
      steps.from(v, [&](const StepCursor& step) {
        take(step.edge(), step.neighbor(), ready);
        return false;
      });
      return;
    }
    const auto each_run = [&](bool out) {
      const auto visit = [&](const EdgeRun& run) {
        reversed_ ? leave_by_rows<true>(v, run) : leave_by_rows<false>(v, run);
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
  void leave_by_rows(Vertex v, const EdgeRun& run) {
    constexpr std::size_t kBlock = 32;
    struct Taken {
      Time at;
      Vertex to;
    };
    std::array<Taken, kBlock> taken;
    const Time ready = ready_[v], from = std::max(ready, opening_);
    const Vertex* const neighbor = run.neighbor.data();
    const std::size_t size = run.size();
    looked_at_ += size;
    for (std::size_t first = 0; first < size; first += kBlock) {
      const std::size_t last = std::min(first + kBlock, size);
      std::size_t count = 0;
      for (std::size_t i = first; i < last; ++i) {
        const Time s = Clock::start(run, i), e = Clock::end(run, i);
        // Vaguely dated, or in several stretches.
        if (s >= e) [[unlikely]] {
          if (view_.admits(run.edge(i))) take(run.edge(i), neighbor[i], ready);
          continue;
        }
        const Time opens = kReversed ? (e == kNever ? kAlways : 1 - e) : s;
        const Time closes = kReversed ? (s == kAlways ? kNever : 1 - s) : e;
        const Time taken_at = std::max(from, opens);
        taken[count] = {taken_at, neighbor[i]};
        prefetch(&ready_[neighbor[i]]);
        count +=
            static_cast<std::size_t>(static_cast<unsigned>(from < closes) & static_cast<unsigned>(taken_at < closing_));
      }
      for (std::size_t i = 0; i < count; ++i) {
        if (taken[i].at >= ready_[taken[i].to]) continue;
        const Time then = Clock::after(taken[i].at, gap_);
        if (then < ready_[taken[i].to]) improve(taken[i].to, then);
      }
    }
  }

  void take(Edge edge, Vertex to, Time ready) {
    if (choice_.allowed && !choice_.allowed(edge)) return;
    boardings_.each(edge, [&](const Boarding& boarding) {
      const Instant here = clock_.instant(ready);
      if (here >= boarding.closes) return false;
      const Instant then = moved(std::max(here, boarding.opens), choice_.gap());
      tells_all_ = tells_all_ && clock_.tells(then);
      if (clock_.at(then) < ready_[to]) improve(to, clock_.at(then));
      return false;
    });
  }

  const View& view_;
  const JourneyChoice& choice_;
  Clock clock_;
  bool reversed_;
  std::int64_t gap_;  // by the clock
  BoardingTimes boardings_;
  StepChoice ways_;
  bool reads_rows_;                // the columns of the snapshot say all
  Time opening_, closing_;         // of the slice
  std::int64_t first_bucket_ = 0;  // where the buckets begin, and how long each lasts: 2^shift
  int shift_ = 0;
  std::vector<Time> ready_;  // of each entity; kNever but for what is reached
  std::vector<Vertex> reached_;
  std::vector<bool> is_left_;         // since it improved
  std::vector<std::uint32_t> heads_;  // of each bucket
  std::vector<Chunk> chunks_;         // of the present search
  std::uint32_t bucket_ = 0;          // that is being emptied
  bool tells_all_ = true;
  std::size_t searches_ = 0, looked_at_ = 0;  // relations, by all searches
  bool asked_for_contacts_ = false;
  std::unique_ptr<const Contacts> contacts_;  // where they are all that is followed
  MemoryCharge tables_, kept_;                // by all searches, by the present one
};

EarliestArrivals::EarliestArrivals(const View& view, JourneyChoice choice, bool reversed)
    : view_(view), choice_(std::move(choice)), reversed_(reversed) {
  const bool reads_rows = view.is_told_by_rows() && view.slice().kind != Timeslice::Kind::kThroughout &&
                          is_plain(choice_.steps) && !choice_.allowed;
  const TickScale& scale = view.graph().scale();
  const bool in_ticks = reads_rows && !reversed && !view.graph().has_finer_bounds() &&
                        scale.is_whole(view.slice().from) && choice_.gap() % scale.length() == 0;
  if (in_ticks) {
    by_ticks_ = std::make_unique<Search<TickClock>>(view, choice_, reversed, reads_rows);
  } else {
    by_seconds_ = std::make_unique<Search<SecondClock>>(view, choice_, reversed, reads_rows);
  }
}

EarliestArrivals::~EarliestArrivals() = default;

void EarliestArrivals::run(Vertex from) {
  if (by_ticks_ && !by_ticks_->run(from)) {
    by_ticks_.reset();
    by_seconds_ = std::make_unique<Search<SecondClock>>(view_, choice_, reversed_, true);
  }
  if (by_seconds_) by_seconds_->run(from);
}

const std::vector<Vertex>& EarliestArrivals::reached() const {
  return by_ticks_ ? by_ticks_->reached() : by_seconds_->reached();
}
Instant EarliestArrivals::at(Vertex v) const {
  return by_ticks_ ? by_ticks_->at(v) : by_seconds_->at(v);
}

}  // namespace entente
