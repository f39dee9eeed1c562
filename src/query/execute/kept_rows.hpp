// What operators that leave out rows have in common.
#pragma once

#include <algorithm>

#include "query/execute/execute.hpp"

namespace entente {

// Asks for more at once each time nothing was kept: a request for one row must not make a long search slow.
class RequestGrowth {
 public:
  explicit RequestGrowth(Batch& batch) : batch_(batch), requested_(batch.requested()) {}
  ~RequestGrowth() { batch_.request(requested_); }
  RequestGrowth(const RequestGrowth&) = delete;
  RequestGrowth& operator=(const RequestGrowth&) = delete;
  void grow() { batch_.request_more(); }

 private:
  Batch& batch_;
  std::size_t requested_;
};

// Keeps the rows for which `keep` says so, in order.
template <class Keep>
bool next_kept(RowSource& input, Batch& out, const Keep& keep) {
  RequestGrowth requested(out);
  while (input.next(out)) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (keep(out.row(i))) out.swap_rows(kept++, i);
    }
    out.shorten(kept);
    if (kept > 0) return true;
    requested.grow();
  }
  return false;
}

}  // namespace entente
