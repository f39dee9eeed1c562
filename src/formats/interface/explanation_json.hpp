// The members of an explanation, for the documents that hold some.
#pragma once

#include <vector>

#include "entente/explanation.hpp"
#include "formats/json/json.hpp"

namespace entente {

// `"sources": […]`
void write_cited_sources(json::Writer& out, const std::vector<CitedSource>& sources);
// An object; without `sources` where they are those of the fact.
void write_explained_value(json::Writer& out, const ExplainedValue& value);
// All members, without the braces.
void write_explanation(json::Writer& out, const Explanation& explanation);

}  // namespace entente
