// Periods have no order: the caller says before, or which bounds are compared.
#include "entente/time/period.hpp"

int main() {
  const entente::Period p, q;
#ifdef ENTENTE_OK
  return certainly(before(p, q)) ? 1 : 0;
#else
  return p < q ? 1 : 0;
#endif
}
