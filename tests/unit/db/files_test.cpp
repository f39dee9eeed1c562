// Files that state facts: what each says, what it says no more, and what goes when the last lets it go.
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "entente/database.hpp"
#include "entente/formats.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view kEnds =
    "{\"id\": \"a\", \"type\": \"A\"}\n{\"id\": \"b\", \"type\": \"B\"}\n{\"id\": \"c\", \"type\": \"C\"}\n";

std::string letter(std::string_view from, std::string_view to, std::string_view more = {}) {
  return "{\"type\": \"WROTE\", \"from\": \"" + std::string(from) + "\", \"to\": \"" + std::string(to) + "\"" +
         std::string(more) + "}\n";
}

class Files : public testing::Test {
 protected:
  Files() : database_(Database::in_memory().value()) { import("ends.jsonl", kEnds); }

  ImportReport import(std::string_view name, std::string_view text, bool replace = false, bool keep_valid = false) {
    ImportOptions options;
    options.replace = replace;
    options.keep_valid = keep_valid;
    const auto report = database_->import({folder_.file(name, text)}, options);
    EXPECT_TRUE(report.ok()) << describe(report.error());
    return report.ok() ? *report : ImportReport{};
  }
  ImportReport replace(std::string_view name, std::string_view text) { return import(name, text, true); }

  Texts all(const std::string& query) {
    const auto table = database_->query(query);
    EXPECT_TRUE(table.ok()) << describe(table.error());
    Texts texts;
    if (table.ok())
      for (const auto& row : table->rows) texts.push_back(row[0].is_string() ? row[0].string() : "null");
    return texts;
  }
  Texts letters() { return all("MATCH (x)-[r:WROTE]->(y) RETURN key(x) + key(y) + coalesce(r.n, '') AS t ORDER BY t"); }
  Texts entities() { return all("MATCH (n) RETURN key(n) AS t ORDER BY t"); }
  void expect_sound() {
    const auto findings = database_->check();
    ASSERT_TRUE(findings.ok());
    for (const Finding& f : *findings)
      if (f.rule == "store_damage") ADD_FAILURE() << f.subject << ": " << f.message;
  }

  TemporaryFolder folder_;
  std::unique_ptr<Database> database_;
};

TEST_F(Files, ReplaceWithdrawsTheHighestOfRecordsThatSayTheSame) {
  import("x.jsonl", letter("a", "b") + letter("a", "b") + letter("a", "b"));
  import("y.jsonl", letter("a", "b") + letter("a", "b"));
  EXPECT_EQ(letters(), (Texts{"ab", "ab", "ab"}));
  const ImportReport told = import("x.jsonl", letter("a", "b"));
  EXPECT_EQ(told.gone_relations, 2U);
  EXPECT_EQ(told.gone, (Texts{"(a)-[WROTE]->(b)", "(a)-[WROTE]->(b)"}));
  EXPECT_EQ(letters(), (Texts{"ab", "ab", "ab"}));
  const ImportReport replaced = replace("x.jsonl", letter("a", "b"));
  EXPECT_EQ(replaced.gone_relations, 2U);
  EXPECT_EQ(replaced.commit.relations_removed, 1U);  // y has two
  EXPECT_EQ(letters(), (Texts{"ab", "ab"}));
  EXPECT_EQ(replace("y.jsonl", "").commit.relations_removed, 1U);
  EXPECT_EQ(letters(), (Texts{"ab"}));
  EXPECT_EQ(replace("x.jsonl", "").commit.relations_removed, 1U);
  EXPECT_EQ(letters(), Texts{});
  expect_sound();
}

TEST_F(Files, SayTheSameWhicheverIsReadFirst) {
  import("x.jsonl", letter("b", "c"));  // so that its number is the lower one
  const std::string x = folder_.file("x.jsonl", letter("b", "c") + letter("a", "b"));
  const std::string y = folder_.file("y.jsonl", letter("a", "b") + letter("a", "b") + letter("a", "b"));
  const auto first = database_->import({y, x});
  ASSERT_TRUE(first.ok()) << describe(first.error());
  for (const auto& paths : {Texts{x, y}, Texts{y, x}, Texts{x}, Texts{y}}) {
    const auto again = database_->import(paths);
    ASSERT_TRUE(again.ok()) << describe(again.error());
    EXPECT_EQ(again->commit.transaction, first->commit.transaction);
    EXPECT_EQ(again->gone_relations, 0U);
  }
  EXPECT_EQ(letters(), (Texts{"ab", "ab", "ab", "bc"}));
  expect_sound();
}

TEST_F(Files, ACorrectedRecordTakesThePlaceOfTheOldOne) {
  import("x.jsonl", letter("a", "b", ", \"valid\": \"1814-10-15~\"") + letter("b", "c"));
  const ImportReport told = import("x.jsonl", letter("a", "b", ", \"valid\": \"1814-10-14\"") + letter("b", "c"));
  EXPECT_EQ(told.gone, (Texts{"(a)-[WROTE]->(b) 1814-10-15~"}));
  EXPECT_EQ(letters().size(), 3U);
  EXPECT_EQ(replace("x.jsonl", letter("b", "c") + letter("a", "b", ", \"valid\": \"1814-10-14\"")).gone_relations, 1U);
  EXPECT_EQ(letters(), (Texts{"ab", "bc"}));
  EXPECT_EQ(all("MATCH ({}) -[r:WROTE]->(:B) RETURN valid(r).edtf"), (Texts{"1814-10-14"}));
  expect_sound();
}

TEST_F(Files, AFactGoesWhenItsLastFileLetsItGo) {
  const std::string fact = "{\"id\": \"f\", \"type\": \"WROTE\", \"from\": \"a\", \"to\": \"b\"}\n";
  import("x.jsonl", fact);
  import("y.jsonl", fact);
  EXPECT_EQ(replace("x.jsonl", "").commit.relations_removed, 0U);
  EXPECT_EQ(letters(), Texts{"ab"});
  EXPECT_EQ(replace("x.jsonl", "").gone_relations, 0U);
  EXPECT_EQ(replace("y.jsonl", "").gone, Texts{"f"});
  EXPECT_EQ(letters(), Texts{});
  // Moved from one file to another within one import.
  import("x.jsonl", fact);
  ImportOptions options;
  options.replace = true;
  ASSERT_TRUE(database_->import({folder_.file("x.jsonl", ""), folder_.file("y.jsonl", fact)}, options).ok());
  EXPECT_EQ(letters(), Texts{"ab"});
  EXPECT_EQ(replace("y.jsonl", "").commit.relations_removed, 1U);
  expect_sound();
}

TEST_F(Files, WhatAProgramWroteStays) {
  import("x.jsonl", letter("a", "b"));
  RelationFact fact;
  fact.type = "WROTE";
  fact.from = "a";
  fact.to = "b";
  auto transaction = database_->write().value();
  ASSERT_TRUE(transaction.add(fact).ok());
  ASSERT_TRUE(transaction.add(fact).ok());
  EXPECT_EQ(transaction.commit("two more")->relations_added, 2U);
  EXPECT_EQ(replace("x.jsonl", "").commit.relations_removed, 1U);
  EXPECT_EQ(letters(), (Texts{"ab", "ab"}));
  EXPECT_EQ(import("x.jsonl", letter("a", "b")).commit.relations_added, 0U);
  EXPECT_EQ(replace("x.jsonl", "").commit.relations_removed, 0U);
  EXPECT_EQ(letters(), (Texts{"ab", "ab"}));
  expect_sound();
}

TEST_F(Files, EachFileSpeaksForItself) {
  const auto person = [](std::string_view born, std::string_view name, std::string_view source) {
    return "{\"id\": \"p\", \"type\": \"Person\", \"name\": \"" + std::string(name) + "\", \"valid\": \"" +
           std::string(born) + "/1976\", \"sources\": [\"" + std::string(source) + "\"]}\n";
  };
  import("x.jsonl", person("1893", "Mao", "a"));
  import("y.jsonl", person("1894", "Mao", "b"));
  EXPECT_EQ(all("MATCH (n:Person) UNWIND datings(n) AS d RETURN d.valid.edtf AS t ORDER BY t"),
            (Texts{"1893/1976", "1894/1976"}));
  EXPECT_EQ(all("MATCH (n:Person) RETURN n.name"), Texts{"Mao"});
  EXPECT_EQ(all("MATCH (n:Person) ACCORDING TO 'b' RETURN valid(n).edtf"), Texts{"1894/1976"});
  // y is corrected: its claim is replaced, that of x stays.
  import("y.jsonl", person("1893-12-26", "Mao Zedong", "b"));
  EXPECT_EQ(all("MATCH (n:Person) ACCORDING TO 'b' RETURN valid(n).edtf"), Texts{"1893-12-26/1976"});
  EXPECT_EQ(all("MATCH (n:Person) ACCORDING TO 'a' RETURN valid(n).edtf"), Texts{"1893/1976"});
  EXPECT_EQ(all("MATCH (n:Person) ACCORDING TO 'b' RETURN n.name"), Texts{"Mao Zedong"});
  const TransactionId before = database_->info()->transaction;
  import("y.jsonl", person("1893-12-26", "Mao Zedong", "b"));
  import("x.jsonl", person("1893", "Mao", "a"));
  EXPECT_EQ(database_->info()->transaction, before);
  expect_sound();
  EXPECT_EQ(replace("x.jsonl", "").commit.entities_changed, 1U);
  EXPECT_EQ(all("MATCH (n:Person) RETURN n.name + ' ' + valid(n).edtf"), Texts{"Mao Zedong 1893-12-26/1976"});
  EXPECT_EQ(replace("y.jsonl", "").commit.entities_removed, 1U);
  EXPECT_EQ(entities(), (Texts{"a", "b", "c"}));
  expect_sound();
}

TEST_F(Files, WhatTheySayIsExportedAndReadBack) {
  import("x.jsonl", "{\"id\": \"p\", \"type\": \"T\", \"name\": \"Mao\", \"valid\": \"1893\"}\n" + letter("a", "b") +
                        letter("a", "b"));
  import("y.jsonl", "{\"id\": \"p\", \"type\": \"T\", \"name\": \"Mao Zedong\", \"valid\": \"1894\"}\n");
  const auto exported = [](Database& database, std::string_view format) {
    std::ostringstream out;
    EXPECT_TRUE(write(database.all_facts().value(), format, out).ok());
    return out.str();
  };
  for (const char* format : {"facts", "node-link", "graphml", "gexf", "jgf"}) {
    const std::string text = exported(*database_, format);
    const auto again = Database::in_memory().value();
    ImportOptions options;
    options.format = format;
    ASSERT_TRUE(again->import({folder_.file("all", text)}, options).ok()) << format;
    EXPECT_EQ(exported(*again, "facts"), exported(*database_, "facts")) << format;
    options.replace = true;
    const auto replaced = again->import({folder_.path("all")}, options);
    EXPECT_EQ(replaced->gone_entities + replaced->gone_relations, 0U) << format;
  }
}

TEST_F(Files, RelationsWithAnIdKeepTheClaimsOfEach) {
  const auto meeting = [](std::string_view valid, std::string_view to = "b") {
    return "{\"id\": \"m\", \"type\": \"WROTE\", \"from\": \"a\", \"to\": \"" + std::string(to) + "\", \"valid\": \"" +
           std::string(valid) + "\"}\n";
  };
  import("x.jsonl", meeting("1950"));
  EXPECT_EQ(import("y.jsonl", meeting("1951")).commit.relations_changed, 1U);
  EXPECT_EQ(all("MATCH ()-[r:WROTE]->() UNWIND datings(r) AS d RETURN d.valid.edtf AS t ORDER BY t"),
            (Texts{"1950", "1951"}));
  EXPECT_EQ(replace("y.jsonl", "").commit.relations_changed, 1U);
  EXPECT_EQ(all("MATCH ()-[r:WROTE]->() RETURN valid(r).edtf"), Texts{"1950"});
  // Other ends are another relation; the file's own may change.
  const auto refused = database_->import({folder_.file("z.jsonl", meeting("1950", "c"))});
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().message.find("\"m\""), std::string::npos);
  EXPECT_EQ(import("x.jsonl", meeting("1950", "c")).commit.relations_changed, 1U);
  EXPECT_EQ(letters(), Texts{"ac"});
  expect_sound();
}

TEST_F(Files, AnEntityStaysWhileRelationsEndAtIt) {
  import("x.jsonl", letter("a", "c"));
  ImportReport report = replace("ends.jsonl", "{\"id\": \"a\", \"type\": \"A\"}\n");
  EXPECT_EQ(report.gone_entities, 2U);
  EXPECT_EQ(report.gone_kept, 1U);
  EXPECT_EQ(report.commit.entities_removed, 1U);
  EXPECT_EQ(entities(), (Texts{"a", "c"}));
  replace("x.jsonl", "");
  EXPECT_EQ(replace("ends.jsonl", "{\"id\": \"a\", \"type\": \"A\"}\n").commit.entities_removed, 1U);
  EXPECT_EQ(entities(), Texts{"a"});
  // Its id is free for another.
  import("x.jsonl", kEnds);
  EXPECT_EQ(entities(), (Texts{"a", "b", "c"}));
  expect_sound();
}

TEST_F(Files, AnEntityGoesWhereItsRelationIsStatedWithOtherEnds) {
  const auto related = [](std::string_view to) {
    return "{\"id\": \"r\", \"type\": \"WROTE\", \"from\": \"p\", \"to\": \"" + std::string(to) + "\"}\n";
  };
  const std::string p = "{\"id\": \"p\", \"type\": \"P\"}\n", q = "{\"id\": \"q\", \"type\": \"P\"}\n",
                    r = "{\"id\": \"s\", \"type\": \"P\"}\n";
  import("x.jsonl", p + q + r + related("q"));
  const ImportReport report = replace("x.jsonl", p + r + related("s"));
  EXPECT_EQ(report.commit.entities_removed, 1U);
  EXPECT_EQ(report.gone_kept, 0U);
  EXPECT_EQ(letters(), Texts{"ps"});
  EXPECT_EQ(entities(), (Texts{"a", "b", "c", "p", "s"}));
  EXPECT_EQ(replace("x.jsonl", p + r + related("s")).commit.entities_removed, 0U);
  expect_sound();
}

TEST_F(Files, ARelationThatIsGoneIsNamedByWhatItSays) {
  import("x.jsonl", letter("a", "b", ", \"valid\": \"1950\"") + letter("a", "c", ", \"valid\": [\"1950\", \"1960\"]"));
  const ImportReport report = import("x.jsonl", "");
  EXPECT_EQ(report.gone, (Texts{"(a)-[WROTE]->(b) 1950", "(a)-[WROTE]->(c) in 1950 and in 1960"}));
}

TEST_F(Files, ARecordThatIsLeftOutGivesNoId) {
  const std::string bad = "{\"id\": \"p\", \"type\": \"" + std::string(70'000, 'T') + "\"}\n";
  const std::string rest =
      "{\"id\": \"q\", \"type\": \"P\"}\n{\"id\": \"r\", \"type\": \"WROTE\", \"from\": \"p\", \"to\": \"q\"}\n";
  const ImportReport dangling = import("x.jsonl", bad + rest, false, true);
  EXPECT_EQ(dangling.rejected, 2U);
  EXPECT_EQ(entities(), (Texts{"a", "b", "c", "q"}));
  const ImportReport again = import("x.jsonl", bad + "{\"id\": \"p\", \"type\": \"P\"}\n" + rest, false, true);
  EXPECT_EQ(again.rejected, 1U);
  EXPECT_EQ(entities(), (Texts{"a", "b", "c", "p", "q"}));
  EXPECT_EQ(letters(), Texts{"pq"});
  expect_sound();
}

TEST_F(Files, MayBeReadUnderAnotherName) {
  ImportOptions options;
  options.as = "letters";
  ASSERT_TRUE(database_->import({folder_.file("v1.jsonl", letter("a", "b"))}, options).ok());
  options.replace = true;
  ASSERT_TRUE(database_->import({folder_.file("v2.jsonl", letter("b", "c"))}, options).ok());
  EXPECT_EQ(letters(), Texts{"bc"});
  // A file is its name, whatever folder it lies in.
  const TemporaryFolder other;
  ASSERT_TRUE(database_
                  ->import({other.file("letters", letter("c", "a"))},
                           [] {
                             ImportOptions o;
                             o.replace = true;
                             o.format = "facts";
                             return o;
                           }())
                  .ok());
  EXPECT_EQ(letters(), Texts{"ca"});
  options.as.clear();
  const auto refused = database_->import({"-"}, options);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kArgument);
}

TEST_F(Files, RejectedRecordsWithdrawNothingUnlessTheRestIsKept) {
  import("x.jsonl", letter("a", "b") + letter("b", "c"));
  ImportOptions options;
  options.replace = true;
  const std::string path = folder_.file("x.jsonl", letter("a", "b") + letter("b", "nobody"));
  options.rejects = folder_.path("rejects");
  EXPECT_FALSE(database_->import({path}, options).ok());
  EXPECT_EQ(folder_.read("rejects"), path + ":2: `to` names `nobody`, which is no entity\n");
  EXPECT_EQ(letters(), (Texts{"ab", "bc"}));
  options.keep_valid = true;
  EXPECT_TRUE(database_->import({path}, options).ok());
  EXPECT_EQ(letters(), Texts{"ab"});
}

TEST_F(Files, WhatIsOnlyNamedIsStillSaid) {
  ImportOptions options;
  options.columns = folder_.file("m.json", R"({"entities": [{"id": "{from}", "type": "T", "repeated": "mention"},
    {"id": "{to}", "type": "T", "repeated": "mention"}], "relations": [{"type": "R", "from": "{from}", "to": "{to}"}]})");
  const std::string table = folder_.file("r.csv", "from,to\nu,v\nv,a\n");
  ASSERT_TRUE(database_->import({table}, options).ok());
  const auto again = database_->import({table}, options);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->gone_entities + again->gone_relations, 0U);
  options.replace = true;
  folder_.file("r.csv", "from,to\nu,a\n");
  const auto replaced = database_->import({table}, options);
  ASSERT_TRUE(replaced.ok());
  EXPECT_EQ(replaced->commit.entities_removed, 1U);
  EXPECT_EQ(entities(), (Texts{"a", "b", "c", "u"}));
  expect_sound();
}

TEST_F(Files, ConclusionsGoWithTheirEntities) {
  import("o.json", R"({"entente": 1, "ontology": {"entity_types": [{"name": "P"}], "relation_types": [{"name": "NEXT"},
    {"name": "NEAR"}], "rules": [{"name": "near", "concludes": "NEAR",
    "query": "MATCH (x)-[n:NEXT]->(y) RETURN x AS from, y AS to, [n] AS because"}]}})");
  import("x.jsonl",
         "{\"id\": \"p\", \"type\": \"P\"}\n{\"id\": \"q\", \"type\": \"P\"}\n"
         "{\"id\": \"n\", \"type\": \"NEXT\", \"from\": \"p\", \"to\": \"q\"}\n");
  EXPECT_EQ(all("MATCH ()-[r:NEAR]->() RETURN key(startNode(r))"), Texts{"p"});
  replace("x.jsonl", "");
  EXPECT_EQ(entities(), (Texts{"a", "b", "c"}));
  expect_sound();
}

}  // namespace
}  // namespace entente
