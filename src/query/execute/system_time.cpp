#include "query/execute/system_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.hpp"
#include "entente/time/date.hpp"
#include "entente/time/edtf.hpp"
#include "graph/states.hpp"
#include "query/execute/evaluation.hpp"
#include "query/functions/arguments.hpp"
#include "query/functions/period_sets.hpp"

namespace entente {
namespace {

constexpr std::int64_t kMicroseconds = 1'000'000;

// The microseconds of a bound: from the first to before the end. Without an end there is none.
struct Span {
  SystemTime begin;
  std::optional<SystemTime> end;
};

SystemTime system_time_of(Instant t) {
  constexpr SystemTime kFirst{std::numeric_limits<std::int64_t>::min()},
      kLast{std::numeric_limits<std::int64_t>::max()};
  std::int64_t microseconds;
  if (!t.is_finite() || __builtin_mul_overflow(t.seconds, kMicroseconds, &microseconds))
    return t < Instant{} ? kFirst : kLast;
  return SystemTime{microseconds};
}

// A date-time with a part of a second, as system times are printed; absent: the text is none.
std::optional<Span> exact_time(const std::string& text, Instant now) {
  const std::size_t point = text.rfind('.');
  if (point == std::string::npos || text.find('T') >= point) return std::nullopt;
  std::size_t end = point + 1;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
  const std::size_t digits = end - point - 1;
  if (digits == 0 || digits > 6) return std::nullopt;
  const Result<Period> second = read_date_span(text.substr(0, point) + text.substr(end), now);
  if (!second || second->latest_end.seconds - second->earliest_start.seconds != 1) return std::nullopt;
  std::int64_t part = 0, unit = 1;
  std::from_chars(text.data() + point + 1, text.data() + end, part);
  for (std::size_t i = digits; i < 6; ++i) unit *= 10;
  const SystemTime begin{system_time_of(second->earliest_start).microseconds + part * unit};
  return Span{begin, SystemTime{begin.microseconds + unit}};
}

Span span_of(const Value& at, Instant now) {
  if (at.is_null()) {
    throw Error(ErrorCode::kArgument, "system time is a date or a commit, not null")
        .with_hint("leave the clause out to read what the store knows now");
  }
  if (at.is_integer()) {
    throw Error(ErrorCode::kArgument, fmt::format("{} is no date", at.integer()))
        .with_hint(fmt::format("a commit is COMMIT {0}, a year '{0}'", at.integer()));
  }
  if (at.is_string()) {
    if (says_now(at.string())) return {system_time_of(now), std::nullopt};
    if (const std::optional<Span> exact = exact_time(at.string(), now)) return *exact;
  }
  if (is_set_of_stretches(at)) throw Error(ErrorCode::kArgument, "system time is one time, not a set");
  const Period period = period_of(at);
  if (!period.is_certain()) {
    throw Error(ErrorCode::kArgument,
                fmt::format("system time is known exactly, which {} is not", edtf_of(validity_of(period))))
        .with_hint("give a date without doubt, as '2024-05-01', or a commit: COMMIT 3");
  }
  Span span{system_time_of(period.earliest_start), std::nullopt};
  if (period.latest_end.is_finite()) span.end = system_time_of(period.latest_end);
  return span;
}

TransactionId last_before(CommitTimes times, SystemTime t) {
  return {static_cast<std::uint64_t>(std::lower_bound(times.begin(), times.end(), t) - times.begin())};
}

}  // namespace

CommitTimes commit_times(const TemporalGraph& newest) {
  const CommitTimes all = newest.commit_times();
  return all.first(std::min<std::size_t>(all.size(), newest.transaction().value));
}

TransactionId commit_by(CommitTimes times, const Value& at, Instant now) {
  const Span span = span_of(at, now);
  return span.end ? last_before(times, *span.end) : TransactionId{times.size()};
}

TransactionId commit_before(CommitTimes times, const Value& at, Instant now) {
  return last_before(times, span_of(at, now).begin);
}

TransactionId commit_of_number(CommitTimes times, const Value& number) {
  if (!number.is_integer()) {
    throw Error(ErrorCode::kType, fmt::format("a commit is an integer, not {}", describe_value(number)))
        .with_hint("`entente log` lists the commits");
  }
  if (number.integer() < 0 || static_cast<std::uint64_t>(number.integer()) > times.size()) {
    throw Error(ErrorCode::kNotFound,
                fmt::format("there is no commit {}; the newest is {}", number.integer(), times.size()))
        .with_hint("`entente log` lists the commits");
  }
  return {static_cast<std::uint64_t>(number.integer())};
}

std::optional<std::int64_t> commit_number(const std::string& text) {
  constexpr std::string_view kCommit = "commit ";
  const std::string folded = fold(text);
  if (folded.rfind(kCommit, 0) != 0) return std::nullopt;
  std::int64_t number = 0;
  const char* const end = folded.data() + folded.size();
  const auto read = std::from_chars(folded.data() + kCommit.size(), end, number);
  if (read.ec == std::errc() && read.ptr == end) return number;
  throw Error(ErrorCode::kSyntax, fmt::format("`{}` names no commit", text)).with_hint("write a number: commit 3");
}

TransactionId commit_of_text(CommitTimes times, const std::string& text, Instant now) {
  const std::optional<std::int64_t> number = commit_number(text);
  return number ? commit_of_number(times, Value(*number)) : commit_by(times, Value(text), now);
}

void warn_before_first_commit(const TemporalGraph& graph, SourceSpan place, std::vector<Warning>& warnings) {
  if (graph.transaction().value > 0 || graph.commit_times().empty()) return;
  warnings.push_back({fmt::format("the store knew nothing at that time: its first commit was made at {}",
                                  print_system_time(graph.commit_times().front())),
                      place, "when a fact was so is valid time: AS OF; system time is when the store knew it"});
}

void warn_of_forgotten(const TemporalGraph& states, const plan::Plan& plan, std::vector<Warning>& warnings) {
  const std::uint64_t first = states.states()->graphs().front()->transaction().value;
  if (!states.states()->lacks_forgotten()) return;
  warnings.push_back({fmt::format("what the store knew before commit {} was forgotten", first), plan.system->span,
                      "`entente log` says when, and why"});
}

void warn_of_erased(const TemporalGraph& graph, SourceSpan place, std::vector<Warning>& warnings) {
  warn_of_erased(graph.erased_entities(), graph.erased_relations(), place, warnings);
}

void warn_of_erased(std::size_t entities, std::size_t relations, SourceSpan place, std::vector<Warning>& warnings) {
  if (entities + relations == 0) return;
  const auto counted = [](std::size_t count, const char* one, const char* many) {
    return fmt::format("{} {}", grouped(count), count == 1 ? one : many);
  };
  std::string text = entities > 0 ? counted(entities, "entity", "entities") : "";
  if (relations > 0) text += (entities > 0 ? " and " : "") + counted(relations, "relation", "relations");
  warnings.push_back(
      {fmt::format("{} that the store knew then {} erased since", text, entities + relations == 1 ? "was" : "were"),
       place, "`entente log` says when, and why"});
}

namespace {

// The same where `at` is now: the newest there is.
TransactionId commit_until(CommitTimes times, const Value& at, Instant now) {
  return at.is_string() && says_now(at.string()) ? TransactionId{times.size()} : commit_before(times, at, now);
}

// Between two times.
void refuse_empty(const plan::SystemSpec& spec, ExecutionContext& context) {
  const auto begin = [&](const plan::SystemBound& bound) {
    return span_of(evaluate_free(*bound.at, context, nullptr), context.now).begin;
  };
  if (begin(spec.from) != begin(spec.to)) return;
  throw Error(ErrorCode::kArgument, "the range of system time is empty: it ends when it begins", spec.span,
              "BETWEEN … AND … has the whole of both, AS OF one moment");
}

}  // namespace

CommitRange resolve_system(const plan::Plan& plan, const TemporalGraph& newest, const Map& parameters, Instant now) {
  const plan::SystemSpec& spec = *plan.system;
  ExecutionContext context{newest, plan, parameters};
  context.now = now;
  const CommitTimes times = commit_times(newest);
  const TransactionId end{times.size()};
  // `by_time`: what a date stands for.
  const auto commit = [&](const plan::SystemBound& bound, const auto& by_time) {
    const Value at = evaluate_free(*bound.at, context, nullptr);
    const auto find = [&] { return bound.is_commit ? commit_of_number(times, at) : by_time(times, at, now); };
    return spec.span.length == 0 ? find() : with_place(bound.at->span, find);  // empty: that of the options
  };
  const auto range = [&](TransactionId first, TransactionId last, bool is_reversed) {
    if (is_reversed)
      throw Error(ErrorCode::kArgument, "the range of system time ends before it begins", spec.span,
                  "write the earlier bound first");
    return CommitRange{first, last};
  };
  switch (spec.range) {
    case ast::TimeRange::kAsOf: {
      const TransactionId at = commit(spec.from, commit_by);
      return {at, at};
    }
    case ast::TimeRange::kBetween: {
      const TransactionId first = commit(spec.from, commit_before), last = commit(spec.to, commit_by);
      return range(first, last, last < first);
    }
    case ast::TimeRange::kFromTo: {
      const TransactionId first = commit(spec.from, commit_before), until = commit(spec.to, commit_until);
      if (!spec.from.is_commit && !spec.to.is_commit) refuse_empty(spec, context);
      // The state that a commit makes is the first one that is out; of a time, the one that was there before it.
      if (!spec.to.is_commit) return range(first, until, until < first);
      if (until == first)
        throw Error(ErrorCode::kArgument, "the range of system time is empty: TO leaves its own commit out", spec.span,
                    "BETWEEN … AND … has both");
      return range(first, {until.value - 1}, until < first);
    }
    case ast::TimeRange::kAll:
      break;
  }
  return {{0}, end};
}

}  // namespace entente
