// Small results to draw.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/model/table.hpp"
#include "entente/time/validity.hpp"

namespace entente {

class TableMaker {
 public:
  std::uint32_t node(std::string name, std::vector<std::string> labels, std::string_view valid = {}) {
    const auto index = static_cast<std::uint32_t>(table.elements.nodes.size());
    NodeRecord n;
    n.id = EntityId{index};
    n.key = "key-" + std::to_string(index);
    n.labels = std::move(labels);
    n.properties = {{"name", Value(std::move(name)), std::nullopt}};
    if (!valid.empty()) n.validity = read_validity(valid).value();
    table.elements.nodes.emplace(index, std::move(n));
    return index;
  }
  std::uint32_t relation(std::uint32_t from, std::string type, std::uint32_t to, std::string_view valid = {}) {
    const auto index = static_cast<std::uint32_t>(table.elements.relationships.size());
    RelationshipRecord r;
    r.id = RelationId{index};
    r.type = std::move(type);
    r.start = from;
    r.end = to;
    if (!valid.empty()) r.validity = read_validity(valid).value();
    r.attribution.sources = {{"doc-b", "P22"}};
    table.elements.relationships.emplace(index, std::move(r));
    return index;
  }
  Table table;
};

// Three states and two people, an alliance that ends, a treaty that begins, a war in between, and meetings.
inline TableMaker small_history() {
  TableMaker m;
  const auto china = m.node("China", {"State", "Agent"}, "1949-10-01/..");
  const auto union_ = m.node("Soviet Union", {"State", "Agent"}, "1922-12-30/1991-12-26");
  const auto russia = m.node("Russia", {"State", "Agent"}, "1991-12-26/..");
  const auto mao = m.node("Mao", {"Person", "Agent"});
  const auto stalin = m.node("Stalin", {"Person", "Agent"});
  const auto meeting = m.node("First meeting", {"Meeting", "Event"}, "1949-12-16");
  const auto treaty = m.node("Treaty of 2001", {"Treaty", "Instrument"}, "2001-07-16/..");
  m.relation(china, "ALLY_OF", union_, "1950-02-14/1979~");
  m.relation(china, "PARTNER_OF", russia, "1996/..");
  m.relation(mao, "PARTICIPATED_IN", meeting, "1949-12-16");
  m.relation(stalin, "PARTICIPATED_IN", meeting, "1949-12-16");
  m.relation(china, "FOUGHT", union_, "1969-03");
  m.relation(mao, "LEADS", china);
  m.relation(treaty, "BINDS", china, "2001-07-16/..");
  m.relation(treaty, "BINDS", russia, "2001-07-16/..");
  return m;
}

}  // namespace entente
