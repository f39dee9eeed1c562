#include "db/staging.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/time/stretches.hpp"
#include "model/storable.hpp"
#include "model/supertypes.hpp"

namespace entente {
namespace {

constexpr std::size_t kLongestKey = 4096;
constexpr std::size_t kLongestReason = std::size_t{64} << 10;

bool is_storable(const Value& value) {
  if (value.is_list()) return std::all_of(value.list().begin(), value.list().end(), is_storable);
  if (value.is_map())
    return std::all_of(value.map().begin(), value.map().end(),
                       [](const auto& entry) { return is_storable(entry.second); });
  return !value.is_node() && !value.is_relationship() && !value.is_path();
}

std::string fault_of(const std::vector<PropertyFact>& properties) {
  for (const PropertyFact& p : properties) {
    if (p.key.empty()) return "a property without a name";
    if (!is_storable(p.value)) return fmt::format("`{}` holds a value that can't be a property", p.key);
    if (p.validity && !has_choice(BoundsOfStretches(*p.validity)))
      return fmt::format("`{}` has contradicting bounds", p.key);
  }
  return {};
}

std::string fault_of(const std::optional<Validity>& validity) {
  return validity && !has_choice(BoundsOfStretches(*validity)) ? "the bounds of its validity contradict one another"
                                                               : "";
}

std::string fault_of_key(const std::string& key) {
  return key.size() > kLongestKey ? fmt::format("an id of {} bytes; the longest is {}", key.size(), kLongestKey) : "";
}

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

std::string Staging::add(EntityFact fact) {
  if (fact.key.empty()) return "an entity without an id";
  if (fact.types.empty()) return "an entity without a type";
  for (std::string fault :
       {fault_of_key(fact.key), fault_of(fact.validity), fault_of(fact.properties), storing_fault(fact)})
    if (!fault.empty()) return fault;
  if (const Origin* before = given_before(entities_, entities_also_, fact.key, fact.origin))
    return fmt::format("the id `{}` is given twice{}", fact.key, place(*before, fact.origin));
  writer_.add(fact, file_of(fact.origin));
  std::vector<std::string>& types = note_given(entities_, entities_also_, fact.key, fact.origin).types;
  types.insert(types.end(), fact.types.begin(), fact.types.end());
  return {};
}

std::string Staging::add(RelationFact fact) {
  if (fact.type.empty()) return "a relation without a type";
  if (fact.from.empty() || fact.to.empty()) return "a relation without both its ends";
  for (std::string fault : {fault_of_key(fact.key), fault_of_key(fact.from), fault_of_key(fact.to),
                            fault_of(fact.validity), fault_of(fact.properties), storing_fault(fact)})
    if (!fault.empty()) return fault;
  if (!fact.key.empty()) {
    if (const Origin* before = given_before(relations_, relations_also_, fact.key, fact.origin))
      return fmt::format("the id `{}` is given twice{}", fact.key, place(*before, fact.origin));
  }
  const RelationType* type = ontology_.relation_type(fact.type);
  const bool waits = (type && type->strict) || !knows(fact.from) || !knows(fact.to);
  if (!waits) writer_.add(fact, file_of(fact.origin));
  if (!fact.key.empty()) note_given(relations_, relations_also_, fact.key, fact.origin);
  if (waits) waiting_.push_back(std::move(fact));
  return {};
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
  return {};
}

std::vector<Rejection> Staging::settle() {
  std::vector<Rejection> rejected;
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
        writer_.add(fact, file_of(fact.origin));
        return std::string();
      });
    }
    if (!reason.empty()) rejected.push_back({fact.origin, std::move(reason)});
  }
  waiting_.clear();
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
  return writer_.commit(reason);
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
