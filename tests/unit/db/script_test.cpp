// The statements that a store is written as are in the language, one by one, and say what the store holds.
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "entente/database.hpp"
#include "entente/formats.hpp"
#include "query/syntax/parser.hpp"
#include "query/syntax/print_ast.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

std::string script_of(const std::vector<std::string>& data, std::size_t* entities = nullptr,
                      std::size_t* relations = nullptr) {
  const TemporaryFolder folder;
  auto database = Database::open(folder.path("store"), {.create_if_missing = true});
  EXPECT_TRUE(database.ok());
  const auto report = (*database)->import(data);
  EXPECT_TRUE(report.ok()) << describe(report.error());
  const auto table = (*database)->all_facts();
  EXPECT_TRUE(table.ok());
  if (entities) *entities = table->elements.nodes.size();
  if (relations) *relations = table->elements.relationships.size();
  const auto ontology = (*database)->ontology();
  std::ostringstream out;
  EXPECT_TRUE(write(*table, "script", out, {0, "", &*ontology}).ok());
  return out.str();
}

// A statement ends with a semicolon at the end of a line; none stands within one, as line feeds in texts are escaped.
std::vector<std::string> statements_of(const std::string& script) {
  std::vector<std::string> all;
  std::size_t from = 0;
  for (std::size_t end = script.find(";\n"); end != std::string::npos; end = script.find(";\n", from)) {
    all.push_back(script.substr(from, end - from));
    from = end + 2;
  }
  EXPECT_EQ(from, script.size());
  return all;
}

TEST(Script, EveryStatementIsInTheLanguage) {
  for (const std::string set : {"tiny", "sino-soviet"}) {
    std::size_t entities = 0, relations = 0;
    const auto statements =
        statements_of(script_of({std::string(ENTENTE_SOURCE_DIR) + "/graph-data/" + set}, &entities, &relations));
    EXPECT_EQ(statements.size(), entities + relations) << set;
    for (const std::string& statement : statements) {
      try {
        parse(statement);
      } catch (const Error& error) {
        ADD_FAILURE() << describe(error, statement);
      }
    }
  }
}

TEST(Script, SaysAllThatTheLanguageCan) {
  const TemporaryFolder folder;
  const std::string script = script_of({folder.file(
      "a.jsonl",
      R"x({"id": "a'b\\", "type": ["City", "Odd `type`"], "name": "Bonn\n\u0001", "valid": {"edtf": "1917-10-25", "calendar": "julian"}, "properties": {"n": -9223372036854775808, "f": 1.0, "nan": {"$float": "NaN"}, "l": [1, "x", true], "m": {"a b": 1}, "p": {"$period": "1949~"}, "seat": [{"$value": true, "valid": "1949/1990"}, {"$value": false, "valid": {"edtf": "1990", "extent": "throughout"}}]}, "sources": ["doc#P3"], "provenance": "implied"}
{"id": "r1", "type": "MET", "from": "a'b\\", "to": "a'b\\", "valid": "1958-07", "properties": {"place": "Beijing"}}
)x")});
  EXPECT_EQ(
      script,
      "CREATE (n:City:`Odd ``type``` {id: 'a\\'b\\\\', f: 1.0, l: [1, 'x', true], m: {`a b`: 1}, n: "
      "-9223372036854775808, "
      "name: 'Bonn\\n\\u0001', nan: (0.0 / 0.0), p: edtf('1949~'), provenance: 'implied', sources: ['doc#P3']} VALID "
      "{edtf: '1917-10-25', calendar: 'julian'})\n"
      "SET n.seat = true VALID '1949/1990',\n"
      "    n.seat = false VALID {edtf: '1990', extent: 'throughout'};\n"
      "MATCH (a {id: 'a\\'b\\\\'}), (b {id: 'a\\'b\\\\'})\n"
      "CREATE (a)-[:MET {id: 'r1', place: 'Beijing'} VALID '1958-07']->(b);\n");
  for (const std::string& statement : statements_of(script)) EXPECT_NO_THROW(parse(statement)) << statement;
}

TEST(Script, NamesAreAWordOrStandInBackticks) {
  const TemporaryFolder folder;
  for (const std::string name :
       {"match", "a b", "1x", "x'y", "q`r", "мир", "a.b", "$x", "two\\nlines", "\\u0001", "end", "CREATE"}) {
    const std::string script =
        script_of({folder.file("a.jsonl", R"({"id": "a", "type": ")" + name + R"(", "properties": {")" + name +
                                              R"(": 1, "m": {"$map": {")" + name + "\": 2}}}}\n")});
    for (const std::string& statement : statements_of(script)) EXPECT_NO_THROW(parse(statement)) << statement;
  }
}

}  // namespace
}  // namespace entente
