// One picture: what is drawn, its DOT text, and the picture of it.
#include "entente/drawing.hpp"

#include <new>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "formats/drawing/dot_text.hpp"
#include "formats/drawing/graph_layout.hpp"
#include "formats/drawing/lines.hpp"
#include "formats/drawing/picture.hpp"
#include "formats/drawing/scene.hpp"
#include "formats/drawing/timeline.hpp"
#include "formats/drawing/value_looks.hpp"

namespace entente {
namespace {

using namespace drawing;

std::vector<std::string> warnings_of(const Table& table, const Selection& selection, const DrawOptions& options) {
  std::vector<std::string> warnings = unknown_types(table, options);
  for (std::string& line : unknown_properties(table.elements, selection, options.style))
    warnings.push_back(std::move(line));
  return warnings;
}

std::pair<std::string, DrawReport> drawn(const Table& table, DrawOptions options, std::string_view format) {
  require_format(format);
  require_layout(options.style.layout);
  const Header header = header_for(format);
  if (options.style.layout == "lines") {
    std::ostringstream chart;
    DrawReport report = write_lines(table, options, header, chart);
    return {picture_of(chart.str(), format, options), std::move(report)};
  }
  const Selection selection = select(table, options);
  const bool may_choose = options.style.layout.empty();
  options.style.layout = chosen_layout(options.style, selection);
  std::ostringstream dot;
  DrawReport report;
  if (options.style.layout == "timeline") {
    report = write_timeline(table, selection, options, header, dot);
  } else {
    const Scene scene = make_scene(table, selection, options);
    report = scene.report;
    if (header == Header::kPlain) {
      write_scene(scene, options.style, dot, header);
    } else {
      const Placement placement = place(scene, options.style, may_choose, options.time_limit);
      write_scene(scene, options.style, dot, header, &placement);
    }
  }
  report.warnings = warnings_of(table, selection, options);
  return {picture_of(dot.str(), format, options), std::move(report)};
}

// Nothing is thrown at the border of the library.
template <class Work>
Result<DrawReport> guarded(const Work& work) {
  try {
    return work();
  } catch (const Error& error) {
    return error;
  } catch (const std::bad_alloc&) {
    return Error(ErrorCode::kLimit, "out of memory").with_hint("draw less with --max");
  }
}

Result<DrawReport> to_stream(std::string_view bytes, DrawReport report, std::ostream& out) {
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.flush();
  if (!out) return Error(ErrorCode::kIo, "writing failed").with_hint("is the disk full?");
  return report;
}

}  // namespace

Result<DrawReport> draw_dot(const Table& table, const DrawOptions& options, std::ostream& out) {
  return draw(table, options, "dot", out);
}

Result<DrawReport> draw(const Table& table, const DrawOptions& options, const std::string& file) {
  return guarded([&]() -> Result<DrawReport> {
    auto [picture, report] = drawn(table, options, format_of(file));
    write_whole(file, picture);
    report.files.push_back(file);
    return std::move(report);
  });
}

Result<DrawReport> draw(const Table& table, const DrawOptions& options, std::string_view format, std::ostream& out) {
  return guarded([&]() -> Result<DrawReport> {
    auto [picture, report] = drawn(table, options, format);
    return to_stream(picture, std::move(report), out);
  });
}

}  // namespace entente
