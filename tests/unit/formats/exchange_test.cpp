#include "formats/exchange.hpp"

#include <limits>
#include <set>

#include <gtest/gtest.h>

#include "entente/error.hpp"

namespace entente::exchange {
namespace {

Validity valid(std::string_view edtf, Extent extent = Extent::kWithin, bool end_exclusive = false,
               Calendar calendar = Calendar::kGregorian) {
  return read_validity(edtf, extent, end_exclusive, calendar).value();
}

EntityFact entity_of(std::string key, Attributes attributes) {
  Times times;
  return entity_of(std::move(key), std::move(attributes), times);
}

RelationFact relation_of(const std::string& edge_id, std::string from, std::string to, Attributes attributes) {
  Times times;
  return relation_of(edge_id, std::move(from), std::move(to), std::move(attributes), times);
}

const Value* find(const Attributes& attributes, std::string_view key) {
  for (const PropertyFact& a : attributes)
    if (a.key == key) return &a.value;
  return nullptr;
}

std::string text(const Attributes& attributes, std::string_view key) {
  const Value* value = find(attributes, key);
  return value && value->is_string() ? value->string() : "";
}

NodeRecord node(std::optional<Validity> validity, std::vector<PropertyFact> properties = {}) {
  NodeRecord n;
  n.key = "k";
  n.labels = {"Person"};
  n.validity = std::move(validity);
  n.properties = std::move(properties);
  return n;
}

bool same(const std::vector<PropertyFact>& a, const std::vector<PropertyFact>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i].key != b[i].key || a[i].validity != b[i].validity || json_text(a[i].value) != json_text(b[i].value))
      return false;
  return true;
}

TEST(Exchange, GivesEveryPropertyBack) {
  const double infinity = std::numeric_limits<double>::infinity();
  const std::vector<PropertyFact> properties = {
      {"aliases", List{"a", "b"}, std::nullopt},
      {"b", true, std::nullopt},
      {"control", "a\x01\xEF\xBF\xBF", std::nullopt},
      {"covers", valid("1949/1950~"), std::nullopt},
      {"f", 1.0, std::nullopt},
      {"i", std::int64_t{1} << 62, std::nullopt},
      {"infinite", infinity, std::nullopt},
      {"label", "a property that the formats have another use for", std::nullopt},
      {"name", "\"Ä\" <b>", std::nullopt},
      {"odd\x02", "key", std::nullopt},
      {"seat", "Bonn", valid("1949/1990")},
      {"seat", "Berlin", valid("1990/..")},
      {"valid", Map{{"$x", List{Value(), 1}}}, std::nullopt},
  };
  for (const Shape shape : {Shape::kNested, Shape::kFlat}) {
    const Attributes attributes = attributes_of(node(valid("1949"), properties), nullptr, shape);
    if (shape == Shape::kFlat) {
      for (const PropertyFact& a : attributes) {
        EXPECT_FALSE(a.validity || a.value.is_list() || a.value.is_map() || a.value.is_period()) << a.key;
        EXPECT_TRUE(is_clean(a.key) && (!a.value.is_string() || is_clean(a.value.string()))) << a.key;
      }
    }
    const EntityFact fact = entity_of("k", attributes);
    EXPECT_TRUE(same(fact.properties, properties));
    EXPECT_EQ(fact.types, std::vector<std::string>{"Person"});
    EXPECT_EQ(fact.validity, valid("1949"));
  }
}

TEST(Exchange, GivesEveryTimeBack) {
  Validity phrase = valid("1908-08");
  phrase.phrase = "in the summer";
  Validity direct;
  direct.bounds = {Instant{0}, Instant{86400}, Instant{86400 * 10}, Instant::plus_infinity()};
  direct.direct_bounds = true;
  const std::vector<Validity> all = {valid("1949-12-16"),
                                     valid("1950/1953~"),
                                     valid("2001/.."),
                                     valid("/1950"),
                                     valid("-0044-03-15"),
                                     valid("1918", Extent::kThroughout),
                                     valid("1908-06", Extent::kObserved),
                                     valid("1906-02-18/1913-02-18", Extent::kWithin, true),
                                     valid("1917-10-25", Extent::kWithin, false, Calendar::kJulian),
                                     phrase,
                                     direct};
  for (const Validity& v : all) {
    for (const Shape shape : {Shape::kNested, Shape::kFlat}) {
      const EntityFact fact = entity_of("k", attributes_of(node(v), nullptr, shape));
      ASSERT_TRUE(fact.validity.has_value());
      EXPECT_EQ(*fact.validity, v) << v.edtf;
    }
  }
  EXPECT_FALSE(entity_of("k", attributes_of(node(std::nullopt), nullptr, Shape::kFlat)).validity);
}

TEST(Exchange, SaysTheTimeForProgramsThatKnowDatesOnly) {
  const auto said = [](const Validity& v) { return attributes_of(node(v), nullptr, Shape::kFlat); };
  const Attributes term = said(valid("1906-02-18/1913-02-18", Extent::kWithin, true));
  EXPECT_EQ(text(term, "valid"), "1906-02-18/1913-02-17");
  EXPECT_EQ(text(term, "valid_start"), "1906-02-18");
  EXPECT_EQ(text(term, "valid_end"), "1913-02-17");
  EXPECT_EQ(text(term, "earliest_end"), "1913-02-18");
  const Attributes open = said(valid("2001/.."));
  EXPECT_EQ(text(open, "valid_stated"), "");
  EXPECT_EQ(find(open, "valid_end"), nullptr);
  EXPECT_EQ(text(open, "latest_end"), "inf");
  EXPECT_EQ(text(said(valid("1917-10-25", Extent::kWithin, false, Calendar::kJulian)), "valid"), "1917-11-07");
  EXPECT_EQ(text(said(valid("1949-12-16T10:20:30Z/1949-12-16T10:20:40Z")), "valid_end"), "1949-12-16T10:20:40Z");
}

TEST(Exchange, TakesAChangedDateForWhatIsMeant) {
  Attributes attributes = attributes_of(node(valid("1918", Extent::kThroughout)), nullptr, Shape::kFlat);
  for (PropertyFact& a : attributes)
    if (a.key == "valid") a.value = "1919";
  EXPECT_EQ(entity_of("k", attributes).validity, valid("1919"));
}

// Programs that know no time see the value that `n.name` gives; nothing is lost beside it.
TEST(Exchange, AValueInTimeIsAnAttributeOfItsOwnNameToo) {
  NodeRecord berlin = node(std::nullopt);
  berlin.properties = {{"name", "Cölln", valid("1237/1709")}, {"name", "Berlin", valid("1709/..")}};
  Attributes attributes = attributes_of(berlin, nullptr, Shape::kFlat);
  EXPECT_EQ(text(attributes, "name"), "Berlin");
  EXPECT_NE(text(attributes, "properties").find("Cölln"), std::string::npos);
  EXPECT_TRUE(same(entity_of("k", attributes).properties, berlin.properties));
  for (PropertyFact& a : attributes)
    if (a.key == "name") a.value = "Cologne";  // changed since
  EXPECT_TRUE(same(entity_of("k", attributes).properties, {{"name", "Cologne", {}}}));
}

TEST(Exchange, ReadsAttributesOfOtherTools) {
  const auto read = [](Attributes attributes) { return entity_of("n", std::move(attributes)); };
  EXPECT_EQ(read({}).types, std::vector<std::string>{"Node"});
  EXPECT_EQ(read({{"type", "City", {}}}).types, std::vector<std::string>{"City"});
  EXPECT_EQ(read({{"labels", ":Person:Author", {}}}).types, (std::vector<std::string>{"Person", "Author"}));
  EXPECT_TRUE(same(read({{"label", "Alice", {}}}).properties, {{"name", "Alice", {}}}));
  EXPECT_TRUE(same(read({{"label", "n", {}}}).properties, {{"name", "n", {}}}));
  // In our own files it stands there for one without a name.
  EXPECT_TRUE(same(read({{"label", "n", {}}, {"provenance", "stated", {}}}).properties, {}));
  EXPECT_TRUE(
      same(read({{"label", "A", {}}, {"name", "Alice", {}}}).properties, {{"name", "Alice", {}}, {"label", "A", {}}}));
  EXPECT_TRUE(same(read({{"provenance", "a shop", {}}}).properties, {{"provenance", "a shop", {}}}));
  EXPECT_EQ(read({{"valid", 1949, {}}}).validity, valid("1949"));
  EXPECT_EQ(read({{"valid", -44, {}}}).validity, valid("-0044"));
  EXPECT_TRUE(same(read({{"valid", true, {}}}).properties, {{"valid", true, {}}}));
  EXPECT_EQ(read({{"valid_start", "1949-01-05", {}}}).validity, valid("1949-01-05/.."));
  EXPECT_EQ(read({{"valid_start", 1949, {}}, {"valid_end", 1950, {}}, {"valid", "", {}}}).validity, valid("1949/1950"));
  EXPECT_TRUE(same(read({{"properties", Map{{"a", 1}, {"b", Value()}}, {}}}).properties, {{"a", 1, {}}}));
  EXPECT_EQ(relation_of("", "a", "b", {{"label", "KNOWS", {}}}).type, "KNOWS");
  EXPECT_EQ(relation_of("", "a", "b", {}).type, "RELATED_TO");
}

TEST(Exchange, RefusesWhatCanNotBeMeant) {
  const auto refused = [](Attributes attributes) {
    try {
      entity_of("n", std::move(attributes));
    } catch (const Error& error) {
      return error.message;
    }
    return std::string{};
  };
  EXPECT_NE(refused({{"a", 1, {}}, {"a", 2, {}}}).find("`a` stands twice"), std::string::npos);
  EXPECT_NE(refused({{"a", 1, {}}, {"properties", "{\"a\": 2}", {}}}).find("`a` stands twice"), std::string::npos);
  EXPECT_NE(refused({{"properties", "{\"a\"", {}}}).find("`properties`: not JSON"), std::string::npos);
  EXPECT_NE(refused({{"valid_stated", "[]", {}}}).find("`valid_stated`: "), std::string::npos);
  EXPECT_NE(refused({{"sources", "#p", {}}}).find("`sources`"), std::string::npos);
  EXPECT_NE(refused({{"labels", List{""}, {}}}).find("`labels`"), std::string::npos);
  EXPECT_THROW(entity_of("", {}), Error);
  EXPECT_THROW(relation_of("r", "a", "", {}), Error);
}

TEST(Exchange, WritesListsAsOneText) {
  using Texts = std::vector<std::string>;
  EXPECT_EQ(list_text({"Person"}), "Person");
  EXPECT_EQ(list_text({"A", "B"}), "[\"A\",\"B\"]");
  for (const Texts& items : {Texts{}, Texts{"A"}, Texts{""}, Texts{"[x]"}, Texts{":x"}, Texts{"[\"x\"]"},
                             Texts{"a;b", "c\x01"}, Texts{"\"q\"", "ü"}}) {
    EXPECT_EQ(list_of(list_text(items)), items);
    EXPECT_TRUE(is_clean(list_text(items)));
  }
  EXPECT_EQ(list_of("[no JSON"), Texts{"[no JSON"});
}

TEST(Exchange, MakesIdsForRelationsWithoutOne) {
  RelationshipRecord r;
  EXPECT_EQ(relation_id(r, 7), "~7");
  std::set<std::string> ids{relation_id(r, 7)};
  for (const char* key : {"F227", "~", "~7", "~~7", "~x"}) {
    r.key = key;
    EXPECT_TRUE(ids.insert(relation_id(r, 3)).second) << key;
  }
}

// Two files with edges 0, 1, 2 or e0, e1 have no fact in common.
TEST(Exchange, TakesNoEdgeOfAnotherToolForAFactOfTheStore) {
  for (const char* number : {"", "0", "17", "~3", "~3~"}) {
    const RelationFact fact = relation_of(number, "a", "b", {});
    EXPECT_EQ(fact.key, "");
    EXPECT_TRUE(fact.properties.empty()) << number;
  }
  RelationFact fact = relation_of("letter-3", "a", "b", {});
  EXPECT_EQ(fact.key, "");
  ASSERT_EQ(fact.properties.size(), 1U);
  EXPECT_EQ(fact.properties[0].key, "id");
  EXPECT_EQ(fact.properties[0].value.string(), "letter-3");
  fact = relation_of("letter-3", "a", "b", {{"id", 5, {}}});
  ASSERT_EQ(fact.properties.size(), 1U);
  EXPECT_EQ(fact.properties[0].value.integer(), 5);
  fact = relation_of("12", "a", "b", {{"entente_id", "F227", {}}});
  EXPECT_EQ(fact.key, "F227");
  EXPECT_TRUE(fact.properties.empty());
}

TEST(Exchange, KeepsValuesThatClashApartFromAList) {
  for (const Shape shape : {Shape::kNested, Shape::kFlat}) {
    const NodeRecord clashing = node(std::nullopt, {{"name", "Mao", {}}, {"name", "Mao Zedong", {}}, {"n", 1, {}}});
    const EntityFact fact = entity_of("k", attributes_of(clashing, nullptr, shape));
    ASSERT_EQ(fact.properties.size(), 3U);
    EXPECT_EQ(fact.properties[1].value.string(), "Mao");
    EXPECT_EQ(fact.properties[2].value.string(), "Mao Zedong");
  }
}

TEST(Exchange, KnowsWhatXmlCanHold) {
  EXPECT_TRUE(is_clean("a\t\r\n <&> ü 毛 \x7F"));
  for (const char* text : {"\x01", "a\x1F", "\xFF", "\xEF\xBF\xBE", "\xEF\xBF\xBF", "\xED\xA0\x80"})
    EXPECT_FALSE(is_clean(text));
}

}  // namespace
}  // namespace entente::exchange
