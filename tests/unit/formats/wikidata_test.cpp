// Entities of Wikidata as facts: dates with their precision and calendar, statements with qualifiers, ranks,
// references.
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "entente/error.hpp"
#include "entente/formats.hpp"
#include "entente/time/edtf.hpp"
#include "formats/data_sink.hpp"
#include "formats/json/json_types.hpp"
#include "formats/json/wikidata_time.hpp"

namespace entente {
namespace {

struct ReadEntities {
  std::vector<EntityFact> entities, mentions;
  std::vector<RelationFact> relations;
  std::vector<std::string> rejected;
  std::vector<ReadWarning> warned;
};

ReadEntities read_entities(const std::string& text, const std::string& settings = "") {
  ReadEntities all;
  DataSink sink;
  sink.entity = [&](EntityFact&& f) { all.entities.push_back(std::move(f)); };
  sink.mention = [&](EntityFact&& f) { all.mentions.push_back(std::move(f)); };
  sink.relation = [&](RelationFact&& f) { all.relations.push_back(std::move(f)); };
  sink.reject = [&](Rejection&& r) { all.rejected.push_back(std::to_string(r.origin.line) + ": " + r.reason); };
  sink.warn = [&](ReadWarning&& w) { all.warned.push_back(std::move(w)); };
  std::istringstream in(text);
  ReadOptions options;
  options.columns = settings;
  options.columns_file = "map.json";
  format_to_read("a.wikidata.json")->read(in, options, sink);
  return all;
}

wikidata::Date date(const std::string& time, int precision, const std::string& calendar = "Q1985727") {
  json::Document value;
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
           {"+1901-00-00T00:00:00Z", 7, "[1901..2000]"},
           {"+1950-00-00T00:00:00Z", 7, "[1901..2000]"},
           {"+2000-00-00T00:00:00Z", 7, "[1901..2000]"},  // the 20th century
           {"+0050-00-00T00:00:00Z", 7, "[0001..0100]"},
           {"+1500-00-00T00:00:00Z", 6, "[1001..2000]"},
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

Validity joined(const std::vector<wikidata::Date>& starts, const std::vector<wikidata::Date>& ends, bool no_end = false,
                bool may_return = true) {
  wikidata::Moments start, end;
  for (const wikidata::Date& d : starts) start.dates.push_back(wikidata::validity_of(d));
  for (const wikidata::Date& d : ends) end.dates.push_back(wikidata::validity_of(d));
  end.is_none = no_end;
  return wikidata::time_from_to(std::move(start), std::move(end), may_return);
}

TEST(WikidataTime, JoinsTwoDates) {
  const auto day = date("+1949-12-16T00:00:00Z", 11), decade = date("-0500-00-00T00:00:00Z", 8);
  EXPECT_EQ(joined({day}, {day}).edtf, "1949-12-16");
  EXPECT_EQ(joined({day}, {}, true).edtf, "1949-12-16/..");
  EXPECT_EQ(joined({}, {day}).edtf, "/1949-12-16");
  const Validity long_time = joined({decade}, {day});  // an interval can't begin with "one of"
  EXPECT_EQ(print_instant(long_time.bounds.earliest_start), "-0508-01-01");
  EXPECT_EQ(print_instant(long_time.bounds.latest_end), "1949-12-17");
  const auto julian = date("+1917-10-25T00:00:00Z", 11, "Q1985786");
  const Validity both = joined({julian}, {day});  // two calendars
  EXPECT_EQ(print_instant(both.bounds.earliest_start), "1917-11-07");
  EXPECT_THROW(joined({day}, {julian}), Error);
}

TEST(WikidataTime, SeveralDatesAreStretchesOrChoices) {
  const auto year = [](const std::string& y) { return date("+" + y + "-00-00T00:00:00Z", 9); };
  const Validity twice = joined({year("1950"), year("1960")}, {year("1955"), year("1965")});
  ASSERT_EQ(twice.stretches.size(), 2U);
  EXPECT_EQ(twice.stretches[1].edtf, "1960/1965");
  const Validity once = joined({year("1950"), year("1960")}, {year("1965")}, false, false);
  EXPECT_FALSE(once.is_set());
  EXPECT_EQ(print_instant(once.bounds.earliest_start), "1950-01-01");
  EXPECT_EQ(print_instant(once.bounds.latest_start), "1960-12-31");
  EXPECT_EQ(joined({}, {}), unknown_validity());
}

TEST(WikidataTime, DoubtWidensADate) {
  const auto about = [](const std::string& time, int precision, wikidata::Doubt doubt) {
    json::Document value;
    value.Parse((R"({"time": ")" + time + R"(", "precision": )" + std::to_string(precision) + "}").c_str());
    return wikidata::read_date(value, doubt).edtf;
  };
  using wikidata::Doubt;
  EXPECT_EQ(about("+1510-00-00T00:00:00Z", 9, Doubt::kApproximate), "1510~");
  EXPECT_EQ(about("+1510-03-04T00:00:00Z", 11, Doubt::kUncertain), "1510-03-04?");
  EXPECT_EQ(about("+1510-03-00T00:00:00Z", 10, Doubt::kBoth), "1510-03%");
  EXPECT_EQ(about("+1950-00-00T00:00:00Z", 8, Doubt::kApproximate), "195X~");
  EXPECT_EQ(about("+1950-00-00T00:00:00Z", 7, Doubt::kApproximate), "[1801..2100]");
  EXPECT_EQ(about("-0450-00-00T00:00:00Z", 7, Doubt::kApproximate), "[-0599..-0300]");
  EXPECT_EQ(about("+1500-00-00T00:00:00Z", 6, Doubt::kUncertain), "[0001..3000]");
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
  const ReadEntities all = read_entities(
      entity("Q1", R"("P39": [{"id": "Q1$s1", "rank": "preferred", "mainsnak": )" + item("Q2") +
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
  EXPECT_EQ(r.properties[1].value.string(), "preferred");
  std::vector<std::string> mentioned;
  for (const EntityFact& m : all.mentions) mentioned.push_back(m.key);
  EXPECT_EQ(mentioned, (std::vector<std::string>{"Q36578", "http://example.org/a", "Q2"}));
  ASSERT_EQ(all.entities.size(), 1U);
  EXPECT_EQ(all.entities[0].types, (std::vector<std::string>{"Item"}));
  EXPECT_EQ(all.entities[0].properties[0].value.string(), "House");
}

TEST(Wikidata, QualifiersSayWhen) {
  const auto validity = [](const std::string& qualifiers) -> std::string {
    const ReadEntities all = read_entities(entity("Q1", R"("P1": [{"id": "s", "rank": "normal", "mainsnak": )" +
                                                            item("Q2") + R"(, "qualifiers": {)" + qualifiers + "}}]"));
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
  EXPECT_EQ(validity(R"("P582": [{"snaktype": "novalue"}])"), "/..");
  const std::string circa = R"("P1480": [)" + item("Q5727902") + "]";
  EXPECT_EQ(validity(R"("P580": [)" + time("+1530-00-00T00:00:00Z", 9) + "], " + circa), "1530~/");
  EXPECT_EQ(validity(R"("P585": [)" + time("+1530-00-00T00:00:00Z", 9) + "], " + circa), "1530~");
  const std::string limits =
      R"("P1319": [)" + time("+1540-00-00T00:00:00Z", 9) + R"(], "P1326": [)" + time("+1550-00-00T00:00:00Z", 9) + "]";
  EXPECT_EQ(validity(limits), "[1540..1550]");
  EXPECT_EQ(validity(R"("P1319": [)" + time("+1540-00-00T00:00:00Z", 9) + "]"), "[1540..]");
  EXPECT_EQ(validity(R"("P1326": [)" + time("+1550-00-00T00:00:00Z", 9) + "]"), "[..1550]");
  EXPECT_EQ(validity(R"("P585": [)" + time("+1545-00-00T00:00:00Z", 9) + "], " + limits), "[1540..1550]");
}

TEST(Wikidata, NoDateOfAQualifierIsLost) {
  const auto held = [](const std::string& qualifiers) -> std::string {
    const ReadEntities all = read_entities(entity("Q1", R"("P1": [{"id": "s", "rank": "normal", "mainsnak": )" +
                                                            item("Q2") + R"(, "qualifiers": {)" + qualifiers + "}}]"));
    if (!all.relations.at(0).validity) return "always";
    const Validity& v = *all.relations[0].validity;
    return (v.edtf.empty() ? edtf_of(v) : v.edtf) + (v.extent == Extent::kObserved ? " observed" : "") +
           (all.warned.empty() ? "" : " !");
  };
  const auto year = [](const std::string& property, const std::string& y) {
    return "\"" + property + "\": [" + time("+" + y + "-00-00T00:00:00Z", 9) + "]";
  };
  EXPECT_EQ(held(year("P571", "1950") + ", " + year("P576", "1960")), "1950/1960");
  EXPECT_EQ(held(year("P2031", "1950") + ", " + year("P2032", "1960")), "1950/1960");
  EXPECT_EQ(held(year("P577", "1950")), "1950");
  EXPECT_EQ(held(year("P1317", "1950")), "1950 observed");
  EXPECT_EQ(held(year("P580", "1940") + ", " + year("P571", "1950")), "1940/");
  EXPECT_EQ(held(year("P1249", "1950")), "/ !");  // the earliest written record
  EXPECT_EQ(held(year("P813", "1950")), "always");
  // Any circumstance is a doubt, apart from those that say about when.
  const auto with = [&](const std::string& property, const std::string& word) {
    return held(year("P585", "1950") + ", \"" + property + "\": [" + item(word) + "]");
  };
  EXPECT_EQ(with("P1480", "Q18122778"), "1950?");
  EXPECT_EQ(with("P1480", "Q18912752"), "1950?");
  EXPECT_EQ(with("P1480", "Q5727902"), "1950~");
  EXPECT_EQ(with("P5102", "Q18122778"), "1950?");
  EXPECT_EQ(with("P5102", "Q28962312"), "1950");
}

TEST(Wikidata, WhatLimitsAStartOrAnEndIsNoCertainDate) {
  const auto bounds = [](const std::string& qualifiers) {
    const ReadEntities all = read_entities(entity("Q1", R"("P1": [{"id": "s", "rank": "normal", "mainsnak": )" +
                                                            item("Q2") + R"(, "qualifiers": {)" + qualifiers + "}}]"));
    EXPECT_TRUE(all.rejected.empty() && all.warned.empty());
    const Period p = all.relations.at(0).validity->bounds;
    return print_instant(p.earliest_start) + " " + print_instant(p.latest_start) + " " + print_instant(p.earliest_end) +
           " " + print_instant(p.latest_end);
  };
  const auto year = [](const std::string& property, const std::string& y) {
    return "\"" + property + "\": [" + time("+" + y + "-00-00T00:00:00Z", 9) + "]";
  };
  EXPECT_EQ(bounds(year("P580", "1530") + ", " + year("P1326", "1535")), "1530-01-01 1535-12-31 1530-01-02 ..");
  EXPECT_EQ(bounds(year("P580", "1530") + ", " + year("P582", "1540") + ", " + year("P1319", "1525") + ", " +
                   year("P1326", "1545")),
            "1525-01-01 1530-12-31 1540-01-02 1546-01-01");
  EXPECT_EQ(bounds(year("P8555", "1530") + ", " + year("P8554", "1540")), ".. 1530-12-31 1540-01-02 ..");
}

// Both are dates of Wikidata that no calendar has, and of neither the statement is lost.
TEST(Wikidata, ATimeThatCannotBeReadIsKeptAndCounted) {
  const ReadEntities all = read_entities(
      entity("Q1", R"("P1": [{"id": "s", "mainsnak": )" + item("Q2") + R"(, "qualifiers": {"P580": [)" +
                       time("+1950-00-00T00:00:00Z", 9) + R"(], "P582": [)" + time("+1940-00-00T00:00:00Z", 9) + R"(]}},
     {"id": "t", "mainsnak": )" +
                       item("Q3") + R"(, "qualifiers": {"P585": [)" + time("+1949-02-30T00:00:00Z") + R"(]}}],
     "P569": [{"mainsnak": )" +
                       time("+1949-02-30T00:00:00Z") + "}]"));
  EXPECT_TRUE(all.rejected.empty());
  ASSERT_EQ(all.relations.size(), 2U);
  for (const RelationFact& r : all.relations) EXPECT_EQ(r.validity, unknown_validity());
  EXPECT_EQ(all.relations[0].properties.size(), 2U);
  EXPECT_EQ(all.relations[1].properties.at(0).value.string(), "+1949-02-30T00:00:00Z");
  EXPECT_EQ(all.entities.at(0).validity, unknown_validity());
  EXPECT_EQ(all.warned.size(), 4U);
}

TEST(Wikidata, DoubtOfAValueIsInItAndNoQualifierIsLost) {
  const ReadEntities all = read_entities(entity(
      "Q1", R"("P569": [{"mainsnak": )" + time("+1510-00-00T00:00:00Z", 9) + R"(, "qualifiers": {"P1480": [)" +
                item("Q5727902") + R"(], "P1932": [)" + string("c. 1510") + R"(]}}], "P1082": [{"mainsnak": )" +
                string("7") + R"(, "qualifiers": {"P459": [)" + item("Q9") + R"(, {"snaktype": "somevalue"}]}}])"));
  const EntityFact& e = all.entities.at(0);
  EXPECT_EQ(e.validity->edtf, "1510~/");
  const auto value = [&](const std::string& key) {
    for (const PropertyFact& p : e.properties)
      if (p.key == key) return p.value;
    return Value();
  };
  EXPECT_EQ(value("P569").period().edtf, "1510~");
  const Map& kept = value("qualifiers").map();
  EXPECT_EQ(kept.at("P569").list().at(0).map().at("P1480").string(), "Q5727902");
  EXPECT_EQ(kept.at("P569").list().at(0).map().at("P1932").string(), "c. 1510");
  EXPECT_EQ(kept.at("P1082").list().at(0).map().at("value").string(), "7");
  EXPECT_TRUE(equivalent(kept.at("P1082").list().at(0).map().at("unknown_values"), List{"P459"}));
}

TEST(Wikidata, SeveralDatesOfALifeAreChoicesAndOfAStateStretches) {
  const auto dates = [](const std::string& property, std::vector<std::string> all) {
    std::string list;
    for (const std::string& y : all)
      list += (list.empty() ? "" : ", ") + (R"({"mainsnak": )" + time("+" + y + "-00-00T00:00:00Z", 9) + "}");
    return "\"" + property + "\": [" + list + "]";
  };
  const auto life = [](const std::string& claims) {
    return *read_entities(entity("Q1", claims)).entities.at(0).validity;
  };
  const Validity born_twice = life(dates("P569", {"1510", "1514"}) + ", " + dates("P570", {"1568"}));
  EXPECT_FALSE(born_twice.is_set());
  EXPECT_EQ(print_instant(born_twice.bounds.latest_start), "1514-12-31");
  const Validity poland = life(dates("P571", {"1000", "1918"}) + ", " + dates("P576", {"1795"}));
  ASSERT_EQ(poland.stretches.size(), 2U);
  EXPECT_EQ(poland.stretches[0].edtf, "1000/1795");
  EXPECT_EQ(life(dates("P1317", {"1540"})), *read_validity("1540", Extent::kObserved));
  EXPECT_EQ(life(dates("P585", {"1961", "1970"})).stretches.size(), 2U);
}

TEST(Wikidata, AQualifierThatStandsTwiceSaysTwoThings) {
  const auto relation = [](const std::string& qualifiers) {
    const ReadEntities all = read_entities(entity("Q1", R"("P1": [{"id": "s", "rank": "normal", "mainsnak": )" +
                                                            item("Q2") + R"(, "qualifiers": {)" + qualifiers + "}}]"));
    EXPECT_TRUE(all.rejected.empty());
    return all.relations.at(0);
  };
  const auto years = [](std::vector<std::string> all) {
    std::string list;
    for (const std::string& year : all) list += (list.empty() ? "" : ", ") + time("+" + year + "-00-00T00:00:00Z", 9);
    return "[" + list + "]";
  };
  const Validity points = *relation(R"("P585": )" + years({"1970", "1961"})).validity;
  ASSERT_EQ(points.stretches.size(), 2U);
  EXPECT_EQ(points.stretches[0].edtf, "1961");
  EXPECT_EQ(points.stretches[1].edtf, "1970");

  const Validity turns =
      *relation(R"("P580": )" + years({"1962", "1955"}) + R"(, "P582": )" + years({"1958", "1966"})).validity;
  ASSERT_EQ(turns.stretches.size(), 2U);
  EXPECT_EQ(turns.stretches[0].edtf, "1955/1958");
  EXPECT_EQ(turns.stretches[1].edtf, "1962/1966");

  const Validity either =
      *relation(R"("P580": )" + years({"1955"}) + R"(, "P582": )" + years({"1966", "1968"})).validity;
  EXPECT_FALSE(either.is_set());
  EXPECT_EQ(either.bounds.earliest_start, read_validity("1955")->bounds.earliest_start);
  EXPECT_EQ(either.bounds.earliest_end, read_validity("1966")->bounds.earliest_end);
  EXPECT_EQ(either.bounds.latest_end, read_validity("1968")->bounds.latest_end);

  const RelationFact beside = relation(R"("P580": )" + years({"1955"}) + R"(, "P585": )" + years({"1957"}));
  EXPECT_EQ(beside.validity->edtf, "1955/");
  ASSERT_EQ(beside.properties.size(), 1U);
  EXPECT_EQ(beside.properties[0].key, "P585");
}

TEST(Wikidata, OtherValuesAreProperties) {
  const ReadEntities all =
      read_entities(entity("Q1", R"("P569": [{"mainsnak": )" + time("+1893-12-26T00:00:00Z") +
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
  EXPECT_EQ(values("P569")[0].value.period().edtf, "1893-12-26");
  ASSERT_EQ(values("P1082").size(), 2U);
  EXPECT_EQ(values("P1082")[1].value.integer(), 1500);
  EXPECT_EQ(values("P1082")[1].validity->edtf, "1960");
  EXPECT_EQ(values("P2048")[0].value.map().at("unit").string(), "Q11573");
  EXPECT_TRUE(equivalent(values("P742")[0].value, List{"one", "two"}));
  EXPECT_EQ(values("P625")[0].value.map().at("longitude").floating(), 2.0);
  EXPECT_EQ(values("P1477")[0].value.string(), "毛");
  EXPECT_TRUE(equivalent(values("unknown_values")[0].value, List{"P22"}));
  EXPECT_TRUE(equivalent(values("no_values")[0].value, List{"P40"}));
  EXPECT_EQ(values("deprecated_statements")[0].value.integer(), 1);
}

TEST(Wikidata, TheMapChoosesLanguagesTypesAndRanks) {
  const std::string text =
      entity("Q1", R"("P31": [{"id": "s", "rank": "normal", "mainsnak": )" + item("Q5") +
                       R"(}], "P26": [{"id": "t", "rank": "deprecated", "mainsnak": )" + item("Q9") + "}]");
  const ReadEntities all =
      read_entities(text, R"({"languages": ["fr", "de"], "types": {"Q5": "Person"}, "deprecated": "keep"})");
  EXPECT_EQ(all.entities[0].properties[0].value.string(), "Haus");
  EXPECT_EQ(all.entities[0].types, (std::vector<std::string>{"Person"}));
  ASSERT_EQ(all.relations.size(), 2U);
  EXPECT_EQ(all.relations[1].properties[0].value.string(), "deprecated");
  EXPECT_EQ(read_entities(text).relations.size(), 1U);
  try {
    read_entities(text, R"({"language": "de"})");
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
    const ReadEntities all = read_entities(text);
    EXPECT_TRUE(all.rejected.empty()) << text;
    ASSERT_EQ(all.entities.size(), 2U) << text;
    EXPECT_EQ(all.entities[1].types, (std::vector<std::string>{"Property"}));
  }
}

TEST(Wikidata, WhatIsBrokenIsNamedAndReadingGoesOn) {
  const ReadEntities all = read_entities(
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

TEST(Wikidata, AListThatIsCutOffIsNoWholeOne) {
  for (const std::string text :
       {"[\n{\"type\": \"item\", \"id\": \"Q1\"},\n", "[\n{\"type\": \"item\", \"id\": \"Q1\"}"}) {
    const ReadEntities all = read_entities(text);
    EXPECT_EQ(all.entities.size(), 1U);
    ASSERT_EQ(all.rejected.size(), 1U) << text;
    EXPECT_NE(all.rejected[0].find("ends without its `]`"), std::string::npos) << all.rejected[0];
  }
  const ReadEntities broken_last = read_entities("[\n{\"type\": \"item\", \"id\": \"Q1\"},\n{broken}\n]\n");
  EXPECT_EQ(broken_last.rejected.size(), 1U);
}

}  // namespace
}  // namespace entente
