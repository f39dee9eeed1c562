// What people bring from other languages gets one line that names our way; no entry outlives what it stands for.
#include <set>

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "entente/database.hpp"
#include "entente/reference.hpp"
#include "query/syntax/habits.hpp"

namespace entente {
namespace {

TEST(Habits, EachExampleFailsWithItsHint) {
  const auto database = std::move(Database::in_memory().value());
  for (const Habit& habit : habits()) {
    const auto table = database->query(habit.example);
    ASSERT_FALSE(table.ok()) << habit.example << " works: the entry has to go";
    EXPECT_EQ(table.error().hint, habit.hint) << habit.example;
  }
}

TEST(Habits, NoneIsPartOfTheLanguage) {
  std::set<std::string> known;
  for (const ReferenceEntry& entry : language_reference()) known.insert(fold(entry.name));
  for (const Habit& habit : habits()) {
    if (habit.kind != HabitKind::kFunction && habit.kind != HabitKind::kProcedure) continue;
    for (const std::string_view name : habit.names) EXPECT_FALSE(known.contains(std::string(name))) << name;
  }
}

TEST(Habits, NoNameStandsTwice) {
  std::set<std::pair<HabitKind, std::string_view>> seen;
  for (const Habit& habit : habits())
    for (const std::string_view name : habit.names) EXPECT_TRUE(seen.emplace(habit.kind, name).second) << name;
}

TEST(Reference, TheWordsOfTimeWorkAsTheirExamplesShow) {
  const auto database = std::move(Database::in_memory().value());
  std::size_t seen = 0;
  for (const ReferenceEntry& entry : language_reference()) {
    if (entry.kind != "clause" && entry.kind != "predicate") continue;
    ++seen;
    const auto table = database->query(entry.example);
    ASSERT_TRUE(table.ok()) << entry.name << ": " << describe(table.error());
    if (entry.kind != "predicate") continue;
    ASSERT_EQ(table->rows.size(), 1U);
    EXPECT_TRUE(table->rows[0][0].is_boolean() && table->rows[0][0].boolean()) << entry.example;
  }
  EXPECT_EQ(seen, 29U);
}

}  // namespace
}  // namespace entente
