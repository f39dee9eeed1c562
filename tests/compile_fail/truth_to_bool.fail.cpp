// Three-valued truth does not become a bool on its own.
#include "entente/time/truth.hpp"

int main() {
  const entente::Truth truth = entente::Truth::kUnknown;
#ifdef ENTENTE_OK
  const bool answer = possibly(truth);
#else
  const bool answer = truth;
#endif
  return answer ? 1 : 0;
}
