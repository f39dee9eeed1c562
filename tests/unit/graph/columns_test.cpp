#include "graph/columns.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace entente {
namespace {

TEST(Columns, ASparseSetKnowsItsMembersAndRanks) {
  SparseSet set;
  EXPECT_FALSE(set.contains(0));
  EXPECT_EQ(set.rank(1000), 0U);
  const std::vector<std::uint32_t> members{0, 63, 64, 130, 1000};
  for (const std::uint32_t m : members) set.add(m);
  std::size_t below = 0;
  for (std::uint32_t i = 0; i < 1100; ++i) {
    EXPECT_EQ(set.rank(i), below) << i;
    const bool member = std::find(members.begin(), members.end(), i) != members.end();
    EXPECT_EQ(set.contains(i), member) << i;
    below += member ? 1 : 0;
  }
  EXPECT_EQ(set.size(), members.size());
}

TEST(Columns, TextKeepsEmptyPlaces) {
  TextColumn column;
  for (const char* text : {"", "", "b", "", "cc"}) column.add(text);
  EXPECT_EQ(column.at(1), "");
  EXPECT_EQ(column.at(2), "b");
  EXPECT_EQ(column.at(4), "cc");
  const TextColumn turned = std::move(column).reordered({4, 3, 2, 1, 0});
  EXPECT_EQ(turned.at(0), "cc");
  EXPECT_EQ(turned.at(1), "");
  EXPECT_EQ(turned.at(2), "b");
}

TEST(Columns, AttributionsAreSharedAndFollowTheOrder) {
  AttributionColumn column;
  const Attribution source{Provenance::kStated, {{"doc", "P1"}}};
  column.add({});
  column.add(source);
  column.add({Provenance::kDerived, {}});
  column.add(source);
  const std::size_t bytes = column.bytes();
  column.add(source);
  EXPECT_LE(column.bytes(), bytes + 64);
  const AttributionColumn turned = std::move(column).reordered({3, 2, 1, 0, 4});
  EXPECT_EQ(turned.at(0), source);
  EXPECT_EQ(turned.at(1).provenance, Provenance::kDerived);
  EXPECT_EQ(turned.at(3), Attribution{});
}

TEST(Columns, IdsBeyond32BitsSurvive) {
  IdColumn ids;
  for (const std::uint64_t id : {std::uint64_t{5}, std::uint64_t{1} << 40, std::uint64_t{6}}) ids.add(id);
  EXPECT_EQ(ids.at(0), 5U);
  EXPECT_EQ(ids.at(1), std::uint64_t{1} << 40);
  EXPECT_EQ(ids.at(2), 6U);
}

TEST(Columns, ValidityPrintedFromBoundsTakesNoRoom) {
  ValidityColumn column;
  Validity day = validity_of(Period::certain(Instant{0}, Instant{kSecondsPerDay}));
  for (int i = 0; i < 1000; ++i) column.add(day);
  EXPECT_EQ(column.bytes(), 0U);
  const auto kept = column.validity(999, day.bounds.latest_start, day.bounds.earliest_end);
  ASSERT_TRUE(kept.has_value());
  EXPECT_EQ(kept->bounds, day.bounds);
  EXPECT_EQ(kept->edtf, "");  // printed for whoever asks
  EXPECT_EQ(edtf_of(*kept), "1970-01-01");
  day.phrase = "one day";
  column.add(day);
  column.add(std::nullopt);
  EXPECT_EQ(column.validity(1000, day.bounds.latest_start, day.bounds.earliest_end), day);
  EXPECT_FALSE(column.validity(1001, {}, {}).has_value());
  EXPECT_TRUE(column.is_stated(5));
}

TEST(Columns, SystemPeriodsOfOneCommitTakeNoRoom) {
  SystemColumn column;
  for (int i = 0; i < 1000; ++i) column.add({{3}});
  EXPECT_EQ(column.bytes(), 0U);
  EXPECT_EQ(column.at(0), (SystemPeriod{{3}}));
  EXPECT_EQ(column.at(999), (SystemPeriod{{3}}));
  EXPECT_EQ(column.at(999).superseded, SystemPeriod::kNever);
}

TEST(Columns, SystemPeriodsFollowTheOrder) {
  SystemColumn column;
  const std::vector<SystemPeriod> periods{{{2}}, {{1}, {7}}, {{2}, {3}}, {{5}}, {{2}}};
  for (const SystemPeriod& period : periods) column.add(period);
  for (std::uint32_t i = 0; i < periods.size(); ++i) EXPECT_EQ(column.at(i), periods[i]) << i;
  const Order order{4, 2, 0, 3, 1};
  const SystemColumn turned = std::move(column).reordered(order);
  for (std::uint32_t i = 0; i < order.size(); ++i) EXPECT_EQ(turned.at(i), periods[order[i]]) << i;
}

}  // namespace
}  // namespace entente
