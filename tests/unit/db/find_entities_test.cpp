// Entities by name, through the door.
#include <gtest/gtest.h>

#include "entente/database.hpp"

namespace entente {
namespace {

TEST(FindEntities, ByNameAliasAndKey) {
  auto database = std::move(Database::in_memory().value());
  const auto report = database->import({std::string(ENTENTE_SOURCE_DIR) + "/graph-data/tiny"});
  ASSERT_TRUE(report.ok()) << describe(report.error());
  const auto find = [&](std::string_view text) { return std::move(database->find_entities(text).value()); };

  FoundEntities found = find("REPUBLIQUE FRANCAISE");
  ASSERT_EQ(found.matches.size(), 1U);
  EXPECT_EQ(found.matches[0].key, "france");
  EXPECT_EQ(found.matches[0].name, "France");
  EXPECT_EQ(found.matches[0].matched, "République française");
  EXPECT_TRUE(found.matches[0].is_alias);
  EXPECT_FALSE(found.matches[0].validity.has_value());
  EXPECT_EQ(found.matches[0].labels.front(), "State");

  EXPECT_EQ(find("санкт петербург").matches.at(0).key, "saint-petersburg");
  EXPECT_EQ(find("raymond-poincare").matches.size(), 1U);
  EXPECT_EQ(find("armand-fallieres").matches.at(0).matched, "Armand Fallières");
  EXPECT_EQ(find("franco-russian-alliance").matches.size(), 1U);

  found = find("Poincare");
  EXPECT_TRUE(found.matches.empty());
  EXPECT_TRUE(found.nearest.empty());
  ASSERT_EQ(found.parts.size(), 1U);
  EXPECT_EQ(found.parts[0].key, "raymond-poincare");
  EXPECT_EQ(found.parts[0].matched, "Raymond Poincaré");
  EXPECT_EQ(find("Edwrad VII").nearest.front(), "Edward VII");
  EXPECT_TRUE(find("Xanthippe of Nowhere").nearest.empty());
  EXPECT_TRUE(find("").matches.empty());
  EXPECT_TRUE(find("").parts.empty());
}

TEST(FindEntities, ByAPartOfAName) {
  auto database = std::move(Database::in_memory().value());
  ASSERT_TRUE(database->import({std::string(ENTENTE_SOURCE_DIR) + "/graph-data/tiny"}).ok());
  const auto keys = [&](std::string_view text) {
    std::string all;
    const FoundEntities found = database->find_entities(text).value();
    for (const NamedEntity& e : found.matches) all += e.key + " ";
    for (const NamedEntity& e : found.parts) all += "+" + e.key + " ";
    return all;
  };
  EXPECT_EQ(keys("entente"), "+entente-cordiale ");
  EXPECT_EQ(keys("PARIS"), "paris ");
  // Those of which a word begins with it stand first; a name counts before an alias, each entity once.
  EXPECT_EQ(keys("ran"), "+france +franco-russian-alliance ");
  EXPECT_EQ(keys("fran"), "+france +franco-russian-alliance ");
  EXPECT_EQ(keys("петер"), "+saint-petersburg ");
  EXPECT_EQ(keys("empire"), "+russian-empire +german-empire ");
  EXPECT_EQ(keys("re"),
            "+france +german-empire +united-kingdom +russian-empire +armand-fallieres +raymond-poincare "
            "+georges-clemenceau ");
}

}  // namespace
}  // namespace entente
