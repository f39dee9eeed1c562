#include "storage/fact_store.hpp"

#include <algorithm>
#include <utility>

#include "model/storable.hpp"
#include "storage/commit.hpp"

namespace entente {
namespace {

bool has_temporal(const Value& value) {
  if (value.is_list()) return std::any_of(value.list().begin(), value.list().end(), has_temporal);
  if (!value.is_map()) return value.is_temporal();
  return std::any_of(value.map().begin(), value.map().end(),
                     [](const auto& entry) { return has_temporal(entry.second); });
}

bool any_temporal(const std::vector<PropertyFact>& properties) {
  return std::any_of(properties.begin(), properties.end(), [](const PropertyFact& p) { return has_temporal(p.value); });
}

}  // namespace

struct FactWriter::State {
  explicit State(FactStore& s, FactStore::State& shared)
      : store(s),
        base(shared.head),
        base_bytes(shared.head_bytes),
        facts(shared.symbol_ids, shared.mutex, shared.head.next_symbol, shared.file_numbers, shared.head.next_file) {}

  FactStore& store;
  HeadRegister base;  // the head when the writer began
  std::optional<std::string> base_bytes;
  PendingFacts facts;
  bool holds_temporal = false;  // a value that formats before 6 do not have
};

FactWriter::FactWriter(FactStore& store) {
  const std::shared_lock lock(store.state_->mutex);
  state_ = std::make_unique<State>(store, *store.state_);
}

FactWriter::~FactWriter() = default;

void FactWriter::set_ontology(const Ontology& ontology) {
  state_->facts.set_ontology(ontology);
}
void FactWriter::add(const EntityFact& fact, FileNumber file) {
  if (std::string fault = storing_fault(fact); !fault.empty()) throw Error(ErrorCode::kInvalidData, std::move(fault));
  add_storable(fact, file);
}
void FactWriter::add(const RelationFact& fact, FileNumber file) {
  if (std::string fault = storing_fault(fact); !fault.empty()) throw Error(ErrorCode::kInvalidData, std::move(fault));
  add_storable(fact, file);
}
void FactWriter::add_storable(const EntityFact& fact, FileNumber file) {
  add_storable(fact, entity(fact.key), file);
}
void FactWriter::add_storable(const RelationFact& fact, FileNumber file) {
  const std::uint32_t from = entity(fact.from);
  add_storable(fact, from, entity(fact.to), file);
}
std::uint32_t FactWriter::entity(std::string_view key) {
  return state_->facts.entity(key);
}
void FactWriter::entities(std::span<const std::string_view> keys, std::span<std::uint32_t> numbers) {
  state_->facts.find_places(keys, numbers);
}
const EntityNames& FactWriter::names() const {
  return state_->facts.names();
}
void FactWriter::add_storable(const EntityFact& fact, std::uint32_t entity, FileNumber file) {
  state_->holds_temporal = state_->holds_temporal || any_temporal(fact.properties);
  state_->facts.add(fact, entity, file);
}
void FactWriter::add_storable(const RelationFact& fact, std::uint32_t from, std::uint32_t to, FileNumber file) {
  state_->holds_temporal = state_->holds_temporal || any_temporal(fact.properties);
  state_->facts.add(fact, from, to, file);
}
FileNumber FactWriter::file(std::string_view name) {
  return state_->facts.file(name);
}
void FactWriter::mention(std::string_view entity_key, FileNumber file) {
  mention(entity(entity_key), file);
}
void FactWriter::mention(std::uint32_t entity, FileNumber file) {
  state_->facts.mention(entity, file);
}
void FactWriter::complete(FileNumber file, Gone gone) {
  if (file < state_->base.next_file) state_->facts.complete[file] = gone;  // else it has said nothing before
}
void FactWriter::retract(std::string_view relation_key) {
  state_->facts.retract(relation_key);
}
void FactWriter::retract(RelationId relation) {
  state_->facts.retract(relation);
}
void FactWriter::retract(const RelationPlace& place) {
  state_->facts.retracted_places.push_back(place);
}
void FactWriter::correct(const RelationPlace& place, const RelationFact& fact) {
  if (std::string fault = storing_fault(fact); !fault.empty()) throw Error(ErrorCode::kInvalidData, std::move(fault));
  state_->holds_temporal = state_->holds_temporal || any_temporal(fact.properties);
  state_->facts.correct(place, fact);
}
void FactWriter::retract_entity(std::string_view key, Ends ends) {
  state_->facts.retract_entity(entity(key), ends);
}
void FactWriter::end(std::string_view key, const StatedEnd& end) {
  state_->facts.end(key, end);
}
void FactWriter::end_entity(std::string_view key, const StatedEnd& end) {
  state_->facts.end(key, end, true);
}
void FactWriter::end(RelationId relation, const StatedEnd& end) {
  state_->facts.end(relation, end);
}

Result<CommitSummary> FactWriter::commit(std::string_view reason, const PlaceOfId& place) {
  return finish(reason, place);
}

Result<CommitSummary> FactWriter::rehearse(const PlaceOfId& place) {
  return finish(std::nullopt, place);
}

// Without a reason nothing is written.
Result<CommitSummary> FactWriter::finish(const std::optional<std::string_view>& reason, const PlaceOfId& place) {
  FactStore& store = state_->store;
  FactStore::State& shared = *store.state_;
  if (reason && !shared.lease) return Error(ErrorCode::kUnsupported, "the store is open for reading only");
  const std::lock_guard committing(shared.commit_mutex);
  if (shared.current_head().transaction != state_->base.transaction) {
    return Error(ErrorCode::kConflict, "another writer has committed meanwhile");
  }
  CommitSummary summary;
  try {
    Commit commit(*store.store_, state_->facts, state_->base, shared.directory, shared.layout, shared.ontology,
                  shared.symbols, shared.erased, place);
    if (reason && shared.wants_changes()) commit.note_changes();
    commit.prepare();
    summary = commit.summary();
    if (reason && commit.has_changes()) {
      const SystemTime after_last{state_->base.time.microseconds + 1};
      commit.write_commit_row(std::max(shared.clock(), after_last), *reason);
      // Before the rows: an older program must not find a value that it does not know.
      if (state_->holds_temporal) raise_format(*store.store_, kTemporalFormatVersion);
      if (state_->facts.ontology && !state_->facts.ontology->property_rules.empty())
        raise_format(*store.store_, kPropertyRulesFormatVersion);
      std::string desired = head_value(commit.next());
      const Result<void> written =
          store.store_->commit(commit.batches(), {std::string(kHeadRegister), state_->base_bytes, desired});
      if (!written) return written.error();
      shared.directory.add(commit.blocks());
      const std::unique_lock lock(shared.mutex);
      shared.head = commit.next();
      shared.keep(commit.take_changes());
      for (const std::string& mark : commit.unmarked()) shared.erased.remove(mark);
      shared.head_bytes = std::move(desired);
      for (std::string& name : state_->facts.new_symbols) {
        shared.symbol_ids.emplace(name, SymbolId{static_cast<std::uint32_t>(shared.symbols.size())});
        shared.symbols.push_back(std::move(name));
      }
      for (const std::string& name : state_->facts.new_files)
        shared.file_numbers.emplace(name, static_cast<FileNumber>(shared.file_numbers.size() + 1));
      if (state_->facts.ontology) shared.ontology = std::move(*state_->facts.ontology);
    }
  } catch (Error& error) {
    return std::move(error);
  }
  summary.head = store.head();
  const std::shared_lock lock(shared.mutex);
  state_ = std::make_unique<State>(store, shared);
  return summary;
}

}  // namespace entente
