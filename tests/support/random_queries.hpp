// Random graphs and statements over them, for those who compare two ways to one answer.
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <random>
#include <string>
#include <utility>

#include "support/graphs.hpp"

namespace entente {

// A graph with parallel relationships, loops and several labels, so that patterns have many and few matches.
inline std::shared_ptr<const TemporalGraph> tangled_world(unsigned seed) {
  GraphOf graph;
  std::mt19937 random(seed);
  for (int i = 0; i < 9; ++i) {
    StoredEntity e;
    e.key = "n" + std::to_string(i);
    e.types = {graph.symbol(i % 3 == 0 ? "A" : "B")};
    if (i % 4 == 0) e.types.push_back(graph.symbol("C"));
    e.properties.push_back({graph.symbol("k"), Value(i % 5), std::nullopt});
    if (i % 2 == 0) e.validity = validity_of(days(0, 5 + i));
    graph.entity(std::move(e));
  }
  for (int i = 0; i < 22; ++i) {
    const std::string from = "n" + std::to_string(random() % 9);
    const std::string to = "n" + std::to_string(random() % 9);
    const int start = static_cast<int>(random() % 8);
    graph.relation(from, i % 3 == 0 ? "R" : "S", to, start, start + 1 + static_cast<int>(random() % 6));
  }
  return graph.build();
}

// Statements over such a graph. `choose` gives any numbers; zeros in the end make an end of it.
class QueryMaker {
 public:
  explicit QueryMaker(std::function<unsigned()> choose) : random_(std::move(choose)) {}

  std::string make() {
    std::string text = clause("MATCH ");
    if (one_in(3)) text += " WITH *, n0.k AS key WHERE key > 0 OR n0.k IS NULL";
    if (one_in(2)) text += clause(one_in(2) ? " MATCH " : " OPTIONAL MATCH ");
    if (one_in(5)) text += " WITH * WHERE EXISTS { (n0)" + relationship() + "(n" + std::to_string(nodes_ - 1) + ") }";
    text += " RETURN ";
    std::string items;
    for (int i = 0; i < nodes_; ++i) items += (i == 0 ? "key(n" : ", key(n") + std::to_string(i) + ")";
    if (one_in(4)) return text + "DISTINCT " + items;
    if (one_in(4)) return text + "key(n0), count(*) AS c, max(n0.k) AS m";
    if (one_in(6)) return text + "count(*) AS c";
    if (one_in(4)) return text + "count(DISTINCT n" + std::to_string(nodes_ - 1) + ") AS c, max(key(n0)) AS m";
    return text + items + ", count(*) AS c";
  }

 private:
  bool one_in(int n) { return random_() % static_cast<unsigned>(n) == 0; }
  std::string pick(std::initializer_list<const char*> choices) {
    return *(choices.begin() + random_() % choices.size());
  }

  std::string node(bool fresh) {
    const bool reuse = !fresh && nodes_ > 0 && one_in(3);
    const int index = reuse ? static_cast<int>(random_() % static_cast<unsigned>(nodes_)) : nodes_++;
    std::string text = "(n" + std::to_string(index);
    if (one_in(3)) text += pick({":A", ":B", ":C", ":A:C"});
    if (one_in(4)) text += " {k: " + std::to_string(random_() % 5) + "}";
    return text + ")";
  }
  std::string relationship() {
    const std::string detail = pick({"[]", "[:R]", "[:S]", "[:R|S]", "[:S*1..2]", "[*0..1]", "[:R*..3]", "[*..2]"});
    return pick({"-", "<-"}) + detail + pick({"-", "->", "-"});
  }
  std::string path(bool fresh) {
    std::string text = node(fresh);
    for (auto steps = random_() % 3; steps > 0; --steps) {
      const std::string r = relationship();
      text += (r[0] == '<' && r.back() == '>' ? r.substr(1) : r) + node(false);
    }
    return text;
  }
  std::string clause(const std::string& word) {
    const int before = nodes_;
    std::string text = word + path(before == 0);
    if (one_in(2)) text += ", " + path(false);
    if (one_in(4)) text += pick({" AS OF '1970-01-04'", " FOR VALID_TIME FROM '1970-01-02' TO '1970-01-06'"});
    if (one_in(4) && nodes_ > 1) return text + " WHERE " + joined(pick({"n0", "n1"}), "n" + std::to_string(nodes_ - 1));
    if (one_in(6) && nodes_ > 1) return text + " WHERE n" + std::to_string(nodes_ - 1) + ".k = n0.k";
    if (one_in(2)) text += " WHERE n0.k " + pick({"= 1", "> 1", "<> 2", "IN [1, 1, null, 2]"});
    if (one_in(5) && nodes_ > 1)
      text += (text.find("WHERE") == std::string::npos ? " WHERE " : " AND ") + std::string("n0.k <= n1.k");
    return text;
  }

  // A condition by which two nodes, of two parts often, belong together.
  std::string joined(const std::string& a, const std::string& b) {
    const std::string period = " " + pick({"OVERLAPS", "DURING", "EQUALS", "CONTAINS", "IMMEDIATELY PRECEDES"}) + " ";
    return one_in(3)   ? "[1, " + a + ".k] = [1.0, " + b + ".k]"
           : one_in(2) ? "valid(" + a + ")" + period + "valid(" + b + ")"
           : one_in(2) ? "possibly(valid(" + b + ")" + period + "valid(" + a + "))"
                       : "labels(" + a + ") = labels(" + b + ") AND " + b + ".k + 0.0 = " + a + ".k";
  }

  std::function<unsigned()> random_;
  int nodes_ = 0;
};

}  // namespace entente
