// The tables of functions, operators and aggregates: complete rows, and examples that give what they say.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "entente/database.hpp"
#include "formats/cell.hpp"
#include "query/functions/function.hpp"
#include "query/procedures/procedure.hpp"

namespace entente {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

template <class Row>
void expect_complete(const Row& row) {
  SCOPED_TRACE(row.name);
  EXPECT_FALSE(row.name.empty());
  EXPECT_FALSE(row.signature.empty());
  EXPECT_FALSE(row.summary.empty());
  EXPECT_FALSE(row.result.empty());
  EXPECT_FALSE(row.summary.ends_with("."));
  const bool is_query =
      row.example.starts_with("RETURN ") || row.example.starts_with("MATCH ") || row.example.starts_with("UNWIND ");
  EXPECT_TRUE(is_query) << row.example;
}

TEST(FunctionTables, RowsAreComplete) {
  std::set<std::string> names;
  for (const Function& f : functions()) {
    expect_complete(f);
    EXPECT_TRUE(f.signature.starts_with(std::string(f.name) + "(")) << f.signature;
    EXPECT_NE(lower(f.example).find(lower(f.name) + "("), std::string::npos) << f.example;
    EXPECT_TRUE(names.insert(lower(f.name)).second) << f.name;
    EXPECT_GE(f.min_arguments, 0);
    EXPECT_TRUE(f.max_arguments == -1 || f.max_arguments >= f.min_arguments) << f.name;
    EXPECT_NE(f.evaluate, nullptr);
    EXPECT_EQ(find_function(f.name), &f);
  }
  for (const Aggregate& a : aggregates()) {
    expect_complete(a);
    EXPECT_TRUE(a.signature.starts_with(std::string(a.name) + "(")) << a.signature;
    EXPECT_TRUE(names.insert(lower(a.name)).second) << a.name;
    EXPECT_NE(a.make, nullptr);
    EXPECT_EQ(find_aggregate(a.name), &a);
  }
}

TEST(FunctionTables, OperatorsAreComplete) {
  std::set<std::string_view> names;
  for (const Function& f : operators()) {
    expect_complete(f);
    EXPECT_TRUE(names.insert(f.name).second) << f.name;
    EXPECT_EQ(f.min_arguments, f.max_arguments) << f.name;
    EXPECT_EQ(find_operator(f.name), &f);
  }
}

TEST(FunctionTables, NamesAreFoundWithoutRegardToCase) {
  ASSERT_NE(find_function("TOUPPER"), nullptr);
  EXPECT_EQ(find_function("TOUPPER")->name, "toUpper");
  EXPECT_EQ(find_aggregate("Count")->name, "count");
  EXPECT_EQ(find_function("to_upper"), nullptr);
  EXPECT_EQ(find_operator("starts with")->name, "STARTS WITH");
}

// Only what both the pattern `test` and `evaluate` say can be trusted by the evaluation, which takes the cheaper one.
TEST(FunctionTables, ShortcutsSayWhatFunctionsSay) {
  const std::vector<Value> values = {1, 2, 1.0, "a", "ab", true, false, List{1, 2}, List{"a"}, Map{{"a", 1}}};
  auto db = std::move(Database::in_memory().value());
  for (const Function& f : operators()) {
    if (f.test == nullptr || f.name == "IN") continue;
    for (const Value& a : values) {
      for (const Value& b : values) {
        const Map parameters{{"a", a}, {"b", b}};
        const std::string text = "RETURN $a " + std::string(f.name) + " $b AS x";
        const Result<Table> table = db->query(text, parameters);
        ASSERT_TRUE(table.ok()) << text << ": " << table.error().message;
        EXPECT_TRUE(equivalent(table->rows[0][0], Value::of(f.test(a, b)))) << text;
      }
    }
  }
}

class Examples : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    database_ = std::move(Database::in_memory().value()).release();
    const auto report = database_->import({ENTENTE_SOURCE_DIR "/graph-data/tiny"});
    ASSERT_TRUE(report.ok()) << describe(report.error());
  }
  static void TearDownTestSuite() {
    delete database_;
    database_ = nullptr;
  }

  // One row, its cells joined; null spelt out.
  static std::string answer(std::string_view query, bool optimize) {
    QueryOptions options;
    options.optimize = optimize;
    const Result<Table> table = database_->query(query, {}, options);
    if (!table.ok()) return describe(table.error(), query);
    if (table->rows.size() != 1) return std::to_string(table->rows.size()) + " rows";
    std::string text;
    for (const Value& value : table->rows[0]) {
      if (!text.empty()) text += " | ";
      text += value.is_null() ? "null" : cell_text(value, table->elements);
    }
    return text;
  }

  template <class Row>
  static void expect_examples(std::span<const Row> table) {
    for (const Row& row : table) {
      EXPECT_EQ(answer(row.example, true), row.result) << row.example;
      EXPECT_EQ(answer(row.example, false), row.result) << row.example;
    }
  }

  static Database* database_;
};
Database* Examples::database_ = nullptr;

TEST(ProcedureTables, RowsAreCompleteAndSorted) {
  std::string_view before;
  for (const ProcedureRow& p : procedures()) {
    SCOPED_TRACE(p.name);
    EXPECT_LT(before, p.name);
    before = p.name;
    EXPECT_TRUE(p.signature.starts_with(std::string(p.name) + "(")) << p.signature;
    EXPECT_FALSE(p.summary.empty());
    EXPECT_FALSE(p.summary.ends_with("."));
    EXPECT_TRUE(p.example.starts_with("CALL " + std::string(p.name) + "(")) << p.example;
    const auto found = find_procedure(p.name);
    ASSERT_NE(found, nullptr);
    EXPECT_FALSE(found->outputs.empty());
  }
  EXPECT_EQ(find_procedure("DB.LABELS")->name, "db.labels");
  EXPECT_EQ(find_procedure("db.lables"), nullptr);
}

TEST(ProcedureTables, SignaturesAreRead) {
  Procedure p;
  read_signature("p(a :: NODE, n :: INTEGER = 1) :: (x :: STRING, y :: ANY)", p);
  ASSERT_EQ(p.inputs.size(), 2U);
  EXPECT_EQ(p.inputs[0].name + p.inputs[0].type, "aNODE");
  EXPECT_FALSE(p.inputs[0].optional);
  EXPECT_EQ(p.inputs[1].name + p.inputs[1].type, "nINTEGER");
  EXPECT_TRUE(p.inputs[1].optional);
  ASSERT_EQ(p.outputs.size(), 2U);
  EXPECT_EQ(p.outputs[1].name + p.outputs[1].type, "yANY");
}

TEST_F(Examples, OfProcedures) {
  expect_examples(procedures());
}
TEST_F(Examples, OfFunctions) {
  expect_examples(functions());
}
TEST_F(Examples, OfOperators) {
  expect_examples(operators());
}
TEST_F(Examples, OfAggregates) {
  expect_examples(aggregates());
}

}  // namespace
}  // namespace entente
