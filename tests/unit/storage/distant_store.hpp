// A store as a slow cluster would be: what `Store` promises, and nothing beyond it.
#pragma once

#include <memory>

#include "storage/store.hpp"

namespace entente {

// Rows in memory, behind a line that is slow and loses answers. Every other call loses some of its answers, or a row of
// them, which `sent_rows` gives away; asked again, it answers whole. Answers come in no order, in pages of at most
// seven rows, with a `resume` that is no key. The rows of a commit are written partition by partition, and are there
// before its register moves. It has no read points.
std::unique_ptr<Store> open_distant_store();

}  // namespace entente
