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
}

}  // namespace
}  // namespace entente
