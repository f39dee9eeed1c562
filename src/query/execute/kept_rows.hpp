// What operators that leave out rows have in common.
#pragma once

#include <algorithm>

#include "query/execute/execute.hpp"

namespace entente {

// Asks for more at once each time nothing was kept: a wish for one row must not make a long search slow.
class WishGrowth {
 public:
  explicit WishGrowth(Batch& batch) : batch_(batch), wish_(batch.wish()) {}
  ~WishGrowth() { batch_.set_wish(wish_); }
  WishGrowth(const WishGrowth&) = delete;
  WishGrowth& operator=(const WishGrowth&) = delete;
  void grow() { batch_.raise_wish(); }

 private:
  Batch& batch_;
  std::size_t wish_;
};

// Keeps the rows for which `keep` says so, in order.
template <class Keep>
bool next_kept(RowSource& input, Batch& out, const Keep& keep) {
  WishGrowth wish(out);
  while (input.next(out)) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (keep(out.row(i))) out.swap_rows(kept++, i);
    }
    out.shorten(kept);
    if (kept > 0) return true;
    wish.grow();
  }
  return false;
}

}  // namespace entente
