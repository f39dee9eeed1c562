#include "query/plan/print.hpp"

#include <fmt/format.h>

#include "query/plan/pattern_graph.hpp"
#include "query/plan/traverse.hpp"
#include "query/plan/update.hpp"
#include "query/syntax/path_words.hpp"

namespace entente::plan {
namespace {

class PlanPrinter {
 public:
  PlanPrinter(const Plan& plan, const TemporalGraph& graph) : plan_(plan), graph_(graph) {}

  std::string line(const Operator& op) const {
    return std::visit([&](const auto& node) { return show(node); }, op.node);
  }

 private:
  std::string name(Slot slot) const { return slot_name(plan_, slot); }
  std::string text(const ExpressionPtr& e) const { return print(e, plan_, graph_); }

  std::string names(const std::vector<Slot>& slots) const {
    std::vector<std::string> parts;
    for (const Slot slot : slots) parts.push_back(name(slot));
    return fmt::format("{}", fmt::join(parts, ", "));
  }

  std::string slice(SliceIndex index) const {
    if (index < 0) return "";
    const SliceSpec& spec = plan_.slices[index];
    return valid_time(spec) + (spec.according_to ? " according to " + text(spec.according_to) : "");
  }

  std::string valid_time(const SliceSpec& spec) const {
    constexpr std::string_view kWords[] = {"", " presumably", " possibly"};
    const std::string_view word = kWords[static_cast<std::size_t>(spec.reading)];
    switch (spec.range) {
      case ast::TimeRange::kAll:
        return "";
      case ast::TimeRange::kAsOf:
        return fmt::format("{} as of {}", word, text(spec.from));
      case ast::TimeRange::kFromTo:
        return fmt::format("{} from {} to {}", word, text(spec.from), text(spec.to));
      case ast::TimeRange::kBetween:
        return fmt::format("{} between {} and {}", word, text(spec.from), text(spec.to));
    }
    return "";
  }

  // A type that is taken against the arrow has one of its own: `<MEMBER_OF`; either way, `<MEMBER_OF>`.
  std::string types(const std::vector<SymbolId>& types, bool any, const std::vector<Direction>& ways = {}) const {
    if (any) return "";
    if (types.empty()) return ":(no such type)";
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < types.size(); ++i) {
      const Direction way = ways.empty() ? Direction::kOut : ways[i];
      parts.push_back(fmt::format("{}{}{}", way == Direction::kOut ? "" : "<", graph_.symbol_name(types[i]),
                                  way == Direction::kBoth ? ">" : ""));
    }
    return fmt::format(":{}", fmt::join(parts, "|"));
  }

  std::string arrow(Slot from, Direction direction, const std::string& inner, Slot to) const {
    return fmt::format("({}){}[{}]{}({})", name(from), direction == Direction::kIn ? "<-" : "-", inner,
                       direction == Direction::kOut ? "->" : "-", name(to));
  }

  std::string repetition(std::uint64_t min, const std::optional<std::uint64_t>& max) const {
    return fmt::format("*{}..{}", min, max ? std::to_string(*max) : "");
  }

  static std::string apparatus(bool left_out) { return left_out ? " without apparatus" : ""; }

  std::string each(Slot item, const ExpressionPtr& predicate) const {
    return predicate ? fmt::format(" where each {} has {}", name(item), text(predicate)) : "";
  }

  std::string unlike(const std::vector<Slot>& slots) const {
    return slots.empty() ? "" : fmt::format(" unlike {}", names(slots));
  }
  std::string unlike(const Unlike& pairs) const {
    std::vector<std::string> parts;
    for (const auto& [left, right] : pairs) parts.push_back(fmt::format("{} unlike {}", name(right), name(left)));
    return pairs.empty() ? "" : fmt::format(", {}", fmt::join(parts, ", "));
  }

  std::string assignments(const std::vector<std::pair<Slot, ExpressionPtr>>& items) const {
    std::vector<std::string> parts;
    for (const auto& [slot, expression] : items) {
      const std::string to = name(slot);
      const std::string from = text(expression);
      parts.push_back(to == from ? to : fmt::format("{} = {}", to, from));
    }
    return fmt::format("{}", fmt::join(parts, ", "));
  }

  std::string keys(const std::vector<SortKey>& keys) const {
    std::vector<std::string> parts;
    for (const SortKey& key : keys) parts.push_back(text(key.expression) + (key.descending ? " descending" : ""));
    return fmt::format("{}", fmt::join(parts, ", "));
  }

  // Followed by a blank.
  static std::string words(const PathSelection& selection) {
    const std::string words = syntax::words_of(selection);
    return words.empty() ? words : words + " ";
  }

  // The conditions last, as WHERE; the order where a rule chose one.
  std::string show(const Match& n) const {
    const PatternGraph& p = *n.pattern;
    std::vector<std::string> parts, conditions;
    std::vector<bool> joined(p.nodes.size());
    for (const PatternRelationship& r : p.relationships) {
      joined[r.from] = joined[r.to] = true;
      parts.push_back(show(p, r));
    }
    for (std::size_t i = 0; i < p.nodes.size(); ++i)
      if (!joined[i]) parts.push_back(fmt::format("({})", name(p.nodes[i].slot)));
    for (const auto* list : {&p.element_predicates, &p.where})
      for (const ExpressionPtr& e : *list) conditions.push_back(text(e));
    return fmt::format("Match {}{}{}{}", fmt::join(parts, ", "), slice(p.slice),
                       conditions.empty() ? "" : fmt::format(" where {}", fmt::join(conditions, " AND ")), order(p));
  }
  std::string show(const PatternGraph& p, const PatternRelationship& r) const {
    std::string inner = name(r.slot) + types(r.types, r.any_type, r.ways);
    if (r.repetition) inner += repetition(r.repetition->min, r.repetition->max);
    return (r.is_search ? words(r.selection) : "") +
           arrow(p.nodes[r.from].slot, r.direction, inner, p.nodes[r.to].slot) + each(r.item, r.each);
  }
  std::string order(const PatternGraph& p) const {
    std::vector<std::string> steps;
    for (const PatternStep& step : p.order) {
      const bool is_node = step.kind == PatternStep::Kind::kStart;
      steps.push_back(name(is_node ? p.nodes[step.index].slot : p.relationships[step.index].slot));
    }
    return steps.empty() ? "" : fmt::format(" from {}", fmt::join(steps, ", "));
  }
  std::string show(const Unit&) const { return "Unit"; }
  std::string show(const Argument&) const { return "Argument"; }
  std::string show(const KeptRows& n) const { return n.slots.empty() ? "KeptRows" : "KeptRows " + names(n.slots); }
  std::string show(const AllNodesScan& n) const {
    return fmt::format("AllNodesScan {}{}", name(n.node), slice(n.slice));
  }
  std::string show(const LabelScan& n) const {
    return fmt::format("LabelScan {}:{}{}", name(n.node), graph_.symbol_name(n.label), slice(n.slice));
  }
  std::string declared_index(const NodeSeek& n) const {
    if (n.by != SeekBy::kProperty || !n.label) return {};
    for (const PropertyRule& rule : graph_.ontology().property_rules)
      if (rule.kind == PropertyRuleKind::kIndex && rule.properties.front() == graph_.symbol_name(n.property) &&
          rule.of == graph_.symbol_name(*n.label))
        return fmt::format(" by index {}", rule.name);
    return {};
  }
  std::string show(const NodeSeek& n) const {
    const std::string label = n.label ? fmt::format(":{}", graph_.symbol_name(*n.label)) : "";
    constexpr std::string_view kBy[] = {"", "by key", "by id", "by name"};
    const std::string by = n.by == SeekBy::kProperty
                               ? fmt::format("{{{}: {}}}", graph_.symbol_name(n.property), text(n.value))
                               : fmt::format("{} {}", kBy[static_cast<std::size_t>(n.by)], text(n.value));
    return fmt::format("NodeSeek {}{} {}{}{}", name(n.node), label, by, declared_index(n), slice(n.slice));
  }
  std::string show(const TypeScan& n) const {
    return fmt::format(
        "TypeScan {}{}{}", arrow(n.from, n.direction, name(n.relationship) + types(n.types, false), n.to),
        n.starts_before ? fmt::format(" starting before {}", text(n.starts_before)) : "", slice(n.slice));
  }
  std::string show(const Expand& n) const {
    return fmt::format("{} {}{}{}", n.into ? "ExpandInto" : "Expand",
                       arrow(n.from, n.direction, name(n.relationship) + types(n.types, n.any_type, n.ways), n.to),
                       unlike(n.unique_from), slice(n.slice));
  }
  std::string show(const CountSteps& n) const {
    const char *const left = n.direction == Direction::kIn ? "<-" : "-", *const right = n.direction == Direction::kOut
                                                                                            ? "->"
                                                                                            : "-";
    return fmt::format("CountSteps {} = ({}){}[{}]{}(){}{}", name(n.count), name(n.from), left,
                       types(n.types, n.any_type, n.ways), right, unlike(n.unique_from), slice(n.slice));
  }
  std::string show(const VariableExpand& n) const {
    const std::string inner = name(n.relationships) + types(n.types, n.any_type, n.ways) + repetition(n.min, n.max);
    return fmt::format(
        "{} {}{}{}{}", n.into ? "VariableExpandInto" : "VariableExpand", arrow(n.from, n.direction, inner, n.to),
        each(n.item, n.each), unlike(n.unique_from),
        apparatus(n.without_apparatus) + slice(n.slice) + (n.reason.empty() ? "" : ": every path, as " + n.reason));
  }
  std::string show(const Reach& n) const {
    return fmt::format("{} {}{}", n.into ? "ReachInto" : "Reach",
                       arrow(n.from, n.direction, types(n.types, n.any_type, n.ways) + repetition(n.min, n.max), n.to),
                       apparatus(n.without_apparatus) + slice(n.slice));
  }
  std::string show(const CountEnds& n) const {
    const Reach& s = n.search;
    return fmt::format("CountEnds {} = {}{}{}", name(n.count),
                       arrow(s.from, s.direction, types(s.types, s.any_type, s.ways) + repetition(s.min, s.max), s.to),
                       n.besides_start ? " besides " + name(s.from) : "",
                       apparatus(s.without_apparatus) + slice(s.slice));
  }
  std::string show(const PathSearch& n) const {
    const std::string inner = name(n.relationships) + types(n.types, n.any_type, n.ways) + repetition(n.min, n.max);
    return fmt::format("{} {} = {}{}{}{}{}",
                       n.arrival >= 0 ? "ArrivalSearch"
                       : n.into       ? "PathSearch"
                                      : "PathSearchAll",
                       name(n.arrival >= 0 ? n.arrival : n.path), words(n.selection),
                       arrow(n.from, n.direction, inner, n.to), each(n.item, n.each),
                       n.besides_start ? " besides " + name(n.from) : "",
                       apparatus(n.without_apparatus) + slice(n.slice));
  }
  std::string show(const Filter& n) const {
    return (n.valid_time ? "ValidTimeFilter " : "Filter ") + text(n.predicate);
  }
  std::string show(const Project& n) const { return "Project " + assignments(n.items); }
  std::string show(const Aggregation& n) const {
    std::vector<std::string> calls;
    for (const AggregateCall& call : n.calls) {
      std::string argument = call.argument ? text(call.argument) : "*";
      if (call.parameter) argument += ", " + text(call.parameter);
      const std::string from = fmt::format("{}({}{})", call.aggregate ? call.aggregate->name : "count",
                                           call.distinct ? "DISTINCT " : "", argument);
      const std::string to = name(call.slot);
      calls.push_back(to == from ? to : fmt::format("{} = {}", to, from));
    }
    return fmt::format("Aggregate {}{}{}", fmt::join(calls, ", "),
                       n.keys.empty()  ? ""
                       : calls.empty() ? "by "
                                       : " by ",
                       assignments(n.keys));
  }
  std::string show(const Distinct& n) const { return "Distinct " + names(n.slots); }
  std::string show(const Sort& n) const { return "Sort " + keys(n.keys); }
  std::string show(const Top& n) const {
    return fmt::format("Top {} by {}{}", text(n.limit), keys(n.keys), n.is_sorted ? ", of rows in that order" : "");
  }
  std::string show(const Skip& n) const { return "Skip " + text(n.count); }
  std::string show(const Limit& n) const { return "Limit " + text(n.count); }
  std::string show(const EachState& n) const { return fmt::format("EachState [{}]", names(n.slots)); }
  std::string show(const Unwind& n) const { return fmt::format("Unwind {} in {}", name(n.item), text(n.list)); }
  std::string show(const LoadCsv& n) const {
    return fmt::format("LoadCsv {} in {}{}", name(n.row), text(n.file), n.has_headers ? " with headers" : "");
  }
  std::string show(const ProcedureCall& n) const {
    std::vector<std::string> arguments, columns;
    for (const ExpressionPtr& argument : n.arguments) arguments.push_back(text(argument));
    for (const auto& [column, slot] : n.columns) {
      const std::string& output = n.procedure->outputs[column].name;
      columns.push_back(output == name(slot) ? output : fmt::format("{} = {}", name(slot), output));
    }
    return fmt::format("Call {}({}){}{}{}{}", n.procedure->name, fmt::join(arguments, ", "),
                       n.on ? " on " + text(n.on) : std::string(), columns.empty() ? "" : " yield ",
                       fmt::join(columns, ", "), slice(n.slice));
  }
  std::string show(const Apply& n) const {
    return n.kind == ApplyKind::kOptional ? "Optional " + names(n.nulled) : "Apply";
  }
  std::string show(const CartesianProduct& n) const { return "CartesianProduct" + unlike(n.unlike); }
  std::string show(const HashJoin& n) const {
    std::vector<std::string> keys;
    for (const JoinKey& key : n.keys) keys.push_back(text(key.left) + " = " + text(key.right));
    return fmt::format("HashJoin {}{}", fmt::join(keys, ", "), unlike(n.unlike));
  }
  std::string show(const IntervalJoin& n) const {
    return fmt::format("IntervalJoin {} with {}{}", text(n.periods.left), text(n.periods.right), unlike(n.unlike));
  }
  std::string show(const Union& n) const { return "Union " + names(n.columns); }

  const Plan& plan_;
  const TemporalGraph& graph_;
};

// An operator a line. Of a statement that writes, what is below the rows that an update has kept is the update, and the
// part before it.
class TreePrinter {
 public:
  TreePrinter(const Plan& plan, const TemporalGraph& graph)
      : plan_(plan), graph_(graph), printer_(plan, graph), parts_(plan.writing ? plan.writing->parts.size() : 0) {}

  std::vector<PlanLine> print_all() {
    if (plan_.root)
      print_tree(plan_.root, 1);
    else
      print_update(1);
    return std::move(lines_);
  }

 private:
  void print_tree(const OperatorPtr& op, std::size_t depth) {
    if (as<KeptRows>(op)) return print_update(depth);
    line(printer_.line(*op), depth, op.get());
    for_each_input(*op, [&](const OperatorPtr& input) { print_tree(input, depth + 1); });
  }
  void print_update(std::size_t depth) {
    const WritingPart& part = plan_.writing->parts[--parts_];
    line(print(part.update, plan_, graph_), depth);
    if (const auto* merge = std::get_if<Merge>(&part.update)) print_match(merge->match, depth + 1);
    print_tree(part.root, depth + 1);
  }
  // Of MERGE: its rows are the one at hand.
  void print_match(const OperatorPtr& op, std::size_t depth) {
    line(as<KeptRows>(op) ? "Row" : printer_.line(*op), depth);
    for_each_input(*op, [&](const OperatorPtr& input) { print_match(input, depth + 1); });
  }
  void line(const std::string& text, std::size_t depth, const Operator* op = nullptr) {
    lines_.push_back({std::string(2 * depth, ' ') + text, op});
  }

  const Plan& plan_;
  const TemporalGraph& graph_;
  PlanPrinter printer_;
  std::size_t parts_;  // that are not printed yet
  std::vector<PlanLine> lines_;
};

void gather(const PlanPrinter& printer, const OperatorPtr& op, std::vector<std::string>& lines) {
  for_each_input(*op, [&](const OperatorPtr& input) { gather(printer, input, lines); });
  if (!as<Argument>(op)) lines.push_back(printer.line(*op));
}

std::string system_time(const Plan& plan, const TemporalGraph& graph) {
  if (!plan.system) return "";
  const auto bound = [&](const SystemBound& b) { return (b.is_commit ? "commit " : "") + print(b.at, plan, graph); };
  const SystemSpec& spec = *plan.system;
  switch (spec.range) {
    case ast::TimeRange::kAsOf:
      return fmt::format(" for system time as of {}", bound(spec.from));
    case ast::TimeRange::kFromTo:
      return fmt::format(" for system time from {} to {}", bound(spec.from), bound(spec.to));
    case ast::TimeRange::kBetween:
      return fmt::format(" for system time between {} and {}", bound(spec.from), bound(spec.to));
    case ast::TimeRange::kAll:
      break;
  }
  return " for all of system time";
}

}  // namespace

std::string print_line(const Plan& plan, const TemporalGraph& graph, const OperatorPtr& root) {
  std::vector<std::string> lines;
  gather(PlanPrinter(plan, graph), root, lines);
  return fmt::format("{}", fmt::join(lines, " > "));
}

std::vector<PlanLine> print_lines(const Plan& plan, const TemporalGraph& graph) {
  std::vector<std::string> columns;
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    const std::string slot = slot_name(plan, plan.column_slots[i]);
    columns.push_back(slot == plan.columns[i] ? slot : fmt::format("{} = {}", plan.columns[i], slot));
  }
  std::vector<PlanLine> lines{
      {fmt::format("Result {}{}", fmt::join(columns, ", "), system_time(plan, graph)), nullptr}};
  for (PlanLine& line : TreePrinter(plan, graph).print_all()) lines.push_back(std::move(line));
  return lines;
}

std::string print(const Plan& plan, const TemporalGraph& graph) {
  std::string out;
  for (const PlanLine& line : print_lines(plan, graph)) out += line.text + '\n';
  return out;
}

}  // namespace entente::plan
