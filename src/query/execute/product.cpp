// Each row of one side beside each row of the other.
#include "query/execute/pairs.hpp"

namespace entente {
namespace {

class Product final : public RowSource {
 public:
  Product(const plan::CartesianProduct& node, ExecutionContext& context, const Value* argument)
      : pairs_(node, context, argument) {}

  bool produce(Batch& out) override {
    out.clear();
    KeptSide& right = pairs_.right();
    while (!out.full()) {
      if (!is_in_row_) {
        if (pairs_.next_left() == nullptr) break;
        is_in_row_ = true;
        place_ = 0;
      }
      right.request(out.requested());
      if (place_ == right.size() && !right.fetch()) {
        if (right.size() == 0) break;
        is_in_row_ = false;
        continue;
      }
      for (; place_ < right.size() && !out.full(); ++place_) pairs_.add(place_, out);
    }
    return out.size() > 0;
  }

  void restart() override {
    pairs_.restart();
    is_in_row_ = false;
  }

 private:
  Pairs pairs_;
  std::size_t place_ = 0;  // of the right side
  bool is_in_row_ = false;
};

}  // namespace

RowSourcePtr make_source(const plan::CartesianProduct& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<Product>(node, context, argument);
}

}  // namespace entente
