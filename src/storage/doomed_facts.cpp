#include "storage/doomed_facts.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "model/wording.hpp"

namespace entente {
namespace {

// Calls `take` with each text of a value.
void each_text(const Value& value, const std::function<void(const std::string&)>& take) {
  if (value.is_string()) return take(value.string());
  if (value.is_list())
    for (const Value& item : value.list()) each_text(item, take);
  if (value.is_map())
    for (const auto& entry : value.map()) each_text(entry.second, take);
}

std::vector<std::string> texts_of(const Value& value) {
  std::vector<std::string> texts;
  each_text(value, [&texts](const std::string& text) { texts.push_back(text); });
  return texts;
}

// A letter, a digit, or a part of a character beyond ASCII.
bool is_of_word(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u >= 0x80 || (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || u == '_';
}

bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool begins = at == 0 || !is_of_word(text[at - 1]) || !is_of_word(word.front());
    const bool ends = end == text.size() || !is_of_word(text[end]) || !is_of_word(word.back());
    if (begins && ends) return true;
  }
  return false;
}

// As words are compared: folded, and any white space like one blank.
std::string folded_words(std::string_view text) {
  std::string words;
  for (const char c : entente::fold(text)) {
    const bool is_blank = c == ' ' || (c >= '\t' && c <= '\r');
    if (!is_blank)
      words.push_back(c);
    else if (!words.empty() && words.back() != ' ')
      words.push_back(' ');
  }
  while (!words.empty() && words.back() == ' ') words.pop_back();
  return words;
}

std::string first_of(const std::vector<std::string>& names, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), Erased::kMostNamed); ++i) text += (i == 0 ? "" : ", ") + names[i];
  return count > std::min(names.size(), Erased::kMostNamed) ? text + ", …" : text;
}

}  // namespace

SymbolId DoomedFacts::symbol_of(std::string_view name) const {
  const auto found = std::find(symbols_.begin(), symbols_.end(), name);
  return {static_cast<std::uint32_t>(found - symbols_.begin())};  // behind all, where there is none
}

void DoomedFacts::each_row(const TakeRow& take) const {
  const auto each = [&](Family family) {
    read_rows(store_, sweep(kFirstPartition, family), {},
              [&](const Row& row) { at_row(family, row.key, [&] { take(family, row.key, row.value, {}); }); });
  };
  each(Family::kEntities);
  const CallOptions newest;
  OutRows(store_, directory_, newest).all({}, [&](const Row& row) {
    at_row(Family::kOut, row.key, [&] { take(Family::kOut, row.key, row.value, {}); });
  });
  read_rows(store_, sweep(kFirstPartition, Family::kHistory), {}, [&](const Row& row) {
    at_row(Family::kHistory, row.key, [&] {
      const HistoryKey key = read_history_key(row.key);
      take(key.family, key.row_key, row.value, key.superseded);
    });
  });
}

void DoomedFacts::find() {
  // First the entities, which relations may end at, now or formerly.
  const auto entities = [&](Family family, std::string_view key, std::string_view value, TransactionId) {
    if (family == Family::kEntities) note_entity(key, value);
  };
  each_row(entities);
  const auto relations = [&](Family family, std::string_view key, std::string_view value, TransactionId) {
    if (family == Family::kOut) note_relation(key, value);
    if (family != Family::kEntities) return;
    StoredEntity entity;
    read_entity_row(key, value, entity);
    note_sources(entity, family, entity.key);
  };
  each_row(relations);
  refuse_both_kinds();
  find_forgotten();
  follow_conclusions();
  refuse_sources();
  std::sort(words_.begin(), words_.end());
  words_.erase(std::unique(words_.begin(), words_.end()), words_.end());
}

void DoomedFacts::refuse_both_kinds() const {
  if (kind_ != ErasedKind::kEither) return;
  for (const std::string& key : wanted_)
    if (found_entities_.contains(key) && found_relations_.contains(key))
      throw Error(ErrorCode::kInvalidData, "an entity and a relation have, or had, the key `" + key + "`")
          .with_hint("say which is meant: --entity or --relation");
}

// Of a fact that was forgotten the reasons of commits may tell still.
void DoomedFacts::find_forgotten() {
  std::vector<std::string> missing;
  for (const std::string& key : wanted_)
    if (!found_entities_.contains(key) && !found_relations_.contains(key)) missing.push_back(key);
  if (missing.empty()) return;
  HashSet<std::string> named;
  if (register_value(store_, kFloorRegister))
    read_rows(store_, sweep(kFirstPartition, Family::kCommits), {}, [&](const Row& row) {
      at_row(Family::kCommits, row.key, [&] {
        const std::string reason = folded_words(read_commit_value(row.value).reason);
        for (const std::string& key : missing)
          if (has_word(reason, folded_words(key))) named.insert(key);
      });
    });
  for (const std::string& key : missing) {
    if (!named.contains(key))
      throw Error(ErrorCode::kNotFound, "no entity or relation is or was called `" + key + "`")
          .with_hint("`entente find` finds what is in the store now by a part of a name");
    note_word(key);
    premises_.insert(key);
    source_keys_.insert(key);
    forgotten_.push_back(key);
  }
  each_row([this](Family family, std::string_view key, std::string_view value, TransactionId) {
    if (family == Family::kEntities) {
      StoredEntity entity;
      read_entity_row(key, value, entity);
      note_sources(entity, family, entity.key);
    } else if (family == Family::kOut) {
      StoredRelation relation;
      read_out_row(key, value, relation);
      note_sources(relation, family, reference_to(relation));
    }
  });
}

void DoomedFacts::note_word(std::string_view word) {
  if (std::string folded = folded_words(word); !folded.empty()) words_.push_back(std::move(folded));
}

void DoomedFacts::note_names(const StoredEntity& entity) {
  note_word(entity.key);
  const SymbolId name = symbol_of("name"), aliases = symbol_of("aliases");
  for (const StoredProperty& p : entity.properties)
    if (p.key == name || p.key == aliases)
      for (const std::string& text : texts_of(p.value)) note_word(text);
}

bool DoomedFacts::is_premise(const std::string& reference) const {
  if (premises_.contains(reference)) return true;
  if (!reference.starts_with('(') || source_keys_.empty()) return false;
  // "(china)-[ALLY_OF]->(soviet-union) 1950", as in_short says it.
  const std::size_t type = reference.find(")-["), to = reference.find("]->(");
  if (type == std::string::npos || to == std::string::npos) return false;
  const std::size_t begin = to + 4, end = reference.find(')', begin);
  return source_keys_.contains(reference.substr(1, type - 1)) ||
         (end != std::string::npos && source_keys_.contains(reference.substr(begin, end - begin)));
}

void DoomedFacts::note_entity(std::string_view key, std::string_view value) {
  StoredEntity entity;
  read_entity_row(key, value, entity);
  keys_[entity.id.value] = entity.key;
  if (kind_ == ErasedKind::kRelations || !wanted_.contains(entity.key)) return;
  found_entities_.insert(entity.key);
  entities_.insert(entity.id.value);
  source_keys_.insert(entity.key);
  premises_.insert(entity.key);
  note_names(entity);
}

std::string DoomedFacts::reference_to(const StoredRelation& relation) const {
  if (!relation.key.empty()) return relation.key;
  const auto key_of = [&](EntityId id) {
    const auto found = keys_.find(id.value);
    return found == keys_.end() ? std::string() : found->second;
  };
  const std::string type = relation.type.value < symbols_.size() ? symbols_[relation.type.value] : "?";
  return in_short(key_of(relation.from), type, key_of(relation.to), relation.validity);
}

void DoomedFacts::note_relation(std::string_view key, std::string_view value) {
  StoredRelation relation;
  read_out_row(key, value, relation);
  const bool is_named = kind_ != ErasedKind::kEntities && !relation.key.empty() && wanted_.contains(relation.key);
  if (is_named) found_relations_.insert(relation.key);
  if (is_named || has_entity(relation.from.value) || has_entity(relation.to.value)) {
    relations_.insert(relation.id.value);
    premises_.insert(reference_to(relation));
    note_word(relation.key);
    return;
  }
  if (!source_keys_.empty()) note_sources(relation, Family::kOut, reference_to(relation));
  if (relation.attribution.provenance != Provenance::kDerived) return;
  std::vector<std::string> rests_on;
  for (const StoredProperty& p : relation.properties)
    if (p.key == rests_on_)
      for (std::string& text : texts_of(p.value)) rests_on.push_back(std::move(text));
  if (!rests_on.empty()) of_rules_.push_back({relation.id.value, std::move(rests_on), reference_to(relation)});
}

// What was concluded from a conclusion that goes, goes.
void DoomedFacts::follow_conclusions() {
  for (bool is_new = true; is_new;) {
    is_new = false;
    for (const Conclusion& c : of_rules_) {
      const auto is_doomed = [this](const std::string& reference) { return is_premise(reference); };
      if (has_relation(c.id) || std::none_of(c.rests_on.begin(), c.rests_on.end(), is_doomed)) continue;
      relations_.insert(c.id);
      ++conclusions_;
      premises_.insert(c.reference);
      note_word(c.reference);
      is_new = true;
    }
  }
}

template <class Fact>
void DoomedFacts::note_sources(const Fact& fact, Family family, const std::string& reference) {
  if (source_keys_.empty()) return;
  const auto note = [&](const std::vector<SourceRef>& sources) {
    for (const SourceRef& s : sources)
      if (source_keys_.contains(s.source)) citations_.push_back({family, fact.id.value, s.source, reference});
  };
  note(fact.attribution.sources);
  for (const Dating& dating : fact.datings) note(dating.sources);
  for (const StoredProperty& p : fact.properties) note(p.sources);
}

void DoomedFacts::refuse_sources() const {
  std::vector<std::string> resting;
  std::string source;
  HashSet<std::string> seen;
  for (const Citation& c : citations_) {
    if (c.family == Family::kEntities ? has_entity(c.id) : has_relation(c.id)) continue;
    if (source.empty()) source = c.source;
    if (c.source == source && seen.insert(c.reference).second) resting.push_back(c.reference);
  }
  if (resting.empty()) return;
  throw Error(ErrorCode::kInvalidData,
              "`" + source + "` can't be erased: it is a source of " + std::to_string(resting.size()) +
                  (resting.size() == 1 ? " fact: " : " facts: ") + first_of(resting, resting.size()))
      .with_hint("state them by other sources, or erase them, too; versions of before go with `entente forget`");
}

bool DoomedFacts::are_named_by(std::string_view text) const {
  if (text.empty()) return false;
  const std::string folded = folded_words(text);
  return std::any_of(words_.begin(), words_.end(), [&](const std::string& word) { return has_word(folded, word); });
}

template <class Fact>
bool DoomedFacts::take_premises(Fact& fact) const {
  bool has_some = false;
  for (StoredProperty& p : fact.properties) {
    if (p.key != rests_on_) continue;
    const std::vector<std::string> texts = texts_of(p.value);
    const auto is_doomed = [this](const std::string& text) { return is_premise(text); };
    if (std::none_of(texts.begin(), texts.end(), is_doomed)) continue;
    has_some = true;
    List left;
    if (p.value.is_list())
      for (const Value& item : p.value.list())
        if (!item.is_string() || !is_doomed(item.string())) left.push_back(item);
    p.value = left.empty() ? Value() : Value(std::move(left));
  }
  std::erase_if(fact.properties,
                [&](const StoredProperty& p) { return has_some && p.key == rests_on_ && p.value.is_null(); });
  return has_some;
}

template bool DoomedFacts::take_premises(StoredEntity& fact) const;
template bool DoomedFacts::take_premises(StoredRelation& fact) const;

}  // namespace entente
