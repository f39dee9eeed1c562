#include <string>

#include <gtest/gtest.h>

#include "unit/formats/read_text.hpp"

namespace entente {
namespace {

std::string facts_in_graphml(std::string_view text) {
  return facts_in("a.graphml", text);
}

constexpr std::string_view kHead = R"(<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
)";

std::string graphml_file(std::string_view inside) {
  return std::string(kHead) + std::string(inside) + "</graphml>\n";
}

TEST(GraphMl, ReadsTypedKeysAndDefaults) {
  EXPECT_EQ(facts_in_graphml(graphml_file(R"(
  <key id="d0" for="node" attr.name="age" attr.type="int"/>
  <key id="d1" for="node" attr.name="tall" attr.type="boolean"><desc>taller than most</desc><default>false</default></key>
  <key id="d2" for="edge" attr.name="weight" attr.type="double"><default>1.5</default></key>
  <key id="d3" for="all" attr.name="note"/>
  <graph id="G" edgedefault="directed">
    <node id="ann"><data key="d0"> 41 </data><data key="d1">True</data><data key="d3"/></node>
    <node id="bob"><desc>a man</desc></node>
    <edge id="e1" source="ann" target="bob"><data key="d2">-INF</data></edge>
    <edge source="bob" target="ann"/>
  </graph>
)")),
            "ann :Node {age: 41, note: \"\", tall: true}\n"
            "bob :Node {desc: \"a man\", tall: false}\n"
            "ann -RELATED_TO-> bob {id: \"e1\", weight: {\"$float\":\"-Infinity\"}}\n"
            "bob -RELATED_TO-> ann {weight: 1.5}\n");
}

TEST(GraphMl, ReadsTheTimesOfOthers) {
  EXPECT_EQ(facts_in_graphml(graphml_file(R"(
  <key id="s" for="all" attr.name="start" attr.type="string"/>
  <key id="b" for="all" attr.name="begin" attr.type="int"/>
  <key id="e" for="all" attr.name="end" attr.type="string"/>
  <key id="v" for="all" attr.name="valid" attr.type="string"/>
  <graph edgedefault="directed">
    <node id="a"><data key="s">1950-02-14</data><data key="e">1980-04-11</data></node>
    <node id="b"><data key="b">1950</data></node>
    <node id="c"><data key="v">1967/1985~</data><data key="s">Moscow</data></node>
    <node id="d"><data key="s">Moscow</data><data key="e">1980</data></node>
    <edge source="a" target="b"><data key="e">1949?</data></edge>
    <edge source="a" target="c"><data key="v">19499</data></edge>
    <edge source="a" target="d"><data key="s">1990</data><data key="e">1980</data></edge>
  </graph>
)")),
            "a :Node @ 1950-02-14/1980-04-11\n"
            "b :Node @ 1950/..\n"
            "c :Node {start: \"Moscow\"} @ 1967/1985~\n"
            "d :Node {end: \"1980\", start: \"Moscow\"} @ /\n"
            "a -RELATED_TO-> b @ ../1949?\n"
            "a -RELATED_TO-> c {valid: \"19499\"} @ /\n"
            "a -RELATED_TO-> d {end: \"1980\", start: \"1990\"} @ /\n");
}

TEST(GraphMl, ReadsWhatNeo4jExports) {
  EXPECT_EQ(facts_in_graphml(graphml_file(R"(<key id="born" for="node" attr.name="born" attr.type="long"/>
<key id="labels" for="node" attr.name="labels"/>
<key id="label" for="edge" attr.name="label"/>
<graph id="G" edgedefault="directed">
<node id="n0" labels=":Person:Author"><data key="labels">:Person:Author</data><data key="born">1904</data></node>
<node id="n1" labels=":Book"/>
<edge id="e0" source="n0" target="n1" label="WROTE"><data key="label">WROTE</data></edge>
<edge id="e1" source="n0" target="n1" label="SOLD"/>
</graph>
)")),
            "n0 :Person :Author {born: 1904}\n"
            "n1 :Book\n"
            "n0 -WROTE-> n1 {id: \"e0\"}\n"
            "n0 -SOLD-> n1 {id: \"e1\"}\n");
}

TEST(GraphMl, ReadsLabelsAndGroupsOfYEd) {
  EXPECT_EQ(facts_in_graphml(R"(<?xml version="1.0"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <key for="port" id="d0" yfiles.type="portgraphics"/>
  <key for="node" id="d1" attr.name="url" attr.type="string"/>
  <key for="node" id="d6" yfiles.type="nodegraphics"/>
  <key for="graphml" id="d7" yfiles.type="resources"/>
  <key for="edge" id="d10" yfiles.type="edgegraphics"/>
  <graph edgedefault="directed" id="G">
    <node id="n0" yfiles.foldertype="group">
      <data key="d6"><y:ProxyAutoBoundsNode><y:Realizers active="0"><y:GroupNode><y:Geometry height="1.0"/>
        <y:NodeLabel alignment="right">States</y:NodeLabel></y:GroupNode></y:Realizers></y:ProxyAutoBoundsNode></data>
      <graph edgedefault="directed" id="n0:">
        <node id="n0::n0"><data key="d1"/><data key="d6"><y:ShapeNode><y:NodeLabel>China
          <y:LabelModel><y:SmartNodeLabelModel distance="4.0"/></y:LabelModel></y:NodeLabel><y:Shape type="x"/></y:ShapeNode></data></node>
      </graph>
    </node>
    <node id="n1"><data key="d6"><y:ShapeNode><y:NodeLabel/></y:ShapeNode></data><port name="North"/></node>
    <edge id="e0" source="n0::n0" target="n1" sourceport="West"><data key="d10"><y:PolyLineEdge>
      <y:EdgeLabel>met</y:EdgeLabel></y:PolyLineEdge></data></edge>
  </graph>
  <data key="d7"><y:Resources/></data>
</graphml>
)"),
            "n0::n0 :Node {name: \"China\", url: \"\"}\n"
            "n0 :Node {name: \"States\"}\n"
            "n1 :Node\n"
            "n0::n0 -PART_OF-> n0\n"
            "n0::n0 -met-> n1 {id: \"e0\", sourceport: \"West\"}\n");
}

TEST(GraphMl, KeepsThatAnEdgeHasNoDirection) {
  EXPECT_EQ(facts_in_graphml(graphml_file(R"(<graph edgedefault="undirected"><node id="a"/>
  <edge source="a" target="a"/><edge source="a" target="a" directed="true"/></graph>
  <graph edgedefault="directed"><edge source="a" target="a" directed="false"/><edge source="a" target="a"/></graph>)")),
            "a :Node\n"
            "a -RELATED_TO-> a {directed: false}\n"
            "a -RELATED_TO-> a\n"
            "a -RELATED_TO-> a {directed: false}\n"
            "a -RELATED_TO-> a\n");
}

TEST(GraphMl, RejectsRecordsWithTheirPlaceAndReadsOn) {
  EXPECT_EQ(
      facts_in_graphml(graphml_file(R"(<key id="n" for="node" attr.name="n" attr.type="int"/><key attr.name="x"/>
<graph edgedefault="directed">
  <node/>
  <node id="a"><data key="n">many</data></node>
  <node id="b"><data key="n">99999999999999999999</data></node>
  <node id="c"><data key="n">1</data><data key="n">2</data></node>
  <edge target="a"/> <edge source="a"/>
  <hyperedge><endpoint node="a"/><endpoint node="b"/></hyperedge>
  <edge source="a" target="b"><graph edgedefault="directed"><node id="inner"/></graph></edge>
  <vertex id="d"/>
  <node id="e"><data>x</data></node>
  <node id="f"/>
</graph><node id="g"/>)")),
      "e :Node\n"
      "f :Node\n"
      "! 3: a <key> without an id (at column 55)\n"
      "! 5: a <node> without an id (at column 3)\n"
      "! 6: `n`: `many` is no integer (at column 3)\n"
      "! 7: `n`: 99999999999999999999 is an integer beyond 64 bits with sign (at column 3)\n"
      "! 8: the attribute `n` stands twice (at column 3)\n"
      "! 9: an <edge> without a source (at column 3)\n"
      "! 9: an <edge> without a target (at column 22)\n"
      "! 10: a <hyperedge>: a relation has two ends; make it a node with an edge to each of its members (at column 3)\n"
      "! 11: a <graph> inside an <edge>: only nodes hold others (at column 3)\n"
      "! 12: an element <vertex>, which GraphML does not have here (at column 3)\n"
      "! 13: a <data> without a key (at column 16)\n"
      "! 15: a <node> outside a <graph> (at column 9)\n");
}

TEST(GraphMl, SaysWhereTheFileBreaks) {
  EXPECT_EQ(facts_in_graphml("<gexf/>"),
            "! 1: no GraphML: the outermost element is <gexf>; the rest of the file can't be read (at column 1)\n");
  EXPECT_EQ(
      facts_in_graphml(std::string(kHead) + "<graph edgedefault='directed'>\n<node id='a'/>\n  <node id='b'></graph>"),
      "a :Node\n! 5: not XML: mismatched tag; the rest of the file can't be read (at column 18)\n");
}

// Cut anywhere, a file gives some of its facts, unchanged, and one error with its place.
TEST(GraphMl, AFileThatIsCutOffGivesWhatIsWhole) {
  const std::string whole =
      graphml_file(R"(<key id="n" for="node" attr.name="n" attr.type="int"><default>7</default></key>
<graph edgedefault="directed"><node id="a"><data key="n">1</data></node><node id="b"/><edge source="a" target="b"/></graph>)");
  const std::string facts = facts_in_graphml(whole);
  ASSERT_EQ(facts, "a :Node {n: 1}\nb :Node {n: 7}\na -RELATED_TO-> b\n");
  for (std::size_t length = 0; length + 1 < whole.size(); ++length) {
    const std::string part = facts_in_graphml(whole.substr(0, length));
    const std::size_t error = part.find("! ");
    ASSERT_NE(error, std::string::npos) << length;
    EXPECT_EQ(part.find("! ", error + 1), std::string::npos) << length;
    EXPECT_EQ(facts.substr(0, error), part.substr(0, error)) << length;
    EXPECT_NE(part.find("can't be read (at column"), std::string::npos) << length;
  }
}

}  // namespace
}  // namespace entente
