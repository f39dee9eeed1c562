#include <string>

#include <gtest/gtest.h>

#include "unit/formats/read_text.hpp"

namespace entente {
namespace {

std::string read(std::string_view text) {
  return facts_in("a.gexf", text);
}

std::string file(std::string_view inside, std::string_view graph = R"(mode="dynamic" defaultedgetype="directed")") {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3"><meta><creator>me</creator></meta>
<graph )" +
         std::string(graph) + ">\n" + std::string(inside) + "</graph></gexf>\n";
}

TEST(Gexf, ReadsTypedAttributesAndDefaults) {
  EXPECT_EQ(read(file(R"(<attributes class="node">
  <attribute id="0" title="url" type="anyURI"/>
  <attribute id="1" title="age" type="integer"><default>18</default></attribute>
  <attribute id="2" title="tags" type="liststring"/>
  <attribute id="3" title="sizes" type="listinteger"/>
</attributes>
<attributes class="edge"><attribute id="0" title="share" type="float"/></attributes>
<nodes count="2">
  <node id="a" label="Ann"><viz:color r="1" g="2" b="3"/><attvalues><attvalue for="0" value="http://a/?b&amp;c"/>
    <attvalue for="2" value="x|y z"/><attvalue for="3" value="[1, 2]"/></attvalues></node>
  <node id="b" label="b"><attvalues><attvalue for="1" value="20"/></attvalues></node>
</nodes>
<edges>
  <edge id="0" source="a" target="b" kind="MET" label="met in May" weight="2"><attvalues><attvalue for="0" value="0.25"/></attvalues></edge>
  <edge id="1" source="b" target="a" label="KNOWS"/>
  <edge source="b" target="a" type="mutual"/>
</edges>)")),
            "a :Node {age: 18, name: \"Ann\", sizes: [1,2], tags: [\"x\",\"y z\"], url: \"http://a/?b&c\"}\n"
            "b :Node {age: 20}\n"
            "0 a -MET-> b {label: \"met in May\", share: 0.25, weight: 2.0}\n"
            "1 b -KNOWS-> a\n"
            "b -RELATED_TO-> a {directed: false}\n");
}

// The last day counts, unless the end is open; then the first day that no longer counts stands there.
TEST(Gexf, ReadsStretchesOfTime) {
  EXPECT_EQ(read(file(R"(<nodes>
  <node id="days" start="1950-02-14" end="1980-04-11"/>
  <node id="day" start="1950-02-14" end="1950-02-14"/>
  <node id="years" start="1950" end="1980.0"/>
  <node id="since" start="1950-02-14"/>
  <node id="until" start="-Infinity" end="1980-04-11"/>
  <node id="always" start="-Infinity" end="Infinity"/>
  <node id="open" startopen="1950-02-14" endopen="1980-04-11"/>
  <node id="seconds" start="1950-02-14T10:00:00.123Z" end="1950-02-14T11:00:00.000Z"/>
  <node id="zone" start="1950-02-14Z" end="1980-04-11Z"/>
  <node id="at" timestamp="1950-02"/>
  <node id="scale" start="0.5" end="20000"/>
</nodes>)")),
            "days :Node @ 1950-02-14/1980-04-11\n"
            "day :Node @ 1950-02-14\n"
            "years :Node @ 1950/1980\n"
            "since :Node @ 1950-02-14/..\n"
            "until :Node @ ../1980-04-11\n"
            "always :Node\n"
            "open :Node @ 1950-02-15/1980-04-11 (exclusive)\n"
            "seconds :Node @ 1950-02-14T10:00:00Z/1950-02-14T11:00:00Z\n"
            "zone :Node @ 1950-02-14/1980-04-11\n"
            "at :Node @ 1950-02\n"
            "scale :Node {end: 20000.0, start: 0.5}\n");
  const ReadText all = read_text("a.gexf", file(R"(<nodes><node id="days" start="1950-02-14" end="1950-02-15"/>
<node id="seconds" start="1950-02-14T10:00:00Z" end="1950-02-14T11:00:00Z"/></nodes>)"));
  ASSERT_EQ(all.entities.size(), 2U);
  const Period days = all.entities[0].validity->bounds, seconds = all.entities[1].validity->bounds;
  EXPECT_TRUE(days.is_certain() && seconds.is_certain());
  EXPECT_EQ(days.latest_end.seconds - days.earliest_start.seconds, 2 * kSecondsPerDay);
  EXPECT_EQ(seconds.latest_end.seconds - seconds.earliest_start.seconds, 3601);
}

TEST(Gexf, AnEdgeWithSpellsIsARelationForEach) {
  EXPECT_EQ(read(file(R"(<nodes>
  <node id="a"><spells><spell start="1920" end="1930"/><spell start="1900" end="1910"/></spells></node>
  <node id="b" start="1800"><spells><spell start="1900" endopen="1910"/></spells></node>
</nodes><edges>
  <edge id="e" source="a" target="b"><spells><spell start="1901" end="1902"/><spell start="1908" end="1910"/></spells></edge>
  <edge source="a" target="b"><slices><slice start="1903" end="1904"/></slices></edge>
  <edge id="f" source="a" target="b" intervals="&lt;[1901, 1902]; [1905, 1906)&gt;"/>
  <edge id="g" source="a" target="b" timestamps="&lt;[1901, 1903-05]&gt;"/>
</edges>)")),
            "a :Node {spells: [{\"$period\":\"1920/1930\"},{\"$period\":\"1900/1910\"}]} @ 1900/1930\n"
            "b :Node @ 1900/1910 (exclusive)\n"
            "e a -RELATED_TO-> b @ 1901/1902\n"
            "e#2 a -RELATED_TO-> b @ 1908/1910\n"
            "a -RELATED_TO-> b @ 1903/1904\n"
            "f a -RELATED_TO-> b @ 1901/1902\n"
            "f#2 a -RELATED_TO-> b @ 1905/1906 (exclusive)\n"
            "g a -RELATED_TO-> b @ 1901\n"
            "g#2 a -RELATED_TO-> b @ 1903-05\n");
}

TEST(Gexf, ReadsValuesInTime) {
  EXPECT_EQ(
      read(file(R"(<attributes class="node" mode="dynamic"><attribute id="p" title="price" type="double"/></attributes>
<nodes><node id="a"><attvalues><attvalue for="p" value="1" end="2009-03-01"/><attvalue for="p" value="2" start="2009-03-02"/></attvalues></node>
<node id="b"><attvalues><attvalue for="p" value="1"/></attvalues></node>
<node id="c"><attvalues><attvalue for="p" value="1"/><attvalue for="p" value="2" start="2009"/></attvalues></node></nodes>)")),
      "a :Node {price: 1.0 @ ../2009-03-01, price: 2.0 @ 2009-03-02/..}\n"
      "b :Node {price: 1.0}\n"
      "c :Node {price: 1.0 @ ../.., price: 2.0 @ 2009/..}\n");
}

TEST(Gexf, NodesInsideOthersArePartOfThem) {
  EXPECT_EQ(read(file(R"(<nodes><node id="a" label="A"><nodes><node id="b"><nodes><node id="c"/></nodes>
  <edges><edge id="1" source="b" target="c"/></edges></node></nodes></node>
  <node id="d" pid="a"/><node id="e"><parents><parent for="a"/><parent for="d"/></parents></node></nodes>)")),
            "c :Node\nb :Node\na :Node {name: \"A\"}\nd :Node\ne :Node\n"
            "c -PART_OF-> b\n1 b -RELATED_TO-> c\nb -PART_OF-> a\nd -PART_OF-> a\ne -PART_OF-> a\ne -PART_OF-> d\n");
}

TEST(Gexf, EdgesHaveNoDirectionUnlessTheFileSaysSo) {
  EXPECT_EQ(read(file(R"(<nodes><node id="a"/></nodes><edges><edge id="1" source="a" target="a"/>
<edge id="2" source="a" target="a" type="directed"/></edges>)",
                      "")),
            "a :Node\n1 a -RELATED_TO-> a {directed: false}\n2 a -RELATED_TO-> a\n");
}

// A value that is not of its column's type, which other tools write, is read by itself.
TEST(Gexf, AColumnOfSeveralTypesLosesNothing) {
  EXPECT_EQ(read(file(R"(<attributes class="node"><attribute id="0" title="value" type="long"/></attributes><nodes>
<node id="a"><attvalues><attvalue for="0" value="7"/></attvalues></node><node id="b"><attvalues><attvalue for="0" value="7.5"/></attvalues></node>
<node id="c"><attvalues><attvalue for="0" value="many"/></attvalues></node></nodes>)")),
            "a :Node {value: 7}\nb :Node {value: 7.5}\nc :Node {value: \"many\"}\n");
}

TEST(Gexf, RejectsRecordsWithTheirPlaceAndReadsOn) {
  EXPECT_EQ(
      read(file(R"(<nodes>
  <node label="x"/>
  <node id="a" start="14 February"/>
  <node id="b" start="1990" end="1980"/>
  <node id="c" start="1990-01-01" endopen="1990-01-01"/>
  <node id="d"><spells><spell start="0.5" end="0.7"/></spells></node>
  <node id="e"><attvalues><attvalue for="0"/></attvalues></node>
  <vertex/>
  <node id="f" intervals="1950"/>
</nodes><attributes class="edge"/><attributes class="graph"/>
<edges><edge source="a"/><edge target="a"/></edges><node id="g"/>)")),
      "! 5: a <node> without an id (at column 3)\n"
      "! 6: `start`: the date \"14 February/..\" is malformed: expected a digit or X (a year has four digits), "
      "found a blank (at column 3)\n"
      "! 7: `start`: the date \"1990/1980\" is malformed: the interval ends before it starts (at column 3)\n"
      "! 8: `start`: the exclusive end is not after the start (at column 3)\n"
      "! 9: `spells`: 0.5 is a point of a scale that is no calendar; times are dates, or years as whole numbers (at "
      "column 3)\n"
      "! 10: an <attvalue> for `0` without a value (at column 3)\n"
      "! 11: an element <vertex>, which GEXF does not have here (at column 3)\n"
      "! 12: `intervals`: expected [START, END], found 1950 (at column 3)\n"
      "! 13: <attributes> behind nodes or edges, whose values could not be told; put it before them (at column 9)\n"
      "! 13: <attributes> of the class `graph`; there are node and edge (at column 35)\n"
      "! 14: an <edge> without a target (at column 8)\n"
      "! 14: an <edge> without a source (at column 26)\n"
      "! 14: a <node> outside <nodes> (at column 52)\n");
}

TEST(Gexf, SaysWhereTheFileBreaks) {
  EXPECT_EQ(read("<graphml/>"),
            "! 1: no GEXF: the outermost element is <graphml>; the rest of the file can't be read (at column 1)\n");
  EXPECT_EQ(read("<gexf><graph>\n<nodes><node id='a'/><node id='b'></nodes>"),
            "a :Node\n! 2: not XML: mismatched tag; the rest of the file can't be read (at column 37)\n");
}

TEST(Gexf, AFileThatIsCutOffGivesWhatIsWhole) {
  const std::string whole = file(
      R"(<attributes class="node"><attribute id="0" title="n" type="long"><default>7</default></attribute></attributes>
<nodes><node id="a" start="1950"><attvalues><attvalue for="0" value="1"/></attvalues></node><node id="b"/></nodes>
<edges><edge source="a" target="b"><spells><spell start="1901" end="1902"/></spells></edge></edges>)");
  const std::string facts = read(whole);
  ASSERT_EQ(facts, "a :Node {n: 1} @ 1950/..\nb :Node {n: 7}\na -RELATED_TO-> b @ 1901/1902\n");
  for (std::size_t length = 0; length + 1 < whole.size(); ++length) {
    const std::string part = read(whole.substr(0, length));
    const std::size_t error = part.find("! ");
    ASSERT_NE(error, std::string::npos) << length;
    EXPECT_EQ(part.find("! ", error + 1), std::string::npos) << length;
    EXPECT_EQ(facts.substr(0, error), part.substr(0, error)) << length;
  }
}

}  // namespace
}  // namespace entente
