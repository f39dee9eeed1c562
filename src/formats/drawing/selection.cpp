#include "formats/drawing/selection.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/time/truth.hpp"
#include "formats/drawing/label.hpp"

namespace entente::drawing {
namespace {

constexpr std::size_t kSmall = 25;  // entities that the layout dot shows legibly

using Hidden = std::set<std::string, std::less<>>;

bool is_hidden(const NodeRecord& node, const Hidden& hidden) {
  return std::any_of(node.labels.begin(), node.labels.end(),
                     [&](const std::string& label) { return hidden.count(label) > 0; });
}

// Throughout the date: certain where it held during the whole of it, possible where it may have held at some time.
std::optional<Mark> held_throughout(const Period& p, const DrawTime& time) {
  const bool certain = p.latest_start <= time.first.earliest_start && p.earliest_end >= time.first.latest_end;
  const bool possible = p.earliest_start < time.first.latest_end && p.latest_end > time.first.earliest_start;
  if (!certain && !(possible && time.possible)) return std::nullopt;
  return Mark{std::nullopt, certain};
}

std::optional<Mark> held_within(const Period& p, const DrawTime& time) {
  const Truth held = overlaps(p, time.first);
  if (!(time.possible ? possibly(held) : certainly(held))) return std::nullopt;
  return Mark{std::nullopt, certainly(held)};
}

// What may have become of it, as seen from the two dates.
struct ChangeView {
  explicit ChangeView(const Period& p, const DrawTime& time)
      : changes(possible_changes(p, time.first, time.second)),
        maybe_before(changes.has(Change::kEnded) || changes.has(Change::kStayed)),
        maybe_after(changes.has(Change::kBegan) || changes.has(Change::kStayed)) {}

  // Neither of the dates tells whether it held then.
  bool is_unknown() const {
    const bool neither = changes.has(Change::kPassed) || changes.has(Change::kAbsent);
    return maybe_before && maybe_after && (neither || (changes.has(Change::kBegan) && changes.has(Change::kEnded)));
  }

  ChangeSet changes;
  bool maybe_before, maybe_after;
};

std::optional<Mark> changed(const Period& p, const DrawTime& time) {
  const ChangeView view(p, time);
  if (!view.maybe_before && !view.maybe_after) return std::nullopt;
  if (view.is_unknown() || (!view.changes.is_certain() && !time.possible)) return std::nullopt;
  return Mark{!view.maybe_before  ? Change::kBegan
              : !view.maybe_after ? Change::kEnded
                                  : Change::kStayed,
              view.changes.is_certain()};
}

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

// The same for a table whose query had a slice of its own: what it gave is drawn, and what was only possible then is
// told apart.
std::optional<Mark> mark_in(const ReadAt& at, const std::optional<Validity>& validity, const DrawTime& time) {
  if (time.kind == DrawTime::Kind::kAll && at.valid_time && validity) {
    DrawTime slice = time;
    slice.kind = DrawTime::Kind::kAsOf;
    slice.first = at.valid_time->bounds;
    if (const auto mark = mark_of(validity, slice)) return mark;
  }
  return mark_of(validity, time);
}

}  // namespace

std::optional<Mark> mark_of(const std::optional<Validity>& validity, const DrawTime& time) {
  if (!validity) return Mark{};
  const Period& p = validity->bounds;
  switch (time.kind) {
    case DrawTime::Kind::kAll:
      return Mark{std::nullopt, !is_uncertain(validity)};
    case DrawTime::Kind::kAsOf:
      return held_throughout(p, time);
    case DrawTime::Kind::kWindow:
      return held_within(p, time);
    case DrawTime::Kind::kChange:
      return changed(p, time);
  }
  return std::nullopt;
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
  const bool is_slice = options.time.kind != DrawTime::Kind::kAll;
  const bool is_change = options.time.kind == DrawTime::Kind::kChange;  // what states no time does not change
  const Hidden hidden(style.hidden.begin(), style.hidden.end());
  for (const auto& [index, node] : elements.nodes) {
    if (is_hidden(node, hidden)) continue;
    if (const auto mark = mark_in(table.read_at, node.validity, options.time)) selection.nodes.emplace(index, *mark);
  }
  std::set<std::uint32_t> related;
  for (const auto& [index, r] : elements.relationships) {
    if (hidden.count(r.type) > 0 || (is_change && !r.validity)) continue;
    if (is_change) {
      const ChangeView view(r.validity->bounds, options.time);
      if (view.is_unknown()) ++selection.unknown;
      if (view.changes.is_certain() && view.changes.has(Change::kPassed)) ++selection.came_and_went;
    }
    if (selection.nodes.count(r.start) == 0 || selection.nodes.count(r.end) == 0) continue;
    const auto mark = mark_in(table.read_at, r.validity, options.time);
    if (!mark) continue;
    selection.relations.emplace(index, *mark);
    related.insert({r.start, r.end});
  }
  if (is_slice)
    std::erase_if(selection.nodes, [&](const auto& entry) {
      return related.count(entry.first) == 0 && !elements.nodes.at(entry.first).validity;
    });
  selection.nodes_found = selection.nodes.size();
  selection.relations_found = selection.relations.size();
  reduce(selection, elements, style.max_entities.value_or(default_max(style.layout)));
  return selection;
}

}  // namespace entente::drawing

namespace entente {

std::size_t default_max(std::string_view layout) {
  return layout == "timeline" ? 120 : 45;
}

}  // namespace entente
