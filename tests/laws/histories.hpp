// Random histories of commits: what a writer is told, commit by commit, as numbers that shrink well, and as facts and
// words. Few keys, so that commits meet, which stand nowhere by chance.
#pragma once

#include <rapidcheck.h>

#include <array>
#include <ostream>
#include <string>
#include <vector>

#include "entente/time/ending.hpp"
#include "entente/time/validity.hpp"
#include "laws/facts_in_words.hpp"

namespace entente::histories {

// What a writer is told at once.
struct Operation {
  enum class What {
    kEntity,
    kRelation,
    kMention,
    kComplete,  // what its file says no more is told
    kWithdraw,  // and taken back
    kRetract,
    kRetractNumber,
    kRetractEntity,
    kEnd,  // of an entity or a relation
    kEndNumber,
    kOntology
  };
  What what = What::kEntity;
  int file = 0;  // of kFiles; 0: a program states it
  int key = 0;   // of an entity; of a relation, whose 0 is none; of an ontology; a number of a relation
  int ends = 0;  // of a relation; 0: those that its key has mostly; of an entity that is retracted; 0: they refuse it
  int type = 0;
  int when = 0;  // kWhens …; of an end, kDates …
  int says = 0;
  int word = 0;
};

struct Step {
  std::vector<Operation> operations;
  enum class End { kCommitted, kDropped } end = End::kCommitted;
  // What happens then; reopening and reading beside of a store that lasts.
  enum class Then { kNothing, kPack, kReopen, kReadBeside, kForget, kErase } then = Then::kNothing;
  int erased = 0;  // which key: of kEntities, and behind these of kRelations
  int kept = 0;    // commits before the newest, the first of whose states is the oldest that is not forgotten
};

struct History {
  bool begins_with_entities = true;  // a first commit states all of them but the last
  std::vector<Step> steps;
};

inline constexpr std::array<const char*, 4> kFiles = {"", "x", "y", "z"};
inline constexpr std::array<const char*, 5> kEntities = {"anna", "bert", "cara", "dora", "emil"};
inline constexpr std::array<const char*, 4> kRelations = {"", "KEY-1", "KEY-2", "KEY-3"};
inline constexpr std::array<const char*, 6> kDates = {"1953", "1950", "1952-03~", "1951-01-02", "1948", "195X"};
inline constexpr int kNumbers = 6;  // of relations
inline constexpr int kTypes = 4, kWhens = 16, kSayings = 7, kWords = 6, kEnds = 5, kOntologies = 5;

// ---- as facts

inline Validity dated(std::string_view edtf) {
  return read_validity(edtf).value();
}

// A validity, or datings, and what goes with them.
template <class Fact>
void date(Fact& fact, int when) {
  const SourceRef a{"doc-a", ""}, b{"doc-b", "P1"};
  const auto rivals = [&](const std::vector<Dating>& datings) {
    fact.datings = datings;
    fact.validity = combination_of(fact.datings);
  };
  const auto set = [] { return set_of_stretches({dated("1950-01/1950-03"), dated("1952/1953")}).value(); };
  switch (when) {
    case 0:
      return;
    case 1:
      fact.validity = dated("1950");
      return;
    case 2:
      fact.validity = dated("1950-01-05/1952-03");
      return;
    case 3:
      fact.validity = dated("1950~/..");
      return;
    case 4:
      fact.validity = read_validity("1949/1951", Extent::kWithin, true).value();
      return;
    case 5:
      fact.validity = read_validity("1951", Extent::kObserved).value();
      return;
    case 6:
      fact.validity = set();
      return;
    case 7:
      fact.validity = dated("1950/1953");
      fact.validity->bounds.earliest_start.seconds -= 3 * kSecondsPerDay;
      fact.validity->direct_bounds = true;
      return;
    case 8:
      fact.validity = read_validity("1917-10-25", Extent::kWithin, false, Calendar::kJulian).value();
      return;
    case 9:
      fact.validity = dated("195X");
      fact.validity->phrase = "in the fifties";
      return;
    case 10:
      return rivals({{dated("1950"), {a}}, {dated("1952"), {b}}});
    case 11:
      return rivals({{dated("1950/1952"), {a}}, {dated("1950-03/1952"), {b}}});
    case 12:
      return rivals({{dated("1951"), {b}}});
    case 13:
      fact.validity = unknown_validity();
      return;
    case 14:
      return rivals({{set(), {a}}, {dated("1950/1953"), {b}}});
    default:
      fact.validity = dated("1949-12-16T10:30:00");
  }
}

template <class Fact>
void fill(Fact& fact, const Operation& op) {
  const SourceRef a{"doc-a", ""}, b{"doc-b", "P1"};
  date(fact, op.when);
  switch (op.says) {
    case 0:
      break;
    case 1:
      fact.properties = {{"n", 1, std::nullopt}};
      break;
    case 2:
      fact.properties = {{"n", 2, std::nullopt},
                         {"rests_on", List{"bert", "KEY-1", "(anna)-[T]->(bert)"}, std::nullopt}};
      break;
    case 3:
      fact.properties = {{"name", "x", dated("1950")}, {"name", "y", dated("1951")}, {"n", 1, std::nullopt}};
      break;
    case 4:
      fact.properties = {{"list", List{1, "a", Value(), true}, std::nullopt},
                         {"map", Map{{"at", dated("1950?")}, {"to", 1.5}}, std::nullopt}};
      break;
    case 5:
      fact.properties = {{"n", 1, std::nullopt, {a}}};
      break;
    default:
      fact.properties = {{"n", 1, dated("1950"), {b, a}}, {"name", "x", std::nullopt}};
  }
  switch (op.word) {
    case 0:
      break;
    case 1:
      fact.attribution.sources = {a};
      break;
    case 2:
      fact.attribution.sources = {b, a};
      break;
    case 3:
      fact.attribution = {Provenance::kImplied, {a}};
      break;
    case 4:
      fact.attribution.provenance = Provenance::kDerived;
      break;
    default:
      fact.attribution.provenance = Provenance::kBackground;
  }
}

inline EntityFact entity_of(const Operation& op) {
  static const std::array<std::vector<std::string>, kTypes> kTypesOfEntities = {{{"P"}, {"Q"}, {"P", "Q"}, {"R"}}};
  EntityFact fact;
  fact.key = kEntities[static_cast<std::size_t>(op.key)];
  fact.types = kTypesOfEntities[static_cast<std::size_t>(op.type)];
  fill(fact, op);
  return fact;
}

inline RelationFact relation_of(const Operation& op) {
  static constexpr std::array<const char*, kTypes> kTypesOfRelations = {"T", "U", "V", "T"};
  static constexpr int kEndsWithoutKey[kEnds][2] = {{0, 1}, {1, 0}, {0, 0}, {2, 3}, {0, 4}};
  RelationFact fact;
  fact.key = kRelations[static_cast<std::size_t>(op.key)];
  fact.type = kTypesOfRelations[static_cast<std::size_t>(op.type)];
  const int from = op.key == 0 ? kEndsWithoutKey[op.ends][0] : op.key - 1;
  const int to = op.key == 0 ? kEndsWithoutKey[op.ends][1] : (op.key + op.ends) % 5;
  fact.from = kEntities[static_cast<std::size_t>(from)];
  fact.to = kEntities[static_cast<std::size_t>(to)];
  fill(fact, op);
  return fact;
}

// What an operation that ends something by its key ends.
inline std::string ended_key(const Operation& op) {
  const auto key = static_cast<std::size_t>(op.key);
  return key < kEntities.size() ? kEntities[key] : kRelations[key - kEntities.size() + 1];
}
inline std::string erased_key(const Step& step) {
  Operation op;
  op.key = step.erased;
  return ended_key(op);
}
inline StatedEnd end_of(const Operation& op) {
  return read_end(kDates[static_cast<std::size_t>(op.when)]).value();
}

// The last has a fault.
inline Ontology ontology_of(int number) {
  Ontology ontology;
  if (number == 0) return ontology;
  ontology.entity_types = {{"P", "", "a person"}, {"S", "P", ""}};
  RelationType type;
  type.name = "T";
  type.kind = RelationKind::kEvent;
  ontology.relation_types = {type};
  if (number == 1) return ontology;
  ontology.entity_types.pop_back();
  type.name = "W";
  type.symmetric = type.persists = true;
  type.ends = {"T"};
  ontology.relation_types.push_back(type);
  if (number == 2) return ontology;
  ontology.rules = {{"r", "", "W", "MATCH (a)-[t:T]->(b) RETURN a AS from, b AS to, [t] AS because"}};
  ontology.expected_findings = {{"lives", {"anna"}, "known"}};
  if (number == 4) ontology.entity_types.front().parent = "nowhere";
  return ontology;
}

// ---- in words

inline std::string words(const Operation& op) {
  using What = Operation::What;
  const std::string by = op.file == 0 ? "a program" : std::string("file ") + kFiles[static_cast<std::size_t>(op.file)];
  const auto entity = [&] { return std::string(kEntities[static_cast<std::size_t>(op.key)]); };
  switch (op.what) {
    case What::kEntity:
      return by + " states entity " + facts::words(entity_of(op));
    case What::kRelation:
      return by + " states relation " + facts::words(relation_of(op));
    case What::kMention:
      return by + " mentions " + entity();
    case What::kComplete:
      return by + " is complete: tell what is gone";
    case What::kWithdraw:
      return by + " is complete: withdraw what is gone";
    case What::kRetract:
      return "retract " + std::string(kRelations[static_cast<std::size_t>(op.key)]);
    case What::kRetractNumber:
      return "retract relation " + std::to_string(op.key);
    case What::kRetractEntity:
      return "retract entity " + entity() + (op.ends == 0 ? "" : " with what ends there");
    case What::kEnd:
      return "end " + ended_key(op) + " in " + end_of(op).edtf;
    case What::kEndNumber:
      return "end relation " + std::to_string(op.key) + " in " + end_of(op).edtf;
    case What::kOntology:
      break;
  }
  return "set ontology " + std::to_string(op.key);
}

inline std::ostream& operator<<(std::ostream& out, const Step& step) {
  for (const Operation& op : step.operations) out << "  " << words(op) << '\n';
  out << (step.end == Step::End::kDropped ? "  drop the writer\n" : "  commit\n");
  if (step.then == Step::Then::kPack) out << "pack\n";
  if (step.then == Step::Then::kReopen) out << "open the store again\n";
  if (step.then == Step::Then::kForget)
    out << "forget all but the states of " << step.kept << " commits and the newest\n";
  if (step.then == Step::Then::kErase) out << "erase " << erased_key(step) << "\n";
  if (step.then == Step::Then::kReadBeside) out << "open it for reading only, beside\n";
  return out;
}

// All steps, the first that states the entities among them.
inline std::vector<Step> steps_of(const History& history) {
  std::vector<Step> steps = history.steps;
  if (!history.begins_with_entities) return steps;
  Step first;
  for (int key = 0; key + 1 < static_cast<int>(kEntities.size()); ++key) {
    Operation op;
    op.file = key % 3;
    op.key = key;
    first.operations.push_back(op);
  }
  steps.insert(steps.begin(), first);
  return steps;
}

inline void showValue(const History& history, std::ostream& out) {
  out << '\n';
  std::size_t number = 0;
  for (const Step& step : steps_of(history)) out << "step " << ++number << ":\n" << step;
}

// ---- at random

// 0 often, what is next to it mostly.
inline rc::Gen<int> mostly_first(int count) {
  return rc::gen::weightedOneOf<int>(
      {{12, rc::gen::just(0)}, {4, rc::gen::inRange(0, std::min(count, 3))}, {3, rc::gen::inRange(0, count)}});
}

inline rc::Gen<Operation> operation() {
  using What = Operation::What;
  const auto make = [](const std::tuple<What, int, int, int, std::tuple<int, int, int, int>>& parts) {
    Operation op;
    int number = 0, ends = 0;
    std::tuple<int, int, int, int> rest;
    std::tie(op.what, op.file, number, ends, rest) = parts;
    std::tie(op.type, op.when, op.says, op.word) = rest;
    switch (op.what) {
      case What::kEntity:
      case What::kMention:
        op.key = number % static_cast<int>(kEntities.size());
        break;
      case What::kRelation:
        op.key = number % static_cast<int>(kRelations.size());
        op.ends = ends;
        break;
      case What::kRetract:
        op.key = 1 + number % (static_cast<int>(kRelations.size()) - 1);
        break;
      case What::kRetractEntity:
        op.key = number % static_cast<int>(kEntities.size());
        op.ends = number / static_cast<int>(kEntities.size()) % 2;
        break;
      case What::kEnd:
        op.key = number % static_cast<int>(kEntities.size() + kRelations.size() - 1);
        op.when = number / 8 % static_cast<int>(kDates.size());
        break;
      case What::kRetractNumber:
      case What::kEndNumber:
        op.key = number % kNumbers;
        op.when = number / kNumbers % static_cast<int>(kDates.size());
        break;
      case What::kOntology:
        op.key = number % kOntologies;
        break;
      case What::kComplete:
      case What::kWithdraw:
        break;
    }
    const bool is_of_file = op.what == What::kMention || op.what == What::kComplete || op.what == What::kWithdraw;
    if (is_of_file) op.file = 1 + op.file % 3;
    return op;
  };
  const auto what = rc::gen::weightedElement<What>({{8, What::kEntity},
                                                    {16, What::kRelation},
                                                    {3, What::kMention},
                                                    {1, What::kComplete},
                                                    {4, What::kWithdraw},
                                                    {3, What::kRetract},
                                                    {2, What::kRetractNumber},
                                                    {1, What::kRetractEntity},
                                                    {3, What::kEnd},
                                                    {2, What::kEndNumber},
                                                    {1, What::kOntology}});
  const auto ends = rc::gen::weightedOneOf<int>({{9, rc::gen::just(0)}, {2, rc::gen::inRange(0, kEnds)}});
  return rc::gen::resize(rc::kNominalSize,
                         rc::gen::map(rc::gen::tuple(what, rc::gen::inRange(0, static_cast<int>(kFiles.size())),
                                                     rc::gen::inRange(0, 60), ends,
                                                     rc::gen::tuple(mostly_first(kTypes), mostly_first(kWhens),
                                                                    mostly_first(kSayings), mostly_first(kWords))),
                                      make));
}

inline rc::Gen<Step> step() {
  const auto make = [](const std::tuple<std::vector<Operation>, Step::End, Step::Then, int, int>& parts) {
    return Step{std::get<0>(parts), std::get<1>(parts), std::get<2>(parts), std::get<3>(parts), std::get<4>(parts)};
  };
  return rc::gen::map(
      rc::gen::tuple(rc::gen::resize(7, rc::gen::container<std::vector<Operation>>(operation())),
                     rc::gen::weightedElement<Step::End>({{14, Step::End::kCommitted}, {1, Step::End::kDropped}}),
                     rc::gen::weightedElement<Step::Then>({{6, Step::Then::kNothing},
                                                           {2, Step::Then::kPack},
                                                           {1, Step::Then::kReopen},
                                                           {1, Step::Then::kReadBeside},
                                                           {1, Step::Then::kForget},
                                                           {1, Step::Then::kErase}}),
                     rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, 8)),
                     rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, 5))),
      make);
}

// Up to `most` commits behind the first.
inline rc::Gen<History> histories(int most) {
  const auto make = [](const std::tuple<int, std::vector<Step>>& parts) {
    return History{std::get<0>(parts) < 7, std::get<1>(parts)};
  };
  return rc::gen::map(rc::gen::tuple(rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, 8)),
                                     rc::gen::resize(most, rc::gen::container<std::vector<Step>>(step()))),
                      make);
}

}  // namespace entente::histories
