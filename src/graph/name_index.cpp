#include "graph/name_index.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>

#include "base/hash_map.hpp"
#include "base/text.hpp"
#include "graph/graph_data.hpp"

namespace entente {
namespace {

// In a larger graph only names and words that begin alike are compared with a misspelt one.
constexpr std::size_t kCompareAll = 100'000;

constexpr std::pair<const char*, bool> kKeysOfNames[] = {{"name", false}, {"aliases", true}};

// Of the owner `at`, which is the vertex `v`.
void add_names(const PropertyColumn& column, std::uint32_t at, Vertex v, SymbolId key, bool is_alias,
               std::vector<NameEntry>& out) {
  const PropertyRange range = column.of(at, key);
  for (std::size_t i = range.first; i < range.last; ++i) {
    const Value& value = column.value(i);
    const auto add = [&](const Value& name) {
      if (name.is_string()) out.push_back({v, name.string(), column.validity(i), is_alias});
    };
    if (value.is_list()) {
      for (const Value& name : value.list()) add(name);
    } else {
      add(value);
    }
  }
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += character_length(text, at)) ++count;
  return count;
}

// How far the words that are looked for are from those of a name: each from its nearest one, by what is a slip of the
// pen in a word of its length. A word is met in many names, and compared once.
class WordDistance {
 public:
  // `alike`: only words that begin alike are compared.
  WordDistance(std::string_view wanted, bool alike) : alike_(alike) {
    for (const std::string_view word : words_of(wanted)) words_.push_back({word, count_characters(word) / 4, {}});
    if (words_.size() > kMostWords) words_.clear();
  }

  // Nothing: one of the words is near none of the name's.
  std::optional<std::size_t> from(std::string_view name) {
    if (words_.empty()) return std::nullopt;
    const std::vector<std::string_view> own = words_of(name);
    std::size_t sum = 0;
    for (Wanted& word : words_) {
      std::size_t best = word.limit + 1;
      for (const std::string_view other : own) best = std::min(best, between(word, other));
      if (best > word.limit) return std::nullopt;
      sum += best;
    }
    return sum;
  }

 private:
  static constexpr std::size_t kMostWords = 8;
  struct Wanted {
    std::string_view text;
    std::size_t limit;
    HashMap<std::string_view, std::size_t> known;
  };

  std::size_t between(Wanted& wanted, std::string_view word) const {
    if (word == wanted.text) return 0;
    const std::size_t shorter = std::min(word.size(), wanted.text.size());
    const std::size_t longer = std::max(word.size(), wanted.text.size());
    // A character more is at most four bytes more.
    if (longer - shorter > 4 * wanted.limit) return wanted.limit + 1;
    if (alike_ && word.front() != wanted.text.front()) return wanted.limit + 1;
    const auto [known, is_new] = wanted.known.try_emplace(word, std::size_t{0});
    if (is_new) known->second = edit_distance(wanted.text, word, wanted.limit);
    return known->second;
  }

  bool alike_;
  std::vector<Wanted> words_;
};

}  // namespace

void NameIndex::make(const GraphData& data) const {
  std::vector<NameEntry> entries;
  for (const auto& [key, is_alias] : kKeysOfNames) {
    const std::optional<SymbolId> symbol = data.symbols.find(key);
    if (!symbol) continue;
    for (Vertex v = 0; v < data.vertices.id.size(); ++v) {
      add_names(data.vertices.properties, v, v, *symbol, is_alias, entries);
    }
  }
  // Where data names nothing, the key is what people know it by.
  std::vector<bool> is_named(data.vertices.id.size());
  for (const NameEntry& entry : entries) is_named[entry.vertex] = true;
  for (Vertex v = 0; v < data.vertices.id.size(); ++v)
    if (!is_named[v]) entries.push_back({v, data.vertices.keys.at(v), nullptr, false});
  std::vector<std::string> folded;
  folded.reserve(entries.size());
  for (const NameEntry& entry : entries) folded.push_back(fold_name(entry.name));
  std::vector<std::size_t> order(entries.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tie(folded[a], entries[a].vertex) < std::tie(folded[b], entries[b].vertex);
  });
  folded_.reserve(order.size());
  entries_.reserve(order.size());
  for (const std::size_t i : order) {
    folded_.push_back(std::move(folded[i]));
    entries_.push_back(entries[i]);
  }
}

void NameIndex::make_once(const GraphData& data) const {
  std::call_once(made_, [&] { make(data); });
}

std::span<const NameEntry> NameIndex::find(const GraphData& data, std::string_view text) const {
  make_once(data);
  const auto [first, last] = std::equal_range(folded_.begin(), folded_.end(), fold_name(text));
  return std::span<const NameEntry>(entries_).subspan(static_cast<std::size_t>(first - folded_.begin()),
                                                      static_cast<std::size_t>(last - first));
}

std::vector<NameEntry> NameIndex::names(const SymbolTable& symbols, const VertexFacts& facts, std::uint32_t at,
                                        Vertex v) {
  std::vector<NameEntry> entries;
  for (const auto& [key, is_alias] : kKeysOfNames) {
    if (const std::optional<SymbolId> symbol = symbols.find(key))
      add_names(facts.properties, at, v, *symbol, is_alias, entries);
  }
  if (entries.empty()) entries.push_back({v, facts.keys.at(at), nullptr, false});
  return entries;
}

namespace {

// How far names are from the text that is looked for; those that are near. Folded names must outlive it.
class NearNames {
 public:
  NearNames(std::string_view text, bool alike)
      : wanted_(fold_name(text)),
        alike_(alike),
        by_words_(wanted_, alike),
        limit_(std::max<std::size_t>(1, wanted_.size() / 3)) {}

  bool is_empty() const { return wanted_.empty(); }

  void look(const std::string& folded, const NameEntry& entry) {
    if (folded.empty()) return;
    std::size_t distance = by_words_.from(folded).value_or(limit_ + 1);
    if (distance > 0 && !(alike_ && folded.front() != wanted_.front()))
      distance = std::min(distance, edit_distance(wanted_, folded, limit_));
    if (distance <= limit_ && distance < wanted_.size()) found_.push_back({distance, entry, folded});
  }

  std::vector<std::string> best(std::size_t count) {
    // Of those that are called alike, the first.
    std::sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
      return std::tie(a.folded, a.entry.vertex, a.entry.is_alias) <
             std::tie(b.folded, b.entry.vertex, b.entry.is_alias);
    });
    const auto called_alike = [](const Found& a, const Found& b) { return a.folded == b.folded; };
    found_.erase(std::unique(found_.begin(), found_.end(), called_alike), found_.end());
    std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
      return std::tie(a.distance, a.entry.is_alias, a.folded, a.entry.vertex) <
             std::tie(b.distance, b.entry.is_alias, b.folded, b.entry.vertex);
    });
    std::vector<std::string> names;
    HashSet<Vertex> offered;
    for (const Found& found : found_) {
      if (names.size() == count) break;
      if (!offered.insert(found.entry.vertex).second) continue;  // by another name of its own
      std::string name(found.entry.name);
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
    return names;
  }

 private:
  struct Found {
    std::size_t distance;
    NameEntry entry;
    std::string_view folded;
  };
  std::string wanted_;
  bool alike_;
  WordDistance by_words_;
  std::size_t limit_;
  std::vector<Found> found_;
};

}  // namespace

std::vector<std::string> NameIndex::nearest(const GraphData& data, std::string_view text, std::size_t count,
                                            const Others& others) const {
  make_once(data);
  std::vector<std::string> folded;
  for (const NameEntry& entry : others.entries) folded.push_back(fold_name(entry.name));
  NearNames near(text, folded_.size() > kCompareAll);
  if (near.is_empty()) return {};
  std::size_t last = folded_.size();  // that was looked at
  for (std::size_t i = 0; i < folded_.size(); ++i) {
    if (last < i && folded_[i] == folded_[last]) continue;
    if (std::binary_search(others.replaced.begin(), others.replaced.end(), entries_[i].vertex)) continue;
    near.look(folded_[i], entries_[i]);
    last = i;
  }
  for (std::size_t i = 0; i < folded.size(); ++i) near.look(folded[i], others.entries[i]);
  return near.best(count);
}

}  // namespace entente
