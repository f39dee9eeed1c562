// System time on the command line: `entente log`, `entente diff --system`, `--system-time` of each command that reads.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/cli/store_commands.hpp"

namespace entente {
namespace {

// Commit 1: Mao and Chou, who met in 1949; commit 2: it was in 1950, and he is called Zhou; commit 3: a type gets a
// parent; commit 4: Deng.
class SystemTimeCommands : public StoreCommands {
 protected:
  SystemTimeCommands() {
    import("facts.jsonl", R"json({"entente": 1, "ontology": {"entity_types": [{"name": "Leader"}, {"name": "Person"}],
 "relation_types": [{"name": "MET", "kind": "event"}]}, "entities": [{"id": "mao", "type": "Leader", "name": "Mao"},
 {"id": "zhou", "type": "Person", "name": "Chou"}], "relations": [
 {"id": "m1", "type": "MET", "from": "mao", "to": "zhou", "valid": "1949"}]})json");
    import("facts.jsonl", R"json({"entente": 1, "entities": [{"id": "mao", "type": "Leader", "name": "Mao"},
 {"id": "zhou", "type": "Person", "name": "Zhou"}], "relations": [
 {"id": "m1", "type": "MET", "from": "mao", "to": "zhou", "valid": "1950"}]})json");
    import("types.json", R"json({"entente": 1, "ontology": {"entity_types": [{"name": "Leader", "parent": "Person"},
 {"name": "Person"}], "relation_types": [{"name": "MET", "kind": "event",
 "verb": {"base": "meet", "present": "meets", "past": "met with", "participle": "met"}}]}})json");
    import("deng.json", R"json({"entente": 1, "entities": [{"id": "deng", "type": "Person", "name": "Deng"}]})json");
  }
  void import(const std::string& name, const std::string& text) {
    const std::string file = folder_.path(name.substr(0, name.find('.')) + ".json");
    folder_.file(name.substr(0, name.find('.')) + ".json", text);
    const Ended ended = entente("import " + store_ + " " + file);
    EXPECT_EQ(ended.code, 0) << ended.out;
  }
};

std::vector<std::string> lines_in(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

TEST_F(SystemTimeCommands, LogListsCommits) {
  const Ended ended = run("log");
  EXPECT_EQ(ended.code, 0);
  const auto lines = lines_in(ended.out);
  ASSERT_EQ(lines.size(), 8U) << ended.out;
  EXPECT_EQ(lines[0].substr(0, 12), "commit 1  20");
  EXPECT_TRUE(has(lines[0], "Z  ")) << lines[0];
  EXPECT_EQ(lines[1], "  2 entities and 1 relation added or changed, the ontology changed");
  EXPECT_EQ(lines[3], "  1 entity and 1 relation added or changed");
  EXPECT_EQ(lines[5], "  the ontology changed");
  EXPECT_EQ(lines[7], "  1 entity added or changed");
}

TEST_F(SystemTimeCommands, LogListsChanges) {
  const Ended ended = run("log", "--changes --since 'commit 2' --until 'commit 2'");
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.out.substr(ended.out.find('\n') + 1),
            "  corrected    zhou  Zhou (Person)\n"
            "                 name: Zhou, it was Chou\n"
            "  corrected    m1  Mao met with Zhou\n"
            "                 valid: in 1950, it was in 1949\n");
  const Ended of = run("log", "Chou");
  EXPECT_TRUE(has(of, "commit 1")) << of.out;
  EXPECT_TRUE(has(of, "newly known  zhou  Chou (Person)")) << of.out;
  EXPECT_FALSE(has(of, "Deng")) << of.out;
  EXPECT_EQ(run("log", "Deng --until 'commit 3'").code, 1);
  EXPECT_TRUE(has(run("log", "Lin"), "no entity or relation was ever called `Lin`"));
  EXPECT_EQ(run("log", "--since 2525").out, "no commit changed anything\n");
  EXPECT_EQ(run("log", "--since 'commit 9'").code, 1);
  EXPECT_TRUE(has(run("log", "--since 'commit 3' --until 'commit 2'"), "commit 3 is behind commit 2"));
  EXPECT_TRUE(has(run("log", "--since 'no date'"), "error: "));
  EXPECT_TRUE(has(run("log", "m1 --since 'commit 3'"), "no commit changed anything")) << "there was one";
}

TEST_F(SystemTimeCommands, DrawShowsWhatStatesKnowOtherwise) {
  EXPECT_EQ(run("retract", "m1").code, 0);
  const Ended ended = run("draw", "- --system-change 'commit 1' now");
  EXPECT_EQ(ended.code, 0);
  EXPECT_TRUE(has(ended, " (commit 5) than on ")) << ended.out;
  EXPECT_TRUE(has(ended, "+ newly known; ≠ corrected; ⊣ ended; − retracted")) << ended.out;
  EXPECT_TRUE(has(ended, "label=\"≠ Zhou\"")) << ended.out;
  EXPECT_TRUE(has(ended, "\\ncorrected\\nname: Zhou, it was Chou\"")) << ended.out;
  EXPECT_TRUE(has(ended, "label=\"+ Deng\"")) << ended.out;
  EXPECT_TRUE(has(ended, "label=\"− met with\\nin 1949\"")) << "as it was then: " << ended.out;
  EXPECT_TRUE(has(ended, "label=\"Mao\"")) << "at which a relation ends: " << ended.out;
  EXPECT_TRUE(has(run("draw", "- --system-change 'commit 2' 'commit 3'"), "there is nothing to show"));
  EXPECT_TRUE(has(run("draw", "- --system-change 'commit 0' 'commit 1'"), "before the first commit"));
  EXPECT_EQ(run("draw", "- --system-change 'commit 3' 'commit 2'").code, 1);
  EXPECT_EQ(run("draw", "- --system-change 'commit 3' 'commit 9'").code, 1);
  for (const char* const more : {"--as-of 1950", "--query 'MATCH (n) RETURN n'", "--system-time now", "--certain"})
    EXPECT_EQ(run("draw", std::string("- --system-change 'commit 1' now ") + more).code, 2) << more;
}

// As a script with an empty variable gives it: no answer to another question.
TEST_F(SystemTimeCommands, AnEmptyValueOfAnOptionIsRefused) {
  for (const char* const rest : {"--since ''", "--until=", "zhou --since ''"}) EXPECT_EQ(run("log", rest).code, 2);
  const Ended ended = run("query", "--system-time '' 'MATCH (n) RETURN count(n)'");
  EXPECT_EQ(ended.code, 2);
  EXPECT_TRUE(has(ended, "--system-time: its value is empty")) << ended.out;
}

TEST_F(SystemTimeCommands, LogIsJsonForPrograms) {
  const Ended ended = run("log", "--json zhou");
  EXPECT_EQ(ended.code, 0);
  EXPECT_TRUE(has(ended, R"({"entente":1,"kind":"log","commits":[{"transaction":1,"system_time":"20)")) << ended.out;
  EXPECT_TRUE(has(ended, R"("differences":[{"what":"name","before":"Chou","after":"Zhou"}])")) << ended.out;
}

TEST_F(SystemTimeCommands, DiffComparesStates) {
  const Ended ended = run("diff", "--system 'commit 1' now");
  EXPECT_EQ(ended.code, 1) << "something changed";
  EXPECT_EQ(ended.out,
            "  corrected    entity type Leader\n"
            "  corrected    relation type MET\n"
            "  corrected    zhou  Zhou (Person)\n"
            "                 name: Zhou, it was Chou\n"
            "  newly known  deng  Deng (Person)\n"
            "  corrected    m1  Mao met with Zhou\n"
            "                 valid: in 1950, it was in 1949\n");
  EXPECT_EQ(run("diff", "--system 'commit 2' 'commit 3'").out,
            "  corrected    entity type Leader\n  corrected    relation type MET\n");
  EXPECT_EQ(run("diff", "--system 'commit 2' 'commit 3'").code, 1);
  EXPECT_EQ(run("diff", "--system 'commit 3' 'commit 3'").out, "the store knew the same\n");
  EXPECT_EQ(run("diff", "--system 'commit 3' 'commit 3'").code, 0);
  EXPECT_EQ(run("diff", "--system 'commit 3' 'commit 2'").code, 2);
  EXPECT_EQ(run("diff", "--system 'commit 3' 'commit 9'").code, 2);
  EXPECT_EQ(run("diff", "--system 'no date' now").code, 2);
  const Ended json = run("diff", "--system 1998 'commit 1' --json");
  EXPECT_TRUE(has(json, R"({"entente":1,"kind":"system_diff","from":{"transaction":0},"to":{"transaction":1,)"))
      << json.out;
}

TEST_F(SystemTimeCommands, DiffSaysHowCommitsAreCompared) {
  const Ended ended = run("diff", "'commit 1' now");
  EXPECT_EQ(ended.code, 2);
  EXPECT_TRUE(has(ended, "error: ") && has(ended, "hint: with --system")) << ended.out;
}

// What has no meaning between states is refused, not passed over.
TEST_F(SystemTimeCommands, DiffOfStatesTakesNothingElse) {
  for (const std::string option : {"--query 'MATCH (n) RETURN n'", "--file q.cypher", "--param a=1", "--undecided",
                                   "--according-to doc-a", "--system-time 'commit 1'"}) {
    const Ended ended = run("diff", "--system 'commit 1' now " + option);
    EXPECT_EQ(ended.code, 2) << option << "\n" << ended.out;
    EXPECT_TRUE(has(ended, option.substr(0, option.find(' ')))) << ended.out;
    EXPECT_TRUE(has(ended, "--system")) << ended.out;
  }
}

TEST_F(SystemTimeCommands, EachCommandThatReadsTakesATime) {
  const std::string then = " --system-time 'commit 1'";
  const std::string met = "\"MATCH (a)-[m:MET]->(b) RETURN b.name AS b, valid(m) AS v\" --format csv";
  EXPECT_EQ(run("query", met).out, "b,v\r\nZhou,1950\r\n");
  EXPECT_EQ(run("query", met + then).out, "b,v\r\nChou,1949\r\n");
  EXPECT_EQ(run("query", met + " --system-time 2525").out, "b,v\r\nZhou,1950\r\n");
  EXPECT_TRUE(has(run("find", "Chou" + then), "zhou  Chou (Person)"));
  EXPECT_FALSE(has(run("find", "Chou"), "zhou  Chou"));
  EXPECT_TRUE(has(run("show", "zhou" + then), "Chou"));
  EXPECT_FALSE(has(run("show", "zhou"), "Chou"));
  EXPECT_FALSE(has(run("show", "zhou" + then), "met with")) << "said in the words of then";
  EXPECT_TRUE(has(run("show", "zhou"), "met with")) << run("show", "zhou").out;
  EXPECT_TRUE(has(run("explain", "m1" + then), "1949"));
  EXPECT_TRUE(has(run("explain", "m1"), "1950"));
  EXPECT_EQ(run("explain", "deng --system-time 'commit 3'").code, 1);
  EXPECT_TRUE(has(run("info", then), "2 entities")) << run("info", then).out;
  EXPECT_TRUE(has(run("info"), "3 entities"));
  EXPECT_FALSE(has(run("info", then), "\n  2  20")) << run("info", then).out;
  EXPECT_TRUE(has(run("schema", then), "1  Person\n")) << run("schema", then).out;
  EXPECT_TRUE(has(run("schema"), "3  Person\n")) << run("schema").out;
  EXPECT_EQ(run("check", then).code, 0) << run("check", then).out;
  const std::string data = run("export", "- --format data" + then).out;
  EXPECT_TRUE(has(data, "Chou")) << data;
  EXPECT_FALSE(has(data, "\"parent\"")) << data;
  EXPECT_TRUE(has(run("export", "- --format data"), "\"parent\""));
  const std::string dot = run("draw", "- --format dot" + then).out;
  EXPECT_TRUE(has(dot, "Chou")) << dot;
  EXPECT_FALSE(has(dot, "Deng")) << dot;
  const Ended diff = run("diff", "1948 1949" + then);
  EXPECT_TRUE(has(diff, "Chou")) << diff.out;
}

TEST_F(SystemTimeCommands, EachRefusesATimeThatIsNone) {
  for (const std::string command :
       {"query", "find", "show", "explain", "info", "schema", "check", "export", "draw", "diff"}) {
    const std::string rest = command == "query"     ? "'RETURN 1'"
                             : command == "find"    ? "Mao"
                             : command == "show"    ? "mao"
                             : command == "explain" ? "m1"
                             : command == "export"  ? folder_.path("out.jsonl")
                             : command == "draw"    ? folder_.path("out.dot")
                             : command == "diff"    ? "1949 1950"
                                                    : "";
    for (const std::string time : {"'commit 9'", "'no date'", "'commit one'"}) {
      const Ended ended = run(command, rest + " --system-time " + time);
      EXPECT_NE(ended.code, 0) << command << " " << time << "\n" << ended.out;
      EXPECT_TRUE(has(ended, "error: ")) << command << " " << time << "\n" << ended.out;
    }
  }
}

TEST_F(SystemTimeCommands, TheTimeBeforeTheFirstCommitIsSaid) {
  const Ended ended = run("query", "'MATCH (n) RETURN n' --system-time 1998");
  EXPECT_EQ(ended.code, 0);
  EXPECT_TRUE(has(ended, "the store knew nothing at that time: its first commit was made at 20")) << ended.out;
  EXPECT_FALSE(has(ended, "line 1")) << "the time stands in no query\n" << ended.out;
  EXPECT_TRUE(has(run("info", "--system-time 1998"), "0 entities"));
}

TEST_F(SystemTimeCommands, TheShellKeepsATime) {
  const Ended ended =
      shell(R"(printf ':system-time commit 1\n:format csv\nMATCH (n) RETURN n.name ORDER BY n.name;\n)"
            R"(:system-time commit 9\nMATCH (n) RETURN count(n);\n:system-time\nMATCH (n) RETURN count(n);\n' | )" +
            std::string(ENTENTE_PROGRAM) + " shell " + store_);
  EXPECT_EQ(ended.code, 1) << "one of them failed";
  EXPECT_TRUE(has(ended, "what the store knew at commit 1, 20")) << ended.out;
  EXPECT_TRUE(has(ended, "n.name\r\nChou\r\nMao\r\n")) << ended.out;
  EXPECT_TRUE(has(ended, "there is no commit 9; the newest is 4")) << ended.out;
  EXPECT_TRUE(has(ended, "count(n)\r\n2\r\n")) << "it stays where it was\n" << ended.out;
  EXPECT_TRUE(has(ended, "what the store knows now")) << ended.out;
  EXPECT_TRUE(has(ended, "count(n)\r\n3\r\n")) << ended.out;
}

}  // namespace
}  // namespace entente
