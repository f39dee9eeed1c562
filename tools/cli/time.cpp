#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/period_drawing.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"
#include "cli/terminal.hpp"
#include "entente/time/edtf.hpp"
#include "entente/time_report.hpp"

namespace entente::cli {
namespace {

struct TimeArguments {
  std::string expression;
  std::optional<std::string> other;
  bool json = false;
};

std::string shown(Instant t) {
  return t == Instant::plus_infinity() ? "∞" : t == Instant::minus_infinity() ? "-∞" : print_instant(t);
}

std::string range(Instant earliest, Instant latest) {
  if (earliest == latest) return shown(earliest);
  return fmt::format("between {} and {}", shown(earliest), shown(latest));
}

void print_reading(const TimeReading& reading) {
  put("{}\n", reading.text);
  if (reading.understood) put("  read as English: {}\n", *reading.understood);
  put("  in words      {}\n", reading.words);
  if (reading.canonical)
    put("  EDTF          {} (level {})\n", *reading.canonical, reading.level.value_or(0));
  else
    put("  EDTF          can't say it\n");
  const Period& p = reading.data.bounds;
  put("  as data       starts {}\n                ends {}{}\n", range(p.earliest_start, p.latest_start),
      range(p.earliest_end, p.latest_end), p.is_certain() ? " (certain)" : "");
  if (reading.literal) {
    put("  in a query    from {} until {}\n", shown(reading.literal->earliest_start),
        shown(reading.literal->latest_end));
  }
}

void print_relation(const TimeRelation& relation) {
  put("\nas data, the first to the second\n");
  for (const PredicateTruth& p : relation.predicates) {
    std::string words = p.name;
    std::replace(words.begin(), words.end(), '_', ' ');
    put("  {:<22}{}\n", words, p.truth == Truth::kTrue ? "true" : p.truth == Truth::kFalse ? "false" : "unknown");
  }
  const auto only = relation.possible.only();
  put("  {:<22}{}\n", only ? "Allen's relation" : "Allen, possible",
      only                                   ? std::string(name(*only))
      : relation.possible == AllenSet::all() ? "any of the thirteen"
                                             : print_allen_set(relation.possible));
  put("  {:<22}{}\n  {:<22}{}\n", "gap", text_of(relation.gap), "overlap", text_of(relation.overlap));
}

int explain_time(const TimeArguments& arguments) {
  std::vector<TimeReading> readings;
  std::vector<std::string> expressions = {arguments.expression};
  if (arguments.other) expressions.push_back(*arguments.other);
  for (const std::string& text : expressions) {
    const std::string date = dated(text);
    auto reading = read_time(date);
    if (!reading.ok()) return fail(reading.error(), text);
    if (date != text) {
      reading->text = text;
      reading->understood = "the moment of asking, " + date;
    }
    readings.push_back(std::move(reading.value()));
  }
  if (arguments.json) {
    write_time_json(readings, std::cout);
    std::cout << '\n';
    return kDone;
  }
  std::vector<Period> periods;
  for (const TimeReading& reading : readings) {
    print_reading(reading);
    periods.push_back(reading.data.bounds);
  }
  put("\n");
  for (const std::string& line : draw_periods(periods)) put("  {}\n", line);
  if (readings.size() == 2) print_relation(relate(periods[0], periods[1]));
  return kDone;
}

std::function<int()> declare_time(ArgumentParser& parser) {
  auto arguments = std::make_shared<TimeArguments>();
  parser.add("EXPRESSION", arguments->expression, "a date, in EDTF or in plain English").required();
  parser.add("OTHER", arguments->other, "a date to compare it with");
  parser.add_flag("--json", arguments->json, "one JSON object, for programs");
  return [arguments] { return explain_time(*arguments); };
}

}  // namespace

extern constexpr Command kTime = {
    .name = "time",
    .usage = "time EXPRESSION [EXPRESSION]",
    .summary = "show how a date is read, and how two of them relate",
    .example = "entente time 1967/1985~ \"14 February 1950\"",
    .declare = declare_time,
};

}  // namespace entente::cli
