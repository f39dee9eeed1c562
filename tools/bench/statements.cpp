// Statements that write to a large store, beside what the interface and RocksDB take for the like.
#include <filesystem>
#include <memory>
#include <stdexcept>

#include <fmt/format.h>
#include <rocksdb/db.h>

#include "bench/bench.hpp"
#include "bench/repeat.hpp"

namespace entente::bench {
namespace {

constexpr int kSingle = 10'000, kMany = 100'000;

class Statements {
 public:
  Statements(const Dataset& data, Database& database) : data_(data), database_(database) {}

  StatementFigures run(const std::string& folder) {
    figures_.single = median_of([this] { return one_by_one(); });
    figures_.added = median_of([this] { return added(); });
    figures_.unwound = median_of([this] { return unwound(); });
    figures_.merge = median_of([this] { return merged(); });
    figures_.get = rocksdb_get(folder + "/names");
    return figures_;
  }

 private:
  template <class Work>
  static double median_of(const Work& work) {
    std::vector<double> seconds;
    for (int i = 0; i < 3; ++i) seconds.push_back(work());
    return median(seconds);
  }

  std::string any() {
    random_ = random_ * 6364136223846793005U + 1442695040888963407U;
    return std::to_string((random_ >> 33) % static_cast<std::uint64_t>(data_.vertices()));
  }

  // Of one of many statements of a transaction, its part of the commit included.
  double one_by_one() {
    const std::size_t before = edges();
    const auto start = std::chrono::steady_clock::now();
    WriteTransaction tx = value_of(database_.write());
    for (int i = 0; i < kSingle; ++i)
      value_of(tx.query("MATCH (a), (b) WHERE key(a) = $a AND key(b) = $b CREATE (a)-[:T1 VALID '1982-02-20']->(b)",
                        {{"a", any()}, {"b", any()}}));
    value_of(tx.commit("benchmark"));
    const double seconds = seconds_since(start) / kSingle;
    if (edges() != before + kSingle) figures_.is_right = false;
    return seconds;
  }

  double added() {
    const auto start = std::chrono::steady_clock::now();
    WriteTransaction tx = value_of(database_.write());
    for (int i = 0; i < kMany; ++i) {
      RelationFact fact;
      fact.from = any();
      fact.to = any();
      fact.type = "T1";
      fact.validity.emplace();
      fact.validity->bounds = Period::certain(Dataset::instant(30000), Dataset::instant(30001));
      value_of(tx.add(fact));
    }
    value_of(tx.commit("benchmark"));
    return seconds_since(start) / kMany;
  }

  double unwound() {
    List rows;
    for (int i = 0; i < kMany; ++i) rows.push_back(Map{{"a", any()}, {"b", any()}});
    const std::size_t before = edges();
    const auto start = std::chrono::steady_clock::now();
    value_of(
        database_.query("UNWIND $rows AS row MATCH (a), (b) WHERE key(a) = row.a AND key(b) = row.b "
                        "CREATE (a)-[:T1 VALID '1982-02-20']->(b)",
                        {{"rows", Value(std::move(rows))}}));
    const double seconds = seconds_since(start) / kMany;
    if (edges() != before + kMany) figures_.is_right = false;
    return seconds;
  }

  // Of nodes that are there: nothing is stored.
  double merged() {
    const auto start = std::chrono::steady_clock::now();
    WriteTransaction tx = value_of(database_.write());
    for (int i = 0; i < kSingle; ++i)
      if (value_of(tx.query("MERGE (n KEY $key) RETURN n.id", {{"key", any()}})).updates->nodes_created > 0)
        figures_.is_right = false;
    return seconds_since(start) / kSingle;
  }

  // RocksDB's own look-up of such names, when they have been read before.
  double rocksdb_get(const std::string& folder) {
    std::filesystem::remove_all(folder);
    rocksdb::Options options;
    options.create_if_missing = true;
    options.compression = rocksdb::kLZ4Compression;
    rocksdb::DB* opened = nullptr;
    const auto check = [](const rocksdb::Status& status) {
      if (!status.ok()) throw std::runtime_error(status.ToString());
    };
    check(rocksdb::DB::Open(options, folder, &opened));
    const std::unique_ptr<rocksdb::DB> db(opened);
    const std::string value(24, 'x');
    for (std::int64_t i = 0; i < data_.vertices(); ++i)
      check(db->Put(rocksdb::WriteOptions(), std::to_string(i), value));
    check(db->CompactRange(rocksdb::CompactRangeOptions(), nullptr, nullptr));
    const auto look_up = [&] {
      const auto start = std::chrono::steady_clock::now();
      std::string found;
      for (int i = 0; i < kMany; ++i) check(db->Get(rocksdb::ReadOptions(), any(), &found));
      return seconds_since(start) / kMany;
    };
    look_up();
    const double seconds = median_of(look_up);
    check(db->Close());
    std::filesystem::remove_all(folder);
    return seconds;
  }

  std::size_t edges() { return value_of(database_.read()).graph().edge_count(); }

  const Dataset& data_;
  Database& database_;
  std::uint64_t random_ = 7;
  StatementFigures figures_;
};

}  // namespace

StatementFigures measure_statements(const Dataset& data, Database& database, const std::string& folder) {
  return Statements(data, database).run(folder);
}

std::string text_of(const StatementFigures& f) {
  const auto micro = [](double seconds) { return fmt::format("{:.1f} µs", seconds * 1e6); };
  return fmt::format(
      "a statement that creates a relation, one of 10,000 in a transaction: {} ({:.0f} a second)\n"
      "a row of UNWIND … CREATE: {} (a relation by the interface {}, {:.2f} of it)\n"
      "MERGE of a node that is there, by its key: {} (RocksDB's get of such a name {}, {:.2f} of it)\n{}",
      micro(f.single), 1 / f.single, micro(f.unwound), micro(f.added), f.unwound / f.added, micro(f.merge),
      micro(f.get), f.merge / f.get, f.is_right ? "" : "a statement wrote something else\n");
}

}  // namespace entente::bench
