// The control of a run, through every door by which one comes.
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "entente/database.hpp"
#include "entente/transaction.hpp"

namespace entente {
namespace {

TEST(RunControl, IsHeardAtEveryDoor) {
  const std::unique_ptr<Database> database = Database::in_memory().value();
  ASSERT_TRUE(database->import({std::string(ENTENTE_SOURCE_DIR) + "/graph-data/tiny"}).ok());
  const std::string text = "MATCH (a)-->(b) RETURN a, b";
  const auto code = [](const Result<Table>& table) {
    return table.ok() ? std::nullopt : std::optional(table.error().code);
  };
  const std::pair<std::string, std::function<Result<Table>(const QueryOptions&)>> doors[] = {
      {"query", [&](const QueryOptions& o) { return database->query(text, {}, o); }},
      {"prepare", [&](const QueryOptions& o) { return database->prepare(text, o).value().run(); }},
      {"read", [&](const QueryOptions& o) { return database->read().value().query(text, {}, o); }},
      {"all_facts", [&](const QueryOptions& o) { return database->all_facts(o); }},
      {"all_facts at a date", [&](QueryOptions o) { return o.as_of = "1910", database->all_facts(o); }},
      {"dossier",
       [&](const QueryOptions& o) {
         const Result<Dossier> dossier = database->dossier("france", o);
         return dossier.ok() ? Result<Table>(dossier->table) : dossier.error();
       }},
  };
  for (const auto& [name, door] : doors) {
    QueryOptions options;
    StopSource stop;
    options.control.stop = stop.token();
    options.control.timeout = std::chrono::hours(1);
    EXPECT_EQ(code(door(options)), std::nullopt) << name;
    stop.request_stop();
    EXPECT_EQ(code(door(options)), ErrorCode::kCancelled) << name;
    EXPECT_EQ(code(door({})), std::nullopt) << name;
  }
}

// The time of a prepared query counts from each run.
TEST(RunControl, GivesEachRunItsOwnTime) {
  const std::unique_ptr<Database> database = Database::in_memory().value();
  QueryOptions options;
  options.control.timeout = std::chrono::milliseconds(20);
  const PreparedQuery endless =
      database
          ->prepare("UNWIND range(1, 99999) AS a UNWIND range(1, 99999) AS b UNWIND range(1, $n) AS c RETURN count(*)",
                    options)
          .value();
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(endless.run({{"n", Value(99999)}}).error().code, ErrorCode::kTimeout);
    EXPECT_EQ(database->query("RETURN 1", {}, options).value().rows.size(), 1U);
  }
}

}  // namespace
}  // namespace entente
