// Records of one commit meet: relations whose ends are looked up together, before or after these are given.
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "entente/database.hpp"

namespace entente {
namespace {

EntityFact thing(const std::string& key) {
  EntityFact fact;
  fact.key = key;
  fact.types = {"Thing"};
  return fact;
}

RelationFact leads(const std::string& key, const std::string& from, const std::string& to) {
  RelationFact fact;
  fact.key = key;
  fact.type = "LEADS";
  fact.from = from;
  fact.to = to;
  return fact;
}

Ontology only_people_lead() {
  Ontology ontology;
  ontology.entity_types.emplace_back().name = "Person";
  RelationType& type = ontology.relation_types.emplace_back();
  type.name = "LEADS";
  type.domain = {"Person"};
  type.strict = true;
  return ontology;
}

// Entities given before, between and after the relations that name them, and such as the store has.
TEST(Staging, EachRelationHasItsEnds) {
  constexpr int kThings = 300, kRelations = 1'000;
  const auto name = [](int i) { return (i % 5 == 0 ? "a thing with a long name " : "t") + std::to_string(i); };
  const auto database = Database::in_memory().value();
  auto before = database->write();
  for (int i = 0; i < kThings / 3; ++i) ASSERT_TRUE(before->add(thing(name(i))).ok());
  ASSERT_TRUE(before->commit("those that the store has").ok());

  auto transaction = database->write();
  std::map<std::string, std::string> expected;
  int given = kThings / 3;
  for (int i = 0; i < kRelations; ++i) {
    const std::string from = name(i % kThings), to = name(i * 7 % kThings), key = "r" + std::to_string(i);
    expected[key] = from + " " + to;
    ASSERT_TRUE(transaction->add(leads(key, from, to)).ok());
    if (i % 11 == 0 && given < kThings - 100) {
      ASSERT_TRUE(transaction->add(thing(name(given++))).ok());
    }
  }
  while (given < kThings) ASSERT_TRUE(transaction->add(thing(name(given++))).ok());
  const auto report = transaction->commit("relations");
  ASSERT_TRUE(report.ok()) << describe(report.error());
  EXPECT_EQ(report->relations_added, static_cast<std::size_t>(kRelations));

  const auto table = database->query("MATCH (a)-[r]->(b) RETURN key(r), key(a) + ' ' + key(b)");
  ASSERT_TRUE(table.ok()) << describe(table.error());
  std::map<std::string, std::string> found;
  for (const auto& row : table->rows) found[row[0].string()] = row[1].string();
  EXPECT_EQ(found, expected);
}

TEST(Staging, ARelationIsJudgedByTheOntologyThatStoodWhenItWasAdded) {
  for (const bool relation_first : {true, false}) {
    const auto database = Database::in_memory().value();
    auto transaction = database->write();
    ASSERT_TRUE(transaction->add(thing("a")).ok());
    ASSERT_TRUE(transaction->add(thing("b")).ok());
    const auto relate = [&] { EXPECT_TRUE(transaction->add(leads("r", "a", "b")).ok()); };
    if (relation_first) relate();
    ASSERT_TRUE(transaction->set_ontology(only_people_lead()).ok());
    if (!relation_first) relate();
    EXPECT_EQ(transaction->commit("").ok(), relation_first);
  }
}

TEST(Staging, ATypeThatIsTooLongIsRefusedAtOnceWhateverItsEnds) {
  const auto database = Database::in_memory().value();
  auto transaction = database->write();
  RelationFact relation = leads("r", "a", "b");
  relation.type = std::string(5'000, 'T');
  const auto refused = transaction->add(relation);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().message, "a type or property key of 5000 bytes; the longest is 4096");
  relation = leads("r", "a", "b");
  relation.properties = {{std::string(4'097, 'p'), Value("x"), std::nullopt}};
  EXPECT_FALSE(transaction->add(relation).ok());
  EXPECT_TRUE(transaction->add(leads("r", "a", "b")).ok());
  EXPECT_TRUE(transaction->add(thing("b")).ok());
  EXPECT_TRUE(transaction->add(thing("a")).ok());
  EXPECT_TRUE(transaction->commit("a right one").ok());
}

}  // namespace
}  // namespace entente
