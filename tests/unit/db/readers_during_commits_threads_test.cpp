// Queries, prepared queries, cursors and snapshots of several threads while one adds, changes and takes back: what each
// of them tells is that of one commit, to the last number.
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "entente/database.hpp"

namespace entente {
namespace {

constexpr std::int64_t kLedgerStart = 2500;  // entries of the first commit: a cursor gives them in several parts
constexpr std::int64_t kLedgerCommits = 40;  // behind it
constexpr std::int64_t kLedgerKeeps = 3;     // pairs of relations; the one before them is taken back

// What a commit leaves. The c-th behind the first adds an entry and a pair of relations, takes back an older pair, and
// changes two numbers that add up to nothing.
struct LedgerState {
  std::int64_t entries, pairs, sum, last;
  explicit LedgerState(TransactionId transaction) : LedgerState(static_cast<std::int64_t>(transaction.value) - 1) {}
  explicit LedgerState(std::int64_t c) : entries(kLedgerStart + c), pairs(std::min(c, kLedgerKeeps)), sum(0), last(c) {
    for (std::int64_t i = 0; i < pairs; ++i) sum += c - i;
  }
};

class Ledger {
 public:
  Ledger() {
    auto t = database->write();
    for (std::int64_t i = 0; i < kLedgerStart; ++i) add_entry(*t, i);
    change_balance(*t, 0);
    EXPECT_TRUE(t->commit("begin").ok());
  }

  void commit(std::int64_t c) {
    auto t = database->write();
    ASSERT_TRUE(t.ok());
    add_entry(*t, kLedgerStart - 1 + c);
    for (const std::string side : {"left", "right"}) {
      add_relation(*t, side + std::to_string(c), side == "left" ? "LEFT" : "RIGHT", c);
      if (c <= kLedgerKeeps) continue;
      ASSERT_TRUE(t->retract(side + std::to_string(c - kLedgerKeeps)).ok());
    }
    change_balance(*t, c);
    const auto report = t->commit("more");
    ASSERT_TRUE(report.ok()) << report.error().message;
    EXPECT_EQ(report->transaction.value, static_cast<std::uint64_t>(c + 1));
    EXPECT_EQ(report->relations_removed, c > kLedgerKeeps ? 2u : 0u);
  }

  std::unique_ptr<Database> database = Database::in_memory().value();

 private:
  static void add_entry(WriteTransaction& t, std::int64_t i) {
    EntityFact fact;
    fact.key = "entry" + std::to_string(i);
    fact.types = {"Entry"};
    fact.properties = {{"number", Value(i), std::nullopt}};
    EXPECT_TRUE(t.add(fact).ok());
  }
  static void add_relation(WriteTransaction& t, const std::string& key, const std::string& type, std::int64_t v) {
    RelationFact fact;
    fact.key = key;
    fact.type = type;
    fact.from = "entry0";
    fact.to = "entry" + std::to_string(kLedgerStart - 1 + std::max<std::int64_t>(v, 0));
    if (type == "BALANCE") fact.to = "entry1";
    fact.properties = {{"v", Value(v), std::nullopt}};
    EXPECT_TRUE(t.add(fact).ok());
  }
  static void change_balance(WriteTransaction& t, std::int64_t c) {
    add_relation(t, "credit", "BALANCE", c);
    add_relation(t, "debit", "BALANCE", -c);
  }
};

const std::string kLedgerQuestion =
    "MATCH (n:Entry) WITH count(n) AS entries, max(n.number) AS newest "
    "OPTIONAL MATCH ()-[l:LEFT]->() WITH entries, newest, count(l) AS lefts, sum(l.v) AS left "
    "OPTIONAL MATCH ()-[r:RIGHT]->() WITH entries, newest, lefts, left, count(r) AS rights, sum(r.v) AS right "
    "MATCH ()-[b:BALANCE]->() RETURN entries, newest, lefts, left, rights, right, sum(b.v), max(b.v)";

std::vector<std::int64_t> ledger_answer(const LedgerState& s) {
  return {s.entries, s.entries - 1, s.pairs, s.sum, s.pairs, s.sum, 0, s.last};
}

std::int64_t ledger_number(const Value& value) {
  return value.is_integer() ? value.integer() : -1;
}

// The answer is that of the commit that it was read at, which is returned.
TransactionId expect_whole_ledger(const Result<Table>& table) {
  EXPECT_TRUE(table.ok()) << table.error().message;
  if (!table.ok()) return {};
  std::vector<std::int64_t> numbers;
  for (const std::vector<Value>& row : table->rows) {
    for (const Value& value : row) numbers.push_back(ledger_number(value));
  }
  EXPECT_EQ(numbers, ledger_answer(LedgerState(table->read_at.transaction)));
  return table->read_at.transaction;
}

// One thread that reads: what it does is done again and again, and returns the commit that it saw.
struct LedgerReader {
  std::function<TransactionId()> read;
  std::atomic<int> reads = 0;
  std::set<std::uint64_t> seen = {};
};

// Runs the readers while the ledger grows by its commits from `first` on; together they end two reads between two
// commits, unless that takes too long.
void read_while_it_grows(Ledger& ledger, std::vector<LedgerReader>& readers, std::int64_t first = 1) {
  std::atomic<bool> done = false;
  std::vector<std::thread> threads;
  for (LedgerReader& reader : readers) {
    threads.emplace_back([&reader, &done] {
      std::uint64_t last = 0;
      do {
        const std::uint64_t transaction = reader.read().value;
        EXPECT_GE(transaction, last);  // never back in time
        last = transaction;
        reader.seen.insert(transaction);
        ++reader.reads;
      } while (!done && !::testing::Test::HasFailure());
    });
  }
  for (std::int64_t c = first; c <= kLedgerCommits; ++c) {
    int before = 0, now = 0;
    for (const LedgerReader& reader : readers) before += reader.reads;
    ledger.commit(c);
    for (int waits = 0; waits < 200 && now < before + 2 && !::testing::Test::HasFailure(); ++waits) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      now = 0;
      for (const LedgerReader& reader : readers) now += reader.reads;
    }
  }
  done = true;
  for (std::thread& thread : threads) thread.join();

  std::set<std::uint64_t> seen;
  for (const LedgerReader& reader : readers) seen.insert(reader.seen.begin(), reader.seen.end());
  EXPECT_GE(seen.size(), 3u) << "hardly anything was read while there were commits";
  EXPECT_EQ(expect_whole_ledger(ledger.database->query(kLedgerQuestion)).value,
            static_cast<std::uint64_t>(kLedgerCommits + 1));
}

TEST(ReadersDuringCommitsThreads, SeeWholeCommitsByEveryDoor) {
  Ledger ledger;
  Database& database = *ledger.database;
  const PreparedQuery shared = database.prepare(kLedgerQuestion).value();
  std::vector<LedgerReader> readers(4);
  readers[0].read = [&] { return expect_whole_ledger(database.query(kLedgerQuestion)); };
  for (const std::size_t i : {1u, 2u}) {
    readers[i].read = [copy = shared] { return expect_whole_ledger(copy.run()); };
  }
  readers[3].read = [&] {
    const auto info = database.info();
    EXPECT_TRUE(info.ok());
    const LedgerState state(info->transaction);
    EXPECT_EQ(info->entities, static_cast<std::size_t>(state.entries));
    EXPECT_EQ(info->relations, static_cast<std::size_t>(2 * state.pairs + 2));
    EXPECT_EQ(info->commits.size(), info->transaction.value);
    return info->transaction;
  };
  read_while_it_grows(ledger, readers);
}

TEST(ReadersDuringCommitsThreads, KeepCursorsAndSnapshotsAsTheyWere) {
  Ledger ledger;
  Database& database = *ledger.database;
  const ReadTransaction first = database.read().value();
  std::vector<LedgerReader> readers(3);
  // A cursor that is read to its end while there are commits.
  readers[0].read = [&] {
    auto cursor = database.cursor("MATCH (n:Entry) RETURN n.number AS number");
    EXPECT_TRUE(cursor.ok());
    std::int64_t rows = 0, sum = 0;
    for (auto part = cursor->next(); part.ok() && !part->rows.empty(); part = cursor->next()) {
      for (const auto& row : part->rows) sum += ledger_number(row[0]);
      rows += static_cast<std::int64_t>(part->rows.size());
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    const auto end = cursor->finish();
    EXPECT_TRUE(end.ok());
    const LedgerState state(end->read_at.transaction);
    EXPECT_EQ(rows, state.entries);
    EXPECT_EQ(sum, state.entries * (state.entries - 1) / 2);
    return end->read_at.transaction;
  };
  // A new snapshot, asked twice, and the first one, which two threads share.
  readers[1].read = [&] {
    const auto snapshot = database.read();
    EXPECT_TRUE(snapshot.ok());
    const TransactionId seen = expect_whole_ledger(snapshot->query(kLedgerQuestion));
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    EXPECT_EQ(expect_whole_ledger(snapshot->query(kLedgerQuestion)), seen);
    EXPECT_EQ(expect_whole_ledger(first.query(kLedgerQuestion)).value, 1u);
    return seen;
  };
  // The rows of the first snapshot by the interface for algorithms.
  readers[2].read = [copy = first] {
    const TemporalGraph& graph = copy.graph();
    EXPECT_EQ(graph.vertex_count(), static_cast<Vertex>(kLedgerStart));
    std::int64_t balance = 0;
    for (Edge e = 0; e < graph.edge_count(); ++e) {
      EXPECT_EQ(graph.symbol_name(graph.type(e)), "BALANCE");
      balance += ledger_number(graph.edge_property(e, *graph.symbol("v")));
    }
    EXPECT_EQ(graph.edge_count(), 2u);
    EXPECT_EQ(balance, 0);
    expect_whole_ledger(copy.query(kLedgerQuestion));
    return graph.transaction();
  };
  read_while_it_grows(ledger, readers);
  EXPECT_EQ(first.graph().vertex_count(), static_cast<Vertex>(kLedgerStart));
}

// Readers at older states, of which each is what it was however the store grows, and more of them than are kept.
TEST(ReadersDuringCommitsThreads, OlderStatesStayWhatTheyWere) {
  Ledger ledger;
  Database& database = *ledger.database;
  for (std::int64_t c = 1; c <= 4; ++c) ledger.commit(c);
  const PreparedQuery prepared = database.prepare("FOR SYSTEM_TIME AS OF COMMIT $c " + kLedgerQuestion).value();
  const auto view = std::make_shared<const ReadTransaction>(database.read().value());
  std::vector<LedgerReader> readers(4);
  std::array<std::atomic<std::uint64_t>, 4> turns{};
  const auto next = [&turns](std::size_t reader, std::uint64_t commits) { return turns[reader]++ % commits + 1; };
  // What a reader returns may not go back in time: the newest commit that it knows of.
  const auto expect_state = [](const Result<Table>& table, std::uint64_t commit) {
    EXPECT_EQ(expect_whole_ledger(table).value, commit);
  };
  readers[0].read = [&] {
    const std::uint64_t commit = next(0, 5);
    QueryOptions options;
    options.system_time = "commit " + std::to_string(commit);
    expect_state(database.query(kLedgerQuestion, {}, options), commit);
    return database.info()->transaction;
  };
  readers[1].read = [&] {
    const std::uint64_t commit = next(1, 4);
    expect_state(prepared.run({{"c", static_cast<std::int64_t>(commit)}}), commit);
    return database.info()->transaction;
  };
  readers[2].read = [&, view] {
    const std::uint64_t commit = next(2, 5);
    QueryOptions options;
    options.system_time = "commit " + std::to_string(commit);
    expect_state(view->query(kLedgerQuestion, {}, options), commit);
    return TransactionId{5};
  };
  // The commit before the newest, which is superseded while it is read.
  readers[3].read = [&] {
    const std::uint64_t commit = database.info()->transaction.value - 1;
    QueryOptions options;
    options.system_time = "commit " + std::to_string(commit);
    expect_state(database.query(kLedgerQuestion, {}, options), commit);
    return TransactionId{commit};
  };
  read_while_it_grows(ledger, readers, 5);
}

}  // namespace
}  // namespace entente
