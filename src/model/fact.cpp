#include "entente/model/fact.hpp"

#include "entente/time/claims.hpp"

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

std::string_view name(Supersession how) {
  switch (how) {
    case Supersession::kCorrected:
      return "corrected";
    case Supersession::kEnded:
      return "ended";
    case Supersession::kRetracted:
      return "retracted";
  }
  return "unknown";
}

Validity combination_of(std::span<const Dating> datings) {
  std::vector<Validity> validities;
  validities.reserve(datings.size());
  for (const Dating& dating : datings) validities.push_back(dating.validity);
  return combine(validities);
}

std::optional<Validity> dating_according_to(const std::optional<Validity>& validity, std::span<const Dating> datings,
                                            const Attribution& attribution, const SourceTest& is_read) {
  if (datings.empty()) return validity;
  std::vector<Validity> read;
  for (const Dating& dating : datings) {
    if (is_read(dating.sources.empty() ? attribution.sources : dating.sources)) read.push_back(dating.validity);
  }
  return read.empty() ? unknown_validity() : combine(read);
}

}  // namespace entente
