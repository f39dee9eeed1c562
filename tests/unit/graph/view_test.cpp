#include "entente/graph/view.hpp"

#include <gtest/gtest.h>

#include "support/graphs.hpp"

namespace entente {
namespace {

constexpr Instant kNever = Instant::plus_infinity();

// From day `from` on, the end not known.
Validity since(std::int64_t from) {
  return validity_of({day(from), day(from), day(from + 1), kNever});
}
Validity still(std::int64_t from) {
  return validity_of({day(from), day(from), kNever, kNever});
}

RelationType relation_type(std::string name, bool persists = false) {
  RelationType type;
  type.name = std::move(name);
  type.persists = persists;
  return type;
}

Ontology offices() {
  EntityType person, state;
  person.name = "Person";
  person.lifespan = "P100D";
  state.name = "State";
  person.persists = state.persists = true;
  RelationType president = relation_type("PRESIDENT_OF"), left = relation_type("LEFT"), lived = relation_type("LIVED"),
               about = relation_type("ABOUT");
  president.sub_relation_of = "LEADS";
  president.single_valued = true;
  left.kind = RelationKind::kEvent;
  left.ends = {"MEMBER_OF"};
  lived.is_lifetime = true;
  about.implied_ends = ImpliedEnds::kNone;
  Ontology o;
  o.entity_types = {person, state};
  o.relation_types = {relation_type("LEADS", true), president, relation_type("MEMBER_OF", true), left, lived, about};
  return o;
}

struct World {
  std::shared_ptr<const TemporalGraph> graph;
  bool presumed(std::string_view type, std::int64_t on, std::size_t which = 0) const {
    return View(*graph, day_slice(on, Reading::kPresumed)).admits(edge(type, which));
  }
  Edge edge(std::string_view type, std::size_t which = 0) const {
    return graph->edges_of_type(*graph->symbol(type))[which];
  }
};

TEST(View, WhatPersistsIsPresumedToGoOn) {
  GraphOf g(offices());
  g.entity("a", {"Person"}).entity("b", {"State"});
  g.relation("a", "MEMBER_OF", "b", since(10)).relation("a", "ABOUT", "b", since(10));
  const World w{g.build()};
  EXPECT_FALSE(w.presumed("MEMBER_OF", 9));
  EXPECT_TRUE(w.presumed("MEMBER_OF", 10));
  EXPECT_TRUE(w.presumed("MEMBER_OF", 5000));
  EXPECT_FALSE(w.presumed("ABOUT", 5000));
  const View possible(*w.graph, day_slice(5000, Reading::kPossible));
  EXPECT_EQ(possible.certainty(w.edge("MEMBER_OF")), Reading::kPresumed);
  EXPECT_EQ(possible.certainty(w.edge("ABOUT")), Reading::kPossible);
  EXPECT_EQ(View(*w.graph, day_slice(10)).certainty(w.edge("MEMBER_OF")), Reading::kCertain);
  EXPECT_EQ(View(*w.graph, day_slice(11)).certainty(w.edge("MEMBER_OF")), std::nullopt);
}

TEST(View, NothingIsPresumedBeyondNow) {
  GraphOf g(offices());
  g.entity("a", {"Person"}).entity("b", {"State"}).relation("a", "MEMBER_OF", "b", since(10));
  const auto graph = g.build();
  EXPECT_TRUE(View(*graph, day_slice(29, Reading::kPresumed), nullptr, day(30)).admits(0));
  EXPECT_FALSE(View(*graph, day_slice(30, Reading::kPresumed), nullptr, day(30)).admits(0));
}

TEST(View, ASuccessorEndsWhatWasPresumed) {
  GraphOf g(offices());
  g.entity("a", {"Person"}).entity("b", {"Person"}).entity("s", {"State"});
  g.relation("a", "PRESIDENT_OF", "s", since(10)).relation("b", "PRESIDENT_OF", "s", since(40));
  const World w{g.build()};
  EXPECT_TRUE(w.presumed("PRESIDENT_OF", 39));
  EXPECT_FALSE(w.presumed("PRESIDENT_OF", 40));
  EXPECT_TRUE(w.presumed("PRESIDENT_OF", 40, 1));
}

TEST(View, AStatedEndAnEventThatEndsItAndADeathEndWhatWasPresumed) {
  GraphOf g(offices());
  g.entity("a", {"Person"}).entity("b", {"Person"}).entity("c", {"Person"}).entity("s", {"State"}).entity("t");
  g.relation("a", "MEMBER_OF", "s", since(10)).relation("a", "MEMBER_OF", "s", 12, 30);
  g.relation("b", "MEMBER_OF", "s", since(10)).relation("b", "LEFT", "s", 40, 41);
  g.relation("c", "MEMBER_OF", "s", since(10)).relation("c", "LIVED", "t", -20, 50);
  const auto graph = g.build();
  const auto last_day = [&](std::string_view who) {
    std::int64_t last = -1;
    for (std::int64_t d = 0; d < 200; ++d) {
      const View view(*graph, day_slice(d, Reading::kPresumed));
      const EdgeRun run = graph->out(*graph->find(who), *graph->symbol("MEMBER_OF"));
      for (std::size_t i = 0; i < run.size(); ++i) {
        if (view.admits(run.edge(i))) last = d;
      }
    }
    return last;
  };
  EXPECT_EQ(last_day("a"), 29);
  EXPECT_EQ(last_day("b"), 39);
  EXPECT_EQ(last_day("c"), 49);
}

TEST(View, ALifeWithoutAnEndIsPresumedForALifespanAtMost) {
  GraphOf g(offices());
  StoredEntity born;
  born.key = "p";
  born.types = {g.symbol("Person")};
  born.validity = since(0);
  g.entity(born);
  const auto graph = g.build();
  EXPECT_TRUE(View(*graph, day_slice(99, Reading::kPresumed)).admits_vertex(0));
  EXPECT_FALSE(View(*graph, day_slice(100, Reading::kPresumed)).admits_vertex(0));
  EXPECT_TRUE(View(*graph, day_slice(100, Reading::kPossible)).admits_vertex(0));
}

TEST(View, AnOpenEndIsCertainAndNeedsNoPresumption) {
  GraphOf g(offices());
  g.entity("a", {"Person"}).entity("b", {"State"}).relation("a", "MEMBER_OF", "b", still(10));
  const auto graph = g.build();
  EXPECT_TRUE(View(*graph, day_slice(5000)).admits(0));
  EXPECT_EQ(View(*graph, day_slice(5000)).presumed(0), std::nullopt);
}

TEST(View, ARelationThatHoldsImpliesItsEndsAndOneThatIsUndatedDoesNot) {
  GraphOf g(offices());
  g.entity("treaty", 0, 10).entity("text", 100, 101).entity("topic");
  StoredEntity vague;
  vague.key = "vague";
  vague.validity = since(0);
  g.entity(vague);
  g.relation("vague", "IN_FORCE", "topic", 0, 50).relation("text", "ABOUT", "treaty");
  g.relation("vague", "IN_FORCE", "treaty", 0, 50);
  const auto graph = g.build();
  const View later(*graph, day_slice(30));
  EXPECT_TRUE(later.admits_vertex(*graph->find("vague")));  // by the relation, for certain
  EXPECT_FALSE(later.admits_vertex(*graph->find("treaty")));
  EXPECT_FALSE(later.admits_vertex(*graph->find("text")));
  const EdgeRun in_force = graph->out(*graph->find("vague"));
  EXPECT_TRUE(later.admits(in_force.edge(0)) != later.admits(in_force.edge(1)));  // one end is ruled out
  const View last(*graph, day_slice(60));
  EXPECT_FALSE(last.admits_vertex(*graph->find("vague")));
}

}  // namespace
}  // namespace entente
