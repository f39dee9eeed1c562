// Opens a store and says what it holds.
//
//   open STORE
#include <cstdio>

#include <entente/database.hpp>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::puts("usage: open STORE");
    return 2;
  }

  // For reading only: another process may write to the store meanwhile. A path without a store is an error, so that a
  // mistyped one is noticed; Options::create_if_missing makes one.
  const auto database = entente::Database::open(argv[1], {.read_only = true});

  // Nothing throws: a call gives its value or an Error. `describe` puts message, place and hint into words.
  if (!database) {
    std::printf("%s\n", entente::describe(database.error()).c_str());
    return 1;
  }

  const auto info = (*database)->info();
  if (!info) {
    std::printf("%s\n", entente::describe(info.error()).c_str());
    return 1;
  }
  std::printf("%zu entities and %zu relations, %zu of them with uncertain dates\n", info->entities, info->relations,
              info->uncertain_relations);
  for (const auto& [type, count] : info->relation_types) std::printf("  %-24s %zu\n", type.c_str(), count);
  return 0;
}
