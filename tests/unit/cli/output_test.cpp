// Where the words and files of the command line go, and what never gets there.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "support/temporary_folder.hpp"
#include "unit/cli/ran.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;
using Commands = std::vector<std::string>;

const std::string kProgram = std::string(ENTENTE_PROGRAM) + " ";

// A store with the small data set.
class Output : public testing::Test {
 protected:
  Output() {
    const Ended ended = entente("import " + store_ + " " + std::string(ENTENTE_SOURCE_DIR) + "/graph-data/tiny");
    EXPECT_EQ(ended.code, 0) << ended.out;
  }
  TemporaryFolder folder_;
  std::string store_ = folder_.path("tiny.db");
};

// A file that may grow no more is an error like a full disk.
TEST_F(Output, ThatGrowsTooLargeLeavesNothing) {
  const std::string file = folder_.path("large.json");
  const Ended ended = group("ulimit -f 1; " + kProgram + "export " + store_ + " " + file + " 2>&1");
  EXPECT_EQ(ended.code, 1) << ended.out;
  EXPECT_TRUE(has(ended, "File too large") && has(ended, "large.json")) << ended.out;
  EXPECT_FALSE(fs::exists(file));
  for (const auto& left : fs::directory_iterator(folder_.path(""))) {
    EXPECT_EQ(left.path().string().find(".partial"), std::string::npos) << left.path();
  }
}

TEST_F(Output, OfSeveralWritersToOneFileIsWhole) {
  const std::string file = folder_.path("same.json"), picture = folder_.path("same.svg");
  ASSERT_EQ(entente("export " + store_ + " " + file).code, 0);
  const std::string whole = folder_.read("same.json");
  const std::string one = kProgram + "export " + store_ + " " + file;
  const std::string other = kProgram + "draw " + store_ + " " + picture;
  for (int i = 0; i < 3; ++i) {
    const Ended both = group(one + " & a=$!; " + one + " & b=$!; " + other + " & c=$!; " + other +
                             " & d=$!; wait $a && wait $b && wait $c && wait $d");
    EXPECT_EQ(both.code, 0) << both.out;
    EXPECT_EQ(folder_.read("same.json"), whole);
    EXPECT_TRUE(folder_.read("same.svg").ends_with("</svg>\n"));
  }
  EXPECT_EQ(folder_.names(), (std::vector<std::string>{"same.json", "same.svg", "tiny.db"}));
}

TEST_F(Output, NeverGoesOntoAStore) {
  const std::string before = folder_.read("tiny.db/ENTENTE");
  for (const std::string& command : Commands{"export " + store_ + " " + store_ + "/ENTENTE --format data",
                                             "export " + store_ + " " + store_ + " --format data",
                                             "export " + store_ + " " + store_ + "/rows/CURRENT --format data",
                                             "draw " + store_ + " " + store_ + "/a.svg",
                                             "draw " + store_ + " " + store_ + "/a.png --series 1900 1950 50"}) {
    const Ended refused = entente(command);
    EXPECT_EQ(refused.code, 1) << command;
    EXPECT_TRUE(has(refused, "store")) << refused.out;
    EXPECT_TRUE(has(refused, "hint: ")) << refused.out;
  }
  EXPECT_EQ(folder_.read("tiny.db/ENTENTE"), before);
  EXPECT_EQ(entente("info " + store_).code, 0);
}

TEST_F(Output, FollowsLinksAndKeepsTheRightsOfFiles) {
  const std::string file = folder_.file("secret.json", "before");
  ASSERT_EQ(chmod(file.c_str(), 0600), 0);
  fs::create_symlink("secret.json", folder_.path("link.json"));
  fs::create_symlink("secret.json", folder_.path("link.svg"));
  EXPECT_EQ(entente("export " + store_ + " " + folder_.path("link.json")).code, 0);
  EXPECT_TRUE(folder_.read("secret.json").starts_with("{"));
  EXPECT_EQ(entente("draw " + store_ + " " + folder_.path("link.svg")).code, 0);
  EXPECT_TRUE(folder_.read("secret.json").ends_with("</svg>\n"));
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(Output, ToADescriptorIsTheDataAlone) {
  const Ended plain = entente("export " + store_ + " - --format facts");
  // As /dev/stdout is, and not the one of the machine: whoever may write to /dev could replace it.
  fs::create_symlink("/proc/self/fd/1", folder_.path("stdout"));
  EXPECT_EQ(entente("export " + store_ + " " + folder_.path("stdout") + " --format facts").out, plain.out);
  EXPECT_EQ(
      group(kProgram + "export " + store_ + " " + folder_.path("stdout") + " --format facts >" + folder_.path("out"))
          .code,
      0);
  EXPECT_EQ(folder_.read("out"), plain.out);
  EXPECT_TRUE(fs::is_symlink(folder_.path("stdout")));
  const std::string log = folder_.file("log", "before\n");
  EXPECT_EQ(group(kProgram + "export " + store_ + " /dev/fd/3 --format facts 3>>" + log + " >/dev/null").code, 0);
  EXPECT_EQ(folder_.read("log"), "before\n" + plain.out);
}

TEST_F(Output, ThatCantBeWrittenIsAnError) {
  for (const std::string& command :
       Commands{"info " + store_, "--version", "help", "help query", "query " + store_ + " 'MATCH (n) RETURN n'",
                "export " + store_ + " - --format facts", "draw " + store_ + " -", "time 1984~", "time 1984~ --json",
                "diff " + store_ + " 1700 1950", "check " + store_}) {
    for (const std::string out : {">&-", ">/dev/full"}) {
      const Ended ended = group("(" + kProgram + command + " " + out + ")");
      EXPECT_EQ(ended.code, 1) << command << out << ended.out;
      EXPECT_TRUE(has(ended, "error: ")) << command << out << ended.out;
    }
  }
}

TEST_F(Output, WithoutDescriptorsGoesIntoNoFileOfTheStore) {
  const std::string file = folder_.file("a.jsonl", "{\"id\": \"x\", \"type\": \"T\"}\n");
  const std::string store = folder_.path("new.db");
  group("(" + kProgram + "import " + store + " " + file + " <&- >&- 2>&-)");
  EXPECT_EQ(folder_.read("new.db/rows/LOCK"), "");
  EXPECT_TRUE(has(entente("info " + store), "1 entity"));
}

// What a terminal would obey: none of it may come out.
bool is_harmless(const std::string& text) {
  return printable_lines(text) == text;
}

TEST_F(Output, HoldsNoControlCharacterOfTheData) {
  const std::string nasty = "\\u001b[31m\\u0007\\u0000\\u007f\\u009b\\u202e";
  const std::string file =
      folder_.file("na\033[31mme.jsonl",
                   "{\"id\": \"a" + nasty + "\", \"type\": \"T" + nasty + "\", \"name\": \"N" + nasty +
                       "\", \"valid\": \"1920/1930\"}\n" + "{\"id\": \"b\", \"type\": \"T\", \"name\": \"B" + nasty +
                       "\"}\n" + "{\"id\": \"r" + nasty + "\", \"type\": \"R" + nasty + "\", \"from\": \"a" + nasty +
                       "\", \"to\": \"b\", \"valid\": \"1925\", \"sources\": [\"s" + nasty + "\"]}\n");
  const std::string store = folder_.path("na\033sty.db"), db = " '" + store + "' ";
  const std::string wrong =
      folder_.file("wr\033ong.jsonl", "{\"id\": \"x\", \"type\": \"T\", \"na" + nasty + "me\": {}}\n" +
                                          "{\"id\": \"y\", \"from\": \"no" + nasty + "\"}\n");
  const std::string query = folder_.file("q.cypher", "MATCH (n) RETURN n.name\033[31m");
  const Ended imported = entente("import" + db + "'" + file + "'");
  ASSERT_EQ(imported.code, 0) << imported.out;
  std::string all = imported.out;
  for (const std::string& command : Commands{"info" + db,
                                             "diff" + db + "1910 1928",
                                             "diff" + db + "1928 1950",
                                             "check" + db + "--possible",
                                             "query" + db + "'MATCH (n) RETURN n, n.name, labels(n)'",
                                             "query" + db + "'MATCH ()-[r]->() RETURN r'",
                                             "query" + db + "'MATCH (n:Tx) RETURN n'",
                                             "query" + db + "'RETURN \033[31m'",
                                             "query" + db + "-f '" + query + "'",
                                             "query" + db + "'MATCH (n) RETURN key(n), n.name' --format table",
                                             "import" + db + "'" + wrong + "'",
                                             "import" + db + "'" + wrong + "' --keep-valid",
                                             "import" + db + "'" + folder_.path("no\033ne") + "'",
                                             "find" + db + "'n\033'",
                                             "find" + db + "B",
                                             "explain" + db + "b",
                                             "explain" + db + "'a\033'",
                                             "draw" + db + "'" + folder_.path("o\033ut.svg") + "'",
                                             "draw" + db + "'" + folder_.path("o\033ut.no") + "'",
                                             "export" + db + "'" + folder_.path("o\033ut.json") + "'",
                                             "export" + db + "x --format 'no\033'",
                                             "export" + db + "'" + folder_.path("no\033ne/out.json") + "'",
                                             "'qu\033ery'",
                                             "help 'qu\033ery'",
                                             "query" + db + "--fro\033m x",
                                             "time '19\03384'",
                                             "draw" + db + "x.svg --style '" + folder_.path("no\033ne") + "'"}) {
    const Ended ended = entente(command);
    EXPECT_TRUE(is_harmless(ended.out)) << command << "\n" << printable_lines(ended.out);
    EXPECT_NE(ended.out, "") << command;
    all += ended.out;
  }
  const Ended dialogue =
      group("printf ':no\\033pe\\n:as-of 19\\03384\\nRETURN 1;\\n:as-of\\nMATCH (n) RETURN n.name;' | " + kProgram +
            "shell" + db);
  EXPECT_TRUE(is_harmless(dialogue.out)) << printable_lines(dialogue.out);
  EXPECT_TRUE(is_harmless(all));
  EXPECT_NE(all.find("\\x1b[31m"), std::string::npos) << "they are shown as escapes";
  const Ended data = entente("query" + db + "'MATCH (n {name: \"x\"}) RETURN n' --format json");
  EXPECT_EQ(data.code, 0);
}

TEST_F(Output, OfDataIsTheDataAsItIs) {
  const std::string file =
      folder_.file("a.jsonl", "{\"id\": \"a\", \"type\": \"T\", \"name\": \"N\\u001b[31m\\u009b\"}\n");
  const std::string store = folder_.path("a.db");
  ASSERT_EQ(entente("import " + store + " " + file).code, 0);
  EXPECT_EQ(entente("query " + store + " 'MATCH (n) RETURN n.name AS n' --format csv").out, "n\r\nN\033[31m\u009B\r\n");
}

// Standard output is a terminal.
std::string on_terminal(const std::string& arguments) {
  const int master = posix_openpt(O_RDWR | O_NOCTTY);
  if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0) return {};
  const std::string name = ptsname(master);
  const int held = open(name.c_str(), O_RDWR | O_NOCTTY);  // keeps what was written until it is read
  const Ended ended = group(kProgram + arguments + " >" + name);
  std::string out;
  std::array<char, 4096> buffer{};
  fcntl(master, F_SETFL, O_NONBLOCK);
  for (ssize_t n; (n = read(master, buffer.data(), buffer.size())) > 0;)
    out.append(buffer.data(), static_cast<std::size_t>(n));
  close(held);
  close(master);
  return out + ended.out;
}

TEST_F(Output, ToATerminalHoldsNoControlCharacterInAnyFormat) {
  const std::string nasty = "\\u001b[31m\\u007f\\u009b\\u202e\\u2066";
  const std::string file = folder_.file("a.jsonl", "{\"id\": \"a\", \"type\": \"T\", \"name\": \"N" + nasty +
                                                       "\", \"properties\": {\"k" + nasty + "\": 1}}\n");
  const std::string store = folder_.path("a.db"),
                    query = "query " + store + " 'MATCH (n) RETURN n, n.name AS m' --format ";
  ASSERT_EQ(entente("import " + store + " " + file).code, 0);
  Commands commands{"draw " + store + " -", "draw " + store + " - --format svg", "schema " + store,
                    "schema " + store + " --json", "explain " + store + " a --json"};
  for (const char* format : {"table", "csv", "tsv", "json", "jsonl", "dot"}) commands.push_back(query + format);
  for (const char* format :
       {"data", "facts", "graphml", "gexf", "script", "node-link", "jsonld", "nodes-csv", "cytoscape", "jgf"}) {
    commands.push_back("export " + store + " - --format " + format);
    commands.push_back("export " + store + " /dev/stdout --format " + format);
  }
  for (const std::string& command : commands) {
    std::string out = on_terminal(command);
    for (std::size_t at = 0; (at = out.find('\r', at)) != std::string::npos;) out.erase(at, 1);  // of ends of lines
    for (std::size_t at = 0; (at = out.find('\t', at)) != std::string::npos;) out.erase(at, 1);
    EXPECT_TRUE(is_harmless(out)) << command << "\n" << printable_lines(out);
    EXPECT_NE(out, "") << command;
  }
  EXPECT_NE(on_terminal(query + "csv").find("N\\x1b[31m\\x7f\\u009b\\u202e\\u2066"), std::string::npos);
  EXPECT_NE(on_terminal(query + "csv").find("\r\n"), std::string::npos);
  EXPECT_NE(on_terminal(query + "jsonl").find("\"N\\u001B[31m\\u007f\\u009b\\u202e\\u2066\""), std::string::npos)
      << on_terminal(query + "jsonl");
  EXPECT_NE(on_terminal("draw " + store + " - --format png").find("nothing that a terminal shows"), std::string::npos);
}

TEST_F(Output, NamesTheFolderThatIsNoFile) {
  for (const std::string& command :
       Commands{"query " + store_ + " -f " + folder_.path(), "draw " + store_ + " x.svg --style " + folder_.path(),
                "draw " + store_ + " " + folder_.path("a.svg/") + " --format svg",
                "export " + store_ + " " + folder_.path() + " --format data"}) {
    const Ended ended = entente(command);
    EXPECT_NE(ended.code, 0);
    EXPECT_TRUE(has(ended, folder_.path()) || has(ended, "--format is for")) << command << ": " << ended.out;
    EXPECT_FALSE(has(ended, "filebuf")) << ended.out;
  }
  const Ended missing = entente("export " + store_ + " " + folder_.path("none/a.json"));
  EXPECT_TRUE(has(missing, "the folder " + folder_.path("none") + " does not exist")) << missing.out;
}

TEST_F(Output, OfAServerShowsLaterCommitsWhereItFollows) {
  const std::string file = folder_.file("a.jsonl", "{\"id\": \"x\", \"type\": \"New\"}\n");
  const std::string count = "{\\\"query\\\": \\\"MATCH (n:New) RETURN count(*) AS n\\\"}";
  for (const std::string follow : {"", " --follow"}) {
    const std::string store = folder_.path(follow.empty() ? "a.db" : "b.db");
    ASSERT_EQ(entente("import " + store + " " + std::string(ENTENTE_SOURCE_DIR) + "/graph-data/tiny").code, 0);
    const Ended ended =
        group("{ echo \"" + count + "\"; sleep 0.3; " + kProgram + "import " + store + " " + file +
              " >/dev/null; echo \"" + count + "\"; } | " + kProgram + "serve --stdio " + store + follow);
    EXPECT_EQ(ended.code, 0);
    EXPECT_TRUE(has(ended, "[[0]]")) << ended.out;
    EXPECT_EQ(has(ended, "[[1]]"), !follow.empty()) << ended.out;
  }
}

}  // namespace
}  // namespace entente
