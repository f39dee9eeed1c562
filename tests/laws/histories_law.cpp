// What a store holds after any history of commits, as of the newest and of every earlier one, is what a plain model of
// maps says: in memory, on RocksDB, opened again and beside, with filters, and with commits written as sorted files.
// `tools/soak` runs more of them (RC_PARAMS of RapidCheck).
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "laws/histories_run.hpp"
#include "unit/storage/stores.hpp"

namespace entente {
namespace {

using histories::History;
using histories::StoreUnderTest;

StoreUnderTest store_in_memory() {
  return {"in memory", [](const std::string&, bool) { return open_memory_store(); }};
}

StoreUnderTest store_filtering_in_memory(FilteringStore::Zeal zeal) {
  return {"in memory, filtering",
          [zeal](const std::string&, bool) { return std::make_unique<FilteringStore>(open_memory_store(), zeal); }};
}

// `rows_of_large_commit`: from here on a commit is written as sorted files.
StoreUnderTest store_on_rocksdb(const std::string& name, std::size_t rows_of_large_commit) {
  const auto open = [rows_of_large_commit](const std::string& folder, bool read_only) {
    StoreOptions options;
    options.read_only = read_only;
    options.rows_of_large_commit = rows_of_large_commit;
    auto store = open_rocksdb_store(folder + "/store", options);
    if (!store) throw store.error();
    return std::move(*store);
  };
  return {name, open, true, true};
}

void expect_agreement(const History& history, const std::vector<StoreUnderTest>& stores) {
  if (const std::string difference = first_difference(history, stores); !difference.empty()) RC_FAIL(difference);
}

// A history in memory takes a twentieth of the time of one on disk: so more of them.
RC_GTEST_PROP(HistoriesLaw, StoresInMemoryHoldWhatTheModelHolds, ()) {
  const std::vector<StoreUnderTest> stores{store_in_memory(), store_filtering_in_memory(FilteringStore::Zeal::kAll)};
  for (int i = 0; i < 5; ++i) expect_agreement(*histories::histories(12), stores);
}

RC_GTEST_PROP(HistoriesLaw, StoresOnDiskHoldWhatTheModelHolds, ()) {
  const std::vector<StoreUnderTest> stores{store_on_rocksdb("RocksDB", 50'000)};
  expect_agreement(*histories::histories(8), stores);
}

RC_GTEST_PROP(HistoriesLaw, CommitsWrittenAsSortedFilesHoldWhatTheModelHolds, ()) {
  const std::vector<StoreUnderTest> stores{store_on_rocksdb("RocksDB, sorted files", 10)};
  expect_agreement(*histories::histories(5), stores);
}

// And the graphs that the laws look at do follow from each other.
TEST(HistoriesLaw, GraphsFollowFromTheOneBefore) {
  histories::detail::Tested::followed() = 0;
  const std::vector<StoreUnderTest> stores{store_in_memory()};
  rc::Random random(1);
  for (int i = 0; i < 200; ++i) {
    const History history = histories::histories(12)(random.split(), rc::kNominalSize).value();
    ASSERT_EQ(first_difference(history, stores), "");
  }
  EXPECT_GT(histories::detail::Tested::followed(), 100U);
}

// What the law is about does happen in these histories.
TEST(HistoriesLaw, HistoriesMeetAllThatACommitMayDo) {
  histories::Counts all;
  std::size_t dropped = 0, refused = 0, not_found = 0, invalid = 0, idle = 0, restated = 0, former = 0;
  std::size_t alone = 0, detached = 0, by_number = 0, ended_by_number = 0;  // in commits that are made
  std::size_t forgotten = 0, forgotten_again = 0, erased = 0, erased_relations = 0;
  rc::Random random(1);
  for (int i = 0; i < 400; ++i) {
    const History history = histories::histories(12)(random.split(), rc::kNominalSize).value();
    histories::HistoryModel model;
    for (const histories::Step& step : histories::steps_of(history)) {
      const auto outcome = model.run(step, "");
      const histories::Counts& c = outcome.counts;
      forgotten += outcome.forgotten.entities + outcome.forgotten.relations;
      erased += outcome.erased.entities;
      erased_relations += outcome.erased.relations;
      forgotten_again += step.then == histories::Step::Then::kForget && !outcome.forgotten.is_moved;
      refused += static_cast<std::size_t>(std::count(outcome.taken.begin(), outcome.taken.end(), false));
      not_found += outcome.error == ErrorCode::kNotFound;
      invalid += outcome.error == ErrorCode::kInvalidData;
      dropped += step.end == histories::Step::End::kDropped;
      idle += !outcome.error && !outcome.is_commit;
      restated += outcome.is_commit && !c.any();
      all.entities_changed += c.entities_changed;
      all.entities_unchanged += c.entities_unchanged;
      all.entities_removed += c.entities_removed;
      all.relations_changed += c.relations_changed;
      all.relations_unchanged += c.relations_unchanged;
      all.relations_removed += c.relations_removed;
      all.gone_entities += c.gone_entities;
      all.gone_relations += c.gone_relations;
      all.gone_kept += c.gone_kept;
      all.entities_ended += c.entities_ended;
      all.relations_ended += c.relations_ended;
      if (!outcome.is_commit) continue;
      const auto has = [&](histories::Operation::What what, int ends) {
        return std::any_of(step.operations.begin(), step.operations.end(), [&](const histories::Operation& op) {
          return op.what == what && (op.ends > 0) == (ends > 0);
        });
      };
      using What = histories::Operation::What;
      alone += has(What::kRetractEntity, 0);
      detached += has(What::kRetractEntity, 1);
      by_number += has(What::kRetractNumber, 0);
      ended_by_number += has(What::kEndNumber, 0);
    }
    for (const char* key : histories::kRelations) former += model.former(key).size();
  }
  for (const std::size_t count : {dropped,
                                  refused,
                                  not_found,
                                  invalid,
                                  idle,
                                  restated,
                                  former,
                                  all.entities_changed,
                                  all.entities_unchanged,
                                  all.entities_removed,
                                  all.relations_changed,
                                  all.relations_unchanged,
                                  all.relations_removed,
                                  all.gone_entities,
                                  all.gone_relations,
                                  all.gone_kept,
                                  all.entities_ended,
                                  all.relations_ended,
                                  alone,
                                  detached,
                                  by_number,
                                  ended_by_number,
                                  forgotten,
                                  forgotten_again,
                                  erased,
                                  erased_relations})
    EXPECT_GT(count, 10U) << words(all) << "; dropped " << dropped << ", refused " << refused << ", not found "
                          << not_found << ", invalid " << invalid << ", idle " << idle << ", restated " << restated
                          << ", former " << former << ", retracted alone " << alone << ", detached " << detached
                          << ", by number " << by_number << ", ended by number " << ended_by_number << ", forgotten "
                          << forgotten << ", asked again " << forgotten_again << ", erased " << erased << " and "
                          << erased_relations;
}

}  // namespace
}  // namespace entente
