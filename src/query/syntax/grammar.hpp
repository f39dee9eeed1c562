// The grammar: recursive descent, one member a production.
//
// Two rules decide what openCypher leaves open. Keywords are contextual: a word is read as one only where the grammar
// has no place for a name, so that new words take no names away. And where an expression in parentheses could be a
// pattern, it is one if what follows has the shape of a relationship; that is seen by looking ahead over paired
// brackets, never by trying, so that parsing stays linear.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/shared_tree.hpp"
#include "query/syntax/ast.hpp"
#include "query/syntax/limits.hpp"
#include "query/syntax/token_stream.hpp"

namespace entente::syntax {

// From loosest to tightest.
enum class Level : int {
  kOr = 1,
  kXor,
  kAnd,
  kNot,
  kComparison,
  kPredicate,
  kAdditive,
  kMultiplicative,
  kPower,
  kUnary
};

// Where a pattern stands decides what may be in it.
enum class PatternUse { kMatch, kCreate, kMerge };

class Grammar : public TokenStream {
 public:
  explicit Grammar(std::string_view text) : TokenStream(text) {}

  ast::Query statement();
  ast::ExpressionPtr whole_expression();

 private:
  // ---- grammar_query.cpp
  // Around a query: it stands by itself, in an expression, or in CALL { … }, where it may write.
  enum class Braces : std::uint8_t { kNone, kExpression, kCall };
  ast::Query query(Braces braces);
  ast::SingleQuery single_query(Braces braces);
  ast::Clause clause();
  std::string hint_between_clauses(const ast::Clause& last) const;
  void check_order(const std::vector<ast::Clause>& clauses, const ast::Clause& next, Braces braces) const;
  ast::Match match();
  ast::Unwind unwind();
  ast::With with();
  ast::Projection projection();
  ast::ProjectionItem projection_item();
  void order_by(ast::Projection& projection);
  ast::CallProcedure call_procedure();
  void yield(ast::CallProcedure& call);
  bool at_call_subquery() const {
    return at_word("CALL") && (at(TokenKind::kOpenBrace, 1) || at(TokenKind::kOpenParenthesis, 1));
  }
  ast::CallSubquery call_subquery();
  ast::LoadCsv load_csv();
  ast::ExpressionPtr optional_where();

  // ---- grammar_update.cpp
  ast::Create create();
  ast::Merge merge();
  ast::Set set();
  std::vector<ast::SetItem> set_items();
  ast::SetItem set_item();
  ast::Remove remove();
  ast::Delete delete_clause();
  bool at_foreach() const { return at_word("FOREACH") && at(TokenKind::kOpenParenthesis, 1); }
  ast::Foreach foreach_clause();
  std::optional<ast::PortionOfValidTime> portion_of_valid_time();
  void check_created(const ast::PathPattern& path, PatternUse use) const;

  // ---- grammar_schema.cpp
  bool at_schema_change() const;
  ast::SchemaChange schema_change();
  void property_rule(ast::SchemaChange& change);
  void kind_of_rule(PropertyRule& rule, std::size_t first);
  bool at_show() const { return at_word("SHOW") && at(TokenKind::kName, 1); }
  ast::CallProcedure show();

  // ---- grammar_time.cpp
  bool at_reading() const;  // CERTAINLY, PRESUMABLY or POSSIBLY
  Reading accept_reading();
  bool at_time_clause() const;
  void time_clause(ast::TimeClauses& time);
  void system_time_clause(ast::TimeClauses& time, std::size_t first);
  ast::SystemBound system_bound();
  ast::ValidTimeClause valid_time_range();
  bool at_source_clause() const { return at_words("ACCORDING", "TO"); }
  void read_clauses(ast::TimeClauses& time, ast::ExpressionPtr& according_to);
  ast::ExpressionPtr bound();

  // ---- grammar_pattern.cpp
  std::vector<ast::PathPattern> patterns(PatternUse use);
  ast::PathPattern path_pattern(PatternUse use);
  void selectors(ast::PathPattern& path);
  std::optional<Reading> path_reading();
  bool path_mode(PathSelection& chosen);
  bool accept_path_word();
  bool selector(PathSelection& chosen);
  void shortest_selector(PathSelection& chosen);
  std::uint64_t path_count();
  std::uint32_t each_next();
  void travel(ast::PathPattern& path);
  std::int64_t path_duration(std::string_view example);
  void pattern_element(ast::PathPattern& path, PatternUse use);
  void shortest_path_call(ast::PathPattern& path, PatternUse use);
  ast::NodePattern node_pattern(PatternUse use);
  ast::RelationshipPattern relationship_pattern(PatternUse use);
  void relationship_detail(ast::RelationshipPattern& relationship, PatternUse use);
  ast::ExpressionPtr pattern_properties(PatternUse use);
  ast::ExpressionPtr pattern_where(PatternUse use);
  bool at_fact_word(std::size_t ahead = 0) const;
  void facts_of_pattern(PatternUse use, ast::ExpressionPtr& valid, ast::ExpressionPtr& sources,
                        ast::ExpressionPtr* key);
  std::vector<ast::Name> labels();
  // `:A|B&!C` as a condition on `operand`. `bar_allowed`: a bar belongs to it.
  ast::ExpressionPtr label_condition(const ast::ExpressionPtr& operand, bool bar_allowed);
  ast::ExpressionPtr label_alternatives(const ast::ExpressionPtr& operand, bool bar_allowed);
  ast::ExpressionPtr label_conjunction(const ast::ExpressionPtr& operand);
  ast::ExpressionPtr label_atom(const ast::ExpressionPtr& operand);
  ast::ExpressionPtr balanced(std::vector<ast::ExpressionPtr> operands, ast::BinaryOperator op);
  std::optional<std::size_t> skip_labels(std::size_t index) const;
  std::string hint_inside(bool node) const;
  std::optional<ast::Repetition> star_repetition();
  std::optional<ast::Repetition> quantifier();
  bool at_shortest_path(std::size_t ahead = 0) const;
  bool at_dash(std::size_t ahead = 0) const { return at(TokenKind::kMinus, ahead) || at(TokenKind::kDash, ahead); }
  // Looking ahead from token `index`: behind the node or relationship that has its shape there, or nothing.
  std::optional<std::size_t> skip_node(std::size_t index) const;
  std::optional<std::size_t> skip_relationship(std::size_t index) const;
  bool pattern_begins_at(std::size_t index) const;

  // ---- grammar_expression.cpp
  // `pattern_allowed`: a pattern may stand for "such a path exists".
  ast::ExpressionPtr expression(bool pattern_allowed = false);
  ast::ExpressionPtr operators(Level lowest);
  // A word that compares periods, and how many tokens it takes; null: none stands here.
  struct PeriodWord {
    const PeriodPredicate* predicate = nullptr;
    std::size_t tokens = 0;
  };
  PeriodWord at_period_word() const;
  ast::ExpressionPtr prefix(Level lowest);
  ast::ExpressionPtr logical(ast::ExpressionPtr left, ast::BinaryOperator op, Level level, std::size_t first);
  ast::ExpressionPtr comparison(ast::ExpressionPtr left, std::size_t first);
  ast::ExpressionPtr is_null(ast::ExpressionPtr left, std::size_t first);
  ast::ExpressionPtr fold(std::vector<ast::ExpressionPtr>& operands, std::size_t from, std::size_t to,
                          ast::BinaryOperator op);
  ast::ExpressionPtr postfix(bool with_labels);
  ast::ExpressionPtr subscript(ast::ExpressionPtr object, std::size_t first);
  // `operand` as a value: a pattern is none.
  ast::ExpressionPtr value(ast::ExpressionPtr operand) const;

  // ---- grammar_atom.cpp
  ast::ExpressionPtr atom();
  ast::ExpressionPtr name_atom();
  ast::ExpressionPtr call();
  ast::ExpressionPtr case_expression();
  ast::ExpressionPtr quantified(ast::QuantifierKind kind);
  ast::ExpressionPtr reduce();
  ast::ExpressionPtr exists();
  ast::ExpressionPtr braced_subquery(ast::SubqueryUse use);
  ast::ExpressionPtr map_projection(ast::ExpressionPtr object, std::size_t first);
  std::shared_ptr<const ast::Query> subquery(std::size_t open);
  ast::ExpressionPtr bracketed();
  ast::ExpressionPtr list_comprehension(std::size_t open);
  ast::ExpressionPtr pattern_comprehension(std::size_t open);
  ast::ExpressionPtr list_literal(std::size_t open);
  ast::ExpressionPtr map_literal();
  ast::ExpressionPtr parenthesized();
  ast::ExpressionPtr pattern_expression();
  ast::ExpressionPtr integer_literal(bool negative, std::size_t first);
  std::vector<ast::ExpressionPtr> arguments(std::size_t open);
  // The index of the first `,`, `|` or WHERE between an open bracket and its partner, not inside further brackets.
  std::optional<std::size_t> first_divider(std::size_t open, TokenKind kind) const;

  // ---- depth
  // Opens a level. While it lives `height_` is that of the tallest tree finished inside it; afterwards of the tallest
  // one so far on the level outside.
  class Nest {
   public:
    explicit Nest(Grammar& grammar);
    ~Nest();
    Nest(const Nest&) = delete;
    Nest& operator=(const Nest&) = delete;

   private:
    Grammar& grammar_;
    int outer_height_;
  };
  [[noreturn]] void fail_depth() const;
  // While it lives a bar behind a label ends the condition, as in [x IN list WHERE x:A | …], or stands between labels.
  class BarMeaning {
   public:
    BarMeaning(Grammar& grammar, bool ends) : grammar_(grammar), before_(std::exchange(grammar.bar_ends_, ends)) {}
    ~BarMeaning() { grammar_.bar_ends_ = before_; }
    BarMeaning(const BarMeaning&) = delete;
    BarMeaning& operator=(const BarMeaning&) = delete;

   private:
    Grammar& grammar_;
    bool before_;
  };

  // ---- how many
  // One more of `things`, at token `at`.
  void count(int& so_far, int most, std::string_view things, std::string_view hint, std::size_t at);
  void count_clause(std::size_t at);
  void count_pattern_part(std::size_t at);
  void count_column(std::size_t at);

  // A node over all that the current level holds. The span reaches from token `first` to the last one taken.
  template <class Node>
  ast::ExpressionPtr make(Node&& node, std::size_t first) {
    if (++height_ > kMaxDepth) fail_depth();
    return make_tree_node(ast::Expression{std::forward<Node>(node), span_from(first)});
  }

  int clauses_ = 0, pattern_parts_ = 0, columns_ = 0;
  int depth_ = 0;
  bool bar_ends_ = false;
  int height_ = 0;
  bool pattern_allowed_ = false;
};

}  // namespace entente::syntax
