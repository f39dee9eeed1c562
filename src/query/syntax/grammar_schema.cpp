// CREATE and DROP of constraints and indexes, and SHOW.
#include <algorithm>
#include <array>

#include "query/syntax/grammar.hpp"
#include "query/syntax/habits.hpp"
#include "query/syntax/words.hpp"

namespace entente::syntax {
namespace {

// Words of a type as they are written, and its name.
struct TypeWords {
  std::string_view first, second;  // `second` empty: one word
  std::string_view type;
};
constexpr std::array kTypes = {
    TypeWords{"BOOLEAN", "", "BOOLEAN"},
    TypeWords{"BOOL", "", "BOOLEAN"},
    TypeWords{"STRING", "", "STRING"},
    TypeWords{"VARCHAR", "", "STRING"},
    TypeWords{"INTEGER", "", "INTEGER"},
    TypeWords{"INT", "", "INTEGER"},
    TypeWords{"FLOAT", "", "FLOAT"},
    TypeWords{"LIST", "", "LIST"},
    TypeWords{"PERIOD", "", "PERIOD"},
    TypeWords{"INSTANT", "", "INSTANT"},
    TypeWords{"DATE", "", "DATE"},
    TypeWords{"LOCAL", "TIME", "LOCAL TIME"},
    TypeWords{"LOCAL", "DATETIME", "LOCAL DATETIME"},
    TypeWords{"ZONED", "TIME", "TIME"},
    TypeWords{"ZONED", "DATETIME", "DATETIME"},
    TypeWords{"TIME", "", "TIME"},
    TypeWords{"DATETIME", "", "DATETIME"},
    TypeWords{"DURATION", "", "DURATION"},
};

}  // namespace

// A path may be called so: CREATE index = (a)-[:R]->(b).
bool Grammar::at_schema_change() const {
  if (!at_word("CREATE") && !at_word("DROP")) return false;
  const bool is_kind = at_word("RANGE", 1) || at_word("TEXT", 1);
  const std::size_t word = is_kind ? 2 : 1;
  return (at_word("INDEX", word) || (!is_kind && at_word("CONSTRAINT", word))) && !at(TokenKind::kEqual, word + 1);
}

ast::SchemaChange Grammar::schema_change() {
  const std::size_t first = position();
  ast::SchemaChange result;
  result.drop = at_word("DROP");
  take();
  if (!at_word("INDEX") && !at_word("CONSTRAINT")) take();
  result.is_index = at_word("INDEX");
  take();
  const bool is_named = at_name() && !(at_word("IF") && (at_word("NOT", 1) || at_word("EXISTS", 1))) && !at_word("FOR");
  if (is_named) result.name = expect_variable("a name");
  if (result.drop && !is_named) fail_expected("a name", "SHOW CONSTRAINTS and SHOW INDEXES list them");
  if (accept_word("IF")) {
    if (!result.drop) expect_word("NOT");
    expect_word("EXISTS");
    result.if_needed = true;
  }
  if (!result.drop) property_rule(result);
  result.span = span_from(first);
  return result;
}

void Grammar::property_rule(ast::SchemaChange& change) {
  expect_word("FOR");
  PropertyRule& rule = change.rule;
  const std::size_t first = position();
  const ast::PathPattern pattern = path_pattern(PatternUse::kMatch);
  const bool is_relation = pattern.relationships.size() == 1 && pattern.relationships[0].types.size() == 1;
  const bool is_node = pattern.relationships.empty() && pattern.nodes[0].labels.size() == 1;
  if (!is_node && !is_relation)
    fail("a rule is of the nodes of one label, or of the relationships of one type", span_from(first),
         "UnexpectedSyntax", "as in FOR (n:Person) or FOR ()-[r:MET]-()");
  rule.of_relations = is_relation;
  rule.of = is_relation ? pattern.relationships[0].types[0].text : pattern.nodes[0].labels[0].text;
  const std::optional<ast::Name>& variable =
      is_relation ? pattern.relationships[0].variable : pattern.nodes[0].variable;
  if (!variable) fail("the pattern needs a variable", span_from(first), "UnexpectedSyntax", "as in FOR (n:Person)");
  expect_word(change.is_index ? "ON" : "REQUIRE");
  const bool in_parentheses = accept(TokenKind::kOpenParenthesis);
  do {
    const ast::Name object = expect_variable("a property, as in n.name");
    if (object.text != variable->text)
      fail("`" + object.text + "` is not the variable of the pattern", object.span, "UndefinedVariable",
           "it is `" + variable->text + "`");
    expect(TokenKind::kDot, "`.` and a property");
    rule.properties.push_back(expect_name("the name of a property").text);
  } while (in_parentheses && accept(TokenKind::kComma));
  if (in_parentheses) expect(TokenKind::kCloseParenthesis, "`)`");
  if (change.is_index) {
    rule.kind = PropertyRuleKind::kIndex;
    if (rule.of_relations || rule.properties.size() > 1)
      fail("an index is of one property of nodes", span_from(first), "UnexpectedSyntax",
           rule.of_relations ? "relationships are found from their ends" : "make one for each");
    return;
  }
  rule.strict = true;
  expect_word("IS");
  kind_of_rule(rule, first);
}

void Grammar::kind_of_rule(PropertyRule& rule, std::size_t first) {
  if (accept_word("NODE") || accept_word("RELATIONSHIP") || accept_word("REL")) {
    if (!at_word("UNIQUE") && !at_word("KEY")) fail_expected("UNIQUE or KEY");
  }
  if (accept_word("UNIQUE")) {
    rule.kind = PropertyRuleKind::kUnique;
  } else if (accept_word("KEY")) {
    rule.kind = PropertyRuleKind::kKey;
  } else if (accept_words("NOT", "NULL")) {
    rule.kind = PropertyRuleKind::kNotNull;
  } else {
    const bool colons = at(TokenKind::kColon) && at(TokenKind::kColon, 1);
    if (!colons && !at_word("TYPED"))
      fail_expected("UNIQUE, NOT NULL, KEY, or `::` and a type", "as in REQUIRE n.name IS UNIQUE");
    take();
    if (colons) take();
    rule.kind = PropertyRuleKind::kTyped;
    const auto known = std::find_if(kTypes.begin(), kTypes.end(), [&](const TypeWords& words) {
      return words.second.empty() ? at_word(words.first) : at_words(words.first, words.second);
    });
    if (known == kTypes.end())
      fail_expected("a type", "BOOLEAN, STRING, INTEGER, FLOAT, LIST, DATE, DATETIME, LOCAL TIME, DURATION, PERIOD");
    take();
    if (!known->second.empty()) take();
    rule.value_type = known->type;
    if (rule.properties.size() > 1)
      fail("a type is asked of one property", span_from(first), "UnexpectedSyntax", "make a constraint for each");
  }
  if (rule.of_relations && (rule.kind == PropertyRuleKind::kUnique || rule.kind == PropertyRuleKind::kKey))
    fail("relationships can't be unique by their values", span_from(first), "UnsupportedFeature",
         "NOT NULL and types can be asked of them");
}

// SHOW is CALL of the procedure that lists it.
ast::CallProcedure Grammar::show() {
  const std::size_t first = position();
  take();
  ast::CallProcedure call;
  accept_word("ALL");
  if (accept_word("CONSTRAINTS") || accept_word("CONSTRAINT"))
    call.name.text = "db.constraints";
  else if (accept_word("INDEXES") || accept_word("INDEX"))
    call.name.text = "db.indexes";
  else if (accept_word("PROCEDURES") || accept_word("PROCEDURE"))
    call.name.text = "db.procedures";
  else
    fail_expected("CONSTRAINTS, INDEXES or PROCEDURES",
                  "`entente help functions` lists functions; CALL db.schema() types");
  call.name.span = span_from(first);
  call.arguments.emplace();
  if (accept_word("YIELD")) {
    yield(call);
  } else if (at_word("WHERE")) {
    call.yield_all = true;
    call.where = optional_where();
  }
  return call;
}

}  // namespace entente::syntax
