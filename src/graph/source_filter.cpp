#include "entente/graph/source_filter.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace entente {
namespace {

constexpr Provenance kClasses[] = {Provenance::kStated, Provenance::kImplied, Provenance::kDerived,
                                   Provenance::kBackground};

bool is_supported(const Attribution& attribution, const SourceChoice& choice) {
  const auto& classes = choice.classes;
  if (std::find(classes.begin(), classes.end(), attribution.provenance) != classes.end()) return true;
  return std::any_of(attribution.sources.begin(), attribution.sources.end(), [&](const SourceRef& cited) {
    return std::any_of(choice.sources.begin(), choice.sources.end(), [&](const SourceRef& wanted) {
      return cited.source == wanted.source && (wanted.locator.empty() || cited.locator == wanted.locator);
    });
  });
}

std::vector<bool> decide(const std::vector<const Attribution*>& attributions, const SourceChoice& choice) {
  std::vector<bool> out;
  out.reserve(attributions.size());
  for (const Attribution* attribution : attributions)
    out.push_back(attribution != nullptr && is_supported(*attribution, choice));
  return out;
}

}  // namespace

SourceFilter::SourceFilter(const TemporalGraph& graph, const SourceChoice& choice)
    : graph_(graph),
      choice_(choice),
      edges_(decide(graph.edge_attributions(), choice)),
      vertices_(decide(graph.vertex_attributions(), choice)) {}

bool SourceFilter::reads(const std::vector<SourceRef>& sources, const Attribution& attribution) const {
  return is_supported(sources.empty() ? attribution : Attribution{attribution.provenance, sources}, choice_);
}

namespace {

bool any_claim(const SourceFilter& filter, std::span<const Dating> datings, const std::vector<PropertyFact>& properties,
               const Attribution& attribution) {
  const auto is_read = [&](const auto& claim) {
    return !claim.sources.empty() && filter.reads(claim.sources, attribution);
  };
  return std::any_of(datings.begin(), datings.end(), is_read) ||
         std::any_of(properties.begin(), properties.end(), is_read);
}

}  // namespace

bool SourceFilter::claims(Edge e) const {
  return any_claim(*this, graph_.datings(e), graph_.relationship_record(e).properties, graph_.attribution(e));
}

bool SourceFilter::claims_of_vertex(Vertex v) const {
  return any_claim(*this, graph_.datings_of_vertex(v), graph_.node_record(v).properties,
                   graph_.attribution_of_vertex(v));
}

std::optional<Validity> SourceFilter::validity(Edge e) const {
  const Attribution& attribution = graph_.attribution(e);
  return dating_according_to(graph_.validity(e), graph_.datings(e), attribution,
                             [&](const std::vector<SourceRef>& sources) { return reads(sources, attribution); });
}

std::optional<Validity> SourceFilter::validity_of_vertex(Vertex v) const {
  const Attribution& attribution = graph_.attribution_of_vertex(v);
  return dating_according_to(graph_.validity_of_vertex(v), graph_.datings_of_vertex(v), attribution,
                             [&](const std::vector<SourceRef>& sources) { return reads(sources, attribution); });
}

bool SourceFilter::supports_vertex(Vertex v) const {
  if (supports_values_of(v)) return true;
  for (const EdgeRun& run : {graph_.out(v), graph_.in(v)}) {
    for (std::size_t i = 0; i < run.size(); ++i) {
      if (supports(run.edge(i))) return true;
    }
  }
  return false;
}

std::vector<SourceRef> cited_sources(const TemporalGraph& graph) {
  std::set<SourceRef> all;
  for (const auto& attributions : {graph.edge_attributions(), graph.vertex_attributions()}) {
    for (const Attribution* attribution : attributions) {
      if (attribution == nullptr) continue;
      for (const SourceRef& cited : attribution->sources) {
        all.insert(cited);
        all.insert({cited.source, ""});
      }
    }
  }
  for (const SourceRef& cited : graph.sources_of_claims()) {
    all.insert(cited);
    all.insert({cited.source, ""});
  }
  return {all.begin(), all.end()};
}

SourceChoice find_sources(const TemporalGraph& graph, std::string_view text) {
  SourceChoice choice;
  for (const Provenance p : kClasses) {
    if (fold(text) == name(p)) choice.classes.push_back(p);
  }
  const std::size_t mark = text.find('#');
  const std::string_view source = text.substr(0, mark);
  const std::string_view place = mark == std::string_view::npos ? std::string_view() : text.substr(mark + 1);
  std::set<std::string_view> keys = {source};
  for (const NameEntry& entry : graph.named(source)) keys.insert(graph.key(entry.vertex));
  for (const SourceRef& cited : cited_sources(graph)) {
    if (cited.locator == place && keys.contains(cited.source)) choice.sources.push_back(cited);
  }
  return choice;
}

std::string nearest_source(const TemporalGraph& graph, std::string_view text) {
  std::vector<std::string> known;
  for (const Provenance p : kClasses) known.emplace_back(name(p));
  const bool with_place = text.find('#') != std::string_view::npos;
  for (const SourceRef& cited : cited_sources(graph)) {
    if (!cited.locator.empty()) {
      if (with_place) known.push_back(cited.source + "#" + cited.locator);
      continue;
    }
    known.push_back(cited.source);
    const std::optional<Vertex> v = graph.find(cited.source);
    const std::optional<SymbolId> name_key = graph.symbol("name");
    const Value title = v && name_key ? graph.property(*v, *name_key) : Value();
    if (title.is_string()) known.push_back(title.string());
  }
  return nearest(text, known);
}

}  // namespace entente
