// One picture: what is drawn, its DOT text, and the picture of it.
#include "entente/drawing.hpp"

#include <new>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "formats/drawing/dot_text.hpp"
#include "formats/drawing/picture.hpp"
#include "formats/drawing/scene.hpp"
#include "formats/drawing/timeline.hpp"

namespace entente {
namespace {

using namespace drawing;

struct Drawing {
  std::string dot;
  bool is_placed;  // it has all positions
  DrawReport report;
};

Drawing drawing_of(const Table& table, DrawOptions options, Header header) {
  require_layout(options.style.layout);
  const Selection selection = select(table, options);
  options.style.layout = chosen_layout(options.style, selection);
  std::ostringstream out;
  if (options.style.layout == "timeline") {
    DrawReport report = write_timeline(table, selection, options, header, out);
    report.warnings = unknown_types(table, options);
    return {out.str(), true, std::move(report)};
  }
  Scene scene = make_scene(table, selection, options);
  scene.report.warnings = unknown_types(table, options);
  write_scene(scene, options.style, out, header);
  return {out.str(), false, scene.report};
}

std::pair<std::string, DrawReport> drawn(const Table& table, const DrawOptions& options, std::string_view format) {
  require_format(format);
  Drawing drawing = drawing_of(table, options, header_for(format));
  std::string picture = picture_of(drawing.dot, format, options, drawing.is_placed);
  return {std::move(picture), std::move(drawing.report)};
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
