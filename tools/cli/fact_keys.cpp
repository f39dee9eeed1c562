#include "cli/fact_keys.hpp"

#include <charconv>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/derivation_report.hpp"
#include "cli/print.hpp"
#include "cli/terminal.hpp"
#include "entente/time/edtf.hpp"

namespace entente::cli {
namespace {

constexpr std::size_t kMostInReason = 5;

Result<std::string> as_id(const std::string& text) {
  std::uint64_t id = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, id);
  if (read.ec != std::errc() || read.ptr != end)
    return Error(ErrorCode::kArgument, fmt::format("`{}` is no id of a relation; id(r) gives it in a query", text));
  return std::to_string(id);
}

}  // namespace

void declare_ids(ArgumentParser& parser, std::vector<std::string>& ids) {
  parser.add("--id", ids, "a relation by its number, with or without a key; id(r) gives it in a query")
      .one_value_each()
      .value_name("N")
      .converted_by(as_id);
}

std::vector<RelationId> relation_ids(const std::vector<std::string>& ids) {
  std::vector<RelationId> all;
  for (const std::string& text : ids) {
    RelationId id;
    std::from_chars(text.data(), text.data() + text.size(), id.value);
    all.push_back(id);
  }
  return all;
}

void declare_entity(ArgumentParser& parser, bool& are_entities) {
  parser.add_flag("--entity", are_entities, "the key is that of an entity, where a relation has it too");
}

namespace {

Error no_conclusion(const std::string& name, const std::string& rule) {
  return Error(ErrorCode::kInvalidData,
               fmt::format("{} is a conclusion of the rule `{}`, which would draw it again", name, rule))
      .with_hint("change what it rests on, which `entente explain` tells, or the rule");
}

}  // namespace

Result<Explanation> fact_in_store(Database& database, const std::string& key, bool is_entity) {
  const std::string name = printable(key);
  const auto read = database.read();
  if (!read.ok()) return read.error();
  const bool is_known_entity = read->graph().find(key).has_value();
  auto fact = database.explain(key);
  if (is_entity && is_known_entity && fact.ok() && !fact->is_entity) {
    Explanation entity;
    entity.key = key;
    entity.is_entity = true;
    return entity;
  }
  if (!fact.ok()) return fact.error();
  if (fact->withdrawn)
    return Error(ErrorCode::kNotFound,
                 fmt::format("`{}` was taken back by commit {} ({}) at {}", name, fact->withdrawn->transaction.value,
                             fact->withdrawn->commit, print_system_time(fact->withdrawn->system_time)));
  if (fact->key != key)
    return Error(ErrorCode::kNotFound, fmt::format("`{}` is no key", name))
        .with_hint("a relation without a key is named by its number: --id, which id(r) gives in a query");
  if (is_entity && !fact->is_entity)
    return Error(ErrorCode::kNotFound, fmt::format("`{}` is the key of a relation, and of no entity", name));
  if (!fact->is_entity && is_known_entity)
    return Error(ErrorCode::kInvalidData, fmt::format("both an entity and a relation have the key `{}`", name))
        .with_hint("the entity is meant with --entity; the relation is named by its number: --id, which id(r) gives");
  if (!fact->rule.empty()) return no_conclusion(fmt::format("`{}`", name), fact->rule);
  return fact;
}

Result<void> refuse_conclusions(Database& database, const std::vector<RelationId>& ids) {
  for (const RelationId id : ids) {
    const auto number = static_cast<std::int64_t>(id.value);  // one that is too large is none of the store's
    const auto found = database.query("MATCH ()-[r]->() WHERE id(r) = $id RETURN key(r)", {{"id", Value(number)}});
    if (!found.ok()) return found.error();
    if (found->rows.empty() || !found->rows[0][0].is_string() || found->rows[0][0].string().empty()) continue;
    const auto fact = database.explain(found->rows[0][0].string());
    if (fact.ok() && !fact->rule.empty()) return no_conclusion(fmt::format("relation {}", id.value), fact->rule);
  }
  return {};
}

std::string named_together(const std::vector<std::string>& keys, const std::vector<std::string>& ids) {
  std::vector<std::string> names = keys;
  for (const std::string& id : ids) names.push_back("relation " + id);
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < kMostInReason; ++i) text += (i > 0 ? ", " : "") + names[i];
  if (names.size() > kMostInReason) text += fmt::format(" and {} more", names.size() - kMostInReason);
  return text;
}

std::unique_ptr<Database> open_to_change(const std::string& store, bool dry_run) {
  Options options;
  options.read_only = dry_run;
  return open_existing(store, options);
}

int derive_again(Database& database) {
  const auto ontology = database.ontology();
  if (!ontology.ok()) return fail(ontology.error());
  if (ontology->rules.empty()) return kDone;
  const auto derivation = database.derive();
  if (!derivation.ok()) {
    Error error = derivation.error();
    error.message = "the facts are changed, and nothing was derived from them: " + error.message;
    return fail(error);
  }
  put("derived by rules\n");
  print_derivation(*derivation);
  return kDone;
}

}  // namespace entente::cli
