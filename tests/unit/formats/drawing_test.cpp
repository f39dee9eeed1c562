// What is drawn, and how it reads as DOT text. That GraphViz takes the text is shown in graphviz_test.cpp; what the
// files in drawing/ have to say, in golden_pictures_test.cpp.
#include "entente/drawing.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <sstream>

#include <gtest/gtest.h>

#include "entente/time/edtf.hpp"
#include "formats/drawing/canvas.hpp"
#include "formats/drawing/measured.hpp"
#include "measures/measures.hpp"
#include "support/drawing_tables.hpp"
#include "unit/formats/drawn.hpp"

namespace entente {
namespace {

// Compares with a file beside this one.
void expect_golden(const std::string& text, const std::string& file) {
  const std::string path = std::string(ENTENTE_SOURCE_DIR) + "/tests/unit/formats/drawing/" + file;
  std::ifstream in(path, std::ios::binary);
  const std::string expected{std::istreambuf_iterator<char>(in), {}};
  if (text == expected) return;
  const std::string actual = testing::TempDir() + file;
  std::ofstream(actual, std::ios::binary) << text;
  ADD_FAILURE() << "differs from " << path << "; what was drawn is in " << actual;
}

// The table as it is read at a date.
Table as_of(Table table, std::string_view date, Reading reading = Reading::kPossible) {
  table.read_at.valid_time = read_validity(date).value();
  table.read_at.reading = reading;
  return table;
}

TEST(Drawing, GraphIsWrittenAsItAlwaysWas) {
  DrawOptions options;
  options.title = "Two allies";
  options.style.entity_dates = true;
  expect_golden(dot_of(small_history().table, options), "graph.dot");
}

TEST(Drawing, ChangeIsWrittenAsItAlwaysWas) {
  expect_golden(dot_of(small_history().table, change("1955", "2005")), "change.dot");
}

TEST(Drawing, TimelineIsWrittenAsItAlwaysWas) {
  DrawOptions options;
  options.title = "Two allies";
  options.style.layout = "timeline";
  expect_golden(dot_of(small_history().table, options), "timeline.dot");
}

TEST(Drawing, ChartIsWrittenAsItAlwaysWas) {
  TableMaker m;
  const auto moscow = m.node("Moscow", {"City"}), beijing = m.node("Beijing", {"City"});
  m.table.columns = {"decade", "city", "score"};
  m.table.rows = {{1950, NodeRef{moscow}, 4},
                  {1960, NodeRef{moscow}, 2.5},
                  {1990, NodeRef{moscow}, 1},
                  {1950, NodeRef{beijing}, 1},
                  {1960, NodeRef{beijing}, 3}};
  DrawOptions options;
  options.title = "Two capitals";
  options.style.layout = "lines";
  expect_golden(dot_of(m.table, options), "lines.dot");
}

TEST(Drawing, ChangeTellsBeganEndedAndStayedBySignAndColour) {
  TableMaker m;
  const auto a = m.node("A", {"State"}, "1900/.."), b = m.node("B", {"State"});
  m.relation(a, "ENDED", b, "1950-01-01/1960-01-01");
  m.relation(a, "BEGAN", b, "1965-01-01/..");
  m.relation(a, "STAYED", b, "1950-01-01/..");
  m.relation(a, "BETWEEN", b, "1962");
  m.relation(a, "MAY_HAVE_BEGUN", b, "1969~/..");
  m.relation(a, "UNKNOWN", b, "[1940..1990]");
  m.relation(a, "TIMELESS", b);
  const std::string dot = dot_of(m.table, change("1955", "1969"));
  EXPECT_TRUE(has(statement(dot, "e0"), "label=\"− ended\\n")) << dot;
  EXPECT_TRUE(has(statement(dot, "e0"), "#D55E00"));
  EXPECT_TRUE(has(statement(dot, "e1"), "label=\"+ began\\n"));
  EXPECT_TRUE(has(statement(dot, "e1"), "#0072B2"));
  EXPECT_FALSE(has(statement(dot, "e1"), "dashed"));
  EXPECT_TRUE(has(statement(dot, "e2"), "label=\"= stayed\\n"));
  EXPECT_EQ(statement(dot, "e3"), "");
  EXPECT_TRUE(has(statement(dot, "e4"), "label=\"+? may have begun\\n"));
  EXPECT_TRUE(has(statement(dot, "e4"), "style=dashed"));
  EXPECT_EQ(statement(dot, "e5"), "");
  EXPECT_EQ(statement(dot, "e6"), "");
  EXPECT_TRUE(has(dot, "1 relation that began and ended in between not shown"));
  EXPECT_TRUE(has(dot, "1 relation that may have held at either date, or not, not shown"));
  EXPECT_TRUE(has(statement(dot, "n0"), "label=\"= A\""));
  EXPECT_TRUE(has(statement(dot, "n1"), "label=\"B\"")) << "no date, no change";
}

TEST(Drawing, SliceHoldsWhatHeldThroughoutAndApartWhatMayHave) {
  TableMaker m;
  const auto a = m.node("A", {"State"}), b = m.node("B", {"State"});
  m.node("C", {"State"});
  m.relation(a, "SURE", b, "1950-01-01/1960-12-31");
  m.relation(a, "PERHAPS", b, "1957~/1970");
  const std::string dot = dot_of(as_of(m.table, "1957"));
  EXPECT_FALSE(has(statement(dot, "e0"), "dashed"));
  EXPECT_TRUE(has(statement(dot, "e1"), "dashed"));
  EXPECT_EQ(statement(dot, "n2"), "") << "an entity without a date and without a relation says nothing of a slice";
  EXPECT_TRUE(has(dot, "As of 1957, possibly")) << dot;
}

TEST(Drawing, PresumedIsDrawnApart) {
  TableMaker m;
  const auto a = m.node("A", {"State"}), b = m.node("B", {"State"});
  m.relation(a, "SURE", b, "1950/1960");
  m.relation(a, "PRESUMED", b, "1950/");
  Table table = as_of(m.table, "1957", Reading::kPresumed);
  Standings& standings = table.standings.emplace_back();
  standings.nodes = {{0, {}}, {1, {Reading::kPresumed, {}}}};
  standings.relationships = {{0, {}}, {1, {Reading::kPresumed, {}}}};
  std::ostringstream out;
  ASSERT_TRUE(draw_dot(table, {}, out).ok());
  EXPECT_TRUE(has(statement(out.str(), "e1"), "color=\"#555555:#555555\""));
  EXPECT_TRUE(has(statement(out.str(), "n1"), "filled,diagonals"));
  EXPECT_FALSE(has(statement(out.str(), "e0"), ":#"));
  EXPECT_TRUE(has(out.str(), "presumed"));
}

TEST(Drawing, TakesATableThatKnowsTheTime) {
  std::ostringstream out;
  const auto drawn = draw_dot(small_history().table, change("1955", "2005"), out);
  ASSERT_FALSE(drawn.ok());
  EXPECT_EQ(drawn.error().code, ErrorCode::kArgument);
  EXPECT_TRUE(out.str().empty());
}

TEST(Drawing, WindowHoldsWhatHeldAtSomeTimeInIt) {
  TableMaker m;
  const auto a = m.node("A", {"State"}), b = m.node("B", {"State"});
  m.relation(a, "WITHIN", b, "1957-03-01");
  m.relation(a, "LATER", b, "1980");
  const std::string dot = dot_of(m.table, at(DrawTime::Kind::kWindow, "1950/1959"));
  EXPECT_NE(statement(dot, "e0"), "");
  EXPECT_EQ(statement(dot, "e1"), "");
}

TEST(Drawing, SliceOfAQueryTellsWhatIsOnlyPossibleThen) {
  TableMaker m;
  const auto a = m.node("A", {"State"}), b = m.node("B", {"State"});
  m.relation(a, "SURE", b, "1950~/1970~");
  m.relation(a, "PERHAPS", b, "1957~/1970");
  m.table.read_at.valid_time = validity_of(read_literal("1957").value());
  m.table.read_at.reading = Reading::kPossible;
  const std::string dot = dot_of(m.table);
  EXPECT_FALSE(has(statement(dot, "e0"), "dashed")) << "its bounds are uncertain, but it held in 1957";
  EXPECT_TRUE(has(statement(dot, "e1"), "dashed"));
}

TEST(Drawing, CaptionHasBothClocks) {
  Table table = small_history().table;
  table.read_at.transaction = TransactionId{7};
  table.read_at.system_time = SystemTime{1'000'000};
  EXPECT_TRUE(has(dot_of(table), "All of it, as recorded on 1 January 1970"));
}

TEST(Drawing, VerbsComeFromTheOntology) {
  Ontology ontology;
  RelationType type;
  type.name = "ALLY_OF";
  type.kind = RelationKind::kState;
  type.verb = {"be allied with", "is allied with", "was allied with", "been allied with"};
  ontology.relation_types.push_back(type);
  type.name = "MET";
  type.kind = RelationKind::kEvent;
  type.symmetric = true;
  type.verb = {"meet", "meets", "met with", "met"};
  ontology.relation_types.push_back(type);
  TableMaker m;
  const auto a = m.node("A", {"State"}), b = m.node("B", {"State"});
  m.relation(a, "ALLY_OF", b, "1950/1960");
  m.relation(a, "ALLY_OF", b, "1970/..");
  m.relation(a, "MET", b, "1949");
  m.relation(a, "NO_VERB", b, "1949");
  DrawOptions options;
  options.ontology = &ontology;
  const std::string dot = dot_of(m.table, options);
  EXPECT_TRUE(has(statement(dot, "e0"), "label=\"was allied with\\n"));
  EXPECT_TRUE(has(statement(dot, "e1"), "label=\"is allied with\\n"));
  EXPECT_TRUE(has(statement(dot, "e2"), "label=\"met with\\n"));
  EXPECT_TRUE(has(statement(dot, "e2"), "dir=none"));
  EXPECT_TRUE(has(statement(dot, "e3"), "label=\"no verb\\n"));
}

TEST(Drawing, ParallelRelationsAreOneLineWithACount) {
  TableMaker m;
  const auto a = m.node("A", {"Person"}), b = m.node("B", {"Person"}), c = m.node("C", {"Person"});
  for (const char* date : {"1989", "1996", "2001", "2022-02-04"}) m.relation(a, "MET", b, date);
  m.relation(a, "MET", c, "1990");
  m.relation(a, "MET", c, "1991");
  const std::string dot = dot_of(m.table);
  EXPECT_TRUE(has(statement(dot, "e0"), "label=\"met ×4, 1989–2022\"")) << dot;
  EXPECT_TRUE(has(statement(dot, "e0"), "A met B, in 1996"));
  EXPECT_EQ(statement(dot, "e1"), "");
  EXPECT_NE(statement(dot, "e4"), "");
  EXPECT_NE(statement(dot, "e5"), "");
  DrawOptions apart;
  apart.style.merge_from = 0;
  EXPECT_NE(statement(dot_of(m.table, apart), "e3"), "");
}

TEST(Drawing, BigGraphsAreReducedToTheMostConnectedAndSaySo) {
  TableMaker m;
  const auto hub = m.node("Hub", {"State"}), second = m.node("Second", {"State"});
  for (int i = 0; i < 4'000; ++i) m.relation(hub, "R", m.node("leaf", {"State"}));
  for (int i = 0; i < 3; ++i) m.relation(second, "S", hub);
  DrawOptions options;
  options.style.max_entities = 312;
  std::ostringstream out;
  const auto drawn = draw_dot(m.table, options, out).value();
  EXPECT_EQ(drawn.entities, 312U);
  EXPECT_EQ(drawn.entities_found, 4'002U);
  EXPECT_TRUE(has(out.str(), "312 of 4,002 entities and 313 of 4,003 relations shown: the most connected"));
  EXPECT_NE(statement(out.str(), "n0"), "");
  EXPECT_NE(statement(out.str(), "n1"), "");
}

TEST(Drawing, ManyElementsAreHandled) {
  TableMaker m;
  const auto hub = m.node("Hub", {"State"});
  for (int i = 0; i < 50'000; ++i) m.relation(hub, "R", m.node("leaf", {"State"}, "1950"), "1950");
  for (const char* layout : {"", "timeline"}) {
    DrawOptions options;
    options.style.layout = layout;
    std::ostringstream out;
    EXPECT_EQ(draw_dot(m.table, options, out).value().entities, default_max(layout));
  }
  DrawOptions all;
  all.style.layout = "timeline";
  all.style.max_entities = 0;
  std::ostringstream out;
  EXPECT_EQ(draw_dot(m.table, all, out).value().entities, 50'001U);
}

TEST(Drawing, PathsAreChainsInTheirOrder) {
  TableMaker m;
  const auto a = m.node("A", {"State"}), b = m.node("B", {"State"}), c = m.node("C", {"State"});
  const auto ab = m.relation(a, "R", b), cb = m.relation(c, "R", b);
  m.relation(a, "OTHER", c);
  m.table.rows = {{Value(Path{{{a}, {b}, {c}}, {{ab}, {cb}}})}};
  const std::string dot = dot_of(m.table);
  EXPECT_TRUE(has(dot, "n0 -> n1 [id=e0, label=\"r\", penwidth=2"));
  EXPECT_TRUE(has(dot, "n1 -> n2 [id=e1, label=\"r\", dir=back, penwidth=2")) << "it runs against the path";
  EXPECT_FALSE(has(statement(dot, "e2"), "penwidth"));
  EXPECT_TRUE(has(dot, "on the path"));
}

TEST(Drawing, ClustersAreByTypeOrByWhatRelationsSay) {
  TableMaker m;
  const auto a = m.node("A", {"Person"}), b = m.node("B", {"Person"}), talk = m.node("Talk", {"Meeting"});
  m.table.elements.relationships[m.relation(a, "TOOK_PART", talk)].properties = {{"side", Value("Soviet"), {}}};
  m.table.elements.relationships[m.relation(b, "TOOK_PART", talk)].properties = {{"side", Value("Chinese"), {}}};
  DrawOptions options;
  options.style.cluster = "side";
  const std::string by_side = dot_of(m.table, options);
  EXPECT_TRUE(has(by_side, "label=\"Chinese\"; fontsize=11; color=\"#BBBBBB\"; style=rounded\n    n1\n")) << by_side;
  EXPECT_TRUE(has(by_side, "label=\"Soviet\"; fontsize=11; color=\"#BBBBBB\"; style=rounded\n    n0\n"));
  options.style.cluster = "type";
  EXPECT_TRUE(
      has(dot_of(m.table, options), "label=\"Person\"; fontsize=11; color=\"#BBBBBB\"; style=rounded\n    n0 n1\n"));
  options.style.layout = "circo";
  std::ostringstream out;
  const auto refused = draw_dot(m.table, options, out);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kArgument);
}

TEST(Drawing, HiddenTypesAreLeftOutWithTheirSubtypes) {
  DrawOptions options;
  options.style.hidden = {"Event", "ALLY_OF"};
  const std::string dot = dot_of(small_history().table, options);
  EXPECT_FALSE(has(dot, "First meeting"));
  EXPECT_FALSE(has(dot, "ally of"));
  EXPECT_TRUE(has(dot, "partner of"));
}

TEST(Drawing, LabelsAreCutAndBroken) {
  TableMaker m;
  m.node(std::string(10'000, 'x'), {"State"});
  m.node("a name of so many words that it needs more than a line", {"State"});
  DrawOptions options;
  options.style.label_length = 50;
  const std::string dot = dot_of(m.table, options);
  EXPECT_LT(statement(dot, "n0").size(), 2'700U);
  EXPECT_TRUE(has(statement(dot, "n0"), std::string(20, 'x') + "\\n" + std::string(20, 'x') + "\\n"));
  EXPECT_TRUE(has(statement(dot, "n1"), "label=\"a name of so many\\nwords that it needs\\nmore than"));
}

TEST(Drawing, EntitiesOfMarkupStayAsTheyAre) {
  TableMaker m;
  m.node("AT&amp;T & <b>Sons</b> \\N &x", {"State"});
  EXPECT_TRUE(has(statement(dot_of(m.table), "n0"), "label=\"AT&amp;amp;T &\\n<b>Sons</b> \\\\N &x\""))
      << dot_of(m.table);
}

TEST(Drawing, EmptyResultsAreEmptyPictures) {
  for (const DrawLayout& layout : draw_layouts()) {
    DrawOptions options;
    options.style.layout = layout.name;
    Table table;
    if (layout.name == "lines") table.columns = {"year", "n"};  // which are of no whole store
    const std::string dot = dot_of(table, options);
    EXPECT_TRUE(dot.starts_with("digraph entente {\n")) << layout.name;
    EXPECT_TRUE(dot.ends_with("}\n"));
    EXPECT_TRUE(has(dot, "there is nothing to show"));
  }
}

TEST(Drawing, UnknownLayoutsGetTheNearest) {
  DrawOptions options;
  options.style.layout = "neat";
  std::ostringstream out;
  const auto refused = draw_dot({}, options, out);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().hint, "did you mean `neato`?");
}

TEST(Drawing, DashesMeanDoubtAndNotCoarseness) {
  TableMaker m;
  const auto a = m.node("A", {"State"}), b = m.node("B", {"State"});
  for (const char* date : {"1814", "1814-09/1815-06", "1814-23", "181X", "1814/.."}) m.relation(a, "R", b, date);
  for (const char* date : {"1814~", "1814?/1815", "[1813,1815]", "1814/", "/1814"}) m.relation(a, "R", b, date);
  DrawOptions apart;
  apart.style.merge_from = 0;
  const std::string dot = dot_of(m.table, apart);
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(has(statement(dot, "e" + std::to_string(i)), "dashed")) << i;
  for (int i = 5; i < 10; ++i) EXPECT_TRUE(has(statement(dot, "e" + std::to_string(i)), "dashed")) << i;
}

TEST(Drawing, TypesLookTheSameWhateverElseIsThere) {
  TableMaker alone, among;
  alone.node("Committee of Eight", {"Committee"});
  for (const char* type : {"Book", "Army", "Committee", "Dynasty"}) among.node(type, {type});
  const auto look = [](const std::string& line) {
    return line.substr(line.find("shape="), line.find(", tooltip") - line.find("shape="));
  };
  EXPECT_EQ(look(statement(dot_of(alone.table), "n0")), look(statement(dot_of(among.table), "n2")));
  EXPECT_TRUE(has(statement(dot_of(alone.table), "n0"), "rounded"));
}

TEST(Drawing, SourcesOfAWholeStoreAreLeftOutUnlessAskedFor) {
  Ontology ontology;
  EntityType work;
  work.name = "Work";
  work.is_apparatus = true;
  ontology.entity_types.push_back(work);
  TableMaker m;
  const auto a = m.node("A", {"State"}), b = m.node("B", {"State"}), author = m.node("Author", {"Person"}),
             book = m.node("The Book", {"Work"});
  m.node("King 2008", {"Book"});
  m.table.elements.nodes.at(4).key = "doc-b";  // which the relations cite
  m.relation(a, "MET", b, "1950");
  m.relation(author, "WROTE", book);
  DrawOptions options;
  options.ontology = &ontology;
  const std::string dot = dot_of(m.table, options);
  for (const char* id : {"n2", "n3", "n4"}) EXPECT_EQ(statement(dot, id), "") << id;
  EXPECT_TRUE(has(dot, "3 sources and what hangs on them not shown"));
  options.style.sources = true;
  for (const char* id : {"n2", "n3", "n4"}) EXPECT_NE(statement(dot_of(m.table, options), id), "") << id;
  options.style.sources = false;
  m.table.columns = {"n"};
  EXPECT_NE(statement(dot_of(m.table, options), "n4"), "") << "an answer holds what was asked for";
}

TEST(Drawing, SizeAndColourGoByValues) {
  TableMaker m;
  const auto hub = m.node("Hub", {"State"}), small = m.node("Small", {"State"}), none = m.node("None", {"State"});
  m.relation(hub, "R", small);
  m.relation(hub, "R", none);
  const auto set = [&](std::uint32_t node, const char* key, Value value) {
    m.table.elements.nodes.at(node).properties.push_back({key, std::move(value), {}});
  };
  set(hub, "people", Value(std::int64_t{100}));
  set(small, "people", Value(std::int64_t{1}));
  set(hub, "side", Value("East"));
  set(small, "side", Value("West"));
  DrawOptions options;
  options.style.size_by = "degree";
  options.style.color_by = "people";
  const std::string dot = dot_of(m.table, options);
  EXPECT_TRUE(has(statement(dot, "n0"), "fillcolor=\"#7FB2DD\", fontsize=26.4")) << dot;
  EXPECT_TRUE(has(statement(dot, "n1"), "fillcolor=\"#F3F6FB\""));
  EXPECT_TRUE(has(statement(dot, "n2"), "fillcolor=\"#FFFFFF\"")) << "of whom nobody knows";
  EXPECT_TRUE(has(dot, "size: degree, from 1 to 2"));
  EXPECT_TRUE(has(dot, "people 100"));
  set(none, "people", Value(std::numeric_limits<double>::infinity()));
  EXPECT_TRUE(has(statement(dot_of(m.table, options), "n2"), "fillcolor=\"#FFFFFF\"")) << "no place in a scale";
  options.style.color_by = "side";
  const std::string sides = dot_of(m.table, options);
  EXPECT_TRUE(has(sides, "East; round box: West")) << sides;
  options.style.color_by = "sid";
  options.style.size_by = "deegree";
  options.style.cluster = "nation";
  std::ostringstream out;
  const auto warnings = draw_dot(m.table, options, out).value().warnings;
  ASSERT_EQ(warnings.size(), 3U);
  EXPECT_TRUE(has(warnings[0], "`nation`, and no entity and no relation on the picture has that property"));
  EXPECT_TRUE(has(warnings[1], "did you mean `degree`?"));
  EXPECT_TRUE(has(warnings[2], "did you mean `side`?"));
}

// How much larger than usual the text of a box is.
double scale_of(const std::string& dot, const std::string& id) {
  const std::string line = statement(dot, id), size = "fontsize=";
  return has(line, size) ? std::stod(line.substr(line.find(size) + size.size())) / 12 : 1;
}

// Areas go with what each measure says of the same network, whatever measures there are.
TEST(Drawing, SizesGoByAnyMeasure) {
  // A path from a to e with a loose tie at c, one member of no relation; c and d meet twice, which has no direction.
  TableMaker m;
  std::vector<std::uint32_t> node;
  for (const char* name : {"a", "b", "c", "d", "e", "f", "alone"}) node.push_back(m.node(name, {"Person"}));
  std::vector<Tie> ties;
  const auto relate = [&](std::uint32_t from, const char* type, std::uint32_t to) {
    m.relation(node[from], type, node[to]);
    ties.push_back({from, to, std::string_view(type) == "MET"});
  };
  relate(0, "WROTE_TO", 1);
  relate(1, "WROTE_TO", 2);
  relate(3, "MET", 2);
  relate(2, "MET", 3);
  relate(3, "WROTE_TO", 4);
  relate(5, "WROTE_TO", 2);
  Ontology ontology;
  ontology.relation_types.emplace_back().name = "MET";
  ontology.relation_types.back().symmetric = true;
  DrawOptions options;
  options.ontology = &ontology;
  for (const Measure& measure : measures()) {
    options.style.size_by = measure.name;
    const std::string dot = dot_of(m.table, options);
    std::vector<double> scores = measure.of(Network(6, ties, measure.directed));
    scores.push_back(0);
    const auto [least, most] = std::minmax_element(scores.begin(), scores.end());
    EXPECT_TRUE(has(dot, "size: " + std::string(measure.name) + ", from ")) << measure.name << dot;
    for (std::size_t i = 0; i < node.size(); ++i) {
      const double share = *most > *least ? (scores[i] - *least) / (*most - *least) : 0;
      EXPECT_NEAR(scale_of(dot, "n" + std::to_string(i)), 1 + 1.2 * std::sqrt(share), 0.01) << measure.name << i;
    }
  }
  EXPECT_EQ(draw_measures().size(), measures().size());
}

// Relations of symmetric types lead both ways where directions count.
TEST(Drawing, MeasuresKnowDirections) {
  TableMaker m;
  const auto a = m.node("a", {"Person"}), b = m.node("b", {"Person"}), alone = m.node("alone", {"Person"});
  m.relation(a, "WROTE_TO", b);
  m.relation(a, "MET", b);
  Ontology ontology;
  ontology.relation_types.emplace_back().name = "MET";
  ontology.relation_types.back().symmetric = true;
  DrawOptions options;
  options.ontology = &ontology;
  const auto leading_in = [](const Network& network) {
    std::vector<double> counts;
    for (std::uint32_t v = 0; v < network.size(); ++v) counts.push_back(static_cast<double>(network.in(v).size()));
    return counts;
  };
  const auto scores = [&](bool directed) {
    const Measure measure{.name = "arrivals", .summary = "", .directed = directed, .of = leading_in};
    return drawing::measured(m.table.elements, drawing::select(m.table, options), measure, options);
  };
  EXPECT_EQ(scores(true), (std::map<std::uint32_t, double>{{a, 1}, {b, 2}, {alone, 0}}));
  EXPECT_EQ(scores(false), (std::map<std::uint32_t, double>{{a, 2}, {b, 2}, {alone, 0}}));

  const Measure endless{.name = "endless", .summary = "", .directed = false, .of = [](const Network& network) {
                          while (true) network.poll();
                          return std::vector<double>();
                        }};
  options.time_limit = 1;
  try {
    drawing::measured(m.table.elements, drawing::select(m.table, options), endless, options);
    ADD_FAILURE() << "it never ends";
  } catch (const Error& error) {
    EXPECT_EQ(error.code, ErrorCode::kTimeout);
    EXPECT_EQ(error.message, "the measure `endless` took longer than 1 s");
  }
}

TEST(Drawing, MeasuresAreOfAllThatWasFound) {
  TableMaker m;
  const auto hub = m.node("Hub", {"Person"}), other = m.node("Other", {"Person"});
  for (int i = 0; i < 5; ++i) m.relation(hub, "KNEW", m.node("Friend", {"Person"}), "1950");
  m.relation(other, "KNEW", hub, "1970");
  m.relation(other, "KNEW", 2, "1970");
  DrawOptions options;
  options.style.size_by = options.style.color_by = "degree";
  options.style.max_entities = 2;
  const std::string dot = dot_of(m.table, options);
  EXPECT_TRUE(has(dot, "size: degree among all 7 entities, from 2 to 6")) << dot;
  EXPECT_TRUE(has(dot, "round box: degree 6")) << dot;
  options.style.max_entities = 0;
  EXPECT_TRUE(has(dot_of(m.table, options), "size: degree, from 1 to 6"));
  options.time = at(DrawTime::Kind::kWindow, "1970").time;
  EXPECT_TRUE(has(dot_of(m.table, options), "size: degree, from 1 to 2")) << "of those of the window";
  options.time = {};
  options.style.hidden = {"KNEW"};
  EXPECT_TRUE(has(dot_of(m.table, options), "size: degree, from 0 to 0")) << "of those that are not hidden";
}

TEST(Drawing, AMeasureGoesBeforeAPropertyOfItsName) {
  TableMaker m;
  const auto a = m.node("a", {"Person"}), b = m.node("b", {"Person"});
  m.relation(a, "KNEW", b);
  m.table.elements.nodes.at(a).properties.push_back({"degree", Value("doctor"), {}});
  DrawOptions options;
  options.style.color_by = "degree";
  std::ostringstream out;
  const auto warnings = draw_dot(m.table, options, out).value().warnings;
  EXPECT_TRUE(has(out.str(), "degree 1")) << out.str();
  EXPECT_FALSE(has(out.str(), "doctor"));
  EXPECT_EQ(warnings,
            std::vector<std::string>{"the colour goes by the measure `degree`, not by the property of that name"});
}

TEST(Drawing, SlicesAreCalledInWords) {
  const auto text = [](const char* from, const char* to, const char* step) {
    const auto frames = frames_between(from, to, step).value();
    return frames.front().text + "; " + frames.back().text;
  };
  EXPECT_EQ(text("1813", "1816", "P3M"), "January–March 1813; October–December 1816");
  EXPECT_EQ(text("1813-11", "1814-02", "P4M"), "November 1813 – February 1814; November 1813 – February 1814");
  EXPECT_EQ(text("1989-05-15", "1989-05-20", "P3D"), "15–17 May 1989; 18–20 May 1989");
  EXPECT_EQ(text("1989-05-30", "1989-06-02", "P4D"), "30 May – 2 June 1989; 30 May – 2 June 1989");
  EXPECT_EQ(text("-0043", "-0042", "1"), "44 BC; 43 BC");
}

TEST(Drawing, NamesAreThoseOfTheTime) {
  TableMaker m;
  const auto city = m.node("", {"City"}, "1703/..");
  m.table.elements.nodes[city].properties = {{"name", Value("Petrograd"), read_validity("1914/1924").value()},
                                             {"name", Value("Leningrad"), read_validity("1924/1991").value()}};
  EXPECT_TRUE(has(dot_of(as_of(m.table, "1916")), "label=\"Petrograd\""));
  EXPECT_TRUE(has(dot_of(as_of(m.table, "1950")), "label=\"Leningrad\""));
  EXPECT_TRUE(has(dot_of(m.table), "label=\"Leningrad\"")) << "of all time the last, as city.name";
}

}  // namespace
}  // namespace entente
