// The end of a fact goes into what each of its files says.
#include "storage/ended_claims.hpp"

#include <gtest/gtest.h>

#include "entente/time/edtf.hpp"
#include "storage/values.hpp"

namespace entente {
namespace {

std::string entity_claims(const char* edtf, const std::string& note) {
  StoredEntity entity;
  entity.key = "a";
  if (edtf != nullptr) entity.validity = read_validity(edtf).value();
  entity.properties = {{{1}, Value(note), std::nullopt, {}}};
  std::string claims;
  put_entity(claims, entity);
  return claims;
}

// "1900/1950 Rome", what claims say.
std::string told(std::string_view claims) {
  StoredEntity entity;
  read_entity_content(claims, entity);
  return (entity.validity ? edtf_of(*entity.validity) : "undated") + " " + entity.properties.at(0).value.string();
}

struct Said {
  Contributors by;
  std::string together;
};

Said said_by_files(const std::vector<std::string>& claims) {
  Said said;
  for (FileNumber file = 1; const std::string& one : claims)
    said.together = state(said.by, said.together, file++, one, FactKind::kEntity);
  return said;
}

// What each file says once it ended, and what they say together last.
std::vector<std::string> ended(Said said, const char* end) {
  std::vector<std::string> lines;
  const std::string together = end_claims(said.by, said.together, read_end(end).value(), FactKind::kEntity);
  for (const Contribution& one : said.by) lines.push_back(told(one.claims.empty() ? together : one.claims));
  StoredEntity entity;
  read_entity_content(together, entity);
  lines.push_back(edtf_of(*entity.validity));
  return lines;
}

using Lines = std::vector<std::string>;

TEST(EndedClaims, OfAFileThatDatesItAreDatedAndOfOthersStay) {
  const Said said = said_by_files({entity_claims("1900/..", "Rome"), entity_claims(nullptr, "priest")});
  EXPECT_EQ(ended(said, "1950"), (Lines{"1900/1950 Rome", "undated priest", "1900/1950"}));
}

TEST(EndedClaims, OfAllFilesAreDatedWhereNoneDatesIt) {
  const Said said = said_by_files({entity_claims(nullptr, "Rome"), entity_claims(nullptr, "priest")});
  EXPECT_EQ(ended(said, "1950"), (Lines{"../1950 Rome", "../1950 priest", "../1950"}));
}

TEST(EndedClaims, OfAProgramAndOfOneFileAreWhatTheRowSays) {
  EXPECT_EQ(ended({{}, entity_claims("1900/..", "Rome")}, "1950"), (Lines{"1900/1950 Rome", "1900/1950"}));
  EXPECT_EQ(ended(said_by_files({entity_claims("1900/..", "Rome")}), "1950"), (Lines{"1900/1950 Rome", "1900/1950"}));
}

TEST(EndedClaims, AreRefusedWhereAFileCantMeanThat) {
  Said said = said_by_files({entity_claims("1900/..", "Rome"), entity_claims("1960/..", "Milan")});
  EXPECT_THROW(end_claims(said.by, said.together, read_end("1950").value(), FactKind::kEntity), Error);
}

}  // namespace
}  // namespace entente
