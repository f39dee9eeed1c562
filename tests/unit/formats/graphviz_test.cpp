// GraphViz as a program, what becomes of its failures, and other readers of DOT.
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include <gtest/gtest.h>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphviz.hpp>

#include "entente/drawing.hpp"
#include "entente/formats.hpp"
#include "support/drawing_tables.hpp"
#include "support/standing_by_itself.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

// Another PATH for as long as a test runs.
class PathTo {
 public:
  explicit PathTo(const std::string& folder) : before_(std::getenv("PATH")) { setenv("PATH", folder.c_str(), 1); }
  ~PathTo() { setenv("PATH", before_.c_str(), 1); }
  PathTo(const PathTo&) = delete;
  PathTo& operator=(const PathTo&) = delete;

 private:
  std::string before_;
};

// A program `dot` of the test's own.
void write_dot_program(const TemporaryFolder& folder, std::string_view script) {
  fs::permissions(folder.file("dot", "#!/bin/sh\n" + std::string(script)), fs::perms::owner_all);
}

std::vector<DrawFrame> decades() {
  return frames_between("1940", "2009", "10").value();
}

// A table that knows how its facts stand to the slices.
Table sliced_history(const std::vector<DrawFrame>& frames = decades()) {
  Table table = small_history().table;
  return stand_by_themselves(table, cuts_of(frames));
}

TEST(Graphviz, EveryLayoutAndFormatIsDrawn) {
  const TemporaryFolder folder;
  for (const DrawLayout& layout : draw_layouts())
    for (const DrawFormat& format : draw_formats()) {
      DrawOptions options;
      options.style.layout = layout.name;
      const std::string file = folder.path(std::string(layout.name) + "." + std::string(format.name));
      Table table = small_history().table;
      if (layout.name == "lines") {
        table.columns = {"year", "number"};
        table.rows = {{1950, 1}, {1951, 2}, {1953, 1.5}};
      }
      const auto drawn = draw(table, options, file);
      ASSERT_TRUE(drawn.ok()) << file << ": " << drawn.error().message;
      EXPECT_GT(fs::file_size(file), 500U) << file;
    }
  EXPECT_EQ(folder.read("dot.png").substr(1, 3), "PNG");
  EXPECT_EQ(folder.read("timeline.pdf").substr(0, 5), "%PDF-");
  EXPECT_NE(folder.read("dot.svg").find("xlink:title=\"China ally of Soviet Union"), std::string::npos);
}

// GraphViz reads 16 KB in quotes and no more.
TEST(Graphviz, LinesOfManyPointsAreDrawn) {
  const TemporaryFolder folder;
  Table table;
  table.columns = {"year", "number"};
  for (int year = -1500; year < 1500; ++year) table.rows.push_back({year, year % 97});
  DrawOptions options;
  options.style.layout = "lines";
  const auto drawn = draw(table, options, folder.path("many.svg"));
  ASSERT_TRUE(drawn.ok()) << drawn.error().message;
  EXPECT_EQ(drawn->values, 3'000U);
  EXPECT_NE(folder.read("many.svg").find("stroke=\"#0072b2\""), std::string::npos);
}

// How often `text` stands in `whole`.
std::size_t count_of(const std::string& text, const std::string& whole) {
  std::size_t count = 0;
  for (std::size_t at = whole.find(text); at != std::string::npos; at = whole.find(text, at + 1)) ++count;
  return count;
}

TEST(Graphviz, BackslashesStandInLabelsAndTooltipsAsInTheNames) {
  const TemporaryFolder folder;
  // Of these letters each means something behind a backslash, in a label or in a tooltip.
  const std::string name = "C:\\New\\Great\\low\\Head\\Tail\\E\\r";
  TableMaker m;
  const auto from = m.node(name, {"T" + name}, "1949-10-01/1950");
  const auto to = m.node(name + "\\", {"T" + name}, "1949/..");
  m.relation(from, "ALLY_OF", to, "1950-02-14/1979~");
  m.table.elements.relationships.at(0).attribution.sources = {{name, name}};
  for (const std::string layout : {"dot", "neato", "timeline"}) {
    DrawOptions options;
    options.style.layout = layout;
    options.title = "title " + name;
    if (layout == "dot") options.style.cluster = "type";
    ASSERT_TRUE(draw(m.table, options, folder.path("a.svg")).ok());
    const std::string svg = folder.read("a.svg");
    EXPECT_EQ(count_of("C:", svg), count_of(name, svg)) << layout;
    EXPECT_NE(svg.find(">title " + name + "<"), std::string::npos) << layout;
    const bool is_timeline = layout == "timeline";  // its labels have dates
    EXPECT_NE(svg.find(">" + name + (is_timeline ? " (" : "<")), std::string::npos) << layout;
    EXPECT_NE(svg.find("xlink:title=\"" + name + ": T" + name), std::string::npos) << layout;
    EXPECT_NE(svg.find(name + "\\: T" + name), std::string::npos) << layout;
    EXPECT_TRUE(is_timeline || svg.find("(stated, " + name + " " + name + ")") != std::string::npos) << layout;
  }
}

TEST(Graphviz, TextsOfLinesStandOnWhiteAboveAllLinesAndHitNothing) {
  const TemporaryFolder folder;
  TableMaker m;
  std::vector<std::uint32_t> people;
  for (int i = 0; i < 9; ++i) people.push_back(m.node("Person of number " + std::to_string(i), {"Person"}));
  for (std::size_t i = 0; i < people.size(); ++i)
    for (std::size_t k = i + 1; k < people.size(); k += 2)
      m.relation(people[i], "HAD_DINNER_WITH", people[k], "1814-09-30");
  ASSERT_TRUE(draw(m.table, {}, folder.path("a.svg")).ok());
  const std::string svg = folder.read("a.svg");
  EXPECT_EQ(count_of("<g id=\"l", svg), m.table.elements.relationships.size()) << "a text for each";
  EXPECT_LT(svg.rfind("class=\"edge\""), svg.find("class=\"node\"")) << "lines lie below";
  ASSERT_TRUE(draw(m.table, {}, folder.path("b.svg")).ok());
  EXPECT_EQ(folder.read("b.svg"), svg) << "always the same picture";
}

TEST(Graphviz, ClustersKeepTheirFrames) {
  const TemporaryFolder folder;
  DrawOptions options;
  options.style.cluster = "type";
  ASSERT_TRUE(draw(small_history().table, options, folder.path("a.svg")).ok());
  EXPECT_EQ(count_of("class=\"cluster\"", folder.read("a.svg")), 4U);
}

TEST(Graphviz, MissingProgramIsSaidAndLeavesNothing) {
  const TemporaryFolder folder;
  const PathTo nothing(folder.path());
  const auto drawn = draw(small_history().table, {}, folder.path("a.svg"));
  ASSERT_FALSE(drawn.ok());
  EXPECT_EQ(drawn.error().code, ErrorCode::kNotFound);
  EXPECT_NE(drawn.error().hint.find("graphviz"), std::string::npos);
  EXPECT_TRUE(fs::is_empty(folder.path()));
  EXPECT_TRUE(draw(small_history().table, {}, folder.path("a.dot")).ok()) << "DOT needs no GraphViz";
}

TEST(Graphviz, HangingLayoutIsEnded) {
  const TemporaryFolder folder;
  write_dot_program(folder, "exec /bin/sleep 60\n");
  const PathTo own(folder.path());
  DrawOptions options;
  options.time_limit = 1;
  const auto drawn = draw(small_history().table, options, folder.path("a.svg"));
  ASSERT_FALSE(drawn.ok());
  EXPECT_EQ(drawn.error().code, ErrorCode::kLimit);
  EXPECT_FALSE(fs::exists(folder.path("a.svg")));
}

TEST(Graphviz, ProgramThatClosesItsOutputAndHangsIsEnded) {
  const TemporaryFolder folder;
  write_dot_program(folder, "exec >&- 2>&-; exec /bin/sleep 60\n");
  const PathTo own(folder.path());
  DrawOptions options;
  options.time_limit = 1;
  EXPECT_EQ(draw(small_history().table, options, folder.path("a.svg")).error().code, ErrorCode::kLimit);
}

TEST(Graphviz, FailureIsReportedInItsWords) {
  const TemporaryFolder folder;
  const std::string before = folder.file("a.svg", "before");
  write_dot_program(folder, "echo 'Warning: never mind' >&2; echo 'no memory left' >&2; exit 3\n");
  const PathTo own(folder.path());
  const auto drawn = draw(small_history().table, {}, before);
  ASSERT_FALSE(drawn.ok());
  EXPECT_EQ(drawn.error().code, ErrorCode::kIo);
  EXPECT_EQ(drawn.error().message, "GraphViz failed: no memory left");
  EXPECT_EQ(folder.read("a.svg"), "before");
}

TEST(Graphviz, ProgramThatReadsNothingDoesNotEndThisOne) {
  const TemporaryFolder folder;
  write_dot_program(folder, "exit 1\n");
  const PathTo own(folder.path());
  TableMaker m;
  for (int i = 0; i < 20'000; ++i) m.node("a name that makes the text longer than a pipe holds", {"State"});
  DrawOptions options;
  options.style.max_entities = 0;
  EXPECT_EQ(draw(m.table, options, folder.path("a.svg")).error().code, ErrorCode::kIo);
}

TEST(Graphviz, FailingSeriesLeavesNoSlice) {
  const TemporaryFolder folder;
  const TemporaryFolder programs;
  // Lays out, and draws one slice; then it fails.
  write_dot_program(programs, "case \"$*\" in *json*) echo '{}';; *) [ -e " + programs.path("done") +
                                  " ] && exit 1; : > " + programs.path("done") + "; echo picture;; esac\n");
  const PathTo own(programs.path());
  EXPECT_FALSE(draw_series(sliced_history(), decades(), {}, folder.path("a.png")).ok());
  EXPECT_TRUE(fs::is_empty(folder.path()));
  fs::remove(programs.path("done"));
  folder.file("a-001.png", "of the series before");
  EXPECT_FALSE(draw_series(sliced_history(), decades(), {}, folder.path("a.png")).ok());
  EXPECT_EQ(folder.read("a-001.png"), "of the series before");
  EXPECT_EQ(folder.names(), std::vector<std::string>{"a-001.png"});
}

TEST(Graphviz, UnwritableFilesAreSaid) {
  const auto drawn = draw(small_history().table, {}, "/no/such/folder/a.dot");
  ASSERT_FALSE(drawn.ok());
  EXPECT_EQ(drawn.error().code, ErrorCode::kIo);
  EXPECT_EQ(draw(small_history().table, {}, "a.jpeg").error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(draw(small_history().table, {}, "a").error().code, ErrorCode::kUnsupported);
}

TEST(Graphviz, BoostReadsWhatIsWritten) {
  struct Vertex {
    std::string name, label, tooltip, rest;
  };
  struct Line {
    std::string id, label, rest;
  };
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, Vertex, Line>;
  TableMaker m = small_history();
  const auto odd = m.node("a \"b\" \\ c\nd <b>&amp; \xFF \x01 \u202Eعربي Ω", {"State"});
  m.node(std::string(10'000, 'x'), {"State"});
  m.relation(odd, "SELF", odd);
  std::stringstream text;
  ASSERT_TRUE(write(m.table, "dot", text).ok());
  Graph graph;
  boost::dynamic_properties properties([](const std::string&, const boost::any&, const boost::any&) {
    return boost::shared_ptr<boost::dynamic_property_map>();
  });
  properties.property("node_id", boost::get(&Vertex::name, graph));
  properties.property("label", boost::get(&Vertex::label, graph));
  properties.property("label", boost::get(&Line::label, graph));
  ASSERT_TRUE(boost::read_graphviz(text, graph, properties));
  EXPECT_EQ(boost::num_vertices(graph), m.table.elements.nodes.size());
  EXPECT_EQ(boost::num_edges(graph), m.table.elements.relationships.size());
}

TEST(Series, StepsAreYearsOrDurations) {
  const auto years = frames_between("1945", "1950", "2").value();
  ASSERT_EQ(years.size(), 3U);
  EXPECT_EQ(years[0].text, "1945–1946");
  EXPECT_EQ(years[2].text, "1949–1950");
  const auto months = frames_between("1989-01-31", "1989-05", "P1M").value();
  ASSERT_EQ(months.size(), 5U);
  EXPECT_EQ(months[1].period.earliest_start, read_validity("1989-02-28").value().bounds.earliest_start);
  EXPECT_EQ(months[2].period.earliest_start, read_validity("1989-03-31").value().bounds.earliest_start);
  EXPECT_EQ(frames_between("1989-02", "1989-03", "P1M").value()[1].text, "March 1989");
  for (const auto& [from, to, step] : {std::tuple{"1950", "1945", "1"},
                                       {"1945", "1950", "0"},
                                       {"1945", "1950", "-P1Y"},
                                       {"1945", "1950", "often"},
                                       {"..", "1950", "1"},
                                       {"1945", "194", "1"},
                                       {"0001", "9999", "P1D"}})
    EXPECT_FALSE(frames_between(from, to, step).ok()) << from << ' ' << to << ' ' << step;
}

TEST(Series, PhasesOfTheDataGiveSlices) {
  TableMaker m;
  m.node("Later", {"Period"}, "1961/1985");
  m.node("Earlier", {"Period"}, "1950/1959");
  const auto frames = frames_of(m.table, "Period").value();
  ASSERT_EQ(frames.size(), 2U);
  EXPECT_EQ(frames[0].text, "Earlier, from 1950 until 1959");
  const auto refused = frames_of(m.table, "Periods");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().hint, "did you mean `Period`?");
}

TEST(Series, SlicesShareOneLayout) {
  const TemporaryFolder folder;
  const auto drawn = draw_series(sliced_history(), decades(), {}, folder.path("a.dot"));
  ASSERT_TRUE(drawn.ok()) << drawn.error().message;
  ASSERT_EQ(drawn->files.size(), 7U);
  EXPECT_EQ(drawn->files[0], folder.path("a-001.dot"));
  const auto line_of = [&](const std::string& file, const std::string& id) {
    const std::string text = folder.read(file);
    const std::size_t at = text.find("[id=" + id + ",");
    return text.substr(at, text.find('\n', at) - at);
  };
  const auto place_of = [&](const std::string& line) { return line.substr(line.find("pos=")); };
  EXPECT_EQ(place_of(line_of("a-001.dot", "n0")), place_of(line_of("a-007.dot", "n0")));
  EXPECT_NE(line_of("a-001.dot", "e0").find("style=invis"), std::string::npos) << "no alliance in the 1940s";
  EXPECT_EQ(line_of("a-003.dot", "e0").find("style=invis"), std::string::npos) << "but in the 1960s";
  EXPECT_EQ(line_of("a-003.dot", "e0").find("style=dashed"), std::string::npos) << "for certain";
  EXPECT_NE(line_of("a-005.dot", "e0").find("style=dashed"), std::string::npos) << "and perhaps in the 1980s";
  EXPECT_NE(folder.read("a-003.dot").find("1960–1969"), std::string::npos);
}

TEST(Series, PageHasASliderAndNoTextCanEndItsScript) {
  const TemporaryFolder folder;
  const Table table = sliced_history();
  std::vector<DrawFrame> frames = decades();
  frames[0].text = "</script><b>\"x\\";
  ASSERT_TRUE(draw_series(table, frames, {}, folder.path("a.html")).ok());
  const std::string page = folder.read("a.html");
  EXPECT_NE(page.find("type=\"range\""), std::string::npos);
  EXPECT_NE(page.find("<meta name=\"viewport\""), std::string::npos);
  EXPECT_NE(page.find("{text:\"1950–1959\",from:\"1950\""), std::string::npos) << "a link to #1950 leads there";
  EXPECT_NE(page.find("aria-valuetext"), std::string::npos);
  EXPECT_NE(page.find("{text:\"&lt;/script&gt;&lt;b&gt;&quot;x\\\\\","), std::string::npos);
  EXPECT_EQ(page.find("</script>"), page.rfind("</script>"));
  EXPECT_TRUE(page.ends_with("</html>\n"));
}

TEST(Series, AnimatedPictureShowsEachInItsTime) {
  const TemporaryFolder folder;
  ASSERT_TRUE(draw_series(sliced_history(), decades(), {}, folder.path("a.svg"), true).ok());
  const std::string svg = folder.read("a.svg");
  // The alliance: from the second decade to the fifth.
  const std::size_t at = svg.find("<g id=\"e0\"");
  ASSERT_NE(at, std::string::npos);
  EXPECT_NE(svg.substr(at, 300).find("values=\"hidden;visible;hidden\" keyTimes=\"0.00000;0.14286;0.71429\""),
            std::string::npos)
      << svg.substr(at, 300);
  EXPECT_FALSE(draw_series(sliced_history(), decades(), {}, folder.path("a.png"), true).ok());
}

TEST(Series, TimelineHasNone) {
  DrawOptions options;
  options.style.layout = "timeline";
  const auto refused = draw_series(sliced_history(), decades(), options, "a.html");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kArgument);
}

TEST(Style, IsReadAndApplied) {
  const TemporaryFolder folder;
  const auto style = read_draw_style(folder.file("style.json", R"({"entente": 1, "kind": "style", "layout": "fdp",
    "cluster": "type", "max_entities": 9, "hidden": ["Event"], "lifelines": ["State"],
    "entities": {"State": {"shape": "star", "fill": "#123456"}},
    "relations": {"ALLY_OF": {"color": "#654321", "label": "with"}},
    "size_by": "degree", "color_by": "population", "sources": true,
    "labels": {"length": 30, "entity_dates": true, "relation_dates": false, "merge_from": 2, "name_property": "title"}})"));
  ASSERT_TRUE(style.ok()) << describe(style.error());
  EXPECT_EQ(style->max_entities, 9U);
  EXPECT_EQ(style->label_length, 30);
  EXPECT_EQ(style->name_property, "title");
  EXPECT_EQ(style->size_by, "degree");
  EXPECT_EQ(style->color_by, "population");
  EXPECT_TRUE(style->sources);
  DrawOptions options;
  options.style = *style;
  std::ostringstream out;
  ASSERT_TRUE(draw_dot(small_history().table, options, out).ok());
  EXPECT_NE(out.str().find("shape=star, fillcolor=\"#123456\""), std::string::npos);
  EXPECT_NE(out.str().find("label=\"with\", style=dashed, color=\"#654321\""), std::string::npos) << out.str();
}

TEST(Style, FaultsNameTheirPlace) {
  const TemporaryFolder folder;
  const auto fault = [&](std::string_view text) {
    const auto style = read_draw_style(folder.file("style.json", text));
    return style.ok() ? std::string("none") : describe(style.error());
  };
  const std::string place = folder.path("style.json");
  EXPECT_EQ(fault("{\"entente\": 1,\n\"layout\": }").substr(0, place.size() + 3), place + ":2:")
      << fault("{\"entente\": 1,\n\"layout\": }");
  for (const auto& [text, message, hint] :
       {std::tuple{R"({"entente": 1, "layuot": "dot"})", "unknown key `layuot`", "did you mean `layout`?"},
        {R"({"entente": 1, "layout": "neat"})", "layout: is \"neat\"", "did you mean \"neato\"?"},
        {R"({"entente": 1, "entities": {"State": {"fill": "red"}}})", "entities.State.fill: \"red\" is no colour",
         "#RRGGBB"},
        {R"({"entente": 1, "entities": {"State": {"shape": "blob"}}})", "entities.State.shape: \"blob\" is no shape",
         "box"},
        {R"({"entente": 1, "hidden": ["A", 1]})", "hidden[1]: must be a string", ""},
        {R"({"entente": 1, "max_entities": -1})", "max_entities: must be a whole number", ""},
        {R"({"entente": 2})", "entente: must be 1", ""},
        {R"({"layout": "dot"})", "lacks `entente`", ""},
        {R"({"entente": 1, "layout": "dot", "layout": "dot"})", "`layout` stands twice", ""},
        {"[]", "must be an object", ""}}) {
    EXPECT_NE(fault(text).find(message), std::string::npos) << text << '\n' << fault(text);
    EXPECT_NE(fault(text).find(hint), std::string::npos) << text << '\n' << fault(text);
    EXPECT_NE(fault(text).find(place), std::string::npos) << text << '\n' << fault(text);
  }
  EXPECT_EQ(read_draw_style(folder.path("none.json")).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace entente
