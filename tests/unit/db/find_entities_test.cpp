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
  ASSERT_FALSE(found.nearest.empty());
  EXPECT_EQ(found.nearest.front(), "Raymond Poincaré");
  EXPECT_EQ(find("Edwrad VII").nearest.front(), "Edward VII");
  EXPECT_TRUE(find("Xanthippe of Nowhere").nearest.empty());
  EXPECT_TRUE(find("").matches.empty());
}

}  // namespace
}  // namespace entente
