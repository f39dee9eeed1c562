#include "query/semantics/ast_walk.hpp"

#include <algorithm>

#include "query/functions/function.hpp"
#include "query/plan/traverse.hpp"

namespace entente {
namespace {

using plan::Overloaded;

std::vector<const ast::Expression*> children(const ast::Expression& expression) {
  std::vector<const ast::Expression*> out;
  for_each_child(expression, [&](const ast::Expression& child) { out.push_back(&child); });
  return out;
}

bool same_names(const std::vector<ast::Name>& a, const std::vector<ast::Name>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const ast::Name& x, const ast::Name& y) { return x.text == y.text; });
}

// What a node says besides its children.
struct SameNode {
  template <class Other>
  bool operator()(const Other&) const {
    return false;
  }  // holds a pattern or a subquery
  bool operator()(const ast::Literal& a) const {
    const Value& other = get<ast::Literal>().value;
    return a.value.type() == other.type() && equivalent(a.value, other);
  }
  bool operator()(const ast::Parameter& a) const { return a.name == get<ast::Parameter>().name; }
  bool operator()(const ast::Variable& a) const { return a.name == get<ast::Variable>().name; }
  bool operator()(const ast::Property& a) const { return a.key.text == get<ast::Property>().key.text; }
  bool operator()(const ast::ListLiteral&) const { return true; }
  bool operator()(const ast::MapLiteral& a) const {
    const auto& b = get<ast::MapLiteral>().entries;
    return std::equal(a.entries.begin(), a.entries.end(), b.begin(), b.end(),
                      [](const auto& x, const auto& y) { return x.first.text == y.first.text; });
  }
  bool operator()(const ast::Unary& a) const { return a.op == get<ast::Unary>().op; }
  bool operator()(const ast::Binary& a) const { return a.op == get<ast::Binary>().op; }
  bool operator()(const ast::ComparisonChain& a) const {
    const auto& b = get<ast::ComparisonChain>().rest;
    return std::equal(a.rest.begin(), a.rest.end(), b.begin(), b.end(),
                      [](const auto& x, const auto& y) { return x.first == y.first; });
  }
  bool operator()(const ast::PeriodComparison& a) const {
    return a.predicate == get<ast::PeriodComparison>().predicate;
  }
  bool operator()(const ast::IsNull& a) const { return a.negated == get<ast::IsNull>().negated; }
  bool operator()(const ast::LabelTest& a) const { return same_names(a.labels, get<ast::LabelTest>().labels); }
  bool operator()(const ast::Subscript&) const { return true; }
  bool operator()(const ast::Slice& a) const {
    const auto& b = get<ast::Slice>();
    return !a.from == !b.from && !a.to == !b.to;
  }
  bool operator()(const ast::Call& a) const {
    const auto& b = get<ast::Call>();
    return a.name.text == b.name.text && a.distinct == b.distinct && a.star == b.star;
  }
  bool operator()(const ast::Case& a) const {
    const auto& b = get<ast::Case>();
    return !a.subject == !b.subject && !a.otherwise == !b.otherwise && a.branches.size() == b.branches.size();
  }
  bool operator()(const ast::ListComprehension& a) const {
    const auto& b = get<ast::ListComprehension>();
    return a.variable.text == b.variable.text && !a.where == !b.where && !a.result == !b.result;
  }
  bool operator()(const ast::Quantifier& a) const {
    const auto& b = get<ast::Quantifier>();
    return a.kind == b.kind && a.variable.text == b.variable.text;
  }
  bool operator()(const ast::Reduce& a) const {
    const auto& b = get<ast::Reduce>();
    return a.accumulator.text == b.accumulator.text && a.variable.text == b.variable.text;
  }

  bool operator()(const ast::MapProjection& a) const {
    const auto& b = get<ast::MapProjection>();
    return a.all == b.all && std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(),
                                        [](const auto& x, const auto& y) { return x.first.text == y.first.text; });
  }

  template <class Node>
  const Node& get() const {
    return std::get<Node>(other.node);
  }
  const ast::Expression& other;
};

}  // namespace

void for_each_child(const ast::Expression& expression, const std::function<void(const ast::Expression&)>& visit) {
  const auto one = [&](const ast::ExpressionPtr& child) {
    if (child) visit(*child);
  };
  const auto all = [&](const std::vector<ast::ExpressionPtr>& list) { std::for_each(list.begin(), list.end(), one); };
  std::visit(Overloaded{
                 [](const auto&) {},
                 [&](const ast::Property& n) { one(n.object); },
                 [&](const ast::ListLiteral& n) { all(n.items); },
                 [&](const ast::MapLiteral& n) {
                   for (const auto& [key, value] : n.entries) one(value);
                 },
                 [&](const ast::Unary& n) { one(n.operand); },
                 [&](const ast::Binary& n) { one(n.left), one(n.right); },
                 [&](const ast::ComparisonChain& n) {
                   one(n.first);
                   for (const auto& [op, operand] : n.rest) one(operand);
                 },
                 [&](const ast::PeriodComparison& n) { one(n.left), one(n.right); },
                 [&](const ast::IsNull& n) { one(n.operand); },
                 [&](const ast::LabelTest& n) { one(n.operand); },
                 [&](const ast::Subscript& n) { one(n.object), one(n.index); },
                 [&](const ast::Slice& n) { one(n.list), one(n.from), one(n.to); },
                 [&](const ast::Call& n) { all(n.arguments); },
                 [&](const ast::Case& n) {
                   one(n.subject);
                   for (const auto& [when, then] : n.branches) one(when), one(then);
                   one(n.otherwise);
                 },
                 [&](const ast::ListComprehension& n) { one(n.list), one(n.where), one(n.result); },
                 [&](const ast::Quantifier& n) { one(n.list), one(n.where); },
                 [&](const ast::Reduce& n) { one(n.initial), one(n.list), one(n.step); },
                 [&](const ast::MapProjection& n) {
                   one(n.object);
                   for (const auto& [key, value] : n.entries) one(value);
                 },
             },
             expression.node);
}

bool has_aggregate(const ast::Expression& expression) {
  if (const auto* call = std::get_if<ast::Call>(&expression.node)) {
    if (call->star || find_aggregate(call->name.text)) return true;
  }
  bool found = false;
  for_each_child(expression, [&](const ast::Expression& child) { found = found || has_aggregate(child); });
  return found;
}

bool same(const ast::Expression& a, const ast::Expression& b) {
  if (a.node.index() != b.node.index() || !std::visit(SameNode{b}, a.node)) return false;
  const auto left = children(a);
  const auto right = children(b);
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](const ast::Expression* x, const ast::Expression* y) { return same(*x, *y); });
}

}  // namespace entente
