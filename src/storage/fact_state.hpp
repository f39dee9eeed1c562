// What a FactStore keeps in memory: the head, the names of types and keys, the ontology.
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <span>

#include "base/hash_map.hpp"
#include "model/commit_changes.hpp"
#include "storage/erased_keys.hpp"
#include "storage/fact_store.hpp"
#include "storage/scan.hpp"
#include "storage/values.hpp"

namespace entente {

// Registers.
inline constexpr std::string_view kFormatRegister = "format";  // the format version, in decimal digits
inline constexpr std::string_view kPartitionsRegister =
    "partitions";                                            // the version of the partition map, in decimal digits
inline constexpr std::string_view kHeadRegister = "head";    // HeadRegister; absent before the first commit
inline constexpr std::string_view kFloorRegister = "floor";  // absent: nothing was forgotten
inline constexpr std::string_view kSaltRegister = "salt";    // of ErasedKeys; absent: nothing was erased
// The newest format that is known, that of a store which has rules of properties, that of one which holds a temporal
// value, that of one which forgot or erased something, and that of one which did none of this: older programs read such
// a store rightly, and go on doing so.
inline constexpr std::uint64_t kFormatVersion = 7, kPropertyRulesFormatVersion = 7, kTemporalFormatVersion = 6,
                               kForgettingFormatVersion = 5, kPlainFormatVersion = 4;
inline constexpr std::uint64_t kPartitionMapVersion = 1;  // one partition, 0, for everything

// A hash map by name that is asked with any kind of string.
struct NameHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>()(name); }
};
template <class T>
using NameMap = HashMap<std::string, T, NameHash, std::equal_to<>>;

struct FactStore::State {
  Clock clock;
  BlockLayout layout;
  std::unique_ptr<WriterLease> lease;  // null: the store is read-only
  std::mutex commit_mutex;             // held while a commit is under way

  mutable std::shared_mutex mutex;  // guards the rest
  HeadRegister head;
  std::optional<std::string> head_bytes;  // the register as it stands
  std::vector<std::string> symbols;
  NameMap<SymbolId> symbol_ids;
  NameMap<FileNumber> file_numbers;
  Ontology ontology;
  Directory directory;  // of the store as it stands; used and changed while commit_mutex is held

  ErasedKeys erased;
  std::uint64_t erasures = 0;  // goes up before and behind each
  Head floor;                  // transaction 0: all can be read; raised before the store forgets

  // What the last commits changed, one after the other; from the time that somebody asks.
  bool keeps_changes = false;
  std::deque<std::shared_ptr<const CommitChanges>> changes;
  std::size_t changed_facts = 0;

  bool wants_changes() const {
    const std::shared_lock lock(mutex);
    return keeps_changes;
  }
  // Those of the head, while `mutex` is held. Nothing: it can't be told what it changed.
  void keep(std::optional<CommitChanges> newest) {
    if (!newest) {
      changes.clear();
      changed_facts = 0;
      return;
    }
    changed_facts += newest->size();
    changes.push_back(std::make_shared<const CommitChanges>(std::move(*newest)));
    for (; changed_facts > kMostChangedFacts; changes.pop_front()) changed_facts -= changes.front()->size();
  }
  static constexpr std::size_t kMostChangedFacts = std::size_t{1} << 16;

  HeadRegister current_head() const {
    const std::shared_lock lock(mutex);
    return head;
  }
  ErasedKeys current_erased() const {
    const std::shared_lock lock(mutex);
    return erased;
  }
  void note_erasure() {
    const std::unique_lock lock(mutex);
    ++erasures;
  }
  Head current_floor() const {
    const std::shared_lock lock(mutex);
    return floor;
  }
};

std::optional<std::string> register_value(const Store& store, std::string_view name);
// Raises the register of the format to `version`, unless it is there or beyond.
void raise_format(Store& store, std::uint64_t version);
// The register of the format of a store that is there; 0 where it holds no number.
std::uint64_t format_of(const Store& store);

// Runs `read` and puts the row's place before the message of a decoding error.
template <class Fn>
void at_row(Family family, std::string_view key, Fn&& read) {
  try {
    read();
  } catch (Error& error) {
    if (error.code == ErrorCode::kCorruption) error.message = describe_key(family, key) + ": " + error.message;
    throw;
  }
}

// A scan of a whole family, or of what begins with `prefix`, in large pages.
Scan sweep(PartitionId partition, Family family, std::string prefix = {});

// The entities of these names, in batches. `next_entity` is that of the head that one reads at: what is not below it is
// of a commit that never became visible.
std::vector<std::optional<EntityId>> entities_named(const Store& store, std::span<const std::string_view> keys,
                                                    std::uint64_t next_entity);

}  // namespace entente
