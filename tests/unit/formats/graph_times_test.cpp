// When nodes and edges of other tools held: the same in every format of graphs.
#include <gtest/gtest.h>

#include "entente/time/edtf.hpp"
#include "unit/formats/read_text.hpp"

namespace entente {
namespace {

// The attributes of a node, as JSON, in each of the three formats.
std::vector<ReadText> in_each(const std::string& attributes) {
  const std::string more = attributes.empty() ? "" : ", " + attributes;
  return {
      read_text("a.node-link.json",
                R"({"nodes": [{"id": "n")" + more + R"(}], "links": [{"source": "n", "target": "n")" + more + "}]}"),
      read_text("a.jgf", R"({"graph": {"nodes": {"n": {"metadata": {)" + attributes +
                             R"(}}}, "edges": [{"source": "n", "target": "n", "metadata": {)" + attributes + "}}]}}"),
      read_text("a.cyjs", R"({"elements": [{"data": {"id": "n")" + more +
                              R"(}}, {"data": {"id": "e", "source": "n", "target": "n")" + more + "}}]}")};
}

// " @ 1900/1950" of nodes and edges alike, behind it what is left as properties and how often a warning was given.
std::string times_of(const std::string& attributes) {
  std::string all;
  for (const ReadText& read : in_each(attributes)) {
    if (read.entities.size() != 1 || read.relations.size() != 1 || !read.rejected.empty()) return "rejected";
    std::erase_if(const_cast<ReadText&>(read).relations[0].properties,
                  [](const PropertyFact& p) { return p.key == "id"; });
    const auto told = [&](const auto& fact) { return shown(fact.properties) + shown(fact.validity); };
    std::string text = told(read.entities[0]);
    if (told(read.relations[0]) != text) return text + " but of the edge " + told(read.relations[0]);
    text += read.warned.empty() ? "" : " ! " + std::to_string(read.warned.size());
    if (!all.empty() && all != text + "\n") return all + " but " + text;
    all = text + "\n";
  }
  return all.substr(0, all.size() - 1);
}

TEST(GraphTimes, AreReadUnderTheNamesOfOtherTools) {
  EXPECT_EQ(times_of(R"("start": "1900", "end": "1950")"), " @ 1900/1950");
  EXPECT_EQ(times_of(R"("start": 1900, "end": 1950.0)"), " @ 1900/1950");
  EXPECT_EQ(times_of(R"("startDate": "1900-02", "end_date": "1950")"), " @ 1900-02/1950");
  EXPECT_EQ(times_of(R"("since": 1900)"), " @ 1900/..");
  EXPECT_EQ(times_of(R"("since": 1905, "start": 1900)"), " {since: 1905} @ 1900/..");
  EXPECT_EQ(times_of(R"("from": 1900, "to": 1950)"), " @ 1900/1950");
  EXPECT_EQ(times_of(R"("when": "1900-02-03")"), " @ 1900-02-03");
  EXPECT_EQ(times_of(R"("date": "3 February 1900")"), " @ 1900-02-03");
  EXPECT_EQ(times_of(R"("year": 1900)"), " @ 1900");
  EXPECT_EQ(times_of(R"("valid": ["1900/1910", "1920/1930"])"), " @ 1900/1910 & 1920/1930");
  EXPECT_EQ(times_of(R"("valid": {"edtf": "1900", "extent": "throughout"})"), " @ 1900");
  EXPECT_EQ(times_of(R"("valid": "1914-1918")"), " @ 1914/1918");
  EXPECT_EQ(times_of(R"("valid": "1900", "start": "1800")"), " {start: \"1800\"} @ 1900");
}

TEST(GraphTimes, ChoicesOfStartAndEndAreThoseOfTables) {
  for (const char* start : {"1266/1267", "1266-1267"})
    for (const ReadText& read : in_each(R"("start": ")" + std::string(start) + R"(", "end": "1337")")) {
      ASSERT_EQ(read.entities.size(), 1U);
      ASSERT_TRUE(read.entities[0].validity);
      const Period bounds = read.entities[0].validity->bounds;
      EXPECT_EQ(print_instant(bounds.earliest_start), "1266-01-01") << start;
      EXPECT_EQ(print_instant(bounds.latest_start), "1267-12-31") << start;
      EXPECT_EQ(print_instant(bounds.latest_end), "1338-01-01") << start;
      EXPECT_TRUE(read.warned.empty());
    }
}

TEST(GraphTimes, WhatIsNoDateIsKeptAndCounted) {
  EXPECT_EQ(times_of(R"("valid": "gibberish")"), " {valid: \"gibberish\"} @ / ! 2");
  EXPECT_EQ(times_of(R"("valid": ["1900", "gibberish"])"), " {valid: [\"1900\",\"gibberish\"]} @ / ! 2");
  EXPECT_EQ(times_of(R"("start": "1900", "end": "gibberish")"), " {end: \"gibberish\", start: \"1900\"} @ / ! 2");
  EXPECT_EQ(times_of(R"("start": 1234567890123)"), " {start: 1234567890123} @ / ! 2");
  EXPECT_EQ(times_of(R"("valid_start": "1950-02-30")"), " {valid_start: \"1950-02-30\"} @ / ! 2");
  EXPECT_EQ(times_of(R"("earliest_start": "soon")"), " {earliest_start: \"soon\"} @ / ! 2");
}

TEST(GraphTimes, WhatMayBeAnythingIsNoTime) {
  EXPECT_EQ(times_of(R"("start": "Moscow", "end": "Berlin")"), " {end: \"Berlin\", start: \"Moscow\"}");
  EXPECT_EQ(times_of(R"("from": 3, "to": 5)"), " {from: 3, to: 5}");
  EXPECT_EQ(times_of(R"("time": 3.5)"), " {time: 3.5}");
}

// What we wrote ourselves says its times under our names alone.
TEST(GraphTimes, PropertiesOfOurOwnFilesStayProperties) {
  EXPECT_EQ(times_of(R"("year": 1900, "provenance": "stated")"), " {year: 1900}");
}

TEST(GraphTimes, HoldInTablesOfNodesToo) {
  const ReadText read = read_text("a.nodes.csv", "id:ID,start:date,end:date\na,1900-01-02,1950-03-04\n");
  ASSERT_EQ(read.entities.size(), 1U);
  EXPECT_EQ(shown(read.entities[0].validity), " @ 1900-01-02/1950-03-04");
}

TEST(GraphTimes, HoldInXmlToo) {
  const std::string keys =
      R"(<graphml><key id="v" for="all" attr.name="valid"/><key id="s" for="all" attr.name="start"/>
<key id="e" for="all" attr.name="end"/><graph edgedefault="directed">)";
  const ReadText ml = read_text("a.graphml", keys + R"(<node id="a"><data key="v">1914-1918</data></node>
<node id="b"><data key="v">gibberish</data></node>
<node id="c"><data key="s">1266-1267</data><data key="e">1337</data></node></graph></graphml>)");
  ASSERT_EQ(ml.entities.size(), 3U);
  EXPECT_EQ(shown(ml.entities[0].validity), " @ 1914/1918");
  EXPECT_EQ(shown(ml.entities[1].properties) + shown(ml.entities[1].validity), " {valid: \"gibberish\"} @ /");
  EXPECT_EQ(print_instant(ml.entities[2].validity->bounds.latest_start), "1267-12-31");
  EXPECT_EQ(ml.warned.size(), 1U);
  const ReadText gexf = read_text("a.gexf", R"(<gexf><graph mode="dynamic"><attributes class="node">
<attribute id="0" title="valid" type="string"/></attributes><nodes>
<node id="a"><attvalues><attvalue for="0" value="summer 1914"/></attvalues></node>
<node id="b"><attvalues><attvalue for="0" value="gibberish"/></attvalues></node>
<node id="c" start="1266/1267" end="1337"/><node id="d" start="1266-1267"/></nodes></graph></gexf>)");
  ASSERT_EQ(gexf.entities.size(), 4U);
  EXPECT_EQ(shown(gexf.entities[0].validity), " @ 1914-22");
  EXPECT_EQ(shown(gexf.entities[1].properties) + shown(gexf.entities[1].validity), " {valid: \"gibberish\"} @ /");
  EXPECT_EQ(print_instant(gexf.entities[2].validity->bounds.latest_start), "1267-12-31");
  EXPECT_EQ(print_instant(gexf.entities[3].validity->bounds.latest_start), "1267-12-31");
  EXPECT_EQ(gexf.warned.size(), 1U);
}

}  // namespace
}  // namespace entente
