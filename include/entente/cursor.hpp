// The rows of a query as they are found, in memory that does not grow with their number.
//
//   auto cursor = db->cursor("MATCH (a:Person)-[m:MET]-(b:Person) RETURN a.name, b.name").value();
//   for (auto part = cursor.next(); part.ok() && !part->rows.empty(); part = cursor.next())
//     for (const auto& row : part->rows) …
//   auto rest = cursor.finish();  // warnings, and what the date left out
//
// It reads the commit that was the newest when it was made, whatever comes later. One thread at a time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "entente/error.hpp"
#include "entente/model/table.hpp"

namespace entente {

class Cursor {
 public:
  Cursor(Cursor&&) noexcept;
  Cursor& operator=(Cursor&&) noexcept;
  ~Cursor();

  const std::vector<std::string>& columns() const;
  // The next rows, about a thousand, with the nodes and relationships that they hold; no rows: there are none left.
  // Errors: as of a query at run time; there are then no more. A time that is allowed counts from the making of the
  // cursor on.
  Result<Table> next();
  // What stands beside the rows of a Table: columns, warnings, what it was read at and what that left out. When all
  // rows were taken. Standings (QueryOptions::cuts) are not told.
  Result<Table> finish();

 private:
  friend class Database;
  struct State;
  explicit Cursor(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace entente
