// The words before a pattern that say which of its paths are meant.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "entente/graph/path_choice.hpp"

namespace entente::syntax {

struct PathModeWord {
  std::string_view word;
  PathMode mode;
};
inline constexpr std::array kPathModeWords = {
    PathModeWord{"WALK", PathMode::kWalk}, PathModeWord{"TRAIL", PathMode::kTrail},
    PathModeWord{"SIMPLE", PathMode::kSimple}, PathModeWord{"ACYCLIC", PathMode::kAcyclic}};

// As the language has them: "POSSIBLY CHRONOLOGICAL ANY SHORTEST"; empty where the pattern needs none.
std::string words_of(const PathSelection& selection);

}  // namespace entente::syntax
