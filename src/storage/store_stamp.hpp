// Whether a store on disk may have changed.
#pragma once

#include <string>

namespace entente {

// What the files that a commit writes to look like from outside: it is another text after every commit that any process
// made to the store in the folder `path`, and may be another without one. Cost: reading the folder's names, and the
// sizes of a few files. Empty where there is no store.
std::string store_stamp(const std::string& path);

}  // namespace entente
