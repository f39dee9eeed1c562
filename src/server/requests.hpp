// Requests of the JSON interface, and their replies: one object in one line each, with the version and its kind
// (src/formats/interface/request.schema.json, src/formats/interface/entente.schema.json). Results are written row by
// row. The table in requests.cpp has them all; what fails is answered by kind error.
#pragma once

#include <ostream>

#include "entente/database.hpp"
#include "formats/json/json.hpp"
#include "server/connection.hpp"

namespace entente {

void answer_request(Connection& connection, const json::Json& request, std::ostream& out);

// The `parameters` of a request, if any. Errors: kArgument.
Result<Map> read_parameters(const json::Json& request);

}  // namespace entente
