#include "measures/measures.hpp"

#include <algorithm>
#include <array>

#include "measures/degree.hpp"

namespace entente {
namespace {

constexpr std::array kMeasures{
    Measure{"degree", "how many relations an entity has", false, degrees},
};

}  // namespace

std::span<const Measure> measures() {
  return kMeasures;
}

const Measure* find_measure(std::string_view name) {
  const auto found = std::find_if(kMeasures.begin(), kMeasures.end(), [&](const Measure& m) { return m.name == name; });
  return found == kMeasures.end() ? nullptr : &*found;
}

}  // namespace entente
