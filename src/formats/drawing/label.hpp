// Text on pictures: made safe for DOT, broken into lines, and facts in words.
#pragma once

#include <string>
#include <string_view>

#include "entente/drawing.hpp"
#include "entente/model/ontology.hpp"
#include "entente/model/table.hpp"

namespace entente::drawing {

// The inside of a quoted DOT string that GraphViz shows as `text`. Control characters and broken UTF-8, which GraphViz
// refuses, become U+FFFD.
std::string dot_escaped(std::string_view text);
// The same for the attribute `tooltip`, of which GraphViz reads the backslashes twice.
std::string tooltip_escaped(std::string_view text);
// The same for SVG and HTML.
std::string markup_escaped(std::string_view text);
// The same for HTML-like labels, in which GraphViz expands `\G` and its like.
std::string html_label_escaped(std::string_view text);

// Cut to `longest` columns (0: not at all) and broken at spaces so that no line is much longer than `columns`; a word
// without spaces is broken where it is longer than two lines. Line feeds of the text stay.
std::string wrapped(std::string_view text, int columns, int longest);

// The relation as a verb (model/wording.hpp).
std::string verb_of(const RelationshipRecord& relation, const Ontology* ontology);

// "stated, doc-b P22"
std::string sources_text(const Attribution& attribution);

// The property `property` where it is a string, of several the last that may have held in the time that is drawn; else
// the name or the key.
std::string name_of(const NodeRecord& node, const std::string& property, const DrawTime& time);
// The time whose names are drawn: that of the picture, or else the slice that the table was read in.
DrawTime time_of_names(const Table& table, const DrawTime& time);

// Whether a date is open to doubt: marked so (`?`, `~`), a choice ([1813,1814]), or with an end that nobody knows. A
// date that is merely coarse, such as a year, is not.
bool is_doubtful(const std::optional<Validity>& validity);

}  // namespace entente::drawing
