// Plans that are wrong are found out, and told by the step after which they are.
#include "query/plan/verify.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "query/functions/function.hpp"

namespace entente::plan {
namespace {

ExpressionPtr read(Slot slot) {
  return make_expression(SlotRead{slot});
}

// Why it is refused; empty: it is not.
std::string fault_of(OperatorPtr root, std::vector<Slot> columns, int slots = 6, std::vector<Kind> types = {}) {
  Plan plan;
  plan.root = std::move(root);
  for (int i = 0; i < slots; ++i)
    plan.add_slot("s" + std::to_string(i),
                  i < static_cast<int>(types.size()) ? types[static_cast<std::size_t>(i)] : Kind::kAny);
  for (const Slot slot : columns) plan.columns.push_back("c" + std::to_string(slot));
  plan.column_slots = std::move(columns);
  try {
    verify(plan, "a-rule");
  } catch (const std::logic_error& error) {
    return error.what();
  }
  return "";
}

OperatorPtr nodes(Slot slot) {
  return make_operator(AllNodesScan{slot, -1});
}

TEST(Verify, TakesWhatIsRight) {
  EXPECT_EQ(fault_of(nodes(0), {0}), "");
  EXPECT_EQ(fault_of(make_operator(Project{nodes(0), {{1, read(0)}, {2, read(1)}}}), {0, 2}), "");
  EXPECT_EQ(fault_of(make_operator(CartesianProduct{nodes(0), nodes(1), {1}}), {0, 1}), "");
}

TEST(Verify, FindsColumnsThatAreLost) {
  EXPECT_EQ(fault_of(nodes(0), {1}), "the plan after `a-rule`: the result reads slot 1 (s1), which nothing fills");
  EXPECT_NE(fault_of(make_operator(Aggregation{nodes(0), {{1, read(0)}}, {}}), {0}), "");
  EXPECT_NE(fault_of(make_operator(CartesianProduct{nodes(0), nodes(1), {}}), {1}), "");
}

TEST(Verify, FindsWhatIsReadBeforeItIsThere) {
  EXPECT_NE(fault_of(make_operator(Filter{nodes(0), read(1)}), {0}), "");
  EXPECT_NE(fault_of(make_operator(Project{nodes(0), {{1, read(2)}, {2, read(0)}}}), {0}), "");
  EXPECT_NE(fault_of(make_operator(Expand{nodes(0), 1, 2, 3, Direction::kOut, {}, true, false, {}, -1}), {0}), "");
  EXPECT_NE(fault_of(make_operator(HashJoin{nodes(0), nodes(1), {1}, {{read(1), read(1), {}}}}), {0}), "");
  EXPECT_NE(fault_of(make_operator(HashJoin{nodes(0), nodes(1), {1}, {{read(0), read(0), {}}}}), {0}), "");
  EXPECT_NE(fault_of(make_operator(CartesianProduct{nodes(0), nodes(1), {1, 2}}), {0}), "");
}

TEST(Verify, FindsSlotsOfAnotherType) {
  const auto step = [](Slot from) {
    return make_operator(Expand{nodes(0), from, 1, 2, Direction::kOut, {}, true, false, {}, -1});
  };
  EXPECT_EQ(fault_of(step(0), {2}, 3, {Kind::kNode, Kind::kRelationship, Kind::kNode}), "");
  EXPECT_EQ(fault_of(step(0), {2}, 3, {Kind::kNode, Kind::kNode, Kind::kNode}),
            "the plan after `a-rule`: an expansion takes slot 1 (s1) for a relationship, which is a node");
  EXPECT_NE(fault_of(nodes(0), {0}, 1, {Kind::kInteger}), "");
  Plan plan;
  plan.add_slot("n", Kind::kInteger);
  const Value text("one"), number(1), null;
  EXPECT_THROW(verify_row(plan, &text), std::logic_error);
  EXPECT_NO_THROW(verify_row(plan, &number));
  EXPECT_NO_THROW(verify_row(plan, &null));
}

// Items of lists are there inside of what walks them alone, and outer rows inside of subplans.
TEST(Verify, KnowsWhereNamesHold) {
  const auto walk = make_expression(ListComprehension{3, read(0), nullptr, read(3)});
  EXPECT_EQ(fault_of(make_operator(Project{nodes(0), {{1, walk}}}), {1}), "");
  EXPECT_NE(fault_of(make_operator(Project{nodes(0), {{1, walk}, {2, read(3)}}}), {1}), "");
  const auto inside = make_operator(Filter{make_operator(Argument{}), read(0)});
  const auto exists = make_expression(Subplan{inside, SubplanResult::kExists});
  EXPECT_EQ(fault_of(make_operator(Filter{nodes(0), exists}), {0}), "");
  EXPECT_NE(fault_of(make_operator(Filter{nodes(1), exists}), {1}), "");
}

}  // namespace
}  // namespace entente::plan
