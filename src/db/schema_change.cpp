#include "db/schema_change.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "graph/property_rules.hpp"

namespace entente {
namespace {

std::string made_name(const PropertyRule& rule) {
  std::string name = fold(rule.of);
  for (const std::string& property : rule.properties) name += "_" + fold(property);
  return name + "_" + std::string(entente::name(rule.kind));
}

bool is_same(const PropertyRule& one, const PropertyRule& other) {
  PropertyRule alike = one;
  alike.name = other.name;
  return alike == other;
}

[[noreturn]] void refuse_facts(const PropertyRule& rule, std::string_view what, const std::string& reason,
                               SourceSpan span) {
  throw Error(ErrorCode::kInvalidData, fmt::format("{} {}, against {}", what, reason, in_words(rule)), span,
              "change such facts first; in an ontology, without `strict`, the rule lets `entente check` list them")
      .with_detail("ConstraintCreationFailed");
}

void require_kept(const TemporalGraph& graph, const PropertyRule& rule, SourceSpan span) {
  for (Vertex v = 0; v < graph.vertex_count() && !rule.of_relations; ++v)
    if (const auto broken = broken_at(graph, rule, NodeRef{v}); broken && broken->certain)
      refuse_facts(rule, fmt::format("\"{}\"", printable(graph.key(v))), broken->reason, span);
  if (!rule.of_relations) return;
  for (const Edge e : graph.edges())
    if (const auto broken = broken_at(graph, rule, RelationshipRef{e}))
      refuse_facts(rule,
                   fmt::format("a {} from \"{}\" to \"{}\"", graph.symbol_name(graph.type(e)),
                               printable(graph.key(graph.source(e))), printable(graph.key(graph.target(e)))),
                   broken->reason, span);
}

std::optional<Ontology> created(const Ontology& ontology, const TemporalGraph& graph, const ast::SchemaChange& change,
                                UpdateCounts& counts) {
  PropertyRule rule = change.rule;
  rule.name = change.name ? change.name->text : made_name(rule);
  for (const PropertyRule& known : ontology.property_rules) {
    if (known.name != rule.name && !is_same(known, rule)) continue;
    if (change.if_needed) return std::nullopt;
    throw Error(ErrorCode::kConflict,
                known.name == rule.name ? fmt::format("there is one called `{}` already", rule.name)
                                        : fmt::format("it is there already, and called `{}`", known.name),
                change.span, "IF NOT EXISTS behind the name leaves it as it is");
  }
  Ontology changed = ontology;
  changed.property_rules.push_back(rule);
  if (const std::string fault = changed.fault_of_part(); !fault.empty())
    throw Error(ErrorCode::kInvalidData, fault, change.span);
  require_kept(graph, rule, change.span);
  ++(change.is_index ? counts.indexes_added : counts.constraints_added);
  return changed;
}

std::optional<Ontology> dropped(const Ontology& ontology, const ast::SchemaChange& change, UpdateCounts& counts) {
  const std::string_view what = change.is_index ? "index" : "constraint";
  Ontology changed = ontology;
  const auto is_meant = [&](const PropertyRule& rule) {
    return rule.name == change.name->text && (rule.kind == PropertyRuleKind::kIndex) == change.is_index;
  };
  if (std::erase_if(changed.property_rules, is_meant) > 0) {
    ++(change.is_index ? counts.indexes_removed : counts.constraints_removed);
    return changed;
  }
  if (change.if_needed) return std::nullopt;
  std::vector<std::string> names;
  for (const PropertyRule& rule : ontology.property_rules) {
    const bool is_index = rule.kind == PropertyRuleKind::kIndex;
    if (is_index == change.is_index)
      names.push_back(rule.name);
    else if (rule.name == change.name->text)
      throw Error(
          ErrorCode::kNotFound,
          fmt::format("`{}` is {}", rule.name, is_index ? "an index, and no constraint" : "a constraint, and no index"),
          change.span, is_index ? "DROP INDEX takes it" : "DROP CONSTRAINT takes it");
  }
  const std::string near = nearest(change.name->text, names);
  throw Error(ErrorCode::kNotFound, fmt::format("there is no {} `{}`", what, change.name->text), change.name->span,
              near.empty() ? "SHOW CONSTRAINTS and SHOW INDEXES list them" : fmt::format("did you mean `{}`?", near));
}

}  // namespace

std::optional<Ontology> changed_ontology(const Ontology& ontology, const TemporalGraph& graph,
                                         const ast::SchemaChange& change, UpdateCounts& counts) {
  return change.drop ? dropped(ontology, change, counts) : created(ontology, graph, change, counts);
}

}  // namespace entente
