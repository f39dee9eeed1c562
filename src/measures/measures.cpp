#include "measures/measures.hpp"

#include <algorithm>
#include <array>

#include "measures/component_size.hpp"
#include "measures/degree.hpp"

namespace entente {
namespace {

constexpr std::array kMeasures{
    Measure{"component_size", "how many entities hang together with it", false, component_sizes_of, false,
            component_sizes},
    Measure{"degree", "how many relations an entity has", false, degrees, true},
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
