// Makes a store and writes into it: a letter of uncertain date, the book that says so, and a mistake taken back.
//
//   write STORE
#include <cstdio>

#include <entente/database.hpp>

namespace {

using namespace entente;

EntityFact entity(const char* key, const char* type, const char* name) {
  EntityFact fact;
  fact.key = key;  // its stable name: what is written under it again replaces this
  fact.types = {type};
  fact.properties = {{"name", name, std::nullopt}};
  return fact;
}

// One commit: all of it becomes visible at once, or nothing. The first thing that goes wrong is its result.
Result<CommitReport> write_letter(Database& database) {
  auto transaction = database.write();
  if (!transaction) return transaction.error();

  RelationFact letter;
  letter.key = "letter-1";
  letter.type = "WROTE_TO";
  letter.from = "ada";
  letter.to = "charles";
  auto when = read_validity("1843-07~");  // in July 1843, or about then
  if (!when) return when.error();
  letter.validity = *when;
  letter.attribution.sources = {{"letters", "p. 12"}};

  for (const EntityFact& fact :
       {entity("ada", "Person", "Ada Lovelace"), entity("charles", "Person", "Charles Babbage"),
        entity("letters", "Book", "Selected letters")})
    if (const auto added = transaction->add(fact); !added) return added.error();
  if (const auto added = transaction->add(letter); !added) return added.error();
  letter.key = "letter-2";  // the same again, by mistake
  if (const auto added = transaction->add(letter); !added) return added.error();
  return transaction->commit("a letter");
}

// What is taken back is no more from this commit on; the history of the store keeps it.
Result<CommitReport> correct(Database& database) {
  auto transaction = database.write();
  if (!transaction) return transaction.error();
  if (const auto taken_back = transaction->retract("letter-2"); !taken_back) return taken_back.error();
  return transaction->commit("there was one letter only");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::puts("usage: write STORE");
    return 2;
  }
  const auto database = Database::open(argv[1], {.create_if_missing = true});
  if (!database) {
    std::printf("%s\n", describe(database.error()).c_str());
    return 1;
  }
  for (const auto step : {write_letter, correct}) {
    const auto report = step(**database);
    if (!report) {
      std::printf("%s\n", describe(report.error()).c_str());
      return 1;
    }
    std::printf("commit %llu: %zu relations added, %zu taken back\n",
                static_cast<unsigned long long>(report->transaction.value), report->relations_added,
                report->relations_removed);
  }
  return 0;
}
