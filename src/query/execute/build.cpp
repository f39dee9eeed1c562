#include "query/execute/execute.hpp"
#include "query/execute/operators.hpp"

namespace entente {

std::unique_ptr<RowSource> build(const plan::OperatorPtr& root, ExecutionContext& context, const Value* argument) {
  return std::visit([&](const auto& node) { return make_source(node, context, argument); }, root->node);
}

}  // namespace entente
