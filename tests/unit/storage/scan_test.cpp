// A store that loses rows on the way must not be believed.
#include "storage/scan.hpp"

#include <gtest/gtest.h>

#include "storage/open_store.hpp"

namespace entente {
namespace {

// Answers with what the test says, call after call.
class LyingStore : public Store {
 public:
  using Answer = std::function<void(std::span<const Scan>, ScanSink&)>;
  explicit LyingStore(std::vector<Answer> answers) : answers_(std::move(answers)) {}

  Capabilities capabilities() const override { return {}; }
  void scan_many(std::span<const Scan> scans, ScanSink& sink, const CallOptions&) const override {
    answers_[std::min(calls_, answers_.size() - 1)](scans, sink);
    ++calls_;
  }
  std::unique_ptr<ReadPoint> read_point() const override { return nullptr; }
  Result<void> commit(std::span<const PartitionBatch>, const RegisterSwap&) override { return {}; }
  Result<std::optional<std::string>> read_register(std::string_view) const override {
    return std::optional<std::string>();
  }
  Result<std::unique_ptr<WriterLease>> acquire_writer() override { return Error(ErrorCode::kUnsupported, ""); }
  std::uint64_t bytes_on_disk() const override { return 0; }
  std::size_t calls() const { return calls_; }

 private:
  std::vector<Answer> answers_;
  mutable std::size_t calls_ = 0;
};

Page page_of(std::initializer_list<std::string_view> keys) {
  Page page;
  for (const std::string_view key : keys) page.rows.add(key, "v");
  page.sent_rows = static_cast<std::uint32_t>(keys.size());
  return page;
}

LyingStore::Answer answer(Page page) {
  return [page = std::move(page)](std::span<const Scan> scans, ScanSink& sink) {
    for (std::size_t i = 0; i < scans.size(); ++i) sink.take(i, page);
  };
}

std::vector<std::string> keys_read(const Store& store, Scan scan = {}) {
  std::vector<std::string> keys;
  read_rows(store, std::move(scan), {}, [&](const Row& row) { keys.emplace_back(row.key); });
  return keys;
}

std::string failure(const Store& store, Scan scan = {}) {
  try {
    keys_read(store, std::move(scan));
  } catch (const Error& error) {
    EXPECT_EQ(error.code, ErrorCode::kIo);
    return error.message;
  }
  return "no failure";
}

TEST(Scan, AnEmptySuccessThatShouldHaveHadRowsIsAskedForAgain) {
  Page lost = page_of({});
  lost.sent_rows = 2;
  const LyingStore store({answer(lost), answer(lost), answer(page_of({"a", "b"}))});
  EXPECT_EQ(keys_read(store), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(store.calls(), 3u);
}

TEST(Scan, TheFirstKeyIsBelievedNoMoreThanRowsAre) {
  Page lost = page_of({});
  lost.sent_rows = 1;
  EXPECT_EQ(first_key(LyingStore({answer(lost), answer(page_of({"a"}))}), {}, {}), "a");
  EXPECT_EQ(first_key(LyingStore({answer(page_of({}))}), {}, {}), std::nullopt);
  EXPECT_THROW(first_key(LyingStore({answer(lost)}), {}, {}), Error);
}

// Of many scans in one call some answer or other may be lost in each; a scan fails by its own attempts alone.
TEST(Scan, EachScanHasAttemptsOfItsOwn) {
  unsigned calls = 0;
  const LyingStore store({[&calls](std::span<const Scan> scans, ScanSink& sink) {
    const std::size_t lost = calls++ % 2;  // the first or the second, in turn
    for (std::size_t i = 0; i < scans.size(); ++i) {
      if (scans.size() == 2 && i == lost) continue;
      Page page = page_of({scans[i].lo + "x"});
      page.more = page.rows[0].key.size() < 6;
      page.resume = page.more ? std::string(page.rows[0].key) : "";
      sink.take(i, page);
    }
  }});
  std::vector<std::string> last(2);
  read_pages(store, std::vector<Scan>(2), {},
             [&](std::size_t scan, const RowBlock& rows) { last[scan] = rows[0].key; });
  EXPECT_EQ(last[0].size(), last[1].size());
}

TEST(Scan, RowsThatNeverArriveAreAFailure) {
  Page lost = page_of({"a"});
  lost.sent_rows = 2;
  const LyingStore store({answer(lost)});
  EXPECT_EQ(failure(store), "the store's answer is incomplete: 1 rows arrived of 2");
  EXPECT_EQ(store.calls(), 3u);
}

TEST(Scan, NoAnswerIsAFailure) {
  const LyingStore store({[](std::span<const Scan>, ScanSink&) {}});
  EXPECT_EQ(failure(store), "the store's answer is incomplete: no answer");
}

TEST(Scan, TwoAnswersToOneScanAreNotTwice) {
  const LyingStore store({[](std::span<const Scan>, ScanSink& sink) {
    sink.take(0, page_of({"a"}));
    sink.take(0, page_of({"a"}));
  }});
  EXPECT_EQ(keys_read(store), (std::vector<std::string>{"a"}));
}

TEST(Scan, RowsOutsideTheRangeOrOutOfOrderAreAFailure) {
  Scan scan;
  scan.lo = "b";
  scan.hi = "d";
  EXPECT_EQ(failure(LyingStore({answer(page_of({"a"}))}), scan),
            "the store's answer is incomplete: a row out of its place");
  EXPECT_EQ(failure(LyingStore({answer(page_of({"d"}))}), scan),
            "the store's answer is incomplete: a row out of its place");
  EXPECT_EQ(failure(LyingStore({answer(page_of({"c", "b"}))}), scan),
            "the store's answer is incomplete: a row out of its place");
  EXPECT_EQ(failure(LyingStore({answer(page_of({"c", "c"}))}), scan),
            "the store's answer is incomplete: a row out of its place");
  EXPECT_EQ(keys_read(LyingStore({answer(page_of({"b", "c"}))}), scan), (std::vector<std::string>{"b", "c"}));
}

TEST(Scan, APageThatLeadsNowhereEnds) {
  Page page = page_of({});
  page.more = true;
  page.resume = "x";
  EXPECT_EQ(failure(LyingStore({answer(page)})), "the store's answer is incomplete: a page that leads nowhere");
  Page again = page_of({"a"});
  again.more = true;
  again.resume = "a";
  EXPECT_EQ(failure(LyingStore({answer(again)})), "the store's answer is incomplete: a page that leads nowhere");
  Page other = page_of({"a"});
  EXPECT_EQ(failure(LyingStore({answer(again), answer(other)})),
            "the store's answer is incomplete: a row out of its place");
}

TEST(Scan, ValuesComeInTheOrderOfTheirKeys) {
  const auto store = open_memory_store();
  PartitionBatch batch;
  for (int i = 0; i < 10'000; i += 2) batch.rows.put(Family::kNames, std::to_string(10'000 + i), std::to_string(i));
  ASSERT_TRUE(store->commit({&batch, 1}, {"head", std::nullopt, "1"}));
  std::vector<std::string> keys;
  for (int i = 9'999; i >= 0; --i) keys.push_back(std::to_string(10'000 + i));
  const auto values = read_values(*store, {0}, Family::kNames, keys, {});
  ASSERT_EQ(values.size(), keys.size());
  for (int i = 0; i < 10'000; ++i) {
    const auto& value = values[static_cast<std::size_t>(9'999 - i)];
    EXPECT_EQ(value, i % 2 == 0 ? std::optional(std::to_string(i)) : std::nullopt);
  }
}

}  // namespace
}  // namespace entente
