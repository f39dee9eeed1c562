// The dialogue, as somebody at a terminal sees it. Everything is waited for; nothing that is waited for stands in what
// was typed, since a terminal shows that too.
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "support/temporary_folder.hpp"
#include "support/terminal.hpp"
#include "unit/cli/ran.hpp"

namespace entente {
namespace {

constexpr const char* kUp = "\x1b[A";
constexpr const char* kCtrlC = "\x03";
const std::string kEndless =
    "UNWIND range(1, 99999) AS a UNWIND range(1, 99999) AS b UNWIND range(1, 99999) AS c RETURN count(*)";

std::string output_of(const std::string& command) {
  const Ended ended = group(command);
  return ended.out + (ended.code == 0 ? "" : "exit code " + std::to_string(ended.code));
}

class Shell : public testing::Test {
 protected:
  Shell() {
    output_of(std::string(ENTENTE_PROGRAM) + " import " + store_ + " " + ENTENTE_SOURCE_DIR + "/graph-data/tiny");
  }

  Terminal start(const Terminal::Environment& more = {}) const {
    Terminal::Environment environment = {{"XDG_STATE_HOME", folder_.path("")}, {"HOME", folder_.path("")}};
    environment.insert(environment.end(), more.begin(), more.end());
    return Terminal({ENTENTE_PROGRAM, "shell", store_}, environment);
  }

  TemporaryFolder folder_;
  std::string store_ = folder_.path("tiny.db");
};

#define EXPECT_SHOWS(terminal, text) EXPECT_TRUE((terminal).shows(text)) << "in: " << (terminal).shown()

TEST_F(Shell, TakesLettersOfAllAlphabets) {
  for (const Terminal::Environment& locale :
       {Terminal::Environment{}, Terminal::Environment{{"LC_ALL", "C"}, {"LANG", "C"}}}) {
    Terminal terminal = start(locale);
    EXPECT_SHOWS(terminal, "entente> ");
    terminal.type("RETURN 'Carl L' + 'öwenhielm' AS x, '毛' + '泽东' AS y, 'Gó' + 'mez' AS z;\n");
    EXPECT_SHOWS(terminal, "Carl Löwenhielm");
    EXPECT_SHOWS(terminal, "毛泽东");
    EXPECT_SHOWS(terminal, "Gómez");
  }
}

TEST_F(Shell, ShowsTheTimesThatItAsksAt) {
  Terminal terminal = start();
  EXPECT_SHOWS(terminal, "entente> ");
  terminal.type(":system-time commit 1\n");
  EXPECT_SHOWS(terminal, "what the store knew at commit 1, 20");
  EXPECT_SHOWS(terminal, "entente [known commit 1]> ");
  terminal.type(":as-of 1908\n");
  EXPECT_SHOWS(terminal, "entente [1908, known commit 1]> ");
  terminal.type(":system-time\n");
  EXPECT_SHOWS(terminal, "what the store knows now");
  EXPECT_SHOWS(terminal, "entente [1908]> ");
}

TEST_F(Shell, DropsTheLineAtCtrlC) {
  Terminal terminal = start();
  EXPECT_SHOWS(terminal, "entente> ");
  terminal.type(std::string("RETURN 'half") + kCtrlC);
  EXPECT_SHOWS(terminal, "^C");
  terminal.type("RETURN 'a' + 'b' AS x;\n");
  EXPECT_SHOWS(terminal, "│ ab │");
  // And all lines of the entry before.
  terminal.type("RETURN 1,\n");
  EXPECT_SHOWS(terminal, "      ;> ");
  terminal.type(std::string("2, 'open") + kCtrlC);
  EXPECT_SHOWS(terminal, "entente> ");
  terminal.type("RETURN 'c' + 'd' AS x;\n");
  EXPECT_SHOWS(terminal, "│ cd │");
  EXPECT_SHOWS(terminal, "entente> ");
  terminal.type("\x04");
  EXPECT_EQ(terminal.ended(), 0);
}

TEST_F(Shell, StopsTheQueryAtCtrlC) {
  Terminal terminal = start();
  EXPECT_SHOWS(terminal, "entente> ");  // before, the key would take what was typed along
  terminal.type(kEndless + ";\n");
  // Until the query has begun the key belongs to the line; it is pressed until it is heard.
  bool stopped = false;
  for (int i = 0; i < 600 && !stopped; ++i) {
    terminal.type(kCtrlC);
    stopped = terminal.shows("the query was cancelled", std::chrono::milliseconds(200));
  }
  EXPECT_TRUE(stopped) << terminal.shown();
  terminal.type("\x15RETURN 'a' + 'b' AS x;\n");
  EXPECT_SHOWS(terminal, "│ ab │");
  terminal.type(":timeout 0.02\n" + kEndless + ";\n");
  EXPECT_SHOWS(terminal, "the query took longer than 0.02 s");
  terminal.type(":quit\n");
  EXPECT_EQ(terminal.ended(), 0);
}

TEST_F(Shell, SaysWhatItWaitsFor) {
  Terminal terminal = start();
  EXPECT_SHOWS(terminal, "A query ends with `;`");
  terminal.type("RETURN (1 +\n");
  EXPECT_SHOWS(terminal, "until a `;` or an empty line");
  EXPECT_SHOWS(terminal, "      )> ");
  terminal.type("2) AS sum,\n");
  EXPECT_SHOWS(terminal, "      ;> ");
  terminal.type("'a;\n");
  EXPECT_SHOWS(terminal, "      '> ");
  terminal.type("b' AS text /* and\n");
  EXPECT_SHOWS(terminal, "     */> ");
  terminal.type("that; */\n");
  EXPECT_SHOWS(terminal, "      ;> ");
  terminal.type(":help\n");
  EXPECT_SHOWS(terminal, ":timing [on|off]");
  terminal.type(";\n");
  EXPECT_SHOWS(terminal, "│   3 │ a;\\nb │");
  terminal.type("RETURN 'c' + 'd' AS x\n\n");
  EXPECT_SHOWS(terminal, "│ cd │");
}

TEST_F(Shell, KeepsEntriesAsTheyWereWhateverEndsIt) {
  {
    Terminal terminal = start();
    terminal.type("// one\nRETURN 'a' + 'b' AS x,\n  'd' + 'ö' AS y;\n");
    EXPECT_SHOWS(terminal, "│ ab │ dö │");
    terminal.kill();
    EXPECT_EQ(terminal.ended(), 128 + 9);
  }
  Terminal terminal = start();
  EXPECT_SHOWS(terminal, "entente> ");
  terminal.type(std::string(kUp));
  EXPECT_SHOWS(terminal, "// one\nRETURN 'a' + 'b' AS x,\n  'd' + 'ö' AS y;");
  terminal.type("\n");
  EXPECT_SHOWS(terminal, "│ ab │ dö │");
}

TEST_F(Shell, CompletesWhatCanStandThere) {
  Terminal terminal = start();
  terminal.type("MATCH (p:Pers\t");
  EXPECT_SHOWS(terminal, "(p:Person");
  terminal.type(" {name: 'Raymond P\t");
  EXPECT_SHOWS(terminal, "'Raymond Poincaré'");
  terminal.type("})-[r:ME\t");
  EXPECT_SHOWS(terminal, "[r:MET");
  terminal.type("]-() RETURN DISTINCT key(p) + '!' AS k, p.na\t");
  EXPECT_SHOWS(terminal, "p.name");
  terminal.type(" AS n;\n");
  EXPECT_SHOWS(terminal, "raymond-poincare! │ Raymond Poincaré");
  terminal.type("CALL db.relat\t");
  EXPECT_SHOWS(terminal, "db.relationshipTypes(");
  terminal.type(") YIELD relationshipType AS t RETURN count(t) + 100 AS n;\n");
  EXPECT_SHOWS(terminal, "│ 107 │");
  terminal.type("MATCH (a:A\t");
  EXPECT_SHOWS(terminal, "Agent");
  EXPECT_SHOWS(terminal, "Agreement");
  terminal.type(std::string(kCtrlC) + ":tim\t");
  EXPECT_SHOWS(terminal, "timeout");
  EXPECT_SHOWS(terminal, "timing");
}

TEST_F(Shell, TakesATabInWhatIsPastedForABlank) {
  Terminal terminal = start();
  EXPECT_SHOWS(terminal, "entente> ");
  terminal.type(
      "MATCH (p:Person)\tWHERE\tp.name = 'Raymond' + ' Poincaré'\nRETURN\tkey(p) + '!'\tAS k, 'a\tb' AS\tl;\n");
  EXPECT_SHOWS(terminal, "raymond-poincare! │ a b │");
}

TEST_F(Shell, ShowsTheBeginningOfWhatIsLong) {
  Terminal terminal = start({{"PAGER", "sed -n '$s/^/paged: /p'"}});
  terminal.type("UNWIND range(1, 20000) AS x RETURN x;\n");
  EXPECT_SHOWS(terminal, "│ 40 │\n└");
  EXPECT_SHOWS(terminal, "20,000 rows, 40 shown\n`:all` shows all of them");
  terminal.type(":all\n");
  EXPECT_SHOWS(terminal, "│ 20000 │\n");
  EXPECT_SHOWS(terminal, "20000 rows\n");
  terminal.type(":pager\n");
  EXPECT_SHOWS(terminal, "paged: 20000 rows\n");
  terminal.type(":rows 2\nRETURN 1 AS x UNION RETURN 2 AS x UNION RETURN 3 AS x;\n");
  EXPECT_SHOWS(terminal, "│ 2 │\n└");
  EXPECT_SHOWS(terminal, "3 rows, 2 shown\n");
  terminal.type(":rows all\nUNWIND range(1, 41) AS x RETURN x;\n");
  EXPECT_SHOWS(terminal, "│ 41 │\n");
  EXPECT_SHOWS(terminal, "41 rows\n");
  // A pipe gets all.
  const std::string all =
      output_of("echo 'UNWIND range(1, 300) AS x RETURN x;' | " + std::string(ENTENTE_PROGRAM) + " shell " + store_);
  EXPECT_NE(all.find("│ 300 │\n"), std::string::npos) << all;
  EXPECT_NE(all.find("300 rows\n"), std::string::npos) << all;
}

TEST_F(Shell, TellsNullFromAnEmptyText) {
  Terminal terminal = start();
  terminal.type("RETURN null AS a, '' AS b, 'x' AS c;\n");
  EXPECT_SHOWS(terminal, "│ null │   │ x │");
}

TEST_F(Shell, IsLeftByItsWordsAndChecksWhatItIsTold) {
  Terminal terminal = start();
  terminal.type("help\n");
  EXPECT_SHOWS(terminal, ":as-of [DATE");
  terminal.type(":as-of nonsense\n");
  EXPECT_SHOWS(terminal, "error: ");
  EXPECT_SHOWS(terminal, "entente> ");
  terminal.type(":as-of 1914-08 possibly\n");
  EXPECT_SHOWS(terminal, "entente [possibly 1914-08]> ");
  terminal.type(":as-of\n");
  EXPECT_SHOWS(terminal, "all of valid time");
  EXPECT_SHOWS(terminal, "entente> ");
  terminal.type(":format jsno\n");
  EXPECT_SHOWS(terminal, "no format is called `jsno`\nhint: did you mean `json`?");
  terminal.type(":tming\n");
  EXPECT_SHOWS(terminal, "did you mean `:timing`?");
  terminal.type(":timing on\nRETURN 1 AS x;\n");
  EXPECT_SHOWS(terminal, "1 row\n");
  EXPECT_SHOWS(terminal, " ms\n");
  terminal.type(":param year 1989\nRETURN $year + 11 AS y;\n");
  EXPECT_SHOWS(terminal, "│ 2000 │");
  terminal.type("exit;\n");
  EXPECT_EQ(terminal.ended(), 0);
}

// A command that asks one query ends at Ctrl-C, with a message where the query had begun: each time it gets longer to
// begin.
TEST_F(Shell, HasNoPartInQueriesOfTheCommandLine) {
  bool said = false;
  for (std::chrono::milliseconds time(250); !said && time < std::chrono::minutes(2); time *= 2) {
    Terminal terminal({ENTENTE_PROGRAM, "query", store_, kEndless});
    EXPECT_FALSE(terminal.shows("row", time));
    terminal.type(kCtrlC);
    said = terminal.shows("error: the query was cancelled");
    EXPECT_EQ(terminal.ended(), 130) << terminal.shown();
  }
  EXPECT_TRUE(said);
  const std::string late =
      output_of(std::string(ENTENTE_PROGRAM) + " query --timeout 0.02 " + store_ + " '" + kEndless + "'");
  EXPECT_NE(late.find("error: the query took longer than 0.02 s"), std::string::npos) << late;
  EXPECT_NE(late.find("exit code 1"), std::string::npos) << late;
}

}  // namespace
}  // namespace entente
