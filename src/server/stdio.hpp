// The line protocol for programs: one JSON request a line, one JSON reply a line.
//
//   {"query": "MATCH …", "parameters": {…}}   → {"columns": […], "rows": […]} or {"error": {…}}
//   {"dump": true}                            → {"nodes": […], "relationships": […]}
//   {"edtf": "1984~"}                         → {"valid": true, "level": 1, "min": "1984-01-01", "max": "1984-12-31"}
//   {"reset": true}                           → {"ok": true}: an empty graph; only for a database in memory
//
//   {"entente": 1, …}                         → an object of the JSON interface (server/requests.hpp)
//
// Every request gets exactly one reply, in order, flushed at once. A request that is not understood is answered with an
// error and ends nothing.
#pragma once

#include <iosfwd>
#include <memory>

#include "entente/database.hpp"

namespace entente {

// Serves `database` until the input ends. Returns false where the output failed.
bool serve_stdio(std::unique_ptr<Database> database, bool in_memory, std::istream& in, std::ostream& out);

}  // namespace entente
