// Requests of the JSON interface, and their replies: one object in one line each, with the version and its kind
// (src/formats/entente.schema.json). Results are written row by row.
//
//   {"entente": 1, "query": "MATCH …", "parameters": {…}, "as_of": "1969", "possibly": true}     → kind result
//   {"entente": 1, "facts": true}                   → kind facts: the whole store in the data format
//   {"entente": 1, "diff": ["1950", "1969"]}        → kind diff: what began, ended, stayed
//   {"entente": 1, "findings": true}                → kind findings: what a check of the store found
//   {"entente": 1, "explain": "F227"}               → kind explanation: a fact in words, and what it rests on
//   {"entente": 1, "time": ["1967/1985~", "1969"]}  → kind time: how dates are read and how two of them relate
//
// All others, and what fails, are answered by kind error.
#pragma once

#include <ostream>

#include "entente/database.hpp"
#include "formats/json.hpp"

namespace entente {

void answer_request(Database& database, const json::Json& request, std::ostream& out);

// The `parameters` of a request, if any. Errors: kArgument.
Result<Map> read_parameters(const json::Json& request);

}  // namespace entente
