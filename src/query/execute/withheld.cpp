#include "query/execute/withheld.hpp"

#include <algorithm>

#include "query/execute/absence.hpp"
#include "query/execute/evaluation.hpp"
#include "query/execute/sliced_patterns.hpp"
#include "query/plan/traverse.hpp"

namespace entente {
namespace {

constexpr std::size_t kMost = 1000;

// A slice of which a weaker reading may keep more.
bool may_withhold(const View& view) {
  if (view.slice().is_all() || view.slice().is_possible()) return false;
  const TemporalGraph& graph = view.graph();
  return graph.has_uncertain_edges() || graph.has_uncertain_vertices() || view.sources() != nullptr;
}

bool is_long(const Timeslice& slice) {
  return slice.kind == Timeslice::Kind::kThroughout && slice.from.is_finite() && slice.to.is_finite() &&
         slice.to.seconds - slice.from.seconds > kSecondsPerDay;
}

// How many more matches there are where each view is as `change` makes it.
template <class Change>
std::size_t more(SlicedPatterns& patterns, const Change& change, bool& at_least) {
  const std::size_t base = patterns.base(at_least);
  if (at_least) return 0;
  const std::size_t found = patterns.count(change, base + kMost, at_least);
  return found > base ? std::min(found - base, kMost) : 0;
}

}  // namespace

void count_withheld(const plan::Plan& plan, ExecutionContext& context, std::size_t rows, ReadAt& at) {
  if (plan.sliced.empty()) return;
  // A procedure is called again only to tell why it gave nothing.
  if (rows > 0 && std::any_of(plan.sliced.begin(), plan.sliced.end(), plan::call_at)) return;
  const auto& views = context.views;
  const bool uncertain = std::any_of(views.begin(), views.end(), may_withhold);
  const bool any_long = std::any_of(views.begin(), views.end(), [](const View& v) { return is_long(v.slice()); });
  const bool may_be_empty = rows <= 1;  // one where an aggregate counts none
  if (!uncertain && !any_long && !may_be_empty) return;
  for (std::size_t i = 0; i < plan.slices.size() && at.slice.empty(); ++i) {
    if (plan.slices[i].range != ast::TimeRange::kAsOf) continue;
    const Value date = evaluate_free(*plan.slices[i].from, context, nullptr);
    if (date.is_string()) at.slice = date.string();
  }
  const std::size_t warnings = context.warnings.size();
  SlicedPatterns patterns(plan, context);
  Withheld& withheld = at.withheld;
  try {
    const auto under = [](Reading reading) {
      return [reading](const View& v) {
        return v.slice().is_all() || v.slice().reading >= reading ? v : v.under(reading);
      };
    };
    if (uncertain) {
      if (at.reading == Reading::kCertain && context.graph.traits().any_persists()) {
        withheld.presumed = more(patterns, under(Reading::kPresumed), withheld.at_least);
      }
      withheld.possible = more(patterns, under(Reading::kPossible), withheld.at_least);
    }
    if (any_long && at.reading != Reading::kPossible) {
      withheld.within = more(
          patterns,
          [](const View& v) {
            Timeslice slice = v.slice();
            if (!is_long(slice)) return v;
            slice.kind = Timeslice::Kind::kOverlapping;
            return v.in(slice);
          },
          withheld.at_least);
    }
    if (may_be_empty && withheld.empty() && !withheld.at_least && !patterns.match_any())
      withheld.absence = why_absent(patterns, context, withheld.at_least);
  } catch (const Error& error) {
    if (error.code == ErrorCode::kCancelled || error.code == ErrorCode::kTimeout) throw;
    // Facts that the statement did not look at may not suit its expressions: they are not its answer.
    withheld = {};
  }
  context.warnings.resize(warnings);
}

}  // namespace entente
