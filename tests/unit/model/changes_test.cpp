#include "entente/model/changes.hpp"

#include <gtest/gtest.h>

#include "support/standing_by_itself.hpp"

namespace entente {
namespace {

Table facts() {
  Table table;
  table.elements.nodes[0] = {{0}, "a", {"State"}, std::nullopt, {}, {}};
  table.elements.nodes[1] = {{1}, "b", {"State"}, read_validity("1949-10-01/..").value(), {}, {}};
  std::uint32_t index = 0;
  for (const char* valid : {"1950-02-14/1960", "1955/1957", "1969-03-02", "1940/1941", "1949/1969~", "1950/1970"}) {
    RelationshipRecord& r = table.elements.relationships[index];
    r.type = "R";
    r.start = 0;
    r.end = 1;
    r.validity = read_validity(valid).value();
    ++index;
  }
  table.elements.relationships[index].type = "WITHOUT_TIME";
  return stand_by_themselves(table, {cut_between("1950", "1969").value(), cut_between("1950", "1951").value()});
}

std::string words(const ChangeSet& set) {
  std::string text;
  for (const Change c : kAllChanges)
    if (set.has(c)) text += std::string(text.empty() ? "" : "|") + std::string(name(c));
  return text;
}

TEST(Changes, TellWhatBecameOfEachFact) {
  const auto changes = changes_between(facts(), "1950", "1969");
  ASSERT_TRUE(changes.ok());
  std::string told;
  for (const FactChange& c : changes->changes)
    told += (c.is_relation ? "r" : "n") + std::to_string(c.index) + " " + words(c.possible) + "\n";
  EXPECT_EQ(told,
            "n1 stayed\n"
            "r4 ended|stayed\n"  // until about 1969: 1968 at the earliest
            "r5 stayed\n"
            "r0 ended\n"
            "r1 passed\n"
            "r2 began\n");
}

TEST(Changes, AreGroupedByWhatIsKnown) {
  EXPECT_EQ(kind_of({Change::kBegan}), ChangeKind::kBegan);
  EXPECT_EQ(kind_of({Change::kBegan, Change::kPassed}), ChangeKind::kCame);
  EXPECT_EQ(kind_of({Change::kEnded, Change::kPassed}), ChangeKind::kWent);
  EXPECT_EQ(kind_of({Change::kBefore, Change::kEnded}), ChangeKind::kWent);
  EXPECT_EQ(kind_of({Change::kBefore, Change::kPassed}), ChangeKind::kWent);
  EXPECT_EQ(kind_of({Change::kBegan, Change::kStayed}), ChangeKind::kUndecided);
  EXPECT_EQ(kind_of({Change::kBegan, Change::kAfter}), ChangeKind::kUndecided);
}

TEST(Changes, NeedTheEarlierTimeFirst) {
  EXPECT_EQ(changes_between(facts(), "1969", "1950").error().code, ErrorCode::kArgument);
  EXPECT_EQ(changes_between(facts(), "1950", "1950-06").error().code, ErrorCode::kArgument);
  EXPECT_EQ(changes_between(facts(), "195x", "1960").error().code, ErrorCode::kSyntax);
  EXPECT_TRUE(changes_between(facts(), "1950", "1951").ok());
  EXPECT_EQ(changes_between(facts(), "1950", "1952").error().code, ErrorCode::kArgument) << "it was not asked for";
}

}  // namespace
}  // namespace entente
