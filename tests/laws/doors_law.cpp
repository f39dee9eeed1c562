// One question through every door: what takes part at a time, by all three readings, against an enumeration of all
// choices of the uncertain bounds that shares no code with the engine. The doors are nodes, relations, paths, EXISTS, a
// procedure, exports, pictures, comparisons and checks.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <ostream>
#include <regex>
#include <set>
#include <sstream>
#include <vector>

#include "entente/database.hpp"
#include "entente/drawing.hpp"
#include "entente/model/changes.hpp"
#include "entente/time/edtf.hpp"

namespace entente {
namespace {

// The moments of the world are the days 0 … kLastDay of 1970; kEver stands for what has no bound.
constexpr int kLastDay = 5;
constexpr int kEver = std::numeric_limits<int>::max();

Instant instant_of(int t) {
  return t == kEver ? Instant::plus_infinity() : Instant{t * kSecondsPerDay};
}
std::string date_of(int t) {
  return "1970-01-0" + std::to_string(t + 1);
}

struct HeldStretch {
  int start, end;
  bool contains(int t) const { return start <= t && t < end; }
  friend auto operator<=>(const HeldStretch&, const HeldStretch&) = default;
};
using Held = std::vector<HeldStretch>;  // one choice of all bounds of a fact
using HeldChoices = std::set<Held>;

struct Bounds {
  int earliest_start, latest_start, earliest_end, latest_end;
};

// One dating: a period, or a set of them.
struct Told {
  std::vector<Bounds> stretches;
  bool by_a;
};
struct ToldFact {
  std::vector<Told> datings;  // none: undated
  bool by_a = false;          // source a states it; else b
};
struct Relation : ToldFact {
  std::size_t from = 0, to = 0, type = 0;
};
struct DoorsWorld {
  std::vector<ToldFact> entities;
  std::vector<Relation> relations;
};

std::ostream& operator<<(std::ostream& out, const ToldFact& fact) {
  out << (fact.by_a ? "by a" : "by b");
  for (const Told& told : fact.datings) {
    out << (told.by_a ? ", a:" : ", b:");
    for (const Bounds& b : told.stretches)
      out << " [" << b.earliest_start << ".." << b.latest_start << ", " << b.earliest_end << ".."
          << (b.latest_end == kEver ? "" : std::to_string(b.latest_end)) << ")";
  }
  return out << "\n";
}

struct DoorsKind {
  const char* name;
  bool implies_from, implies_to, within_from, lifetime, persists;
  std::size_t family;  // the topmost type that it belongs to
  bool single_valued;
};
constexpr DoorsKind kDoorsKinds[] = {{"MET", true, true, false, false, false, 0, false},
                                     {"ABOUT", false, false, false, false, false, 1, false},
                                     {"LED", true, false, true, false, true, 2, true},
                                     {"RULED", true, false, true, false, true, 2, true},  // a sub-relation of LED
                                     {"LIVED", true, true, false, true, false, 4, false},
                                     {"MEMBER", true, true, false, false, true, 5, false},
                                     {"LEFT", true, true, false, false, false, 6, false}};  // ends MEMBER
constexpr std::size_t kMember = 5, kLeft = 6;

void showValue(const DoorsWorld& world, std::ostream& out) {
  for (const ToldFact& fact : world.entities) out << fact;
  for (const Relation& r : world.relations)
    out << r.from << ' ' << kDoorsKinds[r.type].name << ' ' << r.to << ", " << static_cast<const ToldFact&>(r);
}

Ontology doors_ontology() {
  Ontology o;
  for (const DoorsKind& kind : kDoorsKinds) {
    RelationType type;
    type.name = kind.name;
    type.within.from = kind.within_from && kind.family == o.relation_types.size();
    type.is_lifetime = kind.lifetime;
    type.persists = kind.persists;
    type.single_valued = kind.single_valued && kind.family == o.relation_types.size();
    if (kind.family != o.relation_types.size()) type.sub_relation_of = kDoorsKinds[kind.family].name;
    o.relation_types.push_back(type);
  }
  o.relation_types[1].implied_ends = ImpliedEnds::kNone;
  o.relation_types[kLeft].ends = {kDoorsKinds[kMember].name};
  return o;
}

// ---- worlds

rc::Gen<Bounds> bounds_between(int first, int last) {
  return rc::gen::exec([=] {
    const int es = *rc::gen::inRange(first, last), le = *rc::gen::inRange(es + 1, last + 1);
    return Bounds{es, *rc::gen::inRange(es, le), *rc::gen::inRange(es + 1, le + 1), le};
  });
}

rc::Gen<Told> dating() {
  return rc::gen::exec([] {
    Told told{{}, *rc::gen::arbitrary<bool>()};
    if (*rc::gen::inRange(0, 5) == 0) {  // two stretches that no choice joins
      const int middle = *rc::gen::inRange(2, kLastDay - 1);
      told.stretches = {*bounds_between(0, middle - 1), *bounds_between(middle, kLastDay)};
    } else {
      told.stretches = {*bounds_between(0, kLastDay)};
    }
    return told;
  });
}

rc::Gen<std::vector<Told>> datings(bool may_be_open) {
  return rc::gen::exec([=]() -> std::vector<Told> {
    switch (*rc::gen::inRange(0, 6)) {
      case 0:
        return {};
      case 1:
        return {*dating(), *dating()};
      case 2:
      case 3:
        if (may_be_open) {
          const Bounds b = *bounds_between(0, kLastDay);
          return {{{{b.earliest_start, b.latest_start, b.earliest_end, kEver}}, *rc::gen::arbitrary<bool>()}};
        }
        [[fallthrough]];
      default:
        return {*dating()};
    }
  });
}

rc::Gen<DoorsWorld> worlds() {
  return rc::gen::exec([] {
    DoorsWorld w;
    const std::size_t n = *rc::gen::inRange<std::size_t>(2, 5), m = *rc::gen::inRange<std::size_t>(1, 7);
    for (std::size_t i = 0; i < m; ++i) {
      Relation r;
      r.type = *rc::gen::inRange<std::size_t>(0, std::size(kDoorsKinds));
      r.datings = *datings(kDoorsKinds[r.type].persists);
      r.by_a = *rc::gen::arbitrary<bool>();
      r.from = *rc::gen::inRange<std::size_t>(0, n);
      r.to = *rc::gen::inRange<std::size_t>(0, n);
      w.relations.push_back(r);
    }
    for (std::size_t v = 0; v < n; ++v) {
      w.entities.push_back({*datings(false), *rc::gen::arbitrary<bool>()});
    }
    return w;
  });
}

Validity validity_of(const Told& told) {
  std::vector<Period> periods;
  for (const Bounds& b : told.stretches)
    periods.push_back({instant_of(b.earliest_start), instant_of(b.latest_start), instant_of(b.earliest_end),
                       instant_of(b.latest_end)});
  return validity_of_stretches(periods);
}

template <class Record>
void tell(Record& record, const ToldFact& fact) {
  const auto source = [](bool a) { return std::vector<SourceRef>{{a ? "a" : "b", ""}}; };
  record.attribution = {Provenance::kStated, source(fact.by_a)};
  for (const Told& told : fact.datings) record.datings.push_back({validity_of(told), source(told.by_a)});
  if (!record.datings.empty()) record.validity = combination_of(record.datings);
}

std::unique_ptr<Database> built(const DoorsWorld& world) {
  auto database = Database::in_memory().value();
  WriteTransaction write = database->write().value();
  EXPECT_TRUE(write.set_ontology(doors_ontology()).ok());
  for (std::size_t v = 0; v < world.entities.size(); ++v) {
    EntityFact entity;
    entity.key = "n" + std::to_string(v);
    entity.types = {"Thing"};
    tell(entity, world.entities[v]);
    EXPECT_TRUE(write.add(entity).ok());
  }
  for (std::size_t i = 0; i < world.relations.size(); ++i) {
    const Relation& r = world.relations[i];
    RelationFact relation;
    relation.key = "r" + std::to_string(i);
    relation.type = kDoorsKinds[r.type].name;
    relation.from = "n" + std::to_string(r.from);
    relation.to = "n" + std::to_string(r.to);
    tell(relation, r);
    EXPECT_TRUE(write.add(relation).ok());
  }
  const auto committed = write.commit("a world");
  EXPECT_TRUE(committed.ok()) << (committed.ok() ? "" : committed.error().message);
  return database;
}

// ---- the definition

HeldChoices held_choices(const Bounds& b) {
  HeldChoices all;
  const int last_end =
      b.latest_end == kEver ? kLastDay + 1 : b.latest_end;  // no moment of the world tells later ends apart
  for (int s = b.earliest_start; s <= b.latest_start; ++s)
    for (int e = b.earliest_end; e <= last_end; ++e)
      if (s < e) all.insert({{s, e}});
  return all;
}

HeldChoices held_choices(const Told& told) {
  HeldChoices all = held_choices(told.stretches.front());
  for (std::size_t i = 1; i < told.stretches.size(); ++i) {
    HeldChoices longer;
    for (const Held& before : all)
      for (const Held& next : held_choices(told.stretches[i]))
        if (before.back().end < next.front().start) {
          Held both = before;
          both.push_back(next.front());
          longer.insert(both);
        }
    all = longer;
  }
  return all;
}

class DoorsDefinition {
 public:
  DoorsDefinition(const DoorsWorld& world, int t, Reading reading, bool only_a)
      : w_(world), t_(t), reading_(reading), only_a_(only_a) {}

  bool relation(std::size_t i) const {
    const Relation& r = w_.relations[i];
    if (!reads(r) || !(holds(r) || (reading_ == Reading::kPresumed && is_presumed(i)))) return false;
    return end(r, r.from, kDoorsKinds[r.type].implies_from) && end(r, r.to, kDoorsKinds[r.type].implies_to);
  }

  bool entity(std::size_t v) const {
    if (!is_vouched_for(v) || is_ruled_out(v)) return false;
    if (exists_by_life(v)) return true;
    for (std::size_t i = 0; i < w_.relations.size(); ++i) {
      const Relation& r = w_.relations[i];
      const bool implies =
          (r.from == v && kDoorsKinds[r.type].implies_from) || (r.to == v && kDoorsKinds[r.type].implies_to);
      if (!implies || !is_dated_by_those_read(r) || !reads(r)) continue;
      if (!(holds(r) || (reading_ == Reading::kPresumed && is_presumed(i)))) continue;
      if (!is_ruled_out(r.from) && !is_ruled_out(r.to)) return true;
    }
    return false;
  }

 private:
  bool possible() const { return reading_ == Reading::kPossible; }

  // A claim about it, its existence or a dating, is of a source that is read.
  bool reads(const ToldFact& f) const {
    return !only_a_ || f.by_a || std::any_of(f.datings.begin(), f.datings.end(), [](const Told& t) { return t.by_a; });
  }
  std::vector<HeldChoices> read_datings(const ToldFact& f) const {
    std::vector<HeldChoices> all;
    for (const Told& told : f.datings)
      if (!only_a_ || told.by_a) all.push_back(held_choices(told));
    return all;
  }
  bool is_dated_by_those_read(const ToldFact& f) const {
    return !read_datings(f).empty() || (only_a_ && !f.datings.empty());
  }

  static HeldChoices common(const std::vector<HeldChoices>& statements) {
    HeldChoices both = statements.front();
    for (const HeldChoices& other : statements) std::erase_if(both, [&](const Held& h) { return !other.contains(h); });
    return both;
  }

  bool contains(const Held& held) const {
    return std::any_of(held.begin(), held.end(), [&](const HeldStretch& s) { return s.contains(t_); });
  }
  bool any(const HeldChoices& all) const {
    return std::any_of(all.begin(), all.end(), [&](const Held& h) { return contains(h); });
  }
  bool every(const HeldChoices& all) const {
    return std::all_of(all.begin(), all.end(), [&](const Held& h) { return contains(h); });
  }
  // Statements of one time: what they have in common where they agree; certain what all rivals say, possible what any.
  bool held(const std::vector<HeldChoices>& statements, bool possibly) const {
    const HeldChoices agreed = common(statements);
    if (!agreed.empty()) return possibly ? any(agreed) : every(agreed);
    const auto each = [&](const HeldChoices& c) { return possibly ? any(c) : every(c); };
    return possibly ? std::any_of(statements.begin(), statements.end(), each)
                    : std::all_of(statements.begin(), statements.end(), each);
  }

  bool holds(const ToldFact& f) const {
    const std::vector<HeldChoices> told = read_datings(f);
    if (!told.empty()) return held(told, possible());
    return f.datings.empty() || possible();  // dated by others alone: unknown
  }

  bool end(const Relation& r, std::size_t v, bool implied) const {
    return implied && is_dated_by_those_read(r) ? !is_ruled_out(v) : entity(v);
  }

  bool is_vouched_for(std::size_t v) const {
    return reads(w_.entities[v]) || std::any_of(w_.relations.begin(), w_.relations.end(), [&](const Relation& r) {
             return (r.from == v || r.to == v) && reads(r);
           });
  }

  std::vector<HeldChoices> life(std::size_t v, bool of_all) const {
    const DoorsDefinition everybody(w_, t_, reading_, false);
    const DoorsDefinition& who = of_all ? everybody : *this;
    std::vector<HeldChoices> all;
    const auto add = [&](const ToldFact& f) {
      if (!who.reads(f)) return;
      for (const HeldChoices& c : who.read_datings(f)) all.push_back(c);
    };
    add(w_.entities[v]);
    for (const Relation& r : w_.relations)
      if (kDoorsKinds[r.type].lifetime && r.from == v) add(r);
    return all;
  }
  bool is_ruled_out(std::size_t v) const {
    const std::vector<HeldChoices> told = life(v, false);
    return !told.empty() && !held(told, true);
  }
  bool exists_by_life(std::size_t v) const {
    const std::vector<HeldChoices> told = life(v, false);
    return told.empty() ? possible() || life(v, true).empty() : held(told, possible());
  }

  // ---- presumption (of relations; the things of this world do not persist)

  static bool is_open(const ToldFact& f) {
    return f.datings.size() == 1 && f.datings[0].stretches.back().latest_end == kEver;
  }
  // The bounds of a fact by what is read of it, and where rivals contradict one another the widest.
  std::optional<Bounds> bounds(const ToldFact& f) const {
    const std::vector<HeldChoices> told = read_datings(f);
    if (told.empty()) return std::nullopt;
    HeldChoices all = common(told);
    if (all.empty())
      for (const HeldChoices& c : told) all.insert(c.begin(), c.end());
    Bounds b{kEver, 0, kEver, 0};
    for (const Held& h : all) {
      b.earliest_start = std::min(b.earliest_start, h.front().start);
      b.latest_start = std::max(b.latest_start, h.front().start);
      b.earliest_end = std::min(b.earliest_end, h.back().end);
      b.latest_end = std::max(b.latest_end, h.back().end);
    }
    if (is_open(f)) b.latest_end = kEver;
    return b;
  }

  bool is_presumed(std::size_t i) const {
    const Relation& r = w_.relations[i];
    const DoorsKind& kind = kDoorsKinds[r.type];
    if (!kind.persists || !is_open(r) || read_datings(r).empty()) return false;
    const Bounds own = *bounds(r);
    int until = kEver;
    for (std::size_t j = 0; j < w_.relations.size(); ++j) {
      const Relation& other = w_.relations[j];
      const std::optional<Bounds> b = reads(other) ? bounds(other) : std::nullopt;
      if (j == i || !b) continue;
      const bool same_ends = other.from == r.from && other.to == r.to;
      const bool follows = kind.single_valued && kDoorsKinds[other.type].family == kind.family && other.to == r.to &&
                           b->earliest_start >= own.latest_start && b->latest_start > own.latest_start;
      if (follows) until = std::min(until, b->earliest_start);
      if (same_ends && other.type == r.type && b->latest_end != kEver && b->earliest_end > own.latest_start)
        until = std::min(until, b->earliest_end);
      if (same_ends && r.type == kMember && other.type == kLeft && b->latest_start > own.latest_start)
        until = std::min(until, b->earliest_start);
    }
    for (const std::size_t v : {r.from, r.to}) {
      const std::vector<HeldChoices> told = life(v, false);
      if (told.empty()) continue;
      HeldChoices all = common(told);
      if (all.empty())
        for (const HeldChoices& c : told) all.insert(c.begin(), c.end());
      for (const Held& h : all) until = std::min(until, h.back().end);
    }
    return t_ >= own.latest_start && t_ < std::max(until, own.earliest_end);
  }

  const DoorsWorld& w_;
  int t_;
  Reading reading_;
  bool only_a_;
};

// ---- the doors

using Keys = std::set<std::string>;

Keys keys_in(const Result<Table>& table) {
  EXPECT_TRUE(table.ok()) << (table.ok() ? "" : table.error().message);
  Keys keys;
  for (const auto& row : table->rows) keys.insert(row[0].string());
  return keys;
}

Keys entities_of(const DoorsWorld& world, const DoorsDefinition& definition) {
  Keys keys;
  for (std::size_t v = 0; v < world.entities.size(); ++v)
    if (definition.entity(v)) keys.insert("n" + std::to_string(v));
  return keys;
}
Keys relations_of(const DoorsWorld& world, const DoorsDefinition& definition) {
  Keys keys;
  for (std::size_t i = 0; i < world.relations.size(); ++i)
    if (definition.relation(i)) keys.insert("r" + std::to_string(i));
  return keys;
}

template <class Records>
Keys keys_of(const Records& records) {
  Keys keys;
  for (const auto& [index, record] : records) keys.insert(record.key);
  return keys;
}

// The relations of a picture.
Keys relations_drawn_in(const Table& table) {
  DrawOptions options;
  options.style.max_entities = 0;
  options.style.merge_from = 0;
  options.style.layout = "dot";
  std::ostringstream out;
  EXPECT_TRUE(draw_dot(table, options, out).ok());
  Keys keys;
  const std::string dot = out.str();
  const std::regex line(R"(\[id=e(\d+),)");
  for (std::sregex_iterator at(dot.begin(), dot.end(), line), end; at != end; ++at)
    keys.insert(table.elements.relationships.at(static_cast<std::uint32_t>(std::stoul((*at)[1]))).key);
  return keys;
}

RC_GTEST_PROP(DoorsLaw, EveryDoorAnswersTheSame, ()) {
  const DoorsWorld world = *worlds();
  const auto database = built(world);
  const int t = *rc::gen::inRange(0, kLastDay);
  const bool only_a = *rc::gen::arbitrary<bool>();
  for (const Reading reading : kAllReadings) {
    const DoorsDefinition definition(world, t, reading, only_a);
    const Keys entities = entities_of(world, definition), relations = relations_of(world, definition);
    QueryOptions options;
    options.as_of = date_of(t);
    options.reading = reading;
    if (only_a) options.according_to = {"a"};
    const auto ask = [&](std::string_view text) { return keys_in(database->query(text, {}, options)); };

    RC_ASSERT(ask("MATCH (n) RETURN key(n)") == entities);
    RC_ASSERT(ask("MATCH ()-[r]->() RETURN key(r)") == relations);
    RC_ASSERT(ask("MATCH p = ()-[*1..1]->() RETURN key(relationships(p)[0])") == relations);
    Keys starts, steps;
    for (std::size_t i = 0; i < world.relations.size(); ++i) {
      if (!relations.contains("r" + std::to_string(i))) continue;
      starts.insert("n" + std::to_string(world.relations[i].from));
      if (world.relations[i].from == 0 && world.relations[i].to != 0)
        steps.insert("n" + std::to_string(world.relations[i].to));
    }
    RC_ASSERT(ask("MATCH (n) WHERE EXISTS { (n)-->() } RETURN key(n)") == starts);
    if (entities.contains("n0")) {
      Keys near =
          ask("MATCH (n) WHERE key(n) = 'n0' CALL neighbourhood(n, 1, [], 'out', true) YIELD node RETURN key(node)");
      near.erase("n0");
      RC_ASSERT(near == steps);
    }
    const auto facts = database->all_facts(options);
    RC_ASSERT(facts.ok());
    RC_ASSERT(keys_of(facts->elements.nodes) == entities);
    RC_ASSERT(keys_of(facts->elements.relationships) == relations);
    RC_ASSERT(relations_drawn_in(*facts) == relations);
  }
}

// A comparison of two days says of each relation what the readings of both allow.
RC_GTEST_PROP(DoorsLaw, ComparisonsSayWhatBothTimesAllow, ()) {
  const DoorsWorld world = *worlds();
  const auto database = built(world);
  const int first = *rc::gen::inRange(0, kLastDay - 1), second = *rc::gen::inRange(first + 1, kLastDay);
  const bool only_a = *rc::gen::arbitrary<bool>();
  QueryOptions options;
  options.cuts = {cut_between(date_of(first), date_of(second)).value()};
  if (only_a) options.according_to = {"a"};
  const auto facts = database->all_facts(options);
  RC_ASSERT(facts.ok());
  std::map<std::string, ChangeSet> told;
  const Changes changes = changes_between(*facts, date_of(first), date_of(second)).value();
  for (const FactChange& c : changes.changes)
    if (c.is_relation) told[facts->elements.relationships.at(c.index).key] = c.possible;
  const auto takes_part = [&](std::size_t i, int t, Reading reading) {
    return DoorsDefinition(world, t, reading, only_a).relation(i);
  };
  for (std::size_t i = 0; i < world.relations.size(); ++i) {
    const auto found = told.find("r" + std::to_string(i));
    const auto may = [&](Change x, Change y) { return found->second.has(x) || found->second.has(y); };
    const bool before = takes_part(i, first, Reading::kPossible), after = takes_part(i, second, Reading::kPossible);
    if (found == told.end()) {  // what states no time tells of no change
      RC_ASSERT((!before && !after) || world.relations[i].datings.empty());
      continue;
    }
    RC_ASSERT(may(Change::kEnded, Change::kStayed) == before);
    RC_ASSERT(may(Change::kBegan, Change::kStayed) == after);
    const ChangeSet held_before{Change::kEnded, Change::kStayed}, held_after{Change::kBegan, Change::kStayed};
    RC_ASSERT(found->second.is_within(held_before) == takes_part(i, first, Reading::kCertain));
    RC_ASSERT(found->second.is_within(held_after) == takes_part(i, second, Reading::kCertain));
  }
}

// A relation that certainly lies outside the life of an end is a finding, and one that never can take part because of
// that end is such a one.
RC_GTEST_PROP(DoorsLaw, WhatALifeRulesOutIsFound, ()) {
  const DoorsWorld world = *worlds();
  const auto database = built(world);
  const auto findings = database->check({"relation_outside_lifetime"});
  RC_ASSERT(findings.ok());
  Keys outside;
  for (const Finding& f : *findings)
    if (f.certain) outside.insert(f.subject);
  for (std::size_t i = 0; i < world.relations.size(); ++i) {
    const Relation& r = world.relations[i];
    if (!kDoorsKinds[r.type].within_from || r.datings.empty()) continue;
    DoorsWorld alone = world;  // with this relation and lives alone, so that nothing else rules it out
    std::erase_if(alone.relations, [](const Relation& other) { return !kDoorsKinds[other.type].lifetime; });
    for (Relation& other : alone.relations) other.to = other.from;
    alone.relations.push_back(r);
    alone.relations.back().to = r.from;
    bool ever = false;
    for (int t = 0; t <= kLastDay; ++t)
      ever = ever || DoorsDefinition(alone, t, Reading::kPossible, false).relation(alone.relations.size() - 1);
    if (!ever) RC_ASSERT(outside.contains("r" + std::to_string(i)));
  }
}

}  // namespace
}  // namespace entente
