#include <entente/database.hpp>
#include <iostream>

int main() {
  auto database = entente::Database::in_memory().value();
  const auto table = database->query("RETURN 6 * 7 AS answer");
  if (!table.ok()) return 1;
  std::cout << table.value().rows.at(0).at(0).integer() << '\n';
  return 0;
}
