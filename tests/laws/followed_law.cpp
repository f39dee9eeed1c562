// A graph that follows from the one before it behind a commit says what one says that is loaded: over chains of random
// commits, of facts of every kind, in days and in finer times; and those before it stay what they were.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "db/snapshots.hpp"
#include "entente/time/ending.hpp"
#include "entente/time/validity.hpp"
#include "storage/open_store.hpp"
#include "support/same_graph.hpp"

namespace entente {
namespace {

template <class T>
T pick(const std::vector<T>& of) {
  return *rc::gen::elementOf(of);
}
int below(int n) {
  return *rc::gen::inRange(0, n);
}

std::string entity_name(int n) {
  return "e" + std::to_string(n);
}

Ontology ontology() {
  Ontology o;
  for (const auto& [name, parent] : {std::pair("Person", ""), std::pair("Leader", "Person"), std::pair("State", ""),
                                     std::pair("Union", "State"), std::pair("Thing", "")}) {
    EntityType type;
    type.name = name;
    type.parent = parent;
    o.entity_types.push_back(type);
  }
  for (const auto& [name, above] :
       {std::pair("MET", ""), std::pair("VISITED", "MET"), std::pair("LEADS", ""), std::pair("KNOWS", "")}) {
    RelationType type;
    type.name = name;
    if (*above != 0) type.sub_relation_of = above;
    o.relation_types.push_back(type);
  }
  return o;
}

// Vague, open, certain, in finer times, far away, and sets of two.
std::optional<Validity> random_validity(bool is_fine) {
  const std::vector<std::string> days{"1949-10-01", "1950",          "1950~/1953", "1949/..",    "../1960",
                                      "1949?/1950", "1949-10-02",    "196X",       "1945/1946",  "-0500",
                                      "Y-200000",   "1949-10-01/..", "1951/1952",  "[1950,1952]"};
  const std::vector<std::string> times{"1949-10-01T10:00:00/1949-10-01T12:30:15", "1949-10-01T10:00:00",
                                       "1950-01-01T00:00:01/.."};
  const auto read = [](const std::string& text) {
    auto validity = read_validity(text);
    if (!validity) throw validity.error();
    return *validity;
  };
  switch (below(6)) {
    case 0:
      return std::nullopt;
    case 1: {
      auto set = set_of_stretches({read("1920/1921"), read(pick(std::vector<std::string>{"1930", "1931?/1935"}))});
      if (!set) throw set.error();
      return *set;
    }
    default:
      return read(is_fine && below(2) == 0 ? pick(times) : pick(days));
  }
}

std::vector<SourceRef> random_sources() {
  if (below(3) > 0) return {};
  return {{pick(std::vector<std::string>{"doc-1", "doc-2", "doc-3"}), below(2) == 0 ? "P1" : ""}};
}

template <class Fact>
void add_rest(Fact& fact, bool is_fine) {
  fact.validity = random_validity(is_fine);
  for (int i = below(3); i > 0; --i) {
    PropertyFact p;
    p.key = pick(std::vector<std::string>{"note", "size", "when", "rank" + std::to_string(below(20))});
    switch (below(4)) {
      case 0:
        p.value = Value(std::int64_t{below(3)});
        break;
      case 1:
        p.value = Value("v" + std::to_string(below(3)));
        break;
      case 2:
        p.value = Value(1.5);
        break;
      default:
        p.value = Value(std::string("1949-10-01"));
        break;
    }
    if (below(3) == 0) p.validity = random_validity(is_fine);
    p.sources = random_sources();
    fact.properties.push_back(p);
  }
  fact.attribution.sources = random_sources();
  if (below(6) == 0) fact.attribution.provenance = Provenance::kDerived;
  if (below(5) == 0) {
    const Validity other = random_validity(false).value_or(validity_of(Period::always()));
    fact.datings = {{fact.validity.value_or(other), {{"doc-5", ""}}}, {other, {{"doc-4", ""}}}};
    fact.validity = combination_of(fact.datings);
  }
}

EntityFact random_entity(int n, bool is_fine) {
  EntityFact fact;
  fact.key = entity_name(n);
  fact.types = {
      pick(std::vector<std::string>{"Person", "Leader", "State", "Union", "Thing", "New" + std::to_string(below(4))})};
  if (below(4) == 0) fact.types.emplace_back("Thing");
  add_rest(fact, is_fine);
  if (below(2) == 0) fact.properties.push_back({"name", Value("Name " + std::to_string(below(6))), std::nullopt});
  if (below(3) == 0)
    fact.properties.push_back({"aliases",
                               Value(std::vector<Value>{Value("Älias " + std::to_string(below(4))),
                                                        Value("Name " + std::to_string(below(6)))}),
                               std::nullopt});
  return fact;
}

RelationFact random_relation(int entities, bool is_fine) {
  RelationFact fact;
  fact.from = entity_name(below(entities));
  fact.to = entity_name(below(entities));
  fact.type = pick(std::vector<std::string>{"MET", "MET", "VISITED", "LEADS", "R" + std::to_string(below(3))});
  if (below(2) == 0) fact.key = "r" + std::to_string(below(12));
  add_rest(fact, is_fine);
  return fact;
}

class Chain {
 public:
  Chain() {
    auto opened = FactStore::open(open_memory_store(), [this] { return SystemTime{++clock_}; });
    if (!opened) throw opened.error();
    store_ = std::move(*opened);
    snapshots_ = std::make_unique<Snapshots>(*store_);
  }

  // What is refused stays out.
  template <class Act>
  void commit(const Act& act) {
    FactWriter writer(*store_);
    act(writer);
    if (const auto done = writer.commit("random");
        !done && done.error().code != ErrorCode::kNotFound && done.error().code != ErrorCode::kInvalidData)
      throw done.error();
  }

  // Empty: the newest graph says what it should.
  std::string look() {
    const auto graph = snapshots_->newest();
    if (!seen_.empty() && graph == seen_.back().first) return {};
    followed_ += !seen_.empty() && &seen_.back().first->ontology() == &graph->ontology() ? 1 : 0;
    seen_.emplace_back(graph, same_graph::lines_of(*graph, names()));
    return same_graph::difference(*graph, *Snapshots(*store_).newest(), names());
  }
  std::string look_back() const {
    for (const auto& [graph, lines] : seen_)
      if (same_graph::lines_of(*graph, names()) != lines)
        return "the graph of commit " + std::to_string(graph->transaction().value) + " changed";
    return {};
  }
  const TemporalGraph& newest() const { return *seen_.back().first; }
  std::size_t followed() const { return followed_; }

 private:
  static std::vector<std::string> names() { return {"name 1", "NAME 2", "alias 3", "e3", "e100", "nobody"}; }

  std::int64_t clock_ = 0;
  std::unique_ptr<FactStore> store_;
  std::unique_ptr<Snapshots> snapshots_;
  std::vector<std::pair<std::shared_ptr<const TemporalGraph>, std::vector<std::string>>> seen_;
  std::size_t followed_ = 0;
};

template <class Fact>
void add(FactWriter& writer, const Fact& fact) {
  try {
    writer.add(fact);
  } catch (const Error& error) {
    if (error.code != ErrorCode::kInvalidData) throw;
  }
}

void change(FactWriter& writer, const TemporalGraph& graph, int& entities, bool is_fine) {
  for (int i = 1 + below(4); i > 0; --i) {
    try {
      switch (below(8)) {
        case 0:
          add(writer, random_entity(entities++, is_fine));
          break;
        case 1:
          add(writer, random_entity(below(entities), is_fine));
          break;
        case 2:
          if (graph.edge_count() > 0) {
            std::vector<RelationId> ids;
            for (const Edge e : graph.edges()) ids.push_back(graph.relation_id(e));
            writer.retract(pick(ids));
          }
          break;
        case 3:
          writer.end("r" + std::to_string(below(12)), *read_end("1961"));
          break;
        default:
          add(writer, random_relation(entities, is_fine));
          break;
      }
    } catch (const Error& error) {
      if (error.code != ErrorCode::kInvalidData) throw;
    }
  }
}

std::size_t run_chain() {
  const bool is_fine = below(3) == 0;
  Chain chain;
  int entities = 1 + below(8);
  chain.commit([&](FactWriter& writer) {
    writer.set_ontology(ontology());
    for (int n = 0; n < entities; ++n) add(writer, random_entity(n, is_fine));
    for (int i = below(20); i > 0; --i) add(writer, random_relation(entities, is_fine && below(2) == 0));
  });
  if (const std::string difference = chain.look(); !difference.empty()) RC_FAIL(difference);
  for (int i = 3 + below(6); i > 0; --i) {
    for (int commits = 1 + below(2); commits > 0; --commits)
      chain.commit([&](FactWriter& writer) { change(writer, chain.newest(), entities, is_fine); });
    if (const std::string difference = chain.look(); !difference.empty()) RC_FAIL(difference);
  }
  if (const std::string difference = chain.look_back(); !difference.empty()) RC_FAIL(difference);
  return chain.followed();
}

RC_GTEST_PROP(FollowedLaw, AGraphThatFollowsSaysWhatALoadedOneSays, ()) {
  const std::size_t followed = run_chain();
  RC_CLASSIFY(followed >= 2, "followed twice and more");
}

}  // namespace
}  // namespace entente
