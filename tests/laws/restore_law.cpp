// A store that is restored to any commit of any history, unless it is forgotten, holds what the model held then, as of
// that commit and of every earlier one, and goes on from there.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "laws/histories_run.hpp"
#include "storage/open_store.hpp"

namespace entente {
namespace {

using histories::History;
using histories::HistoryModel;
using histories::Snapshot;
using histories::StoreUnderTest;
using histories::detail::difference;
using histories::detail::kSmallBlocks;
using histories::detail::Lines;
using histories::detail::lines_of;
using histories::detail::loaded;
using histories::detail::Tested;

std::unique_ptr<FactStore> opened(std::unique_ptr<Store> store) {
  auto facts = FactStore::open(
      std::move(store), [] { return SystemTime{0}; }, kSmallBlocks);
  if (!facts) throw facts.error();
  return std::move(*facts);
}

std::string line_of(const CommitRecord& c) {
  return std::to_string(c.head.transaction.value) + " at " + std::to_string(c.head.system_time.microseconds) + ", " +
         c.reason + ": " + std::to_string(c.entities) + " " + std::to_string(c.relations) + " " +
         std::to_string(c.removed) + " " + std::to_string(c.removed_entities);
}

Lines log_until(const FactStore& store, std::uint64_t commit) {
  Lines lines;
  for (const CommitRecord& c : store.commits())
    if (c.head.transaction.value <= commit) lines.push_back(line_of(c));
  return lines;
}

Lines former_until(const FactStore& store, const char* key, std::uint64_t commit) {
  Lines lines;
  for (const FormerVersion& f : store.former_versions(key))
    if (f.superseded.value <= commit)
      lines.push_back(std::to_string(f.recorded.value) + " to " + std::to_string(f.superseded.value));
  return lines;
}

// What holds of the store that was restored to `commit`. Empty: all that should.
std::string fault_of(const FactStore& restored, std::uint64_t commit, const FactStore& source,
                     const HistoryModel& model, const Ontology& ontology) {
  if (restored.head().transaction.value != commit)
    return "the head is commit " + std::to_string(restored.head().transaction.value);
  std::string text;
  Lines faults;
  for (std::uint64_t c = model.floor(); c <= commit && text.empty(); ++c)
    text = difference(lines_of(loaded(restored, {c}, faults), false), lines_of(model.snapshots()[c], false),
                      "as of " + std::to_string(c));
  if (!faults.empty()) text += faults.front();
  text += difference(log_until(restored, ~std::uint64_t{0}), log_until(source, commit), "the log of commits");
  for (const char* key : histories::kRelations)
    text += difference(former_until(restored, key, ~std::uint64_t{0}), former_until(source, key, commit),
                       std::string("what ") + key + " was before");
  if (!(histories::detail::without_marks(restored.ontology()) == ontology))
    text += "the ontology is not that of then\n";
  // Names keep their numbers, and later ones are gone but where a fact that stays uses one.
  const Lines names = restored.symbols(), of_source = source.symbols();
  if (names.size() > of_source.size() || !std::equal(names.begin(), names.end(), of_source.begin()))
    text += "names have other numbers\n";
  for (const char* key : histories::kEntities) {
    std::optional<std::uint64_t> expected;
    for (const auto& [id, fact] : model.snapshots()[commit].entities)
      if (fact.key == key) expected = id;
    const auto found = restored.find_entity(key);
    if (found.has_value() != expected.has_value() || (found && found->value != *expected))
      text += std::string("find_entity(") + key + ") differs\n";
  }
  for (const StoreFinding& finding : restored.check())
    text += "check finds: " + finding.where + ": " + finding.what + "\n";
  return text;
}

// The next commit states a new entity and a relation of it.
std::string go_on(FactStore& restored, std::uint64_t commit, const Snapshot& before) {
  FactWriter writer(restored);
  EntityFact entity;
  entity.key = "new";
  entity.types = {"New type"};
  writer.add(entity, writer.file("new file"));
  RelationFact relation;
  relation.key = "new";
  relation.type = "T";
  relation.from = relation.to = "new";
  writer.add(relation);
  const Result<CommitSummary> summary = writer.commit("on");
  if (!summary) return "the next commit fails: " + describe(summary.error());
  if (summary->head.transaction.value != commit + 1)
    return "the next commit is " + std::to_string(summary->head.transaction.value);
  Lines faults;
  const Snapshot after = loaded(restored, {commit + 1}, faults);
  if (after.entities.size() != before.entities.size() + 1 || after.relations.size() != before.relations.size() + 1)
    return "the next commit adds another number of facts";
  std::string text = difference(lines_of(loaded(restored, {commit}, faults), false), lines_of(before, false), "before");
  for (const StoreFinding& finding : restored.check())
    text += "then check finds: " + finding.where + ": " + finding.what;
  return text;
}

// The store goes through the history and is restored to each of its commits; into memory, with blocks of a few
// relations.
std::string first_fault(const History& history, const StoreUnderTest& kind) {
  HistoryModel model;
  Tested tested(kind);
  std::vector<Ontology> ontologies{model.ontology()};
  int number = 0;
  for (const histories::Step& step : histories::steps_of(history)) {
    const std::string reason = "step " + std::to_string(++number);
    const HistoryModel::Outcome expected = model.run(step, reason);
    if (std::string text = tested.run(step, reason, SystemTime{number / 3 * 1'000'000}, model, expected); !text.empty())
      return text;
    ontologies = model.ontologies();
  }
  for (std::uint64_t commit = model.floor(); commit < model.snapshots().size(); ++commit) {
    const std::string where = "restored to commit " + std::to_string(commit) + ", ";
    try {
      auto rows = open_memory_store();
      if (const auto done = tested.store().restore_to(*rows, {commit}, kSmallBlocks); !done)
        return where + describe(done.error());
      const auto restored = opened(std::move(rows));
      std::string text = fault_of(*restored, commit, tested.store(), model, ontologies[commit]);
      if (text.empty()) text = go_on(*restored, commit, model.snapshots()[commit]);
      if (!text.empty()) return where + text;
    } catch (const Error& error) {
      return where + describe(error);
    }
  }
  return {};
}

RC_GTEST_PROP(RestoreLaw, AStoreThatIsRestoredToACommitHoldsWhatItHeldThen, ()) {
  const StoreUnderTest in_memory{"in memory", [](const std::string&, bool) { return open_memory_store(); }};
  for (int i = 0; i < 5; ++i) {
    const History history = *histories::histories(10);
    if (const std::string fault = first_fault(history, in_memory); !fault.empty()) RC_FAIL(fault);
  }
}

}  // namespace
}  // namespace entente
