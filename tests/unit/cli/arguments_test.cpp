// What commands declare is read, refused and told as declared.
#include "cli/arguments.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace entente::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Kind = ParseResult::Kind;

struct Values {
  std::string store, direction, date;
  std::optional<std::string> other;
  std::vector<std::string> names, pair;
  std::size_t limit = 50;
  std::optional<int> length;
  double seconds = 0;
  bool all = false, json = false;
};

class Arguments : public testing::Test {
 protected:
  Arguments() {
    parser_.add("STORE", values_.store, "where it is").required();
    parser_.add("OTHER", values_.other, "another one");
    parser_.add_flag("--all", values_.all, "all of it");
    parser_.add_flag("--json", values_.json, "as JSON").excludes("--all");
    parser_.add("--name,-n", values_.names, "may be repeated").one_value_each();
    parser_.add("--pair", values_.pair, "two words").value_count(2);
    parser_.add("--direction", values_.direction, "where to").choices({"LR", "TB"});
    parser_.add("--date", values_.date, "when").converted_by([](const std::string& text) -> Result<std::string> {
      if (text == "never") return Error(ErrorCode::kArgument, "`never` is no date");
      return "the " + text;
    });
    parser_.add("--limit", values_.limit, "how many").shows_default().needs("--all");
    parser_.add("--length", values_.length, "of a label").not_negative();
    parser_.add("--seconds", values_.seconds, "of waiting").positive().value_name("SECONDS");
    parser_.set_footer("That is all.");
  }

  ParseResult parse(std::vector<const char*> words) {
    words.insert(words.begin(), "try");
    return parser_.parse(static_cast<int>(words.size()), words.data());
  }

  Values values_;
  ArgumentParser parser_{"entente try", "try it"};
};

TEST_F(Arguments, AreReadIntoTheirPlaces) {
  const ParseResult result = parse({"a.db", "--name", "x", "-n", "y", "b.db", "--pair", "1", "2", "--direction=TB",
                                    "--date", "1st", "--all", "--limit", "7", "--length", "0", "--seconds", "0.5"});
  ASSERT_EQ(result.kind, Kind::kRead) << result.message;
  EXPECT_EQ(values_.store, "a.db");
  EXPECT_EQ(values_.other, "b.db");
  EXPECT_THAT(values_.names, ElementsAre("x", "y"));
  EXPECT_THAT(values_.pair, ElementsAre("1", "2"));
  EXPECT_EQ(values_.direction, "TB");
  EXPECT_EQ(values_.date, "the 1st");
  EXPECT_TRUE(values_.all);
  EXPECT_FALSE(values_.json);
  EXPECT_EQ(values_.limit, 7U);
  EXPECT_EQ(values_.length, 0);
  EXPECT_EQ(values_.seconds, 0.5);
}

TEST_F(Arguments, LeaveDefaultsWhereTheyAreNotGiven) {
  ASSERT_EQ(parse({"a.db"}).kind, Kind::kRead);
  EXPECT_EQ(values_.other, std::nullopt);
  EXPECT_EQ(values_.limit, 50U);
  EXPECT_EQ(values_.length, std::nullopt);
}

TEST_F(Arguments, AreRefusedWithAReason) {
  const std::vector<std::pair<std::vector<const char*>, const char*>> cases = {
      {{}, "STORE"},
      {{"a.db", "--date", "never"}, "`never` is no date"},
      {{"a.db", "--direction", "up"}, "up not in {LR,TB}"},
      {{"a.db", "--pair", "1"}, "--pair"},
      {{"a.db", "--length", "-1"}, "--length"},
      {{"a.db", "--seconds", "0"}, "--seconds"},
      {{"a.db", "--limit", "many", "--all"}, "many"},
      {{"a.db", "--limit", "3"}, "--all"},
      {{"a.db", "--json", "--all"}, "--all"},
  };
  for (const auto& [words, reason] : cases) {
    const ParseResult result = parse(words);
    EXPECT_EQ(result.kind, Kind::kRefused) << reason;
    EXPECT_THAT(result.message, HasSubstr(reason));
  }
}

TEST_F(Arguments, ThatNothingTakesAreTold) {
  EXPECT_THAT(parse({"a.db", "b.db", "c.db", "--none"}).extra, ElementsAre("c.db", "--none"));
}

TEST_F(Arguments, HaveHelp) {
  EXPECT_EQ(parse({"--help"}).kind, Kind::kHelpWanted);
  for (const char* part :
       {"try it", "entente try", "SECONDS", "TEXT:{LR,TB}", "UINT=50", "Needs: --all", "That is all."})
    EXPECT_THAT(parser_.help(), HasSubstr(part));
}

TEST_F(Arguments, AreToldAsData) {
  const std::vector<Parameter> parameters = parser_.parameters();
  ASSERT_EQ(parameters.size(), 12U);
  EXPECT_THAT(parameters[0].names, ElementsAre("-h", "--help"));
  EXPECT_EQ(parameters[0].value, "");

  EXPECT_THAT(parameters[1].names, ElementsAre("STORE"));
  EXPECT_FALSE(parameters[1].is_option);
  EXPECT_TRUE(parameters[1].is_required);

  EXPECT_THAT(parameters[5].names, ElementsAre("-n", "--name"));
  EXPECT_EQ(parameters[5].summary, "may be repeated");
  EXPECT_TRUE(parameters[5].is_repeated);

  EXPECT_EQ(parameters[6].value, "TEXT TEXT");
  EXPECT_FALSE(parameters[6].is_repeated);
  EXPECT_THAT(parameters[7].choices, ElementsAre("LR", "TB"));
}

}  // namespace
}  // namespace entente::cli
