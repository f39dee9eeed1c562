// Calendar amounts are added to valid time only.
#include "entente/time/duration.hpp"

int main() {
  const entente::Duration day{0, 1, 0};
#ifdef ENTENTE_OK
  return add(entente::Instant{1}, day) ? 0 : 1;
#else
  return add(entente::SystemTime{1}, day) ? 0 : 1;
#endif
}
