#include "db/checks/context.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "model/wording.hpp"

namespace entente::checks {
namespace {

constexpr int kMostColumns = 80;

std::vector<SymbolId> symbols_of(const TemporalGraph& graph, const std::vector<std::string>& names) {
  std::vector<SymbolId> symbols;
  for (const std::string& name : names)
    if (const auto symbol = graph.symbol(name)) symbols.push_back(*symbol);
  return symbols;
}

// The declared type and those above it, nearest first.
std::vector<const RelationType*> chain_of(const Ontology& ontology, std::string_view name) {
  std::vector<const RelationType*> chain;
  for (const RelationType* at = ontology.relation_type(name); at != nullptr;
       at = ontology.relation_type(at->sub_relation_of)) {
    if (std::find(chain.begin(), chain.end(), at) != chain.end()) break;
    chain.push_back(at);
  }
  return chain;
}

RelationRules rules_of(const TemporalGraph& graph, std::string_view name) {
  RelationRules rules;
  for (const RelationType* type : chain_of(graph.ontology(), name)) {
    if (rules.declared == nullptr) rules.declared = type;
    if (!type->domain.empty()) rules.domain.push_back({type, symbols_of(graph, type->domain)});
    if (!type->range.empty()) rules.range.push_back({type, symbols_of(graph, type->range)});
    rules.within_from = rules.within_from || type->within_from;
    rules.within_to = rules.within_to || type->within_to;
    rules.is_lifetime = rules.is_lifetime || type->is_lifetime;
    rules.end_order = std::max(rules.end_order, type->end_order);
    if (type->single_valued) rules.single_valued = graph.symbol(type->name);
  }
  rules.symmetric = rules.declared != nullptr && rules.declared->symmetric;
  return rules;
}

// Takes another statement into what is known. Two statements of one lifetime are right together where some start and
// some end are allowed by both.
void add_statement(Lifetime& lifetime, Period& widest, const Period& said) {
  if (!lifetime.stated) {
    lifetime.stated = true;
    lifetime.period = widest = said;
    return;
  }
  widest = {std::min(widest.earliest_start, said.earliest_start), std::max(widest.latest_start, said.latest_start),
            std::min(widest.earliest_end, said.earliest_end), std::max(widest.latest_end, said.latest_end)};
  const Period& known = lifetime.period;
  const Period both{std::max(known.earliest_start, said.earliest_start),
                    std::min(known.latest_start, said.latest_start), std::max(known.earliest_end, said.earliest_end),
                    std::min(known.latest_end, said.latest_end)};
  lifetime.disputed = lifetime.disputed || !both.is_valid();
  lifetime.period = lifetime.disputed ? widest : both;
}

}  // namespace

std::string in_a_line(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  return truncate_to_width(line, kMostColumns);
}

std::vector<std::string> keys_in(const Value& value) {
  if (value.is_string()) return {value.as_string()};
  std::vector<std::string> keys;
  if (value.is_list())
    for (const Value& member : value.as_list())
      if (member.is_string()) keys.push_back(member.as_string());
  return keys;
}

CheckContext::CheckContext(const TemporalGraph& graph)
    : graph_(graph), name_key_(graph.symbol("name")), rules_(graph.symbol_count()) {
  for (const std::string& name : graph.relation_type_names()) {
    const auto symbol = graph.symbol(name);
    if (!symbol) continue;
    rules_[symbol->value] = rules_of(graph, name);
    if (rules_[symbol->value].is_lifetime) lifetime_types_.push_back(*symbol);
  }
}

bool CheckContext::any_rule(bool (*holds)(const RelationRules&)) const {
  return std::any_of(rules_.begin(), rules_.end(), holds);
}

std::vector<Lifetime> CheckContext::all_lifetimes() const {
  std::vector<Lifetime> lifetimes(graph_.vertex_count());
  for (Vertex v = 0; v < graph_.vertex_count(); ++v) {
    Period widest;
    if (const Period own = graph_.period_of_vertex(v); own != Period::always())
      add_statement(lifetimes[v], widest, own);
    for (const Edge e : lifetime_relations(v, graph_.edge_count()))
      add_statement(lifetimes[v], widest, graph_.period(e));
  }
  return lifetimes;
}

const Lifetime& CheckContext::lifetime(Vertex v) const {
  if (!lifetimes_) lifetimes_ = all_lifetimes();
  return (*lifetimes_)[v];
}

std::vector<Edge> CheckContext::lifetime_relations(Vertex v, std::size_t most) const {
  std::vector<Edge> relations;
  for (const SymbolId type : lifetime_types_) {
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
    for (Edge e = 0; e < graph_.edge_count(); ++e)
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
  return in_a_line(name.is_string() ? std::string_view(name.as_string()) : graph_.key(v));
}

std::string CheckContext::type_in_words(SymbolId relation_type) const {
  return in_a_line(in_words(graph_.symbol_name(relation_type)));
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
