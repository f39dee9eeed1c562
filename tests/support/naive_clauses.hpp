// Values and the clauses that work on rows, by their plainest definition: what tests hold the engine against. Nothing
// here uses the engine's own comparisons, sorting or grouping.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace entente::naive {

// In the order in which openCypher sorts types; nodes and relationships are known by their number.
enum class Kind { kNode, kRelationship, kList, kInstant, kString, kBoolean, kInteger, kFloat, kNull };

struct Datum {
  Kind kind = Kind::kNull;
  bool truth = false;
  std::int64_t whole = 0;  // also the number of a node or relationship, and the days of an instant
  double real = 0;
  std::string text = {};
  std::vector<Datum> items = {};
};
using Row = std::vector<Datum>;
using Rows = std::vector<Row>;

inline Datum of(bool truth) {
  return {Kind::kBoolean, truth};
}
inline Datum of(std::int64_t whole, Kind kind = Kind::kInteger) {
  return {kind, false, whole};
}
inline Datum of(double real) {
  return {Kind::kFloat, false, 0, real};
}
inline Datum of(std::string text) {
  return {Kind::kString, false, 0, 0, std::move(text)};
}
inline Datum of(std::vector<Datum> items) {
  return {Kind::kList, false, 0, 0, "", std::move(items)};
}
// What is not known is null.
inline Datum of(std::optional<bool> truth) {
  return truth ? of(*truth) : Datum{};
}
inline Datum of(const char*) = delete;  // would be taken for a truth

inline bool is_null(const Datum& d) {
  return d.kind == Kind::kNull;
}
inline bool is_number(const Datum& d) {
  return d.kind == Kind::kInteger || d.kind == Kind::kFloat;
}
// Holds every integer and every float as it is, where it has 64 bits of mantissa.
inline long double number(const Datum& d) {
  return d.kind == Kind::kInteger ? static_cast<long double>(d.whole) : static_cast<long double>(d.real);
}
inline bool is_nan(const Datum& d) {
  return d.kind == Kind::kFloat && std::isnan(d.real);
}

// `a = b`.
inline std::optional<bool> equal(const Datum& a, const Datum& b) {
  if (is_null(a) || is_null(b)) return std::nullopt;
  if (is_number(a) && is_number(b)) return number(a) == number(b);
  if (a.kind != b.kind) return false;
  if (a.kind == Kind::kBoolean) return a.truth == b.truth;
  if (a.kind == Kind::kString) return a.text == b.text;
  if (a.kind != Kind::kList) return a.whole == b.whole;
  if (a.items.size() != b.items.size()) return false;
  bool known = true;
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    const std::optional<bool> same = equal(a.items[i], b.items[i]);
    if (same == false) return false;
    known = known && same.has_value();
  }
  return known ? std::optional<bool>(true) : std::nullopt;
}

// `a < b`, or `a <= b`.
inline std::optional<bool> less(const Datum& a, const Datum& b, bool or_equal) {
  if (is_number(a) && is_number(b)) return or_equal ? number(a) <= number(b) : number(a) < number(b);
  if (is_null(a) || a.kind != b.kind) return std::nullopt;
  if (a.kind == Kind::kBoolean) return or_equal ? a.truth <= b.truth : a.truth < b.truth;
  if (a.kind == Kind::kString) return or_equal ? a.text <= b.text : a.text < b.text;
  if (a.kind == Kind::kInstant) return or_equal ? a.whole <= b.whole : a.whole < b.whole;
  if (a.kind != Kind::kList) return std::nullopt;
  for (std::size_t i = 0; i < a.items.size() && i < b.items.size(); ++i) {
    const std::optional<bool> same = equal(a.items[i], b.items[i]);
    if (!same) return std::nullopt;
    if (!*same) return less(a.items[i], b.items[i], or_equal);
  }
  return or_equal ? a.items.size() <= b.items.size() : a.items.size() < b.items.size();
}

inline std::optional<bool> both(std::optional<bool> a, std::optional<bool> b) {
  if (a == false || b == false) return false;
  return a && b ? std::optional<bool>(true) : std::nullopt;
}
inline std::optional<bool> negated(std::optional<bool> a) {
  return a ? std::optional<bool>(!*a) : std::nullopt;
}

// `x IN list`.
inline std::optional<bool> contained(const Datum& x, const Datum& list) {
  if (is_null(list)) return std::nullopt;
  bool known = true;
  for (const Datum& item : list.items) {
    const std::optional<bool> same = equal(x, item);
    if (same == true) return true;
    known = known && same.has_value();
  }
  return known ? std::optional<bool>(false) : std::nullopt;
}

// The order of all values: negative, zero, positive. `met_1_and_1_0` is set where an integer and a float are the same
// number: which of the two stands for both is then left open.
inline bool met_1_and_1_0 = false;

inline int order(const Datum& a, const Datum& b) {
  const auto sign = [](const auto& x, const auto& y) { return x < y ? -1 : y < x ? 1 : 0; };
  if (is_number(a) && is_number(b)) {
    if (is_nan(a) || is_nan(b)) return sign(is_nan(a), is_nan(b));  // NaN comes last
    if (number(a) == number(b) && a.kind != b.kind) met_1_and_1_0 = true;
    return sign(number(a), number(b));
  }
  if (a.kind != b.kind) return sign(a.kind, b.kind);
  if (a.kind == Kind::kBoolean) return sign(a.truth, b.truth);
  if (a.kind == Kind::kString) return sign(a.text, b.text);
  if (a.kind != Kind::kList) return sign(a.whole, b.whole);
  for (std::size_t i = 0; i < a.items.size() && i < b.items.size(); ++i) {
    if (const int c = order(a.items[i], b.items[i]); c != 0) return c;
  }
  return sign(a.items.size(), b.items.size());
}

// Sameness for DISTINCT and groups: null is the same as null.
inline bool same(const Row& a, const Row& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (order(a[i], b[i]) != 0) return false;
  }
  return true;
}

// One row of each that are the same: the first.
inline Rows distinct(const Rows& rows) {
  Rows kept;
  for (const Row& row : rows) {
    if (std::none_of(kept.begin(), kept.end(), [&](const Row& other) { return same(row, other); })) kept.push_back(row);
  }
  return kept;
}

enum class Aggregate { kCount, kSum, kMin, kMax, kAvg, kCollect };

// Of the values of one group. Null counts for nothing.
inline Datum aggregate(Aggregate what, bool of_distinct, const Row& values) {
  Rows known;
  for (const Datum& d : values) {
    if (!is_null(d)) known.push_back({d});
  }
  if (of_distinct) known = distinct(known);
  Datum least, greatest, sum = of(std::int64_t{0});
  std::vector<Datum> all;
  for (const Row& row : known) {
    const Datum& d = row[0];
    if (all.empty() || order(d, least) < 0) least = d;
    if (all.empty() || order(d, greatest) > 0) greatest = d;
    if (what == Aggregate::kSum || what == Aggregate::kAvg) {
      const bool whole = sum.kind == Kind::kInteger && d.kind == Kind::kInteger;
      sum = whole ? of(sum.whole + d.whole) : of(static_cast<double>(number(sum) + number(d)));
    }
    all.push_back(d);
  }
  const auto n = static_cast<std::int64_t>(all.size());
  switch (what) {
    case Aggregate::kCount:
      return of(n);
    case Aggregate::kSum:
      return sum;
    case Aggregate::kMin:
      return least;
    case Aggregate::kMax:
      return greatest;
    case Aggregate::kAvg:
      return n == 0 ? Datum{} : of(static_cast<double>(number(sum)) / static_cast<double>(n));
    case Aggregate::kCollect:
      return of(all);
  }
  return {};
}

// The places of rows with the same keys, together; groups in the order in which their first rows come.
inline std::vector<std::vector<std::size_t>> groups_of(const Rows& keys) {
  std::vector<std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    std::size_t g = 0;
    while (g < groups.size() && !same(keys[groups[g][0]], keys[i])) ++g;
    if (g == groups.size()) groups.emplace_back();
    groups[g].push_back(i);
  }
  return groups;
}

// The places of rows in the order of their keys; rows with the same keys stay as they were.
inline std::vector<std::size_t> places_in_order(const Rows& keys, const std::vector<bool>& descending) {
  std::vector<std::size_t> places(keys.size());
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
  std::stable_sort(places.begin(), places.end(), [&](std::size_t x, std::size_t y) {
    for (std::size_t k = 0; k < descending.size(); ++k) {
      const int c = order(keys[x][k], keys[y][k]);
      if (c != 0) return descending[k] ? c > 0 : c < 0;
    }
    return false;
  });
  return places;
}

// As text, by which rows are compared: 1 and 1.0 differ unless `loose`. The order of the items of a `bag` is left open.
inline std::string shown(const Datum& d, bool loose, bool bag = false) {
  char digits[64];
  switch (d.kind) {
    case Kind::kNull:
      return "null";
    case Kind::kBoolean:
      return d.truth ? "true" : "false";
    case Kind::kString:
      return "'" + d.text + "'";
    case Kind::kNode:
      return "node " + std::to_string(d.whole);
    case Kind::kRelationship:
      return "relationship " + std::to_string(d.whole);
    case Kind::kInstant:
      return "day " + std::to_string(d.whole);
    case Kind::kInteger:
      if (!loose) return std::to_string(d.whole);
      [[fallthrough]];
    case Kind::kFloat: {
      if (is_nan(d)) return "NaN";
      const auto value = static_cast<double>(number(d));
      std::snprintf(digits, sizeof digits, "%.12g%s", value == 0 ? 0.0 : value, loose ? "" : "f");  // -0 is 0
      return digits;
    }
    case Kind::kList:
      break;
  }
  std::vector<std::string> parts;
  for (const Datum& item : d.items) parts.push_back(shown(item, loose));
  if (bag) std::sort(parts.begin(), parts.end());
  std::string all = "[";
  for (const std::string& part : parts) all += (all.size() == 1 ? "" : ", ") + part;
  return all + "]";
}

}  // namespace entente::naive
