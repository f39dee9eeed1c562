#include <string>

#include <gtest/gtest.h>

#include "entente/time/edtf.hpp"
#include "unit/formats/read_text.hpp"

namespace entente {
namespace {

std::string facts_in_gexf(std::string_view text) {
  return facts_in("a.gexf", text);
}

std::string gexf_file(std::string_view inside,
                      std::string_view graph = R"(mode="dynamic" defaultedgetype="directed")") {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3"><meta><creator>me</creator></meta>
<graph )" +
         std::string(graph) + ">\n" + std::string(inside) + "</graph></gexf>\n";
}

TEST(Gexf, ReadsTypedAttributesAndDefaults) {
  EXPECT_EQ(facts_in_gexf(gexf_file(R"(<attributes class="node">
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
            "b :Node {age: 20, name: \"b\"}\n"
            "a -MET-> b {label: \"met in May\", share: 0.25, weight: 2.0}\n"
            "b -KNOWS-> a\n"
            "b -RELATED_TO-> a {directed: false}\n");
}

// The last day counts, unless the end is open; then the first day that no longer counts stands there.
TEST(Gexf, ReadsStretchesOfTime) {
  EXPECT_EQ(facts_in_gexf(gexf_file(R"(<nodes>
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
            "scale :Node {end: 20000.0, start: 0.5} @ /\n");
  const ReadText all = read_text("a.gexf", gexf_file(R"(<nodes><node id="days" start="1950-02-14" end="1950-02-15"/>
<node id="seconds" start="1950-02-14T10:00:00Z" end="1950-02-14T11:00:00Z"/></nodes>)"));
  ASSERT_EQ(all.entities.size(), 2U);
  const Period days = all.entities[0].validity->bounds, seconds = all.entities[1].validity->bounds;
  EXPECT_TRUE(days.is_certain() && seconds.is_certain());
  EXPECT_EQ(days.latest_end.seconds - days.earliest_start.seconds, 2 * kSecondsPerDay);
  EXPECT_EQ(seconds.latest_end.seconds - seconds.earliest_start.seconds, 3601);
}

TEST(Gexf, SpellsAreStretchesOfOneFact) {
  EXPECT_EQ(facts_in_gexf(gexf_file(R"(<nodes>
  <node id="a"><spells><spell start="1920" end="1930"/><spell start="1900" end="1910"/></spells></node>
  <node id="b" start="1800"><spells><spell start="1900" endopen="1910"/></spells></node>
</nodes><edges>
  <edge id="e" source="a" target="b"><spells><spell start="1901" end="1902"/><spell start="1908" end="1910"/></spells></edge>
  <edge source="a" target="b"><slices><slice start="1903" end="1904"/></slices></edge>
  <edge id="f" source="a" target="b" intervals="&lt;[1901, 1902]; [1905, 1906)&gt;"/>
  <edge id="g" source="a" target="b" timestamps="&lt;[1901, 1903-05]&gt;"/>
</edges>)")),
            "a :Node @ 1900/1910 & 1920/1930\n"
            "b :Node @ 1900/1910 (exclusive)\n"
            "a -RELATED_TO-> b {id: \"e\"} @ 1901/1902 & 1908/1910\n"
            "a -RELATED_TO-> b @ 1903/1904\n"
            "a -RELATED_TO-> b {id: \"f\"} @ 1901/1902 & 1905/1906 (exclusive)\n"
            "a -RELATED_TO-> b {id: \"g\"} @ 1901 & 1903-05\n");
}

TEST(Gexf, SpellsThatMeetAreOneStretch) {
  const ReadText all = read_text("a.gexf", gexf_file(R"(<nodes><node id="a"><spells>
  <spell end="2009-03-01"/><spell start="2009-03-02" end="2009-03-03"/><spell start="2009-03-05" end="2009-03-10"/>
</spells></node></nodes>)"));
  ASSERT_EQ(all.entities.size(), 1U);
  const Validity& v = *all.entities[0].validity;
  ASSERT_EQ(v.stretches.size(), 2U);
  EXPECT_EQ(edtf_of(v.stretches[0]), "../2009-03-03");
  EXPECT_EQ(edtf_of(v.stretches[1]), "2009-03-05/2009-03-10");
}

TEST(Gexf, AGraphThatIsASliceWasObservedThen) {
  const ReadText all = read_text("a.gexf", R"(<gexf><graph mode="slice" defaultedgetype="directed" timestamp="2007">
<attributes class="node" mode="dynamic"><attribute id="p" title="price" type="int"/></attributes>
<nodes><node id="a"><attvalues><attvalue for="p" value="12"/></attvalues></node><node id="b" start="2001"/></nodes>
<edges><edge source="a" target="b"/></edges></graph></gexf>)");
  const Validity observed = *read_validity("2007", Extent::kObserved);
  ASSERT_EQ(all.entities.size(), 2U);
  EXPECT_EQ(all.entities[0].validity, observed);
  EXPECT_EQ(all.entities[0].properties.at(0).validity, observed);
  EXPECT_EQ(all.entities[1].validity->edtf, "2001/..");
  EXPECT_EQ(all.relations.at(0).validity, observed);
}

TEST(Gexf, ATimeWithABlankIsOneOfEdtf) {
  EXPECT_EQ(facts_in_gexf(
                gexf_file(R"(<nodes><node id="a" start="2005-01-03 11:30:00" end="2005-01-03 11:35:00"/></nodes>)")),
            "a :Node @ 2005-01-03T11:30:00/2005-01-03T11:35:00\n");
}

TEST(Gexf, ReadsValuesInTime) {
  EXPECT_EQ(facts_in_gexf(gexf_file(
                R"(<attributes class="node" mode="dynamic"><attribute id="p" title="price" type="double"/></attributes>
<nodes><node id="a"><attvalues><attvalue for="p" value="1" end="2009-03-01"/><attvalue for="p" value="2" start="2009-03-02"/></attvalues></node>
<node id="b"><attvalues><attvalue for="p" value="1"/></attvalues></node>
<node id="c"><attvalues><attvalue for="p" value="1"/><attvalue for="p" value="2" start="2009"/></attvalues></node></nodes>)")),
            "a :Node {price: 1.0 @ ../2009-03-01, price: 2.0 @ 2009-03-02/..}\n"
            "b :Node {price: 1.0}\n"
            "c :Node {price: 1.0 @ ../.., price: 2.0 @ 2009/..}\n");
}

TEST(Gexf, NodesInsideOthersArePartOfThem) {
  EXPECT_EQ(facts_in_gexf(gexf_file(R"(<nodes><node id="a" label="A"><nodes><node id="b"><nodes><node id="c"/></nodes>
  <edges><edge id="1" source="b" target="c"/></edges></node></nodes></node>
  <node id="d" pid="a"/><node id="e"><parents><parent for="a"/><parent for="d"/></parents></node></nodes>)")),
            "c :Node\nb :Node\na :Node {name: \"A\"}\nd :Node\ne :Node\n"
            "c -PART_OF-> b\nb -RELATED_TO-> c\nb -PART_OF-> a\nd -PART_OF-> a\ne -PART_OF-> a\ne -PART_OF-> d\n");
}

TEST(Gexf, EdgesHaveNoDirectionUnlessTheFileSaysSo) {
  EXPECT_EQ(facts_in_gexf(gexf_file(R"(<nodes><node id="a"/></nodes><edges><edge id="1" source="a" target="a"/>
<edge id="2" source="a" target="a" type="directed"/></edges>)",
                                    "")),
            "a :Node\na -RELATED_TO-> a {directed: false}\na -RELATED_TO-> a\n");
}

// A value that is not of its column's type, which other tools write, is read by itself.
TEST(Gexf, AColumnOfSeveralTypesLosesNothing) {
  EXPECT_EQ(facts_in_gexf(
                gexf_file(R"(<attributes class="node"><attribute id="0" title="value" type="long"/></attributes><nodes>
<node id="a"><attvalues><attvalue for="0" value="7"/></attvalues></node><node id="b"><attvalues><attvalue for="0" value="7.5"/></attvalues></node>
<node id="c"><attvalues><attvalue for="0" value="many"/></attvalues></node></nodes>)")),
            "a :Node {value: 7}\nb :Node {value: 7.5}\nc :Node {value: \"many\"}\n");
}

TEST(Gexf, RejectsRecordsWithTheirPlaceAndReadsOn) {
  EXPECT_EQ(
      facts_in_gexf(gexf_file(R"(<nodes>
  <node label="x"/>
  <node id="e"><attvalues><attvalue for="0"/></attvalues></node>
  <vertex/>
</nodes><attributes class="edge"/><attributes class="graph"/>
<edges><edge source="a"/><edge target="a"/></edges><node id="g"/>)")),
      "! 5: a <node> without an id (at column 3)\n"
      "! 6: an <attvalue> for `0` without a value (at column 3)\n"
      "! 7: an element <vertex>, which GEXF does not have here (at column 3)\n"
      "! 8: <attributes> behind nodes or edges, whose values could not be told; put it before them (at column 9)\n"
      "! 8: <attributes> of the class `graph`; there are node and edge (at column 35)\n"
      "! 9: an <edge> without a target (at column 8)\n"
      "! 9: an <edge> without a source (at column 26)\n"
      "! 9: a <node> outside <nodes> (at column 52)\n");
}

// A fact whose time nobody can read is not always, and nothing of it is lost.
TEST(Gexf, ATimeThatCannotBeReadIsKeptAndCounted) {
  const ReadText all = read_text("a.gexf", gexf_file(R"(<attributes class="node" mode="dynamic">
<attribute id="p" title="price" type="int"/></attributes><nodes>
  <node id="a" start="14 February"/>
  <node id="b" start="1990" end="1980"/>
  <node id="c" start="1990-01-01" endopen="1990-01-01"/>
  <node id="d"><spells><spell start="0.5" end="0.7"/><spell start="2"/></spells></node>
  <node id="e" timestamp="soon" />
  <node id="f" intervals="1950"/>
  <node id="g"><attvalues><attvalue for="p" value="7" start="1.0" end="2.0"/><attvalue for="p" value="8" start="2.0"/></attvalues></node>
</nodes><edges><edge id="1" source="a" target="b" start="17th"/></edges>)"));
  std::string shown_all;
  for (const EntityFact& f : all.entities) shown_all += f.key + shown(f.properties) + shown(f.validity) + "\n";
  for (const RelationFact& f : all.relations) shown_all += f.from + shown(f.properties) + shown(f.validity) + "\n";
  EXPECT_EQ(shown_all,
            "a {start: \"14 February\"} @ /\n"
            "b {end: 1980.0, start: 1990.0} @ /\n"
            "c {endopen: \"1990-01-01\", start: \"1990-01-01\"} @ /\n"
            "d {spells: [{\"end\":0.7,\"start\":0.5},{\"start\":2.0}]} @ /\n"
            "e {timestamp: \"soon\"} @ /\n"
            "f {intervals: \"1950\"} @ /\n"
            "g {price: [{\"end\":2.0,\"start\":1.0,\"value\":7},{\"start\":2.0,\"value\":8}]}\n"
            "a {start: \"17th\"} @ /\n");
  EXPECT_TRUE(all.rejected.empty());
  EXPECT_EQ(all.warned.size(), 9U);
}

TEST(Gexf, NumbersOfAScaleAreNoYears) {
  const std::string nodes = R"(<nodes><node id="a" start="1.0" end="5.0"/><node id="b" start="2009"/></nodes>)";
  for (const std::string format : {"double", "integer", "long"})
    EXPECT_EQ(facts_in_gexf(gexf_file(nodes, "mode=\"dynamic\" timeformat=\"" + format + "\"")),
              "a :Node {end: 5.0, start: 1.0} @ /\nb :Node {start: 2009.0} @ /\n")
        << format;
  EXPECT_EQ(facts_in_gexf(gexf_file(nodes, R"(mode="dynamic" timeformat="date")")),
            "a :Node {end: 5.0, start: 1.0} @ /\nb :Node @ 2009/..\n");
}

TEST(Gexf, TheTimeOfAGraphIsThatOfAllInIt) {
  const std::string nodes = R"(<nodes><node id="a"/><node id="b" start="2001"/></nodes>)";
  const auto bounds = [&](std::string_view graph) {
    const ReadText all = read_text("a.gexf", gexf_file(nodes, graph));
    return all.entities.at(0).validity.value_or(validity_of(Period::always())).bounds;
  };
  EXPECT_EQ(bounds(R"(timestamp="2007")"), read_validity("2007", Extent::kObserved)->bounds);
  const Period whole = bounds(R"(mode="dynamic" start="2001-01-01" end="2005-12-31")");
  EXPECT_EQ(print_instant(whole.latest_start), "2001-01-01");
  EXPECT_EQ(print_instant(whole.earliest_end), "2006-01-01");
  EXPECT_FALSE(whole.earliest_start.is_finite() || whole.latest_end.is_finite());
  EXPECT_EQ(facts_in_gexf(gexf_file(nodes, R"(mode="slice" timeformat="double" timestamp="7.0")")),
            "a :Node {timestamp: 7.0} @ /\nb :Node {start: 2001.0} @ /\n");
}

// NetworkX writes what its edges call `type` into the place of the direction.
TEST(Gexf, ATypeThatIsNoDirectionIsTheTypeOfTheRelation) {
  EXPECT_EQ(
      facts_in_gexf(gexf_file(R"(<nodes><node id="a"/></nodes><edges><edge id="1" source="a" target="a" type="MET"/>
<edge id="2" source="a" target="a" type="MET" kind="KNEW"/><edge id="3" source="a" target="a" type="undirected"/></edges>)")),
      "a :Node\na -MET-> a\na -KNEW-> a\na -RELATED_TO-> a {directed: false}\n");
}

TEST(Gexf, ALabelLikeTheIdIsAName) {
  EXPECT_EQ(facts_in_gexf(gexf_file(R"(<nodes><node id="Ada Hart" label="Ada Hart"/></nodes>)")),
            "Ada Hart :Node {name: \"Ada Hart\"}\n");
}

TEST(Gexf, SaysWhereTheFileBreaks) {
  EXPECT_EQ(facts_in_gexf("<graphml/>"),
            "! 1: no GEXF: the outermost element is <graphml>; the rest of the file can't be read (at column 1)\n");
  EXPECT_EQ(facts_in_gexf("<gexf><graph>\n<nodes><node id='a'/><node id='b'></nodes>"),
            "a :Node\n! 2: not XML: mismatched tag; the rest of the file can't be read (at column 37)\n");
}

TEST(Gexf, AFileThatIsCutOffGivesWhatIsWhole) {
  const std::string whole = gexf_file(
      R"(<attributes class="node"><attribute id="0" title="n" type="long"><default>7</default></attribute></attributes>
<nodes><node id="a" start="1950"><attvalues><attvalue for="0" value="1"/></attvalues></node><node id="b"/></nodes>
<edges><edge source="a" target="b"><spells><spell start="1901" end="1902"/></spells></edge></edges>)");
  const std::string facts = facts_in_gexf(whole);
  ASSERT_EQ(facts, "a :Node {n: 1} @ 1950/..\nb :Node {n: 7}\na -RELATED_TO-> b @ 1901/1902\n");
  for (std::size_t length = 0; length + 1 < whole.size(); ++length) {
    const std::string part = facts_in_gexf(whole.substr(0, length));
    const std::size_t error = part.find("! ");
    ASSERT_NE(error, std::string::npos) << length;
    EXPECT_EQ(part.find("! ", error + 1), std::string::npos) << length;
    EXPECT_EQ(facts.substr(0, error), part.substr(0, error)) << length;
  }
}

}  // namespace
}  // namespace entente
