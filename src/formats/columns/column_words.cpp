#include "formats/columns/column_words.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"

namespace entente {
namespace {

struct Words {
  ColumnWord word;
  std::string_view names;  // each between bars
};
constexpr std::array kWords = {
    Words{ColumnWord::kId, "|id|ids|key|identifier|code|qid|uri|iri|slug|uid|uuid|"},
    Words{ColumnWord::kName,
          "|name|names|label|title|full name|fullname|display name|preferred name|preferred label|pref label|heading|"},
    Words{ColumnWord::kGivenName, "|first name|firstname|given name|given names|forename|forenames|"},
    Words{ColumnWord::kFamilyName, "|last name|lastname|family name|surname|"},
    Words{ColumnWord::kType, "|type|kind|class|category|entity type|node type|types|"},
    Words{ColumnWord::kRelation,
          "|relation|relations|relationship|predicate|verb|relation type|relationship type|edge type|link type|"},
    Words{
        ColumnWord::kAliases,
        "|alias|aliases|aka|a k a|also known as|also called|other name|other names|alternative name|alternative names|"
        "alternate name|alternate names|alt name|alt names|alt label|alt labels|synonym|synonyms|nickname|nicknames|"
        "variant|variants|name variants|"},
    Words{ColumnWord::kSource,
          "|source|sources|citation|citations|reference|references|ref|refs|cited|cited in|attested in|bibliography|"
          "literature|evidence|"},
    Words{ColumnWord::kStart,
          "|start|starts|started|begin|begins|began|beginning|from|since|born|birth|birthdate|birthday|birthyear|dob|"
          "founded|foundation|established|opened|created|inception|joined|startdate|startyear|commenced|"
          "geboren|geburt|geburtsdatum|geburtsjahr|geburtstag|beginn|anfang|von|seit|gegrundet|grundung|ne|nee|"
          "naissance|debut|depuis|fonde|fondee|fondation|nacido|nacida|nacimiento|inicio|desde|fundado|fundada|"
          "fundacion|nato|nata|nascita|inizio|dal|fondato|fondata|fondazione|"},
    Words{ColumnWord::kEnd,
          "|end|ends|ended|ending|finish|finished|to|until|till|thru|through|died|death|deathdate|deathyear|dod|"
          "dissolved|dissolution|abolished|closed|disbanded|left|enddate|endyear|"
          "gestorben|tod|todesdatum|todesjahr|todestag|sterbedatum|sterbejahr|ende|bis|aufgelost|auflosung|mort|morte|"
          "deces|decede|decedee|fin|jusqu a|muerto|muerta|muerte|fallecido|fallecida|fallecimiento|"
          "defuncion|hasta|disuelto|morto|morta|fine|fino a|"},
    Words{ColumnWord::kDate,
          "|date|dates|when|year|years|time|day|period|valid|lifetime|life|lifespan|floruit|dated|happened|occurred|"
          "datum|jahr|zeit|zeitpunkt|zeitraum|wann|annee|jour|quand|fecha|ano|anos|dia|cuando|anno|giorno|quando|"},
};
// At either end of a longer name they say what it is: "start of reign", "term end".
constexpr std::string_view kStrictStarts = "|start|begin|beginning|from|since|", kStrictEnds = "|end|to|until|till|";
// Beside another word they add nothing: "date of birth", "year founded", "valid from".
constexpr std::string_view kFillers =
    "|date|year|of|in|the|valid|on|at|event|active|datum|jahr|annee|fecha|ano|data|anno|de|di|";

bool is_one_of(std::string_view list, std::string_view word) {
  return list.find(fmt::format("|{}|", word)) != std::string_view::npos;
}

std::vector<std::string> split(const std::string& words) {
  std::vector<std::string> all;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    all.push_back(words.substr(at, end - at));
    at = end + 1;
  }
  return all;
}

ColumnWord exactly(std::string_view words) {
  for (const Words& w : kWords)
    if (is_one_of(w.names, words)) return w.word;
  return ColumnWord::kNone;
}

std::string singular(const std::string& word) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kOdd = {{{"people", "person"},
                                                                                  {"persons", "person"},
                                                                                  {"men", "man"},
                                                                                  {"women", "woman"},
                                                                                  {"children", "child"},
                                                                                  {"dynasties", "dynasty"},
                                                                                  {"movies", "movie"},
                                                                                  {"series", "series"},
                                                                                  {"alumni", "alumnus"}}};
  for (const auto& [many, one] : kOdd)
    if (word == many) return std::string(one);
  const auto ends = [&](std::string_view ending) { return word.size() > ending.size() + 1 && word.ends_with(ending); };
  if (ends("ies")) return word.substr(0, word.size() - 3) + "y";
  for (const char* ending : {"ches", "shes", "xes", "sses"})
    if (ends(ending)) return word.substr(0, word.size() - 2);
  if (ends("ss") || ends("us") || ends("is")) return word;
  return ends("s") ? word.substr(0, word.size() - 1) : word;
}

}  // namespace

std::string words_of_name(std::string_view name) {
  std::string spaced;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto c = static_cast<unsigned char>(name[i]);
    const auto before = static_cast<unsigned char>(i > 0 ? name[i - 1] : ' ');
    const bool is_word = std::isalnum(c) != 0 || c >= 0x80;
    const bool is_hump = std::isupper(c) != 0 && std::islower(before) != 0;
    const bool is_number = std::isdigit(c) != 0 && std::isalpha(before) != 0;
    if (!is_word || is_hump || is_number) spaced += ' ';
    if (is_word) spaced += name[i];
  }
  const std::vector<std::string> words = split(fold(spaced));
  std::string joined;
  for (const std::string& word : words)
    if (!word.empty()) joined += (joined.empty() ? "" : " ") + word;
  return joined;
}

ColumnWord word_of_column(std::string_view name) {
  const std::string words = words_of_name(name);
  if (words.empty()) return ColumnWord::kNone;  // "#"
  if (const ColumnWord word = exactly(words); word != ColumnWord::kNone) return word;
  std::vector<std::string> left;
  for (std::string& word : split(words))
    if (!is_one_of(kFillers, word)) left.push_back(std::move(word));
  const auto is_of_time = [](ColumnWord word) {
    return word == ColumnWord::kStart || word == ColumnWord::kEnd || word == ColumnWord::kDate;
  };
  if (left.empty()) return words == "data" ? ColumnWord::kNone : ColumnWord::kDate;  // "year of event"
  if (const ColumnWord word = exactly(fmt::format("{}", fmt::join(left, " "))); is_of_time(word)) return word;
  if (left.size() > 1)
    for (const std::string& word : {left.front(), left.back()}) {
      if (is_one_of(kStrictStarts, word)) return ColumnWord::kStart;
      if (is_one_of(kStrictEnds, word)) return ColumnWord::kEnd;
    }
  const std::vector<std::string> all = split(words);
  constexpr std::string_view kDated = "|date|dates|year|datum|jahr|annee|fecha|ano|anno|";
  const bool is_dated = is_one_of(kDated, all.front()) || is_one_of(kDated, all.back()) || all.back() == "on";
  return is_dated ? ColumnWord::kDate : ColumnWord::kNone;  // "date sent", "sent on"
}

bool is_of_life(std::string_view name) {
  const std::vector<std::string> words = split(words_of_name(name));
  return std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return is_one_of(
        "|born|birth|birthdate|birthday|birthyear|dob|died|death|deathdate|deathyear|dod|geboren|geburt|geburtsdatum|"
        "geburtsjahr|geburtstag|gestorben|tod|todesdatum|todesjahr|todestag|sterbedatum|sterbejahr|ne|nee|naissance|"
        "mort|morte|deces|decede|decedee|nacido|nacida|nacimiento|muerto|muerta|muerte|fallecido|fallecida|"
        "fallecimiento|defuncion|nato|nata|nascita|morto|morta|",
        word);
  });
}

bool is_of_membership(std::string_view name) {
  const std::string words = words_of_name(name);
  return is_one_of("|joined|date joined|left|date left|", words);
}

Noun noun_of_column(std::string_view name) {
  const std::string words = words_of_name(name);
  if (is_one_of("|person|member|employee|officer|official|politician|ambassador|student|scholar|player|artist|soldier|"
                "worker|",
                words))
    return Noun::kPerson;
  if (is_one_of("|organisation|organization|institution|company|firm|employer|party|club|committee|school|university|"
                "association|society|group|team|department|ministry|guild|regiment|band|office|",
                words))
    return Noun::kBody;
  return Noun::kNone;
}

std::optional<std::pair<std::string, bool>> end_of_pair(std::string_view name) {
  std::vector<std::string> words = split(words_of_name(name));
  // What the value is does not say which end it is: "source id", "from name".
  while (words.size() > 1 && is_one_of("|id|ids|name|key|node|code|entity|label|", words.back())) words.pop_back();
  if (words.size() > 1 && is_one_of("|node|entity|", words.front())) words.erase(words.begin());
  if (words.empty()) return std::nullopt;
  struct Pair {
    std::string_view name, first, second;
  };
  constexpr std::array kPairs = {Pair{"from", "|from|", "|to|"},
                                 Pair{"source", "|source|", "|target|"},
                                 Pair{"src", "|src|", "|dst|dest|destination|"},
                                 Pair{"subject", "|subject|", "|object|"},
                                 Pair{"head", "|head|", "|tail|"},
                                 Pair{"start", "|start|", "|end|"},
                                 Pair{"sender", "|sender|author|writer|", "|recipient|receiver|addressee|"},
                                 Pair{"parent", "|parent|", "|child|"},
                                 Pair{"husband", "|husband|", "|wife|"},
                                 Pair{"teacher", "|teacher|master|", "|student|pupil|"},
                                 Pair{"seller", "|seller|", "|buyer|"},
                                 Pair{"ego", "|ego|", "|alter|"},
                                 Pair{"one", "|one|", "|two|"},
                                 Pair{"a", "|a|", "|b|"},
                                 Pair{"1", "|1|", "|2|"}};
  for (const Pair& pair : kPairs)
    for (const bool is_first : {true, false})
      // Behind or before what both have in common: "person 1", "from person". A number alone names no end.
      for (const bool behind : {true, false}) {
        if (!is_one_of(is_first ? pair.first : pair.second, behind ? words.back() : words.front())) continue;
        std::vector<std::string> rest = words;
        rest.erase(behind ? rest.end() - 1 : rest.begin());
        if (rest.empty() && (pair.name == "1" || pair.name == "one")) continue;
        return std::pair(fmt::format("{} {}", pair.name, fmt::join(rest, " ")), is_first);
      }
  return std::nullopt;
}

std::string type_of_file(std::string_view file) {
  std::string stem(file.substr(0, file.find('.')));
  std::vector<std::string> words = split(words_of_name(stem));
  while (!words.empty() && std::isdigit(static_cast<unsigned char>(words.back().front())) != 0) words.pop_back();
  if (words.empty()) return {};
  const std::string last = singular(words.back());
  if (last == words.back() && is_one_of("|table|data|dataset|sheet|export|file|csv|stdin|input|list|test|", last))
    return {};
  if (is_one_of("|table|sheet|file|node|entity|thing|item|row|record|edge|link|", last)) return {};
  words.back() = last;
  std::string type;
  for (std::string& word : words) {
    word.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(word.front())));
    type += word;
  }
  return type;
}

}  // namespace entente
