// Operators, by precedence climbing: one function for all levels keeps the stack flat.
#include <algorithm>
#include <iterator>

#include "query/syntax/grammar.hpp"
#include "query/syntax/words.hpp"

namespace entente::syntax {

using ast::BinaryOperator;
using ast::ExpressionPtr;

namespace {

struct SignOperator {
  TokenKind kind;
  Level level;
  BinaryOperator op;
};
constexpr SignOperator kSignOperators[] = {
    {TokenKind::kEqual, Level::kComparison, BinaryOperator::kEqual},
    {TokenKind::kNotEqual, Level::kComparison, BinaryOperator::kNotEqual},
    {TokenKind::kLess, Level::kComparison, BinaryOperator::kLess},
    {TokenKind::kLessOrEqual, Level::kComparison, BinaryOperator::kLessOrEqual},
    {TokenKind::kGreater, Level::kComparison, BinaryOperator::kGreater},
    {TokenKind::kGreaterOrEqual, Level::kComparison, BinaryOperator::kGreaterOrEqual},
    {TokenKind::kMatches, Level::kPredicate, BinaryOperator::kMatches},
    {TokenKind::kPlus, Level::kAdditive, BinaryOperator::kAdd},
    {TokenKind::kMinus, Level::kAdditive, BinaryOperator::kSubtract},
    {TokenKind::kStar, Level::kMultiplicative, BinaryOperator::kMultiply},
    {TokenKind::kSlash, Level::kMultiplicative, BinaryOperator::kDivide},
    {TokenKind::kPercent, Level::kMultiplicative, BinaryOperator::kModulo},
    {TokenKind::kCaret, Level::kPower, BinaryOperator::kPower},
};

struct WordOperator {
  std::string_view word, second;  // `second` empty: one word
  Level level;
  BinaryOperator op;
};
constexpr WordOperator kWordOperators[] = {
    {"OR", "", Level::kOr, BinaryOperator::kOr},
    {"XOR", "", Level::kXor, BinaryOperator::kXor},
    {"AND", "", Level::kAnd, BinaryOperator::kAnd},
    {"IN", "", Level::kPredicate, BinaryOperator::kIn},
    {"STARTS", "WITH", Level::kPredicate, BinaryOperator::kStartsWith},
    {"ENDS", "WITH", Level::kPredicate, BinaryOperator::kEndsWith},
};

struct Found {
  Level level;
  BinaryOperator op;
  int tokens;
};

bool is_comparison(TokenKind kind) {
  return kind == TokenKind::kEqual || kind == TokenKind::kNotEqual || kind == TokenKind::kLess ||
         kind == TokenKind::kLessOrEqual || kind == TokenKind::kGreater || kind == TokenKind::kGreaterOrEqual;
}

Level tighter(Level level) {
  return static_cast<Level>(static_cast<int>(level) + 1);
}

template <class At>
std::optional<Found> find_operator(const Token& next, const At& at_word) {
  if (next.kind != TokenKind::kName) {
    const auto* found = std::find_if(std::begin(kSignOperators), std::end(kSignOperators),
                                     [&](const SignOperator& o) { return o.kind == next.kind; });
    if (found == std::end(kSignOperators)) return std::nullopt;
    return Found{found->level, found->op, 1};
  }
  for (const WordOperator& o : kWordOperators) {
    if (!at_word(o.word, 0) || (!o.second.empty() && !at_word(o.second, 1))) continue;
    return Found{o.level, o.op, o.second.empty() ? 1 : 2};
  }
  return std::nullopt;
}

}  // namespace

Grammar::Nest::Nest(Grammar& grammar) : grammar_(grammar), outer_height_(grammar.height_) {
  if (grammar_.depth_ >= kMaxDepth) grammar_.fail_depth();
  ++grammar_.depth_;
  grammar_.height_ = 0;
}

Grammar::Nest::~Nest() {
  --grammar_.depth_;
  grammar_.height_ = std::max(grammar_.height_, outer_height_);
}

void Grammar::fail_depth() const {
  throw Error(ErrorCode::kLimit, "the query is nested more than " + std::to_string(kMaxDepth) + " levels deep",
              peek().span,
              "long chains of AND and OR may be of any length; split other expressions with WITH, or pass a list as a "
              "parameter");
}

ExpressionPtr Grammar::expression(bool pattern_allowed) {
  const bool outer = std::exchange(pattern_allowed_, pattern_allowed);
  ExpressionPtr result = operators(Level::kOr);
  pattern_allowed_ = outer;
  return result;
}

ExpressionPtr Grammar::value(ExpressionPtr operand) const {
  const auto* pattern = std::get_if<ast::PatternExpression>(&operand->node);
  if (pattern != nullptr && pattern->pattern->selection.goal == PathGoal::kNone) {
    fail("a pattern is no value", operand->span, "UnexpectedSyntax",
         "a pattern stands in WHERE, by itself or with AND, OR and NOT; elsewhere write exists(…), or size([(a)--(b) | "
         "b]) for how many");
  }
  return operand;
}

ExpressionPtr Grammar::operators(Level lowest) {
  const Nest nest(*this);
  const std::size_t first = position();
  ExpressionPtr left = prefix(lowest);
  for (;;) {
    if (at_word("IS")) {
      if (lowest > Level::kPredicate) return left;
      left = is_null(std::move(left), first);
      continue;
    }
    if (const PeriodWord word = at_period_word(); word.predicate != nullptr) {
      if (lowest > Level::kPredicate) return left;
      for (std::size_t i = 0; i < word.tokens; ++i) take();
      left = value(std::move(left));
      ExpressionPtr right = value(operators(tighter(Level::kPredicate)));
      left = make(ast::PeriodComparison{word.predicate, std::move(left), std::move(right)}, first);
      continue;
    }
    const auto found =
        find_operator(peek(), [this](std::string_view word, std::size_t ahead) { return at_word(word, ahead); });
    if (!found || found->level < lowest) return left;
    if (found->level <= Level::kAnd) {
      left = logical(std::move(left), found->op, found->level, first);
    } else if (found->level == Level::kComparison) {
      left = comparison(std::move(left), first);
    } else {
      for (int i = 0; i < found->tokens; ++i) take();
      left = value(std::move(left));
      ExpressionPtr right = value(operators(tighter(found->level)));
      left = make(ast::Binary{found->op, std::move(left), std::move(right)}, first);
    }
  }
}

// The longest that stands here.
Grammar::PeriodWord Grammar::at_period_word() const {
  PeriodWord found;
  if (!at(TokenKind::kName)) return found;
  for_each_period_word([&](const PeriodPredicate& predicate, std::string_view words) {
    std::size_t tokens = 0;
    for (;; ++tokens) {
      const std::size_t blank = words.find(' ');
      if (!at_word(words.substr(0, blank), tokens)) return;
      if (blank == std::string_view::npos) break;
      words.remove_prefix(blank + 1);
    }
    if (tokens + 1 > found.tokens) found = {&predicate, tokens + 1};
  });
  return found;
}

ExpressionPtr Grammar::prefix(Level lowest) {
  const std::size_t first = position();
  if (at_word("NOT")) {
    if (lowest > Level::kNot) fail_expected("a value", "put NOT and what it negates in parentheses");
    take();
    ExpressionPtr operand = operators(Level::kNot);
    return make(ast::Unary{ast::UnaryOperator::kNot, std::move(operand)}, first);
  }
  if (!at(TokenKind::kMinus) && !at(TokenKind::kPlus)) return postfix(true);
  const bool minus = take().kind == TokenKind::kMinus;
  if (minus && at(TokenKind::kInteger)) return integer_literal(true, first);
  const Nest nest(*this);
  ExpressionPtr operand = value(prefix(Level::kUnary));
  const auto* literal = std::get_if<ast::Literal>(&operand->node);
  if (minus && literal != nullptr && literal->value.is_float())
    return make(ast::Literal{-literal->value.floating()}, first);
  return make(ast::Unary{minus ? ast::UnaryOperator::kMinus : ast::UnaryOperator::kPlus, std::move(operand)}, first);
}

// a AND b AND c AND d becomes (a AND b) AND (c AND d): the meaning is the same, and a chain of any length stays
// shallow.
ExpressionPtr Grammar::logical(ExpressionPtr left, BinaryOperator op, Level level, std::size_t first) {
  const std::string_view word = op == BinaryOperator::kOr ? "OR" : op == BinaryOperator::kXor ? "XOR" : "AND";
  std::vector<ExpressionPtr> operands{std::move(left)};
  while (accept_word(word)) operands.push_back(operators(tighter(level)));
  ExpressionPtr root = balanced(std::move(operands), op);
  // The outermost node is the one that has the parentheses of its first operand in its span.
  return make_tree_node(ast::Expression{root->node, span_from(first)});
}

ExpressionPtr Grammar::balanced(std::vector<ExpressionPtr> operands, BinaryOperator op) {
  for (std::size_t width = 1; width < operands.size(); width *= 2) ++height_;
  if (height_ > kMaxDepth) fail_depth();
  return fold(operands, 0, operands.size(), op);
}

ExpressionPtr Grammar::fold(std::vector<ExpressionPtr>& operands, std::size_t from, std::size_t to, BinaryOperator op) {
  if (to - from == 1) return std::move(operands[from]);
  const std::size_t middle = from + (to - from + 1) / 2;
  ExpressionPtr left = fold(operands, from, middle, op);
  ExpressionPtr right = fold(operands, middle, to, op);
  const SourceSpan span{left->span.offset, right->span.offset + right->span.length - left->span.offset};
  return make_tree_node(ast::Expression{ast::Binary{op, std::move(left), std::move(right)}, span});
}

ExpressionPtr Grammar::comparison(ExpressionPtr left, std::size_t first) {
  left = value(std::move(left));
  std::vector<std::pair<BinaryOperator, ExpressionPtr>> rest;
  while (is_comparison(peek().kind)) {
    const auto* found = std::find_if(std::begin(kSignOperators), std::end(kSignOperators),
                                     [&](const SignOperator& o) { return o.kind == peek().kind; });
    take();
    rest.emplace_back(found->op, value(operators(Level::kPredicate)));
  }
  if (rest.size() == 1) return make(ast::Binary{rest[0].first, std::move(left), std::move(rest[0].second)}, first);
  return make(ast::ComparisonChain{std::move(left), std::move(rest)}, first);
}

ExpressionPtr Grammar::is_null(ExpressionPtr left, std::size_t first) {
  left = value(std::move(left));
  take();
  const bool negated = accept_word("NOT");
  if (!accept_word("NULL")) {
    const std::string hint = !at(TokenKind::kName) ? (negated ? "write <> for 'not equal'" : "write = for 'equal'")
                             : negated             ? "a label is asked for by NOT n:" + peek().text
                                                   : "a label is asked for by n:" + peek().text;
    fail_expected(negated ? "NULL" : "NULL or NOT NULL", hint);
  }
  return make(ast::IsNull{std::move(left), negated}, first);
}

ExpressionPtr Grammar::postfix(bool with_labels) {
  const std::size_t first = position();
  ExpressionPtr result = atom();
  for (;;) {
    if (at(TokenKind::kDot)) {
      result = value(std::move(result));
      take();
      ast::Name key = expect_name("a property's name");
      result = make(ast::Property{std::move(result), std::move(key)}, first);
    } else if (at(TokenKind::kOpenBracket)) {
      result = subscript(value(std::move(result)), first);
    } else {
      break;
    }
  }
  if (with_labels && at(TokenKind::kColon)) {
    result = value(std::move(result));
    result = label_condition(result, !bar_ends_);
  }
  return result;
}

ExpressionPtr Grammar::subscript(ExpressionPtr object, std::size_t first) {
  const std::size_t open = position();
  take();
  ExpressionPtr from;
  if (!at(TokenKind::kDotDot)) from = expression();
  if (!accept(TokenKind::kDotDot)) {
    expect_close(open, "`..`");
    return make(ast::Subscript{std::move(object), std::move(from)}, first);
  }
  ExpressionPtr to;
  if (!at(TokenKind::kCloseBracket)) to = expression();
  expect_close(open);
  return make(ast::Slice{std::move(object), std::move(from), std::move(to)}, first);
}

}  // namespace entente::syntax
