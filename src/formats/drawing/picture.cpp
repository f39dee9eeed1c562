#include "formats/drawing/picture.hpp"

#include <array>
#include <filesystem>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "formats/drawing/graphviz.hpp"
#include "formats/drawing/label.hpp"
#include "formats/files.hpp"

namespace entente::drawing {
namespace {

namespace fs = std::filesystem;

constexpr int kPixelsPerInch = 144, kMostPixels = 4'000;

constexpr std::array kPictures = {
    DrawFormat{"dot", "DOT text for GraphViz"},
    DrawFormat{"gv", "the same"},
    DrawFormat{"html", "a page; with a series, one with a slider that needs no network"},
    DrawFormat{"pdf", "a picture to print"},
    DrawFormat{"png", "a picture in pixels, 144 an inch, 4,000 a side at most"},
    DrawFormat{"svg", "a picture in vectors, with tooltips"},
};

constexpr std::string_view kPageStyle =
    "body{font-family:Helvetica,Arial,sans-serif;margin:1em;color:#222;background:#fff}"
    "svg{max-width:100%;height:auto}";

}  // namespace

void require_format(std::string_view format) {
  std::vector<std::string> names;
  for (const DrawFormat& known : kPictures) {
    if (known.name == format) return;
    names.emplace_back(known.name);
  }
  const std::string near = nearest(format, names);
  throw Error(ErrorCode::kUnsupported, fmt::format("no picture is written as `{}`", format))
      .with_hint(near.empty() || format.empty() ? fmt::format("there are {}", fmt::join(names, ", "))
                                                : fmt::format("did you mean `{}`?", near));
}

std::string format_of(const std::string& file) {
  std::string extension = fold(fs::path(file).extension().string());
  if (!extension.empty()) extension.erase(0, 1);
  require_format(extension);
  return extension;
}

Header header_for(std::string_view format) {
  return format == "dot" || format == "gv" ? Header::kPlain : Header::kRich;
}

std::string picture_of(const std::string& dot, std::string_view format, const DrawOptions& options) {
  require_format(format);
  if (header_for(format) == Header::kPlain) return dot;
  std::vector<std::string> arguments = {"-Kneato", "-n2", fmt::format("-T{}", format == "html" ? "svg" : format)};
  if (format == "png") {
    arguments.push_back(fmt::format("-Gdpi={}", kPixelsPerInch));
    arguments.push_back(fmt::format("-Gsize={0},{0}", kMostPixels / kPixelsPerInch));  // larger ones are made to fit
  }
  std::string picture = run_graphviz(arguments, dot, options.time_limit);
  if (picture.empty()) throw Error(ErrorCode::kIo, "GraphViz wrote no picture").with_hint("is it installed whole?");
  return format == "html" ? page_around(options.title, picture) : picture;
}

std::string svg_element(const std::string& svg) {
  const std::size_t start = svg.find("<svg");
  if (start == std::string::npos) throw Error(ErrorCode::kIo, "GraphViz wrote no SVG");
  return svg.substr(start);
}

std::string page_around(const std::string& title, const std::string& svg, std::string_view head,
                        std::string_view before, std::string_view after) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>{}</style>\n"
      "{}</head>\n<body>\n{}{}{}</body>\n</html>\n",
      markup_escaped(title.empty() ? "entente" : title), kPageStyle, head, before, svg_element(svg), after);
}

void write_whole(const std::string& file, std::string_view bytes) {
  OutputFile out(file);
  out.stream() << bytes;
  out.commit();
}

}  // namespace entente::drawing

namespace entente {

std::span<const DrawFormat> draw_formats() {
  return drawing::kPictures;
}

}  // namespace entente
