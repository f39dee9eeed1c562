// Procedures of a program's own, called by queries.
#include <gtest/gtest.h>

#include "entente/database.hpp"
#include "entente/procedure.hpp"

namespace entente {
namespace {

std::shared_ptr<const Procedure> twice() {
  auto procedure = std::make_shared<Procedure>();
  procedure->name = "my.twice";
  procedure->inputs = {{"n", "INTEGER"}, {"unit", "STRING", true}};
  procedure->outputs = {{"result", "INTEGER"}, {"unit", "STRING"}};
  procedure->run = [](const ProcedureCall& call) -> ProcedureRows {
    const Value unit = call.arguments.size() > 1 ? call.arguments[1] : Value();
    if (call.arguments[0].integer() > 100) throw Error(ErrorCode::kArgument, "too much to double");
    return {{call.arguments[0].integer() * 2, unit}};
  };
  return procedure;
}

class OwnProcedures : public testing::Test {
 protected:
  OwnProcedures() { options_.procedures.push_back(twice()); }
  Result<Table> ask(const std::string& text, const Map& parameters = {}) {
    return database_->query(text, parameters, options_);
  }
  std::unique_ptr<Database> database_ = std::move(Database::in_memory().value());
  QueryOptions options_;
};

TEST_F(OwnProcedures, AreCalledLikeBuiltinOnes) {
  const auto table = ask("UNWIND [1, 2] AS n CALL My.Twice(n, 'm') YIELD result, unit AS u RETURN result, u");
  ASSERT_TRUE(table.ok()) << describe(table.error());
  ASSERT_EQ(table->rows.size(), 2U);
  EXPECT_EQ(table->rows[1][0].integer(), 4);
  EXPECT_EQ(table->rows[1][1].string(), "m");
  EXPECT_TRUE(ask("CALL my.twice(1)")->rows[0][1].is_null());
  EXPECT_EQ(ask("CALL my.twice", {{"n", 21}})->rows[0][0].integer(), 42);
  // A read transaction knows them too, and a query without them does not.
  const auto transaction = database_->read();
  ASSERT_TRUE(transaction.ok());
  EXPECT_TRUE(transaction->query("CALL my.twice(1)", {}, options_).ok());
  const auto unknown = database_->query("CALL my.twice(1)");
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error().detail, "ProcedureNotFound");
}

TEST_F(OwnProcedures, FailWithAPlace) {
  const auto failed = ask("CALL my.twice(101)");
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().message, "too much to double");
  ASSERT_TRUE(failed.error().span.has_value());
  EXPECT_EQ(failed.error().span->offset, 5U);
  const auto misspelt = ask("CALL my.twise(1)");
  ASSERT_FALSE(misspelt.ok());
  EXPECT_EQ(misspelt.error().hint, "did you mean `my.twice`?");
  const auto wrong = ask("CALL my.twice($n)", {{"n", "x"}});
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(wrong.error().code, ErrorCode::kType);
  const auto missing = ask("CALL my.twice");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kParameterMissing);
}

TEST_F(OwnProcedures, ThatAreWrongAreToldApartFromADiskThatIs) {
  const auto own = [&](const char* name, auto run) {
    auto procedure = std::make_shared<Procedure>();
    procedure->name = name;
    procedure->outputs = {{"a", "INTEGER"}, {"b", "INTEGER"}};
    procedure->run = run;
    options_.procedures = {procedure};
  };
  own("my.short", [](const ProcedureCall&) -> ProcedureRows { return {{1}}; });
  const auto narrow = ask("CALL my.short()");
  ASSERT_FALSE(narrow.ok());
  EXPECT_EQ(narrow.error().code, ErrorCode::kInternal);
  EXPECT_EQ(narrow.error().message, "my.short() gave a row of 1 values, and has 2 outputs");
  own("my.broken", [](const ProcedureCall&) -> ProcedureRows { return {{std::string("x").at(3)}}; });
  const auto broken = ask("CALL my.broken()");
  ASSERT_FALSE(broken.ok());
  EXPECT_EQ(broken.error().code, ErrorCode::kInternal);
  EXPECT_EQ(broken.error().message.substr(0, 29), "this should not have happened");
}

TEST_F(OwnProcedures, TablesAreLookedUp) {
  options_.procedures = {table_procedure("city.of", {{"name", "STRING"}}, {{"city", "STRING"}},
                                         {{"Ann", "York"}, {"Bob", "Bern"}, {"Ann", "Bath"}, {Value(), "nowhere"}})};
  const auto table = ask("CALL city.of('Ann') YIELD city RETURN collect(city)");
  ASSERT_TRUE(table.ok()) << describe(table.error());
  EXPECT_EQ(table->rows[0][0].list().size(), 2U);
  EXPECT_EQ(ask("CALL city.of(null)")->rows[0][0].string(), "nowhere");
  EXPECT_TRUE(ask("CALL city.of('Eve')")->rows.empty());
  EXPECT_EQ(signature_of(*options_.procedures[0]), "city.of(name :: STRING) :: (city :: STRING)");
}

}  // namespace
}  // namespace entente
