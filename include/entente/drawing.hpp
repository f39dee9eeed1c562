// Pictures through GraphViz: a result or a store as a graph or a timeline, a change between two dates, a series of
// slices; rows of times and numbers as a chart of lines.
//
//   auto table = db->query("MATCH (a:Person)-[m:MET]-(b) RETURN m", {}, options).value();
//   auto drawn = entente::draw(table, {.title = "Who met whom?"}, "meetings.svg");
//   if (!drawn.ok()) std::puts(entente::describe(drawn.error()).c_str());
//
// GraphViz runs as a program of its own (`dot`), found on PATH; pictures other than DOT need it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/error.hpp"
#include "entente/model/ontology.hpp"
#include "entente/model/standing.hpp"
#include "entente/model/table.hpp"
#include "entente/time/period.hpp"
#include "entente/time/reading.hpp"

namespace entente {

struct DrawLayout {
  std::string_view name;
  std::string_view summary;
};
// "dot", "neato", …, "timeline" and "lines".
std::span<const DrawLayout> draw_layouts();

struct DrawFormat {
  std::string_view name;  // "svg", and the file's extension with a dot before it
  std::string_view summary;
};
std::span<const DrawFormat> draw_formats();

struct DrawMeasure {
  std::string_view name;
  std::string_view summary;
};
// What sizes and colours can go by besides properties: "degree", …
std::vector<DrawMeasure> draw_measures();

// How one entity type or relation type looks. Empty: as without a style.
struct EntityLook {
  std::string shape;  // one of GraphViz
  std::string fill;   // "#CDE7F7"
};
struct RelationLook {
  std::string color;
  std::string label;  // in place of the verb
};

// The looks of a data set's pictures (schema: src/formats/interface/style.schema.json). The defaults are good without
// one.
struct DrawStyle {
  // Empty: of dot, neato, fdp and sfdp the one in which the fewest texts hit something, for pictures of up to 80
  // entities; sfdp for others (fdp where there are clusters). DOT text alone: dot for small graphs.
  std::string layout;
  std::string direction = "LR";  // of the layout dot: LR, TB, RL, BT
  std::string cluster;           // "type", or a property of entities or of their relations ("side"); empty: none
  int label_length = 120;        // columns; longer labels are cut. 0: no bound
  std::optional<std::size_t> max_entities;  // of more, the most connected are drawn, of lines
                                            // those with the highest values. Absent: default_max; 0: no bound
  bool entity_dates = false;                // the dates of entities in their labels
  bool relation_labels = true;
  bool relation_dates = true;
  std::size_t max_dated = 90;  // of more relations the dates are in the tooltips alone. 0: no bound
  std::size_t merge_from = 3;  // so many relations of one type between the same two are one line with a count. 0: none
  std::string name_property = "name";
  std::map<std::string, EntityLook, std::less<>> entities;     // by type, sub-types included
  std::map<std::string, RelationLook, std::less<>> relations;  // by type
  std::vector<std::string> hidden;  // entity and relation types that are not drawn, sub-types of entities included
  bool sources = false;  // of a whole store: sources, works and others of which the ontology says that they are
                         // apparatus, and entities that are only cited
  // A measure of the network that the drawn relations make (draw_measures), before entities are left out for their
  // number, of a series in all of its slices together; else a property of entities. Empty: all of one size, by type.
  std::string size_by, color_by;
  std::vector<std::string> lifelines;  // of the timeline: types that have a line of their own. Empty: agents
};

// Entities, or lines of a chart, that are drawn where the style does not say: a timeline holds more than a graph does
// legibly.
std::size_t default_max(std::string_view layout);

// Reads a style file. Errors: kNotFound, kIo; kSyntax with the line; kInvalidData with the place in the document.
Result<DrawStyle> read_draw_style(const std::string& path);

// Which elements are drawn, by valid time; how surely each took part is drawn too. Of kWindow and kChange the table
// must know how its elements stand (cut_of).
struct DrawTime {
  enum class Kind : std::uint8_t {
    kAsRead,  // all of the table
    kWindow,  // what held at some time in `first`
    kChange   // what held at some time in `first` and in `second`, told apart: began, ended, stayed
  };
  Kind kind = Kind::kAsRead;
  Period first = Period::always(), second = Period::always();
  Reading reading = Reading::kPossible;  // what is less sure is left out
  std::string text;                      // of kChange, as the caption says it: "from 1950 to 1969"
};

// What to ask for by QueryOptions::cuts before the table is drawn; for a series, cuts_of its frames.
TimeCut cut_of(const DrawTime& time);

struct DrawOptions {
  std::string title;
  const Ontology* ontology = nullptr;  // verbs and symmetry; null: not known
  DrawStyle style;
  DrawTime time;
  int time_limit = 60;  // seconds that a measure may take, and GraphViz for one picture
};

// One slice of a series.
struct DrawFrame {
  Period period;
  std::string text;  // "1958", "Sino-Soviet split"
};
// Slices one `step` (ISO 8601 duration, or a number of years) after another. Errors: kSyntax, kArgument: no step
// forward, more than 2,000 slices.
Result<std::vector<DrawFrame>> frames_between(std::string_view from, std::string_view to, std::string_view step);
// A slice for every entity of the type with a validity, by start. Errors: kNotFound where there is none.
Result<std::vector<DrawFrame>> frames_of(const Table& table, std::string_view type);
std::vector<TimeCut> cuts_of(std::span<const DrawFrame> frames);

// What was drawn.
struct DrawReport {
  std::size_t entities = 0, relations = 0;              // drawn
  std::size_t entities_found = 0, relations_found = 0;  // before the picture was reduced
  std::size_t lines = 0, lines_found = 0, values = 0;   // of the layout "lines", which has none of the above
  std::vector<std::string> files;                       // that were written
  std::vector<std::string> warnings;  // types and properties of the style that nothing has, each a line
};

// The DOT text of the picture, layout included as the attribute `layout`. Errors: kArgument for an unknown layout.
Result<DrawReport> draw_dot(const Table& table, const DrawOptions& options, std::ostream& out);

// Draws into a file, by its extension (draw_formats). Nothing is left of a picture that failed. Errors: kUnsupported
// for the extension; kArgument where the table does not know how its elements stand to the time, or its rows
// make no chart of lines; kNotFound: no `dot` on
// PATH; kLimit: GraphViz took longer than allowed; kTimeout: a measure did; kIo.
Result<DrawReport> draw(const Table& table, const DrawOptions& options, const std::string& file);
// The same to a stream, in the format named.
Result<DrawReport> draw(const Table& table, const DrawOptions& options, std::string_view format, std::ostream& out);

// Draws a series. All slices have the layout of their union, so that nothing moves between them. `.html` gives one
// page with a slider that needs no network; `.svg` with `animated`, one picture that plays by itself; else each slice
// goes into a file of its own, "name-001.svg". Errors: as draw; kArgument for the timeline layout.
Result<DrawReport> draw_series(const Table& table, std::span<const DrawFrame> frames, const DrawOptions& options,
                               const std::string& file, bool animated = false);

}  // namespace entente
