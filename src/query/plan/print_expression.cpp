#include <fmt/format.h>

#include <algorithm>

#include "entente/time/date.hpp"
#include "query/functions/number_text.hpp"
#include "query/plan/print.hpp"
#include "query/plan/traverse.hpp"

namespace entente::plan {
namespace {

std::string in_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out + "'";
}

// How tightly an expression holds together; operands that hold less need parentheses.
enum Strength { kOr, kXor, kAnd, kNot, kComparison, kSum, kProduct, kPower, kAtom };

Strength strength_of(std::string_view op) {
  if (op == "+" || op == "-") return kSum;
  if (op == "*" || op == "/" || op == "%") return kProduct;
  if (op == "^" || op == "neg") return kPower;
  return kComparison;
}

class Printer {
 public:
  Printer(const Plan& plan, const TemporalGraph& graph) : plan_(plan), graph_(graph) {}

  std::string print(const ExpressionPtr& expression, Strength outer = kOr) {
    if (!expression) return "";
    std::string text = std::visit([&](const auto& node) { return show(node); }, expression->node);
    return strength(*expression) < outer ? "(" + text + ")" : text;
  }

 private:
  static Strength strength(const Expression& expression) {
    if (const auto* logical = std::get_if<Logical>(&expression.node)) {
      switch (logical->op) {
        case Logic::kAnd:
          return kAnd;
        case Logic::kOr:
          return kOr;
        case Logic::kXor:
          return kXor;
        case Logic::kNot:
          return kNot;
      }
    }
    if (std::holds_alternative<IsNull>(expression.node)) return kComparison;
    const auto* call = std::get_if<Call>(&expression.node);
    if (!call || find_operator(call->function->name) != call->function) return kAtom;
    if (call->function->name == "[]" || call->function->name == "[..]") return kAtom;
    return strength_of(call->function->name);
  }

  std::string list(const std::vector<ExpressionPtr>& items, std::string_view separator = ", ", Strength outer = kOr) {
    std::vector<std::string> parts;
    for (const ExpressionPtr& item : items) parts.push_back(print(item, outer));
    return fmt::format("{}", fmt::join(parts, separator));
  }

  std::string name(Slot slot) const { return slot_name(plan_, slot); }

  std::string show(const Constant& n) { return print_value(n.value); }
  std::string show(const Parameter& n) { return "$" + n.name; }
  std::string show(const SlotRead& n) { return name(n.slot); }
  std::string show(const PropertyRead& n) { return fmt::format("{}.{}", print(n.object, kAtom), n.key); }
  std::string show(const ListMake& n) { return fmt::format("[{}]", list(n.items)); }
  std::string show(const MapMake& n) {
    std::vector<std::string> parts;
    if (n.rest) parts.push_back(fmt::format("..{}", print(n.rest)));
    for (const auto& [key, value] : n.entries) parts.push_back(fmt::format("{}: {}", key, print(value)));
    return fmt::format("{{{}}}", fmt::join(parts, ", "));
  }

  std::string show(const Call& n) {
    const std::string_view op = n.function->name;
    const auto& a = n.arguments;
    if (find_operator(op) != n.function) return fmt::format("{}({})", op, list(a));
    if (op == "neg") return "-" + print(a[0], kPower);
    if (op == "[]") return fmt::format("{}[{}]", print(a[0], kAtom), print(a[1]));
    if (op == "[..]") return fmt::format("{}[{}..{}]", print(a[0], kAtom), print(a[1]), print(a[2]));
    const Strength own = strength_of(op);
    return fmt::format("{} {} {}", print(a[0], own), op, print(a[1], static_cast<Strength>(own + 1)));
  }

  std::string show(const Logical& n) {
    switch (n.op) {
      case Logic::kAnd:
        return list(n.operands, " AND ", kAnd);
      case Logic::kOr:
        return list(n.operands, " OR ", kXor);
      case Logic::kXor:
        return list(n.operands, " XOR ", kAnd);
      case Logic::kNot:
        return "NOT " + print(n.operands.front(), kNot);
    }
    return "";
  }

  std::string show(const IsNull& n) {
    return fmt::format("{} IS {}NULL", print(n.operand, kSum), n.negated ? "NOT " : "");
  }

  std::string show(const LabelTest& n) {
    std::string out = print(n.operand, kAtom);
    for (const std::optional<SymbolId>& label : n.labels) {
      out += label ? fmt::format(":{}", graph_.symbol_name(*label)) : ":(no such label)";
    }
    return out;
  }

  std::string show(const Case& n) {
    std::string out = "CASE";
    if (n.subject) out += " " + print(n.subject);
    for (const auto& [when, then] : n.branches) out += fmt::format(" WHEN {} THEN {}", print(when), print(then));
    if (n.otherwise) out += " ELSE " + print(n.otherwise);
    return out + " END";
  }

  std::string show(const ListComprehension& n) {
    std::string out = fmt::format("[{} IN {}", name(n.item), print(n.list));
    if (n.where) out += " WHERE " + print(n.where);
    if (n.result) out += " | " + print(n.result);
    return out + "]";
  }

  std::string show(const Quantifier& n) {
    constexpr std::string_view kWords[] = {"all", "any", "none", "single"};
    return fmt::format("{}({} IN {} WHERE {})", kWords[static_cast<std::size_t>(n.kind)], name(n.item), print(n.list),
                       print(n.where));
  }

  std::string show(const Reduce& n) {
    return fmt::format("reduce({} = {}, {} IN {} | {})", name(n.accumulator), print(n.initial), name(n.item),
                       print(n.list), print(n.step));
  }

  std::string show(const Subplan& n) {
    constexpr std::string_view kWords[] = {"EXISTS", "COLLECT", "FIRST"};
    return fmt::format("{} {{ {} }}", kWords[static_cast<std::size_t>(n.result)], print_line(plan_, graph_, n.root));
  }

  std::string show(const PathMake& n) {
    std::vector<std::string> parts;
    for (const Slot part : n.parts) parts.push_back(name(part));
    return fmt::format("path({})", fmt::join(parts, ", "));
  }

  const Plan& plan_;
  const TemporalGraph& graph_;
};

}  // namespace

std::string print_value(const Value& value) {
  switch (value.type()) {
    case ValueType::kNull:
      return "null";
    case ValueType::kBoolean:
      return value.boolean() ? "true" : "false";
    case ValueType::kInteger:
      return fmt::format("{}", value.integer());
    case ValueType::kFloat:
      return float_text(value.floating());
    case ValueType::kString:
      return in_quotes(value.string());
    case ValueType::kList: {
      std::vector<std::string> parts;
      for (const Value& item : value.list()) parts.push_back(print_value(item));
      return fmt::format("[{}]", fmt::join(parts, ", "));
    }
    case ValueType::kMap: {
      std::vector<std::string> parts;
      for (const auto& [key, item] : value.map()) parts.push_back(fmt::format("{}: {}", key, print_value(item)));
      return fmt::format("{{{}}}", fmt::join(parts, ", "));
    }
    case ValueType::kNode:
      return fmt::format("node {}", value.node().index);
    case ValueType::kRelationship:
      return fmt::format("relationship {}", value.relationship().index);
    case ValueType::kPath:
      return fmt::format("path of {}", value.path().relationships.size());
    case ValueType::kPeriod:
      return fmt::format("edtf({})",
                         in_quotes(value.period().is_set() ? text_of(value.period()) : edtf_of(value.period())));
    case ValueType::kInstant:
      return fmt::format("instant({})", in_quotes(print_point(value.instant())));
    case ValueType::kDate:
    case ValueType::kLocalTime:
    case ValueType::kTime:
    case ValueType::kLocalDateTime:
    case ValueType::kDateTime:
    case ValueType::kDuration:
      return fmt::format("{}({})", temporal_constructor(value.type()), in_quotes(print_temporal(value)));
  }
  return "";
}

std::string print(const ExpressionPtr& expression, const Plan& plan, const TemporalGraph& graph) {
  return Printer(plan, graph).print(expression);
}

std::string slot_name(const Plan& plan, Slot slot) {
  if (slot < 0) return "";
  const std::string& name = plan.slot_names[slot];
  const bool alone = std::count(plan.slot_names.begin(), plan.slot_names.end(), name) == 1;
  return alone ? name : fmt::format("{}#{}", name, slot);
}

}  // namespace entente::plan
