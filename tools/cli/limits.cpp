#include "cli/limits.hpp"

#include <cctype>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "cli/arguments.hpp"

namespace entente::cli {

namespace {

constexpr std::uint64_t kMostBytes = std::numeric_limits<std::int64_t>::max();

// Digits and a unit, each 1,024 times the one before; nullopt for all else, and for more than kMostBytes.
std::optional<std::uint64_t> size_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number > kMostBytes) return std::nullopt;
  std::string unit;
  for (const char c : text.substr(static_cast<std::size_t>(end - text.data()))) {
    if (c != ' ') unit += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  if (unit.empty() || unit == "B") return number;
  constexpr std::string_view kUnits = "KMGTPE";
  const std::size_t power = kUnits.find(unit[0]);
  const std::string_view rest = std::string_view(unit).substr(1);
  if (power == std::string_view::npos || (!rest.empty() && rest != "B" && rest != "IB")) return std::nullopt;
  const std::size_t bits = 10 * (power + 1);
  if (number > kMostBytes >> bits) return std::nullopt;
  return number << bits;
}

// A number of bytes, or one with a unit (64MiB, 2G), as bytes.
Result<std::string> in_bytes(const std::string& text) {
  const std::optional<std::uint64_t> size = size_of(text);
  if (size && *size > 0) return std::to_string(*size);
  return Error(ErrorCode::kArgument, "`" + text + "` is no size; write a number of bytes above 0, or 64K, 64M, 2G");
}

void declare(ArgumentParser& parser, const std::string& name, std::size_t& into, const std::string& summary) {
  parser.add(name, into, summary).converted_by(in_bytes).value_name("SIZE");
}

}  // namespace

void declare_max_record(ArgumentParser& parser, ReadLimits& limits, const std::string& what) {
  declare(parser, "--max-record", limits.max_record, what + " (64MiB where nothing is said)");
}

void declare_max_unpacked(ArgumentParser& parser, ReadLimits& limits) {
  declare(parser, "--max-unpacked", limits.max_unpacked,
          "the most that a packed file may unpack to (1GiB, or 200 times its size, where nothing is said)");
}

}  // namespace entente::cli
