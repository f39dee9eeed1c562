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

void VersionCheck::note(TransactionId transaction, CommitRow commit) {
  commit.reason.clear();
  commits_[transaction] = std::move(commit);
}

void VersionCheck::sort(std::vector<Former>& former) {
  std::sort(former.begin(), former.end(), [](const Former& a, const Former& b) {
    return std::pair(a.number, a.recorded) < std::pair(b.number, b.recorded);
  });
}

std::uint64_t VersionCheck::given_by_floor(Family family) const {
  const auto commit = commits_.find(floor_);
  if (commit == commits_.end() || !commit->second.given) return 0;
  return family == Family::kEntities ? commit->second.given->entities : commit->second.given->relations;
}

VersionCheck::Written VersionCheck::compare_numbers(Family family, std::uint64_t given, const Find& find) {
  const bool is_entities = family == Family::kEntities;
  const std::string one = is_entities ? "entity " : "relation ";
  const std::string where(name(family));
  const Versions& versions = versions_of(family);
  const std::uint64_t by_floor = std::min(given_by_floor(family), given);
  Written written;
  TransactionId last_first;     // of the numbers so far, what recorded their first versions
  std::uint64_t forgotten = 0;  // numbers below the floor's without a version
  std::vector<Range> missing;   // the other ones
  auto former = versions.former.begin();
  // The head may be damaged, and tell of numbers without end.
  const std::uint64_t seen =
      std::max<std::uint64_t>(versions.current.size(), versions.former.empty() ? 0 : versions.former.back().number + 1);
  for (std::uint64_t number = 0; number < std::min(seen, given); ++number) {
    const TransactionId current = versions.current_of(number);
    const auto begin = former;
    while (former != versions.former.end() && former->number == number) ++former;
    if (begin == former && current.value == 0) {
      if (number < by_floor)
        ++forgotten;
      else if (missing.empty() || missing.back().end != number)
        missing.push_back({number, number + 1});
      else
        ++missing.back().end;
      continue;
    }
    const TransactionId first = begin == former ? current : begin->recorded;
    if (number < by_floor) {
      if (first > floor_)
        find("history", one + std::to_string(number) + " was there by " + text_of(floor_) +
                            ", and its first version is of " + text_of(first));
    } else {
      // Numbers are given in order of commits.
      if (first < last_first)
        find("history", "of " + std::string(is_entities ? "entities" : "relations") + " numbered before " +
                            std::to_string(number) + ", which is of " + text_of(first) +
                            ", a first version is missing");
      last_first = std::max(last_first, first);
    }
    if (current.value > 0) ++written.versions[current];
    for (auto version = begin; version != former; ++version) {
      ++written.versions[version->recorded];
      const bool is_last = version + 1 == former;
      const TransactionId next = is_last ? current : (version + 1)->recorded;
      if (next.value == 0) {
        written.gone[version->superseded].push_back(number);
      } else if (next != version->superseded) {
        ++written.versions[version->superseded];
        find("history", one + std::to_string(number) + " was superseded by " + text_of(version->superseded) +
                            ", whose version of it is missing; the next is of " + text_of(next));
      }
    }
  }
  missing.push_back({std::max(std::min(seen, given), by_floor), given});
  forgotten += by_floor - std::min(seen, by_floor);
  compare_missing(family, by_floor, forgotten, missing, find);
  return written;
}

// Facts that were gone by the floor, and those that were erased, leave nothing but their number.
void VersionCheck::compare_missing(Family family, std::uint64_t by_floor, std::uint64_t forgotten,
                                   const std::vector<Range>& missing, const Find& find) const {
  const bool is_entities = family == Family::kEntities;
  const std::string where(name(family)), one = is_entities ? "entity " : "relation ";
  std::uint64_t gone = 0, erased = 0;  // by the floor, and behind it
  for (const auto& [transaction, commit] : commits_) {
    const ErasedCounts& of = is_entities ? commit.erased_entities : commit.erased_relations;
    if (transaction > floor_)
      erased += of.came;
    else
      gone += of.came + (is_entities ? commit.removed_entities : commit.removed) - of.went;
  }
  if (forgotten != gone)
    find(where, "of those numbered before " + std::to_string(by_floor) + ", " + amount(forgotten, family) +
                    (forgotten == 1 ? " has" : " have") + " no version, and " + amount(gone, family) +
                    (gone == 1 ? " was" : " were") + " gone by " + text_of(floor_) + " or erased");
  std::uint64_t lost = 0;
  for (const Range& range : missing) lost += range.end - range.begin;
  if (lost == erased) return;
  if (erased > 0)
    find(where, "of those numbered from " + std::to_string(by_floor) + " on, " + amount(lost, family) +
                    (lost == 1 ? " has" : " have") + " no version, and " + amount(erased, family) +
                    (erased == 1 ? " was" : " were") + " erased");
  for (const Range& range : missing) {
    const std::uint64_t count = range.end - range.begin;
    if (count > 0)
      find(where, one + std::to_string(range.begin) +
                      (count > 1 ? " to " + std::to_string(range.end - 1) + " have" : " has") + " no version");
  }
}

void VersionCheck::compare_commit(Family family, TransactionId transaction, const CommitRow& commit, Written& written,
                                  const Find& find) const {
  const bool is_entities = family == Family::kEntities;
  const ErasedCounts& erased = is_entities ? commit.erased_entities : commit.erased_relations;
  const std::uint64_t all_removed = is_entities ? commit.removed_entities : commit.removed;
  const std::uint64_t removed = all_removed - std::min(erased.went, all_removed);
  const std::vector<std::uint64_t>& without_next = written.gone[transaction];
  const bool is_forgotten = transaction <= floor_;  // versions of it may be gone
  std::uint64_t found = written.versions[transaction] + erased.versions;
  if (without_next.size() > removed) {
    const std::uint64_t missing = without_next.size() - removed;
    found += missing;
    std::string numbers;
    for (std::size_t i = 0; i < std::min<std::size_t>(without_next.size(), 10); ++i)
      numbers += (i == 0 ? "" : ", ") + std::to_string(without_next[i]);
    find(std::string(name(family)), "of what " + text_of(transaction) + " wrote, " + amount(missing, family) +
                                        (missing == 1 ? " is" : " are") + " missing among those numbered " + numbers +
                                        (without_next.size() > 10 ? ", …" : ""));
  } else if (without_next.size() < removed && !is_forgotten) {
    find("history", text_of(transaction) + " took back " + amount(removed, family) + ", of which history has " +
                        std::to_string(without_next.size()));
  }
  const std::uint64_t told = is_entities ? commit.entities : commit.relations;
  if (found < told && !is_forgotten)
    find("history", text_of(transaction) + " wrote " + amount(told, family) + ", of which " + std::to_string(found) +
                        (found == 1 ? " is" : " are") + " there, now or in history");
  if (found > told)
    find("commits", text_of(transaction) + " says that it wrote " + amount(told, family) + ", and " +
                        std::to_string(found) + " are of it");
}

void VersionCheck::compare_facts(Family family, std::uint64_t given, const Find& find) {
  sort(versions_of(family).former);
  if (floor_.value > 0 && (!commits_.contains(floor_) || !commits_.at(floor_).given))
    find("commits", text_of(floor_) + ", the oldest that can be read, does not say how many numbers were given");
  Written written = compare_numbers(family, given, find);
  for (const auto& [transaction, commit] : commits_) compare_commit(family, transaction, commit, written, find);
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
    if (transaction > floor_ && commit.ontology_changed && !changed[transaction])
      find("history", text_of(transaction) + " changed the ontology, and no row of it tells how");
}

}  // namespace entente
