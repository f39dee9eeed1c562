#include "entente/database.hpp"

#include <filesystem>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "db/all_facts.hpp"
#include "db/checker.hpp"
#include "db/database_state.hpp"
#include "db/dossier.hpp"
#include "db/finder.hpp"
#include "db/importer.hpp"
#include "db/rules/derivation.hpp"
#include "db/rules/explainer.hpp"
#include "db/system_changes.hpp"
#include "db/two_states.hpp"
#include "db/withdrawn.hpp"
#include "entente/time/edtf.hpp"
#include "query/execute/system_time.hpp"
#include "storage/backup.hpp"
#include "storage/open_store.hpp"
#include "storage/store_folder.hpp"
#include "storage/unfinished_stores.hpp"

namespace entente {

std::vector<SystemTime> times_of_commits(const FactStore& store) {
  std::vector<SystemTime> times;
  for (const CommitRecord& c : store.commits()) times.push_back(c.head.system_time);
  return times;
}

Database::Database(std::shared_ptr<State> state) : state_(std::move(state)) {}
Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::open(const std::string& path, const Options& options) {
  return guarded([&] { return std::unique_ptr<Database>(new Database(std::make_shared<State>(path, options))); });
}

Result<std::unique_ptr<Database>> Database::in_memory(const Options& options) {
  return guarded([&] {
    auto facts = FactStore::open(open_memory_store(), options.clock ? options.clock : system_clock_now);
    if (!facts.ok()) throw facts.error();
    return std::unique_ptr<Database>(new Database(std::make_shared<State>(std::move(facts).value())));
  });
}

std::shared_ptr<const TemporalGraph> Database::State::graph(OpenedStore& opened, const std::string& system_time,
                                                            std::optional<Instant> now) {
  return asked_graph(opened.snapshots.newest(), system_time, now ? *now : run_options({}).now,
                     [&](TransactionId commit) { return opened.snapshots.at(commit); });
}

std::shared_ptr<const TemporalGraph> Database::State::graph_with_facts(OpenedStore& opened,
                                                                       const std::string& system_time,
                                                                       std::optional<Instant> now) {
  auto asked = graph(opened, system_time, now);
  if (system_time.empty() || asked->transaction().value > 0 || asked->commit_times().empty()) return asked;
  throw Error(ErrorCode::kNotFound, fmt::format("the store knew nothing at that time: its first commit was made at {}",
                                                print_system_time(asked->commit_times().front())));
}

Asked Database::State::asked(std::string_view text, const Map& parameters, const QueryOptions& options) {
  const std::shared_ptr<OpenedStore> opened = this->opened();
  const auto newest = opened->snapshots.newest();
  return entente::asked({newest, plans.get(text, *newest, prepare_options(options))}, text, parameters, options,
                        states_of([&]() -> const std::shared_ptr<OpenedStore>& { return opened; }));
}

void Database::remove_unfinished() noexcept {
  remove_unfinished_stores();
}

Result<TransactionId> Database::refresh() {
  return guarded([&] {
    state_->current.refresh();
    return state_->current.get()->store->head().transaction;
  });
}

Result<ReadTransaction> Database::read() {
  return guarded([&] {
    const std::shared_ptr<OpenedStore> opened = state_->opened();
    return ReadTransaction(opened->snapshots.newest(), opened);
  });
}

Result<WriteTransaction> Database::write() {
  return guarded([&] {
    if (state_->options.read_only)
      throw Error(ErrorCode::kUnsupported, "the store is open for reading only")
          .with_hint("open it without read_only (entente serve: with --writable)");
    return WriteTransaction(std::make_unique<WriteTransaction::State>(state_));
  });
}

Result<WriteTransaction> Database::rehearse() {
  return guarded([&] { return WriteTransaction(std::make_unique<WriteTransaction::State>(state_, true)); });
}

Result<Table> Database::query(std::string_view text, const Map& parameters, const QueryOptions& options) {
  return guarded(text, [&] {
    const Asked to_run = state_->asked(text, parameters, options);
    if (is_writing(*to_run.plan)) return State::write(state_, text, parameters, options);
    return run(*to_run.plan, *to_run.graph, parameters, run_options(options));
  });
}

struct PreparedQuery::State {
  std::shared_ptr<Database::State> db;
  std::string text;
  QueryOptions options;
  // The plan in use and the snapshot it was made for; renewed after a commit.
  mutable std::mutex mutex;
  mutable Asked newest;
};

Result<PreparedQuery> Database::prepare(std::string_view text, const QueryOptions& options) {
  return guarded(text, [&] {
    auto prepared = std::make_shared<PreparedQuery::State>();
    prepared->db = state_;
    prepared->text = text;
    prepared->options = options;
    const auto graph = state_->newest();
    prepared->newest = {graph, state_->plans.get(text, *graph, prepare_options(options))};
    return PreparedQuery(std::move(prepared));
  });
}

Result<Table> PreparedQuery::run(const Map& parameters) const {
  return guarded(state_->text, [&] {
    const std::shared_ptr<OpenedStore> opened = state_->db->opened();
    auto graph = opened->snapshots.newest();
    Asked newest;
    {
      const std::lock_guard lock(state_->mutex);
      if (state_->newest.graph != graph) {
        auto plan = state_->db->plans.get(state_->text, *graph, prepare_options(state_->options));
        state_->newest = {std::move(graph), std::move(plan)};
      }
      newest = state_->newest;
    }
    const Asked to_run = asked(std::move(newest), state_->text, parameters, state_->options,
                               states_of([&]() -> const std::shared_ptr<OpenedStore>& { return opened; }));
    if (is_writing(*to_run.plan)) return Database::State::write(state_->db, state_->text, parameters, state_->options);
    return entente::run(*to_run.plan, *to_run.graph, parameters, run_options(state_->options));
  });
}

namespace {

void refuse_store_as_data(const std::string& store, const std::vector<std::string>& paths) {
  std::error_code ignored;
  for (const std::string& path : paths)
    if (!store.empty() && path != "-" && std::filesystem::equivalent(store, path, ignored))
      throw Error(ErrorCode::kArgument, fmt::format("{} is the store itself", path))
          .with_hint("behind the store stand the data files or folders to be read into it");
}

}  // namespace

Result<ImportReport> Database::import(const std::vector<std::string>& paths, const ImportOptions& options) {
  Result<ImportReport> report = guarded([&] {
    refuse_store_as_data(state_->path, paths);
    auto transaction = write();
    if (!transaction.ok()) throw transaction.error();
    return import_files(data_files(paths), transaction->state_->staging, options);
  });
  const bool is_void = !report.ok() || report->commit.transaction.value == 0;
  if (is_void && options.undo_creation) state_->current.get()->store->store().discard_if_unused();
  if (report.ok() && options.derive && !state_->current.get()->store->ontology().rules.empty())
    report->derivation = derive();
  return report;
}

namespace {

// Conclusions on their way into a commit. Throws where one can't be stored.
void stage(Derived& derived, const Ontology& ontology, Staging& staging) {
  const auto refuse = [&](const Origin& origin, const std::string& reason) {
    return of_rule(ontology.rules[origin.file],
                   Error(ErrorCode::kInvalidData, "it concludes what can't be stored: " + reason));
  };
  for (RelationFact& fact : derived.facts) {
    const Origin origin = fact.origin;
    if (const std::string reason = staging.add(std::move(fact)); !reason.empty()) throw refuse(origin, reason);
  }
  for (const Rejection& r : staging.settle()) throw refuse(r.origin, r.reason);
  for (const std::string& key : derived.withdrawn) staging.retract(key);
}

}  // namespace

Result<DerivationReport> Database::derive(const DeriveOptions& options) {
  return guarded([&] {
    std::optional<WriteTransaction> transaction;
    if (!options.dry_run) {
      auto begun = write();
      if (!begun.ok()) throw begun.error();
      transaction.emplace(std::move(begun).value());
    }
    const auto opened = state_->opened();
    auto graph = opened->snapshots.newest();
    std::optional<Staging> trial;
    Staging& staging =
        transaction ? transaction->state_->staging : trial.emplace(*opened->store, [&] { return graph; });
    Derived derived = apply_rules(*opened->store, graph);
    stage(derived, graph->ontology(), staging);
    DerivationReport report;
    report.rules = std::move(derived.rules);
    report.commit.transaction = graph->transaction();
    report.commit.system_time = graph->system_time();
    if (options.dry_run) return report;
    auto summary = staging.commit("derive");
    if (!summary.ok()) throw summary.error();
    report.commit = report_of(*summary);
    return report;
  });
}

namespace {

void require_utf8(std::string_view what, std::string_view text) {
  if (std::string fault = utf8_fault(what, text); !fault.empty()) throw Error(ErrorCode::kArgument, std::move(fault));
}

}  // namespace

Result<Explanation> Database::explain(std::string_view key, std::string_view other, const std::string& system_time) {
  return guarded([&] {
    require_utf8("the id", key);
    require_utf8("the id", other);
    const auto opened = state_->opened();
    const auto graph = State::graph_with_facts(*opened, system_time);
    const auto with_changes = [&](Explanation explanation) {
      if (!other.empty()) return explanation;
      explanation.changes = changes_of(*opened->store, key);
      if (const Head floor = opened->store->floor(); floor.transaction.value > 0)
        explanation.forgotten_before = floor.transaction;
      return explanation;
    };
    try {
      return with_changes(explanation_of(*graph, key, other));
    } catch (Error& error) {
      if (error.code != ErrorCode::kNotFound || !other.empty() || !system_time.empty()) throw;
      if (auto gone = explain_withdrawn(*opened->store, opened->snapshots, *graph, key))
        return with_changes(*std::move(gone));
      if (std::string erased = text_of_erasure(*opened->store, key); !erased.empty())
        throw Error(ErrorCode::kNotFound, std::move(erased));
      error.message += forgotten_clause(opened->store->floor());
      throw;
    }
  });
}

Result<Table> Database::all_facts(const QueryOptions& options) {
  return guarded(
      [&] { return entente::all_facts(*State::graph(*state_->opened(), options.system_time, options.now), options); });
}

Result<FoundEntities> Database::find_entities(std::string_view text, const std::string& system_time) {
  return guarded([&] {
    require_utf8("the name", text);
    return entente::find_entities(*State::graph_with_facts(*state_->opened(), system_time), text);
  });
}

Result<Dossier> Database::dossier(std::string_view name, const QueryOptions& options) {
  return guarded([&] {
    require_utf8("the name", name);
    return dossier_of(*State::graph_with_facts(*state_->opened(), options.system_time, options.now), name, options);
  });
}

Result<Ontology> Database::ontology(const std::string& system_time) {
  return guarded([&] {
    return system_time.empty() ? state_->opened()->store->ontology()
                               : State::graph(*state_->opened(), system_time)->ontology();
  });
}

Result<DatabaseInfo> Database::info(const std::string& system_time) {
  return guarded([&] {
    const auto opened = state_->opened();
    const auto graph = State::graph(*opened, system_time);
    DatabaseInfo info;
    info.path = state_->path;
    info.transaction = graph->transaction();
    info.system_time = graph->system_time();
    info.entities = graph->vertex_count();
    info.relations = graph->edge_count();
    info.erased_entities = graph->erased_entities();
    info.erased_relations = graph->erased_relations();
    info.uncertain_relations = graph->statistics().uncertain_edges;
    for (const std::string& label : graph->label_names())
      if (const auto symbol = graph->symbol(label)) info.labels.emplace_back(label, graph->count_with_label(*symbol));
    for (const std::string& type : graph->relation_type_names())
      if (const auto symbol = graph->symbol(type))
        info.relation_types.emplace_back(type, graph->count_of_type(*symbol));
    info.bytes_on_disk = opened->store->bytes_on_disk();
    info.bytes_in_memory = graph->statistics().bytes;
    if (const Head floor = opened->store->floor(); floor.transaction.value > 0) info.floor = floor.transaction;
    for (const CommitRecord& c : opened->store->commits()) {
      if (c.head.transaction.value > info.transaction.value) break;  // committed since the snapshot was taken
      info.commits.push_back(
          {c.head.transaction, c.head.system_time, c.reason, c.entities, c.relations, c.removed, c.removed_entities});
    }
    return info;
  });
}

namespace {

// The first commit made since the beginning of a time, or the one of a number.
TransactionId first_since(CommitTimes times, const std::string& since, Instant now) {
  if (const auto number = commit_number(since)) return commit_of_number(times, Value(*number));
  return {commit_before(times, Value(since), now).value + 1};
}

}  // namespace

Result<std::vector<LoggedCommit>> Database::log(const LogOptions& options) {
  return guarded([&] {
    require_utf8("the name", options.of);
    const auto opened = state_->opened();
    const std::vector<SystemTime> times = times_of_commits(*opened->store);
    const Instant now = run_options({}).now;
    const TransactionId first = options.since.empty() ? TransactionId{1} : first_since(times, options.since, now);
    const TransactionId last =
        options.until.empty() ? TransactionId{times.size()} : commit_of_text(times, options.until, now);
    // Between two times there may be no commit; that of a number is one itself.
    const bool is_between_times = !commit_number(options.since) && !commit_number(options.until);
    if (!options.since.empty() && !options.until.empty() && first.value > last.value + (is_between_times ? 1 : 0))
      throw Error(ErrorCode::kArgument, fmt::format("{} is behind {}", options.since, options.until));
    try {
      return changes_by_commit(*opened->store, std::max(first, TransactionId{1}), last, options.of);
    } catch (Error& error) {
      if (error.code != ErrorCode::kNotFound) throw;
      if (std::string erased = text_of_erasure(*opened->store, options.of); !erased.empty())
        throw Error(ErrorCode::kNotFound, std::move(erased));
      throw;
    }
  });
}

Result<SystemDiff> Database::system_diff(const std::string& from, const std::string& to) {
  return guarded([&] {
    const auto opened = state_->opened();
    const std::vector<SystemTime> times = times_of_commits(*opened->store);
    const Instant now = run_options({}).now;
    const TransactionId first = commit_of_text(times, from, now);
    const TransactionId last = to.empty() ? TransactionId{times.size()} : commit_of_text(times, to, now);
    if (first > last) throw Error(ErrorCode::kArgument, fmt::format("{} is behind {}", from, to));
    return changes_between_commits(*opened->store, first, last);
  });
}

Result<Table> Database::changed_facts(const std::string& from, const std::string& to) {
  return guarded([&] {
    const Result<SystemDiff> found = system_diff(from, to);
    if (!found.ok()) throw found.error();
    const auto opened = state_->opened();
    return two_states(*opened->snapshots.at(found->from), *opened->snapshots.at(found->to), *found);
  });
}

Result<CompactReport> Database::compact() {
  return guarded([&] {
    if (state_->options.read_only) throw Error(ErrorCode::kUnsupported, "the store is open for reading only");
    const TakenTurn turn(state_->turn);
    FactStore& store = *state_->current.get()->store;
    CompactReport report;
    report.bytes_before = store.bytes_on_disk();
    const Result<PackingReport> packed = store.pack();
    if (!packed) throw packed.error();
    report.pages = packed->pages;
    report.packed_relations = packed->packed_relations;
    if (const Result<void> compacted = store.store().compact(); !compacted) throw compacted.error();
    report.bytes_after = store.bytes_on_disk();
    return report;
  });
}

namespace {

CopyReport report_of_copy(const Result<Head>& made, const std::string& folder) {
  if (!made) throw made.error();
  const Result<std::uint64_t> bytes = StoreFolder(folder).bytes();
  if (!bytes) throw bytes.error();
  return {made->transaction, made->system_time, *bytes};
}

}  // namespace

Result<CopyReport> Database::backup(const std::string& folder) {
  return guarded([&] {
    const auto opened = state_->opened();
    return report_of_copy(back_up(*opened->store, {state_->path, folder}), folder);
  });
}

Result<CopyReport> Database::restore(const std::string& path, const std::string& folder,
                                     const RestoreOptions& options) {
  return guarded([&] {
    if (options.commit && !options.system_time.empty())
      throw Error(ErrorCode::kArgument, "a commit and a time are given; one of them says which state is meant");
    Options reading;
    reading.read_only = true;
    const State source(path, reading);
    const FactStore& store = *source.current.get()->store;
    TransactionId as_of = options.commit.value_or(store.head().transaction);
    if (!options.system_time.empty()) {
      const std::vector<SystemTime> times = times_of_commits(store);
      as_of = commit_of_text(times, options.system_time, run_options({}).now);
      if (as_of.value == 0 && !times.empty())
        throw Error(ErrorCode::kNotFound, fmt::format("there is no commit before the end of {}; the first is of {}",
                                                      options.system_time, print_system_time(times.front())));
    }
    return report_of_copy(entente::restore(store, as_of, {path, folder}), folder);
  });
}

namespace {

std::vector<Finding> damage_of(const FactStore& store) {
  std::vector<Finding> findings;
  for (const StoreFinding& f : store.check()) findings.push_back({"store_damage", f.what, f.where, true, true});
  return findings;
}

}  // namespace

Result<std::vector<Finding>> Database::verify() {
  return guarded([&] { return damage_of(*state_->opened()->store); });
}

Result<std::vector<Finding>> Database::check(const std::vector<std::string>& only, const std::string& system_time) {
  return guarded([&] {
    const auto opened = state_->opened();
    std::vector<Finding> findings = damage_of(*opened->store);
    if (!findings.empty()) return findings;  // a damaged store can't be loaded to look at its data
    for (Finding& f : check_rules(*State::graph_with_facts(*opened, system_time), only))
      findings.push_back(std::move(f));
    return findings;
  });
}

}  // namespace entente
