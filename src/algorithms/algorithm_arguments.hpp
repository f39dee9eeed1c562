// The arguments of a call of an algorithm, read in order.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "algorithms/algorithms.hpp"
#include "algorithms/scratch.hpp"
#include "entente/error.hpp"
#include "entente/graph/traversal.hpp"
#include "entente/time/duration.hpp"
#include "entente/time/period.hpp"

// The last arguments of all: relation types with their sub-relations (none: any), the direction, in which symmetric
// types count both ways always, and whether paths may lead through sources, works and other apparatus.
#define ENTENTE_WALK_IN(direction) \
  "types :: LIST = [], direction :: STRING = '" direction "', apparatus :: BOOLEAN = false"
#define ENTENTE_WALK ENTENTE_WALK_IN("both")

namespace entente {

class AlgorithmArguments {
 public:
  // Throws kArgument where the call gives fewer or more.
  AlgorithmArguments(const AlgorithmCall& call, std::size_t least, std::size_t most);

  // All of these throw kType or kArgument, with the place of the argument, where it is not what is asked for.
  Vertex vertex();  // kNotFound: no entity has the key
  std::optional<Vertex> vertex_if_given();
  std::string text();
  // The first moment of a date, or the instant itself.
  std::optional<Instant> moment();
  // A calendar amount, not negative.
  std::optional<Duration> amount();
  // A step through time: a number of years, or a calendar amount (steps.hpp).
  std::optional<Duration> step();
  std::uint32_t count_or(std::uint32_t otherwise);
  double number_or(double otherwise);
  bool flag_or(bool otherwise);
  // A node or a key, or a list of them; absent or null: none.
  std::vector<Vertex> vertices();
  // A period, or a date as a text: the whole of it.
  Period period();
  // A length of time, in seconds; absent or null: none.
  std::int64_t seconds();
  // Types, direction and apparatus, as they follow one another in every signature.
  StepChoice steps(Direction otherwise = Direction::kBoth);
  // The relation types named, each with its sub-relations, or backwards by the name of its inverse; absent, null or an
  // empty list: any.
  void types(StepChoice& steps);
  // The next argument as it was given; null: it is absent or null.
  const Value* optional();
  [[noreturn]] void fail_type(const std::string& wanted, const Value& found) const;
  // "argument 3"
  std::string place() const;

 private:
  void direction(StepChoice& steps);
  Vertex vertex_of(const Value& value) const;
  std::optional<Duration> duration();
  // Of a text that can't be read.
  [[noreturn]] void fail_text(const std::string& text, const Error& why) const;

  const AlgorithmCall& call_;
  std::size_t next_ = 0;
};

}  // namespace entente
