// Columns of facts, one place for each edge or vertex, that take next to no room where the data says nothing unusual.
//
// Each column is filled in ascending order (`add`) and can be re-ordered once (`reordered`): the builder appends in the
// order in which the store gives facts and sorts afterwards.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/model/fact.hpp"
#include "entente/model/stored_fact.hpp"
#include "entente/model/system_period.hpp"
#include "entente/time/validity.hpp"

namespace entente {

template <class T>
std::size_t bytes_of(const std::vector<T>& v) {
  return v.capacity() * sizeof(T);
}

// order[new place] = old place.
using Order = std::vector<std::uint32_t>;
bool is_identity(const Order& order);

// Numbers in ascending order. Membership is one bit test; takes no room while empty.
class SparseSet {
 public:
  void add(std::uint32_t i);  // greater than those before
  bool contains(std::uint32_t i) const {
    const std::size_t word = i / 64;
    return word < bits_.size() && ((bits_[word] >> (i % 64)) & 1) != 0;
  }
  // How many members are less than `i`: the place of what belongs to `i` in a column kept aside. Constant time.
  std::size_t rank(std::uint32_t i) const;
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::size_t bytes() const { return bytes_of(bits_) + bytes_of(before_); }

 private:
  std::vector<std::uint64_t> bits_;
  std::vector<std::uint32_t> before_;  // members in the words before each word
  std::size_t size_ = 0;
};

// What hardly any fact has: one bit of membership for each, and the values aside.
template <class T>
class SparseColumn {
 public:
  // `i` is greater than those before.
  void add(std::uint32_t i, T value) {
    members_.add(i);
    values_.push_back(std::move(value));
  }
  bool empty() const { return members_.empty(); }
  bool contains(std::uint32_t i) const { return members_.contains(i); }
  // Null: it has none. Constant time.
  const T* find(std::uint32_t i) const { return contains(i) ? &values_[members_.rank(i)] : nullptr; }
  const std::vector<T>& values() const { return values_; }

  SparseColumn reordered(const Order& order) && {
    if (empty() || is_identity(order)) return std::move(*this);
    SparseColumn result;
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      if (contains(order[i])) result.add(i, std::move(values_[members_.rank(order[i])]));
    }
    return result;
  }
  std::size_t bytes() const { return members_.bytes() + bytes_of(values_); }

 private:
  SparseSet members_;
  std::vector<T> values_;
};

// Valid time without the two inner bounds, which live where loops need them. Those of a set of periods are the latest
// start of its first stretch and minus infinity: so it has no core, and its stretches stand aside.
class ValidityColumn {
 public:
  void add(const std::optional<Validity>& validity);
  // Of certain bounds, which say all that is stated, or of none.
  void add_certain(bool is_stated) { note_stated(is_stated); }
  ValidityColumn reordered(const Order& order) &&;
  // What goes where the inner bounds live, as a period that has them.
  static Period inner_bounds(const std::optional<Validity>& validity);

  std::size_t size() const { return size_; }
  bool is_stated(std::uint32_t i) const { return stated_all_ || stated_.contains(i); }
  bool is_uncertain(std::uint32_t i) const { return uncertain_.contains(i); }
  std::size_t uncertain_count() const { return uncertain_.size(); }
  bool any_stated() const { return stated_all_ ? size_ > 0 : !stated_.empty(); }
  bool has_sets() const { return !stretches_.empty(); }
  bool is_set(std::uint32_t i) const { return stretches_.contains(i); }
  // Narrowed to what occurs in a choice. Empty: it is no set.
  std::span<const Period> stretches(std::uint32_t i) const {
    const std::vector<Period>* found = stretches_.find(i);
    return found == nullptr ? std::span<const Period>() : std::span<const Period>(*found);
  }
  // The four bounds, given the two inner ones; of a set a period that is certain of nothing between them.
  Period period(std::uint32_t i, Instant latest_start, Instant earliest_end) const;
  // As stated. Text that EDTF prints from the bounds is not kept but printed again.
  std::optional<Validity> validity(std::uint32_t i, Instant latest_start, Instant earliest_end) const;
  std::size_t bytes() const;

 private:
  struct OuterBounds {
    Instant earliest_start, latest_end;
  };
  void note_stated(bool stated);
  void add_aside(std::uint32_t i, const OuterBounds* outer, const Validity* as_stated);

  std::size_t size_ = 0;
  bool stated_all_ = true;
  SparseSet stated_;  // unused while all are stated
  SparseSet uncertain_;
  std::vector<OuterBounds> outer_;
  SparseSet aside_;
  std::vector<Validity> as_stated_;
  SparseColumn<std::vector<Period>> stretches_;
};

// The values of one property of one owner: entries [first, last) of a PropertyColumn, the last one admitted being the
// value.
struct PropertyRange {
  std::size_t first = 0, last = 0;
};

// Properties of all owners: per owner a short run sorted by key, and per key by when each value began to hold. A value
// without validity holds always and comes first, so that one with a stated time overrides it.
class PropertyColumn {
 public:
  void add(std::vector<StoredProperty> properties);
  void add_none(std::size_t owners);
  PropertyColumn reordered(const Order& order) &&;

  PropertyRange of(std::uint32_t owner) const {
    if (first_.empty()) return {};
    return {first_[owner], first_[owner + 1]};
  }
  PropertyRange of(std::uint32_t owner, SymbolId key) const;
  std::size_t size() const { return keys_.size(); }
  SymbolId key(std::size_t entry) const { return keys_[entry]; }
  const Value& value(std::size_t entry) const { return values_[entry]; }
  const Validity* validity(std::size_t entry) const {  // null: always
    return when_[entry] == kAlways ? nullptr : &validities_[when_[entry]];
  }
  // Null: those of the owner.
  const std::vector<SourceRef>* sources(std::size_t entry) const {
    return sources_.find(static_cast<std::uint32_t>(entry));
  }
  const std::vector<std::vector<SourceRef>>& all_sources() const { return sources_.values(); }
  std::size_t bytes() const;

 private:
  static constexpr std::uint32_t kAlways = 0xffffffff;
  std::size_t owners_ = 0;
  std::vector<std::uint32_t> first_;  // empty while no owner has any
  std::vector<SymbolId> keys_;
  std::vector<std::uint32_t> when_;
  std::vector<Value> values_;
  std::vector<Validity> validities_;
  SparseColumn<std::vector<SourceRef>> sources_;
};

// Text, end to end in one buffer.
class TextColumn {
 public:
  void add(std::string_view text);
  void add_empty(std::size_t owners);
  TextColumn reordered(const Order& order) &&;
  std::string_view at(std::uint32_t i) const {
    if (end_.empty()) return {};
    const std::size_t begin = i == 0 ? 0 : end_[i - 1];
    return std::string_view(bytes_).substr(begin, end_[i] - begin);
  }
  std::size_t bytes() const { return bytes_.capacity() + bytes_of(end_); }

 private:
  std::size_t size_ = 0;
  std::string bytes_;
  std::vector<std::size_t> end_;  // empty while all are
};

// Attributions: a few distinct ones, and which of them each owner has.
class AttributionColumn {
 public:
  AttributionColumn();
  ~AttributionColumn();
  AttributionColumn(AttributionColumn&&) noexcept;
  AttributionColumn& operator=(AttributionColumn&&) noexcept;

  void add(Attribution attribution);
  void add_default(std::size_t owners);
  AttributionColumn reordered(const Order& order) &&;
  const Attribution& at(std::uint32_t i) const { return distinct_[number(i)]; }
  std::uint32_t number(std::uint32_t i) const { return which_.empty() ? 0 : which_[i]; }
  const std::vector<Attribution>& distinct() const { return distinct_; }
  // How many owners have each of the distinct ones. Cost: a look at every owner.
  std::vector<std::size_t> uses() const;
  std::size_t bytes() const;

 private:
  struct Index;
  std::uint32_t intern(Attribution attribution);

  std::size_t size_ = 0;
  std::vector<Attribution> distinct_;  // the first is the default: stated, without a source
  std::vector<std::uint32_t> which_;   // empty while all have the default
  std::unique_ptr<Index> index_;       // only while being filled
};

// 64-bit ids, of which the upper halves are hardly ever needed.
class IdColumn {
 public:
  void reserve(std::size_t n) { low_.reserve(n); }
  void add(std::uint64_t id);
  std::uint64_t at(std::uint32_t i) const {
    return low_[i] | (high_.empty() ? 0 : static_cast<std::uint64_t>(high_[i]) << 32);
  }
  std::size_t size() const { return low_.size(); }
  std::size_t bytes() const { return bytes_of(low_) + bytes_of(high_); }

 private:
  std::vector<std::uint32_t> low_;
  std::vector<std::uint32_t> high_;  // empty while all are zero
};

// Which commits show a fact. Most of a store comes with one commit, and hardly anything of what a snapshot holds was
// superseded: only what differs takes room.
class SystemColumn {
 public:
  void add(const SystemPeriod& period);
  SystemColumn reordered(const Order& order) &&;
  SystemPeriod at(std::uint32_t i) const {
    const TransactionId* recorded = recorded_.find(i);
    const TransactionId* superseded = superseded_.find(i);
    return {recorded != nullptr ? *recorded : first_, superseded != nullptr ? *superseded : SystemPeriod::kNever};
  }
  std::size_t bytes() const { return recorded_.bytes() + superseded_.bytes(); }

 private:
  std::uint32_t size_ = 0;
  TransactionId first_;                   // that recorded the first one
  SparseColumn<TransactionId> recorded_;  // where it is another one
  SparseColumn<TransactionId> superseded_;
};

}  // namespace entente
