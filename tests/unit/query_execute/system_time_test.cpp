// Which commit a system time means.
#include "query/execute/system_time.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "entente/error.hpp"

namespace entente {
namespace {

constexpr std::int64_t kSecond = 1'000'000;

// Commits of 2026-03-01, at these microseconds of the day.
const std::vector<SystemTime>& commits_of_march() {
  static const std::vector<SystemTime> times = [] {
    constexpr std::int64_t kDay = 1'772'323'200 * kSecond;
    std::vector<SystemTime> all;
    for (const std::int64_t t : {std::int64_t{0}, kSecond - 1, kSecond, 3600 * kSecond + 250'000, 86'400 * kSecond})
      all.push_back({kDay + t});
    return all;
  }();
  return times;
}

constexpr Instant kLater{1'900'000'000};

std::uint64_t commit_at(const char* text) {
  return commit_of_text(commits_of_march(), text, kLater).value;
}

TEST(SystemTimes, ACoarseTimeMeansItsEnd) {
  EXPECT_EQ(commit_at("2026-02"), 0U);
  EXPECT_EQ(commit_at("2026-02-28T23:59:59"), 0U);
  EXPECT_EQ(commit_at("2026-03-01T00:00:00"), 2U);
  EXPECT_EQ(commit_at("2026-03-01T00:00:00.000000Z"), 1U);
  EXPECT_EQ(commit_at("2026-03-01T00:00:00.999998"), 1U);
  EXPECT_EQ(commit_at("2026-03-01T00:00:00.999999Z"), 2U);
  EXPECT_EQ(commit_at("2026-03-01T00:00:01Z"), 3U);
  EXPECT_EQ(commit_at("2026-03-01T01:00:01+01:00"), 3U);
  EXPECT_EQ(commit_at("2026-03-01T01:00:00.24Z"), 3U);
  EXPECT_EQ(commit_at("2026-03-01T01:00:00.25Z"), 4U);
  EXPECT_EQ(commit_at("2026-03-01T01:00:00.2Z"), 4U);
  EXPECT_EQ(commit_at("2026-03-01"), 4U);
  EXPECT_EQ(commit_at("1 March 2026"), 4U);
  EXPECT_EQ(commit_at("2026-03"), 5U);
  EXPECT_EQ(commit_at("2026"), 5U);
  EXPECT_EQ(commit_at("2027"), 5U);
  EXPECT_EQ(commit_at("2026/.."), 5U);
  EXPECT_EQ(commit_at("now"), 5U);
}

TEST(SystemTimes, ACommitIsNamedByItsNumber) {
  EXPECT_EQ(commit_at("commit 0"), 0U);
  EXPECT_EQ(commit_at("Commit 3"), 3U);
  const auto code_of = [](const char* text) {
    try {
      commit_at(text);
    } catch (const Error& error) {
      return error.code;
    }
    return ErrorCode::kInternal;
  };
  EXPECT_EQ(code_of("commit 6"), ErrorCode::kNotFound);
  EXPECT_EQ(code_of("commit -1"), ErrorCode::kNotFound);
  EXPECT_EQ(code_of("commit three"), ErrorCode::kSyntax);
  EXPECT_EQ(code_of("commit 99999999999999999999"), ErrorCode::kSyntax);
  EXPECT_EQ(code_of("one fine day"), ErrorCode::kArgument);
}

TEST(SystemTimes, WhatBeganBeforeIsTheLastCommitBeforeTheFirstMoment) {
  const auto before = [](const char* text) {
    return commit_before(commits_of_march(), Value(std::string(text)), kLater).value;
  };
  EXPECT_EQ(before("2026-03-01"), 0U);
  EXPECT_EQ(before("2026-03-01T00:00:01"), 2U);
  EXPECT_EQ(before("2026-03-01T01:00:00.25"), 3U);
  EXPECT_EQ(before("2026-03-02"), 4U);
  EXPECT_EQ(before("2027"), 5U);
}

}  // namespace
}  // namespace entente
