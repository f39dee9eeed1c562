// The hand-written reference: compiled for this machine, run, its JSON lines read.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include <fmt/format.h>

#include "bench/bench.hpp"

namespace entente::bench {
namespace {

// The text after `"name":` up to the next comma or brace, without quotes.
std::optional<std::string> field(const std::string& line, const std::string& name) {
  const std::string key = "\"" + name + "\":";
  const std::size_t at = line.find(key);
  if (at == std::string::npos) return std::nullopt;
  const std::size_t begin = at + key.size();
  std::string text = line.substr(begin, line.find_first_of(",}", begin) - begin);
  if (!text.empty() && text.front() == '"') text = text.substr(1, text.size() - 2);
  return text;
}

std::optional<Measure> read_line(const std::string& line) {
  const auto workload = field(line, "w"), least = field(line, "min"), middle = field(line, "median"),
             most = field(line, "max");
  if (!workload || !least || !middle || !most) return std::nullopt;
  return Measure{*workload, {std::stod(*least), std::stod(*middle), std::stod(*most)}, {}};
}

}  // namespace

std::vector<Measure> run_reference(const Dataset& data, const std::string& material, const std::string& folder,
                                   int runs) {
  const std::string source = material + "/ref.cpp", program = folder + "/ref";
  if (!std::filesystem::exists(source)) return {};
  const std::string compile = fmt::format("c++ -std=c++17 -O3 -march=native -w -o '{}' '{}'", program, source);
  if (!std::filesystem::exists(program) && std::system(compile.c_str()) != 0) return {};
  FILE* pipe = popen(fmt::format("'{}' '{}' {} {}", program, data.folder, data.name, runs).c_str(), "r");
  if (pipe == nullptr) return {};
  std::vector<Measure> measures;
  char buffer[4096];
  while (std::fgets(buffer, sizeof buffer, pipe) != nullptr) {
    if (auto measure = read_line(buffer)) measures.push_back(std::move(*measure));
  }
  pclose(pipe);
  return measures;
}

}  // namespace entente::bench
