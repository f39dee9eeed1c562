// Entities of Wikidata as facts: dates with their precision and calendar, statements with qualifiers, ranks,
// references.
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "entente/error.hpp"
#include "entente/formats.hpp"
#include "entente/time/edtf.hpp"
#include "formats/data_sink.hpp"
#include "formats/wikidata_time.hpp"

namespace entente {
namespace {

struct Read {
  std::vector<EntityFact> entities, mentions;
  std::vector<RelationFact> relations;
  std::vector<std::string> rejected;
};

Read read(const std::string& text, const std::string& settings = "") {
  Read all;
  DataSink sink;
  sink.entity = [&](EntityFact&& f) { all.entities.push_back(std::move(f)); };
  sink.mention = [&](EntityFact&& f) { all.mentions.push_back(std::move(f)); };
  sink.relation = [&](RelationFact&& f) { all.relations.push_back(std::move(f)); };
  sink.reject = [&](Rejection&& r) { all.rejected.push_back(std::to_string(r.origin.line) + ": " + r.reason); };
  std::istringstream in(text);
  ReadOptions options;
  options.columns = settings;
  options.columns_file = "map.json";
  format_to_read("a.wikidata.json")->read(in, options, sink);
  return all;
}

wikidata::Date date(const std::string& time, int precision, const std::string& calendar = "Q1985727") {
  rapidjson::Document value;
  value.Parse((R"({"time": ")" + time + R"(", "precision": )" + std::to_string(precision) +
               R"(, "calendarmodel": "http://www.wikidata.org/entity/)" + calendar + "\"}")
                  .c_str());
  return wikidata::read_date(value);
}

TEST(WikidataTime, APrecisionIsTheUnitThatIsKnown) {
  struct Case {
    std::string time;
    int precision;
    std::string edtf;
  };
  for (const Case& c : std::vector<Case>{
           {"+1949-12-16T00:00:00Z", 11, "1949-12-16"},
           {"+1949-12-16T00:00:00Z", 10, "1949-12"},
           {"+1949-12-16T00:00:00Z", 9, "1949"},
           {"+1949-00-00T00:00:00Z", 11, "1949"},  // says less than its precision
           {"+1950-00-00T00:00:00Z", 8, "195X"},
           {"+1959-01-01T00:00:00Z", 8, "195X"},
           {"+0005-01-01T00:00:00Z", 8, "000X"},
           {"+1901-00-00T00:00:00Z", 7, "19XX"},
           {"+1950-00-00T00:00:00Z", 7, "19XX"},
           {"+2000-00-00T00:00:00Z", 7, "19XX"},  // the 20th century
           {"+0050-00-00T00:00:00Z", 7, "00XX"},
           {"+1500-00-00T00:00:00Z", 6, "1XXX"},
           {"-0044-03-15T00:00:00Z", 11, "-0043-03-15"},  // 44 BC
           {"-0001-00-00T00:00:00Z", 9, "0000"},
           {"-0450-00-00T00:00:00Z", 7, "[-0499..-0400]"},  // the 5th century BC
           {"-0400-00-00T00:00:00Z", 7, "[-0399..-0300]"},  // the 4th, 400 to 301 BC
           {"-0500-00-00T00:00:00Z", 8, "[-0508..-0499]"},
           {"-13798000000-00-00T00:00:00Z", 3, "Y-13797999999S5"},
           {"+12000-00-00T00:00:00Z", 9, "Y12000"},
       }) {
    const wikidata::Date read = date(c.time, c.precision);
    EXPECT_EQ(read.edtf, c.edtf) << c.time << " " << c.precision;
    EXPECT_TRUE(read_edtf(read.edtf).ok()) << read.edtf;
    EXPECT_EQ(read.calendar, Calendar::kGregorian);
  }
}

TEST(WikidataTime, KeepsTheJulianCalendar) {
  const wikidata::Date revolution = date("+1917-10-25T00:00:00Z", 11, "Q1985786");
  EXPECT_EQ(revolution.calendar, Calendar::kJulian);
  const Validity validity = wikidata::validity_of(revolution);
  EXPECT_EQ(validity.edtf, "1917-10-25");
  EXPECT_EQ(print_instant(validity.bounds.earliest_start), "1917-11-07");
}

TEST(WikidataTime, JoinsTwoDates) {
  const auto day = date("+1949-12-16T00:00:00Z", 11), decade = date("-0500-00-00T00:00:00Z", 8);
  EXPECT_EQ(wikidata::validity_of(day, day, false).edtf, "1949-12-16");
  EXPECT_EQ(wikidata::validity_of(day, std::nullopt, true).edtf, "1949-12-16/..");
  EXPECT_EQ(wikidata::validity_of(std::nullopt, day, false).edtf, "/1949-12-16");
  const Validity long_time = wikidata::validity_of(decade, day, false);  // an interval can't begin with "one of"
  EXPECT_EQ(print_instant(long_time.bounds.earliest_start), "-0508-01-01");
  EXPECT_EQ(print_instant(long_time.bounds.latest_end), "1949-12-17");
  const auto julian = date("+1917-10-25T00:00:00Z", 11, "Q1985786");
  const Validity both = wikidata::validity_of(julian, day, false);  // two calendars
  EXPECT_EQ(print_instant(both.bounds.earliest_start), "1917-11-07");
  EXPECT_THROW(wikidata::validity_of(day, julian, false), Error);
}

TEST(WikidataTime, TurnsDownWhatIsNoTime) {
  for (const std::string wrong : {"1949-12-16T00:00:00Z", "+1949", "+x-01-01T00:00:00Z", "+0000-01-01T00:00:00Z", "",
                                  "+99999999999999-00-00T00:00:00Z"})
    EXPECT_THROW(date(wrong, 11), Error) << wrong;
}

std::string item(const std::string& value) {
  return R"({"snaktype": "value", "datavalue": {"type": "wikibase-entityid", "value": {"entity-type": "item", "id": ")" +
         value + "\"}}}";
}
std::string time(const std::string& value, int precision = 11) {
  return R"({"snaktype": "value", "datavalue": {"type": "time", "value": {"time": ")" + value + R"(", "precision": )" +
         std::to_string(precision) + R"(, "calendarmodel": "http://www.wikidata.org/entity/Q1985727"}}})";
}
std::string string(const std::string& value) {
  return R"({"snaktype": "value", "datavalue": {"type": "string", "value": ")" + value + "\"}}";
}
std::string entity(const std::string& id, const std::string& claims) {
  return R"({"type": "item", "id": ")" + id +
         R"(", "labels": {"de": {"language": "de", "value": "Haus"}, "en": {"language": "en", "value": "House"}},
    "aliases": {"en": [{"language": "en", "value": "Home"}]}, "descriptions": {"en": {"language": "en", "value": "a building"}}, "claims": {)" +
         claims + "}}";
}

TEST(Wikidata, AStatementOfAnItemIsARelation) {
  const Read all =
      read(entity("Q1", R"("P39": [{"id": "Q1$s1", "rank": "preferred", "mainsnak": )" + item("Q2") +
                            R"(, "qualifiers": {"P580": [)" + time("+1949-10-01T00:00:00Z") + R"(], "P582": [)" +
                            time("+1954-00-00T00:00:00Z", 9) + R"(], "P1545": [)" + string("3") + R"(]},
      "references": [{"snaks": {"P248": [)" +
                            item("Q36578") + R"(], "P304": [)" + string("12-13") + R"(]}},
                     {"snaks": {"P854": [)" +
                            string("http://example.org/a#b") + R"(]}}]}])"),
           R"({"properties": {"P39": "HELD_OFFICE", "P1545": "ordinal"}})");
  EXPECT_TRUE(all.rejected.empty());
  ASSERT_EQ(all.relations.size(), 1U);
  const RelationFact& r = all.relations[0];
  EXPECT_EQ(r.key, "Q1$s1");
  EXPECT_EQ(r.type, "HELD_OFFICE");
  EXPECT_EQ(r.from, "Q1");
  EXPECT_EQ(r.to, "Q2");
  EXPECT_EQ(r.validity->edtf, "1949-10-01/1954");
  EXPECT_EQ(r.attribution.sources, (std::vector<SourceRef>{{"Q36578", "12-13"}, {"http://example.org/a", "b"}}));
  ASSERT_EQ(r.properties.size(), 2U);
  EXPECT_EQ(r.properties[0].key, "ordinal");
  EXPECT_EQ(r.properties[1].value.as_string(), "preferred");
  std::vector<std::string> mentioned;
  for (const EntityFact& m : all.mentions) mentioned.push_back(m.key);
  EXPECT_EQ(mentioned, (std::vector<std::string>{"Q36578", "http://example.org/a", "Q2"}));
  ASSERT_EQ(all.entities.size(), 1U);
  EXPECT_EQ(all.entities[0].types, (std::vector<std::string>{"Item"}));
  EXPECT_EQ(all.entities[0].properties[0].value.as_string(), "House");
}

TEST(Wikidata, QualifiersSayWhen) {
  const auto validity = [](const std::string& qualifiers) -> std::string {
    const Read all = read(entity("Q1", R"("P1": [{"id": "s", "rank": "normal", "mainsnak": )" + item("Q2") +
                                           R"(, "qualifiers": {)" + qualifiers + "}}]"));
    if (!all.rejected.empty()) return all.rejected[0];
    return all.relations[0].validity ? all.relations[0].validity->edtf : "none";
  };
  EXPECT_EQ(validity(""), "none");
  EXPECT_EQ(validity(R"("P585": [)" + time("+1950-00-00T00:00:00Z", 8) + "]"), "195X");
  EXPECT_EQ(validity(R"("P580": [)" + time("+1950-02-00T00:00:00Z", 10) + "]"), "1950-02/");
  EXPECT_EQ(validity(R"("P580": [)" + time("+1950-02-00T00:00:00Z", 10) + R"(], "P582": [{"snaktype": "novalue"}])"),
            "1950-02/..");
  EXPECT_EQ(validity(R"("P582": [)" + time("+1950-02-00T00:00:00Z", 10) + R"(], "P580": [{"snaktype": "somevalue"}])"),
            "/1950-02");
  EXPECT_EQ(validity(R"("P580": [)" + time("+1950-00-00T00:00:00Z", 9) + R"(], "P582": [)" +
                     time("+1940-00-00T00:00:00Z", 9) + "]")
                .substr(0, 9),
            "1: Q1 P1:");
}

TEST(Wikidata, OtherValuesAreProperties) {
  const Read all = read(entity("Q1", R"("P569": [{"mainsnak": )" + time("+1893-12-26T00:00:00Z") +
                                         R"(}], "P570": [{"mainsnak": )" + time("+1976-00-00T00:00:00Z", 9) + R"(}],
         "P1082": [{"mainsnak": {"snaktype": "value", "datavalue": {"type": "quantity", "value": {"amount": "+1200", "unit": "1"}}}, "qualifiers": {"P585": [)" +
                                         time("+1950-00-00T00:00:00Z", 9) + R"(]}},
                   {"mainsnak": {"snaktype": "value", "datavalue": {"type": "quantity", "value": {"amount": "+1500", "unit": "1"}}}, "qualifiers": {"P585": [)" +
                                         time("+1960-00-00T00:00:00Z", 9) + R"(]}}],
         "P2048": [{"mainsnak": {"snaktype": "value", "datavalue": {"type": "quantity", "value": {"amount": "+1.8", "unit": "http://www.wikidata.org/entity/Q11573"}}}}],
         "P742": [{"mainsnak": )" + string("one") +
                                         R"(}, {"mainsnak": )" + string("two") +
                                         R"(}, {"rank": "deprecated", "mainsnak": )" + string("wrong") + R"(}],
         "P625": [{"mainsnak": {"snaktype": "value", "datavalue": {"type": "globecoordinate", "value": {"latitude": 1.5, "longitude": 2}}}}],
         "P1477": [{"mainsnak": {"snaktype": "value", "datavalue": {"type": "monolingualtext", "value": {"language": "zh", "text": "毛"}}}}],
         "P22": [{"mainsnak": {"snaktype": "somevalue"}}], "P40": [{"mainsnak": {"snaktype": "novalue"}}])"));
  EXPECT_TRUE(all.rejected.empty());
  ASSERT_EQ(all.entities.size(), 1U);
  const EntityFact& e = all.entities[0];
  EXPECT_EQ(e.validity->edtf, "1893-12-26/1976");
  const auto values = [&](const std::string& key) {
    std::vector<PropertyFact> found;
    for (const PropertyFact& p : e.properties)
      if (p.key == key) found.push_back(p);
    return found;
  };
  EXPECT_EQ(values("P569")[0].value.as_period().edtf, "1893-12-26");
  ASSERT_EQ(values("P1082").size(), 2U);
  EXPECT_EQ(values("P1082")[1].value.as_integer(), 1500);
  EXPECT_EQ(values("P1082")[1].validity->edtf, "1960");
  EXPECT_EQ(values("P2048")[0].value.as_map().at("unit").as_string(), "Q11573");
  EXPECT_TRUE(equivalent(values("P742")[0].value, List{"one", "two"}));
  EXPECT_EQ(values("P625")[0].value.as_map().at("longitude").as_float(), 2.0);
  EXPECT_EQ(values("P1477")[0].value.as_string(), "毛");
  EXPECT_TRUE(equivalent(values("unknown_values")[0].value, List{"P22"}));
  EXPECT_TRUE(equivalent(values("no_values")[0].value, List{"P40"}));
  EXPECT_EQ(values("deprecated_statements")[0].value.as_integer(), 1);
}

TEST(Wikidata, TheMapChoosesLanguagesTypesAndRanks) {
  const std::string text =
      entity("Q1", R"("P31": [{"id": "s", "rank": "normal", "mainsnak": )" + item("Q5") +
                       R"(}], "P26": [{"id": "t", "rank": "deprecated", "mainsnak": )" + item("Q9") + "}]");
  const Read all = read(text, R"({"languages": ["fr", "de"], "types": {"Q5": "Person"}, "deprecated": "keep"})");
  EXPECT_EQ(all.entities[0].properties[0].value.as_string(), "Haus");
  EXPECT_EQ(all.entities[0].types, (std::vector<std::string>{"Person"}));
  ASSERT_EQ(all.relations.size(), 2U);
  EXPECT_EQ(all.relations[1].properties[0].value.as_string(), "deprecated");
  EXPECT_EQ(read(text).relations.size(), 1U);
  try {
    read(text, R"({"language": "de"})");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.file, "map.json");
    EXPECT_EQ(error.hint, "did you mean `languages`?");
  }
}

TEST(Wikidata, ReadsDumpsLinesAndWhatTheSiteGives) {
  const std::string a = R"({"type": "item", "id": "Q1"})", b = R"({"type": "property", "id": "P1"})";
  for (const std::string& text :
       {"[\n" + a + ",\n" + b + "\n]\n", a + "\n" + b, R"({"entities": {"Q1": )" + a + R"(, "P1": )" + b + "}}"}) {
    const Read all = read(text);
    EXPECT_TRUE(all.rejected.empty()) << text;
    ASSERT_EQ(all.entities.size(), 2U) << text;
    EXPECT_EQ(all.entities[1].types, (std::vector<std::string>{"Property"}));
  }
}

TEST(Wikidata, WhatIsBrokenIsNamedAndReadingGoesOn) {
  const Read all = read(
      "[\n{\"id\": \"Q1\"},\n{\"id\": \"Q2\", broken},\n{\"type\": \"item\"},\n{\"id\": \"Q9\", \"missing\": "
      "\"\"},\n{\"id\": \"Q3\"}\n]");
  ASSERT_EQ(all.entities.size(), 2U);
  EXPECT_EQ(all.entities[1].key, "Q3");
  EXPECT_EQ(all.entities[1].origin.line, 6U);
  ASSERT_EQ(all.rejected.size(), 3U);
  EXPECT_EQ(all.rejected[0].substr(0, 13), "3: column 14 ") << all.rejected[0];
  EXPECT_EQ(all.rejected[1], "4: an entity without `id`");
  EXPECT_EQ(all.rejected[2], "5: Q9 is not there");
}

}  // namespace
}  // namespace entente
