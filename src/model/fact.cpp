#include "entente/model/fact.hpp"

namespace entente {

std::string_view name(Provenance p) {
  switch (p) {
    case Provenance::kStated:
      return "stated";
    case Provenance::kImplied:
      return "implied";
    case Provenance::kDerived:
      return "derived";
    case Provenance::kBackground:
      return "background";
  }
  return "unknown";
}

}  // namespace entente
