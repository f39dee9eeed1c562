#include "db/dossier.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "db/finder.hpp"
#include "db/rules/explainer.hpp"
#include "db/view_of.hpp"
#include "entente/error.hpp"
#include "graph/standings.hpp"
#include "graph/statement.hpp"
#include "query/execute/system_time.hpp"

namespace entente {
namespace {

constexpr std::size_t kMostOffered = 10;

std::string quoted(const std::vector<std::string>& names) {
  return fmt::format("`{}`", fmt::join(names, "`, `"));
}

std::vector<std::string> keys_of(const std::vector<NamedEntity>& entities) {
  std::vector<std::string> keys;
  for (const NamedEntity& entity : entities)
    if (std::find(keys.begin(), keys.end(), entity.key) == keys.end()) keys.push_back(entity.key);
  return keys;
}

Vertex entity_called(const TemporalGraph& graph, std::string_view name) {
  if (const auto v = graph.find(name)) return *v;
  const FoundEntities found = find_entities(graph, name);
  std::vector<std::string> keys = keys_of(found.matches.empty() ? found.parts : found.matches);
  if (keys.size() == 1) return *graph.find(keys.front());
  if (keys.empty()) {
    Error error(ErrorCode::kNotFound, fmt::format("no entity is called `{}`", name));
    if (found.nearest.empty()) throw error;
    throw error.with_hint(fmt::format("did you mean {}?", quoted(found.nearest)));
  }
  const std::size_t count = keys.size();
  if (count > kMostOffered) keys.resize(kMostOffered);
  throw Error(ErrorCode::kArgument, fmt::format("{} entities may be meant by `{}`", count, name))
      .with_hint(fmt::format("name one by its key: {}{}", quoted(keys),
                             count > kMostOffered ? ", … (`entente find` lists all)" : ""));
}

// Where a fact stands in the order of time: by its start, else by when it is known to have held.
Instant place_in_time(const Period& p) {
  for (const Instant t : {p.earliest_start, p.latest_start, p.earliest_end, p.latest_end})
    if (t.is_finite()) return t;
  return Instant::plus_infinity();
}

class Compiler {
 public:
  Compiler(const View& view, Vertex v) : view_(view), graph_(view.graph()), v_(v), count_(view) {}

  Dossier compile() {
    choose_edges();
    Dossier dossier;
    std::vector<Explanation> explained = explanations_of(graph_, v_, edges_);
    dossier.entity = std::move(explained.front());
    dossier.entity.validity = view_.validity_of_vertex(v_);
    dossier.name = display_name(graph_, v_);
    for (const SymbolId label : graph_.labels(v_)) dossier.labels.emplace_back(graph_.symbol_name(label));
    give_life(dossier);
    give_properties(dossier);
    for (std::size_t i = 0; i < edges_.size(); ++i)
      dossier.facts.push_back(fact(edges_[i], std::move(explained[i + 1])));
    return dossier;
  }

  std::span<const Edge> edges() const { return edges_; }
  const Withheld& withheld() const { return count_.withheld(); }

 private:
  void choose_edges() {
    const auto choose = [&](Edge e) {
      view_.poll();
      count_.look_at_edge(e);
      if (view_.admits(e)) edges_.push_back(e);
    };
    const EdgeRun out = graph_.out(v_), in = graph_.in(v_);
    for (std::size_t i = 0; i < out.size(); ++i) choose(out.edge(i));
    for (std::size_t i = 0; i < in.size(); ++i)
      if (in.neighbor[i] != v_) choose(in.edge(i));
    const auto order = [&](Edge e) {
      const Period p = view_.period(e);
      return std::tuple(p == Period::always(), place_in_time(p), p.latest_end, e);
    };
    std::stable_sort(edges_.begin(), edges_.end(), [&](Edge a, Edge b) { return order(a) < order(b); });
  }

  void give_life(Dossier& dossier) const {
    const Life life = view_.life(v_);
    if (!life.stated) return;
    dossier.disputed = life.rivals;
    dossier.life = life.stretches.empty() ? validity_of(life.period) : validity_of_stretches(life.stretches);
    // As the data writes it ("1893~"), where that is all.
    if (dossier.entity.validity && dossier.entity.validity->bounds == dossier.life->bounds)
      dossier.life = dossier.entity.validity;
  }

  void give_properties(Dossier& dossier) const {
    const Attribution& attribution = graph_.attribution_of_vertex(v_);
    for (const SymbolId key : graph_.keys(v_, view_.slice())) {
      const std::string_view name = graph_.symbol_name(key);
      if (name == "aliases") {
        const Value aliases = view_.property(v_, key);
        if (aliases.is_string()) dossier.aliases.push_back(aliases.string());
        if (!aliases.is_list()) continue;
        for (const Value& alias : aliases.list())
          if (alias.is_string()) dossier.aliases.push_back(alias.string());
        continue;
      }
      const std::vector<TimedValue> values = graph_.property_values(v_, key);
      if (name == "name" && values.size() == 1) continue;
      for (const TimedValue& value : values) {
        const std::vector<SourceRef> sources = value.sources != nullptr ? *value.sources : std::vector<SourceRef>();
        if (value.validity != nullptr && !view_.slice().admits(*value.validity)) continue;
        if (view_.sources() != nullptr && !view_.sources()->reads(sources, attribution)) continue;
        dossier.properties.push_back({std::string(name), value.value,
                                      value.validity != nullptr ? std::optional(*value.validity) : std::nullopt,
                                      cited(graph_, sources)});
      }
    }
    std::stable_sort(dossier.properties.begin(), dossier.properties.end(),
                     [](const ExplainedValue& a, const ExplainedValue& b) { return a.key < b.key; });
  }

  DossierFact fact(Edge e, Explanation explained) const {
    DossierFact fact;
    fact.fact = std::move(explained);
    fact.fact.validity = view_.validity(e);
    fact.leaves = graph_.source(e) == v_;
    const Vertex other = fact.leaves ? graph_.target(e) : graph_.source(e);
    fact.other = graph_.key(other);
    fact.other_name = display_name(graph_, other);
    fact.reading = view_.certainty(e).value_or(Reading::kCertain);
    return fact;
  }

  const View& view_;
  const TemporalGraph& graph_;
  const Vertex v_;
  std::vector<Edge> edges_;
  WithheldCount count_;
};

void add_elements(const TemporalGraph& graph, Vertex v, std::span<const Edge> edges, Elements& elements) {
  elements.nodes.emplace(v, graph.node_record(v));
  for (const Edge e : edges) {
    const auto added = elements.relationships.emplace(e, graph.relationship_record(e)).first;
    for (const Vertex end : {added->second.start, added->second.end})
      if (!elements.nodes.contains(end)) elements.nodes.emplace(end, graph.node_record(end));
  }
}

}  // namespace

Dossier dossier_of(const TemporalGraph& graph, std::string_view name, const QueryOptions& options) {
  std::vector<Warning> warnings;
  const RunWatch watch(options.control);
  const View view = view_of(graph, options, warnings).watched(&watch);
  warn_of_erased(graph, {}, warnings);
  view.poll();
  const Vertex v = entity_called(graph, name);
  Compiler compiler(view, v);
  Dossier dossier = compiler.compile();
  dossier.table.warnings = std::move(warnings);
  dossier.table.read_at = read_at_of(view, options);
  dossier.table.read_at.withheld = compiler.withheld();
  add_elements(graph, v, compiler.edges(), dossier.table.elements);
  add_standings(view, options.cuts, dossier.table);
  return dossier;
}

}  // namespace entente
