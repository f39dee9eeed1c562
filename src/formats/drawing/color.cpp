#include "formats/drawing/color.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>

namespace entente::drawing {
namespace {

// Apart from one another, from white, and from what people, states and places have.
constexpr std::array<std::string_view, 12> kTints = {
    "#F6E0CE", "#E3DDF3", "#D5EFE6", "#F2D6DC", "#E4E9C4", "#DCD9D0",
    "#CFE3DC", "#F0DDF0", "#EADBC8", "#D3DDEA", "#F5E6E0", "#D9E8C9",
};

using Parts = std::array<double, 3>;

Parts parts_of(std::string_view color) {
  Parts parts{};
  for (std::size_t i = 0; i < parts.size() && 2 * i + 3 <= color.size(); ++i)
    parts[i] = static_cast<double>(std::stoul(std::string(color.substr(2 * i + 1, 2)), nullptr, 16));
  return parts;
}

std::string color_of(const Parts& parts) {
  const auto part = [&](std::size_t i) { return std::clamp(static_cast<int>(std::lround(parts[i])), 0, 255); };
  return fmt::format("#{:02X}{:02X}{:02X}", part(0), part(1), part(2));
}

}  // namespace

std::string between(std::string_view from, std::string_view to, double share) {
  Parts parts = parts_of(from);
  const Parts other = parts_of(to);
  for (std::size_t i = 0; i < parts.size(); ++i) parts[i] += share * (other[i] - parts[i]);
  return color_of(parts);
}

std::string darker(std::string_view color, double share) {
  return between("#000000", color, share);
}

std::string lighter(std::string_view color, double share) {
  return between("#FFFFFF", color, share);
}

std::string tint_of(std::string_view name) {
  std::uint64_t hash = 0xCBF29CE484222325;  // FNV-1a: the same on every machine
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return std::string(kTints[(hash >> 32) % kTints.size()]);
}

}  // namespace entente::drawing
