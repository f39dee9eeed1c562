#include "db/system_changes.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/hash_map.hpp"
#include "entente/formats.hpp"
#include "entente/time/edtf.hpp"
#include "model/ended.hpp"
#include "model/wording.hpp"

namespace entente {
namespace {

// All that a version says, in words, by what it says it of.
using Sayings = std::map<std::string, std::string>;

// A version of a fact, as far as people are told of it.
struct Version {
  SystemPeriod system;
  std::uint64_t id = 0;
  std::string key;
  std::string statement;        // when it was last shown, up to the last commit that is looked at
  std::string first_statement;  // when it was recorded; others may have been called otherwise then
  std::optional<Validity> validity;
  std::vector<Dating> datings;
  Sayings says;                    // beside these
  std::uint64_t from = 0, to = 0;  // of a relation
  std::string type;

  bool is_shown_at(TransactionId commit) const { return system.recorded <= commit && commit < system.superseded; }
};

bool says_the_same(const Version& a, const Version& b) {
  return a.validity == b.validity && a.datings == b.datings && a.says == b.says;
}

std::string text_of_sources(const std::vector<SourceRef>& sources) {
  std::string text;
  for (const SourceRef& s : sources) {
    text += text.empty() ? "" : ", ";
    text += s.locator.empty() ? s.source : s.source + "#" + s.locator;
  }
  return text;
}

std::string text_of_time(const std::optional<Validity>& validity) {
  return validity ? text_of(*validity) : "always";
}

std::string text_of_datings(const std::vector<Dating>& datings) {
  std::string text;
  for (const Dating& d : datings) {
    text += (text.empty() ? "" : "; ") + text_of(d.validity);
    if (!d.sources.empty()) text += fmt::format(" [{}]", text_of_sources(d.sources));
  }
  return text;
}

class Words {
 public:
  explicit Words(const FactStore& store) : symbols_(store.symbols()), ontology_(store.ontology()) {}

  Version version(const StoredEntity& entity) const {
    Version v = version_of(entity);
    std::string types;
    for (const SymbolId type : entity.types) types += (types.empty() ? "" : ", ") + symbols_.at(type.value);
    v.statement = name(entity);
    if (!entity.types.empty()) v.statement += fmt::format(" ({})", symbols_.at(entity.types.front().value));
    v.first_statement = v.statement;
    v.says.emplace("types", std::move(types));
    return v;
  }

  // Its statement, and what it says of its ends, follow when these are known.
  Version version(const StoredRelation& relation) const {
    Version v = version_of(relation);
    v.from = relation.from.value;
    v.to = relation.to.value;
    v.type = symbols_.at(relation.type.value);
    return v;
  }

  std::string name(const StoredEntity& entity) const {
    std::string name;
    for (const StoredProperty& p : entity.properties)
      if (symbols_.at(p.key.value) == "name" && p.value.is_string() && !p.value.string().empty())
        name = p.value.string();
    return name.empty() ? entity.key : name;
  }

  std::string statement(const Version& relation, const std::string& from, const std::string& to) const {
    const Period period = relation.validity ? relation.validity->bounds : Period::always();
    return fmt::format("{} {} {}", from, verb_of(relation.type, ontology_.relation_type(relation.type), period), to);
  }

 private:
  template <class Fact>
  Version version_of(const Fact& fact) const {
    Version v;
    v.system = fact.system;
    v.id = fact.id.value;
    v.key = fact.key;
    v.validity = fact.validity;
    v.datings = fact.datings;
    say(v.says, fact);
    return v;
  }

  template <class Fact>
  void say(Sayings& says, const Fact& fact) const {
    for (const StoredProperty& p : fact.properties) {
      std::string& text = says[symbols_.at(p.key.value)];
      text += (text.empty() ? "" : "; ") + cell_text(p.value, {});
      if (p.validity) text += fmt::format(" ({})", text_of(*p.validity));
      if (!p.sources.empty()) text += fmt::format(" [{}]", text_of_sources(p.sources));
    }
    if (fact.attribution.provenance != Provenance::kStated)
      says.emplace("provenance", entente::name(fact.attribution.provenance));
    if (!fact.attribution.sources.empty()) says.emplace("sources", text_of_sources(fact.attribution.sources));
  }

  std::vector<std::string> symbols_;
  Ontology ontology_;
};

std::vector<SystemDifference> differences(const Version& before, const Version& after) {
  std::vector<SystemDifference> found;
  if (before.validity != after.validity)
    found.push_back({"valid", text_of_time(before.validity), text_of_time(after.validity)});
  if (before.datings != after.datings)
    found.push_back({"datings", text_of_datings(before.datings), text_of_datings(after.datings)});
  Sayings all = before.says;
  all.insert(after.says.begin(), after.says.end());
  const auto text = [](const Sayings& says, const std::string& what) {
    const auto at = says.find(what);
    return at == says.end() ? std::string() : at->second;
  };
  for (const auto& entry : all) {
    std::string was = text(before.says, entry.first), is = text(after.says, entry.first);
    if (was != is) found.push_back({entry.first, std::move(was), std::move(is)});
  }
  return found;
}

// Only that it ended, and when, came to be known.
bool is_end(const Version& before, const Version& after) {
  return before.says == after.says && only_gains_end(before.validity, before.datings, after.validity, after.datings);
}

// `as_recorded`: what came is told as it was then.
SystemChange change_of(bool is_relation, const Version* before, const Version* after, bool as_recorded) {
  const Version& shown = after != nullptr ? *after : *before;
  SystemChange change;
  change.is_relation = is_relation;
  change.id = shown.id;
  change.key = shown.key;
  change.statement = as_recorded && after != nullptr ? after->first_statement : shown.statement;
  change.transaction = after != nullptr ? after->system.recorded : before->system.superseded;
  if (before == nullptr || after == nullptr) {
    change.kind = before == nullptr ? SystemChangeKind::kNewlyKnown : SystemChangeKind::kRetracted;
    if (shown.validity) change.statement += ", " + text_of_time(shown.validity);
  } else {
    change.kind = is_end(*before, *after) ? SystemChangeKind::kEnded : SystemChangeKind::kCorrected;
    change.differences = differences(*before, *after);
  }
  return change;
}

// The versions of facts that some commits show and others, in a range of commits, do not.
class Versions {
 public:
  // Of commits from `first` to `last`; `of` as above.
  Versions(const FactStore& store, TransactionId first, TransactionId last, const std::string& of)
      : store_(store), words_(store), first_(first), last_(last) {
    if (!of.empty()) find(of);
    store_.load_versions(first_, last_, nullptr, [&](StoredRelation&& relation) {
      const bool concerns = of.empty() || relation.key == of || chosen_.contains(relation.from.value) ||
                            chosen_.contains(relation.to.value);
      found_ |= concerns && !of.empty();
      if (concerns && changed(relation.system)) relations_.push_back(words_.version(relation));
    });
    if (!of.empty() && !found_ && !was_a_relation(of))
      throw Error(ErrorCode::kNotFound,
                  fmt::format("no entity or relation was ever called `{}`{}", of, forgotten_clause(store_.floor())))
          .with_hint("`entente find` finds what is in the store now by a part of a name");
    read_entities(of);
    const auto by_version = [](const Version& a, const Version& b) {
      return std::pair(a.id, a.system.recorded) < std::pair(b.id, b.system.recorded);
    };
    std::sort(entities_.begin(), entities_.end(), by_version);
    std::sort(relations_.begin(), relations_.end(), by_version);
  }

  // By id, and each by commit.
  const std::vector<Version>& entities() const { return entities_; }
  const std::vector<Version>& relations() const { return relations_; }

 private:
  bool changed(const SystemPeriod& system) const { return system.recorded > first_ || system.superseded <= last_; }

  void find(const std::string& of) {
    store_.load_versions(
        store_.floor().transaction, last_,
        [&](StoredEntity&& entity) {
          if (entity.key == of || words_.name(entity) == of) chosen_.insert(entity.id.value);
        },
        nullptr);
    found_ = !chosen_.empty();
  }

  // At some commit before the range.
  bool was_a_relation(const std::string& key) const {
    bool was = false;
    store_.load_versions(store_.floor().transaction, first_, nullptr,
                         [&](StoredRelation&& relation) { was |= relation.key == key; });
    return was;
  }

  // An entity at which relations end.
  struct End {
    std::string key;
    std::vector<std::pair<SystemPeriod, std::string>> names;

    const std::string& name_at(TransactionId at) const {
      for (const auto& version : names)
        if (version.first.recorded <= at && at < version.first.superseded) return version.second;
      return key;
    }
  };

  // Reads the entities that changed, and those at which relations end.
  void read_entities(const std::string& of) {
    HashMap<std::uint64_t, End> ends;
    for (const Version& r : relations_) {
      ends[r.from];
      ends[r.to];
    }
    store_.load_versions(
        first_, last_,
        [&](StoredEntity&& entity) {
          if (const auto end = ends.find(entity.id.value); end != ends.end()) {
            end->second.key = entity.key;
            end->second.names.emplace_back(entity.system, words_.name(entity));
          }
          const bool concerns = of.empty() || chosen_.contains(entity.id.value);
          if (concerns && changed(entity.system)) entities_.push_back(words_.version(entity));
        },
        nullptr);
    for (Version& r : relations_) {
      const End &from = ends[r.from], &to = ends[r.to];
      const auto statement_at = [&](TransactionId at) { return words_.statement(r, from.name_at(at), to.name_at(at)); };
      r.statement = statement_at({std::min(r.system.superseded.value - 1, last_.value)});
      r.first_statement = statement_at({std::max(r.system.recorded.value, first_.value)});
      r.says.emplace("type and ends", fmt::format("{} {} {}", from.key, r.type, to.key));
    }
  }

  const FactStore& store_;
  const Words words_;
  const TransactionId first_, last_;
  HashSet<std::uint64_t> chosen_;  // entities
  bool found_ = false;
  std::vector<Version> entities_, relations_;
};

// Calls `take` with the versions of one fact at a time.
void for_each_fact(const std::vector<Version>& versions,
                   const std::function<void(const Version* begin, const Version* end)>& take) {
  for (const Version *at = versions.data(), *const end = at + versions.size(); at != end;) {
    const Version* const next = std::find_if(at, end, [at](const Version& v) { return v.id != at->id; });
    take(at, next);
    at = next;
  }
}

// What became of facts between two states.
class Differences {
 public:
  Differences(TransactionId from, TransactionId to, bool are_relations)
      : from_(from), to_(to), are_relations_(are_relations) {}

  std::vector<SystemChange> of(const std::vector<Version>& versions) {
    for_each_fact(versions, [this](const Version* begin, const Version* end) {
      const auto shown_at = [&](TransactionId commit) -> const Version* {
        const Version* found = std::find_if(begin, end, [&](const Version& v) { return v.is_shown_at(commit); });
        return found == end ? nullptr : found;
      };
      const Version *before = shown_at(from_), *after = shown_at(to_);
      if (before != nullptr && after == nullptr && !before->key.empty()) {
        gone_.emplace(before->key, before);
      } else {
        pairs_.emplace_back(before, after);
      }
    });
    std::vector<SystemChange> changes;
    for (auto [before, after] : pairs_) {
      if (before == nullptr && after != nullptr) {
        if (const auto gone = gone_.find(after->key); gone != gone_.end()) {
          before = gone->second;
          gone_.erase(gone);
        }
      }
      if (before == after || (before != nullptr && after != nullptr && says_the_same(*before, *after))) continue;
      changes.push_back(change_of(are_relations_, before, after, false));
    }
    for (const auto& gone : gone_) changes.push_back(change_of(are_relations_, gone.second, nullptr, false));
    std::sort(changes.begin(), changes.end(), [](const SystemChange& a, const SystemChange& b) { return a.id < b.id; });
    return changes;
  }

 private:
  TransactionId from_, to_;
  bool are_relations_;
  std::map<std::string, const Version*> gone_;  // by key; what was stated anew under it is the same fact
  std::vector<std::pair<const Version*, const Version*>> pairs_;
};

template <class Type, class NameOf>
void compare_types(const char* what, const std::vector<Type>& before, const std::vector<Type>& after,
                   const NameOf& name_of, std::vector<OntologyChange>& changes) {
  const auto find = [&](const std::vector<Type>& types, const Type& type) {
    return std::find_if(types.begin(), types.end(), [&](const Type& t) { return name_of(t) == name_of(type); });
  };
  for (const Type& type : before)
    if (find(after, type) == after.end()) changes.push_back({SystemChangeKind::kRetracted, what, name_of(type)});
  for (const Type& type : after) {
    const auto was = find(before, type);
    if (was == before.end())
      changes.push_back({SystemChangeKind::kNewlyKnown, what, name_of(type)});
    else if (!(*was == type))
      changes.push_back({SystemChangeKind::kCorrected, what, name_of(type)});
  }
}

std::vector<OntologyChange> changes_of_ontology(const Ontology& before, const Ontology& after) {
  std::vector<OntologyChange> changes;
  const auto name = [](const auto& type) { return type.name; };
  compare_types("entity type", before.entity_types, after.entity_types, name, changes);
  compare_types("relation type", before.relation_types, after.relation_types, name, changes);
  compare_types("rule", before.rules, after.rules, name, changes);
  const auto finding = [](const ExpectedFinding& f) {
    return fmt::format("{} of {}", f.check, fmt::join(f.facts, ", "));
  };
  compare_types("expected finding", before.expected_findings, after.expected_findings, finding, changes);
  compare_types("rule of properties", before.property_rules, after.property_rules, name, changes);
  return changes;
}

// Whether commits that are forgotten concern the facts of a name can't be told: the last of them stands for all.
std::vector<LoggedCommit> forgotten_alone(std::vector<LoggedCommit> log, const std::string& of) {
  if (of.empty()) return log;
  const auto known = std::find_if(log.begin(), log.end(), [](const LoggedCommit& c) { return !c.is_forgotten; });
  if (known - log.begin() > 1) log.erase(log.begin(), known - 1);
  return log;
}

}  // namespace

std::string forgotten_clause(const Head& floor) {
  if (floor.transaction.value == 0) return {};
  return fmt::format("; what was known before commit {} was forgotten", floor.transaction.value);
}

std::vector<LoggedCommit> changes_by_commit(const FactStore& store, TransactionId first, TransactionId last,
                                            const std::string& of) {
  std::vector<LoggedCommit> log;
  std::vector<CommitRecord> commits = store.commits();
  for (CommitRecord& c : commits) {
    if (c.head.transaction < first || c.head.transaction > last) continue;
    const bool erases = c.erases_entities + c.erases_relations > 0;
    log.push_back({c.head.transaction,
                   c.head.system_time,
                   std::move(c.reason),
                   c.entities,
                   c.relations,
                   erases ? 0 : c.removed_entities,
                   erases ? 0 : c.removed,
                   c.ontology_changed,
                   c.erases_entities,
                   c.erases_relations,
                   c.head.transaction <= store.floor().transaction,
                   {}});
  }
  if (log.empty() && of.empty()) return log;
  const TransactionId floor = store.floor().transaction;
  if (floor.value > 0 && last <= floor) return forgotten_alone(std::move(log), of);
  const Versions versions(store, std::max(TransactionId{first.value - 1}, floor), last, of);
  const auto note = [&](bool is_relation, const Version* before, const Version* after) {
    SystemChange change = change_of(is_relation, before, after, true);
    if (change.transaction < first || change.transaction > last || change.transaction <= floor) return;
    log[change.transaction.value - first.value].changes.push_back(std::move(change));
  };
  for (const bool is_relation : {false, true}) {
    for_each_fact(is_relation ? versions.relations() : versions.entities(),
                  [&](const Version* begin, const Version* end) {
                    for (const Version* v = begin; v != end; ++v) {
                      const bool follows = v != begin && (v - 1)->system.superseded == v->system.recorded;
                      if (!follows) {
                        note(is_relation, nullptr, v);
                      } else if (!says_the_same(*(v - 1), *v)) {
                        note(is_relation, v - 1, v);
                      }
                      const bool is_followed = v + 1 != end && (v + 1)->system.recorded == v->system.superseded;
                      if (!is_followed && v->system.superseded != SystemPeriod::kNever) note(is_relation, v, nullptr);
                    }
                  });
  }
  if (of.empty()) return log;
  std::erase_if(log, [](const LoggedCommit& c) { return c.changes.empty() && !c.is_forgotten; });
  return forgotten_alone(std::move(log), of);
}

SystemDiff changes_between_commits(const FactStore& store, TransactionId from, TransactionId to) {
  SystemDiff diff;
  diff.from = from;
  diff.to = to;
  const MissingFacts missing_before = store.missing_at(from), missing_after = store.missing_at(to);
  diff.erased_entities = std::max(missing_before.entities, missing_after.entities);
  diff.erased_relations = std::max(missing_before.relations, missing_after.relations);
  diff.ontology = changes_of_ontology(store.ontology(from), store.ontology(to));
  for (const CommitRecord& c : store.commits()) {
    if (c.head.transaction == from) diff.from_time = c.head.system_time;
    if (c.head.transaction == to) diff.to_time = c.head.system_time;
  }
  const Versions versions(store, from, to, {});
  diff.changes = Differences(from, to, false).of(versions.entities());
  for (SystemChange& change : Differences(from, to, true).of(versions.relations())) diff.changes.push_back(change);
  return diff;
}

}  // namespace entente
