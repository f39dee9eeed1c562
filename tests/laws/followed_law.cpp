// A graph that follows from the one before it behind a commit says what one says that is loaded: over chains of random
// commits, of facts of every kind, in days and in finer times; and those before it stay what they were.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "db/snapshots.hpp"
#include "entente/time/ending.hpp"
#include "laws/random_facts.hpp"
#include "storage/open_store.hpp"
#include "support/same_graph.hpp"

namespace entente {
namespace {

using namespace random_facts;

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
