// A system time can't bound a stretch of valid time.
#include "entente/time/period.hpp"

int main() {
#ifdef ENTENTE_OK
  return entente::Period::certain(entente::Instant{1}, entente::Instant{2}).is_certain() ? 0 : 1;
#else
  return entente::Period::certain(entente::SystemTime{1}, entente::SystemTime{2}).is_certain() ? 0 : 1;
#endif
}
