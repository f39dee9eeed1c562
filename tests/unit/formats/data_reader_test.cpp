#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "entente/error.hpp"
#include "entente/formats.hpp"
#include "entente/time/edtf.hpp"
#include "unit/formats/read_text.hpp"

namespace entente {
namespace {

TEST(DataReader, ReadsEveryPartOfAnEntity) {
  const ReadText all =
      read_text("a.jsonl", R"({"id": "bonn", "type": ["City", "Capital"], "name": "Bonn", "aliases": ["Bunna"],
)");  // a record that spans lines is no JSON Lines record
  EXPECT_EQ(all.rejected.size(), 1U);

  const ReadText whole =
      read_text("a.json",
                R"({"entente": 1, "defaults": {"provenance": "background", "source": "atlas"}, "entities": [
  {"id": "bonn", "type": ["City", "Capital"], "name": "Bonn", "valid": "-0010~/..",
   "properties": {"seat": {"$value": true, "valid": "1949/1990"}, "covers": {"$period": "1960/1984"}, "none": null},
   "sources": ["doc#P3"], "provenance": "stated"},
  {"id": "berlin", "type": "City"}]})");
  ASSERT_EQ(whole.entities.size(), 2U);
  const EntityFact& bonn = whole.entities[0];
  EXPECT_EQ(bonn.key, "bonn");
  EXPECT_EQ(bonn.types, (std::vector<std::string>{"City", "Capital"}));
  EXPECT_EQ(bonn.validity->edtf, "-0010~/..");
  EXPECT_EQ(bonn.attribution.provenance, Provenance::kStated);
  EXPECT_EQ(bonn.attribution.sources, (std::vector<SourceRef>{{"doc", "P3"}}));
  EXPECT_EQ(bonn.origin.line, 2U);
  ASSERT_EQ(bonn.properties.size(), 3U);  // name, seat, covers; a null is no property
  EXPECT_EQ(bonn.properties[1].validity->edtf, "1949/1990");
  EXPECT_TRUE(bonn.properties[2].value.is_period());
  EXPECT_EQ(whole.entities[1].attribution.provenance, Provenance::kBackground);
  EXPECT_EQ(whole.entities[1].attribution.sources, (std::vector<SourceRef>{{"atlas", ""}}));
  EXPECT_EQ(whole.entities[1].origin.line, 5U);
}

TEST(DataReader, ReadsRelationsAndOntology) {
  const ReadText all =
      read_text("a.json", R"({"relations": [{"id": "r", "type": "MET", "from": "a", "to": "b", "valid": "1989-05"}],
"ontology": {"entity_types": [{"name": "Agent"}, {"name": "Person", "parent": "Agent"}],
             "relation_types": [{"name": "MET", "kind": "event", "domain": ["Person"], "symmetric": true}]}})");
  ASSERT_EQ(all.relations.size(), 1U);
  EXPECT_EQ(all.relations[0].from, "a");
  ASSERT_EQ(all.ontologies.size(), 1U);
  EXPECT_TRUE(all.ontologies[0].relation_type("MET")->symmetric);
  EXPECT_EQ(all.ontologies[0].relation_type("MET")->kind, RelationKind::kEvent);
}

TEST(DataReader, ReadsEveryPartOfAnOntology) {
  const ReadText all = read_text("a.json", R"({"ontology": {
    "entity_types": [{"name": "Person", "same_as": ["schema:Person", "wd:Q5"]}],
    "relation_types": [{"name": "MET", "within": ["to", "from"], "order": "before", "lifetime": true,
                        "verb": {"base": "meet", "present": "meets", "past": "met", "participle": "been met"},
                        "same_as": ["wdt:P361"]},
                       {"name": "LED_TO", "within": ["from"], "order": "starts_before"}],
    "rules": [{"name": "met", "summary": "who sat at one table", "concludes": "MET", "query": "MATCH (a) RETURN a"}],
    "expected": [{"check": "two_holders", "facts": ["F1", "F2"], "reason": "both claimed it"}]}})");
  ASSERT_EQ(all.ontologies.size(), 1U);
  Ontology expected;
  expected.entity_types = {{"Person", "", "", {"schema:Person", "wd:Q5"}}};
  expected.relation_types.resize(2);
  RelationType& met = expected.relation_types[0];
  met.name = "MET";
  met.within.from = met.within.to = met.is_lifetime = true;
  met.end_order = EndOrder::kBefore;
  met.verb = {"meet", "meets", "met", "been met"};
  met.same_as = {"wdt:P361"};
  expected.relation_types[1].name = "LED_TO";
  expected.relation_types[1].within.from = true;
  expected.relation_types[1].end_order = EndOrder::kStartsBefore;
  expected.rules = {{"met", "who sat at one table", "MET", "MATCH (a) RETURN a"}};
  expected.expected_findings = {{"two_holders", {"F1", "F2"}, "both claimed it"}};
  EXPECT_EQ(all.ontologies[0], expected);
}

TEST(DataReader, SaysWhatATimeIs) {
  EXPECT_NE(rejection(R"({"id": "a", "type": "T", "valid": 1950})").find("a date is a text: \"1950\""),
            std::string::npos);
  EXPECT_NE(rejection(R"({"id": "a", "type": "T", "valid": null})").find("a list of dates"), std::string::npos);
}

TEST(DataReader, SaysWhatIsWrongInAnOntology) {
  const auto reason = [](const std::string& ontology) {
    const ReadText all = read_text("a.json", R"({"ontology": {)" + ontology + "}}");
    return all.rejected.size() == 1 ? all.rejected[0].reason : "rejected: " + std::to_string(all.rejected.size());
  };
  EXPECT_EQ(reason(R"("relation_types": [{"name": "R", "order": "after"}])"),
            "`order` of R is \"after\"; it is starts_before or before");
  EXPECT_EQ(reason(R"("relation_types": [{"name": "R", "kind": "point"}])"),
            "`kind` of R is \"point\"; it is state or event or timeless");
  EXPECT_EQ(reason(R"("relation_types": [{"name": "R", "within": ["both"]}])"),
            "`within` of R names \"both\"; it is a list of \"from\" and \"to\"");
  EXPECT_EQ(reason(R"("relation_types": [{"name": "R", "verb": "go"}])"), "`verb` must be an object, not a string");
  EXPECT_EQ(reason(R"("relation_types": [{"name": "R", "verb": {"bse": "go"}}])"),
            "unknown key `bse`; did you mean `base`?");
  EXPECT_EQ(reason(R"("rules": {"name": "a"})"), "`rules` must be a list, not an object");
  EXPECT_EQ(reason(R"("rules": [{"name": "a", "qurey": "b"}])"), "unknown key `qurey`; did you mean `query`?");
  EXPECT_EQ(reason(R"("expected": [{"check": "a", "facts": "F1"}])"),
            "`facts` must be a list of strings, not a string");
}

TEST(DataReader, BoundsGivenDirectlyWin) {
  const ReadText all = read_text(
      "a.jsonl",
      R"({"id": "a", "type": "T", "valid": {"earliest_start": "1950", "latest_start": "1951", "phrase": "early"}})");
  ASSERT_TRUE(all.rejected.empty()) << all.rejected[0].reason;
  const Validity& v = *all.entities[0].validity;
  EXPECT_EQ(v.bounds.earliest_start, read_literal("1950")->earliest_start);
  EXPECT_EQ(v.bounds.latest_start, read_literal("1951")->earliest_start);
  EXPECT_EQ(v.bounds.latest_end, Instant::plus_infinity());
  EXPECT_EQ(v.phrase, "early");
}

TEST(DataReader, SaysWhatIsWrongWithARecord) {
  EXPECT_EQ(rejection(R"({"type": "City"})"), "an entity without `id`");
  EXPECT_EQ(rejection(R"({"id": "a"})"), "an entity without `type`");
  EXPECT_EQ(rejection(R"({"id": "a", "type": "T", "vaild": "1989"})"), "unknown key `vaild`; did you mean `valid`?");
  EXPECT_EQ(rejection(R"({"id": 7, "type": "T"})"), "`id` must be a string, not a number");
  EXPECT_EQ(rejection(R"({"type": "MET", "from": "a"})"), "a relation without `to`");
  EXPECT_EQ(rejection(R"({"id": "a", "type": "T", "provenance": "guess"})"),
            "`provenance` is \"guess\"; it is stated, implied, derived or background");
  EXPECT_EQ(rejection(R"({"id": "a", "id": "b", "type": "T"})"), "the key `id` stands twice");
  EXPECT_NE(rejection(R"({"id": "a", "type": "T", "valid": "1989-13"})").find("`valid`: "), std::string::npos);
  EXPECT_NE(rejection(R"({"id": "a", "type": "T", "properties": {"n": 18446744073709551615}})").find("64 bits"),
            std::string::npos);
  EXPECT_NE(rejection("{\"id\": \"a\", \"type\": \"T\"").find("not JSON"), std::string::npos);
  EXPECT_NE(rejection("[1, 2]").find("must be an object, not a list"), std::string::npos);
  EXPECT_NE(rejection("{\"id\": \"\xFF\", \"type\": \"T\"}").find("not JSON"), std::string::npos);
}

TEST(DataReader, GoesOnBehindABadLine) {
  const ReadText all =
      read_text("a.jsonl", "{\"id\": \"a\", \"type\": \"T\"}\n\nnonsense\n{\"id\": \"b\", \"type\": \"T\"}\r\n");
  EXPECT_EQ(all.entities.size(), 2U);
  ASSERT_EQ(all.rejected.size(), 1U);
  EXPECT_EQ(all.rejected[0].origin.line, 3U);
}

TEST(DataReader, StopsWhereADocumentBreaks) {
  const ReadText all =
      read_text("a.json", "{\"entities\": [\n{\"id\": \"a\", \"type\": \"T\"},\n{\"id\": \"b\" \"type\"}]}");
  EXPECT_EQ(all.entities.size(), 1U);
  ASSERT_EQ(all.rejected.size(), 1U);
  EXPECT_EQ(all.rejected[0].origin.line, 3U);
  EXPECT_NE(all.rejected[0].reason.find("the rest of the file can't be read"), std::string::npos);
}

TEST(DataReader, BrokenDocumentsAreRejectedAndNotFollowed) {
  for (const char* text : {"", "[]", "{", "{\"entities\": 3}", "{\"entities\": [] ", "{\"entities\": []} x", "{\"a\"}"})
    EXPECT_EQ(read_text("a.json", text).rejected.size(), 1U) << text;
  EXPECT_EQ(read_text("a.json", "{\"entente\": 3}").rejected.size(), 1U);
  EXPECT_EQ(read_text("a.json", "{}").rejected.size(), 0U);
  EXPECT_EQ(read_text("a.json", "\xEF\xBB\xBF{}").rejected.size(), 0U);
}

TEST(DataReader, DeepNestingIsAnErrorNotACrash) {
  std::string text = R"({"id": "a", "type": "T", "properties": {"x": )";
  for (int i = 0; i < 200'000; ++i) text += '[';
  for (int i = 0; i < 200'000; ++i) text += ']';
  EXPECT_NE(rejection(text + "}}").find("nested deeper"), std::string::npos);
}

TEST(DataReader, KnowsItsFilesByTheirEndings) {
  EXPECT_EQ(format_to_read("a.xml"), nullptr);
  EXPECT_EQ(format_to_read("a.json.gz")->name, "data");
  EXPECT_EQ(format_to_read("A.JSONL.zst")->name, "facts");
  EXPECT_EQ(format_to_read(""), nullptr);
}

}  // namespace
}  // namespace entente
