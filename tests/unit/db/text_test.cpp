// Text is UTF-8 wherever it enters, and a fact has a size that a store takes.
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "db/staging.hpp"
#include "entente/database.hpp"
#include "storage/open_store.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

const std::string kBroken = "bad\xFF\xFE";

EntityFact bare_entity(std::string key) {
  EntityFact fact;
  fact.key = std::move(key);
  fact.types = {"T"};
  return fact;
}

RelationFact relation(std::string key) {
  RelationFact fact;
  fact.key = std::move(key);
  fact.type = "R";
  fact.from = "a";
  fact.to = "b";
  return fact;
}

void expect_refused(const Result<void>& result, std::string_view part) {
  ASSERT_FALSE(result.ok()) << part;
  EXPECT_EQ(result.error().code, ErrorCode::kInvalidData);
  EXPECT_NE(result.error().message.find(part), std::string::npos) << result.error().message;
  EXPECT_NE(result.error().message.find("no UTF-8 text: its byte 4 is FF"), std::string::npos)
      << result.error().message;
}

TEST(Text, OfFactsIsUtf8) {
  const auto database = Database::in_memory().value();
  auto transaction = database->write();
  ASSERT_TRUE(transaction.ok());
  const auto with = [](auto fact, auto change) {
    change(fact);
    return fact;
  };
  const auto add = [&](auto fact) { return transaction->add(fact); };
  Validity vague = read_validity("1950~").value();
  vague.phrase = kBroken;
  expect_refused(add(bare_entity(kBroken)), "the id of an entity");
  expect_refused(add(with(bare_entity("a"), [](auto& f) { f.types = {"T", kBroken}; })), "type");
  expect_refused(add(with(bare_entity("a"), [&](auto& f) { f.validity = vague; })), "validity");
  expect_refused(add(with(bare_entity("a"),
                          [](auto& f) {
                            f.properties = {{kBroken, Value(1), {}}};
                          })),
                 "name of a property");
  expect_refused(add(with(bare_entity("a"), [](auto& f) { f.properties = {{"p", Value(kBroken), {}}}; })), "`p`");
  expect_refused(add(with(bare_entity("a"), [&](auto& f) { f.properties = {{"p", Value(1), vague}}; })), "`p`");
  expect_refused(add(with(bare_entity("a"), [&](auto& f) { f.properties = {{"p", Value(vague), {}}}; })), "`p`");
  expect_refused(add(with(bare_entity("a"),
                          [](auto& f) {
                            f.properties = {{"p", Value(List{Value(kBroken)}), {}}};
                          })),
                 "`p`");
  expect_refused(add(with(bare_entity("a"),
                          [](auto& f) {
                            f.properties = {{"p", Value(Map{{kBroken, Value(1)}}), {}}};
                          })),
                 "`p`");
  expect_refused(add(with(bare_entity("a"), [](auto& f) { f.attribution.sources = {{kBroken, ""}}; })), "a source");
  expect_refused(add(with(bare_entity("a"),
                          [](auto& f) {
                            f.attribution.sources = {{"s", kBroken}};
                          })),
                 "place in a source");
  const auto dated = [](auto fact, const Validity& validity, std::vector<SourceRef> sources) {
    fact.validity = read_validity("1950~").value();
    fact.datings = {{validity, std::move(sources)}};
    return fact;
  };
  const Validity sound = read_validity("1950~").value();
  Validity set = set_of_stretches({sound, read_validity("1960").value()}).value();
  set.stretches[1].phrase = kBroken;
  expect_refused(add(dated(bare_entity("a"), vague, {})), "a dating");
  expect_refused(add(dated(bare_entity("a"), sound, {{kBroken, ""}})), "a source");
  expect_refused(add(dated(relation("r"), sound, {{"s", kBroken}})), "place in a source");
  expect_refused(add(with(bare_entity("a"), [&](auto& f) { f.validity = set; })), "validity");
  expect_refused(add(with(relation("r"), [&](auto& f) { f.properties = {{"p", Value(1), set}}; })), "`p`");
  expect_refused(add(with(bare_entity("a"),
                          [](auto& f) {
                            f.properties = {{"p", Value(1), {}, {{kBroken, ""}}}};
                          })),
                 "`p`");
  expect_refused(add(relation(kBroken)), "the id of a relation");
  expect_refused(add(with(relation("r"), [](auto& f) { f.type = kBroken; })), "the type of a relation");
  expect_refused(add(with(relation("r"), [](auto& f) { f.from = kBroken; })), "the start of a relation");
  expect_refused(add(with(relation("r"), [](auto& f) { f.to = kBroken; })), "the end of a relation");
  expect_refused(transaction->retract(kBroken), "to be taken back");
  Ontology ontology;
  ontology.entity_types.push_back({"T", "", kBroken});
  expect_refused(transaction->set_ontology(ontology), "an entity type");
  ontology.entity_types.back() = {"T", "", ""};
  ontology.entity_types.back().lifespan = kBroken;
  expect_refused(transaction->set_ontology(ontology), "an entity type");
  ontology.entity_types.clear();
  ontology.relation_types.emplace_back().name = "R";
  ontology.relation_types.back().ends = {kBroken};
  expect_refused(transaction->set_ontology(ontology), "a relation type");
  ontology.relation_types.clear();
  ontology.rules.push_back({"r", "", "R", kBroken});
  expect_refused(transaction->set_ontology(ontology), "a rule");
  // What is right goes on, and U+0000 is a character.
  EXPECT_TRUE(transaction->add(bare_entity(std::string("a\0b", 3))).ok());
  const auto refused = transaction->commit(kBroken);
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().message.find("the reason of a commit"), std::string::npos);
}

TEST(Text, OfQuestionsIsUtf8) {
  const auto database = Database::in_memory().value();
  const auto expect = [](const auto& result, ErrorCode code, std::string_view part) {
    ASSERT_FALSE(result.ok()) << part;
    EXPECT_EQ(result.error().code, code) << result.error().message;
    EXPECT_NE(result.error().message.find(part), std::string::npos) << result.error().message;
  };
  const std::string query = "RETURN '" + kBroken + "'";
  expect(database->query(query), ErrorCode::kSyntax, "the query is no UTF-8 text: its byte 12 is FF");
  EXPECT_EQ(database->query(query).error().span->offset, 11U);
  expect(database->prepare(query), ErrorCode::kSyntax, "the query");
  expect(database->read()->query(query), ErrorCode::kSyntax, "the query");
  expect(database->query("RETURN $p", {{"p", Value(kBroken)}}), ErrorCode::kArgument, "the value of $p");
  expect(database->query("RETURN $p", {{"p", Value(List{Value(Map{{kBroken, Value(1)}})})}}), ErrorCode::kArgument,
         "$p");
  expect(database->query("RETURN 1", {{kBroken, Value(1)}}), ErrorCode::kArgument, "the name of a parameter");
  expect(database->prepare("RETURN $p")->run({{"p", Value(kBroken)}}), ErrorCode::kArgument, "$p");
  expect(database->find_entities(kBroken), ErrorCode::kArgument, "the name");
  expect(database->explain(kBroken), ErrorCode::kArgument, "the id");
}

TEST(Text, OfAFactHasASizeThatAStoreTakes) {
  const TemporaryFolder folder;
  const auto database = Database::open(folder.path("s.db"), {.create_if_missing = true}).value();
  auto transaction = database->write();
  ASSERT_TRUE(transaction.ok());
  EntityFact large = bare_entity("a");
  for (int i = 0; i < 9; ++i)  // no part alone is too large
    large.properties.push_back({"p" + std::to_string(i), Value(std::string(std::size_t{8} << 20, 'x')), std::nullopt});
  const auto refused = transaction->add(large);
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().message.find("an entity of 72 MiB; a store takes up to 64 MiB at once"), std::string::npos)
      << refused.error().message;
  EntityFact of_many = bare_entity("a");  // whose claims are large together
  for (int i = 0; i < 9; ++i)
    of_many.properties.push_back(
        {"p" + std::to_string(i), Value(1), std::nullopt, {{"s", std::string(std::size_t{8} << 20, 'x')}}});
  EXPECT_FALSE(transaction->add(of_many).ok());
  EXPECT_TRUE(transaction->add(bare_entity("a")).ok());
  EXPECT_FALSE(transaction->commit(std::string(std::size_t{1} << 20, 'x')).ok()) << "a reason is a line";
}

TEST(Text, IsRefusedWithItsLineWhereAFileHasTooMuch) {
  const TemporaryFolder folder;
  const auto database = Database::in_memory().value();
  const std::string types(70'000, 'T');  // longer than the name of a type may be, met when relations are settled
  const auto report =
      database->import({folder.file("a.jsonl", "{\"type\": \"" + types +
                                                   "\", \"from\": \"a\", \"to\": \"b\"}\n{\"id\": \"a\", \"type\": "
                                                   "\"T\"}\n{\"id\": \"b\", \"type\": \"T\"}\n")});
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().line, 1U);
  EXPECT_NE(report.error().message.find("the longest is"), std::string::npos) << report.error().message;
}

// What a store refuses was not given: neither known to relations nor in the way of the right one.
TEST(Text, ThatAStoreRefusesGivesNoId) {
  const auto database = Database::in_memory().value();
  auto transaction = database->write();
  ASSERT_TRUE(transaction.ok());
  EntityFact long_type = bare_entity("a");
  long_type.types = {std::string(70'000, 'T')};
  EXPECT_FALSE(transaction->add(long_type).ok());
  EXPECT_TRUE(transaction->add(bare_entity("a")).ok());
  EXPECT_TRUE(transaction->add(bare_entity("b")).ok());
  RelationFact long_name = relation("r");
  long_name.type = std::string(70'000, 'T');
  EXPECT_FALSE(transaction->add(long_name).ok());
  const auto added = transaction->add(relation("r"));
  EXPECT_TRUE(added.ok()) << describe(added.error());
  EXPECT_TRUE(transaction->commit("a right one").ok());
  EXPECT_EQ(database->query("MATCH (a)-[r]->(b) RETURN r")->rows.size(), 1U);
}

TEST(Times, BeyondTheYearsOfTheCalendarAreRefused) {
  const auto database = Database::in_memory().value();
  auto transaction = database->write();
  ASSERT_TRUE(transaction.ok());
  Validity far;
  far.bounds = Period::certain(Instant{0}, Instant{Instant::plus_infinity().seconds - 1});
  EntityFact lived = bare_entity("a"), told = bare_entity("b");
  lived.validity = far;
  told.properties = {{"reign", Value(far), std::nullopt}};
  for (const EntityFact& fact : {lived, told}) {
    const auto added = transaction->add(fact);
    ASSERT_FALSE(added.ok());
    EXPECT_NE(added.error().message.find("outside of the years -200000000000 to 200000000000"), std::string::npos)
        << added.error().message;
  }
}

// A store that an older version wrote can hold such text; it opens, and `check` says so.
TEST(Text, ThatIsBrokenInAStoreIsFoundByTheCheck) {
  const TemporaryFolder folder;
  const std::string path = folder.path("s.db");
  {
    auto facts = FactStore::open(open_rocksdb_store(path, {}).value()).value();
    FactWriter writer(*facts);
    EntityFact broken = bare_entity("k" + kBroken);
    broken.properties = {{"p" + kBroken, Value("v" + kBroken), std::nullopt}};
    writer.add_storable(broken, kNoFile);
    writer.add_storable(bare_entity("a"), kNoFile);
    writer.add_storable(bare_entity("b"), kNoFile);
    RelationFact source = relation("r");
    source.attribution.sources = {{kBroken, ""}};
    writer.add_storable(source, kNoFile);
    EntityFact claimed = bare_entity("c");
    Validity dating = read_validity("1950").value();
    dating.phrase = kBroken;
    claimed.validity = dating;
    claimed.validity->phrase.clear();
    claimed.datings = {{dating, {{"s", ""}}}};
    writer.add_storable(claimed, kNoFile);
    EntityFact valued = bare_entity("v");
    valued.properties = {{"p", Value(1), std::nullopt, {{"s", kBroken}}}};
    writer.add_storable(valued, kNoFile);
    ASSERT_TRUE(writer.commit("why " + kBroken).ok());
  }
  const auto database = Database::open(path).value();
  EXPECT_EQ(database->query("MATCH (n) RETURN n")->rows.size(), 5U);
  const auto findings = database->check();
  ASSERT_TRUE(findings.ok());
  std::string all;
  for (const Finding& f : *findings) all += f.rule + " " + f.message + "\n";
  for (const std::string part : {"the name is no UTF-8", "a property is no UTF-8", "a source is no UTF-8",
                                 "the reason is no UTF-8", "a dating is no UTF-8", "the place in a source is no UTF-8"})
    EXPECT_NE(all.find(part), std::string::npos) << part << " in\n" << all;
}

}  // namespace
}  // namespace entente
