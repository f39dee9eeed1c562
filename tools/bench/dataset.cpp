// The generated data set: made once, checked by its fingerprint.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>

#include "bench/bench.hpp"

namespace entente::bench {
namespace {

struct Scale {
  std::string_view size;         // as --size has it
  std::string_view arguments;    // of the generator
  std::string_view fingerprint;  // SHA-256 of edges.csv
};
constexpr Scale kScales[] = {
    {"100k", "14 100000", "4b012f02bcc5d1c0aa2dc964b78bcf6ae2a8e83c02b5855544552c3328335a5a"},
    {"1m", "17 1000000", "fd062dd0ef309f803707cb93855e0352f02b12563ef99207056d23c3632e27e6"},
    {"10m", "20 10000000", "139c822ca238ac77eff101bb75daac2420d66036eface303da52f397245c42b9"},
};

const Scale& scale_of(const std::string& size) {
  for (const Scale& scale : kScales)
    if (scale.size == size) return scale;
  throw std::invalid_argument("there is no data set of the size " + size + "; there are 100k, 1m and 10m");
}

std::string in_quotes(const std::string& path) {
  std::string result = "'";
  for (const char c : path) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

void run(const std::string& command) {
  if (std::system(command.c_str()) != 0) throw std::runtime_error("this command failed: " + command);
}

std::string fingerprint(const std::string& file) {
  FILE* pipe = popen(("sha256sum " + in_quotes(file)).c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("sha256sum can't be run");
  char digits[65] = {};
  const std::size_t read = fread(digits, 1, 64, pipe);
  pclose(pipe);
  return {digits, read};
}

}  // namespace

namespace {

constexpr std::int64_t kOpen = 2147483647, kDaysFrom1900To1970 = 25567;

}  // namespace

Instant Dataset::instant(std::int64_t day) {
  return day == kOpen ? Instant::plus_infinity() : Instant{(day - kDaysFrom1900To1970) * kSecondsPerDay};
}

std::int64_t Dataset::day(Instant instant) {
  return instant == Instant::plus_infinity() ? kOpen : instant.seconds / kSecondsPerDay + kDaysFrom1900To1970;
}

std::vector<std::pair<std::int64_t, std::int64_t>> Dataset::queries(const std::string& file) const {
  std::ifstream in(folder + "/" + file);
  std::vector<std::pair<std::int64_t, std::int64_t>> rows;
  for (std::string line; std::getline(in, line);) {
    const std::size_t comma = line.find(',');
    rows.emplace_back(std::stoll(line), comma == std::string::npos ? 0 : std::stoll(line.substr(comma + 1)));
  }
  if (rows.empty()) throw std::runtime_error(folder + "/" + file + " holds no queries");
  return rows;
}

Dataset make_dataset(const std::string& material, const std::string& folder, const std::string& size) {
  const Scale& scale = scale_of(size);
  Dataset data;
  data.name = "s" + size;
  data.folder = folder;
  const std::string edges = folder + "/edges.csv";
  if (!std::filesystem::exists(edges)) {
    const std::string source = material + "/tkg_gen.cpp";
    if (!std::filesystem::exists(source)) {
      throw std::runtime_error("the workloads need the generator tkg_gen.cpp, which is not in " + material +
                               "; name its folder with --material, or set ENTENTE_SHARED to the folder above `bench`");
    }
    std::filesystem::create_directories(folder);
    run("c++ -O3 -w -o " + in_quotes(folder + "/tkg_gen") + " " + in_quotes(source));
    run(in_quotes(folder + "/tkg_gen") + fmt::format(" {} ", scale.arguments) + in_quotes(folder));
  }
  if (fingerprint(edges) != scale.fingerprint) {
    throw std::runtime_error(edges + " is not the data set that the expected answers are for; delete " + folder +
                             " and run again");
  }
  std::ifstream in(folder + "/params.txt");
  for (std::string line; std::getline(in, line);) {
    const std::size_t equals = line.find('=');
    if (equals != std::string::npos) data.parameters[line.substr(0, equals)] = std::stoll(line.substr(equals + 1));
  }
  return data;
}

}  // namespace entente::bench
