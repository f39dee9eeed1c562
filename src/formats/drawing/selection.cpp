#include "formats/drawing/selection.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "formats/drawing/label.hpp"
#include "formats/drawing/measured.hpp"

namespace entente::drawing {
namespace {

constexpr std::size_t kSmall = 25;  // entities that the layout dot shows legibly

using Hidden = std::set<std::string, std::less<>>;

bool is_hidden(const NodeRecord& node, const Hidden& hidden) {
  return std::any_of(node.labels.begin(), node.labels.end(),
                     [&](const std::string& label) { return hidden.count(label) > 0; });
}

// What a store has of the telling of its story: entities of the ontology's apparatus, and those that facts cite.
class Apparatus {
 public:
  Apparatus(const Elements& elements, const Ontology* ontology) {
    if (ontology)
      for (const EntityType& type : ontology->entity_types)
        if (type.is_apparatus) types_.insert(type.name);
    const auto cite = [this](const Attribution& attribution) {
      for (const SourceRef& source : attribution.sources) cited_.insert(source.source);
    };
    for (const auto& [index, node] : elements.nodes) cite(node.attribution);
    for (const auto& [index, r] : elements.relationships) cite(r.attribution);
  }

  bool holds(const NodeRecord& node) const { return is_hidden(node, types_); }
  bool cites(const NodeRecord& node) const { return cited_.count(node.key) > 0; }

 private:
  Hidden types_;
  std::set<std::string, std::less<>> cited_;
};

// What may have become of something that states its time, as seen from the two dates.
struct ChangeView {
  explicit ChangeView(const ChangeSet& set)
      : changes(set),
        maybe_before(changes.has(Change::kEnded) || changes.has(Change::kStayed)),
        maybe_after(changes.has(Change::kBegan) || changes.has(Change::kStayed)) {}

  // Neither of the dates tells whether it held then.
  bool is_unknown() const {
    const bool neither = changes.has(Change::kPassed) || changes.has(Change::kBefore) || changes.has(Change::kAfter);
    return maybe_before && maybe_after && (neither || (changes.has(Change::kBegan) && changes.has(Change::kEnded)));
  }

  ChangeSet changes;
  bool maybe_before, maybe_after;
};

// How elements take part in what is drawn.
class Marks {
 public:
  Marks(const Table& table, const DrawTime& time) : time_(time) {
    const bool is_slice = time.kind != DrawTime::Kind::kAsRead || table.read_at.valid_time;
    if (table.system_changes) system_ = &*table.system_changes;
    if (is_slice) standings_ = &standings_in(table, cut_of(time));
  }

  std::optional<Mark> of_node(std::uint32_t index, const NodeRecord& node) const {
    return standings_
               ? mark(standings_->nodes, index)
               : Mark{std::nullopt, by_itself(node.validity), system_ ? kind(system_->nodes, index) : std::nullopt};
  }
  std::optional<Mark> of_relation(std::uint32_t index, const RelationshipRecord& r) const {
    return standings_ ? mark(standings_->relationships, index)
                      : Mark{std::nullopt, by_itself(r.validity),
                             system_ ? kind(system_->relationships, index) : std::nullopt};
  }
  // Of a change; empty for what states no time.
  ChangeSet changes(std::uint32_t relation) const {
    const auto found = standings_->relationships.find(relation);
    return found == standings_->relationships.end() ? ChangeSet() : found->second.changes;
  }

 private:
  // Without a time that is asked for, what is told apart is whether dates are in doubt.
  static Reading by_itself(const std::optional<Validity>& validity) {
    return is_doubtful(validity) ? Reading::kPossible : Reading::kCertain;
  }

  static std::optional<SystemChangeKind> kind(const std::map<std::uint32_t, SystemChange>& changes,
                                              std::uint32_t index) {
    const auto found = changes.find(index);
    return found == changes.end() ? std::nullopt : std::optional(found->second.kind);
  }

  std::optional<Mark> mark(const std::map<std::uint32_t, Standing>& standings, std::uint32_t index) const {
    const auto found = standings.find(index);
    // An element that a statement gives and its default slice does not hold comes from another clause.
    if (found == standings.end())
      return time_.kind == DrawTime::Kind::kAsRead ? std::optional(Mark{std::nullopt, Reading::kPossible, std::nullopt})
                                                   : std::nullopt;
    const Standing& standing = found->second;
    if (time_.kind != DrawTime::Kind::kAsRead && standing.certainty > time_.reading) return std::nullopt;
    if (standing.changes.empty()) return Mark{std::nullopt, standing.certainty, std::nullopt};
    const ChangeView view(standing.changes);
    if ((!view.maybe_before && !view.maybe_after) || view.is_unknown()) return std::nullopt;
    const Change change = !view.maybe_before ? Change::kBegan : !view.maybe_after ? Change::kEnded : Change::kStayed;
    return Mark{change, standing.certainty, std::nullopt};
  }

  const DrawTime& time_;
  const Standings* standings_ = nullptr;
  const SystemStandings* system_ = nullptr;
};

// Keeps the entities with most relations; of equally many, those that come first in the table.
void reduce(Selection& selection, const Elements& elements, std::size_t most) {
  if (most == 0 || selection.nodes.size() <= most) return;
  std::map<std::uint32_t, std::size_t> degree;
  for (const auto& [index, mark] : selection.relations) {
    const RelationshipRecord& r = elements.relationships.at(index);
    ++degree[r.start];
    ++degree[r.end];
  }
  std::vector<std::pair<std::size_t, std::uint32_t>> ranking;
  ranking.reserve(selection.nodes.size());
  for (const auto& [index, mark] : selection.nodes) {
    const auto found = degree.find(index);
    ranking.emplace_back(found == degree.end() ? 0 : found->second, index);
  }
  std::sort(ranking.begin(), ranking.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  for (std::size_t i = most; i < ranking.size(); ++i) selection.nodes.erase(ranking[i].second);
  for (auto it = selection.relations.begin(); it != selection.relations.end();) {
    const RelationshipRecord& r = elements.relationships.at(it->first);
    const bool kept = selection.nodes.count(r.start) > 0 && selection.nodes.count(r.end) > 0;
    it = kept ? std::next(it) : selection.relations.erase(it);
  }
}

}  // namespace

bool is_symmetric(const std::string& relation_type, const Ontology* ontology) {
  const RelationType* declared = ontology ? ontology->relation_type(relation_type) : nullptr;
  return declared && declared->symmetric;
}

TimeCut cut_of(const DrawFrame& frame) {
  return {TimeCut::Kind::kWithin, frame.period};
}

const Standings& standings_in(const Table& table, const TimeCut& cut) {
  for (const Standings& standings : table.standings)
    if (standings.cut == cut) return standings;
  throw Error(ErrorCode::kArgument, "the table does not know how its elements stand to the time that is to be drawn")
      .with_hint("ask for it by QueryOptions::cuts: cut_of(time), cuts_of(frames)");
}

std::vector<std::string> unknown_types(const Table& table, const DrawOptions& options) {
  if (!options.ontology) return {};
  std::set<std::string> known;
  for (const EntityType& type : options.ontology->entity_types) known.insert(type.name);
  for (const RelationType& type : options.ontology->relation_types) known.insert(type.name);
  for (const auto& [index, node] : table.elements.nodes) known.insert(node.labels.begin(), node.labels.end());
  for (const auto& [index, r] : table.elements.relationships) known.insert(r.type);
  std::set<std::string> named(options.style.hidden.begin(), options.style.hidden.end());
  named.insert(options.style.lifelines.begin(), options.style.lifelines.end());
  for (const auto& [type, look] : options.style.entities) named.insert(type);
  for (const auto& [type, look] : options.style.relations) named.insert(type);
  std::vector<std::string> lines;
  const std::vector<std::string> candidates(known.begin(), known.end());
  for (const std::string& type : named) {
    if (known.count(type) > 0) continue;
    const std::string near = nearest(type, candidates);
    lines.push_back(fmt::format("the style names `{}`, and nothing has that type{}", type,
                                near.empty() ? "" : fmt::format("; did you mean `{}`?", near)));
  }
  return lines;
}

std::string chosen_layout(const DrawStyle& style, const Selection& selection) {
  if (!style.layout.empty()) return style.layout;
  const bool is_small = selection.nodes.size() <= kSmall && selection.relations.size() <= 2 * kSmall;
  return is_small ? "dot" : style.cluster.empty() ? "sfdp" : "fdp";
}

Selection select(const Table& table, const DrawOptions& options) {
  const Elements& elements = table.elements;
  Selection selection;
  const DrawStyle& style = options.style;
  const bool is_whole_store = table.columns.empty();
  const bool is_slice =
      options.time.kind != DrawTime::Kind::kAsRead || (is_whole_store && table.read_at.valid_time.has_value());
  const bool is_change = options.time.kind == DrawTime::Kind::kChange;  // what states no time does not change
  const Hidden hidden(style.hidden.begin(), style.hidden.end());
  const Marks marks(table, options.time);
  const std::optional<Apparatus> apparatus = is_whole_store && !style.sources
                                                 ? std::optional<Apparatus>(std::in_place, elements, options.ontology)
                                                 : std::nullopt;
  std::set<std::uint32_t> left_out;
  for (const auto& [index, node] : elements.nodes) {
    if (is_hidden(node, hidden)) continue;
    if (apparatus && apparatus->holds(node)) {
      left_out.insert(index);
      continue;
    }
    if (const auto mark = marks.of_node(index, node)) selection.nodes.emplace(index, *mark);
  }
  std::set<std::uint32_t> related, hanging;
  for (const auto& [index, r] : elements.relationships) {
    if (hidden.count(r.type) > 0) continue;
    if (is_change) {
      const ChangeView view(marks.changes(index));
      if (view.changes.empty()) continue;
      if (view.is_unknown()) ++selection.unknown;
      if (view.changes.is_certain() && view.changes.has(Change::kPassed)) ++selection.came_and_went;
    }
    if (left_out.count(r.start) > 0) hanging.insert(r.end);
    if (left_out.count(r.end) > 0) hanging.insert(r.start);
    if (selection.nodes.count(r.start) == 0 || selection.nodes.count(r.end) == 0) continue;
    const auto mark = marks.of_relation(index, r);
    if (!mark) continue;
    selection.relations.emplace(index, *mark);
    related.insert({r.start, r.end});
  }
  if (is_slice)
    std::erase_if(selection.nodes, [&](const auto& entry) {
      return related.count(entry.first) == 0 && !elements.nodes.at(entry.first).validity;
    });
  if (apparatus)
    selection.sources = left_out.size() + std::erase_if(selection.nodes, [&](const auto& entry) {
                          return related.count(entry.first) == 0 &&
                                 (hanging.count(entry.first) > 0 || apparatus->cites(elements.nodes.at(entry.first)));
                        });
  selection.nodes_found = selection.nodes.size();
  selection.relations_found = selection.relations.size();
  for (const std::string& key : {style.size_by, style.color_by})
    if (const Measure* measure = find_measure(key); measure && !selection.measures.contains(key))
      selection.measures.emplace(key, measured(elements, selection, *measure, options));
  reduce(selection, elements, style.max_entities.value_or(default_max(style.layout)));
  return selection;
}

}  // namespace entente::drawing

namespace entente {

std::size_t default_max(std::string_view layout) {
  return layout == "timeline" ? 120 : layout == "lines" ? 12 : 45;
}

TimeCut cut_of(const DrawTime& time) {
  switch (time.kind) {
    case DrawTime::Kind::kAsRead:
      return {};
    case DrawTime::Kind::kWindow:
      return {TimeCut::Kind::kWithin, time.first};
    case DrawTime::Kind::kChange:
      return {TimeCut::Kind::kChange, time.first, time.second};
  }
  return {};
}

}  // namespace entente
