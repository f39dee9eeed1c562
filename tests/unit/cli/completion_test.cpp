// What Tab offers, without a terminal.
#include "cli/shell/completion.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/shell/pieces.hpp"

namespace entente::cli {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

Vocabulary words() {
  Vocabulary v;
  v.keywords = {"CALL", "MATCH", "OPTIONAL", "RETURN", "WHERE"};
  v.functions = {"period", "period_set", "properties", "valid"};
  v.procedures = {"conflicts", "db.labels", "db.procedures", "shortest_path"};
  v.labels = {"Period", "Person", "Old Place", "Ort"};
  v.types = {"MET", "MEMBER_OF", "PERSUADED"};
  v.properties = {"name", "nature", "place of birth", "percent"};
  v.names = {"Carl Löwenhielm", "Lowell", "Mao's sojourn", "Mao Zedong", "毛泽东", "bad\x1bname"};
  v.parameters = {"period", "person"};
  v.commands = {{"as-of", {}}, {"format", {"csv", "json", "jsonl"}}, {"timing", {"on", "off"}}};
  return v;
}

// At the mark.
std::vector<std::string> offered(std::string text) {
  const std::size_t cursor = text.find('^');
  text.erase(cursor, 1);
  return complete(text, cursor, words()).candidates;
}

// The text as it is where the one candidate was taken.
std::string completed(std::string text) {
  const std::size_t cursor = text.find('^');
  text.erase(cursor, 1);
  const Completion found = complete(text, cursor, words());
  if (found.candidates.size() != 1) return "candidates: " + std::to_string(found.candidates.size());
  return text.substr(0, found.from) + found.candidates[0] + text.substr(cursor);
}

TEST(Completion, OffersLabelsBehindTheColonOfANode) {
  EXPECT_THAT(offered("MATCH (p:Per^"), ElementsAre("Period", "Person"));
  EXPECT_THAT(offered("MATCH (:per^"), ElementsAre("Period", "Person"));
  EXPECT_EQ(completed("MATCH (p:perS^)-->()"), "MATCH (p:Person)-->()");
  EXPECT_EQ(completed("MATCH (p:Person:Or^)"), "MATCH (p:Person:Ort)");
  EXPECT_EQ(completed("MATCH (p) WHERE p:Ort^"), "MATCH (p) WHERE p:Ort");
  EXPECT_EQ(completed("MATCH (p:Person|Ol^)"), "MATCH (p:Person|`Old Place`)");
  EXPECT_EQ(completed("MATCH (p:`Old^"), "MATCH (p:`Old Place`");
  EXPECT_THAT(offered("MATCH (p:^"), ElementsAre("Ort", "Period", "Person", "`Old Place`"));
}

TEST(Completion, OffersTypesInTheBracketsOfARelation) {
  EXPECT_THAT(offered("MATCH (p)-[:ME^"), ElementsAre("MEMBER_OF", "MET"));
  EXPECT_EQ(completed("MATCH (p)<-[r:per^]-(q)"), "MATCH (p)<-[r:PERSUADED]-(q)");
  EXPECT_EQ(completed("MATCH (p:Person)-[r:MET|mem^"), "MATCH (p:Person)-[r:MET|MEMBER_OF");
  EXPECT_EQ(completed("MATCH ()-[r]->() WHERE r:PER^"), "MATCH ()-[r]->() WHERE r:PERSUADED");
  // Brackets of a list are none.
  EXPECT_EQ(completed("RETURN [x IN y WHERE x:Perso^"), "RETURN [x IN y WHERE x:Person");
}

TEST(Completion, OffersPropertiesBehindADotAndInBraces) {
  EXPECT_THAT(offered("MATCH (p) RETURN p.na^"), ElementsAre("name", "nature"));
  EXPECT_EQ(completed("RETURN p.pl^"), "RETURN p.`place of birth`");
  EXPECT_THAT(offered("MATCH (p:Person {na^"), ElementsAre("name", "nature"));
  EXPECT_THAT(offered("MATCH (p {name: 'x', na^"), ElementsAre("name", "nature"));
  EXPECT_EQ(completed("MATCH ()-[:MET {perc^"), "MATCH ()-[:MET {percent");
  EXPECT_THAT(offered("RETURN valid(r).earliest^"), ElementsAre("earliest_end", "earliest_start"));
  EXPECT_THAT(offered("RETURN 1.^"), IsEmpty());
}

TEST(Completion, OffersProceduresBehindCall) {
  EXPECT_EQ(completed("CALL sho^"), "CALL shortest_path(");
  EXPECT_EQ(completed("call db.la^"), "call db.labels(");
  EXPECT_THAT(offered("MATCH (a) CALL ^"), ElementsAre("conflicts(", "db.labels(", "db.procedures(", "shortest_path("));
}

TEST(Completion, OffersNamesInQuotes) {
  EXPECT_EQ(completed("MATCH (p {name: 'carl^"), "MATCH (p {name: 'Carl Löwenhielm'");
  EXPECT_EQ(completed("MATCH (p {name: \"毛^"), "MATCH (p {name: \"毛泽东\"");
  EXPECT_EQ(completed("MATCH (p) WHERE p.name = 'mao\\'^"), "candidates: 0");
  EXPECT_THAT(offered("RETURN shortest('Mao^"), ElementsAre("Mao Zedong'", "Mao\\'s sojourn'"));
  // By another word of it where none begins so; whatever the case and the accents.
  EXPECT_EQ(completed("MATCH (p {name: 'lowen^"), "MATCH (p {name: 'Carl Löwenhielm'");
  EXPECT_EQ(completed("MATCH (p {name: 'lowe^"), "MATCH (p {name: 'Lowell'");
  // Nothing that would do something to the terminal.
  EXPECT_THAT(offered("MATCH (p {name: 'bad^"), IsEmpty());
  // Dates and other properties are no names.
  EXPECT_THAT(offered("MATCH (p) AS OF 'Mao^"), IsEmpty());
  EXPECT_THAT(offered("MATCH (p {nature: 'Mao^"), IsEmpty());
  EXPECT_THAT(offered("MATCH (p) WHERE p.nature = 'Mao^"), IsEmpty());
  EXPECT_THAT(offered("MATCH (p) WHERE p.nature STARTS WITH 'Mao^"), IsEmpty());
  EXPECT_THAT(offered("MATCH (p) WHERE p.name STARTS WITH 'Mao^"), Contains("Mao Zedong'"));
}

TEST(Completion, OffersCommandsBehindTheFirstColon) {
  EXPECT_EQ(completed(":fo^"), ":format");
  EXPECT_EQ(completed(":^"), "candidates: 3");
  EXPECT_THAT(offered(":format js^"), ElementsAre("json", "jsonl"));
  EXPECT_EQ(completed(":timing of^"), ":timing off");
  EXPECT_THAT(offered(":as-of 19^"), IsEmpty());
}

TEST(Completion, OffersWordsOfTheLanguageElsewhere) {
  EXPECT_EQ(completed("mat^"), "MATCH");
  EXPECT_EQ(completed("MATCH (p) RETURN per^"), "candidates: 2");
  EXPECT_THAT(offered("MATCH (p) RETURN per^"), ElementsAre("period(", "period_set("));
  EXPECT_THAT(offered("MATCH (person:Person) RETURN per^"), ElementsAre("period(", "period_set(", "person"));
  EXPECT_THAT(offered("RETURN $per^"), ElementsAre("period", "person"));
  EXPECT_THAT(offered("^"), ElementsAre("CALL", "MATCH", "OPTIONAL", "RETURN", "WHERE"));
  // Behind what was typed in earlier lines.
  EXPECT_EQ(completed("MATCH (p)\nWHERE p:Person\nret^"), "MATCH (p)\nWHERE p:Person\nRETURN");
  EXPECT_THAT(offered("RETURN 1 // mat^"), IsEmpty());
  EXPECT_THAT(offered("RETURN {a: ^"), IsEmpty());
}

// Whatever stands before the cursor, wherever it is: candidates stand for what was typed, and nothing is read beyond.
TEST(Completion, TakesAnyTextAndAnyPlace) {
  const std::string text = "CALL db.x(`a``b, \"\\\") :[-[r:|{,}.$'it\\'s \xff毛 /* // */ 1.5e )]}; ::";
  for (std::size_t from = 0; from < text.size(); ++from) {
    for (std::size_t cursor = 0; cursor <= text.size() + 1; ++cursor) {
      const std::string part = text.substr(from);
      const Completion found = complete(part, cursor, words());
      EXPECT_LE(found.from, std::min(cursor, part.size()));
    }
  }
}

std::string said(std::string_view text) {
  const Typed t = typed(text);
  std::string result;
  for (const std::string& statement : t.statements) result += "[" + statement + "]";
  return result + t.rest + (t.awaited.empty() ? "" : " … " + t.awaited);
}

TEST(Typed, IsCutWhereStatementsEnd) {
  EXPECT_EQ(said("RETURN 1;"), "[RETURN 1]");
  EXPECT_EQ(said("RETURN 1; RETURN ';' ; "), "[RETURN 1][ RETURN ';' ]");
  EXPECT_EQ(said("RETURN 1"), "RETURN 1 … ;");
  EXPECT_EQ(said("RETURN ';"), "RETURN '; … '");
  EXPECT_EQ(said("RETURN 'it\\';"), "RETURN 'it\\'; … '");
  EXPECT_EQ(said("RETURN \"'\", `a;"), "RETURN \"'\", `a; … `");
  EXPECT_EQ(said("RETURN ([1"), "RETURN ([1 … ]");
  EXPECT_EQ(said("RETURN ([1]"), "RETURN ([1] … )");
  EXPECT_EQ(said("RETURN 1 /* ;"), "RETURN 1 /* ; … */");
  EXPECT_EQ(said("// a title; it's one\n"), "// a title; it's one\n … ;");
  EXPECT_EQ(said("RETURN 1; // done\n"), "[RETURN 1]");
  EXPECT_EQ(said(" ;; // nothing\n"), "");
  EXPECT_EQ(said("\n \t"), "");
}

}  // namespace
}  // namespace entente::cli
