// The line protocol for programs: one JSON request a line, one JSON reply a line.
//
//   {"query": "MATCH …", "parameters": {…}}   → {"columns": […], "rows": […]} or {"error": {…}}
//   {"dump": true}                            → {"nodes": […], "relationships": […]}
//   {"edtf": "1984~"}                         → {"valid": true, "level": 1, "min": "1984-01-01", "max": "1984-12-31"}
//   {"refresh": true}                         → {"ok": true, "commit": 12}: later replies show this, the newest commit
//   {"reset": true}                           → {"ok": true}: an empty graph; only for a database in memory
//
//   {"entente": 1, …}                         → an object of the JSON interface (server/requests.hpp)
//
// Every request gets exactly one reply, in order, flushed at once; the `id` that a request may have is that of its
// reply. A request that is not understood is answered with an error and ends nothing.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <memory>
#include <string>

#include "entente/database.hpp"
#include "entente/read_limits.hpp"

namespace entente {

// The requests of the JSON interface, a line each: an example, and what answers it.
std::string requests_in_words();

// Serves `database` until the input ends. A line of more than `max_line` bytes is answered with an error, and passed
// over in constant memory. `load_from`: as in QueryOptions. Returns false where the output failed, or reading the
// input.
bool serve_stdio(std::unique_ptr<Database> database, bool in_memory, std::istream& in, std::ostream& out,
                 std::size_t max_line = ReadLimits{}.max_record, const std::string& load_from = {});

}  // namespace entente
