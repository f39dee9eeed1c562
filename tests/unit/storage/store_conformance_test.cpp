// What every store must do, whatever it stands on.
#include <random>

#include "storage/copy_rows.hpp"
#include "storage/scan.hpp"
#include "stores.hpp"

namespace entente {
namespace {

using namespace std::string_literals;
using Pairs = std::vector<std::pair<std::string, std::string>>;

class StoreConformance : public StoreTest {
 protected:
  static Result<void> write(Store& store, RowBatch rows, const RegisterSwap& swap, PartitionId partition = {0}) {
    const PartitionBatch batch{partition, std::move(rows)};
    return store.commit({&batch, 1}, swap);
  }
  static Pairs rows(const Store& store, Scan scan, const CallOptions& options = {}) {
    Pairs out;
    read_rows(store, std::move(scan), options, [&](const Row& row) { out.emplace_back(row.key, row.value); });
    return out;
  }
  static Scan all(Family family, PartitionId partition = {0}) {
    Scan scan;
    scan.family = family;
    scan.partition = partition;
    return scan;
  }
};

// Pages as they come.
struct Pages : ScanSink {
  void take(std::size_t scan, const Page& page) override { pages.emplace_back(scan, page); }
  std::vector<std::pair<std::size_t, Page>> pages;
};

const RegisterSwap kFirst{"head", std::nullopt, "1"};

TEST_P(StoreConformance, KeepsRowsInOrderOfTheirBytes) {
  const auto store = open();
  RowBatch batch;
  batch.put(Family::kOut, "b", "2");
  batch.put(Family::kOut, "\xFF", "5");
  batch.put(Family::kOut, "a\0"s, "1");
  batch.put(Family::kOut, "a", "0");
  batch.put(Family::kOut, "\x80", "4");
  batch.put(Family::kOut, "b\0\0"s, "3");
  ASSERT_TRUE(write(*store, std::move(batch), kFirst));
  EXPECT_EQ(rows(*store, all(Family::kOut)),
            (Pairs{{"a", "0"}, {"a\0"s, "1"}, {"b", "2"}, {"b\0\0"s, "3"}, {"\x80", "4"}, {"\xFF", "5"}}));
}

TEST_P(StoreConformance, AScanIsHalfOpen) {
  const auto store = open();
  RowBatch batch;
  for (const char* key : {"a", "b", "ba", "c"}) batch.put(Family::kOut, key, key);
  ASSERT_TRUE(write(*store, std::move(batch), kFirst));
  Scan scan = all(Family::kOut);
  scan.lo = "b";
  scan.hi = "c";
  EXPECT_EQ(rows(*store, scan), (Pairs{{"b", "b"}, {"ba", "ba"}}));
  scan.lo = "bb";
  EXPECT_EQ(rows(*store, scan), Pairs{});
  scan.lo = "c";
  scan.hi = "";
  EXPECT_EQ(rows(*store, scan), (Pairs{{"c", "c"}}));
  EXPECT_EQ(rows(*store, point_scan({0}, Family::kOut, "b")), (Pairs{{"b", "b"}}));
  EXPECT_EQ(rows(*store, point_scan({0}, Family::kOut, "bb")), Pairs{});
}

TEST_P(StoreConformance, EmptyValuesAndBinaryOnesSurvive) {
  const auto store = open();
  const std::string binary = "\0\xFF\r\n\0"s;
  RowBatch batch;
  batch.put(Family::kEntities, "e", "");
  batch.put(Family::kEntities, "f", binary);
  ASSERT_TRUE(write(*store, std::move(batch), kFirst));
  EXPECT_EQ(rows(*store, all(Family::kEntities)), (Pairs{{"e", ""}, {"f", binary}}));
}

TEST_P(StoreConformance, FamiliesAndPartitionsAreApart) {
  const auto store = open();
  for (std::size_t f = 0; f < kFamilyCount; ++f) {
    for (const std::uint32_t partition : {0u, 1u, 256u}) {
      RowBatch batch;
      const std::string value = std::to_string(f) + "/" + std::to_string(partition);
      batch.put(static_cast<Family>(f), "key", value);
      ASSERT_TRUE(write(*store, std::move(batch), {"r" + value, std::nullopt, "x"}, {partition}));
    }
  }
  for (std::size_t f = 0; f < kFamilyCount; ++f) {
    for (const std::uint32_t partition : {0u, 1u, 256u}) {
      EXPECT_EQ(rows(*store, all(static_cast<Family>(f), {partition})),
                (Pairs{{"key", std::to_string(f) + "/" + std::to_string(partition)}}));
    }
    EXPECT_EQ(rows(*store, all(static_cast<Family>(f), {7})), Pairs{});
  }
}

TEST_P(StoreConformance, PagesHoldWhatWasAskedForAndLeadOn) {
  const auto store = open();
  RowBatch batch;
  Pairs expected;
  for (int i = 100; i < 200; ++i) {
    expected.emplace_back(std::to_string(i), std::string(static_cast<std::size_t>(i % 7), 'x'));
    batch.put(Family::kIn, expected.back().first, expected.back().second);
  }
  ASSERT_TRUE(write(*store, std::move(batch), kFirst));
  for (const std::uint32_t max_rows : {1u, 2u, 3u, 7u, 99u, 100u, 101u}) {
    Scan scan = all(Family::kIn);
    scan.max_rows = max_rows;
    Pairs found;
    std::size_t pages = 0;
    for (bool more = true; more;) {
      Pages sink;
      store->scan_many({&scan, 1}, sink, {});
      ASSERT_LE(sink.pages.size(), 1u);
      // One that is lost, in whole or in part, is asked for again.
      if (sink.pages.empty() || sink.pages[0].second.rows.size() != sink.pages[0].second.sent_rows) continue;
      const Page& page = sink.pages[0].second;
      ASSERT_LE(page.rows.size(), max_rows);
      for (std::size_t i = 0; i < page.rows.size(); ++i) found.emplace_back(page.rows[i].key, page.rows[i].value);
      more = page.more;
      scan.resume = page.resume;
      ++pages;
    }
    EXPECT_EQ(found, expected) << max_rows;
    EXPECT_GE(pages, (100 + max_rows - 1) / max_rows);
  }
  Scan scan = all(Family::kIn);
  scan.max_bytes = 1;  // one row a page all the same
  EXPECT_EQ(rows(*store, scan), expected);
}

TEST_P(StoreConformance, ManyScansAreAnsweredEachByItself) {
  const auto store = open();
  RowBatch batch;
  for (int i = 0; i < 1000; ++i)
    batch.put(i % 2 == 0 ? Family::kOut : Family::kIn, std::to_string(1000 + i), std::to_string(i));
  ASSERT_TRUE(write(*store, std::move(batch), kFirst));
  std::mt19937 random(7);
  std::vector<Scan> scans;
  std::vector<Pairs> expected(300), found(300);
  for (std::size_t i = 0; i < 300; ++i) {
    const int begin = static_cast<int>(random() % 1000), length = static_cast<int>(random() % 20);
    const bool out = random() % 2 == 0;
    Scan scan = all(out ? Family::kOut : Family::kIn);
    scan.lo = std::to_string(1000 + begin);
    scan.hi = std::to_string(1000 + begin + length);
    scan.max_rows = 3;
    if (length == 0) scan = point_scan({0}, scan.family, scan.lo);
    for (int k = begin; k < std::min(1000, begin + std::max(length, 1)); ++k) {
      if ((k % 2 == 0) == out) expected[i].emplace_back(std::to_string(1000 + k), std::to_string(k));
    }
    scans.push_back(std::move(scan));
  }
  read_pages(*store, scans, {}, [&](std::size_t scan, const RowBlock& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) found[scan].emplace_back(rows[i].key, rows[i].value);
  });
  EXPECT_EQ(found, expected);
}

TEST_P(StoreConformance, ALaterEntryForAKeyWins) {
  const auto store = open();
  RowBatch batch;
  batch.put(Family::kOut, "changed", "old");
  batch.put(Family::kOut, "gone", "x");
  batch.put(Family::kOut, "back", "x");
  batch.erase(Family::kOut, "gone");
  batch.erase(Family::kOut, "back");
  batch.put(Family::kOut, "changed", "new");
  batch.put(Family::kOut, "back", "y");
  batch.erase(Family::kOut, "never there");
  ASSERT_TRUE(write(*store, std::move(batch), kFirst));
  EXPECT_EQ(rows(*store, all(Family::kOut)), (Pairs{{"back", "y"}, {"changed", "new"}}));
}

TEST_P(StoreConformance, AStaleSwapIsRefusedAndNothingIsWritten) {
  const auto store = open();
  RowBatch batch;
  batch.put(Family::kOut, "a", "1");
  ASSERT_TRUE(write(*store, batch, kFirst));
  for (const std::optional<std::string>& stale : {std::optional<std::string>(), std::optional<std::string>("0")}) {
    RowBatch late;
    late.put(Family::kOut, "a", "2");
    late.put(Family::kOut, "b", "2");
    const Result<void> written = write(*store, std::move(late), {"head", stale, "2"});
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::kConflict);
    EXPECT_EQ(rows(*store, all(Family::kOut)), (Pairs{{"a", "1"}}));
    EXPECT_EQ(store->read_register("head").value(), "1");
  }
  EXPECT_TRUE(store->commit({}, {"head", "1", "2"}));
  EXPECT_EQ(store->read_register("head").value(), "2");
  EXPECT_EQ(store->read_register("other").value(), std::nullopt);
  EXPECT_TRUE(store->commit({}, {"other", std::nullopt, ""}));
  EXPECT_EQ(store->read_register("other").value(), "");
}

TEST_P(StoreConformance, ALargeCommitIsLikeASmallOne) {
  const auto store = open();
  RowBatch small;
  small.put(Family::kOut, "100", "old");
  small.put(Family::kOut, "100002", "old");
  small.put(Family::kIn, "x", "kept");
  ASSERT_TRUE(write(*store, std::move(small), kFirst));
  RowBatch batch;
  Pairs expected{{"100", "old"}};
  for (int i = 199'999; i >= 100'000; --i) batch.put(Family::kOut, std::to_string(i), std::to_string(i % 1000));
  batch.erase(Family::kOut, "100001");
  batch.put(Family::kOut, "100003", "later");
  batch.put(Family::kEntities, "e", "1");
  for (int i = 100'000; i < 200'000; ++i) {
    if (i != 100'001) expected.emplace_back(std::to_string(i), i == 100'003 ? "later" : std::to_string(i % 1000));
  }
  // Refused as a whole, or written as a whole.
  const Result<void> stale = write(*store, batch, {"head", "0", "2"});
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().code, ErrorCode::kConflict);
  EXPECT_EQ(rows(*store, all(Family::kOut)), (Pairs{{"100", "old"}, {"100002", "old"}}));
  ASSERT_TRUE(write(*store, std::move(batch), {"head", "1", "2"}));
  EXPECT_EQ(rows(*store, all(Family::kOut)), expected);
  EXPECT_EQ(rows(*store, all(Family::kIn)), (Pairs{{"x", "kept"}}));
  EXPECT_EQ(rows(*store, all(Family::kEntities)), (Pairs{{"e", "1"}}));
  EXPECT_EQ(store->read_register("head").value(), "2");
  // And small ones go on upon it.
  RowBatch after;
  after.erase(Family::kOut, "100000");
  ASSERT_TRUE(write(*store, std::move(after), {"head", "2", "3"}));
  expected.erase(expected.begin() + 1);
  EXPECT_EQ(rows(*store, all(Family::kOut)), expected);
}

TEST_P(StoreConformance, WhatIsWrittenLasts) {
  if (!GetParam().lasts) {
    EXPECT_EQ(open()->bytes_on_disk(), 0u);
    return;
  }
  {
    const auto store = open();
    RowBatch batch;
    batch.put(Family::kOut, "a\0b"s, "1");
    ASSERT_TRUE(write(*store, std::move(batch), kFirst, {3}));
  }
  const auto store = open();
  EXPECT_EQ(rows(*store, all(Family::kOut, {3})), (Pairs{{"a\0b"s, "1"}}));
  EXPECT_EQ(store->read_register("head").value(), "1");
  EXPECT_GT(store->bytes_on_disk(), 0u);
}

TEST_P(StoreConformance, AReadPointStaysWhereItIs) {
  const auto store = open();
  RowBatch batch;
  batch.put(Family::kOut, "a", "1");
  ASSERT_TRUE(write(*store, std::move(batch), kFirst));
  const auto point = store->read_point();
  EXPECT_EQ(point != nullptr, store->capabilities().read_points);
  RowBatch more;
  more.put(Family::kOut, "b", "2");
  ASSERT_TRUE(write(*store, std::move(more), {"head", "1", "2"}));
  if (point) {
    EXPECT_EQ(rows(*store, all(Family::kOut), {point.get()}), (Pairs{{"a", "1"}}));
  }
  EXPECT_EQ(rows(*store, all(Family::kOut)), (Pairs{{"a", "1"}, {"b", "2"}}));
}

TEST_P(StoreConformance, ThereIsOneWriter) {
  const auto store = open();
  {
    const auto lease = store->acquire_writer();
    ASSERT_TRUE(lease);
    const auto second = store->acquire_writer();
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::kLocked);
  }
  EXPECT_TRUE(store->acquire_writer());
}

// By its files where it has any, else row by row; into any other store.
TEST_P(StoreConformance, ACopyHoldsWhatItHolds) {
  const auto store = open();
  ASSERT_TRUE(store->commit({}, {"format", std::nullopt, "4"}));
  RowBatch batch;
  for (std::size_t f = 0; f < kFamilyCount; ++f)
    for (int i = 0; i < 100; ++i) batch.put(static_cast<Family>(f), "key\0"s + std::to_string(i), std::to_string(i));
  ASSERT_TRUE(write(*store, std::move(batch), kFirst));
  const auto expect_same = [&](const Store& copy) {
    for (std::size_t f = 0; f < kFamilyCount; ++f)
      EXPECT_EQ(rows(copy, all(static_cast<Family>(f))), rows(*store, all(static_cast<Family>(f))));
    EXPECT_EQ(copy.read_register("head").value(), "1");
    EXPECT_EQ(copy.read_register("format").value(), "4");
  };
  for (const StoreKind& kind : store_kinds()) {
    const TemporaryFolder folder;
    const auto copy = kind.open(folder.path("copy"));
    copy_rows(*store, *copy);
    expect_same(*copy);
  }
  const TemporaryFolder folder;
  const Result<bool> copied = store->copy_files(folder.path("copy"));
  ASSERT_TRUE(copied);
  EXPECT_EQ(*copied, GetParam().lasts);
  if (*copied) expect_same(*open_rocksdb_or_throw(folder.path("copy")));
}

INSTANTIATE_TEST_SUITE_P(All, StoreConformance, testing::ValuesIn(store_kinds()), kind_name);

}  // namespace
}  // namespace entente
