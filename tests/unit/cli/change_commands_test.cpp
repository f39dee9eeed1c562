// `entente retract` and `entente end`: what they say, what they refuse, and what explains it afterwards.
#include <gtest/gtest.h>

#include <string>

#include "support/temporary_folder.hpp"
#include "unit/cli/ran.hpp"

namespace entente {
namespace {

const char* const kTalks = R"json({"entente": 1, "ontology": {
  "entity_types": [{"name": "Person"}, {"name": "Meeting"}],
  "relation_types": [{"name": "TOOK_PART_IN", "kind": "event"}, {"name": "MET", "kind": "event"}, {"name": "LED"}],
  "rules": [{"name": "met", "concludes": "MET",
    "query": "MATCH (p:Person)-[a:TOOK_PART_IN]->(m:Meeting)<-[b:TOOK_PART_IN]-(q:Person) RETURN p AS from, q AS to, [a, b] AS because"}]},
  "entities": [{"id": "ada", "type": "Person"}, {"id": "bob", "type": "Person"}, {"id": "talks", "type": "Meeting"}],
  "relations": [
    {"id": "p1", "type": "TOOK_PART_IN", "from": "ada", "to": "talks"},
    {"id": "p2", "type": "TOOK_PART_IN", "from": "bob", "to": "talks"},
    {"id": "lead", "type": "LED", "from": "ada", "to": "bob", "valid": "1950/.."},
    {"type": "LED", "from": "bob", "to": "ada", "valid": "1960/.."}]})json";

class ChangeCommands : public testing::Test {
 protected:
  ChangeCommands() { EXPECT_EQ(entente("import " + store_ + " " + folder_.file("talks.json", kTalks)).code, 0); }
  Ended run(const std::string& command, const std::string& rest) {
    return entente(command + " " + store_ + " " + rest);
  }
  std::string keys() {
    return run("query", "\"MATCH ()-[r]->() RETURN coalesce(key(r), '-') AS k ORDER BY k\" --format csv").out;
  }
  std::string nameless() {
    const std::string out = run("query", "\"MATCH ()-[r]->() WHERE key(r) IS NULL RETURN id(r)\" --format csv").out;
    return out.substr(out.find('\n') + 1, 1);
  }
  TemporaryFolder folder_;
  std::string store_ = folder_.path("store");
};

TEST_F(ChangeCommands, RetractTakesBackAndDerivesAgain) {
  const Ended dry = run("retract", "p2 --dry-run");
  EXPECT_EQ(dry.out, "1 relation would be retracted\n  p2\nnothing was written\n");
  EXPECT_EQ(dry.code, 0);
  const Ended ended = run("retract", "p2 --reason 'nobody saw him'");
  EXPECT_EQ(ended.out, "1 relation retracted\n  p2\nas commit 3 of " + store_ +
                           "\nderived by rules\n  met  0 new, 0 kept, 2 withdrawn\n");
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(keys(), "k\r\n-\r\nlead\r\np1\r\n");
  EXPECT_TRUE(has(run("explain", "p2"), "withdrawn with commit 3 (nobody saw him)"));
  EXPECT_TRUE(has(run("info", ""), "nobody saw him"));
  const Ended again = run("retract", "p2");
  EXPECT_EQ(again.code, 1);
  EXPECT_TRUE(has(again, "error: `p2` was taken back by commit 3 (nobody saw him) at ")) << again.out;
}

TEST_F(ChangeCommands, RetractRefusesAnEntityAtWhichRelationsEnd) {
  const Ended refused = run("retract", "talks");
  EXPECT_EQ(refused.code, 1);
  EXPECT_TRUE(has(refused, "error: entity \"talks\" can't be retracted: 2 relations end there: p1, p2\n"))
      << refused.out;
  EXPECT_TRUE(has(refused, "--detach")) << refused.out;
  EXPECT_EQ(run("retract", "talks --detach --dry-run").out,
            "1 entity and 2 relations would be retracted\n  talks\n  p1\n  p2\nnothing was written\n");
  EXPECT_TRUE(has(run("retract", "talks p1 p2"), "1 entity and 2 relations retracted\n")) << "each by its name";
  EXPECT_EQ(keys(), "k\r\n-\r\nlead\r\n");
  EXPECT_TRUE(has(run("explain", "talks"), "withdrawn with commit 3 (retract talks, p1, p2)"));
  EXPECT_FALSE(has(run("check", ""), "conclusion_outside_premises"));
  EXPECT_FALSE(has(run("check", ""), "store_damage"));
}

TEST_F(ChangeCommands, RetractTakesRelationsByTheirNumber) {
  const Ended ended = run("retract", "--id " + nameless());
  EXPECT_TRUE(has(ended, "1 relation retracted\n  (bob)-[LED]->(ada) 1960/..\n")) << ended.out;
  EXPECT_TRUE(has(run("retract", "--id 99"), "there is no relation with the id 99 in the store"));
  EXPECT_EQ(run("retract", "--id nine").code, 2);
  EXPECT_EQ(run("retract", "--id 18446744073709551616").code, 2) << "no number that is read as another";
  EXPECT_EQ(run("retract", "").code, 2);
}

TEST_F(ChangeCommands, AnUnknownKeyHasItsNearest) {
  for (const char* command : {"retract", "end"}) {
    const Ended ended = run(command, std::string("leda") + (command == std::string("end") ? " 1950" : ""));
    EXPECT_EQ(ended.code, 1);
    EXPECT_TRUE(has(ended, "no entity and no relation has the key `leda`")) << ended.out;
    EXPECT_TRUE(has(ended, "did you mean `lead`")) << ended.out;
  }
}

TEST_F(ChangeCommands, EndSaysWhenSomethingEnded) {
  EXPECT_EQ(run("end", "lead 1953~ --dry-run").out, "1 relation would end in 1953~\nnothing was written\n");
  const Ended ended = run("end", "lead 1953~");
  EXPECT_EQ(ended.code, 0);
  EXPECT_TRUE(has(ended, "1 relation ended in 1953~\n  lead: ada led bob, from 1950 until about 1953\nas commit 3 of "))
      << ended.out;
  EXPECT_EQ(run("end", "lead 1953~").out, "ended in 1953~ already; nothing changed\n");
  const Ended explained = run("explain", "lead");
  EXPECT_TRUE(has(explained, "ended with commit 3 (end lead in 1953~) at ")) << explained.out;
  EXPECT_TRUE(has(explained, "; before: since 1950\n")) << explained.out;
  EXPECT_TRUE(has(run("end", "ada 1980 --reason obituary"), "1 entity ended in 1980\n"));
}

TEST_F(ChangeCommands, EndTakesRelationsByTheirNumber) {
  const Ended ended = run("end", "1965 --id " + nameless());
  EXPECT_TRUE(has(ended, "1 relation ended in 1965\nas commit 3 of ")) << ended.out;
  EXPECT_TRUE(has(run("query", "\"MATCH ()-[r]->() WHERE key(r) IS NULL RETURN toString(valid(r))\" --format csv"),
                  "1960/1965"));
}

TEST_F(ChangeCommands, EndRefusesWhatCantBe) {
  const Ended before = run("end", "lead 1949");
  EXPECT_EQ(before.code, 1);
  EXPECT_TRUE(has(before, "it can't have ended in 1949: it began after that, since 1950")) << before.out;
  EXPECT_TRUE(has(run("end", "lead 1950/1953"), "is no single date"));
  EXPECT_EQ(run("end", "lead soon").code, 1);
  EXPECT_EQ(run("end", "lead").code, 2);
  EXPECT_FALSE(has(run("explain", "lead"), "commit"));
}

}  // namespace
}  // namespace entente
