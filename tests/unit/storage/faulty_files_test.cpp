// A disk that fails, or loses power, at any moment: the store holds what was acknowledged afterwards, or one commit
// more.
#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>

#include "facts.hpp"
#include "faulty_files.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

FactBatch numbered(int commit, int relations) {
  FactBatch batch;
  const std::string key = "e" + std::to_string(commit);
  batch.entities = {entity(key)};
  for (int i = 0; i < relations; ++i) {
    batch.relations.push_back(relation(key + "-" + std::to_string(i), key, "T", key, std::to_string(1000 + i % 999)));
  }
  return batch;
}

struct Run {
  std::uint64_t acknowledged = 0;
  std::optional<Error> error;  // the first one
};

struct Load {
  int relations = 0;   // in every third commit
  bool packs = false;  // into blocks, behind every second commit
};

// Opens the store twice; commits three times, twice the same number. Goes on after a failure, which must go on failing.
Run run(const std::string& path, rocksdb::Env* env, const Load& load) {
  Run run;
  StoreOptions options;
  options.env = env;
  options.rows_of_large_commit = 500;
  for (const int first : {0, 3}) {
    try {
      BlockLayout layout;
      if (load.packs) layout = {.page_entities = 2, .block_relations = 4, .fewest_relations = 2};
      auto opened = FactStore::open(open_folder(path, options), counting_clock(), layout);
      if (!opened) throw opened.error();
      const std::unique_ptr<FactStore> store = std::move(*opened);
      for (int i = first; i < first + 3; ++i) {
        FactWriter writer(*store);
        for (const EntityFact& fact : numbered(i, 0).entities) writer.add(fact);
        for (const RelationFact& fact : numbered(i, i == first + 1 ? load.relations : 2).relations) writer.add(fact);
        const Result<CommitSummary> done = writer.commit("test");
        if (done) {
          EXPECT_FALSE(run.error) << "a store that failed to write writes again";
          run.acknowledged = done->head.transaction.value;
        } else if (!run.error) {
          run.error = done.error();
        }
        if (!load.packs || i % 2 == 0) continue;
        const auto note = [&run](const auto& done, bool has_written) {
          if (!done && !run.error) run.error = done.error();
          EXPECT_FALSE(done && run.error && has_written) << "a store that failed to write writes again";
        };
        const auto packed = store->pack();
        note(packed, packed && packed->pages > 0);
        note(store->store().compact(), true);
      }
    } catch (const Error& error) {
      if (!run.error) run.error = error;
    }
    if (run.error) break;
  }
  return run;
}

// One run with a fault; how many calls it concerned.
std::uint64_t try_fault(Fault fault, std::uint64_t after, const Load& load) {
  SCOPED_TRACE("fault " + std::to_string(static_cast<int>(fault)) + " after " + std::to_string(after) + " calls");
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  const auto files = std::make_shared<FaultyFiles>();
  const std::unique_ptr<rocksdb::Env> env = rocksdb::NewCompositeEnv(files);
  files->fail(fault, after);
  const Run done = run(path, env.get(), load);
  if (done.error) {
    EXPECT_EQ(done.error->code, ErrorCode::kIo) << done.error->message;
    EXPECT_TRUE(files->has_failed()) << done.error->message;
  } else {
    EXPECT_EQ(done.acknowledged, 6u);
  }
  if (fault == Fault::kPower && files->has_failed()) files->forget_unsynced(after);

  try {
    const auto store = open_facts(open_folder(path));
    const std::uint64_t head = store->head().transaction.value;
    EXPECT_GE(head, done.acknowledged);
    EXPECT_LE(head, done.acknowledged + 1);
    EXPECT_EQ(entente::load(*store, {head}).entities.size(), head);
    EXPECT_EQ(messages(store->check()), std::vector<std::string>{});
    commit(*store, numbered(100, 1));
    EXPECT_EQ(store->head().transaction.value, head + 1);
  } catch (const Error& error) {
    ADD_FAILURE() << error.message;
  }
  return files->calls();
}

// Faults spread over all calls of a run; ENTENTE_SOAK_STEP=1 tries each.
void try_all(Fault fault, const Load& load) {
  const std::uint64_t calls = try_fault(fault, ~std::uint64_t{0}, load);
  ASSERT_GT(calls, 10u);
  const char* asked = std::getenv("ENTENTE_SOAK_STEP");
  const std::uint64_t step = asked == nullptr ? calls / (load.packs ? 4 : 8) : std::stoull(asked);
  for (std::uint64_t after = 0; after < calls; after += step) try_fault(fault, after, load);
}

class FaultyDisk : public testing::TestWithParam<Fault> {};

TEST_P(FaultyDisk, KeepsWhatWasAcknowledgedOfSmallCommits) {
  try_all(GetParam(), {5});
}

TEST_P(FaultyDisk, KeepsWhatWasAcknowledgedOfLargeCommits) {
  try_all(GetParam(), {300});
}

TEST_P(FaultyDisk, KeepsWhatWasAcknowledgedOfCommitsThatArePacked) {
  try_all(GetParam(), {9, true});
}

std::string fault_name(const testing::TestParamInfo<Fault>& info) {
  constexpr const char* kNames[] = {"None", "Sync", "Append", "ShortWrite", "Rename", "Power"};
  return kNames[static_cast<int>(info.param)];
}

INSTANTIATE_TEST_SUITE_P(Faults, FaultyDisk,
                         testing::Values(Fault::kSync, Fault::kAppend, Fault::kShortWrite, Fault::kRename,
                                         Fault::kPower),
                         fault_name);

}  // namespace
}  // namespace entente
