// `entente erase`: what it says and refuses, what every other command says of it, and importing what was erased.
#include <gtest/gtest.h>

#include <string>

#include "support/temporary_folder.hpp"
#include "unit/cli/ran.hpp"

namespace entente {
namespace {

const char* const kPeople = R"json({"entente": 1, "ontology": {
  "entity_types": [{"name": "Person"}, {"name": "Meeting"}],
  "relation_types": [{"name": "TOOK_PART_IN", "kind": "event"}, {"name": "MET", "kind": "event"}],
  "rules": [{"name": "met", "concludes": "MET",
    "query": "MATCH (p:Person)-[a:TOOK_PART_IN]->(m:Meeting)<-[b:TOOK_PART_IN]-(q:Person) RETURN p AS from, q AS to, [a, b] AS because"}]},
  "entities": [{"id": "mao", "type": "Person", "name": "Mao"}, {"id": "zhou", "type": "Person", "name": "Zhou Enlai"},
    {"id": "talks", "type": "Meeting", "properties": {"note": "Zhou Enlai spoke"}}, {"id": "paper", "type": "Document"}],
  "relations": [
    {"id": "p1", "type": "TOOK_PART_IN", "from": "mao", "to": "talks", "sources": ["paper#P1"]},
    {"id": "p2", "type": "TOOK_PART_IN", "from": "zhou", "to": "talks", "sources": ["paper#P1"]}]})json";

class EraseCommand : public testing::Test {
 protected:
  EraseCommand() {
    const Ended ended = entente("import " + store_ + " " + folder_.file("people.json", kPeople));
    EXPECT_EQ(ended.code, 0) << ended.out;
  }
  Ended run(const std::string& command, const std::string& more = "") {
    return entente(command + " " + store_ + " " + more);
  }
  TemporaryFolder folder_;
  std::string store_ = folder_.path("s.db");
};

TEST_F(EraseCommand, SaysWhatWentAndWhatItCantReach) {
  const Ended dry = run("erase", "zhou --reason request --dry-run");
  EXPECT_EQ(dry.code, 0) << dry.out;
  EXPECT_TRUE(has(dry, "1 entity and 3 relations would be erased\n  zhou\n")) << dry.out;
  EXPECT_TRUE(has(dry, "nothing was written\n"));
  const Ended done = run("erase", "zhou --reason 'request of 2 May'");
  EXPECT_EQ(done.code, 0) << done.out;
  EXPECT_TRUE(has(done, "1 entity and 3 relations erased\n  zhou\n")) << done.out;
  EXPECT_TRUE(has(done, "\n  p2\n")) << done.out;
  EXPECT_TRUE(has(done, "1 other fact that stays as it is names them in a text:\n  talks\n")) << done.out;
  EXPECT_TRUE(has(done, "as commit 3 of " + store_)) << done.out;
  EXPECT_TRUE(has(done, "backups, exports and copies that were made before are out of reach")) << done.out;
  EXPECT_EQ(run("query", "'MATCH (p:Person) RETURN p.name AS name' --format csv").out, "name\r\nMao\r\n");
  EXPECT_EQ(run("verify").code, 0);
  ASSERT_EQ(run("compact").code, 0);
  EXPECT_EQ(run("verify").code, 0);
  EXPECT_NE(shell("grep -rl 'p2' " + store_).code, 0) << "nothing of it is in any file";
}

TEST_F(EraseCommand, IsToldByLogExplainAndAnswersOfEarlierStates) {
  ASSERT_EQ(run("erase", "zhou --reason 'request of 2 May'").code, 0);
  EXPECT_TRUE(has(run("log"), "request of 2 May\n  1 entity and 3 relations erased\n")) << run("log").out;
  EXPECT_TRUE(has(run("log", "--json"), "\"erased\":{\"entities\":1,\"relations\":3}"));
  const Ended explained = run("explain", "zhou");
  EXPECT_EQ(explained.code, 1);
  EXPECT_TRUE(has(explained, "error: `zhou` was erased from this store by commit 3 (request of 2 May) at "))
      << explained.out;
  const Ended then = run("query", "'MATCH (p:Person) RETURN p.name AS name' --format csv --system-time 'commit 2'");
  EXPECT_EQ(then.code, 0);
  EXPECT_TRUE(has(then, "1 entity and 3 relations that the store knew then were erased since")) << then.out;
  EXPECT_FALSE(has(then, "Zhou"));
  EXPECT_FALSE(has(run("query", "'MATCH (p:Person) RETURN p.name'"), "erased since"));
  EXPECT_FALSE(has(run("check"), "store_damage"));
}

TEST_F(EraseCommand, RefusesWhatItCantDo) {
  EXPECT_EQ(run("erase", "zhou").code, 2) << "a reason is needed";
  EXPECT_EQ(run("erase", "--reason x").code, 2);
  EXPECT_TRUE(has(run("erase", "zhou --reson x"), "did you mean `--reason`?"));
  EXPECT_TRUE(has(run("erase", "zho --reason x"), "no entity or relation was ever called `zho`"));
  const Ended source = run("erase", "paper --reason x");
  EXPECT_EQ(source.code, 1);
  EXPECT_TRUE(has(source, "`paper` can't be erased: it is a source of ")) << source.out;
  EXPECT_TRUE(has(run("erase", "zhou --reason 'Zhou Enlai asked'"), "the reason names what is to be erased"));
  const std::string out = run("query", "\"MATCH ()-[r:MET]->() RETURN key(r)\" --format csv").out;
  const std::string conclusion = out.substr(out.find('\n') + 1, out.find('\r', out.find('\n')) - out.find('\n') - 1);
  EXPECT_TRUE(has(run("erase", "'" + conclusion + "' --reason x"), "is a conclusion of the rule `met`")) << conclusion;
  EXPECT_EQ(entente("erase " + folder_.path("none") + " zhou --reason x").code, 1);
  EXPECT_TRUE(has(run("info"), "2")) << "and nothing was written";
  EXPECT_FALSE(has(run("log"), "erased"));
}

TEST_F(EraseCommand, KeepsAnImportFromStatingItAgain) {
  ASSERT_EQ(run("erase", "zhou --reason request").code, 0);
  const std::string file = folder_.file("more.jsonl", R"json({"id": "deng", "type": "Person"}
{"id": "zhou", "type": "Person"}
)json");
  const Ended refused = run("import", file);
  EXPECT_EQ(refused.code, 1);
  EXPECT_TRUE(has(refused, "more.jsonl:2: ")) << refused.out;
  EXPECT_TRUE(has(refused, "`zhou` was erased from this store; --allow-erased adds it nonetheless")) << refused.out;
  EXPECT_TRUE(has(run("erase", "zhou --reason x"), "`zhou` was erased already, by commit 3"));
  const Ended allowed = run("import", file + " --allow-erased");
  EXPECT_EQ(allowed.code, 0) << allowed.out;
  EXPECT_EQ(run("explain", "zhou").code, 0);
  EXPECT_EQ(run("import", file).code, 0) << "the mark is gone";
  EXPECT_EQ(run("verify").code, 0);
}

}  // namespace
}  // namespace entente
