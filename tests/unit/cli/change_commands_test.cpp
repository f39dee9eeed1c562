// `entente retract` and `entente end`: what they say, what they refuse, and what explains it afterwards.
#include <gtest/gtest.h>

#include <string>

#include "unit/cli/store_commands.hpp"

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

class ChangeCommands : public StoreCommands {
 protected:
  ChangeCommands() { EXPECT_EQ(entente("import " + store_ + " " + folder_.file("talks.json", kTalks)).code, 0); }
  std::string keys() {
    return run("query", "\"MATCH ()-[r]->() RETURN coalesce(key(r), '-') AS k ORDER BY k\" --format csv").out;
  }
  std::string rows_of_conclusions() {
    const std::string out = run("query", "\"MATCH ()-[r:MET]->() RETURN key(r)\" --format csv").out;
    return out.substr(out.find('\n') + 1);
  }
  std::string nameless() {
    const std::string out = run("query", "\"MATCH ()-[r]->() WHERE key(r) IS NULL RETURN id(r)\" --format csv").out;
    return out.substr(out.find('\n') + 1, 1);
  }
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
  EXPECT_EQ(run("end", "lead 1953~ --dry-run").out,
            "1 relation would end in 1953~\n  lead: ada led bob, from 1950 until about 1953\nnothing was written\n");
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

class EndsOfFiles : public StoreCommands {
 protected:
  Ended import(const std::string& name, const std::string& lines, const std::string& rest = "") {
    return entente("import " + store_ + " " + folder_.file(name + ".jsonl", lines) + " --as " + name + rest);
  }
  std::string rows(const std::string& query) { return run("query", "\"" + query + "\" --format csv").out; }
};

const char* const kBorn =
    "{\"id\":\"a\",\"type\":\"P\",\"name\":\"A\",\"valid\":\"1900/..\",\"properties\":{\"born_in\":\"Rome\"},"
    "\"sources\":[\"src\"]}\n{\"id\":\"src\",\"type\":\"S\"}\n";
const char* const kPriest = "{\"id\":\"a\",\"type\":\"P\",\"name\":\"A\",\"properties\":{\"job\":\"priest\"}}\n";

// What several files say of a fact stays said, each file its own, when it ends.
TEST_F(EndsOfFiles, KeepWhatEachFileSays) {
  const std::string all = "MATCH (a {name: 'A'}) RETURN a.born_in, a.job, valid(a) AS v, size(sources(a)) AS s";
  const std::string ended = "a.born_in,a.job,v,s\r\nRome,priest,1900/1950,1\r\n";
  import("f", kBorn);
  import("g", kPriest);
  ASSERT_EQ(run("end", "a 1950").code, 0);
  EXPECT_EQ(rows(all), ended);
  EXPECT_TRUE(has(import("g", kPriest), "0 entities added")) << "it says what it said";
  EXPECT_EQ(rows(all), ended);
  import("h", "{\"id\":\"a\",\"type\":\"P\",\"name\":\"A\",\"properties\":{\"age\":50}}\n");
  EXPECT_EQ(rows(all), ended) << "a further file adds";
  import("f", kBorn);
  EXPECT_EQ(rows(all), "a.born_in,a.job,v,s\r\nRome,priest,1900/..,1\r\n") << "the file that dates it says otherwise";
  EXPECT_TRUE(has(run("log", "a --since 'commit 4'"), "corrected    a  A (P)\n                 valid: since 1900"))
      << "an end that is taken away is a correction";
}

TEST_F(EndsOfFiles, AreWithdrawnWithTheirFile) {
  const std::string ends = "{\"id\":\"a\",\"type\":\"P\"}\n{\"id\":\"b\",\"type\":\"P\"}\n";
  import("f", ends + "{\"id\":\"r\",\"type\":\"M\",\"from\":\"a\",\"to\":\"b\",\"valid\":\"1900/..\"}\n");
  ASSERT_EQ(run("end", "r 1950").code, 0);
  const Ended replaced = import("f", ends, " --replace");
  EXPECT_TRUE(has(replaced, "withdrawn")) << replaced.out;
  EXPECT_EQ(rows("MATCH ()-[r]->() RETURN count(r) AS n"), "n\r\n0\r\n");
}

// One without a key is what it says: what ended is another one than what the file says again.
TEST_F(EndsOfFiles, OfRelationsWithoutAKey) {
  const std::string file =
      "{\"id\":\"a\",\"type\":\"P\"}\n{\"type\":\"M\",\"from\":\"a\",\"to\":\"a\"}\n"
      "{\"type\":\"M\",\"from\":\"a\",\"to\":\"a\"}\n";
  import("f", file);
  ASSERT_EQ(run("end", "1950 --id 0").code, 0);
  EXPECT_EQ(rows("MATCH ()-[r]->() RETURN count(r) AS n"), "n\r\n2\r\n");
  EXPECT_TRUE(has(import("f", file), "1 fact")) << "it tells of the one that the file says no more";
  import("f", file, " --replace");
  EXPECT_EQ(rows("MATCH ()-[r]->() RETURN count(r) AS n"), "n\r\n2\r\n");
}

TEST_F(ChangeCommands, AConclusionIsRefusedWithItsRule) {
  const std::string key = rows_of_conclusions().substr(0, rows_of_conclusions().find('\r'));
  for (const std::string& command : {"retract " + store_ + " " + key, "end " + store_ + " " + key + " 1950"}) {
    const Ended refused = entente(command);
    EXPECT_EQ(refused.code, 1) << command;
    EXPECT_TRUE(has(refused, "is a conclusion of the rule `met`, which would draw it again")) << refused.out;
  }
  const std::string id = run("query", "\"MATCH ()-[r:MET]->() RETURN id(r) LIMIT 1\" --format csv").out.substr(7, 1);
  EXPECT_TRUE(has(run("retract", "--id " + id), "is a conclusion of the rule `met`"));
  EXPECT_TRUE(has(run("end", "1950 --id " + id), "is a conclusion of the rule `met`"));
}

TEST_F(EndsOfFiles, KeysStandInOneLineOfWhatIsSaid) {
  import("f", "{\"id\":\"a\\nb\",\"type\":\"P\"}\n{\"type\":\"M\",\"from\":\"a\\nb\",\"to\":\"a\\nb\"}\n");
  EXPECT_TRUE(has(run("retract", "\"$(printf 'a\\nb')\""), "error: entity \"a\\nb\" can't be retracted: 1 relation"));
  EXPECT_TRUE(has(run("retract", "\"$(printf 'a\\nb')\" --detach"), "  a\\nb\n"));
  EXPECT_TRUE(has(run("end", "\"$(printf 'a\\nb')\" 1950"), "`a\\nb` was taken back"));
}

// Of what came through a pipe the log says the name that it was given.
TEST_F(EndsOfFiles, TheLogNamesWhatWasImportedAs) {
  EXPECT_EQ(entente("import " + store_ + " --as letters --format facts - < " +
                    folder_.file("f", "{\"id\":\"a\",\"type\":\"P\"}\n"))
                .code,
            0);
  EXPECT_TRUE(has(run("log", ""), "import letters\n"));
}

// The place of a refused relation is not that of an entity with its key.
TEST_F(EndsOfFiles, ARelationIsRefusedAtItsPlace) {
  const std::string ends = "{\"id\":\"a\",\"type\":\"P\"}\n{\"id\":\"b\",\"type\":\"P\"}\n";
  import("f", ends + "{\"id\":\"r\",\"type\":\"M\",\"from\":\"a\",\"to\":\"b\"}\n");
  const Ended refused =
      import("g", "{\"id\":\"r\",\"type\":\"P\"}\n{\"id\":\"r\",\"type\":\"M\",\"from\":\"b\",\"to\":\"b\"}\n");
  EXPECT_EQ(refused.code, 1);
  EXPECT_TRUE(has(refused, "g.jsonl:2: the id \"r\" stands for a relation of another type")) << refused.out;
}

// A key that an entity and a relation share.
TEST_F(EndsOfFiles, AnEntityIsMeantBeforeARelationOfItsKey) {
  import("f",
         "{\"id\":\"a\",\"type\":\"P\"}\n{\"id\":\"b\",\"type\":\"P\"}\n"
         "{\"id\":\"a\",\"type\":\"M\",\"from\":\"b\",\"to\":\"b\"}\n");
  EXPECT_TRUE(has(run("retract", "a"), "both an entity and a relation have the key `a`"));
  EXPECT_TRUE(has(run("end", "a 1950"), "--entity"));
  EXPECT_TRUE(has(run("end", "a 1950 --entity"), "1 entity ended in 1950"));
  EXPECT_EQ(rows("MATCH (n) WHERE key(n) = 'a' RETURN valid(n) AS v"), "v\r\n../1950\r\n");
  EXPECT_TRUE(has(run("retract", "a --entity"), "1 entity retracted"));
  EXPECT_EQ(rows("MATCH (n) RETURN key(n) AS k"), "k\r\nb\r\n");
  EXPECT_EQ(rows("MATCH ()-[r]->() RETURN key(r) AS k"), "k\r\na\r\n");
  EXPECT_TRUE(has(run("retract", "a --entity"), "is the key of a relation, and of no entity"));
}

}  // namespace
}  // namespace entente
