// `entente derive` and `entente explain`, and what `entente import` says of derivation: a session from an import to a
// correction.
#include <gtest/gtest.h>

#include <string>

#include "support/temporary_folder.hpp"
#include "unit/cli/ran.hpp"

namespace entente {
namespace {

const char* const kTalksOntology = R"json({"entente": 1, "ontology": {
  "entity_types": [{"name": "Person"}, {"name": "Meeting"}, {"name": "Book"}],
  "relation_types": [
    {"name": "TOOK_PART_IN", "kind": "event"},
    {"name": "MET", "kind": "event", "symmetric": true,
     "verb": {"base": "meet", "present": "meets", "past": "met", "participle": "met"}}],
  "rules": [
    {"name": "met", "concludes": "MET", "summary": "both took part in one meeting, on different sides",
     "query": ["MATCH (p:Person)-[a:TOOK_PART_IN]->(m:Meeting)<-[b:TOOK_PART_IN]-(q:Person)",
               "WHERE a.side <> b.side",
               "RETURN p AS from, q AS to, [a, b] AS because, valid(m) AS valid"]}]}})json";

const char* const kFacts = R"json({"id": "ada", "type": "Person", "name": "Ada"}
{"id": "bob", "type": "Person", "name": "Bob"}
{"id": "talks", "type": "Meeting", "name": "the talks", "valid": "1949-12-16"}
{"id": "annals", "type": "Book", "name": "Annals of the North"}
{"id": "p1", "type": "TOOK_PART_IN", "from": "ada", "to": "talks", "valid": "1949-12-16", "properties": {"side": "North"}, "sources": ["annals#p. 4"]}
{"id": "p2", "type": "TOOK_PART_IN", "from": "bob", "to": "talks", "properties": {"side": "South"}, "provenance": "implied", "sources": ["annals#p. 5"]}
)json";

class Deriving : public testing::Test {
 protected:
  Ended import(const std::string& options = "") {
    folder_.file("ontology.json", kTalksOntology);
    folder_.file("facts.jsonl", kFacts);
    return entente("import " + store_ + " " + folder_.path("ontology.json") + " " + folder_.path("facts.jsonl") +
                   options);
  }
  // The key of the conclusion, whose number is of no interest here.
  std::string key() {
    const Ended ended = entente("query " + store_ + " \"MATCH ()-[r:MET]->() RETURN key(r) AS k\" --format csv");
    EXPECT_EQ(ended.out.substr(0, 15), "k\r\nmet/ada/bob/") << ended.out;
    return ended.out.substr(3, ended.out.size() - 5);
  }
  TemporaryFolder folder_;
  std::string store_ = folder_.path("store");
};

TEST_F(Deriving, FollowsAnImport) {
  const Ended ended = import();
  EXPECT_EQ(ended.code, 0) << ended.out;
  EXPECT_TRUE(has(ended, "derived by rules\n  met  1 new, 0 kept, 0 withdrawn\n")) << ended.out;
  const Ended again = import();
  EXPECT_TRUE(has(again, "derived by rules\n  met  0 new, 1 kept, 0 withdrawn\n")) << again.out;
}

TEST_F(Deriving, IsDoneByTheCommandWhereTheImportLeftItOut) {
  EXPECT_FALSE(has(import(" --no-derive"), "derived"));
  EXPECT_EQ(entente("derive " + store_ + " --dry-run").out, "  met  1 new, 0 kept, 0 withdrawn\nnothing was written\n");
  EXPECT_EQ(entente("derive " + store_).out, "  met  1 new, 0 kept, 0 withdrawn\nas commit 2 of " + store_ + "\n");
  EXPECT_EQ(entente("derive " + store_).out, "  met  0 new, 1 kept, 0 withdrawn\nnothing changed\n");
}

TEST_F(Deriving, WithdrawsWhatACorrectionLeavesWithoutReasons) {
  import();
  const std::string correction =
      folder_.file("correction.jsonl", R"({"id": "p2", "type": "TOOK_PART_IN", "from": "bob", "to": "talks"})"
                                       "\n");
  const Ended ended = entente("import " + store_ + " " + correction + " --as facts.jsonl");
  EXPECT_TRUE(has(ended, "  met  0 new, 0 kept, 1 withdrawn\n")) << ended.out;
  EXPECT_EQ(entente("query " + store_ + " \"MATCH ()-[r:MET]->() RETURN key(r) AS k\" --format csv").out, "k\r\n");
}

TEST_F(Deriving, ABadRuleIsNamedWithItsPlaceAndNothingIsLost) {
  import();
  const std::string bad = folder_.file("bad.json", R"json({"entente": 1,
    "ontology": {"rules": [{"name": "wrong", "concludes": "MET", "query": ["MATCH (p)", "RETRUN p"]}]},
    "entities": [{"id": "eve", "type": "Person"}]})json");
  const Ended ended = entente("import " + store_ + " " + bad);
  EXPECT_EQ(ended.code, 1);
  EXPECT_TRUE(has(ended, "1 entity added")) << ended.out;
  EXPECT_TRUE(has(ended, "error: the facts are imported, and nothing was derived from them: rule `wrong`: "))
      << ended.out;
  EXPECT_TRUE(has(ended, "(line 2, column 1)\n  RETRUN p\n  ^~~~~~\nhint: did you mean RETURN?\n")) << ended.out;
  const Ended derived = entente("derive " + store_);
  EXPECT_EQ(derived.code, 1);
  EXPECT_TRUE(has(derived, "error: rule `wrong`: ")) << derived.out;
  EXPECT_EQ(key().substr(0, 4), "met/");  // what was concluded before is there
}

TEST_F(Deriving, AnOntologyWithoutRulesConcludesNothing) {
  const std::string tiny = std::string(ENTENTE_SOURCE_DIR) + "/graph-data/tiny";
  EXPECT_FALSE(has(entente("import " + store_ + " " + tiny), "derived"));
  EXPECT_EQ(entente("derive " + store_).out, "the ontology has no rules\n");
  EXPECT_EQ(entente("derive " + folder_.path("nothing")).code, 1);
  EXPECT_EQ(entente("derive").code, 2);
}

TEST_F(Deriving, HelpSaysWhatACutOffImportLeavesBehind) {
  const Ended ended = entente("help derive");
  EXPECT_TRUE(has(ended, "an import that is cut off in between leaves facts without their conclusions")) << ended.out;
}

TEST_F(Deriving, ExplainShowsAConclusionDownToTheSources) {
  import();
  const std::string k = key();
  EXPECT_EQ(entente("explain " + store_ + " " + k).out,
            k + ": Ada met Bob\n"
                "│ on 16 December 1949 (1949-12-16)\n"
                "│ derived by the rule `met`: both took part in one meeting, on different sides\n"
                "│ sources: Annals of the North (annals), p. 4, p. 5\n"
                "├─ p1: Ada took part in the talks\n"
                "│    on 16 December 1949 (1949-12-16)\n"
                "│    stated by Annals of the North (annals), p. 4\n"
                "└─ p2: Bob took part in the talks\n"
                "     no time is stated\n"
                "     implied by Annals of the North (annals), p. 5\n");
  EXPECT_EQ(entente("explain " + store_ + " talks").out,
            "talks: the talks (Meeting)\n"
            "  on 16 December 1949 (1949-12-16)\n"
            "  stated, without a source\n");
}

TEST_F(Deriving, ExplainAsJsonAndWithNearKeys) {
  import();
  const Ended json = entente("explain " + store_ + " p1 --json");
  EXPECT_EQ(json.out,
            R"({"entente":1,"kind":"explanation","key":"p1","found":true,"is":"relation","type":"TOOK_PART_IN",)"
            R"("statement":"Ada took part in the talks","valid":"1949-12-16","when":"on 16 December 1949",)"
            R"("provenance":"stated","sources":[{"source":"annals","name":"Annals of the North","locator":"p. 4"}]})"
            "\n");
  const Ended near = entente("explain " + store_ + " anals");
  EXPECT_EQ(near.code, 1);
  EXPECT_EQ(near.out, "error: no entity and no relation has the key `anals`\nhint: did you mean `annals`?\n");
  EXPECT_TRUE(has(entente("explain " + store_ + " met/ada"), "did you mean `" + key() + "`?"));
  EXPECT_EQ(entente("explain " + store_).code, 2);
}

}  // namespace
}  // namespace entente
