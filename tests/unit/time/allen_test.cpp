// Sets of Allen's relations on examples; tests/laws/allen_law.cpp holds them against every triple of intervals.
#include "entente/time/allen.hpp"

#include <gtest/gtest.h>

#include "entente/time/edtf.hpp"

namespace entente {
namespace {

using enum AllenRelation;

TEST(AllenSet, ComposesAsAllensTable) {
  EXPECT_EQ(compose(kBefore, kBefore), AllenSet{kBefore});
  EXPECT_EQ(compose(kBefore, kDuring), (AllenSet{kBefore, kMeets, kOverlaps, kStarts, kDuring}));
  EXPECT_EQ(compose(kOverlaps, kOverlaps), (AllenSet{kBefore, kMeets, kOverlaps}));
  EXPECT_EQ(compose(kMeets, kMetBy), (AllenSet{kFinishes, kFinishedBy, kEquals}));
  EXPECT_EQ(compose(kBefore, kAfter), AllenSet::all());
  EXPECT_EQ(compose(kStarts, kDuring), AllenSet{kDuring});
}

TEST(AllenSet, ComposesWhatIsKnownOfThreePeriods) {
  const auto fact = [](const char* text) { return *read_edtf(text); };
  const AllenSet treaty_and_visit = allen_possible(fact("1950-02-14/1979"), fact("1958-07-31/1958-08-03"));
  const AllenSet visit_and_split = allen_possible(fact("1958-07-31/1958-08-03"), fact("1960/.."));
  EXPECT_EQ(treaty_and_visit, AllenSet{kContains});
  EXPECT_EQ(visit_and_split, AllenSet{kBefore});
  EXPECT_EQ(compose(treaty_and_visit, visit_and_split), (AllenSet{kBefore, kMeets, kOverlaps, kContains, kFinishedBy}));
}

TEST(AllenSet, PrintsItsNamesInOrder) {
  EXPECT_EQ(print_allen_set({kAfter, kBefore, kMetBy}), "{before, met-by, after}");
  EXPECT_EQ(print_allen_set({}), "{}");
  EXPECT_EQ(print_allen_set({kOverlappedBy}), "{overlapped-by}");
}

TEST(AllenSet, ReadsNamesInManySpellings) {
  EXPECT_EQ(*read_allen_set("before, meets"), (AllenSet{kBefore, kMeets}));
  EXPECT_EQ(*read_allen_set(" {Met_By,overlapped by , AFTER} "), (AllenSet{kMetBy, kOverlappedBy, kAfter}));
  EXPECT_TRUE(read_allen_set("")->empty());
  EXPECT_TRUE(read_allen_set("{ }")->empty());
}

TEST(AllenSet, SaysWhereANameIsWrong) {
  const Error unknown = read_allen_set("before, meats").error();
  EXPECT_EQ(unknown.code, ErrorCode::kSyntax);
  EXPECT_EQ(unknown.span, (SourceSpan{8, 5}));
  EXPECT_EQ(unknown.message, "'meats' is not one of Allen's relations");
  EXPECT_EQ(unknown.hint, "did you mean 'meets'?");
  EXPECT_NE(read_allen_set("yesterday").error().hint.find("overlapped-by"), std::string::npos);
  EXPECT_EQ(read_allen_set("before,,meets").error().span, (SourceSpan{7, 0}));
  EXPECT_EQ(read_allen_set("before,").error().message, "the name of a relation is missing here");
  EXPECT_EQ(read_allen_set("{before").error().message, "the set of relations has no closing '}'");
  EXPECT_FALSE(read_allen_set("{"));
  EXPECT_FALSE(read_allen_set("before}"));
}

TEST(AllenSet, IsUsableAtCompileTime) {
  static_assert((~AllenSet{kBefore}).size() == 12);
  static_assert(converse(AllenSet{kBefore, kEquals, kStarts}) == AllenSet{kAfter, kEquals, kStartedBy});
  static_assert((AllenSet::all() - AllenSet{kBefore}).contains(kMeets));
  static_assert(AllenSet::of_bits(~0U) == AllenSet::all());
  static_assert(allen_of_certain({1}, {3}, {3}, {4}) == kMeets);
}

}  // namespace
}  // namespace entente
