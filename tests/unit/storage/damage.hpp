// Damage to the files of a store, and whether the store stands it: it gives one clear error or the right answer, never
// another one, and what is written afterwards makes no loss final.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "storage/fact_store.hpp"

namespace entente {

// A store as a program left it that closed it, or that was killed.
struct Specimen {
  std::string name;
  std::string path;
  std::uint64_t head = 0;  // its newest commit
  std::string answer;      // all that it holds, at the head and before
};

// Small commits, closed and killed; a large one; small ones behind a large one, with history, closed and killed; many,
// flushed and killed.
std::vector<Specimen> make_specimens(const std::string& folder);

struct Damage {
  enum class Kind { kFlip, kCut, kZero, kDelete, kEmpty, kAppend, kDouble };
  std::string file;  // in the store's folder
  Kind kind;
  std::uint64_t at = 0, length = 0;

  std::string text() const;
};

std::vector<std::string> files_of(const Specimen& specimen);
Damage random_damage(const Specimen& specimen, std::mt19937_64& random);
Damage cut_of(const std::string& file, std::uint64_t length);
std::string file_list_of_specimen(const Specimen& specimen);  // its file, in the store's folder

struct Outcome {
  std::string fault;        // empty: as it should be
  bool is_refused = false;  // by reading
  bool is_found = false;    // refused, or found by the check
};
// Damages a copy of the specimen at `work`, reads it, writes to it.
Outcome outcome_of(const Specimen& specimen, const Damage& damage, const std::string& work);

}  // namespace entente
