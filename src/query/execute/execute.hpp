// From plan to rows: operators that pull batches.
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include "entente/graph/view.hpp"
#include "query/execute/csv_rows.hpp"
#include "query/execute/profile.hpp"
#include "query/plan/plan.hpp"

namespace entente {

// Rows of `slot_count` values, one after the other, as many as the reader requests at once: at most `batch_rows`
// unless it says less. A source may give a few more than requested where it cannot know. Room is made as rows come, so
// a small answer is cheap.
//
// A plan of many slots has about as many operators, each with a batch: wide rows come in smaller batches, so that all
// of them together take some ten megabytes.
inline constexpr std::size_t kBatchRows = 1024;
inline std::size_t batch_rows(std::size_t slot_count) {
  constexpr std::size_t kValuesOfAll = std::size_t{3} << 20;
  return std::clamp<std::size_t>(kValuesOfAll / (slot_count * slot_count), 1, kBatchRows);
}
class Batch {
 public:
  explicit Batch(int slot_count)
      : slot_count_(static_cast<std::size_t>(std::max(slot_count, 1))), requested_(batch_rows(slot_count_)) {}
  std::size_t size() const { return size_; }
  bool full() const { return size_ >= requested_; }
  std::size_t requested() const { return requested_; }
  void request(std::size_t rows) { requested_ = rows; }
  void request_more() { requested_ = std::max(requested_, std::min(requested_ * 4, batch_rows(slot_count_))); }
  Value* row(std::size_t i) { return values_.data() + i * slot_count_; }
  const Value* row(std::size_t i) const { return values_.data() + i * slot_count_; }
  Value* add() {  // a row whose values are whatever was there before
    if (values_.size() < (size_ + 1) * slot_count_) values_.resize((size_ + 1) * slot_count_);
    return row(size_++);
  }
  Value* add(const Value* from) {  // a copy
    Value* to = add();
    std::copy(from, from + slot_count_, to);
    return to;
  }
  Value* add_null() {
    Value* to = add();
    std::fill(to, to + slot_count_, Value());
    return to;
  }
  // Takes the values of a row of another batch, which keeps some others.
  Value* take(Value* from) {
    Value* to = add();
    std::swap_ranges(from, from + slot_count_, to);
    return to;
  }
  void swap_rows(std::size_t i, std::size_t j) {
    if (i != j) std::swap_ranges(row(i), row(i) + slot_count_, row(j));
  }
  void shorten(std::size_t rows) { size_ = std::min(size_, rows); }
  void drop_last() { --size_; }
  std::size_t own_bytes() const {
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < size_ * slot_count_; ++i) bytes += values_[i].own_bytes();
    return bytes;
  }
  void clear() { size_ = 0; }

 private:
  std::size_t slot_count_;
  std::size_t requested_;
  std::size_t size_ = 0;
  std::vector<Value> values_;
};

struct RunCache;

// Rows that an update was made for: of each the values in some slots.
struct KeptRows {
  std::vector<plan::Slot> slots;
  std::vector<std::vector<Value>> rows;
};

// What operators and expressions share during one run.
struct ExecutionContext {
  const TemporalGraph& graph;
  const plan::Plan& plan;
  const Map& parameters;
  View whole = View(graph);
  std::vector<View> views = {};        // of Plan::slices, computed once
  std::vector<Warning> warnings = {};  // about values that are known only now
  Instant now = {};
  const RunWatch* watch = nullptr;            // what may end the run; null: nothing
  bool boost_paths = false;                   // shortest paths by Boost.Graph
  std::shared_ptr<RunCache> cache = nullptr;  // what expressions compute once for all rows; made when first needed
  const KeptRows* kept = nullptr;             // of the update before; null: nothing was written
  Profile* profile = nullptr;                 // null: it is not asked for
  const OpenCsv* open_csv = nullptr;          // null, or empty: files are not read
  bool aggregates_matches = false;            // the one row of the last aggregation stands for rows of the patterns

  void poll() const {
    if (watch != nullptr) watch->poll();
  }
};

// The second of the two virtual interfaces: a running operator.
class RowSource {
 public:
  virtual ~RowSource() = default;
  // Clears `out` and fills it. False: no more rows (and `out` is empty), now and until restarted. Throws kCancelled or
  // kTimeout where the run is to end.
  bool next(Batch& out) {
    if (watch_ != nullptr) watch_->poll();
    return profile_ == nullptr ? produce(out) : produce_noted(out);
  }
  // Starts over, with the argument as it stands now.
  virtual void restart() = 0;
  // What may end the run; `build` says so.
  void set_watch(const RunWatch* watch) { watch_ = watch; }
  // Where what it does is noted; null: nowhere.
  void set_profile(OperatorProfile* profile) { profile_ = profile; }

 private:
  virtual bool produce(Batch& out) = 0;
  bool produce_noted(Batch& out) {
    const auto began = std::chrono::steady_clock::now();
    const std::size_t kept = watch_ == nullptr ? 0 : watch_->kept();
    const bool any = produce(out);
    profile_->time += std::chrono::steady_clock::now() - began;
    profile_->rows += out.size();
    if (watch_ != nullptr)
      profile_->note_kept(static_cast<std::int64_t>(watch_->kept()) - static_cast<std::int64_t>(kept));
    return any;
  }
  const RunWatch* watch_ = nullptr;
  OperatorProfile* profile_ = nullptr;
};

// `argument` is the row that leaves start from (null at the top: they start from nothing). It must outlive the source;
// after its values have changed, restart the source.
std::unique_ptr<RowSource> build(const plan::OperatorPtr& root, ExecutionContext& context,
                                 const Value* argument = nullptr);

// One expression over one row. Throws Error at_runtime. `row` is not const: list comprehensions use slots of their own
// in it.
Value evaluate(const plan::Expression& expression, Value* row, ExecutionContext& context);

// What a SliceSpec stands for under the run's parameters: slices.cpp, source_choice.cpp. A name that is no source's
// gives a warning.
View resolve_view(const plan::SliceSpec& spec, ExecutionContext& context);

// Adds what `text`, read at `place`, names to the sources that are chosen; where no fact rests on it, a warning.
void choose_source(const TemporalGraph& graph, const std::string& text, SourceSpan place, SourceChoice& choice,
                   std::vector<Warning>& warnings);
std::shared_ptr<const SourceFilter> resolve_sources(const plan::SliceSpec& spec, ExecutionContext& context);

}  // namespace entente
