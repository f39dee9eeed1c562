#include "algorithms/scratch.hpp"

namespace entente {

TraversalScratch& thread_scratch() {
  thread_local TraversalScratch scratch;
  return scratch;
}

}  // namespace entente
