#include "formats/drawing/line_facts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/time/calendar.hpp"
#include "formats/cell.hpp"
#include "formats/drawing/label.hpp"
#include "formats/drawing/span_text.hpp"
#include "formats/drawing/value_axis.hpp"

namespace entente::drawing {
namespace {

// What the values of a column are, nulls apart.
enum class ColumnKind { kNulls, kTimes, kIntegers, kNumbers, kNodes, kTexts, kOthers };

ColumnKind kind_of_value(const Value& value) {
  switch (value.type()) {
    case ValueType::kNull:
      return ColumnKind::kNulls;
    case ValueType::kPeriod:
    case ValueType::kInstant:
    case ValueType::kDate:
    case ValueType::kLocalDateTime:
    case ValueType::kDateTime:
      return ColumnKind::kTimes;
    case ValueType::kInteger:
      return ColumnKind::kIntegers;
    case ValueType::kFloat:
      return ColumnKind::kNumbers;
    case ValueType::kNode:
      return ColumnKind::kNodes;
    case ValueType::kString:
      return ColumnKind::kTexts;
    default:
      return ColumnKind::kOthers;
  }
}

bool is_number(ColumnKind kind) {
  return kind == ColumnKind::kIntegers || kind == ColumnKind::kNumbers;
}

ColumnKind kind_of_column(const Table& table, std::size_t column) {
  ColumnKind kind = ColumnKind::kNulls;
  for (const auto& row : table.rows) {
    const ColumnKind one = kind_of_value(row[column]);
    if (one == ColumnKind::kNulls || one == kind) continue;
    if (kind == ColumnKind::kNulls)
      kind = one;
    else if (is_number(one) && is_number(kind))
      kind = ColumnKind::kNumbers;
    else
      return ColumnKind::kOthers;
  }
  return kind;
}

std::string_view words_for(ColumnKind kind) {
  constexpr std::array<std::string_view, 7> kWords = {
      "nothing but null", "periods or dates", "whole numbers", "numbers", "nodes", "texts", "other values"};
  return kWords[static_cast<std::size_t>(kind)];
}

constexpr std::string_view kColumnHint =
    "return a period, a date or a whole number called year or decade, then a number, such as RETURN "
    "valid(m).start.year "
    "AS year, count(*)";

// Years that a whole number in a column of this name stands for; 0: it is called something else.
std::int64_t years_by_name(const std::string& column) {
  const std::string name = fold(column);
  const auto is_called = [&](std::string_view word) {
    if (!name.ends_with(word)) return false;
    const std::size_t before = name.size() - word.size();
    return before == 0 || std::string_view("._ ").find(name[before - 1]) != std::string_view::npos;
  };
  return is_called("year") ? 1 : is_called("decade") ? 10 : 0;
}

struct ChartColumns {
  std::size_t time = 0;
  std::int64_t years = 0;            // of a whole number; 0: its values are times
  std::vector<std::size_t> heights;  // one, or without names several
  std::optional<std::size_t> name;
};

// "`a` (texts), `b` (numbers)"
std::string listed_columns(const Table& table, const std::vector<ColumnKind>& kinds) {
  std::string text;
  for (std::size_t i = 0; i < kinds.size(); ++i)
    text += fmt::format("{}`{}` ({})", i > 0 ? ", " : "", table.columns[i], words_for(kinds[i]));
  return text;
}

ChartColumns columns_of(const Table& table) {
  std::vector<ColumnKind> kinds;
  for (std::size_t i = 0; i < table.columns.size(); ++i) kinds.push_back(kind_of_column(table, i));
  const auto need = [&](std::string_view what) {
    return Error(ErrorCode::kArgument,
                 fmt::format("a chart of lines needs a column of {}; there are {}", what, listed_columns(table, kinds)))
        .with_hint(std::string(kColumnHint));
  };
  ChartColumns chosen;
  const auto time = std::find(kinds.begin(), kinds.end(), ColumnKind::kTimes);
  chosen.time = static_cast<std::size_t>(time - kinds.begin());
  if (time == kinds.end()) {
    chosen.time = 0;
    while (chosen.time < kinds.size() &&
           (kinds[chosen.time] != ColumnKind::kIntegers || years_by_name(table.columns[chosen.time]) == 0))
      ++chosen.time;
    if (chosen.time == kinds.size()) throw need("periods, dates or years");
    chosen.years = years_by_name(table.columns[chosen.time]);
  }
  for (std::size_t i = 0; i < kinds.size() && !chosen.name; ++i)
    if (kinds[i] == ColumnKind::kNodes || kinds[i] == ColumnKind::kTexts) chosen.name = i;
  for (std::size_t i = chosen.time + 1; i < kinds.size(); ++i)
    if (is_number(kinds[i]) && (chosen.heights.empty() || !chosen.name)) chosen.heights.push_back(i);
  for (std::size_t i = 0; i < chosen.time && chosen.heights.empty(); ++i)
    if (is_number(kinds[i])) chosen.heights.push_back(i);
  if (chosen.heights.empty()) throw need("numbers");
  return chosen;
}

// Null where it has no two ends.
std::optional<Period> period_of(const Value& value, const ChartColumns& columns) {
  Period period;
  if (value.is_null()) return std::nullopt;
  if (value.is_integer()) {
    if (std::abs(static_cast<double>(value.integer())) > static_cast<double>(kMaxYear))
      throw Error(ErrorCode::kArgument, fmt::format("{} is no year", value.integer()));
    period = Period::certain(start_of_day(CivilDate{value.integer(), 1, 1}),
                             start_of_day(CivilDate{value.integer() + columns.years, 1, 1}));
  } else if (value.is_instant()) {
    if (!value.instant().is_finite()) return std::nullopt;
    period = Period::certain(value.instant(), Instant{value.instant().seconds + 1});
  } else if (const auto span = span_of(value)) {
    period = *span;
  } else {
    period = value.period().bounds;
  }
  return period.earliest_start.is_finite() && period.latest_end.is_finite() ? std::optional(period) : std::nullopt;
}

double length_of_hull(const Period& p) {
  return static_cast<double>(p.latest_end.seconds) - static_cast<double>(p.earliest_start.seconds);
}

// Whether between them there is room for another of the shorter one's length; months and quarters differ by a tenth.
bool has_hole(const Period& before, const Period& after) {
  const double length = std::min(length_of_hull(before), length_of_hull(after));
  const double hole =
      static_cast<double>(after.earliest_start.seconds) - static_cast<double>(before.latest_end.seconds);
  return length > static_cast<double>(kSecondsPerDay) && hole > 0.85 * length;
}

// In the order of their middles, then of their bounds.
struct InTime {
  static auto key(const Period& p) {
    return std::make_tuple(LinePoint{p, 0}.middle(), p.earliest_start, p.latest_start, p.earliest_end);
  }
  bool operator()(const Period& a, const Period& b) const { return key(a) < key(b); }
};

using ValuesInTime = std::map<Period, std::optional<double>, InTime>;

std::vector<std::vector<LinePoint>> runs_of(const ValuesInTime& values) {
  std::vector<std::vector<LinePoint>> runs;
  bool is_new = true;
  for (const auto& [period, value] : values) {
    if (!value) {
      is_new = true;
      continue;
    }
    if (is_new || has_hole(runs.back().back().period, period)) runs.emplace_back();
    runs.back().push_back({period, *value});
    is_new = false;
  }
  return runs;
}

class RowsReader {
 public:
  RowsReader(const Table& table, const DrawOptions& options)
      : table_(table), options_(options), named_at_(time_of_names(table, options.time)), columns_(columns_of(table)) {}

  LineFacts read() {
    facts_.time = table_.columns[columns_.time];
    facts_.has_names = columns_.name || columns_.heights.size() > 1;
    if (columns_.heights.size() == 1) facts_.height = table_.columns[columns_.heights.front()];
    for (const auto& row : table_.rows) {
      const std::optional<Period> period = period_of(row[columns_.time], columns_);
      if (!period) {
        ++facts_.unplaced;
        continue;
      }
      for (const std::size_t height : columns_.heights) add(line_of(row, height), *period, row[height]);
    }
    for (std::size_t i = 0; i < lines_.size(); ++i) facts_.lines.push_back({names_[i], runs_of(lines_[i])});
    std::erase_if(facts_.lines, [](const ChartLine& line) { return line.runs.empty(); });
    facts_.found = facts_.lines.size();
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      const bool is_height = std::find(columns_.heights.begin(), columns_.heights.end(), i) != columns_.heights.end();
      if (i != columns_.time && i != columns_.name && !is_height) facts_.left.push_back(table_.columns[i]);
    }
    return std::move(facts_);
  }

 private:
  // Nodes are told apart by what they are, other names by their words.
  std::size_t line_of(const std::vector<Value>& row, std::size_t height) {
    if (!columns_.name) return place_of({{}, height}, table_.columns[height]);
    const Value& value = row[*columns_.name];
    if (!value.is_node()) {
      std::string text = cell_text(value, table_.elements);
      return place_of({text, 0}, text);
    }
    const NodeRecord& node = table_.elements.nodes.at(value.node().index);
    const std::string name = name_of(node, options_.style.name_property, named_at_);
    return place_of({node.key, 1}, name, node.key);
  }

  std::size_t place_of(std::pair<std::string, std::size_t> key, std::string name, const std::string& other = {}) {
    const auto [found, is_new] = places_.emplace(std::move(key), lines_.size());
    if (!is_new) return found->second;
    if (!other.empty() && !taken_.insert(name).second) name += fmt::format(" ({})", other);
    names_.push_back(std::move(name));
    lines_.emplace_back();
    return found->second;
  }

  void add(std::size_t line, const Period& period, const Value& value) {
    std::optional<double> number;
    if (!value.is_null()) {
      number = value.number();
      if (!std::isfinite(*number) || std::abs(*number) > kLargestValue) {
        ++facts_.beyond;
        number.reset();
      }
    }
    if (number) facts_.is_whole = facts_.is_whole && *number == std::round(*number);
    if (lines_[line].emplace(period, number).second) return;
    throw Error(ErrorCode::kArgument, fmt::format("two rows give `{}` a value of {}", names_[line], span_text(period)))
        .with_hint(
            "put them together, as by count(*), sum(…) or avg(…), or return a text or node that tells lines apart");
  }

  const Table& table_;
  const DrawOptions& options_;
  const DrawTime named_at_;
  const ChartColumns columns_;
  std::map<std::pair<std::string, std::size_t>, std::size_t> places_;  // of lines
  std::set<std::string> taken_;
  std::vector<std::string> names_;
  std::vector<ValuesInTime> lines_;
  LineFacts facts_;
};

double highest_value(const ChartLine& line) {
  double most = line.runs.front().front().value;
  for (const auto& run : line.runs)
    for (const LinePoint& point : run) most = std::max(most, point.value);
  return most;
}

void keep_highest(std::vector<ChartLine>& lines, std::size_t most) {
  if (most == 0 || lines.size() <= most) return;
  std::vector<double> values;
  for (const ChartLine& line : lines) values.push_back(highest_value(line));
  std::vector<std::size_t> ranking(lines.size());
  for (std::size_t i = 0; i < ranking.size(); ++i) ranking[i] = i;
  std::stable_sort(ranking.begin(), ranking.end(), [&](std::size_t a, std::size_t b) { return values[a] > values[b]; });
  ranking.resize(most);
  std::sort(ranking.begin(), ranking.end());
  std::vector<ChartLine> kept;
  for (const std::size_t i : ranking) kept.push_back(std::move(lines[i]));
  lines = std::move(kept);
}

}  // namespace

Instant LinePoint::middle() const {
  const std::int64_t start = period.earliest_start.seconds, end = period.latest_end.seconds;
  return Instant{start / 2 + end / 2 + (start % 2 + end % 2) / 2};
}

LineFacts line_facts(const Table& table, const DrawOptions& options, std::size_t most) {
  if (table.columns.empty())
    throw Error(ErrorCode::kArgument, "a chart of lines is drawn of the rows of a query, not of a whole store")
        .with_hint(std::string(kColumnHint));
  if (table.rows.empty()) return {};
  LineFacts facts = RowsReader(table, options).read();
  keep_highest(facts.lines, most);
  return facts;
}

}  // namespace entente::drawing
