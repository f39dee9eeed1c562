// The members of an explanation, for the documents that hold some.
#pragma once

#include <vector>

#include "entente/explanation.hpp"
#include "formats/json.hpp"

namespace entente {

// `"sources": […]`
void write_cited_sources(json::Writer& out, const std::vector<CitedSource>& sources);
// All members, without the braces.
void write_explanation(json::Writer& out, const Explanation& explanation);

}  // namespace entente
