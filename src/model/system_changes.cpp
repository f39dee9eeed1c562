#include "entente/model/system_changes.hpp"

namespace entente {

std::string_view name(SystemChangeKind kind) {
  constexpr std::string_view kNames[] = {"newly known", "corrected", "ended", "retracted"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace entente
