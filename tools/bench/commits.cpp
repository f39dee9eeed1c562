// Small commits to a large store, each followed by a read: what the snapshot behind them costs.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include <fmt/format.h>

#include "bench/bench.hpp"
#include "bench/repeat.hpp"
#include "entente/time/edtf.hpp"

namespace entente::bench {
namespace {

// What the disk asks for 4 KiB that are to stay.
double fdatasync_seconds(const std::string& folder, int runs) {
  const std::string path = folder + "/fdatasync";
  const int file = ::open(path.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
  if (file < 0) throw std::runtime_error("can't write " + path);
  const std::string block(4096, 'x');
  std::vector<double> seconds;
  for (int i = 0; i < runs; ++i) {
    const auto start = std::chrono::steady_clock::now();
    if (::write(file, block.data(), block.size()) != static_cast<ssize_t>(block.size()) || ::fdatasync(file) != 0)
      throw std::runtime_error("can't write " + path);
    seconds.push_back(seconds_since(start));
  }
  ::close(file);
  std::filesystem::remove(path);
  return median(seconds);
}

class Commits {
 public:
  Commits(const Dataset& data, Database& database) : data_(data), database_(database) {
    const ReadTransaction read = value_of(database_.read());
    const TemporalGraph& graph = read.graph();
    std::size_t most = 0;
    for (Vertex v = 0; v < graph.vertex_count(); ++v) {
      const std::size_t degree = graph.out(v).size() + graph.in(v).size();
      if (degree <= most) continue;
      most = degree;
      hub_ = std::string(graph.key(v));
    }
    figures_.hub_degree = most;
    edges_ = graph.edge_count();
  }

  CommitFigures run(const std::string& folder) {
    figures_.fdatasync = fdatasync_seconds(folder, 100);
    uniform();
    at_hub();
    with_queries();
    grouped();
    return figures_;
  }

 private:
  std::string any() {
    random_ = random_ * 6364136223846793005U + 1442695040888963407U;
    return std::to_string((random_ >> 33) % static_cast<std::uint64_t>(data_.vertices()));
  }

  static RelationFact relation(std::string from, std::string to) {
    RelationFact fact;
    fact.from = std::move(from);
    fact.to = std::move(to);
    fact.type = "T1";
    fact.validity.emplace();
    fact.validity->bounds = Period::certain(Dataset::instant(30000), Dataset::instant(30010));
    return fact;
  }

  void commit(const std::vector<RelationFact>& facts) {
    WriteTransaction tx = value_of(database_.write());
    for (const RelationFact& fact : facts) value_of(tx.add(fact));
    value_of(tx.commit("benchmark"));
    edges_ += facts.size();
  }

  // Seconds of the commits, and of the look at the row that comes next.
  void series(int count, const std::function<RelationFact()>& next, double& commit_seconds, double& read_seconds) {
    std::vector<double> commits, reads;
    for (int i = 0; i < count; ++i) {
      const RelationFact fact = next();
      auto start = std::chrono::steady_clock::now();
      commit({fact});
      commits.push_back(seconds_since(start));
      start = std::chrono::steady_clock::now();
      const ReadTransaction read = value_of(database_.read());
      const TemporalGraph& graph = read.graph();
      const std::size_t degree = graph.out(graph.find(fact.from).value()).size();
      reads.push_back(seconds_since(start));
      if (degree == 0 || graph.edge_count() != edges_) figures_.is_right = false;
    }
    commit_seconds = median(commits);
    read_seconds = median(reads);
  }

  void uniform() {
    series(
        300, [&] { return relation(any(), any()); }, figures_.commit, figures_.next_read);
  }
  void at_hub() {
    series(
        30, [&] { return relation(hub_, any()); }, figures_.hub_commit, figures_.hub_next_read);
  }

  // Each commit states an entity of its own, or another value of one that is there, and a relation.
  void with_queries() {
    const std::vector<std::pair<std::string, std::string>> queries{
        {"by label", "MATCH (a:Late) RETURN count(*)"},
        {"by name", "MATCH (a) WHERE a.name = 'Late 1' RETURN a.id"},
        {"by property", "MATCH (a:V {id: 17}) RETURN a.key"},
        {"by lifetime", "MATCH (a:Late)-[r]->(b) AS OF '1982-02-20' RETURN count(*)"},
        {"AS OF", "MATCH (a:V {id: 17})-[r]->(b) AS OF '1982-02-20' RETURN count(*)"}};
    std::vector<std::vector<double>> seconds(queries.size());
    for (int i = 0; i < 200; ++i) {
      WriteTransaction tx = value_of(database_.write());
      EntityFact entity;
      entity.key = "late-" + std::to_string(i / 2);
      entity.types = {"Late"};
      entity.validity.emplace();
      entity.validity->bounds = Period::certain(Dataset::instant(20000 + i), Instant::plus_infinity());
      entity.properties = {{"name", Value("Late " + std::to_string(i)), std::nullopt}};
      value_of(tx.add(entity));
      value_of(tx.add(relation(entity.key, any())));
      value_of(tx.commit("benchmark"));
      ++edges_;
      const std::size_t which = static_cast<std::size_t>(i) % queries.size();
      const auto start = std::chrono::steady_clock::now();
      const Table table = value_of(database_.query(queries[which].second));
      // The first of a kind makes the index that the others share.
      if (static_cast<std::size_t>(i) >= queries.size()) seconds[which].push_back(seconds_since(start));
      // On a store that has them from another run, all are there from the start.
      if (which == 0 && table.rows.at(0)[0].integer() < i / 2 + 1) figures_.is_right = false;
    }
    for (std::size_t i = 0; i < queries.size(); ++i)
      figures_.queries.emplace_back(queries[i].first, median(seconds[i]));
  }

  // A hundred relations a commit.
  void grouped() {
    constexpr int kCommits = 100, kRelations = 100;
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < kCommits; ++i) {
      std::vector<RelationFact> facts;
      for (int k = 0; k < kRelations; ++k) facts.push_back(relation(any(), any()));
      commit(facts);
      if (value_of(database_.read()).graph().edge_count() != edges_) figures_.is_right = false;
    }
    figures_.grouped_per_second = kCommits * kRelations / seconds_since(start);
  }

  const Dataset& data_;
  Database& database_;
  std::string hub_;
  std::size_t edges_ = 0;
  std::uint64_t random_ = 1;
  CommitFigures figures_;
};

}  // namespace

CommitFigures measure_commits(const Dataset& data, Database& database, const std::string& folder) {
  return Commits(data, database).run(folder);
}

std::string text_of(const CommitFigures& f) {
  const auto micro = [](double seconds) { return fmt::format("{:.0f} µs", seconds * 1e6); };
  std::string text = fmt::format(
      "a commit of one relation: {} (fdatasync of 4 KiB {}, {:.2f} of it), the next read {}\n"
      "… at the greatest of all entities, of degree {}: {}, the next read {}\n"
      "a query behind a commit of an entity and a relation:",
      micro(f.commit), micro(f.fdatasync), f.commit / f.fdatasync, micro(f.next_read), f.hub_degree,
      micro(f.hub_commit), micro(f.hub_next_read));
  for (const auto& [name, seconds] : f.queries) text += fmt::format(" {} {},", name, micro(seconds));
  text.back() = '\n';
  text += fmt::format("a hundred relations a commit, each read: {:.0f} relations a second\n", f.grouped_per_second);
  if (!f.is_right) text += "a snapshot behind a commit is wrong\n";
  return text;
}

}  // namespace entente::bench
