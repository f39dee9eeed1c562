// A system time is no valid time: it can't be asked for in a predicate over valid time.
#include "entente/time/period.hpp"

int main() {
  const entente::Period period;
#ifdef ENTENTE_OK
  return certainly(holds_at(period, entente::Instant{5})) ? 1 : 0;
#else
  return certainly(holds_at(period, entente::SystemTime{5})) ? 1 : 0;
#endif
}
