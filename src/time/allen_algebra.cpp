// Composition of Allen's relations, and sets of them as text.
#include <array>
#include <bit>
#include <vector>

#include "base/text.hpp"
#include "entente/time/allen.hpp"

namespace entente {
namespace {

constexpr std::size_t kPoints = 6;  // three periods have at most six ends, so six points hold every order of them
constexpr std::size_t kIntervals = kPoints * (kPoints - 1) / 2;
using Table = std::array<std::array<AllenSet, kAllenRelationCount>, kAllenRelationCount>;

// The composition table read off every triple of intervals over six points.
constexpr Table composition_table() {
  std::array<Period, kIntervals> intervals;
  std::size_t count = 0;
  for (std::int64_t start = 0; start < static_cast<std::int64_t>(kPoints); ++start) {
    for (std::int64_t end = start + 1; end < static_cast<std::int64_t>(kPoints); ++end) {
      intervals[count++] = Period::certain({start}, {end});
    }
  }
  std::array<std::array<AllenRelation, kIntervals>, kIntervals> relation{};
  for (std::size_t i = 0; i < kIntervals; ++i) {
    for (std::size_t j = 0; j < kIntervals; ++j) {
      const Period &p = intervals[i], &q = intervals[j];
      relation[i][j] = allen_of_certain(p.earliest_start, p.latest_end, q.earliest_start, q.latest_end);
    }
  }
  Table table;
  for (std::size_t i = 0; i < kIntervals; ++i) {
    for (std::size_t j = 0; j < kIntervals; ++j) {
      auto& row = table[static_cast<std::size_t>(relation[i][j])];
      for (std::size_t k = 0; k < kIntervals; ++k) {
        row[static_cast<std::size_t>(relation[j][k])].insert(relation[i][k]);
      }
    }
  }
  return table;
}

constexpr Table kComposition = composition_table();

constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

// A name as the table of names has it: lower case, joined by hyphens.
std::string normal_name(std::string_view text) {
  std::string name;
  for (const char c : text) {
    name += c == '_' || is_blank(c) ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return name;
}

std::optional<AllenRelation> relation_named(std::string_view name) {
  for (std::size_t i = 0; i < kAllenRelationCount; ++i) {
    if (kAllenNames[i] == name) return static_cast<AllenRelation>(i);
  }
  return std::nullopt;
}

Error unknown_relation(std::string_view found, SourceSpan span) {
  if (found.empty()) return Error(ErrorCode::kSyntax, "the name of a relation is missing here", span);
  static const std::vector<std::string> kNames(kAllenNames.begin(), kAllenNames.end());
  const std::string near = nearest(normal_name(found), kNames);
  std::string known;
  for (const std::string& name : kNames) known += (known.empty() ? "" : ", ") + name;
  return Error(ErrorCode::kSyntax, "'" + std::string(found) + "' is not one of Allen's relations", span,
               near.empty() ? "the relations are " + known : "did you mean '" + near + "'?");
}

}  // namespace

AllenSet compose(AllenRelation first, AllenRelation second) {
  return kComposition[static_cast<std::size_t>(first)][static_cast<std::size_t>(second)];
}

AllenSet compose(AllenSet first, AllenSet second) {
  AllenSet all;
  for (unsigned left = first.bits(); left != 0; left &= left - 1) {
    const auto& row = kComposition[static_cast<std::size_t>(std::countr_zero(left))];
    for (unsigned right = second.bits(); right != 0; right &= right - 1) {
      all = all | row[static_cast<std::size_t>(std::countr_zero(right))];
    }
  }
  return all;
}

std::string print_allen_set(AllenSet set) {
  std::string text = "{";
  for (std::size_t i = 0; i < kAllenRelationCount; ++i) {
    if (!set.contains(static_cast<AllenRelation>(i))) continue;
    if (text.size() > 1) text += ", ";
    text += kAllenNames[i];
  }
  return text + "}";
}

Result<AllenSet> read_allen_set(std::string_view text) {
  std::size_t begin = 0, end = text.size();
  const auto trim = [&text](std::size_t& from, std::size_t& to) {
    while (from < to && is_blank(text[from])) ++from;
    while (to > from && is_blank(text[to - 1])) --to;
  };
  trim(begin, end);
  if (begin < end && text[begin] == '{') {
    if (text[end - 1] != '}') {
      return Error(ErrorCode::kSyntax, "the set of relations has no closing '}'", SourceSpan{end, 0});
    }
    ++begin;
    --end;
    trim(begin, end);
  }
  AllenSet set;
  for (std::size_t at = begin; begin < end;) {
    const std::size_t comma = text.substr(0, end).find(',', at);
    std::size_t from = at, to = comma == std::string_view::npos ? end : comma;
    trim(from, to);
    const std::string_view found = text.substr(from, to - from);
    const std::optional<AllenRelation> relation = relation_named(normal_name(found));
    if (!relation) return unknown_relation(found, {from, to - from});
    set.insert(*relation);
    if (comma == std::string_view::npos) break;
    at = comma + 1;
  }
  return set;
}

}  // namespace entente
