#include "server/stdio.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "support/temporary_folder.hpp"

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

TEST(Stdio, RepeatsTheIdOfARequestInBothDialects) {
  EXPECT_EQ(reply(R"({"id": 7, "query": "RETURN 1 AS a"})"), R"({"id":7,"columns":["a"],"rows":[[1]]})");
  EXPECT_EQ(reply(R"({"query": "RETURN 1 AS a", "id": {"n": [null, "x"]}})"),
            R"({"id":{"n":[null,"x"]},"columns":["a"],"rows":[[1]]})");
  EXPECT_TRUE(
      reply(R"({"entente": 1, "id": "a", "time": ["1989"]})").starts_with(R"({"id":"a","entente":1,"kind":"time")"));
  EXPECT_EQ(reply(R"({"entente": 1, "id": "b", "nothing": 1})").substr(0, 10), R"({"id":"b",)");
  EXPECT_EQ(reply(R"({"id": 1, "what": 2})").substr(0, 8), R"({"id":1,)");
  // Each reply that of its own request: what can't be read has none.
  const auto lines = replies("{\"id\": 1, \"query\": \"RETURN 1\"}\n{\"id\": 2,\n{\"query\": \"RETURN 1\"}\n");
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0].substr(0, 7), R"({"id":1)");
  EXPECT_EQ(lines[1].substr(0, 8), R"({"error")");
  EXPECT_EQ(lines[2].substr(0, 10), R"({"columns")");
}

TEST(Stdio, HoldsATransactionOpenBetweenRequests) {
  const auto lines = replies(
      R"x({"entente": 1, "commit": true}
{"entente": 1, "begin": true}
{"entente": 1, "begin": true}
{"entente": 1, "query": "CREATE (:P {n: 1})"}
{"entente": 1, "query": "MATCH (p:P) RETURN count(p) AS n"}
{"query": "MATCH (p:P) RETURN count(p) AS n"}
{"entente": 1, "info": true}
{"entente": 1, "import": ["facts.json"]}
{"entente": 1, "commit": true, "reason": "all of it"}
{"entente": 1, "log": true}
{"entente": 1, "begin": true}
{"entente": 1, "query": "MATCH (p:P) DELETE p"}
{"entente": 1, "rollback": true}
{"entente": 1, "rollback": true}
{"entente": 1, "query": "MATCH (p:P) RETURN count(p) AS n"}
)x");
  ASSERT_EQ(lines.size(), 15U);
  const auto has = [&](std::size_t line, std::string_view text) {
    EXPECT_NE(lines[line].find(text), std::string::npos) << text << "\n" << lines[line];
  };
  has(0, "no transaction is open");
  has(1, R"("kind":"commit","transaction":0)");
  has(2, "a transaction is open already");
  has(3, R"("nodes_created":1)");
  has(4, R"("rows":[[1]])");
  has(5, R"("rows":[[1]])");
  has(6, R"("entities":0)");
  has(7, "holds a write transaction");
  has(8, R"("kind":"commit","transaction":1)");
  has(9, "all of it");
  has(12, R"("kind":"commit","transaction":1)");
  has(13, "no transaction is open");
  has(14, R"("rows":[[1]])");
}

TEST(Stdio, AnswersALineThatIsTooLongAndGoesOn) {
  std::istringstream in("{\"query\": \"RETURN 1 AS a\"}\n" + std::string(200'000, ' ') +
                        "\n{\"query\": \"RETURN 2 AS a\"}\n" + std::string(101, 'x') + "\n" + std::string(100, 'x') +
                        "\n\n{\"edtf\": \"1950\"}");
  std::ostringstream out;
  EXPECT_TRUE(serve_stdio(Database::in_memory().value(), true, in, out, 100));
  std::vector<std::string> lines;
  std::istringstream answered(out.str());
  for (std::string line; std::getline(answered, line);) lines.push_back(line);
  ASSERT_EQ(lines.size(), 6U) << out.str();
  EXPECT_EQ(lines[0], R"({"columns":["a"],"rows":[[1]]})");
  EXPECT_NE(lines[1].find("a line of more than 100 bytes"), std::string::npos) << lines[1];
  EXPECT_NE(lines[1].find("--max-record"), std::string::npos) << lines[1];
  EXPECT_EQ(lines[2], R"({"columns":["a"],"rows":[[2]]})");
  EXPECT_NE(lines[3].find("more than 100 bytes"), std::string::npos) << lines[3];
  EXPECT_NE(lines[4].find("not JSON"), std::string::npos) << lines[4];
  EXPECT_NE(lines[5].find("\"valid\":true"), std::string::npos) << lines[5];
}

// Where reading fails, the end of the input is not what it looks like.
TEST(Stdio, SaysWhenTheInputCantBeRead) {
  struct Failing : std::streambuf {
    int_type underflow() override { throw std::runtime_error("no more"); }
  } buffer;
  std::istream in(&buffer);
  std::ostringstream out;
  EXPECT_FALSE(serve_stdio(Database::in_memory().value(), true, in, out));
}

TEST(Stdio, RefusesNumbersThatNothingHolds) {
  for (const char* number : {"9223372036854775808", "123456789012345678901234567890", "1e999"})
    EXPECT_NE(
        reply(std::string(R"({"query": "RETURN $p AS a", "parameters": {"p": )") + number + "}}").find("\"error\""),
        std::string::npos)
        << number;
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

TEST(Stdio, ShowsLaterCommitsWhenItIsAskedTo) {
  const TemporaryFolder folder;
  const auto writer = Database::open(folder.path("s.db"), {.create_if_missing = true}).value();
  const auto add = [&](const std::string& key) {
    auto transaction = writer->write();
    EntityFact fact;
    fact.key = key;
    fact.types = {"T"};
    ASSERT_TRUE(transaction->add(fact).ok());
    ASSERT_TRUE(transaction->commit("test").ok());
  };
  add("a");
  Options options;
  options.read_only = true;
  for (const bool follow : {false, true}) {
    options.follow = follow;
    auto database = Database::open(folder.path("s.db"), options).value();
    add(follow ? "c" : "b");
    std::istringstream in(
        "{\"query\": \"MATCH (n) RETURN count(*) AS n\"}\n{\"refresh\": true}\n{\"query\": \"MATCH (n) RETURN count(*) "
        "AS n\"}\n"
        "{\"entente\": 1, \"refresh\": true}\n{\"entente\": 1, \"refresh\": true, \"now\": true}\n");
    std::ostringstream out;
    EXPECT_TRUE(serve_stdio(std::move(database), false, in, out));
    std::vector<std::string> lines;
    std::istringstream answered(out.str());
    for (std::string line; std::getline(answered, line);) lines.push_back(line);
    ASSERT_EQ(lines.size(), 5U);
    const std::string newest = follow ? "3" : "2";
    const auto counted = [](const std::string& n) { return R"({"columns":["n"],"rows":[[)" + n + "]]}"; };
    EXPECT_EQ(lines[0], counted(follow ? "3" : "1"));
    EXPECT_EQ(lines[1], R"({"ok":true,"commit":)" + newest + "}");
    EXPECT_EQ(lines[2], counted(newest));
    const std::string commit = R"({"entente":1,"kind":"commit","transaction":)" + newest + R"(,"system_time":"20)";
    EXPECT_TRUE(lines[3].starts_with(commit)) << lines[3];
    EXPECT_NE(lines[4].find("has no `now`"), std::string::npos) << lines[4];
  }
}

TEST(Stdio, OneReplyForEveryRequestWhateverItIs) {
  const auto lines = replies("nonsense\n[]\n{}\n{\"what\": 1}\n{\"dump\": true}\n{\"reset\": true}\n{\"query\": 7}\n");
  ASSERT_EQ(lines.size(), 7U);
  for (const std::size_t i : {0, 1, 2, 3, 6})
    EXPECT_NE(lines[i].find("\"Unsupported\""), std::string::npos) << lines[i];
  EXPECT_EQ(lines[4], R"({"nodes":[],"relationships":[]})");
  EXPECT_EQ(lines[5], R"({"ok":true})");
}

TEST(Stdio, AnEmptyLineIsNoRequest) {
  EXPECT_EQ(replies("\n  \r\n{\"reset\": true}\n\t\n"), std::vector<std::string>{R"({"ok":true})"});
}

TEST(Stdio, ErrorsOfTheOtherDialectNameTheDescribedOne) {
  for (const std::string request :
       {"nonsense", "[]", R"({"what": 1})", R"({"query": "RETURN x"})", R"({"query": "MATCH (abc) RETURN abd"})"})
    EXPECT_NE(reply(request).find(R"(with \"entente\": 1 in it)"), std::string::npos) << reply(request);
  EXPECT_NE(reply(R"({"query": "MATCH (abc) RETURN abd"})").find("did you mean"), std::string::npos);
}

TEST(Stdio, AnImportThatIsRefusedSaysHowItIsAllowed) {
  const TemporaryFolder folder;
  const std::string store = folder.path("s.db"), file = folder.file("a.jsonl", R"({"id": "a", "type": "T"})");
  ASSERT_TRUE(Database::open(store, {.create_if_missing = true}).value()->import({file}).ok());
  Options options;
  options.read_only = true;
  std::istringstream in(R"({"entente": 1, "import": [")" + file + "\"]}\n");
  std::ostringstream out;
  EXPECT_TRUE(serve_stdio(Database::open(store, options).value(), false, in, out));
  EXPECT_NE(out.str().find("--writable"), std::string::npos) << out.str();
}

TEST(Stdio, WhereRequestsComeFromIsNoFileToImport) {
  for (const std::string file : {"-", "/dev/stdin", "/proc/self/fd/0"})
    EXPECT_NE(reply(R"({"entente": 1, "import": [")" + file + "\"]}").find("is where requests come from"),
              std::string::npos)
        << file;
}

TEST(Stdio, AnIdThatCantBeRepeatedIsAnError) {
  for (const std::string id : {"99999999999999999999", "[1, -99999999999999999999]"})
    EXPECT_NE(reply(R"({"entente": 1, "id": )" + id + R"(, "query": "RETURN 1"})").find("write it as a text"),
              std::string::npos)
        << id;
  EXPECT_EQ(reply(R"({"id": 18446744073709551615, "query": "RETURN 1 AS a"})").substr(0, 27),
            R"({"id":18446744073709551615,)");
}

TEST(Stdio, SwitchesAreTrueOrFalse) {
  for (const char* request : {R"({"entente": 1, "query": "RETURN 1", "possibly": "yes"})",
                              R"({"entente": 1, "import": ["a.json"], "replace": 1})"})
    EXPECT_NE(reply(request).find("is true or false"), std::string::npos) << reply(request);
}

TEST(Stdio, QueriesHaveBounds) {
  const std::string endless =
      R"x({"entente": 1, "query": "UNWIND range(1, 40000000) AS x UNWIND range(1, 40000000) AS y RETURN count(*)", )x";
  EXPECT_NE(reply(endless + R"("timeout": 0.05})").find(R"("code":"timeout")"), std::string::npos);
  const std::string many = R"x({"entente": 1, "query": "UNWIND range(1, 1000000) AS x RETURN x", )x";
  EXPECT_NE(reply(many + R"("memory": 2})").find(R"("code":"limit")"), std::string::npos);
  EXPECT_NE(reply(many + R"("max_rows": 10})").find("more than 10 rows"), std::string::npos);
  EXPECT_NE(reply(many + R"("max_rows": 0})").find("`max_rows` is a number above 0"), std::string::npos);
  EXPECT_NE(reply(many + R"("timeout": "1"})").find("`timeout` is a number above 0"), std::string::npos);
}

TEST(Stdio, NowIsADate) {
  EXPECT_NE(reply(R"({"entente": 1, "diff": ["1950", "now"]})").find(R"("kind":"diff")"), std::string::npos);
  EXPECT_NE(reply(R"({"entente": 1, "time": ["today"]})").find(R"("kind":"time")"), std::string::npos);
}

// What the command line says of an import, and of a picture, a reply says as well.
TEST(Stdio, RepliesSayWhatWasNotMeantAndNotDone) {
  const TemporaryFolder folder;
  const std::string rules =
      folder.file("r.json", R"({"entente": 1, "ontology": {"relation_types": [{"name": "R"}], "rules":
      [{"name": "endless", "concludes": "R",
        "query": "WITH range(1, 40000000000) AS x MATCH (n) RETURN n AS from, n AS to, [n] AS because"}]},
      "entities": [{"id": "a", "type": "T"}]})");
  const std::string answer = reply(R"({"entente": 1, "import": [")" + rules + "\"]}");
  EXPECT_NE(answer.find(R"("derivation":{"error":"rule `endless`)"), std::string::npos) << answer;
  const std::string file = folder.file("f.jsonl", R"({"id": "b", "type": "T"})");
  const auto lines = replies(R"({"entente": 1, "import": [")" + file + "\"]}\n" +
                             R"({"entente": 1, "draw": "MATCH (n:Persn) RETURN n", "format": "dot"})" + "\n");
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_NE(lines[1].find("no label `Persn`"), std::string::npos) << lines[1];
  EXPECT_NE(lines[0].find(R"("gone":{"entities":0,"relations":0,"kept":0,"examples":[]})"), std::string::npos)
      << lines[0];
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

// What the store knew before, by each request that reads.
TEST(Stdio, RequestsTakeASystemTime) {
  const TemporaryFolder folder;
  Options options;
  options.clock = [day = std::int64_t{0}]() mutable {
    return SystemTime{(915'192'000 + day++ * 86'400) * 1'000'000};  // noon of 1 January 1999, of the 2nd, …
  };
  auto database = Database::in_memory(options).value();
  for (const std::string name : {"Chou", "Zhou"}) {
    const std::string facts = R"({"id": "zhou", "type": "Person", "name": ")" + name + R"("}
{"id": "mao", "type": ")" + (name == "Chou" ? "Person" : "Leader") +
                              R"(", "name": "Mao"}
{"id": "m", "type": "MET", "from": "mao", "to": "zhou", "valid": ")" +
                              (name == "Chou" ? "1949" : "1950") + "\"}\n";
    ASSERT_TRUE(database->import({folder.file("a.jsonl", facts)}).ok());
  }
  const auto ask = [&](const std::string& members) { return R"({"entente": 1, )" + members + "}\n"; };
  std::istringstream in(
      ask(R"x("query": "MATCH (n {name: 'Chou'}) RETURN key(n)", "system_time": "1999-01-01")x") +
      ask(R"x("query": "MATCH (n {name: 'Chou'}) RETURN key(n)")x") +
      ask(R"("find": "Chou", "system_time": "commit 1")") + ask(R"("show": "zhou", "system_time": "commit 1")") +
      ask(R"("explain": "m", "system_time": "commit 1")") + ask(R"("facts": true, "system_time": "commit 1")") +
      ask(R"("diff": ["1948", "1949"], "system_time": "commit 1")") +
      ask(R"("findings": true, "system_time": "commit 1")") +
      ask(R"("draw": true, "format": "dot", "system_time": "commit 1")") +
      ask(R"("info": true, "system_time": "commit 1")") + ask(R"("schema": true, "system_time": "commit 1")") +
      ask(R"("log": true)") + ask(R"("log": true, "since": "1999-01-02", "of": "m")") +
      ask(R"("system_diff": ["commit 1", "now"])"));
  std::ostringstream out;
  EXPECT_TRUE(serve_stdio(std::move(database), false, in, out));
  std::vector<std::string> lines;
  std::istringstream answered(out.str());
  for (std::string line; std::getline(answered, line);) lines.push_back(line);
  const std::vector<std::string> expected = {
      R"("rows":[["zhou"]],)",
      R"("rows":[],)",
      R"("name":"Chou")",
      R"("name":"Chou")",
      "Mao met Chou",
      R"("valid":"1949")",
      R"("kind":"diff")",
      R"("kind":"findings")",
      "Chou",
      R"("transaction":1)",
      R"(["entity","Person",2,)",
      R"("transaction":2,"system_time":"1999-01-02T12:00:00.000000Z")",
      R"("change":"corrected","is":"relation","id":0,"key":"m")",
      R"("what":"name","before":"Chou","after":"Zhou")",
  };
  ASSERT_EQ(lines.size(), expected.size()) << out.str();
  for (std::size_t i = 0; i < lines.size(); ++i)
    EXPECT_NE(lines[i].find(expected[i]), std::string::npos) << expected[i] << "\nis not in " << lines[i];
  EXPECT_EQ(lines[10].find("Leader"), std::string::npos) << lines[10];
  EXPECT_EQ(lines[9].find(R"("transaction":2)"), std::string::npos) << lines[9];
  EXPECT_EQ(lines[12].find(R"("transaction":1)"), std::string::npos) << lines[12];
}

TEST(Stdio, ASystemTimeThatIsNoneIsAnError) {
  for (const std::string request :
       {R"("query": "RETURN 1", "system_time": 1)", R"("query": "RETURN 1", "system_time": "commit 1")",
        R"("info": true, "system_time": "no date")", R"("find": "a", "system_time": null)",
        R"("time": ["1989"], "system_time": "commit 0")", R"("log": false)", R"("log": "all")",
        R"("log": true, "since": "commit 1")", R"("log": true, "of": "nobody")", R"("system_diff": ["commit 0"])",
        R"("system_diff": ["commit 0", "commit 1"])", R"("system_diff": ["a", "b"])",
        R"("system_diff": ["commit 0", "now"], "of": "a")", R"("draw": true, "system_change": ["now"])",
        R"("draw": "RETURN 1", "system_change": ["commit 0", "now"])",
        R"("draw": true, "as_of": "1950", "system_change": ["commit 0", "now"])"})
    EXPECT_NE(reply(R"({"entente": 1, )" + request + "}").find(R"("kind":"error")"), std::string::npos)
        << request << "\n"
        << reply(R"({"entente": 1, )" + request + "}");
  EXPECT_EQ(reply(R"({"entente": 1, "log": true})"), R"({"entente":1,"kind":"log","commits":[]})");
  EXPECT_EQ(
      reply(R"({"entente": 1, "system_diff": ["commit 0", "now"]})"),
      R"({"entente":1,"kind":"system_diff","from":{"transaction":0},"to":{"transaction":0},"ontology":[],"changes":[]})");
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

TEST(Stdio, NoRequestTakesTheNextOneWithIt) {
  std::string lists, chain;
  for (int i = 0; i < 100'000; ++i) lists += '[';
  for (int i = 0; i < 5'000; ++i) chain += "MATCH (b) WHERE b = a ";
  for (const std::string& bad : {
           std::string(R"({"query": "RETURN reduce(l = [], x IN range(1, 100000) | [l]) AS l"})"),
           std::string(R"({"query": "RETURN reduce(m = {}, x IN range(1, 100000) | {m: m}) AS m"})"),
           R"({"query": "RETURN )" + lists + "\"}",
           R"({"query": "RETURN 1", "parameters": {"p": )" + lists + "}}",
           R"({"query": "RETURN 1", "parameters": {"p": )" + lists + std::string(lists.size(), ']') + "}}",
           R"({"query": "MATCH (a) )" + chain + "RETURN a\"}",
           std::string(R"({"query": "RETURN size(reduce(s = 'x', i IN range(1, 64) | s + s)) AS n"})"),
           std::string(R"({"query": "RETURN range(1, 9000000000000) AS l"})"),
       }) {
    const auto lines = replies(bad + "\n{\"query\": \"RETURN 1 AS a\"}\n");
    ASSERT_EQ(lines.size(), 2U) << bad.substr(0, 100);
    EXPECT_EQ(lines[0].find("{\"error\":"), 0U) << lines[0].substr(0, 200);
    EXPECT_EQ(lines[1], R"({"columns":["a"],"rows":[[1]]})");
  }
}

}  // namespace
}  // namespace entente
