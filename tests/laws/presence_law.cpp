// Who could have met, and who could have known, against every joint choice of bounds.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <map>
#include <tuple>

#include "algorithms/news.hpp"
#include "algorithms/presence.hpp"
#include "entente/time/stretches.hpp"
#include "laws/random_ways.hpp"

namespace entente::laws {
namespace {

// ---- Co-presence

// A relation that several sources date, each in another way.
struct RivalWorld {
  WayWorld ways;
  std::map<std::size_t, std::vector<Period>> second_dating;  // by relation

  std::shared_ptr<const TemporalGraph> build() const {
    GraphBuilder builder({"T0", "T1", "T2"}, {});
    add_lives(builder, ways.lives);
    for (std::size_t i = 0; i < ways.relations.size(); ++i) {
      const WayRelation& told = ways.relations[i];
      StoredRelation r = numbered_relation(i, told.type, told.from, told.to);
      if (told.stretches != std::vector{Period::always()}) r.validity = validity_of_stretches(told.stretches);
      if (const auto other = second_dating.find(i); other != second_dating.end()) {
        r.datings = {{*r.validity, {}}, {validity_of_stretches(other->second), {}}};
        r.validity = combination_of(r.datings);
      }
      builder.add(r);
    }
    return builder.build(TransactionId{1}, SystemTime{1});
  }

  const WayRelation& relation(const View& view, Edge e) const { return ways.relations[number_of(view, e)]; }
  bool is_undated(const View& view, Edge e) const {
    return relation(view, e).stretches == std::vector{Period::always()};
  }

  // When a relation may have held: whichever dating is right, where they don't agree. Those that do are one dating,
  // which stretches_law knows.
  std::vector<Seconds> choices(const View& view, Edge e) const {
    std::vector<Seconds> all;
    for (const Validity& rival : view.rivals(e)) {
      for (const Seconds held : choices_of(stretches_of_validity(rival))) all.push_back(held);
    }
    if (!all.empty()) return all;
    return choices_of(is_undated(view, e) ? std::vector{Period::always()} : stretches_of_validity(*view.validity(e)));
  }

  static std::size_t number_of(const View& view, Edge e) { return view.graph().relation_id(e).value; }
  static std::vector<Period> stretches_of_validity(const Validity& validity) {
    if (!validity.is_set()) return {validity.bounds};
    std::vector<Period> stretches;
    for (const Validity& stretch : validity.stretches) stretches.push_back(stretch.bounds);
    return stretches;
  }
};

RivalWorld some_rival_world(int stretches, bool rivals) {
  RivalWorld world{some_world(stretches, 4000), {}};
  for (std::size_t i = 0; rivals && i < world.ways.relations.size(); ++i)
    if (world.ways.relations[i].stretches != std::vector{Period::always()} && one_in(2))
      world.second_dating[i] = {some_period()};
  return world;
}

std::string text_of_rivals(const RivalWorld& world) {
  std::string text = text_of(world.ways);
  for (const auto& [i, stretches] : world.second_dating)
    for (const Period& p : stretches) text += "or relation " + std::to_string(i) + text_of_bounds(p) + "\n";
  return text;
}

struct Met {
  bool certain;
  Period bounds;
};
// By one, other, place and the two relations.
using Meetings = std::map<std::tuple<Vertex, Vertex, Vertex, Edge, Edge>, Met>;

// When an entity can have existed: some choice of its bounds says so.
Seconds possible_life(const RivalWorld& world, Vertex v) {
  Seconds alive = 0;
  for (const Seconds held : choices_of({world.ways.lives[v]})) alive |= held;
  return alive;
}

// By the definition: in some choice, and in every one, there is a moment within the window at which both hold and all
// three can have existed.
Meetings meetings_by_trial(const RivalWorld& world, const View& view, std::optional<Vertex> one,
                           std::optional<Vertex> place, Seconds window) {
  Meetings all;
  for (Edge i = 0; i < view.graph().edge_count(); ++i) {
    for (Edge j = 0; j < view.graph().edge_count(); ++j) {
      const WayRelation &a = world.relation(view, i), &b = world.relation(view, j);
      if (a.to != b.to || a.from == b.from || a.from == a.to || b.from == b.to) continue;
      if (one ? a.from != *one : a.from > b.from) continue;
      if (place && a.to != *place) continue;
      bool ever = false, always = !world.is_undated(view, i) && !world.is_undated(view, j);
      Period bounds{Instant::plus_infinity(), Instant::minus_infinity(), Instant::plus_infinity(),
                    Instant::minus_infinity()};
      const Seconds alive =
          window & possible_life(world, a.from) & possible_life(world, b.from) & possible_life(world, a.to);
      for (const Seconds p : world.choices(view, i)) {
        for (const Seconds q : world.choices(view, j)) {
          const Seconds both = p & q & alive;
          if (both == 0) {
            always = false;
            continue;
          }
          ever = true;
          const Instant start = instant_of(std::countr_zero(both)), end = instant_of(kBits - std::countl_zero(both));
          bounds = {std::min(bounds.earliest_start, start), std::max(bounds.latest_start, start),
                    std::min(bounds.earliest_end, end), std::max(bounds.latest_end, end)};
        }
      }
      if (ever) all[{a.from, b.from, a.to, i, j}] = {always, bounds};
    }
  }
  return all;
}

bool has_lives(const RivalWorld& world) {
  return std::any_of(world.ways.lives.begin(), world.ways.lives.end(),
                     [](const Period& life) { return life != Period::always(); });
}

std::string fault_of_meetings(const RivalWorld& world, const View& view, bool checks_bounds, Seconds window) {
  const int n = static_cast<int>(world.ways.lives.size());
  PresenceChoice choice;
  choice.steps.direction = Direction::kOut;
  if (one_in(2)) choice.one = static_cast<Vertex>(up_to(n - 1));
  if (one_in(3)) choice.place = static_cast<Vertex>(up_to(n - 1));
  Meetings wanted = meetings_by_trial(world, view, choice.one, choice.place, window);
  Instant last = Instant::minus_infinity();
  for (const CoPresence& c : find_co_presence(view, choice)) {
    const auto at = wanted.find({c.one, c.other, c.place, c.of_one, c.of_other});
    const auto number = [&](Edge e) { return std::to_string(RivalWorld::number_of(view, e)); };
    const std::string pair = number(c.of_one) + " and " + number(c.of_other);
    if (at == wanted.end()) return "finds what can't be, or twice: " + pair;
    // Of several stretches that a life cuts it is told stretch by stretch.
    const bool may_be_silent = world.ways.has_sets() && has_lives(world) && !c.certain;
    if (at->second.certain != c.certain && !may_be_silent) return "is wrong on what is certain of " + pair;
    if (c.period.bounds.earliest_start < last) return "is not in order of time";
    last = c.period.bounds.earliest_start;
    const bool is_dated = !world.is_undated(view, c.of_one) && !world.is_undated(view, c.of_other);
    if (checks_bounds && is_dated && c.period.bounds != at->second.bounds)
      return "says" + text_of_bounds(c.period.bounds) + " and not" + text_of_bounds(at->second.bounds) + " of " + pair;
    wanted.erase(at);
  }
  return wanted.empty() ? "" : "leaves out a pair";
}

RC_GTEST_PROP(PresenceLaw, CouldHaveMetIsWhatSomeChoiceAllows, ()) {
  for (int i = 0; i < 50; ++i) {
    const bool rivals = one_in(2);
    const int stretches = one_in(2) ? 1 : 3;
    const RivalWorld world = some_rival_world(stretches, rivals);
    const auto g = world.build();
    const View view(*g, Timeslice::all().under(kReadings[up_to(1)]));
    const std::string fault = fault_of_meetings(world, view, stretches == 1, ~Seconds{0});
    if (!fault.empty()) RC_FAIL(fault + "\n" + text_of_rivals(world));
  }
}

// Of relations with one stretch: in a slice both take part, and then what they share lies in it.
RC_GTEST_PROP(PresenceLaw, InASliceTheyMetWithinIt, ()) {
  for (int i = 0; i < 50; ++i) {
    RivalWorld world = some_rival_world(1, false);
    std::fill(world.ways.lives.begin(), world.ways.lives.end(), Period::always());
    // A view takes bounds as they are stated.
    for (WayRelation& r : world.ways.relations) r.stretches = narrowed(r.stretches);
    const int from = up_to(4), to = from + 1 + up_to(4);
    const auto g = world.build();
    const View view(*g, Timeslice{Timeslice::Kind::kOverlapping, {from}, {to}, Reading::kPossible});
    const std::string fault =
        fault_of_meetings(world, view, false, seconds_in(bit_of(Instant{from}), bit_of(Instant{to})));
    if (!fault.empty())
      RC_FAIL(fault + " from " + std::to_string(from) + " to " + std::to_string(to) + "\n" + text_of_rivals(world));
  }
}

// ---- News

struct Heard {
  Instant possibly = Instant::plus_infinity();
  std::optional<Instant> surely;
};

// All ways out of an entity that pass none twice, each tried in every joint choice of bounds.
class NewsByTrial {
 public:
  NewsByTrial(const WayWorld& world, const NewsChoice& choice) : world_(world), choice_(choice) {
    for (const WayRelation& r : world.relations) held_.push_back(choices_of(r.stretches));
    lives_ = choice.since ? std::vector{Seconds{1} << bit_of(*choice.since)} : choices_of({world.lives[choice.of]});
  }

  std::map<Vertex, Heard> run() {
    passed_ = {choice_.of};
    go_on();
    return heard_;
  }

 private:
  void go_on() {
    for (std::size_t i = 0; i < world_.relations.size(); ++i) {
      const WayRelation& r = world_.relations[i];
      for (const auto& [from, to] : {std::pair(r.from, r.to), std::pair(r.to, r.from)}) {
        if (from != passed_.back() || std::find(passed_.begin(), passed_.end(), to) != passed_.end()) continue;
        passed_.push_back(to);
        way_.push_back(i);
        hear();
        go_on();
        passed_.pop_back();
        way_.pop_back();
      }
    }
  }

  void hear() {
    Heard& heard = heard_[passed_.back()];
    Instant latest = Instant::minus_infinity();
    bool always = true, ever = false;
    std::vector<Seconds> chosen;
    for_each_joint(chosen, [&](Seconds life) {
      const std::optional<Instant> at = arrival(life, chosen);
      always = always && at;
      if (!at) return;
      ever = true;
      heard.possibly = std::min(heard.possibly, *at);
      latest = std::max(latest, *at);
    });
    if (always && (!heard.surely || latest < *heard.surely)) heard.surely = latest;
    if (!ever && heard.possibly == Instant::plus_infinity()) heard_.erase(passed_.back());
  }

  template <class Visit>
  void for_each_joint(std::vector<Seconds>& chosen, const Visit& visit) {
    if (chosen.size() == way_.size()) {
      for (const Seconds life : lives_) visit(life);
      return;
    }
    for (const Seconds held : held_[way_[chosen.size()]]) {
      chosen.push_back(held);
      for_each_joint(chosen, visit);
      chosen.pop_back();
    }
  }

  std::optional<Instant> arrival(Seconds life, const std::vector<Seconds>& held) const {
    int ready = std::countr_zero(life);
    if (choice_.since) {
      ready = std::countr_zero(held[0] & seconds_from(ready));
      if (ready == kBits) return std::nullopt;
    } else {
      ready = std::max(ready, std::countr_zero(held[0]));
    }
    for (std::size_t i = 1; i < held.size(); ++i) {
      const int taken = std::countr_zero(held[i] & seconds_from(ready));
      if (taken == kBits) return std::nullopt;
      ready = taken + static_cast<int>(choice_.travel);
    }
    return instant_of(ready);
  }

  const WayWorld& world_;
  const NewsChoice& choice_;
  std::vector<std::vector<Seconds>> held_;  // of each relation, in each choice
  std::vector<Seconds> lives_;
  std::vector<Vertex> passed_;
  std::vector<std::size_t> way_;
  std::map<Vertex, Heard> heard_;
};

RC_GTEST_PROP(PresenceLaw, NewsTravelsByTheWaysThatChoicesAllow, ()) {
  for (int i = 0; i < 50; ++i) {
    const WayWorld world = some_world(one_in(2) ? 1 : 2, 200);
    const auto g = world.build();
    const View view(*g, Timeslice::all().under(kReadings[up_to(1)]));
    NewsChoice choice{};
    choice.travel = up_to(2);
    if (one_in(2)) choice.since = Instant{up_to(4)};
    std::map<Vertex, Heard> wanted = NewsByTrial(world, choice).run();
    const auto fail = [&](const std::string& what, Vertex v) {
      RC_FAIL(what + " v" + std::to_string(v) + ", travel " + std::to_string(choice.travel) +
              (choice.since ? ", since " + text_of(*choice.since) : "") + "\n" + text_of(world));
    };
    for (const Informed& informed : spread_news(view, choice)) {
      const auto at = wanted.find(informed.who);
      if (at == wanted.end()) fail("nothing can reach", informed.who);
      if (informed.possibly_from != at->second.possibly)
        fail("possibly " + text_of(informed.possibly_from) + " and not " + text_of(at->second.possibly), informed.who);
      if (informed.surely_by != at->second.surely) fail("wrong on what is sure of", informed.who);
      if (informed.how.nodes.front().index != choice.of || informed.how.nodes.back().index != informed.who)
        fail("no way to", informed.who);
      wanted.erase(at);
    }
    if (!wanted.empty()) fail("leaves out", wanted.begin()->first);
  }
}

}  // namespace
}  // namespace entente::laws
