#include "query/syntax/print_ast.hpp"

#include <fmt/format.h>
#include <algorithm>

#include <string_view>

#include "query/syntax/path_words.hpp"
#include "query/syntax/print_detail.hpp"

namespace entente {
namespace syntax {

using ast::BinaryOperator;

std::string join(const std::vector<std::string>& parts) {
  std::string out = "(";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += ' ';
    out += parts[i];
  }
  return out + ")";
}

std::string print_or_blank(const ast::ExpressionPtr& expression) {
  return expression ? print(*expression) : "_";
}

std::string print_in_line(const ast::Query& query) {
  std::string lines = print(query);
  std::replace(lines.begin(), lines.end(), '\n', ' ');
  return lines;
}

namespace {

std::string_view sign(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::kOr:
      return "or";
    case BinaryOperator::kXor:
      return "xor";
    case BinaryOperator::kAnd:
      return "and";
    case BinaryOperator::kEqual:
      return "=";
    case BinaryOperator::kNotEqual:
      return "<>";
    case BinaryOperator::kLess:
      return "<";
    case BinaryOperator::kLessOrEqual:
      return "<=";
    case BinaryOperator::kGreater:
      return ">";
    case BinaryOperator::kGreaterOrEqual:
      return ">=";
    case BinaryOperator::kAdd:
      return "+";
    case BinaryOperator::kSubtract:
      return "-";
    case BinaryOperator::kMultiply:
      return "*";
    case BinaryOperator::kDivide:
      return "/";
    case BinaryOperator::kModulo:
      return "%";
    case BinaryOperator::kPower:
      return "^";
    case BinaryOperator::kIn:
      return "in";
    case BinaryOperator::kStartsWith:
      return "starts-with";
    case BinaryOperator::kEndsWith:
      return "ends-with";
    case BinaryOperator::kMatches:
      return "=~";
  }
  return "?";
}

std::string print_literal(const Value& value) {
  switch (value.type()) {
    case ValueType::kBoolean:
      return value.boolean() ? "true" : "false";
    case ValueType::kInteger:
      return std::to_string(value.integer());
    case ValueType::kFloat: {
      const std::string digits = fmt::format("{}", value.floating());
      return digits.find_first_of(".en") == std::string::npos ? digits + ".0" : digits;
    }
    case ValueType::kString:
      return "'" + value.string() + "'";
    default:
      return "null";
  }
}

struct Printer {
  std::string operator()(const ast::Literal& e) const { return print_literal(e.value); }
  std::string operator()(const ast::Parameter& e) const { return "$" + e.name; }
  std::string operator()(const ast::Variable& e) const { return e.name; }
  std::string operator()(const ast::Property& e) const { return join({".", print(*e.object), e.key.text}); }
  std::string operator()(const ast::ListLiteral& e) const {
    std::vector<std::string> parts{"list"};
    for (const auto& item : e.items) parts.push_back(print(*item));
    return join(parts);
  }
  std::string operator()(const ast::MapLiteral& e) const {
    std::vector<std::string> parts{"map"};
    for (const auto& [key, item] : e.entries) parts.push_back(join({key.text, print(*item)}));
    return join(parts);
  }
  std::string operator()(const ast::Unary& e) const {
    const char* op = e.op == ast::UnaryOperator::kNot ? "not" : e.op == ast::UnaryOperator::kMinus ? "-" : "+";
    return join({op, print(*e.operand)});
  }
  std::string operator()(const ast::Binary& e) const {
    return join({std::string(sign(e.op)), print(*e.left), print(*e.right)});
  }
  std::string operator()(const ast::ComparisonChain& e) const {
    std::vector<std::string> parts{"chain", print(*e.first)};
    for (const auto& [op, operand] : e.rest) {
      parts.emplace_back(sign(op));
      parts.push_back(print(*operand));
    }
    return join(parts);
  }
  std::string operator()(const ast::PeriodComparison& e) const {
    return join({spelt(*e.predicate, '-'), print(*e.left), print(*e.right)});
  }
  std::string operator()(const ast::IsNull& e) const {
    return join({e.negated ? "is-not-null" : "is-null", print(*e.operand)});
  }
  std::string operator()(const ast::LabelTest& e) const {
    std::vector<std::string> parts{"label", print(*e.operand)};
    for (const auto& label : e.labels) parts.push_back(label.text);
    return join(parts);
  }
  std::string operator()(const ast::Subscript& e) const { return join({"at", print(*e.object), print(*e.index)}); }
  std::string operator()(const ast::Slice& e) const {
    return join({"slice", print(*e.list), print_or_blank(e.from), print_or_blank(e.to)});
  }
  std::string operator()(const ast::Call& e) const {
    std::vector<std::string> parts{"call", e.name.text};
    if (e.distinct) parts.emplace_back("distinct");
    if (e.star) parts.emplace_back("*");
    for (const auto& argument : e.arguments) parts.push_back(print(*argument));
    return join(parts);
  }
  std::string operator()(const ast::Case& e) const {
    std::vector<std::string> parts{"case", print_or_blank(e.subject)};
    for (const auto& [condition, outcome] : e.branches)
      parts.push_back(join({"when", print(*condition), print(*outcome)}));
    if (e.otherwise) parts.push_back(join({"else", print(*e.otherwise)}));
    return join(parts);
  }
  std::string operator()(const ast::ListComprehension& e) const {
    return join({"comprehension", e.variable.text, print(*e.list), print_or_blank(e.where), print_or_blank(e.result)});
  }
  std::string operator()(const ast::Quantifier& e) const {
    constexpr const char* kWords[] = {"all", "any", "none", "single"};
    return join({kWords[static_cast<int>(e.kind)], e.variable.text, print(*e.list), print(*e.where)});
  }
  std::string operator()(const ast::Reduce& e) const {
    return join({"reduce", e.accumulator.text, print(*e.initial), e.variable.text, print(*e.list), print(*e.step)});
  }
  std::string operator()(const ast::PatternExpression& e) const { return print(*e.pattern); }
  std::string operator()(const ast::PatternComprehension& e) const {
    return join({"pattern-comprehension", e.path ? e.path->text : "_", print(*e.pattern), print_or_blank(e.where),
                 print(*e.result)});
  }
  std::string operator()(const ast::MapProjection& e) const {
    std::vector<std::string> parts{"project", print(*e.object)};
    if (e.all) parts.emplace_back(".*");
    for (const auto& [key, item] : e.entries) parts.push_back(join({key.text, print(*item)}));
    return join(parts);
  }
  std::string operator()(const ast::Subquery& e) const {
    constexpr const char* kWords[] = {"exists", "count", "collect"};
    return join({kWords[static_cast<int>(e.use)], print_in_line(*e.query)});
  }
};

void print_selection(const ast::PathPattern& path, std::vector<std::string>& parts) {
  if (std::string words = words_of(path.selection); !words.empty()) parts.push_back(std::move(words));
  if (path.without_apparatus) parts.emplace_back("without-apparatus");
}

template <class Pattern>
void print_details(const Pattern& pattern, std::vector<std::string>& parts) {
  if (pattern.properties) parts.push_back(print(*pattern.properties));
  if (pattern.where) parts.push_back(join({"where", print(*pattern.where)}));
  if (pattern.valid) parts.push_back(join({"valid", print(*pattern.valid)}));
  if (pattern.sources) parts.push_back(join({"sources", print(*pattern.sources)}));
}

std::string print_node(const ast::NodePattern& node) {
  std::vector<std::string> parts{"node"};
  if (node.variable) parts.push_back(node.variable->text);
  for (const auto& label : node.labels) parts.push_back(":" + label.text);
  if (node.label_condition) parts.push_back(join({"labels", print(*node.label_condition)}));
  print_details(node, parts);
  if (node.key) parts.push_back(join({"key", print(*node.key)}));
  return join(parts);
}

std::string print_relationship(const ast::RelationshipPattern& relationship) {
  constexpr const char* kArrows[] = {"->", "<-", "--"};
  std::vector<std::string> parts{kArrows[static_cast<int>(relationship.direction)]};
  if (relationship.variable) parts.push_back(relationship.variable->text);
  for (const auto& type : relationship.types) parts.push_back(":" + type.text);
  if (const auto& r = relationship.repetition)
    parts.push_back(fmt::format("*{}..{}", r->min, r->max ? std::to_string(*r->max) : ""));
  print_details(relationship, parts);
  return join(parts);
}

}  // namespace
}  // namespace syntax

std::string print(const ast::Expression& expression) {
  return std::visit(syntax::Printer(), expression.node);
}

std::string print(const ast::PathPattern& path) {
  std::vector<std::string> parts{"path"};
  if (path.variable) parts.push_back(path.variable->text);
  syntax::print_selection(path, parts);
  for (std::size_t i = 0; i < path.nodes.size(); ++i) {
    if (i > 0) parts.push_back(syntax::print_relationship(path.relationships[i - 1]));
    parts.push_back(syntax::print_node(path.nodes[i]));
  }
  return syntax::join(parts);
}

}  // namespace entente
