// Text made of the columns of a row: "state:{stateID}".
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash_map.hpp"

namespace entente {

using Lookup = HashMap<std::string, std::string>;

// What a row has in one column of a column map, after replacements.
struct ColumnCell {
  std::string_view text;
  bool has_value = false;
};

// The steps of a template. Words of letters and digits, joined: "Western Asia" is western-asia.
std::string slug(std::string_view text);
// The usual form of relation types: "wasBornIn" and "Was born in" are WAS_BORN_IN.
std::string snake(std::string_view text);

class Template {
 public:
  // What fills a place besides the columns themselves.
  struct Names {
    // The number by which rows know a column. May throw.
    std::function<std::size_t(std::string_view column)> slot;
    // A table of the map, by name; null: there is none.
    std::function<const Lookup*(std::string_view name)> lookup;
  };

  Template() = default;
  // `{column}`, `{column|step|step}` where a step is a lookup, `slug` or `snake`; `{{` and `}}` are braces. Throws
  // kInvalidData.
  Template(std::string_view text, const Names& names);

  // Appends to `text`; false, with the column's slot, where a column has no value. Throws kInvalidData, with `missing`
  // set, where a lookup does not have the value.
  bool append_to(std::string& text, std::span<const ColumnCell> row, std::size_t& missing) const;

  bool empty() const { return pieces_.empty(); }
  bool is_constant() const;
  // Of the columns in it, the first; 0: it has none.
  std::size_t first_slot() const;
  // The column that it is, as it stands there; 0: it is more than that, or less.
  std::size_t plain_slot() const;

 private:
  enum class Builtin : unsigned char { kNone, kSlug, kSnake };
  struct Step {
    Builtin builtin = Builtin::kNone;
    const Lookup* lookup = nullptr;
    std::string name;
  };
  struct Piece {
    std::string literal;  // of a place: empty
    bool is_place = false;
    std::size_t slot = 0;
    std::vector<Step> steps;
  };
  static Piece place(std::string_view text, const Names& names);

  std::vector<Piece> pieces_;
};

}  // namespace entente
