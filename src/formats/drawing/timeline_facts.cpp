#include "formats/drawing/timeline_facts.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "entente/time/calendar.hpp"
#include "formats/drawing/label.hpp"

namespace entente::drawing {
namespace {

constexpr std::array<std::string_view, 5> kAgents = {"Agent", "Person", "State", "Organization", "PopulationGroup"};
constexpr double kShort = 0.03;       // of the axis: what lasts longer is a bar,
constexpr double kShortEvent = 0.06;  // unless it happened at an unknown time within
constexpr double kYear = 366.0 * kSecondsPerDay;
constexpr std::size_t kNameColumns = 60;

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

double length_of(const Period& p, Instant from, Instant to) {
  const auto within = [&](Instant t) { return static_cast<double>(std::clamp(t, from, to).seconds); };
  return within(p.latest_end) - within(p.earliest_start);
}

class FactsMaker {
 public:
  FactsMaker(const Table& table, const Selection& selection, const Scene& scene, const DrawOptions& options)
      : elements_(table.elements), selection_(selection), scene_(scene), options_(options) {}

  TimelineFacts make() {
    facts_.has_named_groups = !options_.style.cluster.empty() && options_.style.cluster != "type";
    add_lifelines();
    add_things();
    add_relations();
    set_range();
    leave_out_beyond();
    settle_knots();
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
      const NodeRecord& node = elements_.nodes.at(box.index);
      place_[box.index] = facts_.lifelines.size();
      Lifeline line{name_of(node, options_.style.name_property, options_.time),
                    box.tooltip,
                    group_of(box),
                    box.look,
                    {},
                    box.mark};
      if (is_dated(node.validity)) line.life = node.validity->bounds;
      facts_.lifelines.push_back(std::move(line));
    }
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
        ++facts_.undated;
        continue;
      }
      Happening thing;
      thing.name = name_of(node, options_.style.name_property, options_.time);
      thing.date = date_text(*node.validity);
      thing.tooltip = box.tooltip;
      thing.group = group_of(box);
      thing.look = box.look;
      thing.period = node.validity->bounds;
      thing.mark = box.mark;
      if (const auto found = joined.find(box.index); found != joined.end())
        thing.joined.assign(found->second.begin(), found->second.end());
      facts_.happenings.push_back(std::move(thing));
    }
  }

  // Dated relations between two lifelines, unless an event among the things tells the same.
  void add_relations() {
    using Meeting = std::tuple<std::size_t, std::size_t, Instant, Instant>;
    std::set<Meeting> told;
    for (const Happening& h : facts_.happenings)
      for (const std::size_t a : h.joined)
        for (const std::size_t b : h.joined) told.insert({a, b, h.period.earliest_start, h.period.latest_end});
    for (const Line& line : scene_.lines)
      for (const std::uint32_t index : line.members) {
        const RelationshipRecord& r = elements_.relationships.at(index);
        const auto from = place_.find(r.start), to = place_.find(r.end);
        if (from == place_.end() || to == place_.end() || !is_dated(r.validity)) continue;
        const Period& p = r.validity->bounds;
        if (told.count({from->second, to->second, p.earliest_start, p.latest_end}) > 0) continue;
        add_relation(r, from->second, to->second, selection_.relations.at(index));
      }
  }

  void add_relation(const RelationshipRecord& r, std::size_t from, std::size_t to, const Mark& mark) {
    Happening fact;
    fact.name = facts_.lifelines[from].name + " " + verb_of(r, options_.ontology) + " " + facts_.lifelines[to].name;
    fact.date = date_text(*r.validity);
    fact.tooltip = fact.name + ", " + text_of(*r.validity) + " (" + sources_text(r.attribution) + ")";
    fact.group = "Relations";
    fact.look = {"box", "#D6D6D6"};
    fact.period = r.validity->bounds;
    fact.mark = mark;
    fact.joined = from == to ? std::vector{from} : std::vector{from, to};
    facts_.happenings.push_back(std::move(fact));
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
        if (line.life)
          for (const Instant t : {line.life->earliest_start, line.life->latest_end}) widen(t, from, to);
    if (from > to) from = to = Instant{0};
    // A little room at both ends, and never less than a day.
    const std::int64_t room = std::max(kSecondsPerDay, to.seconds / 40 - from.seconds / 40);
    facts_.from = Instant{from.seconds - room};
    facts_.to = Instant{to.seconds + room};
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
      const bool is_short = h.period.has_core() ? length <= kShort * all : length <= std::max(kShortEvent * all, kYear);
      h.is_knot = is_bounded && !h.joined.empty() && is_short;
      h.name = truncate_name(h.name);
    }
  }

  std::string truncate_name(const std::string& name) const {
    const int bound =
        options_.style.label_length > 0 ? std::min(options_.style.label_length, int{kNameColumns}) : int{kNameColumns};
    std::string cut = wrapped(name, 10'000, bound);
    std::replace(cut.begin(), cut.end(), '\n', ' ');
    return cut;
  }

  void order() {
    std::vector<Instant> first(facts_.lifelines.size(), Instant::plus_infinity());
    std::vector<bool> takes_part(facts_.lifelines.size(), false);
    for (const Happening& h : facts_.happenings)
      for (const std::size_t line : h.joined) {
        first[line] = std::min(first[line], h.period.earliest_start);
        takes_part[line] = takes_part[line] || h.is_knot;
      }
    std::vector<std::size_t> sequence;
    for (std::size_t i = 0; i < first.size(); ++i)
      if (takes_part[i] || facts_.lifelines[i].life || facts_.happenings.empty()) sequence.push_back(i);
    std::stable_sort(sequence.begin(), sequence.end(), [&](std::size_t a, std::size_t b) {
      return std::tie(facts_.lifelines[a].group, first[a]) < std::tie(facts_.lifelines[b].group, first[b]);
    });
    constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    std::vector<std::size_t> moved(first.size(), kNone);
    std::vector<Lifeline> ordered;
    for (const std::size_t i : sequence) {
      moved[i] = ordered.size();
      ordered.push_back(std::move(facts_.lifelines[i]));
      ordered.back().name = truncate_name(ordered.back().name);
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
  const Selection& selection_;
  const Scene& scene_;
  const DrawOptions& options_;
  std::map<std::uint32_t, std::size_t> place_;  // of a node among the lifelines
  TimelineFacts facts_;
};

}  // namespace

TimelineFacts timeline_facts(const Table& table, const Selection& selection, const Scene& scene,
                             const DrawOptions& options) {
  return FactsMaker(table, selection, scene, options).make();
}

}  // namespace entente::drawing
