#include "db/checks/context.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "base/text.hpp"
#include "model/wording.hpp"

namespace entente::checks {
namespace {

constexpr int kMostColumns = 80;

// The clashes that are listed of one office or property, certain and possible ones each. Where everyone holds it all
// the time, there is one for each pair of relations.
constexpr std::size_t kMostClashes = 200;

std::vector<SymbolId> symbols_of(const TemporalGraph& graph, const std::vector<std::string>& names) {
  std::vector<SymbolId> symbols;
  for (const std::string& name : names)
    if (const auto symbol = graph.symbol(name)) symbols.push_back(*symbol);
  return symbols;
}

using DeclaredTypes = std::map<std::string_view, const RelationType*>;

// Of a type and those above it, nearest first.
RelationRules rules_of(const TemporalGraph& graph, const DeclaredTypes& declared, std::string_view name) {
  RelationRules rules;
  std::set<const RelationType*> passed;
  for (auto at = declared.find(name); at != declared.end(); at = declared.find(at->second->sub_relation_of)) {
    const RelationType* type = at->second;
    if (!passed.insert(type).second) break;
    if (rules.declared == nullptr) rules.declared = type;
    if (!type->domain.empty()) rules.domain.push_back({type, symbols_of(graph, type->domain)});
    if (!type->range.empty()) rules.range.push_back({type, symbols_of(graph, type->range)});
  }
  return rules;
}

}  // namespace

std::string in_a_line(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  return truncate_to_width(line, kMostColumns);
}

std::vector<std::string> keys_in(const Value& value) {
  if (value.is_string()) return {value.string()};
  std::vector<std::string> keys;
  if (value.is_list())
    for (const Value& member : value.list())
      if (member.is_string()) keys.push_back(member.string());
  return keys;
}

CheckContext::CheckContext(const TemporalGraph& graph)
    : graph_(graph),
      name_key_(graph.symbol("name")),
      view_(graph),
      rules_(graph.symbol_count()),
      lives_(graph.vertex_count()) {
  DeclaredTypes declared;
  for (const RelationType& type : graph.ontology().relation_types) declared.emplace(type.name, &type);
  for (const std::string& name : graph.relation_type_names()) {
    const auto symbol = graph.symbol(name);
    if (symbol && graph.has_edges_of_type(*symbol)) rules_[symbol->value] = rules_of(graph, declared, name);
  }
}

const Life& CheckContext::life(Vertex v) const {
  if (!lives_[v]) lives_[v] = view_.life(v);
  return *lives_[v];
}

const Conflicts& CheckContext::conflicts() const {
  if (!conflicts_) {
    ConflictChoice choice;
    choice.most = kMostClashes;
    conflicts_ = find_conflicts(view_, choice);
  }
  return *conflicts_;
}

std::vector<Edge> CheckContext::lifetime_relations(Vertex v, std::size_t most) const {
  std::vector<Edge> relations;
  for (const SymbolId type : graph_.traits().lifetime_types()) {
    const EdgeRun run = graph_.out(v, type);
    for (std::size_t i = 0; i < run.size() && relations.size() < most; ++i)
      if (graph_.period(run.edge(i)) != Period::always()) relations.push_back(run.edge(i));
  }
  return relations;
}

std::vector<FindingFact> CheckContext::lifetime_facts(Vertex v) const {
  std::vector<FindingFact> facts;
  if (graph_.period_of_vertex(v) != Period::always()) facts.push_back(fact(v));
  for (const Edge e : lifetime_relations(v, kMostFacts)) facts.push_back(fact_of_relation(e));
  return facts;
}

std::optional<Edge> CheckContext::find_relation(std::string_view key) const {
  if (!relation_by_key_) {
    relation_by_key_.emplace();
    for (const Edge e : graph_.edges())
      if (const std::string_view k = graph_.relation_key(e); !k.empty()) relation_by_key_->emplace(k, e);
  }
  const auto found = relation_by_key_->find(key);
  if (found == relation_by_key_->end()) return std::nullopt;
  return found->second;
}

const std::vector<FoldedName>& CheckContext::names() const {
  if (names_) return *names_;
  names_.emplace();
  const auto aliases = graph_.symbol("aliases");
  for (Vertex v = 0; v < graph_.vertex_count(); ++v) {
    const bool has_name = name_key_ && !graph_.property(v, *name_key_).is_null();
    if (!has_name && !(aliases && !graph_.property(v, *aliases).is_null())) continue;
    for (const PropertyFact& property : graph_.node_record(v).properties) {
      if (property.key != "name" && property.key != "aliases") continue;
      for (const std::string& name : keys_in(property.value))
        if (std::string folded = fold(name); !folded.empty()) names_->push_back({std::move(folded), v});
    }
  }
  std::sort(names_->begin(), names_->end());
  names_->erase(std::unique(names_->begin(), names_->end()), names_->end());
  return *names_;
}

std::vector<Vertex> CheckContext::named(std::string_view name) const {
  const std::string folded = fold(name);
  std::vector<Vertex> entities;
  auto at = std::lower_bound(names().begin(), names().end(), folded,
                             [](const FoldedName& n, const std::string& text) { return n.text < text; });
  for (; at != names().end() && at->text == folded; ++at) entities.push_back(at->entity);
  return entities;
}

std::string CheckContext::name(Vertex v) const {
  const Value name = name_key_ ? graph_.property(v, *name_key_) : Value();
  return in_a_line(name.is_string() ? std::string_view(name.string()) : graph_.key(v));
}

std::string CheckContext::type_in_words(SymbolId relation_type) const {
  return in_a_line(entente::in_words(graph_.symbol_name(relation_type)));
}

std::string CheckContext::statement(Edge e) const {
  const std::string verb = in_a_line(verb_of(graph_.symbol_name(graph_.type(e)), rules(e).declared, graph_.period(e)));
  return fmt::format("{} {} {}", name(graph_.source(e)), verb, name(graph_.target(e)));
}

std::string CheckContext::subject(Edge e) const {
  const std::string_view key = graph_.relation_key(e);
  return std::string(key.empty() ? graph_.key(graph_.source(e)) : key);
}

FindingFact CheckContext::fact(Vertex v) const {
  const auto labels = graph_.labels(v);
  std::string statement = name(v);
  if (!labels.empty()) statement += fmt::format(" ({})", in_a_line(graph_.symbol_name(labels.front())));
  return {std::string(graph_.key(v)), std::move(statement), graph_.validity_of_vertex(v),
          graph_.attribution_of_vertex(v)};
}

FindingFact CheckContext::fact_of_relation(Edge e) const {
  return {std::string(graph_.relation_key(e)), statement(e), graph_.validity(e), graph_.attribution(e)};
}

}  // namespace entente::checks
