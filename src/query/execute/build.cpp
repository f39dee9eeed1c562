#include "query/execute/execute.hpp"
#include "query/execute/operators.hpp"

namespace entente {

std::unique_ptr<RowSource> build(const plan::OperatorPtr& root, ExecutionContext& context, const Value* argument) {
  RowSourcePtr source = std::visit([&](const auto& node) { return make_source(node, context, argument); }, root->node);
  source->set_watch(context.watch);
  if (context.profile != nullptr) source->set_profile(&profile_of(*context.profile, root.get()));
  return source;
}

}  // namespace entente
