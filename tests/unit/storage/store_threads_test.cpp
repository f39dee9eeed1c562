// Readers while commits go on: each sees whole commits, at the head that it took.
#include <atomic>
#include <thread>

#include "facts.hpp"
#include "stores.hpp"

namespace entente {
namespace {

class ConcurrencyOfStores : public StoreTest {};

// Commit N states relation "r0" … "r19" anew, all in year 1000 + N and at entities that change, so that rows move; and
// adds entity "nN".
void commit_number(FactStore& store, int n) {
  FactBatch batch;
  if (n == 1) {
    for (int i = 0; i < 5; ++i) batch.entities.push_back(entity("e" + std::to_string(i)));
  }
  batch.entities.push_back(entity("n" + std::to_string(n)));
  for (int i = 0; i < 20; ++i) {
    batch.relations.push_back(relation("r" + std::to_string(i), "e" + std::to_string((i + n) % 5), "T",
                                       "e" + std::to_string(i % 3), std::to_string(1000 + n)));
  }
  commit(store, batch);
}

// What a reader saw at a head must be exactly that commit. Empty: it was.
std::string fault_of(const FactStore& store, TransactionId as_of) {
  std::size_t entities = 0, relations = 0;
  std::string fault;
  const std::string year = std::to_string(1000 + as_of.value);
  store.load(
      as_of, [&](StoredEntity&&) { ++entities; },
      [&](StoredRelation&& r) {
        ++relations;
        if (edtf_of(*r.validity) != year)
          fault = r.key + " of " + edtf_of(*r.validity) + " at commit " + std::to_string(as_of.value);
      });
  if (entities != 5 + as_of.value)
    fault = std::to_string(entities) + " entities at commit " + std::to_string(as_of.value);
  if (relations != 20) fault = std::to_string(relations) + " relations at commit " + std::to_string(as_of.value);
  return fault;
}

// Three threads read while one commits, and behind every second commit packs, if it does.
void read_while_commits_go_on(FactStore& facts, bool packs) {
  constexpr int kCommits = 60;
  FactStore* const store = &facts;
  commit_number(*store, 1);
  std::atomic<bool> done{false};
  std::vector<std::string> faults(3);
  std::vector<std::thread> readers;
  std::atomic<int> reads{0};
  for (std::string& fault : faults) {
    readers.emplace_back([&] {
      std::uint64_t at = 0;
      while (!done && fault.empty()) {
        const std::uint64_t head = store->head().transaction.value;
        if (head < at) fault = "the head went back";
        at = head;
        if (fault.empty()) fault = fault_of(*store, {head});
        if (fault.empty()) fault = fault_of(*store, {1 + head / 2});
        if (fault.empty() && !store->find_entity("n" + std::to_string(head)))
          fault = "an entity of the head is not found";
        if (fault.empty() && store->symbols().size() != 2) fault = "names are missing";
        if (fault.empty() && store->commits().size() < head) fault = "commits are missing";
        ++reads;
      }
    });
  }
  for (int n = 2; n <= kCommits; ++n) {
    commit_number(*store, n);
    if (!packs || n % 2 != 0) continue;
    EXPECT_GT(store->pack().value().pages, 0U);
  }
  while (reads < 30) std::this_thread::yield();
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(faults, std::vector<std::string>(3));
  EXPECT_EQ(messages(store->check()), std::vector<std::string>{});
}

TEST_P(ConcurrencyOfStores, ReadersNeverSeeHalfACommit) {
  const auto store = open_facts(open());
  read_while_commits_go_on(*store, false);
}

// Relations move into blocks, and blocks are replaced, under readers: also in stores that have no read points.
TEST_P(ConcurrencyOfStores, ReadersNeverMissWhatIsPacked) {
  const BlockLayout layout{.page_entities = 2, .block_relations = 3, .fewest_relations = 2};
  const auto store = FactStore::open(open(), counting_clock(), layout).value();
  read_while_commits_go_on(*store, true);
}

TEST_P(ConcurrencyOfStores, CompetingWritersLoseNothing) {
  const auto store = open_facts(open());
  std::atomic<int> written{0};
  std::vector<std::thread> writers;
  for (int t = 0; t < 3; ++t) {
    writers.emplace_back([&store, &written, t] {
      for (int i = 0; i < 20; ++i) {
        for (bool tried_again = true; tried_again;) {
          FactWriter writer(*store);
          writer.add(entity("t" + std::to_string(t) + "-" + std::to_string(i), {"Type" + std::to_string(t)}));
          const Result<CommitSummary> summary = writer.commit("test");
          if (summary) ++written;
          tried_again = !summary && summary.error().code == ErrorCode::kConflict;
        }
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(written, 60);
  EXPECT_EQ(store->head().transaction, TransactionId{60});
  EXPECT_EQ(load(*store, store->head().transaction).entities.size(), 60u);
  EXPECT_EQ(messages(store->check()), std::vector<std::string>{});
}

INSTANTIATE_TEST_SUITE_P(All, ConcurrencyOfStores, testing::ValuesIn(store_kinds()), kind_name);

}  // namespace
}  // namespace entente
