// Which variables a place in a query can see, and what is known of their values before anything runs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/functions/kind.hpp"
#include "query/plan/plan.hpp"

namespace entente {

// The slice that applies to property reads of a value. kNoSlice: the value holds nothing that was matched.
inline constexpr plan::SliceIndex kNoSlice = -2;

struct Type {
  Kind kind = Kind::kAny;
  Kind element = Kind::kAny;  // of a list
  plan::SliceIndex slice = kNoSlice;
};

struct Binding {
  std::string name;
  plan::Slot slot;
  Type type;
};

class Scope {
 public:
  const Binding* find(std::string_view name) const;  // the newest one of that name; null: none
  void add(Binding binding) { bindings_.push_back(std::move(binding)); }
  bool empty() const { return bindings_.empty(); }
  std::size_t size() const { return bindings_.size(); }
  // In order of introduction.
  const std::vector<Binding>& bindings() const { return bindings_; }
  // The nearest visible name to a misspelt one; empty: none is near.
  std::string nearest_to(std::string_view name) const;

 private:
  std::vector<Binding> bindings_;
};

}  // namespace entente
