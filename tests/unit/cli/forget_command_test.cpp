// `entente forget`: what it says and refuses, and what every other command says of a store that has forgotten.
#include <gtest/gtest.h>

#include <string>

#include "unit/cli/store_commands.hpp"

namespace entente {
namespace {

// Commit 1: Mao and Chou, who met in 1949. Commit 2: it was in 1950, and he is called Zhou. Commit 3: they did not
// meet. Commit 4: Deng.
class ForgetCommand : public StoreCommands {
 protected:
  ForgetCommand() {
    import("a.json", R"json({"entente": 1, "entities": [{"id": "mao", "type": "Person", "name": "Mao"},
 {"id": "zhou", "type": "Person", "name": "Chou"}], "relations": [
 {"id": "m1", "type": "MET", "from": "mao", "to": "zhou", "valid": "1949"}]})json");
    import("a.json",
           R"json({"entente": 1, "entities": [{"id": "zhou", "type": "Person", "name": "Zhou"}], "relations": [
 {"id": "m1", "type": "MET", "from": "mao", "to": "zhou", "valid": "1950"}]})json");
    EXPECT_EQ(run("retract", "m1 --reason 'they did not'").code, 0);
    import("b.json", R"json({"entente": 1, "entities": [{"id": "deng", "type": "Person", "name": "Deng"}]})json");
  }
  void import(const std::string& name, const std::string& text) {
    const Ended ended = entente("import " + store_ + " " + folder_.file(name, text));
    EXPECT_EQ(ended.code, 0) << ended.out;
  }
};

TEST_F(ForgetCommand, SaysWhatGoesAndWhatStays) {
  const Ended dry = run("forget", "--before 'commit 3' --dry-run");
  EXPECT_EQ(dry.code, 0);
  EXPECT_TRUE(has(dry,
                  "3 versions would be forgotten: 1 of entities, 2 of relations\n"
                  "the oldest state that the store can tell would be commit 3 (2"))
      << dry.out;
  EXPECT_TRUE(has(dry, "nothing was written\n"));
  EXPECT_EQ(run("query", "'MATCH (n) RETURN n.name' --system-time 'commit 2'").code, 0);
  const Ended done = run("forget", "--before 'commit 3'");
  EXPECT_EQ(done.code, 0);
  EXPECT_TRUE(has(done,
                  "3 versions forgotten: 1 of entities, 2 of relations\n"
                  "the oldest state that the store can tell is commit 3 (2"))
      << done.out;
  const Ended again = run("forget", "--before 'commit 2'");
  EXPECT_EQ(again.code, 0);
  EXPECT_TRUE(has(again, "nothing was forgotten: the oldest state that the store can tell is commit 3 (2"))
      << again.out;
  EXPECT_TRUE(has(again, ") already\n"));
  EXPECT_TRUE(has(run("forget", "--before 2000-01-01"), "nothing was forgotten: ")) << "before the first commit";
}

TEST_F(ForgetCommand, RefusesWhatItCantDo) {
  EXPECT_EQ(run("forget").code, 2);
  EXPECT_TRUE(has(run("forget", "--befor 2024"), "did you mean `--before`?"));
  EXPECT_TRUE(has(run("forgt", "--before 2024"), "did you mean `forget`?"));
  EXPECT_TRUE(has(run("forget", "--before 'commit 9'"), "there is no commit 9; the newest is 4"));
  EXPECT_TRUE(has(run("forget", "--before 'commit x'"), "`commit x` names no commit"));
  EXPECT_TRUE(has(run("forget", "--before 3000 --dry-run"), "`3000` is still to come")) << "likely mistyped";
  EXPECT_EQ(run("forget", "--before now --dry-run").code, 0);
  EXPECT_TRUE(has(run("forget", "--before soon"), "can't be read as a date"));
  EXPECT_TRUE(has(run("forget", "--before 2000"), "nothing was forgotten: the store knew nothing before that\n"));
  EXPECT_EQ(entente("forget " + folder_.path("none") + " --before 2024").code, 1);
}

TEST_F(ForgetCommand, RefusesEarlierStatesByEveryDoor) {
  ASSERT_EQ(run("forget", "--before 'commit 3'").code, 0);
  const std::string refused = "what the store knew before commit 3 (2";
  for (const char* const asked :
       {"query 'MATCH (n) RETURN n.name' --system-time 'commit 2'",
        "query \"MATCH (n) FOR SYSTEM_TIME AS OF COMMIT 2 RETURN n.name\"",
        "query \"FOR SYSTEM_TIME AS OF COMMIT 2 MATCH (n) RETURN n.name\"", "find Zhou --system-time 'commit 1'",
        "show zhou --system-time 'commit 1'", "explain m1 --system-time 'commit 2'", "info --system-time 'commit 2'",
        "check --system-time 'commit 2'", "diff --system 'commit 1' now"}) {
    const std::string text = asked;
    const std::size_t blank = text.find(' ');
    const Ended ended = run(text.substr(0, blank), text.substr(blank + 1));
    if (has(ended, "syntax")) continue;  // one of the two forms of the statement
    EXPECT_NE(ended.code, 0) << text;
    EXPECT_TRUE(has(ended, refused)) << text << ": " << ended.out;
    EXPECT_TRUE(has(ended, "was forgotten; the oldest state it can tell is commit 3")) << ended.out;
  }
  EXPECT_TRUE(has(entente("restore " + store_ + " " + folder_.path("old") + " --commit 2"), refused));
  EXPECT_TRUE(has(run("query", "'MATCH (n) RETURN n.name' --system-time 'commit 3'"), "Zhou"));
  EXPECT_EQ(run("diff", "--system 'commit 3' now").code, 1) << "there is Deng";
}

TEST_F(ForgetCommand, IsToldByLogExplainInfoAndKeptByCopies) {
  ASSERT_EQ(run("forget", "--before 'commit 3'").code, 0);
  const Ended log = run("log", "--changes");
  EXPECT_EQ(log.code, 0);
  EXPECT_TRUE(has(log, "they did not\n  what it changed was forgotten\n")) << log.out;
  EXPECT_TRUE(has(log, "newly known  deng")) << log.out;
  EXPECT_FALSE(has(log, "m1"));
  EXPECT_TRUE(has(run("log", "zhou"), "they did not\n  what was changed up to here was forgotten\n"));
  EXPECT_FALSE(has(run("log", "zhou"), "commit 2"));
  EXPECT_TRUE(has(run("log", "--json"), "\"forgotten\":true,\"changes\":[]"));
  EXPECT_TRUE(has(run("log", "nobody"),
                  "no entity or relation was ever called `nobody`; what was known before commit 3 "
                  "was forgotten"));
  EXPECT_TRUE(has(run("explain", "zhou"), "versions before commit 3, if there were any, were forgotten\n"));
  EXPECT_TRUE(has(run("explain", "zhou --json"), "\"forgotten_before\":3"));
  const Ended gone = run("explain", "m1");
  EXPECT_EQ(gone.code, 1);
  EXPECT_TRUE(has(gone, "; what was known before commit 3 was forgotten")) << gone.out;
  EXPECT_TRUE(has(run("info"), "the oldest state that can be read is commit 3; what was known before was forgotten"));
  EXPECT_EQ(run("verify").code, 0);
  EXPECT_EQ(run("check").code, 0) << run("check").out;
  ASSERT_EQ(run("compact").code, 0);
  const std::string copy = folder_.path("copy"), restored = folder_.path("restored");
  ASSERT_EQ(run("backup", copy).code, 0);
  ASSERT_EQ(entente("restore " + copy + " " + restored + " --commit 3").code, 0);
  for (const std::string& store : {store_, copy, restored}) {
    EXPECT_TRUE(has(entente("query " + store + " 'MATCH (n) RETURN n' --system-time 'commit 2'"), "was forgotten"));
    EXPECT_EQ(entente("verify " + store).code, 0);
  }
}

}  // namespace
}  // namespace entente
