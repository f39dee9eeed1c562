// Calendar amounts have no order: whether a month exceeds 30 days depends on the month.
#include "entente/time/duration.hpp"

int main() {
  const entente::Duration month{1, 0, 0}, days{0, 30, 0};
#ifdef ENTENTE_OK
  return month == days ? 1 : 0;
#else
  return month > days ? 1 : 0;
#endif
}
