// A point of valid time and a point of system time cannot be compared.
#include "entente/time/instant.hpp"

int main() {
  const entente::Instant valid{5};
  const entente::SystemTime system{5};
#ifdef ENTENTE_OK
  return valid == entente::Instant{5} && system == entente::SystemTime{5} ? 1 : 0;
#else
  return valid == system ? 1 : 0;
#endif
}
