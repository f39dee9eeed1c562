#include "entente/model/finding.hpp"

#include <algorithm>

namespace entente {

bool is_sound(std::span<const Finding> findings) {
  return std::none_of(findings.begin(), findings.end(),
                      [](const Finding& f) { return f.damage || (f.certain && !f.advice && f.expected.empty()); });
}

}  // namespace entente
