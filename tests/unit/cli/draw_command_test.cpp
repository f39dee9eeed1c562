// `entente draw` as a person or a script meets it.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "entente/drawing.hpp"
#include "support/temporary_folder.hpp"
#include "unit/cli/ran.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

class DrawCommand : public testing::Test {
 protected:
  DrawCommand() {
    const Ended ended = shell(std::string(ENTENTE_PROGRAM) + " import " + store_ + " " +
                              std::string(ENTENTE_SOURCE_DIR) + "/graph-data/tiny");
    EXPECT_EQ(ended.code, 0) << ended.out;
  }
  Ended draw(const std::string& arguments) const {
    return shell(std::string(ENTENTE_PROGRAM) + " draw " + store_ + " " + arguments);
  }

  TemporaryFolder folder_;
  std::string store_ = folder_.path("tiny.db");
};

TEST_F(DrawCommand, WholeStoreGoesIntoAnyKindOfFile) {
  for (const char* kind : {"dot", "gv", "svg", "png", "pdf", "html"}) {
    const std::string name = std::string("all.") + kind;
    const Ended ended = draw(folder_.path(name));
    EXPECT_EQ(ended.code, 0) << ended.out;
    EXPECT_EQ(ended.out, folder_.path(name) + ": 14 entities, 16 relations\n");
    EXPECT_GT(fs::file_size(folder_.path(name)), 1'000U);
  }
  EXPECT_TRUE(has(folder_.read("all.svg"), "xlink:title=\"France: State (background)\""));
  EXPECT_EQ(draw(folder_.path("b.dot") + " --all").code, 0);
}

// Of 37 entities and 58 relations with their texts, which none hits: the smaller, the larger they are shown on a page.
TEST_F(DrawCommand, GraphsAreCompactAndPicturesOfPixelsBounded) {
  const std::string data = std::string(ENTENTE_SOURCE_DIR) + "/graph-data/vienna/", store = folder_.path("vienna.db");
  ASSERT_EQ(shell(std::string(ENTENTE_PROGRAM) + " import " + store + " " + data + "*.csv --columns " + data +
                  "vienna.columns.json")
                .code,
            0);
  const auto drawn = [&](const std::string& name, const std::string& more) {
    const Ended ended = shell(std::string(ENTENTE_PROGRAM) + " draw " + store + " " + folder_.path(name) + more);
    EXPECT_EQ(ended.code, 0) << ended.out;
    return folder_.read(name);
  };
  const std::string svg = drawn("v.svg", ""), size = "<svg width=\"";
  ASSERT_TRUE(has(svg, size));
  EXPECT_LT(std::stoi(svg.substr(svg.find(size) + size.size())), 2'000);
  const std::string png = drawn("v.png", " --size degree --layout neato");
  ASSERT_GT(png.size(), 24U);
  for (const std::size_t at : {16, 20}) {  // width and height, in the header
    unsigned pixels = 0;
    for (std::size_t i = at; i < at + 4; ++i) pixels = 256 * pixels + static_cast<unsigned char>(png[i]);
    EXPECT_LE(pixels, 4'000U);
    EXPECT_GT(pixels, 2'000U);
  }
}

TEST_F(DrawCommand, QueryIsDrawnWithItsQuestion) {
  const std::string query = folder_.file("q.cypher", "// Which states are there?\nMATCH (s:State) RETURN s");
  const Ended ended = draw("- -f " + query);
  EXPECT_EQ(ended.code, 0);
  EXPECT_TRUE(has(ended.out, "label=\"Which states are there?\\lAll of it, as recorded on ")) << ended.out;
  EXPECT_TRUE(has(ended.out, "label=\"France\""));
  EXPECT_FALSE(has(ended.out, "Paris"));
  EXPECT_TRUE(has(draw("- --query 'MATCH (s:State) RETURN s' --title Powers --format svg").out, ">Powers</text>"));
}

TEST_F(DrawCommand, PathIsDrawnInItsOrder) {
  const Ended ended =
      draw("- --query \"MATCH p = shortestPath((:Person {name: 'Edward VII'})-[*]-(:City {name: 'Paris'})) RETURN p\"");
  EXPECT_EQ(ended.code, 0) << ended.out;
  EXPECT_TRUE(has(ended.out, "thick: on the path")) << ended.out;
}

TEST_F(DrawCommand, SliceWindowAndChangeAreInTheCaption) {
  EXPECT_TRUE(has(draw("- --as-of 1908").out, "As of 1908, as recorded on "));
  EXPECT_TRUE(has(draw("- --as-of 1908 --possibly").out, "As of 1908, possibly"));
  EXPECT_TRUE(has(draw("- --from 1900 --to 1910").out, "At some time in 1900–1910"));
  const Ended change = draw("- --change 1905 1920");
  EXPECT_TRUE(has(change.out, "What changed from 1905 to 1920")) << change.out;
  EXPECT_TRUE(has(change.out, "label=\"− German Empire\"")) << change.out;
  EXPECT_TRUE(has(change.out, "ended,"));
  EXPECT_TRUE(has(draw("- --query 'MATCH (s:State) RETURN s' --as-of 1700").out, "As of 1700"));
  EXPECT_FALSE(has(draw("- --change 1905 1920 --certain").out, "? "));
}

TEST_F(DrawCommand, SeriesGoesIntoNumberedFilesAPageOrAnAnimation) {
  Ended ended = draw(folder_.path("s.svg") + " --series 1900 1919 10");
  EXPECT_EQ(ended.code, 0) << ended.out;
  EXPECT_TRUE(has(ended.out, folder_.path("s-001.svg") + " to " + folder_.path("s-002.svg"))) << ended.out;
  EXPECT_TRUE(has(folder_.read("s-002.svg"), "1910–1919"));
  EXPECT_EQ(draw(folder_.path("s.html") + " --series 1900 1919 P6M").code, 0);
  EXPECT_TRUE(has(folder_.read("s.html"), "const slices"));
  EXPECT_EQ(draw(folder_.path("a.svg") + " --series 1900 1919 1 --animated").code, 0);
  EXPECT_TRUE(has(folder_.read("a.svg"), "<animate "));
  EXPECT_EQ(draw(folder_.path("p.html") + " --series-of Person").code, 0);
  EXPECT_TRUE(has(folder_.read("p.html"), "Edward VII, from 9 November 1841 until 6 May 1910"));
}

TEST_F(DrawCommand, TimelineAndLayoutsAreChosen) {
  EXPECT_TRUE(has(draw("- --layout timeline").out, "label=\"Edward VII\\r\""));
  EXPECT_TRUE(has(draw("- --layout circo").out, "layout=circo"));
  EXPECT_TRUE(has(draw("- --direction TB").out, "rankdir=TB"));
  EXPECT_TRUE(has(draw("- --cluster type").out, "subgraph cluster_0"));
  EXPECT_TRUE(has(draw("- --max 3").out, "3 of 14 entities"));
  EXPECT_FALSE(has(draw("- --hide State").out, "France\""));
  EXPECT_TRUE(has(draw("- --hide Stat").out,
                  "warning: the style names `Stat`, and nothing has that type; did you mean `State`?"));
  EXPECT_TRUE(has(draw("- --cluster nation").out, "warning: the cluster goes by `nation`, and no entity"));
  EXPECT_TRUE(has(draw("- --size degree --colour degree").out, "size: degree, from "));
  EXPECT_TRUE(has(draw("- --colour degre").out, "did you mean `degree`?"));
  const Ended misspelt = draw("- --layout cicro");
  EXPECT_EQ(misspelt.code, 1);
  EXPECT_TRUE(has(misspelt.out, "did you mean `circo`?")) << misspelt.out;
}

TEST_F(DrawCommand, HelpListsTheMeasures) {
  const Ended help = shell(std::string(ENTENTE_PROGRAM) + " draw --help");
  for (const DrawMeasure& measure : draw_measures()) {
    EXPECT_TRUE(has(help.out, std::string(measure.name) + " - ")) << measure.name;
    const Ended ended = draw("- --size " + std::string(measure.name));
    EXPECT_TRUE(has(ended.out, "size: " + std::string(measure.name) + ", from ")) << ended.out;
  }
  EXPECT_TRUE(has(draw("- --size degree --max 3").out, "size: degree among all 14 entities, from "));
}

TEST_F(DrawCommand, RowsOfTimesAndNumbersAreAChart) {
  const std::string query =
      " --layout lines --query \"UNWIND range(1901, 1905) AS year UNWIND ['a', 'b'] AS who "
      "RETURN year, who, year % 3 AS height\"";
  for (const char* kind : {"dot", "svg", "png", "pdf", "html"}) {
    const std::string name = std::string("chart.") + kind;
    const Ended ended = draw(folder_.path(name) + query);
    EXPECT_EQ(ended.code, 0) << ended.out;
    EXPECT_EQ(ended.out, folder_.path(name) + ": 2 lines, 10 values\n");
    EXPECT_GT(fs::file_size(folder_.path(name)), 1'000U);
  }
  EXPECT_TRUE(has(folder_.read("chart.svg"), "xlink:title=\"1903")) << "points say what they are";
  EXPECT_TRUE(has(draw("- --max 1" + query).out, "1 of 2 lines shown"));
  const Ended refused = draw(folder_.path("no.svg") + " --layout lines --query 'MATCH (s:State) RETURN s'");
  EXPECT_EQ(refused.code, 1);
  EXPECT_TRUE(has(refused.out, "needs a column of periods, dates or years; there are `s` (nodes)")) << refused.out;
  EXPECT_TRUE(has(refused.out, "hint: return a period"));
  EXPECT_FALSE(fs::exists(folder_.path("no.svg")));
  EXPECT_EQ(draw(folder_.path("no.svg") + " --layout lines").code, 1);
  EXPECT_EQ(draw(folder_.path("no.html") + query + " --series 1900 1910 1").code, 1);
  EXPECT_EQ(draw(folder_.path("no.svg") + query + " --from 1900 --to 1910").code, 1);
}

TEST_F(DrawCommand, StyleFileDecidesTheLooks) {
  const std::string style =
      folder_.file("s.json", R"({"entente": 1, "entities": {"State": {"fill": "#ABCDEF"}}, "layout": "neato"})");
  const Ended ended = draw("- --style " + style);
  EXPECT_TRUE(has(ended.out, "fillcolor=\"#ABCDEF\"")) << ended.out;
  EXPECT_TRUE(has(ended.out, "layout=neato"));
  EXPECT_TRUE(has(draw("- --layout fdp --style " + style).out, "layout=fdp")) << "the command line wins";
  const std::string broken = folder_.file("b.json", "{\"entente\": 1,\n \"layout\": dot}");
  const Ended refused = draw(folder_.path("x.svg") + " --style " + broken);
  EXPECT_EQ(refused.code, 1);
  EXPECT_TRUE(has(refused.out, broken + ":2: ")) << refused.out;
  EXPECT_FALSE(fs::exists(folder_.path("x.svg")));
}

TEST_F(DrawCommand, ShippedStylesAreRight) {
  EXPECT_EQ(draw("- --style " + std::string(ENTENTE_SOURCE_DIR) + "/graph-data/sino-soviet/style.json").code, 0);
}

TEST_F(DrawCommand, MisuseIsCode2AndFailureCode1) {
  EXPECT_EQ(draw("").code, 2);
  EXPECT_EQ(draw("x.svg --all --query 'RETURN 1'").code, 2);
  EXPECT_EQ(draw("x.svg --from 1900").code, 2);
  EXPECT_EQ(draw("x.svg --from 1900 --to 1910 --as-of 1905").code, 2);
  EXPECT_EQ(draw("x.svg --change 1900").code, 2);
  EXPECT_EQ(draw("x.svg --animated").code, 2);
  EXPECT_EQ(draw("x.svg --certain").code, 2);
  EXPECT_EQ(draw("- --series 1900 1910 1").code, 2);
  EXPECT_EQ(draw("x.svg --format svg").code, 2);
  EXPECT_EQ(draw(folder_.path("x.svg") + " --change 1910 1900").code, 1);
  EXPECT_EQ(draw(folder_.path("x.svg") + " --as-of never").code, 1);
  EXPECT_EQ(draw(folder_.path("x.svg") + " --series-of Persn").code, 1);
  EXPECT_EQ(draw(folder_.path("x.svg") + " --query 'RETURN oops'").code, 1);
  EXPECT_EQ(draw(folder_.path("x.bmp")).code, 1);
  EXPECT_EQ(draw("/no/such/folder/x.svg").code, 1);
  EXPECT_EQ(shell(std::string(ENTENTE_PROGRAM) + " draw " + folder_.path("none.db") + " " + folder_.path("x.svg")).code,
            1);
  const Ended no_graphviz =
      shell("PATH=/nonexistent " + std::string(ENTENTE_PROGRAM) + " draw " + store_ + " " + folder_.path("x.svg"));
  EXPECT_EQ(no_graphviz.code, 1);
  EXPECT_TRUE(has(no_graphviz.out, "install the package graphviz")) << no_graphviz.out;
  EXPECT_FALSE(fs::exists(folder_.path("x.svg")));
}

}  // namespace
}  // namespace entente
