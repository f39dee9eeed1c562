// Patterns: nodes, relationships, and how the paths between them are chosen.
#include <array>
#include <utility>

#include "base/text.hpp"
#include "entente/time/duration.hpp"
#include "query/syntax/grammar.hpp"
#include "query/syntax/habits.hpp"
#include "query/syntax/path_words.hpp"
#include "query/syntax/words.hpp"

namespace entente::syntax {

using ast::ExpressionPtr;

namespace {

const std::vector<std::string>& selector_words() {
  static const std::vector<std::string> kWords = {"ANY SHORTEST", "ALL SHORTEST",
                                                  "SHORTEST",     "CHRONOLOGICAL",
                                                  "CONTINUOUS",   "EARLIEST ARRIVAL",
                                                  "EARLIEST",     "LATEST DEPARTURE",
                                                  "LATEST",       "FASTEST",
                                                  "POSSIBLY",     "PRESUMABLY",
                                                  "CERTAINLY",    "WITHOUT APPARATUS",
                                                  "WALK",         "STRICTLY CHRONOLOGICAL",
                                                  "EACH",         "TRAVEL",
                                                  "WITHIN",       "TRAIL",
                                                  "SIMPLE",       "ACYCLIC",
                                                  "ANY",          "ALL",
                                                  "shortestPath", "allShortestPaths"};
  return kWords;
}

bool is_head(const Token& token, bool left) {
  return left ? token.kind == TokenKind::kLess || token.kind == TokenKind::kLeftHead
              : token.kind == TokenKind::kGreater || token.kind == TokenKind::kRightHead;
}

bool is_dash_token(const Token& token) {
  return token.kind == TokenKind::kMinus || token.kind == TokenKind::kDash;
}

bool is_name_token(const Token& token) {
  return token.kind == TokenKind::kName || token.kind == TokenKind::kQuotedName;
}

}  // namespace

std::vector<ast::PathPattern> Grammar::patterns(PatternUse use) {
  std::vector<ast::PathPattern> list;
  do {
    list.push_back(path_pattern(use));
  } while (accept(TokenKind::kComma));
  return list;
}

ast::PathPattern Grammar::path_pattern(PatternUse use) {
  const std::size_t first = position();
  ast::PathPattern path;
  if (at_name() && at(TokenKind::kEqual, 1)) {
    path.variable = expect_variable("a variable");
    take();
  }
  const std::size_t chosen = position();
  selectors(path);
  if (at_shortest_path()) {
    if (path.selection.goal != PathGoal::kNone) fail_expected("a node in parentheses");
    shortest_path_call(path, use);
  } else {
    pattern_element(path, use);
  }
  path.span = span_from(first);
  const bool is_chosen = token(chosen).kind == TokenKind::kName;
  if (is_chosen && use != PatternUse::kMatch) {
    fail("CREATE and MERGE take plain patterns, without a choice of paths", token(chosen).span, "UnexpectedSyntax");
  }
  return path;
}

// [POSSIBLY | …] [WITHOUT APPARATUS] [CHRONOLOGICAL | CONTINUOUS] [WALK | …] [ANY SHORTEST | …], each at most once.
void Grammar::selectors(ast::PathPattern& path) {
  PathSelection& chosen = path.selection;
  bool has_mode = false, has_selector = false, has_travel = false, has_within = false;
  const auto once = [&](bool& said, std::size_t word, const char* message) {
    if (std::exchange(said, true)) fail(message, token(word).span, "UnexpectedSyntax");
  };
  while (at(TokenKind::kName) && !at_shortest_path()) {
    const std::size_t word = position();
    bool has_reading = chosen.reading.has_value(), has_time = chosen.time != PathTime::kAny;
    if (const std::optional<Reading> reading = path_reading()) {
      once(has_reading, word, "only one of CERTAINLY, PRESUMABLY and POSSIBLY");
      chosen.reading = reading;
    } else if (accept_words("WITHOUT", "APPARATUS")) {
      once(path.without_apparatus, word, "WITHOUT APPARATUS is said once");
    } else if (at_word("CHRONOLOGICAL") || at_word("CONTINUOUS")) {
      once(has_time, word, "only one of CHRONOLOGICAL, CONTINUOUS and EACH … NEXT");
      chosen.time = at_word("CHRONOLOGICAL") ? PathTime::kChronological : PathTime::kContinuous;
      take();
    } else if (at_word("STRICTLY") && at_word("CHRONOLOGICAL", 1)) {
      once(chosen.strict, word, "STRICTLY is said once");
      take();
    } else if (at_word("EACH")) {
      once(has_time, word, "only one of CHRONOLOGICAL, CONTINUOUS and EACH … NEXT");
      chosen.time = PathTime::kRelated;
      chosen.each = each_next();
    } else if (at_word("TRAVEL")) {
      once(has_travel, word, "TRAVEL is said once");
      travel(path);
    } else if (at_word("WITHIN")) {
      once(has_within, word, "WITHIN is said once");
      chosen.within = path_duration("P90D");
    } else if (path_mode(chosen)) {
      once(has_mode, word, "only one of WALK, TRAIL, SIMPLE and ACYCLIC");
    } else if (const PathMode before = chosen.mode; selector(chosen)) {
      once(has_selector, word, "a path is chosen in one way only");
      if (chosen.mode != before) once(has_mode, word, "only one of WALK, TRAIL, SIMPLE and ACYCLIC");
    } else {
      std::string hint = at_word("EARLIEST") || at_word("LATEST")
                             ? "journeys are chosen by EARLIEST ARRIVAL, LATEST DEPARTURE or FASTEST"
                         : at_word("WITHOUT") ? "WITHOUT APPARATUS leaves out sources and works within a path"
                                              : did_you_mean(peek().text, selector_words());
      if (hint.empty()) hint = hint_for_habit(HabitKind::kCreated, peek().text);
      if (hint.empty() && !is_reserved(peek().text)) hint = "a node stands in parentheses: (" + peek().text + ")";
      fail_expected("a pattern", std::move(hint));
    }
  }
  const bool is_journey = chosen.goal > PathGoal::kFewestRelations;
  if (is_journey && chosen.time != PathTime::kAny && chosen.time != PathTime::kChronological) {
    fail("a journey takes its relationships one after the other", peek().span, "UnexpectedSyntax",
         "leave out CONTINUOUS or EACH … NEXT, or take ANY SHORTEST");
  }
  if (is_journey && chosen.mode == PathMode::kWalk) {
    fail("the best journey takes no relationship twice", peek().span, "UnexpectedSyntax", "leave out WALK");
  }
  if (is_journey) chosen.time = PathTime::kChronological;
  if (chosen.time != PathTime::kChronological && has_travel)
    fail("TRAVEL is said of CHRONOLOGICAL paths", peek().span, "UnexpectedSyntax");
  if (chosen.time != PathTime::kChronological && chosen.time != PathTime::kRelated && has_within)
    fail("WITHIN is said of CHRONOLOGICAL paths and of EACH … NEXT", peek().span, "UnexpectedSyntax");
  if (chosen.time == PathTime::kRelated && chosen.mode == PathMode::kWalk) {
    fail("EACH … NEXT takes paths that use no relationship twice", peek().span, "UnexpectedSyntax",
         "take TRAIL, ACYCLIC or SIMPLE");
  }
}

// EACH word [OR word …] NEXT
std::uint32_t Grammar::each_next() {
  take();
  std::uint32_t each = 0;
  do {
    const PeriodWord word = at_period_word();
    if (word.predicate == nullptr) fail_expected("a word that compares periods", "as in EACH OVERLAPS NEXT");
    each |= std::uint32_t{1} << (word.predicate - kPeriodPredicates.data());
    for (std::size_t i = 0; i < word.tokens; ++i) take();
  } while (accept_word("OR"));
  if (!accept_word("NEXT")) fail_expected("`NEXT`", "as in EACH OVERLAPS NEXT");
  return each;
}

// TRAVEL 'PT2H', of all, TRAVEL {MAIL: 'P2D', RAIL: 'PT8H'}, of some types, or TRAVEL BY lasts, as a property says.
void Grammar::travel(ast::PathPattern& path) {
  PathSelection& chosen = path.selection;
  if (at_word("BY", 1)) {
    take();
    take();
    path.travel_key = expect_name("a property, as in TRAVEL BY duration");
    chosen.travel_key = path.travel_key->text;
    return;
  }
  if (!at(TokenKind::kOpenBrace, 1)) {
    chosen.travel = path_duration("PT2H");
    return;
  }
  take();
  const std::size_t open = position();
  take();
  do {
    const ast::Name type = expect_name("a relationship type, as in TRAVEL {MAIL: 'P2D'}");
    for (const auto& [other, seconds] : chosen.travel_by_type)
      if (other == type.text) fail("TRAVEL names `" + type.text + "` twice", type.span, "UnexpectedSyntax");
    if (!at(TokenKind::kColon)) fail_expected("`:` and a duration", "as in TRAVEL {MAIL: 'P2D'}");
    chosen.travel_by_type.emplace_back(type.text, path_duration("P2D"));
    path.travel_types.push_back(type);
  } while (accept(TokenKind::kComma));
  expect_close(open);
}

// A word and a length of time behind it, in seconds.
std::int64_t Grammar::path_duration(std::string_view example) {
  take();
  const std::string hint = "as in '" + std::string(example) + "'";
  if (at(TokenKind::kParameter)) fail_expected("a duration", hint + "; it is written out, and no parameter");
  if (!at(TokenKind::kString)) fail_expected("a duration", hint);
  const SourceSpan span = peek().span;
  const Result<Duration> amount = read_duration(take().text);
  if (!amount) fail("no duration: " + amount.error().message, span, "InvalidArgumentValue", hint);
  const Result<std::int64_t> seconds = seconds_of(*amount);
  if (!seconds) fail(seconds.error().message, span, "InvalidArgumentValue", hint);
  return *seconds;
}

std::optional<Reading> Grammar::path_reading() {
  if (accept_word("POSSIBLY")) return Reading::kPossible;
  if (accept_word("PRESUMABLY")) return Reading::kPresumed;
  if (accept_word("CERTAINLY")) return Reading::kCertain;
  return std::nullopt;
}

// WALK, TRAIL, SIMPLE, ACYCLIC, with PATH or PATHS behind it that says nothing more, as in GQL.
bool Grammar::path_mode(PathSelection& chosen) {
  for (const auto& [word, mode] : kPathModeWords) {
    if (!accept_word(word)) continue;
    chosen.mode = mode;
    accept_path_word();
    return true;
  }
  return false;
}

bool Grammar::accept_path_word() {
  return accept_word("PATHS") || accept_word("PATH");
}

bool Grammar::selector(PathSelection& chosen) {
  chosen.count = PathCount::kSome;
  if (accept_word("SHORTEST")) {
    shortest_selector(chosen);
    return true;
  }
  const bool is_all = at_word("ALL");
  const bool has_count = is_all || at_word("ANY");
  if (has_count) {
    take();
    if (is_all) chosen.count = PathCount::kAll;
  }
  if (accept_words("EARLIEST", "ARRIVAL")) {
    chosen.goal = PathGoal::kEarliestArrival;
  } else if (accept_words("LATEST", "DEPARTURE")) {
    chosen.goal = PathGoal::kLatestDeparture;
  } else if (accept_word("FASTEST")) {
    chosen.goal = PathGoal::kShortestDuration;
  } else if (!has_count) {
    return false;
  } else if (accept_word("SHORTEST") || !is_all) {
    chosen.goal = PathGoal::kFewestRelations;  // any is as any another: the shortest
  }
  if (!is_all && at(TokenKind::kInteger)) chosen.k = path_count();
  accept_path_word();
  return true;
}

// SHORTEST k [mode] [PATHS], SHORTEST [k] [mode] [PATHS] GROUPS
void Grammar::shortest_selector(PathSelection& chosen) {
  chosen.goal = PathGoal::kFewestRelations;
  const bool has_number = at(TokenKind::kInteger);
  if (has_number) chosen.k = path_count();
  path_mode(chosen);
  accept_path_word();
  if (accept_word("GROUPS") || accept_word("GROUP")) {
    chosen.count = PathCount::kGroups;
  } else if (!has_number) {
    fail_expected("how many paths, from 1", "ANY SHORTEST gives one path");
  }
}

std::uint64_t Grammar::path_count() {
  if (peek().integer == 0) fail_expected("how many paths, from 1", "ANY SHORTEST gives one path");
  return take().integer;
}

bool Grammar::at_shortest_path(std::size_t ahead) const {
  return (at_word("shortestPath", ahead) || at_word("allShortestPaths", ahead)) &&
         at(TokenKind::kOpenParenthesis, ahead + 1);
}

void Grammar::shortest_path_call(ast::PathPattern& path, PatternUse use) {
  path.selection.goal = PathGoal::kFewestRelations;
  path.selection.count = at_word("shortestPath") ? PathCount::kSome : PathCount::kAll;
  const std::size_t first = position();
  take();
  const std::size_t open = position();
  take();
  pattern_element(path, use);
  expect_close(open);
  if (path.relationships.size() != 1) {
    fail("a shortest path is sought over one relationship pattern between two nodes", span_from(first),
         "UnexpectedSyntax", "as in shortestPath((a)-[:KNOWS*]-(b))");
  }
}

void Grammar::pattern_element(ast::PathPattern& path, PatternUse use) {
  if (at_shortest_path()) return shortest_path_call(path, use);
  if (at(TokenKind::kOpenParenthesis) && at(TokenKind::kOpenParenthesis, 1)) {
    const Nest nest(*this);
    const std::size_t open = position();
    take();
    pattern_element(path, use);
    expect_close(open);
    return;
  }
  path.nodes.push_back(node_pattern(use));
  while (at_dash() || ((at(TokenKind::kLess) || at(TokenKind::kLeftHead)) && at_dash(1))) {
    path.relationships.push_back(relationship_pattern(use));
    path.nodes.push_back(node_pattern(use));
  }
}

ast::NodePattern Grammar::node_pattern(PatternUse use) {
  const std::size_t open = position();
  count_pattern_part(open);
  expect(TokenKind::kOpenParenthesis, "a node in parentheses");
  ast::NodePattern node;
  const bool plain_next = at(TokenKind::kCloseParenthesis, 1) || at(TokenKind::kColon, 1) ||
                          at(TokenKind::kOpenBrace, 1) || at(TokenKind::kParameter, 1) || at_fact_word(1);
  if (at_variable() && (!at_fact_word() || plain_next)) node.variable = expect_variable("a variable");
  if (at(TokenKind::kColon)) {
    const Nest nest(*this);
    const std::size_t colon = position();
    const ExpressionPtr condition = label_condition(make(ast::Variable{std::string(ast::kThisNode)}, colon), true);
    if (const auto* test = std::get_if<ast::LabelTest>(&condition->node))
      node.labels = test->labels;
    else if (use == PatternUse::kMatch)
      node.label_condition = condition;
    else
      fail("what is written has labels, and no condition on them", condition->span, "UnexpectedSyntax",
           "as in CREATE (n:A:B)");
  }
  facts_of_pattern(use, node.valid, node.sources, &node.key);
  node.properties = pattern_properties(use);
  facts_of_pattern(use, node.valid, node.sources, &node.key);
  node.where = pattern_where(use);
  if (!at(TokenKind::kCloseParenthesis) && !node.properties && !node.where && !node.valid && !node.sources &&
      !node.key) {
    const bool reserved = at(TokenKind::kName) && is_reserved(peek().text) && !node.variable && node.labels.empty();
    const std::string hint =
        reserved ? "`" + peek().text + "` is a word of the language; as a name it needs backticks" : hint_inside(true);
    if (!hint.empty() && !reserved) fail_expected(node.labels.empty() ? "`:`, `{` or `)`" : "`{` or `)`", hint);
    expect_close(open, node.labels.empty() ? (node.variable ? "`:`, `{`" : "a variable, `:`, `{`") : "`:`, `{`");
    fail_expected("`)`", hint);
  }
  expect_close(open);
  node.span = span_from(open);
  return node;
}

// [WHERE condition] inside the brackets of a node or relationship.
ExpressionPtr Grammar::pattern_where(PatternUse use) {
  if (!at_word("WHERE")) return nullptr;
  if (use != PatternUse::kMatch)
    fail("what is written has properties, and no condition", peek().span, "UnexpectedSyntax", "as in {name: 'A'}");
  const Nest nest(*this);
  const BarMeaning in_brackets(*this, false);
  return optional_where();
}

// What stands behind the name of a node or relationship and belongs elsewhere.
std::string Grammar::hint_inside(bool node) const {
  if (!at(TokenKind::kName)) return {};
  const std::string word = peek().text;
  if (at_word("AS") || at_word("FOR") || at_word("POSSIBLY") || at_word("PRESUMABLY") || at_word("CERTAINLY"))
    return "time is stated behind the whole pattern: MATCH (a)-[r]->(b) AS OF '1989'";
  if (at_word("ACCORDING"))
    return "sources are stated behind the whole pattern: MATCH (a)-[r]->(b) ACCORDING TO 'doc-a'";
  if (at_period_word().predicate != nullptr) return "times are compared in WHERE: WHERE valid(x) " + word + " '1989'";
  if (at_word("IS")) return node ? "a label is written (n:Person)" : "a type is written [r:MET]";
  if (!node)
    return "a relationship is written -[r:" + word + "]->; its time stands behind the pattern, as in AS OF '1989'";
  return "a label is written (n:" + word + "), a relationship between two nodes (a)-[:" + word +
         "]->(b), its time behind the pattern, as in AS OF '1989'";
}

ast::RelationshipPattern Grammar::relationship_pattern(PatternUse use) {
  const std::size_t first = position();
  count_pattern_part(first);
  ast::RelationshipPattern relationship;
  const bool left = accept(TokenKind::kLess) || accept(TokenKind::kLeftHead);
  take();  // the dash
  if (at(TokenKind::kOpenBracket)) relationship_detail(relationship, use);
  if (!at_dash()) fail_expected("`-`", "a relationship is written -[:TYPE]->, <-[:TYPE]- or -[:TYPE]-");
  take();
  const bool right = accept(TokenKind::kGreater) || accept(TokenKind::kRightHead);
  relationship.direction = left == right ? Direction::kBoth : left ? Direction::kIn : Direction::kOut;
  const std::size_t behind = position();
  if (const std::optional<ast::Repetition> repetition = quantifier()) {
    if (relationship.repetition) {
      fail("the repetition is stated twice", span_from(behind), "InvalidRelationshipPattern");
    }
    relationship.repetition = repetition;
  }
  relationship.span = span_from(first);
  return relationship;
}

void Grammar::relationship_detail(ast::RelationshipPattern& relationship, PatternUse use) {
  const std::size_t open = position();
  take();
  const bool plain_next = at(TokenKind::kCloseBracket, 1) || at(TokenKind::kColon, 1) || at(TokenKind::kOpenBrace, 1) ||
                          at(TokenKind::kParameter, 1) || at(TokenKind::kStar, 1) || at_fact_word(1);
  if (at_variable() && (!at_fact_word() || plain_next)) relationship.variable = expect_variable("a variable");
  if (accept(TokenKind::kColon)) {
    if (at(TokenKind::kExclamation) || at(TokenKind::kOpenParenthesis))
      fail_expected("a relationship type", "any type but one is written -[r]-> WHERE NOT r:TYPE");
    relationship.types.push_back(expect_name("a relationship type"));
    while (accept(TokenKind::kBar)) {
      accept(TokenKind::kColon);
      relationship.types.push_back(expect_name("a relationship type"));
    }
  }
  relationship.repetition = star_repetition();
  if (!relationship.repetition && (at(TokenKind::kDotDot) || at(TokenKind::kInteger))) {
    fail("a number of repetitions stands behind `*`", peek().span, "InvalidRelationshipPattern", "as in [:TYPE*1..3]");
  }
  facts_of_pattern(use, relationship.valid, relationship.sources, nullptr);
  relationship.properties = pattern_properties(use);
  facts_of_pattern(use, relationship.valid, relationship.sources, nullptr);
  relationship.where = pattern_where(use);
  if (at(TokenKind::kCloseBracket) || relationship.properties || relationship.where || relationship.valid ||
      relationship.sources)
    return expect_close(open);
  if (const std::string hint = hint_inside(false); !hint.empty())
    fail_expected(relationship.types.empty() ? "`:`, `*`, `{` or `]`" : "`|`, `*`, `{` or `]`", hint);
  expect_close(open, relationship.types.empty() ? "a variable, `:`, `*`, `{`" : "`|`, `*`, `{`");
}

ExpressionPtr Grammar::pattern_properties(PatternUse use) {
  const std::size_t first = position();
  if (at(TokenKind::kParameter)) {
    if (use != PatternUse::kCreate) {
      fail("a parameter can't stand for all properties of a pattern in MATCH and MERGE", peek().span,
           "InvalidParameterUse", "name the properties: {name: " + std::string(text_of(peek().span)) + ".name}");
    }
    const Nest nest(*this);
    ast::Parameter parameter{take().text};
    return make(std::move(parameter), first);
  }
  if (!at(TokenKind::kOpenBrace)) return nullptr;
  const Nest nest(*this);
  return map_literal();
}

// VALID, SOURCES, KEY: what is said of a fact that is written, beside its properties.
bool Grammar::at_fact_word(std::size_t ahead) const {
  return at_word("VALID", ahead) || at_word("SOURCES", ahead) || at_word("KEY", ahead);
}

// Each at most once, in any order; `key` is null for what has none.
void Grammar::facts_of_pattern(PatternUse use, ExpressionPtr& valid, ExpressionPtr& sources, ExpressionPtr* key) {
  while (at_fact_word() && !at(TokenKind::kCloseParenthesis, 1) && !at(TokenKind::kCloseBracket, 1)) {
    ExpressionPtr* const place = at_word("VALID") ? &valid : at_word("SOURCES") ? &sources : key;
    const std::string word = at_word("VALID") ? "VALID" : at_word("SOURCES") ? "SOURCES" : "KEY";
    if (use == PatternUse::kMatch) {
      fail(word + " states what CREATE and MERGE write", peek().span, "UnexpectedSyntax",
           word == "VALID"     ? "to ask for a time, write AS OF behind the pattern, or WHERE valid(r) …"
           : word == "SOURCES" ? "to ask for a source, write ACCORDING TO behind the pattern"
                               : "to find by a key, write WHERE key(n) = …");
    }
    if (place == nullptr)
      fail("a relationship is written without a key", peek().span, "UnexpectedSyntax",
           "keys of relations come with imported data");
    if (*place) fail(word + " stands twice", peek().span, "UnexpectedSyntax");
    take();
    *place = expression();
  }
}

ExpressionPtr Grammar::label_condition(const ExpressionPtr& operand, bool bar_allowed) {
  take();  // the colon
  return label_alternatives(operand, bar_allowed);
}

ExpressionPtr Grammar::label_alternatives(const ExpressionPtr& operand, bool bar_allowed) {
  std::vector<ExpressionPtr> operands{label_conjunction(operand)};
  while (bar_allowed && accept(TokenKind::kBar)) {
    accept(TokenKind::kColon);
    operands.push_back(label_conjunction(operand));
  }
  return balanced(std::move(operands), ast::BinaryOperator::kOr);
}

// A&B is A:B, too. Labels that are all asked for are one test.
ExpressionPtr Grammar::label_conjunction(const ExpressionPtr& operand) {
  const std::size_t first = position();
  ast::LabelTest all{operand, {}};
  std::vector<ExpressionPtr> others;
  do {
    ExpressionPtr atom = label_atom(operand);
    if (const auto* test = std::get_if<ast::LabelTest>(&atom->node))
      all.labels.insert(all.labels.end(), test->labels.begin(), test->labels.end());
    else
      others.push_back(std::move(atom));
  } while (accept(TokenKind::kAmpersand) || accept(TokenKind::kColon));
  if (!all.labels.empty()) others.insert(others.begin(), make(std::move(all), first));
  return balanced(std::move(others), ast::BinaryOperator::kAnd);
}

ExpressionPtr Grammar::label_atom(const ExpressionPtr& operand) {
  const Nest nest(*this);
  const std::size_t first = position();
  if (accept(TokenKind::kExclamation)) return make(ast::Unary{ast::UnaryOperator::kNot, label_atom(operand)}, first);
  if (at(TokenKind::kOpenParenthesis)) {
    take();
    ExpressionPtr inner = label_alternatives(operand, true);
    expect_close(first, "`|`, `&`");
    return inner;
  }
  if (accept(TokenKind::kPercent)) {  // any label
    ast::Call labels{{"labels", span_from(first)}, false, false, {operand}};
    ExpressionPtr list = make(std::move(labels), first), none = make(ast::ListLiteral{}, first);
    return make(ast::Binary{ast::BinaryOperator::kNotEqual, std::move(list), std::move(none)}, first);
  }
  std::vector<ast::Name> label{expect_name("a label")};
  return make(ast::LabelTest{operand, std::move(label)}, first);
}

std::vector<ast::Name> Grammar::labels() {
  std::vector<ast::Name> list;
  while (accept(TokenKind::kColon)) list.push_back(expect_name("a label"));
  return list;
}

// *, *2, *1..3, *..3, *1.. inside the brackets.
std::optional<ast::Repetition> Grammar::star_repetition() {
  if (!accept(TokenKind::kStar)) return std::nullopt;
  ast::Repetition repetition;
  const bool from = at(TokenKind::kInteger);
  if (from) repetition.min = take().integer;
  if (accept(TokenKind::kDotDot)) {
    if (at(TokenKind::kInteger)) repetition.max = take().integer;
  } else if (from) {
    repetition.max = repetition.min;
  }
  if (at_dash() || at(TokenKind::kFloat) || at(TokenKind::kParameter)) {
    fail("repetitions are counted by whole numbers from 0", peek().span, "InvalidRelationshipPattern",
         "as in [:TYPE*1..3]");
  }
  return repetition;
}

// +, *, {3}, {1,5}, {2,}, {,5} behind the relationship, as in GQL.
std::optional<ast::Repetition> Grammar::quantifier() {
  if (accept(TokenKind::kPlus)) return ast::Repetition{1, std::nullopt};
  if (accept(TokenKind::kStar)) return ast::Repetition{0, std::nullopt};
  if (!at(TokenKind::kOpenBrace)) return std::nullopt;
  const std::size_t open = position();
  take();
  ast::Repetition repetition{0, std::nullopt};
  const bool from = at(TokenKind::kInteger);
  if (from) repetition.min = take().integer;
  if (accept(TokenKind::kComma)) {
    if (at(TokenKind::kInteger)) repetition.max = take().integer;
    if (!from && !repetition.max) fail_expected("a number", "as in {1,5}");
  } else if (from) {
    repetition.max = repetition.min;
  } else {
    fail_expected("a number", "as in {1,5}");
  }
  expect_close(open);
  if (repetition.max && *repetition.max < repetition.min) {
    fail("the least number of repetitions is greater than the most", span_from(open), "InvalidRelationshipPattern",
         "as in {1,5}");
  }
  return repetition;
}

// Behind `:` and names with `:`, `|`, `&`, `!`, `%` and parentheses between them.
std::optional<std::size_t> Grammar::skip_labels(std::size_t index) const {
  if (token(index).kind != TokenKind::kColon) return std::nullopt;
  for (;; ++index) {
    const syntax::Token& t = token(index);
    if (t.kind == TokenKind::kOpenParenthesis && t.partner != kNoPartner)
      index = t.partner;
    else if (!is_name_token(t) && t.kind != TokenKind::kColon && t.kind != TokenKind::kBar &&
             t.kind != TokenKind::kAmpersand && t.kind != TokenKind::kExclamation && t.kind != TokenKind::kPercent)
      return index;
    if (is_name_token(t) && is_name_token(token(index + 1))) return index + 1;  // WHERE
  }
}

// ( [name] [:label …] [{…} or $parameter] [WHERE …] )
std::optional<std::size_t> Grammar::skip_node(std::size_t index) const {
  if (token(index).kind != TokenKind::kOpenParenthesis || token(index).partner == kNoPartner) return std::nullopt;
  std::size_t at = index + 1;
  if (is_name_token(token(at))) ++at;
  if (const auto behind = skip_labels(at)) at = *behind;
  if (token(at).kind == TokenKind::kParameter) {
    ++at;
  } else if (token(at).kind == TokenKind::kOpenBrace && token(at).partner != kNoPartner) {
    at = token(at).partner + 1;
  }
  if (token(at).kind == TokenKind::kName && entente::fold(token(at).text) == "where") at = token(index).partner;
  return token(index).partner == at ? std::optional(at + 1) : std::nullopt;
}

std::optional<std::size_t> Grammar::skip_relationship(std::size_t index) const {
  if (is_head(token(index), true)) ++index;
  if (!is_dash_token(token(index))) return std::nullopt;
  ++index;
  if (token(index).kind == TokenKind::kOpenBracket) {
    if (token(index).partner == kNoPartner) return std::nullopt;
    index = token(index).partner + 1;
  }
  if (!is_dash_token(token(index))) return std::nullopt;
  ++index;
  if (is_head(token(index), false)) ++index;
  if (token(index).kind == TokenKind::kPlus || token(index).kind == TokenKind::kStar) return index + 1;
  if (token(index).kind == TokenKind::kOpenBrace && token(index).partner != kNoPartner) return token(index).partner + 1;
  return index;
}

bool Grammar::pattern_begins_at(std::size_t index) const {
  const std::optional<std::size_t> node = skip_node(index);
  if (!node) return false;
  // `-[:` can be nothing else, so that a mistake further on is reported as one in a pattern.
  const std::size_t dash = *node + (is_head(token(*node), true) ? 1 : 0);
  if (is_dash_token(token(dash)) && token(dash + 1).kind == TokenKind::kOpenBracket &&
      token(dash + 2).kind == TokenKind::kColon) {
    return true;
  }
  const std::optional<std::size_t> relationship = skip_relationship(*node);
  return relationship && skip_node(*relationship);
}

}  // namespace entente::syntax
