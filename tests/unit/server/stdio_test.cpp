#include "server/stdio.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace entente {
namespace {

// The replies of an in-memory session, one a request.
std::vector<std::string> replies(const std::string& requests) {
  std::istringstream in(requests);
  std::ostringstream out;
  EXPECT_TRUE(serve_stdio(Database::in_memory().value(), true, in, out));
  std::vector<std::string> lines;
  std::istringstream answered(out.str());
  for (std::string line; std::getline(answered, line);) lines.push_back(line);
  return lines;
}

std::string reply(const std::string& request) {
  const auto lines = replies(request + "\n");
  EXPECT_EQ(lines.size(), 1U);
  return lines.empty() ? "" : lines.front();
}

TEST(Stdio, AnswersQueries) {
  EXPECT_EQ(reply(R"({"query": "RETURN 1 AS a, $p AS b", "parameters": {"p": [1.5, null]}})"),
            R"({"columns":["a","b"],"rows":[[1,[1.5,null]]]})");
  EXPECT_EQ(reply(R"({"query": "MATCH (n) RETURN n"})"), R"({"columns":["n"],"rows":[]})");
}

TEST(Stdio, AnswersErrorsWithTypePhaseAndPlace) {
  const std::string error = reply(R"({"query": "RETURN x"})");
  EXPECT_NE(error.find(R"("type":"SyntaxError")"), std::string::npos) << error;
  EXPECT_NE(error.find(R"("phase":"compile")"), std::string::npos);
  EXPECT_NE(error.find(R"("detail":"UndefinedVariable")"), std::string::npos);
  EXPECT_NE(error.find(R"("offset":7)"), std::string::npos);
  EXPECT_NE(reply(R"({"query": "RETURN $x"})").find(R"("type":"ParameterMissing")"), std::string::npos);
  const std::string runtime = reply(R"({"query": "RETURN 1 / 0"})");
  EXPECT_NE(runtime.find(R"("type":"ArithmeticError")"), std::string::npos) << runtime;
}

TEST(Stdio, ReadsEdtf) {
  EXPECT_EQ(reply(R"({"edtf": "1984~/2004-06"})"), R"({"valid":true,"level":1,"min":"1984-01-01","max":"2004-06-30"})");
  EXPECT_EQ(reply(R"({"edtf": "1985/.."})"), R"({"valid":true,"level":1,"min":"1985-01-01","max":"inf"})");
  EXPECT_EQ(reply(R"({"edtf": "1985/"})"), R"({"valid":true,"level":1,"min":"1985-01-01","max":"unknown"})");
  EXPECT_EQ(reply(R"({"edtf": "2001-02-03T09:30:01+01:00"})"),
            R"({"valid":true,"level":0,"min":"2001-02-03T08:30:01Z","max":"2001-02-03T08:30:01Z"})");
  EXPECT_EQ(reply(R"({"edtf": "1985-13"})"), R"({"valid":false})");
}

TEST(Stdio, OneReplyForEveryRequestWhateverItIs) {
  const auto lines =
      replies("nonsense\n[]\n{}\n{\"what\": 1}\n\n{\"dump\": true}\n{\"reset\": true}\n{\"query\": 7}\n");
  ASSERT_EQ(lines.size(), 8U);
  for (const std::size_t i : {0, 1, 2, 3, 4, 7})
    EXPECT_NE(lines[i].find("\"Unsupported\""), std::string::npos) << lines[i];
  EXPECT_EQ(lines[5], R"({"nodes":[],"relationships":[]})");
  EXPECT_EQ(lines[6], R"({"ok":true})");
}

TEST(Stdio, TakesProceduresAsTables) {
  const std::string define =
      R"({"procedure": {"name": "city.of", "inputs": [{"name": "n", "type": "STRING?"}], )"
      R"("outputs": [{"name": "city", "type": "STRING?"}], "columns": ["n", "city"], "rows": [["Ann", "York"]]}})";
  const std::string call = R"-({"query": "CALL city.of('Ann')"})-";
  const auto lines = replies(define + "\n" + call + "\n{\"reset\": true}\n" + call + "\n");
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(lines[0], R"({"ok":true})");
  EXPECT_EQ(lines[1], R"({"columns":["city"],"rows":[["York"]]})");
  EXPECT_NE(lines[3].find(R"("type":"ProcedureError")"), std::string::npos) << lines[3];
  EXPECT_NE(reply(R"({"procedure": {"name": "p"}})").find("Unsupported"), std::string::npos);
  EXPECT_NE(reply(R"({"procedure": {"name": "p", "inputs": [], "outputs": [], "rows": [[1]]}})").find("Unsupported"),
            std::string::npos);
}

TEST(Stdio, AStoreIsNotReset) {
  std::istringstream in("{\"reset\": true}\n");
  std::ostringstream out;
  EXPECT_TRUE(serve_stdio(Database::in_memory().value(), false, in, out));
  EXPECT_NE(out.str().find("Unsupported"), std::string::npos);
}

TEST(Stdio, AnswersProgramsInOneVersionedForm) {
  const std::string result = reply(R"({"entente": 1, "query": "RETURN 1 AS a"})");
  EXPECT_TRUE(result.starts_with(R"({"entente":1,"kind":"result","columns":["a"],"types":["INTEGER"],"rows":[[1]],)"))
      << result;
  const std::string error = reply(R"({"entente": 1, "query": "RETURN x"})");
  EXPECT_TRUE(error.starts_with(R"({"entente":1,"kind":"error","code":"semantic","detail":"UndefinedVariable",)"))
      << error;
  EXPECT_NE(error.find(R"("span":{"offset":7,"length":1})"), std::string::npos) << error;
  EXPECT_EQ(
      reply(R"({"entente": 1, "facts": true})"),
      R"({"entente":1,"kind":"facts","ontology": {"entity_types":[],"relation_types":[]},"entities": [],"relations": []})");
  EXPECT_NE(reply(R"({"entente": 1, "time": ["1989"]})").find(R"("kind":"time")"), std::string::npos);
  EXPECT_NE(reply(R"({"entente": 1, "diff": ["1950", "1969"]})").find(R"("kind":"diff")"), std::string::npos);
}

TEST(Stdio, RefusesRequestsThatItDoesNotKnowWhole) {
  for (const std::string request :
       {R"({"entente": 2, "query": "RETURN 1"})", R"({"entente": "1", "query": "RETURN 1"})", R"({"entente": 1})",
        R"({"entente": 1, "query": 1})", R"({"entente": 1, "query": "RETURN 1", "asof": "1989"})",
        R"({"entente": 1, "query": "RETURN 1", "parameters": []})", R"({"entente": 1, "diff": ["1950"]})",
        R"({"entente": 1, "diff": ["1969", "1950"]})", R"({"entente": 1, "time": []})",
        R"({"entente": 1, "time": ["no date"]})"})
    EXPECT_NE(reply(request).find(R"("kind":"error")"), std::string::npos) << request;
}

}  // namespace
}  // namespace entente
