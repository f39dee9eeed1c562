// Answers checked, figures printed.
#include <algorithm>

#include <fmt/format.h>

#include "bench/bench.hpp"

namespace entente::bench {
namespace {

struct Line {
  std::string_view workload;
  std::string_view reference;  // its name in the reference, or of one of ours behind "our "; empty: it has none
  std::string_view what;
};

constexpr Line kLines[] = {
    {"W1", "", "load from CSV to a closed store"},
    {"W2", "W2", "open a store and answer one point query"},
    {"W3a", "W3a", "all events of a type before T, interface"},
    {"W3a-ql", "W3a", "the same, prepared statement"},
    {"W3b", "W3b", "the first 1000 of them, interface"},
    {"W3b-ql", "W3b", "the same, prepared statement"},
    {"W4", "W4", "10000 neighbourhoods as of a day, interface"},
    {"W4p50", "W4p50", "  one of them, median"},
    {"W4p99", "W4p99", "  one of them, 99th percentile"},
    {"W4-ql", "W4", "10000 neighbourhoods, prepared statement"},
    {"W4p50-ql", "W4p50", "  one of them, median"},
    {"W4p99-ql", "W4p99", "  one of them, 99th percentile"},
    {"W5", "W5", "1000 times all within 3 hops as of T, interface"},
    {"W5first100", "W5first100", "100 times the same"},
    {"W5first100-ql", "W5first100", "the same, prepared statement"},
    {"W6", "W6bidir", "100 shortest paths as of T, interface"},
    {"W6static", "", "  regardless of time"},
    {"W6", "our W6static", "  as of T beside that"},
    {"W6-ql", "W6bidir", "the same, prepared statement"},
    {"W6boost", "W6boost", "the same by Boost's breadth-first search"},
    {"W7", "W7", "100 times all arrivals in order of time, interface"},
    {"W7threads", "W7", "the same by two threads"},
    {"W7first1", "W7first1", "one of them"},
    {"W7first3", "W7first3", "three of them"},
    {"W7paths", "W7first1", "one of them, with the paths"},
    {"W7p", "W7p", "100 times all arrivals by contacts of a day alone"},
    {"W7pfirst5", "W7pfirst5", "five of them"},
    {"W7count-ql", "our W7first3", "three of them, counted in a prepared statement"},
    {"W7first3-ql", "our W7first3", "three of them, all rows of a prepared statement"},
    {"W10-ql", "W10", "10 times all that [*] reaches, prepared statement"},
    {"W11-ql", "W11", "10 times whether [*] joins two nodes, prepared statement"},
    {"W12-ql", "", "two patterns joined by equal starts"},
    {"W12half-ql", "", "  of half as many relations"},
    {"Sdegree", "", "degrees as of T"},
    {"Sdegree100", "our Sdegree", "  of 100 years, the 10 highest of each"},
    {"Sdegree100of", "our Sdegree", "  of 100 years, of 10 named"},
    {"Sdegree100each", "our Sdegree", "  of 100 years, year by year"},
    {"Sparts", "", "sizes of components as of T"},
    {"Sparts100", "our Sparts", "  of 100 years, the 10 highest of each"},
    {"Sparts100each", "our Sparts", "  of 100 years, year by year"},
    {"Srank", "", "PageRank as of T"},
    {"Srank100", "our Srank", "  of 100 years, the 10 highest of each"},
    {"Srank100each", "our Srank", "  of 100 years, year by year"},
    {"P-ql", "", "prepare a point query, a thousand times"},
    {"L-ql", "", "how long after its limit of 0.2 s a query ends"},
};

std::string time_text(double seconds) {
  if (seconds < 1e-6) return fmt::format("{:.0f} ns", seconds * 1e9);
  if (seconds < 1e-3) return fmt::format("{:.1f} us", seconds * 1e6);
  if (seconds < 1) return fmt::format("{:.2f} ms", seconds * 1e3);
  return fmt::format("{:.2f} s", seconds);
}

std::string range_text(const Measure& m) {
  const auto [least, most] = std::minmax_element(m.seconds.begin(), m.seconds.end());
  return fmt::format("{} ({}..{})", time_text(median(m.seconds)), time_text(*least), time_text(*most));
}

const Measure* find(const std::vector<Measure>& measures, std::string_view workload) {
  const auto found =
      std::find_if(measures.begin(), measures.end(), [&](const Measure& m) { return m.workload == workload; });
  return found == measures.end() ? nullptr : &*found;
}

std::string answer_text(const Measure& m, const std::map<std::string, Answer>& expected) {
  if (m.answer.empty() || expected.count(base_of(m.workload)) == 0) return "";
  return is_right(m, expected) ? "right" : "WRONG";
}

}  // namespace

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

std::string base_of(const std::string& workload) {
  const std::string base = workload.substr(0, workload.find("-ql"));
  if (base == "W6boost") return "W6";
  if (base == "W7threads") return "W7";
  return base == "W7paths" ? "W7first1" : base;
}

std::map<std::string, Answer> expected_answers(const Dataset& data, const std::vector<Measure>& by_hand) {
  // Those of the hand-written reference.
  static const std::map<std::string, Answer> kOf100k{
      {"W3a", {{"count", 17724}, {"sum_src_dst", 272021620}}},
      {"W3b", {{"rows", 1000}, {"sum_id", 50324098}}},
      {"W4", {{"rows", 9581}, {"sum_dst", 73247201}}},
      {"W5", {{"distinct_total", 514357}}},
      {"W5first100", {{"distinct_total", 55312}}},
      {"W6", {{"reachable", 79}, {"sum_dist", 350}}},
      {"W7", {{"reached", 617033}, {"sum_arrival", 18920170824}}},
      {"W7first1", {{"reached", 6459}, {"sum_arrival", 206476964}}},
      {"W7first3", {{"reached", 18616}, {"sum_arrival", 624562608}}},
      {"W7p", {{"reached", 170882}, {"sum_arrival", 6392838415}}},
      {"W7pfirst5", {{"reached", 7946}, {"sum_arrival", 308600969}}},
      {"W7count", {{"reached", 18616}}},
  };
  static const std::map<std::string, Answer> kOf1m{
      {"W3a", {{"count", 178351}, {"sum_src_dst", 23858643678}}},
      {"W3b", {{"rows", 1000}, {"sum_id", 493102287}}},
      {"W4", {{"rows", 12754}, {"sum_dst", 856030232}}},
      {"W5", {{"distinct_total", 3145225}}},
      {"W5first100", {{"distinct_total", 258487}}},
      {"W6", {{"reachable", 88}, {"sum_dist", 380}}},
      {"W7", {{"reached", 4888962}, {"sum_arrival", 145820809707}}},
      {"W7first1", {{"reached", 52578}, {"sum_arrival", 1430407800}}},
      {"W7first3", {{"reached", 147983}, {"sum_arrival", 4420459841}}},
      {"W7p", {{"reached", 1451196}, {"sum_arrival", 51913646732}}},
      {"W7pfirst5", {{"reached", 77433}, {"sum_arrival", 2812238920}}},
      {"W7count", {{"reached", 147983}}},
  };
  static const std::map<std::string, Answer> kOf10m{
      {"W3a", {{"count", 1779628}, {"sum_src_dst", 1847736729590}}},
      {"W3b", {{"rows", 1000}, {"sum_id", 5085992513}}},
      {"W4", {{"rows", 17075}, {"sum_dst", 8821180701}}},
      {"W5", {{"distinct_total", 21842907}}},
      {"W5first100", {{"distinct_total", 2187409}}},
      {"W6", {{"reachable", 93}, {"sum_dist", 414}}},
      {"W7", {{"reached", 36276353}, {"sum_arrival", 1114097431762}}},
      {"W7first1", {{"reached", 339176}, {"sum_arrival", 11756469623}}},
      {"W7first3", {{"reached", 1005914}, {"sum_arrival", 34654536880}}},
      {"W7p", {{"reached", 14462587}, {"sum_arrival", 512525444236}}},
      {"W7pfirst5", {{"reached", 827074}, {"sum_arrival", 29977128882}}},
      {"W7count", {{"reached", 1005914}}},
  };
  std::map<std::string, Answer> answers = data.name == "s10m" ? kOf10m : data.name == "s1m" ? kOf1m : kOf100k;
  for (const Measure& m : by_hand) answers[m.workload] = m.answer;
  return answers;
}

bool is_right(const Measure& measure, const std::map<std::string, Answer>& expected) {
  const auto answer = expected.find(base_of(measure.workload));
  return measure.answer.empty() || answer == expected.end() || answer->second == measure.answer;
}

std::string json_line(const std::string& engine, const std::string& data, const Measure& m) {
  std::string answer;
  for (const auto& [name, value] : m.answer)
    answer += fmt::format("{}\"{}\":{}", answer.empty() ? "" : ",", name, value);
  const auto [least, most] = std::minmax_element(m.seconds.begin(), m.seconds.end());
  return fmt::format(
      R"({{"engine":"{}","data":"{}","w":"{}","median":{:.9g},"min":{:.9g},"max":{:.9g},"n":{},"answer":{{{}}}}})",
      engine, data, m.workload, median(m.seconds), *least, *most, m.seconds.size(), answer);
}

std::string table(const std::vector<Measure>& ours, const std::vector<Measure>& reference,
                  const std::map<std::string, Answer>& expected) {
  std::string text = fmt::format("{:<14}{:<50}{:<36}{:<36}{:>8}  {}\n", "workload", "what",
                                 "entente: median (min..max)", "reference", "ratio", "answer");
  for (const Line& line : kLines) {
    const Measure* const our = find(ours, line.workload);
    if (our == nullptr) continue;
    const bool is_ours = line.reference.starts_with("our ");
    const Measure* const their = line.reference.empty() ? nullptr
                                 : is_ours              ? find(ours, line.reference.substr(4))
                                                        : find(reference, line.reference);
    const std::string ratio =
        their == nullptr ? "" : fmt::format("{:.2f}", median(our->seconds) / median(their->seconds));
    text += fmt::format("{:<14}{:<50}{:<36}{:<36}{:>8}  {}\n", line.workload, line.what, range_text(*our),
                        their == nullptr ? "" : range_text(*their), ratio, answer_text(*our, expected));
  }
  return text;
}

}  // namespace entente::bench
