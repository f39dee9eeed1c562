// Checks of time: lifetimes, holders, the order of ends, conclusions and their premises, values in time. For each what
// is broken for certain, what possibly, and what is clean.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/db/checked_world.hpp"

namespace entente {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Ontology with(std::vector<RelationType> types) {
  Ontology ontology;
  ontology.relation_types = std::move(types);
  return ontology;
}

RelationType took_part() {
  RelationType type = relation_type("TOOK_PART_IN");
  type.within.from = true;
  type.verb = {"take part in", "takes part in", "took part in", "taken part in"};
  return type;
}

RelationType lived() {
  RelationType type = relation_type("BORN_DIED");
  type.is_lifetime = true;
  return type;
}

CheckedWorld mao(std::string_view meeting, std::string_view own = "1893-12-26/1976-09-09") {
  CheckedWorld world(with({took_part(), lived()}));
  world.entity("mao", {}, own).entity("talks").entity("book");
  world.relation("F1", "mao", "TOOK_PART_IN", "talks", meeting);
  return world;
}

TEST(RelationOutsideLifetime, IsCertainAfterDeathAndBeforeBirth) {
  const auto after = mao("1980-05-05").check("relation_outside_lifetime");
  ASSERT_THAT(brief(after), ElementsAre("certain relation_outside_lifetime F1"));
  EXPECT_EQ(
      after[0].message,
      "mao took part in talks (on 5 May 1980), outside the lifetime of mao (from 26 December 1893 until 9 September "
      "1976): it begins on 1980-05-05 at the earliest, the lifetime ends on 1976-09-09 at the latest");
  EXPECT_THAT(keys_of(after[0]), ElementsAre("F1", "mao"));
  const auto before = mao("1890").check("relation_outside_lifetime");
  ASSERT_THAT(brief(before), ElementsAre("certain relation_outside_lifetime F1"));
  EXPECT_THAT(before[0].message,
              HasSubstr("it ends on 1890-12-31 at the latest, the lifetime begins on 1893-12-26 at the earliest"));
}

TEST(RelationOutsideLifetime, IsCertainWhereOneBoundIsOutsideForCertain) {
  EXPECT_THAT(mao("1970/1978").check("relation_outside_lifetime")[0].message,
              HasSubstr("it lasts as late as 1978-01-01 at least, the lifetime until 1976-09-09 at most"));
  EXPECT_THAT(mao("1890/1900").check("relation_outside_lifetime")[0].message,
              HasSubstr("it begins on 1890-12-31 at the latest, the lifetime on 1893-12-26 at the earliest"));
}

TEST(RelationOutsideLifetime, IsPossibleWhereDatesAreVague) {
  const auto found = mao("1976").check("relation_outside_lifetime");
  ASSERT_THAT(brief(found), ElementsAre("possible relation_outside_lifetime F1"));
  EXPECT_THAT(found[0].message,
              HasSubstr("it may last as late as 1976-12-31, the lifetime end as early as 1976-09-09"));
  EXPECT_THAT(brief(mao("1893").check("relation_outside_lifetime")),
              ElementsAre("possible relation_outside_lifetime F1"));
}

TEST(RelationOutsideLifetime, IsVagueWhereNothingStatedSpeaksForIt) {
  EXPECT_THAT(brief(mao("1950/").check("relation_outside_lifetime")),
              ElementsAre("vague relation_outside_lifetime F1"));
  EXPECT_THAT(brief(mao("1950", "1893/").check("relation_outside_lifetime")),
              ElementsAre("vague relation_outside_lifetime F1"));
  EXPECT_THAT(brief(mao("1950", "1950").check("relation_outside_lifetime")),
              ElementsAre("vague relation_outside_lifetime F1"));
}

TEST(RelationOutsideLifetime, IsCleanInsideAndWhereNothingIsStated) {
  EXPECT_THAT(mao("1958").check("relation_outside_lifetime"), IsEmpty());
  EXPECT_THAT(mao("1976-09-09").check("relation_outside_lifetime"), IsEmpty());
  EXPECT_THAT(mao("").check("relation_outside_lifetime"), IsEmpty());
  EXPECT_THAT(mao("1980", "").check("relation_outside_lifetime"), IsEmpty());
}

TEST(RelationOutsideLifetime, ReadsRelationsOfLifetime) {
  CheckedWorld world = mao("1980-05-05", "");
  world.relation("B1", "mao", "BORN_DIED", "book", "1893-12-26/1976-09-09");
  const auto found = world.check("relation_outside_lifetime");
  ASSERT_THAT(brief(found), ElementsAre("certain relation_outside_lifetime F1"));
  EXPECT_THAT(keys_of(found[0]), ElementsAre("F1", "B1"));
}

TEST(RelationOutsideLifetime, TakesTwoStatementsOfALifetimeTogether) {
  // Born in the 1890s by one, about 1895 by the other: not before 1894. The first alone would allow 1893.
  EXPECT_THAT(brief(mao("1893", "189X/1976").check_all()), ElementsAre("possible relation_outside_lifetime F1"));
  CheckedWorld world = mao("1893", "189X/1976");
  world.relation("B1", "mao", "BORN_DIED", "book", "1895~/1976");
  EXPECT_THAT(brief(world.check_all()), ElementsAre("certain relation_outside_lifetime F1"));
}

TEST(RelationOutsideLifetime, HoldsForSubRelationsAndTheOtherEnd) {
  RelationType signed_by = relation_type("SIGNED_BY");
  signed_by.within.to = true;
  RelationType inked_by = relation_type("INKED_BY");
  inked_by.sub_relation_of = "SIGNED_BY";
  CheckedWorld world(with({signed_by, inked_by}));
  world.entity("treaty")
      .entity("ussr", {}, "1922-12-30/1991-12-25")
      .relation("F1", "treaty", "INKED_BY", "ussr", "1995");
  EXPECT_THAT(brief(world.check("relation_outside_lifetime")), ElementsAre("certain relation_outside_lifetime F1"));
}

// A slice of those years has no place for it: the relation implies an end that is ruled out then.
TEST(RelationOutsideLifetime, IsCertainWhereAnImpliedEndIsRuledOutForAPart) {
  const auto led = [](std::string_view period) {
    CheckedWorld world(with({relation_type("LED")}));
    world.entity("a", {}, "1900/1950").entity("b").relation("F1", "a", "LED", "b", period);
    return brief(world.check("relation_outside_lifetime"));
  };
  EXPECT_THAT(led("1949-03-01/1955-03-01"), ElementsAre("certain relation_outside_lifetime F1"));
  EXPECT_THAT(led("1890-01-01/1920"), ElementsAre("certain relation_outside_lifetime F1"));
  EXPECT_THAT(led("1949-03-01/1950"), IsEmpty());
  EXPECT_THAT(led("1949-03-01/"), IsEmpty());
  EXPECT_THAT(led("1949-03-01/1951~"), IsEmpty());
  const auto in_a_gap = [](std::string_view period) {
    CheckedWorld world(with({relation_type("LED")}));
    world.entity("b").entity(
        "a", set_of_stretches({read_validity("1000-01-01/1795-12-31").value(), read_validity("1918-01-01/..").value()})
                 .value());
    world.relation("F1", "a", "LED", "b", period);
    return brief(world.check("relation_outside_lifetime"));
  };
  EXPECT_THAT(in_a_gap("1790-01-01/1800-01-01"), ElementsAre("certain relation_outside_lifetime F1"));
  EXPECT_THAT(in_a_gap("1790-01-01/1920-01-01"), ElementsAre("certain relation_outside_lifetime F1"));
  EXPECT_THAT(in_a_gap("1790-01-01/1795-01-01"), IsEmpty());
  EXPECT_THAT(in_a_gap("1790-01-01/"), IsEmpty());
  CheckedWorld world(with({relation_type("LED")}));
  world.entity("a", {}, "1900/1950").entity("b").relation("F1", "a", "LED", "b", "1949-03-01/1955-03-01");
  EXPECT_TRUE(is_sound(world.check_all())) << "no rule of the data is broken";
}

TEST(ConflictingLifetimes, AreStatementsWithoutACommonChoice) {
  CheckedWorld world = mao("1950", "1893-12-26/1976-09-09");
  world.relation("B1", "mao", "BORN_DIED", "book", "1895/1976");
  const auto found = world.check("conflicting_lifetimes");
  ASSERT_THAT(brief(found), ElementsAre("certain conflicting_lifetimes mao"));
  EXPECT_THAT(keys_of(found[0]), ElementsAre("mao", "B1"));
  EXPECT_THAT(found[0].message, HasSubstr("from 1895 until 1976"));
}

TEST(ConflictingLifetimes, VagueStatementsAgree) {
  CheckedWorld world = mao("1950", "1893-12-26/1976-09-09");
  world.relation("B1", "mao", "BORN_DIED", "book", "1893/1976").relation("B2", "mao", "BORN_DIED", "book", "189X/");
  EXPECT_THAT(world.check("conflicting_lifetimes"), IsEmpty());
}

Attribution of_source(std::string source) {
  Attribution attribution;
  attribution.sources.push_back({std::move(source), ""});
  return attribution;
}

// One alliance told twice, by two sources.
std::vector<Finding> alliance(std::string_view one, std::string_view other) {
  CheckedWorld world;
  world.entity("china").entity("ussr");
  world.relation("F1", "china", "ALLIED_WITH", "ussr", one, {}, of_source("a"));
  world.relation("F2", "china", "ALLIED_WITH", "ussr", other, {}, of_source("b"));
  return world.check("conflicting_times");
}

TEST(ConflictingTimes, AreTwoPeriodsOfOneRelationThatOverlapAndDiffer) {
  const auto found = alliance("1950-04-11/1980-04-11", "1950-04-11/1979-02-16");
  ASSERT_THAT(brief(found), ElementsAre("certain conflicting_times F1"));
  EXPECT_THAT(keys_of(found[0]), ElementsAre("F1", "F2"));
  EXPECT_THAT(found[0].message, HasSubstr("from 11 April 1950 until 16 February 1979; the two overlap and differ"));
  EXPECT_THAT(brief(alliance("1950/1963", "1962-06-01/1962-12-31")), ElementsAre("certain conflicting_times F1"));
  EXPECT_THAT(brief(alliance("1950/1962", "1962-06-01/1962-12-31")), ElementsAre("possible conflicting_times F1"));
}

TEST(ConflictingTimes, AreNotTwoStretchesNorVagueDatesThatAgree) {
  EXPECT_THAT(alliance("1950/1960", "1965/1970"), IsEmpty());
  EXPECT_THAT(alliance("1950/1979", "1950-04-11/1979-02-16"), IsEmpty());
  EXPECT_THAT(alliance("1950/1960", "/1970"), IsEmpty()) << "nobody says that the second began before 1960";
  EXPECT_THAT(alliance("1950/1960", ""), IsEmpty());
}

TEST(ConflictingLifetimes, LeaveTheWidestReadingForRelations) {
  CheckedWorld world = mao("1894", "1893-12-26/1976-09-09");
  world.relation("B1", "mao", "BORN_DIED", "book", "1895/1976");
  EXPECT_THAT(brief(world.check("relation_outside_lifetime")), ElementsAre("possible relation_outside_lifetime F1"));
}

RelationType president() {
  RelationType type = relation_type("PRESIDENT_OF");
  type.single_valued = true;
  return type;
}

CheckedWorld presidents(std::string_view first, std::string_view second) {
  CheckedWorld world(with({president()}));
  world.entity("france").entity("loubet").entity("fallieres");
  world.relation("P1", "loubet", "PRESIDENT_OF", "france", first);
  world.relation("P2", "fallieres", "PRESIDENT_OF", "france", second);
  return world;
}

TEST(TwoHolders, AreCertainWhereEveryChoiceOverlaps) {
  const auto found = presidents("1899-02-18/1906-03-01", "1906-02-18/1913-02-18").check("two_holders");
  ASSERT_THAT(brief(found), ElementsAre("certain two_holders france"));
  EXPECT_EQ(found[0].message,
            "france: one PRESIDENT_OF at a time, but loubet (from 18 February 1899 until 1 March 1906) and fallieres "
            "(from 18 February 1906 until 18 February 1913) held it at once, from 18 February to 1 March 1906");
  EXPECT_THAT(keys_of(found[0]), ElementsAre("P1", "P2"));
}

TEST(TwoHolders, ArePossibleWhereSomeChoiceOverlaps) {
  EXPECT_THAT(brief(presidents("1899/1906-06", "1906/1913").check("two_holders")),
              ElementsAre("possible two_holders france"));
  EXPECT_THAT(brief(presidents("1899/1906", "1906/1913").check("two_holders")), IsEmpty())
      << "the second follows the first, only on which day is not known";
  EXPECT_THAT(brief(presidents("1899/", "1906/1913").check("two_holders")), ElementsAre("vague two_holders france"));
  EXPECT_THAT(brief(presidents("", "1906/1913").check("two_holders")), ElementsAre("vague two_holders france"));
}

TEST(TwoHolders, AreCleanOneAfterTheOtherOrOfTwoOffices) {
  EXPECT_THAT(presidents("1899-02-18/1906-02-17", "1906-02-18/1913-02-18").check("two_holders"), IsEmpty());
  CheckedWorld world = presidents("1899-02-18/1906-02-17", "1906-02-18/1913-02-18");
  world.entity("brazil").entity("alves").relation("P3", "alves", "PRESIDENT_OF", "brazil", "1900/1910");
  EXPECT_THAT(world.check("two_holders"), IsEmpty());
}

TEST(TwoHolders, TheSameHolderTwiceIsNoClash) {
  CheckedWorld world = presidents("1899-02-18/1906-02-17", "1906-02-18/1913-02-18");
  world.relation("P3", "loubet", "PRESIDENT_OF", "france", "1899/1905");
  EXPECT_THAT(world.check("two_holders"), IsEmpty());
}

TEST(TwoHolders, SubRelationsCompeteWithOneAnother) {
  RelationType acting = relation_type("ACTING_PRESIDENT_OF");
  acting.sub_relation_of = "PRESIDENT_OF";
  CheckedWorld world(with({president(), acting}));
  world.entity("france").entity("a").entity("b");
  world.relation("P1", "a", "PRESIDENT_OF", "france", "1900-01-01/1901-01-01");
  world.relation("P2", "b", "ACTING_PRESIDENT_OF", "france", "1900-06-01/1900-07-01");
  EXPECT_THAT(brief(world.check("two_holders")), ElementsAre("certain two_holders france"));
}

TEST(TwoHolders, OfASymmetricRelationAreFoundAtEitherEnd) {
  RelationType married = relation_type("MARRIED_TO");
  married.single_valued = married.symmetric = true;
  CheckedWorld world(with({married}));
  world.entity("a").entity("b").entity("c");
  world.relation("M1", "a", "MARRIED_TO", "b", "1900-01-01/1910-01-01");
  world.relation("M2", "a", "MARRIED_TO", "c", "1905-01-01/1907-01-01");
  world.relation("M3", "b", "MARRIED_TO", "a", "1900-01-01/1910-01-01");
  EXPECT_THAT(brief(world.check("two_holders")), ElementsAre("certain two_holders a", "certain two_holders a"));
}

TEST(TwoHolders, ACrowdIsCutAndSaidToBe) {
  CheckedWorld world(with({president()}));
  world.entity("office");
  for (int i = 0; i < 100; ++i) {
    const std::string holder = "h" + std::to_string(i);
    world.entity(holder).relation("P" + std::to_string(i), holder, "PRESIDENT_OF", "office", "1900-01-01/1910-01-01");
  }
  const auto found = world.check("two_holders");
  ASSERT_EQ(found.size(), 202U);
  EXPECT_THAT(found[200].message, HasSubstr("100 relations of PRESIDENT_OF lead to it, and only 200"));
}

RelationType led_to() {
  RelationType type = relation_type("LED_TO");
  type.end_order = EndOrder::kStartsBefore;
  return type;
}
RelationType preceded() {
  RelationType type = relation_type("PRECEDED");
  type.end_order = EndOrder::kBefore;
  return type;
}

CheckedWorld cause(std::string_view type, std::string_view first, std::string_view second) {
  CheckedWorld world(with({led_to(), preceded()}));
  world.entity("a", {}, first).entity("b", {}, second).relation("F1", "a", type, "b");
  return world;
}

TEST(EndOrderBroken, AnEffectBeforeItsCause) {
  const auto found = cause("LED_TO", "1950", "1940/1945").check("end_order_broken");
  ASSERT_THAT(brief(found), ElementsAre("certain end_order_broken F1"));
  EXPECT_EQ(found[0].message,
            "a led to b, but a (in 1950) does not begin before or with b (from 1940 until 1945): the first begins on "
            "1950-01-01 at the earliest, the second on 1940-12-31 at the latest");
  EXPECT_THAT(keys_of(found[0]), ElementsAre("F1", "a", "b"));
  EXPECT_THAT(brief(cause("LED_TO", "1950-06", "1950").check("end_order_broken")),
              ElementsAre("possible end_order_broken F1"));
  EXPECT_THAT(brief(cause("LED_TO", "1950", "1950").check("end_order_broken")),
              ElementsAre("vague end_order_broken F1"));
  EXPECT_THAT(cause("LED_TO", "1950-01-01", "1950").check("end_order_broken"), IsEmpty());
  EXPECT_THAT(cause("LED_TO", "1950", "").check("end_order_broken"), IsEmpty());
}

TEST(EndOrderBroken, WhatPrecedesHasEnded) {
  const auto found = cause("PRECEDED", "1950-01-01/1950-12-31", "1950-06-01").check("end_order_broken");
  ASSERT_THAT(brief(found), ElementsAre("certain end_order_broken F1"));
  EXPECT_THAT(found[0].message,
              HasSubstr("the first lasts until 1950-12-31 at least, the second begins on 1950-06-01"));
  EXPECT_THAT(brief(cause("PRECEDED", "1950/1951-06", "1951").check("end_order_broken")),
              ElementsAre("possible end_order_broken F1"));
  EXPECT_THAT(brief(cause("PRECEDED", "1950/1951", "1951").check("end_order_broken")),
              ElementsAre("vague end_order_broken F1"));
  EXPECT_THAT(brief(cause("PRECEDED", "1950/", "1951").check("end_order_broken")),
              ElementsAre("vague end_order_broken F1"));
  EXPECT_THAT(cause("PRECEDED", "1950", "1951").check("end_order_broken"), IsEmpty());
}

TEST(OrderContradiction, ACycleWithOneThatHasEnded) {
  CheckedWorld world(with({led_to(), preceded()}));
  world.entity("a").entity("b").entity("c").entity("d");
  world.relation("F1", "a", "LED_TO", "b").relation("F2", "b", "PRECEDED", "c").relation("F3", "c", "LED_TO", "a");
  world.relation("F4", "a", "PRECEDED", "d");
  const auto found = world.check("order_contradiction");
  ASSERT_THAT(brief(found), ElementsAre("certain order_contradiction F2"));
  EXPECT_THAT(keys_of(found[0]), ElementsAre("F2", "F3", "F1"));
  EXPECT_EQ(found[0].message, "a cycle, so these can't all be true: b preceded c; c led to a; a led to b");
}

TEST(OrderContradiction, ThingsThatBeginTogetherAreNone) {
  CheckedWorld world(with({led_to(), preceded()}));
  world.entity("a").entity("b").relation("F1", "a", "LED_TO", "b").relation("F2", "b", "LED_TO", "a");
  EXPECT_THAT(world.check("order_contradiction"), IsEmpty());
}

TEST(OrderContradiction, NothingPrecedesItself) {
  CheckedWorld world(with({preceded()}));
  world.entity("a", {}, "1950").relation("F1", "a", "PRECEDED", "a");
  EXPECT_THAT(brief(world.check_all()), ElementsAre("certain order_contradiction F1"));
}

TEST(OrderContradiction, TwoCyclesAreTwoFindings) {
  CheckedWorld world(with({preceded()}));
  for (const char* key : {"a", "b", "c", "x", "y"}) world.entity(key);
  world.relation("F1", "a", "PRECEDED", "b").relation("F2", "b", "PRECEDED", "a");
  world.relation("F3", "b", "PRECEDED", "c").relation("F4", "c", "PRECEDED", "b");
  world.relation("F5", "x", "PRECEDED", "y").relation("F6", "y", "PRECEDED", "x");
  std::vector<std::vector<std::string>> keys;
  for (const Finding& f : world.check("order_contradiction")) {
    keys.push_back(keys_of(f));
    std::sort(keys.back().begin(), keys.back().end());
  }
  EXPECT_THAT(keys,
              testing::UnorderedElementsAre(ElementsAre("F1", "F2"), ElementsAre("F3", "F4"), ElementsAre("F5", "F6")));
}

TEST(OrderContradiction, DatesAtTheEndsOfAChain) {
  CheckedWorld world(with({preceded()}));
  world.entity("a", {}, "1960").entity("b").entity("c").entity("d", {}, "1950").entity("e", {}, "1970");
  world.relation("F1", "a", "PRECEDED", "b").relation("F2", "b", "PRECEDED", "c").relation("F3", "c", "PRECEDED", "d");
  world.relation("F4", "c", "PRECEDED", "e");
  const auto found = world.check("order_contradiction");
  ASSERT_THAT(brief(found), ElementsAre("certain order_contradiction F1"));
  EXPECT_THAT(keys_of(found[0]), testing::UnorderedElementsAre("F1", "F2", "F3", "a", "d"));
  EXPECT_THAT(found[0].message, HasSubstr("a is dated in 1960; d is dated in 1950"));
  EXPECT_THAT(world.check("end_order_broken"), IsEmpty());
}

TEST(OrderContradiction, VagueDatesThatLeaveAWayAreNone) {
  CheckedWorld world(with({preceded()}));
  world.entity("a", {}, "1960").entity("b").entity("c", {}, "1960");
  world.relation("F1", "a", "PRECEDED", "b").relation("F2", "b", "PRECEDED", "c");
  EXPECT_THAT(world.check("order_contradiction"), IsEmpty());
}

TEST(ConclusionOutsidePremises, HoldsNoLongerThanAState) {
  const auto world = [](std::string_view premise, std::string_view conclusion) {
    CheckedWorld w(with({}));
    w.entity("a").entity("b").entity("t").relation("F1", "t", "BINDS", "a", premise);
    w.relation("D1", "a", "ALLY_OF", "b", conclusion, {{"rests_on", List{"F1"}}}, {Provenance::kDerived, {}});
    return w;
  };
  const auto found = world("1950-02-14/1979-04-03", "1950-02-14/1985-01-01").check("conclusion_outside_premises");
  ASSERT_THAT(brief(found), ElementsAre("certain conclusion_outside_premises D1"));
  EXPECT_THAT(keys_of(found[0]), ElementsAre("D1", "F1"));
  EXPECT_THAT(found[0].message, HasSubstr("it lasts as late as 1985-01-01 at least, the premise until 1979-04-03"));
  EXPECT_THAT(brief(world("1950-02-14/1980-06", "1950-02-14/1980").check("conclusion_outside_premises")),
              ElementsAre("possible conclusion_outside_premises D1"));
  EXPECT_THAT(brief(world("1950-02-14/1979", "1950-02-14/").check("conclusion_outside_premises")),
              ElementsAre("vague conclusion_outside_premises D1"));
  EXPECT_THAT(world("1950/1979", "1950/1979").check("conclusion_outside_premises"), IsEmpty());
  EXPECT_THAT(world("", "1950").check("conclusion_outside_premises"), IsEmpty());
}

TEST(ConclusionOutsidePremises, HoldsWhileAllOfThemDo) {
  CheckedWorld world(with({}));
  world.entity("a").entity("b").entity("t");
  world.relation("F1", "t", "BINDS", "a", "1950-01-01/1979-01-01");
  world.relation("F2", "t", "BINDS", "b", "1950-01-01/1990-01-01");
  world.relation("D1", "a", "ALLY_OF", "b", "1950-01-01/1985-01-01", {{"rests_on", List{"F1", "F2"}}});
  const auto found = world.check("conclusion_outside_premises");
  ASSERT_THAT(brief(found), ElementsAre("certain conclusion_outside_premises D1"));
  EXPECT_THAT(found[0].message, HasSubstr("rests on t binds a, from 1 January 1950 until 1 January 1979"));
  EXPECT_THAT(keys_of(found[0]), ElementsAre("D1", "F1", "F2"));
}

TEST(ConclusionOutsidePremises, ThatFollowOneAnotherAreAChain) {
  CheckedWorld world(with({}));
  world.entity("a").entity("b").entity("level");
  world.relation("F1", "level", "HOLDS_BETWEEN", "a", "1996-04-25/2011-06-15");
  world.relation("F2", "level", "HOLDS_BETWEEN", "a", "2011-06-16/2019-06-04");
  world.relation("D1", "a", "PARTNER_OF", "b", "1996-04-25/2019-06-04", {{"rests_on", List{"F1", "F2"}}});
  world.relation("D2", "a", "PARTNER_OF", "b", "1996-04-25/2020-06-04", {{"rests_on", List{"F1", "F2"}}});
  const auto found = world.check("conclusion_outside_premises");
  ASSERT_THAT(brief(found), ElementsAre("certain conclusion_outside_premises D2"));
  EXPECT_THAT(found[0].message, HasSubstr("rests on 2 facts, from 25 April 1996 until 4 June 2019 from first to last"));
}

TEST(ConclusionOutsidePremises, AnEventMayBeginAStateThatOutlastsIt) {
  RelationType founded = relation_type("FOUNDED");
  founded.kind = RelationKind::kEvent;
  CheckedWorld world(with({founded, relation_type("MEMBER_OF")}));
  world.entity("a").entity("o").relation("F1", "a", "FOUNDED", "o", "2001-06-15");
  world.relation("D1", "a", "MEMBER_OF", "o", "2001-06-15/2010", {{"rests_on", "F1"}});
  world.relation("D2", "a", "MEMBER_OF", "o", "1999/2010", {{"rests_on", "F1"}});
  const auto found = world.check("conclusion_outside_premises");
  ASSERT_THAT(brief(found), ElementsAre("certain conclusion_outside_premises D2"));
  EXPECT_THAT(found[0].message, HasSubstr("it begins before that"));
}

TEST(ConflictingValues, AreTwoAtOnce) {
  const auto city = [](std::string_view first, std::string_view second, Value other = "Leningrad") {
    CheckedWorld world;
    StoredEntity e;
    e.key = "city";
    const SymbolId called = world.graph().symbol("called");
    e.properties.push_back({called, "Petrograd", read_validity(first).value()});
    e.properties.push_back({called, std::move(other), read_validity(second).value()});
    e.properties.push_back({called, "the city", std::nullopt});
    world.graph().entity(std::move(e));
    return world;
  };
  const auto found = city("1914-09-01/1925-01-01", "1924-01-26/1991-09-06").check("conflicting_values");
  ASSERT_THAT(brief(found), ElementsAre("certain conflicting_values city"));
  EXPECT_EQ(found[0].message,
            "city: the property `called` is `Petrograd` (from 1 September 1914 until 1 January 1925) and `Leningrad` "
            "(from 26 January 1924 until 6 September 1991) at once");
  EXPECT_THAT(brief(city("1914/1924-06", "1924/1991").check("conflicting_values")),
              ElementsAre("possible conflicting_values city"));
  EXPECT_THAT(brief(city("1914/", "1924/1991").check("conflicting_values")),
              ElementsAre("vague conflicting_values city"));
  EXPECT_THAT(city("1914/1924", "1925/1991").check("conflicting_values"), IsEmpty());
  EXPECT_THAT(city("1914/1924", "1920/1991", "Petrograd").check("conflicting_values"), IsEmpty());
}

}  // namespace
}  // namespace entente
