#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/command.hpp"
#include "cli/period_drawing.hpp"
#include "cli/terminal.hpp"
#include "entente/time/edtf.hpp"
#include "entente/time_report.hpp"

namespace entente::cli {
namespace {

struct Arguments {
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
  fmt::print("{}\n", reading.text);
  if (reading.understood) fmt::print("  read as English: {}\n", *reading.understood);
  fmt::print("  in words      {}\n", reading.words);
  if (reading.canonical)
    fmt::print("  EDTF          {} (level {})\n", *reading.canonical, reading.level.value_or(0));
  else
    fmt::print("  EDTF          can't say it\n");
  const Period& p = reading.data.bounds;
  fmt::print("  as data       starts {}\n                ends {}{}\n", range(p.earliest_start, p.latest_start),
             range(p.earliest_end, p.latest_end), p.is_certain() ? " (certain)" : "");
  if (reading.literal) {
    fmt::print("  in a query    from {} until {}\n", shown(reading.literal->earliest_start),
               shown(reading.literal->latest_end));
  }
}

void print_relation(const TimeRelation& relation) {
  fmt::print("\nas data, the first to the second\n");
  for (const PredicateTruth& p : relation.predicates) {
    std::string words(p.name);
    std::replace(words.begin(), words.end(), '_', ' ');
    fmt::print("  {:<22}{}\n", words,
               p.truth == Truth::kTrue    ? "true"
               : p.truth == Truth::kFalse ? "false"
                                          : "unknown");
  }
  const auto only = relation.possible.only();
  fmt::print("  {:<22}{}\n", only ? "Allen's relation" : "Allen, possible",
             only                                   ? std::string(name(*only))
             : relation.possible == AllenSet::all() ? "any of the thirteen"
                                                    : print_allen_set(relation.possible));
  fmt::print("  {:<22}{}\n  {:<22}{}\n", "gap", text_of(relation.gap), "overlap", text_of(relation.overlap));
}

int explain_time(const Arguments& arguments) {
  std::vector<TimeReading> readings;
  std::vector<std::string> expressions = {arguments.expression};
  if (arguments.other) expressions.push_back(*arguments.other);
  for (const std::string& text : expressions) {
    auto reading = read_time(text);
    if (!reading.ok()) return fail(reading.error(), text);
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
  fmt::print("\n");
  for (const std::string& line : draw_periods(periods)) fmt::print("  {}\n", line);
  if (readings.size() == 2) print_relation(relate(periods[0], periods[1]));
  return kDone;
}

}  // namespace

std::function<int()> declare_time(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("EXPRESSION", arguments->expression, "a date, in EDTF or in plain English")->required();
  app.add_option("OTHER", arguments->other, "a date to compare it with");
  app.add_flag("--json", arguments->json, "one JSON object, for programs");
  return [arguments] { return explain_time(*arguments); };
}

}  // namespace entente::cli
