// FactStore's side of erasing.
#include <algorithm>

#include "storage/erasure.hpp"
#include "storage/fact_state.hpp"

namespace entente {

Result<Erased> FactStore::erase(std::span<const std::string> keys, std::string_view reason, bool dry_run,
                                ErasedKind kind) {
  if (!state_->lease && !dry_run) return Error(ErrorCode::kUnsupported, "the store is open for reading only");
  const std::lock_guard no_commits(state_->commit_mutex);
  const HeadRegister base = state_->current_head();
  try {
    ErasedKeys erased = state_->current_erased();
    const bool is_first = erased.salt().empty();
    if (is_first) erased = ErasedKeys(ErasedKeys::new_salt());
    const std::vector<std::string> symbols = this->symbols();
    Erasure erasure(*store_, base, state_->directory, symbols, erased, {keys, kind});
    const SystemTime after_last{base.time.microseconds + 1};
    erasure.prepare(reason, dry_run ? after_last : std::max(state_->clock(), after_last));
    erasure.note_mentions(ontology());
    Erased report = erasure.report();
    report.head = head();
    if (dry_run) return report;
    raise_format(*store_, kForgettingFormatVersion);
    if (is_first) {
      const Result<void> written = store_->commit({}, {std::string(kSaltRegister), std::nullopt, erased.salt()});
      if (!written) return written.error();
    }
    std::string desired = head_value(erasure.next());
    state_->note_erasure();
    const Result<void> written =
        store_->commit(erasure.batches(), {std::string(kHeadRegister), state_->head_bytes, desired});
    if (written) {
      Ontology ontology = this->ontology(base.transaction);
      const std::unique_lock lock(state_->mutex);
      state_->head = erasure.next();
      state_->head_bytes = std::move(desired);
      state_->ontology = std::move(ontology);
      for (const std::string& mark : erasure.marks()) erased.add(mark, erasure.next().transaction);
    }
    {
      const std::unique_lock lock(state_->mutex);
      state_->erased = std::move(erased);
    }
    state_->note_erasure();
    if (!written) return written.error();
    report.head = head();
    return report;
  } catch (Error& error) {
    if (error.code == ErrorCode::kNotFound) say_erased(keys, error);
    return std::move(error);
  }
}

// A key that is not there may have been erased before.
void FactStore::say_erased(std::span<const std::string> keys, Error& error) const {
  for (const std::string& key : keys) {
    const std::optional<TransactionId> by = entity_erased_by(key) ? entity_erased_by(key) : relation_erased_by(key);
    if (by) error.message = "`" + key + "` was erased already, by commit " + std::to_string(by->value);
    if (by) return;
  }
  if (const Head forgotten = floor(); forgotten.transaction.value > 0)
    error.message += "; what was known before commit " + std::to_string(forgotten.transaction.value) + " was forgotten";
}

std::optional<TransactionId> FactStore::entity_erased_by(std::string_view key) const {
  const std::shared_lock lock(state_->mutex);
  return state_->erased.find(FactKind::kEntity, key);
}

std::optional<TransactionId> FactStore::relation_erased_by(std::string_view key) const {
  const std::shared_lock lock(state_->mutex);
  return state_->erased.find(FactKind::kRelation, key);
}

bool FactStore::has_erased_keys() const {
  const std::shared_lock lock(state_->mutex);
  return !state_->erased.empty();
}

std::uint64_t FactStore::erasures() const {
  const std::shared_lock lock(state_->mutex);
  return state_->erasures;
}

MissingFacts FactStore::missing_at(TransactionId commit) const {
  MissingFacts missing;
  for (const CommitRecord& c : commits()) {
    if (c.head.transaction > commit) break;
    missing.entities += c.erased_entities;
    missing.relations += c.erased_relations;
    missing.entities -= c.erased_entities_gone;
    missing.relations -= c.erased_relations_gone;
  }
  return missing;
}

}  // namespace entente
