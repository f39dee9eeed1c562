// What two graphs of one state say, over every call there is: edges may have other numbers.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "entente/graph/bgl.hpp"
#include "entente/graph/source_filter.hpp"
#include "entente/graph/temporal_graph.hpp"
#include "laws/facts_in_words.hpp"

namespace entente::same_graph {

inline std::string words(const Period& p) {
  return facts::words(p.earliest_start) + ".." + facts::words(p.latest_start) + "/" + facts::words(p.earliest_end) +
         ".." + facts::words(p.latest_end);
}

inline std::string words(const SystemPeriod& p) {
  return std::to_string(p.recorded.value) +
         (p.superseded == SystemPeriod::kNever ? "" : "-" + std::to_string(p.superseded.value));
}

inline std::string words(const TemporalGraph& g, Edge e) {
  const RelationshipRecord r = g.relationship_record(e);
  std::string text = "relation " + std::to_string(g.relation_id(e).value) + " #" + std::string(g.relation_key(e)) +
                     " " + std::to_string(g.source(e)) + " " + std::string(g.symbol_name(g.type(e))) + " " +
                     std::to_string(g.target(e)) + facts::words_of_rest(r) + " " + facts::words(g.start(e)) + " " +
                     facts::words(g.end(e)) + " " + words(g.period(e)) + " system " + words(g.system_period(e)) +
                     (g.is_uncertain(e) ? " uncertain" : "") + (g.is_set(e) ? " set" : "");
  for (const Period& stretch : g.stretches(e)) text += " {" + words(stretch) + "}";
  text += " datings " + std::to_string(g.datings(e).size()) + " keys " + std::to_string(g.edge_keys(e).size());
  for (const SymbolId key : g.edge_keys(e))
    text += " " + facts::words(g.edge_property(e, key)) + std::to_string(g.edge_property_values(e, key).size());
  const std::vector<const Attribution*> attributions = g.edge_attributions();
  const Attribution* own = attributions.at(g.attribution_number(e));
  if (own == nullptr || !(*own == g.attribution(e))) text += " has another attribution under its number";
  return text;
}

inline std::string words_of_vertex(const TemporalGraph& g, Vertex v) {
  NodeRecord node = g.node_record(v);
  std::string text = "entity " + std::to_string(g.entity_id(v).value) + " " + std::string(g.key(v));
  for (const SymbolId label : g.labels(v))
    text += " :" + std::string(g.symbol_name(label)) + (g.has_label(v, label) ? "" : " not had");
  text += facts::words_of_rest(node) + " " + words(g.period_of_vertex(v)) + " system " +
          words(g.system_period_of_vertex(v)) + (g.is_set_of_vertex(v) ? " set" : "");
  for (const Period& stretch : g.stretches_of_vertex(v)) text += " {" + words(stretch) + "}";
  text += " datings " + std::to_string(g.datings_of_vertex(v).size());
  for (const SymbolId key : g.keys(v))
    text += " " + facts::words(g.property(v, key)) + std::to_string(g.property_values(v, key).size());
  if (g.find(g.key(v)) != v) text += " is not found by its key";
  const Attribution* own = g.vertex_attributions().at(g.attribution_number_of_vertex(v));
  if (own == nullptr || !(*own == g.attribution_of_vertex(v))) text += " has another attribution under its number";
  return text;
}

inline std::string words(const TemporalGraph& g, const EdgeRun& run) {
  std::string text;
  for (std::size_t i = 0; i < run.size(); ++i) {
    const Edge e = run.edge(i);
    text += "\n    " + std::to_string(run.neighbor[i]) + " " + std::string(g.symbol_name(run.type[i])) + " " +
            facts::words(run.start(i)) + " " + facts::words(run.end(i)) + " " + words(g, e);
    if (g.scale().at(run.start(i)) != run.start_tick[i] || g.scale().at(run.end(i)) != run.end_tick[i])
      text += " in other ticks";
  }
  return text;
}

// Everything, in lines that two graphs of one state share.
inline std::vector<std::string> lines_of(const TemporalGraph& g, const std::vector<std::string>& wanted_names) {
  std::vector<std::string> lines;
  const auto add = [&](const std::string& line) { lines.push_back(line); };
  const auto list = [&](const std::string& what, const std::vector<std::string>& names) {
    std::string text = what + ":";
    for (const std::string& name : names) text += " " + name + ",";
    add(text);
  };
  add("commit " + std::to_string(g.transaction().value) + " of " + std::to_string(g.system_time().microseconds));
  std::string times = "commits at";
  for (const SystemTime t : g.commit_times()) times += " " + std::to_string(t.microseconds);
  add(times);
  add(std::to_string(g.vertex_count()) + " vertices, " + std::to_string(g.edge_count()) + " edges, uncertain " +
      std::to_string(g.statistics().uncertain_edges) + "; counted " + std::to_string(g.statistics().vertices) + ", " +
      std::to_string(g.statistics().edges));
  list("labels", g.label_names());
  list("types", g.relation_type_names());
  list("properties", g.property_key_names());
  std::string sources = "sources";
  for (const SourceRef& s : cited_sources(g)) sources += " " + s.source + "#" + s.locator;
  for (const SourceRef& s : g.sources_of_claims()) sources += " claim " + s.source + "#" + s.locator;
  add(sources);
  for (Vertex v = 0; v < g.vertex_count(); ++v) {
    add(words_of_vertex(g, v));
    add("  out" + words(g, g.out(v)));
    add("  in" + words(g, g.in(v)));
    for (const std::string& name : g.relation_type_names()) {
      const auto type = g.symbol(name);
      if (!type) continue;
      add("  out by " + name + words(g, g.out(v, *type)));
      add("  in by " + name + words(g, g.in(v, *type)));
    }
  }
  std::vector<std::string> of_edges;
  std::size_t count = 0;
  for (const Edge e : g.edges()) {
    ++count;
    of_edges.push_back(words(g, e));
    if (e >= g.edge_limit() || g.is_gone(e)) add("an edge that is none");
  }
  lines.insert(lines.end(), of_edges.begin(), of_edges.end());
  const auto [first, last] = edges(g);
  add(std::to_string(count) + " edges, by Boost.Graph " + std::to_string(std::distance(first, last)));
  for (const std::string& name : g.relation_type_names()) {
    const auto type = g.symbol(name);
    if (!type) continue;
    const TypeRun run = g.run_of_type(*type);
    std::vector<std::string> of_type;
    for (std::size_t i = 0; i < run.size(); ++i) {
      of_type.push_back(words(g, run.edge[i]));
      const auto place = [&](Edge e) { return std::tuple(g.start(e), g.source(e), g.relation_id(e)); };
      if (i > 0 && !(place(run.edge[i - 1]) < place(run.edge[i]))) add("edges of " + name + " out of order");
      if (run.source[i] != g.source(run.edge[i]) || run.target[i] != g.target(run.edge[i]))
        add("edges of " + name + " with other ends");
    }
    add("type " + name + ": " + std::to_string(run.size()) + ", counted " + std::to_string(g.count_of_type(*type)) +
        (g.has_edges_of_type(*type) ? ", some" : ""));
    lines.insert(lines.end(), of_type.begin(), of_type.end());
    list("below " + name, {std::to_string(g.subrelations(name).size())});
  }
  for (const std::string& name : g.label_names()) {
    const auto label = g.symbol(name);
    if (!label) continue;
    std::string text = "label " + name + ", counted " + std::to_string(g.count_with_label(*label)) + ":";
    for (const Vertex v : g.vertices_with_label(*label)) text += " " + std::to_string(v);
    add(text);
  }
  for (const std::string& name : g.property_key_names()) {
    const SymbolId key = g.symbol(name).value();
    std::map<std::string, Value> values;
    for (Vertex v = 0; v < g.vertex_count(); ++v)
      for (const TimedValue& value : g.property_values(v, key)) values[facts::words(value.value)] = value.value;
    for (const auto& [text, value] : values) {
      std::string line = name + " = " + text + ":";
      for (const Vertex v : g.vertices_with_value(key, value)) line += " " + std::to_string(v);
      add(line);
    }
  }
  for (const std::string& name : wanted_names) {
    std::string text = "named " + name + ":";
    for (const NameEntry& entry : g.named(name))
      text += " " + std::to_string(entry.vertex) + " " + std::string(entry.name) + (entry.is_alias ? " too" : "") +
              (entry.validity != nullptr ? facts::words(*entry.validity) : "");
    add(text);
    list("near " + name, g.nearest_names(name + "x", 5));
    add("key " + name + (g.find(name) ? " is there" : ""));
  }
  return lines;
}

// Empty: they say the same.
inline std::string difference(const TemporalGraph& found, const TemporalGraph& expected,
                              const std::vector<std::string>& wanted_names) {
  const std::vector<std::string> of_found = lines_of(found, wanted_names);
  const std::vector<std::string> of_expected = lines_of(expected, wanted_names);
  for (std::size_t i = 0; i < std::max(of_found.size(), of_expected.size()); ++i) {
    const std::string a = i < of_found.size() ? of_found[i] : "nothing";
    const std::string b = i < of_expected.size() ? of_expected[i] : "nothing";
    if (a != b) return "a graph says\n  " + a + "\nwhere another says\n  " + b;
  }
  return {};
}

}  // namespace entente::same_graph
