// The key `calendar` of validity in JSON.
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "entente/formats.hpp"
#include "entente/time/edtf.hpp"

namespace entente {
namespace {

TEST(JulianJson, IsReadAndWrittenBackWithoutLoss) {
  const std::string text = R"({"$period":{"edtf":"1917-10-25","calendar":"julian"}})";
  const auto value = value_from_json(text);
  ASSERT_TRUE(value.ok()) << value.error().message;
  EXPECT_EQ(value->period(), read_validity("1917-10-25", Extent::kWithin, false, Calendar::kJulian).value());
  EXPECT_EQ(value->period().bounds, *read_edtf("1917-11-07"));
  Table table;
  table.columns = {"v"};
  table.rows = {{*value}};
  std::ostringstream out;
  ASSERT_TRUE(write(table, "jsonl", out, {}).ok());
  EXPECT_NE(out.str().find(text.substr(0, text.size() - 2)), std::string::npos) << out.str();
  const std::string cell = out.str();
  const auto again = value_from_json(cell.substr(5, cell.rfind('}') - 5));
  ASSERT_TRUE(again.ok()) << again.error().message << cell;
  EXPECT_EQ(again->period(), value->period());
  EXPECT_EQ(text_of(value->period()), "on 7 November 1917 (25 October, Julian)");
}

TEST(JulianJson, GregorianIsTheDefaultAndCanBeSaid) {
  EXPECT_EQ(value_from_json(R"({"$period":{"edtf":"1917-11-07","calendar":"gregorian"}})")->period(),
            value_from_json(R"({"$period":"1917-11-07"})")->period());
}

TEST(JulianJson, OtherCalendarsAndCalendarsOfNothingAreRefused) {
  const auto unknown = value_from_json(R"({"$period":{"edtf":"1917","calendar":"hebrew"}})");
  ASSERT_FALSE(unknown.ok());
  EXPECT_NE(unknown.error().message.find("`calendar` is \"hebrew\""), std::string::npos) << unknown.error().message;
  EXPECT_FALSE(value_from_json(R"({"$period":{"earliest_start":"1917","calendar":"julian"}})").ok());
  EXPECT_FALSE(value_from_json(R"({"$period":{"edtf":"1901-02-29","calendar":"julian"}})").ok());
  EXPECT_TRUE(value_from_json(R"({"$period":{"edtf":"1900-02-29","calendar":"julian"}})").ok());
}

}  // namespace
}  // namespace entente
