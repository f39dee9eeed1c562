// EDTF text at random: dates of every kind, intervals and sets, most of it valid.
#pragma once

#include <rapidcheck.h>

#include <string>

namespace entente::random_dates {

using rc::Gen;
namespace gen = rc::gen;

inline std::string padded(int value, std::size_t width) {
  const std::string digits = std::to_string(value);
  return std::string(width > digits.size() ? width - digits.size() : 0, '0') + digits;
}

inline Gen<std::string> qualifier() {
  return gen::weightedOneOf<std::string>(
      {{5, gen::just<std::string>("")}, {1, gen::element<std::string>("?", "~", "%")}});
}

// Digits, some of them replaced by X.
inline std::string mask(std::string digits, bool is_masked) {
  if (!is_masked) return digits;
  for (std::size_t i = digits.size(); i-- > 0;) {
    if (digits[i] != '-' && *gen::inRange(0, 3) == 0) digits[i] = 'X';
  }
  return digits;
}

inline Gen<std::string> year_digits() {
  return gen::map(gen::tuple(gen::inRange(1, 10'000), gen::inRange(0, 8)), [](const std::tuple<int, int>& parts) {
    return std::string(std::get<1>(parts) == 0 ? "-" : "") + padded(std::get<0>(parts), 4);
  });
}

// A year, month, day, season or date-time, mostly plain. Days go to 28 so that every month has them.
inline Gen<std::string> date() {
  return gen::exec([] {
    const bool is_masked = *gen::inRange(0, 4) == 0;
    const int kind = *gen::inRange(0, 6);
    std::string text = *qualifier() + mask(*year_digits(), is_masked) + *qualifier();
    if (text.size() >= 4 && text.find("0000") != std::string::npos) text = "1949";
    if (kind == 0) return text;
    if (kind == 1) return text + "-" + *qualifier() + std::to_string(*gen::inRange(21, 25)) + *qualifier();
    text += "-" + *qualifier() + mask(padded(*gen::inRange(1, 10), 2), is_masked) + *qualifier();
    if (kind == 2) return text;
    if (kind == 3) {
      return *year_digits() + "-" + padded(*gen::inRange(1, 13), 2) + "-" + padded(*gen::inRange(1, 29), 2) + "T" +
             padded(*gen::inRange(0, 24), 2) + ":" + padded(*gen::inRange(0, 60), 2) + ":" +
             padded(*gen::inRange(0, 60), 2) + *gen::element<std::string>("", "Z", "+05:30", "-08");
    }
    return text + "-" + *qualifier() + mask(padded(*gen::inRange(10, 20), 2), is_masked) + *qualifier();
  });
}

inline Gen<std::string> member() {
  return gen::exec([] { return *gen::inRange(0, 3) == 0 ? *date() + ".." + *date() : *date(); });
}

inline Gen<std::string> expression() {
  return gen::exec([] {
    switch (*gen::inRange(0, 6)) {
      case 0:
        return *date() + "/" + *date();
      case 1:
        return *date() + *gen::element<std::string>("/..", "/");
      case 2:
        return *gen::element<std::string>("../", "/") + *date();
      case 3: {
        const bool all = *gen::arbitrary<bool>();
        std::string text = all ? "{" : "[";
        if (*gen::inRange(0, 5) == 0) text += "..";
        const int count = *gen::inRange(1, 4);
        for (int i = 0; i < count; ++i) text += (i > 0 ? "," : "") + (i > 0 ? *member() : *date());
        return text + (all ? "}" : "]");
      }
      default:
        return *date();
    }
  });
}

}  // namespace entente::random_dates
