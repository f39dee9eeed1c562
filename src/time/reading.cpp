#include "entente/time/reading.hpp"

namespace entente {

std::string_view name(Reading reading) {
  switch (reading) {
    case Reading::kCertain:
      return "certain";
    case Reading::kPresumed:
      return "presumed";
    case Reading::kPossible:
      return "possible";
  }
  return "unknown";
}

}  // namespace entente
