#include "query/syntax/habits.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace entente {
namespace {

constexpr HabitKind kWord = HabitKind::kWord, kCreated = HabitKind::kCreated, kFunction = HabitKind::kFunction,
                    kProcedure = HabitKind::kProcedure, kSign = HabitKind::kSign;

constexpr std::string_view kWrites =
    "CREATE and MERGE make facts, SET and REMOVE change them, DELETE takes them back; files come in by "
    "`entente import STORE FILE…`";

constexpr std::string_view kFolder = "a store is a folder: `entente import STORE FILE…` makes it and fills it";

constexpr std::string_view kDates =
    "date() and datetime() are the statement's clock, datetime().epochMillis a number; date('1989-01-01') is a DATE, "
    "period('1989') the span of a date, instant('1989') its first moment";

const std::vector<Habit> kHabits = {
    // SQL
    {kWord, {"select"}, "use MATCH … RETURN", "SELECT * FROM Person"},
    {kWord,
     {"from"},
     "use MATCH for what SQL selects from; a range of time is FOR VALID_TIME FROM '1950' TO '1960'",
     "MATCH (n) FROM '1814-09' TO '1815' RETURN n"},
    {kWord, {"insert", "update", "upsert", "truncate", "alter"}, kWrites, "INSERT INTO Person VALUES (1)"},
    {kWord, {"let"}, "WITH 1 AS x names a value, behind the variables that stay", "LET x = 1 RETURN x"},
    {kWord,
     {"begin", "commit", "rollback"},
     "a statement by itself is a commit; for several `entente shell` has :begin, :commit and :rollback, `serve` "
     "requests "
     "of these names, the library Database::write()",
     "BEGIN"},
    {kSign, {"(,"}, "a list stands in brackets: IN ['a', 'b']", "MATCH (n) WHERE n.name IN ('a', 'b') RETURN n"},
    {kWord, {"having"}, "use WITH … WHERE", "MATCH (n) RETURN n.name, count(*) HAVING count(*) > 1"},
    {kWord,
     {"group"},
     "grouping is by what stands beside the aggregate in RETURN or WITH",
     "MATCH (n) RETURN n.name GROUP BY n.name"},
    {kWord, {"like"}, "use CONTAINS, STARTS WITH, ENDS WITH or =~", "MATCH (n) WHERE n.name LIKE 'x' RETURN n"},
    {kWord,
     {"ilike"},
     "use =~ with (?i), or named(n, 'name'), which knows no case",
     "MATCH (n) WHERE n.name ILIKE 'x' RETURN n"},
    {kWord,
     {"between"},
     "write 1 <= x AND x <= 2; of times valid(x) OVERLAPS '1950/1960' or valid(x) DURING '1950/1960'",
     "MATCH (n) WHERE n.age BETWEEN 1 AND 2 RETURN n"},
    {kWord, {"except"}, "conditions stand in WHERE", "MATCH (n) RETURN n EXCEPT MATCH (m) RETURN m"},
    {kWord, {"describe"}, "CALL db.schema() lists what a store has", "DESCRIBE Person"},
    {kFunction, {"len", "char_length", "character_length", "strlen"}, "write size(text)", "RETURN len('x')"},
    {kFunction, {"ifnull", "nvl", "isnull"}, "write coalesce(value, otherwise)", "RETURN nvl(null, 1)"},
    {kFunction,
     {"group_concat", "string_agg", "array_agg", "listagg"},
     "write collect(value)",
     "MATCH (n) RETURN string_agg(n.name, ',')"},
    {kFunction, {"lcase", "lowercase"}, "write toLower(text)", "RETURN lcase('X')"},
    {kFunction, {"ucase", "uppercase"}, "write toUpper(text)", "RETURN ucase('x')"},
    // Neo4j
    {kWord, {"use"}, "the store is named by the command, as in `entente query STORE`", "USE neo4j MATCH (n) RETURN n"},
    {kWord,
     {"drop"},
     "DROP takes CONSTRAINT or INDEX and a name; a store is a folder, to be removed like any other",
     "DROP DATABASE x"},
    {kCreated,
     {"unique", "fulltext", "lookup", "point", "vector"},
     "CREATE INDEX FOR (n:Label) ON (n.property) declares one; labels, types, keys and names are found without",
     "CREATE FULLTEXT INDEX titles FOR (n:Book) ON EACH [n.title]"},
    {kCreated, {"database", "schema", "graph", "table", "view"}, kFolder, "CREATE DATABASE x"},
    {kCreated, {"user", "role"}, "there are none: whoever may read the folder of a store may ask it", "CREATE USER x"},
    {kSign,
     {"."},
     "CALL db.schema() lists what a store has; commands of `entente shell` begin with a colon, as :help",
     ".tables"},
    {kFunction, {"todate", "epoch", "now", "current_date", "current_timestamp"}, kDates, "RETURN now()"},
    {kFunction,
     {"year", "month", "day"},
     "the parts of a date are those of an instant: valid(x).start.year",
     "MATCH (n) RETURN year(valid(n))"},
    {kFunction,
     {"elementid"},
     "key(n) is its stable name in the data, id(n) its number in this store",
     "MATCH (n) RETURN elementId(n)"},
    {kFunction,
     {"point", "distance", "point."},
     "places have no coordinates; keep them as numbers in properties",
     "RETURN point({x: 1, y: 2})"},
    {kFunction,
     {"apoc.", "gds."},
     "libraries of Neo4j are not part of the language; `entente help functions` lists its own",
     "RETURN apoc.text.join(['a'], 'b')"},
    {kProcedure,
     {"apoc.", "gds.", "algo."},
     "libraries of Neo4j are not part of the language; CALL db.procedures() lists its own, as shortest_path and "
     "neighbourhood",
     "CALL gds.pageRank.stream('x')"},
    {kProcedure, {"db.index.", "db.schema."}, "did you mean `db.schema`?", "CALL db.schema.visualization()"},
    // Words of time that stand elsewhere
    {kWord,
     {"at", "on"},
     "AS OF '1989-05-16' behind a pattern keeps what was valid then",
     "MATCH (n) AT '1989' RETURN n"},
    {kWord,
     {"since"},
     "write WHERE valid(x) AFTER '1989', or FOR VALID_TIME FROM '1989' TO '1999' behind a pattern",
     "MATCH (n) SINCE '1989' RETURN n"},
    {kWord,
     {"until"},
     "write WHERE valid(x) BEFORE '1989', or FOR VALID_TIME FROM '1979' TO '1989' behind a pattern",
     "MATCH (n) UNTIL '1989' RETURN n"},
    {kFunction,
     {"start", "begin", "starttime", "valid_from"},
     "when something began is valid(x).start",
     "MATCH (n) RETURN valid_from(n)"},
    {kFunction,
     {"end", "endtime", "finish", "valid_to"},
     "when something ended is valid(x).end",
     "MATCH (n) RETURN valid_to(n)"},
};

}  // namespace

std::span<const Habit> habits() {
  return kHabits;
}

std::string hint_for_habit(HabitKind kind, std::string_view name) {
  const std::string folded = fold(name);
  for (const Habit& habit : habits()) {
    if (habit.kind != kind) continue;
    const bool is_it = std::any_of(habit.names.begin(), habit.names.end(), [&](std::string_view known) {
      return known.ends_with('.') && kind != HabitKind::kSign ? folded.starts_with(known) : folded == known;
    });
    if (is_it) return std::string(habit.hint);
  }
  return {};
}

}  // namespace entente
