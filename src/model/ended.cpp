#include "model/ended.hpp"

#include <algorithm>
#include <utility>

namespace entente {

Result<void> set_end(std::optional<Validity>& validity, std::vector<Dating>& datings, const StatedEnd& end) {
  if (datings.empty()) {
    Result<Validity> ended = with_end(validity, end);
    if (!ended) return ended.error();
    validity = std::move(*ended);
    return {};
  }
  std::vector<Dating> all;
  for (const Dating& dating : datings) {
    Result<Validity> ended = with_end(dating.validity, end);
    if (!ended) return ended.error();
    const auto same = std::find_if(all.begin(), all.end(), [&](const Dating& d) { return d.validity == *ended; });
    if (same == all.end()) {
      all.push_back({std::move(*ended), dating.sources});
      continue;
    }
    for (const SourceRef& source : dating.sources)
      if (std::find(same->sources.begin(), same->sources.end(), source) == same->sources.end())
        same->sources.push_back(source);
  }
  validity = combination_of(all);
  datings = std::move(all);
  return {};
}

bool only_gains_end(const std::optional<Validity>& before, const std::vector<Dating>& datings_before,
                    const std::optional<Validity>& after, const std::vector<Dating>& datings_after) {
  if (datings_before.size() != datings_after.size()) return false;
  if (datings_before.empty()) return gains_end(before, after);
  bool differs = false;
  for (std::size_t i = 0; i < datings_before.size(); ++i) {
    const Dating &a = datings_before[i], &b = datings_after[i];
    if (a == b) continue;
    if (a.sources != b.sources || !gains_end(a.validity, b.validity)) return false;
    differs = true;
  }
  return differs;
}

}  // namespace entente
