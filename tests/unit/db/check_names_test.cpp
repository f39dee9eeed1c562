// Checks of types, names and sources, and what an ontology expects to be found.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/error.hpp"
#include "entente/integrity.hpp"
#include "unit/db/checked_world.hpp"

namespace entente {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Ontology people() {
  Ontology ontology;
  ontology.entity_types = {{"Agent", "", "", {}}, {"Person", "Agent", "", {}}, {"State", "Agent", "", {}}};
  RelationType met = relation_type("MET");
  met.domain = met.range = {"Person"};
  RelationType debated = relation_type("DEBATED_WITH");
  debated.sub_relation_of = "MET";
  ontology.relation_types = {met, debated};
  return ontology;
}

TEST(Types, ThatAreNotDeclared) {
  CheckedWorld world(people());
  world.entity("a", {"Persn"}).entity("b", {"Persn"}).entity("c", {"Person"}).relation("F1", "a", "MEET", "b");
  const auto found = world.check_all();
  ASSERT_THAT(brief(found),
              ElementsAre("certain undeclared_entity_type Persn", "certain undeclared_relation_type MEET"));
  EXPECT_EQ(found[0].message, "Persn is not in the ontology; 2 entities have it");
  EXPECT_THAT(keys_of(found[0]), ElementsAre("a", "b"));
  EXPECT_THAT(keys_of(found[1]), ElementsAre("F1"));
  CheckedWorld undeclared;
  undeclared.entity("a", {"Persn"}).relation("F1", "a", "MEET", "a");
  EXPECT_THAT(undeclared.check_all(), IsEmpty()) << "an ontology without types forbids nothing";
}

TEST(Ends, OfTheWrongType) {
  CheckedWorld world(people());
  world.entity("a", {"Person"}).entity("s", {"State"}).entity("nothing");
  world.relation("F1", "a", "MET", "s").relation("F2", "s", "DEBATED_WITH", "a").relation("", "nothing", "MET", "a");
  const auto range = world.check("relation_outside_range");
  ASSERT_THAT(brief(range), ElementsAre("certain relation_outside_range F1"));
  EXPECT_EQ(range[0].message, "a met s: s is a State, and MET ends at Person");
  const auto domain = world.check("relation_outside_domain");
  EXPECT_THAT(brief(domain),
              ElementsAre("certain relation_outside_domain F2", "certain relation_outside_domain nothing"));
  EXPECT_EQ(domain[0].message, "s debated with a: s is a State, and MET starts at Person");
  EXPECT_EQ(domain[1].message, "nothing met a: nothing has no type, and MET starts at Person");
}

TEST(Sources, ThatAreNoEntity) {
  CheckedWorld world;
  const Attribution by_x{Provenance::kStated, {{"doc-x", "P1"}}}, by_doc{Provenance::kStated, {{"doc", ""}}};
  world.entity("doc").entity("a", {}, "", {}, by_x).relation("F1", "a", "MET", "a", "", {}, by_x);
  world.relation("F2", "a", "MET", "a", "", {}, by_doc);
  const auto found = world.check("unknown_source");
  ASSERT_THAT(brief(found), ElementsAre("certain unknown_source doc-x"));
  EXPECT_EQ(found[0].message, "`doc-x` is the source of 2 facts, and no entity");
  EXPECT_THAT(keys_of(found[0]), ElementsAre("a", "F1"));
}

TEST(Sources, ThatAreMissing) {
  CheckedWorld world;
  const Attribution by_doc{Provenance::kStated, {{"doc", ""}}};
  world.entity("doc").entity("a", {}, "", {}, by_doc).entity("b", {}, "", {}, {Provenance::kBackground, {}});
  world.relation("F1", "a", "MET", "b", "1950", {}, {Provenance::kImplied, {}});
  world.relation("F2", "a", "MET", "b", "1951", {}, by_doc);
  world.relation("D1", "a", "KNEW", "b", "1950", {{"rests_on", List{"F1"}}}, {Provenance::kDerived, {}});
  world.relation("D2", "a", "KNEW", "b", "1951", {}, {Provenance::kDerived, {}});
  const auto found = world.check("missing_source");
  ASSERT_THAT(brief(found), ElementsAre("certain missing_source D2", "certain missing_source F1"));
  EXPECT_EQ(found[1].message, "a met b is implied, and no source is named");
}

TEST(Sources, AreNotMissedWhereNoneAreKept) {
  CheckedWorld world;
  world.entity("a").relation("F1", "a", "MET", "a");
  EXPECT_THAT(world.check("missing_source"), IsEmpty());
}

TEST(References, ThatLeadNowhere) {
  CheckedWorld world;
  world.entity("a").entity("e", {}, "", {{"rests_on", "F9"}}).relation("F1", "a", "MET", "a");
  world.relation("D1", "a", "KNEW", "a", "", {{"rests_on", List{"F1", "a", "F2", 7}}});
  const auto found = world.check("dangling_reference");
  ASSERT_THAT(brief(found), ElementsAre("certain dangling_reference D1", "certain dangling_reference e"));
  EXPECT_EQ(found[0].message, "a knew a: `rests_on` names `F2`, which is the key of no entity or relation");
}

TEST(References, OfAPropertyThatIsDeclaredAsARelationType) {
  Ontology ontology = people();
  RelationType event = relation_type("event");
  event.range = {"Event"};
  ontology.entity_types.push_back({"Event", "", "", {}});
  ontology.relation_types.push_back(event);
  CheckedWorld world(std::move(ontology));
  world.entity("a", {"Person"}, "", {{"name", "Mao"}});
  world.entity("talks", {"Event"}, "", {{"name", "Talks of Möscow"}, {"aliases", List{"The talks"}}});
  world.relation("F1", "a", "MET", "a", "", {{"event", "talks of moscow"}});
  world.relation("F2", "a", "MET", "a", "", {{"event", List{"THE TALKS", "talks", "F1"}}});
  world.relation("F3", "a", "MET", "a", "", {{"event", "The talk"}, {"place", "nowhere"}});
  world.relation("F4", "a", "MET", "a", "", {{"event", "Mao"}});
  const auto found = world.check_all();
  ASSERT_THAT(brief(found), ElementsAre("certain dangling_reference F3", "certain dangling_reference F4"));
  EXPECT_EQ(found[0].message, "Mao met Mao: `event` names `The talk`, which is the key or name of no entity");
  EXPECT_EQ(found[1].message, "Mao met Mao: `event` names `Mao`, which is no Event");
}

TEST(Duplicates, ShareANameOrAnAliasAndAKind) {
  CheckedWorld world(people());
  world.entity("mao", {"Person"}, "", {{"name", "Mao Zedong"}, {"aliases", List{"Chairman Mao"}}});
  world.entity("chairman", {"Agent"}, "", {{"name", "CHAIRMAN MÁO"}, {"aliases", "mao zedong"}});
  world.entity("state", {"State"}, "", {{"name", "Mao Zedong"}});
  const auto found = world.check("duplicate_entity");
  ASSERT_THAT(brief(found), ElementsAre("certain duplicate_entity chairman", "certain duplicate_entity mao"));
  EXPECT_EQ(found[1].message, "Mao Zedong (Person) and CHAIRMAN MÁO (Agent) share the name chairman mao, mao zedong");
  EXPECT_THAT(keys_of(found[0]), ElementsAre("chairman", "state"));
}

TEST(Duplicates, ExistAtOneTime) {
  const auto treaties = [](std::string_view first, std::string_view second) {
    CheckedWorld world;
    world.entity("t1", {"Treaty"}, first, {{"name", "Treaty of Paris"}});
    world.entity("t2", {"Treaty"}, second, {{"name", "Treaty of Paris"}});
    return brief(world.check("duplicate_entity"));
  };
  EXPECT_THAT(treaties("1763", "1783"), IsEmpty());
  EXPECT_THAT(treaties("1763", "1763"), ElementsAre("possible duplicate_entity t1"));
  EXPECT_THAT(treaties("1763-02-10", "1763-02-10"), ElementsAre("certain duplicate_entity t1"));
  EXPECT_THAT(treaties("1763", ""), ElementsAre("certain duplicate_entity t1"));
}

TEST(Duplicates, ACrowdIsOneFinding) {
  CheckedWorld world;
  for (int i = 0; i < 500; ++i) world.entity("p" + std::to_string(i), {"Person"}, "", {{"name", "Anonymous"}});
  const auto found = world.check("duplicate_entity");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].message, HasSubstr("500 entities"));
  EXPECT_EQ(found[0].facts.size(), 20U);
}

CheckedWorld expecting(std::vector<ExpectedFinding> expected) {
  Ontology ontology = people();
  ontology.expected_findings = std::move(expected);
  CheckedWorld world(std::move(ontology));
  world.entity("a", {"Person"}).entity("s", {"State"}).relation("F1", "a", "MET", "s").relation("F2", "a", "MET", "s");
  return world;
}

TEST(Expected, FindingsCarryTheirReason) {
  const auto found = expecting({{"relation_outside_range", {"F1", "s"}, "a state visit"}}).check_all();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].expected, "a state visit");
  EXPECT_EQ(found[1].expected, "");
  EXPECT_FALSE(is_sound(found));
  EXPECT_TRUE(is_sound(expecting({{"relation_outside_range", {"s"}, "state visits"}}).check_all()));
}

TEST(Expected, WhatNoLongerOccursIsStale) {
  const auto found = expecting({{"relation_outside_range", {"s"}, "state visits"},
                                {"relation_outside_range", {"F1", "x"}, "old"},
                                {"relation_outside_rang", {"s"}, "misspelt"}})
                         .check_all();
  ASSERT_THAT(brief(found), ElementsAre("certain relation_outside_range F1", "certain relation_outside_range F2",
                                        "certain stale_exception F1", "certain stale_exception s"));
  EXPECT_EQ(found[2].message, "a finding relation_outside_range about F1, x is expected (old), and there is none");
  EXPECT_THAT(found[3].message, HasSubstr("did you mean `relation_outside_range`?"));
  EXPECT_FALSE(is_sound(found));
}

TEST(Expected, OfAnotherCheckThanThoseThatRanIsNotStale) {
  EXPECT_THAT(expecting({{"two_holders", {"s"}, "old"}}).check("relation_outside_domain"), IsEmpty());
}

TEST(Checks, AnUnknownNameGetsTheNearestOne) {
  try {
    expecting({}).check("two_holder");
    FAIL() << "not refused";
  } catch (const Error& e) {
    EXPECT_EQ(e.code, ErrorCode::kNotFound);
    EXPECT_EQ(e.hint, "did you mean `two_holders`?");
  }
}

TEST(Checks, AreSortedAndExplained) {
  const auto checks = integrity_checks();
  for (std::size_t i = 0; i < checks.size(); ++i) {
    EXPECT_FALSE(checks[i].summary.empty() || checks[i].example.empty()) << checks[i].name;
    if (i > 0) {
      EXPECT_LT(checks[i - 1].name, checks[i].name);
    }
  }
}

TEST(Checks, HostileNamesStayOnOneLine) {
  CheckedWorld world(people());
  world.entity("a", {"Person"}, "", {{"name", "x\n\x1b[31m" + std::string(10'000, 'y')}}).entity("s", {"State"});
  world.relation("F1", "a", "MET", "s");
  const auto found = world.check_all();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_LT(found[0].message.size(), 300U);
  EXPECT_EQ(found[0].message.find_first_of("\n\x1b"), std::string::npos);
}

}  // namespace
}  // namespace entente
