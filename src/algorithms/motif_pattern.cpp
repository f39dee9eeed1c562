#include "algorithms/motif_pattern.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

namespace entente {
namespace {

class MotifReader {
 public:
  explicit MotifReader(std::string_view text) : text_(text) {}

  Result<MotifPattern> read() {
    do {
      const Result<std::uint8_t> from = name();
      if (!from.ok()) return from.error();
      if (!take('>')) return missing("'>'");
      const Result<std::uint8_t> to = name();
      if (!to.ok()) return to.error();
      if (*from == *to) return refused("a relation of a motif leads from one entity to another");
      if (pattern_.steps.size() == kMostMotifSteps) return refused("a motif has at most 4 relations");
      pattern_.steps.push_back({*from, *to});
    } while (take(','));
    if (place_ < text_.size()) return missing("',' or the end");
    if (!hangs_together()) return refused("the relations of a motif must hang together");
    return std::move(pattern_);
  }

 private:
  static bool is_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

  void skip_blanks() {
    while (place_ < text_.size() && (text_[place_] == ' ' || text_[place_] == '\t' || text_[place_] == '\n')) ++place_;
  }

  // Which of the entities is named here.
  Result<std::uint8_t> name() {
    skip_blanks();
    const std::size_t begin = place_;
    while (place_ < text_.size() && is_name(text_[place_])) ++place_;
    if (place_ == begin) return missing("the name of an entity");
    const std::string_view found = text_.substr(begin, place_ - begin);
    std::vector<std::string>& names = pattern_.names;
    const auto known = std::find(names.begin(), names.end(), found);
    const auto number = static_cast<std::uint8_t>(known - names.begin());
    if (known != names.end()) return number;
    if (names.size() == kMostMotifNodes) return refused("a motif has at most 4 entities");
    names.emplace_back(found);
    return number;
  }

  bool take(char c) {
    skip_blanks();
    if (place_ >= text_.size() || text_[place_] != c) return false;
    ++place_;
    return true;
  }

  bool hangs_together() const {
    std::uint32_t reached = 1;  // a bit each
    for (std::size_t round = 0; round < pattern_.steps.size(); ++round) {
      for (const MotifPattern::Step& step : pattern_.steps) {
        const std::uint32_t both = (1U << step.from) | (1U << step.to);
        if ((reached & both) != 0) reached |= both;
      }
    }
    return reached == (1U << pattern_.names.size()) - 1;
  }

  Error missing(const std::string& what) const {
    return Error(ErrorCode::kSyntax, "expected " + what + " at character " + std::to_string(place_ + 1) +
                                         " of the motif '" + std::string(text_) + "'")
        .with_hint("a motif is written 'a>b, b>c, c>a', its relations in order of time");
  }
  Error refused(const std::string& message) const {
    return Error(ErrorCode::kArgument, message + ": '" + std::string(text_) + "'");
  }

  std::string_view text_;
  std::size_t place_ = 0;
  MotifPattern pattern_;
};

}  // namespace

Result<MotifPattern> read_motif_pattern(std::string_view text) {
  return MotifReader(text).read();
}

}  // namespace entente
