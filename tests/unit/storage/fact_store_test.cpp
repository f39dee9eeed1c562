// Facts through a store and back, on every kind of store.
#include "facts.hpp"
#include "stores.hpp"

namespace entente {
namespace {

using Texts = std::vector<std::string>;

class Facts : public StoreTest {
 protected:
  std::unique_ptr<FactStore> facts() const { return open_facts(open()); }
};

FactBatch meeting() {
  FactBatch batch;
  batch.entities = {entity("mao"), entity("stalin"), entity("doc", {"Document"})};
  batch.relations = {relation("F1", "mao", "MET", "stalin", "1949-12-16"),
                     relation("", "mao", "WROTE_TO", "stalin", "1949")};
  return batch;
}

TEST_P(Facts, AnEmptyStoreIsAtCommitZero) {
  const auto store = facts();
  EXPECT_EQ(store->head(), Head{});
  EXPECT_TRUE(store->symbols().empty());
  EXPECT_EQ(store->ontology(), Ontology{});
  EXPECT_TRUE(store->commits().empty());
  EXPECT_EQ(store->find_entity("mao"), std::nullopt);
  EXPECT_EQ(sentences(*store), Texts{});
  EXPECT_EQ(messages(store->check()), Texts{});
}

TEST_P(Facts, ACommitIsReadBack) {
  const auto store = facts();
  const CommitSummary summary = commit(*store, meeting(), "import tiny");
  EXPECT_EQ(summary.head, (Head{{1}, {1'000'000}}));
  EXPECT_EQ(store->head(), summary.head);
  EXPECT_EQ(summary.entities_added, 3u);
  EXPECT_EQ(summary.relations_added, 2u);
  EXPECT_EQ(sentences(*store), (Texts{"mao MET stalin 1949-12-16 #F1", "mao WROTE_TO stalin 1949"}));
  EXPECT_EQ(store->symbols(), (Texts{"Person", "Document", "MET", "WROTE_TO"}));
  EXPECT_EQ(store->find_entity("mao"), EntityId{0});
  EXPECT_EQ(store->find_entity("doc"), EntityId{2});
  EXPECT_EQ(store->find_entity("lenin"), std::nullopt);
  const auto commits = store->commits();
  ASSERT_EQ(commits.size(), 1u);
  EXPECT_EQ(commits[0].head, summary.head);
  EXPECT_EQ(commits[0].reason, "import tiny");
  EXPECT_EQ(commits[0].entities, 3u);
  EXPECT_EQ(commits[0].relations, 2u);
  EXPECT_EQ(messages(store->check()), Texts{});
}

TEST_P(Facts, EverythingThatAFactSaysIsKept) {
  const auto store = facts();
  FactBatch batch = meeting();
  EntityFact& e = batch.entities[0];
  e.types = {"Person", "Leader"};
  e.validity = read_validity("1893-12-26/1976-09-09").value();
  e.properties = {{"name", "Mao", std::nullopt},
                  {"role", "leader", read_validity("1949/1976").value()},
                  {"nothing", Value(), std::nullopt}};
  e.attribution = {Provenance::kBackground, {{"doc", "P1"}}};
  RelationFact& r = batch.relations[0];
  r.validity->phrase = "in December";
  r.properties = {{"place", "Moscow", std::nullopt}, {"data", List{1, Map{{"x", 2.5}}}, std::nullopt}};
  r.attribution = {Provenance::kImplied, {{"doc", "P2"}, {"doc", ""}}};
  commit(*store, batch);
  const Loaded all = load(*store, store->head().transaction);
  const Texts symbols = store->symbols();
  const StoredEntity& mao = all.entities.at("mao");
  ASSERT_EQ(mao.types.size(), 2u);
  EXPECT_EQ(symbols[mao.types[1].value], "Leader");
  EXPECT_EQ(mao.validity->bounds, e.validity->bounds);
  EXPECT_EQ(edtf_of(*mao.validity), "1893-12-26/1976-09-09");
  EXPECT_EQ(mao.attribution, e.attribution);
  ASSERT_EQ(mao.properties.size(), 3u);
  EXPECT_EQ(symbols[mao.properties[1].key.value], "role");
  EXPECT_EQ(mao.properties[1].validity->bounds, e.properties[1].validity->bounds);
  EXPECT_TRUE(mao.properties[2].value.is_null());
  const StoredRelation& met = all.relations[0];
  EXPECT_EQ(met.key, "F1");
  EXPECT_EQ(met.validity->phrase, "in December");
  EXPECT_EQ(met.attribution, r.attribution);
  ASSERT_EQ(met.properties.size(), 2u);
  EXPECT_TRUE(equivalent(met.properties[0].value, "Moscow"));
  EXPECT_TRUE(equivalent(met.properties[1].value, r.properties[1].value));
}

TEST_P(Facts, TheSameAgainChangesNothing) {
  const auto store = facts();
  commit(*store, meeting(), "test", "f");
  const CommitSummary again = commit(*store, meeting(), "test", "f");
  EXPECT_EQ(again.head, (Head{{1}, {1'000'000}}));
  EXPECT_EQ(again.entities_unchanged, 3u);
  EXPECT_EQ(again.relations_unchanged, 2u);
  EXPECT_EQ(again.entities_added + again.entities_changed + again.relations_added + again.relations_changed, 0u);
  EXPECT_EQ(store->commits().size(), 1u);
  EXPECT_EQ(commit(*store, {}).head.transaction, TransactionId{1});
}

TEST_P(Facts, RelationsWithoutAKeyAreCounted) {
  const auto store = facts();
  FactBatch batch = meeting();
  const auto letter = [](std::string_view date, std::string_view text = {}) {
    RelationFact fact = relation("", "mao", "WROTE_TO", "stalin", date);
    if (!text.empty()) fact.properties = {{"text", text, std::nullopt}};
    return fact;
  };
  batch.relations = {letter("1949"),
                     letter("1949"),
                     letter("1949", "a"),
                     letter("1949", "b"),
                     letter("1950"),
                     letter(""),
                     relation("", "stalin", "WROTE_TO", "mao", "1949"),
                     relation("", "mao", "WROTE_TO", "doc", "1949")};
  CommitSummary summary = commit(*store, batch, "test", "f");
  EXPECT_EQ(summary.relations_added, 8u);
  EXPECT_EQ(summary.relations_unchanged, 0u);
  // Again, with one more and in another order, and in one and the same commit as new entities.
  batch.relations.push_back(letter("1949", "c"));
  batch.relations.push_back(relation("", "mao", "WROTE_TO", "lenin", "1920"));
  batch.entities.push_back(entity("lenin"));
  std::reverse(batch.relations.begin(), batch.relations.end());
  summary = commit(*store, batch, "test", "f");
  EXPECT_EQ(summary.relations_added, 2u);
  EXPECT_EQ(summary.relations_unchanged, 8u);
  EXPECT_EQ(sentences(*store).size(), 10u);
  // Another file that has one less, and then one more.
  batch.relations = {letter("1949")};
  summary = commit(*store, batch, "test", "g");
  EXPECT_EQ(summary.relations_added, 0u);
  batch.relations = {letter("1949"), letter("1949"), letter("1949")};
  summary = commit(*store, batch, "test", "g");
  EXPECT_EQ(summary.relations_added, 1u);
  EXPECT_EQ(summary.relations_unchanged, 2u);
  // Two files of one commit.
  FactWriter writer(*store);
  for (const char* file : {"f", "g", "g", "f", "g", "g"}) writer.add(letter("1949"), writer.file(file));
  EXPECT_EQ(writer.commit("test")->relations_added, 1u);
  // What a program writes is one more each time.
  batch.relations = {letter("1949"), letter("1949")};
  EXPECT_EQ(commit(*store, batch).relations_added, 2u);
  EXPECT_EQ(commit(*store, batch, "test", "f").relations_added, 0u);
  // One with a key is another fact, even if it says the same.
  FactBatch keyed;
  keyed.relations = {relation("L1", "mao", "WROTE_TO", "stalin", "1949")};
  EXPECT_EQ(commit(*store, keyed).relations_added, 1u);
  EXPECT_EQ(messages(store->check()), Texts{});
}

TEST_P(Facts, AChangedFactReplacesTheEarlierOneWhichStaysInHistory) {
  const auto store = facts();
  commit(*store, meeting());
  FactBatch change;
  EntityFact mao = entity("mao");
  mao.properties = {{"name", "Mao Zedong", std::nullopt}};
  change.entities = {mao, entity("stalin"), entity("chen")};
  change.relations = {relation("F1", "mao", "MET", "stalin", "1949-12-17")};
  CommitSummary summary = commit(*store, change);
  EXPECT_EQ(summary.entities_changed, 1u);
  EXPECT_EQ(summary.entities_unchanged, 1u);
  EXPECT_EQ(summary.entities_added, 1u);
  EXPECT_EQ(summary.relations_changed, 1u);
  change = {};
  change.relations = {relation("F1", "stalin", "VISITED", "mao", "1950")};
  commit(*store, change);

  EXPECT_EQ(sentences(*store, {0}), Texts{});
  EXPECT_EQ(sentences(*store, {1}), (Texts{"mao MET stalin 1949-12-16 #F1", "mao WROTE_TO stalin 1949"}));
  EXPECT_EQ(sentences(*store, {2}), (Texts{"mao MET stalin 1949-12-17 #F1", "mao WROTE_TO stalin 1949"}));
  EXPECT_EQ(sentences(*store, {3}), (Texts{"mao WROTE_TO stalin 1949", "stalin VISITED mao 1950 #F1"}));
  EXPECT_TRUE(load(*store, {1}).entities.at("mao").properties.empty());
  EXPECT_EQ(load(*store, {2}).entities.at("mao").properties.size(), 1u);
  EXPECT_FALSE(load(*store, {1}).entities.contains("chen"));
  EXPECT_TRUE(load(*store, {2}).entities.contains("chen"));
  // A version keeps the number of its fact.
  for (std::uint64_t n = 1; n <= 3; ++n) {
    for (const StoredRelation& r : load(*store, {n}).relations) {
      if (r.key == "F1") {
        EXPECT_EQ(r.id, RelationId{0}) << n;
      }
    }
  }
  EXPECT_EQ(messages(store->check()), Texts{});
}

TEST_P(Facts, ReadingAtACommitThatIsNotThereYetIsAnError) {
  const auto store = facts();
  commit(*store, meeting());
  try {
    load(*store, {2});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code, ErrorCode::kNotFound);
    EXPECT_EQ(error.message, "there is no commit 2; the newest is 1");
  }
}

TEST_P(Facts, ARelationToNowhereStopsTheWholeCommit) {
  const auto store = facts();
  FactBatch batch = meeting();
  batch.relations.push_back(relation("F9", "mao", "MET", "nixon", "1972"));
  FactWriter writer(*store);
  for (const EntityFact& fact : batch.entities) writer.add(fact);
  for (const RelationFact& fact : batch.relations) writer.add(fact);
  const Result<CommitSummary> summary = writer.commit("test");
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(summary.error().message,
            "relation \"F9\" from \"mao\" to \"nixon\": there is no entity \"nixon\", neither in the store nor in this "
            "commit");
  EXPECT_EQ(store->head(), Head{});
  EXPECT_EQ(store->find_entity("mao"), std::nullopt);
  EXPECT_TRUE(store->symbols().empty());
  // What is missing may come afterwards, also after the relation that names it.
  writer.add(entity("nixon"));
  EXPECT_TRUE(writer.commit("test"));
  EXPECT_EQ(sentences(*store).size(), 3u);
}

ErrorCode code_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    EXPECT_FALSE(error.message.empty());
    return error.code;
  }
  return ErrorCode::kSyntax;
}

TEST_P(Facts, ABadRecordIsLeftOutAndTheWriterStaysUsable) {
  const auto store = facts();
  FactWriter writer(*store);
  writer.add(entity("mao"));
  writer.add(entity("mao"));
  EXPECT_EQ(code_of([&] { writer.add(entity("mao", {"Robot"})); }), ErrorCode::kInvalidData);
  EXPECT_EQ(code_of([&] { writer.add(entity("")); }), ErrorCode::kInvalidData);
  EXPECT_EQ(code_of([&] { writer.add(entity(std::string(70'000, 'x'))); }), ErrorCode::kInvalidData);
  EXPECT_EQ(code_of([&] { writer.add(entity("x", {""})); }), ErrorCode::kInvalidData);
  EXPECT_EQ(code_of([&] { writer.add(relation("", "mao", "", "mao")); }), ErrorCode::kInvalidData);
  EXPECT_EQ(code_of([&] { writer.add(relation("", "", "T", "mao")); }), ErrorCode::kInvalidData);
  EntityFact bad_value = entity("y", {"Ghost"});
  bad_value.properties = {{"ghostly", 1, std::nullopt}, {"p", NodeRef{1}, std::nullopt}};
  EXPECT_EQ(code_of([&] { writer.add(bad_value); }), ErrorCode::kInvalidData);
  RelationFact bad_time = relation("", "mao", "T", "mao", "1949");
  bad_time.validity->bounds = Period::certain({5}, {5});
  EXPECT_EQ(code_of([&] { writer.add(bad_time); }), ErrorCode::kInvalidData);
  writer.add(relation("F1", "mao", "MET", "mao"));
  writer.add(relation("F1", "mao", "MET", "mao"));
  EXPECT_EQ(code_of([&] { writer.add(relation("F1", "mao", "SAW", "mao")); }), ErrorCode::kInvalidData);
  EXPECT_EQ(code_of([&] { writer.set_ontology({{{"A", "A", ""}}, {}}); }), ErrorCode::kInvalidData);
  const Result<CommitSummary> summary = writer.commit("test");
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->entities_added, 1u);
  EXPECT_EQ(summary->entities_unchanged, 1u);
  EXPECT_EQ(summary->relations_added, 1u);
  EXPECT_EQ(summary->relations_unchanged, 1u);
  EXPECT_EQ(sentences(*store), (Texts{"mao MET mao #F1"}));
  EXPECT_EQ(store->symbols(), (Texts{"Person", "MET"}));  // the refused records left no names
  EXPECT_EQ(messages(store->check()), Texts{});
}

TEST_P(Facts, AWriterMayCommitAgain) {
  const auto store = facts();
  FactWriter writer(*store);
  writer.add(entity("a"));
  ASSERT_TRUE(writer.commit("first"));
  writer.add(entity("b"));
  writer.add(relation("", "a", "T", "b"));
  ASSERT_TRUE(writer.commit("second"));
  EXPECT_EQ(store->commits().size(), 2u);
  EXPECT_EQ(sentences(*store), (Texts{"a T b"}));
}

TEST_P(Facts, AWriterThatIsDroppedLeavesNothing) {
  const auto store = facts();
  { FactWriter(*store).add(entity("a")); }
  EXPECT_EQ(store->head(), Head{});
  EXPECT_EQ(store->find_entity("a"), std::nullopt);
}

TEST_P(Facts, TheSecondOfTwoWritersIsTold) {
  const auto store = facts();
  FactWriter first(*store), second(*store);
  first.add(entity("a", {"First"}));
  second.add(entity("b", {"Second"}));
  ASSERT_TRUE(first.commit("first"));
  const Result<CommitSummary> late = second.commit("second");
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::kConflict);
  EXPECT_EQ(store->find_entity("b"), std::nullopt);
  EXPECT_EQ(store->symbols(), (Texts{"First"}));
}

TEST_P(Facts, SystemTimeAlwaysMovesOn) {
  std::int64_t now = 500;
  const auto store = open_facts(open(), [&now] { return SystemTime{now}; });
  const auto commit_one = [&](std::string key) {
    FactBatch batch;
    batch.entities = {entity(std::move(key))};
    return commit(*store, batch).head.system_time.microseconds;
  };
  EXPECT_EQ(commit_one("a"), 500);
  EXPECT_EQ(commit_one("b"), 501);  // the clock stands
  now = 100;
  EXPECT_EQ(commit_one("c"), 502);  // the clock was put back
  now = 9000;
  EXPECT_EQ(commit_one("d"), 9000);
  EXPECT_EQ(messages(store->check()), Texts{});
}

TEST_P(Facts, TheOntologyIsKeptAndReplacedAsAWhole) {
  const auto store = facts();
  RelationType met;
  met.name = "MET";
  met.kind = RelationKind::kEvent;
  met.symmetric = true;
  const Ontology first{{{"Agent", "", ""}, {"Person", "Agent", "a human being"}}, {met}};
  FactBatch batch;
  batch.ontology = first;
  EXPECT_TRUE(commit(*store, batch).ontology_changed);
  EXPECT_EQ(store->ontology(), first);
  EXPECT_EQ(store->symbols(), (Texts{"Agent", "Person", "MET"}));  // declared names have numbers
  EXPECT_FALSE(commit(*store, batch).ontology_changed);
  EXPECT_EQ(store->head().transaction, TransactionId{1});
  batch.ontology = Ontology{{{"Person", "", ""}}, {met, {}}};
  batch.ontology->relation_types[1].name = "SAW";
  EXPECT_TRUE(commit(*store, batch).ontology_changed);
  EXPECT_EQ(store->ontology(), *batch.ontology);
  EXPECT_EQ(messages(store->check()), Texts{});
  batch.ontology->entity_types[0].same_as = {"schema:Person", "wd:Q5"};
  batch.ontology->relation_types[0].verb = {"meet", "meets", "met", "met"};
  batch.ontology->relation_types[0].within.from = true;
  batch.ontology->rules = {{"met", "", "MET", "MATCH (a) RETURN a"}, {"saw", "", "SAW", "MATCH (b) RETURN b"}};
  batch.ontology->expected_findings = {{"two_holders", {"F1", "F2"}, "both claimed it"}};
  EXPECT_TRUE(commit(*store, batch).ontology_changed);
  EXPECT_EQ(store->ontology(), *batch.ontology);
  EXPECT_FALSE(commit(*store, batch).ontology_changed);
  batch.ontology->rules.erase(batch.ontology->rules.begin());
  EXPECT_TRUE(commit(*store, batch).ontology_changed);
  EXPECT_EQ(store->ontology(), *batch.ontology);
  EXPECT_EQ(messages(store->check()), Texts{});
  batch.ontology = Ontology{};
  EXPECT_TRUE(commit(*store, batch).ontology_changed);
  EXPECT_EQ(store->ontology(), Ontology{});
  EXPECT_EQ(messages(store->check()), Texts{});
}

TEST_P(Facts, AllIsThereWhenAStoreIsOpenedAgain) {
  if (!GetParam().lasts) {
    commit(*facts(), meeting());
    EXPECT_EQ(facts()->head(), Head{});  // memory is gone with the object
    return;
  }
  FactBatch batch = meeting();
  batch.ontology = Ontology{{{"Person", "", ""}}, {}};
  Texts symbols;
  {
    const auto store = facts();
    commit(*store, batch, "test", "f");
    batch.relations[0].validity = read_validity("1950").value();
    commit(*store, batch, "test", "f");
    symbols = store->symbols();
  }
  const auto store = facts();
  EXPECT_EQ(store->head().transaction, TransactionId{2});
  EXPECT_EQ(store->head().system_time, SystemTime{2'000'000});
  EXPECT_EQ(store->symbols(), symbols);
  EXPECT_EQ(store->ontology(), *batch.ontology);
  EXPECT_EQ(sentences(*store), (Texts{"mao MET stalin 1950 #F1", "mao WROTE_TO stalin 1949"}));
  EXPECT_EQ(sentences(*store, {1}), (Texts{"mao MET stalin 1949-12-16 #F1", "mao WROTE_TO stalin 1949"}));
  EXPECT_EQ(commit(*store, batch, "test", "f").head.transaction, TransactionId{2});  // unchanged
  batch.entities.push_back(entity("new"));
  commit(*store, batch);
  EXPECT_EQ(store->find_entity("new"), EntityId{3});
  EXPECT_EQ(store->commits().size(), 3u);
  EXPECT_EQ(messages(store->check()), Texts{});
}

TEST_P(Facts, RelationsOfTheHeadComeInOrderOfTheirRows) {
  const auto store = facts();
  FactBatch batch;
  for (const char* key : {"c", "a", "b"}) batch.entities.push_back(entity(key));
  for (const char* from : {"b", "c", "a"}) {
    for (const char* type : {"T2", "T1"}) {
      for (const char* edtf : {"1950", "", "../1917", "1949-01-01", "-0100"})
        batch.relations.push_back(relation("", from, type, "a", edtf));
    }
  }
  commit(*store, batch);
  std::vector<std::tuple<EntityId, SymbolId, Instant, RelationId>> order;
  for (const StoredRelation& r : load(*store, {1}).relations) {
    order.emplace_back(r.from, r.type, r.validity ? r.validity->bounds.latest_start : Instant::minus_infinity(), r.id);
  }
  EXPECT_EQ(order.size(), 30u);
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

// As large as the commits that RocksDB takes in as files; changed and read at both commits.
TEST_P(Facts, LargeCommitsKeepTheirHistoryToo) {
  constexpr int kRelations = 26'000, kEntities = 500;
  const auto fill = [](FactWriter& writer, std::string_view edtf) {
    for (int i = 0; i < kEntities; ++i) writer.add(entity("e" + std::to_string(i)));
    for (int i = 0; i < kRelations; ++i) {
      const bool keyed = i % 2 == 0;
      writer.add(relation(keyed ? "r" + std::to_string(i) : "", "e" + std::to_string(i % kEntities),
                          "T" + std::to_string(i % 7), "e" + std::to_string(i * 31 % kEntities),
                          keyed ? edtf : "19" + std::to_string(10 + i % 89)),
                 writer.file("f"));
    }
  };
  const auto store = facts();
  FactWriter writer(*store);
  fill(writer, "1949");
  Result<CommitSummary> summary = writer.commit("first");
  ASSERT_TRUE(summary);
  const std::size_t added = summary->relations_added;
  EXPECT_EQ(added + summary->relations_unchanged, static_cast<std::size_t>(kRelations));
  fill(writer, "1950");
  summary = writer.commit("second");
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->relations_added, 0u);
  EXPECT_EQ(summary->relations_changed, static_cast<std::size_t>(kRelations / 2));
  EXPECT_EQ(summary->entities_unchanged, static_cast<std::size_t>(kEntities));
  const auto count = [&](TransactionId as_of, std::string_view edtf) {
    std::size_t keyed = 0, all = 0;
    store->load(
        as_of, [](StoredEntity&&) {},
        [&](StoredRelation&& r) {
          ++all;
          if (r.key.empty()) return;
          ++keyed;
          EXPECT_EQ(edtf_of(*r.validity), edtf);
        });
    EXPECT_EQ(keyed, static_cast<std::size_t>(kRelations / 2));
    EXPECT_EQ(all, added);
  };
  count({1}, "1949");
  count({2}, "1950");
  EXPECT_EQ(messages(store->check()), Texts{});
}

INSTANTIATE_TEST_SUITE_P(All, Facts, testing::ValuesIn(store_kinds_with_filters()), kind_name);

TEST(FilteringStores, DoLeaveRowsOut) {
  auto filtering = std::make_unique<FilteringStore>(open_memory_store(), FilteringStore::Zeal::kAll);
  const FilteringStore& counter = *filtering;
  const auto store = open_facts(std::move(filtering));
  commit(*store, meeting());
  FactBatch change;
  change.entities = {entity("mao", {"Leader"}), entity("late")};
  commit(*store, change);
  load(*store, {2});
  EXPECT_EQ(counter.left_out(), 0u);
  load(*store, {1});
  EXPECT_EQ(counter.left_out(), 2u);
}

}  // namespace
}  // namespace entente
