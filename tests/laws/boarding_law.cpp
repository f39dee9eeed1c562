// When relations can be taken one after the other, against every choice of every period of a small world.
#include <gtest/gtest.h>

#include "algorithms/journey.hpp"
#include "laws/random_ways.hpp"
#include "laws/small_world.hpp"

namespace entente::laws {
namespace {

// All periods between four instants, as relations from one entity to another.
struct SmallWorld {
  WayWorld world;
  std::vector<std::vector<Seconds>> choices;

  SmallWorld() {
    world.lives.assign(2, Period::always());
    for (const WorldPeriod& period : periods_between(0, 3)) world.relations.push_back({0, 1, 0, {period.bounds}});
    for (const WayRelation& r : world.relations) choices.push_back(choices_of(r.stretches));
  }
};

// Takes one relation after the other by itself, forwards and backwards, as a search does.
class Taker {
 public:
  Taker(const SmallWorld& small, const TemporalGraph& graph, const Timeslice& slice, const Manner& manner)
      : view_(graph, slice), manner_(manner), small_(small) {
    manner_.from = slice.from;
    manner_.to = slice.to;
    relation_of_.resize(graph.edge_count());
    for (const bool reversed : {false, true}) {
      const BoardingTimes times(view_, manner.travel, reversed);
      const Instant start = manner.time == PathTime::kContinuous ? Instant::minus_infinity() : times.begin();
      start_[reversed] = at_start(reversed ? moved(start, manner.gap) : start);
      boarding_[reversed].resize(graph.edge_count());
      for (Edge e = 0; e < graph.edge_count(); ++e) {
        relation_of_[e] = graph.relation_id(e).value;
        if (!view_.admits(e)) continue;
        times.each(e, [&](const Boarding& boarding) {
          boarding_[reversed][e] = boarding;
          return false;
        });
        if (!reversed) admitted_.push_back(e);
      }
    }
  }

  const std::vector<Edge>& admitted() const { return admitted_; }

  std::string fault_of(const std::vector<Edge>& way) const {
    std::vector<const std::vector<Seconds>*> choices;
    std::vector<std::size_t> place;
    for (const Edge e : way) {
      place.push_back(choices.size());
      choices.push_back(&small_.choices[relation_of_[e]]);
    }
    const std::vector<Taking> takings(way.size(), Taking{0, manner_.travel, manner_.gap});
    const std::optional<Known> known =
        in_all_choices(choices, place, takings, manner_, view_.slice().reading == Reading::kPossible);
    for (const bool reversed : {false, true}) {
      const std::optional<JourneyState> state = take(way, reversed);
      if (state.has_value() == known.has_value() && (!known || told(*state, manner_, reversed) == *known)) continue;
      std::string text = reversed ? "backwards" : "forwards";
      for (const Edge e : way) text += ", " + text_of_bounds(small_.world.relations[relation_of_[e]].stretches[0]);
      return text + (state ? text_of(told(*state, manner_, reversed)) : " can't") + " instead of" +
             (known ? text_of(*known) : " can't");
    }
    return "";
  }

 private:
  std::optional<JourneyState> take(const std::vector<Edge>& way, bool reversed) const {
    std::optional<JourneyState> state = start_[reversed];
    for (std::size_t i = 0; i < way.size() && state; ++i) {
      const std::optional<Boarding>& boarding = boarding_[reversed][reversed ? way[way.size() - 1 - i] : way[i]];
      state =
          boarding ? taken(*state, *boarding, manner_.time, {manner_.gap, manner_.gap - manner_.travel}) : std::nullopt;
    }
    return state;
  }

  View view_;
  Manner manner_;
  const SmallWorld& small_;
  std::vector<Edge> admitted_;
  std::vector<std::uint64_t> relation_of_;
  JourneyState start_[2];
  std::vector<std::optional<Boarding>> boarding_[2];
};

std::vector<Timeslice> small_slices() {
  std::vector<Timeslice> slices;
  for (const Reading reading : kReadings) {
    slices.push_back(Timeslice::all().under(reading));
    for (int from = 0; from < 3; ++from)
      for (int to = from + 1; to <= 4 - from % 2; ++to)
        slices.push_back({Timeslice::Kind::kOverlapping, {from}, {to}, reading});
  }
  return slices;
}

std::vector<Manner> small_manners() {
  std::vector<Manner> manners;
  for (const int gap : {0, 1, 2}) manners.push_back({PathTime::kChronological, gap, gap});
  manners.push_back({PathTime::kChronological, 0, 1});  // strict
  manners.push_back({PathTime::kContinuous, 0, 0});
  return manners;
}

TEST(BoardingLaw, RelationsAreTakenOneAfterTheOtherAsEveryChoiceOfTheirBoundsSays) {
  const SmallWorld small;
  const auto g = small.world.build();
  std::size_t count = 0;
  for (const Timeslice& slice : small_slices()) {
    for (const Manner& manner : small_manners()) {
      const Taker taker(small, *g, slice, manner);
      for (const Edge first : taker.admitted()) {
        ASSERT_EQ(taker.fault_of({first}), "");
        for (const Edge second : taker.admitted()) {
          ASSERT_EQ(taker.fault_of({first, second}), "");
          // Of three relations a part, another one in each round.
          for (const Edge third : taker.admitted()) {
            if (++count % 7 != 0) continue;
            ASSERT_EQ(taker.fault_of({first, second, third}), "");
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace entente::laws
