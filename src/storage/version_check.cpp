#include "storage/version_check.hpp"

#include <algorithm>
#include <utility>

namespace entente {
namespace {

std::uint64_t number_of(const OntologyKey& key) {
  return (static_cast<std::uint64_t>(key.kind) << 32) | key.index;
}

std::string text_of(TransactionId commit) {
  return "commit " + std::to_string(commit.value);
}

// "1 entity", "2 relations".
std::string amount(std::uint64_t count, Family family) {
  const bool is_entities = family == Family::kEntities;
  const char* const noun = is_entities ? (count == 1 ? "entity" : "entities") : (count == 1 ? "relation" : "relations");
  return std::to_string(count) + " " + noun;
}

}  // namespace

void VersionCheck::note_current(Family family, std::uint64_t number, TransactionId recorded) {
  std::vector<TransactionId>& current = versions_of(family).current;
  if (number >= current.size()) current.resize(number + 1);
  current[number] = recorded;
}

void VersionCheck::note_former(Family family, std::uint64_t number, TransactionId recorded, TransactionId superseded) {
  versions_of(family).former.push_back({number, recorded, superseded});
}

void VersionCheck::note_current(const OntologyKey& key, TransactionId recorded) {
  ontology_[number_of(key)] = recorded;
}

void VersionCheck::note_former(const OntologyKey& key, TransactionId recorded, TransactionId superseded) {
  former_ontology_.push_back({number_of(key), recorded, superseded});
}

void VersionCheck::note(TransactionId transaction, const CommitRow& commit) {
  commits_[transaction] = {commit.entities, commit.relations, commit.removed_entities, commit.removed,
                           commit.ontology_changed};
}

void VersionCheck::sort(std::vector<Former>& former) {
  std::sort(former.begin(), former.end(), [](const Former& a, const Former& b) {
    return std::pair(a.number, a.recorded) < std::pair(b.number, b.recorded);
  });
}

void VersionCheck::compare_facts(Family family, std::uint64_t given, const Find& find) {
  const bool is_entities = family == Family::kEntities;
  const std::string one = is_entities ? "entity " : "relation ";
  const std::string where(name(family));
  Versions& versions = versions_of(family);
  sort(versions.former);
  std::map<TransactionId, std::uint64_t> written;            // versions, those that are known to be missing too
  std::map<TransactionId, std::vector<std::uint64_t>> gone;  // numbers of facts that nothing came after
  TransactionId last_first;  // of the numbers so far, what recorded their first versions
  std::uint64_t lost = 0;    // numbers in a row without a version
  const auto tell_lost = [&](std::uint64_t next) {
    if (lost > 0)
      find(where, one + std::to_string(next - lost) +
                      (lost > 1 ? " to " + std::to_string(next - 1) + " have" : " has") + " no version");
    lost = 0;
  };
  auto former = versions.former.begin();
  // The head may be damaged, and tell of numbers without end.
  const std::uint64_t seen =
      std::max<std::uint64_t>(versions.current.size(), versions.former.empty() ? 0 : versions.former.back().number + 1);
  for (std::uint64_t number = 0; number < std::min(seen, given); ++number) {
    const TransactionId current = versions.current_of(number);
    const auto begin = former;
    while (former != versions.former.end() && former->number == number) ++former;
    if (begin == former && current.value == 0) {
      ++lost;
      continue;
    }
    tell_lost(number);
    // Numbers are given in order of commits.
    const TransactionId first = begin == former ? current : begin->recorded;
    if (first < last_first)
      find("history", "of " + std::string(is_entities ? "entities" : "relations") + " numbered before " +
                          std::to_string(number) + ", which is of " + text_of(first) + ", a first version is missing");
    last_first = std::max(last_first, first);
    if (current.value > 0) ++written[current];
    for (auto version = begin; version != former; ++version) {
      ++written[version->recorded];
      const bool is_last = version + 1 == former;
      const TransactionId next = is_last ? current : (version + 1)->recorded;
      if (next.value == 0) {
        gone[version->superseded].push_back(number);
      } else if (next != version->superseded) {
        ++written[version->superseded];
        find("history", one + std::to_string(number) + " was superseded by " + text_of(version->superseded) +
                            ", whose version of it is missing; the next is of " + text_of(next));
      }
    }
  }
  lost += given - std::min(seen, given);
  tell_lost(given);
  for (const auto& [transaction, commit] : commits_) {
    const std::uint64_t removed = is_entities ? commit.removed_entities : commit.removed_relations;
    const std::vector<std::uint64_t>& without_next = gone[transaction];
    std::uint64_t found = written[transaction];
    if (without_next.size() > removed) {
      const std::uint64_t missing = without_next.size() - removed;
      found += missing;
      std::string numbers;
      for (std::size_t i = 0; i < std::min<std::size_t>(without_next.size(), 10); ++i)
        numbers += (i == 0 ? "" : ", ") + std::to_string(without_next[i]);
      find(where, "of what " + text_of(transaction) + " wrote, " + amount(missing, family) +
                      (missing == 1 ? " is" : " are") + " missing among those numbered " + numbers +
                      (without_next.size() > 10 ? ", …" : ""));
    } else if (without_next.size() < removed) {
      find("history", text_of(transaction) + " took back " + amount(removed, family) + ", of which history has " +
                          std::to_string(without_next.size()));
    }
    const std::uint64_t told = is_entities ? commit.entities : commit.relations;
    if (found < told)
      find("history", text_of(transaction) + " wrote " + amount(told, family) + ", of which " + std::to_string(found) +
                          (found == 1 ? " is" : " are") + " there, now or in history");
    if (found > told)
      find("commits", text_of(transaction) + " says that it wrote " + amount(told, family) + ", and " +
                          std::to_string(found) + " are of it");
  }
}

void VersionCheck::compare_ontology(const Find& find) {
  sort(former_ontology_);
  std::map<TransactionId, bool> changed;
  for (const auto& [number, recorded] : ontology_) changed[recorded] = true;
  for (std::size_t i = 0; i < former_ontology_.size(); ++i) {
    const Former& version = former_ontology_[i];
    changed[version.recorded] = changed[version.superseded] = true;
    // A type may go, and another take its place later.
    TransactionId next;
    if (i + 1 < former_ontology_.size() && former_ontology_[i + 1].number == version.number)
      next = former_ontology_[i + 1].recorded;
    else if (const auto current = ontology_.find(version.number); current != ontology_.end())
      next = current->second;
    if (next.value > 0 && next < version.superseded)
      find("history", "two versions of a row of the ontology were in force before " + text_of(version.superseded));
  }
  for (const auto& [transaction, commit] : commits_)
    if (commit.ontology_changed && !changed[transaction])
      find("history", text_of(transaction) + " changed the ontology, and no row of it tells how");
}

}  // namespace entente
