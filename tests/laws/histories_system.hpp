// System time of a store against the states of its model: which commits show a version, the versions of a range of
// commits, the ontology of each, and what commits changed.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "db/system_changes.hpp"
#include "laws/histories_model.hpp"

namespace entente::histories {
namespace detail {

// What a fact is in a state, by whether it is a relation and by id.
using State = std::map<std::pair<bool, std::uint64_t>, std::string>;

inline State state_of(const Snapshot& snapshot) {
  State state;
  for (const auto& [id, fact] : snapshot.entities) state[{false, id}] = facts::words(fact);
  for (const auto& [id, fact] : snapshot.relations) state[{true, id}] = facts::words(fact);
  return state;
}

inline std::string name_of(const std::pair<bool, std::uint64_t>& fact) {
  return (fact.first ? "relation " : "entity ") + std::to_string(fact.second);
}

// Marks of keys that were erased are of the store alone.
inline Ontology without_marks(Ontology ontology) {
  for (ExpectedFinding& finding : ontology.expected_findings)
    for (std::string& fact : finding.facts)
      if (fact.starts_with("erased-")) fact = "erased";
  return ontology;
}

// A version and the commits that show it, as words.
using Versions = std::set<std::string>;

inline std::string version(const std::pair<bool, std::uint64_t>& fact, const SystemPeriod& system) {
  return name_of(fact) + " of commit " + std::to_string(system.recorded.value) +
         (system.superseded == SystemPeriod::kNever ? "" : ", until " + std::to_string(system.superseded.value));
}

// That all commits which a version is said to be shown by have its fact, saying the same.
class SystemLaw {
 public:
  SystemLaw(const FactStore& store, HistoryModel& model) : store_(store), floor_(model.floor()) {
    for (const Snapshot& snapshot : model.snapshots()) states_.push_back(state_of(snapshot));
  }

  // Empty: all is as in the model.
  std::string run(const std::vector<Ontology>& ontologies) {
    Versions all;
    for (std::uint64_t commit = floor_; commit < states_.size(); ++commit) {
      all.merge(versions_at(commit));
      if (!(without_marks(store_.ontology({commit})) == ontologies[commit]))
        fault("commit " + std::to_string(commit) + " has another ontology");
    }
    if (versions(floor_, states_.size() - 1) != all) fault("the versions of all commits are not those of each");
    changes();
    differences();
    return faults_;
  }

 private:
  void fault(const std::string& text) {
    if (faults_.size() < 2000) faults_ += text + "\n";
  }

  Versions versions(std::uint64_t first, std::uint64_t last) {
    Versions found;
    const auto note = [&](bool is_relation, std::uint64_t id, const SystemPeriod& system) {
      const std::string text = version({is_relation, id}, system);
      if (!found.insert(text).second) fault(text + " comes twice");
    };
    store_.load_versions(
        {first}, {last}, [&](StoredEntity&& e) { note(false, e.id.value, e.system); },
        [&](StoredRelation&& r) { note(true, r.id.value, r.system); });
    return found;
  }

  Versions versions_at(std::uint64_t commit) {
    Versions found;
    const auto note = [&](bool is_relation, std::uint64_t id, const SystemPeriod& system) {
      const std::pair fact(is_relation, id);
      found.insert(version(fact, system));
      for (std::uint64_t c = system.recorded.value;
           c < std::min<std::uint64_t>(system.superseded.value, states_.size()); ++c) {
        const auto there = states_[c].find(fact), here = states_[commit].find(fact);
        if (there == states_[c].end() || here == states_[commit].end() || there->second != here->second)
          fault("commit " + std::to_string(commit) + ": " + version(fact, system) + " is not what commit " +
                std::to_string(c) + " has");
      }
      if (system.recorded.value > commit || system.superseded.value <= commit)
        fault("commit " + std::to_string(commit) + " shows " + version(fact, system));
    };
    store_.load(
        {commit}, [&](StoredEntity&& e) { note(false, e.id.value, e.system); },
        [&](StoredRelation&& r) { note(true, r.id.value, r.system); });
    return found;
  }

  static std::string word(SystemChangeKind kind) {
    return kind == SystemChangeKind::kNewlyKnown ? "new" : kind == SystemChangeKind::kRetracted ? "gone" : "changed";
  }

  // Each fact by id: what the log says of a commit.
  static std::set<std::string> expected_changes(const State& before, const State& after) {
    std::set<std::string> changes;
    for (const auto& [fact, text] : before)
      if (!after.contains(fact)) changes.insert("gone " + name_of(fact));
    for (const auto& [fact, text] : after) {
      const auto was = before.find(fact);
      if (was == before.end())
        changes.insert("new " + name_of(fact));
      else if (was->second != text)
        changes.insert("changed " + name_of(fact));
    }
    return changes;
  }

  void expect(const std::set<std::string>& expected, const std::vector<SystemChange>& changes,
              const std::string& where) {
    std::set<std::string> found;
    for (const SystemChange& change : changes) {
      const std::string text = word(change.kind) + " " + name_of({change.is_relation, change.id});
      if (!found.insert(text).second) fault(where + ": twice " + text);
    }
    if (found == expected) return;
    for (const std::string& e : expected)
      if (!found.contains(e)) fault(where + ": does not tell " + e);
    for (const std::string& f : found)
      if (!expected.contains(f)) fault(where + ": tells " + f);
  }

  void changes() {
    if (states_.size() < 2) return;
    const auto log = changes_by_commit(store_, {1}, {states_.size() - 1}, {});
    if (log.size() + 1 != states_.size()) return fault("the log has other commits");
    for (std::size_t c = 1; c < states_.size(); ++c) {
      const bool is_forgotten = c <= floor_;
      expect(is_forgotten ? std::set<std::string>() : expected_changes(states_[c - 1], states_[c]), log[c - 1].changes,
             "the log of commit " + std::to_string(c));
      if (log[c - 1].is_forgotten != is_forgotten) fault("the log is wrong about what was forgotten");
    }
  }

  // What was taken back and stated anew under its key is the same fact.
  void differences() {
    const std::size_t last = states_.size() - 1;
    for (const std::size_t first : {floor_, std::max(floor_, last / 2), last}) {
      std::set<std::string> expected = expected_changes(states_[first], states_[last]);
      std::map<std::pair<bool, std::string>, std::string> gone;  // by key, its words
      for (const auto& [fact, text] : states_[first])
        if (const std::string key = key_of(fact.first, text); !key.empty() && !states_[last].contains(fact)) {
          gone[{fact.first, key}] = text;
          keys_[name_of(fact)] = key;
        }
      for (const auto& [fact, text] : states_[last]) {
        const std::string key = key_of(fact.first, text);
        const auto was = gone.find({fact.first, key});
        if (states_[first].contains(fact) || was == gone.end()) continue;
        expected.erase("new " + name_of(fact));
        if (was->second != text) expected.insert("changed " + name_of(fact));
        for (const auto& [name, its_key] : keys_)
          if (its_key == key && (name[0] == 'r') == fact.first) expected.erase("gone " + name);
      }
      expect(expected, changes_between_commits(store_, {first}, {last}).changes,
             "between commits " + std::to_string(first) + " and " + std::to_string(last));
      keys_.clear();
    }
  }

  // With which its words begin: "mao :Person", "#met-1 mao MET stalin"; empty: it has none.
  static std::string key_of(bool is_relation, const std::string& words) {
    return is_relation && words[0] != '#' ? std::string() : words.substr(0, words.find(' '));
  }

  const FactStore& store_;
  const std::size_t floor_;
  std::vector<State> states_;
  std::map<std::string, std::string> keys_;
  std::string faults_;
};

}  // namespace detail

// Empty: all is as in the model.
inline std::string compare_system_time(const FactStore& store, HistoryModel& model) {
  return detail::SystemLaw(store, model).run(model.ontologies());
}

}  // namespace entente::histories
