// The states of a store, one for each commit, and in which of them a version of a fact is what the store knows.
#pragma once

#include <limits>

#include "entente/model/ids.hpp"

namespace entente {

// From the commit that recorded the version to before the one that superseded it or took the fact back.
struct SystemPeriod {
  static constexpr TransactionId kNever{std::numeric_limits<std::uint64_t>::max()};

  TransactionId recorded;
  TransactionId superseded = kNever;  // kNever: no commit has so far

  friend bool operator==(const SystemPeriod&, const SystemPeriod&) = default;
};

}  // namespace entente
