#include "db/commit_at.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "entente/time/date.hpp"
#include "entente/time/edtf.hpp"

namespace entente {
namespace {

constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;
constexpr std::size_t kMostDigits = 6;

// The fraction behind the second of a date-time is taken out of the text, which dates do not know.
// Returns where it ends, in microseconds within the second.
std::int64_t take_fraction(std::string& text) {
  constexpr std::string_view kTime = "T00:00:00.";
  const auto is_digit = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; };
  const std::size_t begin = text.find('T');
  if (begin == std::string::npos || text.size() < begin + kTime.size()) return kMicrosecondsPerSecond;
  for (std::size_t i = 0; i < kTime.size(); ++i)
    if (kTime[i] == '0' ? !is_digit(text[begin + i]) : text[begin + i] != kTime[i]) return kMicrosecondsPerSecond;
  const std::size_t first = begin + kTime.size();
  const std::size_t last = static_cast<std::size_t>(
      std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(first), text.end(), is_digit) - text.begin());
  if (first == last || last - first > kMostDigits) return kMicrosecondsPerSecond;
  std::int64_t begins = 0;
  std::int64_t unit = kMicrosecondsPerSecond;
  for (std::size_t i = first; i < last; ++i) {
    unit /= 10;
    begins += (text[i] - '0') * unit;
  }
  text.erase(first - 1, last - first + 1);
  return begins + unit;
}

}  // namespace

TransactionId commit_before_end(const FactStore& store, const std::string& time, SystemTime now) {
  const bool is_now = says_now(time);
  std::string text = time;
  const std::int64_t end_within = take_fraction(text);
  const Result<Period> span = read_date_span(text, Instant{now.microseconds / kMicrosecondsPerSecond});
  if (!span) throw span.error();
  const Instant end = span->latest_end;
  if (end == Instant::plus_infinity())
    throw Error(ErrorCode::kArgument, fmt::format("\"{}\" has no end, before which a commit could be the last", time));
  const auto is_before_end = [&](SystemTime t) {
    if (is_now) return t <= now;
    std::int64_t second = t.microseconds / kMicrosecondsPerSecond, within = t.microseconds % kMicrosecondsPerSecond;
    if (within < 0) {
      --second;
      within += kMicrosecondsPerSecond;
    }
    return second < end.seconds - 1 || (second == end.seconds - 1 && within < end_within);
  };
  std::optional<TransactionId> last;
  const std::vector<CommitRecord> commits = store.commits();
  for (const CommitRecord& commit : commits)
    if (is_before_end(commit.head.system_time)) last = commit.head.transaction;
  if (last) return *last;
  if (commits.empty()) throw Error(ErrorCode::kNotFound, "the store has no commit yet");
  throw Error(ErrorCode::kNotFound, fmt::format("there is no commit before the end of {}; the first is of {}", time,
                                                print_system_time(commits.front().head.system_time)));
}

}  // namespace entente
