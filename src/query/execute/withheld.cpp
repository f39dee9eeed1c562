#include "query/execute/withheld.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "query/execute/absence.hpp"
#include "query/execute/evaluation.hpp"
#include "query/execute/sliced_patterns.hpp"
#include "query/plan/traverse.hpp"

namespace entente {
namespace {

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

// How many more matches there are where each view is as `change` makes it, beside those of the statement that stay.
template <class Change>
std::size_t more(SlicedPatterns& patterns, const Change& change, std::size_t lost, bool& at_least) {
  const std::size_t base = patterns.base(at_least);
  if (at_least) return 0;
  const std::size_t kept = base - std::min(lost, base);
  const std::size_t found = patterns.count(change, kept + kMostCounted, at_least);
  return found > kept ? std::min(found - kept, kMostCounted) : 0;
}

// The date of AS OF as a question may write it: as it was written, or else the span that it stands for.
std::string date_of(const plan::SliceSpec& spec, const Timeslice& slice, ExecutionContext& context) {
  const Value date = evaluate_free(*spec.from, context, nullptr);
  return date.is_string() ? date.string() : edtf_of(validity_of(Period::certain(slice.from, slice.to)));
}

// What the answer takes for absent, in words, where it rests on that.
class Absent {
 public:
  void add(const SlicedPatterns::Resting& resting, std::string_view what, std::string_view how) {
    if (resting.matches == 0 || resting.matches == last_) return;  // of what is presumed all is possible
    last_ = resting.matches;
    if (text_.empty()) {
      place_ = resting.place;
      hint_ = how;
      text_ = fmt::format("{} match{} on the absence of what {}", resting.matches,
                          resting.matches == 1 ? " rests" : "es rest", what);
    } else {
      text_ += fmt::format(", {} of what {}", resting.matches, what);
    }
  }
  void warn(std::vector<Warning>& warnings) const {
    if (!text_.empty()) warnings.push_back({text_, place_, hint_});
  }

 private:
  std::size_t last_ = 0;
  std::string text_, hint_;
  SourceSpan place_;
};

// Why the patterns match nothing: a place in the statement where there is one, else what holds at other times or by the
// word of others.
void give_reason(SlicedPatterns& patterns, const plan::Plan& plan, ExecutionContext& context, Withheld& withheld,
                 std::optional<Warning>& reason) {
  Withheld::Absence why = why_absent(patterns, context, withheld.at_least);
  if (why.at_other_times == 0 && why.by_others == 0) {
    reason = why_excluded(patterns);
    if (!reason) reason = whose_word(patterns, plan, context);
    if (reason) return;
  }
  withheld.absence = std::move(why);
}

// Over a range of states nothing is counted.
void warn_of_uncounted(const plan::Plan& plan, ExecutionContext& context) {
  for (std::size_t i = 0; i < plan.slices.size(); ++i) {
    if (!may_withhold(context.views[i])) continue;
    context.warnings.push_back({"what else may hold by then is not counted over a range of system time",
                                plan.slices[i].span, "POSSIBLY keeps it; FOR SYSTEM_TIME AS OF counts it"});
    return;
  }
}

}  // namespace

void count_withheld(const plan::Plan& plan, ExecutionContext& context, std::size_t rows, ReadAt& at) {
  if (context.graph.states() != nullptr) return warn_of_uncounted(plan, context);
  if (plan.sliced.empty()) return;
  // A procedure is called again only to tell why it gave nothing, and where all it gives is a number.
  const auto gives_rows = [](const plan::OperatorPtr& op) { return plan::call_at(op) != nullptr && !number_of(op); };
  if (rows > 0 && std::any_of(plan.sliced.begin(), plan.sliced.end(), gives_rows)) return;
  const auto& views = context.views;
  const bool uncertain = std::any_of(views.begin(), views.end(), may_withhold);
  const bool any_long = std::any_of(views.begin(), views.end(), [](const View& v) { return is_long(v.slice()); });
  const bool may_be_empty = rows == 0 || (rows == 1 && !context.aggregates_matches);  // an aggregate that counts none
  if (!uncertain && !any_long && !may_be_empty) return;
  for (std::size_t i = 0; i < plan.slices.size() && at.slice.empty(); ++i) {
    if (plan.slices[i].range != ast::TimeRange::kAsOf) continue;
    at.slice = date_of(plan.slices[i], views[i].slice(), context);
  }
  const std::size_t warnings = context.warnings.size();
  SlicedPatterns patterns(plan, context);
  Withheld& withheld = at.withheld;
  Absent absent;
  std::optional<Warning> reason;
  try {
    const auto under = [](Reading reading) {
      return [reading](const View& v) {
        return v.slice().is_all() || v.slice().reading >= reading ? v : v.under(reading);
      };
    };
    const auto words = [&](std::string_view reading) {
      return fmt::format("{} {} takes it for there", reading, at.slice.empty() ? "FOR VALID_TIME …" : "AS OF");
    };
    if (uncertain) {
      if (at.reading == Reading::kCertain && context.graph.traits().any_persists()) {
        const SlicedPatterns::Resting resting = patterns.resting(under(Reading::kPresumed));
        absent.add(resting, "presumably holds", words("PRESUMABLY"));
        withheld.presumed = more(patterns, under(Reading::kPresumed), resting.lost, withheld.at_least);
      }
      const SlicedPatterns::Resting resting = patterns.resting(under(Reading::kPossible));
      absent.add(resting, "possibly holds", words("POSSIBLY"));
      withheld.possible = more(patterns, under(Reading::kPossible), resting.lost, withheld.at_least);
    }
    if (any_long && at.reading != Reading::kPossible) {
      const auto at_some_time = [](const View& v) {
        Timeslice slice = v.slice();
        if (!is_long(slice)) return v;
        slice.kind = Timeslice::Kind::kOverlapping;
        return v.in(slice);
      };
      const SlicedPatterns::Resting resting = patterns.resting(at_some_time);
      absent.add(resting, "holds at some time in " + at.slice + ", not throughout it",
                 fmt::format("FOR VALID_TIME BETWEEN '{}' AND '{}' takes it for there", at.slice, at.slice));
      withheld.within = more(patterns, at_some_time, resting.lost, withheld.at_least);
    }
    if (may_be_empty && withheld.empty() && !withheld.at_least && !patterns.match_any())
      give_reason(patterns, plan, context, withheld, reason);
  } catch (const Error& error) {
    if (error.code == ErrorCode::kCancelled || error.code == ErrorCode::kTimeout) throw;
    // Facts that the statement did not look at may not suit its expressions: they are not its answer.
    withheld = {};
    absent = {};
  }
  context.cache = nullptr;  // it knows expressions of the patterns
  context.warnings.resize(warnings);
  absent.warn(context.warnings);
  if (reason) context.warnings.push_back(std::move(*reason));
}

}  // namespace entente
