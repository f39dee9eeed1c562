// Three ways to compare values (openCypher, CIP2016-06-14 "Comparability, equality, orderability and equivalence"):
//
//   equal, less      three-valued, for expressions; null and NaN are equal to nothing
//   equivalent       two-valued, for DISTINCT and grouping; null is null, NaN is NaN
//   order            total, for ORDER BY; 0 exactly where `equivalent` holds
//
// Integers and floats are compared as the numbers they stand for, never by rounding one to the other's type.
#include "entente/model/value.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <compare>
#include <optional>
#include <tuple>

namespace entente {
namespace {

constexpr double kTwoTo63 = 9223372036854775808.0;

std::partial_ordering compare(std::int64_t a, double b) {
  if (std::isnan(b)) return std::partial_ordering::unordered;
  if (b >= kTwoTo63) return std::partial_ordering::less;
  if (b < -kTwoTo63) return std::partial_ordering::greater;
  const auto whole = static_cast<std::int64_t>(b);  // towards zero; exact
  if (a != whole) return a <=> whole;
  return 0.0 <=> b - static_cast<double>(whole);
}

std::partial_ordering compare_numbers(const Value& a, const Value& b) {
  if (a.is_integer()) {
    if (b.is_integer()) return a.as_integer() <=> b.as_integer();
    return compare(a.as_integer(), b.as_float());
  }
  if (b.is_float()) return a.as_float() <=> b.as_float();
  return 0 <=> compare(b.as_integer(), a.as_float());
}

std::size_t mix(std::size_t seed, std::size_t more) {
  std::uint64_t x = seed * 0x9E3779B97F4A7C15u + more;
  x ^= x >> 32;
  x *= 0xD6E8FEB86659FD93u;
  x ^= x >> 29;
  return x;
}

std::size_t hash_of_number(double d) {
  if (std::isnan(d)) return 0x7FF8;
  if (d >= -kTwoTo63 && d < kTwoTo63 && d == std::trunc(d))
    return static_cast<std::size_t>(static_cast<std::int64_t>(d));
  return static_cast<std::size_t>(std::bit_cast<std::uint64_t>(d));
}

auto bounds_of(const Value& v) {
  const Period& p = v.as_period().bounds;
  return std::tuple(p.earliest_start, p.latest_start, p.earliest_end, p.latest_end);
}

Truth equal_lists(const List& a, const List& b) {
  if (a.size() != b.size()) return Truth::kFalse;
  Truth all = Truth::kTrue;
  for (std::size_t i = 0; i < a.size() && all != Truth::kFalse; ++i) all = all & equal(a[i], b[i]);
  return all;
}

Truth equal_maps(const Map& a, const Map& b) {
  if (a.size() != b.size()) return Truth::kFalse;
  for (auto x = a.begin(), y = b.begin(); x != a.end(); ++x, ++y) {
    if (x->first != y->first) return Truth::kFalse;
  }
  Truth all = Truth::kTrue;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && all != Truth::kFalse; ++x, ++y) {
    all = all & equal(x->second, y->second);
  }
  return all;
}

// Below, where two lists first differ decides; the shorter comes first where one begins the other.
enum class Bound { kStrict, kOrEqual };
Truth below(const Value& a, const Value& b, Bound bound);

Truth below_lists(const List& a, const List& b, Bound bound) {
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    const Truth same = equal(a[i], b[i]);
    if (same == Truth::kUnknown) return Truth::kUnknown;
    if (same == Truth::kFalse) return below(a[i], b[i], Bound::kStrict);
  }
  return truth(bound == Bound::kStrict ? a.size() < b.size() : a.size() <= b.size());
}

Truth below(const Value& a, const Value& b, Bound bound) {
  const auto decide = [bound](std::partial_ordering c) { return truth(bound == Bound::kStrict ? c < 0 : c <= 0); };
  if (a.is_number() && b.is_number()) return decide(compare_numbers(a, b));
  if (a.type() != b.type()) return Truth::kUnknown;
  switch (a.type()) {
    case ValueType::kString:
      return decide(a.as_string() <=> b.as_string());
    case ValueType::kBoolean:
      return decide(a.as_boolean() <=> b.as_boolean());
    case ValueType::kList:
      return below_lists(a.as_list(), b.as_list(), bound);
    default:
      return Truth::kUnknown;
  }
}

// The place of a type in the total order.
int rank(const Value& v) {
  switch (v.type()) {
    case ValueType::kMap:
      return 0;
    case ValueType::kNode:
      return 1;
    case ValueType::kRelationship:
      return 2;
    case ValueType::kList:
      return 3;
    case ValueType::kPath:
      return 4;
    case ValueType::kPeriod:
      return 5;
    case ValueType::kString:
      return 6;
    case ValueType::kBoolean:
      return 7;
    case ValueType::kInteger:
      return 8;
    case ValueType::kFloat:
      return std::isnan(v.as_float()) ? 9 : 8;
    case ValueType::kNull:
      return 10;
  }
  return 11;
}

template <class Ordering>
int sign(Ordering c) {
  return c < 0 ? -1 : c > 0 ? 1 : 0;
}

int order_lists(const List& a, const List& b) {
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (const int c = order(a[i], b[i]); c != 0) return c;
  }
  return sign(a.size() <=> b.size());
}

int order_maps(const Map& a, const Map& b) {
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end(); ++x, ++y) {
    if (const int c = sign(x->first <=> y->first); c != 0) return c;
    if (const int c = order(x->second, y->second); c != 0) return c;
  }
  return sign(a.size() <=> b.size());
}

int order_paths(const Path& a, const Path& b) {
  if (const int c = sign(a.nodes <=> b.nodes); c != 0) return c;
  return sign(a.relationships <=> b.relationships);
}

}  // namespace

std::string_view name(ValueType type) {
  switch (type) {
    case ValueType::kNull:
      return "NULL";
    case ValueType::kBoolean:
      return "BOOLEAN";
    case ValueType::kInteger:
      return "INTEGER";
    case ValueType::kFloat:
      return "FLOAT";
    case ValueType::kString:
      return "STRING";
    case ValueType::kList:
      return "LIST";
    case ValueType::kMap:
      return "MAP";
    case ValueType::kNode:
      return "NODE";
    case ValueType::kRelationship:
      return "RELATIONSHIP";
    case ValueType::kPath:
      return "PATH";
    case ValueType::kPeriod:
      return "PERIOD";
  }
  return "UNKNOWN";
}

Value::Value(List v) : v_(std::make_shared<const List>(std::move(v))) {}
Value::Value(Map v) : v_(std::make_shared<const Map>(std::move(v))) {}
Value::Value(Path v) : v_(std::make_shared<const Path>(std::move(v))) {}
Value::Value(Validity v) : v_(std::make_shared<const Validity>(std::move(v))) {}

bool equivalent(const Value& a, const Value& b) {
  // The frequent pairs first; `order` decides the rest.
  if (a.is_integer() && b.is_integer()) return a.as_integer() == b.as_integer();
  if (a.is_string() && b.is_string()) return a.as_string() == b.as_string();
  return order(a, b) == 0;
}

std::size_t hash_of(const Value& v) {
  switch (v.type()) {
    case ValueType::kNull:
      return 0x6E756C6C;
    case ValueType::kBoolean:
      return mix(1, v.as_boolean() ? 1 : 0);
    case ValueType::kInteger:
      return mix(2, static_cast<std::size_t>(v.as_integer()));
    case ValueType::kFloat:
      return mix(2, hash_of_number(v.as_float()));
    case ValueType::kString:
      return mix(3, std::hash<std::string_view>()(v.as_string()));
    case ValueType::kNode:
      return mix(4, v.as_node().index);
    case ValueType::kRelationship:
      return mix(5, v.as_relationship().index);
    case ValueType::kList: {
      std::size_t h = mix(6, v.as_list().size());
      for (const Value& item : v.as_list()) h = mix(h, hash_of(item));
      return h;
    }
    case ValueType::kMap: {
      std::size_t h = mix(7, v.as_map().size());
      for (const auto& [key, item] : v.as_map()) h = mix(mix(h, std::hash<std::string_view>()(key)), hash_of(item));
      return h;
    }
    case ValueType::kPath: {
      std::size_t h = mix(8, v.as_path().nodes.size());
      for (const NodeRef node : v.as_path().nodes) h = mix(h, node.index);
      for (const RelationshipRef relationship : v.as_path().relationships) h = mix(h, relationship.index);
      return h;
    }
    case ValueType::kPeriod: {
      const Period& p = v.as_period().bounds;
      std::size_t h = 9;
      for (const Instant t : {p.earliest_start, p.latest_start, p.earliest_end, p.latest_end}) {
        h = mix(h, static_cast<std::size_t>(t.seconds));
      }
      return h;
    }
  }
  return 0;
}

Truth equal(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Truth::kUnknown;
  if (a.is_number() && b.is_number()) return truth(compare_numbers(a, b) == 0);
  if (a.type() != b.type()) return Truth::kFalse;
  switch (a.type()) {
    case ValueType::kBoolean:
      return truth(a.as_boolean() == b.as_boolean());
    case ValueType::kString:
      return truth(a.as_string() == b.as_string());
    case ValueType::kList:
      return equal_lists(a.as_list(), b.as_list());
    case ValueType::kMap:
      return equal_maps(a.as_map(), b.as_map());
    case ValueType::kNode:
      return truth(a.as_node() == b.as_node());
    case ValueType::kRelationship:
      return truth(a.as_relationship() == b.as_relationship());
    case ValueType::kPath:
      return truth(order_paths(a.as_path(), b.as_path()) == 0);
    case ValueType::kPeriod:
      return equals(a.as_period().bounds, b.as_period().bounds);
    default:
      return Truth::kUnknown;  // null and numbers: dealt with above
  }
}

Truth less(const Value& a, const Value& b) {
  return below(a, b, Bound::kStrict);
}

Truth less_or_equal(const Value& a, const Value& b) {
  return below(a, b, Bound::kOrEqual);
}

int order(const Value& a, const Value& b) {
  const int rank_a = rank(a), rank_b = rank(b);
  if (rank_a != rank_b) return rank_a < rank_b ? -1 : 1;
  switch (a.type()) {
    case ValueType::kNull:
      return 0;
    case ValueType::kBoolean:
      return sign(a.as_boolean() <=> b.as_boolean());
    case ValueType::kInteger:
    case ValueType::kFloat:
      return sign(compare_numbers(a, b));  // two NaN: neither less nor greater
    case ValueType::kString:
      return sign(a.as_string() <=> b.as_string());
    case ValueType::kList:
      return order_lists(a.as_list(), b.as_list());
    case ValueType::kMap:
      return order_maps(a.as_map(), b.as_map());
    case ValueType::kNode:
      return sign(a.as_node() <=> b.as_node());
    case ValueType::kRelationship:
      return sign(a.as_relationship() <=> b.as_relationship());
    case ValueType::kPath:
      return order_paths(a.as_path(), b.as_path());
    case ValueType::kPeriod:
      return sign(bounds_of(a) <=> bounds_of(b));
  }
  return 0;
}

}  // namespace entente
