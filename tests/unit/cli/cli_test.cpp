// The command line as a person or a script meets it: what it prints, and how it ends.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/stack.hpp"
#include "cli/command.hpp"
#include "support/temporary_folder.hpp"
#include "unit/cli/ran.hpp"

namespace entente {
namespace {

// A store with the small data set.
class CommandLine : public testing::Test {
 protected:
  CommandLine() {
    const Ended ended = entente("import " + store_ + " " + std::string(ENTENTE_SOURCE_DIR) + "/graph-data/tiny");
    EXPECT_EQ(ended.code, 0) << ended.out;
  }
  TemporaryFolder folder_;
  std::string store_ = folder_.path("tiny.db");
};

TEST_F(CommandLine, MisspeltWordsGetASuggestionAndCode2) {
  Ended ended = entente("qery x");
  EXPECT_EQ(ended.code, 2);
  EXPECT_TRUE(has(ended, "did you mean `query`?")) << ended.out;
  ended = entente("query " + store_ + " --fromat json");
  EXPECT_EQ(ended.code, 2);
  EXPECT_TRUE(has(ended, "did you mean `--format`?")) << ended.out;
  ended = entente("query");
  EXPECT_EQ(ended.code, 2);
  EXPECT_TRUE(has(ended, "STORE")) << ended.out;
  EXPECT_EQ(entente("").code, 2);
  EXPECT_EQ(entente("help nonsense").code, 2);
}

TEST_F(CommandLine, QueryErrorsShowTheirPlaceAndEndWithCode1) {
  const Ended ended = entente("query " + store_ + " \"MATCH (a:Person) RETURN b.name\"");
  EXPECT_EQ(ended.code, 1);
  EXPECT_TRUE(has(ended, "error: ")) << ended.out;
  EXPECT_TRUE(has(ended, "\n                          ^")) << ended.out;
  EXPECT_EQ(entente("query " + folder_.path("nothing") + " \"RETURN 1\"").code, 1);
}

TEST_F(CommandLine, QueriesAreBoundInWhatTheyKeepAndGive) {
  const std::string many = "query " + store_ + " 'UNWIND range(1, 300000) AS x RETURN x, toString(x) AS text' ";
  Ended ended = entente(many + "--memory 12 --format json");
  EXPECT_EQ(ended.code, 1);
  EXPECT_TRUE(has(ended, "error: the query needs more than the 12 MB of memory that it may keep")) << ended.out;
  ended = entente(many + "--max-rows 5 --format json");
  EXPECT_EQ(ended.code, 1);
  EXPECT_TRUE(has(ended, "the query gives more than 5 rows")) << ended.out;
  EXPECT_EQ(entente(many + "--memory 0").code, 2);
}

// Formats that need not see all rows before the first byte keep none of them.
TEST_F(CommandLine, RowsAreWrittenAsTheyAreFound) {
  const std::string many =
      "query " + store_ + " 'UNWIND range(1, 300000) AS x RETURN x, toString(x) AS text' --memory 12 --format ";
  for (const std::string format : {"csv", "tsv", "jsonl"}) {
    const Ended ended = shell(std::string(ENTENTE_PROGRAM) + " " + many + format + " | tail -n 1");
    EXPECT_TRUE(has(ended, "300000")) << ended.out;
    EXPECT_FALSE(has(ended, "error")) << ended.out;
  }
  const Ended broken = entente("query " + store_ + " 'UNWIND [1, 0] AS x RETURN 1 / x AS y' --format csv");
  EXPECT_EQ(broken.code, 1);
  EXPECT_TRUE(has(broken, "division by zero")) << broken.out;
  EXPECT_EQ(shell(std::string(ENTENTE_PROGRAM) + " query " + store_ + " 'RETURN 1 AS x' --format csv > /dev/full").code,
            1);
}

TEST_F(CommandLine, UnknownTypesAreWarnedOf) {
  const Ended ended = entente("query " + store_ + " \"MATCH (a:Persn) RETURN a\"");
  EXPECT_EQ(ended.code, 0);
  EXPECT_TRUE(has(ended, "warning: ")) << ended.out;
  EXPECT_TRUE(has(ended, "did you mean `Person`?")) << ended.out;
}

TEST_F(CommandLine, FindsEntitiesByAnyName) {
  Ended ended = entente("find " + store_ + " 'armand fallieres'");
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.out, "armand-fallieres  Armand Fallières (Person)\n");
  EXPECT_EQ(entente("find " + store_ + " 'deutsches reich'").out,
            "german-empire  German Empire (State), as Deutsches Reich\n");
  ended = entente("find " + store_ + " poincar");
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.out, "raymond-poincare  Raymond Poincaré (Person)\n");
  ended = entente("find " + store_ + " Poinkaree");
  EXPECT_EQ(ended.code, 1);
  EXPECT_TRUE(has(ended, "no entity is called `Poinkaree`")) << ended.out;
  EXPECT_TRUE(has(entente("find " + store_ + " 'raymund poincare'"), "did you mean `Raymond Poincaré`?"));
  EXPECT_TRUE(
      has(entente("query " + store_ + " \"MATCH (n {name: 'Edwrad VII'}) RETURN n\""), "did you mean `Edward VII`?"));
}

TEST_F(CommandLine, SaysWhatIsWrongWithItsWords) {
  EXPECT_TRUE(has(entente("query " + store_ + " MATCH '(n)' RETURN n"),
                  "entente query: more words than it takes: `(n)`, `RETURN`, `n`\nhint: put the query in quotes"));
  EXPECT_TRUE(has(entente("query " + store_ + " --fromat json 'RETURN 1'"),
                  "there is no option `--fromat`\nhint: did you mean `--format`?"));
  EXPECT_TRUE(has(entente("query " + store_ + " </dev/null"), "there is no query\nhint: give it as text"));
  EXPECT_TRUE(has(entente("query /usr 'RETURN 1'"), "name a store; `entente import` makes one"));
  EXPECT_TRUE(has(entente("help AS OF"), "MATCH pattern AS OF date\n  what certainly held then"));
}

TEST_F(CommandLine, ShowsAllAboutAnEntity) {
  Ended ended = entente("show " + store_ + " france --as-of 1910 --possibly");
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.out,
            "France (State)  france\n"
            "  also République française\n"
            "  no time is stated\n"
            "  background\n"
            "\n"
            "  from 4 January 1894 until perhaps November 1917  Franco-Russian Alliance binds France, background\n"
            "  since 8 April 1904, end unknown                  Entente Cordiale binds France, possibly  "
            "[entente-cordiale#Article 1]\n"
            "  from 18 February 1906 until just before 18 February 1913\n"
            "                                                   Armand Fallières president of France, background\n"
            "\n"
            "3 relations\n");
  ended = entente("show " + store_ + " france --as-of 1910");
  EXPECT_TRUE(has(ended, "2 relations\n")) << ended.out;
  EXPECT_TRUE(has(ended, "1 more possibly: POSSIBLY AS OF\n")) << ended.out;
  ended = entente("show " + store_ + " russian");
  EXPECT_EQ(ended.code, 1);
  EXPECT_TRUE(has(ended, "3 entities may be meant by `russian`")) << ended.out;
  EXPECT_TRUE(has(entente("show " + store_ + " paris --json"), R"("kind":"dossier")"));
  ended =
      entente("show " + store_ + " paris --draw " + folder_.path("paris.dot") + " && cat " + folder_.path("paris.dot"));
  EXPECT_TRUE(has(ended, "2 entities, 1 relation")) << ended.out;
  EXPECT_TRUE(has(ended, "Edward VII")) << ended.out;
}

TEST_F(CommandLine, TextComesFromArgumentFileOrStandardInput) {
  const std::string query = "MATCH (c:City {name: 'Paris'}) RETURN c.name AS n";
  const std::string file = folder_.file("q.cypher", query);
  const Ended text = entente("query " + store_ + " \"" + query + "\" --format csv");
  EXPECT_EQ(text.out, "n\r\nParis\r\n");
  EXPECT_EQ(entente("query " + store_ + " --file " + file + " --format csv").out, text.out);
  EXPECT_EQ(entente("query " + store_ + " - --format csv < " + file).out, text.out);
  EXPECT_EQ(entente("query " + store_ + " --format csv < " + file).out, text.out);
  EXPECT_EQ(entente("query " + store_ + " --file " + folder_.path("none")).code, 1);
}

TEST_F(CommandLine, ParametersAreJsonOrBareStrings) {
  const std::string query = "query " + store_ + " 'RETURN $a AS a, $b + 1 AS b, $c AS c' --format jsonl";
  EXPECT_EQ(entente(query + " --param a=Paris --param b=41 --param 'c=[1,\"x\"]'").out,
            "{\"a\":\"Paris\",\"b\":42,\"c\":[1,\"x\"]}\n");
  EXPECT_EQ(entente(query + " --param a").code, 2);
}

TEST_F(CommandLine, AsOfKeepsWhatHeldThen) {
  const std::string query =
      "query " + store_ + " \"MATCH (p)-[:PRESIDENT_OF]->() RETURN p.name AS n\" --format csv --as-of ";
  EXPECT_EQ(entente(query + "1910-01-01").out, "n\r\nArmand Fallières\r\n");
  EXPECT_EQ(entente(query + "1913-02-18").out, "n\r\nRaymond Poincaré\r\n");
  EXPECT_EQ(entente(query + "nonsense").code, 1);
  EXPECT_EQ(entente("query " + store_ + " 'RETURN 1' --possibly").code, 2);
}

TEST_F(CommandLine, ImportNamesFileAndLineOfWhatItRejects) {
  const std::string file = folder_.file("bad.jsonl", "{\"id\": \"x\", \"type\": \"T\"}\n{\"id\": \"y\"}\n");
  const std::string store = folder_.path("new.db");
  const Ended refused = entente("import " + store + " " + file);
  EXPECT_EQ(refused.code, 1);
  EXPECT_TRUE(has(refused, file + ":2: an entity without `type`")) << refused.out;
  EXPECT_TRUE(has(entente("info " + store), "there is no store"));
  const Ended kept = entente("import " + store + " " + file + " --keep-valid");
  EXPECT_EQ(kept.code, 0);
  EXPECT_TRUE(has(kept, "1 record left out")) << kept.out;
  EXPECT_TRUE(has(entente("info " + store), "1 entity"));
}

TEST_F(CommandLine, OfEachKindOfRejectionTenAreShown) {
  std::string text;
  for (int i = 0; i < 30; ++i) text += "{\"id\": \"y" + std::to_string(i) + "\"}\n";
  text += "{\"type\": \"R\", \"from\": \"x\", \"to\": \"z\"}\n{\"id\": \"x\", \"type\": \"T\"}\n";
  const std::string file = folder_.file("bad.jsonl", text), rejects = folder_.path("rejects.txt");
  const std::string command = "import " + folder_.path("new.db") + " " + file;
  const Ended shown = entente(command);
  EXPECT_EQ(shown.code, 1);
  EXPECT_TRUE(has(shown, file + ":10: an entity without `type`\n  and 20 more of this kind\n")) << shown.out;
  EXPECT_TRUE(has(shown, file + ":31: `to` names `z`, which is no entity\n")) << shown.out;
  EXPECT_TRUE(has(shown, "--rejects FILE")) << shown.out;
  EXPECT_EQ(entente(command + " --rejects " + rejects + " --keep-valid").code, 0);
  const std::string all = folder_.read("rejects.txt");
  EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 31);
  EXPECT_NE(all.find(file + ":30: an entity without `type`\n"), std::string::npos);
  EXPECT_EQ(entente(command + " --rejects " + folder_.path("no/such/folder") + " --keep-valid").code, 1);
}

// Not by where in its line a field stands, nor by the value in it.
TEST_F(CommandLine, RejectionsOfATableAreOfOneKindByFieldAndFault) {
  std::string text = "name,born,died2\n";
  for (std::size_t i = 1; i < 40; ++i)
    text += std::string(i, 'a') + (i % 2 == 0 ? ",foo,1900\n" : ",\"fo\"\"o" + std::string(i, 'x') + "\",1900\n");
  text += "b,1900,foo\n";
  const std::string map = folder_.file("born.columns.json", R"({"entities": [{"id": "{name|slug}", "type": "T",
      "name": "{name}", "valid": {"start": "{born}", "end": "{died2}"}}]})");
  const std::string file = folder_.file("born.csv", text);
  const Ended shown = entente("import " + folder_.path("new.db") + " " + file + " --columns " + map);
  EXPECT_EQ(shown.code, 1);
  EXPECT_TRUE(has(shown, "  and 29 more of this kind\n")) << shown.out;
  EXPECT_TRUE(has(shown, file + ":41: column 8 (`died2`): ")) << shown.out;
  EXPECT_LE(std::count(shown.out.begin(), shown.out.end(), '\n'), 16) << shown.out;
}

TEST_F(CommandLine, ImportTellsWhatAFileSaysNoMore) {
  const std::string old =
      folder_.file("letters.jsonl",
                   "{\"id\": \"a\", \"type\": \"T\"}\n"
                   "{\"type\": \"WROTE\", \"from\": \"a\", \"to\": \"a\", \"valid\": \"1814-10\"}\n");
  const std::string store = folder_.path("new.db");
  EXPECT_EQ(entente("import " + store + " " + old).code, 0);
  folder_.file("letters.jsonl",
               "{\"id\": \"a\", \"type\": \"T\"}\n"
               "{\"type\": \"WROTE\", \"from\": \"a\", \"to\": \"a\", \"valid\": \"1814-10-14\"}\n");
  const Ended told = entente("import " + store + " " + old);
  EXPECT_TRUE(has(told,
                  "1 fact of an earlier import is not in this file any more; it stays, unless --replace is given:\n"
                  "  (a)-[WROTE]->(a) 1814-10\n"))
      << told.out;
  const Ended replaced = entente("import " + store + " " + old + " --replace");
  EXPECT_TRUE(has(replaced, "1 fact of an earlier import is not in this file any more; it is withdrawn:\n"))
      << replaced.out;
  EXPECT_TRUE(has(entente("query " + store + " 'MATCH ()-[r]->() RETURN count(r)' --format csv"), "1\r\n"));
  EXPECT_EQ(entente("import " + store + " - --replace < /dev/null").code, 1);
}

TEST_F(CommandLine, ExportsByExtensionAndNeverHalfAFile) {
  const std::string dot = folder_.path("all.dot");
  EXPECT_EQ(entente("export " + store_ + " " + dot).code, 0);
  EXPECT_EQ(folder_.read("all.dot").substr(0, 7), "digraph");
  EXPECT_EQ(shell("dot -Tsvg " + dot + " -o " + folder_.path("all.svg")).code, 0);
  EXPECT_EQ(entente("export " + store_ + " " + folder_.path("r.json") + " --query 'RETURN 1 AS x'").code, 0);
  EXPECT_NE(folder_.read("r.json").find("\"columns\":[\"x\"]"), std::string::npos);
  EXPECT_EQ(entente("export " + store_ + " " + folder_.path("x.nothing")).code, 2);
  EXPECT_EQ(entente("export " + store_ + " " + folder_.path("no/such/folder.dot")).code, 1);
  EXPECT_EQ(entente("export " + store_ + " " + dot + " --query 'RETURN oops'").code, 1);
  EXPECT_EQ(folder_.read("all.dot").substr(0, 7), "digraph");
}

TEST_F(CommandLine, AWholeStoreHasNoRows) {
  const Ended refused = entente("export " + store_ + " " + folder_.path("all.csv"));
  EXPECT_EQ(refused.code, 2);
  EXPECT_TRUE(has(refused, "give a query")) << refused.out;
  EXPECT_TRUE(folder_.read("all.csv").empty());
}

TEST_F(CommandLine, PackedExportsReadBackAsTheSameFacts) {
  for (const std::string ending : {".jsonl", ".jsonl.gz", ".json.zst"}) {
    const std::string file = folder_.path("all" + ending), other = folder_.path("other" + ending);
    EXPECT_EQ(entente("export " + store_ + " " + file).code, 0) << ending;
    EXPECT_EQ(entente("import " + other + " " + file).code, 0) << ending;
    const Ended first = entente("export " + store_ + " - --format facts");
    EXPECT_EQ(entente("export " + other + " - --format facts").out, first.out) << ending;
    const Ended again = entente("import " + other + " " + file);
    EXPECT_TRUE(has(again, "0 entities added")) << again.out;
  }
  EXPECT_EQ(shell("gzip -t " + folder_.path("all.jsonl.gz")).code, 0);
  const std::string cut = folder_.file("cut.jsonl.gz", folder_.read("all.jsonl.gz").substr(0, 100));
  const Ended refused = entente("import " + folder_.path("cut.db") + " " + cut);
  EXPECT_EQ(refused.code, 1);
  EXPECT_TRUE(has(refused, "cut off")) << refused.out;
  EXPECT_TRUE(has(refused, "cut.jsonl.gz")) << refused.out;
}

TEST_F(CommandLine, DiffTellsWhatChanged) {
  const Ended ended = entente("diff " + store_ + " 1700 1950");
  EXPECT_EQ(ended.code, 1) << ended.out;
  EXPECT_TRUE(has(ended, "began")) << ended.out;
  EXPECT_TRUE(has(ended, "came into being, whether it lasted is open (")) << ended.out;
  EXPECT_TRUE(has(ended, "  listed with --undecided\n")) << ended.out;
  EXPECT_TRUE(has(entente("diff " + store_ + " 1700 1950 --undecided"), ", end unknown: passed or after\n"));
  EXPECT_TRUE(has(entente("diff " + store_ + " 1700 1950 --according-to nobody"), "nothing that states its time"));
  EXPECT_EQ(entente("diff " + store_ + " 1700 1950 --according-to nobody").code, 0);
  EXPECT_EQ(entente("diff " + folder_.path("none.db") + " 1700 1950").code, 2);
  EXPECT_TRUE(has(entente("diff " + store_ + " 1700 1950 --json"), "\"kind\":\"diff\""));
  const Ended wrong = entente("diff " + store_ + " 1950 1700");
  EXPECT_EQ(wrong.code, 2);
  EXPECT_TRUE(has(wrong, "give the earlier time first")) << wrong.out;
}

TEST_F(CommandLine, AFullDiskIsAnErrorOfOutput) {
  const Ended ended = entente("query " + store_ + " 'MATCH (n) RETURN n' > /dev/full");
  EXPECT_EQ(ended.code, 1);
}

TEST_F(CommandLine, TheShellReadsQueriesFromAPipe) {
  const Ended ended = shell(
      "printf 'MATCH (c:City)\\nWHERE c.name = \"Paris\" RETURN c.name AS n;\\n:format csv\\nRETURN 2 AS two;\\n' | " +
      std::string(ENTENTE_PROGRAM) + " shell " + store_);
  EXPECT_EQ(ended.code, 0) << ended.out;
  EXPECT_TRUE(has(ended, "Paris")) << ended.out;
  EXPECT_TRUE(has(ended, "two\r\n2\r\n")) << ended.out;
}

// A statement that is cut off is none that was never there.
TEST_F(CommandLine, TheShellSaysWhatIsStillOpenAtTheEndOfAPipe) {
  for (const auto& [text, error] : {std::pair("RETURN \\047a\\n", "this string is not closed"),
                                    {"RETURN 1;\\nRETURN \\140a", "not closed"},
                                    {"RETURN 1 /* all", "not closed"}}) {
    const Ended ended = shell("printf '" + std::string(text) + "' | " + ENTENTE_PROGRAM + " shell " + store_);
    EXPECT_EQ(ended.code, 1) << text << ended.out;
    EXPECT_TRUE(has(ended, error)) << text << ended.out;
  }
  EXPECT_EQ(shell("printf 'RETURN 1; // all\\n' | " + std::string(ENTENTE_PROGRAM) + " shell " + store_).code, 0);
}

TEST_F(CommandLine, WhatASliceLeavesOutIsSaidInEveryFormat) {
  const std::string file = folder_.file(
                        "m.json", R"({"entente": 1, "ontology": {"relation_types": [{"name": "IN", "persists": true}]},
      "entities": [{"id": "a", "type": "S"}, {"id": "o", "type": "O"}],
      "relations": [{"type": "IN", "from": "a", "to": "o", "valid": "2001/"}]})"),
                    store = folder_.path("m.db"), query = "'MATCH (a)-[r:IN]->(o) AS OF \"2010\" RETURN a, r, o'";
  ASSERT_EQ(entente("import " + store + " " + file).code, 0);
  for (const char* format :
       {"table", "json", "jsonl", "csv", "tsv", "dot", "graphml", "facts", "data", "script", "jsonld", "nodes-csv"}) {
    const Ended ended = entente("query " + store + " " + query + " --format " + format);
    EXPECT_EQ(ended.code, 0) << ended.out;
    EXPECT_TRUE(has(ended, "1 more presumably") || has(ended, "\"withheld\"")) << format << ended.out;
  }
  const Ended piped = shell("printf '%s\\n' ':format csv' " + query + "';' | " + ENTENTE_PROGRAM + " shell " + store);
  EXPECT_TRUE(has(piped, "1 more presumably")) << piped.out;
}

TEST_F(CommandLine, NamesOfFormatsThatAreOnlyReadAreNotWrittenTo) {
  for (const char* name : {"x.wikidata.json", "x.quads", "x.wikidata.json.gz"}) {
    const Ended ended = entente("export " + store_ + " " + folder_.path(name));
    EXPECT_NE(ended.code, 0) << name;
    EXPECT_TRUE(has(ended, "is read, and not written")) << name << ended.out;
  }
}

TEST_F(CommandLine, CheckAndInfoSayWhatTheyFound) {
  const Ended check = entente("check " + store_);
  EXPECT_EQ(check.code, 0);
  EXPECT_TRUE(has(check, "sound")) << check.out;
  const Ended info = entente("info " + store_);
  EXPECT_TRUE(has(info, "14 entities")) << info.out;
  EXPECT_TRUE(has(info, "16 relations")) << info.out;
}

TEST_F(CommandLine, HelpIsPrintedFromTheTables) {
  const Ended overview = entente("help");
  EXPECT_EQ(overview.code, 0);
  for (const cli::Command& command : cli::commands()) {
    EXPECT_TRUE(has(overview, command.usage)) << command.name;
    const Ended help = entente("help " + std::string(command.name));
    EXPECT_EQ(help.code, 0);
    EXPECT_TRUE(has(help, command.example)) << help.out;
  }
  EXPECT_TRUE(has(entente("help shortestPath"), "shortestPath") || has(entente("help functions"), "coalesce"));
  EXPECT_TRUE(has(entente("help formats"), "GraphViz"));
  // A word leads to what it is a part of, and a slip to the word.
  const Ended part = entente("help immediately");
  EXPECT_EQ(part.code, 0);
  EXPECT_TRUE(has(part, "p IMMEDIATELY PRECEDES q") && has(part, "p IMMEDIATELY SUCCEEDS q")) << part.out;
  EXPECT_TRUE(has(entente("help BETWEEN"), "BETWEEN a AND b"));
  EXPECT_TRUE(has(entente("help optional"), "a word of the query language: src/query/language.md explains it"));
  EXPECT_TRUE(has(entente("help IMEDIATELY"), "there is no help on `IMEDIATELY`\nhint: did you mean `IMMEDIATELY`?"));
  EXPECT_TRUE(has(entente("help MACTH"), "did you mean `MATCH`?"));
  EXPECT_TRUE(has(entente("help exprot"), "did you mean `export`?"));
  EXPECT_TRUE(has(entente("--version"), "entente 0."));
}

// Without optimisation and with sanitizers the program itself, and the store below it, want more.
const std::string kSmallStack = kLargeFrames ? "ulimit -s 2048; " : "ulimit -s 256; ";

TEST_F(CommandLine, NestedStatementsFitASmallStack) {
  const auto times = [](std::size_t n, const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < n; ++i) out += text;
    return out;
  };
  std::string requests;
  struct Nesting {
    std::string before, core, after;
    int levels;
  };
  for (const auto& [before, core, after, levels] : std::vector<Nesting>{
           {"(", "1", ")", 1},
           {"CASE WHEN true THEN ", "1", " END", 1},
           {"reduce(a = ", "1", ", x IN [1] | a)", 1},
           {"-(", "1", ")", 2},
           {"abs(", "1", ")", 1},
           {"NOT (", "true", ")", 2},
           {"EXISTS { (n) WHERE ", "true", " }", 2},
           {"any(x IN [1] WHERE ", "true", ")", 2},
       }) {
    const std::size_t depth = levels == 2 ? 240 : 490;
    const std::string query = "RETURN " + times(depth, before) + core + times(depth, after) + " AS x";
    const std::string file = folder_.file("nested.cypher", query);
    const Ended ended =
        shell(kSmallStack + std::string(ENTENTE_PROGRAM) + " query " + store_ + " -f " + file + " --format csv");
    EXPECT_EQ(ended.code, 0) << query.substr(0, 60) << ended.out;
    requests += "{\"query\": \"" + query + "\"}\n";
  }
  const Ended served = shell(kSmallStack + std::string(ENTENTE_PROGRAM) + " serve --stdio " + store_ + " <" +
                             folder_.file("requests", requests));
  EXPECT_EQ(served.code, 0);
  EXPECT_EQ(std::count(served.out.begin(), served.out.end(), '\n'), 8) << served.out;
  EXPECT_FALSE(has(served, "error")) << served.out;
  const Ended deep = shell(kSmallStack + std::string(ENTENTE_PROGRAM) + " query " + store_ +
                           " 'RETURN reduce(l = [], x IN range(1, 100000) | [l]) AS l'");
  EXPECT_EQ(deep.code, 1);
  EXPECT_TRUE(has(deep, "a value is nested more than 200 levels deep")) << deep.out;
}

}  // namespace
}  // namespace entente
