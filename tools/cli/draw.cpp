#include <iostream>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/drawing_report.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"
#include "entente/drawing.hpp"
#include "entente/time/date.hpp"
#include "entente/time_report.hpp"

namespace entente::cli {
namespace {

struct DrawArguments {
  std::string store, file, format, style, title;
  bool all = false, animated = false, certain = false, presumed = false, entity_dates = false, sources = false;
  Question question;
  std::string from, to, series_of;
  std::vector<std::string> change, system_change, series;
  std::string layout, direction, cluster, size_by, color_by;
  std::optional<int> label_length;
  std::optional<std::size_t> max, merge_from;
  std::vector<std::string> hidden;
  int time_limit = 60;
};

int misused(const std::string& message, const std::string& hint = {}) {
  put_error("entente draw: {}\n", message);
  if (!hint.empty()) put_error("hint: {}\n", hint);
  return kUsage;
}

bool is_series(const DrawArguments& arguments) {
  return !arguments.series.empty() || !arguments.series_of.empty();
}

// What contradicts itself on the command line; empty: nothing.
std::string contradiction(const DrawArguments& a) {
  const bool has_query = !a.question.text.empty() || !a.question.file.empty();
  if (a.all && has_query) return "--all and a query say two things about what to draw";
  if (a.from.empty() != a.to.empty()) return "--from and --to come together";
  if (!a.system_change.empty() && (has_query || !a.question.system_time.empty() || !a.question.according_to.empty()))
    return "--system-change draws what two states of the whole store know otherwise: without a query, --system-time "
           "and "
           "--according-to";
  const int times = (a.question.as_of.empty() ? 0 : 1) + (a.from.empty() ? 0 : 1) + (a.change.empty() ? 0 : 1) +
                    (a.system_change.empty() ? 0 : 1) + (a.series.empty() ? 0 : 1) + (a.series_of.empty() ? 0 : 1);
  if (times > 1)
    return "only one of --as-of, --from … --to, --change, --system-change, --series and --series-of can be drawn";
  if (a.animated && !is_series(a)) return "--animated needs --series or --series-of";
  if ((a.certain || a.presumed) && (!a.question.as_of.empty() || !a.system_change.empty() || times == 0))
    return "--certain and --presumed go with --from … --to, --change or a series; --as-of leaves out what is less sure "
           "by itself";
  if (a.certain && a.presumed) return "--certain and --presumed say two things";
  if (a.file == "-" && is_series(a)) return "a series goes into files, not to standard output";
  return {};
}

Result<DrawStyle> style_of(const DrawArguments& a) {
  DrawStyle style;
  if (!a.style.empty()) {
    auto read = read_draw_style(a.style);
    if (!read.ok()) return read.error();
    style = *read;
  }
  if (!a.layout.empty()) style.layout = a.layout;
  if (!a.direction.empty()) style.direction = a.direction;
  if (!a.cluster.empty()) style.cluster = a.cluster;
  if (!a.size_by.empty()) style.size_by = a.size_by;
  if (!a.color_by.empty()) style.color_by = a.color_by;
  if (a.label_length) style.label_length = *a.label_length;
  if (a.max) style.max_entities = *a.max;
  if (a.merge_from) style.merge_from = *a.merge_from;
  style.entity_dates = style.entity_dates || a.entity_dates;
  style.sources = style.sources || a.sources;
  style.hidden.insert(style.hidden.end(), a.hidden.begin(), a.hidden.end());
  return style;
}

// The time that chooses among the elements. --as-of chooses what is read.
Result<DrawTime> time_of(const DrawArguments& a) {
  DrawTime time;
  time.reading = a.certain ? Reading::kCertain : a.presumed ? Reading::kPresumed : Reading::kPossible;
  const auto read = [](const std::string& text, Period& into) -> Result<void> {
    const auto period = read_date_span(text);
    if (!period.ok()) return period.error();
    into = *period;
    return {};
  };
  Result<void> done;
  if (!a.from.empty()) {
    time.kind = DrawTime::Kind::kWindow;
    Period last;
    const bool is_open_start = a.from == "..", is_open_end = a.to == "..";
    if (!is_open_start) done = read(a.from, time.first);
    if (done.ok() && !is_open_end) done = read(a.to, last);
    time.first = Period::certain(is_open_start ? Instant::minus_infinity() : time.first.earliest_start,
                                 is_open_end ? Instant::plus_infinity() : last.latest_end);
    if (done.ok() && !time.first.is_valid())
      return Error(ErrorCode::kArgument, "the window ends (" + a.to + ") before it begins (" + a.from + ")");
  } else if (!a.change.empty()) {
    time.kind = DrawTime::Kind::kChange;
    time.text = "from " + a.change[0] + " to " + a.change[1];
    done = read(a.change[0], time.first);
    if (done.ok()) done = read(a.change[1], time.second);
    if (done.ok() && time.first.latest_end > time.second.earliest_start)
      return Error(ErrorCode::kArgument, "the first date of a change must lie before the second");
  }
  if (!done.ok()) return done.error();
  return time;
}

// Of a series; the phases may be no part of what is drawn.
Result<std::vector<DrawFrame>> frames_for(const DrawArguments& a, Database& database) {
  if (!a.series.empty()) return frames_between(a.series[0], a.series[1], a.series[2]);
  if (a.series_of.empty()) return std::vector<DrawFrame>();
  QueryOptions options;
  options.system_time = a.question.system_time;
  const auto all = database.all_facts(options);
  return all.ok() ? frames_of(*all, a.series_of) : all.error();
}

int draw_table(const DrawArguments& a, const Table& table, const DrawOptions& options,
               std::span<const DrawFrame> frames) {
  if (is_series(a)) {
    const auto report = draw_series(table, frames, options, a.file, a.animated);
    if (!report.ok()) return fail(report.error());
    print_drawing(*report);
    return kDone;
  }
  if (a.file == "-") {
    const auto report = draw(table, options, a.format.empty() ? "dot" : a.format, std::cout);
    if (!report.ok()) return fail(report.error());
    print_style_warnings(*report);
    return kDone;
  }
  const auto report = draw(table, options, a.file);
  if (!report.ok()) return fail(report.error());
  print_drawing(*report);
  return kDone;
}

int draw_with(const DrawArguments& a) {
  if (const std::string wrong = contradiction(a); !wrong.empty()) return misused(wrong);
  if (!a.format.empty() && a.file != "-") return misused("--format is for standard output; a file has its extension");
  if (a.file == "-" && (a.format == "png" || a.format == "pdf") && is_terminal(STDOUT_FILENO))
    return misused(
        fmt::format("{} is nothing that a terminal shows: name a file, or send it through a pipe", a.format));
  const bool whole_store = a.question.text.empty() && a.question.file.empty();
  const auto style = style_of(a);
  if (!style.ok()) return fail(style.error());
  const auto time = time_of(a);
  if (!time.ok()) return fail(time.error());
  const auto parameters = read_parameters(a.question.parameters);
  if (!parameters) return kUsage;
  const auto text = whole_store ? std::string{} : question_text(a.question);
  if (!text) return kFailed;
  const auto database = open_to_read(a.store);
  if (!database) return kFailed;
  const auto frames = frames_for(a, *database);
  if (!frames.ok()) return fail(frames.error());
  QueryOptions reading = query_options(a.question, "dot");
  reading.cuts = is_series(a) ? cuts_of(*frames) : std::vector{cut_of(*time)};
  const auto table = !a.system_change.empty() ? database->changed_facts(a.system_change[0], a.system_change[1])
                     : whole_store            ? database->all_facts(reading)
                                              : ask(*database, *text, *parameters, reading);
  if (!table.ok()) return fail(table.error(), *text);
  print_warnings(*table, *text);
  print_withheld(*table);
  const auto ontology = ontology_of(*database, *table);
  if (!ontology.ok()) return fail(ontology.error());
  DrawOptions options;
  options.title = a.title.empty() ? question_title(*text) : a.title;
  options.ontology = &*ontology;
  options.style = *style;
  options.time = *time;
  options.time_limit = a.time_limit;
  return draw_table(a, *table, options, *frames);
}

std::string names_of_layouts() {
  std::string text =
      "how things are placed; else, up to 80 entities and 250 relations, as most labels are free, and by sfdp beyond:";
  for (const DrawLayout& layout : draw_layouts()) text += fmt::format("\n{} - {}", layout.name, layout.summary);
  return text;
}

std::string names_of_formats() {
  std::string text = "where to draw, the kind by the extension; - is standard output:";
  for (const DrawFormat& format : draw_formats()) text += fmt::format("\n.{} - {}", format.name, format.summary);
  return text;
}

std::string names_of_measures() {
  std::string text =
      "larger where this is more: a property of entities, or a measure of the network that all relations found make, "
      "before --max leaves any out (of a series, in all of its slices together). These names are measures, even where "
      "a "
      "property has them:";
  for (const DrawMeasure& measure : draw_measures()) text += fmt::format("\n{} - {}", measure.name, measure.summary);
  return text;
}

constexpr const char* kDrawExamples =
    "examples:\n"
    "  entente draw history.db met.svg --query \"MATCH (a)-[m:MET]-(b) RETURN m\"\n"
    "  entente draw history.db path.svg --query \"MATCH p = shortestPath((:Person {name: 'Pavel Yudin'})-[*]-"
    "(:Person {name: 'Zhou Enlai'})) RETURN p\"\n"
    "  entente draw history.db 1958.svg --as-of 1958 --possibly\n"
    "  entente draw history.db fifties.svg --from 1950 --to 1959 --layout timeline\n"
    "  entente draw history.db change.pdf --change 1950 1969\n"
    "  entente draw history.db learned.svg --system-change \"commit 1\" now\n"
    "  entente draw history.db ties.svg --size degree --colour country\n"
    "  entente draw history.db visits.svg --layout lines --query \"MATCH ()-[v:VISITED]->() WITH valid(v).start.year "
    "AS "
    "year RETURN year, count(*) AS visits\"\n"
    "  entente draw history.db years.html --series 1945 2022 1\n"
    "  entente draw history.db phase.png --series-of Period";

std::function<int()> declare_draw(ArgumentParser& parser) {
  auto a = std::make_shared<DrawArguments>();
  parser.add("STORE", a->store, "folder of the store").required();
  parser.add("FILE", a->file, names_of_formats()).required();
  parser.add("--format", a->format, "with - for FILE: dot, svg, png, pdf or html");
  parser.add("--query", a->question.text, "draw the entities and relations that this query matches");
  parser.add_flag("--all", a->all, "draw the whole store, as without a query");
  declare_question(parser, a->question);
  parser.add("--from", a->from, "with --to: only what held at some time in between").converted_by(dated);
  parser.add("--to", a->to, "the last date of --from, included").converted_by(dated);
  parser.add("--change", a->change, "A B: what began, ended and stayed between two dates")
      .value_count(2)
      .converted_by(dated);
  parser
      .add("--system-change", a->system_change,
           "A B: what the store knew otherwise at system time B than at A (a date, \"commit 3\", now): newly known, "
           "corrected, ended, retracted")
      .value_count(2);
  parser.add_flag("--certain", a->certain, "of a window, a change or a series: leave out what is not certain");
  parser.add_flag("--presumed", a->presumed, "of those: leave out what is only possible, not what is presumed");
  parser
      .add("--series", a->series,
           "FROM TO STEP: a slice for every step, a number of years or a duration such as P6M. "
           ".html has a slider, --animated .svg plays; else a numbered file for each")
      .value_count(3)
      .converted_by(dated);
  parser.add("--series-of", a->series_of, "TYPE: a slice for every entity of this type, such as Period");
  parser.add_flag("--animated", a->animated, "with a series and .svg: one picture that plays by itself");
  parser.add("--layout", a->layout, names_of_layouts());
  parser.add("--direction", a->direction, "of the layout dot: LR, TB, RL or BT").choices({"LR", "TB", "RL", "BT"});
  parser.add("--cluster", a->cluster, "type, or a property of entities or relations such as side: what goes together");
  parser.add("--size", a->size_by, names_of_measures());
  parser.add("--colour,--color", a->color_by, "a measure as for --size, or a property: coloured by it, not by type");
  parser.add_flag("--sources", a->sources, "of a whole store: draw its sources, works and what is only cited too");
  parser.add(
      "--max", a->max,
      "entities drawn, the most connected of them, or lines, those with the highest values; 0: all (default 45, for "
      "timelines 120, for lines 12)");
  parser.add("--label-length", a->label_length, "columns of a label; 0: no bound (default 120)").not_negative();
  parser.add("--merge", a->merge_from,
             "so many relations of one type between the same two become one line; 0: never (default 3)");
  parser.add("--hide", a->hidden, "an entity or relation type that is not drawn; may be repeated").one_value_each();
  parser.add_flag("--entity-dates", a->entity_dates, "the dates of entities in their labels");
  parser.add("--style", a->style, "looks of a data set, a JSON file");
  parser.add("--title", a->title, "the title; else the comment that the query begins with");
  parser.add("--time-limit", a->time_limit, "seconds that a measure may take, and GraphViz for a picture")
      .shows_default()
      .positive();
  parser.set_footer(kDrawExamples);
  return [a] { return draw_with(*a); };
}

}  // namespace

extern constexpr Command kDraw = {
    .name = "draw",
    .usage = "draw STORE FILE",
    .summary = "draw a store, the result of a query, a change or a series of slices",
    .example = "entente draw history.db history.svg",
    .declare = declare_draw,
};

}  // namespace entente::cli
