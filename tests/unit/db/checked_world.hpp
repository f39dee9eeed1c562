// A small world to check: entities and relations told in a line each.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "db/checker.hpp"
#include "support/graphs.hpp"

namespace entente {

// "certain two_holders france" in order of the findings: certainty, rule, subject.
inline std::vector<std::string> brief(const std::vector<Finding>& findings) {
  std::vector<std::string> lines;
  for (const Finding& f : findings) {
    std::string line = f.certain ? "certain " : f.vague ? "vague " : "possible ";
    lines.push_back(line + f.rule + " " + f.subject);
  }
  return lines;
}

inline std::vector<std::string> keys_of(const Finding& finding) {
  std::vector<std::string> keys;
  for (const FindingFact& fact : finding.facts) keys.push_back(fact.key);
  return keys;
}

class CheckedWorld {
 public:
  explicit CheckedWorld(Ontology ontology = {}) : graph_(std::move(ontology)) {}

  // The property `name` is the key with its first letter as it is, unless another is given in `properties`.
  CheckedWorld& entity(std::string key, std::vector<std::string> types = {}, std::string_view valid = {},
                       std::vector<std::pair<std::string, Value>> properties = {}, Attribution attribution = {}) {
    StoredEntity e;
    e.key = std::move(key);
    for (const std::string& type : types) e.types.push_back(graph_.symbol(type));
    e.validity = validity(valid);
    for (auto& [name, value] : properties) e.properties.push_back({graph_.symbol(name), std::move(value), {}});
    e.attribution = std::move(attribution);
    graph_.entity(std::move(e));
    return *this;
  }
  CheckedWorld& entity(std::string key, Validity validity) {
    StoredEntity e;
    e.key = std::move(key);
    e.validity = std::move(validity);
    graph_.entity(std::move(e));
    return *this;
  }
  CheckedWorld& relation(std::string key, std::string_view from, std::string_view type, std::string_view to,
                         std::string_view valid = {}, std::vector<std::pair<std::string, Value>> properties = {},
                         Attribution attribution = {}) {
    StoredRelation r;
    r.key = std::move(key);
    r.type = graph_.symbol(type);
    r.from = graph_.id(from);
    r.to = graph_.id(to);
    r.validity = validity(valid);
    for (auto& [name, value] : properties) r.properties.push_back({graph_.symbol(name), std::move(value), {}});
    r.attribution = std::move(attribution);
    graph_.relation(std::move(r));
    return *this;
  }
  GraphOf& graph() { return graph_; }

  std::vector<Finding> check(std::string only) const { return check_rules(*graph_.build(), {std::move(only)}); }
  std::vector<Finding> check_all() const { return check_rules(*graph_.build()); }

 private:
  static std::optional<Validity> validity(std::string_view edtf) {
    if (edtf.empty()) return std::nullopt;
    return read_validity(edtf).value();
  }
  GraphOf graph_;
};

inline RelationType relation_type(std::string name) {
  RelationType type;
  type.name = std::move(name);
  return type;
}

}  // namespace entente
