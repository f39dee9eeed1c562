#include "db/finder.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/hash_map.hpp"
#include "base/text.hpp"

namespace entente {
namespace {

constexpr std::size_t kOffered = 5;

NamedEntity record_of(const TemporalGraph& graph, Vertex v) {
  NamedEntity entity;
  entity.key = graph.key(v);
  const std::optional<SymbolId> key = graph.symbol("name");
  const Value name = key ? graph.property(v, *key) : Value();
  entity.name = name.is_string() ? name.string() : entity.key;
  for (const SymbolId label : graph.labels(v)) entity.labels.emplace_back(graph.symbol_name(label));
  return entity;
}

enum class Part { kNone, kInside, kWord };

// How the folded `part` stands in a name.
Part part_of(std::string_view name, std::string_view part) {
  const std::string folded = fold_name(name);
  Part best = Part::kNone;
  for (std::size_t at = folded.find(part); at != std::string::npos; at = folded.find(part, at + 1)) {
    if (at == 0 || folded[at - 1] == ' ') return Part::kWord;
    best = Part::kInside;
  }
  return best;
}

// The entities that have the text as a part of a name and are not among the matches.
class Parts {
 public:
  Parts(const TemporalGraph& graph, std::string_view text, const std::vector<NamedEntity>& matches)
      : graph_(graph), part_(fold_name(text)) {
    for (const NamedEntity& entity : matches)
      if (const std::optional<Vertex> v = graph.find(entity.key)) known_.insert(*v);
  }

  std::vector<NamedEntity> find() {
    if (part_.empty()) return {};
    for (Vertex v = 0; v < graph_.vertex_count(); ++v)
      if (!known_.contains(v)) look_at(v);
    std::move(inside_.begin(), inside_.end(), std::back_inserter(words_));
    return std::move(words_);
  }

 private:
  void look_at(Vertex v) {
    Part best = Part::kNone;
    NamedEntity entity;
    const auto look = [&](std::string_view name, bool is_alias, const Validity* validity) {
      const Part part = part_of(name, part_);
      if (part <= best) return;
      best = part;
      entity.matched = name;
      entity.is_alias = is_alias;
      entity.validity = validity != nullptr ? std::optional(*validity) : std::nullopt;
    };
    bool is_named = false;
    for (const bool is_alias : {false, true}) {
      const std::optional<SymbolId> key = graph_.symbol(is_alias ? "aliases" : "name");
      if (!key) continue;
      for (const TimedValue& value : graph_.property_values(v, *key)) {
        is_named = true;
        if (value.value.is_string()) look(value.value.string(), is_alias, value.validity);
        if (!value.value.is_list()) continue;
        for (const Value& name : value.value.list())
          if (name.is_string()) look(name.string(), is_alias, value.validity);
      }
    }
    if (!is_named) look(graph_.key(v), false, nullptr);
    if (best == Part::kNone) return;
    NamedEntity record = record_of(graph_, v);
    record.matched = entity.matched;
    record.is_alias = entity.is_alias;
    record.validity = entity.validity;
    (best == Part::kWord ? words_ : inside_).push_back(std::move(record));
  }

  const TemporalGraph& graph_;
  const std::string part_;
  HashSet<Vertex> known_;
  std::vector<NamedEntity> words_, inside_;
};

}  // namespace

FoundEntities find_entities(const TemporalGraph& graph, std::string_view text) {
  FoundEntities found;
  for (const NameEntry& entry : graph.named(text)) {
    NamedEntity entity = record_of(graph, entry.vertex);
    entity.matched = entry.name;
    entity.is_alias = entry.is_alias;
    if (entry.validity != nullptr) entity.validity = *entry.validity;
    found.matches.push_back(std::move(entity));
  }
  if (const std::optional<Vertex> v = graph.find(text)) {
    const bool known = std::any_of(found.matches.begin(), found.matches.end(),
                                   [&](const NamedEntity& entity) { return entity.key == text; });
    if (!known) {
      found.matches.push_back(record_of(graph, *v));
      found.matches.back().matched = text;
    }
  }
  found.parts = Parts(graph, text, found.matches).find();
  if (found.matches.empty() && found.parts.empty()) found.nearest = graph.nearest_names(text, kOffered);
  return found;
}

}  // namespace entente
