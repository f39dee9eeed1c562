// Laws of the parser: no text makes it fail otherwise than by an error with its place, and space never matters.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "query/syntax/lexer.hpp"
#include "query/syntax/parser.hpp"
#include "query/syntax/print_ast.hpp"

namespace entente {
namespace {

const std::vector<std::string> kQueries = {
    "MATCH (a:Leader)-[m:MET]-(b:Leader) WHERE valid(m) BEFORE '1989' AND a.name < b.name RETURN a.name, valid(m) AS "
    "when ORDER BY when",
    "ACCORDING TO ['a', $b] MATCH (n) ACCORDING TO 'c#P1' AS OF '1958' CALL p(n) YIELD x RETURN x",
    "POSSIBLY AS OF '1958' MATCH p = CHRONOLOGICAL ANY SHORTEST (:A {x: 1})-[:MET|KNOWS]-+(b) FOR SYSTEM_TIME AS OF $t "
    "RETURN p",
    "OPTIONAL MATCH (n)<-[r:T*1..3 {a: [1, .5, 0x1f]}]-() UNWIND r AS x WITH DISTINCT x, count(*) AS c WHERE c > 1 "
    "RETURN * SKIP 1 LIMIT 2",
    "RETURN CASE n.x WHEN 1 THEN 'a\\u00e9' ELSE \"b\" END AS y, [x IN xs WHERE x =~ 'z' | x ^ 2], reduce(s = 0, x IN "
    "xs | s + x)",
    "MATCH (n) WHERE EXISTS { (n)-->(m) WHERE m:A:B } OR NOT (n)--() OR all(x IN n.l WHERE x IS NOT NULL) RETURN "
    "n.l[1..-1], $`p q`",
    "CREATE (a:A {x: 1} VALID '1949/..')-[:T VALID $v]->(b) SET a.x = 2 VALID '1950', valid(b) = $w, a += {k: "
    "-9223372036854775808}",
    "MATCH (n)-[r]->() SET n.p = 1 FOR PORTION OF VALID_TIME FROM '1950' TO '1960' REMOVE n:A, n.q DETACH DELETE n",
    "FOR SYSTEM_TIME AS OF COMMIT $n + 1 MATCH (a)-[r]->(b) FOR SYSTEM_TIME BETWEEN COMMIT 1 AND '2024' AS OF $v WITH "
    "a "
    "MATCH (a)--(c) FOR SYSTEM_TIME FROM $a TO COMMIT 9 RETURN c UNION MATCH (n) FOR SYSTEM_TIME ALL RETURN n AS c",
    "MERGE (a)-[:T]-(b) ON CREATE SET a.x = 1 ON MATCH SET a:L WITH a CALL p.q(a) YIELD x AS y WHERE y RETURN y UNION "
    "ALL RETURN 1 AS y;",
};

// What may be put into a text to break it.
const std::vector<std::string> kPieces = {"(",        ")",      "[",     "]",    "{",
                                          "}",        "'",      "\"",    "`",    "\\",
                                          "$",        "/*",     "//",    "..",   ".",
                                          ",",        ":",      "|",     "-",    "<",
                                          ">",        "=",      "+",     "*",    "1",
                                          "1.5e999",  "0x",     " ",     "\n",   "MATCH",
                                          "WHERE",    "RETURN", "AS OF", "FOR",  "FOR SYSTEM_TIME",
                                          "COMMIT",   "VALID",  "NOT",   "CASE", "IN",
                                          "EXISTS {", "\xff",   "é",     "—",    std::string(1, '\0')};

std::string mutated() {
  std::string text = *rc::gen::elementOf(kQueries);
  const int changes = *rc::gen::inRange(1, 6);
  for (int i = 0; i < changes; ++i) {
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
    const auto length = *rc::gen::inRange<std::size_t>(0, 12);
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, *rc::gen::elementOf(kPieces));
        break;
      case 2:
        text.replace(at, length, *rc::gen::elementOf(kPieces));
        break;
      default:
        text.insert(at, text.substr(*rc::gen::inRange<std::size_t>(0, text.size() + 1), length));
        break;
    }
  }
  return text;
}

// The error has its place inside the text, and words for it.
void check_error(const Error& error, const std::string& text) {
  RC_ASSERT(error.code == ErrorCode::kSyntax || error.code == ErrorCode::kLimit);
  RC_ASSERT(error.span.has_value());
  RC_ASSERT(error.span->offset + error.span->length <= text.size());
  RC_ASSERT(!error.message.empty());
  RC_ASSERT(!describe(error, text).empty());
}

RC_GTEST_PROP(ParserLaws, AnyTextIsReadOrRefused, ()) {
  const std::string text = mutated();
  try {
    RC_ASSERT(!print(parse(text)).empty());
  } catch (const Error& error) {
    check_error(error, text);
  }
}

RC_GTEST_PROP(ParserLaws, AnyBytesAreReadOrRefused, (const std::string& text)) {
  try {
    RC_ASSERT(!print(parse(text)).empty());
  } catch (const Error& error) {
    check_error(error, text);
  }
}

RC_GTEST_PROP(ParserLaws, SpaceAndCommentsDoNotMatter, ()) {
  const std::string text = *rc::gen::elementOf(kQueries);
  std::string spaced;
  for (const syntax::Token& token : syntax::lex(text).list) {
    spaced += *rc::gen::elementOf(std::vector<std::string>{" ", "\n", "\t\r\n", "/* x ' */", " // y \"\n", "\u00a0"});
    spaced += text.substr(token.span.offset, token.span.length);
  }
  RC_ASSERT(print(parse(spaced)) == print(parse(text)));
}

}  // namespace
}  // namespace entente
