// Stretches, datings and sources of values in the data format.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "entente/formats.hpp"
#include "formats/exchange.hpp"
#include "unit/formats/read_text.hpp"

namespace entente {
namespace {

constexpr std::string_view kSplit =
    R"({"id": "split", "type": "Event", "sources": ["a", "b"], "valid": ["1964/1969", "1954/1959"]})";
constexpr std::string_view kRivals =
    R"({"id": "split", "type": "Event", "sources": ["a", "b"], "datings": [{"valid": "1960", "sources": ["a#P4"]},
 {"valid": ["1962", "1964"], "sources": ["b"]}, {"valid": {"edtf": "1963", "extent": "throughout"}}],
 "properties": {"dead": [{"$value": 31, "sources": ["a"]}, {"$value": 58, "sources": ["b#P9"], "valid": "1969"}],
                "span": {"$period": ["1954", "1956"]}}})";

TEST(ClaimsReader, AListIsStretchesInOrderOfTime) {
  const ReadText all = read_text("a.jsonl", kSplit);
  ASSERT_EQ(all.entities.size(), 1U);
  const Validity& v = *all.entities[0].validity;
  ASSERT_EQ(v.stretches.size(), 2U);
  EXPECT_EQ(v.stretches[0].edtf, "1954/1959");
  EXPECT_EQ(v.bounds.earliest_start, v.stretches[0].bounds.earliest_start);
  EXPECT_EQ(v.bounds.latest_end, v.stretches[1].bounds.latest_end);
  const ReadText one = read_text("a.jsonl", R"({"id": "a", "type": "T", "valid": ["1954"]})");
  ASSERT_EQ(one.entities.size(), 1U);
  EXPECT_FALSE(one.entities[0].validity->is_set());
}

TEST(ClaimsReader, DatingsAndSourcesOfValues) {
  std::string line(kRivals);
  std::erase(line, '\n');
  const ReadText all = read_text("a.jsonl", line);
  ASSERT_TRUE(all.rejected.empty()) << all.rejected[0].reason;
  ASSERT_EQ(all.entities.size(), 1U);
  const EntityFact& e = all.entities[0];
  ASSERT_EQ(e.datings.size(), 3U);
  EXPECT_EQ(e.datings[0].sources, (std::vector<SourceRef>{{"a", "P4"}}));
  EXPECT_TRUE(e.datings[1].validity.is_set());
  EXPECT_TRUE(e.datings[2].sources.empty());
  EXPECT_EQ(e.validity, combination_of(e.datings));
  ASSERT_EQ(e.properties.size(), 3U);
  EXPECT_EQ(e.properties[0].sources, (std::vector<SourceRef>{{"a", ""}}));
  EXPECT_FALSE(e.properties[0].validity);
  EXPECT_TRUE(e.properties[1].validity);
  EXPECT_TRUE(e.properties[2].value.period().is_set());
}

TEST(ClaimsReader, SaysWhatIsWrongWithThem) {
  EXPECT_EQ(rejection(R"({"id": "a", "type": "T", "valid": []})"),
            "`valid`: an empty list of stretches; leave `valid` out where it held always");
  EXPECT_EQ(
      rejection(R"({"id": "a", "type": "T", "valid": ["1954/1959", "1957/1960"]})"),
      "`valid`: the stretches \"from 1954 until 1959\" and \"from 1957 until 1960\" overlap; stretches have a gap "
      "between them; where there is none they are one");
  EXPECT_EQ(rejection(R"({"id": "a", "type": "T", "valid": ["1954", ["1955", "1957"]]})"),
            "`valid`: a list of stretches within a list of stretches");
  EXPECT_EQ(rejection(R"({"id": "a", "type": "T", "valid": "1954", "datings": [{"valid": "1955"}]})"),
            "both `valid` and `datings`; what all sources say is `valid`; where they differ, each is one of `datings`");
  EXPECT_EQ(rejection(R"({"id": "a", "type": "T", "datings": []})"),
            "`datings`: `datings` is empty; leave it out where nothing is dated");
  EXPECT_EQ(rejection(R"({"id": "a", "type": "T", "datings": [{"sources": ["b"]}]})"),
            "`datings`: a dating without `valid`");
  EXPECT_EQ(rejection(R"({"id": "a", "type": "T", "properties": {"d": {"$point": [1, 2]}}})"),
            "`d`: `$point` is kept for a kind of value that this version of entente does not have; coordinates are "
            "numbers: two properties, or a list");
  EXPECT_EQ(rejection(R"({"id": "a", "type": "T", "properties": {"d": {"$date": "1984-13"}}})"),
            "`d`: '1984-13' is no date; ISO 8601 writes one as '2015-07-21'");
  const ReadText newer = read_text("a.json", "{\n\"entente\": 3}");
  ASSERT_EQ(newer.rejected.size(), 1U);
  EXPECT_EQ(newer.rejected[0].origin.line, 2U);
  EXPECT_TRUE(read_text("a.json", "{\"entente\": 2, \"entities\": []}").rejected.empty());
}

// What the exchange formats make of them, and back.
TEST(ClaimsReader, AttributesGiveThemBack) {
  std::string line(kRivals);
  std::erase(line, '\n');
  for (const std::string& text : {std::string(kSplit), line}) {
    const EntityFact stated = read_text("a.jsonl", text).entities.at(0);
    NodeRecord node;
    node.key = stated.key;
    node.labels = stated.types;
    node.validity = stated.validity;
    node.datings = stated.datings;
    node.properties = stated.properties;
    node.attribution = stated.attribution;
    for (const auto shape : {exchange::Shape::kNested, exchange::Shape::kFlat}) {
      const exchange::Attributes attributes = exchange::attributes_of(node, nullptr, shape);
      for (const PropertyFact& a : attributes) {
        EXPECT_FALSE(a.key == "latest_start" && stated.validity->is_set()) << "no bound says that a gap is certain";
      }
      exchange::Times times;
      const EntityFact back = exchange::entity_of(stated.key, attributes, times);
      EXPECT_EQ(back.validity, stated.validity);
      EXPECT_EQ(back.datings, stated.datings);
      ASSERT_EQ(back.properties.size(), stated.properties.size());
      for (std::size_t i = 0; i < back.properties.size(); ++i) {
        EXPECT_EQ(back.properties[i].sources, stated.properties[i].sources);
        EXPECT_EQ(back.properties[i].validity, stated.properties[i].validity);
        EXPECT_TRUE(equivalent(back.properties[i].value, stated.properties[i].value));
      }
    }
  }
}

}  // namespace
}  // namespace entente
