// Entities that a file only names are made where nothing describes them, and never replace what does.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "entente/database.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

constexpr std::string_view kMap = R"({"entities": [{"id": "{from}", "type": "Thing", "repeated": "mention"},
  {"id": "{to}", "type": "Thing", "repeated": "mention"}], "relations": [{"type": "R", "from": "{from}", "to": "{to}"}]})";

class Mention : public testing::Test {
 protected:
  void SetUp() override {
    auto opened = Database::open(folder_.path("store"), {.create_if_missing = true});
    ASSERT_TRUE(opened.ok());
    database_ = std::move(opened.value());
  }

  ImportReport import(const std::vector<std::string>& files) {
    ImportOptions options;
    options.columns = map_;
    const auto report = database_->import(files, options);
    EXPECT_TRUE(report.ok()) << describe(report.error());
    return report.ok() ? *report : ImportReport{};
  }
  std::string names() {
    const auto table = database_->query("MATCH (n) RETURN key(n) + '=' + coalesce(n.name, '') AS t ORDER BY t");
    std::string all;
    for (const auto& row : table->rows) all += row[0].string() + " ";
    return all;
  }

  TemporaryFolder folder_;
  std::string map_ = folder_.file("map.json", kMap);
  std::string table_ = folder_.file("r.csv", "from,to\na,b\nb,c\na,b\n");
  std::string described_ = folder_.file("a.jsonl", R"({"id": "a", "type": "Thing", "name": "A"})");
  std::unique_ptr<Database> database_;
};

TEST_F(Mention, IsMadeWhereNothingDescribesIt) {
  const ImportReport report = import({table_});
  EXPECT_EQ(report.commit.entities_added, 3U);
  EXPECT_EQ(report.commit.relations_added, 3U);  // the same row twice is two facts
  const ImportReport again = import({table_});
  EXPECT_EQ(again.commit.entities_added + again.commit.entities_changed + again.commit.relations_added, 0U);
}

TEST_F(Mention, LeavesWhatTheStoreKnows) {
  import({described_});
  EXPECT_EQ(import({table_}).commit.entities_added, 2U);
  EXPECT_EQ(names(), "a=A b= c= ");
}

TEST_F(Mention, LeavesWhatTheSameImportDescribes) {
  import({table_, described_});  // named first, described later
  EXPECT_EQ(names(), "a=A b= c= ");
}

TEST_F(Mention, IsReplacedByADescription) {
  import({table_});
  EXPECT_EQ(import({described_}).commit.entities_changed, 1U);
  EXPECT_EQ(names(), "a=A b= c= ");
}

}  // namespace
}  // namespace entente
