#include "entente/database.hpp"

#include <map>
#include <utility>

#include "db/checker.hpp"
#include "db/database_state.hpp"
#include "db/derivation.hpp"
#include "db/explainer.hpp"
#include "db/finder.hpp"
#include "db/importer.hpp"
#include "storage/open_store.hpp"

namespace entente {

Database::Database(std::shared_ptr<State> state) : state_(std::move(state)) {}
Database::~Database() = default;

namespace {

std::unique_ptr<FactStore> take_over(std::unique_ptr<Store> store) {
  auto facts = FactStore::open(std::move(store));
  if (!facts.ok()) throw facts.error();
  return std::move(facts).value();
}

}  // namespace

Result<std::unique_ptr<Database>> Database::open(const std::string& path, const Options& options) {
  return guarded([&] {
    auto store = open_rocksdb_store(path, {options.create_if_missing, options.read_only, options.sync});
    if (!store.ok()) throw store.error();
    auto state = std::make_shared<State>(take_over(std::move(store).value()), path, options);
    return std::unique_ptr<Database>(new Database(std::move(state)));
  });
}

Result<std::unique_ptr<Database>> Database::in_memory() {
  return guarded([&] {
    auto state = std::make_shared<State>(take_over(open_memory_store()), std::string{}, Options{});
    return std::unique_ptr<Database>(new Database(std::move(state)));
  });
}

Result<ReadTransaction> Database::read() {
  return guarded([&] { return ReadTransaction(state_->snapshots.newest()); });
}

Result<WriteTransaction> Database::write() {
  return guarded([&] {
    if (state_->options.read_only)
      throw Error(ErrorCode::kUnsupported, "the store is open for reading only").with_hint("open it without read_only");
    return WriteTransaction(std::make_unique<WriteTransaction::State>(state_));
  });
}

Result<Table> Database::query(std::string_view text, const Map& parameters, const QueryOptions& options) {
  return guarded([&] {
    const auto graph = state_->snapshots.newest();
    const auto plan = state_->plans.get(text, *graph, prepare_options(options));
    return run(*plan, *graph, parameters, run_options(options));
  });
}

struct PreparedQuery::State {
  std::shared_ptr<Database::State> db;
  std::string text;
  QueryOptions options;
  // The plan in use and the snapshot it was made for; renewed after a commit.
  mutable std::mutex mutex;
  mutable std::shared_ptr<const TemporalGraph> graph;
  mutable std::shared_ptr<const plan::Plan> plan;
};

Result<PreparedQuery> Database::prepare(std::string_view text, const QueryOptions& options) {
  return guarded([&] {
    auto prepared = std::make_shared<PreparedQuery::State>();
    prepared->db = state_;
    prepared->text = text;
    prepared->options = options;
    prepared->graph = state_->snapshots.newest();
    prepared->plan = state_->plans.get(text, *prepared->graph, prepare_options(options));
    return PreparedQuery(std::move(prepared));
  });
}

Result<Table> PreparedQuery::run(const Map& parameters) const {
  return guarded([&] {
    auto graph = state_->db->snapshots.newest();
    std::shared_ptr<const plan::Plan> plan;
    {
      const std::lock_guard lock(state_->mutex);
      if (state_->graph != graph) {
        state_->plan = state_->db->plans.get(state_->text, *graph, prepare_options(state_->options));
        state_->graph = graph;
      }
      plan = state_->plan;
    }
    return entente::run(*plan, *graph, parameters, run_options(state_->options));
  });
}

Result<ImportReport> Database::import(const std::vector<std::string>& paths, const ImportOptions& options) {
  Result<ImportReport> report = guarded([&] {
    auto transaction = write();
    if (!transaction.ok()) throw transaction.error();
    return import_files(data_files(paths), transaction->state_->staging, options);
  });
  if (report.ok() && options.derive && !state_->store->ontology().rules.empty()) report->derivation = derive();
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
    const auto graph = state_->snapshots.newest();
    std::optional<Staging> trial;
    Staging& staging =
        transaction ? transaction->state_->staging : trial.emplace(*state_->store, [&] { return graph; });
    Derived derived = apply_rules(*state_->store, graph);
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

Result<Explanation> Database::explain(std::string_view key) {
  return guarded([&] { return explanation_of(*state_->snapshots.newest(), key); });
}

Result<Table> Database::all_facts() {
  return guarded([&] {
    const auto graph = state_->snapshots.newest();
    Table table;
    for (Vertex v = 0; v < graph->vertex_count(); ++v) table.elements.nodes.emplace(v, graph->node_record(v));
    for (Edge e = 0; e < graph->edge_count(); ++e)
      table.elements.relationships.emplace(e, graph->relationship_record(e));
    table.read_at.transaction = graph->transaction();
    table.read_at.system_time = graph->system_time();
    return table;
  });
}

Result<FoundEntities> Database::find_entities(std::string_view text) {
  return guarded([&] { return entente::find_entities(*state_->snapshots.newest(), text); });
}

Result<Ontology> Database::ontology() {
  return guarded([&] { return state_->store->ontology(); });
}

Result<DatabaseInfo> Database::info() {
  return guarded([&] {
    const auto graph = state_->snapshots.newest();
    DatabaseInfo info;
    info.path = state_->path;
    info.transaction = graph->transaction();
    info.system_time = graph->system_time();
    info.entities = graph->vertex_count();
    info.relations = graph->edge_count();
    info.uncertain_relations = graph->statistics().uncertain_edges;
    for (const std::string& label : graph->label_names())
      if (const auto symbol = graph->symbol(label))
        info.labels.emplace_back(label, graph->vertices_with_label(*symbol).size());
    for (const std::string& type : graph->relation_type_names())
      if (const auto symbol = graph->symbol(type))
        info.relation_types.emplace_back(type, graph->edges_of_type(*symbol).size());
    info.bytes_on_disk = state_->store->bytes_on_disk();
    info.bytes_in_memory = graph->statistics().bytes;
    for (const CommitRecord& c : state_->store->commits())
      info.commits.push_back({c.head.transaction, c.head.system_time, c.reason, c.entities, c.relations, c.removed});
    return info;
  });
}

Result<std::vector<Finding>> Database::check(const std::vector<std::string>& only) {
  return guarded([&] {
    std::vector<Finding> findings;
    for (const StoreFinding& f : state_->store->check())
      findings.push_back({"store_damage", f.what, f.where, true, true});
    if (!findings.empty()) return findings;  // a damaged store can't be loaded to look at its data
    for (Finding& f : check_rules(*state_->snapshots.newest(), only)) findings.push_back(std::move(f));
    return findings;
  });
}

}  // namespace entente
