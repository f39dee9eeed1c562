#include "query/procedures/claim_text.hpp"

#include <fmt/format.h>

#include "entente/time/edtf.hpp"
#include "query/functions/arguments.hpp"

namespace entente {
namespace {

std::string name_of(Vertex v, const TemporalGraph& graph) {
  const std::optional<SymbolId> key = graph.symbol("name");
  const Value name = key ? graph.property(v, *key) : Value();
  return name.is_string() ? name.string() : std::string(graph.key(v));
}

// As the ontology says it, or the type's own name in words: HAS_TIME, "has time".
std::string verb_of(SymbolId type, const TemporalGraph& graph) {
  const RelationType* known = graph.ontology().relation_type(graph.symbol_name(type));
  if (known != nullptr && !known->verb.past.empty()) return known->verb.past;
  std::string words(graph.symbol_name(type));
  for (char& c : words) c = c == '_' ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return words;
}

std::string statement_of(Edge e, const TemporalGraph& graph) {
  return fmt::format("{} {} {}", name_of(graph.source(e), graph), verb_of(graph.type(e), graph),
                     name_of(graph.target(e), graph));
}

std::string sources_of(const Attribution& attribution) {
  std::vector<std::string> parts;
  for (const SourceRef& s : attribution.sources) {
    parts.push_back(s.locator.empty() ? s.source : s.source + "#" + s.locator);
  }
  if (parts.empty()) return std::string(name(attribution.provenance));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string text_of(const Claim& claim, const TemporalGraph& graph) {
  std::string value;
  if (claim.edge) {
    value = statement_of(*claim.edge, graph);
  } else if (claim.vertex) {
    value = name_of(*claim.vertex, graph);
  } else {
    value = fmt::format("{} is {}", claim.key,
                        claim.value.is_string() ? claim.value.string() : describe_value(claim.value));
  }
  return fmt::format("{}, {} ({})", value, claim.validity ? text_of(*claim.validity) : "always",
                     sources_of(claim.attribution));
}

}  // namespace

std::string text_of_relation(Edge e, const TemporalGraph& graph) {
  return fmt::format("{} ({})", statement_of(e, graph), sources_of(graph.attribution(e)));
}

std::string text_of(const Conflict& conflict, const TemporalGraph& graph) {
  const std::string about = conflict.about ? name_of(*conflict.about, graph) : statement_of(*conflict.edge, graph);
  return fmt::format("{}: {}; {}", about, text_of(conflict.one, graph), text_of(conflict.other, graph));
}

}  // namespace entente
