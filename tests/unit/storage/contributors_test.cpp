// Files and their claims in rows: codec, combination, and whatever order they come in.
#include "storage/contributors.hpp"

#include "facts.hpp"
#include "storage/values.hpp"
#include "stores.hpp"

namespace entente {
namespace {

using Texts = std::vector<std::string>;

TEST(Contributors, AreWrittenAndReadBack) {
  for (const Contributors& by : {Contributors{{1, {}}}, Contributors{{300, {}}}, Contributors{{0, {}}, {7, {}}},
                                 Contributors{{1, "abc"}, {2, {}}, {5, "d"}}}) {
    std::string bytes;
    put_contributors(bytes, by);
    ByteReader in(bytes);
    EXPECT_EQ(read_contributors(in), by);
    EXPECT_TRUE(in.at_end());
    ByteReader past(bytes);
    skip_contributors(past);
    EXPECT_TRUE(past.at_end());
  }
  std::string lone;
  put_contributors(lone, Contributors{{1, {}}});
  EXPECT_EQ(lone.size(), 1u);
  for (const std::string_view broken :
       {std::string_view("\0", 1), std::string_view("\x03\x01\0", 3), std::string_view("\x05\x02\0\x01\0", 5),
        std::string_view("\x05\x01\0", 3), std::string_view("\xFF", 1), std::string_view("\x05\x01\x09\x02\0", 5)}) {
    ByteReader in(broken);
    EXPECT_THROW(read_contributors(in), Error) << broken.size();
  }
}

TEST(Contributors, StateAndLetGo) {
  StoredEntity entity;
  entity.types = {{0}};
  entity.key = "k";
  const auto claims = [&](std::string_view edtf) {
    entity.validity = read_validity(edtf).value();
    std::string content;
    put_entity(content, entity);
    return content;
  };
  const std::string x = claims("1950"), y = claims("1951");
  Contributors by;
  EXPECT_EQ(state(by, {}, 1, x, FactKind::kEntity), x);
  EXPECT_EQ(by, (Contributors{{1, {}}}));
  const std::string both = state(by, x, 2, y, FactKind::kEntity);
  EXPECT_NE(both, x);
  EXPECT_NE(both, y);
  EXPECT_EQ(by, (Contributors{{1, x}, {2, y}}));
  EXPECT_EQ(combination_of(by, both, FactKind::kEntity), both);
  // The same whoever comes first.
  Contributors other;
  EXPECT_EQ(state(other, state(other, {}, 2, y, FactKind::kEntity), 1, x, FactKind::kEntity), both);
  EXPECT_EQ(other, by);
  EXPECT_EQ(withdraw(by, both, 1, FactKind::kEntity), y);
  EXPECT_EQ(by, (Contributors{{2, {}}}));
  EXPECT_EQ(withdraw(by, y, 2, FactKind::kEntity), "");
  // What no file states gives way to what differs, and stands beside what does not.
  by.clear();
  EXPECT_EQ(state(by, x, 1, x, FactKind::kEntity), x);
  EXPECT_EQ(by, (Contributors{{0, {}}, {1, {}}}));
  EXPECT_EQ(state(by, x, 1, y, FactKind::kEntity), y);
  EXPECT_EQ(by, (Contributors{{1, {}}}));
  EXPECT_EQ(state(by, y, kNoFile, x, FactKind::kEntity), x);
  EXPECT_EQ(by, (Contributors{{0, {}}}));
}

class FilesInStores : public StoreTest {};

// Numbers, claims and withdrawals last; earlier commits show what they showed.
TEST_P(FilesInStores, LastAndKeepTheirHistory) {
  const auto store = open_facts(open());
  FactBatch batch;
  batch.entities = {entity("a"), entity("b"), entity("c")};
  batch.relations = {relation("F1", "a", "T", "b", "1950"), relation("", "a", "T", "c"), relation("", "a", "T", "c")};
  commit(*store, batch, "first", "x");
  FactBatch other;
  other.relations = {relation("F1", "a", "T", "b", "1951"), relation("", "a", "T", "c")};
  EXPECT_EQ(commit(*store, other, "second", "y").relations_changed, 1u);
  EXPECT_EQ(sentences(*store, {1}), (Texts{"a T b 1950 #F1", "a T c", "a T c"}));
  EXPECT_EQ(messages(store->check()), Texts{});
  FactWriter writer(*store);
  writer.add(entity("a"), writer.file("x"));
  writer.complete(writer.file("x"), FactWriter::Gone::kWithdraw);
  const CommitSummary summary = writer.commit("third").value();
  EXPECT_EQ(summary.gone.entities, 2u);
  EXPECT_EQ(summary.gone.relations, 3u);
  EXPECT_EQ(summary.gone.kept, 2u);
  EXPECT_EQ(summary.entities_removed, 0u);
  EXPECT_EQ(summary.relations_removed, 1u);
  EXPECT_EQ(sentences(*store), (Texts{"a T b 1951 #F1", "a T c"}));
  EXPECT_EQ(messages(store->check()), Texts{});
  writer.complete(writer.file("y"), FactWriter::Gone::kWithdraw);
  EXPECT_EQ(writer.commit("fourth")->relations_removed, 2u);
  writer.complete(writer.file("x"), FactWriter::Gone::kWithdraw);
  EXPECT_EQ(writer.commit("fifth")->entities_removed, 3u);
  EXPECT_EQ(load(*store, store->head().transaction).entities.size(), 0u);
  EXPECT_EQ(sentences(*store, {1}), (Texts{"a T b 1950 #F1", "a T c", "a T c"}));
  EXPECT_EQ(load(*store, {4}).entities.size(), 3u);
  EXPECT_EQ(messages(store->check()), Texts{});
  // Stated again they are others.
  commit(*store, batch, "sixth", "x");
  EXPECT_EQ(store->find_entity("a"), EntityId{3});
  EXPECT_EQ(sentences(*store).size(), 3u);
  EXPECT_EQ(messages(store->check()), Texts{});
}

// What a commit takes back by key and what its files say no more may be the same, and is counted once.
TEST_P(FilesInStores, LetGoOfWhatIsRetractedToo) {
  const auto store = open_facts(open());
  FactBatch batch;
  batch.entities = {entity("a"), entity("b")};
  batch.relations = {relation("F1", "a", "T", "b", "1950"), relation("F2", "b", "T", "a")};
  commit(*store, batch, "first", "x");
  batch.relations.pop_back();
  batch.entities.pop_back();
  commit(*store, batch, "second", "y");
  FactWriter writer(*store);
  writer.retract("F1");
  writer.retract("F2");
  writer.complete(writer.file("x"), FactWriter::Gone::kWithdraw);
  const CommitSummary summary = writer.commit("third").value();
  EXPECT_EQ(summary.relations_removed, 2u);
  EXPECT_EQ(summary.entities_removed, 1u);  // nothing that stays ends at "b"
  EXPECT_EQ(summary.gone.kept, 0u);
  EXPECT_EQ(sentences(*store), Texts{});
  EXPECT_EQ(sentences(*store, {2}), (Texts{"a T b 1950 #F1", "b T a #F2"}));
  EXPECT_EQ(messages(store->check()), Texts{});
}

// Whoever still states a conclusion: it goes with its end.
TEST_P(FilesInStores, TakeConclusionsOfOtherFilesAlong) {
  const auto store = open_facts(open());
  RelationFact conclusion = relation("", "a", "T", "b");
  conclusion.attribution.provenance = Provenance::kDerived;
  FactWriter writer(*store);
  for (const char* file : {"x", "y"}) {
    writer.add(entity(file == std::string("x") ? "b" : "a"), writer.file(file));
    writer.add(conclusion, writer.file(file));
  }
  ASSERT_TRUE(writer.commit("first"));
  writer.complete(writer.file("x"), FactWriter::Gone::kWithdraw);
  const CommitSummary summary = writer.commit("second").value();
  EXPECT_EQ(summary.relations_removed, 1u);
  EXPECT_EQ(summary.entities_removed, 1u);
  EXPECT_EQ(sentences(*store), Texts{});
  EXPECT_EQ(messages(store->check()), Texts{});
}

INSTANTIATE_TEST_SUITE_P(All, FilesInStores, testing::ValuesIn(store_kinds_with_filters()), kind_name);

}  // namespace
}  // namespace entente
