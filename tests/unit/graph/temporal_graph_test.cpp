#include "entente/graph/temporal_graph.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "entente/error.hpp"
#include "entente/graph/edge_filter.hpp"
#include "support/graphs.hpp"

namespace entente {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> names(const TemporalGraph& g, const std::vector<SymbolId>& ids) {
  std::vector<std::string> result;
  for (const SymbolId id : ids) result.emplace_back(g.symbol_name(id));
  return result;
}

Validity stated(std::string_view edtf) {
  const Result<Validity> v = read_validity(edtf);
  EXPECT_TRUE(v.ok()) << edtf;
  return v.value();
}

TEST(TemporalGraph, AnEmptyGraphHasNothing) {
  const auto g = GraphOf().build();
  EXPECT_EQ(g->vertex_count(), 0U);
  EXPECT_EQ(g->edge_count(), 0U);
  EXPECT_FALSE(g->find("a").has_value());
  EXPECT_FALSE(g->symbol("a").has_value());
  EXPECT_THAT(g->edges_of_type(SymbolId{0}), IsEmpty());
  EXPECT_EQ(g->transaction(), TransactionId{7});
  EXPECT_EQ(g->system_time(), SystemTime{42});
}

TEST(TemporalGraph, RowsAreSortedByTypeStartAndId) {
  GraphOf g;
  g.entity("a").entity("b").entity("c");
  g.symbol("First");
  g.relation("a", "Second", "b", 5, 6)     // id 0
      .relation("a", "First", "c", 9, 10)  // id 1
      .relation("a", "First", "b", 3, 4)   // id 2
      .relation("a", "Second", "c", 5, 9)  // id 3
      .relation("b", "First", "c", 1, 2);  // id 4
  const auto graph = g.build();
  const Vertex a = *graph->find("a"), b = *graph->find("b"), c = *graph->find("c");
  std::vector<std::uint64_t> ids;
  for (Edge e = 0; e < graph->edge_count(); ++e) ids.push_back(graph->relation_id(e).value);
  EXPECT_THAT(ids, ElementsAre(2, 1, 0, 3, 4));

  const EdgeRun out = graph->out(a);
  EXPECT_THAT(out.neighbor, ElementsAre(b, c, b, c));
  EXPECT_EQ(out.edge(3), 3U);
  EXPECT_EQ(out.start(0), day(3));
  EXPECT_EQ(out.end(3), day(9));
  const EdgeRun in = graph->in(c);
  EXPECT_THAT(in.neighbor, ElementsAre(b, a, a));
  EXPECT_THAT(in.edges, ElementsAre(4, 1, 3));
  EXPECT_EQ(graph->source(in.edge(0)), b);
  EXPECT_EQ(graph->target(in.edge(0)), c);

  const SymbolId second = *graph->symbol("Second");
  EXPECT_THAT(graph->out(a, second).neighbor, ElementsAre(b, c));
  EXPECT_EQ(graph->out(a, second).edge(1), 3U);
  EXPECT_THAT(graph->in(c, second).edges, ElementsAre(3));
  EXPECT_EQ(graph->out(b, second).size(), 0U);
  EXPECT_THAT(graph->edges_of_type(*graph->symbol("First")), ElementsAre(4, 0, 1));
  EXPECT_THAT(graph->edges_of_type(SymbolId{99}), IsEmpty());
}

TEST(TemporalGraph, VerticesAreInOrderOfTheirIdsWhateverTheOrderOfFacts) {
  GraphBuilder builder({"T", "R"}, {});
  const auto entity = [](std::uint64_t id, const std::string& key) {
    StoredEntity e;
    e.id = EntityId{id};
    e.key = key;
    e.validity = validity_of(days(static_cast<std::int64_t>(id), 100'000'000));
    e.properties.push_back({SymbolId{0}, Value(key), std::nullopt});
    e.attribution.sources.push_back({key, ""});
    return e;
  };
  builder.add(entity(1'000'000, "last"));
  StoredRelation r;
  r.type = SymbolId{1};
  r.from = EntityId{1'000'000};
  r.to = EntityId{3};
  builder.add(r);
  builder.add(entity(3, "first"));
  const auto g = builder.build(TransactionId{1}, SystemTime{1});
  EXPECT_EQ(g->find("first"), Vertex{0});
  EXPECT_EQ(g->find("last"), Vertex{1});
  EXPECT_EQ(g->key(0), "first");
  EXPECT_EQ(g->property(0, SymbolId{0}).string(), "first");
  EXPECT_EQ(g->attribution_of_vertex(1).sources.at(0).source, "last");
  EXPECT_EQ(g->period_of_vertex(0).latest_start, day(3));
  EXPECT_EQ(g->entity_id(1), EntityId{1'000'000});
  EXPECT_EQ(g->source(0), 1U);
  EXPECT_EQ(g->target(0), 0U);
}

TEST(TemporalGraph, SystemPeriodsGoWithTheirFacts) {
  GraphBuilder builder({"T", "R"}, {});
  const auto add = [&](std::uint64_t id, const std::string& key, SystemPeriod system) {
    StoredEntity e;
    e.id = EntityId{id};
    e.key = key;
    e.system = system;
    builder.add(e);
  };
  add(5, "late", {{2}});
  add(3, "first", {{1}, {4}});
  for (const std::uint64_t id : {1U, 0U}) {
    StoredRelation r;
    r.id = RelationId{id};
    r.type = SymbolId{1};
    r.from = EntityId{3};
    r.to = EntityId{5};
    r.system = {{3 - id}};
    builder.add(r);
  }
  const std::vector<SystemTime> times{{10}, {20}, {30}};
  builder.set_commit_times(std::make_shared<const std::vector<SystemTime>>(times));
  const auto g = builder.build(TransactionId{3}, SystemTime{30});
  EXPECT_EQ(g->system_period_of_vertex(*g->find("first")), (SystemPeriod{{1}, {4}}));
  EXPECT_EQ(g->system_period_of_vertex(*g->find("late")), (SystemPeriod{{2}}));
  for (Edge e = 0; e < g->edge_count(); ++e) EXPECT_EQ(g->system_period(e).recorded.value, 3 - g->relation_id(e).value);
  EXPECT_THAT(g->commit_times(), ElementsAre(SystemTime{10}, SystemTime{20}, SystemTime{30}));
  EXPECT_THAT(GraphOf().build()->commit_times(), IsEmpty()) << "it is of no store";
}

TEST(TemporalGraph, AStoreThatContradictsItselfIsRefused) {
  const auto code_of = [](GraphBuilder& builder) {
    try {
      builder.build(TransactionId{1}, SystemTime{1});
    } catch (const Error& e) {
      return std::optional(e.code);
    }
    return std::optional<ErrorCode>();
  };
  GraphBuilder dangling({"R"}, {});
  StoredRelation r;
  r.from = EntityId{0};
  r.to = EntityId{1};
  dangling.add(StoredEntity{});
  dangling.add(r);
  EXPECT_EQ(code_of(dangling), ErrorCode::kCorruption);

  GraphBuilder twice({}, {});
  twice.add(StoredEntity{});
  twice.add(StoredEntity{});
  EXPECT_EQ(code_of(twice), ErrorCode::kCorruption);
}

TEST(TemporalGraph, ValidityComesBackAsStated) {
  Validity mid_1950s = stated("1954/1956");
  mid_1950s.phrase = "in the mid-1950s";
  GraphOf g;
  g.entity("a").entity("b");
  g.relation("a", "R", "b", stated("1949-10-01/1950-02-14"))
      .relation("a", "R", "b", stated("1950"))
      .relation("a", "R", "b", stated("1951-02~"))
      .relation("a", "R", "b", mid_1950s)
      .relation("a", "R", "b");
  const auto graph = g.build();
  std::map<std::uint64_t, Edge> by_id;
  for (Edge e = 0; e < graph->edge_count(); ++e) by_id[graph->relation_id(e).value] = e;
  const auto with_text = [&](Edge e) {
    std::optional<Validity> validity = graph->validity(e);
    if (validity && validity->edtf.empty()) validity->edtf = edtf_of(*validity);
    return validity;
  };
  EXPECT_EQ(with_text(by_id[0]), stated("1949-10-01/1950-02-14"));
  EXPECT_EQ(with_text(by_id[1]), stated("1950"));
  EXPECT_EQ(graph->relationship_record(by_id[1]).validity, stated("1950"));  // a copy that leaves the graph has it
  EXPECT_EQ(graph->validity(by_id[2]), stated("1951-02~"));
  EXPECT_EQ(graph->validity(by_id[3]), mid_1950s);
  EXPECT_EQ(graph->validity(by_id[4]), std::nullopt);
  EXPECT_EQ(graph->period(by_id[4]), Period::always());
  EXPECT_EQ(graph->period(by_id[1]), stated("1950").bounds);
  EXPECT_FALSE(graph->is_uncertain(by_id[0]));
  EXPECT_TRUE(graph->is_uncertain(by_id[1]));
  EXPECT_EQ(graph->statistics().uncertain_edges, 3U);
}

TEST(TemporalGraph, ASliceKeepsWhatIsCertainOrPossible) {
  GraphOf g;
  g.entity("a").entity("b");
  g.relation("a", "R", "b", 10, 20);
  Period uncertain = days(10, 20);
  uncertain.earliest_start = day(5);
  uncertain.latest_end = day(25);
  g.relation("a", "R", "b", validity_of(uncertain));
  const auto graph = g.build();
  const auto kept = [&](const Timeslice& slice) {
    const EdgeFilter in_slice(*graph, slice);
    const EdgeRun out = graph->out(0), in = graph->in(1);
    std::vector<Edge> edges;
    for (Edge e = 0; e < 2; ++e) {
      if (graph->admits(slice, e)) edges.push_back(e);
      EXPECT_EQ(in_slice(out, e), graph->admits(slice, e));
      EXPECT_EQ(in_slice(in, e), graph->admits(slice, in.edge(e)));
    }
    return edges;
  };
  EXPECT_THAT(kept(day_slice(9)), IsEmpty());
  EXPECT_THAT(kept(day_slice(10)), ElementsAre(0, 1));
  EXPECT_THAT(kept(day_slice(20)), IsEmpty());
  EXPECT_THAT(kept(day_slice(9, Reading::kPossible)), ElementsAre(1));
  EXPECT_THAT(kept(day_slice(24, Reading::kPossible)), ElementsAre(1));
  EXPECT_THAT(kept(day_slice(25, Reading::kPossible)), IsEmpty());
  EXPECT_THAT(kept(Timeslice::all()), ElementsAre(0, 1));
  using Kind = Timeslice::Kind;
  EXPECT_THAT(kept({Kind::kOverlapping, day(0), day(10), Reading::kCertain}), IsEmpty());
  EXPECT_THAT(kept({Kind::kOverlapping, day(0), day(11), Reading::kCertain}), ElementsAre(0, 1));
  EXPECT_THAT(kept({Kind::kOverlapping, day(0), day(10), Reading::kPossible}), ElementsAre(1));
  EXPECT_THAT(kept({Kind::kThroughout, day(10), day(21), Reading::kCertain}), IsEmpty());
  EXPECT_THAT(kept({Kind::kOverlapping, Instant::minus_infinity(), Instant::minus_infinity(), Reading::kCertain}),
              IsEmpty());
  EXPECT_THAT(kept({Kind::kOverlapping, Instant::minus_infinity(), Instant::plus_infinity(), Reading::kCertain}),
              ElementsAre(0, 1));
}

TEST(TemporalGraph, LabelsAreClosedUnderTheOntology) {
  Ontology ontology;
  ontology.entity_types = {{"Agent", "", ""}, {"Person", "Agent", ""}, {"Leader", "Person", ""}};
  GraphOf g(ontology);
  g.entity("mao", {"Leader"}).entity("un", {"Body", "Agent"}).entity("nobody");
  const auto graph = g.build();
  const auto labels = [&](Vertex v) {
    const auto span = graph->labels(v);
    return names(*graph, {span.begin(), span.end()});
  };
  EXPECT_THAT(labels(0), ElementsAre("Leader", "Person", "Agent"));
  EXPECT_THAT(labels(1), ElementsAre("Body", "Agent"));
  EXPECT_THAT(labels(2), IsEmpty());
  EXPECT_THAT(graph->vertices_with_label(*graph->symbol("Agent")), ElementsAre(0, 1));
  EXPECT_THAT(graph->vertices_with_label(*graph->symbol("Person")), ElementsAre(0));
  EXPECT_TRUE(graph->has_label(0, *graph->symbol("Agent")));
  EXPECT_FALSE(graph->has_label(1, *graph->symbol("Person")));
  EXPECT_THAT(graph->label_names(), ElementsAre("Agent", "Body", "Leader", "Person"));
}

TEST(TemporalGraph, ARelationTypeStandsForItsSubRelationsThatOccur) {
  Ontology ontology;
  RelationType related, allied, met;
  related.name = allied.sub_relation_of = met.sub_relation_of = "RELATED";
  allied.name = "ALLIED";
  met.name = "MET";
  ontology.relation_types = {related, allied, met};
  GraphOf g(ontology);
  g.entity("a").entity("b").relation("a", "MET", "b").relation("a", "LIKED", "b");
  const auto graph = g.build();
  EXPECT_THAT(names(*graph, graph->subrelations("RELATED")), ElementsAre("MET"));
  EXPECT_THAT(names(*graph, graph->subrelations("MET")), ElementsAre("MET"));
  EXPECT_THAT(names(*graph, graph->subrelations("LIKED")), ElementsAre("LIKED"));
  EXPECT_THAT(graph->subrelations("ALLIED"), IsEmpty());
  EXPECT_THAT(graph->subrelations("unheard of"), IsEmpty());
  EXPECT_THAT(graph->relation_type_names(), ElementsAre("ALLIED", "LIKED", "MET", "RELATED"));
}

TEST(TemporalGraph, APropertyHasTheValueOfItsTime) {
  GraphOf g;
  StoredEntity e;
  e.key = "china";
  const SymbolId name = g.symbol("name"), capital = g.symbol("capital");
  e.properties = {{name, "PRC", validity_of(days(100, 200))},
                  {name, "ROC", validity_of(days(0, 100))},
                  {name, "China", std::nullopt},
                  {capital, "Beijing", std::nullopt}};
  g.entity(e).entity("b");
  StoredRelation r;
  r.type = g.symbol("R");
  r.from = g.id("china");
  r.to = g.id("b");
  r.properties = {{name, 7, validity_of(days(0, 1))}};
  g.relation(r);
  const auto graph = g.build();
  EXPECT_EQ(graph->property(0, name).string(), "PRC");
  EXPECT_EQ(graph->property(0, name, day_slice(50)).string(), "ROC");
  EXPECT_EQ(graph->property(0, name, day_slice(300)).string(), "China");
  EXPECT_TRUE(graph->property(1, name).is_null());
  EXPECT_TRUE(graph->property(0, SymbolId{77}).is_null());
  EXPECT_EQ(graph->edge_property(0, name).integer(), 7);
  EXPECT_TRUE(graph->edge_property(0, name, day_slice(1)).is_null());
  EXPECT_THAT(names(*graph, graph->keys(0)), ElementsAre("capital", "name"));
  EXPECT_THAT(names(*graph, graph->edge_keys(0, day_slice(0))), ElementsAre("name"));
  EXPECT_THAT(graph->edge_keys(0, day_slice(1)), IsEmpty());
  EXPECT_THAT(graph->property_key_names(), ElementsAre("capital", "name"));
}

TEST(TemporalGraph, VerticesAreFoundByAnyValueTheyEverHad) {
  GraphOf g;
  const SymbolId name = g.symbol("name"), size = g.symbol("size");
  const auto entity = [&](std::string key, std::vector<StoredProperty> properties) {
    StoredEntity e;
    e.key = std::move(key);
    e.properties = std::move(properties);
    g.entity(e);
  };
  entity("petrograd", {{name, "Petrograd", validity_of(days(0, 10))}, {name, "Leningrad", validity_of(days(10, 20))}});
  entity("other",
         {{name, "Leningrad", std::nullopt}, {name, "Leningrad", validity_of(days(3, 4))}, {size, 1, std::nullopt}});
  entity("none", {});
  const auto graph = g.build();
  EXPECT_THAT(graph->vertices_with_value(name, "Petrograd"), ElementsAre(0));
  EXPECT_THAT(graph->vertices_with_value(name, "Leningrad"), ElementsAre(0, 1));
  EXPECT_THAT(graph->vertices_with_value(name, "Paris"), IsEmpty());
  EXPECT_THAT(graph->vertices_with_value(size, 1.0), ElementsAre(1));
  EXPECT_THAT(graph->vertices_with_value(SymbolId{99}, 1), IsEmpty());
}

TEST(TemporalGraph, RecordsCarryEverything) {
  GraphOf g;
  StoredEntity mao;
  mao.key = "mao";
  mao.types = {g.symbol("Person")};
  mao.validity = stated("1893-12-26/1976-09-09");
  mao.properties = {{g.symbol("zeta"), 1, std::nullopt}, {g.symbol("alpha"), "x", validity_of(days(1, 2))}};
  mao.attribution = {Provenance::kBackground, {{"text", "P2"}}};
  g.entity(mao).entity("stalin");
  StoredRelation met;
  met.key = "F001";
  met.type = g.symbol("MET");
  met.from = g.id("stalin");
  met.to = g.id("mao");
  met.validity = stated("1949-12-16");
  met.attribution = {Provenance::kDerived, {{"text", "P9"}, {"text", "P10"}}};
  g.relation("mao", "MET", "stalin").relation(met);
  const auto graph = g.build();

  const NodeRecord node = graph->node_record(0);
  EXPECT_EQ(node.key, "mao");
  EXPECT_THAT(node.labels, ElementsAre("Person"));
  EXPECT_EQ(node.validity, mao.validity);
  ASSERT_EQ(node.properties.size(), 2U);
  EXPECT_EQ(node.properties[0].key, "alpha");
  EXPECT_EQ(node.properties[0].validity, validity_of(days(1, 2)));
  EXPECT_EQ(node.properties[1].key, "zeta");
  EXPECT_EQ(node.attribution, mao.attribution);

  const Edge e = graph->out(*graph->find("stalin")).edge(0);
  const RelationshipRecord record = graph->relationship_record(e);
  EXPECT_EQ(record.key, "F001");
  EXPECT_EQ(record.id, RelationId{1});
  EXPECT_EQ(record.type, "MET");
  EXPECT_EQ(record.start, 1U);
  EXPECT_EQ(record.end, 0U);
  EXPECT_EQ(record.validity, met.validity);
  EXPECT_EQ(record.attribution, met.attribution);
  EXPECT_EQ(graph->relationship_record(1 - e).key, "");
}

}  // namespace
}  // namespace entente
