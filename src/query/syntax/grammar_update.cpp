// Clauses that write.
#include "query/syntax/grammar.hpp"

namespace entente::syntax {

using ast::ExpressionPtr;

ast::Create Grammar::create() {
  take();
  ast::Create result{patterns(PatternUse::kCreate)};
  for (const ast::PathPattern& path : result.patterns) check_created(path, PatternUse::kCreate);
  return result;
}

ast::Merge Grammar::merge() {
  take();
  ast::Merge result;
  result.pattern = path_pattern(PatternUse::kMerge);
  check_created(result.pattern, PatternUse::kMerge);
  while (accept_word("ON")) {
    const bool on_create = at_word("CREATE");
    if (!on_create && !at_word("MATCH")) fail_expected("CREATE or MATCH");
    take();
    expect_word("SET");
    std::vector<ast::SetItem> items = set_items();
    std::vector<ast::SetItem>& all = on_create ? result.on_create : result.on_match;
    all.insert(all.end(), std::make_move_iterator(items.begin()), std::make_move_iterator(items.end()));
  }
  return result;
}

// What is to be created must be said in full: one type and, for CREATE, one direction a relationship, and no
// repetition.
void Grammar::check_created(const ast::PathPattern& path, PatternUse use) const {
  const std::string word = use == PatternUse::kCreate ? "CREATE" : "MERGE";
  for (const ast::RelationshipPattern& relationship : path.relationships) {
    if (relationship.repetition) {
      fail(word + " can't create a variable number of relationships", relationship.span, "CreatingVarLength");
    }
    if (relationship.types.size() != 1) {
      fail(word + " needs exactly one relationship type", relationship.span, "NoSingleRelationshipType",
           "as in -[:TYPE]->");
    }
    if (use == PatternUse::kCreate && relationship.direction == Direction::kBoth) {
      fail("CREATE needs a direction", relationship.span, "RequiresDirectedRelationship", "write -[…]-> or <-[…]-");
    }
  }
}

ast::Set Grammar::set() {
  take();
  ast::Set result;
  result.items = set_items();
  result.portion = portion_of_valid_time();
  return result;
}

std::vector<ast::SetItem> Grammar::set_items() {
  std::vector<ast::SetItem> items;
  do {
    items.push_back(set_item());
  } while (accept(TokenKind::kComma));
  return items;
}

ast::SetItem Grammar::set_item() {
  if (at_name() && (at(TokenKind::kEqual, 1) || at(TokenKind::kPlusEqual, 1))) {
    ast::SetAll result{expect_variable("a variable"), nullptr, false, nullptr};
    result.add = take().kind == TokenKind::kPlusEqual;
    result.value = expression();
    if (accept_word("SOURCES")) result.sources = expression();
    return result;
  }
  if (at_name() && at(TokenKind::kColon, 1)) {
    ast::Name variable = expect_variable("a variable");
    return ast::SetLabels{std::move(variable), labels()};
  }
  if (at_word("VALID") && at(TokenKind::kOpenParenthesis, 1) && at_name(2) && at(TokenKind::kCloseParenthesis, 3) &&
      at(TokenKind::kEqual, 4)) {
    take();
    take();
    ast::Name variable = expect_variable("a variable");
    take();
    take();
    ast::SetValid result{std::move(variable), expression(), nullptr};
    if (accept_word("SOURCES")) result.sources = expression();
    return result;
  }
  const std::size_t first = position();
  const Nest nest(*this);
  ast::SetProperty result;
  result.target = postfix(false);
  if (!std::holds_alternative<ast::Property>(result.target->node)) {
    fail("this can't be set", span_from(first), "UnexpectedSyntax",
         "SET takes n.property = …, n = {…}, n += {…}, n:Label or valid(n) = …");
  }
  expect(TokenKind::kEqual, "`=`");
  result.value = expression();
  if (accept_word("VALID")) result.valid = expression();
  if (accept_word("SOURCES")) result.sources = expression();
  return result;
}

ast::Remove Grammar::remove() {
  take();
  ast::Remove result;
  do {
    if (at_name() && at(TokenKind::kColon, 1)) {
      ast::Name variable = expect_variable("a variable");
      result.items.emplace_back(ast::RemoveLabels{std::move(variable), labels()});
      continue;
    }
    const std::size_t first = position();
    const Nest nest(*this);
    ExpressionPtr target = postfix(false);
    if (!std::holds_alternative<ast::Property>(target->node)) {
      fail("this can't be removed", span_from(first), "UnexpectedSyntax",
           "REMOVE takes n.property or n:Label; DELETE removes nodes and relationships");
    }
    result.items.emplace_back(ast::RemoveProperty{std::move(target)});
  } while (accept(TokenKind::kComma));
  return result;
}

ast::Delete Grammar::delete_clause() {
  ast::Delete result;
  result.detach = accept_word("DETACH");
  expect_word("DELETE");
  do {
    ExpressionPtr target = expression();
    if (std::holds_alternative<ast::LabelTest>(target->node)) {
      fail("DELETE removes nodes and relationships, not labels", target->span, "InvalidDelete",
           "use REMOVE " + std::string(text_of(target->span)));
    }
    result.targets.push_back(std::move(target));
  } while (accept(TokenKind::kComma));
  result.portion = portion_of_valid_time();
  return result;
}

ast::Foreach Grammar::foreach_clause() {
  take();
  const std::size_t open = position();
  const Nest nest(*this);
  take();
  ast::Foreach result;
  result.variable = expect_variable("a variable");
  expect_word("IN");
  result.list = expression();
  expect(TokenKind::kBar, "`|`");
  ast::SingleQuery updates;
  do {
    updates.clauses.push_back(clause());
    if (!ast::is_update(updates.clauses.back())) {
      fail("FOREACH takes clauses that write", updates.clauses.back().span, "InvalidClauseComposition",
           "to read for each item write UNWIND");
    }
  } while (!at(TokenKind::kCloseParenthesis) && !at(TokenKind::kEnd));
  expect_close(open);
  result.updates = std::make_shared<const ast::SingleQuery>(std::move(updates));
  return result;
}

std::optional<ast::PortionOfValidTime> Grammar::portion_of_valid_time() {
  if (!accept_word("FOR")) return std::nullopt;
  expect_word("PORTION");
  expect_word("OF");
  expect_word("VALID_TIME");
  expect_word("FROM");
  ast::PortionOfValidTime portion;
  portion.from = bound();
  expect_word("TO");
  portion.to = bound();
  return portion;
}

}  // namespace entente::syntax
