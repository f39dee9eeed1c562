// How long relations take that are gone along: one time all, each type its own, or what a property of the relation
// says.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "entente/graph/view.hpp"

namespace entente {

// Times are seconds, not negative.
class TravelTimes {
 public:
  // Implicit: most ways know one time for all.
  TravelTimes(std::int64_t of_all = 0) : of_all_(of_all) {}

  // By symbol; a type beyond takes no time.
  static TravelTimes by_type(std::vector<std::int64_t> times) {
    TravelTimes travel;
    travel.of_type_ = std::move(times);
    return travel;
  }
  // A duration in text, as read_duration reads it; what has no such property takes no time.
  static TravelTimes by_property(SymbolId key) {
    TravelTimes travel;
    travel.key_ = key;
    return travel;
  }

  bool is_one() const { return of_type_.empty() && !key_; }
  // Of each relation where it is one; else none: no relation takes less.
  std::int64_t least() const { return of_all_; }
  // Throws kArgument where a property is no duration, or a negative one.
  std::int64_t of(const View& view, Edge e) const { return is_one() ? of_all_ : of_one(view, e); }

 private:
  std::int64_t of_one(const View& view, Edge e) const;

  std::int64_t of_all_;
  std::vector<std::int64_t> of_type_;
  std::optional<SymbolId> key_;
};

}  // namespace entente
