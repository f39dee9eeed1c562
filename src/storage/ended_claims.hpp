// That a fact ended, said in what each of those who state it says: so nobody's word is lost, and each may still be
// stated anew or withdrawn by itself.
#pragma once

#include <string>
#include <string_view>

#include "entente/time/ending.hpp"
#include "storage/contributors.hpp"

namespace entente {

// What is said once the fact ended: each that dates it dates it so, and where nobody does, all do. `said` is what `by`
// say together, of a relation as claims (contributors.hpp). Throws kInvalidData where one of them can't have ended then
// (with_end); `by` may then have changed.
std::string end_claims(Contributors& by, std::string_view said, const StatedEnd& end, FactKind kind);

}  // namespace entente
