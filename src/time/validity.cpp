#include "entente/time/validity.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

#include "entente/time/edtf.hpp"
#include "entente/time/period_algebra.hpp"
#include "entente/time/stretches.hpp"
#include "time/edtf/reading.hpp"

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

Validity unknown_validity() {
  Validity validity;
  validity.bounds = {Instant::minus_infinity(), Instant::plus_infinity(), Instant::minus_infinity(),
                     Instant::plus_infinity()};
  validity.direct_bounds = true;
  return validity;
}

bool Validity::is_certain() const {
  if (!is_set()) return bounds.is_certain();
  return std::all_of(stretches.begin(), stretches.end(), [](const Validity& v) { return v.bounds.is_certain(); });
}

namespace {

void put_in_order(std::vector<Validity>& stretches) {
  std::stable_sort(stretches.begin(), stretches.end(), [](const Validity& a, const Validity& b) {
    const auto rank = [](const Period& p) {
      return std::tie(p.earliest_start, p.latest_start, p.earliest_end, p.latest_end);
    };
    return rank(a.bounds) < rank(b.bounds);
  });
}

Validity set_in_order(std::vector<Validity> stretches) {
  if (stretches.size() == 1) return std::move(stretches.front());
  Validity set;
  const Period &first = stretches.front().bounds, &last = stretches.back().bounds;
  set.bounds = {first.earliest_start, first.latest_start, last.earliest_end, last.latest_end};
  set.stretches = std::move(stretches);
  return set;
}

}  // namespace

Result<Validity> set_of_stretches(std::vector<Validity> stretches) {
  if (stretches.empty()) return Error(ErrorCode::kInvalidData, "a set of periods without any");
  for (const Validity& v : stretches) {
    if (v.is_set()) return Error(ErrorCode::kInvalidData, "a stretch is itself a set of periods");
    if (!v.bounds.is_valid()) return Error(ErrorCode::kInvalidData, "the bounds of a stretch contradict one another");
  }
  put_in_order(stretches);
  std::optional<Instant> last;
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    last = earliest_end_after(last, stretches[i].bounds);
    if (last) continue;
    const Validity &before = stretches[i - 1], &after = stretches[i];
    const bool meet = before.bounds.latest_end <= after.bounds.earliest_start;
    return Error(ErrorCode::kInvalidData, "the stretches \"" + text_of(before) + "\" and \"" + text_of(after) + "\" " +
                                              (meet ? "meet" : "overlap"))
        .with_hint("stretches have a gap between them; where there is none they are one");
  }
  return set_in_order(std::move(stretches));
}

Validity joined_stretches(std::vector<Validity> stretches) {
  put_in_order(stretches);
  std::vector<Validity> apart;
  std::vector<Instant> ends;  // of each of them, as early as can be
  for (Validity& v : stretches) {
    if (!apart.empty() && apart.back() == v) continue;
    const auto end_of = [&ends](const Validity& next) {
      return earliest_end_after(ends.empty() ? std::nullopt : std::optional(ends.back()), next.bounds);
    };
    while (!end_of(v)) {
      v = validity_of(span(apart.back().bounds, v.bounds));
      apart.pop_back();
      ends.pop_back();
    }
    ends.push_back(*end_of(v));
    apart.push_back(std::move(v));
  }
  return set_in_order(std::move(apart));
}

Validity validity_of_stretches(const std::vector<Period>& stretches) {
  std::vector<Validity> all(stretches.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i].bounds = stretches[i];
  return set_in_order(std::move(all));
}

std::string edtf_of(const Validity& validity) {
  if (validity.is_set()) return {};
  const bool says_all = validity.extent == Extent::kWithin && !validity.end_exclusive && !validity.direct_bounds &&
                        validity.calendar == Calendar::kGregorian && !validity.edtf.empty();
  return says_all ? validity.edtf : print_edtf(validity.bounds).value_or("");
}

}  // namespace entente
