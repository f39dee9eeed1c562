// A statement over a range of system time gives what it gives of each state, every match once: against the statement
// asked AS OF each commit, over random commits that add, correct, end and take back facts, entities too.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "entente/database.hpp"
#include "entente/time/ending.hpp"
#include "laws/facts_in_words.hpp"
#include "laws/random_facts.hpp"

namespace entente {
namespace {

using namespace random_facts;

template <class T>
T value_of(Result<T> result) {
  if (!result.ok()) throw result.error();
  return std::move(result).value();
}

// What is refused stays out; of a refused commit all.
void change(Database& db, int& entities, bool is_fine) {
  WriteTransaction tx = value_of(db.write());
  for (int i = 1 + below(4); i > 0; --i) {
    switch (below(9)) {
      case 0:
        static_cast<void>(tx.add(random_entity(entities++, is_fine)));
        break;
      case 1:
        static_cast<void>(tx.add(random_entity(below(entities), is_fine)));
        break;
      case 2:
        static_cast<void>(tx.retract("r" + std::to_string(below(12))));
        break;
      case 3:
        static_cast<void>(tx.end("r" + std::to_string(below(12)), "1961"));
        break;
      case 4:
        static_cast<void>(tx.retract_entity(entity_name(below(entities)), Ends::kCascaded));
        break;
      default:
        static_cast<void>(tx.add(random_relation(entities, is_fine)));
        break;
    }
  }
  static_cast<void>(tx.commit("random"));
}

// Patterns, and what tells one match from another: the entities and relations with their versions.
struct Question {
  std::string match, identity;
};

std::vector<Question> questions() {
  const std::string of_a = "id(a), recorded(a), key(a), labels(a), valid(a), a.name, a.note",
                    of_r =
                        "id(r), recorded(r), type(r), valid(r), r.note, key(r), "
                        "recorded(startNode(r)), recorded(endNode(r))";
  return {{"MATCH (a)", of_a},
          {"MATCH (a:Person)", of_a},
          {"MATCH (a {name: 'Name 1'})", of_a},
          {"MATCH (a)-[r]->(b)", of_a + ", " + of_r + ", id(b), recorded(b)"},
          {"MATCH (a)-[r:MET]-(b:State)", of_a + ", " + of_r + ", id(b), recorded(b)"},
          {"MATCH (a)-[r]->(b) AS OF '1949-10-01'", of_a + ", " + of_r + ", id(b), recorded(b)"},
          {"MATCH (a)-[r]->(b) POSSIBLY AS OF '1950-06'", of_a + ", " + of_r + ", id(b), recorded(b)"},
          {"MATCH (a) AS OF '1949-10-01'", of_a},
          {"MATCH (a)-[r]->(b) ACCORDING TO 'doc-1'", of_a + ", " + of_r + ", id(b), recorded(b)"},
          {"MATCH (a), (b:Leader)", of_a + ", id(b), recorded(b)"},
          {"MATCH (a) WHERE NOT EXISTS { (a)-[:MET]->() }", of_a},
          {"MATCH (a) OPTIONAL MATCH (a)-[r:MET]->(b)", of_a + ", " + of_r + ", id(b), recorded(b)"},
          {"MATCH (a)-[rs:MET|VISITED*1..2]->(b)",
           "[x IN rs | id(x)], [x IN rs | recorded(x)], [x IN rs | recorded(startNode(x))], [x IN rs | "
           "recorded(endNode(x))], id(a), recorded(a), id(b), recorded(b)"},
          {"MATCH p = shortestPath((a:Leader)-[*..3]-(b:State))",
           "[x IN nodes(p) | id(x)], [x IN nodes(p) | recorded(x)], [x IN relationships(p) | id(x)], "
           "[x IN relationships(p) | recorded(x)], length(p)"},
          {"MATCH (a)-[r]->(b)-[q]->(c)",
           "id(a), recorded(a), id(r), recorded(r), id(b), recorded(b), id(q), recorded(q), id(c), recorded(c)"},
          {"MATCH (a) WHERE key(a) = 'e1'", of_a}};
}

using Rows = std::multiset<std::string>;

Rows rows_of(Database& db, const std::string& text, bool optimize) {
  QueryOptions options;
  options.optimize = optimize;
  const Table table = value_of(db.query(text, {}, options));
  Rows rows;
  for (const auto& row : table.rows) {
    std::string line;
    for (const Value& value : row) line += facts::words(value) + " | ";
    rows.insert(line);
  }
  return rows;
}

void compare(Database& db, std::uint64_t newest) {
  const auto first = std::uint64_t{1} + static_cast<std::uint64_t>(below(static_cast<int>(newest)));
  const auto last = first + static_cast<std::uint64_t>(below(static_cast<int>(newest - first + 1)));
  const bool optimize = below(2) == 0;
  for (const Question& question : questions()) {
    const auto ask = [&](const std::string& time) {
      return rows_of(db, "FOR SYSTEM_TIME " + time + " " + question.match + " RETURN " + question.identity, optimize);
    };
    // Of a match that several states show, the most that one shows.
    Rows expected;
    for (std::uint64_t commit = first; commit <= last; ++commit) {
      const Rows of_state = ask("AS OF COMMIT " + std::to_string(commit));
      for (auto row = of_state.begin(); row != of_state.end(); row = of_state.upper_bound(*row))
        while (expected.count(*row) < of_state.count(*row)) expected.insert(*row);
    }
    const std::string range = "BETWEEN COMMIT " + std::to_string(first) + " AND COMMIT " + std::to_string(last);
    const Rows found = ask(range);
    if (found == expected) continue;
    std::string text = range + " " + question.match + ":";
    for (const std::string& row : expected)
      if (found.count(row) < expected.count(row)) text += "\n  missing " + row;
    for (const std::string& row : found)
      if (found.count(row) > expected.count(row)) text += "\n  found   " + row;
    RC_FAIL(text);
  }
}

RC_GTEST_PROP(StatesLaw, ARangeGivesWhatEachStateGives, ()) {
  const bool is_fine = below(3) == 0;
  auto db = value_of(Database::in_memory());
  int entities = 2 + below(6);
  {
    WriteTransaction tx = value_of(db->write());
    Ontology ontology = random_facts::ontology();
    static_cast<void>(tx.set_ontology(ontology));
    for (int n = 0; n < entities; ++n) static_cast<void>(tx.add(random_entity(n, is_fine)));
    for (int i = below(12); i > 0; --i) static_cast<void>(tx.add(random_relation(entities, is_fine)));
    value_of(tx.commit("first"));
  }
  for (int i = 2 + below(6); i > 0; --i) change(*db, entities, is_fine);
  const std::uint64_t newest = value_of(db->read()).graph().transaction().value;
  compare(*db, newest);
}

}  // namespace
}  // namespace entente
