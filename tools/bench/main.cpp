// entente_bench: loads a generated graph of a million relations, runs the workloads, and prints them beside the
// reference.
#include <algorithm>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <stdexcept>
#include <string>

#include <fmt/format.h>

#include "bench/bench.hpp"

namespace entente::bench {
namespace {

constexpr std::string_view kUsage =
    R"(usage: entente_bench [--size 100k|1m|10m] [--material DIR] [--work DIR] [--runs N]
                     [--json FILE] [--no-reference]

  --size 100k|1m|10m
                   relations of the generated graph (default: 1m)
  --material DIR   folder with the generator and the reference (default: $ENTENTE_SHARED/bench, else ../shared/bench)
  --work DIR       where data and store are kept (default: build/bench)
  --runs N         times each workload is run (default: 5)
  --json FILE      also writes the figures, one JSON object a line
  --no-reference   leaves the hand-written reference out
)";

struct Settings {
  std::string material;
  std::string work = "build/bench";
  std::string json;
  std::string size = "1m";
  int runs = 5;
  bool reference = true;
};

Settings read_arguments(int argc, char** argv) {
  Settings s;
  const char* shared = std::getenv("ENTENTE_SHARED");
  s.material = (shared != nullptr ? std::string(shared) : std::string("../shared")) + "/bench";
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (name == "--help") {
      fmt::print("{}", kUsage);
      std::exit(0);
    }
    if (name == "--no-reference") {
      s.reference = false;
      continue;
    }
    if (i + 1 == argc) throw std::invalid_argument("no such option, or it needs a value: " + name);
    const std::string value = argv[++i];
    if (name == "--material")
      s.material = value;
    else if (name == "--work")
      s.work = value;
    else if (name == "--size")
      s.size = value;
    else if (name == "--json")
      s.json = value;
    else if (name == "--runs")
      s.runs = std::max(1, std::atoi(value.c_str()));
    else
      throw std::invalid_argument("no such option: " + name);
  }
  return s;
}

std::unique_ptr<Database> open_store(const std::string& path) {
  Result<std::unique_ptr<Database>> db = Database::open(path);
  if (!db.ok()) throw std::runtime_error(describe(db.error()));
  return std::move(db).value();
}

void append(std::vector<Measure>& all, std::vector<Measure> more) {
  for (Measure& m : more) all.push_back(std::move(m));
}

int run(const Settings& s) {
  const Dataset data = make_dataset(s.material, s.work + "/s" + s.size, s.size);
  const std::string store = s.work + "/store-" + s.size;
  fmt::print("Loading {} relations …\n", data.edges());
  const LoadFigures loading = measure_loading(data, store, s.runs);
  std::vector<Measure> ours{loading.load, loading.open};

  const std::unique_ptr<Database> db = open_store(store);
  Result<ReadTransaction> snapshot = db->read();
  if (!snapshot.ok()) throw std::runtime_error(describe(snapshot.error()));
  fmt::print("Running the workloads …\n");
  append(ours, run_interface(data, *snapshot, s.runs));
  append(ours, run_series(data, *snapshot, s.runs));
  std::vector<Measure> reference;
  if (s.reference) reference = run_reference(data, s.material, s.work, s.runs);
  append(ours, run_queries(data, *db, s.runs));
  const std::vector<Measure> by_hand = run_hand_written(data, s.runs);
  append(reference, by_hand);
  const auto expected = expected_answers(data, by_hand);

  const double edges = static_cast<double>(data.edges());
  fmt::print("\n{}", table(ours, reference, expected));
  fmt::print("\nload: {:.0f} relations a second, peak memory {:.0f} MB\n", edges / loading.load.seconds[0],
             loading.peak_megabytes);
  fmt::print("bytes a relation: {:.1f} on disk, {:.1f} in memory (entities, names and indexes included)\n",
             loading.bytes_on_disk / edges, static_cast<double>(snapshot->graph().statistics().bytes) / edges);
  fmt::print("W2 with the page cache {}\n", loading.cold ? "dropped" : "as it was: dropping it needs root");
  if (s.reference && reference.size() == by_hand.size())
    fmt::print("no reference: {}/ref.cpp is missing or does not compile\n", s.material);

  fmt::print("Committing …\n");
  const CommitFigures commits = measure_commits(data, *db, s.work);
  fmt::print("{}", text_of(commits));
  fmt::print("Writing by statements …\n");
  const StatementFigures statements = measure_statements(data, *db, s.work);
  fmt::print("{}", text_of(statements));

  if (!s.json.empty()) {
    std::ofstream out(s.json);
    for (const Measure& m : ours) out << json_line("entente", data.name, m) << '\n';
    for (const Measure& m : reference) out << json_line("ref-c++", data.name, m) << '\n';
    if (!out.flush()) throw std::runtime_error("can't write " + s.json);
  }
  const bool right = std::all_of(ours.begin(), ours.end(), [&](const Measure& m) { return is_right(m, expected); });
  const bool writes_right = commits.is_right && statements.is_right;
  if (!right || !writes_right) fmt::print(stderr, "at least one answer is wrong\n");
  return right && writes_right ? 0 : 1;
}

}  // namespace
}  // namespace entente::bench

int main(int argc, char** argv) {
  using namespace entente::bench;
  Settings settings;
  try {
    settings = read_arguments(argc, argv);
  } catch (const std::invalid_argument& e) {
    fmt::print(stderr, "{}\n{}", e.what(), kUsage);
    return 2;
  }
  try {
    return run(settings);
  } catch (const std::exception& e) {
    fmt::print(stderr, "{}\n", e.what());
    return 3;
  }
}
