// Sets of periods, datings and sources of values, from a file through the store to answers and back to a file.
#include <algorithm>
#include <sstream>

#include <gtest/gtest.h>

#include "entente/database.hpp"
#include "entente/formats.hpp"
#include "entente/time/edtf.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

constexpr const char* kClaimsFacts =
    R"({"entente": 2, "ontology": {"entity_types": [{"name": "Person"}, {"name": "Office"}],
 "relation_types": [{"name": "HELD", "single_valued": true, "within": ["from"]}]},
"entities": [
{"id": "grover", "type": "Person", "name": "Grover", "valid": "1837-03-18/1908-06-24", "sources": ["a", "b"]},
{"id": "benjamin", "type": "Person", "name": "Benjamin",
 "datings": [{"valid": "1833-08-20/1901-03-13", "sources": ["a#P1"]}, {"valid": "1833/1901", "sources": ["b"]}],
 "properties": {"height": [{"$value": 168, "sources": ["a"]}, {"$value": 170, "sources": ["b"], "valid": "1889/.."}]},
 "sources": ["a", "b"]},
{"id": "office", "type": "Office", "properties": {"open": {"$period": ["1789/1800", "1801/.."]}}}],
"relations": [
{"id": "G", "type": "HELD", "from": "grover", "to": "office",
 "valid": ["1885-03-04/1889-03-03", "1893-03-04/1897-03-03"], "sources": ["a"]},
{"id": "B", "type": "HELD", "from": "benjamin", "to": "office", "valid": "1889-03-04/1893-03-03", "sources": ["a"]},
{"id": "R", "type": "VISITED", "from": "grover", "to": "office", "sources": ["a", "b"],
 "datings": [{"valid": "1886", "sources": ["a"]}, {"valid": ["1888", "1890"], "sources": ["b"]}]}]})";

std::unique_ptr<Database> imported(const std::string& file) {
  auto database = Database::in_memory();
  EXPECT_TRUE(database.ok());
  const auto report = (*database)->import({file});
  EXPECT_TRUE(report.ok()) << describe(report.error());
  return std::move(database).value();
}

std::string exported(Database& database, std::string_view format) {
  const auto table = database.all_facts();
  const auto ontology = database.ontology();
  EXPECT_TRUE(table.ok() && ontology.ok());
  std::ostringstream out;
  WriteOptions options;
  options.ontology = &*ontology;
  EXPECT_TRUE(write(*table, format, out, options).ok()) << format;
  return out.str();
}

std::string answer(Database& database, std::string_view query) {
  const auto table = database.query(query);
  EXPECT_TRUE(table.ok()) << describe(table.error(), query);
  if (!table.ok()) return {};
  std::ostringstream out;
  EXPECT_TRUE(write(*table, "csv", out, {}).ok());
  std::string text = out.str();
  std::erase(text, '\r');
  return text.substr(text.find('\n') + 1);
}

TEST(Claims, AreTheSameBehindEveryFormatThatKeepsThem) {
  const TemporaryFolder folder;
  const auto first = imported(folder.file("facts.json", kClaimsFacts));
  const std::string data = exported(*first, "data");
  EXPECT_EQ(data.substr(0, 13), "{\"entente\": 2");
  for (const auto& [format, name] : {std::pair("data", "again.json"),
                                     {"node-link", "a.node-link.json"},
                                     {"jgf", "a.jgf"},
                                     {"cytoscape", "a.cyjs"},
                                     {"graphml", "a.graphml"},
                                     {"gexf", "a.gexf"}}) {
    const std::string text = exported(*first, format);
    const auto second = imported(folder.file(name, text));
    EXPECT_EQ(exported(*second, "data"), data) << format;
    EXPECT_EQ(exported(*second, format), text) << format;
  }
}

TEST(Claims, AFileWithoutThemIsOfTheFirstVersion) {
  const TemporaryFolder folder;
  const auto database = imported(folder.file("a.jsonl", R"({"id": "a", "type": "T", "valid": "1989"})"));
  EXPECT_EQ(exported(*database, "data").substr(0, 13), "{\"entente\": 1");
}

TEST(Claims, ASetOfPeriodsIsNeverCertainInAGap) {
  const TemporaryFolder folder;
  const auto database = imported(folder.file("facts.json", kClaimsFacts));
  const auto held = [&](std::string_view slice) {
    return answer(*database, "MATCH ({name: 'Grover'})-[r:HELD]->() " + std::string(slice) + " RETURN count(r)");
  };
  EXPECT_EQ(held(""), "1\n");
  EXPECT_EQ(held("AS OF '1886'"), "1\n");
  EXPECT_EQ(held("AS OF '1890'"), "0\n");
  EXPECT_EQ(held("POSSIBLY AS OF '1890'"), "0\n");
  EXPECT_EQ(held("AS OF '1895-01-01'"), "1\n");
  EXPECT_EQ(held("FOR VALID_TIME BETWEEN '1888' AND '1894'"), "1\n");
  EXPECT_EQ(answer(*database,
                   "MATCH ({name: 'Grover'})-[r:HELD]->() WITH valid(r) AS v RETURN size(v.stretches), "
                   "v.text, v.edtf IS NULL, v.certain, v OVERLAPS '1890', v CONTAINS '1895', v CONTAINS "
                   "'1888/1894', v BEFORE '1898', v DURING '1885/1897', v EQUALS v"),
            "2,from 4 March 1885 until 3 March 1889 and from 4 March 1893 until 3 March 1897,true,true,false,true,"
            "false,true,true,true\n");
  EXPECT_EQ(answer(*database, "MATCH ({name: 'Grover'})-[r:HELD]->() WHERE valid(r) OVERLAPS '1890' RETURN r"), "");
  EXPECT_EQ(answer(*database, "MATCH ({name: 'Grover'})-[r:HELD]->() WHERE valid(r) BEFORE '1898' RETURN 1"), "1\n");
  EXPECT_EQ(answer(*database,
                   "MATCH ({name: 'Grover'})-[r:HELD]->() RETURN valid(r) OVERLAPS valid(r).stretches[1], "
                   "intersection(valid(r), '1888/1894').text, size(minus(valid(r), '1886')), "
                   "length(valid(r)).text"),
            "true,from 1 January 1888 until 3 March 1889 and from 4 March 1893 until 31 December 1894,3,8 years\n");
  const auto allen = database->query(
      "MATCH ()-[r:HELD]->() WITH r ORDER BY key(r) DESC LIMIT 1 RETURN "
      "allen(valid(r), '1890')");
  ASSERT_TRUE(allen.ok());
  EXPECT_TRUE(allen->rows[0][0].is_null());
  ASSERT_EQ(allen->warnings.size(), 1U);
  EXPECT_NE(allen->warnings[0].message.find("a set of several"), std::string::npos);
  // One holder at a time: the two never held it at once.
  const auto findings = database->check({"two_holders"});
  ASSERT_TRUE(findings.ok());
  EXPECT_TRUE(findings->empty()) << findings->front().message;
}

TEST(Claims, ThatCantAllBeRightAreFoundEachWithItsSource) {
  const TemporaryFolder folder;
  const auto database = imported(folder.file("facts.json", R"({"entente": 2, "entities": [
{"id": "li", "type": "Person", "sources": ["a", "b"],
 "datings": [{"valid": "1900/1950", "sources": ["a"]}, {"valid": "1901/1950", "sources": ["b"]}]},
{"id": "wu", "type": "Person"}], "relations": [
{"id": "R", "type": "MET", "from": "li", "to": "wu", "sources": ["a", "b"],
 "datings": [{"valid": "1926", "sources": ["a"]}, {"valid": ["1928", "1930"], "sources": ["b"]}]}]})"));
  const auto findings = database->check({"conflicting_lifetimes", "conflicting_times"});
  ASSERT_TRUE(findings.ok());
  ASSERT_EQ(findings->size(), 2U);
  for (const Finding& finding : *findings) {
    EXPECT_TRUE(finding.certain);
    ASSERT_EQ(finding.facts.size(), 2U) << finding.message;
    EXPECT_EQ(finding.facts[0].attribution.sources[0].source, "a");
    EXPECT_EQ(finding.facts[1].attribution.sources[0].source, "b");
  }
  EXPECT_EQ(edtf_of(*(*findings)[0].facts[1].validity), "1901/1950");
  EXPECT_NE((*findings)[0].message.find("from 1900 until 1950; from 1901 until 1950"), std::string::npos)
      << (*findings)[0].message;
  EXPECT_NE((*findings)[1].message.find("in 1926; in 1928 and in 1930"), std::string::npos) << (*findings)[1].message;
}

TEST(Claims, EachSaysWhoseItIs) {
  const TemporaryFolder folder;
  const auto database = imported(folder.file("facts.json", kClaimsFacts));
  EXPECT_EQ(answer(*database,
                   "MATCH (b {name: 'Benjamin'}) RETURN [d IN datings(b) | d.sources[0].source + ': ' + "
                   "d.valid.edtf], valid(b).edtf"),
            "\"[\"\"a: 1833-08-20/1901-03-13\"\",\"\"b: 1833/1901\"\"]\",1833-08-20/1901-03-13\n");
  EXPECT_EQ(answer(*database,
                   "MATCH ()-[r:VISITED]->() RETURN size(datings(r)), valid(r).earliest_start, "
                   "valid(r).certain"),
            "2,1886-01-01,false\n");
  EXPECT_EQ(answer(*database, "MATCH (b {name: 'Benjamin'}) RETURN [v IN values(b, 'height') | v.sources[0].source]"),
            "\"[\"\"a\"\",\"\"b\"\"]\"\n");
  EXPECT_EQ(
      answer(*database,
             "MATCH (b {name: 'Benjamin'}) UNWIND claims(b) AS c RETURN c.part, [s IN c.sources | "
             "s.source]"),
      "existence,\"[\"\"a\"\",\"\"b\"\"]\"\nvalid,\"[\"\"a\"\"]\"\nvalid,\"[\"\"b\"\"]\"\nheight,\"[\"\"a\"\"]\"\n"
      "height,\"[\"\"b\"\"]\"\nname,\"[\"\"a\"\",\"\"b\"\"]\"\n");
  EXPECT_EQ(answer(*database,
                   "MATCH (b {name: 'Benjamin'}) RETURN [s IN sources(b) | s.source + coalesce('#' + "
                   "s.locator, '')]"),
            "\"[\"\"a\"\",\"\"b\"\",\"\"a#P1\"\"]\"\n");
}

constexpr const char* kRivals = R"({"entente": 2, "entities": [
{"id": "x", "type": "Source", "name": "x"}, {"id": "y", "type": "Source", "name": "y"},
{"id": "k", "type": "Battle", "name": "K", "sources": ["x", "y"],
 "properties": {"dead": [{"$value": 31, "sources": ["x"]}, {"$value": 58, "sources": ["y"]}]}},
{"id": "e", "type": "Event", "name": "E", "datings": [{"valid": "1960", "sources": ["x"]}, {"valid": "1962", "sources": ["y"]}]}]})";

TEST(Claims, AreListedAndFoundByTheSourcesThatAreRead) {
  const TemporaryFolder folder;
  const auto database = imported(folder.file("rivals.json", kRivals));
  EXPECT_EQ(answer(*database, "MATCH (k {dead: 31}) ACCORDING TO 'x' RETURN k.name"), "K\n");
  EXPECT_EQ(answer(*database, "MATCH (k {name: 'K'}) ACCORDING TO 'y' RETURN [v IN values(k, 'dead') | v.value]"),
            "[58]\n");
  EXPECT_EQ(answer(*database,
                   "MATCH (k {name: 'K'}) ACCORDING TO 'y' RETURN [c IN claims(k) WHERE c.part = 'dead' | c.value]"),
            "[58]\n");
  EXPECT_EQ(answer(*database, "MATCH (e {name: 'E'}) ACCORDING TO 'y' RETURN size(datings(e)), size(claims(e))"),
            "1,1\n");
  EXPECT_EQ(answer(*database, "MATCH (e {name: 'E'}) RETURN size(datings(e)), size(claims(e))"), "2,4\n");
}

TEST(Claims, WhoseWordMatchesIsSaidWhereNoneOfTheChosenDoes) {
  const TemporaryFolder folder;
  const auto database = imported(folder.file("rivals.json", kRivals));
  for (const auto& [text, other] :
       {std::pair("MATCH (k {dead: 31}) ACCORDING TO 'y' RETURN k.name", "x"),
        std::pair("MATCH (e {name: 'E'}) ACCORDING TO 'x' WHERE valid(e) DURING '1962' RETURN e.name", "y")}) {
    const auto table = database->query(text);
    ASSERT_TRUE(table.ok()) << describe(table.error(), text);
    EXPECT_TRUE(table->rows.empty());
    EXPECT_EQ(describe_withheld(table->read_at), "");
    ASSERT_EQ(table->warnings.size(), 1U) << text;
    EXPECT_EQ(table->warnings[0].message,
              std::string("this matches by the word of others alone: ACCORDING TO '") + other + "'");
  }
}

TEST(Claims, RivalsAreWeighedOneByOneWhereTheyAreCompared) {
  const TemporaryFolder folder;
  const auto database = imported(folder.file("rivals.json", kRivals));
  const auto table = database->query("MATCH (e {name: 'E'}) POSSIBLY AS OF '1961' RETURN e");
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(describe_withheld(table->read_at),
            "1 at other times: FOR VALID_TIME ALL; ruled out by its life: E, in 1960 (x) or in 1962 (y)");
  EXPECT_EQ(answer(*database,
                   "MATCH (e {name: 'E'}) RETURN possibly(valid(e) DURING '1961'), possibly(valid(e) DURING "
                   "'1962'), valid(e) DURING '1962', valid(e) DURING '1960/1962', valid(e) BEFORE '1963'"),
            "false,true,,true,true\n");
}

// Two relations of two types; a has both begin five years earlier than b.
constexpr const char* kEarlier = R"({"entente": 2, "entities": [
{"id": "x", "type": "P", "name": "X", "properties": {"weight": [{"$value": 70, "sources": ["a"]}],
 "height": [{"$value": 168, "sources": ["b"]}]}, "sources": ["a", "b"]}, {"id": "y", "type": "P", "name": "Y", "sources": ["a", "b"]}],
"relations": [
{"id": "r", "type": "KNEW", "from": "x", "to": "y", "sources": ["a", "b"],
 "datings": [{"valid": "1950/1960", "sources": ["a"]}, {"valid": "1955/1960", "sources": ["b"]}]},
{"id": "s", "type": "SAW", "from": "x", "to": "y", "sources": ["a", "b"],
 "datings": [{"valid": "195X/1960", "sources": ["a"]}, {"valid": "1955/1960", "sources": ["b"]}]}]})";

// Runs of a type are in order of the start by anybody's word, which may be later than what one source says.
TEST(Claims, OfOneSourceCountByTypeAsWell) {
  const TemporaryFolder folder;
  const auto database = imported(folder.file("earlier.json", kEarlier));
  const std::string at = " AS OF '1952-06-01' ACCORDING TO 'a' RETURN count(r)";
  for (const char* pattern : {"()-[r:KNEW]->()", "(p {name: 'X'})-[r:KNEW]->()", "(p {name: 'Y'})<-[r:KNEW]-()",
                              "()-[r:KNEW*1..2]->()", "()-[r:KNEW]-(p {name: 'Y'})"})
    EXPECT_EQ(answer(*database, "MATCH " + std::string(pattern) + at), "1\n") << pattern;
  EXPECT_EQ(answer(*database, "MATCH ()-[r]->() POSSIBLY" + at), "2\n");
  EXPECT_EQ(answer(*database, "MATCH ()-[r:SAW]->() POSSIBLY" + at), "1\n");
  EXPECT_EQ(answer(*database, "MATCH ()-[r:KNEW]->() ACCORDING TO 'a' WHERE valid(r) BEFORE '1961' RETURN count(r)"),
            "1\n");
  EXPECT_EQ(answer(*database,
                   "AS OF '1952-06-01' ACCORDING TO 'a' CALL neighbourhood('x', 1, ['KNEW']) YIELD node "
                   "RETURN node.name"),
            "Y\n");
}

TEST(Claims, AreThoseThatAreReadWhateverAsksForThem) {
  const TemporaryFolder folder;
  const auto database = imported(folder.file("earlier.json", kEarlier));
  EXPECT_EQ(answer(*database, "MATCH p = ()-[r:KNEW]->() ACCORDING TO 'a' RETURN valid(p), valid([r]), valid(r)"),
            "1950/1960,1950/1960,1950/1960\n");
  EXPECT_EQ(answer(*database, "MATCH ()-[r:KNEW]->() ACCORDING TO 'b' RETURN presumed(r)"), "1955/1960\n");
  EXPECT_EQ(answer(*database, "MATCH (n {name: 'X'}) ACCORDING TO 'a' RETURN keys(n), properties(n)"),
            "\"[\"\"name\"\",\"\"weight\"\"]\",\"{\"\"name\"\":\"\"X\"\",\"\"weight\"\":70}\"\n");
}

// What a fact elsewhere is, a set of periods, changes nothing.
TEST(Claims, RivalsAreComparedAlikeBesideASet) {
  for (const bool beside_a_set : {false, true}) {
    const TemporaryFolder folder;
    const std::string set = R"(, {"type": "Q", "from": "x", "to": "y", "valid": ["1700", "1702"]})";
    const auto database =
        imported(folder.file("rivals.json", std::string(R"({"entente": 2, "ontology": {"relation_types":
        [{"name": "PRECEDED", "order": "before"}]}, "entities": [{"id": "x", "type": "E", "valid": "1900"},
        {"id": "y", "type": "E"}], "relations": [{"type": "PRECEDED", "from": "x", "to": "y"},
        {"id": "r", "type": "R", "from": "x", "to": "y", "datings": [{"valid": "1950/1955", "sources": ["a"]},
         {"valid": "1960/1965", "sources": ["b"]}]},
        {"id": "q", "type": "S", "from": "x", "to": "y", "valid": "1957/1958"},
        {"id": "o", "type": "OLD", "from": "x", "to": "y", "valid": "1850"})") +
                                                (beside_a_set ? set : "") + "]}"));
    EXPECT_EQ(answer(*database, "MATCH ()-[r:R]->(), ()-[q:S]->() RETURN valid(r) OVERLAPS valid(q)"), "false\n");
    EXPECT_EQ(answer(*database,
                     "MATCH ()-[o:OLD]->(), (y) WHERE key(y) = 'y' RETURN valid(o) BEFORE valid(y), "
                     "allen_possible(valid(o), valid(y))"),
              "true,\"[\"\"before\"\"]\"\n");
  }
}

TEST(Claims, OfValuesAreExplained) {
  const TemporaryFolder folder;
  const auto database = imported(folder.file("rivals.json", kRivals));
  const auto explanation = database->explain("k");
  ASSERT_TRUE(explanation.ok());
  ASSERT_EQ(explanation->values.size(), 2U);
  EXPECT_EQ(explanation->values[0].key, "dead");
  EXPECT_EQ(explanation->values[0].value.integer(), 31);
  EXPECT_EQ(explanation->values[0].sources[0].source, "x");
  EXPECT_EQ(explanation->values[1].value.integer(), 58);
  std::ostringstream json;
  write_explanation_json(*explanation, json);
  EXPECT_NE(json.str().find(R"("values":[{"key":"dead","value":31,"sources":[{"source":"x"}]})"), std::string::npos)
      << json.str();
}

}  // namespace
}  // namespace entente
