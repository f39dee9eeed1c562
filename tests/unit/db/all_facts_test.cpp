// The whole store as a table: at a date, by a source, and with what was left out.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <tuple>

#include "entente/database.hpp"
#include "entente/time/edtf.hpp"

namespace entente {
namespace {

class AllFacts : public testing::Test {
 protected:
  AllFacts() : database_(Database::in_memory().value()) {
    WriteTransaction write = database_->write().value();
    for (const char* key : {"a", "b"}) {
      EntityFact entity;
      entity.key = key;
      entity.types = {"State"};
      EXPECT_TRUE(write.add(entity).ok());
    }
    for (const auto& [key, valid, source] :
         {std::tuple("sure", "1950/1960", "x"), {"perhaps", "1957~/1960", "y"}, {"later", "1980", "x"}}) {
      RelationFact relation;
      relation.key = key;
      relation.type = "ALLY";
      relation.from = "a";
      relation.to = "b";
      relation.validity = read_validity(valid).value();
      relation.attribution = {Provenance::kStated, {{source, ""}}};
      EXPECT_TRUE(write.add(relation).ok());
    }
    EXPECT_TRUE(write.commit("facts").ok());
  }

  std::string relations(const QueryOptions& options) {
    std::string keys;
    const Table facts = database_->all_facts(options).value();
    for (const auto& [index, r] : facts.elements.relationships) keys += r.key + " ";
    return keys;
  }

  std::unique_ptr<Database> database_;
};

TEST_F(AllFacts, AreThoseOfTheDateTheReadingAndTheSources) {
  QueryOptions options;
  EXPECT_EQ(database_->all_facts().value().elements.relationships.size(), 3U);
  options.as_of = "1957-06";
  EXPECT_EQ(relations(options), "sure ");
  options.reading = Reading::kPossible;
  EXPECT_NE(relations(options).find("perhaps"), std::string::npos);
  options.according_to = {"x"};
  EXPECT_EQ(relations(options), "sure ");
}

TEST_F(AllFacts, SayWhatWasLeftOutAndWhatNobodyIs) {
  QueryOptions options;
  options.as_of = "1957-06-01";
  EXPECT_EQ(database_->all_facts(options).value().read_at.withheld.possible, 1U);
  options.according_to = {"nobody"};
  EXPECT_EQ(database_->all_facts(options).value().warnings.size(), 1U);
  options.as_of = "195x";
  EXPECT_FALSE(database_->all_facts(options).ok());
}

}  // namespace
}  // namespace entente
