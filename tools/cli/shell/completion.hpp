// What the Tab key offers: a function of the text, the cursor and the words that are known.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace entente::cli {

struct Vocabulary {
  // A command of the shell, without its colon, and the words that can stand behind it.
  struct Command {
    std::string name;
    std::vector<std::string> arguments;
  };
  std::vector<std::string> keywords, functions, procedures;  // of the language; functions without parentheses
  std::vector<std::string> labels, types, properties;        // of the store
  std::vector<std::string> names;                            // of entities
  std::vector<std::string> parameters;                       // without `$`
  std::vector<Command> commands;
};

struct Completion {
  std::size_t from = 0;                 // each candidate stands for the text from here to the cursor
  std::vector<std::string> candidates;  // in order; as they are typed, with quotes where the language wants them
};

// By what stands before the cursor:
//   - `:` at the beginning: commands of the shell, behind one its words;
//   - inside quotes: names of entities, those that begin so, else those with a word that does; none where a date stands
//     (AS OF) or another property than a name is compared;
//   - behind `:` or `|` of a relation `[…]`: relation types; of anything else: labels;
//   - behind `.`: properties, or the fields of a period; behind `{` and `,` in the braces of a pattern: properties;
//   - behind `$`: parameters; behind CALL: procedures; else keywords, functions and the names given in the text.
// Case does not matter. Cost: linear in the words of that kind.
Completion complete(std::string_view text, std::size_t cursor, const Vocabulary& vocabulary);

}  // namespace entente::cli
