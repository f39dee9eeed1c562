// Derivation does not depend on history: facts that come, change and go, with a derivation now and then, end in the
// same conclusions as the facts that are left, derived once.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "entente/database.hpp"
#include "entente/time/period.hpp"
#include "entente/time/period_algebra.hpp"

namespace entente {
namespace {

constexpr int kEntities = 4;

// Recursion, a shared time, a stated time, and two rules that look for what is not there.
Ontology derivation_ontology() {
  Ontology o;
  o.entity_types = {{"Thing", "", ""}};
  for (const char* name : {"NEXT", "REACHES", "TOGETHER", "ALONE", "BOTH"}) {
    RelationType type;
    type.name = name;
    type.symmetric = type.name == "TOGETHER";
    o.relation_types.push_back(type);
  }
  o.rules = {
      {"step", "", "REACHES", "MATCH (x)-[a:NEXT]->(y) RETURN x AS from, y AS to, [a] AS because"},
      {"on", "", "REACHES", "MATCH (x)-[a:REACHES]->(y)-[b:NEXT]->(z) RETURN x AS from, z AS to, [a, b] AS because"},
      {"together", "", "TOGETHER",
       "MATCH (x)-[a:NEXT]->(m)<-[b:NEXT]-(y) WHERE x <> y RETURN x AS from, y AS to, [a, b] AS because, "
       "valid(a) AS valid, {where: key(m)} AS properties"},
      {"alone", "", "ALONE",
       "MATCH (x)-[a:NEXT]->(y) WHERE NOT EXISTS { MATCH (x)-[:TOGETHER]-() } RETURN x AS from, y AS to, a AS because"},
      {"both", "", "BOTH",
       "MATCH (x)-[a:REACHES]->(y) WHERE EXISTS { MATCH (y)-[:REACHES]->(x) } AND NOT EXISTS { MATCH (x)-[:BOTH]->() } "
       "RETURN x AS from, y AS to, a AS because"}};
  return o;
}

using FactsByKey = std::map<std::string, RelationFact>;

RelationFact random_fact(const std::string& key) {
  RelationFact fact;
  fact.key = key;
  fact.type = "NEXT";
  fact.from = "n" + std::to_string(*rc::gen::inRange(0, kEntities));
  fact.to = "n" + std::to_string(*rc::gen::inRange(0, kEntities));
  const std::string date = *rc::gen::element<std::string>(
      "", "1950", "1950/1953", "1951~/1952", "1952/", "[1950..1952]", "1950-01-01/1951-12-31", "1952-01-01/1955-12-31");
  if (!date.empty()) fact.validity = read_validity(date).value();
  fact.attribution.sources = {{"doc", *rc::gen::element<std::string>("P1", "P2")}};
  return fact;
}

std::unique_ptr<Database> new_database() {
  auto database = Database::in_memory().value();
  auto t = database->write().value();
  RC_ASSERT(t.set_ontology(derivation_ontology()).ok());
  for (int i = 0; i < kEntities; ++i) {
    EntityFact fact;
    fact.key = "n" + std::to_string(i);
    fact.types = {"Thing"};
    RC_ASSERT(t.add(fact).ok());
  }
  RC_ASSERT(t.commit("entities").ok());
  return database;
}

// All that every relation says, sorted.
std::vector<std::string> all_relations(Database& database) {
  const Table all = database.all_facts().value();
  std::vector<std::string> texts;
  for (const auto& [index, r] : all.elements.relationships) {
    std::ostringstream text;
    text << r.key << ' ' << all.elements.nodes.at(r.start).key << ' ' << r.type << ' '
         << all.elements.nodes.at(r.end).key;
    if (r.validity) {
      const Period& p = r.validity->bounds;
      text << ' ' << edtf_of(*r.validity);
      for (const Instant bound : {p.earliest_start, p.latest_start, p.earliest_end, p.latest_end})
        text << ' ' << bound.seconds;
    }
    for (const SourceRef& s : r.attribution.sources) text << ' ' << s.source << '#' << s.locator;
    for (const PropertyFact& p : r.properties) {
      text << ' ' << p.key << '=';
      if (p.value.is_string()) text << p.value.string();
      if (p.value.is_list())
        for (const Value& item : p.value.list()) text << item.string() << ',';
    }
    texts.push_back(text.str());
  }
  std::sort(texts.begin(), texts.end());
  return texts;
}

DerivationReport derive(Database& database) {
  const auto report = database.derive();
  if (!report.ok()) RC_FAIL(describe(report.error()));
  return *report;
}

RC_GTEST_PROP(Derivation, EndsWhereDerivingOnceFromTheFactsEnds, ()) {
  const auto database = new_database();
  FactsByKey facts;
  const int steps = *rc::gen::inRange(1, 6);
  for (int step = 0; step < steps; ++step) {
    auto t = database->write().value();
    for (int i = 0; i < 7; ++i) {
      const std::string key = "r" + std::to_string(i);
      const int what = *rc::gen::inRange(0, 4);
      if (what == 0 && facts.erase(key) > 0) RC_ASSERT(t.retract(key).ok());
      if (what > 1) continue;
      if (what == 1) {
        facts[key] = random_fact(key);
        RC_ASSERT(t.add(facts[key]).ok());
      }
    }
    const auto committed = t.commit("step");
    if (!committed.ok()) RC_FAIL(describe(committed.error()));
    if (*rc::gen::inRange(0, 3) > 0) derive(*database);
  }
  derive(*database);
  const TransactionId settled = database->info()->transaction;

  const auto fresh = new_database();
  auto t = fresh->write().value();
  for (const auto& [key, fact] : facts) RC_ASSERT(t.add(fact).ok());
  RC_ASSERT(t.commit("all at once").ok());
  const DerivationReport report = derive(*fresh);
  RC_ASSERT(all_relations(*database) == all_relations(*fresh));

  // Again nothing changes, and the conclusions are counted as kept.
  const DerivationReport again = derive(*database);
  RC_ASSERT(database->info()->transaction == settled);
  for (std::size_t i = 0; i < again.rules.size(); ++i) {
    RC_ASSERT(again.rules[i].added == 0u);
    RC_ASSERT(again.rules[i].withdrawn == 0u);
    RC_ASSERT(again.rules[i].kept == report.rules[i].added);
  }
  const auto findings = database->check();
  RC_ASSERT(findings.ok());
  RC_ASSERT(std::none_of(findings->begin(), findings->end(), [](const Finding& f) { return f.damage; }));
}

// The time that reasons share, against every choice of their bounds.
RC_GTEST_PROP(Derivation, TheTimeOfAConclusionIsRightForEveryChoiceOfBounds, ()) {
  const auto random_period = [&] {
    std::array<std::int64_t, 4> b{};
    for (std::int64_t& bound : b) bound = *rc::gen::inRange<std::int64_t>(0, 6);
    Period p{{std::min(b[0], b[1])}, {std::max(b[0], b[1])}, {std::min(b[2], b[3])}, {std::max(b[2], b[3])}};
    RC_PRE(p.is_valid());
    return p;
  };
  std::vector<Period> reasons;
  const int count = *rc::gen::inRange(1, 4);
  for (int i = 0; i < count; ++i) reasons.push_back(random_period());

  // All choices, as pairs of start and end of what is shared; empty where nothing is.
  std::vector<std::pair<std::int64_t, std::int64_t>> shared{
      {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}};
  for (const Period& p : reasons) {
    std::vector<std::pair<std::int64_t, std::int64_t>> next;
    for (const auto& [start, end] : shared)
      for (std::int64_t s = p.earliest_start.seconds; s <= p.latest_start.seconds; ++s)
        for (std::int64_t e = p.earliest_end.seconds; e <= p.latest_end.seconds; ++e)
          if (s < e) next.emplace_back(std::max(start, s), std::min(end, e));
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
    shared = std::move(next);
  }
  const auto exists = std::count_if(shared.begin(), shared.end(), [](const auto& x) { return x.first < x.second; });

  Ontology o = derivation_ontology();
  o.rules = {
      {"all", "", "BOTH", "MATCH (x {name: 'x'})-[a:NEXT]->(y) RETURN x AS from, y AS to, collect(a) AS because"}};
  const auto database = new_database();
  auto t = database->write().value();
  // The rules of a store stay unless they are named again: the others get a query without rows.
  for (DerivationRule rule : derivation_ontology().rules) {
    rule.query = "MATCH (x:Nothing)-[a]->(y) RETURN x AS from, y AS to, a AS because";
    o.rules.push_back(rule);
  }
  RC_ASSERT(t.set_ontology(o).ok());
  EntityFact x;
  x.key = "n0";
  x.types = {"Thing"};
  x.properties = {{"name", "x", {}}};
  RC_ASSERT(t.add(x).ok());
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    RelationFact fact;
    fact.key = "r" + std::to_string(i);
    fact.type = "NEXT";
    fact.from = "n0";
    fact.to = "n1";
    fact.validity = Validity{};
    fact.validity->bounds = reasons[i];
    fact.validity->direct_bounds = true;
    RC_ASSERT(t.add(fact).ok());
  }
  RC_ASSERT(t.commit("reasons").ok());
  derive(*database);
  const Table table =
      database->query("MATCH (x)-[r:BOTH]->(y) RETURN valid(r) AS time, r.possible AS possible").value();
  RC_ASSERT(table.rows.size() == (exists > 0 ? 1u : 0u));
  if (exists == 0) return;
  RC_ASSERT(table.rows[0][1].is_boolean() == (exists < static_cast<std::ptrdiff_t>(shared.size())));
  const Period& p = table.rows[0][0].period().bounds;
  Period widest{Instant::plus_infinity(), Instant::minus_infinity(), Instant::plus_infinity(),
                Instant::minus_infinity()};
  for (const auto& [start, end] : shared) {
    if (start >= end) continue;
    widest.earliest_start = std::min(widest.earliest_start, Instant{start});
    widest.latest_start = std::max(widest.latest_start, Instant{start});
    widest.earliest_end = std::min(widest.earliest_end, Instant{end});
    widest.latest_end = std::max(widest.latest_end, Instant{end});
  }
  // Bounds that no choice reaches say nothing; drawn in to those that occur, they are the ones found.
  RC_ASSERT(intersection(p, Period::always()).period == widest);
}

}  // namespace
}  // namespace entente
