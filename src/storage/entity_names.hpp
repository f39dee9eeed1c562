// Names with numbers: each name that a load mentions is kept once, and hashed once a mention.
//
//   slots     an open hash table, 8 bytes a slot: 32 bits of a name's hash, and its number. The place of a slot grows
//             with the hash, so that growing passes over the old and the new slots in order.
//   records   16 bytes a name, by number: its length, and all of it where it has at most 12 bytes; else its first four,
//             which tell most others from it, and the address of its text (the strings of Neumann, Freitag, "Umbra: A
//             Disk-Based System with In-Memory Performance", CIDR 2020, section 3.1)
//   text      the longer names, in blocks
//
// Records and text never move. A name of at most 12 bytes takes between 27 and 32 bytes, and 11 more while slots are
// copied; a longer one its length besides.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace entente {

class EntityNames {
 public:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  // So many names are looked up at once: enough to wait for their cache lines together.
  static constexpr std::size_t kAtOnce = 32;

  using Hash = std::uint64_t (*)(std::string_view);
  static std::uint64_t hash_of(std::string_view name);

  // Of the hash the upper 32 bits count. Memory: none before the first name.
  explicit EntityNames(Hash hash = hash_of) : hash_(hash) {}
  EntityNames(const EntityNames&) = delete;
  EntityNames& operator=(const EntityNames&) = delete;

  std::uint32_t size() const { return size_; }

  // The number of the name; kNone: it has none. Cost: O(length), with two cache misses in a large table, three for a
  // name of more than 12 bytes.
  std::uint32_t find(std::string_view name) const;

  // The number of the name, which is size() as it was where the name is new. Cost: that of `find`, and of a new name
  // O(length) amortised. Errors: std::bad_alloc, and kLimit beyond 4,294,967,295 names or for a name of 4 GiB; the
  // table is then as it was.
  std::uint32_t insert(std::string_view name);

  // The same of many names, in their order: `numbers` has a place for each. Cost: that of one by one, of which the
  // cache misses of kAtOnce names come together. Where `insert` throws, the names before that at fault are in the
  // table.
  void find(std::span<const std::string_view> names, std::span<std::uint32_t> numbers) const;
  void insert(std::span<const std::string_view> names, std::span<std::uint32_t> numbers);

  // The name of a number below size(); stays in place as long as the table. Cost: O(1).
  std::string_view name(std::uint32_t number) const {
    const Record& r = record(number);
    return {r.length <= kShort ? r.bytes.data() : text_of(r), r.length};
  }

  // Memory that it takes. Cost: O(1).
  std::size_t bytes() const;

 private:
  static constexpr std::uint32_t kShort = 12, kFirst = kShort - sizeof(const char*);
  static constexpr std::size_t kRecordsInChunk = 1024;

  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = kNone;  // none: it is free
  };
  using Guesses = std::array<Slot, kAtOnce>;
  struct Record {
    std::uint32_t length;
    std::array<char, kShort> bytes;  // the name and zeros; or its first kFirst bytes and its address
  };
  static_assert(sizeof(Slot) == 8 && sizeof(Record) == 16);

  static const char* text_of(const Record& longer) {
    const char* text;
    std::memcpy(&text, longer.bytes.data() + kFirst, sizeof text);
    return text;
  }
  static bool is(const Record& record, std::string_view name);
  const Record& record(std::uint32_t number) const {
    return records_[number / kRecordsInChunk][number % kRecordsInChunk];
  }
  std::uint32_t short_hash(std::string_view name) const { return static_cast<std::uint32_t>(hash_(name) >> 32); }
  std::size_t home(std::uint32_t hash) const { return (std::uint64_t{hash} * slots_.size()) >> 32; }
  std::size_t next(std::size_t slot) const { return slot + 1 == slots_.size() ? 0 : slot + 1; }
  // The slot of the name, or the free one in which its search ends. There is a free one.
  std::size_t slot_of(std::string_view name, std::uint32_t hash) const;
  std::uint32_t find(std::string_view name, std::uint32_t hash) const;
  std::uint32_t insert(std::string_view name, std::uint32_t hash);
  void guess(std::span<const std::string_view> names, Guesses& guesses) const;
  template <class One>
  void number(std::span<const std::string_view> names, std::span<std::uint32_t> numbers, One one) const;
  bool is_right(const Slot& guess, std::string_view name) const {
    return guess.number != kNone && is(record(guess.number), name);
  }
  void grow();
  Record record_of(std::string_view name);
  char* place_in_text(std::size_t length);

  Hash hash_;
  std::uint32_t size_ = 0;
  std::vector<Slot> slots_;
  std::vector<std::unique_ptr<Record[]>> records_;
  std::vector<std::unique_ptr<char[]>> text_;
  char* free_text_ = nullptr;  // of the newest shared block
  std::size_t left_text_ = 0, text_bytes_ = 0;
};

}  // namespace entente
