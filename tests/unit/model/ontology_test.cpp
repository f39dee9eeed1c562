#include "entente/model/ontology.hpp"

#include <gtest/gtest.h>

#include "entente/model/fact.hpp"

namespace entente {
namespace {

using Names = std::vector<std::string>;

EntityType kind(std::string name, std::string parent = {}) {
  return {std::move(name), std::move(parent), {}};
}

RelationType relation(std::string name, std::string above = {}) {
  RelationType type;
  type.name = std::move(name);
  type.sub_relation_of = std::move(above);
  return type;
}

TEST(Ontology, SupertypesRunFromTheTypeToItsRoot) {
  const Ontology o{{kind("Agent"), kind("Person", "Agent"), kind("Leader", "Person")}, {}};
  EXPECT_EQ(o.supertypes("Leader"), (Names{"Leader", "Person", "Agent"}));
  EXPECT_EQ(o.supertypes("Agent"), (Names{"Agent"}));
  EXPECT_EQ(o.supertypes("Unheard"), (Names{"Unheard"}));
  EXPECT_EQ(o.fault(), "");
}

TEST(Ontology, SubrelationsAreAllBelow) {
  const Ontology o{{}, {relation("MET_AT", "MET"), relation("MET"), relation("SUMMIT", "MET_AT"), relation("VISITED")}};
  EXPECT_EQ(o.subrelations("MET"), (Names{"MET", "MET_AT", "SUMMIT"}));
  EXPECT_EQ(o.subrelations("VISITED"), (Names{"VISITED"}));
  EXPECT_EQ(o.subrelations("UNHEARD"), (Names{"UNHEARD"}));
  EXPECT_EQ(o.fault(), "");
}

// Takes a moment where each type is looked at once, and an hour where each chain is.
TEST(Ontology, ALongChainIsSound) {
  Ontology o;
  for (int i = 0; i < 100'000; ++i) {
    o.entity_types.push_back(kind("T" + std::to_string(i), i == 0 ? "" : "T" + std::to_string(i - 1)));
  }
  EXPECT_EQ(o.fault(), "");
  o.entity_types[0].parent = "T50000";
  EXPECT_EQ(o.fault(), "entity type \"T0\" is a kind of itself, by way of \"T1\"");
}

TEST(Ontology, CyclesEndAndAreFaults) {
  const Ontology o{{kind("X", "A"), kind("A", "B"), kind("B", "A")}, {relation("R", "S"), relation("S", "R")}};
  EXPECT_EQ(o.supertypes("X"), (Names{"X", "A", "B"}));
  EXPECT_EQ(o.subrelations("R"), (Names{"R", "S"}));
  EXPECT_EQ(o.fault(), "entity type \"A\" is a kind of itself, by way of \"B\"");
  EXPECT_EQ((Ontology{{}, o.relation_types}.fault()),
            "relation type \"R\" is a sub-relation of itself, by way of \"S\"");
  EXPECT_EQ((Ontology{{kind("A", "A")}, {}}.fault()), "entity type \"A\" is a kind of itself, by way of \"A\"");
}

TEST(Ontology, NamesTheFirstFault) {
  EXPECT_EQ((Ontology{{kind("A"), kind("A")}, {}}.fault()), "entity type \"A\" is declared twice");
  EXPECT_EQ((Ontology{{kind("")}, {}}.fault()), "entity type without a name");
  EXPECT_EQ((Ontology{{kind("A", "B")}, {}}.fault()), "entity type \"A\" is a kind of \"B\", which is not declared");
  EXPECT_EQ((Ontology{{}, {relation("R"), relation("R")}}.fault()), "relation type \"R\" is declared twice");
  EXPECT_EQ((Ontology{{}, {relation("R", "S")}}.fault()),
            "relation type \"R\" is a sub-relation of \"S\", which is not declared");
}

TEST(Ontology, CounterpartsArePrefixAndName) {
  Ontology o{{kind("A")}, {relation("R")}};
  for (const char* good : {"schema:Person", "crm:E21_Person", "wd:Q5", "wdt:P463", "time:intervalBefore"}) {
    o.entity_types[0].same_as = {good};
    EXPECT_EQ(o.fault(), "");
  }
  for (const char* bad : {"", "Person", ":Person", "schema:", "schema: Person", "Schema:Person", "http://a", "a b:c"}) {
    o.entity_types[0].same_as = {"wd:Q5", bad};
    o.relation_types[0].same_as.clear();
    const std::string form = std::string(bad) + "\", which is not of the form \"prefix:name\"";
    EXPECT_EQ(o.fault(), "entity type \"A\" has the counterpart \"" + form);
    o.entity_types[0].same_as.clear();
    o.relation_types[0].same_as = {bad};
    EXPECT_EQ(o.fault(), "relation type \"R\" has the counterpart \"" + form);
  }
}

TEST(Ontology, FormsOfAVerbBelongTogether) {
  Ontology o{{}, {relation("R")}};
  o.relation_types[0].verb = {"meet", "meets", "met", "met"};
  EXPECT_EQ(o.fault(), "");
  for (std::string VerbForms::*form :
       {&VerbForms::base, &VerbForms::present, &VerbForms::past, &VerbForms::participle}) {
    o.relation_types[0].verb = {"meet", "meets", "met", "met"};
    (o.relation_types[0].verb.*form).clear();
    EXPECT_EQ(o.fault(),
              "relation type \"R\" has some forms of its verb and lacks others: base, present, past and participle "
              "belong together");
  }
}

TEST(Ontology, RulesHaveAQueryAndADeclaredConclusion) {
  Ontology o{{}, {relation("MET")}};
  o.rules = {{"met", "", "MET", "MATCH (a) RETURN a"}, {"again", "", "MET", "MATCH (b) RETURN b"}};
  EXPECT_EQ(o.fault(), "");
  o.rules[1].name = "met";
  EXPECT_EQ(o.fault(), "rule \"met\" is declared twice");
  o.rules[1] = {"", "", "MET", "MATCH (b) RETURN b"};
  EXPECT_EQ(o.fault(), "rule without a name");
  o.rules[1] = {"b", "", "MET", ""};
  EXPECT_EQ(o.fault(), "rule \"b\" has no query");
  o.rules[1] = {"b", "", "", "MATCH (b) RETURN b"};
  EXPECT_EQ(o.fault(), "rule \"b\" does not say what it concludes");
  o.rules[1] = {"b", "", "SAW", "MATCH (b) RETURN b"};
  EXPECT_EQ(o.fault(), "rule \"b\" concludes \"SAW\", which is not declared");
  EXPECT_EQ(o.fault_of_part(), "");  // it may be declared elsewhere
}

TEST(Ontology, ExpectedFindingsNameFactsAndAReasonOnce) {
  Ontology o;
  o.expected_findings = {{"two_holders", {"F1", "F2"}, "both claimed it"}, {"two_holders", {"F1"}, "he resigned"}};
  EXPECT_EQ(o.fault(), "");
  o.expected_findings[1] = {"two_holders", {"F2", "F1"}, "again"};
  EXPECT_EQ(o.fault(), "the expected finding of \"two_holders\" about \"F2\" is there twice");
  o.expected_findings[1] = {"two_holders", {"F2"}, ""};
  EXPECT_EQ(o.fault(), "the expected finding of \"two_holders\" about \"F2\" gives no reason");
  o.expected_findings[1] = {"two_holders", {}, "x"};
  EXPECT_EQ(o.fault(), "the expected finding of \"two_holders\" names no facts, or one without a name");
  o.expected_findings[1] = {"", {"F2"}, "x"};
  EXPECT_EQ(o.fault(), "an expected finding that names no check");
}

TEST(Ontology, FindsTypesByName) {
  const Ontology o{{kind("A")}, {relation("R")}};
  ASSERT_NE(o.entity_type("A"), nullptr);
  EXPECT_EQ(o.entity_type("R"), nullptr);
  ASSERT_NE(o.relation_type("R"), nullptr);
  EXPECT_EQ(o.relation_type("A"), nullptr);
}

TEST(Names, AreThoseOfTheDataFormat) {
  EXPECT_EQ(name(Provenance::kStated), "stated");
  EXPECT_EQ(name(Provenance::kImplied), "implied");
  EXPECT_EQ(name(Provenance::kDerived), "derived");
  EXPECT_EQ(name(Provenance::kBackground), "background");
  EXPECT_EQ(name(RelationKind::kState), "state");
  EXPECT_EQ(name(RelationKind::kEvent), "event");
  EXPECT_EQ(name(RelationKind::kTimeless), "timeless");
  EXPECT_EQ(name(EndOrder::kNone), "none");
  EXPECT_EQ(name(EndOrder::kStartsBefore), "starts_before");
  EXPECT_EQ(name(EndOrder::kBefore), "before");
}

}  // namespace
}  // namespace entente
