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
  versions_of(family).push_back({number, recorded, std::nullopt});
}

void VersionCheck::note_former(Family family, std::uint64_t number, TransactionId recorded, TransactionId superseded) {
  versions_of(family).push_back({number, recorded, superseded});
}

void VersionCheck::note_current(const OntologyKey& key, TransactionId recorded) {
  ontology_.push_back({number_of(key), recorded, std::nullopt});
}

void VersionCheck::note_former(const OntologyKey& key, TransactionId recorded, TransactionId superseded) {
  ontology_.push_back({number_of(key), recorded, superseded});
}

void VersionCheck::note(TransactionId transaction, const CommitRow& commit) {
  commits_[transaction] = {commit.entities, commit.relations, commit.removed_entities, commit.removed,
                           commit.ontology_changed};
}

// The current one of a number last.
std::vector<VersionCheck::Version> VersionCheck::in_order(std::vector<Version> versions) {
  std::sort(versions.begin(), versions.end(), [](const Version& a, const Version& b) {
    return std::tuple(a.number, !a.superseded, a.recorded) < std::tuple(b.number, !b.superseded, b.recorded);
  });
  return versions;
}

void VersionCheck::compare_facts(Family family, std::uint64_t given, const Find& find) const {
  const bool is_entities = family == Family::kEntities;
  const std::string one = is_entities ? "entity " : "relation ";
  const std::string where(name(family));
  const std::vector<Version> versions = in_order(is_entities ? entities_ : relations_);
  std::map<TransactionId, std::uint64_t> written;            // versions, those that are known to be missing too
  std::map<TransactionId, std::vector<std::uint64_t>> gone;  // numbers of facts that nothing came after
  std::uint64_t next = 0;                                    // the number that should come
  TransactionId first_of_number;                             // the commit that gave the number before
  for (std::size_t begin = 0, end = 0; begin < versions.size(); begin = end) {
    const std::uint64_t number = versions[begin].number;
    while (end < versions.size() && versions[end].number == number) ++end;
    if (number > next)
      find(where, one + std::to_string(next) +
                      (number > next + 1 ? " to " + std::to_string(number - 1) + " have" : " has") + " no version");
    next = number + 1;
    // Numbers are given in order of commits.
    if (versions[begin].recorded < first_of_number)
      find("history", "of facts numbered before " + one + std::to_string(number) + ", which is of " +
                          text_of(versions[begin].recorded) + ", the first version is missing");
    first_of_number = std::max(first_of_number, versions[begin].recorded);
    for (std::size_t i = begin; i < end; ++i) {
      const Version& version = versions[i];
      ++written[version.recorded];
      if (!version.superseded) continue;
      if (i + 1 == end) {
        gone[*version.superseded].push_back(number);
      } else if (versions[i + 1].recorded != *version.superseded) {
        ++written[*version.superseded];
        find("history", one + std::to_string(number) + " was superseded by " + text_of(*version.superseded) +
                            ", whose version of it is missing; the next is of " + text_of(versions[i + 1].recorded));
      }
    }
  }
  if (next < given)
    find(where, one + std::to_string(next) +
                    (given > next + 1 ? " to " + std::to_string(given - 1) + " have" : " has") + " no version");
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

void VersionCheck::compare_ontology(const Find& find) const {
  const std::vector<Version> versions = in_order(ontology_);
  std::map<TransactionId, bool> changed;
  for (std::size_t i = 0; i < versions.size(); ++i) {
    const Version& version = versions[i];
    changed[version.recorded] = true;
    if (!version.superseded) continue;
    changed[*version.superseded] = true;
    // A type may go and another take its place later.
    const bool is_followed = i + 1 < versions.size() && versions[i + 1].number == version.number;
    if (is_followed && versions[i + 1].recorded < *version.superseded)
      find("history", "two versions of a row of the ontology were in force before " + text_of(*version.superseded));
  }
  for (const auto& [transaction, commit] : commits_)
    if (commit.ontology_changed != changed[transaction])
      find(commit.ontology_changed ? "history" : "commits",
           text_of(transaction) + (commit.ontology_changed
                                       ? " changed the ontology, and no row of it tells how"
                                       : " did not change the ontology, as it says, and rows of it are of it"));
}

}  // namespace entente
