// Loading and opening, each in a process of its own, so that memory and time are theirs alone.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>

#include "bench/bench.hpp"
#include "bench/repeat.hpp"
#include "entente/graph/edge_filter.hpp"

namespace entente::bench {
namespace {

// Reads unsigned numbers out of lines of text.
class CsvReader {
 public:
  explicit CsvReader(const std::string& path) : file_(std::fopen(path.c_str(), "r")) {
    if (file_ == nullptr) throw std::runtime_error("can't read " + path);
    next_line();  // the header
  }
  ~CsvReader() { std::fclose(file_); }
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  bool next_line() {
    at_ = line_;
    return std::fgets(line_, sizeof line_, file_) != nullptr;
  }
  std::int64_t number() {
    char* end = nullptr;
    const long long n = std::strtoll(at_, &end, 10);
    at_ = end + 1;
    return n;
  }

 private:
  FILE* file_;
  char line_[256];
  char* at_ = line_;
};

void load(const Dataset& data, const std::string& store) {
  const auto db = value_of(Database::open(store, {.create_if_missing = true}));
  WriteTransaction tx = value_of(db->write());
  EntityFact entity;
  entity.types = {"V"};
  entity.properties = {{"id", Value(), std::nullopt}};
  for (std::int64_t v = 0; v < data.vertices(); ++v) {
    entity.key = std::to_string(v);
    entity.properties[0].value = Value(v);
    value_of(tx.add(entity));
  }
  CsvReader csv(data.folder + "/edges.csv");
  RelationFact relation;
  relation.validity.emplace();
  while (csv.next_line()) {
    csv.number();  // its number is its place in the file
    relation.from = std::to_string(csv.number());
    relation.to = std::to_string(csv.number());
    relation.type = "T" + std::to_string(csv.number());
    const std::int64_t from = csv.number();
    relation.validity->bounds = Period::certain(Dataset::instant(from), Dataset::instant(csv.number()));
    value_of(tx.add(relation));
  }
  value_of(tx.commit("benchmark data"));
}

// The point query: what vertex 1 is joined to as of day 30000.
std::size_t open_and_ask(const std::string& store) {
  const auto db = value_of(Database::open(store));
  const ReadTransaction snapshot = value_of(db->read());
  const TemporalGraph& graph = snapshot.graph();
  const EdgeFilter in_slice(graph, Timeslice::as_of(Dataset::instant(30000)));
  const EdgeRun run = graph.out(graph.find("1").value());
  std::size_t rows = 0;
  for (std::size_t i = 0; i < run.size(); ++i) rows += in_slice(run, i) ? 1 : 0;
  return rows;
}

struct ChildFigures {
  double seconds;
  double megabytes;
};

// Runs `work` in a child process. Must be called while this process has one thread.
ChildFigures in_child(const std::function<void()>& work) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("can't make a pipe");
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("can't start a process");
  if (child == 0) {
    const auto start = std::chrono::steady_clock::now();
    try {
      work();
    } catch (const std::exception& e) {
      fmt::print(stderr, "{}\n", e.what());
      _exit(1);
    }
    const double seconds = seconds_since(start);
    _exit(write(ends[1], &seconds, sizeof seconds) == sizeof seconds ? 0 : 1);
  }
  close(ends[1]);
  double seconds = 0;
  const ssize_t got = read(ends[0], &seconds, sizeof seconds);
  close(ends[0]);
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  if (status != 0 || got != sizeof seconds) throw std::runtime_error("a step of the benchmark failed");
  return {seconds, static_cast<double>(usage.ru_maxrss) / 1024};
}

bool drop_page_cache() {
  sync();
  std::ofstream out("/proc/sys/vm/drop_caches");
  out << "3\n";
  out.flush();
  return out.good();
}

double folder_bytes(const std::string& folder) {
  double sum = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) sum += static_cast<double>(entry.file_size());
  }
  return sum;
}

}  // namespace

LoadFigures measure_loading(const Dataset& data, const std::string& store, int runs) {
  LoadFigures figures;
  std::filesystem::remove_all(store);
  const ChildFigures loading = in_child([&] { load(data, store); });
  figures.load = {"W1", {loading.seconds}, {{"m", data.edges()}}};
  figures.peak_megabytes = loading.megabytes;
  figures.bytes_on_disk = folder_bytes(store);
  figures.open.workload = "W2";
  for (int i = 0; i < runs; ++i) {
    figures.cold = drop_page_cache();
    figures.open.seconds.push_back(in_child([&] { open_and_ask(store); }).seconds);
  }
  return figures;
}

}  // namespace entente::bench
