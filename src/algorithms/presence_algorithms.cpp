// Who was where with whom, who could have known of what, and what changed, as CALL has them.
#include <array>
#include <string>
#include <utility>

#include "algorithms/algorithm_arguments.hpp"
#include "algorithms/algorithm_families.hpp"
#include "algorithms/boarding.hpp"
#include "algorithms/changed_facts.hpp"
#include "algorithms/news.hpp"
#include "algorithms/presence.hpp"
#include "entente/error.hpp"

namespace entente {
namespace {

using PresenceRows = std::vector<std::vector<Value>>;

PresenceRows run_could_have_met(const AlgorithmCall& call) {
  AlgorithmArguments arguments(call, 0, 4);
  PresenceChoice choice;
  choice.one = arguments.vertex_if_given();
  choice.place = arguments.vertex_if_given();
  choice.steps.direction = Direction::kOut;
  arguments.types(choice.steps);
  choice.steps.through_apparatus = arguments.flag_or(false);
  PresenceRows rows;
  for (CoPresence& c : find_co_presence(call.view, choice)) {
    rows.push_back({NodeRef{c.one}, NodeRef{c.other}, NodeRef{c.place}, Value(std::move(c.period)), Value(c.certain),
                    Value(List{RelationshipRef{c.of_one}, RelationshipRef{c.of_other}})});
  }
  return rows;
}

PresenceRows run_could_have_known(const AlgorithmCall& call) {
  AlgorithmArguments arguments(call, 1, 7);
  NewsChoice choice;
  choice.of = arguments.vertex();
  choice.since = arguments.moment();
  choice.within = arguments.amount();
  choice.travel = arguments.seconds();
  choice.steps = arguments.steps();
  PresenceRows rows;
  for (Informed& i : spread_news(call.view, choice)) {
    rows.push_back({NodeRef{i.who}, within_dates(i.possibly_from),
                    i.surely_by ? Value(within_dates(*i.surely_by)) : Value(), Value(std::move(i.how))});
  }
  return rows;
}

PresenceRows run_changes(const AlgorithmCall& call) {
  AlgorithmArguments arguments(call, 2, 3);
  const std::string from = arguments.text(), to = arguments.text();
  const Result<TimeCut> cut = cut_between(from, to);
  // The place of a fault is one in the date, not in the call.
  if (!cut.ok()) throw Error(cut.error().code, cut.error().message).with_hint(cut.error().hint);
  StepChoice steps;
  arguments.types(steps);
  PresenceRows rows;
  for (const FactChange& c : changed_facts(call.view, *cut, steps)) {
    List possible;
    for (const Change change : kAllChanges)
      if (c.possible.has(change)) possible.emplace_back(name(change));
    rows.push_back({Value(name(kind_of(c.possible))),
                    c.is_relation ? Value(RelationshipRef{c.index}) : Value(NodeRef{c.index}),
                    Value(time_of(call.view, c)), Value(c.possible.is_certain()), Value(std::move(possible))});
  }
  return rows;
}

constexpr std::array kPresenceAlgorithms{
    Algorithm{"changes",
              "changes(from :: STRING, to :: STRING, types :: LIST = []) :: "
              "(change :: STRING, fact :: ANY, valid :: PERIOD, certain :: BOOLEAN, possible :: LIST)",
              "What began, ended, stayed or passed between two dates, as `entente diff` says it; with types, of these "
              "relations alone.",
              "changes('1970', '1971')", run_changes},
    Algorithm{"could_have_known",
              "could_have_known(of :: NODE, since :: ANY = null, within :: STRING = null, travel :: STRING = "
              "'PT0S', " ENTENTE_WALK ") :: (node :: NODE, possibly_from :: ANY, surely_by :: ANY, how :: PATH)",
              "Whom news of an entity could have reached, from those whom any relation binds to it and then over "
              "relations taken in order of time.",
              "could_have_known('a')", run_could_have_known},
    Algorithm{"could_have_met",
              "could_have_met(one :: NODE = null, place :: NODE = null, types :: LIST = [], apparatus :: BOOLEAN = "
              "false) :: (one :: NODE, other :: NODE, place :: NODE, period :: PERIOD, certain :: BOOLEAN, relations "
              ":: LIST)",
              "Who was at the same place, in the same body or event at one time, and by which two relations; certain "
              "where no choice of uncertain dates keeps them apart.",
              "could_have_met()", run_could_have_met},
};

}  // namespace

std::span<const Algorithm> presence_algorithms() {
  return kPresenceAlgorithms;
}

}  // namespace entente
