// The statements of one write transaction: each sees what those before it wrote, and all are one commit.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "db/current_store.hpp"
#include "db/plan_cache.hpp"
#include "db/staging.hpp"
#include "entente/options.hpp"
#include "query/update/draft.hpp"

namespace entente {

class Statements {
 public:
  // `plans`: those of the snapshot that the transaction began with.
  Statements(OpenedStore& opened, PlanCache& plans) : opened_(opened), plans_(plans) {}

  // Runs one, and gives its table, read at the commit that the transaction began with. Throws what the statement meets.
  // One that fails when it has written already ends them all: kConflict from then on.
  Table run(std::string_view text, const Map& parameters, const QueryOptions& options);

  bool have_written() const { return ontology_ || (draft_ && draft_->edits() > 0); }
  // Hands what they wrote over to the commit. Throws kInvalidData for what can't be stored, kConflict where one failed.
  void stage(Staging& staging);
  // For the log, where nobody gives one: the first that wrote, in one line and shortened, and how many came behind.
  std::string reason() const;

 private:
  Table change_schema(const ast::SchemaChange& change, std::string_view text);
  // What was read at the head of the store.
  void note_head(Table& table) const;
  Table write(std::string_view text, const Map& parameters, const QueryOptions& options);
  std::shared_ptr<const plan::Plan> plan(std::string_view text, const TemporalGraph& graph,
                                         const QueryOptions& options);
  void refuse_failed(std::string_view hint) const;

  OpenedStore& opened_;
  PlanCache& plans_;
  PlanCache plans_of_draft_;
  std::optional<Draft> draft_;        // from the first statement that writes on
  std::optional<Ontology> ontology_;  // that constraints and indexes were added to or taken from
  std::string first_;
  std::uint64_t written_ = 0;
  bool failed_ = false;
};

}  // namespace entente
