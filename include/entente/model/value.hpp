// A value of the query language and of properties: openCypher's types, and periods.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "entente/time/truth.hpp"
#include "entente/time/validity.hpp"

namespace entente {

class Value;

using Null = std::monostate;
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
// nodes.size() == relationships.size() + 1; relationships[i] joins nodes[i] and nodes[i+1] in either direction.
struct Path {
  std::vector<NodeRef> nodes;
  std::vector<RelationshipRef> relationships;
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
  kPeriod
};
std::string_view name(ValueType type);  // "INTEGER", "PERIOD", …

// Immutable; copying shares strings, lists, maps, paths and periods.
class Value {
 public:
  Value() = default;
  Value(bool v) : v_(v) {}
  Value(std::int64_t v) : v_(v) {}
  Value(int v) : v_(std::int64_t{v}) {}
  Value(double v) : v_(v) {}
  Value(std::string v) : v_(std::make_shared<const std::string>(std::move(v))) {}
  Value(std::string_view v) : Value(std::string(v)) {}
  Value(const char* v) : Value(std::string(v)) {}
  Value(List v);
  Value(Map v);
  Value(NodeRef v) : v_(v) {}
  Value(RelationshipRef v) : v_(v) {}
  Value(Path v);
  Value(Validity v);
  static Value of(Truth t) { return t == Truth::kUnknown ? Value() : Value(t == Truth::kTrue); }

  ValueType type() const { return static_cast<ValueType>(v_.index()); }
  bool is_null() const { return type() == ValueType::kNull; }
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

  // Readers: the value must be of that type (asserted).
  bool as_boolean() const { return std::get<bool>(v_); }
  std::int64_t as_integer() const { return std::get<std::int64_t>(v_); }
  double as_float() const { return std::get<double>(v_); }
  double as_number() const { return is_integer() ? static_cast<double>(as_integer()) : as_float(); }
  const std::string& as_string() const { return *std::get<std::shared_ptr<const std::string>>(v_); }
  const List& as_list() const { return *std::get<std::shared_ptr<const List>>(v_); }
  const Map& as_map() const { return *std::get<std::shared_ptr<const Map>>(v_); }
  NodeRef as_node() const { return std::get<NodeRef>(v_); }
  RelationshipRef as_relationship() const { return std::get<RelationshipRef>(v_); }
  const Path& as_path() const { return *std::get<std::shared_ptr<const Path>>(v_); }
  const Validity& as_period() const { return *std::get<std::shared_ptr<const Validity>>(v_); }

  // Sameness for DISTINCT and grouping (openCypher "equivalence"): null is the same as null, NaN as NaN, 1 as 1.0.
  friend bool equivalent(const Value& a, const Value& b);
  friend std::size_t hash_of(const Value& v);

 private:
  std::variant<Null, bool, std::int64_t, double, std::shared_ptr<const std::string>, std::shared_ptr<const List>,
               std::shared_ptr<const Map>, NodeRef, RelationshipRef, std::shared_ptr<const Path>,
               std::shared_ptr<const Validity>>
      v_;
};

bool equivalent(const Value& a, const Value& b);
std::size_t hash_of(const Value& v);

// `a = b` of openCypher: kUnknown where null takes part; lists and maps element by element. Periods: their predicate
// `equals` when both are certain, otherwise exact three-valued.
Truth equal(const Value& a, const Value& b);
// `a < b`, `a <= b`: kUnknown for null and for types that are not comparable with each other. Periods don't compare by
// `<`.
Truth less(const Value& a, const Value& b);
Truth less_or_equal(const Value& a, const Value& b);

// Total order for ORDER BY over all values: maps, nodes, relationships, lists, paths, periods, strings, booleans,
// numbers, NaN, null (openCypher orderability, periods before strings). Periods: by earliest_start, latest_start,
// earliest_end, latest_end. Negative, zero, positive.
int order(const Value& a, const Value& b);

}  // namespace entente
