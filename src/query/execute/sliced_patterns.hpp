// The last sliced pattern of each branch of a statement, run again after it under other views than its own.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "query/execute/execute.hpp"

namespace entente {

// Each count takes a tenth of a second for a pattern at most. The context is that of the statement, and as it was after
// each call; it must outlive this.
class SlicedPatterns {
 public:
  using Change = std::function<View(const View&)>;
  // The values of a match that are elements of the graph, or lists of them.
  using Visit = std::function<void(const std::vector<Value>&)>;

  SlicedPatterns(const plan::Plan& plan, ExecutionContext& context);

  // The matches under the views of the statement; found once.
  std::size_t base(bool& at_least);
  bool match_any();
  // Those where each view is as `change` makes it, about `most` at most. `at_least` becomes true where counting was
  // broken off.
  std::size_t count(const Change& change, std::size_t most, bool& at_least, const Visit& visit = nullptr);

 private:
  std::size_t count_as_they_stand(std::size_t most, bool& at_least, const Visit& visit);

  ExecutionContext& context_;
  std::vector<plan::Plan> patterns_;
  std::optional<std::size_t> base_;
};

}  // namespace entente
