#include "db/statements.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/shortened.hpp"
#include "db/asked.hpp"
#include "db/database_state.hpp"
#include "db/schema_change.hpp"
#include "query/syntax/parser.hpp"
#include "query/update/run_writing.hpp"

namespace entente {
namespace {

void refuse_at_runtime(const std::string& reason) {
  if (reason.empty()) return;
  Error error(ErrorCode::kInvalidData, reason);
  error.at_runtime = true;
  throw error;
}

// In one line, and not all of a long one.
std::string in_one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!is_blank)
      line += c;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  return shortened(line);
}

}  // namespace

std::shared_ptr<const plan::Plan> Statements::plan(std::string_view text, const TemporalGraph& graph,
                                                   const QueryOptions& options) {
  if (!graph.is_draft()) return plans_.get(text, graph, prepare_options(options));
  return plans_of_draft_.get(text, graph, prepare_options(options), draft_->shape());
}

void Statements::refuse_failed(std::string_view hint) const {
  if (failed_)
    throw Error(ErrorCode::kConflict, "a statement of the transaction failed when it had written already")
        .with_hint(std::string(hint));
}

Table Statements::run(std::string_view text, const Map& parameters, const QueryOptions& options) {
  refuse_failed("roll it back, and begin another one: nothing of it is stored");
  const auto newest = opened_.snapshots.newest();
  // What others have to see is settled before it is looked at.
  const auto graph = draft_ ? draft_->graph() : newest;
  const auto found = plan(text, *graph, options);
  if (found->schema) return change_schema(*found->schema, text);
  if (is_writing(*found)) return write(text, parameters, options);
  Table table;
  if (found->system || !draft_) {
    const Asked to_run = asked({newest, plans_.get(text, *newest, prepare_options(options))}, text, parameters, options,
                               states_of([this]() -> OpenedStore* { return &opened_; }));
    return entente::run(*to_run.plan, *to_run.graph, parameters, run_options(options));
  }
  draft_->settle();
  table = entente::run(*plan(text, *draft_->graph(), options), *draft_->graph(), parameters, run_options(options));
  table.read_at.transaction = newest->transaction();
  table.read_at.system_time = newest->system_time();
  return table;
}

Table Statements::change_schema(const ast::SchemaChange& change, std::string_view text) {
  if (draft_ && draft_->edits() > 0)
    throw Error(ErrorCode::kUnsupported,
                "the transaction has written facts, and constraints are made in one of their own", change.span)
        .with_hint("commit it, and begin another one");
  Table table;
  UpdateCounts counts;
  const auto newest = opened_.snapshots.newest();
  auto changed = changed_ontology(ontology_ ? *ontology_ : newest->ontology(), *newest, change, counts);
  if (changed) {
    ontology_ = std::move(changed);
    if (written_++ == 0) first_ = in_one_line(text);
  }
  table.updates = counts;
  note_head(table);
  return table;
}

void Statements::note_head(Table& table) const {
  const Head head = opened_.store->head();
  table.read_at.transaction = head.transaction;
  table.read_at.system_time = head.system_time;
}

Table Statements::write(std::string_view text, const Map& parameters, const QueryOptions& options) {
  if (ontology_)
    throw Error(ErrorCode::kUnsupported, "the transaction has changed constraints or indexes, and writes no facts")
        .with_hint("commit it, and begin another one");
  if (!draft_) {
    const auto [entity, relation] = opened_.store->next_ids();
    draft_.emplace(opened_.snapshots.newest(), NextIds{entity, relation});
  }
  const std::uint64_t before = draft_->edits();
  Table table;
  try {
    const auto prepare_for = [&](const TemporalGraph& now) { return plan(text, now, options); };
    table = run_writing(*plan(text, *draft_->graph(), options), prepare_for, *draft_, parameters, run_options(options));
  } catch (...) {
    failed_ = draft_->edits() > before;
    throw;
  }
  if (draft_->edits() > before && written_++ == 0) first_ = in_one_line(text);
  note_head(table);
  return table;
}

// What is taken back comes last: what ends there has gone then.
void Statements::stage(Staging& staging) {
  refuse_failed("the transaction has ended, and nothing of it is stored: begin another one");
  if (!have_written()) return;
  if (ontology_) return staging.replace(*ontology_);
  draft_->check_rules();
  const DraftFacts facts = draft_->finish();
  staging.trust_statements();
  for (const EntityFact& fact : facts.entities) refuse_at_runtime(staging.add(fact));
  for (const RelationFact& fact : facts.relations) refuse_at_runtime(staging.add(fact));
  for (const auto& [place, fact] : facts.corrected)
    refuse_at_runtime(fact.key.empty() ? staging.correct(place, fact) : staging.add(fact));
  for (const RelationPlace& place : facts.retracted) staging.retract(place);
  for (const std::string& key : facts.retracted_entities)
    refuse_at_runtime(staging.retract_entity(key, Ends::kRefused));
}

std::string Statements::reason() const {
  return written_ <= 1 ? first_ : fmt::format("{} (and {} more)", first_, written_ - 1);
}

bool Database::writes(std::string_view text) {
  bool found = false;
  try {
    with_query_stack([&] { found = is_writing(parse(text)); });
  } catch (const Error&) {
    return false;
  }
  return found;
}

Table Database::State::write(const std::shared_ptr<State>& database, std::string_view text, const Map& parameters,
                             const QueryOptions& options) {
  if (database->options.read_only)
    throw Error(ErrorCode::kUnsupported, "the store is open for reading only, and the statement writes")
        .with_hint("open it without read_only (entente serve: with --writable)");
  WriteTransaction::State transaction(database);
  Table table = transaction.statements.run(text, parameters, options);
  if (transaction.statements.have_written()) {
    const CommitSummary summary = transaction.commit(options.reason);
    table.read_at.transaction = summary.head.transaction;
    table.read_at.system_time = summary.head.system_time;
  }
  return table;
}

CommitSummary WriteTransaction::State::commit(std::string_view reason) {
  statements.stage(staging);
  const bool of_statements = statements.have_written();
  for (const Rejection& r : staging.settle()) {
    if (of_statements) refuse_at_runtime(r.reason);
    throw Error(ErrorCode::kNotFound, r.reason);
  }
  auto summary = is_rehearsal ? staging.rehearse()
                              : staging.commit(of_statements && reason.empty() ? statements.reason() : reason);
  if (summary.ok()) return *std::move(summary);
  if (of_statements) summary.error().at_runtime = true;
  throw summary.error();
}

}  // namespace entente
