// Facts that hold in several stretches, and datings that are put together, against all choices of bounds in a small
// world.
#include "entente/time/stretches.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

#include "entente/time/change.hpp"
#include "entente/time/claims.hpp"
#include "entente/time/period_predicates.hpp"
#include "small_world.hpp"

namespace entente {
namespace {

constexpr int kBeyond = 20;  // no stretch reaches so far

using Moments = std::vector<int>;  // start and end of each stretch in turn

// Every choice, found by trying all moments.
std::vector<Moments> choices_of_stretches(const std::vector<Period>& stretches) {
  std::vector<Moments> all = {{}};
  for (const Period& p : stretches) {
    for (const auto& [first, last] : {std::pair(p.earliest_start, p.latest_start), {p.earliest_end, p.latest_end}}) {
      std::vector<Moments> longer;
      for (const Moments& m : all) {
        for (int t = static_cast<int>(first.seconds); t <= last.seconds; ++t) {
          if (!m.empty() && t <= m.back()) continue;
          longer.push_back(m);
          longer.back().push_back(t);
        }
      }
      all = std::move(longer);
    }
  }
  return all;
}

laws::Mask mask_of_moments(const Moments& m) {
  laws::Mask mask = 0;
  for (std::size_t i = 0; i < m.size(); i += 2) mask |= laws::mask_of({m[i], m[i + 1]});
  return mask;
}

// Does every stretch of p lie within one of q.
bool lies_within(const Moments& p, const Moments& q) {
  for (std::size_t i = 0; i < p.size(); i += 2) {
    bool found = false;
    for (std::size_t j = 0; j < q.size(); j += 2) found = found || (q[j] <= p[i] && p[i + 1] <= q[j + 1]);
    if (!found) return false;
  }
  return true;
}

// Written out from the definitions; a list of moments ascends.
struct Definition {
  Truth (*predicate)(Stretches, Stretches);
  bool (*holds)(const Moments& p, const Moments& q);
};
constexpr Definition kDefinitions[] = {
    {before, [](const Moments& p, const Moments& q) { return p.back() <= q.front(); }},
    {after, [](const Moments& p, const Moments& q) { return p.front() >= q.back(); }},
    {overlaps, [](const Moments& p, const Moments& q) { return (mask_of_moments(p) & mask_of_moments(q)) != 0; }},
    {during, [](const Moments& p, const Moments& q) { return lies_within(p, q); }},
    {contains, [](const Moments& p, const Moments& q) { return lies_within(q, p); }},
    {equals, [](const Moments& p, const Moments& q) { return p == q; }},
    {immediately_precedes, [](const Moments& p, const Moments& q) { return p.back() == q.front(); }},
    {immediately_succeeds, [](const Moments& p, const Moments& q) { return p.front() == q.back(); }},
};

Truth tried(const std::vector<Moments>& p, const std::vector<Moments>& q, const Definition& definition) {
  bool some = false, all = true;
  for (const Moments& a : p) {
    for (const Moments& b : q) {
      const bool holds = definition.holds(a, b);
      some = some || holds;
      all = all && holds;
    }
  }
  return detail::between(!some, all);
}

// Up to `most` stretches that have a choice. Their bounds lie near one another, so that all kinds of overlap occur.
std::vector<Period> some_stretches(int most) {
  const auto up_to = [](int last) { return *rc::gen::inRange(0, last + 1); };
  const int count = 1 + up_to(most - 1);
  std::vector<Period> stretches;
  int earliest = up_to(2);
  for (int i = 0; i < count; ++i) {
    const int a = earliest, b = a + up_to(2);
    const int c = a + up_to(2), d = std::max(c, a + 1) + up_to(1);
    const Period p{{a}, {b}, {c}, {d}};
    if (!p.is_valid()) break;
    stretches.push_back(p);
    RC_ASSERT(has_choice(stretches) == !choices_of_stretches(stretches).empty());
    if (!has_choice(stretches)) stretches.pop_back();
    earliest = a + up_to(3);
  }
  if (stretches.empty()) stretches.push_back({{1}, {2}, {2}, {3}});
  return stretches;
}

RC_GTEST_PROP(Stretches, EveryPredicateHoldsForTheChoicesThatItSays, ()) {
  for (int i = 0; i < 20; ++i) {
    const std::vector<Period> p = some_stretches(3), q = some_stretches(3);
    const std::vector<Moments> p_choices = choices_of_stretches(p), q_choices = choices_of_stretches(q);
    for (const Definition& definition : kDefinitions) {
      RC_ASSERT(definition.predicate(p, q) == tried(p_choices, q_choices, definition));
    }
  }
}

RC_GTEST_PROP(Stretches, OneStretchIsAPeriod, ()) {
  const std::vector<Period> p = some_stretches(1), q = some_stretches(1);
  for (const PeriodPredicate& predicate : kPeriodPredicates)
    RC_ASSERT(predicate(Stretches(p), Stretches(q)) == predicate(p[0], q[0]));
}

// Hulls stand for the sets of a row that says nothing of them: what they decide is so for every choice.
RC_GTEST_PROP(Stretches, HullsNeverSayWhatIsNotSo, ()) {
  const std::vector<Period> p = some_stretches(3), q = some_stretches(3);
  AllenSet relations;
  for (const Moments& a : choices_of_stretches(p))
    for (const Moments& b : choices_of_stretches(q))
      relations.insert(allen_of_certain({a.front()}, {a.back()}, {b.front()}, {b.back()}));
  for (const PeriodPredicate& row : kPeriodPredicates) {
    PeriodPredicate by_hulls = row;
    by_hulls.of_stretches = nullptr;
    const Truth said = by_hulls(Stretches(p), Stretches(q));
    RC_ASSERT(said == Truth::kUnknown || said == one_of(row.relations, relations));
  }
}

RC_GTEST_PROP(Stretches, HoldAtAnInstantAsTheirChoicesDo, ()) {
  const std::vector<Period> p = some_stretches(3);
  laws::Mask certain = ~laws::Mask{0}, possible = 0;
  for (const Moments& m : choices_of_stretches(p)) {
    certain &= mask_of_moments(m);
    possible |= mask_of_moments(m);
  }
  const UncertainPeriodSet set = period_set(p);
  for (int t = -1; t <= kBeyond + 1; ++t) {
    const laws::Mask bit = t < 0 ? 0 : laws::Mask{1} << t;
    const Truth truth = detail::between((possible & bit) == 0, (certain & bit) != 0);
    RC_ASSERT(holds_at(Stretches(p), Instant{t}) == truth);
    RC_ASSERT(holds_at(set, Instant{t}) == truth);
  }
}

RC_GTEST_PROP(Stretches, EveryNarrowedBoundOccurs, ()) {
  const std::vector<Period> p = some_stretches(3), narrow = narrowed(p);
  const std::vector<Moments> choices = choices_of_stretches(p);
  for (std::size_t i = 0; i < 2 * p.size(); ++i) {
    const auto at = [i](const Moments& a, const Moments& b) { return a[i] < b[i]; };
    const auto [least, most] = std::minmax_element(choices.begin(), choices.end(), at);
    const Period& n = narrow[i / 2];
    RC_ASSERT((*least)[i] == (i % 2 == 0 ? n.earliest_start : n.earliest_end).seconds);
    RC_ASSERT((*most)[i] == (i % 2 == 0 ? n.latest_start : n.latest_end).seconds);
  }
}

RC_GTEST_PROP(Stretches, AreRefusedOrJoinedWhereTheyLeaveNoGap, ()) {
  std::vector<Validity> any;
  const int count = *rc::gen::inRange(1, 5);
  for (int i = 0; i < count; ++i) any.push_back(validity_of(some_stretches(1)[0]));
  const Result<Validity> set = set_of_stretches(any);
  const Validity joined = joined_stretches(any);
  RC_ASSERT(has_choice(BoundsOfStretches(joined)));
  if (set.ok()) {
    RC_ASSERT(has_choice(BoundsOfStretches(*set)));
    RC_ASSERT(*set == joined);
  }
  // What may be some stretch may be some joined one.
  const BoundsOfStretches bounds(joined);
  const UncertainPeriodSet whole{Stretches(bounds)};
  for (const Validity& v : any) {
    RC_ASSERT(whole.possible.contains(PeriodSet(v.bounds.earliest_start, v.bounds.latest_end)));
  }
}

Change change_of_mask(laws::Mask held, const laws::Choice& from, const laws::Choice& to) {
  const laws::Mask in_from = laws::mask_of(from), in_to = laws::mask_of(to),
                   between = laws::mask_of({from.end, to.start});
  if ((held & in_from) != 0) return (held & in_to) != 0 ? Change::kStayed : Change::kEnded;
  if ((held & in_to) != 0) return Change::kBegan;
  if ((held & between) != 0) return Change::kPassed;
  return (held & laws::mask_of({0, from.start})) != 0 ? Change::kBefore : Change::kAfter;
}

RC_GTEST_PROP(Stretches, BecomeWhatTheirChoicesBecome, ()) {
  const std::vector<Period> p = some_stretches(3);
  const int a = *rc::gen::inRange(0, 5), b = a + *rc::gen::inRange(1, 3);
  const int c = b + *rc::gen::inRange(0, 4), d = c + *rc::gen::inRange(1, 3);
  const Period from = Period::certain({a}, {b}), to = Period::certain({c}, {d});
  ChangeSet tried;
  for (const Moments& m : choices_of_stretches(p)) tried.add(change_of_mask(mask_of_moments(m), {a, b}, {c, d}));
  RC_ASSERT(possible_changes(Stretches(p), from, to) == tried);
  if (p.size() == 1) RC_ASSERT(possible_changes(p[0], from, to) == tried);
}

RC_GTEST_PROP(Claims, ThatHaveAChoiceInCommonAreThoseChoicesAndElseRivals, ()) {
  std::vector<Validity> datings;
  std::vector<std::vector<Moments>> choices;
  const int count = *rc::gen::inRange(1, 4);
  for (int i = 0; i < count; ++i) {
    const std::vector<Period> p = some_stretches(2);
    datings.push_back(validity_of_stretches(p));
    choices.push_back(choices_of_stretches(p));
  }
  std::vector<Moments> shared = choices[0];
  for (const std::vector<Moments>& other : choices) {
    std::erase_if(shared, [&](const Moments& m) { return std::find(other.begin(), other.end(), m) == other.end(); });
  }
  RC_ASSERT(agree(datings) == !shared.empty());
  const Validity together = combine(datings);
  const BoundsOfStretches bounds(together);
  const Stretches stretches = bounds;
  RC_ASSERT(has_choice(stretches));
  if (!shared.empty()) {
    RC_ASSERT(choices_of_stretches({stretches.begin(), stretches.end()}) == shared);
    return;
  }
  // Rivals: certain where all are, possible where any is.
  bool any_set = false;
  for (const Validity& v : datings) any_set = any_set || v.is_set();
  for (int t = 0; t <= kBeyond; ++t) {
    Truth all = Truth::kTrue, any = Truth::kFalse;
    for (const Validity& v : datings) {
      const Truth one = holds_at(Stretches(BoundsOfStretches(v)), Instant{t});
      all = all & one;
      any = any | one;
    }
    const Truth said = holds_at(stretches, Instant{t});
    RC_ASSERT(!certainly(said) || certainly(all));
    RC_ASSERT(!possibly(any) || possibly(said));
    if (!any_set && datings.size() > 0) RC_ASSERT(certainly(said) == certainly(all));
  }
}

TEST(Claims, OfRivalsTheCertainPartOfASetStays) {
  const Validity set = validity_of_stretches({Period::certain({0}, {100}), Period::certain({200}, {300})});
  const Validity whole = validity_of(Period::certain({0}, {300}));
  const Validity together = combine(std::vector{set, whole});
  const auto at = [&](int t) { return holds_at(Stretches(BoundsOfStretches(together)), Instant{t}); };
  EXPECT_EQ(at(50), Truth::kTrue);
  EXPECT_EQ(at(150), Truth::kUnknown);
  EXPECT_EQ(at(250), Truth::kTrue);
  EXPECT_EQ(at(300), Truth::kFalse);
}

TEST(Claims, ADatingToldMorePreciselyKeepsItsText) {
  const Validity year = *read_validity("1878"), day = *read_validity("1878-12-18");
  EXPECT_EQ(combine(std::vector{year, day}), day);
  EXPECT_EQ(combine(std::vector{day}), day);
  const Validity rival = *read_validity("1879-12-21");
  const Validity both = combine(std::vector{year, rival});
  EXPECT_EQ(both.bounds.earliest_start, year.bounds.earliest_start);
  EXPECT_EQ(both.bounds.latest_end, rival.bounds.latest_end);
  EXPECT_FALSE(both.bounds.has_core());
}

TEST(Stretches, AreNamedOneByOne) {
  const Validity set = *set_of_stretches({*read_validity("1964/1969"), *read_validity("1954/1959")});
  EXPECT_EQ(text_of(set), "from 1954 until 1959 and from 1964 until 1969");
  EXPECT_EQ(edtf_of(set), "");
  const Result<Validity> meeting =
      set_of_stretches({*read_validity("1954-01-01/1959-12-31"), *read_validity("1960-01-01/1964-12-31")});
  ASSERT_FALSE(meeting.ok());
  EXPECT_EQ(meeting.error().message,
            "the stretches \"from 1 January 1954 until 31 December 1959\" and \"from 1 January 1960 until 31 December "
            "1964\" meet");
  EXPECT_TRUE(set_of_stretches({*read_validity("1949/1953"), *read_validity("1953/1960")}).ok());
}

}  // namespace
}  // namespace entente
