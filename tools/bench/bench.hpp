// The benchmark: the workloads of a data set of generated events, through the library and by a hand-written reference.
//
// Data, reference and the exact definitions of the workloads live in a folder of their own, outside the source tree.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "entente/database.hpp"
#include "entente/time/instant.hpp"

namespace entente::bench {

using Answer = std::map<std::string, std::int64_t>;

// One workload, run several times.
struct Measure {
  std::string workload;
  std::vector<double> seconds;  // or another unit, which the table knows by the workload
  Answer answer;
};

double median(std::vector<double> values);

inline double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// One generated data set on disk: edges.csv, the query files w4.csv … and params.txt.
struct Dataset {
  std::string folder;
  std::string name = "s1m";
  std::map<std::string, std::int64_t> parameters;
  std::int64_t vertices() const { return parameters.at("N"); }
  std::int64_t edges() const { return parameters.at("M"); }
  // A day as the files count them, from 1900-01-01; the greatest 32-bit integer is an open end.
  static Instant instant(std::int64_t day);
  static std::int64_t day(Instant instant);  // that it is in
  // The rows of a query file.
  std::vector<std::pair<std::int64_t, std::int64_t>> queries(const std::string& file) const;
};

// Makes the data set of the size ("100k", "1m", "10m") in `folder` with the generator of `material`, unless it is there
// already, and checks its fingerprint. Throws std::runtime_error with what to do where the generator is missing or
// makes something else.
Dataset make_dataset(const std::string& material, const std::string& folder, const std::string& size);

// What loading and opening took, each in a process of its own.
struct LoadFigures {
  Measure load;               // seconds from the CSV files to a closed store
  Measure open;               // seconds from opening the store to the answer of a first query
  double peak_megabytes = 0;  // while loading
  double bytes_on_disk = 0;
  bool cold = false;  // the page cache could be dropped before opening
};
LoadFigures measure_loading(const Dataset& data, const std::string& store, int runs);

// Small commits to the loaded store, each followed by a read. They change it. Medians, in seconds.
struct CommitFigures {
  double fdatasync = 0;  // of 4 KiB beside the store
  double commit = 0, next_read = 0;
  std::size_t hub_degree = 0;
  double hub_commit = 0, hub_next_read = 0;
  std::vector<std::pair<std::string, double>> queries;
  double grouped_per_second = 0;  // relations
  bool is_right = true;
};
CommitFigures measure_commits(const Dataset& data, Database& database, const std::string& folder);
std::string text_of(const CommitFigures& figures);

// Statements that write to the loaded store. Medians, in seconds for each of many.
struct StatementFigures {
  double single = 0;              // a statement of a transaction, its part of the commit included
  double added = 0, unwound = 0;  // a relation by WriteTransaction::add, by UNWIND … CREATE
  double merge = 0, get = 0;      // MERGE by a key that is there; RocksDB's look-up of such a name
  bool is_right = true;
};
StatementFigures measure_statements(const Dataset& data, Database& database, const std::string& folder);
std::string text_of(const StatementFigures& figures);

// Measures of slices, one after another.
std::vector<Measure> run_series(const Dataset& data, const ReadTransaction& snapshot, int runs);

// The workloads through the C++ interface, and the same through prepared queries (named W3a-ql and so on).
std::vector<Measure> run_interface(const Dataset& data, const ReadTransaction& snapshot, int runs);
std::vector<Measure> run_queries(const Dataset& data, Database& database, int runs);

// Compiles and runs the hand-written reference of `material`. Its figures by workload; empty where it can't be
// compiled.
std::vector<Measure> run_reference(const Dataset& data, const std::string& material, const std::string& folder,
                                   int runs);

// Hand-written counterparts of workloads that the reference lacks, over plain arrays of the same data: searches for all
// that can be reached, relations either way.
std::vector<Measure> run_hand_written(const Dataset& data, int runs);

// The answers that every engine gives on the data set, by workload. Those of `by_hand` are expected, too.
std::map<std::string, Answer> expected_answers(const Dataset& data, const std::vector<Measure>& by_hand);
// Whether the measure's answer is the expected one; true where none is known.
bool is_right(const Measure& measure, const std::map<std::string, Answer>& expected);
// The workload that a measure belongs to: W4 for W4-ql.
std::string base_of(const std::string& workload);

// One JSON object, in the shape that the reference prints too.
std::string json_line(const std::string& engine, const std::string& data, const Measure& measure);
// The table for people. `reference` may be empty.
std::string table(const std::vector<Measure>& ours, const std::vector<Measure>& reference,
                  const std::map<std::string, Answer>& expected);

}  // namespace entente::bench
