// What people bring from other languages, and the way that leads there here: one table for all messages.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

enum class HabitKind : std::uint8_t {
  kWord,     // where a clause, an operator or the end of the query may stand
  kCreated,  // behind CREATE
  kFunction,
  kProcedure,
  kSign,  // signs that begin what is written otherwise here, as they follow one another
};

struct Habit {
  HabitKind kind;
  // In lower case. Of functions and procedures one that ends in a full stop stands for all that begin with it.
  std::vector<std::string_view> names;
  std::string_view hint;
  // A statement that fails with this hint. One that no longer does means that the language has learned it: then the
  // entry has to go.
  std::string_view example;
};

std::span<const Habit> habits();

// Without regard to case; empty: it is none.
std::string hint_for_habit(HabitKind kind, std::string_view name);

}  // namespace entente
