// Three ways to compare values (openCypher, CIP2016-06-14 "Comparability, equality, orderability and equivalence"):
//
//   equal, less      three-valued, for expressions; null and NaN are equal to nothing
//   equivalent       two-valued, for DISTINCT and grouping; null is null, NaN is NaN
//   order            total, for ORDER BY; 0 exactly where `equivalent` holds
//
// Integers and floats are compared as the numbers they stand for, never by rounding one to the other's type.
#include "entente/model/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <compare>
#include <optional>
#include <tuple>

#include "entente/error.hpp"
#include "entente/time/date.hpp"
#include "entente/time/stretches.hpp"

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
    if (b.is_integer()) return a.integer() <=> b.integer();
    return compare(a.integer(), b.floating());
  }
  if (b.is_float()) return a.floating() <=> b.floating();
  return 0 <=> compare(b.integer(), a.floating());
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

std::size_t hash_of_temporal(const Value& v) {
  const auto mixed = [&](std::initializer_list<std::int64_t> parts) {
    auto h = static_cast<std::size_t>(v.type());
    for (const std::int64_t part : parts) h = mix(h, static_cast<std::size_t>(part));
    return h;
  };
  switch (v.type()) {
    case ValueType::kDate:
      return mixed({v.date().days});
    case ValueType::kLocalTime:
      return mixed({v.local_time().nanos});
    case ValueType::kTime:
      return mixed({v.time().time.nanos, v.time().offset});
    case ValueType::kLocalDateTime:
      return mixed({v.local_date_time().seconds, v.local_date_time().nanos});
    case ValueType::kDateTime:
      return mixed({v.date_time().utc_seconds(), v.date_time().local.nanos});
    default:
      return mixed({v.duration().months, v.duration().days, v.duration().seconds, v.duration().nanos});
  }
}

auto bounds_of(const Validity& v) {
  const Period& p = v.bounds;
  return std::tuple(p.earliest_start, p.latest_start, p.earliest_end, p.latest_end);
}

// The instant that an instant is compared with: another one, or the first of a DATE, a DATETIME or a date in
// a text.
std::optional<Instant> point_of(const Value& v) {
  if (v.is_instant()) return v.instant();
  if (v.is_temporal()) return first_instant(v);
  if (!v.is_string()) return std::nullopt;
  const Result<Instant> point = read_point(v.string());
  return point.ok() ? std::optional(*point) : std::nullopt;
}

bool are_instants(const Value& a, const Value& b) {
  const auto may_be_point = [](const Value& v) { return v.is_instant() || v.is_string() || first_instant(v); };
  return (a.is_instant() && may_be_point(b)) || (b.is_instant() && may_be_point(a));
}

std::partial_ordering compare_instants(const Value& a, const Value& b) {
  const std::optional<Instant> x = point_of(a), y = point_of(b);
  return x && y ? std::partial_ordering(*x <=> *y) : std::partial_ordering::unordered;
}

// By the bounds of the hull; of two sets then stretch by stretch, a period before a set.
std::strong_ordering order_periods(const Validity& a, const Validity& b) {
  if (const auto c = bounds_of(a) <=> bounds_of(b); c != 0) return c;
  return std::lexicographical_compare_three_way(
      a.stretches.begin(), a.stretches.end(), b.stretches.begin(), b.stretches.end(),
      [](const Validity& x, const Validity& y) { return bounds_of(x) <=> bounds_of(y); });
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

// Of two temporal values of one type.
std::strong_ordering order_temporal(const Value& a, const Value& b) {
  switch (a.type()) {
    case ValueType::kDate:
      return a.date() <=> b.date();
    case ValueType::kLocalTime:
      return a.local_time() <=> b.local_time();
    case ValueType::kTime:
      return a.time() <=> b.time();
    case ValueType::kLocalDateTime:
      return a.local_date_time() <=> b.local_date_time();
    case ValueType::kDateTime:
      return a.date_time() <=> b.date_time();
    default:
      return order_amounts(a.duration(), b.duration());
  }
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
  if (are_instants(a, b)) {
    const std::partial_ordering c = compare_instants(a, b);
    return c == std::partial_ordering::unordered ? Truth::kUnknown : decide(c);
  }
  if (a.type() != b.type()) return Truth::kUnknown;
  switch (a.type()) {
    case ValueType::kString:
      return decide(a.string() <=> b.string());
    case ValueType::kBoolean:
      return decide(a.boolean() <=> b.boolean());
    case ValueType::kList:
      return below_lists(a.list(), b.list(), bound);
    case ValueType::kDate:
    case ValueType::kLocalTime:
    case ValueType::kTime:
    case ValueType::kLocalDateTime:
    case ValueType::kDateTime:
      return decide(order_temporal(a, b));
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
    case ValueType::kInstant:
      return 6;
    case ValueType::kDateTime:
      return 7;
    case ValueType::kLocalDateTime:
      return 8;
    case ValueType::kDate:
      return 9;
    case ValueType::kTime:
      return 10;
    case ValueType::kLocalTime:
      return 11;
    case ValueType::kDuration:
      return 12;
    case ValueType::kString:
      return 13;
    case ValueType::kBoolean:
      return 14;
    case ValueType::kInteger:
      return 15;
    case ValueType::kFloat:
      return std::isnan(v.floating()) ? 16 : 15;
    case ValueType::kNull:
      return 17;
  }
  return 18;
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

Error Value::not_a(ValueType wanted) const {
  return {ErrorCode::kType, is_null() ? fmt::format("the value is null, not of type {}", name(wanted))
                                      : fmt::format("the value is of type {}, not {}", name(type()), name(wanted))};
}

Result<double> Value::as_number() const {
  if (is_number()) return number();
  return not_a(ValueType::kFloat);
}
Result<std::string> Value::as_string() const {
  if (is_string()) return string();
  return not_a(ValueType::kString);
}
Result<List> Value::as_list() const {
  if (is_list()) return list();
  return not_a(ValueType::kList);
}
Result<Map> Value::as_map() const {
  if (is_map()) return map();
  return not_a(ValueType::kMap);
}
Result<Path> Value::as_path() const {
  if (is_path()) return path();
  return not_a(ValueType::kPath);
}
Result<Validity> Value::as_period() const {
  if (is_period()) return period();
  return not_a(ValueType::kPeriod);
}

Result<ZonedDateTime> Value::as_date_time() const {
  if (type() == ValueType::kDateTime) return date_time();
  return not_a(ValueType::kDateTime);
}
Result<TemporalAmount> Value::as_duration() const {
  if (is_duration()) return duration();
  return not_a(ValueType::kDuration);
}

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
    case ValueType::kInstant:
      return "INSTANT";
    case ValueType::kDate:
      return "DATE";
    case ValueType::kLocalTime:
      return "LOCAL TIME";
    case ValueType::kTime:
      return "TIME";
    case ValueType::kLocalDateTime:
      return "LOCAL DATETIME";
    case ValueType::kDateTime:
      return "DATETIME";
    case ValueType::kDuration:
      return "DURATION";
  }
  return "UNKNOWN";
}

namespace {

const Value& value_of(const Value& item) {
  return item;
}
const Value& value_of(const Map::value_type& entry) {
  return entry.second;
}

template <class Items>
Value::Extent extent_of(const Items& items) {
  Value::Extent extent{0, items.size()};
  for (const auto& item : items) {
    const Value::Extent inner = value_of(item).extent();
    extent.depth = std::max(extent.depth, inner.depth);
    extent.values += inner.values;  // each is bounded, and so is their number
  }
  if (extent.values > kLongestList) {
    throw Error(ErrorCode::kLimit,
                items.size() == extent.values
                    ? fmt::format("a list or map of {} members; the longest has {}", extent.values, kLongestList)
                    : fmt::format("a list or map of {} values with those that stand in its members; "
                                  "the largest has {}",
                                  extent.values, kLongestList));
  }
  if (extent.depth >= kDeepestValue) {
    throw Error(ErrorCode::kLimit, fmt::format("a value is nested more than {} levels deep", kDeepestValue))
        .with_hint("lists and maps stand in one another only so far; put what belongs together side by side");
  }
  ++extent.depth;
  return extent;
}

}  // namespace

std::size_t Value::own_bytes() const {
  constexpr std::size_t kBlock = 32;  // what an allocation and a count of owners take
  std::size_t bytes = sizeof(Value);
  const auto is_alone = [](const auto& shared) { return shared.use_count() == 1; };
  if (const auto* text = std::get_if<std::shared_ptr<const std::string>>(&v_)) {
    if (is_alone(*text)) bytes += kBlock + sizeof(std::string) + (*text)->capacity();
  } else if (const auto* list = std::get_if<std::shared_ptr<const Nested<List>>>(&v_)) {
    if (!is_alone(*list)) return bytes;
    bytes += kBlock + sizeof(List);
    for (const Value& item : (*list)->items) bytes += item.own_bytes();
  } else if (const auto* map = std::get_if<std::shared_ptr<const Nested<Map>>>(&v_)) {
    if (!is_alone(*map)) return bytes;
    for (const auto& [key, item] : (*map)->items)
      bytes += 2 * kBlock + sizeof(std::string) + key.capacity() + item.own_bytes();
  } else if (const auto* path = std::get_if<std::shared_ptr<const Path>>(&v_)) {
    if (is_alone(*path))
      bytes += kBlock + sizeof(Path) + (*path)->nodes.capacity() * sizeof(NodeRef) +
               (*path)->relationships.capacity() * sizeof(RelationshipRef);
  } else if (const auto* period = std::get_if<std::shared_ptr<const Validity>>(&v_)) {
    if (is_alone(*period)) bytes += kBlock + sizeof(Validity) + (*period)->edtf.capacity();
  } else if (const auto* t = std::get_if<std::shared_ptr<const ZonedDateTime>>(&v_)) {
    if (is_alone(*t)) bytes += kBlock + sizeof(ZonedDateTime) + (*t)->zone.capacity();
  } else if (const auto* amount = std::get_if<std::shared_ptr<const TemporalAmount>>(&v_)) {
    if (is_alone(*amount)) bytes += kBlock + sizeof(TemporalAmount);
  }
  return bytes;
}

Value::Value(std::string v) {
  if (v.size() > kLongestString) {
    throw Error(ErrorCode::kLimit, fmt::format("a text of {} bytes; the longest has {}", v.size(), kLongestString));
  }
  v_ = std::make_shared<const std::string>(std::move(v));
}
Value::Value(List v) {
  const Extent extent = extent_of(v);
  v_ = std::make_shared<const Nested<List>>(Nested<List>{std::move(v), extent});
}
Value::Value(Map v) {
  const Extent extent = extent_of(v);
  v_ = std::make_shared<const Nested<Map>>(Nested<Map>{std::move(v), extent});
}
Value::Value(Path v) : v_(std::make_shared<const Path>(std::move(v))) {}
Value::Value(Validity v) : v_(std::make_shared<const Validity>(std::move(v))) {}
Value::Value(ZonedDateTime v) : v_(std::make_shared<const ZonedDateTime>(std::move(v))) {}
Value::Value(TemporalAmount v) : v_(std::make_shared<const TemporalAmount>(v)) {}

bool equivalent(const Value& a, const Value& b) {
  // The frequent pairs first; `order` decides the rest.
  if (a.is_integer() && b.is_integer()) return a.integer() == b.integer();
  if (a.is_string() && b.is_string()) return a.string() == b.string();
  return order(a, b) == 0;
}

std::size_t hash_of(const Value& v) {
  switch (v.type()) {
    case ValueType::kNull:
      return 0x6E756C6C;
    case ValueType::kBoolean:
      return mix(1, v.boolean() ? 1 : 0);
    case ValueType::kInteger:
      return mix(2, static_cast<std::size_t>(v.integer()));
    case ValueType::kFloat:
      return mix(2, hash_of_number(v.floating()));
    case ValueType::kString:
      return mix(3, std::hash<std::string_view>()(v.string()));
    case ValueType::kNode:
      return mix(4, v.node().index);
    case ValueType::kRelationship:
      return mix(5, v.relationship().index);
    case ValueType::kList: {
      std::size_t h = mix(6, v.list().size());
      for (const Value& item : v.list()) h = mix(h, hash_of(item));
      return h;
    }
    case ValueType::kMap: {
      std::size_t h = mix(7, v.map().size());
      for (const auto& [key, item] : v.map()) h = mix(mix(h, std::hash<std::string_view>()(key)), hash_of(item));
      return h;
    }
    case ValueType::kPath: {
      std::size_t h = mix(8, v.path().nodes.size());
      for (const NodeRef node : v.path().nodes) h = mix(h, node.index);
      for (const RelationshipRef relationship : v.path().relationships) h = mix(h, relationship.index);
      return h;
    }
    case ValueType::kPeriod: {
      const Period& p = v.period().bounds;
      std::size_t h = 9;
      for (const Instant t : {p.earliest_start, p.latest_start, p.earliest_end, p.latest_end}) {
        h = mix(h, static_cast<std::size_t>(t.seconds));
      }
      return h;
    }
    case ValueType::kInstant:
      return mix(10, static_cast<std::size_t>(v.instant().seconds));
    case ValueType::kDate:
    case ValueType::kLocalTime:
    case ValueType::kTime:
    case ValueType::kLocalDateTime:
    case ValueType::kDateTime:
    case ValueType::kDuration:
      return hash_of_temporal(v);
  }
  return 0;
}

Truth equal(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Truth::kUnknown;
  if (a.is_number() && b.is_number()) return truth(compare_numbers(a, b) == 0);
  if (are_instants(a, b)) return truth(compare_instants(a, b) == 0);
  if (a.type() != b.type()) return Truth::kFalse;
  switch (a.type()) {
    case ValueType::kBoolean:
      return truth(a.boolean() == b.boolean());
    case ValueType::kString:
      return truth(a.string() == b.string());
    case ValueType::kList:
      return equal_lists(a.list(), b.list());
    case ValueType::kMap:
      return equal_maps(a.map(), b.map());
    case ValueType::kNode:
      return truth(a.node() == b.node());
    case ValueType::kRelationship:
      return truth(a.relationship() == b.relationship());
    case ValueType::kPath:
      return truth(order_paths(a.path(), b.path()) == 0);
    case ValueType::kPeriod:
      if (!a.period().is_set() && !b.period().is_set()) return equals(a.period().bounds, b.period().bounds);
      return equals(BoundsOfStretches(a.period()), BoundsOfStretches(b.period()));
    case ValueType::kDate:
    case ValueType::kLocalTime:
    case ValueType::kTime:
    case ValueType::kLocalDateTime:
    case ValueType::kDateTime:
    case ValueType::kDuration:
      return truth(order(a, b) == 0);
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
      return sign(a.boolean() <=> b.boolean());
    case ValueType::kInteger:
    case ValueType::kFloat:
      return sign(compare_numbers(a, b));  // two NaN: neither less nor greater
    case ValueType::kString:
      return sign(a.string() <=> b.string());
    case ValueType::kList:
      return order_lists(a.list(), b.list());
    case ValueType::kMap:
      return order_maps(a.map(), b.map());
    case ValueType::kNode:
      return sign(a.node() <=> b.node());
    case ValueType::kRelationship:
      return sign(a.relationship() <=> b.relationship());
    case ValueType::kPath:
      return order_paths(a.path(), b.path());
    case ValueType::kPeriod:
      return sign(order_periods(a.period(), b.period()));
    case ValueType::kInstant:
      return sign(a.instant() <=> b.instant());
    case ValueType::kDate:
    case ValueType::kLocalTime:
    case ValueType::kTime:
    case ValueType::kLocalDateTime:
    case ValueType::kDateTime:
    case ValueType::kDuration:
      return sign(order_temporal(a, b));
  }
  return 0;
}

}  // namespace entente
