// `entente erase`: what it says and refuses, what every other command says of it, and importing what was erased.
#include <gtest/gtest.h>

#include <string>

#include "unit/cli/store_commands.hpp"

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

class EraseCommand : public StoreCommands {
 protected:
  EraseCommand() {
    const Ended ended = entente("import " + store_ + " " + folder_.file("people.json", kPeople));
    EXPECT_EQ(ended.code, 0) << ended.out;
  }
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
  EXPECT_TRUE(has(done, "1 other mentions what is erased in a text, and stays as it is:\n  talks\n")) << done.out;
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
  EXPECT_TRUE(has(run("erase", "zho --reason x"), "no entity or relation is or was called `zho`"));
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

// What would bring an erased key back beside a fact of that key.
TEST_F(EraseCommand, ReferencesToWhatWasErasedAreRefused) {
  ASSERT_EQ(run("erase", "zhou --reason request").code, 0);
  const auto import = [this](const std::string& text, const std::string& more = "") {
    return entente("import " + store_ + " " + folder_.file("more.json", "{\"entente\": 1, " + text + "}") + more);
  };
  const std::string citing = R"("entities": [{"id": "x", "type": "Person", "sources": ["zhou#p1"]}])";
  const std::string resting =
      R"("entities": [{"id": "x", "type": "Person", "properties": {"rests_on": ["mao", "zhou"]}}])";
  const std::string expecting =
      R"("ontology": {"expected": [{"check": "two_holders", "facts": ["zhou", "mao"], "reason": "both"}]})";
  EXPECT_TRUE(has(import(citing), "more.json:1: `sources` names `zhou`, which was erased from this store"));
  EXPECT_TRUE(has(import(resting), "more.json:1: `rests_on` names `zhou`, which was erased from this store"));
  EXPECT_TRUE(has(import(expecting), "an expected finding names `zhou`, which was erased from this store"));
  EXPECT_EQ(import(resting, " --allow-erased").code, 0);
  EXPECT_TRUE(has(run("erase", "mao --reason request --dry-run"),
                  "1 version of other facts would say no more that it rests on what is erased\n"));
  // The rule goes on to conclude from what is there.
  EXPECT_EQ(run("derive").code, 0);
}

TEST_F(EraseCommand, ListsEveryTextThatStays) {
  const std::string text =
      R"json({"entente": 1, "ontology": {"entity_types": [{"name": "Person", "summary": "such as Zhou  Enlai"}],
    "expected": [{"check": "two_holders", "facts": ["mao", "talks"], "reason": "Zhou Enlai held it"}]},
    "entities": [{"id": "a", "type": "Person", "properties": {"note": "of Zhou Enlai"}}, {"id": "b", "type": "Person", "sources": ["paper#Zhou Enlai, p. 3"]},
    {"id": "c", "type": "Person", "properties": {"letters": {"zhou": 1}}}, {"id": "d", "type": "Person", "properties": {"zhou": 1}}]})json";
  ASSERT_EQ(entente("import " + store_ + " " + folder_.file("x.json", text) + " --as 'letters of Zhou Enlai'").code, 0);
  ASSERT_EQ(entente("import " + store_ + " " +
                    folder_.file(
                        "y.json",
                        R"({"entente": 1, "entities": [{"id": "a", "type": "Person", "properties": {"note": "of him"}},
    {"id": "b", "type": "Person", "sources": ["paper#Zhou Enlai, p. 3"]}, {"id": "c", "type": "Person", "properties": {"letters": {"zhou": 1}}},
    {"id": "d", "type": "Person", "properties": {"zhou": 1}}]})") +
                    " --as 'letters of Zhou Enlai'")
                .code,
            0);
  const Ended dry = run("erase", "zhou --reason request --dry-run");
  for (const char* const mention :
       {"\n  a, as it was\n", "\n  b\n", "\n  c\n", "\n  d\n", "\n  the entity type Person\n",
        "\n  an expected finding of two_holders\n", "\n  the name of the file letters of Zhou Enlai\n"})
    EXPECT_TRUE(has(dry, mention)) << mention << dry.out;
  EXPECT_TRUE(has(dry, "2 reasons of commits")) << "imported under that name: " << dry.out;
}

TEST_F(EraseCommand, ReachesTheNamesOfWhatWasForgotten) {
  ASSERT_EQ(run("retract", "zhou --detach --reason 'as zhou  asked'").code, 0);
  ASSERT_EQ(run("forget", "--before now").code, 0);
  EXPECT_TRUE(has(run("erase", "zhang --reason request"),
                  "no entity or relation is or was called `zhang`; what was known "
                  "before commit"));
  EXPECT_EQ(run("erase", "zhou --reason request").code, 0);
  EXPECT_FALSE(has(run("log"), "zhou"));
  EXPECT_TRUE(
      has(entente("import " + store_ + " " + folder_.path("people.json")), "`zhou` was erased from this store"));
  EXPECT_EQ(run("verify").code, 0);
}

TEST_F(EraseCommand, AKeyOfTwoKindsIsToldApart) {
  const std::string file = folder_.file("two.json", R"({"entente": 1, "relations": [
    {"id": "mao", "type": "WROTE", "from": "zhou", "to": "paper"}]})");
  ASSERT_EQ(entente("import " + store_ + " " + file).code, 0);
  EXPECT_TRUE(has(run("erase", "mao --reason request"), "an entity and a relation have, or had, the key `mao`"));
  EXPECT_EQ(run("erase", "mao --reason request --entity --relation").code, 2);
  EXPECT_TRUE(has(run("erase", "mao --reason request --relation"), "1 relation erased\n  mao\n"));
  EXPECT_EQ(run("query", "'MATCH (p:Person {name: \"Mao\"}) RETURN count(p) AS n' --format csv").out, "n\r\n1\r\n");
}

TEST_F(EraseCommand, IsSaidOfTwoStatesAndOfEarlierStores) {
  ASSERT_EQ(run("erase", "zhou --reason request").code, 0);
  const Ended diff = run("diff", "--system 'commit 1' now");
  EXPECT_TRUE(has(diff, "1 entity and 1 relation that the store knew then were erased since")) << diff.out;
  EXPECT_TRUE(has(run("diff", "--system 'commit 1' now --json"), R"("erased":{"entities":1,"relations":1})"));
  EXPECT_TRUE(has(run("draw", "- --system-change 'commit 1' now"), "that the store knew then were erased since"));
  EXPECT_TRUE(has(run("log", "zhou"), "`zhou` was erased from this store by commit"));
  const std::string earlier = folder_.path("earlier");
  ASSERT_EQ(run("restore", earlier + " --commit 1").code, 0);
  EXPECT_TRUE(
      has(entente("explain " + earlier + " zhou"), "was erased from the store of which this one is an earlier state"));
  EXPECT_EQ(entente("verify " + earlier).code, 0);
}

// Every command that reads an earlier state says that it lacks something.
TEST_F(EraseCommand, IsSaidBesideEveryAnswerOfAnEarlierState) {
  ASSERT_EQ(run("erase", "zhou --reason request").code, 0);
  for (const char* const command : {"query", "find", "show", "explain", "info", "schema", "check", "export", "draw"}) {
    const std::string name = command;
    const std::string what = name == "query"                                         ? "'MATCH (n) RETURN n'"
                             : name == "export"                                      ? folder_.path("x.json")
                             : name == "draw"                                        ? "-"
                             : name == "find" || name == "show" || name == "explain" ? "mao"
                                                                                     : "";
    EXPECT_TRUE(has(run(command, what + " --system-time 'commit 1'"),
                    "warning: 1 entity and 1 relation that the store knew then were erased since"))
        << name << "\n"
        << run(command, what + " --system-time 'commit 1'").out;
    EXPECT_FALSE(has(run(command, what), "erased since")) << name;
  }
}

}  // namespace
}  // namespace entente
