// Asks who met whom before a date: for certain, and at all.
//
//   ask STORE DATE
#include <cstdio>
#include <string>

#include <entente/database.hpp>

namespace {

// The rows of an answer. Values are read by their type; of another type, null among them, the reader gives an error.
void print(const entente::Table& table) {
  for (const auto& row : table.rows) {
    const auto when = row[2].as_string();
    std::printf("  %s met %s %s\n", row[0].as_string()->c_str(), row[1].as_string()->c_str(),
                when ? when->c_str() : "at an unknown time");
  }
  std::printf("%zu rows\n", table.rows.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::puts("usage: ask STORE DATE");
    return 2;
  }
  const auto database = entente::Database::open(argv[1], {.read_only = true});
  if (!database) {
    std::printf("%s\n", entente::describe(database.error()).c_str());
    return 1;
  }

  // A text from elsewhere goes into a parameter, never into the query. A date is a text in EDTF or plain English.
  const entente::Map parameters = {{"date", argv[2]}};

  // Prepared once, run as often as wanted, each time with other parameters.
  const auto certain = (*database)->prepare(
      "MATCH (a:Person)-[m:MET]->(b:Person) WHERE valid(m) BEFORE $date "
      "RETURN a.name, b.name, valid(m).text ORDER BY valid(m)");
  if (!certain) {  // the error shows the query, with a mark under the place that is meant
    std::printf("%s\n", entente::describe(certain.error()).c_str());
    return 1;
  }
  const auto answer = certain->run(parameters);
  if (!answer) {
    std::printf("%s\n", entente::describe(answer.error()).c_str());
    return 1;
  }
  std::printf("certainly before %s:\n", argv[2]);
  print(*answer);

  // The same once, with those that some reading of their dates allows.
  const auto possible = (*database)->query(
      "MATCH (a:Person)-[m:MET]->(b:Person) WHERE possibly(valid(m) BEFORE $date) "
      "RETURN a.name, b.name, valid(m).text ORDER BY valid(m)",
      parameters);
  if (!possible) {
    std::printf("%s\n", entente::describe(possible.error()).c_str());
    return 1;
  }
  std::printf("possibly before %s:\n", argv[2]);
  print(*possible);
  return 0;
}
