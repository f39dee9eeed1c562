// Pictures along an axis of time, as DOT text.
#include <regex>
#include <sstream>

#include <gtest/gtest.h>

#include "entente/time/edtf.hpp"
#include "formats/drawing/canvas.hpp"
#include "formats/drawing/placement.hpp"
#include "formats/drawing/time_axis.hpp"
#include "support/drawing_tables.hpp"
#include "unit/formats/drawn.hpp"

namespace entente {
namespace {

// The boxes of what has this tooltip, as "left,right".
std::vector<std::pair<double, double>> extents(const std::string& dot, const std::string& tooltip) {
  std::vector<std::pair<double, double>> found;
  static const std::regex box("pos=\"([-0-9.]+),[-0-9.]+\", width=([0-9.]+), [^\n]*label=\"\"");
  std::istringstream lines(dot);
  for (std::string line; std::getline(lines, line);)
    if (std::smatch match; has(line, "tooltip=\"" + tooltip) && std::regex_search(line, match, box)) {
      const double x = std::stod(match[1]), width = 72 * std::stod(match[2]);
      found.emplace_back(x - width / 2, x + width / 2);
    }
  return found;
}

// A committee has a date and no line of its own.
TEST(Timeline, RelationsToWhatIsNoLifelineAreDrawnWhateverTheTypes) {
  for (const char* type : {"Committee", "Organization", "Dynasty", "Anything"}) {
    TableMaker m;
    const auto person = m.node("Talleyrand", {"Person"}, "1754-02-02/1838-05-17"),
               committee = m.node("Committee of Eight", {type}, "1814-09/1815-06"), other = m.node("Undated", {type});
    m.relation(person, "MEMBER_OF", committee, "1814-10-30/1815-06-09");
    m.relation(committee, "PART_OF", other, "1814-11-01/1815-06-09");
    m.relation(person, "KNEW", other);
    DrawOptions options;
    options.style.layout = "timeline";
    std::ostringstream out;
    const DrawReport report = draw_dot(m.table, options, out).value();
    const std::string dot = out.str();
    EXPECT_TRUE(has(dot, "Talleyrand member of Committee of Eight (from 30 October 1814 until 9 June 1815)"))
        << type << dot;
    EXPECT_TRUE(has(dot, "Committee of Eight part of Undated (from 1 November 1814")) << type;
    EXPECT_TRUE(has(dot, "1 relation without a date not shown")) << type;
    EXPECT_EQ(report.relations, 2U);
    EXPECT_EQ(report.relations_found, 3U);
  }
}

// As long as what it leads to, and no participation in an event that is seen on somebody's line.
TEST(Timeline, RelationsAreDrawnThatLastAsLongAsTheirEnds) {
  TableMaker m;
  const auto anna = m.node("Anna", {"Person"}, "1780/1850"), lodge = m.node("Lodge", {"Committee"}, "1810/1820"),
             king = m.node("King", {"Office"}, "1815"), ball = m.node("Ball", {"Event"}, "1812-05-01"),
             war = m.node("War", {"Event"}, "1805/1815");
  m.relation(anna, "MEMBER_OF", lodge, "1810/1820");
  m.relation(anna, "HELD", king, "1815");
  m.relation(anna, "CAME_TO", ball, "1812-05-01");
  m.relation(anna, "FOUGHT_IN", war, "1805/1815");
  DrawOptions options;
  options.style.layout = "timeline";
  const std::string dot = dot_of(m.table, options);
  EXPECT_TRUE(has(dot, "Anna member of Lodge (from 1810 until 1820)")) << dot;
  EXPECT_TRUE(has(dot, "Anna held King (1815)"));
  EXPECT_TRUE(has(dot, "Anna fought in War (from 1805 until 1815)"));
  EXPECT_FALSE(has(dot, "Anna came to Ball (1 May 1812)"));
  EXPECT_TRUE(has(dot, "\\nAnna came to Ball")) << "the event tells it";
}

TEST(Timeline, LivesThatTheAxisCutsShowIt) {
  TableMaker m;
  const auto a = m.node("Longlived", {"Person"}, "1750/1859"), b = m.node("Gone", {"State"}, "1561/1795"),
             c = m.node("Within", {"Person"}, "1811/1813");
  m.relation(a, "RULED", b, "1810-01-01");
  m.relation(c, "MET", a, "1815-01-01");
  DrawOptions options;
  options.style.layout = "timeline";
  const std::string dot = dot_of(m.table, options);
  const auto count = [&](std::string_view sign) {
    std::size_t n = 0;
    for (std::size_t at = 0; (at = dot.find(sign, at)) != std::string::npos; ++at) ++n;
    return n;
  };
  EXPECT_EQ(count("label=\"←"), 2U) << dot;
  EXPECT_EQ(count("label=\"→"), 1U);
  EXPECT_TRUE(has(dot, "← began before   → goes on"));
  EXPECT_TRUE(extents(dot, "Gone: State").empty()) << "ended before the axis begins";
}

TEST(Timeline, WithoutDatesHasNoAxis) {
  TableMaker m;
  m.relation(m.node("A", {"Person"}), "KNEW", m.node("B", {"Person"}));
  DrawOptions options;
  options.style.layout = "timeline";
  const std::string dot = dot_of(m.table, options);
  EXPECT_FALSE(has(dot, "19")) << dot;
  EXPECT_TRUE(has(dot, "1 relation without a date not shown"));
}

TEST(Timeline, ColoursByAValueAreExplained) {
  TableMaker m;
  const auto a = m.node("A", {"Person"}, "1800/1850"), b = m.node("B", {"Person"}, "1810/1860");
  m.relation(a, "MET", b, "1820-01-01");
  m.table.elements.nodes[a].properties.push_back({"rank", Value("red"), {}});
  m.table.elements.nodes[b].properties.push_back({"rank", Value("blue"), {}});
  DrawOptions options;
  options.style.layout = "timeline";
  options.style.color_by = "rank";
  const std::string dot = dot_of(m.table, options);
  EXPECT_TRUE(has(dot, "red") && has(dot, "blue")) << dot;
}

// Two texts at one place, and a third over a box and the tip of an arrow.
TEST(Placement, TextsAreMovedToWhereTheyHitNothing) {
  drawing::Placement placement;
  placement.positions = {{"e1", "0,0 0,40 0,80 0,120"},
                         {"e2", "200,0 200,40 200,80 200,120"},
                         {"e3", "e,400,120 400,0 400,40 400,80 400,104"}};
  placement.boxes = {{"n1", {380, 40, 420, 70}}};
  placement.tips = {{392, 112, 408, 128}};
  placement.labels = {{"e1", {-30, 50, 30, 64}}, {"e2", {-30, 52, 30, 66}}, {"e3", {380, 110, 420, 124}}};
  EXPECT_EQ(drawing::hits_of(placement), 2U);
  drawing::settle_labels(placement, false);
  EXPECT_EQ(drawing::hits_of(placement), 0U);
  const drawing::Rectangle& third = placement.labels.at("e3");
  EXPECT_TRUE(third.bottom <= 112 || third.top >= 128 || third.right <= 392 || third.left >= 408);
}

TEST(Timeline, LabelsOfTicksStandApart) {
  for (const auto& [first, last] : {std::pair("1814-10-01", "1814-11-15"),
                                    {"1814-01-01", "1815-12-31"},
                                    {"1814-10", "1815-06"},
                                    {"1989-05-15", "1989-05-18"},
                                    {"-0405", "1950"},
                                    {"1000", "1004"},
                                    {"Y-17000", "Y17002"}}) {
    const drawing::TimeAxis axis(read_validity(first).value().bounds.earliest_start,
                                 read_validity(last).value().bounds.latest_end, 0, 440);
    const std::vector<drawing::Tick> ticks = axis.ticks();
    EXPECT_GE(ticks.size(), 2U) << first;
    for (std::size_t i = 1; i < ticks.size(); ++i) {
      const double widths =
          drawing::Canvas::width_of(ticks[i - 1].label, 10.5) + drawing::Canvas::width_of(ticks[i].label, 10.5);
      EXPECT_GT(axis.place(ticks[i].at) - axis.place(ticks[i - 1].at), widths / 2) << first << ": " << ticks[i].label;
    }
  }
}

TEST(Timeline, UnknownEndsAreOpenToTheEndOfTheAxisAndKnownOnesEnd) {
  TableMaker m;
  const auto a = m.node("Left", {"State"}, "1801/"), b = m.node("Ended", {"State"}, "1801/1810"),
             c = m.node("Third", {"State"});
  m.relation(a, "R", c, "1800-01-01/1820-01-01");
  m.relation(b, "R", c, "1800-01-01/1840-01-01");
  DrawOptions options;
  options.style.layout = "timeline";
  const std::string dot = dot_of(m.table, options);
  double end = 0, known = 0, axis = 0;
  for (const auto& [left, right] : extents(dot, "Left: State")) end = std::max(end, right);
  for (const auto& [left, right] : extents(dot, "Ended: State")) known = std::max(known, right);
  for (const auto& [left, right] : extents(dot, " ")) axis = std::max(axis, right);
  EXPECT_NEAR(end, axis, 1) << dot;
  EXPECT_LT(known, axis / 2);
}

TEST(Timeline, DoubtLiesOnTheLinesOfThoseConcernedAlone) {
  TableMaker m;
  const auto a = m.node("A", {"Person"}), between = m.node("Between", {"Person"}), c = m.node("C", {"Person"});
  m.relation(a, "MET", c, "1814-21");
  m.relation(between, "MET", a, "1813-01-01");
  m.relation(between, "MET", c, "1815-12-31");
  DrawOptions options;
  options.style.layout = "timeline";
  const std::string dot = dot_of(m.table, options);
  static const std::regex height("height=([0-9.]+)");
  std::size_t pale = 0;
  std::istringstream lines(dot);
  for (std::string line; std::getline(lines, line);)
    if (std::smatch match;
        has(line, "tooltip=\"A met C") && has(line, "90\"") && std::regex_search(line, match, height)) {
      ++pale;
      EXPECT_LT(72 * std::stod(match[1]), 16) << line;
    }
  EXPECT_EQ(pale, 2U) << dot;
}

TEST(Timeline, ColoursOfRelationsAreThoseOfTheStyle) {
  TableMaker m;
  const auto a = m.node("A", {"State"}), b = m.node("B", {"State"});
  m.relation(a, "ALLY_OF", b, "1950-01-01/1960-01-01");
  DrawOptions options;
  options.style.layout = "timeline";
  options.style.relations["ALLY_OF"].color = "#0072B2";
  EXPECT_TRUE(has(dot_of(m.table, options), "#0072B2"));
}

TEST(Timeline, LifelinesAreInTheOrderOfWhatTheyTakePartIn) {
  DrawOptions options;
  options.style.layout = "timeline";
  const std::string dot = dot_of(small_history().table, options);
  for (const char* name : {"China", "Soviet Union", "Russia", "Mao", "Stalin"})
    EXPECT_TRUE(has(dot, "label=\"" + std::string(name) + "\\r\"")) << name;
  EXPECT_TRUE(has(dot, "First meeting (16 December 1949)"));
  EXPECT_TRUE(has(dot, "Treaty of 2001 (since 16 July 2001)"));
  EXPECT_TRUE(has(dot, "label=\"1950\""));
  EXPECT_LT(dot.find("label=\"Mao\\r\""), dot.find("label=\"China\\r\"")) << "types in order of name";
}

TEST(Timeline, WindowLeavesOutWhatIsKnownOfOutsideAlone) {
  TableMaker m;
  const auto a = m.node("A", {"State"}), b = m.node("B", {"State"});
  m.relation(a, "INSIDE", b, "1950");
  m.relation(a, "UNTIL_2004", b, "/2004");
  m.relation(a, "ACROSS", b, "1900/2004");
  DrawOptions options = at(DrawTime::Kind::kWindow, "1949/1951");
  options.style.layout = "timeline";
  const std::string dot = dot_of(m.table, options);
  EXPECT_TRUE(has(dot, "A inside B (1950)"));
  EXPECT_TRUE(has(dot, "A across B (from 1900 until 2004)"));
  EXPECT_FALSE(has(dot, "A until 2004 B"));
  EXPECT_TRUE(has(dot, "1 known of outside this time alone not shown"));
}

TEST(Timeline, ClustersAreNamed) {
  TableMaker m;
  const auto a = m.node("A", {"Person"}), b = m.node("B", {"Person"});
  m.relation(a, "MET", b, "1950");
  m.table.elements.nodes[a].properties.push_back({"side", Value("Soviet"), {}});
  m.table.elements.nodes[b].properties.push_back({"side", Value("Chinese"), {}});
  DrawOptions options;
  options.style.layout = "timeline";
  options.style.cluster = "side";
  const std::string dot = dot_of(m.table, options);
  EXPECT_LT(dot.find("label=\"Chinese\\r\""), dot.find("label=\"Soviet\\r\""));
  EXPECT_TRUE(has(dot, "label=\"Soviet\\r\""));
}

TEST(Timeline, TimesFromDaysToGeologyHaveTicks) {
  struct Span {
    std::string first, last, tick;
  };
  for (const auto& [first, last, tick] : {Span{"1989-05-15", "1989-05-18", "16 May 1989"},
                                          {"1989-01", "1989-12", "July 1989"},
                                          {"-0500", "0500", "200 BC"},
                                          {"-0500", "0500", "AD 1"},
                                          {"Y-170000002", "Y17000002", "100000000 BC"},
                                          {"1945", "2022", "1990"}}) {
    TableMaker m;
    const auto a = m.node("A", {"State"}), b = m.node("B", {"State"});
    m.relation(a, "R", b, first);
    m.relation(a, "R", b, last);
    DrawOptions options;
    options.style.layout = "timeline";
    const std::string dot = dot_of(m.table, options);
    EXPECT_TRUE(has(dot, "label=\"" + tick + "\"")) << first << '\n' << dot;
  }
}

}  // namespace
}  // namespace entente
