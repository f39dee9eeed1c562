// From DOT text to the bytes of a picture, and into a file.
#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <string_view>

#include "entente/drawing.hpp"
#include "formats/drawing/dot_text.hpp"

namespace entente::drawing {

// The format of a file, by its extension. Throws kUnsupported.
std::string format_of(const std::string& file);
// Throws kUnsupported with the nearest name.
void require_format(std::string_view format);

// DOT files have a plain header, pictures a rich one.
Header header_for(std::string_view format);

// The picture of DOT text that has all positions, in a format of `draw_formats`.
std::string picture_of(const std::string& dot, std::string_view format, const DrawOptions& options);

// A page around an SVG picture: `head` goes into its head, the others before and after
// the picture.
std::string page_around(const std::string& title, const std::string& svg, std::string_view head = {},
                        std::string_view before = {}, std::string_view after = {});

// The element <svg> of an SVG file, without what stands before it.
std::string svg_element(const std::string& svg);

// As a whole or not at all (formats/files.hpp). Throws kIo; kArgument for a file of a store.
void write_whole(const std::string& file, std::string_view bytes);

}  // namespace entente::drawing
