// A value of the query language and of properties: openCypher's types, its temporal ones among them, periods and
// instants.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "entente/error.hpp"
#include "entente/time/temporal.hpp"
#include "entente/time/temporal_amount.hpp"
#include "entente/time/truth.hpp"
#include "entente/time/validity.hpp"

namespace entente {

class Value;

// No value. `is_unknown`: the answer of a temporal predicate that the data leave open. It is null in every respect, and
// remembers where it comes from so that it can be shown.
struct Null {
  bool is_unknown = false;
};
// An entity or a relation, by its index in the snapshot that the query reads (or in the elements of a result table).
struct NodeRef {
  std::uint32_t index = 0;
  friend auto operator<=>(const NodeRef&, const NodeRef&) = default;
};
struct RelationshipRef {
  std::uint32_t index = 0;
  friend auto operator<=>(const RelationshipRef&, const RelationshipRef&) = default;
};

using List = std::vector<Value>;
using Map = std::map<std::string, Value, std::less<>>;  // ordered, so that output is deterministic
struct PathSelection;                                   // entente/graph/path_choice.hpp

// nodes.size() == relationships.size() + 1; relationships[i] joins nodes[i] and nodes[i+1] in either direction.
struct Path {
  std::vector<NodeRef> nodes;
  std::vector<RelationshipRef> relationships;
  // How it is walked in time, as the words before its pattern say; null: they say nothing. No part of what it is: paths
  // of the same nodes and relationships are equal.
  std::shared_ptr<const PathSelection> manner = nullptr;
};

enum class ValueType : std::uint8_t {
  kNull,
  kBoolean,
  kInteger,
  kFloat,
  kString,
  kList,
  kMap,
  kNode,
  kRelationship,
  kPath,
  kPeriod,
  kInstant,
  kDate,
  kLocalTime,
  kTime,
  kLocalDateTime,
  kDateTime,
  kDuration
};
std::string_view name(ValueType type);  // "INTEGER", "PERIOD", …

// Lists and maps stand in one another to this depth: [] is 1 deep, [[1]] is 2. The bound holds for every value,
// wherever it comes from, so that walking one needs no more stack than that.
inline constexpr int kDeepestValue = 200;
// Of one value, so that no text of a few words fills the memory by doubling.
inline constexpr std::size_t kLongestString = std::size_t{256} << 20;  // bytes
inline constexpr std::size_t kLongestList = 50'000'000;  // items, or entries of a map, with all that stand in them

// Immutable; copying shares strings, lists, maps, paths and periods.
class Value {
 public:
  Value() = default;
  Value(bool v) : v_(v) {}
  Value(std::int64_t v) : v_(v) {}
  Value(int v) : v_(std::int64_t{v}) {}
  Value(double v) : v_(v) {}
  // Strings, lists and maps beyond the bounds above throw Error kLimit.
  Value(std::string v);
  Value(std::string_view v) : Value(std::string(v)) {}
  Value(const char* v) : Value(std::string(v)) {}
  Value(List v);
  Value(Map v);
  Value(NodeRef v) : v_(v) {}
  Value(RelationshipRef v) : v_(v) {}
  Value(Path v);
  Value(Validity v);
  Value(Instant v) : v_(v) {}
  Value(LocalDate v) : v_(v) {}
  Value(LocalTime v) : v_(v) {}
  Value(OffsetTime v) : v_(v) {}
  Value(LocalDateTime v) : v_(v) {}
  Value(ZonedDateTime v);
  Value(TemporalAmount v);
  // Null that is shown as `unknown`.
  static Value unknown() {
    Value value;
    value.v_ = Null{true};
    return value;
  }
  // Unknown is a plain null; of_predicate: one that is shown as `unknown`.
  static Value of_predicate(Truth t) { return t == Truth::kUnknown ? unknown() : Value(t == Truth::kTrue); }
  static Value of(Truth t) { return t == Truth::kUnknown ? Value() : Value(t == Truth::kTrue); }

  ValueType type() const { return static_cast<ValueType>(v_.index()); }
  bool is_null() const { return type() == ValueType::kNull; }  // unknown is null, too
  bool is_unknown() const { return is_null() && std::get<Null>(v_).is_unknown; }
  bool is_boolean() const { return type() == ValueType::kBoolean; }
  bool is_integer() const { return type() == ValueType::kInteger; }
  bool is_float() const { return type() == ValueType::kFloat; }
  bool is_number() const { return is_integer() || is_float(); }
  bool is_string() const { return type() == ValueType::kString; }
  bool is_list() const { return type() == ValueType::kList; }
  bool is_map() const { return type() == ValueType::kMap; }
  bool is_node() const { return type() == ValueType::kNode; }
  bool is_relationship() const { return type() == ValueType::kRelationship; }
  bool is_path() const { return type() == ValueType::kPath; }
  bool is_period() const { return type() == ValueType::kPeriod; }
  bool is_instant() const { return type() == ValueType::kInstant; }
  // One of openCypher's temporal types, DATE to DURATION.
  bool is_temporal() const { return type() >= ValueType::kDate; }
  bool is_duration() const { return type() == ValueType::kDuration; }

  // Readers: of a value of another type, null among them, kType. Strings, lists, maps, paths and periods are copied.
  Result<bool> as_boolean() const { return read<bool>(ValueType::kBoolean); }
  Result<std::int64_t> as_integer() const { return read<std::int64_t>(ValueType::kInteger); }
  Result<double> as_float() const { return read<double>(ValueType::kFloat); }
  Result<double> as_number() const;  // of an integer, too
  Result<std::string> as_string() const;
  Result<List> as_list() const;
  Result<Map> as_map() const;
  Result<NodeRef> as_node() const { return read<NodeRef>(ValueType::kNode); }
  Result<RelationshipRef> as_relationship() const { return read<RelationshipRef>(ValueType::kRelationship); }
  Result<Path> as_path() const;
  Result<Instant> as_instant() const { return read<Instant>(ValueType::kInstant); }
  Result<Validity> as_period() const;
  Result<LocalDate> as_date() const { return read<LocalDate>(ValueType::kDate); }
  Result<LocalTime> as_local_time() const { return read<LocalTime>(ValueType::kLocalTime); }
  Result<OffsetTime> as_time() const { return read<OffsetTime>(ValueType::kTime); }
  Result<LocalDateTime> as_local_date_time() const { return read<LocalDateTime>(ValueType::kLocalDateTime); }
  Result<ZonedDateTime> as_date_time() const;
  Result<TemporalAmount> as_duration() const;

  // Readers behind a question such as is_string(), without a copy. A value of another type is a bug of the caller's: it
  // throws std::bad_variant_access.
  bool boolean() const { return std::get<bool>(v_); }
  std::int64_t integer() const { return std::get<std::int64_t>(v_); }
  double floating() const { return std::get<double>(v_); }
  double number() const { return is_integer() ? static_cast<double>(integer()) : floating(); }
  const std::string& string() const { return *std::get<std::shared_ptr<const std::string>>(v_); }
  const List& list() const { return std::get<std::shared_ptr<const Nested<List>>>(v_)->items; }
  const Map& map() const { return std::get<std::shared_ptr<const Nested<Map>>>(v_)->items; }
  NodeRef node() const { return std::get<NodeRef>(v_); }
  RelationshipRef relationship() const { return std::get<RelationshipRef>(v_); }
  const Path& path() const { return *std::get<std::shared_ptr<const Path>>(v_); }
  Instant instant() const { return std::get<Instant>(v_); }
  const Validity& period() const { return *std::get<std::shared_ptr<const Validity>>(v_); }
  LocalDate date() const { return std::get<LocalDate>(v_); }
  LocalTime local_time() const { return std::get<LocalTime>(v_); }
  OffsetTime time() const { return std::get<OffsetTime>(v_); }
  LocalDateTime local_date_time() const { return std::get<LocalDateTime>(v_); }
  const ZonedDateTime& date_time() const { return *std::get<std::shared_ptr<const ZonedDateTime>>(v_); }
  const TemporalAmount& duration() const { return *std::get<std::shared_ptr<const TemporalAmount>>(v_); }

  // How deep lists and maps stand in one another, and how many values stand in them at all depths; what is shared
  // counts each time. 0 of all other values. Constant time.
  struct Extent {
    int depth = 0;
    std::size_t values = 0;
  };
  Extent extent() const {
    if (is_list()) return std::get<std::shared_ptr<const Nested<List>>>(v_)->extent;
    return is_map() ? std::get<std::shared_ptr<const Nested<Map>>>(v_)->extent : Extent{};
  }
  int depth() const { return extent().depth; }

  // Bytes of memory that this value takes, roughly; what others share with it counts for nothing. Cost: linear in the
  // values that stand in it.
  std::size_t own_bytes() const;

  // Sameness for DISTINCT and grouping (openCypher "equivalence"): null is the same as null, NaN as NaN, 1 as 1.0.
  friend bool equivalent(const Value& a, const Value& b);
  friend std::size_t hash_of(const Value& v);

 private:
  template <class Items>
  struct Nested {
    Items items;
    Extent extent;
  };
  template <class T>
  Result<T> read(ValueType wanted) const {
    if (const T* value = std::get_if<T>(&v_)) return *value;
    return not_a(wanted);
  }
  Error not_a(ValueType wanted) const;

  std::variant<Null, bool, std::int64_t, double, std::shared_ptr<const std::string>,
               std::shared_ptr<const Nested<List>>, std::shared_ptr<const Nested<Map>>, NodeRef, RelationshipRef,
               std::shared_ptr<const Path>, std::shared_ptr<const Validity>, Instant, LocalDate, LocalTime, OffsetTime,
               LocalDateTime, std::shared_ptr<const ZonedDateTime>, std::shared_ptr<const TemporalAmount>>
      v_;
};

bool equivalent(const Value& a, const Value& b);
std::size_t hash_of(const Value& v);

// The function that makes a value of a temporal type, and its tag in JSON: "date", "localtime", …; "" of other types.
std::string_view temporal_constructor(ValueType type);
// ISO 8601 of one of openCypher's temporal values; of another value it is a bug of the caller's.
std::string print_temporal(const Value& v);
// The instant that stands for a DATE (its first), a DATETIME or a LOCAL DATETIME (as UTC) beside instants and periods;
// nullopt of other values.
std::optional<Instant> first_instant(const Value& v);
// The period that it stands for: a DATE the day, a DATETIME or LOCAL DATETIME the second; nullopt of other values.
std::optional<Period> span_of(const Value& v);

// `a = b` of openCypher: kUnknown where null takes part; lists and maps element by element. Periods: their predicate
// `equals` when both are certain, otherwise exact three-valued. An instant and a text that is a date: whether the
// instant is the first of the date's span (read_point); a text that is none differs. An instant and a DATE or DATETIME:
// by first_instant(). Two temporal values of one type: by all that they say, offset and zone included.
Truth equal(const Value& a, const Value& b);
// `a < b`, `a <= b`: kUnknown for null and for types that are not comparable with each other. Periods don't compare by
// `<`. Instants do, with each other and with a text that is a date, as for `equal`; beside another text: kUnknown.
// Temporal values compare within their type, durations not at all (CIP2015-08-06).
Truth less(const Value& a, const Value& b);
Truth less_or_equal(const Value& a, const Value& b);

// Total order for ORDER BY over all values: maps, nodes, relationships, lists, paths, periods, instants,
// DATETIME, LOCAL DATETIME, DATE, TIME, LOCAL TIME, DURATION, strings, booleans, numbers, NaN, null (openCypher
// orderability, periods and instants before strings). Periods: by
// earliest_start, latest_start, earliest_end, latest_end. Negative, zero, positive.
int order(const Value& a, const Value& b);

}  // namespace entente
