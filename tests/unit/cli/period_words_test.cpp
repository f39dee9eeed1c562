// A word that compares periods is a row of kPeriodPredicates: the parser takes it, help and completion offer it, the
// schema of the report on dates has it.
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "cli/shell/completion.hpp"
#include "cli/shell/vocabulary.hpp"
#include "entente/database.hpp"
#include "entente/reference.hpp"
#include "entente/time/period_predicates.hpp"

namespace entente {
namespace {

std::set<std::string> period_words() {
  std::set<std::string> words;
  for_each_period_word([&](const PeriodPredicate&, std::string_view word) { words.emplace(word); });
  return words;
}

std::set<std::string> strings_in(const rapidjson::Value& list) {
  std::set<std::string> strings;
  for (const rapidjson::Value& item : list.GetArray()) strings.insert(item.GetString());
  return strings;
}

TEST(PeriodWords, StandOnceEachInTheTable) {
  std::size_t count = 0;
  for_each_period_word([&](const PeriodPredicate& row, std::string_view word) {
    ++count;
    EXPECT_FALSE(row.relations.empty()) << word;
    EXPECT_FALSE(row.summary.empty()) << word;
    EXPECT_NE(row.example.find(" " + std::string(row.word) + " "), std::string::npos) << word;
    EXPECT_TRUE(std::all_of(word.begin(), word.end(), [](char c) { return c == ' ' || (c >= 'A' && c <= 'Z'); }));
  });
  EXPECT_EQ(period_words().size(), count);
}

TEST(PeriodWords, AreReadInQueriesAndSayTheirRelations) {
  auto database = std::move(Database::in_memory().value());
  const std::string dates[] = {"1950", "1951", "1950/1951", "1949/1950", "1950-05", "1949/1951", "1953"};
  for_each_period_word([&](const PeriodPredicate& row, std::string_view word) {
    for (const std::string& p : dates) {
      for (const std::string& q : dates) {
        const std::string of = "(period('" + p + "'), period('" + q + "'))";
        const std::string compared = "period('" + p + "') " + std::string(word) + " period('" + q + "')";
        const auto table = database->query("RETURN " + compared + " AS holds, allen" + of + " AS relation");
        ASSERT_TRUE(table.ok()) << compared << ": " << table.error().message;
        const auto relation = read_allen_set(table->rows[0][1].string());
        EXPECT_EQ(table->rows[0][0].boolean(), !(row.relations & *relation).empty()) << compared;
      }
    }
  });
}

TEST(PeriodWords, AreInHelp) {
  std::set<std::string> predicates;
  for (const ReferenceEntry& entry : language_reference()) {
    if (entry.kind == "predicate") predicates.emplace(entry.name);
  }
  EXPECT_EQ(predicates, period_words());
}

TEST(PeriodWords, AreOfferedByTheTabKeyWithADateBehindThem) {
  auto database = std::move(Database::in_memory().value());
  cli::Vocabulary vocabulary = cli::vocabulary_of(*database);
  vocabulary.names = {"1815 Club"};
  for_each_period_word([&](const PeriodPredicate& row, std::string_view word) {
    const std::string before = "MATCH (n) WHERE valid(n) ";
    for (std::size_t begin = 0; begin < word.size(); begin = std::min(word.find(' ', begin), word.size() - 1) + 1) {
      const std::string part(word.substr(begin, word.find(' ', begin) - begin));
      const std::string typed = before + std::string(word.substr(0, begin + part.size() - 1));
      const auto offered = cli::complete(typed, typed.size(), vocabulary).candidates;
      EXPECT_NE(std::find(offered.begin(), offered.end(), part), offered.end()) << typed;
      EXPECT_EQ(std::find(offered.begin(), offered.end(), part + "("), offered.end()) << "it is no function: " << typed;
    }
    const std::string date = before + std::string(word) + " '18";
    EXPECT_EQ(cli::complete(date, date.size(), vocabulary).candidates.empty(), !row.is_of_texts) << date;
  });
}

TEST(PeriodWords, AreInTheSchemaOfTheReportOnDates) {
  std::ifstream in(ENTENTE_SOURCE_DIR "/src/formats/interface/time.schema.json");
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  rapidjson::Document schema;
  ASSERT_FALSE(schema.Parse(text.c_str()).HasParseError());
  const rapidjson::Value& relation = schema["$defs"]["relation"]["properties"];
  std::set<std::string> keys;
  for (const PeriodPredicate& row : kPeriodPredicates) keys.insert(spelt(row, '_'));
  EXPECT_EQ(strings_in(relation["predicates"]["required"]), keys);
  EXPECT_EQ(strings_in(relation["allen_possible"]["items"]["enum"]),
            (std::set<std::string>{kAllenNames.begin(), kAllenNames.end()}));
}

}  // namespace
}  // namespace entente
