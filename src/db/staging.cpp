#include "db/staging.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "model/storable.hpp"
#include "model/supertypes.hpp"

namespace entente {
namespace {

constexpr std::size_t kNamesAtOnce = 10'000;  // relations that wait for the store to be asked
constexpr std::size_t kRelationsAtOnce = EntityNames::kAtOnce;
constexpr std::size_t kLongestReason = std::size_t{64} << 10;

// What `add` says, or why the store does not take the record.
template <class Add>
std::string or_refusal(const Add& add) {
  try {
    return add();
  } catch (const Error& error) {
    if (error.code == ErrorCode::kLimit || error.code == ErrorCode::kInvalidData) return error.message;
    throw;
  }
}

std::size_t hash_of_ends(const RelationFact& fact) {
  return absl::HashOf(fact.type, fact.from, fact.to);
}

// What stands for the same thing takes its place; the rest is added behind.
template <class Type, class Name>
void merge(std::vector<Type>& into, const std::vector<Type>& from, Name name_of) {
  std::map<decltype(name_of(from.front())), std::size_t> places;
  for (std::size_t i = 0; i < into.size(); ++i) places.emplace(name_of(into[i]), i);
  for (const Type& type : from) {
    const auto [same, is_new] = places.emplace(name_of(type), into.size());
    if (is_new)
      into.push_back(type);
    else
      into[same->second] = type;
  }
}

}  // namespace

Staging::Staging(FactStore& store, std::function<std::shared_ptr<const TemporalGraph>()> graph)
    : store_(store), writer_(store), graph_(std::move(graph)), guard_(graph_), ontology_(store.ontology()) {}

void Staging::read_from(const std::vector<std::string>& names, const std::vector<std::string>& paths) {
  take_in();  // as of the files of before
  files_.clear();
  paths_ = paths;
  for (const std::string& name : names) files_.push_back(writer_.file(name));
}

template <class Id>
const Origin* Staging::given_before(const Given* first, const GivenAgain<Id>& again, const Id& id,
                                    const Origin& origin) const {
  if (!first) return nullptr;
  const FileNumber file = file_of(origin);
  if (first->file == file) return &first->origin;
  const auto further = again.find({id, file});
  return further == again.end() ? nullptr : &further->second;
}

Staging::Named& Staging::named(Entity entity) {
  if (entity >= named_.size()) named_.resize(writer_.names().size());
  return named_[entity];
}

std::string Staging::place(const Origin& first, const Origin& again) const {
  if (first.line == 0) return {};
  const bool is_other = first.file != again.file && first.file < paths_.size();
  return fmt::format(", first in line {}{}", first.line, is_other ? " of " + paths_[first.file] : "");
}

std::string Staging::add(const Ontology& ontology) {
  for (std::string fault : {ontology.fault_of_part(), storing_fault(ontology)})
    if (!fault.empty()) return fault;
  if (!allows_erased_ && store_.has_erased_keys())
    for (const ExpectedFinding& expected : ontology.expected_findings)
      for (const std::string& fact : expected.facts)
        if (is_erased(fact))
          return fmt::format(
              "an expected finding names `{}`, which was erased from this store; --allow-erased adds it nonetheless",
              fact);
  take_in();  // by the ontology that stood when they were added
  Ontology merged = ontology_;
  const auto by_name = [](const auto& type) { return type.name; };
  merge(merged.entity_types, ontology.entity_types, by_name);
  merge(merged.relation_types, ontology.relation_types, by_name);
  merge(merged.rules, ontology.rules, by_name);
  merge(merged.expected_findings, ontology.expected_findings, [](const ExpectedFinding& e) {
    return std::pair(e.check, std::set<std::string>(e.facts.begin(), e.facts.end()));
  });
  merge(merged.property_rules, ontology.property_rules, by_name);
  for (std::string fault : {merged.fault(), storing_fault(merged)})
    if (!fault.empty()) return fault;
  ontology_ = std::move(merged);
  ontology_changed_ = true;
  return {};
}

void Staging::replace(Ontology ontology) {
  for (const std::string& fault : {ontology.fault(), storing_fault(ontology)})
    if (!fault.empty()) throw Error(ErrorCode::kInvalidData, fault);
  ontology_ = std::move(ontology);
  ontology_changed_ = true;
}

// What the store has is looked at by the commit, of ids that are new to it.
std::string Staging::clash(const RelationFact& fact) const {
  const auto same = relations_.find(fact.key);
  if (same == relations_.end() || same->second.ends == hash_of_ends(fact)) return {};
  return fmt::format(
      "the id `{}` has another type or other ends{}: give one of them another id, or say with --as "
      "that one file is a later version of the other",
      fact.key, place(same->second.given.origin, fact.origin));
}

std::string Staging::add(const EntityFact& fact) {
  // In data it is a slip; who writes by statements may want a node without a label.
  if (fact.types.empty() && !by_statements_) return "an entity without a type";
  if (std::string fault = storing_fault(fact); !fault.empty()) return fault;
  return add(fact, writer_.entity(fact.key));
}

// Whoever erased it is asked first.
std::string Staging::fault_of_erased(const std::string& key, bool is_entity) const {
  if (allows_erased_ || key.empty() || !store_.has_erased_keys()) return {};
  if (!(is_entity ? store_.entity_erased_by(key) : store_.relation_erased_by(key))) return {};
  return fmt::format("`{}` was erased from this store; --allow-erased adds it nonetheless", key);
}

// A key that was erased, and that no fact has by now.
bool Staging::is_erased(const std::string& key) const {
  if (store_.entity_erased_by(key)) return true;
  return store_.relation_erased_by(key) && !store_.find_entity(key);
}

// What a fact says of others by their keys: its sources, and what it rests on. Conclusions rest on what is there.
template <class Fact>
std::string Staging::fault_of_references(const Fact& fact) const {
  if (allows_erased_ || !store_.has_erased_keys() || fact.attribution.provenance == Provenance::kDerived) return {};
  std::string fault;
  const auto look = [&](std::string_view what, const std::string& key) {
    if (fault.empty() && is_erased(key))
      fault = fmt::format("`{}` names `{}`, which was erased from this store; --allow-erased adds it nonetheless", what,
                          key);
  };
  const auto look_at_sources = [&](const std::vector<SourceRef>& sources) {
    for (const SourceRef& s : sources) look("sources", s.source);
  };
  look_at_sources(fact.attribution.sources);
  for (const Dating& dating : fact.datings) look_at_sources(dating.sources);
  for (const PropertyFact& property : fact.properties) {
    look_at_sources(property.sources);
    if (property.key != "rests_on") continue;
    if (property.value.is_string()) look("rests_on", property.value.string());
    if (!property.value.is_list()) continue;
    for (const Value& item : property.value.list())
      if (item.is_string()) look("rests_on", item.string());
  }
  return fault;
}

std::string Staging::add(const EntityFact& fact, Entity entity) {
  if (std::string fault = fault_of_erased(fact.key, true); !fault.empty()) return fault;
  if (std::string fault = fault_of_references(fact); !fault.empty()) return fault;
  if (retracted_entities_.contains(fact.key))
    return fmt::format("the id `{}` is given, and is to be taken back by the same commit", fact.key);
  Named& named = this->named(entity);
  const Given* first = named.is_given ? &named.given : nullptr;
  if (const Origin* before = given_before(first, entities_again_, entity, fact.origin))
    return fmt::format("the id `{}` is given twice{}", fact.key, place(*before, fact.origin));
  if (!by_statements_)
    if (std::string fault = guard_.fault(fact, ontology_); !fault.empty()) return fault;
  const FileNumber file = file_of(fact.origin);
  writer_.add_storable(fact, entity, file);
  if (first)
    entities_again_.emplace(std::pair(entity, file), fact.origin);
  else
    named.given = {fact.origin, file};
  note_types(named, fact.types);
  named.is_given = true;
  return {};
}

// Few entities have a list of types that no other has.
void Staging::note_types(Named& named, const std::vector<std::string>& types) {
  std::vector<std::string> all = named.is_given ? type_lists_[named.types] : std::vector<std::string>();
  all.insert(all.end(), types.begin(), types.end());
  const auto [list, is_new] = type_list_numbers_.try_emplace(all, static_cast<std::uint32_t>(type_lists_.size()));
  named.types = list->second;
  if (is_new) type_lists_.push_back(std::move(all));
}

std::string Staging::add(RelationFact fact) {
  if (std::string fault = storing_fault(fact); !fault.empty()) return fault;
  if (std::string fault = fault_of_erased(fact.key, false); !fault.empty()) return fault;
  if (std::string fault = fault_of_references(fact); !fault.empty()) return fault;
  if (!by_statements_)
    if (std::string fault = guard_.fault(fact, ontology_); !fault.empty()) return fault;
  const auto first = fact.key.empty() ? relations_.end() : relations_.find(fact.key);
  if (first != relations_.end()) {
    if (const Origin* before = given_before(&first->second.given, relations_again_, fact.key, fact.origin))
      return fmt::format("the id `{}` is given twice{}", fact.key, place(*before, fact.origin));
    if (std::string fault = clash(fact); !fault.empty()) return fault;
  }
  if (retracted_.contains(fact.key))
    return fmt::format("the id `{}` is given, and is to be taken back by the same commit", fact.key);
  for (const std::string& end : {fact.from, fact.to})
    if (retracted_entities_.contains(end))
      return fmt::format("it ends at `{}`, which is to be taken back by the same commit", end);
  if (first != relations_.end())
    relations_again_.emplace(std::pair(fact.key, file_of(fact.origin)), fact.origin);
  else if (!fact.key.empty())
    relations_.emplace(fact.key, GivenRelation{{fact.origin, file_of(fact.origin)}, hash_of_ends(fact)});
  added_.push_back(std::move(fact));
  if (added_.size() >= kRelationsAtOnce) take_in();
  return {};
}

void Staging::take_in() {
  std::vector<std::string_view> names;
  for (std::size_t i = taken_in_; i < added_.size(); ++i) {
    names.push_back(added_[i].from);
    names.push_back(added_[i].to);
  }
  std::vector<Entity> ends(names.size());
  writer_.entities(names, ends);
  for (auto end = ends.begin(); taken_in_ < added_.size(); ++taken_in_, end += 2) {
    RelationFact& fact = added_[taken_in_];
    // Behind one that waits for the store to be asked, all do, so that they keep their order.
    if (waiting_.size() == asked_ && !is_strict(fact) && knows(end[0]) && knows(end[1])) {
      write_or_refuse(fact, end[0], end[1]);
    } else {
      Waiting& waiting = waiting_.emplace_back();
      waiting = {std::move(fact), end[0], end[1]};
    }
  }
  added_.clear();
  taken_in_ = 0;
  if (waiting_.size() - asked_ >= kNamesAtOnce) ask_store();
}

void Staging::write_or_refuse(const RelationFact& fact, Entity from, Entity to) {
  std::string reason = or_refusal([&] {
    write(fact, from, to);
    return std::string();
  });
  if (!reason.empty()) refused_.push_back({fact.origin, std::move(reason)});
}

void Staging::ask_store() {
  std::vector<std::pair<std::string_view, Entity>> unknown;
  const auto want = [&](Entity entity) {
    if (!knows(entity) && !named(entity).was_asked) unknown.emplace_back(writer_.names().name(entity), entity);
  };
  for (std::size_t i = mentions_asked_; i < mentioned_.size(); ++i) want(mentioned_[i].entity);
  for (std::size_t i = asked_; i < waiting_.size(); ++i) {
    want(waiting_[i].from);
    want(waiting_[i].to);
  }
  std::sort(unknown.begin(), unknown.end());
  unknown.erase(std::unique(unknown.begin(), unknown.end()), unknown.end());
  std::vector<std::string_view> names;
  for (const auto& [name, entity] : unknown) names.push_back(name);
  const std::vector<std::optional<EntityId>> found = store_.find_entities(names);
  for (std::size_t i = 0; i < names.size(); ++i) {
    Named& named = named_[unknown[i].second];
    named.was_asked = true;
    named.is_stored = found[i].has_value();
  }
  mentions_asked_ = mentioned_.size();
  std::size_t kept = asked_;
  for (std::size_t i = asked_; i < waiting_.size(); ++i) {
    const Waiting& relation = waiting_[i];
    if (!is_strict(relation.fact) && knows(relation.from) && knows(relation.to)) {
      write_or_refuse(relation.fact, relation.from, relation.to);
      continue;
    }
    if (kept != i) waiting_[kept] = std::move(waiting_[i]);
    ++kept;
  }
  waiting_.resize(kept);
  asked_ = kept;
}

bool Staging::is_strict(const RelationFact& fact) const {
  const RelationType* type = ontology_.relation_type(fact.type);
  return type && type->strict;
}

void Staging::mention(EntityFact fact) {
  const Entity entity = writer_.entity(fact.key);
  const FileNumber file = file_of(fact.origin);
  Named& named = this->named(entity);
  if (!named.is_mentioned) {
    named.is_mentioned = true;
    named.mentioned_by = file;
  } else if (named.mentioned_by == file || !mentioned_again_.emplace(entity, file).second) {
    return;
  }
  if (knows(entity))
    writer_.mention(entity, file);
  else
    mentioned_.push_back({std::move(fact), entity});
}

std::string Staging::retract(std::string_view relation_key) {
  if (relation_key.empty()) return "a relation to be taken back without its id";
  if (std::string fault = utf8_fault("the id of a relation to be taken back", relation_key); !fault.empty())
    return fault;
  if (const auto seen = relations_.find(std::string(relation_key)); seen != relations_.end())
    return fmt::format("the id `{}` is to be taken back, and is given{}", relation_key,
                       place(seen->second.given.origin, seen->second.given.origin));
  writer_.retract(relation_key);
  retracted_.emplace(relation_key);
  return {};
}

std::string Staging::correct(const RelationPlace& place, const RelationFact& fact) {
  if (std::string fault = storing_fault(fact); !fault.empty()) return fault;
  if (std::string fault = fault_of_references(fact); !fault.empty()) return fault;
  writer_.correct(place, fact);
  return {};
}

std::string Staging::retract_entity(std::string_view key, Ends ends) {
  if (key.empty()) return "an entity to be taken back without its id";
  if (std::string fault = utf8_fault("the id of an entity to be taken back", key); !fault.empty()) return fault;
  take_in();
  const Entity entity = writer_.entity(key);
  if (named(entity).is_given)
    return fmt::format("the id `{}` is to be taken back, and is given{}", key,
                       place(named(entity).given.origin, named(entity).given.origin));
  const bool is_end = std::any_of(waiting_.begin(), waiting_.end(), [&](const Waiting& relation) {
    return relation.from == entity || relation.to == entity;
  });
  if (is_end) return fmt::format("`{}` is to be taken back, and a relation is given that ends there", key);
  writer_.retract_entity(key, ends);
  retracted_entities_.emplace(key);
  return {};
}

namespace {

// Throws where it is none.
StatedEnd end_from(std::string_view date) {
  Result<StatedEnd> end = read_end(date);
  if (!end) throw end.error();
  return *std::move(end);
}

// Why it is no key of what is to end; empty: it may be.
std::string fault_of_ended(std::string_view key) {
  return key.empty() ? "what is to end is given without its id" : utf8_fault("the id of what is to end", key);
}

}  // namespace

std::string Staging::end(std::string_view key, std::string_view date) {
  if (std::string fault = fault_of_ended(key); !fault.empty()) return fault;
  writer_.end(key, end_from(date));
  return {};
}

std::string Staging::end_entity(std::string_view key, std::string_view date) {
  if (std::string fault = fault_of_ended(key); !fault.empty()) return fault;
  writer_.end_entity(key, end_from(date));
  return {};
}

std::string Staging::end(RelationId relation, std::string_view date) {
  writer_.end(relation, end_from(date));
  return {};
}

std::vector<Rejection> Staging::settle() {
  take_in();
  ask_store();
  std::vector<Rejection> rejected = std::move(refused_);
  refused_.clear();
  for (const Mentioned& mention : mentioned_) {
    const Origin& origin = mention.fact.origin;
    if (knows(mention.entity)) {
      writer_.mention(mention.entity, file_of(origin));
      continue;
    }
    std::string reason = or_refusal([&] {
      std::string fault = storing_fault(mention.fact);
      return fault.empty() ? add(mention.fact, mention.entity) : fault;
    });
    if (!reason.empty()) rejected.push_back({origin, std::move(reason)});
  }
  mentioned_.clear();
  mentions_asked_ = 0;
  if (ontology_changed_) writer_.set_ontology(ontology_);
  for (const Waiting& relation : waiting_) {
    std::string reason;
    if (!knows(relation.from))
      reason = no_entity("from", relation.fact.from);
    else if (!knows(relation.to))
      reason = no_entity("to", relation.fact.to);
    else
      reason = broken_rule(relation);
    if (reason.empty()) {
      reason = or_refusal([&] {
        write(relation.fact, relation.from, relation.to);
        return std::string();
      });
    }
    if (!reason.empty()) rejected.push_back({relation.fact.origin, std::move(reason)});
  }
  waiting_.clear();
  asked_ = 0;
  return rejected;
}

// With the entity that is meant, most likely: all keys are looked through, for so many as a person reads.
std::string Staging::no_entity(std::string_view end, const std::string& key) {
  constexpr std::size_t kMostLookedFor = 20, kShortest = 4;
  if (store_.has_erased_keys() && store_.entity_erased_by(key))
    return fmt::format("`{}` names `{}`, which was erased from this store", end, key);
  std::string reason = fmt::format("`{}` names `{}`, which is no entity", end, key);
  if (key.size() < kShortest || ++looked_for_ > kMostLookedFor) return reason;
  if (known_keys_.empty()) {
    for (Entity entity = 0; entity < named_.size(); ++entity)
      if (named_[entity].is_given) known_keys_.emplace_back(writer_.names().name(entity));
    if (const auto graph = graph_())
      for (Vertex v = 0; v < graph->vertex_count(); ++v) known_keys_.emplace_back(graph->key(v));
    std::sort(known_keys_.begin(), known_keys_.end());
  }
  const std::string near = nearest(key, known_keys_);
  return near.empty() ? reason : reason + fmt::format("; did you mean `{}`?", near);
}

Result<void> allowed_reason(std::string_view reason) {
  if (std::string fault = utf8_fault("the reason of a commit", reason); !fault.empty())
    return Error(ErrorCode::kInvalidData, std::move(fault));
  if (reason.size() > kLongestReason)
    return Error(ErrorCode::kLimit, fmt::format("the reason of a commit takes {} bytes; the longest is {}",
                                                reason.size(), kLongestReason));
  return {};
}

Result<CommitSummary> Staging::commit(std::string_view reason) {
  if (const auto allowed = allowed_reason(reason); !allowed.ok()) return allowed.error();
  return writer_.commit(reason, place_of_id());
}

Result<CommitSummary> Staging::rehearse() {
  return writer_.rehearse(place_of_id());
}

FactWriter::PlaceOfId Staging::place_of_id() const {
  return [this](Error& error, const std::string& id) {
    const auto place_at = [&](const Origin& origin) {
      if (origin.line > 0 && origin.file < paths_.size()) error.with_place(paths_[origin.file], origin.line);
    };
    if (const auto relation = relations_.find(id); relation != relations_.end())
      place_at(relation->second.given.origin);
  };
}

std::vector<std::string> Staging::types_of(Entity entity) const {
  std::vector<std::string> stated;
  if (named_[entity].is_given) {
    stated = type_lists_[named_[entity].types];
  } else {
    const auto graph = graph_();
    if (const auto vertex = graph->find(writer_.names().name(entity)))
      for (const SymbolId label : graph->labels(*vertex)) stated.emplace_back(graph->symbol_name(label));
  }
  std::vector<std::string> all;
  for (const TypeAbove& type : with_supertypes(ontology_, stated)) all.emplace_back(type.name);
  return all;
}

std::string Staging::broken_rule(const Waiting& relation) const {
  const RelationFact& fact = relation.fact;
  const RelationType* type = ontology_.relation_type(fact.type);
  if (!type || !type->strict) return {};
  const auto fits = [&](Entity end, const std::vector<std::string>& wanted) {
    if (wanted.empty()) return true;
    const auto types = types_of(end);
    return std::any_of(types.begin(), types.end(), [&](const std::string& t) {
      return std::find(wanted.begin(), wanted.end(), t) != wanted.end();
    });
  };
  if (!fits(relation.from, type->domain))
    return fmt::format("{} starts at {}, and `{}` is none", fact.type, fmt::join(type->domain, " or "), fact.from);
  if (!fits(relation.to, type->range))
    return fmt::format("{} ends at {}, and `{}` is none", fact.type, fmt::join(type->range, " or "), fact.to);
  return {};
}

CommitReport report_of(const CommitSummary& s) {
  CommitReport report;
  report.transaction = s.head.transaction;
  report.system_time = s.head.system_time;
  report.entities_added = s.entities_added;
  report.entities_changed = s.entities_changed;
  report.entities_unchanged = s.entities_unchanged;
  report.relations_added = s.relations_added;
  report.relations_changed = s.relations_changed;
  report.relations_unchanged = s.relations_unchanged;
  report.relations_removed = s.relations_removed;
  report.entities_removed = s.entities_removed;
  report.entities_ended = s.entities_ended;
  report.relations_ended = s.relations_ended;
  report.ontology_changed = s.ontology_changed;
  report.removed = s.removed;
  return report;
}

}  // namespace entente
