// Numbers over time as lines: which lines a result has, where they stand, and how they read as DOT text.
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <regex>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "entente/time/edtf.hpp"
#include "formats/drawing/line_facts.hpp"
#include "formats/drawing/lines_layout.hpp"
#include "formats/drawing/value_axis.hpp"
#include "support/drawing_tables.hpp"
#include "unit/formats/drawn.hpp"

namespace entente {
namespace {

using drawing::ChartLine;
using drawing::LineFacts;
using drawing::ValueAxis;

Table table_of(std::vector<std::string> columns, std::vector<std::vector<Value>> rows) {
  Table table;
  table.columns = std::move(columns);
  table.rows = std::move(rows);
  return table;
}

Value period(std::string_view edtf) {
  return Value(read_validity(edtf).value());
}

LineFacts facts_of(const Table& table, std::size_t most = 0) {
  return drawing::line_facts(table, DrawOptions{}, most);
}

// "1 2 | 3": the values of a line, broken where it is.
std::string values_of(const ChartLine& line) {
  std::string text;
  for (const auto& run : line.runs) {
    if (!text.empty()) text += "| ";
    for (const auto& point : run) text += fmt::format("{:g} ", point.value);
  }
  return text.substr(0, text.size() - 1);
}

Error refused(const Table& table) {
  DrawOptions options;
  options.style.layout = "lines";
  std::ostringstream out;
  auto drawn = draw_dot(table, options, out);
  EXPECT_FALSE(drawn.ok());
  EXPECT_EQ(out.str(), "");
  return drawn.ok() ? Error(ErrorCode::kInternal, "drawn") : drawn.error();
}

std::string chart_of(const Table& table, DrawOptions options = {}) {
  options.style.layout = "lines";
  return dot_of(table, options);
}

TEST(LineFacts, ColumnsAreFoundByWhatTheyHold) {
  const LineFacts years = facts_of(table_of({"valid(m).start.year", "count(*)"}, {{1950, 2}, {1951, 3}}));
  ASSERT_EQ(years.lines.size(), 1U);
  EXPECT_EQ(years.height, "count(*)");
  EXPECT_FALSE(years.has_names);
  EXPECT_EQ(values_of(years.lines[0]), "2 3");

  // A name before, a number before that is no height, a column too many behind.
  const LineFacts named = facts_of(
      table_of({"rank", "who", "when", "score", "more"},
               {{7, "b", period("1950"), 0.5, 9}, {8, "a", period("1950"), 1.5, 9}, {9, "b", period("1951"), 2, 9}}));
  ASSERT_EQ(named.lines.size(), 2U);
  EXPECT_EQ(named.lines[0].name, "b");
  EXPECT_EQ(values_of(named.lines[0]), "0.5 2");
  EXPECT_EQ(values_of(named.lines[1]), "1.5");
  EXPECT_EQ(named.height, "score");
  EXPECT_EQ(named.left, (std::vector<std::string>{"rank", "more"}));
  EXPECT_FALSE(named.is_whole);

  // Without names every number is a line; periods go before whole numbers that are called a year.
  const LineFacts wide = facts_of(table_of({"year", "p", "meetings", "people"}, {{1, period("1950"), 4, 6}}));
  ASSERT_EQ(wide.lines.size(), 2U);
  EXPECT_EQ(wide.lines[0].name, "meetings");
  EXPECT_EQ(values_of(wide.lines[1]), "6");
  EXPECT_EQ(wide.height, "");
  EXPECT_EQ(facts_of(table_of({"score", "p"}, {{4, period("1950")}})).height, "score");
}

TEST(LineFacts, AWholeNumberIsATimeByTheNameOfItsColumn) {
  const auto length = [](const std::string& column) {
    const LineFacts facts = facts_of(table_of({column, "n"}, {{1950, 1}}));
    const Period& p = facts.lines.at(0).runs.at(0).at(0).period;
    return p == read_literal("1950").value() ? 1
           : p == Period::certain(read_literal("1950").value().earliest_start, read_literal("1959").value().latest_end)
               ? 10
               : 0;
  };
  for (const char* name : {"year", "Year", "m.year", "birth_year", "valid(m).start.year"}) EXPECT_EQ(length(name), 1);
  for (const char* name : {"decade", "the decade"}) EXPECT_EQ(length(name), 10);
  for (const char* name : {"years", "lightyear", "n"}) EXPECT_THROW(length(name), Error) << name;
  EXPECT_TRUE(has(refused(table_of({"year", "n"}, {{std::int64_t{1} << 62, 1}})).message, "is no year"));
}

TEST(LineFacts, LinesBreakAtNullsAndWhereARowIsMissing) {
  const auto line = [](std::vector<std::vector<Value>> rows) {
    return values_of(facts_of(table_of({"p", "n"}, std::move(rows))).lines.at(0));
  };
  EXPECT_EQ(line({{period("1952"), 3}, {period("1950"), 1}, {period("1951"), 2}}), "1 2 3") << "in order of time";
  EXPECT_EQ(line({{period("1950"), 1}, {period("1951"), Value()}, {period("1952"), 3}}), "1 | 3");
  EXPECT_EQ(line({{period("1950"), 1}, {period("1952"), 3}, {period("1953"), 4}}), "1 | 3 4") << "1951 has no row";
  EXPECT_EQ(line({{period("2021-01"), 1}, {period("2021-03"), 3}}), "1 | 3") << "February is shorter";
  EXPECT_EQ(line({{period("2020-02"), 1}, {period("2020-03"), 3}}), "1 3");
  EXPECT_EQ(line({{period("1950-05-01"), 1}, {period("1970-05-01"), 3}}), "1 3") << "days are joined";
  EXPECT_EQ(line({{period("1950"), std::numeric_limits<double>::quiet_NaN()}, {period("1951"), 5}}), "5");
}

TEST(LineFacts, WhatHasNoPlaceIsCounted) {
  const LineFacts facts = facts_of(table_of({"p", "n"}, {{period("1950"), 1},
                                                         {period("1949/.."), 2},
                                                         {Value(), 3},
                                                         {period("1951"), std::numeric_limits<double>::infinity()},
                                                         {period("1952"), 1e305}}));
  EXPECT_EQ(facts.unplaced, 2U);
  EXPECT_EQ(facts.beyond, 2U);
  EXPECT_EQ(values_of(facts.lines.at(0)), "1");
}

TEST(LineFacts, NodesOfOneNameAreTwoLines) {
  TableMaker m;
  const auto a = m.node("Paris", {"City"}), b = m.node("Paris", {"City"});
  m.table.columns = {"year", "city", "n"};
  m.table.rows = {{1950, NodeRef{a}, 1}, {1950, NodeRef{b}, 2}};
  const LineFacts facts = facts_of(m.table);
  ASSERT_EQ(facts.lines.size(), 2U);
  EXPECT_EQ(facts.lines[0].name, "Paris");
  EXPECT_EQ(facts.lines[1].name, "Paris (key-1)");
}

TEST(LineFacts, OfMoreLinesThoseWithTheHighestValuesStay) {
  Table table = table_of({"year", "who", "n"}, {});
  for (int i = 0; i < 30; ++i) table.rows.push_back({1950, "line " + std::to_string(i), (i * 7) % 30});
  const LineFacts facts = facts_of(table, 3);
  EXPECT_EQ(facts.found, 30U);
  ASSERT_EQ(facts.lines.size(), 3U);
  std::vector<std::string> names;
  for (const ChartLine& line : facts.lines) names.push_back(values_of(line));
  EXPECT_EQ(names, (std::vector<std::string>{"28", "29", "27"})) << "in the order of the rows";
}

TEST(LineFacts, WhatMakesNoChartIsAnErrorInWords) {
  Error error = refused(table_of({"a", "n"}, {{"1950", 1}}));
  EXPECT_EQ(error.message,
            "a chart of lines needs a column of periods, dates or years; there are `a` (texts), `n` (whole numbers)");
  EXPECT_TRUE(has(error.hint, "called year or decade"));
  error = refused(table_of({"p", "who", "x"}, {{period("1950"), "a", Value()}}));
  EXPECT_EQ(error.message,
            "a chart of lines needs a column of numbers; there are `p` (periods or dates), `who` (texts), `x` (nothing "
            "but null)");
  error = refused(table_of({"year", "n"}, {{1950, 1}, {1950, 2}}));
  EXPECT_EQ(error.message, "two rows give `n` a value of 1950");
  EXPECT_TRUE(has(refused(Table{}).message, "not of a whole store"));
  Table table = table_of({"year", "n"}, {{1950, 1}});
  DrawOptions options = at(DrawTime::Kind::kWindow, "1950");
  options.style.layout = "lines";
  std::ostringstream out;
  EXPECT_EQ(draw_dot(table, options, out).error().code, ErrorCode::kArgument);
  const auto frames = frames_between("1950", "1960", "1").value();
  options.time = {};
  EXPECT_TRUE(has(draw_series(table, frames, options, "x.html").error().message, "has no series"));
}

// Round, from below the least to above the most, with 0 among them.
TEST(ValueAxis, TicksAreRoundAndEncloseTheValues) {
  const auto labels = [](double least, double most, bool whole) {
    std::string text;
    const ValueAxis axis(least, most, whole, 0, 100);
    for (const auto& tick : axis.ticks()) text += tick.label + " ";
    return text.substr(0, text.size() - 1);
  };
  EXPECT_EQ(labels(0, 0, true), "0 1");
  EXPECT_EQ(labels(0, 1e-320, true), "0 1") << "of no height";
  EXPECT_EQ(labels(1, 1, true), "0 1");
  EXPECT_EQ(labels(2, 7, true), "0 2 4 6 8");
  EXPECT_EQ(labels(0, 12'000, true), "0 5,000 10,000 15,000");
  EXPECT_EQ(labels(0.1, 0.93, false), "0.0 0.2 0.4 0.6 0.8 1.0");
  EXPECT_EQ(labels(-3, 4, true), "−4 −2 0 2 4");
  EXPECT_EQ(labels(-0.03, -0.01, false), "−0.03 −0.02 −0.01 0.00");
  for (const double most : {1e-290, 1e-12, 0.3, 1.0, 99.0, 12345.0, 1e15, 1e300})
    for (const double least : {0.0, -most, -0.07 * most}) {
      const ValueAxis axis(least, most, false, 0, 100);
      ASSERT_GE(axis.ticks().size(), 2U) << most;
      ASSERT_LE(axis.ticks().size(), 12U) << most;
      EXPECT_LE(axis.ticks().front().value * (1 + 1e-9), least);
      EXPECT_GE(axis.ticks().back().value * (1 + 1e-9), most);
      EXPECT_NEAR(axis.place(axis.ticks().front().value), 100, 1e-6);
      EXPECT_NEAR(axis.place(axis.ticks().back().value), 0, 1e-6);
    }
}

TEST(LinesLayout, LabelsKeepApartAsNearToTheirLinesAsCanBe) {
  using drawing::spread;
  EXPECT_EQ(spread({}, 10, 0, 100), std::vector<double>{});
  EXPECT_EQ(spread({70, 20}, 10, 0, 100), (std::vector<double>{70, 20}));
  EXPECT_EQ(spread({50, 50}, 10, 0, 100), (std::vector<double>{45, 55}));
  EXPECT_EQ(spread({100, 100, 100}, 10, 0, 100), (std::vector<double>{80, 90, 100}));
  EXPECT_EQ(spread({0, 3}, 10, 0, 100), (std::vector<double>{0, 10}));
  EXPECT_EQ(spread({50, 50, 50}, 10, 0, 5), (std::vector<double>{0, 10, 20})) << "no room: beyond the bottom";
  // Against all arrangements on a grid.
  const std::vector<double> wanted = {12, 14, 14, 30};
  const std::vector<double> places = spread(wanted, 8, 4, 40);
  const auto cost = [&](const std::vector<double>& at) {
    double sum = 0;
    for (std::size_t i = 0; i < at.size(); ++i) sum += (at[i] - wanted[i]) * (at[i] - wanted[i]);
    return sum;
  };
  for (std::size_t i = 1; i < places.size(); ++i) EXPECT_GE(places[i] - places[i - 1], 8 - 1e-9);
  for (double a = 4; a <= 16; ++a)
    for (double b = a + 8; b <= 24; ++b)
      for (double c = b + 8; c <= 32; ++c)
        for (double d = c + 8; d <= 40; ++d) EXPECT_LE(cost(places), cost({a, b, c, d}) + 1e-9);
}

TEST(LinesLayout, PointsStandInTheMiddleOfTheirTimeAndWhatIsVagueHasABar) {
  const Table table = table_of({"p", "n"}, {{period("1950"), 0}, {period("1951"), 10}, {period("[1952,1953]"), 5}});
  const LineFacts facts = facts_of(table);
  const drawing::LinesLayout layout = lines_layout(facts);
  ASSERT_EQ(layout.lines.size(), 1U);
  std::vector<drawing::PlacedPoint> points;
  for (const auto& run : layout.lines[0].runs) points.insert(points.end(), run.begin(), run.end());
  ASSERT_EQ(points.size(), 3U);
  const double year = layout.time.right() / 4;
  EXPECT_NEAR(points[0].at.x, 0.5 * year, 0.5);
  EXPECT_NEAR(points[1].at.x, 1.5 * year, 0.5);
  EXPECT_NEAR(points[2].at.x, 3 * year, 0.5);
  EXPECT_NEAR(points[2].begin, 2 * year, 0.5);
  EXPECT_NEAR(points[2].end, 4 * year, 0.5);
  EXPECT_NEAR(points[0].at.y, layout.bottom, 1e-6);
  EXPECT_NEAR(points[1].at.y, 0, 1e-6);
}

// Texts with their places and widths, as the picture has them.
TEST(Lines, NoTextHitsAnother) {
  static const std::regex text(
      "pos=\"([-0-9.]+),([-0-9.]+)\", width=([0-9.]+), height=([0-9.]+), label=\"([^\"]*)\\\\[lr]\"");
  for (const int lines : {1, 3, 12, 30}) {
    for (const int values : {1, 2, 100}) {
      Table table = table_of({"year", "who", "n"}, {});
      for (int i = 0; i < lines; ++i)
        for (int year = 0; year < values; ++year)
          table.rows.push_back({1900 + year, "Number " + std::to_string(i), (i * year) % 17 - 5});
      DrawOptions options;
      options.style.max_entities = 0;
      const std::string dot = chart_of(table, options);
      struct Box {
        double left, right, bottom, top;
        std::string words;
      };
      std::vector<Box> boxes;
      for (auto it = std::sregex_iterator(dot.begin(), dot.end(), text); it != std::sregex_iterator(); ++it) {
        const double x = std::stod((*it)[1]), y = std::stod((*it)[2]), w = 36 * std::stod((*it)[3]),
                     h = 36 * std::stod((*it)[4]);
        boxes.push_back({x - w, x + w, y - h, y + h, (*it)[5]});
      }
      EXPECT_GE(boxes.size(), static_cast<std::size_t>(lines) + 2);
      for (std::size_t i = 0; i < boxes.size(); ++i)
        for (std::size_t k = 0; k < i; ++k) {
          const Box &a = boxes[i], &b = boxes[k];
          const bool hits = a.left < b.right && b.left < a.right && a.bottom + 0.5 < b.top && b.bottom + 0.5 < a.top;
          EXPECT_FALSE(hits) << a.words << " and " << b.words << ", " << lines << " lines of " << values;
        }
    }
  }
}

TEST(Lines, TheCaptionSaysWhatIsNotShown) {
  Table table = table_of({"year", "who", "n"}, {{Value(), "a", 1}});
  for (int i = 0; i < 14; ++i) table.rows.push_back({1950, std::string(1, static_cast<char>('a' + i)), i});
  const std::string dot = chart_of(table);
  EXPECT_TRUE(has(dot, "12 of 14 lines shown: those with the highest values")) << dot;
  EXPECT_TRUE(has(dot, "1 row without a known time not shown"));
  EXPECT_FALSE(has(dot, "├●┤"));
  EXPECT_TRUE(has(chart_of(table_of({"p", "n"}, {{period("1950~"), 1}})), "├●┤ at some time in between"));
  EXPECT_TRUE(has(chart_of(table_of({"year", "n"}, {})), "there is nothing to show"));
  DrawOptions options;
  options.style.layout = "lines";
  std::ostringstream out;
  const auto report = draw_dot(table, options, out).value();
  EXPECT_EQ(report.lines, 12U);
  EXPECT_EQ(report.lines_found, 14U);
  EXPECT_EQ(report.values, 12U);
  table.columns.emplace_back("more");
  for (auto& row : table.rows) row.emplace_back(1);
  EXPECT_TRUE(has(draw_dot(table, options, out).value().warnings.at(0), "the column `more` is not drawn"));
}

TEST(Lines, PointsSayWhatTheyAre) {
  const std::string dot = chart_of(table_of(
      {"decade", "who", "score"}, {{1950, "Moscow", 1234.5}, {1960, "Moscow", -2}, {1950, "<b>\"Beijing\"", 0.125}}));
  EXPECT_TRUE(has(dot, "tooltip=\"1950–1959\\nMoscow: 1234.5\"")) << dot;
  EXPECT_TRUE(has(dot, "tooltip=\"1960–1969\\nMoscow: −2\""));
  EXPECT_TRUE(has(dot, R"(<b>\"Beijing\": 0.125)")) << dot;
  EXPECT_TRUE(has(dot, "label=\"score\\l\"")) << "what the height is";
}

TEST(Lines, PointsAreSeenUnlessTheyWouldBeABand) {
  const auto points = [](const Table& table) {
    const std::string dot = chart_of(table);
    std::size_t count = 0;
    for (std::size_t at = dot.find("shape=ellipse"); at != std::string::npos; at = dot.find("shape=ellipse", at + 1))
      ++count;
    return count;
  };
  EXPECT_EQ(points(table_of({"p", "n"}, {{period("1950-05-01"), 1}, {period("1950-05-02"), 2}, {period("1990"), 3}})),
            3U);
  Table many = table_of({"year", "n"}, {});
  for (int year = 0; year < 100; ++year) many.rows.push_back({year, year});
  EXPECT_EQ(points(many), 100U);
  for (int year = 100; year < 2000; ++year) many.rows.push_back({year, year});
  EXPECT_EQ(points(many), 0U);
  many.rows.push_back({2010, 1});
  EXPECT_EQ(points(many), 1U) << "it stands alone, on no line";
}

}  // namespace
}  // namespace entente
