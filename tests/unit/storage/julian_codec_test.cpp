// Validity in the Julian calendar is kept as it was stated.
#include <gtest/gtest.h>

#include <string>

#include "entente/model/value.hpp"
#include "entente/time/validity.hpp"
#include "storage/values.hpp"

namespace entente {
namespace {

TEST(JulianCodec, DetailKeepsTextAndCalendar) {
  for (const char* edtf : {"1917-10-25", "1917-10", "1917/1918", "191X~"}) {
    for (const Extent extent : {Extent::kWithin, Extent::kThroughout, Extent::kObserved}) {
      const Validity v = read_validity(edtf, extent, false, Calendar::kJulian).value();
      ASSERT_TRUE(has_detail(v));
      std::string bytes;
      put_detail(bytes, v);
      ByteReader in(bytes);
      Validity read;
      read.bounds = v.bounds;
      read_detail(in, read);
      EXPECT_EQ(read, v);
    }
  }
}

TEST(JulianCodec, PeriodsAsValuesKeepTextAndCalendar) {
  const Value value = read_validity("1917-10-25", Extent::kWithin, false, Calendar::kJulian).value();
  std::string bytes;
  put_value(bytes, value);
  ByteReader in(bytes);
  EXPECT_EQ(read_value(in).period(), value.period());
}

}  // namespace
}  // namespace entente
