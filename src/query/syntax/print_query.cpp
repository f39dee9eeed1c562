// Clauses and queries as text.
#include "query/syntax/print_ast.hpp"
#include "query/syntax/print_detail.hpp"

namespace entente {
namespace syntax {
namespace {

using Parts = std::vector<std::string>;

constexpr const char* kRangeWords[] = {"all", "as-of", "from-to", "between"};

void print_system_time(const ast::SystemTimeClause& time, Parts& parts) {
  Parts clause{std::string("system-") + kRangeWords[static_cast<int>(time.range)]};
  for (const ast::SystemBound* bound : {&time.from, &time.to}) {
    if (!bound->at) continue;
    clause.push_back(bound->is_commit ? join({"commit", print(*bound->at)}) : print(*bound->at));
  }
  parts.push_back(join(clause));
}

void print_time(const ast::TimeClauses& time, Parts& parts) {
  if (time.valid) {
    Parts clause{kRangeWords[static_cast<int>(time.valid->range)]};
    constexpr const char* kReadings[] = {"certainly", "presumably", "possibly"};
    if (time.valid->reading != Reading::kCertain)
      clause.insert(clause.begin(), kReadings[static_cast<int>(time.valid->reading)]);
    if (time.valid->from) clause.push_back(print(*time.valid->from));
    if (time.valid->to) clause.push_back(print(*time.valid->to));
    parts.push_back(join(clause));
  }
  if (time.system) print_system_time(*time.system, parts);
}

void print_part(const char* word, const ast::ExpressionPtr& expression, Parts& parts) {
  if (expression) parts.push_back(join({word, print(*expression)}));
}

void print_projection(const ast::Projection& projection, Parts& parts) {
  if (projection.distinct) parts.emplace_back("distinct");
  if (projection.star) parts.emplace_back("*");
  for (const auto& item : projection.items) {
    parts.push_back(item.alias ? join({"as", print(*item.expression), item.alias->text}) : print(*item.expression));
  }
  if (!projection.order_by.empty()) {
    Parts order{"order-by"};
    for (const auto& item : projection.order_by) {
      order.push_back(item.descending ? join({"desc", print(*item.expression)}) : print(*item.expression));
    }
    parts.push_back(join(order));
  }
  print_part("skip", projection.skip, parts);
  print_part("limit", projection.limit, parts);
}

std::string print_labels(const char* word, const ast::Name& variable, const std::vector<ast::Name>& labels) {
  Parts parts{word, variable.text};
  for (const auto& label : labels) parts.push_back(":" + label.text);
  return join(parts);
}

struct SetItemPrinter {
  std::string operator()(const ast::SetProperty& item) const {
    Parts parts{"=", print(*item.target), print(*item.value)};
    print_part("valid", item.valid, parts);
    print_part("sources", item.sources, parts);
    return join(parts);
  }
  std::string operator()(const ast::SetAll& item) const {
    Parts parts{item.add ? "+=" : "=", item.variable.text, print(*item.value)};
    print_part("sources", item.sources, parts);
    return join(parts);
  }
  std::string operator()(const ast::SetLabels& item) const {
    return print_labels("labels", item.variable, item.labels);
  }
  std::string operator()(const ast::SetValid& item) const {
    Parts parts{"=valid", item.variable.text, print(*item.value)};
    print_part("sources", item.sources, parts);
    return join(parts);
  }
};

struct RemoveItemPrinter {
  std::string operator()(const ast::RemoveProperty& item) const { return print(*item.target); }
  std::string operator()(const ast::RemoveLabels& item) const {
    return print_labels("labels", item.variable, item.labels);
  }
};

void print_set_items(const std::vector<ast::SetItem>& items, Parts& parts) {
  for (const auto& item : items) parts.push_back(std::visit(SetItemPrinter(), item));
}

void print_portion(const std::optional<ast::PortionOfValidTime>& portion, Parts& parts) {
  if (portion) parts.push_back(join({"portion", print(*portion->from), print(*portion->to)}));
}

std::string print_schema(const ast::SchemaChange& change) {
  Parts parts{change.drop ? "drop" : "create", change.is_index ? "index" : "constraint"};
  if (change.name) parts.push_back(change.name->text);
  if (change.if_needed) parts.push_back("if-needed");
  if (!change.drop) {
    parts.push_back(std::string(name(change.rule.kind)));
    parts.push_back((change.rule.of_relations ? "[:" : "(:") + change.rule.of);
    for (const std::string& property : change.rule.properties) parts.push_back("." + property);
    if (!change.rule.value_type.empty()) parts.push_back(change.rule.value_type);
  }
  return join(parts);
}

struct ClausePrinter {
  std::string operator()(const ast::Match& clause) const {
    Parts parts{clause.optional ? "optional-match" : "match"};
    for (const auto& path : clause.patterns) parts.push_back(print(path));
    print_time(clause.time, parts);
    print_part("according-to", clause.according_to, parts);
    print_part("where", clause.where, parts);
    return join(parts);
  }
  std::string operator()(const ast::Unwind& clause) const {
    return join({"unwind", print(*clause.list), clause.variable.text});
  }
  std::string operator()(const ast::With& clause) const {
    Parts parts{"with"};
    print_projection(clause.projection, parts);
    print_part("where", clause.where, parts);
    return join(parts);
  }
  std::string operator()(const ast::Return& clause) const {
    Parts parts{"return"};
    print_projection(clause.projection, parts);
    return join(parts);
  }
  std::string operator()(const ast::Create& clause) const {
    Parts parts{"create"};
    for (const auto& path : clause.patterns) parts.push_back(print(path));
    return join(parts);
  }
  std::string operator()(const ast::Merge& clause) const {
    Parts parts{"merge", print(clause.pattern)};
    for (const auto& [word, items] :
         {std::pair{"on-create", &clause.on_create}, std::pair{"on-match", &clause.on_match}}) {
      if (items->empty()) continue;
      Parts action{word};
      print_set_items(*items, action);
      parts.push_back(join(action));
    }
    return join(parts);
  }
  std::string operator()(const ast::Set& clause) const {
    Parts parts{"set"};
    print_set_items(clause.items, parts);
    print_portion(clause.portion, parts);
    return join(parts);
  }
  std::string operator()(const ast::Remove& clause) const {
    Parts parts{"remove"};
    for (const auto& item : clause.items) parts.push_back(std::visit(RemoveItemPrinter(), item));
    return join(parts);
  }
  std::string operator()(const ast::Delete& clause) const {
    Parts parts{clause.detach ? "detach-delete" : "delete"};
    for (const auto& target : clause.targets) parts.push_back(print(*target));
    print_portion(clause.portion, parts);
    return join(parts);
  }
  std::string operator()(const ast::Foreach& clause) const {
    Parts parts{"foreach", clause.variable.text, print(*clause.list)};
    for (const ast::Clause& update : clause.updates->clauses) parts.push_back(std::visit(*this, update.node));
    return join(parts);
  }
  std::string operator()(const ast::CallProcedure& clause) const {
    Parts parts{"call-procedure", clause.name.text};
    if (clause.arguments) {
      Parts arguments{"arguments"};
      for (const auto& argument : *clause.arguments) arguments.push_back(print(*argument));
      parts.push_back(join(arguments));
    }
    if (clause.on) parts.push_back(join({"on", print_in_line(*clause.on)}));
    Parts yield{"yield"};
    if (clause.yield_all) yield.emplace_back("*");
    for (const auto& item : clause.yield) {
      yield.push_back(item.alias ? join({"as", item.output.text, item.alias->text}) : item.output.text);
    }
    if (yield.size() > 1) parts.push_back(join(yield));
    print_part("where", clause.where, parts);
    return join(parts);
  }
  std::string operator()(const ast::LoadCsv& clause) const {
    return join({clause.has_headers ? "load-csv-with-headers" : "load-csv", print(*clause.file), clause.variable.text,
                 std::string(1, clause.delimiter)});
  }
  std::string operator()(const ast::CallSubquery& clause) const {
    Parts parts{clause.optional ? "optional-call" : "call"};
    if (clause.imports) {
      Parts imports{"imports"};
      if (clause.imports_all) imports.emplace_back("*");
      for (const auto& variable : *clause.imports) imports.push_back(variable.text);
      parts.push_back(join(imports));
    }
    parts.push_back(print_in_line(*clause.query));
    return join(parts);
  }
};

}  // namespace
}  // namespace syntax

std::string print(const ast::Query& query) {
  std::string out;
  const auto add_line = [&](const std::string& line) { out += (out.empty() ? "" : "\n") + line; };
  constexpr const char* kWords[] = {"", "explain", "explain steps", "profile"};
  if (query.explain != ast::Explain::kNo) add_line(kWords[static_cast<int>(query.explain)]);
  syntax::Parts time;
  syntax::print_time(query.time, time);
  syntax::print_part("according-to", query.according_to, time);
  for (const std::string& clause : time) add_line(clause);
  if (query.schema) add_line(syntax::print_schema(*query.schema));
  for (std::size_t i = 0; i < query.parts.size(); ++i) {
    if (i > 0) add_line(query.union_all ? "union all" : "union");
    for (const ast::Clause& clause : query.parts[i].clauses) add_line(std::visit(syntax::ClausePrinter(), clause.node));
  }
  return out;
}

}  // namespace entente
