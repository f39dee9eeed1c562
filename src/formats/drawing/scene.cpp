#include "formats/drawing/scene.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/time/calendar.hpp"
#include "formats/cell.hpp"
#include "formats/drawing/label.hpp"
#include "formats/drawing/span_text.hpp"
#include "formats/drawing/value_looks.hpp"

namespace entente::drawing {
namespace {

constexpr int kBoxColumns = 20;    // columns of a line in a box
constexpr int kLineColumns = 26;   // … and along a line
constexpr int kTooltip = 2'000;    // a longer tooltip is cut
constexpr std::size_t kTold = 40;  // relations of a merged line that its tooltip tells of

void collect_paths(const Value& value, std::vector<Path>& paths) {
  if (value.is_path()) paths.push_back(value.path());
  if (value.is_list())
    for (const Value& item : value.list()) collect_paths(item, paths);
}

// The relations and nodes of the table's paths, and which relations a path runs against their direction.
struct Walk {
  std::set<std::uint32_t> nodes;
  std::map<std::uint32_t, bool> relations;  // backward?
};

Walk walk_of(const Table& table) {
  Walk walk;
  std::vector<Path> paths;
  for (const auto& row : table.rows)
    for (const Value& value : row) collect_paths(value, paths);
  for (const Path& path : paths) {
    for (const NodeRef node : path.nodes) walk.nodes.insert(node.index);
    for (std::size_t i = 0; i < path.relationships.size(); ++i) {
      const auto found = table.elements.relationships.find(path.relationships[i].index);
      if (found == table.elements.relationships.end()) continue;
      walk.relations.emplace(found->first, found->second.start != path.nodes[i].index);
    }
  }
  return walk;
}

// The value that decides the cluster: of the node, or of its relations where all of them that have one agree.
class Clusters {
 public:
  Clusters(const Elements& elements, const Selection& selection, const DrawStyle& style, const Looks& looks)
      : elements_(elements), style_(style), looks_(looks) {
    if (style.cluster.empty() || style.cluster == "type") return;
    for (const auto& [index, mark] : selection.relations) {
      const RelationshipRecord& r = elements.relationships.at(index);
      // What a relation says, such as a side, it says of its start.
      if (const std::string value = value_of(r.properties); !value.empty()) said_[r.start].insert(value);
    }
  }

  std::string of(std::uint32_t index) const {
    if (style_.cluster.empty()) return {};
    const NodeRecord& node = elements_.nodes.at(index);
    if (style_.cluster == "type") return looks_.type_of(node);
    if (std::string value = value_of(node.properties); !value.empty()) return value;
    const auto found = said_.find(index);
    return found != said_.end() && found->second.size() == 1 ? *found->second.begin() : std::string{};
  }

 private:
  std::string value_of(const std::vector<PropertyFact>& properties) const {
    for (const PropertyFact& p : properties)
      if (p.key == style_.cluster) return cell_text(p.value, elements_);
    return {};
  }

  const Elements& elements_;
  const DrawStyle& style_;
  const Looks& looks_;
  std::map<std::uint32_t, std::set<std::string>> said_;
};

std::string box_tooltip(const NodeRecord& node, const std::string& type, const DrawStyle& style, const DrawTime& time) {
  std::string text = name_of(node, style.name_property, time) + ": " + type;
  if (node.validity) text += ", " + text_of(*node.validity);
  return wrapped(fmt::format("{} ({})", text, sources_text(node.attribution)), 100, kTooltip);
}

std::string fact_text(const Elements& elements, const RelationshipRecord& r, const DrawOptions& options,
                      const DrawTime& time) {
  const std::string& property = options.style.name_property;
  const auto name = [&](std::uint32_t index) { return name_of(elements.nodes.at(index), property, time); };
  std::string text = fmt::format("{} {} {}", name(r.start), verb_of(r, options.ontology), name(r.end));
  if (r.validity) text += ", " + text_of(*r.validity);
  return fmt::format("{} ({})", text, sources_text(r.attribution));
}

std::string year_of(Instant t) {
  return std::to_string(civil_from_days(day_of(t)).year);
}

// "1989–2022", over all relations with finite bounds; empty: there are none.
std::string years_of(const Elements& elements, const std::vector<std::uint32_t>& members) {
  Instant first = Instant::plus_infinity(), last = Instant::minus_infinity();
  for (const std::uint32_t index : members) {
    const auto& validity = elements.relationships.at(index).validity;
    if (!validity) continue;
    const Period& p = validity->bounds;
    if (p.earliest_start.is_finite()) first = std::min(first, p.earliest_start);
    if (p.latest_end.is_finite())
      last = std::max(last, Instant{p.latest_end.seconds - 1});
    else if (p.latest_start.is_finite())
      last = std::max(last, p.latest_start);
  }
  if (!first.is_finite() || !last.is_finite()) return {};
  const std::string from = year_of(first), to = year_of(last);
  return from == to ? from : from + "–" + to;
}

bool has_too_many_dates(const Selection& selection, const DrawStyle& style) {
  return style.max_dated > 0 && selection.relations.size() > style.max_dated;
}

std::string day_text(SystemTime time) {
  const Instant day = start_of_day(day_of(Instant{floor_divide(time.microseconds, 1'000'000)}));
  return span_text(Period::certain(day, Instant{day.seconds + kSecondsPerDay}));
}

std::string state_text(TransactionId commit, SystemTime time) {
  return commit.value == 0 ? "before the first commit" : fmt::format("on {} (commit {})", day_text(time), commit.value);
}

std::string valid_time_note(const Table& table, const DrawTime& time) {
  const ReadAt& at = table.read_at;
  if (table.system_changes)
    return fmt::format("What the store knew otherwise {} than {}",
                       state_text(table.system_changes->to, table.system_changes->to_time),
                       state_text(table.system_changes->from, table.system_changes->from_time));
  switch (time.kind) {
    case DrawTime::Kind::kAsRead:
      if (!at.valid_time) return "All of it";
      return "As of " + span_text(at.valid_time->bounds) +
             (at.reading == Reading::kCertain    ? ""
              : at.reading == Reading::kPresumed ? ", presumably"
                                                 : ", possibly");
    case DrawTime::Kind::kWindow:
      return window_note(span_text(time.first));
    case DrawTime::Kind::kChange:
      return "What changed " + time.text;
  }
  return {};
}

std::string system_time_note(const ReadAt& at) {
  if (at.transaction.value == 0 || at.system_time.microseconds == 0) return {};
  if (at.first_transaction.value == 0) return "as recorded on " + day_text(at.system_time);
  return fmt::format("as recorded from {} (commit {}) to {} (commit {})", day_text(at.first_system_time),
                     at.first_transaction.value, day_text(at.system_time), at.transaction.value);
}

// What the picture leaves out.
std::vector<std::string> notes_of(const Selection& selection, const DrawOptions& options, bool is_series) {
  std::vector<std::string> notes;
  if (selection.nodes.size() < selection.nodes_found)
    notes.push_back(fmt::format("{} of {} entities and {} of {} relations shown: the most connected",
                                grouped(selection.nodes.size()), grouped(selection.nodes_found),
                                grouped(selection.relations.size()), grouped(selection.relations_found)));
  if (selection.nodes.empty()) notes.emplace_back("there is nothing to show");
  const auto leave_out = [&](std::size_t count, std::string_view why) {
    if (count > 0)
      notes.push_back(fmt::format("{} {} not shown", count == 1 ? "1 relation" : grouped(count) + " relations", why));
  };
  if (selection.sources > 0)
    notes.push_back(fmt::format("{} not shown", selection.sources == 1
                                                    ? "1 source or what hangs on it"
                                                    : grouped(selection.sources) + " sources and what hangs on them"));
  leave_out(selection.came_and_went, "that began and ended in between");
  leave_out(selection.unknown, "that may have held at either date, or not,");
  if (options.style.layout != "timeline" && options.style.relation_dates && !is_series &&
      has_too_many_dates(selection, options.style))
    notes.emplace_back("the dates of relations are in the tooltips");
  return notes;
}

// What a corrected fact says otherwise, a line each.
std::string difference_lines(const std::map<std::uint32_t, SystemChange>& changes, std::uint32_t index) {
  const auto found = changes.find(index);
  if (found == changes.end()) return {};
  std::string lines = fmt::format("\n{}", name(found->second.kind));
  for (const SystemDifference& d : found->second.differences)
    lines += fmt::format("\n{}: {}, it was {}", d.what, d.after.empty() ? "not said" : d.after,
                         d.before.empty() ? "not said" : d.before);
  return lines;
}

class SceneMaker {
 public:
  SceneMaker(const Table& table, const Selection& selection, const DrawOptions& options, bool for_series)
      : table_(table),
        selection_(selection),
        options_(options),
        named_at_(time_of_names(table, options.time)),
        for_series_(for_series),
        has_dates_(options.style.relation_dates && !has_too_many_dates(selection, options.style)),
        looks_(table.elements, selection, options.style),
        clusters_(table.elements, selection, options.style, looks_),
        walk_(walk_of(table)) {}

  Scene make() {
    scene_ = heading_of(table_, options_);
    scene_.notes = notes_of(selection_, options_, for_series_);
    if (const std::string more = describe_withheld(table_.read_at); !more.empty()) scene_.notes.push_back(more);
    scene_.legend = looks_.used();
    scene_.is_slice = options_.time.kind != DrawTime::Kind::kAsRead || table_.read_at.valid_time;
    scene_.is_change = options_.time.kind == DrawTime::Kind::kChange;
    scene_.is_system_change = table_.system_changes.has_value();
    for (const auto& [index, mark] : selection_.nodes) add_box(index, mark);
    add_lines();
    look_by_values(scene_, table_.elements, selection_, options_.style);
    scene_.report.entities = selection_.nodes.size();
    scene_.report.relations = selection_.relations.size();
    scene_.report.entities_found = selection_.nodes_found;
    scene_.report.relations_found = selection_.relations_found;
    return std::move(scene_);
  }

 private:
  void note_certainty(const Mark& mark) { scene_.certainties.insert(mark.certainty); }

  void add_box(std::uint32_t index, const Mark& mark) {
    const NodeRecord& node = table_.elements.nodes.at(index);
    const DrawStyle& style = options_.style;
    Box box;
    box.index = index;
    box.label =
        wrapped(change_sign(mark) + name_of(node, style.name_property, named_at_), kBoxColumns, style.label_length);
    if (style.entity_dates && node.validity && !for_series_)
      box.label += "\n" + wrapped(text_of(*node.validity), kBoxColumns + 4, style.label_length);
    box.tooltip = box_tooltip(node, looks_.type_of(node), style, named_at_);
    if (table_.system_changes) box.tooltip += difference_lines(table_.system_changes->nodes, index);
    box.look = looks_.look_of(node);
    box.mark = mark;
    box.cluster = clusters_.of(index);
    box.on_path = walk_.nodes.count(index) > 0;
    if (!mark.is_certain()) note_certainty(mark);
    scene_.boxes.push_back(std::move(box));
  }

  // Parallel relations of one type between the same two, in either direction where that means nothing.
  void add_lines() {
    using Alike =
        std::tuple<std::uint32_t, std::uint32_t, std::string, std::optional<Change>, std::optional<SystemChangeKind>>;
    std::map<Alike, std::vector<std::uint32_t>> parallel;
    for (const auto& [index, mark] : selection_.relations) {
      const RelationshipRecord& r = table_.elements.relationships.at(index);
      const bool turned = is_symmetric(r.type, options_.ontology) && r.start > r.end;
      parallel[{turned ? r.end : r.start, turned ? r.start : r.end, r.type, mark.change, mark.system}].push_back(index);
    }
    const std::size_t merge_from = for_series_ ? 2 : options_.style.merge_from;
    for (const auto& [key, members] : parallel) {
      if (merge_from > 0 && members.size() >= merge_from)
        add_line(members);
      else
        for (const std::uint32_t member : members) add_line({member});
    }
    std::sort(scene_.lines.begin(), scene_.lines.end(), [](const Line& a, const Line& b) { return a.index < b.index; });
  }

  void add_line(const std::vector<std::uint32_t>& members) {
    const RelationshipRecord& r = table_.elements.relationships.at(members.front());
    Line line;
    line.index = members.front();
    line.members = members;
    line.mark = selection_.relations.at(members.front());
    line.mark.certainty = Reading::kPossible;
    for (const std::uint32_t member : members) {
      line.mark.certainty = std::min(line.mark.certainty, selection_.relations.at(member).certainty);
      const auto on_path = walk_.relations.find(member);
      if (on_path == walk_.relations.end()) continue;
      line.on_path = scene_.has_paths = true;
      line.is_backward = on_path->second;
    }
    line.from = line.is_backward ? r.end : r.start;
    line.to = line.is_backward ? r.start : r.end;
    line.is_symmetric = is_symmetric(r.type, options_.ontology);
    if (const auto look = options_.style.relations.find(r.type); look != options_.style.relations.end())
      line.color = look->second.color;
    line.label = label_of(line, r);
    line.tooltip = line_tooltip(members);
    note_certainty(line.mark);
    scene_.lines.push_back(std::move(line));
  }

  std::string label_of(const Line& line, const RelationshipRecord& r) const {
    const DrawStyle& style = options_.style;
    if (!style.relation_labels) return change_sign(line.mark);
    const auto look = style.relations.find(r.type);
    std::string text = look != style.relations.end() && !look->second.label.empty() ? look->second.label
                                                                                    : verb_of(r, options_.ontology);
    text = change_sign(line.mark) + text;
    if (for_series_) return wrapped(text, kLineColumns, style.label_length);
    if (line.members.size() > 1) {
      text += fmt::format(" ×{}", line.members.size());
      const std::string years = years_of(table_.elements, line.members);
      if (has_dates_ && !years.empty()) text += ", " + years;
      return wrapped(text, kLineColumns, style.label_length);
    }
    text = wrapped(text, kLineColumns, style.label_length);
    if (has_dates_ && r.validity) text += "\n" + wrapped(text_of(*r.validity), kLineColumns, style.label_length);
    return text;
  }

  std::string line_tooltip(const std::vector<std::uint32_t>& members) const {
    std::string text;
    for (std::size_t i = 0; i < members.size() && i < kTold; ++i) {
      text += (i > 0 ? "\n" : "") +
              fact_text(table_.elements, table_.elements.relationships.at(members[i]), options_, named_at_);
      if (table_.system_changes) text += difference_lines(table_.system_changes->relationships, members[i]);
    }
    if (members.size() > kTold) text += fmt::format("\nand {} more", grouped(members.size() - kTold));
    return wrapped(text, 100, kTooltip);
  }

  const Table& table_;
  const Selection& selection_;
  const DrawOptions& options_;
  const DrawTime named_at_;
  bool for_series_;
  bool has_dates_;
  Looks looks_;
  Clusters clusters_;
  Walk walk_;
  Scene scene_;
};

}  // namespace

Scene heading_of(const Table& table, const DrawOptions& options) {
  Scene scene;
  scene.title = options.title;
  scene.valid_time = valid_time_note(table, options.time);
  if (!table.system_changes) scene.known_at = system_time_note(table.read_at);
  return scene;
}

std::vector<std::string> caption_of(const Scene& scene) {
  std::vector<std::string> lines;
  if (std::string clocks = scene.valid_time + (scene.known_at.empty() ? "" : ", " + scene.known_at); !clocks.empty())
    lines.push_back(std::move(clocks));
  lines.insert(lines.end(), scene.notes.begin(), scene.notes.end());
  return lines;
}

std::string window_note(const std::string& text) {
  return "At some time in " + text;
}

std::string_view system_sign(SystemChangeKind kind) {
  switch (kind) {
    case SystemChangeKind::kNewlyKnown:
      return "+";
    case SystemChangeKind::kCorrected:
      return "≠";
    case SystemChangeKind::kEnded:
      return "⊣";
    case SystemChangeKind::kRetracted:
      return "−";
  }
  return {};
}

std::string change_sign(const Mark& mark) {
  if (mark.system) return std::string(system_sign(*mark.system)) + " ";
  if (!mark.change) return {};
  const std::string sign = *mark.change == Change::kBegan ? "+" : *mark.change == Change::kEnded ? "−" : "=";
  return sign + (mark.is_certain() ? " " : "? ");
}

Scene make_scene(const Table& table, const Selection& selection, const DrawOptions& options, bool for_series) {
  return SceneMaker(table, selection, options, for_series).make();
}

}  // namespace entente::drawing
