// Three-valued truth is no condition: the caller says whether certainly or possibly is meant.
#include "entente/time/truth.hpp"

int main() {
  const entente::Truth truth = entente::Truth::kUnknown;
#ifdef ENTENTE_OK
  return certainly(truth) ? 1 : 0;
#else
  if (truth) return 1;
  return 0;
#endif
}
