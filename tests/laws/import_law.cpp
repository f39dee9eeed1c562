// However often, in whatever order of rows and of files, alone or together, changed or not two files are imported: of
// records that say the same the store holds as many as the file that has more of them, or had and was not replaced.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "entente/database.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

// Which is which is told by `n`; the last two stand beside one another in the store.
constexpr std::array<const char*, 4> kRecords = {
    R"({"type": "WROTE", "from": "a", "to": "b", "properties": {"n": 0}})",
    R"({"type": "WROTE", "from": "b", "to": "a", "valid": "1841", "properties": {"n": 1}})",
    R"({"type": "WROTE", "from": "a", "to": "b", "valid": "1841", "properties": {"n": 2}})",
    R"({"type": "WROTE", "from": "a", "to": "b", "valid": "1841", "properties": {"n": 3}})"};
const std::vector<std::vector<std::size_t>> kOrders = {{0}, {1}, {0, 1}, {1, 0}};

using Counts = std::array<int, 4>;

Counts random_counts() {
  Counts counts{};
  for (int& n : counts) n = *rc::gen::inRange(0, 4);
  return counts;
}

std::string shuffled(const Counts& counts) {
  std::vector<int> left;
  for (int kind = 0; kind < 4; ++kind) left.insert(left.end(), static_cast<std::size_t>(counts[kind]), kind);
  std::string text;
  while (!left.empty()) {
    const auto at = left.begin() + *rc::gen::inRange<int>(0, static_cast<int>(left.size()));
    text += std::string(kRecords[*at]) + "\n";
    left.erase(at);
  }
  return text;
}

Counts stored(Database& database) {
  Counts counts{};
  for (std::size_t kind = 0; kind < 4; ++kind) {
    const auto table = database.query("MATCH ()-[r:WROTE {n: " + std::to_string(kind) + "}]->() RETURN count(r)");
    if (!table.ok()) throw std::runtime_error(describe(table.error()));
    counts[kind] = static_cast<int>(table->rows[0][0].integer());
  }
  return counts;
}

RC_GTEST_PROP(ImportLaw, OfTwoFilesTheLargerNumberCounts, ()) {
  const TemporaryFolder folder;
  const auto database = Database::in_memory().value();
  RC_ASSERT(database
                ->import({folder.file("ends.jsonl", R"({"id": "a", "type": "A"})"
                                                    "\n"
                                                    R"({"id": "b", "type": "B"})")})
                .ok());
  const std::array<std::string, 2> names = {"x.jsonl", "y.jsonl"};
  // What the files hold; and what the store was told by them and not told otherwise.
  std::array<Counts, 2> holds = {random_counts(), random_counts()}, told{};
  const auto import = [&](const std::vector<std::size_t>& files, bool replace) {
    std::vector<std::string> paths;
    for (const std::size_t file : files) paths.push_back(folder.file(names[file], shuffled(holds[file])));
    ImportOptions options;
    options.replace = replace;
    RC_ASSERT(database->import(paths, options).ok());
    for (const std::size_t file : files)
      for (std::size_t kind = 0; kind < 4; ++kind)
        told[file][kind] = replace ? holds[file][kind] : std::max(told[file][kind], holds[file][kind]);
    Counts expected{};
    for (std::size_t kind = 0; kind < 4; ++kind) expected[kind] = std::max(told[0][kind], told[1][kind]);
    RC_ASSERT(stored(*database) == expected);
  };
  const int imports = *rc::gen::inRange(1, 6);
  for (int i = 0; i < imports; ++i) {
    import(*rc::gen::elementOf(kOrders), *rc::gen::arbitrary<bool>());
    if (*rc::gen::inRange(0, 3) == 0) holds[static_cast<std::size_t>(*rc::gen::inRange(0, 2))] = random_counts();
  }
  import({0, 1}, false);
  const TransactionId before = database->info()->transaction;
  import({0, 1}, false);
  import({1, 0}, false);
  RC_ASSERT(database->info()->transaction == before);
  RC_ASSERT(database->check()->empty());
}

}  // namespace
}  // namespace entente
