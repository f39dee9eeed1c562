#include "query/semantics/statement.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "entente/graph/life_order.hpp"
#include "query/plan/traverse.hpp"
#include "query/semantics/ast_walk.hpp"
#include "query/semantics/expressions.hpp"
#include "query/semantics/fail.hpp"

namespace entente {
namespace {

// More than anybody reads; and each looks for the nearest of all names.
constexpr std::size_t kMostWarnings = 100;

bool same_or_null(const ast::ExpressionPtr& a, const ast::ExpressionPtr& b) {
  return (!a && !b) || (a && b && same(*a, *b));
}

bool same(const ast::SystemTimeClause& a, const ast::SystemTimeClause& b) {
  return a.range == b.range && a.from.is_commit == b.from.is_commit && a.to.is_commit == b.to.is_commit &&
         same_or_null(a.from.at, b.from.at) && same_or_null(a.to.at, b.to.at);
}

bool known(const std::vector<std::string>& names, std::string_view name) {
  return std::binary_search(names.begin(), names.end(), name);
}

// Valid time is no property, whatever exchange formats and other databases call it.
std::string hint_of_time(std::string_view key, std::string_view object) {
  std::string plain;
  for (const char c : fold(key)) {
    if (c != '_' && c != '-' && c != ' ') plain += c;
  }
  const auto is_one_of = [&](std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), plain) != names.end();
  };
  const std::string_view x = object.empty() ? "x" : object;
  if (is_one_of({"valid", "validity", "validtime", "time", "date", "dates", "when", "period", "timespan", "at"}))
    return fmt::format("when it was valid is valid({})", x);
  if (is_one_of({"start",       "startdate",   "starttime",    "startyear", "begin",     "begindate",
                 "began",       "from",        "fromdate",     "since",     "validfrom", "earlieststart",
                 "lateststart", "born",        "birth",        "birthdate", "birthyear", "dateofbirth",
                 "founded",     "established", "foundingdate", "inception"}))
    return fmt::format("when it began is valid({}).start", x);
  if (is_one_of({"end",       "enddate",   "endtime",     "endyear",     "ended",     "to",       "todate",
                 "until",     "validto",   "validuntil",  "earliestend", "latestend", "died",     "death",
                 "deathdate", "deathyear", "dateofdeath", "dissolved",   "abolished", "disbanded"}))
    return fmt::format("when it ended is valid({}).end", x);
  if (is_one_of({"year", "month", "day"}))
    return fmt::format("the {} in which it began is valid({}).start.{}", plain, x, plain);
  return {};
}

}  // namespace

void Statement::warn_unknown(std::string_view what, const ast::Name& name, const std::vector<std::string>& names,
                             std::string hint) {
  const auto same_place = [&](const Warning& w) { return w.span == name.span; };
  if (graph.vertex_count() == 0 || known(names, name.text) || plan.warnings.size() >= kMostWarnings) return;
  if (std::any_of(plan.warnings.begin(), plan.warnings.end(), same_place)) return;
  const std::string near = hint.empty() ? nearest(name.text, names) : std::string();
  if (!near.empty()) hint = fmt::format("did you mean `{}`?", near);
  plan.warnings.push_back({fmt::format("no {} `{}` in this store", what, name.text), name.span, std::move(hint)});
}

std::optional<SymbolId> Statement::label(const ast::Name& name) {
  if (!labels_) labels_ = graph.label_names();
  warn_unknown("label", name, *labels_);
  return graph.symbol(name.text);
}

void Statement::relation_types(const ast::Name& name, NamedTypes& types) {
  if (!types_) {
    types_ = graph.relation_type_names();
    for (const RelationType& type : graph.ontology().relation_types) {
      if (!type.inverse.empty()) types_->push_back(type.inverse);
    }
    std::sort(types_->begin(), types_->end());
    types_->erase(std::unique(types_->begin(), types_->end()), types_->end());
  }
  warn_unknown("relation type", name, *types_);
  types.add(graph, name.text);
}

std::optional<SymbolId> Statement::property_key(const ast::Name& name, bool of_graph_element, std::string_view object) {
  if (of_graph_element) {
    if (!keys_) keys_ = graph.property_key_names();
    warn_unknown("property", name, *keys_, hint_of_time(name.text, object));
  }
  return graph.symbol(name.text);
}

void Statement::warn_unknown_name(const plan::ExpressionPtr& name, Spelling spelling) {
  const auto* constant = plan::as<plan::Constant>(name);
  const std::optional<SymbolId> key = graph.symbol("name");
  if (!constant || !constant->value.is_string() || !key || plan.warnings.size() >= kMostWarnings) return;
  const std::string& text = constant->value.string();
  const auto same_place = [&](const Warning& w) { return w.span == name->span; };
  if (std::any_of(plan.warnings.begin(), plan.warnings.end(), same_place)) return;
  // In this order: the index of all names is not made for a query that has no need of it.
  if (spelling == Spelling::kExact && !graph.vertices_with_value(*key, constant->value).empty()) return;
  if (spelling == Spelling::kAny && graph.find(text)) return;
  const auto bearers = graph.named(text);
  if (spelling == Spelling::kAny && !bearers.empty()) return;
  Warning warning{fmt::format("no entity is called `{}`", text), name->span, {}};
  if (!bearers.empty()) {
    const Vertex first = bearers.front().vertex;
    const Value called = graph.property(first, *key);
    warning.hint = fmt::format("named(n, '{}') finds `{}`, by another spelling or by an alias", text,
                               called.is_string() ? called.string() : std::string(graph.key(first)));
  } else if (const auto near = graph.nearest_names(text, 3); !near.empty()) {
    warning.hint = fmt::format("did you mean `{}`?", fmt::join(near, "`, or `"));
  }
  plan.warnings.push_back(std::move(warning));
}

void Statement::warn_order_lost(const plan::ExpressionPtr& side, SourceSpan place) {
  const auto* read = plan::as<plan::SlotRead>(side);
  if (read == nullptr || plan.warnings.size() >= kMostWarnings) return;
  if (std::find(times_of_nodes.begin(), times_of_nodes.end(), read->slot) == times_of_nodes.end()) return;
  const View all(graph);
  if (LifeOrder(all).empty()) return;
  plan.warnings.push_back({"relations of order (PRECEDED) say nothing of a time that WITH has passed on", place,
                           "compare valid(node) itself, or pass on tightened(node)"});
}

plan::SliceIndex Statement::slice(const ast::TimeClauses& time, const ast::ExpressionPtr& according_to,
                                  std::optional<Reading> reading) {
  Stated stated = default_slice < 0 ? Stated{} : slices_[static_cast<std::size_t>(default_slice)];
  if (time.valid) stated.valid = *time.valid;
  if (according_to) stated.according_to = according_to;
  if (reading) stated.valid.reading = *reading;
  return add_slice(stated);
}

plan::SliceIndex Statement::add_slice(const Stated& stated) {
  const ast::ValidTimeClause& valid = stated.valid;
  if (valid.range == ast::TimeRange::kAll && valid.reading == Reading::kCertain && !stated.according_to) return -1;
  const auto known = std::find_if(slices_.begin(), slices_.end(), [&](const Stated& other) {
    return other.valid.range == valid.range && other.valid.reading == valid.reading &&
           same_or_null(other.valid.from, valid.from) && same_or_null(other.valid.to, valid.to) &&
           same_or_null(other.according_to, stated.according_to);
  });
  if (known != slices_.end()) return static_cast<plan::SliceIndex>(known - slices_.begin());
  const auto date = [&](const ast::ExpressionPtr& expression) {
    return bind_free(expression, "a time clause",
                     "a time clause is read once, before the first row: it takes a date or a parameter");
  };
  plan::SliceSpec spec{valid.range, valid.reading, date(valid.from), date(valid.to), valid.span, nullptr};
  spec.according_to = bind_free(stated.according_to, "ACCORDING TO",
                                "ACCORDING TO is read once, before the first row: it takes names of sources, or a "
                                "parameter; for a source of each row, ask sources(x) in WHERE");
  plan.slices.push_back(std::move(spec));
  slices_.push_back(stated);
  return static_cast<plan::SliceIndex>(slices_.size()) - 1;
}

plan::ExpressionPtr Statement::bind_free(const ast::ExpressionPtr& expression, std::string_view place,
                                         std::string_view rule) {
  if (!expression) return nullptr;
  const Scope nothing;
  Environment environment{.scope = &nothing, .place = place};
  environment.variables_forbidden = rule;
  return bind_expression(*this, *expression, environment).expression;
}

void Statement::note_system(const std::optional<ast::SystemTimeClause>& stated, SourceSpan place) {
  const std::optional<ast::SystemTimeClause>& clause = stated ? stated : default_system;
  require_state(place);
  if (system_) {
    const bool is_same = system_->has_value() == clause.has_value() && (!clause || same(*clause, **system_));
    if (is_same) return;
    fail_unsupported("a statement has one FOR SYSTEM_TIME, and this one states another before",
                     clause ? clause->span : place,
                     "put FOR SYSTEM_TIME before the first clause; `entente diff --system` compares two states");
  }
  system_ = clause;
  if (!clause) return;
  const auto bound = [&](const ast::SystemBound& stated_bound) {
    return plan::SystemBound{
        bind_free(stated_bound.at, "FOR SYSTEM_TIME",
                  "a time clause is read once, before the first row: it takes a date, a commit or a parameter"),
        stated_bound.is_commit};
  };
  plan.system = plan::SystemSpec{clause->range, bound(clause->from), bound(clause->to), clause->span};
}

void Statement::require_state(SourceSpan place) const {
  if (!states_ended) return;
  fail_unsupported("over a range of system time, what is asked of each state stands before the first WITH or RETURN",
                   place, "match it in the MATCH clauses before, or read one state: FOR SYSTEM_TIME AS OF");
}

}  // namespace entente
