#include <gtest/gtest.h>

#include <string>

#include "unit/query_syntax/parsing.hpp"

namespace entente {
namespace {

TEST(Queries, MatchWhereReturn) {
  EXPECT_EQ(
      parsed("MATCH (a:Leader)-[m:MET]-(b:Leader) WHERE valid(m) BEFORE '1989' AND a.name < b.name\n"
             "RETURN a.name, b.name, valid(m) AS when ORDER BY when DESC, a.name SKIP 1 LIMIT $n"),
      "(match (path (node a :Leader) (-- m :MET) (node b :Leader)) (where (and (before (call valid m) '1989') (< (. a "
      "name) (. b name)))))\n"
      "(return (. a name) (. b name) (as (call valid m) when) (order-by (desc when) (. a name)) (skip 1) (limit $n))");
}

TEST(Queries, Patterns) {
  EXPECT_EQ(parsed("MATCH p = (a:A:B {x: 1})<-[r:T|U|:V {y: $z}]-(), (c)-->()--()<--(d) RETURN *"),
            "(match (path p (node a :A :B (map (x 1))) (<- r :T :U :V (map (y $z))) (node)) (path (node c) (->) (node) "
            "(--) (node) (<-) (node d)))\n"
            "(return *)");
  EXPECT_EQ(parsed("MATCH ((a)-[:`ODD TYPE`]->(b)) RETURN a"),
            "(match (path (node a) (-> :ODD TYPE) (node b)))\n(return a)");
  EXPECT_EQ(parsed("MATCH (a)<-[:T]->(b) RETURN a"), "(match (path (node a) (-- :T) (node b)))\n(return a)");
  EXPECT_EQ(parsed("MATCH (a) - [ r ] - > (b) RETURN a"), "(match (path (node a) (-> r) (node b)))\n(return a)");
}

TEST(Queries, ArrowsMayBeDrawnWithOtherDashes) {
  EXPECT_EQ(error_of("MATCH (a)―﹥(c) RETURN a").hint, "a relationship is written -[:TYPE]->, <-[:TYPE]- or -[:TYPE]-");
  EXPECT_EQ(parsed("MATCH (a)⟨—[r]–(b)——⟩(c) RETURN a"),
            "(match (path (node a) (<- r) (node b) (->) (node c)))\n(return a)");
}

TEST(Queries, Repetition) {
  const auto repetition = [](const std::string& relationship) {
    const std::string tree = parsed("MATCH (a)" + relationship + "(b) RETURN a");
    const std::size_t from = tree.find('*');
    return from == std::string::npos ? tree : tree.substr(from, tree.find(')', from) - from);
  };
  EXPECT_EQ(repetition("-[*]-"), "*1..");
  EXPECT_EQ(repetition("-[:T*2]->"), "*2..2");
  EXPECT_EQ(repetition("-[*1..3]-"), "*1..3");
  EXPECT_EQ(repetition("-[*..3]-"), "*1..3");
  EXPECT_EQ(repetition("-[*0..]-"), "*0..");
  EXPECT_EQ(repetition("-[*..]-"), "*1..");
  EXPECT_EQ(repetition("-[:T]-+"), "*1..");
  EXPECT_EQ(repetition("-[:T]->*"), "*0..");
  EXPECT_EQ(repetition("-[:T]->{1,5}"), "*1..5");
  EXPECT_EQ(repetition("-[:T]->{3}"), "*3..3");
  EXPECT_EQ(repetition("<-[:T]-{2,}"), "*2..");
  EXPECT_EQ(repetition("-->{,5}"), "*0..5");
}

TEST(Queries, Paths) {
  const auto path = [](const std::string& pattern) {
    const std::string tree = parsed("MATCH " + pattern + " RETURN 1");
    return tree.substr(7, tree.find(" (node") - 7);
  };
  EXPECT_EQ(path("p = ANY SHORTEST (a)-[:T]-+(b)"), "(path p ANY SHORTEST");
  EXPECT_EQ(path("all shortest (a)-[:T]-+(b)"), "(path ALL SHORTEST");
  EXPECT_EQ(path("SHORTEST 3 (a)-[:T]-+(b)"), "(path SHORTEST 3");
  EXPECT_EQ(path("p = CHRONOLOGICAL ANY SHORTEST (a)-[:T]-+(b)"), "(path p CHRONOLOGICAL ANY SHORTEST");
  EXPECT_EQ(path("CONTINUOUS (a)-[:T]-+(b)"), "(path CONTINUOUS");
  EXPECT_EQ(path("p = without apparatus ALL SHORTEST (a)-[:T]-+(b)"), "(path p ALL SHORTEST without-apparatus");
  EXPECT_EQ(path("WITHOUT APPARATUS shortestPath((a)-[:T*]-(b))"), "(path ANY SHORTEST without-apparatus");
  EXPECT_EQ(path("POSSIBLY CHRONOLOGICAL (a)-[:T]-+(b)"), "(path POSSIBLY CHRONOLOGICAL");
  EXPECT_EQ(path("EARLIEST ARRIVAL (a)-[:T]-+(b)"), "(path EARLIEST ARRIVAL");
  EXPECT_EQ(path("LATEST DEPARTURE (a)-[:T]-+(b)"), "(path LATEST DEPARTURE");
  EXPECT_EQ(path("POSSIBLY FASTEST (a)-[:T]-+(b)"), "(path POSSIBLY FASTEST");
  // Said again, they are the same words.
  for (const std::string words :
       {"CERTAINLY STRICTLY CHRONOLOGICAL TRAVEL 'PT2H' WITHIN 'PT1H' SIMPLE SHORTEST 2 GROUPS",
        "EACH OVERLAPS OR IMMEDIATELY PRECEDES NEXT ACYCLIC", "STRICTLY CHRONOLOGICAL ALL FASTEST", "WALK ANY SHORTEST",
        "PRESUMABLY CONTINUOUS", "EARLIEST ARRIVAL 3"}) {
    EXPECT_EQ(path(words + " (a)-[:T]-{1,2}(b)"), "(path " + words);
  }
  EXPECT_EQ(path("p = shortestPath((a)-[:T*]-(b))"), "(path p ANY SHORTEST");
  EXPECT_EQ(path("allShortestPaths((a)-[:T*]-(b))"), "(path ALL SHORTEST");
}

TEST(Queries, ValidTime) {
  const auto time = [](const std::string& clause) {
    const std::string tree = parsed("MATCH (a) " + clause + " WHERE a.x RETURN a");
    return tree.substr(23, tree.find(" (where") - 23);
  };
  EXPECT_EQ(time("AS OF '1969-03-02'"), "(as-of '1969-03-02')");
  EXPECT_EQ(time("POSSIBLY AS OF $t"), "(possibly as-of $t)");
  EXPECT_EQ(time("PRESUMABLY AS OF $t"), "(presumably as-of $t)");
  EXPECT_EQ(time("CERTAINLY AS OF $t"), time("AS OF $t"));
  EXPECT_EQ(time("FOR VALID_TIME AS OF a.x + 1"), "(as-of (+ (. a x) 1))");
  EXPECT_EQ(time("FOR VALID_TIME FROM '1949' TO '1950'"), "(from-to '1949' '1950')");
  EXPECT_EQ(time("for valid_time between '1949' and '1950'"), "(between '1949' '1950')");
  EXPECT_EQ(time("POSSIBLY FOR VALID_TIME BETWEEN '1949' AND '1950'"), "(possibly between '1949' '1950')");
  EXPECT_EQ(time("FOR VALID_TIME ALL"), "(all)");
  EXPECT_EQ(time("FOR SYSTEM_TIME AS OF '2024-01-01'"), "(system-as-of '2024-01-01')");
  EXPECT_EQ(time("FOR SYSTEM_TIME AS OF $s AS OF $v"), "(as-of $v) (system-as-of $s)");
  EXPECT_EQ(time("FOR SYSTEM_TIME AS OF COMMIT 3"), "(system-as-of (commit 3))");
  EXPECT_EQ(time("FOR SYSTEM_TIME FROM COMMIT 3 TO '2024'"), "(system-from-to (commit 3) '2024')");
  EXPECT_EQ(time("FOR SYSTEM_TIME BETWEEN $a AND COMMIT $b + 1"), "(system-between $a (commit (+ $b 1)))");
  EXPECT_EQ(time("FOR SYSTEM_TIME ALL"), "(system-all)");
  EXPECT_EQ(time("AS OF $v ACCORDING TO ['a', 'b']"), "(as-of $v) (according-to (list 'a' 'b'))");
}

TEST(Queries, ATimeBeforeTheFirstClauseHoldsForTheStatement) {
  EXPECT_EQ(parsed("EXPLAIN POSSIBLY AS OF '1958' FOR SYSTEM_TIME AS OF $s MATCH (a) RETURN a"),
            "explain\n(possibly as-of '1958')\n(system-as-of $s)\n(match (path (node a)))\n(return a)");
}

TEST(Queries, ASourceBeforeTheFirstClauseHoldsForTheStatement) {
  EXPECT_EQ(parsed("ACCORDING TO $s + ['a'] AS OF '1958' MATCH (a) RETURN a"),
            "(as-of '1958')\n(according-to (+ $s (list 'a')))\n(match (path (node a)))\n(return a)");
  EXPECT_EQ(error_of("ACCORDING TO 'a' ACCORDING TO 'b' MATCH (a) RETURN a").message, "ACCORDING TO is stated twice");
  EXPECT_EQ(error_of("ACCORDING TO MATCH (a) RETURN a").detail, "UnexpectedSyntax");
}

TEST(Queries, ReadingClauses) {
  EXPECT_EQ(parsed("OPTIONAL MATCH (a) UNWIND [1, 2] AS x WITH DISTINCT a, x AS y ORDER BY y LIMIT 3 WHERE y > 1 "
                   "RETURN DISTINCT y"),
            "(optional-match (path (node a)))\n(unwind (list 1 2) x)\n(with distinct a (as x y) (order-by y) (limit 3) "
            "(where (> y 1)))\n"
            "(return distinct y)");
  EXPECT_EQ(parsed("RETURN 1 AS x UNION ALL RETURN 2 AS x UNION ALL RETURN 3 AS x"),
            "(return (as 1 x))\nunion all\n(return (as 2 x))\nunion all\n(return (as 3 x))");
  EXPECT_EQ(parsed("RETURN 1 AS x UNION RETURN 2 AS x;"), "(return (as 1 x))\nunion\n(return (as 2 x))");
}

TEST(Queries, Procedures) {
  EXPECT_EQ(parsed("CALL db.labels"), "(call-procedure db.labels)");
  EXPECT_EQ(parsed("CALL db.labels() YIELD *"), "(call-procedure db.labels (arguments) (yield *))");
  EXPECT_EQ(parsed("CALL p(1, $x) YIELD a, b AS c WHERE c > 1 RETURN a"),
            "(call-procedure p (arguments 1 $x) (yield a (as b c)) (where (> c 1)))\n(return a)");
  EXPECT_EQ(error_of("CALL p YIELD a RETURN a").detail, "InvalidArgumentPassingMode");
  EXPECT_EQ(error_of("CALL p() YIELD * RETURN 1").detail, "UnexpectedSyntax");
}

TEST(Queries, WritingClauses) {
  EXPECT_EQ(parsed("CREATE (a:A {x: 1})-[:MET {place: 'Beijing'} VALID '1958-07-31/1958-08-03']->(b VALID $v)"),
            "(create (path (node a :A (map (x 1))) (-> :MET (map (place 'Beijing')) (valid '1958-07-31/1958-08-03')) "
            "(node b (valid $v))))");
  EXPECT_EQ(parsed("CREATE (a $props), (VALID '1949')"),
            "(create (path (node a $props)) (path (node (valid '1949'))))");
  EXPECT_EQ(parsed("MERGE (a)-[r:T]-(b) ON CREATE SET r.x = 1, r:L ON MATCH SET r += {y: 2}"),
            "(merge (path (node a) (-- r :T) (node b)) (on-create (= (. r x) 1) (labels r :L)) (on-match (+= r (map (y "
            "2)))))");
  EXPECT_EQ(
      parsed("MATCH (n)-[r]->() SET n.p = 'Bonn' VALID '1949/1990', valid(r) = $v, n = {}, n:A:B, (n).x.y = 1"),
      "(match (path (node n) (-> r) (node)))\n"
      "(set (= (. n p) 'Bonn' (valid '1949/1990')) (=valid r $v) (= n (map)) (labels n :A :B) (= (. (. n x) y) 1))");
  EXPECT_EQ(parsed("MATCH (n) SET n.p = 1 FOR PORTION OF VALID_TIME FROM '1950' TO '1960'"),
            "(match (path (node n)))\n(set (= (. n p) 1) (portion '1950' '1960'))");
  EXPECT_EQ(parsed("MATCH (n) DETACH DELETE n, m.x FOR PORTION OF VALID_TIME FROM $a TO $b"),
            "(match (path (node n)))\n(detach-delete n (. m x) (portion $a $b))");
  EXPECT_EQ(parsed("MATCH (n) REMOVE n.p, n:A:B"), "(match (path (node n)))\n(remove (. n p) (labels n :A :B))");
}

TEST(Queries, CommentsAndSpaceAreSkipped) {
  EXPECT_EQ(parsed("\xEF\xBB\xBF// who?\nMATCH/* all */(n)\r\n\tRETURN\u00a0n // done"),
            "(match (path (node n)))\n(return n)");
}

TEST(Queries, AColumnIsNamedByItsText) {
  const ast::Query query = parse("RETURN  count( * ) , [x  IN xs | x] AS y, (1 + 2)*3 ORDER BY y");
  const auto& items = std::get<ast::Return>(query.parts[0].clauses[0].node).projection.items;
  ASSERT_EQ(items.size(), 3U);
  EXPECT_EQ(items[0].text, "count( * )");
  EXPECT_EQ(items[1].text, "[x  IN xs | x]");
  EXPECT_EQ(items[1].alias->text, "y");
  EXPECT_EQ(items[2].text, "(1 + 2)*3");
}

TEST(Queries, KeywordsAreReadWithoutCase) {
  EXPECT_EQ(parsed("match (n) where n.x starts with 'a' return n.x as x order by x descending"),
            "(match (path (node n)) (where (starts-with (. n x) 'a')))\n(return (as (. n x) x) (order-by (desc x)))");
}

// Every word of the extension is still a name wherever a name can stand.
TEST(Queries, NewWordsStayNames) {
  for (const std::string word :
       {"before",      "after",    "precedes",   "succeeds",  "overlaps",  "during",        "equals",     "immediately",
        "valid",       "possibly", "presumably", "certainly", "of",        "for",           "portion",    "valid_time",
        "system_time", "from",     "to",         "between",   "according", "chronological", "continuous", "earliest",
        "arrival",     "latest",   "departure",  "fastest",   "shortest",  "any",           "explain",    "certainly",
        "system",      "when",     "then",       "else",      "end",       "contains",      "starts",     "desc",
        "on",          "period",   "count",      "none",      "single",    "reduce",        "call",       "yield",
        "without",     "apparatus"}) {
    const std::string query = "MATCH (" + word + ":" + word + " {" + word + ": 1})-[r:" + word + "]->(x) WHERE " +
                              word + "." + word + " = " + word + " AND " + word + " BEFORE " + word + " WITH " + word +
                              ", x AS y RETURN " + word + ", y AS " + word + " ORDER BY " + word;
    const std::string expected = "(match (path (node " + word + " :" + word + " (map (" + word +
                                 " 1))) (-> r :" + word + ") (node x)) (where (and (= (. " + word + " " + word + ") " +
                                 word + ") (before " + word + " " + word + "))))\n(with " + word +
                                 " (as x y))\n(return " + word + " (as y " + word + ") (order-by " + word + "))";
    EXPECT_EQ(parsed(query), expected) << word;
    EXPECT_EQ(parsed("MATCH " + word + " = (a)-[" + word + "]->(b) RETURN " + word + "(a)"),
              "(match (path " + word + " (node a) (-> " + word + ") (node b)))\n(return (call " + word + " a))");
    EXPECT_EQ(
        parsed("MATCH (n) SET " + word + " = {}, " + word + ".x = 1, n:" + word),
        "(match (path (node n)))\n(set (= " + word + " (map)) (= (. " + word + " x) 1) (labels n :" + word + "))");
    EXPECT_EQ(parsed("UNWIND " + word + " AS " + word + " RETURN [" + word + " IN " + word + " | $" + word + "]"),
              "(unwind " + word + " " + word + ")\n(return (comprehension " + word + " " + word + " _ $" + word + "))");
  }
}

TEST(Queries, ValidIsAVariableWhereOpenCypherHasOne) {
  EXPECT_EQ(
      parsed("CREATE (valid $p), (valid {x: 1}), (valid), (valid:A)"),
      "(create (path (node valid $p)) (path (node valid (map (x 1)))) (path (node valid)) (path (node valid :A)))");
  EXPECT_EQ(parsed("CREATE (valid VALID valid)"), "(create (path (node valid (valid valid))))");
  EXPECT_EQ(parsed("MATCH ()-[valid*2]-() RETURN valid"),
            "(match (path (node) (-- valid *2..2) (node)))\n(return valid)");
}

TEST(Queries, ReservedWordsAreNamesOfPropertiesLabelsAndTypes) {
  EXPECT_EQ(parsed("MATCH (n:Match {order: 1})-[:IN]->(`return`) RETURN n.limit"),
            "(match (path (node n :Match (map (order 1))) (-> :IN) (node return)))\n(return (. n limit))");
}

}  // namespace
}  // namespace entente
