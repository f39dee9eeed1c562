#include "formats/drawing/timeline_facts.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "entente/time/calendar.hpp"
#include "entente/time/stretches.hpp"
#include "formats/drawing/color.hpp"
#include "formats/drawing/label.hpp"
#include "model/wording.hpp"

namespace entente::drawing {
namespace {

constexpr std::array<std::string_view, 5> kAgents = {"Agent", "Person", "State", "Organization", "PopulationGroup"};
constexpr double kShort = 0.03;       // of the axis: an event that lasts longer is a bar,
constexpr double kShortEvent = 0.06;  // unless it happened at an unknown time within
constexpr double kYear = 366.0 * kSecondsPerDay;
constexpr double kMonth = 31.0 * kSecondsPerDay;  // what lasts longer and is not known to be an event is a state
constexpr int kNameColumns = 90;                  // of what happened,
constexpr int kLifelineColumns = 40;              // and of a lifeline

bool is_dated(const std::optional<Validity>& validity) {
  if (!validity) return false;
  const Period& p = validity->bounds;
  return p.earliest_start.is_finite() || p.latest_start.is_finite() || p.earliest_end.is_finite() ||
         p.latest_end.is_finite();
}

bool has_label(const NodeRecord& node, const std::vector<std::string>& wanted) {
  return std::any_of(node.labels.begin(), node.labels.end(), [&](const std::string& label) {
    return wanted.empty() ? std::find(kAgents.begin(), kAgents.end(), label) != kAgents.end()
                          : std::find(wanted.begin(), wanted.end(), label) != wanted.end();
  });
}

// The date without the preposition: "16 December 1949".
std::string date_text(const Validity& validity) {
  std::string text = text_of(validity);
  for (const std::string_view word : {"on ", "in "})
    if (text.starts_with(word)) return text.substr(word.size());
  return text;
}

void widen(Instant t, Instant& from, Instant& to) {
  if (!t.is_finite()) return;
  from = std::min(from, t);
  to = std::max(to, t);
}

// Start and end are told apart: "1814/1815", not "at some time in 1814".
bool has_two_ends(const Period& p) {
  return p.latest_start <= p.earliest_end;
}

double length_of(const Period& p, Instant from, Instant to) {
  const auto within = [&](Instant t) { return static_cast<double>(std::clamp(t, from, to).seconds); };
  return within(p.latest_end) - within(p.earliest_start);
}

class FactsMaker {
 public:
  FactsMaker(const Table& table, const Selection& selection, const Scene& scene, const DrawOptions& options)
      : elements_(table.elements),
        standings_(table.standings),
        selection_(selection),
        scene_(scene),
        options_(options),
        named_at_(time_of_names(table, options.time)),
        until_(table.read_at.valid_time ? table.read_at.valid_time->bounds.latest_end : Instant::minus_infinity()) {}

  TimelineFacts make() {
    facts_.has_named_groups = !options_.style.cluster.empty() && options_.style.cluster != "type";
    add_lifelines();
    add_things();
    add_relations();
    set_range();
    if (until_.is_finite() && scene_.certainties.contains(Reading::kPresumed))
      facts_.presumed_until = std::min(until_, facts_.to);
    settle_knots();
    leave_out_told();
    leave_out_beyond();
    order();
    return std::move(facts_);
  }

 private:
  // Lifelines: agents; where there are none, whatever dated relations join that has no date itself.
  void add_lifelines() {
    std::set<std::uint32_t> chosen;
    for (const Box& box : scene_.boxes)
      if (has_label(elements_.nodes.at(box.index), options_.style.lifelines)) chosen.insert(box.index);
    if (chosen.empty())
      for (const auto& [index, mark] : selection_.relations) {
        const RelationshipRecord& r = elements_.relationships.at(index);
        if (!is_dated(r.validity)) continue;
        for (const std::uint32_t end : {r.start, r.end})
          if (!is_dated(elements_.nodes.at(end).validity)) chosen.insert(end);
      }
    for (const Box& box : scene_.boxes) {
      if (chosen.count(box.index) == 0) continue;
      place_[box.index] = facts_.lifelines.size();
      Lifeline line{name(box.index), box.tooltip, group_of(box), box.look, {}, box.mark};
      line.life = life_of(box.index);
      facts_.lifelines.push_back(std::move(line));
    }
  }

  // As the view of the table has it, or else its own time.
  std::vector<Period> life_of(std::uint32_t index) const {
    for (const Standings& standings : standings_)
      if (const auto found = standings.nodes.find(index); found != standings.nodes.end()) return found->second.life;
    const NodeRecord& node = elements_.nodes.at(index);
    return is_dated(node.validity) ? stretches_of(*node.validity) : std::vector<Period>();
  }

  std::string group_of(const Box& box) const {
    if (facts_.has_named_groups) return box.cluster;
    const NodeRecord& node = elements_.nodes.at(box.index);
    return node.labels.empty() ? std::string{} : node.labels.front();
  }

  void add_things() {
    std::map<std::uint32_t, std::set<std::size_t>> joined;
    for (const auto& [index, mark] : selection_.relations) {
      const RelationshipRecord& r = elements_.relationships.at(index);
      if (const auto line = place_.find(r.start); line != place_.end()) joined[r.end].insert(line->second);
      if (const auto line = place_.find(r.end); line != place_.end()) joined[r.start].insert(line->second);
    }
    for (const Box& box : scene_.boxes) {
      if (place_.count(box.index) > 0) continue;
      const NodeRecord& node = elements_.nodes.at(box.index);
      if (!is_dated(node.validity)) {
        undated_.insert(box.index);
        continue;
      }
      Happening thing;
      thing.name = name(box.index);
      thing.date = date_text(*node.validity);
      thing.tooltip = box.tooltip;
      thing.group = group_of(box);
      thing.look = box.look;
      thing.mark = box.mark;
      if (std::find(node.labels.begin(), node.labels.end(), "Event") != node.labels.end())
        thing.kind = Happening::Kind::kEvent;
      if (const auto found = joined.find(box.index); found != joined.end())
        thing.joined.assign(found->second.begin(), found->second.end());
      for (const Period& stretch : stretches_of(*node.validity)) {
        thing.period = stretch;
        facts_.happenings.push_back(thing);
        of_.push_back(box.index);
      }
    }
  }

  // Dated relations. Who took part in an event of the same time is seen by the event's knots.
  void add_relations() {
    const std::size_t events = facts_.happenings.size();
    const auto told_by = [&](const RelationshipRecord& r) -> std::optional<std::size_t> {
      std::vector<std::size_t> lines;
      for (const std::uint32_t end : {r.start, r.end})
        if (const auto found = place_.find(end); found != place_.end()) lines.push_back(found->second);
      for (std::size_t i = 0; i < events && !lines.empty(); ++i) {
        const Happening& h = facts_.happenings[i];
        const bool is_of_it = lines.size() == 2 || of_[i] == r.start || of_[i] == r.end;
        const bool joins_all = std::all_of(lines.begin(), lines.end(), [&](std::size_t line) {
          return std::find(h.joined.begin(), h.joined.end(), line) != h.joined.end();
        });
        if (h.kind == Happening::Kind::kEvent && is_of_it && joins_all && h.period == r.validity->bounds) return i;
      }
      return std::nullopt;
    };
    for (const Line& line : scene_.lines)
      for (const std::uint32_t index : line.members) {
        const RelationshipRecord& r = elements_.relationships.at(index);
        if (!is_dated(r.validity)) {
          if (!joins_a_thing(r)) ++facts_.undated_relations;
          continue;
        }
        undated_.erase(r.start);
        undated_.erase(r.end);
        add_relation(r, line, selection_.relations.at(index), told_by(r));
      }
    facts_.undated = undated_.size();
  }

  // An undated relation is seen where it puts a knot on somebody's line.
  bool joins_a_thing(const RelationshipRecord& r) const {
    const bool from = place_.count(r.start) > 0, to = place_.count(r.end) > 0;
    return from != to && is_dated(elements_.nodes.at(from ? r.end : r.start).validity);
  }

  std::string name(std::uint32_t node) const {
    return name_of(elements_.nodes.at(node), options_.style.name_property, named_at_);
  }

  void add_relation(const RelationshipRecord& r, const Line& line, const Mark& mark,
                    std::optional<std::size_t> told_by) {
    const RelationType* type = options_.ontology ? options_.ontology->relation_type(r.type) : nullptr;
    Happening fact;
    fact.name = name(r.start) + " " + verb_of(r, options_.ontology) + " " + name(r.end);
    fact.date = date_text(*r.validity);
    fact.tooltip = fact.name + ", " + text_of(*r.validity) + " (" + sources_text(r.attribution) + ")";
    fact.group = in_words(r.type);
    fact.ink = line.color;
    fact.look = {"box", line.color.empty() ? tint_of(r.type) : lighter(line.color)};
    fact.mark = mark;
    fact.told_by = told_by;
    if (type && type->kind != RelationKind::kTimeless)
      fact.kind = type->kind == RelationKind::kState ? Happening::Kind::kState : Happening::Kind::kEvent;
    std::set<std::size_t> joined;
    for (const std::uint32_t end : {r.start, r.end})
      if (const auto found = place_.find(end); found != place_.end()) joined.insert(found->second);
    fact.joined.assign(joined.begin(), joined.end());
    for (const Period& stretch : stretches_of(*r.validity)) {
      fact.period = stretch;
      facts_.happenings.push_back(fact);
    }
  }

  void set_range() {
    Instant from = Instant::plus_infinity(), to = Instant::minus_infinity();
    const DrawTime& time = options_.time;
    if (time.kind == DrawTime::Kind::kWindow || time.kind == DrawTime::Kind::kChange) {
      widen(time.first.earliest_start, from, to);
      widen(time.first.latest_end, from, to);
      if (time.kind == DrawTime::Kind::kChange) widen(time.second.latest_end, from, to);
    }
    if (from >= to) {
      for (const Happening& h : facts_.happenings)
        for (const Instant t :
             {h.period.earliest_start, h.period.latest_start, h.period.earliest_end, h.period.latest_end})
          widen(t, from, to);
    }
    if (facts_.happenings.empty())
      for (const Lifeline& line : facts_.lifelines)
        for (const Period& stretch : line.life)
          for (const Instant t : {stretch.earliest_start, stretch.latest_end}) widen(t, from, to);
    facts_.is_dated = from <= to;
    if (!facts_.is_dated) from = to = Instant{0};
    // A little room at both ends, and never less than a day.
    const std::int64_t room = std::max(kSecondsPerDay, to.seconds / 40 - from.seconds / 40);
    facts_.from = Instant{from.seconds - room};
    facts_.to = Instant{to.seconds + room};
  }

  // What a knot tells already goes on in its tooltip.
  void leave_out_told() {
    std::vector<Happening>& all = facts_.happenings;
    const auto is_told = [&](const Happening& h) { return h.told_by && all[*h.told_by].is_knot; };
    std::vector<Happening> kept;
    for (const Happening& h : all)
      if (is_told(h)) all[*h.told_by].tooltip += "\n" + h.name;
    for (const Happening& h : all)
      if (!is_told(h)) kept.push_back(h);
    all = std::move(kept);
  }

  // Of a window: what is known of lies outside, and only an unknown start or end may reach into it.
  void leave_out_beyond() {
    if (options_.time.kind != DrawTime::Kind::kWindow) return;
    const std::size_t before = facts_.happenings.size();
    std::erase_if(facts_.happenings, [&](const Happening& h) {
      const Period& p = h.period;
      const Instant first = p.latest_start.is_finite() ? p.latest_start : p.earliest_end;
      const Instant last = p.earliest_end.is_finite() ? p.earliest_end : p.latest_start;
      return (!p.earliest_start.is_finite() && first >= facts_.to) ||
             (!p.latest_end.is_finite() && last <= facts_.from && p.earliest_end < p.latest_end);
    });
    facts_.beyond = before - facts_.happenings.size();
  }

  void settle_knots() {
    const double all = static_cast<double>(facts_.to.seconds) - static_cast<double>(facts_.from.seconds);
    for (Happening& h : facts_.happenings) {
      const bool is_bounded = h.period.earliest_start.is_finite() && h.period.latest_end.is_finite();
      const double length = length_of(h.period, facts_.from, facts_.to);
      const bool is_state = h.kind == Happening::Kind::kState ||
                            (h.kind == Happening::Kind::kUnknown && has_two_ends(h.period) && length > kMonth);
      const bool is_short = has_two_ends(h.period) ? length <= std::max(kShort * all, kMonth)
                                                   : length <= std::max(kShortEvent * all, kYear);
      h.is_knot = is_bounded && !h.joined.empty() && !is_state && is_short;
      h.name = truncate_name(h.name, kNameColumns);
    }
  }

  std::string truncate_name(const std::string& name, int columns) const {
    const int bound = options_.style.label_length > 0 ? std::min(options_.style.label_length, columns) : columns;
    std::string cut = wrapped(name, 10'000, bound);
    std::replace(cut.begin(), cut.end(), '\n', ' ');
    return cut;
  }

  void order() {
    std::vector<Instant> first(facts_.lifelines.size(), Instant::plus_infinity());
    std::vector<bool> takes_part(facts_.lifelines.size(), false), is_named = takes_part;
    for (const Happening& h : facts_.happenings)
      for (const std::size_t line : h.joined) {
        first[line] = std::min(first[line], h.period.earliest_start);
        takes_part[line] = takes_part[line] || h.is_knot;
        is_named[line] = true;
      }
    std::vector<std::size_t> sequence;
    for (std::size_t i = 0; i < first.size(); ++i)
      if (takes_part[i] || !facts_.lifelines[i].life.empty() || facts_.happenings.empty())
        sequence.push_back(i);
      else if (!is_named[i])
        ++facts_.undated;
    std::stable_sort(sequence.begin(), sequence.end(), [&](std::size_t a, std::size_t b) {
      return std::tie(facts_.lifelines[a].group, first[a]) < std::tie(facts_.lifelines[b].group, first[b]);
    });
    constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    std::vector<std::size_t> moved(first.size(), kNone);
    std::vector<Lifeline> ordered;
    for (const std::size_t i : sequence) {
      moved[i] = ordered.size();
      ordered.push_back(std::move(facts_.lifelines[i]));
      ordered.back().name = truncate_name(ordered.back().name, kLifelineColumns);
    }
    facts_.lifelines = std::move(ordered);
    for (Happening& h : facts_.happenings) {
      for (std::size_t& line : h.joined) line = moved[line];
      std::erase(h.joined, kNone);
      std::sort(h.joined.begin(), h.joined.end());
    }
    std::stable_sort(facts_.happenings.begin(), facts_.happenings.end(), [](const Happening& a, const Happening& b) {
      return std::tie(a.period.earliest_start, a.period.latest_end) <
             std::tie(b.period.earliest_start, b.period.latest_end);
    });
  }

  const Elements& elements_;
  const std::vector<Standings>& standings_;
  const Selection& selection_;
  const Scene& scene_;
  const DrawOptions& options_;
  const DrawTime named_at_;
  const Instant until_;
  std::map<std::uint32_t, std::size_t> place_;  // of a node among the lifelines
  std::vector<std::uint32_t> of_;               // the nodes of the first happenings, each its own
  std::set<std::uint32_t> undated_;             // nodes that are not drawn, and that no relation on the picture names
  TimelineFacts facts_;
};

}  // namespace

TimelineFacts timeline_facts(const Table& table, const Selection& selection, const Scene& scene,
                             const DrawOptions& options) {
  return FactsMaker(table, selection, scene, options).make();
}

}  // namespace entente::drawing
