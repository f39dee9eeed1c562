#include <chrono>
#include <sstream>
#include <string>

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "entente/formats.hpp"
#include "entente/time/date.hpp"
#include "entente/time/validity.hpp"

namespace entente {
namespace {

NodeRecord person_node(std::uint64_t id, std::string key, std::string name, std::vector<std::string> labels) {
  NodeRecord n;
  n.id = EntityId{id};
  n.key = std::move(key);
  n.labels = std::move(labels);
  n.properties = {{"name", Value(std::move(name)), std::nullopt}};
  return n;
}

// Two people who met on a day, and perhaps again within a year.
Table meetings(std::string first_name = "Mao Zedong") {
  Table table;
  table.columns = {"who", "when", "count"};
  table.elements.nodes[0] = person_node(0, "mao", std::move(first_name), {"Person", "Agent"});
  table.elements.nodes[1] = person_node(1, "stalin", "Joseph Stalin", {"Person", "Agent"});
  RelationshipRecord r;
  r.id = RelationId{7};
  r.key = "F227";
  r.type = "MET";
  r.start = 0;
  r.end = 1;
  r.validity = read_validity("1949-12-16").value();
  r.attribution.sources = {{"doc-b", "P22"}};
  table.elements.relationships[0] = r;
  r.key.clear();
  r.validity = read_validity("1950").value();
  table.elements.relationships[1] = r;
  table.rows = {{NodeRef{0}, read_validity("1949-12-16").value(), 1}, {NodeRef{1}, Value(), 12}};
  table.read_at.transaction = TransactionId{3};
  return table;
}

std::string written(const Table& table, std::string_view format, const WriteOptions& options = {}) {
  std::ostringstream out;
  const auto result = write(table, format, out, options);
  EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().message);
  return out.str();
}

TEST(Formats, AreFoundByNameAndExtension) {
  EXPECT_EQ(find_format("dot")->name, "dot");
  EXPECT_EQ(find_format(".DOT")->name, "dot");
  EXPECT_EQ(find_format(".json")->name, "json");
  EXPECT_EQ(find_format("data")->name, "data");
  EXPECT_EQ(find_format("xlsx"), nullptr);
  std::ostringstream out;
  const auto refused = write({}, "jsn", out);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().hint, "did you mean `json`?");
}

TEST(Formats, TableIsInOrderOfName) {
  for (std::size_t i = 1; i < formats().size(); ++i) EXPECT_LT(formats()[i - 1].name, formats()[i].name);
}

TEST(TextTable, AlignsByWidthOnTheTerminal) {
  EXPECT_EQ(written(meetings("毛泽东"), "table"),
            "┌────────────────────────┬────────────┬───────┐\n"
            "│ who                    │ when       │ count │\n"
            "├────────────────────────┼────────────┼───────┤\n"
            "│ 毛泽东 (Person)        │ 1949-12-16 │     1 │\n"
            "│ Joseph Stalin (Person) │ null       │    12 │\n"
            "└────────────────────────┴────────────┴───────┘\n"
            "2 rows\n");
}

TEST(TextTable, BreaksCellsThatAreTooLongForTheLine) {
  EXPECT_EQ(written(meetings("Mao Zedong 毛泽东, Joseph Stalin and others"), "table", {40, {}, nullptr}),
            "┌─────────────────┬────────────┬───────┐\n"
            "│ who             │ when       │ count │\n"
            "├─────────────────┼────────────┼───────┤\n"
            "│ Mao Zedong      │ 1949-12-16 │     1 │\n"
            "│ 毛泽东, Joseph  │            │       │\n"
            "│ Stalin and      │            │       │\n"
            "│ others (Person) │            │       │\n"
            "│ Joseph Stalin   │ null       │    12 │\n"
            "│ (Person)        │            │       │\n"
            "└─────────────────┴────────────┴───────┘\n"
            "2 rows\n");
  EXPECT_EQ(written(meetings("Mao Zedong 毛泽东, Joseph Stalin and others"), "table", {30, {}, nullptr}),
            "── 1 ─────────────────────────\n"
            "who    Mao Zedong 毛泽东,\n"
            "       Joseph Stalin and\n"
            "       others (Person)\n"
            "when   1949-12-16\n"
            "count  1\n"
            "── 2 ─────────────────────────\n"
            "who    Joseph Stalin (Person)\n"
            "when   null\n"
            "count  12\n"
            "2 rows\n");
  // In a pipe it is one line, and nothing is lost.
  EXPECT_NE(written(meetings(std::string(5000, 'x')), "table").find(std::string(5000, 'x')), std::string::npos);
}

TEST(TextTable, ShortensTheWidestColumnsToFit) {
  std::string name = "A name that is much too long for a narrow terminal";
  for (int i = 0; i < 10; ++i) name += ", and has more names";
  const std::string text = written(meetings(name), "table", {40, {}, nullptr});
  EXPECT_NE(text.find("…"), std::string::npos);
  EXPECT_NE(text.find("1949-12-16"), std::string::npos);
  std::istringstream lines(text);
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line.size() / 3, 40U);  // the rule: three bytes a column
}

// Looked through once, not once a line: line by line and character by character it took ten seconds.
TEST(TextTable, TakesTimeByTheText) {
  std::string name;
  while (name.size() < 48'000'000) name += "a name of many words ";
  const Table table = meetings(std::move(name));
  const auto start = std::chrono::steady_clock::now();
  EXPECT_NE(written(table, "table", {80, {}, nullptr}).find("…"), std::string::npos);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(4));
}

TEST(TextTable, ShowsControlCharactersAsEscapes) {
  EXPECT_NE(written(meetings("two\nlines\x1B[31m"), "table").find("two\\nlines\\x1b[31m"), std::string::npos);
}

TEST(TextTable, ShowsTypeAndDatesOfElements) {
  Table table = meetings();
  table.elements.nodes[0].validity = read_validity("1893-12-26/1976-09-09").value();
  table.elements.nodes[1].labels.clear();
  RelationshipRecord undated;
  undated.type = "KNEW";
  table.elements.relationships[2] = undated;
  const Path path{{NodeRef{0}, NodeRef{1}}, {RelationshipRef{0}}};
  table.columns = {"x"};
  table.rows = {{NodeRef{0}},
                {NodeRef{1}},
                {RelationshipRef{0}},
                {RelationshipRef{2}},
                {Value(List{NodeRef{0}, RelationshipRef{1}, Value(path)})}};
  const std::string text = written(table, "table");
  for (const std::string shown : {"│ Mao Zedong (Person, from 26 December 1893 until 9 September 1976) ",
                                  "│ Joseph Stalin  ", "│ [:MET on 16 December 1949] ", "│ [:KNEW] ",
                                  "│ [Mao Zedong, [:MET in 1950], Mao Zedong -[MET]-> Joseph Stalin] "})
    EXPECT_NE(text.find(shown), std::string::npos) << shown << "\n" << text;
  table.elements.nodes[0].validity.reset();
  EXPECT_NE(written(table, "table").find("│ Mao Zedong (Person) "), std::string::npos);
  // A program takes a name for what it is.
  EXPECT_TRUE(written(table, "csv").starts_with("x\r\nMao Zedong\r\nJoseph Stalin\r\n[:MET]\r\n[:KNEW]\r\n"));
}

TEST(Csv, QuotesWhatNeedsIt) {
  Table table;
  table.columns = {"a,b", "c"};
  table.rows = {{Value("say \"no\""), Value("two\nlines")}, {Value(1.0), Value()}};
  EXPECT_EQ(written(table, "csv"), "\"a,b\",c\r\n\"say \"\"no\"\"\",\"two\nlines\"\r\n1.0,\r\n");
}

TEST(Csv, ListsAndMapsAreJson) {
  Table table;
  table.columns = {"a", "b"};
  table.rows = {
      {Value(List{"x, \"y\"", 1, 2.5, true}), Value(Map{{"k", List{}}, {"p", Value(*read_validity("1950/"))}})}};
  EXPECT_EQ(written(table, "csv"),
            "a,b\r\n\"[\"\"x, \\\"\"y\\\"\"\"\",1,2.5,true]\",\"{\"\"k\"\":[],\"\"p\"\":\"\"1950/\"\"}\"\r\n");
}

TEST(Formats, TellNullUnknownAndTheEmptyTextApart) {
  Table table;
  table.columns = {"a", "b", "c"};
  table.rows = {{Value(), Value(""), Value::unknown()}, {Value(List{Value::unknown(), Value()}), Value("x"), Value()}};
  EXPECT_EQ(written(table, "csv"), "a,b,c\r\n,\"\",\r\n\"[null,null]\",x,\r\n");
  const std::string text = written(table, "table");
  EXPECT_NE(text.find("│ null            │   │ unknown │"), std::string::npos) << text;
  EXPECT_NE(written(table, "jsonl").find(R"({"a":null,"b":"","c":null})"), std::string::npos);
  table.rows = {{Value(List{Value("")}), Value(List{}), Value(Map{{"x", Value("")}})}};
  EXPECT_NE(written(table, "table").find("│ [''] │ [] │ {x: ''} │"), std::string::npos) << written(table, "table");
}

TEST(Formats, WriteInstants) {
  Table table;
  table.columns = {"t"};
  table.rows = {{Value(*read_point("-0043-03-15"))}, {Value(Instant::plus_infinity())}};
  EXPECT_EQ(written(table, "csv"), "t\r\n-0043-03-15\r\ninf\r\n");
  EXPECT_NE(written(table, "jsonl").find(R"({"t":"inf"})"), std::string::npos);
  EXPECT_NE(written(table, "json").find(R"("types":["INSTANT"])"), std::string::npos);
}

TEST(Json, HoldsColumnsTypesRowsAndClocks) {
  rapidjson::Document d;
  d.Parse(written(meetings(), "json").c_str());
  ASSERT_FALSE(d.HasParseError());
  EXPECT_EQ(d["entente"].GetInt(), 1);
  EXPECT_STREQ(d["types"][0].GetString(), "NODE");
  EXPECT_STREQ(d["types"][1].GetString(), "PERIOD");
  EXPECT_STREQ(d["types"][2].GetString(), "INTEGER");
  EXPECT_STREQ(d["rows"][0][0]["$node"]["key"].GetString(), "mao");
  EXPECT_STREQ(d["rows"][0][1]["$period"]["edtf"].GetString(), "1949-12-16");
  EXPECT_STREQ(d["rows"][0][1]["$period"]["latest_end"].GetString(), "1949-12-17");
  EXPECT_STREQ(d["rows"][0][1]["$period"]["text"].GetString(), "on 16 December 1949");
  EXPECT_TRUE(d["rows"][1][1].IsNull());
  EXPECT_EQ(d["read_at"]["transaction"].GetInt(), 3);
  EXPECT_STREQ(d["read_at"]["certainty"].GetString(), "certain");
  EXPECT_TRUE(d["read_at"]["valid_time"].IsNull());
}

TEST(Json, LinesAreObjectsKeyedByColumn) {
  const std::string text = written(meetings(), "jsonl");
  rapidjson::Document d;
  d.Parse(text.substr(text.find('\n') + 1, text.rfind('\n') - text.find('\n') - 1).c_str());
  ASSERT_FALSE(d.HasParseError());
  EXPECT_EQ(d["count"].GetInt(), 12);
}

TEST(Json, ValuesReadBackAsTheyWere) {
  for (const char* text :
       {"null", "true", "-9223372036854775808", "1.5", "1e300", "\"x\\u0000y\"", "[1,[2.0,null]]", "{\"a\":{}}",
        "{\"$float\":\"NaN\"}", "{\"$map\":{\"$a\":1}}", "{\"$period\":\"1967/1985~\"}",
        "{\"$period\":{\"edtf\":\"1967/1985~\"}}", "{\"$period\":[\"1950\",\"1960~\"]}",
        "{\"$period\":{\"stretches\":[\"1950\",{\"edtf\":\"1960\",\"extent\":\"throughout\"}]}}",
        "{\"$period\":{\"edtf\":\"1950\",\"latest_start\":\"1950-03-01\"}}",
        "{\"$period\":{\"earliest_start\":\"1950\",\"latest_end\":\"1960\"}}",
        "{\"$period\":{\"edtf\":\"1950\",\"extent\":\"throughout\",\"phrase\":\"early 1950\"}}"}) {
    const auto value = value_from_json(text);
    ASSERT_TRUE(value.ok()) << text << ": " << value.error().message;
    Table table;
    table.columns = {"v"};
    table.rows = {{*value}};
    const auto again = value_from_json(written(table, "jsonl"));
    ASSERT_TRUE(again.ok());
    EXPECT_TRUE(equivalent(again->map().at("v"), *value)) << text;
  }
  EXPECT_FALSE(value_from_json("{\"$what\": 1}").ok());
  EXPECT_FALSE(value_from_json("nope").ok());
}

TEST(Dot, DrawsNamesDatesCertaintyAndALegend) {
  const std::string dot = written(meetings(), "dot", {0, "Who met whom?", nullptr});
  EXPECT_NE(dot.find("Who met whom?"), std::string::npos);
  EXPECT_NE(dot.find("n0 -> n1 [id=e0, label=\"met\\non 16 December 1949\", tooltip=\"Mao Zedong met Joseph "
                     "Stalin, on 16 December 1949 (stated, doc-b P22)\"]"),
            std::string::npos)
      << dot;
  EXPECT_EQ(dot.find("style=dashed"), std::string::npos) << "a month is coarse, and not in doubt";
  EXPECT_NE(dot.find("ellipse: Person\\l"), std::string::npos) << dot;
  EXPECT_EQ(dot, written(meetings(), "dot", {0, "Who met whom?", nullptr}));
}

TEST(Dot, HostileNamesSurvive) {
  const std::string dot = written(meetings("a \"b\" \\ c\nd <e> & \xFF \x01 Ω"), "dot");
  EXPECT_NE(dot.find("a \\\"b\\\" \\\\ c\\nd <e> & \xEF\xBF\xBD \xEF\xBF\xBD Ω"), std::string::npos) << dot;
}

}  // namespace
}  // namespace entente
