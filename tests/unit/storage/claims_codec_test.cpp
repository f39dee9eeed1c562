// Sets of periods, datings and sources of values in rows; stores of older formats.
#include <gtest/gtest.h>

#include "entente/error.hpp"
#include "entente/time/edtf.hpp"
#include "facts.hpp"
#include "storage/values.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

Validity date(std::string_view edtf) {
  return read_validity(edtf).value();
}

Validity set_of(const std::vector<std::string_view>& dates) {
  std::vector<Validity> stretches;
  for (const std::string_view edtf : dates) stretches.push_back(date(edtf));
  return set_of_stretches(std::move(stretches)).value();
}

StoredRelation relation_with_claims() {
  StoredRelation r;
  r.id = {3};
  r.key = "F1";
  r.type = {2};
  r.from = {5};
  r.to = {6};
  r.datings = {{set_of({"1954/1959~", "1964-05/1969"}), {{"doc-a", "P1"}, {"doc-b", ""}}}, {date("195X"), {}}};
  r.datings[1].validity.phrase = "in the fifties";
  r.validity = combination_of(r.datings);
  r.properties = {{{9}, "late", std::nullopt, {{"doc-b", "P2"}}}, {{4}, "early", set_of({"1955", "1957"}), {}}};
  r.attribution.sources = {{"doc-a", ""}, {"doc-b", ""}};
  return r;
}

std::string key_of(const StoredRelation& r) {
  return adjacency_key({r.from, r.type, r.validity->bounds.latest_start, r.id});
}

std::string row_of(const StoredRelation& r) {
  RelationContent content;
  put_relation(content, r);
  std::string value;
  put_recorded(value, {7});
  put_varint(value, r.to.value);
  return value + content.bytes;
}

// Text that the bounds print is left out of rows.
Validity without_text(Validity v) {
  if (edtf_of(v) == v.edtf && print_edtf(v.bounds) == v.edtf) v.edtf.clear();
  for (Validity& stretch : v.stretches) stretch = without_text(stretch);
  return v;
}

TEST(ClaimsCodec, SetsDatingsAndSourcesOfValuesComeBack) {
  const StoredRelation stated = relation_with_claims();
  StoredRelation read;
  read_out_row(key_of(stated), row_of(stated), read);
  EXPECT_EQ(read.validity->bounds, stated.validity->bounds);
  EXPECT_EQ(read.validity->stretches, without_text(*stated.validity).stretches);
  ASSERT_EQ(read.datings.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(read.datings[i].sources, stated.datings[i].sources);
    EXPECT_EQ(read.datings[i].validity, without_text(stated.datings[i].validity));
  }
  ASSERT_EQ(read.properties.size(), 2u);  // in order of key
  EXPECT_TRUE(read.properties[0].validity->is_set());
  EXPECT_TRUE(read.properties[0].sources.empty());
  EXPECT_EQ(read.properties[1].sources, stated.properties[0].sources);

  StoredRelation plain;
  plain.id = {1};
  plain.from = {5};
  plain.validity = date("1989");
  read_out_row(key_of(plain), row_of(plain), read);
  EXPECT_TRUE(read.datings.empty());
  EXPECT_FALSE(read.validity->is_set());
}

TEST(ClaimsCodec, AnyChangedByteIsReadOrRefusedAndNeverWorse) {
  const StoredRelation stated = relation_with_claims();
  const std::string key = key_of(stated), row = row_of(stated);
  StoredRelation read;
  for (std::size_t i = 0; i < row.size(); ++i) {
    std::string cut = row.substr(0, i);
    EXPECT_THROW(read_out_row(key, cut, read), Error) << i;
    for (const int change : {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
      std::string changed = row;
      changed[i] = static_cast<char>(changed[i] ^ change);
      try {
        read_out_row(key, changed, read);
      } catch (const Error& error) {
        EXPECT_EQ(error.code, ErrorCode::kCorruption);
      }
    }
  }
}

TEST(ClaimsCodec, AStoreKeepsAndChecksThem) {
  const auto store = open_facts(open_memory_store(), [] { return SystemTime{1}; });
  FactBatch batch;
  batch.entities = {entity("a"), entity("b")};
  batch.entities[0].validity = set_of({"1954/1959", "1964/1969"});
  RelationFact r = relation("F1", "a", "T", "b", "1954");
  r.validity = set_of({"1954/1959", "1964/1969"});
  batch.relations = {r};
  commit(*store, batch, "sets");
  EXPECT_TRUE(store->check().empty());
  const CommitSummary again = commit(*store, batch, "again");
  EXPECT_EQ(again.relations_unchanged, 1u);
  EXPECT_EQ(again.entities_unchanged, 2u);

  FactWriter writer(*store);
  r.datings = {{date("1954"), {}}};
  EXPECT_THROW(writer.add(r), Error);  // not what the datings say
  r.datings.clear();
  r.validity->stretches.back().bounds = r.validity->stretches.front().bounds;
  EXPECT_THROW(writer.add(r), Error);  // no gap
}

TEST(ClaimsCodec, StoresOfOlderFormatsAreReadAndRaisedByAWriter) {
  for (const std::string format : {"1", "2", "3"}) {
    const TemporaryFolder folder;
    FactBatch batch;
    batch.entities = {entity("a"), entity("b")};
    batch.relations = {relation("F1", "a", "T", "b", "1954/1959"), relation("", "b", "T", "a")};
    std::vector<std::string> before;
    {
      // Rows that say nothing of a later format have the bytes of the older one.
      const auto store = open_facts(open_folder(folder.path("store")));
      commit(*store, batch, "first", "f");
      before = sentences(*store);
      ASSERT_TRUE(store->store().commit({}, {"format", "4", format}));
    }
    StoreOptions reading;
    reading.read_only = true;
    EXPECT_EQ(sentences(*open_facts(open_folder(folder.path("store"), reading))), before);
    const auto store = open_facts(open_folder(folder.path("store")));
    EXPECT_EQ(store->store().read_register("format").value(), "4");
    EXPECT_EQ(sentences(*store), before);
    EXPECT_EQ(commit(*store, batch, "again", "f").relations_unchanged, 2u);
    EXPECT_TRUE(store->check().empty());
  }
}

}  // namespace
}  // namespace entente
