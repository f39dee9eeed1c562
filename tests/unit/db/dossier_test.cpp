// All about one entity, through the door.
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/database.hpp"
#include "entente/time/edtf.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::unique_ptr<Database> tiny() {
  auto database = std::move(Database::in_memory().value());
  const auto report = database->import({std::string(ENTENTE_SOURCE_DIR) + "/graph-data/tiny"});
  EXPECT_TRUE(report.ok());
  return database;
}

std::vector<std::string> keys_of(const Dossier& dossier) {
  std::vector<std::string> keys;
  for (const DossierFact& fact : dossier.facts) keys.push_back(fact.fact.key);
  return keys;
}

TEST(Dossiers, TellWhatIsKnownInOrderOfTime) {
  const auto database = tiny();
  const auto found = database->dossier("république française");
  ASSERT_TRUE(found.ok()) << describe(found.error());
  EXPECT_EQ(found->entity.key, "france");
  EXPECT_EQ(found->name, "France");
  EXPECT_THAT(found->labels, testing::Contains("State"));
  EXPECT_THAT(found->aliases, ElementsAre("République française"));
  EXPECT_FALSE(found->life.has_value());
  EXPECT_THAT(keys_of(*found), ElementsAre("alliance-france", "entente-france", "president-fallieres",
                                           "president-poincare", "war-of-1914", "government-clemenceau"));
  const DossierFact& treaty = found->facts[1];
  EXPECT_FALSE(treaty.leaves);
  EXPECT_EQ(treaty.other, "entente-cordiale");
  EXPECT_EQ(treaty.other_name, "Entente Cordiale");
  ASSERT_EQ(treaty.fact.sources.size(), 1U);
  EXPECT_EQ(treaty.fact.sources[0].locator, "Article 1");
  EXPECT_EQ(found->table.elements.relationships.size(), 6U);
}

TEST(Dossiers, TellThePropertiesWithTheirTimes) {
  const auto found = tiny()->dossier("saint-petersburg");
  ASSERT_TRUE(found.ok());
  ASSERT_EQ(found->properties.size(), 4U);
  EXPECT_EQ(found->properties[1].value.string(), "Petrograd");
  EXPECT_TRUE(found->properties[1].validity.has_value());
  EXPECT_EQ(edtf_of(*found->life), "1703-05-27/..");
}

TEST(Dossiers, ReadADateASourceAndAReading) {
  const auto database = tiny();
  QueryOptions options;
  options.as_of = "1910";
  const auto certain = database->dossier("france", options);
  ASSERT_TRUE(certain.ok());
  EXPECT_THAT(keys_of(*certain), ElementsAre("alliance-france", "president-fallieres"));
  EXPECT_EQ(certain->table.read_at.withheld.possible, 1U);
  options.reading = Reading::kPossible;
  const auto possible = database->dossier("france", options);
  ASSERT_TRUE(possible.ok());
  EXPECT_THAT(keys_of(*possible), ElementsAre("alliance-france", "entente-france", "president-fallieres"));
  EXPECT_NE(possible->facts[1].reading, Reading::kCertain);
  EXPECT_EQ(possible->facts[2].reading, Reading::kCertain);
  options = {};
  options.according_to = {"entente-cordiale"};
  EXPECT_THAT(keys_of(*database->dossier("france", options)), ElementsAre("entente-france"));
  options.as_of = "not a date";
  EXPECT_FALSE(database->dossier("france", options).ok());
}

// A dossier counts what it leaves out as an export of the same date does.
TEST(Dossiers, SayWhatTheyLeaveOutAsExportsDo) {
  const auto database = std::move(Database::in_memory().value());
  const TemporaryFolder folder;
  const auto report = database->import({folder.file("data.jsonl", R"({"id": "a", "type": "T"}
{"id": "b", "type": "T"}
{"id": "day", "type": "R", "from": "a", "to": "b", "valid": "1950-06-01"}
{"id": "year", "type": "R", "from": "a", "to": "b", "valid": "1950~/1960"}
)")});
  ASSERT_TRUE(report.ok()) << describe(report.error());
  QueryOptions options;
  options.as_of = "1950";
  const auto dossier = database->dossier("a", options);
  ASSERT_TRUE(dossier.ok()) << describe(dossier.error());
  EXPECT_EQ(describe_withheld(dossier->table.read_at), describe_withheld(database->all_facts(options)->read_at));
  EXPECT_EQ(dossier->table.read_at.withheld.possible, 2U);
  EXPECT_EQ(dossier->table.read_at.withheld.within, 1U);
}

TEST(Dossiers, GoByAPartOfANameThatOneEntityHas) {
  const auto database = tiny();
  EXPECT_EQ(database->dossier("fallieres")->entity.key, "armand-fallieres");
  const auto several = database->dossier("alliance");
  EXPECT_EQ(several->entity.key, "franco-russian-alliance");
  const auto unclear = database->dossier("russian");
  ASSERT_FALSE(unclear.ok());
  EXPECT_EQ(unclear.error().code, ErrorCode::kArgument);
  EXPECT_THAT(unclear.error().hint, HasSubstr("`russian-empire`"));
  EXPECT_THAT(unclear.error().hint, HasSubstr("`anglo-russian-convention`"));
  const auto unknown = database->dossier("Frnace");
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(unknown.error().hint, "did you mean `France`?");
  EXPECT_EQ(database->dossier("").error().code, ErrorCode::kNotFound);
}

TEST(Dossiers, ShowRivalDatingsAndADisputedLife) {
  const TemporaryFolder folder;
  auto database = std::move(Database::in_memory().value());
  const auto report = database->import({folder.file("facts.json", R"({"entente": 2, "entities": [
{"id": "li", "type": "Person", "sources": ["a", "b"],
 "datings": [{"valid": "1900/1950", "sources": ["a"]}, {"valid": "1901/1950", "sources": ["b"]}]},
{"id": "wu", "type": "Person"}], "relations": [
{"type": "MET", "from": "li", "to": "wu", "sources": ["a"]},
{"type": "KNEW", "from": "li", "to": "li", "sources": ["a"]},
{"id": "R", "type": "MET", "from": "wu", "to": "li", "sources": ["a", "b"],
 "datings": [{"valid": "1926", "sources": ["a"]}, {"valid": "1928", "sources": ["b"]}]}]})")});
  ASSERT_TRUE(report.ok()) << describe(report.error());
  const auto found = database->dossier("li");
  ASSERT_TRUE(found.ok());
  EXPECT_TRUE(found->disputed);
  EXPECT_EQ(found->entity.datings.size(), 2U);
  EXPECT_EQ(found->name, "li");
  // Once each, also where both ends are the entity; without a time at the end.
  ASSERT_EQ(found->facts.size(), 3U);
  EXPECT_EQ(found->facts[0].fact.key, "R");
  EXPECT_EQ(found->facts[0].fact.datings.size(), 2U);
  EXPECT_FALSE(found->facts[1].fact.validity.has_value());
  std::ostringstream json;
  write_dossier_json(*found, json);
  EXPECT_THAT(json.str(), HasSubstr(R"("kind":"dossier","name":"li")"));
  EXPECT_THAT(json.str(), HasSubstr(R"("disputed":true)"));
}

TEST(Dossiers, OfAnEntityThatNothingIsSaidOf) {
  const TemporaryFolder folder;
  auto database = std::move(Database::in_memory().value());
  ASSERT_TRUE(database->import({folder.file("a.jsonl", R"({"id": "a", "type": "T"})")}).ok());
  const auto found = database->dossier("a");
  ASSERT_TRUE(found.ok());
  EXPECT_THAT(found->facts, IsEmpty());
  EXPECT_THAT(found->properties, IsEmpty());
  EXPECT_FALSE(found->life.has_value());
}

}  // namespace
}  // namespace entente
