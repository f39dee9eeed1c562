// The words of the language: which are reserved, and what a misspelt one may have meant.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace entente::syntax {

// True for the words that are no variable names without backticks: those that begin a clause, join operands by logic,
// or are values. openCypher reserves more (`end`, `when`, `contains`); here these, and all words of the temporal
// extension, are keywords only where they stand as one.
bool is_reserved(std::string_view word);

// "did you mean MATCH?" for a word where one of `candidates` was expected; empty where none is near. Knows a few words
// of other languages ("SELECT") as well.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

// The words that may begin a clause or a part of one.
std::span<const std::string> clause_words();
// The words that may stand between two operands.
std::span<const std::string> operator_words();

}  // namespace entente::syntax
