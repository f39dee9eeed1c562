// What the pictures in drawing/ have to say, read from the files by Boost's reader of DOT: drawing_test.cpp compares
// their bytes, and who puts a new text in the place of one sees here whether it still tells the same.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphviz.hpp>

namespace entente {
namespace {

struct Box {
  std::string id, label, tooltip, color, shape, style, pos, width;
};
struct Line {
  std::string id, label, color, style;
};
using Picture = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, Box, Line>;

Picture picture(const std::string& file) {
  std::ifstream in(std::string(ENTENTE_SOURCE_DIR) + "/tests/unit/formats/drawing/" + file);
  Picture picture;
  boost::dynamic_properties properties([](const std::string&, const boost::any&, const boost::any&) {
    return boost::shared_ptr<boost::dynamic_property_map>();
  });
  properties.property("node_id", boost::get(&Box::id, picture));
  properties.property("label", boost::get(&Box::label, picture));
  properties.property("tooltip", boost::get(&Box::tooltip, picture));
  properties.property("color", boost::get(&Box::color, picture));
  properties.property("shape", boost::get(&Box::shape, picture));
  properties.property("style", boost::get(&Box::style, picture));
  properties.property("pos", boost::get(&Box::pos, picture));
  properties.property("width", boost::get(&Box::width, picture));
  properties.property("id", boost::get(&Line::id, picture));
  properties.property("label", boost::get(&Line::label, picture));
  properties.property("color", boost::get(&Line::color, picture));
  properties.property("style", boost::get(&Line::style, picture));
  EXPECT_TRUE(boost::read_graphviz(in, picture, properties)) << file;
  return picture;
}

// As one reads it: in a line.
std::string words(std::string label) {
  for (std::size_t at = 0; (at = label.find("\\n", at)) != std::string::npos;) label.replace(at, 2, " ");
  return label;
}

std::set<std::string> boxes(const Picture& picture) {
  std::set<std::string> all;
  for (const auto box : boost::make_iterator_range(boost::vertices(picture))) all.insert(words(picture[box].label));
  return all;
}

// "China -- leads -- Mao", ends without their dates.
std::set<std::string> sentences(const Picture& picture) {
  const auto name = [&](auto box) { return picture[box].label.substr(0, picture[box].label.find("\\n")); };
  std::set<std::string> all;
  for (const auto line : boost::make_iterator_range(boost::edges(picture)))
    all.insert(name(boost::source(line, picture)) + " -- " + words(picture[line].label) + " -- " +
               name(boost::target(line, picture)));
  return all;
}

TEST(GoldenPictures, AGraphTellsWhoDidWhatWithWhomAndWhen) {
  const Picture graph = picture("graph.dot");
  EXPECT_EQ(boxes(graph), (std::set<std::string>{
                              "China since 1 October 1949", "Soviet Union from 30 December 1922 until 26 December 1991",
                              "Russia since 26 December 1991", "Mao", "Stalin", "First meeting on 16 December 1949",
                              "Treaty of 2001 since 16 July 2001"}));
  EXPECT_EQ(sentences(graph),
            (std::set<std::string>{"China -- ally of from 14 February 1950 until about 1979 -- Soviet Union",
                                   "China -- partner of since 1996 -- Russia",
                                   "Mao -- participated in on 16 December 1949 -- First meeting",
                                   "Stalin -- participated in on 16 December 1949 -- First meeting",
                                   "China -- fought in March 1969 -- Soviet Union", "Mao -- leads -- China",
                                   "Treaty of 2001 -- binds since 16 July 2001 -- China",
                                   "Treaty of 2001 -- binds since 16 July 2001 -- Russia"}));
  // Dashes are for the one date in doubt, and a type has a shape.
  for (const auto line : boost::make_iterator_range(boost::edges(graph)))
    EXPECT_EQ(graph[line].style == "dashed", words(graph[line].label).starts_with("ally of")) << graph[line].label;
  std::map<std::string, std::string> shapes;
  for (const auto box : boost::make_iterator_range(boost::vertices(graph)))
    shapes[graph[box].label.substr(0, graph[box].label.find("\\n"))] = graph[box].shape + graph[box].style;
  EXPECT_EQ(shapes["China"], shapes["Russia"]);
  EXPECT_EQ(shapes["Mao"], shapes["Stalin"]);
  EXPECT_EQ(std::set({shapes["China"], shapes["Mao"], shapes["First meeting"], shapes["Treaty of 2001"]}).size(), 4U);
}

TEST(GoldenPictures, AChangeTellsWhatBeganAndEndedBySignAndColour) {
  const Picture change = picture("change.dot");
  EXPECT_EQ(boxes(change), (std::set<std::string>{"= China", "− Soviet Union", "+ Russia", "+ Treaty of 2001"}));
  EXPECT_EQ(sentences(change),
            (std::set<std::string>{"= China -- − ally of from 14 February 1950 until about 1979 -- − Soviet Union",
                                   "= China -- + partner of since 1996 -- + Russia",
                                   "+ Treaty of 2001 -- + binds since 16 July 2001 -- = China",
                                   "+ Treaty of 2001 -- + binds since 16 July 2001 -- + Russia"}));
  std::map<std::string, std::set<std::string>> colours;  // by sign
  const auto note = [&](const std::string& label, const std::string& colour) {
    colours[label.substr(0, label.find(' '))].insert(colour);
  };
  for (const auto box : boost::make_iterator_range(boost::vertices(change))) note(change[box].label, change[box].color);
  for (const auto line : boost::make_iterator_range(boost::edges(change))) note(change[line].label, change[line].color);
  for (const char* sign : {"+", "−", "="}) EXPECT_EQ(colours[sign].size(), 1U) << sign << " has one colour";
  EXPECT_EQ(std::set({*colours["+"].begin(), *colours["−"].begin(), *colours["="].begin()}).size(), 3U);
}

// A timeline with its years by place.
class TimelinePicture {
 public:
  explicit TimelinePicture(const Picture& picture) : picture_(picture) {
    std::map<int, double> ticks;
    for (const auto box : boost::make_iterator_range(boost::vertices(picture_))) {
      const std::string& label = picture_[box].label;
      if (label.size() == 4 && label.find_first_not_of("0123456789") == std::string::npos)
        ticks[std::stoi(label)] = x(picture_[box]);
    }
    first_ = *ticks.begin();
    of_a_year_ = (ticks.rbegin()->second - first_.second) / (ticks.rbegin()->first - first_.first);
    for (const auto& [year, place] : ticks) EXPECT_NEAR(year_at(place), year, 0.01) << "years are of one length";
  }

  // From when to when something is drawn as a bar.
  std::pair<double, double> years_of(std::string_view tooltip) const {
    std::pair<double, double> all{1e9, -1e9};
    for (const Box& box : drawn_of(tooltip)) {
      if (!box.label.empty() || box.shape == "ellipse") continue;
      all.first = std::min(all.first, year_at(x(box) - std::stod(box.width) * 36));
      all.second = std::max(all.second, year_at(x(box) + std::stod(box.width) * 36));
    }
    return all;
  }
  // When, and on whose lines, something is drawn as a knot.
  std::set<std::string> lines_with_knot_of(std::string_view tooltip, double year) const {
    std::set<std::string> lines;
    for (const Box& knot : drawn_of(tooltip)) {
      if (knot.shape != "ellipse") continue;
      EXPECT_NEAR(year_at(x(knot)), year, 0.25) << tooltip;
      for (const auto other : boost::make_iterator_range(boost::vertices(picture_))) {
        const Box& name = picture_[other];
        if (name.shape == "plaintext" && y(name) == y(knot) && name.label.ends_with("\\r"))
          lines.insert(name.label.substr(0, name.label.size() - 2));
      }
    }
    lines.erase("←");
    return lines;
  }
  bool goes_on(std::string_view name) const { return has_beside(name, "→\\l"); }
  bool began_before(std::string_view name) const { return has_beside(name, "←\\r"); }

 private:
  static double x(const Box& box) { return std::stod(box.pos); }
  static double y(const Box& box) { return std::stod(box.pos.substr(box.pos.find(',') + 1)); }
  double year_at(double place) const { return first_.first + (place - first_.second) / of_a_year_; }
  std::vector<Box> drawn_of(std::string_view tooltip) const {
    std::vector<Box> found;
    for (const auto box : boost::make_iterator_range(boost::vertices(picture_)))
      if (picture_[box].tooltip.starts_with(tooltip)) found.push_back(picture_[box]);
    return found;
  }
  // In the line of something itself; a knot is on the line of somebody else.
  bool has_beside(std::string_view tooltip, std::string_view sign) const {
    const std::vector<Box> parts = drawn_of(tooltip);
    for (const auto box : boost::make_iterator_range(boost::vertices(picture_))) {
      const auto is_beside = [&](const Box& part) { return part.shape != "ellipse" && y(part) == y(picture_[box]); };
      if (picture_[box].label == sign && std::any_of(parts.begin(), parts.end(), is_beside)) return true;
    }
    return false;
  }

  const Picture& picture_;
  std::pair<int, double> first_;
  double of_a_year_ = 1;
};

TEST(GoldenPictures, ATimelineDrawsWhatLastsAtItsYearsAndEventsOnTheLinesOfThoseConcerned) {
  const Picture dot = picture("timeline.dot");
  const TimelinePicture timeline(dot);
  constexpr double kMonth = 1.0 / 12;
  EXPECT_NEAR(timeline.years_of("China: State").first, 1949.75, kMonth);
  EXPECT_NEAR(timeline.years_of("Soviet Union: State").second, 1991.98, kMonth);
  EXPECT_NEAR(timeline.years_of("Russia: State").first, 1991.98, kMonth);
  EXPECT_NEAR(timeline.years_of("Treaty of 2001: Treaty").first, 2001.54, kMonth);
  EXPECT_NEAR(timeline.years_of("Treaty of 2001 binds Russia").first, 2001.54, kMonth);
  EXPECT_NEAR(timeline.years_of("China partner of Russia").first, 1996, kMonth);
  const auto [from, until] = timeline.years_of("China ally of Soviet Union");
  EXPECT_NEAR(from, 1950.12, kMonth);
  EXPECT_NEAR(until, 1981, kMonth) << "about 1979: a year more or less";

  EXPECT_EQ(timeline.lines_with_knot_of("First meeting", 1949.96), (std::set<std::string>{"Mao", "Stalin"}));
  EXPECT_EQ(timeline.lines_with_knot_of("China fought", 1969.2), (std::set<std::string>{"China", "Soviet Union"}));

  for (const char* lasting : {"China: State", "Russia: State", "Treaty of 2001: Treaty", "China partner of"})
    EXPECT_TRUE(timeline.goes_on(lasting)) << lasting;
  for (const char* ended : {"Soviet Union: State", "China ally of", "China fought", "First meeting"})
    EXPECT_FALSE(timeline.goes_on(ended)) << ended;
  EXPECT_TRUE(timeline.began_before("Soviet Union: State"));
  EXPECT_FALSE(timeline.began_before("Russia: State"));
}

// Points by what their tooltips say, at the years and values of the ticks.
TEST(GoldenPictures, AChartHasItsPointsInTheMiddleOfTheirTime) {
  const Picture dot = picture("lines.dot");
  std::map<double, double> years, values;  // places by what the ticks say
  std::map<std::string, std::pair<double, double>> points;
  for (const auto vertex : boost::make_iterator_range(boost::vertices(dot))) {
    const Box& box = dot[vertex];
    const double x = std::stod(box.pos), y = std::stod(box.pos.substr(box.pos.find(',') + 1));
    if (box.shape == "ellipse") points[box.tooltip] = {x, y};
    if (box.shape != "plaintext" || box.label.find_first_not_of("0123456789\\r") != std::string::npos) continue;
    (box.label.size() == 4 ? years[std::stod(box.label)] : values[std::stod(box.label)]) =
        box.label.size() == 4 ? x : y;
  }
  ASSERT_GE(years.size(), 2U);
  ASSERT_GE(values.size(), 2U);
  const auto at = [](const std::map<double, double>& ticks, double wanted) {
    const auto first = *ticks.begin(), last = *ticks.rbegin();
    return first.second + (wanted - first.first) / (last.first - first.first) * (last.second - first.second);
  };
  const std::map<std::string, std::pair<double, double>> expected = {
      {"1950–1959\\nMoscow: 4", {1955, 4}},  {"1960–1969\\nMoscow: 2.5", {1965, 2.5}},
      {"1990–1999\\nMoscow: 1", {1995, 1}},  {"1950–1959\\nBeijing: 1", {1955, 1}},
      {"1960–1969\\nBeijing: 3", {1965, 3}},
  };
  EXPECT_EQ(points.size(), expected.size());
  for (const auto& [tooltip, place] : expected) {
    ASSERT_TRUE(points.contains(tooltip)) << tooltip;
    EXPECT_NEAR(points[tooltip].first, at(years, place.first), 0.5) << tooltip;
    EXPECT_NEAR(points[tooltip].second, at(values, place.second), 0.1) << tooltip;
  }
  std::size_t lines = 0;
  for (const auto line : boost::make_iterator_range(boost::edges(dot)))
    lines += dot[line].color == "#0072B2" || dot[line].color == "#D55E00" ? 1 : 0;
  EXPECT_EQ(lines, 2U) << "from 1955 to 1965; none leads over the decades without a row";
}

}  // namespace
}  // namespace entente
