// A series of slices: the layout of all of them at once, then each slice of it.
#include <algorithm>
#include <deque>
#include <filesystem>
#include <new>
#include <sstream>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/drawing.hpp"
#include "entente/time/date.hpp"
#include "entente/time/edtf.hpp"
#include "entente/time/steps.hpp"
#include "entente/time/stretches.hpp"
#include "formats/drawing/dot_text.hpp"
#include "formats/drawing/graph_layout.hpp"
#include "formats/drawing/label.hpp"
#include "formats/drawing/picture.hpp"
#include "formats/drawing/slices.hpp"
#include "formats/drawing/slider_page.hpp"
#include "formats/drawing/span_text.hpp"
#include "formats/drawing/value_looks.hpp"
#include "formats/files.hpp"

namespace entente {
namespace {

using namespace drawing;

namespace fs = std::filesystem;

constexpr std::size_t kMostFrames = 2'000;

Period union_of(std::span<const DrawFrame> frames) {
  Instant from = Instant::plus_infinity(), to = Instant::minus_infinity();
  for (const DrawFrame& frame : frames) {
    from = std::min(from, frame.period.earliest_start);
    to = std::max(to, frame.period.latest_end);
  }
  return Period::certain(from, to);
}

DrawOptions options_of_union(std::span<const DrawFrame> frames, const DrawOptions& options) {
  DrawOptions all = options;
  all.time.kind = DrawTime::Kind::kWindow;
  all.time.first = union_of(frames);
  all.time.text = frames.size() == 1 ? frames.front().text : frames.front().text + " to " + frames.back().text;
  return all;
}

std::string numbered(const std::string& file, std::size_t number, std::size_t count) {
  const fs::path path(file);
  const std::size_t width = std::max<std::size_t>(3, std::to_string(count).size());
  fs::path name = path.stem();
  name += fmt::format("-{:0{}}", number, width);
  name += path.extension();
  return (path.parent_path() / name).string();
}

// Each slice in a file of its own. None is put in its place before all are written.
void write_numbered(const Scene& scene, std::span<const Slice> slices, std::span<const DrawFrame> frames,
                    const Placement& placement, const DrawOptions& options, const std::string& file,
                    DrawReport& report) {
  const std::string format = format_of(file);
  std::deque<OutputFile> files;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    std::ostringstream dot;
    write_scene(sliced(scene, slices[i], frames[i]), options.style, dot, header_for(format), &placement);
    report.files.push_back(numbered(file, i + 1, frames.size()));
    OutputFile& out = files.emplace_back(report.files.back());
    out.stream() << picture_of(dot.str(), format, options);
    out.finish();
  }
  for (OutputFile& out : files) out.commit();
}

DrawReport write_series(const Table& table, std::span<const DrawFrame> frames, const DrawOptions& options,
                        const std::string& file, bool animated) {
  const std::string format = format_of(file);
  require_layout(options.style.layout);
  if (frames.empty()) throw Error(ErrorCode::kArgument, "a series without a slice");
  if (options.style.layout == "timeline")
    throw Error(ErrorCode::kArgument, "a timeline shows all of the time at once: it has no series")
        .with_hint("draw it without --series, or choose another layout");
  if (options.style.layout == "lines")
    throw Error(ErrorCode::kArgument, "a chart of lines shows all of the time at once: it has no series")
        .with_hint("return a row for each period, and draw it without --series");
  if (animated && format != "svg")
    throw Error(ErrorCode::kArgument, "only .svg plays by itself").with_hint("a .html file has a slider");
  DrawOptions all = options_of_union(frames, options);
  const Selection selection = select(table, all);
  all.style.layout = chosen_layout(options.style, selection);
  const Scene scene = make_scene(table, selection, all, true);
  std::vector<Slice> slices;
  for (const DrawFrame& frame : frames) slices.push_back(slice_of(table, scene, frame, all.time.reading));
  DrawReport report = scene.report;
  report.warnings = unknown_types(table, options);
  for (std::string& line : unknown_properties(table.elements, selection, all.style))
    report.warnings.push_back(std::move(line));
  const Placement placement = place(scene, all.style, options.style.layout.empty(), options.time_limit);
  if (format != "html" && !animated) {
    write_numbered(scene, slices, frames, placement, all, file, report);
    return report;
  }
  std::ostringstream dot;
  write_scene(scene, all.style, dot, format == "html" ? Header::kNone : Header::kRich, &placement);
  const std::string svg = picture_of(dot.str(), "svg", options);
  write_whole(file,
              format == "html" ? slider_page(svg, scene, slices, frames) : animated_svg(svg, scene, slices, frames));
  report.files.push_back(file);
  return report;
}

}  // namespace

Result<std::vector<DrawFrame>> frames_between(std::string_view from, std::string_view to, std::string_view step) {
  const auto first = read_date_span(from);
  if (!first.ok()) return first.error();
  const auto last = read_date_span(to);
  if (!last.ok()) return last.error();
  const auto amount = read_step(step);
  if (!amount.ok()) return amount.error();
  if (!first->earliest_start.is_finite() || !last->latest_end.is_finite() || first->earliest_start >= last->latest_end)
    return Error(ErrorCode::kArgument, fmt::format("no series runs from {} to {}", from, to))
        .with_hint("the first date comes before the last, and both are known");
  const auto steps = steps_between(*first, *last, *amount, kMostFrames);
  if (!steps.ok()) return steps.error();
  std::vector<DrawFrame> frames;
  for (const Period& period : *steps) frames.push_back({period, span_text(period)});
  return frames;
}

Result<std::vector<DrawFrame>> frames_of(const Table& table, std::string_view type) {
  std::vector<DrawFrame> frames;
  std::vector<std::string> types;
  for (const auto& [index, node] : table.elements.nodes) {
    types.insert(types.end(), node.labels.begin(), node.labels.end());
    if (std::find(node.labels.begin(), node.labels.end(), type) == node.labels.end() || !node.validity) continue;
    const BoundsOfStretches bounds(*node.validity);
    const Stretches stretches = bounds;
    for (const Period& p : stretches) {
      const std::string when = text_of(node.validity->is_set() ? validity_of(p) : *node.validity);
      frames.push_back({Period::certain(p.earliest_start, p.latest_end), name_of(node, "name", {}) + ", " + when});
    }
  }
  std::sort(frames.begin(), frames.end(), [](const DrawFrame& a, const DrawFrame& b) {
    return std::tie(a.period.earliest_start, a.period.latest_end, a.text) <
           std::tie(b.period.earliest_start, b.period.latest_end, b.text);
  });
  if (!frames.empty()) return frames;
  const std::string near = nearest(type, types);
  return Error(ErrorCode::kNotFound, fmt::format("no entity of the type `{}` has a date", type))
      .with_hint(near.empty() || near == type ? std::string{} : fmt::format("did you mean `{}`?", near));
}

std::vector<TimeCut> cuts_of(std::span<const DrawFrame> frames) {
  if (frames.empty()) return {};
  std::vector<TimeCut> cuts{{TimeCut::Kind::kWithin, union_of(frames)}};
  for (const DrawFrame& frame : frames) cuts.push_back(cut_of(frame));
  return cuts;
}

Result<DrawReport> draw_series(const Table& table, std::span<const DrawFrame> frames, const DrawOptions& options,
                               const std::string& file, bool animated) {
  try {
    return write_series(table, frames, options, file, animated);
  } catch (const Error& error) {
    return error;
  } catch (const std::bad_alloc&) {
    return Error(ErrorCode::kLimit, "out of memory").with_hint("draw less with --max");
  }
}

}  // namespace entente
