#include "entente/time/validity.hpp"

#include "entente/time/edtf.hpp"
#include "time/edtf_reading.hpp"

namespace entente {

Result<Validity> read_validity(std::string_view text, Extent extent, bool end_exclusive, Calendar calendar) {
  Result<edtf::Expression> expression = edtf::parse(text, calendar);
  if (!expression) return std::move(expression.error());
  Validity validity;
  validity.edtf = text;
  validity.calendar = calendar;
  validity.extent = extent;
  validity.end_exclusive = end_exclusive;
  if (end_exclusive) {
    Result<Period> bounds = edtf::read_end_exclusive(*expression, extent);
    if (!bounds) {
      bounds.error().span = SourceSpan{0, text.size()};
      return std::move(bounds.error());
    }
    validity.bounds = *bounds;
  } else {
    validity.bounds = edtf::read(*expression, extent);
  }
  return validity;
}

Validity validity_of(const Period& bounds) {
  Validity validity;
  validity.bounds = bounds;
  validity.edtf = print_edtf(bounds).value_or("");
  validity.direct_bounds = validity.edtf.empty();
  return validity;
}

std::string edtf_of(const Validity& validity) {
  if (validity.calendar != Calendar::kGregorian) return print_edtf(validity.bounds).value_or("");
  if (validity.edtf.empty() || validity.direct_bounds) return print_edtf(validity.bounds).value_or(validity.edtf);
  return validity.edtf;
}

}  // namespace entente
