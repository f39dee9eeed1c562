// Rejected records for people: by kind, the first of each, and how many more there are.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "entente/options.hpp"

namespace entente::cli {

class Rejections {
 public:
  void add(const RejectedRecord& rejected);
  // To standard error, kinds in the order of their first record. `all_in`: the file that holds all of them; empty:
  // none.
  void print(const std::string& all_in) const;

 private:
  static constexpr std::size_t kShownOfEach = 10;
  struct Kind {
    std::string name;
    std::vector<RejectedRecord> shown;
    std::size_t count = 0;
  };
  std::vector<Kind> kinds_;
};

// What reasons of one kind have in common: the field at fault, with which a reason begins, and the rest without the
// values and numbers in it.
std::string kind_of_rejection(std::string_view reason);

}  // namespace entente::cli
