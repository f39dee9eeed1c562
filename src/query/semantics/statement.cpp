#include "query/semantics/statement.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "query/plan/traverse.hpp"
#include "query/semantics/ast_walk.hpp"
#include "query/semantics/expressions.hpp"
#include "query/semantics/fail.hpp"

namespace entente {
namespace {

bool same_or_null(const ast::ExpressionPtr& a, const ast::ExpressionPtr& b) {
  return (!a && !b) || (a && b && same(*a, *b));
}

bool known(const std::vector<std::string>& names, std::string_view name) {
  return std::binary_search(names.begin(), names.end(), name);
}

}  // namespace

plan::Slot Statement::new_slot(std::string name) {
  const plan::Slot slot = plan.slot_count++;
  plan.slot_names.push_back(name.empty() ? fmt::format("_{}", slot) : std::move(name));
  return slot;
}

void Statement::warn_unknown(std::string_view what, const ast::Name& name, const std::vector<std::string>& names) {
  const auto same_place = [&](const Warning& w) { return w.span == name.span; };
  if (graph.vertex_count() == 0 || known(names, name.text)) return;
  if (std::any_of(plan.warnings.begin(), plan.warnings.end(), same_place)) return;
  const std::string near = nearest(name.text, names);
  plan.warnings.push_back({fmt::format("no {} `{}` in this store", what, name.text), name.span,
                           near.empty() ? std::string() : fmt::format("did you mean `{}`?", near)});
}

std::optional<SymbolId> Statement::label(const ast::Name& name) {
  if (!labels_) labels_ = graph.label_names();
  warn_unknown("label", name, *labels_);
  return graph.symbol(name.text);
}

std::vector<SymbolId> Statement::relation_types(const ast::Name& name) {
  if (!types_) types_ = graph.relation_type_names();
  warn_unknown("relation type", name, *types_);
  return graph.subrelations(name.text);
}

std::optional<SymbolId> Statement::property_key(const ast::Name& name, bool of_graph_element) {
  if (of_graph_element) {
    if (!keys_) keys_ = graph.property_key_names();
    warn_unknown("property", name, *keys_);
  }
  return graph.symbol(name.text);
}

plan::SliceIndex Statement::slice(const ast::TimeClauses& time) {
  if (time.system) {
    fail_unsupported("FOR SYSTEM_TIME is not offered yet", time.system->span,
                     "leave it out to read what the store knows now");
  }
  return time.valid ? add_slice(*time.valid) : default_slice;
}

plan::SliceIndex Statement::add_slice(const ast::ValidTimeClause& clause) {
  if (clause.range == ast::TimeRange::kAll) return -1;
  for (const auto& [other, index] : slices_) {
    if (other.range == clause.range && other.possibly == clause.possibly && same_or_null(other.from, clause.from) &&
        same_or_null(other.to, clause.to)) {
      return index;
    }
  }
  const Scope nothing;
  const auto bound = [&](const ast::ExpressionPtr& expression) -> plan::ExpressionPtr {
    if (!expression) return nullptr;
    Environment environment{.scope = &nothing, .place = "a time clause"};
    environment.variables_forbidden =
        "a time clause is read once, before the first row: it takes a date or a parameter";
    return bind_expression(*this, *expression, environment).expression;
  };
  plan.slices.push_back({clause.range, clause.possibly, bound(clause.from), bound(clause.to), clause.span});
  const auto index = static_cast<plan::SliceIndex>(plan.slices.size()) - 1;
  slices_.emplace_back(clause, index);
  return index;
}

}  // namespace entente
