// Statements that write, from the command line and in a dialogue.
#include <gtest/gtest.h>

#include <string>

#include "support/temporary_folder.hpp"
#include "unit/cli/ran.hpp"

namespace entente {
namespace {

class WriteCommand : public testing::Test {
 protected:
  WriteCommand() {
    folder_.file("data.jsonl", "{\"id\": \"a\", \"type\": \"P\", \"name\": \"A\"}\n");
    EXPECT_EQ(entente("import " + store_ + " " + folder_.path("data.jsonl")).code, 0);
  }
  TemporaryFolder folder_;
  std::string store_ = folder_.path("store");
};

TEST_F(WriteCommand, SaysWhatItDidAndWhy) {
  Ended ended = entente("query " + store_ + " \"CREATE (b:P {name: 'B'})\" --reason 'found in the archive'");
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.out, "1 node created, 1 property set, 1 label added\n");
  ended = entente("query " + store_ + " \"MATCH (p:P) SET p.seen = true RETURN p.name\"");
  EXPECT_TRUE(has(ended, "2 rows; 2 properties set\n")) << ended.out;
  ended = entente("query " + store_ + " \"MATCH (p:P) SET p.seen = true RETURN p.name\" --format csv");
  EXPECT_EQ(ended.out, "p.name\r\nA\r\nB\r\n");
  EXPECT_TRUE(has(entente("query " + store_ + " \"MATCH (p:P {name: 'B'}) DELETE p\" --format json"),
                  "\"updates\":{\"nodes_created\":0,\"nodes_deleted\":1,"));
  ended = entente("log " + store_);
  EXPECT_TRUE(has(ended, "found in the archive")) << ended.out;
  EXPECT_TRUE(has(ended, "MATCH (p:P) SET p.seen = true RETURN p.name")) << ended.out;
}

TEST_F(WriteCommand, RefusesInPlainWords) {
  Ended ended = entente("query " + store_ + " \"MATCH (p) RETURN p\" --reason why");
  EXPECT_EQ(ended.code, 2);
  EXPECT_TRUE(has(ended, "--reason is for statements that write, and this one only reads")) << ended.out;
  ended = entente("query " + folder_.path("nowhere") + " \"CREATE (p:P)\"");
  EXPECT_EQ(ended.code, 1);
  EXPECT_TRUE(has(ended, "`entente import` makes a store")) << ended.out;
  for (const std::string command : {"draw ", "export "}) {
    const std::string query = command == "draw " ? "\"CREATE (p:P) RETURN p\"" : "--query \"CREATE (p:P) RETURN p\"";
    ended = entente(command + store_ + " " + folder_.path("out.dot") + " " + query);
    EXPECT_NE(ended.code, 0) << command;
  }
  EXPECT_TRUE(has(entente("query " + store_ + " \"MATCH (p:P) RETURN count(*)\" --format csv"), "\n1\r\n"));
}

TEST_F(WriteCommand, InADialogue) {
  folder_.file("statements",
               "CREATE (b:P {name: 'B'});\nMATCH (p:P) RETURN count(*) AS n;\nCREATE (x:P {v: 1 / 0});\n");
  const Ended ended = entente("shell " + store_ + " < " + folder_.path("statements"));
  EXPECT_TRUE(has(ended, "1 node created, 1 property set, 1 label added")) << ended.out;
  EXPECT_TRUE(has(ended, "│ 2 │")) << ended.out;
  EXPECT_TRUE(has(ended, "division by zero")) << ended.out;
  EXPECT_NE(ended.code, 0);
}

TEST_F(WriteCommand, InADialogueAsOneCommit) {
  folder_.file("statements",
               "COMMIT;\n:begin\nCREATE (b:P {name: 'B'});\nMATCH (p:P) RETURN count(*) AS n;\nMATCH (p:P RETURN p;\n"
               "CREATE (c:P {name: 'C'});\nCOMMIT 'both at once';\nbegin transaction;\nCREATE (d:P {name: 'D'});\n"
               ":rollback\nMATCH (p:P) RETURN count(*) + 100 AS n;\n:begin\n:begin\nCREATE (e:P {name: 'E'});\n");
  const Ended ended = entente("shell " + store_ + " < " + folder_.path("statements"));
  EXPECT_TRUE(has(ended, "no transaction is open")) << ended.out;
  EXPECT_TRUE(has(ended, "│ 2 │")) << ended.out;
  EXPECT_TRUE(has(ended, "commit 2\n")) << ended.out;
  EXPECT_TRUE(has(ended, "nothing of it was stored\n")) << ended.out;
  EXPECT_TRUE(has(ended, "│ 103 │")) << ended.out;
  EXPECT_TRUE(has(ended, "a transaction is open already")) << ended.out;
  EXPECT_TRUE(has(ended, "the transaction was not committed: nothing of it was stored")) << ended.out;
  EXPECT_NE(ended.code, 0);
  EXPECT_TRUE(has(entente("log " + store_), "both at once"));
  EXPECT_TRUE(has(entente("query " + store_ + " \"MATCH (p:P) RETURN count(*)\" --format csv"), "\n3\r\n"));
}

TEST_F(WriteCommand, OfAServerThatMayWrite) {
  folder_.file("requests",
               "{\"entente\": 1, \"query\": \"CREATE (b:P {name: 'B'}) RETURN b.name\", \"reason\": \"why not\"}\n");
  Ended ended = entente("serve " + store_ + " --stdio < " + folder_.path("requests"));
  EXPECT_TRUE(has(ended, "open for reading only")) << ended.out;
  EXPECT_TRUE(has(ended, "--writable")) << ended.out;
  ended = entente("serve " + store_ + " --stdio --writable < " + folder_.path("requests"));
  EXPECT_TRUE(has(ended, "\"updates\":{\"nodes_created\":1,")) << ended.out;
  EXPECT_TRUE(has(entente("log " + store_), "why not"));
}

}  // namespace
}  // namespace entente
