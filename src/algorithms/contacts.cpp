#include "algorithms/contacts.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "algorithms/scratch.hpp"

namespace entente {
namespace {

constexpr std::size_t kBetweenPolls = std::size_t{1} << 16;

}  // namespace

std::unique_ptr<const Contacts> Contacts::in(const View& view, const StepChoice& steps, Tick opening, Tick closing) {
  const TemporalGraph& graph = view.graph();
  std::unique_ptr<Contacts> found(new Contacts(view));
  const auto add_run = [&](Vertex v, const EdgeRun& run) {
    for (std::size_t i = 0; i < run.size(); ++i) {
      const Tick start = run.start_tick[i], end = run.end_tick[i];
      if (start == kMinusInfinityTick || std::int64_t{end} - start != 1) return false;
      if (start >= opening && start < closing) found->contacts_.push_back({start, v, run.neighbor[i]});
    }
    return true;
  };
  const auto add_runs = [&](Vertex v, bool out) {
    if (steps.any_type) return add_run(v, out ? graph.out(v) : graph.in(v));
    return std::all_of(steps.types.begin(), steps.types.end(),
                       [&](SymbolId type) { return add_run(v, out ? graph.out(v, type) : graph.in(v, type)); });
  };
  std::size_t counted = 0;
  const auto count = [&] {
    view.poll();
    found->kept_.add((found->contacts_.size() - std::exchange(counted, found->contacts_.size())) * sizeof(Contact));
  };
  for (Vertex v = 0; v < graph.vertex_count(); ++v) {
    if (v % kBetweenPolls == 0) count();
    if (!steps.through_apparatus && is_apparatus(graph, v)) return nullptr;
    if (steps.direction != Direction::kIn && !add_runs(v, true)) return nullptr;
    if (steps.direction != Direction::kOut && !add_runs(v, false)) return nullptr;
  }
  count();
  found->sort();
  return found;
}

// Dealt to stretches of time, and sorted in each.
void Contacts::sort() {
  if (contacts_.empty()) return;
  const auto [least, most] = std::minmax_element(contacts_.begin(), contacts_.end(),
                                                 [](const Contact& a, const Contact& b) { return a.at < b.at; });
  const std::int64_t first = least->at;
  const auto range = static_cast<std::uint64_t>(most->at - first);
  const int shift = std::max(0, static_cast<int>(std::bit_width(range)) - 16);
  const auto stretch_of = [&](const Contact& c) { return static_cast<std::size_t>(c.at - first) >> shift; };
  std::vector<std::size_t> begin((range >> shift) + 2, 0);
  for (const Contact& c : contacts_) ++begin[stretch_of(c) + 1];
  for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
  std::vector<Contact> sorted(contacts_.size());
  std::vector<std::size_t> next = begin;
  for (const Contact& c : contacts_) sorted[next[stretch_of(c)]++] = c;
  contacts_ = std::move(sorted);
  if (shift == 0) return;
  const auto place = [&](std::size_t i) { return contacts_.begin() + static_cast<std::ptrdiff_t>(i); };
  for (std::size_t i = 0; i + 1 < begin.size(); ++i)
    std::sort(place(begin[i]), place(begin[i + 1]), [](const Contact& a, const Contact& b) { return a.at < b.at; });
}

void Contacts::pass(Tick first, std::int64_t gap, std::span<Tick> ready, std::vector<Vertex>& reached) const {
  const auto begin =
      std::lower_bound(contacts_.begin(), contacts_.end(), first, [](const Contact& c, Tick t) { return c.at < t; });
  for (std::span<const Contact> left(begin, contacts_.end()); !left.empty();) {
    view_->poll();
    const std::span<const Contact> now = left.first(std::min(left.size(), kBetweenPolls));
    left = left.subspan(now.size());
    for (const Contact& c : now) {
      if (ready[c.from] > c.at) continue;
      const std::int64_t then = c.at + gap;
      if (then >= ready[c.to]) continue;
      if (ready[c.to] == kPlusInfinityTick) reached.push_back(c.to);
      ready[c.to] = static_cast<Tick>(then);
    }
  }
}

}  // namespace entente
