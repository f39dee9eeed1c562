#include "storage/entity_names.hpp"

#include <absl/hash/hash.h>

#include <algorithm>
#include <cstring>

#include "entente/error.hpp"

namespace entente {
namespace {

constexpr std::size_t kTextBlock = std::size_t{64} << 10;
constexpr std::size_t kOwnBlock = kTextBlock / 8;  // a name of so many bytes; no block wastes more at its end
constexpr std::size_t kFewestSlots = 16;

void prefetch_line(const void* address) {
  __builtin_prefetch(address);
}

}  // namespace

std::uint64_t EntityNames::hash_of(std::string_view name) {
  return absl::HashOf(name);
}

bool EntityNames::is(const Record& record, std::string_view name) {
  if (record.length != name.size()) return false;
  if (name.size() <= kShort) return std::equal(name.begin(), name.end(), record.bytes.begin());
  return std::memcmp(record.bytes.data(), name.data(), kFirst) == 0 &&
         std::memcmp(text_of(record), name.data(), name.size()) == 0;
}

std::size_t EntityNames::slot_of(std::string_view name, std::uint32_t hash) const {
  for (std::size_t i = home(hash);; i = next(i)) {
    const Slot& slot = slots_[i];
    if (slot.number == kNone || (slot.hash == hash && is(record(slot.number), name))) return i;
  }
}

std::uint32_t EntityNames::find(std::string_view name, std::uint32_t hash) const {
  return slots_.empty() ? kNone : slots_[slot_of(name, hash)].number;
}

std::uint32_t EntityNames::insert(std::string_view name, std::uint32_t hash) {
  if (size_ >= slots_.size() / 4 * 3) grow();
  Slot& slot = slots_[slot_of(name, hash)];
  if (slot.number != kNone) return slot.number;
  if (size_ == kNone) throw Error(ErrorCode::kLimit, "there are more names than can be numbered");
  const std::size_t chunk = size_ / kRecordsInChunk;
  if (chunk == records_.size()) records_.push_back(std::make_unique_for_overwrite<Record[]>(kRecordsInChunk));
  records_[chunk][size_ % kRecordsInChunk] = record_of(name);
  slot = {hash, size_};
  return size_++;
}

std::uint32_t EntityNames::find(std::string_view name) const {
  return find(name, short_hash(name));
}

std::uint32_t EntityNames::insert(std::string_view name) {
  return insert(name, short_hash(name));
}

// The number of the first name with the hash of each of them: most likely its own. Asks for the cache lines that
// telling reads, in as many rounds as one waits for another.
void EntityNames::guess(std::span<const std::string_view> names, Guesses& guesses) const {
  for (std::size_t i = 0; i < names.size(); ++i) {
    guesses[i] = {short_hash(names[i]), kNone};
    if (!slots_.empty()) prefetch_line(&slots_[home(guesses[i].hash)]);
  }
  if (slots_.empty()) return;
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::size_t at = home(guesses[i].hash);
    while (slots_[at].number != kNone && slots_[at].hash != guesses[i].hash) at = next(at);
    guesses[i].number = slots_[at].number;
    if (guesses[i].number != kNone) prefetch_line(&record(guesses[i].number));
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].size() <= kShort || guesses[i].number == kNone) continue;
    const Record& likely = record(guesses[i].number);
    if (likely.length == names[i].size()) prefetch_line(text_of(likely));
  }
}

// `one` gives the number of a name with its hash, where it is not the likely one.
template <class One>
void EntityNames::number(std::span<const std::string_view> names, std::span<std::uint32_t> numbers, One one) const {
  Guesses guesses;
  for (std::size_t begin = 0; begin < names.size(); begin += kAtOnce) {
    const auto batch = names.subspan(begin, std::min(kAtOnce, names.size() - begin));
    guess(batch, guesses);
    for (std::size_t i = 0; i < batch.size(); ++i)
      numbers[begin + i] = is_right(guesses[i], batch[i]) ? guesses[i].number : one(batch[i], guesses[i].hash);
  }
}

void EntityNames::find(std::span<const std::string_view> names, std::span<std::uint32_t> numbers) const {
  number(names, numbers, [this](std::string_view name, std::uint32_t hash) { return find(name, hash); });
}

void EntityNames::insert(std::span<const std::string_view> names, std::span<std::uint32_t> numbers) {
  number(names, numbers, [this](std::string_view name, std::uint32_t hash) { return insert(name, hash); });
}

// Half as many slots again: between half and three quarters of them are taken.
void EntityNames::grow() {
  std::vector<Slot> old(std::max(kFewestSlots, slots_.size() + slots_.size() / 2));
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.number == kNone) continue;
    std::size_t at = home(slot.hash);
    while (slots_[at].number != kNone) at = next(at);
    slots_[at] = slot;
  }
}

EntityNames::Record EntityNames::record_of(std::string_view name) {
  if (name.size() >= kNone) throw Error(ErrorCode::kLimit, "a name of 4 GiB");
  Record record{};
  record.length = static_cast<std::uint32_t>(name.size());
  if (name.size() <= kShort) {
    std::copy(name.begin(), name.end(), record.bytes.begin());
    return record;
  }
  char* text = place_in_text(name.size());
  std::copy(name.begin(), name.end(), text);
  std::copy_n(name.begin(), kFirst, record.bytes.begin());
  std::memcpy(record.bytes.data() + kFirst, &text, sizeof text);
  return record;
}

char* EntityNames::place_in_text(std::size_t length) {
  const bool alone = length >= kOwnBlock;
  if (alone || length > left_text_) {
    const std::size_t size = alone ? length : kTextBlock;
    text_.push_back(std::make_unique_for_overwrite<char[]>(size));
    text_bytes_ += size;
    if (alone) return text_.back().get();
    free_text_ = text_.back().get();
    left_text_ = size;
  }
  char* place = free_text_;
  free_text_ += length;
  left_text_ -= length;
  return place;
}

std::size_t EntityNames::bytes() const {
  return slots_.capacity() * sizeof(Slot) + records_.size() * kRecordsInChunk * sizeof(Record) + text_bytes_ +
         records_.capacity() * sizeof(records_[0]) + text_.capacity() * sizeof(text_[0]);
}

}  // namespace entente
