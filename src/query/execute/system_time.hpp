// From the words of FOR SYSTEM_TIME to a commit.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "query/execute/execute.hpp"

namespace entente {

// When the commits of a store were made, from commit 1 to the newest that counts.
using CommitTimes = std::span<const SystemTime>;
CommitTimes commit_times(const TemporalGraph& newest);

// The newest commit that was made by `at`: a date or date-time, of which a coarse one means its end; 0 where there was
// none by then. Throws kArgument where `at` is no time that is known exactly, kType.
TransactionId commit_by(CommitTimes times, const Value& at, Instant now);
// The newest commit that was made before `at` began.
TransactionId commit_before(CommitTimes times, const Value& at, Instant now);
// The one of this number. Throws kType, kNotFound where there is none.
TransactionId commit_of_number(CommitTimes times, const Value& number);
// What the user of a program writes for a system time: a date, or "commit 3", of which this is the number. Throws
// kSyntax where it begins like that and has none.
std::optional<std::int64_t> commit_number(const std::string& text);
TransactionId commit_of_text(CommitTimes times, const std::string& text, Instant now);

// Says of a graph that was read as of a time before the first commit that the store knew nothing then.
void warn_before_first_commit(const TemporalGraph& graph, SourceSpan place, std::vector<Warning>& warnings);

// Says of all states that those before the first of them were forgotten.
void warn_of_forgotten(const TemporalGraph& states, const plan::Plan& plan, std::vector<Warning>& warnings);

// Says what is missing of a graph since it was erased later.
void warn_of_erased(std::size_t entities, std::size_t relations, SourceSpan place, std::vector<Warning>& warnings);
void warn_of_erased(const TemporalGraph& graph, SourceSpan place, std::vector<Warning>& warnings);

// The commits whose states a plan with a FOR SYSTEM_TIME reads: the same twice for one state. Of a range the first is 0
// where it has no beginning. Errors carry the place in the query: kArgument for a range that ends before it begins.
struct CommitRange {
  TransactionId first, last;
};
CommitRange resolve_system(const plan::Plan& plan, const TemporalGraph& newest, const Map& parameters, Instant now);

}  // namespace entente
