#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "support/graphs.hpp"

namespace entente {
namespace {

TEST(SnapshotThreads, ReadersOfAFreshSnapshotSeeTheSame) {
  GraphOf g;
  const SymbolId group = g.symbol("group"), rest = g.symbol("rest");
  for (int i = 0; i < 100; ++i) {
    StoredEntity e;
    e.key = "v" + std::to_string(i);
    e.properties = {{group, i % 10, std::nullopt}, {rest, i / 10, std::nullopt}};
    g.entity(e);
  }
  for (int i = 0; i < 2000; ++i) {
    g.relation("v" + std::to_string(i % 100), "T" + std::to_string(i % 7), "v" + std::to_string(i * 31 % 100),
               i * 17 % 1000, 1000);
  }
  const auto graph = g.build();
  std::atomic<std::size_t> edges = 0, vertices = 0;
  std::vector<std::thread> readers;
  for (int r = 0; r < 4; ++r) {
    readers.emplace_back([&] {
      for (std::uint32_t t = 0; t < graph->symbol_count(); ++t) {
        const TypeRun run = graph->run_of_type(SymbolId{t});
        for (std::size_t i = 1; i < run.size(); ++i) {
          if (graph->start(run.edge[i - 1]) > graph->start(run.edge[i])) ADD_FAILURE();
        }
        edges += run.size();
      }
      for (int i = 0; i < 10; ++i) {
        vertices += graph->vertices_with_value(group, i).size() + graph->vertices_with_value(rest, i).size();
      }
    });
  }
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(edges, 4 * 2000U);
  EXPECT_EQ(vertices, 4 * 200U);
}

}  // namespace
}  // namespace entente
