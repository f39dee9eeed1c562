// The words that compare two periods in a query, a row each. Parser and printer, the binder and its operators, help,
// completion, hints and the report on dates go over this table, so a new word is a row here and its name in the schema
// of the report (src/formats/interface/time.schema.json); tests/unit/cli/period_words_test.cpp holds them together.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "entente/time/allen.hpp"
#include "entente/time/period.hpp"
#include "entente/time/stretches.hpp"

namespace entente {

struct PeriodPredicate {
  std::string_view word;          // between p and q in a query: "BEFORE", "IMMEDIATELY PRECEDES"
  std::string_view synonym = "";  // another word for the same; empty: none
  AllenSet relations;             // what it means: p and q stand in one of these
  std::string_view summary;       // of p and q
  std::string_view example;       // a query with the word, which gives true
  // What `relations` says, in a few comparisons. Null: the relations that are possible are found, and compared.
  Truth (*of_periods)(const Period& p, const Period& q) = nullptr;
  // Where p or q holds in several stretches. Null: their hulls stand for them, from the first start to the last end.
  Truth (*of_stretches)(Stretches p, Stretches q) = nullptr;
  bool is_of_texts = false;  // between two texts the word asks something else

  // Exact.
  Truth operator()(const Period& p, const Period& q) const {
    return of_periods != nullptr ? of_periods(p, q) : one_of(relations, allen_possible(p, q));
  }
  // Exact where `of_stretches` is; by hulls never wrong, though unknown may be said where a closer look would tell.
  Truth operator()(Stretches p, Stretches q) const;

  // Whether it can hold only where p and q meet or share time.
  constexpr bool needs_contact() const {
    return (relations & AllenSet{AllenRelation::kBefore, AllenRelation::kAfter}).empty();
  }
};

inline constexpr std::array kPeriodPredicates = [] {
  using enum AllenRelation;
  return std::array{
      PeriodPredicate{.word = "BEFORE",
                      .synonym = "PRECEDES",
                      .relations = {kBefore, kMeets},
                      .summary = "p has ended when q begins",
                      .example = "RETURN '1950/1980' BEFORE '1991' AS earlier",
                      .of_periods = before,
                      .of_stretches = before},
      PeriodPredicate{.word = "AFTER",
                      .synonym = "SUCCEEDS",
                      .relations = {kAfter, kMetBy},
                      .summary = "p begins when q has ended, or later",
                      .example = "RETURN '1991' AFTER '1950/1980' AS later",
                      .of_periods = after,
                      .of_stretches = after},
      PeriodPredicate{.word = "OVERLAPS",
                      .relations = ~AllenSet{kBefore, kMeets, kMetBy, kAfter},
                      .summary = "p and q share some time",
                      .example = "RETURN '1950/1980' OVERLAPS '1979/1991' AS both",
                      .of_periods = overlaps,
                      .of_stretches = overlaps},
      PeriodPredicate{.word = "DURING",
                      .relations = {kStarts, kDuring, kFinishes, kEquals},
                      .summary = "p lies within q",
                      .example = "RETURN '1969-03' DURING '1969' AS within",
                      .of_periods = during,
                      .of_stretches = during},
      PeriodPredicate{.word = "CONTAINS",
                      .relations = {kStartedBy, kContains, kFinishedBy, kEquals},
                      .summary = "q lies within p; of two texts, whether the one stands in the other",
                      .example = "RETURN period('1950/1980') CONTAINS '1969' AS within",
                      .of_periods = contains,
                      .of_stretches = contains,
                      .is_of_texts = true},
      PeriodPredicate{.word = "EQUALS",
                      .relations = {kEquals},
                      .summary = "both begin and end at the same time",
                      .example = "RETURN '1989-05-16' EQUALS '1989-05-16' AS same",
                      .of_periods = equals,
                      .of_stretches = equals},
      PeriodPredicate{.word = "IMMEDIATELY PRECEDES",
                      .relations = {kMeets},
                      .summary = "q begins at the moment at which p ends",
                      .example = "RETURN '1988' IMMEDIATELY PRECEDES '1989' AS next",
                      .of_periods = immediately_precedes,
                      .of_stretches = immediately_precedes},
      PeriodPredicate{.word = "IMMEDIATELY SUCCEEDS",
                      .relations = {kMetBy},
                      .summary = "p begins at the moment at which q ends",
                      .example = "RETURN '1989' IMMEDIATELY SUCCEEDS '1988' AS next",
                      .of_periods = immediately_succeeds,
                      .of_stretches = immediately_succeeds},
  };
}();

// Calls visit(row, word) for each word of the table, synonyms too.
template <class Visit>
void for_each_period_word(const Visit& visit) {
  for (const PeriodPredicate& row : kPeriodPredicates) {
    visit(row, row.word);
    if (!row.synonym.empty()) visit(row, row.synonym);
  }
}

// The word in lower case, with `blank` in place of its blanks: "immediately_precedes".
std::string spelt(const PeriodPredicate& predicate, char blank);

}  // namespace entente
