// Ends that are told later: what a validity says with one, and which are refused.
#include "entente/time/ending.hpp"

#include <gtest/gtest.h>

#include <string>

#include "entente/time/edtf.hpp"
#include "written.hpp"

namespace entente {
namespace {

Validity ended(const std::optional<Validity>& validity, const char* date) {
  const Result<Validity> after = with_end(validity, read_end(date).value());
  if (!after) throw after.error();
  return *after;
}
std::string ended(const char* edtf, const char* date) {
  return edtf_of(ended(read_validity(edtf).value(), date));
}
std::string refusal(const Validity& validity, const char* date) {
  const Result<Validity> after = with_end(validity, read_end(date).value());
  if (after) return "none";
  EXPECT_EQ(after.error().code, ErrorCode::kInvalidData);
  return after.error().message;
}

TEST(Ending, ADateIsReadAsTheEndOfAnInterval) {
  for (const char* date : {"1953", "1953-03", "1953-03-05", "1953~", "195X", "1953?", "-0043"}) {
    const StatedEnd end = read_end(date).value();
    const Period interval = fact((std::string("../") + date).c_str());
    EXPECT_EQ(end.edtf, date);
    EXPECT_EQ(end.earliest, interval.earliest_end) << date;
    EXPECT_EQ(end.latest, interval.latest_end) << date;
  }
}

TEST(Ending, WhatIsNoSingleDateIsRefused) {
  for (const char* text : {"1950/1953", "1950/..", "[1950,1953]", "{1950,1953}", "/1950"}) {
    const auto end = read_end(text);
    ASSERT_FALSE(end) << text;
    EXPECT_EQ(end.error().code, ErrorCode::kArgument) << text;
  }
  for (const char* text : {"", "..", "soon", "1950-13"}) {
    const auto end = read_end(text);
    ASSERT_FALSE(end) << text;
    EXPECT_EQ(end.error().code, ErrorCode::kSyntax) << text;
  }
}

TEST(Ending, KeepsTheStatedStart) {
  EXPECT_EQ(ended("1950/..", "1953"), "1950/1953");
  EXPECT_EQ(ended("1950~/..", "1953-03?"), "1950~/1953-03?");
  EXPECT_EQ(ended("195X/", "1962"), "195X/1962");
  EXPECT_EQ(ended("../..", "1953"), "../1953");
  EXPECT_EQ(ended("1950/1953", "1952"), "1950/1952") << "earlier than was thought";
  EXPECT_EQ(ended("1950/195X", "1953"), "1950/1953") << "more precise";
  EXPECT_EQ(edtf_of(ended(std::nullopt, "1953-03")), "../1953-03") << "of what held always";
  EXPECT_EQ(edtf_of(ended(unknown_validity(), "1953")), "/1953") << "of what began nobody knows when";
  EXPECT_EQ(ended(read_validity("1950", Extent::kThroughout).value(), "1950-06-10").bounds,
            fact("1950-01-01/1950-06-10"));
  const Validity julian = read_validity("1917-10-25/..", Extent::kWithin, false, Calendar::kJulian).value();
  EXPECT_EQ(ended(julian, "1922").bounds, fact("1917-11-07/1922"));
  EXPECT_EQ(edtf_of(ended(julian, "1922")), "1917-11-07/1922") << "the end is no Julian date";
}

// As EDTF reads "1950/1950-06".
TEST(Ending, LeavesOfAVagueStartWhatIsBeforeIt) {
  const Validity after = ended(read_validity("1950").value(), "1950-06");
  EXPECT_EQ(after.bounds, fact("1950/1950-06"));
  EXPECT_EQ(edtf_of(after), "1950/1950-06");
  const Validity seen = read_validity("1951", Extent::kObserved).value();
  EXPECT_EQ(ended(seen, "1953").bounds.latest_start, seen.bounds.latest_start);
  EXPECT_EQ(ended(seen, "1953").bounds.latest_end, fact("../1953").latest_end);
}

TEST(Ending, AnEndThatIsThereAlreadyChangesNothing) {
  Validity validity = read_validity("1950/1953").value();
  validity.phrase = "those three years";
  EXPECT_EQ(ended(validity, "1953"), validity);
  EXPECT_EQ(ended(validity, "1952").phrase, "") << "it told of the whole";
  EXPECT_EQ(ended("1950", "1950"), "1950");
}

TEST(Ending, WhatCantBeIsRefused) {
  EXPECT_EQ(refusal(read_validity("1954/..").value(), "1953"),
            "it can't have ended in 1953: it began after that, since 1954");
  EXPECT_EQ(refusal(read_validity("1950/1953").value(), "1954"),
            "it can't have ended in 1954: it has an earlier end, from 1950 until 1953");
  EXPECT_EQ(refusal(read_validity("1951", Extent::kObserved).value(), "1950"),
            "it can't have ended in 1950: it held still after that, observed in 1951");
  EXPECT_EQ(refusal(read_validity("1953~/..").value(), "1953"), "none") << "for some choice it began before";
  EXPECT_EQ(refusal(read_validity("1950/1953~").value(), "1954"), "none") << "for some choice it ended then";
  EXPECT_EQ(
      refusal(read_validity("1950/1953-06-01").value(), "195X"),
      "it can't have ended in 195X: it has an end already that is told more closely, from 1950 until 1 June 1953");
  EXPECT_EQ(refusal(read_validity("1949-12-16").value(), "1949-12-17"),
            "it can't have ended in 1949-12-17: it has an earlier end, on 16 December 1949");
}

TEST(Ending, OfASetItIsTheLastStretchThatEnds) {
  const Validity set =
      set_of_stretches({read_validity("1950-01/1950-03").value(), read_validity("1952/..").value()}).value();
  const Validity after = ended(set, "1953");
  ASSERT_EQ(after.stretches.size(), 2U);
  EXPECT_EQ(edtf_of(after.stretches[0]), "1950-01/1950-03");
  EXPECT_EQ(edtf_of(after.stretches[1]), "1952/1953");
  EXPECT_EQ(after.bounds.latest_end, fact("../1953").latest_end);
  EXPECT_EQ(ended(after, "1953"), after);
  EXPECT_NE(refusal(set, "1951"), "none");
  EXPECT_TRUE(gains_end(set, after));
  EXPECT_FALSE(gains_end(set, set));
  EXPECT_FALSE(gains_end(set, read_validity("1950/1953").value()));
}

TEST(Ending, DiffersFromACorrectionOfTheStart) {
  const auto differ = [](const char* before, const char* after) {
    const auto validity = [](const char* edtf) {
      return *edtf ? std::optional(read_validity(edtf).value()) : std::nullopt;
    };
    return gains_end(validity(before), validity(after));
  };
  EXPECT_TRUE(differ("1950/..", "1950/1953"));
  EXPECT_TRUE(differ("", "../1953"));
  EXPECT_TRUE(differ("1950/1953", "1950/1952"));
  EXPECT_TRUE(differ("1950/..", "1950/1950-06")) << "the start lies before the end";
  EXPECT_FALSE(differ("1950/..", "1950/.."));
  EXPECT_FALSE(differ("1950/..", "1951/1953"));
  EXPECT_FALSE(differ("1950/..", "1950~/1953"));
  EXPECT_FALSE(differ("1950/1953", "1951/1953"));
  EXPECT_TRUE(differ("1950/195X", "1950/1953"));
  EXPECT_FALSE(differ("1950/1953", "1950/..")) << "taken away";
  EXPECT_FALSE(differ("1950/1953", "1950/1955")) << "put off";
  EXPECT_FALSE(differ("1950/1953", "1950/195X")) << "told more vaguely";
}

}  // namespace
}  // namespace entente
