// Whose word counts: which facts rest on certain sources.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/graph/temporal_graph.hpp"
#include "entente/model/fact.hpp"

namespace entente {

// Facts of any of these classes, or that any of these sources states; of a source without a locator every place counts.
struct SourceChoice {
  std::vector<Provenance> classes;
  std::vector<SourceRef> sources;
  bool empty() const { return classes.empty() && sources.empty(); }
};

// Decided once for each distinct attribution, so that a fact costs one look-up. The graph must outlive the filter.
class SourceFilter {
 public:
  SourceFilter(const TemporalGraph& graph, const SourceChoice& choice);

  // One claim about it, its existence, a dating or a value, is enough.
  bool supports(Edge e) const { return edges_[graph_.attribution_number(e)] || (graph_.has_claims() && claims(e)); }
  // On its own attribution alone, as the values of its properties are.
  bool supports_values_of(Vertex v) const {
    return vertices_[graph_.attribution_number_of_vertex(v)] || (graph_.has_claims() && claims_of_vertex(v));
  }
  // A source vouches for an entity by itself or by any relation at it. Cost: the degree, where only the last one does.
  bool supports_vertex(Vertex v) const;
  // Whether a claim with these sources, of a fact with this attribution, is read; without sources it has those of the
  // fact.
  bool reads(const std::vector<SourceRef>& sources, const Attribution& attribution) const;
  // When the fact held by what is read of its datings.
  std::optional<Validity> validity(Edge e) const;
  std::optional<Validity> validity_of_vertex(Vertex v) const;

 private:
  bool claims(Edge e) const;
  bool claims_of_vertex(Vertex v) const;

  const TemporalGraph& graph_;
  SourceChoice choice_;
  std::vector<bool> edges_, vertices_;  // by number of attribution
};

// The sources that facts cite, in order of key and locator; each key also without locator.
std::vector<SourceRef> cited_sources(const TemporalGraph& graph);

// What `text` names: a class of provenance ("derived"), the key of a source ("doc-a"), a place in it ("doc-a#P13"), or,
// in place of the key, a name or alias of the entity that is the source. Empty where no fact rests on such a source.
SourceChoice find_sources(const TemporalGraph& graph, std::string_view text);

// The class, key, place or name of a source that `text` may have been meant for; empty: none is near.
std::string nearest_source(const TemporalGraph& graph, std::string_view text);

}  // namespace entente
