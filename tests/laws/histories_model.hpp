// What a store must hold after each commit of a history, from the words of fact_store.hpp, fact.hpp and format.md
// alone: maps of facts, copied whole for every commit, and no code of the store.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "laws/histories_claims.hpp"
#include "model/wording.hpp"

namespace entente::histories {

namespace detail {

// A commit on its way: what the writer took, and what comes of it.
class Draft {
 public:
  Draft(const World& before, std::uint64_t number) : before_(before), after_(before), number_(number) {}

  // Whether the writer takes it.
  bool tell(const Operation& op) {
    using What = Operation::What;
    switch (op.what) {
      case What::kEntity:
        return tell_entity(file(op), as_kept(entity_of(op)));
      case What::kRelation:
        return tell_relation(file(op), as_kept(relation_of(op)));
      case What::kMention: {
        const int number = file(op);
        if (complete_.contains(number)) mentioned_.emplace(kEntities[static_cast<std::size_t>(op.key)], number);
        return true;
      }
      case What::kComplete:
      case What::kWithdraw: {
        const int number = file(op);
        const bool is_known = number <= static_cast<int>(before_.files.size());
        if (is_known) complete_[number] = op.what == What::kWithdraw;
        return true;
      }
      case What::kRetract: {
        const std::string key = kRelations[static_cast<std::size_t>(op.key)];
        if (find_stated(key)) return false;
        retracted_.insert(key);
        return true;
      }
      case What::kRetractNumber:
        retracted_numbers_.insert(static_cast<std::uint64_t>(op.key));
        return true;
      case What::kRetractEntity: {
        const std::string key = kEntities[static_cast<std::size_t>(op.key)];
        if (is_stated(key)) return false;
        for (const StatedRelation& r : relations_)
          if (r.fact.from == key || r.fact.to == key) return false;
        retracted_entities_[key] |= op.ends != 0;
        return true;
      }
      case What::kEnd:
        for (const auto& [key, end] : ends_)
          if (key == ended_key(op)) return end == end_of(op);
        ends_.emplace_back(ended_key(op), end_of(op));
        return true;
      case What::kEndNumber:
        return end_numbers_.emplace(op.key, end_of(op)).first->second == end_of(op);
      case What::kOntology:
        break;
    }
    const Ontology ontology = ontology_of(op.key);
    if (!ontology.fault().empty()) return false;
    for (const EntityType& type : ontology.entity_types) after_.names.insert(type.name);
    for (const RelationType& type : ontology.relation_types) after_.names.insert(type.name);
    after_.ontology = ontology;
    return true;
  }

  // nullopt: it becomes a commit, or changes nothing.
  std::optional<ErrorCode> finish() {
    if (!ends_exist()) return ErrorCode::kNotFound;
    number_entities();
    for (const std::string& key : retracted_) {
      const auto id = before_.relation(key);
      if (!id) return ErrorCode::kNotFound;
      removed_.insert(*id);
    }
    for (const auto& [key, with_ends] : retracted_entities_)
      if (!before_.entity(key)) return ErrorCode::kNotFound;
    for (const auto& [key, end] : ends_)
      if (const auto error = end_named(key, end)) return error;
    if (const auto error = look_at_relations()) return error;
    settled_.insert(removed_.begin(), removed_.end());
    find_gone();
    if (!change_keyed_relations()) return ErrorCode::kInvalidData;
    change_entities();
    remove();
    add_relations();
    counts_.ontology_changed = after_.ontology != before_.ontology;
    return std::nullopt;
  }

  bool changes() const {
    if (counts_.any()) return true;
    const auto differ = [](const auto& a, const auto& b) {
      return !std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.first == y.first && words_of(x.second.claims) == words_of(y.second.claims);
      });
    };
    return differ(before_.entities, after_.entities) || differ(before_.relations, after_.relations);
  }
  const Counts& counts() const { return counts_; }
  const World& after() const { return after_; }

 private:
  std::optional<ErrorCode> end_named(const std::string& key, const StatedEnd& end) {
    const auto entity = before_.entity(key), relation = before_.relation(key);
    if (!entity && !relation) return ErrorCode::kNotFound;
    if (relation) {
      ended_numbers_.emplace(*relation, end);
      return find_stated(key) ? ErrorCode::kInvalidData : end_relation(*relation, end);
    }
    if (is_stated(key) || retracted_entities_.contains(key)) return ErrorCode::kInvalidData;
    const auto& before = before_.entities.at(*entity).claims;
    const auto after = with_end(before, end);
    if (!after) return ErrorCode::kInvalidData;
    if (facts::words(together(*after)) == facts::words(together(before)))
      ++counts_.entities_unchanged;
    else
      entities_.push_back({key, {{0, together(*after)}}, end});
    return std::nullopt;
  }

  std::optional<ErrorCode> end_relation(std::uint64_t id, const StatedEnd& end) {
    const auto& claims = before_.relations.at(id).claims;
    const RelationFact before = together(claims);
    if (removed_.contains(id) || retracted_entities_.contains(before.from) || retracted_entities_.contains(before.to))
      return ErrorCode::kInvalidData;
    const auto ended = with_end(claims, end);
    if (!ended) return ErrorCode::kInvalidData;
    const RelationFact after = together(*ended);
    if (facts::words(after) == facts::words(before)) {
      ++counts_.relations_unchanged;
    } else if (!before.key.empty()) {
      relations_.push_back({.file = 0, .fact = after, .end = end});
    } else {
      after_.relations[id] = {*ended, number_};
      settled_.insert(id);
      ++counts_.relations_changed;
      counts_.relations_ended += only_ended(before, after) ? 1 : 0;
    }
    return std::nullopt;
  }

  // By number, and at entities that are retracted.
  std::optional<ErrorCode> look_at_relations() {
    std::set<std::uint64_t> missing = retracted_numbers_;
    for (const auto& [number, end] : end_numbers_) missing.insert(static_cast<std::uint64_t>(number));
    bool is_refused = false;
    for (const auto& [id, r] : before_.relations) {
      missing.erase(id);
      const RelationFact fact = together(r.claims);
      const bool is_restated = !fact.key.empty() && find_stated(fact.key);
      const auto ended = ended_numbers_.find(id);
      if (const auto end = end_numbers_.find(static_cast<int>(id)); end != end_numbers_.end()) {
        if (retracted_numbers_.contains(id)) return ErrorCode::kInvalidData;
        if (ended != ended_numbers_.end()) {
          if (!(ended->second == end->second)) return ErrorCode::kInvalidData;
        } else if (is_restated) {
          return ErrorCode::kInvalidData;
        } else if (const auto error = end_relation(id, end->second)) {
          return error;
        }
        continue;
      }
      if (retracted_numbers_.contains(id)) {
        if (ended != ended_numbers_.end() || is_restated) return ErrorCode::kInvalidData;
        removed_.insert(id);
        continue;
      }
      const auto from = retracted_entities_.find(fact.from), to = retracted_entities_.find(fact.to);
      const auto none = retracted_entities_.end();
      if (is_restated || removed_.contains(id) || (from == none && to == none)) continue;
      const bool goes = (from != none && from->second) || (to != none && to->second);
      if (goes || fact.attribution.provenance == Provenance::kDerived)
        removed_.insert(id);
      else
        is_refused = true;
    }
    if (!missing.empty()) return ErrorCode::kNotFound;
    if (is_refused) return ErrorCode::kInvalidData;
    for (const auto& [key, with_ends] : retracted_entities_) {
      after_.entities.erase(*before_.entity(key));
      ++counts_.entities_removed;
    }
    return std::nullopt;
  }

  struct StatedEntity {
    std::string key;
    std::vector<std::pair<int, EntityFact>> claims;  // as told
    std::optional<StatedEnd> end = {};  // that each gets who states it; `claims` counts where nobody does any more
  };
  struct StatedRelation {
    int file;
    RelationFact fact;
    bool is_new = true;  // gets a number
    Claims<RelationFact> claims = {};
    std::optional<StatedEnd> end = {};  // likewise
  };

  int file(const Operation& op) {
    if (op.file == 0) return 0;
    const std::string name = kFiles[static_cast<std::size_t>(op.file)];
    auto place = std::find(after_.files.begin(), after_.files.end(), name);
    if (place == after_.files.end()) place = after_.files.insert(place, name);
    return static_cast<int>(place - after_.files.begin()) + 1;
  }

  template <class Fact>
  void name(const Fact& fact) {
    for (const PropertyFact& p : fact.properties) after_.names.insert(p.key);
  }

  bool tell_entity(int file, const EntityFact& fact) {
    if (retracted_entities_.contains(fact.key)) return false;
    auto stated = std::find_if(entities_.begin(), entities_.end(), [&](const auto& e) { return e.key == fact.key; });
    if (stated == entities_.end()) stated = entities_.insert(stated, {fact.key, {}});
    for (const auto& [other, said] : stated->claims) {
      if (other != file) continue;
      if (facts::words(said) != facts::words(fact)) return false;
      ++counts_.entities_unchanged;
      return true;
    }
    stated->claims.emplace_back(file, fact);
    after_.names.insert(fact.types.begin(), fact.types.end());
    name(fact);
    return true;
  }

  bool tell_relation(int file, const RelationFact& fact) {
    if (retracted_entities_.contains(fact.from) || retracted_entities_.contains(fact.to)) return false;
    if (!fact.key.empty()) {
      if (retracted_.contains(fact.key)) return false;
      for (const StatedRelation& other : relations_) {
        if (other.fact.key != fact.key || other.file != file) continue;
        if (facts::words(other.fact) != facts::words(fact)) return false;
        ++counts_.relations_unchanged;
        return true;
      }
    }
    relations_.push_back({file, fact});
    after_.names.insert(fact.type);
    name(fact);
    return true;
  }

  bool find_stated(const std::string& key) const {
    return std::any_of(relations_.begin(), relations_.end(), [&](const auto& r) { return r.fact.key == key; });
  }
  bool is_stated(const std::string& entity) const {
    return std::any_of(entities_.begin(), entities_.end(), [&](const auto& e) { return e.key == entity; });
  }

  bool ends_exist() const {
    for (const StatedRelation& r : relations_)
      for (const std::string& end : {r.fact.from, r.fact.to})
        if (!before_.entity(end) && !is_stated(end)) return false;
    return true;
  }

  void number_entities() {
    for (const StatedEntity& stated : entities_)
      if (!before_.entity(stated.key)) after_.entities[after_.next_entity++].recorded = number_;
  }

  // Files that say no more of a fact what they said; those whose word is withdrawn.
  template <class Fact>
  std::vector<int> withdrawn(const Claims<Fact>& claims, const std::set<int>& still, std::size_t& gone) const {
    std::vector<int> files;
    bool any = false;
    for (const auto& [file, fact] : claims) {
      const auto found = complete_.find(file);
      if (found == complete_.end() || still.contains(file)) continue;
      any = true;
      if (found->second) files.push_back(file);
    }
    gone += any ? 1 : 0;
    return files;
  }

  void find_gone() {
    std::set<std::string> leaving;  // entities
    for (const auto& [id, e] : before_.entities) {
      const std::string& key = e.claims.begin()->second.key;
      if (retracted_entities_.contains(key)) continue;
      std::set<int> still;
      for (const StatedEntity& stated : entities_)
        if (stated.key == key)
          for (const auto& [file, fact] : stated.claims) still.insert(file);
      for (const auto& [entity, file] : mentioned_)
        if (entity == key) still.insert(file);
      const std::vector<int> files = withdrawn(e.claims, still, counts_.gone_entities);
      if (files.size() == e.claims.size() && !is_stated(key)) leaving.insert(key);
      withdraw_entity_[id] = files;
    }
    state_relations_without_key();
    for (const auto& [id, r] : before_.relations) {
      const std::string key = r.claims.begin()->second.key;
      if (key.empty() || settled_.contains(id)) continue;
      std::set<int> still;
      for (const StatedRelation& stated : relations_)
        if (stated.fact.key == key) still.insert(stated.file);
      withdraw_relation_[id] = withdrawn(r.claims, still, counts_.gone_relations);
      if (withdraw_relation_[id].size() == r.claims.size() && !find_stated(key)) removed_.insert(id);
    }
    keep_ends_and_take_conclusions(leaving);
  }

  // An entity stays where a relation stays, or is stated here, that ends at it. Conclusions go with it.
  void keep_ends_and_take_conclusions(std::set<std::string> leaving) {
    std::set<std::string> kept;
    for (const StatedRelation& stated : relations_) kept.insert({stated.fact.from, stated.fact.to});
    std::vector<std::uint64_t> conclusions;
    for (const auto& [id, r] : before_.relations) {
      const RelationFact fact = together(r.claims);
      const bool is_restated = !fact.key.empty() && find_stated(fact.key);
      if (removed_.contains(id) || is_restated) continue;
      if (!settled_.contains(id) && fact.attribution.provenance == Provenance::kDerived)
        conclusions.push_back(id);
      else
        kept.insert({fact.from, fact.to});
    }
    for (const std::string& key : kept) counts_.gone_kept += leaving.erase(key);
    for (const std::uint64_t id : conclusions) {
      const RelationFact& fact = before_.relations.at(id).claims.begin()->second;
      if (leaving.contains(fact.from) || leaving.contains(fact.to)) removed_.insert(id);
    }
    for (const std::string& key : kept)
      if (const auto id = before_.entity(key);
          id && withdraw_entity_[*id].size() == before_.entities.at(*id).claims.size())
        if (!is_stated(key)) withdraw_entity_[*id].clear();
    for (const std::string& key : leaving) {
      after_.entities.erase(*before_.entity(key));
      withdraw_entity_.erase(*before_.entity(key));
      ++counts_.entities_removed;
    }
  }

  // Of those that say the same, the n-th of a file is the n-th of the store; what a program states is one more.
  void state_relations_without_key() {
    std::map<std::string, std::vector<std::size_t>> alike;  // of files, as told
    for (std::size_t i = 0; i < relations_.size(); ++i) {
      const StatedRelation& r = relations_[i];
      if (r.fact.key.empty() && r.file != 0) alike[facts::words(r.fact)].push_back(i);
      if (r.fact.key.empty() && r.file == 0) relations_[i].claims = {{0, r.fact}};
    }
    std::map<std::string, std::vector<std::uint64_t>> stored;
    for (const auto& [id, r] : before_.relations) {
      const RelationFact& fact = r.claims.begin()->second;
      if (fact.key.empty() && !settled_.contains(id)) stored[facts::words(fact)].push_back(id);
    }
    for (const auto& [said, told] : alike) {
      std::map<int, std::size_t> of_file;
      for (const std::size_t i : told) ++of_file[relations_[i].file];
      std::size_t most = 0;
      for (const auto& [file, count] : of_file) most = std::max(most, count);
      const std::vector<std::uint64_t>& known = stored[said];
      for (std::size_t n = 0; n < told.size(); ++n) {
        StatedRelation& r = relations_[told[n]];
        r.is_new = n < most && n >= known.size();
        if (!r.is_new) ++counts_.relations_unchanged;
        if (!r.is_new && n >= most) continue;
        for (const auto& [file, count] : of_file) {
          if (count <= n) continue;
          if (r.is_new)
            r.claims.emplace(file, r.fact);
          else
            after_.relations[known[n]].claims.emplace(file, r.fact);
        }
      }
    }
    for (const auto& [said, known] : stored) {
      for (std::size_t n = 0; n < known.size(); ++n) {
        std::set<int> still;
        if (const auto told = alike.find(said); told != alike.end()) {
          std::map<int, std::size_t> of_file;
          for (const std::size_t i : told->second) ++of_file[relations_[i].file];
          for (const auto& [file, count] : of_file)
            if (count > n) still.insert(file);
        }
        const Claims<RelationFact>& before = before_.relations.at(known[n]).claims;
        Claims<RelationFact>& claims = after_.relations.at(known[n]).claims;
        for (const int file : withdrawn(before, still, counts_.gone_relations)) claims.erase(file);
        if (claims.empty()) removed_.insert(known[n]);
      }
    }
  }

  void change_entities() {
    std::uint64_t next = before_.next_entity;
    for (const StatedEntity& stated : entities_) {
      const auto known = before_.entity(stated.key);
      const std::uint64_t id = known ? *known : next++;
      Kept<EntityFact>& entity = after_.entities[id];
      if (stated.end) entity.claims = *with_end(entity.claims, *stated.end);
      if (known) withdraw(entity.claims, withdraw_entity_, id);
      for (const auto& [file, fact] : stated.claims)
        if (!stated.end || entity.claims.empty()) state(entity.claims, file, fact);
      if (!known)
        ++counts_.entities_added;
      else
        ++(note_change(entity, before_.entities.at(id), counts_.entities_ended) ? counts_.entities_changed
                                                                                : counts_.entities_unchanged);
    }
    for (const auto& [id, files] : withdraw_entity_) {
      Kept<EntityFact>& entity = after_.entities.at(id);
      for (const int file : files) entity.claims.erase(file);
      counts_.entities_changed += note_change(entity, before_.entities.at(id), counts_.entities_ended) ? 1 : 0;
    }
  }

  template <class Fact>
  void withdraw(Claims<Fact>& claims, std::map<std::uint64_t, std::vector<int>>& from, std::uint64_t id) {
    for (const int file : from[id]) claims.erase(file);
    from.erase(id);
  }

  template <class Fact>
  bool note_change(Kept<Fact>& now, const Kept<Fact>& before, std::size_t& ended) {
    const Fact says = together(now.claims), said = together(before.claims);
    if (facts::words(says) == facts::words(said)) return false;
    ended += only_ended(said, says) ? 1 : 0;
    now.recorded = number_;
    return true;
  }

  // False: an id stands for another relation.
  bool change_keyed_relations() {
    std::set<std::string> done;
    for (StatedRelation& first : relations_) {
      const std::string& key = first.fact.key;
      if (key.empty()) continue;
      if (!done.insert(key).second) {
        first.is_new = false;
        ++counts_.relations_unchanged;
        continue;
      }
      const auto known = before_.relation(key);
      Claims<RelationFact> claims;
      if (known) {
        claims = before_.relations.at(*known).claims;
        if (first.end) claims = *with_end(claims, *first.end);
        withdraw(claims, withdraw_relation_, *known);
      }
      for (const StatedRelation& r : relations_) {
        if (r.fact.key != key) continue;
        const auto has_other_ends = [&](const auto& c) {
          const RelationFact& other = c.second;
          return other.from != r.fact.from || other.to != r.fact.to || other.type != r.fact.type;
        };
        for (const auto& claim : claims)
          if (has_other_ends(claim) && claim.first != r.file && claim.first != 0 && r.file != 0) return false;
        if (std::any_of(claims.begin(), claims.end(), has_other_ends)) claims.clear();
        if (!r.end || claims.empty()) state(claims, r.file, r.fact);
      }
      first.is_new = !known;
      if (!known) {
        first.claims = claims;
        continue;
      }
      Kept<RelationFact>& now = after_.relations.at(*known);
      now.claims = claims;
      ++(note_change(now, before_.relations.at(*known), counts_.relations_ended) ? counts_.relations_changed
                                                                                 : counts_.relations_unchanged);
    }
    return true;
  }

  void remove() {
    for (const auto& [id, files] : withdraw_relation_) {
      if (removed_.contains(id)) continue;
      Kept<RelationFact>& now = after_.relations.at(id);
      for (const int file : files) now.claims.erase(file);
      counts_.relations_changed += note_change(now, before_.relations.at(id), counts_.relations_ended) ? 1 : 0;
    }
    for (const std::uint64_t id : removed_) {
      after_.relations.erase(id);
      ++counts_.relations_removed;
    }
  }

  void add_relations() {
    for (const StatedRelation& r : relations_) {
      if (!r.is_new) continue;
      after_.relations[after_.next_relation++] = {r.claims, number_};
      ++counts_.relations_added;
    }
  }

  const World& before_;
  World after_;
  std::uint64_t number_;
  std::vector<StatedEntity> entities_;
  std::vector<StatedRelation> relations_;
  std::set<std::string> retracted_;
  std::map<int, bool> complete_;  // whether what is gone is withdrawn
  std::set<std::pair<std::string, int>> mentioned_;
  std::map<std::uint64_t, std::vector<int>> withdraw_entity_, withdraw_relation_;
  std::set<std::uint64_t> removed_;  // relations
  std::set<std::uint64_t> retracted_numbers_;
  std::map<std::string, bool> retracted_entities_;  // whether with what ends there
  std::vector<std::pair<std::string, StatedEnd>> ends_;
  std::map<int, StatedEnd> end_numbers_;
  std::map<std::uint64_t, StatedEnd> ended_numbers_;  // of relations that are ended by key
  std::set<std::uint64_t> settled_;  // relations that are retracted, or without a key and ended: compared no more
  Counts counts_;
};

}  // namespace detail

class HistoryModel {
 public:
  struct Forgotten {
    std::uint64_t floor = 0;  // that was asked for
    bool is_moved = false;
    std::size_t entities = 0, relations = 0;  // versions that go
  };
  struct Erased {
    std::uint64_t commit = 0;  // 0: nothing had that key
    std::size_t entities = 0, relations = 0;
  };
  struct Outcome {
    std::vector<bool> taken;         // of the operations
    std::optional<ErrorCode> error;  // of the commit
    Counts counts;
    bool is_commit = false;
    Forgotten forgotten = {};
    Erased erased = {};
  };

  Outcome run(const Step& step, const std::string& reason) {
    Outcome outcome = commit(step, reason);
    if (step.then == Step::Then::kForget) outcome.forgotten = forget(step.kept);
    if (step.then == Step::Then::kErase) outcome.erased = erase(erased_key(step));
    std::erase_if(marked_, [this](const std::string& key) { return world_.entity(key) || world_.relation(key); });
    return outcome;
  }
  // Keys that were erased, and not stated since.
  const std::set<std::string>& marked() const { return marked_; }

  // By commit; at 0 stands the empty store. Those before the floor are forgotten.
  const std::vector<Snapshot>& snapshots() const { return snapshots_; }
  std::uint64_t floor() const { return floor_; }
  struct Commit {
    std::string reason;
    Counts counts;
  };
  const std::vector<Commit>& commits() const { return commits_; }  // commit n at place n - 1
  const std::set<std::string>& names() const { return world_.names; }
  const Ontology& ontology() const { return world_.ontology; }
  const std::vector<Ontology>& ontologies() const { return ontologies_; }  // by commit, as snapshots()
  std::optional<std::uint64_t> entity(const std::string& key) const { return world_.entity(key); }
  std::vector<std::string> former(const std::string& key) const {
    std::vector<std::string> lines;
    for (const Past& version : past_)
      if (version.key == key && version.superseded > floor_) lines.push_back(version.line);
    return lines;
  }

 private:
  Forgotten forget(int kept) {
    const std::uint64_t head = snapshots_.size() - 1;
    const std::uint64_t floor = head - std::min<std::uint64_t>(head, static_cast<std::uint64_t>(kept));
    Forgotten forgotten{floor, floor > floor_};
    for (const Past& version : past_)
      if (version.superseded > floor_ && version.superseded <= floor)
        ++(version.is_entity ? forgotten.entities : forgotten.relations);
    floor_ = std::max(floor_, floor);
    return forgotten;
  }

  // Calls `take` with each relation that a state which can be read has, and its id.
  template <class Take>
  void each_relation(const Take& take) const {
    for (std::uint64_t c = floor_; c < snapshots_.size(); ++c)
      for (const auto& [id, fact] : snapshots_[c].relations) take(id, fact);
  }

  Erased erase(const std::string& key) {
    std::set<std::uint64_t> entities, relations;
    for (std::uint64_t c = floor_; c < snapshots_.size(); ++c)
      for (const auto& [id, fact] : snapshots_[c].entities)
        if (fact.key == key) entities.insert(id);
    each_relation([&](std::uint64_t id, const RelationFact& fact) {
      if (fact.key == key || (!entities.empty() && (fact.from == key || fact.to == key))) relations.insert(id);
    });
    const bool is_forgotten = entities.empty() && relations.empty();
    if (is_forgotten) {
      // Of what was forgotten the reasons of commits may tell still.
      const auto names = [&key](const Commit& commit) { return commit.reason.ends_with(" of " + key); };
      if (floor_ == 0 || std::none_of(commits_.begin(), commits_.end(), names)) return {};
      marked_.insert(key);
    }
    const std::set<std::string> premises = premises_of(key, entities.empty() && !is_forgotten, relations);
    each_relation([&](std::uint64_t id, const RelationFact& fact) {
      if (relations.contains(id) && !fact.key.empty() && fact.attribution.provenance != Provenance::kDerived)
        marked_.insert(fact.key);
    });
    if (!entities.empty()) marked_.insert(key);
    Counts counts;
    for (const std::uint64_t id : entities) counts.entities_removed += world_.entities.contains(id);
    for (const std::uint64_t id : relations) counts.relations_removed += world_.relations.contains(id);
    const auto take_out = [&](auto& state) {
      for (const std::uint64_t id : entities) state.entities.erase(id);
      for (const std::uint64_t id : relations) state.relations.erase(id);
    };
    for (Snapshot& snapshot : snapshots_) {
      take_out(snapshot);
      for (auto& entry : snapshot.entities) take_premises(entry.second, premises);
      for (auto& entry : snapshot.relations) take_premises(entry.second, premises);
    }
    take_out(world_);
    for (auto& entry : world_.entities)
      for (auto& claim : entry.second.claims) take_premises(claim.second, premises);
    for (auto& entry : world_.relations)
      for (auto& claim : entry.second.claims) take_premises(claim.second, premises);
    std::erase_if(past_, [&](const Past& v) { return (v.is_entity ? entities : relations).contains(v.id); });
    const auto take_expectation = [&](Ontology& ontology) {
      for (ExpectedFinding& finding : ontology.expected_findings)
        for (std::string& fact : finding.facts)
          if (premises.contains(fact)) fact = "erased";
    };
    for (Ontology& ontology : ontologies_) take_expectation(ontology);
    take_expectation(world_.ontology);
    for (Commit& commit : commits_)
      for (const std::string& word : premises)
        if (commit.reason.ends_with(" of " + word)) commit.reason = "erased";
    snapshots_.push_back(Snapshot(snapshots_.back()));
    ontologies_.push_back(world_.ontology);
    commits_.push_back({"request", counts});
    return {snapshots_.size() - 1, entities.size(), relations.size()};
  }

  // Or a relation at an entity that goes, whether or not there is one.
  static bool is_premise(const std::set<std::string>& premises, const std::string& text) {
    return std::any_of(premises.begin(), premises.end(), [&](const std::string& premise) {
      return text == premise || text.starts_with("(" + premise + ")") || text.find(">(" + premise + ")") != text.npos;
    });
  }

  // What conclusions rest on of what goes; these go, too.
  std::set<std::string> premises_of(const std::string& key, bool is_relation,
                                    std::set<std::uint64_t>& relations) const {
    std::set<std::string> premises;
    if (!is_relation) premises.insert(key);
    for (std::size_t before = 0; before != relations.size() + premises.size();) {
      before = relations.size() + premises.size();
      each_relation([&](std::uint64_t id, const RelationFact& fact) {
        if (fact.attribution.provenance == Provenance::kDerived)
          for (const PropertyFact& p : fact.properties)
            if (p.key == "rests_on")
              for (const Value& item : p.value.list())
                if (is_premise(premises, item.string())) relations.insert(id);
        if (relations.contains(id))
          premises.insert(fact.key.empty() ? in_short(fact.from, fact.type, fact.to, fact.validity) : fact.key);
      });
    }
    return premises;
  }

  template <class Fact>
  static void take_premises(Fact& fact, const std::set<std::string>& premises) {
    for (PropertyFact& p : fact.properties) {
      if (p.key != "rests_on") continue;
      List left;
      for (const Value& item : p.value.list())
        if (!is_premise(premises, item.string())) left.push_back(item);
      p.value = Value(std::move(left));
    }
    std::erase_if(fact.properties, [](const PropertyFact& p) { return p.key == "rests_on" && p.value.list().empty(); });
  }

  Outcome commit(const Step& step, const std::string& reason) {
    Outcome outcome;
    detail::Draft draft(world_, snapshots_.size());
    for (const Operation& op : step.operations) outcome.taken.push_back(draft.tell(op));
    if (step.end == Step::End::kDropped) return outcome;
    outcome.error = draft.finish();
    if (outcome.error) return outcome;
    outcome.counts = draft.counts();
    outcome.is_commit = draft.changes();
    if (!outcome.is_commit) return outcome;
    note_former(draft.after());
    world_ = draft.after();
    Snapshot snapshot;
    for (const auto& [id, e] : world_.entities) snapshot.entities.emplace(id, detail::together(e.claims));
    for (const auto& [id, r] : world_.relations) snapshot.relations.emplace(id, detail::together(r.claims));
    snapshots_.push_back(std::move(snapshot));
    commits_.push_back({reason, outcome.counts});
    ontologies_.push_back(world_.ontology);
    return outcome;
  }

  void note_former(const detail::World& after) {
    note_former(world_.entities, after.entities, true);
    note_former(world_.relations, after.relations, false);
  }
  template <class Facts>
  void note_former(const Facts& before, const Facts& after, bool are_entities) {
    for (const auto& [id, kept] : before) {
      const auto fact = detail::together(kept.claims);
      const auto now = after.find(id);
      const bool is_gone = now == after.end();
      if (!is_gone && now->second.recorded == kept.recorded) continue;
      const Supersession how = is_gone ? Supersession::kRetracted
                               : detail::only_ended(fact, detail::together(now->second.claims))
                                   ? Supersession::kEnded
                                   : Supersession::kCorrected;
      past_.push_back({are_entities, id, fact.key, snapshots_.size(),
                       former_line(are_entities, id, kept.recorded, snapshots_.size(), how, fact.attribution.provenance,
                                   fact.validity)});
    }
  }

  detail::World world_;
  std::vector<Snapshot> snapshots_{1};
  std::vector<Commit> commits_;
  std::vector<Ontology> ontologies_{1};
  // A version that is no more.
  struct Past {
    bool is_entity;
    std::uint64_t id;
    std::string key;
    std::uint64_t superseded;
    std::string line;
  };
  std::vector<Past> past_;
  std::set<std::string> marked_;
  std::uint64_t floor_ = 0;
};

}  // namespace entente::histories
