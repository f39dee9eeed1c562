// Measures against those of NetworkX, which networkx_numbers.py has written down.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <numeric>
#include <sstream>
#include <string>
#include <vector>

#include "measures/betweenness.hpp"
#include "measures/closeness.hpp"
#include "measures/clustering.hpp"
#include "measures/components.hpp"
#include "measures/core_numbers.hpp"
#include "measures/cuts.hpp"
#include "measures/measures.hpp"
#include "measures/network.hpp"
#include "measures/pagerank.hpp"

namespace entente {
namespace {

using testing::DoubleNear;
using testing::Pointwise;

constexpr double kRounding = 1e-12;

std::vector<std::string> words_of(const std::string& text, char between) {
  std::vector<std::string> words;
  std::istringstream in(text);
  for (std::string word; std::getline(in, word, between);) words.push_back(word);
  return words;
}

struct Recorded {
  std::string name;
  Network network;
  std::map<std::string, std::string> values;  // by the word that they stand behind

  std::vector<double> numbers(const std::string& word) const {
    std::vector<double> result;
    for (const std::string& number : words_of(values.at(word), ' ')) result.push_back(std::stod(number));
    return result;
  }
};

Network network_in(const std::map<std::string, std::string>& values) {
  const std::vector<std::string> head = words_of(values.at("network"), ' ');  // name, whether directed, members
  std::vector<Tie> ties;
  for (const std::string& tie : words_of(values.at("ties"), ' ')) {
    const std::size_t middle = tie.find_first_of("-=");
    ties.push_back({static_cast<std::uint32_t>(std::stoul(tie)),
                    static_cast<std::uint32_t>(std::stoul(tie.substr(middle + 1))), tie[middle] == '='});
  }
  return {static_cast<std::uint32_t>(std::stoul(head.at(2))), std::move(ties), head.at(1) == "directed"};
}

std::vector<Recorded> recorded() {
  std::vector<Recorded> result;
  std::ifstream in(ENTENTE_SOURCE_DIR "/tests/unit/measures/networkx_numbers.txt");
  std::map<std::string, std::string> values;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() && !values.empty()) {
      result.push_back({words_of(values.at("network"), ' ').front(), network_in(values), values});
      values.clear();
    }
    if (line.empty() || line.front() == '#') continue;
    const std::size_t blank = std::min(line.find(' '), line.size());
    values[line.substr(0, blank)] = line.substr(std::min(blank + 1, line.size()));
  }
  return result;
}

const Recorded& recorded(const std::vector<Recorded>& all, const std::string& name) {
  return *std::find_if(all.begin(), all.end(), [&](const Recorded& r) { return r.name == name; });
}

// As the file writes groups of members.
std::string text_of(const Components& components) {
  std::vector<std::string> groups(components.size.size());
  for (std::size_t v = 0; v < components.of.size(); ++v) {
    std::string& group = groups[components.of[v] - 1];
    group += (group.empty() ? "" : ",") + std::to_string(v);
  }
  std::string result;
  for (const std::string& group : groups) result += (result.empty() ? "" : " ") + group;
  return result;
}

std::string bridges_text(const Network& network) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
  for (const std::uint32_t i : bridges(network)) {
    const Tie& tie = network.ties()[i];
    ends.push_back(std::minmax(tie.from, tie.to));
  }
  std::sort(ends.begin(), ends.end());
  std::string result;
  for (const auto& [a, b] : ends) result += (result.empty() ? "" : " ") + std::to_string(a) + "-" + std::to_string(b);
  return result;
}

std::string joined(const std::vector<std::uint32_t>& members) {
  std::string result;
  for (const std::uint32_t v : members) result += (result.empty() ? "" : " ") + std::to_string(v);
  return result;
}

TEST(NetworkX, FileHoldsNetworksOfEachKind) {
  const std::vector<Recorded> all = recorded();
  ASSERT_EQ(all.size(), 46U);
  std::size_t directed = 0, loops = 0, parallels = 0, apart = 0, both_ways = 0;
  for (const Recorded& r : all) {
    const auto ties = r.network.ties();
    const auto is_loop = [](const Tie& t) { return t.from == t.to; };
    directed += r.network.directed();
    loops += std::any_of(ties.begin(), ties.end(), is_loop);
    both_ways += std::any_of(ties.begin(), ties.end(), [](const Tie& t) { return t.both_ways; });
    apart += weak_components(r.network).size.size() > 1;
    const auto plain = ties.size() - static_cast<std::size_t>(std::count_if(ties.begin(), ties.end(), is_loop));
    parallels += r.network.undirected().simple().ties().size() < plain;
  }
  for (const std::size_t count : {directed, loops, parallels, apart, both_ways}) EXPECT_GE(count, 10U);
}

TEST(NetworkX, GivesMembersTheSameNumbers) {
  for (const Recorded& r : recorded()) {
    SCOPED_TRACE(r.name);
    for (const char* name : {"betweenness", "closeness", "clustering", "core_number"}) {
      SCOPED_TRACE(name);
      EXPECT_THAT(find_measure(name)->of(r.network), Pointwise(DoubleNear(kRounding), r.numbers(name)));
    }
    EXPECT_THAT(pagerank(r.network, {.tolerance = 1e-15}).score, Pointwise(DoubleNear(1e-12), r.numbers("pagerank")));
    EXPECT_THAT(find_measure("pagerank")->of(r.network), Pointwise(DoubleNear(1e-5), r.numbers("pagerank")));
    const std::vector<std::uint64_t> counted = triangles(r.network);
    EXPECT_THAT(std::vector<double>(counted.begin(), counted.end()), Pointwise(DoubleNear(0), r.numbers("triangles")));
  }
}

TEST(NetworkX, DividesNetworksAtTheSamePlaces) {
  for (const Recorded& r : recorded()) {
    SCOPED_TRACE(r.name);
    EXPECT_EQ(text_of(weak_components(r.network)), r.values.at("weak_components"));
    EXPECT_EQ(text_of(strong_components(r.network)), r.values.at("strong_components"));
    EXPECT_EQ(joined(articulation_points(r.network)), r.values.at("articulation_points"));
    EXPECT_EQ(bridges_text(r.network), r.values.at("bridges"));
  }
}

// Freeman's measures of the actors that Krackhardt has drawn his kite for ("Assessing the Political Landscape", 1990):
// Diane has the most ties, Heather lies between most, Fernando and Garth are nearest.
TEST(NetworkX, KiteIsTheOneThatIsPublished) {
  const std::vector<Recorded> all = recorded();
  const Network& kite = recorded(all, "krackhardt-kite").network;
  const std::vector<double> between = betweenness(kite), near = closeness(kite);
  EXPECT_NEAR(between[7], 14.0 / 36, kRounding);
  EXPECT_NEAR(near[5], 9.0 / 14, kRounding);
  EXPECT_NEAR(near[6], 9.0 / 14, kRounding);
  EXPECT_EQ(std::max_element(between.begin(), between.end()) - between.begin(), 7);
  EXPECT_EQ(std::max_element(near.begin(), near.end()) - near.begin(), 5);
}

// Zachary's club: 45 triangles, cores up to 4.
TEST(NetworkX, ClubIsTheOneThatIsPublished) {
  const std::vector<Recorded> all = recorded();
  const Network& club = recorded(all, "karate-club").network;
  EXPECT_EQ(club.ties().size(), 78U);
  const std::vector<std::uint64_t> corners = triangles(club);
  EXPECT_EQ(std::accumulate(corners.begin(), corners.end(), std::uint64_t{0}), 3 * 45U);
  const std::vector<std::uint32_t> core = core_numbers(club);
  EXPECT_EQ(*std::max_element(core.begin(), core.end()), 4U);
  EXPECT_EQ(std::count(core.begin(), core.end(), 4U), 10);
}

}  // namespace
}  // namespace entente
