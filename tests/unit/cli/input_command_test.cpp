// What a person gives the program to read: folders, pipes, bombs, text that is none.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "formats/files.hpp"
#include "support/temporary_folder.hpp"
#include "unit/cli/ran.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kBoundsMemory = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool kBoundsMemory = false;
#else
constexpr bool kBoundsMemory = true;
#endif
#else
constexpr bool kBoundsMemory = true;
#endif

class Input : public testing::Test {
 protected:
  Ended run(const std::string& commands) const { return bash_in(folder_, commands); }
  void expect(const std::string& command, int code, std::string_view text) const {
    const Ended ended = run(command);
    EXPECT_EQ(ended.code, code) << command << "\n" << ended.out;
    EXPECT_NE(ended.out.find(text), std::string::npos) << command << "\n" << ended.out;
  }

  TemporaryFolder folder_;
  std::string fact_ = folder_.file("a.jsonl", "{\"id\": \"a\", \"type\": \"T\"}\n");
};

TEST_F(Input, ComesFromPipesToo) {
  expect("$E import s.db <(cat a.jsonl)", 0, "1 entity added");
  expect("$E query s.db -f <(echo 'RETURN 41 + 1 AS n') --format csv", 0, "42");
  expect("cat a.jsonl | $E import s.db /dev/stdin", 0, "1 known already");
}

TEST_F(Input, ThatIsAFolderIsNamed) {
  fs::create_directory(folder_.path("folder"));
  folder_.file("t.csv", "a\n1\n");
  run("$E import s.db a.jsonl");
  expect("$E query s.db -f folder", 1, "can't read folder: it is a folder");
  expect("$E import s.db t.csv --columns folder", 1, "can't read folder: it is a folder");
  expect("$E draw s.db x.dot --style folder", 1, "can't read folder: it is a folder");
  expect("$E import s.db s.db", 1, "s.db is the store itself");
  expect("$E import new.db new.db; code=$?; ls; exit $code", 1, "new.db is the store itself");
  EXPECT_FALSE(fs::exists(folder_.path("new.db")));
}

TEST_F(Input, ThatIsNoTextOrNumberIsRefused) {
  run("$E import s.db a.jsonl");
  expect("$E query s.db 'RETURN $a' -p $'a=\\xff'", 1, "the value of $a is no UTF-8 text");
  expect("$E query s.db $'RETURN \"\\xff\"'", 1, "the query is no UTF-8 text: its byte 9 is FF");
  expect("$E query s.db 'RETURN $a' -p a=9223372036854775808", 2, "the value of $a: an integer beyond 64 bits");
  expect("$E query s.db 'RETURN $a' -p a=1e999", 2, "the value of $a: a number beyond the range of floats");
  expect("cp a.jsonl $'\\xff.jsonl'; $E import s.db $'\\xff.jsonl' && $E check s.db", 0, "");
}

// A few bytes that stand for many: refused in little time and memory, with the place.
TEST_F(Input, ThatUnpacksWithoutEndIsRefused) {
  const std::string bound = kBoundsMemory ? "ulimit -v 2000000; " : "";
  for (const std::string name : {"bomb.jsonl.zst", "bomb.wikidata.json.gz"}) {
    OutputFile bomb(folder_.path(name));
    const std::string zeros(std::size_t{1} << 20, '\0');
    for (int i = 0; i < 100; ++i) bomb.stream() << zeros;
    bomb.commit();
  }
  expect(bound + "$E import s.db bomb.jsonl.zst", 1, "bomb.jsonl.zst:1");
  expect(bound + "$E import s.db bomb.jsonl.zst", 1, "a line of more than 64 MiB");
  expect(bound + "$E import s.db bomb.wikidata.json.gz --max-unpacked 1MiB", 1, "unpacks to more than 1 MiB");
  expect(bound + "$E import s.db bomb.jsonl.zst --max-record 1M", 1, "a line of more than 1 MiB");
  EXPECT_FALSE(fs::exists(folder_.path("s.db")));
}

TEST_F(Input, SizesOfNothingOrBeyondAllAreRefused) {
  for (const char* size : {"-1", "0", "K", "''", "1.5M", "1X", "1KK", "9223372036854775808", "18446744073709551616",
                           "99999999999999999999", "9999999999E", "8E"}) {
    const std::string option = std::string(" --max-record ") + size;
    expect("$E import s.db a.jsonl" + option, 2, "is no size");
    expect("echo | $E serve --stdio" + option, 2, "is no size");
    expect("$E import s.db a.jsonl --max-unpacked " + std::string(size), 2, "is no size");
  }
  EXPECT_FALSE(fs::exists(folder_.path("s.db")));
  expect("$E import s.db a.jsonl --max-record '1 mib' --max-unpacked 7E", 0, "1 entity added");
}

TEST_F(Input, OfManyFactsThatDoNotFitIntoMemoryIsAnError) {
  if (!kBoundsMemory) GTEST_SKIP() << "memory can't be bounded under this sanitizer";
  run("for i in $(seq 60000); do echo '{\"id\": \"an entity with a name of some length '$i'\", \"type\": \"T\"}'; done"
      " > many.jsonl");
  int failed = 0;
  // With more it may be the compression inside RocksDB that finds no room, and does not look whether it found any.
  for (const int kilobytes : {80'000, 85'000, 90'000, 95'000, 100'000}) {
    const Ended ended =
        run("rm -rf many.db; ulimit -v " + std::to_string(kilobytes) + "; $E import many.db many.jsonl");
    EXPECT_LE(ended.code, 1) << kilobytes << ended.out;
    failed += ended.code;
    if (ended.code == 1) {
      EXPECT_NE(ended.out.find("error"), std::string::npos) << kilobytes << ended.out;
    }
  }
  EXPECT_GT(failed, 0);
}

TEST_F(Input, ThatDoesNotFitIntoMemoryIsAnError) {
  if (!kBoundsMemory) GTEST_SKIP() << "memory can't be bounded under this sanitizer";
  run("$E import s.db a.jsonl");
  // A value that is wide: much more in memory than as text.
  run("(printf '{\"id\": \"a\", \"type\": \"T\", \"properties\": {\"x\": [0'; yes ,0 | head -n 15000000 | tr -d '\\n'; "
      "echo ']}}') > wide.jsonl");
  const std::string bound = "ulimit -v 400000; ";
  expect(bound + "$E import s.db wide.jsonl", 1, "wide.jsonl");
  expect(bound + "(cat wide.jsonl; echo '{\"query\": \"RETURN 1 AS a\"}') | $E serve --stdio", 0, "[[1]]");
  expect(bound + "(cat wide.jsonl; echo '{\"query\": \"RETURN 1 AS a\"}') | $E serve --stdio", 0, "not enough memory");
  expect("(head -c 100000000 /dev/zero | tr '\\0' x; echo; echo '{\"query\": \"RETURN 1 AS a\"}') | (" + bound +
             "$E serve --stdio)",
         0, "a line of more than 64 MiB");
}

TEST_F(Input, OfARuleThatFindsNoRoomIsAnErrorThatNamesTheRule) {
  if (!kBoundsMemory) GTEST_SKIP() << "memory can't be bounded under this sanitizer";
  folder_.file("rules.json", R"({"ontology": {"relation_types": [{"name": "R"}], "rules": [{"name": "greedy",
      "concludes": "R", "query": "UNWIND range(1, 40000000) AS x MATCH (n) RETURN n AS from, n AS to, [n] AS because"}]}})");
  const std::string bound = "ulimit -v 400000; ";
  expect(bound + "$E import s.db rules.json a.jsonl", 1, "rule `greedy`: the query needs more than the");
  expect(bound + "$E import s.db a.jsonl", 1, "rule `greedy`: the query needs more than the");
  expect("$E query s.db 'MATCH (n) RETURN n' --format csv", 0, "a");
}

TEST_F(Input, OfARuleBeyondALimitIsAnErrorThatNamesTheRule) {
  folder_.file("rules.json", R"({"ontology": {"relation_types": [{"name": "R"}], "rules": [{"name": "endless",
      "concludes": "R", "query":
      "WITH range(1, 40000000000) AS x MATCH (n) RETURN n AS from, n AS to, [n] AS because"}]}})");
  expect("$E import s.db rules.json a.jsonl", 1, "rule `endless`: range(1, 40000000000, 1) has more than");
}

// What is quoted of a record is cut, whatever the format.
TEST_F(Input, IsQuotedInErrorsInPartOnly) {
  const std::string x(1'000'000, 'x');
  folder_.file("a.quads", "a\tR\tb\t" + x + "\n");
  folder_.file("b.jsonl", R"({"id": "b", "type": "T", "valid": ")" + x + "\"}\n");
  folder_.file("c.jsonl", R"({"id": "b", "type": "T", ")" + x + "\": {}}\n");
  folder_.file("d.jsonl", R"({"type": "T", "from": ")" + x.substr(0, 4000) + R"(", "to": "z"})");
  folder_.file("e.csv", "id,type,valid\nb,T," + x + "\n");
  folder_.file("f.graphml", "<graphml><graph><edge source='" + x.substr(0, 4000) + "' target='z'/></graph></graphml>");
  for (const char* file : {"a.quads", "b.jsonl", "c.jsonl", "d.jsonl", "e.csv", "f.graphml"}) {
    const Ended ended = run("$E import new.db " + std::string(file) + " --rejects rejects.txt");
    EXPECT_EQ(ended.code, 1) << file << ended.out.substr(0, 400);
    EXPECT_LT(ended.out.size(), 2000U) << file << ended.out.substr(0, 400);
    EXPECT_LT(folder_.read("rejects.txt").size(), 2000U) << file;
  }
  const Ended asked = run("echo 'RETURN period(\"" + x.substr(0, 100'000) + "\")' | $E query a.db -");
  EXPECT_LT(asked.out.size(), 2000U) << asked.out.substr(0, 400);
}

TEST_F(Input, WithTooFewDescriptorsIsOneClearErrorAtOnce) {
  run("$E import s.db a.jsonl");
  for (int descriptors = 3; descriptors <= 32; descriptors += kBoundsMemory ? 1 : 6) {
    const std::string bound = "ulimit -n " + std::to_string(descriptors) + "; exec timeout 20 $E ";
    for (const char* command : {"info s.db", "import s.db a.jsonl", "import new.db a.jsonl"}) {
      const Ended ended = run("rm -rf new.db; " + bound + command);
      if (ended.code == 0 || ended.out.find("shared librar") != std::string::npos) continue;
      if (ended.out.find("anitizer") != std::string::npos) continue;
      EXPECT_EQ(ended.code, 1) << descriptors << command << ended.out;
      EXPECT_NE(ended.out.find("Too many open files"), std::string::npos) << descriptors << command << ended.out;
      EXPECT_NE(ended.out.find("hint: raise the number of files"), std::string::npos)
          << descriptors << command << ended.out;
      EXPECT_FALSE(fs::exists(folder_.path("new.db"))) << descriptors << command;
    }
  }
}

TEST_F(Input, AndOutputThroughLinksThatLeadNowhereAreNamed) {
  run("$E import s.db a.jsonl; ln -s nowhere link; ln -s none/out.json out.json");
  const std::string link = "\"link\" is a link to \"nowhere\", which does not exist";
  expect("$E import link a.jsonl", 1, link);
  expect("$E import link/new.db a.jsonl", 1, link);
  expect("$E import s.db link", 1, link);
  expect("$E info link", 1, link);
  expect("$E export s.db link/out.json", 1, link);
  expect("$E draw s.db link/out.svg", 1, link);
  expect("$E export s.db out.json", 1, "\"out.json\" is a link to \"none/out.json\", which does not exist");
  expect("$E import link a.jsonl", 1, "hint: make what the link leads to");
  // A link to a file that is not there yet is where it is made.
  expect("ln -s made.json made; $E export s.db made --format data && cat made.json", 0, "\"a\"");
}

}  // namespace
}  // namespace entente
