// Pairs of rows whose periods may touch.
#include <algorithm>
#include <optional>
#include <vector>

#include "query/execute/evaluation.hpp"
#include "query/execute/pairs.hpp"

namespace entente {
namespace {

// Spans in order of start over a tree of the latest ends, so that those that touch a span are found without a look at
// most of the others.
class SpanIndex {
 public:
  void add(std::size_t row, Instant start, Instant end) { spans_.push_back({start, end, row}); }

  // Cost: O(n log n).
  void build() {
    std::sort(spans_.begin(), spans_.end(), [](const Span& a, const Span& b) { return a.start < b.start; });
    latest_.assign(2 * std::max<std::size_t>(spans_.size(), 1), Instant::minus_infinity());
    for (std::size_t i = 0; i < spans_.size(); ++i) latest_[spans_.size() + i] = spans_[i].end;
    for (std::size_t i = spans_.size(); i-- > 1;) latest_[i] = std::max(latest_[2 * i], latest_[2 * i + 1]);
  }

  // The rows whose spans begin at `end` or before and end at `start` or after, in order of rows. Cost: O(k log n) for k
  // of them.
  void touching(Instant start, Instant end, std::vector<std::size_t>& rows) const {
    rows.clear();
    const auto last = std::upper_bound(spans_.begin(), spans_.end(), end,
                                       [](const Instant& t, const Span& span) { return t < span.start; });
    // The leaves stand from spans_.size() on: the nodes that together cover those up to `last`.
    std::size_t left = spans_.size(), right = spans_.size() + static_cast<std::size_t>(last - spans_.begin());
    for (; left < right; left /= 2, right /= 2) {
      if (left % 2 == 1) gather(left++, start, rows);
      if (right % 2 == 1) gather(--right, start, rows);
    }
    std::sort(rows.begin(), rows.end());
  }

  void clear() { spans_.clear(); }

 private:
  struct Span {
    Instant start, end;
    std::size_t row;
  };

  void gather(std::size_t node, Instant start, std::vector<std::size_t>& rows) const {
    if (latest_[node] < start) return;
    if (node >= spans_.size()) return rows.push_back(spans_[node - spans_.size()].row);
    gather(2 * node, start, rows);
    gather(2 * node + 1, start, rows);
  }

  std::vector<Span> spans_;
  std::vector<Instant> latest_;  // of the leaves below each node; 1 is the root
};

class IntervalJoinSource final : public RowSource {
 public:
  IntervalJoinSource(const plan::IntervalJoin& node, ExecutionContext& context, const Value* argument)
      : periods_(node.periods), context_(context), pairs_(node, context, argument) {}

  bool produce(Batch& out) override {
    out.clear();
    while (!out.full()) {
      if (place_ == found_.size() && !start_row()) break;
      for (; place_ < found_.size() && !out.full(); ++place_) pairs_.add(found_[place_], out);
    }
    return out.size() > 0;
  }

  void restart() override {
    pairs_.restart();
    index_.clear();
    found_.clear();
    place_ = 0;
    is_kept_ = false;
  }

 private:
  // Goes to the next row of the left side that has a pair. False at the end.
  bool start_row() {
    while (Value* const row = pairs_.next_left()) {
      if (!is_kept_) keep_right();
      if (pairs_.right().size() == 0) return false;
      const std::optional<Period> period = period_in(*periods_.left, row);
      if (!period) continue;
      index_.touching(period->earliest_start, period->latest_end, found_);
      place_ = 0;
      if (!found_.empty()) return true;
    }
    return false;
  }

  void keep_right() {
    is_kept_ = true;
    std::size_t number = 0;
    while (pairs_.right().fetch([&](Value* row) {
      const std::optional<Period> period = period_in(*periods_.right, row);
      if (period) index_.add(number, period->earliest_start, period->latest_end);
      ++number;
    })) {
    }
    index_.build();
  }

  // Absent: null, of which the condition can't be true.
  std::optional<Period> period_in(const plan::Expression& e, Value* row) {
    Value scratch;
    const Value& value = evaluate_in(e, row, context_, scratch);
    if (value.is_null()) return periods_.null_pairs ? std::optional(Period::always()) : std::nullopt;
    return with_place(periods_.span, [&] { return date_in(value, context_); });
  }

  const plan::JoinKey& periods_;
  ExecutionContext& context_;
  Pairs pairs_;
  SpanIndex index_;
  std::vector<std::size_t> found_;
  std::size_t place_ = 0;
  bool is_kept_ = false;
};

}  // namespace

RowSourcePtr make_source(const plan::IntervalJoin& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<IntervalJoinSource>(node, context, argument);
}

}  // namespace entente
