// Pairs of rows that agree in some values.
#include <array>
#include <bitset>
#include <limits>
#include <utility>

#include "base/hash_map.hpp"
#include "query/execute/evaluation.hpp"
#include "query/execute/pairs.hpp"

namespace entente {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

// Which values a key holds, lists and maps looked into. Values that are equal have the same hash, but for an instant
// and the text or DATE of which it is the first.
struct Kinds {
  bool date = false, instant = false;

  void add(const Value& value) {
    date = date || value.is_string() || (value.is_temporal() && first_instant(value));
    instant = instant || value.is_instant();
    if (value.is_list())
      for (const Value& item : value.list()) add(item);
    if (value.is_map())
      for (const auto& [key, item] : value.map()) add(item);
  }
  void add(const Kinds& other) {
    date = date || other.date;
    instant = instant || other.instant;
  }
  bool may_equal_by_date(const Kinds& other) const { return (date && other.instant) || (instant && other.date); }
};

// The values of the keys of one row.
class KeyValues {
 public:
  KeyValues(const std::vector<plan::JoinKey>& keys, plan::ExpressionPtr plan::JoinKey::*side, ExecutionContext& context)
      : keys_(keys), side_(side), context_(context) {}

  // False where one is null: nothing equals it.
  bool read(Value* row) {
    kinds_ = {};
    hash_ = keys_.size();
    values_.clear();
    for (const plan::JoinKey& key : keys_) {
      const Value& value = values_.emplace_back(evaluate(*(key.*side_), row, context_));
      if (value.is_null()) {
        warn_if_vague_bound(*(key.*side_), row, key.span, context_);
        return false;
      }
      kinds_.add(value);
      hash_ = hash_ * 0x9E3779B97F4A7C15u + hash_of(value);
    }
    return true;
  }
  const std::vector<Value>& values() const { return values_; }
  std::size_t hash() const { return hash_; }
  const Kinds& kinds() const { return kinds_; }

 private:
  const std::vector<plan::JoinKey>& keys_;
  plan::ExpressionPtr plan::JoinKey::*side_;
  ExecutionContext& context_;
  std::vector<Value> values_;
  std::size_t hash_ = 0;
  Kinds kinds_;
};

constexpr std::size_t kTypes = 24;  // more than ValueType has
static_assert(static_cast<std::size_t>(ValueType::kDuration) < kTypes);

// Comparisons of values of types that are never equal, told as the comparison itself would tell them.
class VainComparisons {
 public:
  explicit VainComparisons(const std::vector<plan::JoinKey>& keys)
      : keys_(keys), right_(keys.size()), left_(keys.size()) {}

  void add_right(const std::vector<Value>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      Value& sample = right_[i][static_cast<std::size_t>(values[i].type())];
      if (sample.is_null()) sample = values[i];
    }
  }
  // Once for each type of value.
  void add_left(const std::vector<Value>& values, ExecutionContext& context) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::size_t type = static_cast<std::size_t>(values[i].type());
      if (left_[i][type]) continue;
      left_[i].set(type);
      for (const Value& sample : right_[i])
        if (!sample.is_null()) warn_if_vain("=", values[i], sample, keys_[i].span, context);
    }
  }

  void clear() {
    right_.assign(keys_.size(), {});
    left_.assign(keys_.size(), {});
  }

 private:
  const std::vector<plan::JoinKey>& keys_;
  std::vector<std::array<Value, kTypes>> right_;
  std::vector<std::bitset<kTypes>> left_;
};

// The right side is kept in chains of equal hash, each in its order.
class HashJoinSource final : public RowSource {
 public:
  HashJoinSource(const plan::HashJoin& node, ExecutionContext& context, const Value* argument)
      : context_(context),
        pairs_(node, context, argument),
        left_key_(node.keys, &plan::JoinKey::left, context),
        right_key_(node.keys, &plan::JoinKey::right, context),
        vain_(node.keys) {}

  bool produce(Batch& out) override {
    out.clear();
    while (!out.full()) {
      if (place_ == kNone && !start_row()) break;
      while (place_ != kNone && !out.full()) {
        pairs_.add(place_, out);
        place_ = !takes_all_ ? next_[place_] : place_ + 1 < pairs_.right().size() ? place_ + 1 : kNone;
      }
    }
    return out.size() > 0;
  }

  void restart() override {
    pairs_.restart();
    first_.clear();
    next_.clear();
    kinds_ = {};
    vain_.clear();
    is_kept_ = false;
    place_ = kNone;
  }

 private:
  // Goes to the next row of the left side that has a pair. False at the end.
  bool start_row() {
    while (Value* const row = pairs_.next_left()) {
      if (!is_kept_) keep_right();
      if (pairs_.right().size() == 0) return false;
      if (!left_key_.read(row)) continue;
      vain_.add_left(left_key_.values(), context_);
      takes_all_ = kinds_.may_equal_by_date(left_key_.kinds());
      if (takes_all_) {
        place_ = 0;
        return true;
      }
      const auto found = first_.find(left_key_.hash());
      if (found == first_.end()) continue;
      place_ = found->second;
      return true;
    }
    return false;
  }

  void keep_right() {
    is_kept_ = true;
    std::vector<std::size_t> hashes;
    std::vector<char> has_key;
    while (pairs_.right().fetch([&](Value* row) {
      has_key.push_back(right_key_.read(row) ? 1 : 0);
      hashes.push_back(right_key_.hash());
      if (!has_key.back()) return;
      kinds_.add(right_key_.kinds());
      vain_.add_right(right_key_.values());
    })) {
    }
    next_.assign(hashes.size(), kNone);
    first_.reserve(hashes.size());
    for (std::size_t i = hashes.size(); i-- > 0;) {  // from the back: chains are then in order
      if (!has_key[i]) continue;
      const auto [place, is_new] = first_.insert({hashes[i], i});
      if (!is_new) next_[i] = std::exchange(place->second, i);
    }
  }

  ExecutionContext& context_;
  Pairs pairs_;
  KeyValues left_key_, right_key_;
  VainComparisons vain_;
  Kinds kinds_;  // of the right side
  HashMap<std::size_t, std::size_t> first_;
  std::vector<std::size_t> next_;
  std::size_t place_ = kNone;  // of the right side, kNone: the next row of the left
  bool is_kept_ = false, takes_all_ = false;
};

}  // namespace

RowSourcePtr make_source(const plan::HashJoin& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<HashJoinSource>(node, context, argument);
}

}  // namespace entente
