#include "graph/columns.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <memory>
#include <numeric>
#include <tuple>

#include "entente/time/edtf.hpp"
#include "entente/time/stretches.hpp"

namespace entente {

bool is_identity(const Order& order) {
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    if (order[i] != i) return false;
  }
  return true;
}

void SparseSet::add(std::uint32_t i) {
  const std::size_t word = i / 64;
  while (bits_.size() <= word) {
    bits_.push_back(0);
    before_.push_back(static_cast<std::uint32_t>(size_));
  }
  bits_[word] |= std::uint64_t{1} << (i % 64);
  ++size_;
}

std::size_t SparseSet::rank(std::uint32_t i) const {
  const std::size_t word = i / 64;
  if (word >= bits_.size()) return size_;
  const std::uint64_t below = bits_[word] & ((std::uint64_t{1} << (i % 64)) - 1);
  return before_[word] + static_cast<std::size_t>(std::popcount(below));
}

namespace {

// Whether the bounds alone say everything that was stated. The store leaves text out that the bounds print.
bool is_printed_from_bounds(const Validity& v) {
  if (v.is_set()) return false;
  if (!v.phrase.empty() || v.extent != Extent::kWithin || v.end_exclusive || v.direct_bounds) return false;
  if (v.calendar != Calendar::kGregorian) return false;
  if (v.edtf.empty()) return true;
  const std::optional<std::string> printed = print_edtf(v.bounds);
  return printed && *printed == v.edtf;
}

}  // namespace

void ValidityColumn::note_stated(bool stated) {
  const auto i = static_cast<std::uint32_t>(size_++);
  if (stated_all_ && !stated) {
    stated_all_ = false;
    for (std::uint32_t earlier = 0; earlier < i; ++earlier) stated_.add(earlier);
  } else if (!stated_all_ && stated) {
    stated_.add(i);
  }
}

void ValidityColumn::add_aside(std::uint32_t i, const OuterBounds* outer, const Validity* as_stated) {
  if (outer != nullptr) {
    uncertain_.add(i);
    outer_.push_back(*outer);
  }
  if (as_stated != nullptr) {
    aside_.add(i);
    as_stated_.push_back(*as_stated);
  }
}

void ValidityColumn::add(const std::optional<Validity>& validity) {
  const auto i = static_cast<std::uint32_t>(size_);
  note_stated(validity.has_value());
  if (!validity) return;
  const Period p = inner_bounds(validity);
  const OuterBounds outer{p.earliest_start, p.latest_end};
  add_aside(i, p.is_certain() ? nullptr : &outer, is_printed_from_bounds(*validity) ? nullptr : &*validity);
  if (validity->is_set()) stretches_.add(i, narrowed(BoundsOfStretches(*validity)));
}

Period ValidityColumn::inner_bounds(const std::optional<Validity>& validity) {
  if (!validity) return Period::always();
  Period p = cautious_bounds(*validity);
  // Rows are cut by when the first stretch has begun at the latest; a stretch behind it can draw that in.
  if (validity->is_set()) p.latest_start = narrowed(BoundsOfStretches(*validity)).front().latest_start;
  return p;
}

ValidityColumn ValidityColumn::reordered(const Order& order) && {
  if (is_identity(order)) return std::move(*this);
  ValidityColumn result;
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    const std::uint32_t from = order[i];
    result.note_stated(is_stated(from));
    result.add_aside(i, uncertain_.contains(from) ? &outer_[uncertain_.rank(from)] : nullptr,
                     aside_.contains(from) ? &as_stated_[aside_.rank(from)] : nullptr);
  }
  result.stretches_ = std::move(stretches_).reordered(order);
  return result;
}

Period ValidityColumn::period(std::uint32_t i, Instant latest_start, Instant earliest_end) const {
  if (!uncertain_.contains(i)) return Period::certain(latest_start, earliest_end);
  const OuterBounds& outer = outer_[uncertain_.rank(i)];
  return {outer.earliest_start, latest_start, earliest_end, outer.latest_end};
}

std::optional<Validity> ValidityColumn::validity(std::uint32_t i, Instant latest_start, Instant earliest_end) const {
  if (!is_stated(i)) return std::nullopt;
  if (aside_.contains(i)) return as_stated_[aside_.rank(i)];
  Validity v;
  v.bounds = period(i, latest_start, earliest_end);
  return v;
}

std::size_t ValidityColumn::bytes() const {
  return stated_.bytes() + uncertain_.bytes() + aside_.bytes() + bytes_of(outer_) + bytes_of(as_stated_) +
         stretches_.bytes();
}

void PropertyColumn::add(std::vector<StoredProperty> properties) {
  ++owners_;
  if (properties.empty() && first_.empty()) return;
  if (first_.empty()) first_.assign(owners_, 0);
  std::stable_sort(properties.begin(), properties.end(), [](const StoredProperty& a, const StoredProperty& b) {
    const auto rank = [](const StoredProperty& p) {
      const Period period = p.validity ? p.validity->bounds : Period::always();
      return std::tuple(p.key, p.validity.has_value(), period.latest_start, period.earliest_end);
    };
    return rank(a) < rank(b);
  });
  for (StoredProperty& p : properties) {
    if (!p.sources.empty()) sources_.add(static_cast<std::uint32_t>(keys_.size()), std::move(p.sources));
    keys_.push_back(p.key);
    values_.push_back(std::move(p.value));
    when_.push_back(p.validity ? static_cast<std::uint32_t>(validities_.size()) : kAlways);
    if (p.validity) validities_.push_back(std::move(*p.validity));
  }
  first_.push_back(static_cast<std::uint32_t>(keys_.size()));
}

void PropertyColumn::add_none(std::size_t owners) {
  owners_ += owners;
  if (!first_.empty()) first_.resize(first_.size() + owners, first_.back());
}

PropertyColumn PropertyColumn::reordered(const Order& order) && {
  if (first_.empty() || is_identity(order)) return std::move(*this);
  PropertyColumn result;
  result.owners_ = owners_;
  result.validities_ = std::move(validities_);
  result.first_.reserve(first_.size());
  result.keys_.reserve(keys_.size());
  result.when_.reserve(when_.size());
  result.values_.reserve(values_.size());
  result.first_.push_back(0);
  for (const std::uint32_t from : order) {
    for (std::size_t e = first_[from]; e < first_[from + 1]; ++e) {
      if (const auto* found = sources(e)) result.sources_.add(static_cast<std::uint32_t>(result.keys_.size()), *found);
      result.keys_.push_back(keys_[e]);
      result.when_.push_back(when_[e]);
      result.values_.push_back(std::move(values_[e]));
    }
    result.first_.push_back(static_cast<std::uint32_t>(result.keys_.size()));
  }
  return result;
}

PropertyRange PropertyColumn::of(std::uint32_t owner, SymbolId key) const {
  const PropertyRange all = of(owner);
  const auto begin = keys_.begin();
  const auto [first, last] = std::equal_range(begin + static_cast<std::ptrdiff_t>(all.first),
                                              begin + static_cast<std::ptrdiff_t>(all.last), key);
  return {static_cast<std::size_t>(first - begin), static_cast<std::size_t>(last - begin)};
}

std::size_t PropertyColumn::bytes() const {
  std::size_t text = 0;
  for (const Value& v : values_) {
    if (v.is_string()) text += sizeof(std::string) + 2 * sizeof(void*) + v.string().capacity();
  }
  return bytes_of(first_) + bytes_of(keys_) + bytes_of(when_) + bytes_of(values_) + bytes_of(validities_) +
         sources_.bytes() + text;
}

void TextColumn::add(std::string_view text) {
  ++size_;
  if (text.empty() && end_.empty()) return;
  if (end_.empty()) end_.assign(size_ - 1, 0);
  bytes_ += text;
  end_.push_back(bytes_.size());
}

void TextColumn::add_empty(std::size_t owners) {
  size_ += owners;
  if (!end_.empty()) end_.resize(end_.size() + owners, end_.back());
}

TextColumn TextColumn::reordered(const Order& order) && {
  if (end_.empty() || is_identity(order)) return std::move(*this);
  TextColumn result;
  result.bytes_.reserve(bytes_.size());
  result.end_.reserve(end_.size());
  for (const std::uint32_t from : order) result.add(at(from));
  return result;
}

struct AttributionColumn::Index {
  struct Less {
    bool operator()(const Attribution& a, const Attribution& b) const {
      return std::tie(a.provenance, a.sources) < std::tie(b.provenance, b.sources);
    }
  };
  std::map<Attribution, std::uint32_t, Less> numbers;
  std::uint32_t last = 0;
};

AttributionColumn::AttributionColumn() : distinct_(1), index_(std::make_unique<Index>()) {
  index_->numbers.emplace(Attribution{}, 0);
}
AttributionColumn::~AttributionColumn() = default;
AttributionColumn::AttributionColumn(AttributionColumn&&) noexcept = default;
AttributionColumn& AttributionColumn::operator=(AttributionColumn&&) noexcept = default;

std::uint32_t AttributionColumn::intern(Attribution attribution) {
  // Neighbouring facts mostly share their source.
  if (distinct_[index_->last] == attribution) return index_->last;
  const auto [at, added] = index_->numbers.try_emplace(attribution, static_cast<std::uint32_t>(distinct_.size()));
  if (added) distinct_.push_back(std::move(attribution));
  return index_->last = at->second;
}

void AttributionColumn::add(Attribution attribution) {
  const std::uint32_t number = intern(std::move(attribution));
  ++size_;
  if (number == 0 && which_.empty()) return;
  if (which_.empty()) which_.assign(size_ - 1, 0);
  which_.push_back(number);
}

void AttributionColumn::add_default(std::size_t owners) {
  size_ += owners;
  if (!which_.empty()) which_.resize(which_.size() + owners, 0);
}

AttributionColumn AttributionColumn::reordered(const Order& order) && {
  index_.reset();
  if (which_.empty() || is_identity(order)) return std::move(*this);
  std::vector<std::uint32_t> which(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) which[i] = which_[order[i]];
  which_ = std::move(which);
  return std::move(*this);
}

std::vector<std::size_t> AttributionColumn::uses() const {
  std::vector<std::size_t> uses(distinct_.size());
  if (which_.empty()) uses[0] = size_;
  for (const std::uint32_t number : which_) ++uses[number];
  return uses;
}

std::size_t AttributionColumn::bytes() const {
  return bytes_of(distinct_) + bytes_of(which_);
}

void IdColumn::add(std::uint64_t id) {
  if (id >> 32 != 0 && high_.empty()) high_.assign(low_.size(), 0);
  if (id >> 32 != 0 || !high_.empty()) high_.push_back(static_cast<std::uint32_t>(id >> 32));
  low_.push_back(static_cast<std::uint32_t>(id));
}

void SystemColumn::add(const SystemPeriod& period) {
  const std::uint32_t i = size_++;
  if (i == 0) first_ = period.recorded;
  if (period.recorded != first_) recorded_.add(i, period.recorded);
  if (period.superseded != SystemPeriod::kNever) superseded_.add(i, period.superseded);
}

SystemColumn SystemColumn::reordered(const Order& order) && {
  recorded_ = std::move(recorded_).reordered(order);
  superseded_ = std::move(superseded_).reordered(order);
  return std::move(*this);
}

}  // namespace entente
