// The sum of two points in time means nothing.
#include "entente/time/instant.hpp"

int main() {
  const entente::Instant a{1}, b{2};
#ifdef ENTENTE_OK
  return a < b ? 1 : 0;
#else
  return (a + b).seconds > 0 ? 1 : 0;
#endif
}
