// What the name of a column says that its values are.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace entente {

enum class ColumnWord : unsigned char {
  kNone,
  kId,
  kName,
  kGivenName,
  kFamilyName,
  kType,
  kRelation,  // the type of a relation, and of nothing else
  kStart,
  kEnd,
  kDate,
  kAliases,
  kSource,
};

// The words of a name: folded, in single blanks: "Birth_Date", "birthDate" and "birth date" are alike.
std::string words_of_name(std::string_view name);

ColumnWord word_of_column(std::string_view name);

// Whether a start or end is that of a life: "birth date", "died".
bool is_of_life(std::string_view name);

// Whether a start or end is that of a membership, and of no life: "joined", "left".
bool is_of_membership(std::string_view name);

// What one row of it names, where that is somebody or something that people belong to.
enum class Noun : unsigned char { kNone, kPerson, kBody };
Noun noun_of_column(std::string_view name);

// Which end of a relation a column is by its name, of which pair of names: {"from", true}, {"from", false} for "from"
// and "to". The two columns of a pair have the same text.
std::optional<std::pair<std::string, bool>> end_of_pair(std::string_view name);

// One of what a file's name counts, as the name of a type: "people.csv" Person, "battle_sites.tsv" BattleSite. Empty:
// the name says nothing ("table.csv", "data").
std::string type_of_file(std::string_view file);

}  // namespace entente
