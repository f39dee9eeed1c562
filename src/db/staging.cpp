#include "db/staging.hpp"

#include <algorithm>
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
    : store_(store), writer_(store), graph_(std::move(graph)), ontology_(store.ontology()) {}

void Staging::read_from(const std::vector<std::string>& names, const std::vector<std::string>& paths) {
  files_.clear();
  paths_ = paths;
  for (const std::string& name : names) files_.push_back(writer_.file(name));
}

const Origin* Staging::given_before(const SeenByKey& seen, const HashMap<Given, Origin>& also, const std::string& key,
                                    const Origin& origin) const {
  const auto first = seen.find(key);
  if (first == seen.end()) return nullptr;
  const FileNumber file = file_of(origin);
  if (first->second.file == file) return &first->second.origin;
  const auto further = also.find(Given{key, file});
  return further == also.end() ? nullptr : &further->second;
}

Staging::Seen& Staging::note_given(SeenByKey& seen, HashMap<Given, Origin>& also, const std::string& key,
                                   const Origin& origin) {
  const FileNumber file = file_of(origin);
  const auto [first, is_new] = seen.try_emplace(key, Seen{origin, file});
  if (!is_new && first->second.file != file) also.emplace(Given{key, file}, origin);
  return first->second;
}

std::string Staging::place(const Origin& first, const Origin& again) const {
  if (first.line == 0) return {};
  const bool is_other = first.file != again.file && first.file < paths_.size();
  return fmt::format(", first in line {}{}", first.line, is_other ? " of " + paths_[first.file] : "");
}

std::string Staging::add(const Ontology& ontology) {
  for (std::string fault : {ontology.fault_of_part(), storing_fault(ontology)})
    if (!fault.empty()) return fault;
  Ontology merged = ontology_;
  const auto by_name = [](const auto& type) { return type.name; };
  merge(merged.entity_types, ontology.entity_types, by_name);
  merge(merged.relation_types, ontology.relation_types, by_name);
  merge(merged.rules, ontology.rules, by_name);
  merge(merged.expected_findings, ontology.expected_findings, [](const ExpectedFinding& e) {
    return std::pair(e.check, std::set<std::string>(e.facts.begin(), e.facts.end()));
  });
  for (std::string fault : {merged.fault(), storing_fault(merged)})
    if (!fault.empty()) return fault;
  ontology_ = std::move(merged);
  ontology_changed_ = true;
  return {};
}

// What the store has is looked at by the commit, of ids that are new to it.
std::string Staging::clash(const RelationFact& fact) const {
  const auto same = relations_.find(fact.key);
  if (same == relations_.end() || same->second.ends == hash_of_ends(fact)) return {};
  return fmt::format(
      "the id `{}` has another type or other ends{}: give one of them another id, or say with --as "
      "that one file is a later version of the other",
      fact.key, place(same->second.origin, fact.origin));
}

std::string Staging::add(EntityFact fact) {
  if (std::string fault = storing_fault(fact); !fault.empty()) return fault;
  if (const Origin* before = given_before(entities_, entities_also_, fact.key, fact.origin))
    return fmt::format("the id `{}` is given twice{}", fact.key, place(*before, fact.origin));
  writer_.add_storable(fact, file_of(fact.origin));
  std::vector<std::string>& types = note_given(entities_, entities_also_, fact.key, fact.origin).types;
  types.insert(types.end(), fact.types.begin(), fact.types.end());
  return {};
}

std::string Staging::add(RelationFact fact) {
  if (std::string fault = storing_fault(fact); !fault.empty()) return fault;
  if (!fact.key.empty()) {
    if (const Origin* before = given_before(relations_, relations_also_, fact.key, fact.origin))
      return fmt::format("the id `{}` is given twice{}", fact.key, place(*before, fact.origin));
    if (std::string fault = clash(fact); !fault.empty()) return fault;
  }
  if (retracted_.contains(fact.key))
    return fmt::format("the id `{}` is given, and is to be taken back by the same commit", fact.key);
  // Behind one that waits for the store to be asked, all do, so that they keep their order.
  const bool waits = waiting_.size() > asked_ || is_strict(fact) || !knows(fact.from) || !knows(fact.to);
  if (!waits) write(fact);
  if (!fact.key.empty()) note_given(relations_, relations_also_, fact.key, fact.origin).ends = hash_of_ends(fact);
  if (waits) waiting_.push_back(std::move(fact));
  if (waiting_.size() - asked_ == kNamesAtOnce) ask_store();
  return {};
}

void Staging::ask_store() {
  std::vector<std::string> names;
  const auto want = [&](const std::string& key) {
    if (!knows(key)) names.push_back(key);
  };
  for (const EntityFact& fact : mentioned_) want(fact.key);
  for (std::size_t i = asked_; i < waiting_.size(); ++i) {
    want(waiting_[i].from);
    want(waiting_[i].to);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  const std::vector<std::optional<EntityId>> found = store_.find_entities(names);
  for (std::size_t i = 0; i < names.size(); ++i)
    if (found[i]) in_store_.insert(std::move(names[i]));
  std::size_t kept = asked_;
  for (std::size_t i = asked_; i < waiting_.size(); ++i) {
    RelationFact& fact = waiting_[i];
    if (is_strict(fact) || !knows(fact.from) || !knows(fact.to)) {
      if (kept != i) waiting_[kept] = std::move(fact);
      ++kept;
      continue;
    }
    std::string reason = or_refusal([&] {
      write(fact);
      return std::string();
    });
    if (!reason.empty()) refused_.push_back({fact.origin, std::move(reason)});
  }
  waiting_.resize(kept);
  asked_ = kept;
}

bool Staging::is_strict(const RelationFact& fact) const {
  const RelationType* type = ontology_.relation_type(fact.type);
  return type && type->strict;
}

void Staging::mention(EntityFact fact) {
  if (!mentioned_keys_.emplace(fact.key, file_of(fact.origin)).second) return;
  if (knows(fact.key))
    writer_.mention(fact.key, file_of(fact.origin));
  else
    mentioned_.push_back(std::move(fact));
}

std::string Staging::retract(std::string_view relation_key) {
  if (relation_key.empty()) return "a relation to be taken back without its id";
  if (std::string fault = utf8_fault("the id of a relation to be taken back", relation_key); !fault.empty())
    return fault;
  if (const auto seen = relations_.find(std::string(relation_key)); seen != relations_.end())
    return fmt::format("the id `{}` is to be taken back, and is given{}", relation_key,
                       place(seen->second.origin, seen->second.origin));
  writer_.retract(relation_key);
  retracted_.emplace(relation_key);
  return {};
}

std::vector<Rejection> Staging::settle() {
  ask_store();
  std::vector<Rejection> rejected = std::move(refused_);
  refused_.clear();
  for (EntityFact& fact : mentioned_) {
    if (knows(fact.key)) {
      writer_.mention(fact.key, file_of(fact.origin));
      continue;
    }
    const Origin origin = fact.origin;
    std::string reason = or_refusal([&] { return add(std::move(fact)); });
    if (!reason.empty()) rejected.push_back({origin, std::move(reason)});
  }
  mentioned_.clear();
  if (ontology_changed_) writer_.set_ontology(ontology_);
  for (const RelationFact& fact : waiting_) {
    std::string reason;
    if (!knows(fact.from))
      reason = no_entity("from", fact.from);
    else if (!knows(fact.to))
      reason = no_entity("to", fact.to);
    else
      reason = broken_rule(fact);
    if (reason.empty()) {
      reason = or_refusal([&] {
        write(fact);
        return std::string();
      });
    }
    if (!reason.empty()) rejected.push_back({fact.origin, std::move(reason)});
  }
  waiting_.clear();
  asked_ = 0;
  return rejected;
}

// With the entity that is meant, most likely: all keys are looked through, for so many as a person reads.
std::string Staging::no_entity(std::string_view end, const std::string& key) {
  constexpr std::size_t kMostLookedFor = 20, kShortest = 4;
  std::string reason = fmt::format("`{}` names `{}`, which is no entity", end, key);
  if (key.size() < kShortest || ++looked_for_ > kMostLookedFor) return reason;
  if (known_keys_.empty()) {
    for (const auto& [known, seen] : entities_) known_keys_.push_back(known);
    if (const auto graph = graph_())
      for (Vertex v = 0; v < graph->vertex_count(); ++v) known_keys_.emplace_back(graph->key(v));
    std::sort(known_keys_.begin(), known_keys_.end());
  }
  const std::string near = nearest(key, known_keys_);
  return near.empty() ? reason : reason + fmt::format("; did you mean `{}`?", near);
}

Result<CommitSummary> Staging::commit(std::string_view reason) {
  if (std::string fault = utf8_fault("the reason of a commit", reason); !fault.empty())
    return Error(ErrorCode::kInvalidData, std::move(fault));
  if (reason.size() > kLongestReason)
    return Error(ErrorCode::kLimit, fmt::format("the reason of a commit takes {} bytes; the longest is {}",
                                                reason.size(), kLongestReason));
  return writer_.commit(reason, [this](Error& error, const std::string& id) {
    for (const SeenByKey* seen : {&relations_, &entities_}) {
      const auto given = seen->find(id);
      if (given == seen->end()) continue;
      const Origin& origin = given->second.origin;
      if (origin.line > 0 && origin.file < paths_.size()) error.with_place(paths_[origin.file], origin.line);
    }
  });
}

std::vector<std::string> Staging::types_of(const std::string& key) const {
  std::vector<std::string> stated;
  if (const auto here = entities_.find(key); here != entities_.end()) {
    stated = here->second.types;
  } else {
    const auto graph = graph_();
    if (const auto vertex = graph->find(key))
      for (const SymbolId label : graph->labels(*vertex)) stated.emplace_back(graph->symbol_name(label));
  }
  std::vector<std::string> all;
  for (const TypeAbove& type : with_supertypes(ontology_, stated)) all.emplace_back(type.name);
  return all;
}

std::string Staging::broken_rule(const RelationFact& fact) const {
  const RelationType* type = ontology_.relation_type(fact.type);
  if (!type || !type->strict) return {};
  const auto fits = [&](const std::string& key, const std::vector<std::string>& wanted) {
    if (wanted.empty()) return true;
    const auto types = types_of(key);
    return std::any_of(types.begin(), types.end(), [&](const std::string& t) {
      return std::find(wanted.begin(), wanted.end(), t) != wanted.end();
    });
  };
  if (!fits(fact.from, type->domain))
    return fmt::format("{} starts at {}, and `{}` is none", fact.type, fmt::join(type->domain, " or "), fact.from);
  if (!fits(fact.to, type->range))
    return fmt::format("{} ends at {}, and `{}` is none", fact.type, fmt::join(type->range, " or "), fact.to);
  return {};
}

CommitReport report_of(const CommitSummary& s) {
  return {s.head.transaction, s.head.system_time,  s.entities_added,      s.entities_changed,  s.entities_unchanged,
          s.relations_added,  s.relations_changed, s.relations_unchanged, s.relations_removed, s.entities_removed};
}

}  // namespace entente
