// The last sliced pattern of each branch of a statement, run again after it under other views than its own.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "entente/error.hpp"
#include "query/execute/execute.hpp"

namespace entente {

// Nobody needs to know more than that there are so many, nor waits longer for each count.
inline constexpr std::size_t kMostCounted = 1000;
inline constexpr std::chrono::milliseconds kCountingTime(100);

// The slot of the number, where the operator is a call of a procedure that only counts.
std::optional<plan::Slot> number_of(const plan::OperatorPtr& op);

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

  // Of the matches under the views of the statement, those of which a condition or a value that looks for further
  // patterns comes out otherwise where each view is as `change` makes it.
  struct Resting {
    std::size_t matches = 0;
    std::size_t lost = 0;   // those that a condition of the patterns themselves would leave out
    SourceSpan place = {};  // of the first such condition or value
  };
  Resting resting(const Change& change);
  // A condition without which there were matches, and that only what its own patterns find makes untrue: NOT EXISTS.
  struct Excluded {
    std::size_t matches = 0;
    SourceSpan place = {};
  };
  std::optional<Excluded> excluded(std::size_t most, bool& at_least);

 private:
  // An expression that looks for further patterns.
  struct Looking {
    plan::ExpressionPtr expression;
    bool is_condition;
    bool in_pattern;  // of the sliced pattern, not of what comes behind it
  };
  struct Sliced {
    plan::Plan plan;
    std::vector<Looking> looking;
    std::optional<plan::Slot> number;  // of what a procedure only counts
  };

  static std::vector<Looking> looking_at(const plan::OperatorPtr& statement, const plan::OperatorPtr& pattern);
  std::size_t count_as_they_stand(std::size_t most, bool& at_least, const Visit& visit);
  // Where a procedure only counts, what it has counted.
  std::size_t count_in(const Sliced& sliced, std::size_t most, bool& at_least, const Visit& visit);
  void look(const Sliced& sliced, std::vector<std::vector<Value>>& rows, std::vector<std::vector<Value>>& results);
  template <class Work>
  auto under(const Change& change, const Work& work);

  ExecutionContext& context_;
  std::vector<Sliced> patterns_;
  std::optional<std::size_t> base_;
};

}  // namespace entente
