// Reading GEXF 1.0 to 1.3, static or dynamic, an element at a time.
//
// The last day of a stretch counts, as GEXF has it. A node or an edge with several spells held in the set of them;
// those that meet or overlap are one. A node inside another, or with a parent, becomes a node with a relation PART_OF
// to it; undirected and mutual edges keep `directed: false`. Colours, sizes and places are left out.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "entente/error.hpp"
#include "formats/readers.hpp"
#include "formats/xml/gexf_time.hpp"
#include "formats/xml/graph_xml.hpp"
#include "formats/xml/xml.hpp"

namespace entente {
namespace {

using graph_xml::Record;

struct Column {
  std::string id, title, type;
  std::optional<std::string> fallback = {};  // what a record without a value of this column holds
  bool is_dynamic = false;                   // its values change in time
};

// The columns of nodes or of edges, in the order of the file.
struct ClassColumns {
  std::vector<Column> all;
  std::map<std::string, std::size_t, std::less<>> places;
};

// What an open element is.
enum class GexfPart {
  kDocument,
  kFile,
  kGraph,
  kColumns,
  kColumn,
  kDefault,
  kNodes,
  kEdges,
  kNode,
  kEdge,
  kValues,
  kSpells,
  kParents,
  kOther
};

class GexfReader {
 public:
  GexfReader(const ReadOptions& options, const DataSink& sink) : sink_(sink, options.number) {}

  void start(std::string_view name, const xml::Attributes& attributes, xml::Place place) {
    parts_.push_back(part_of(name, attributes, place));
  }
  void end(std::string&& text);
  graph_xml::Sink& sink() { return sink_; }

 private:
  // A node or an edge that is open.
  struct Open {
    Record record;
    exchange::Attributes hints = {};  // attributes of the element itself, for what no value says
    exchange::Attributes timed = {};  // values that each have their time
    gexf::Stretch stretch = {};       // of the element itself
    std::vector<gexf::Stretch> spells = {};
    std::map<std::string, List> unread = {};  // values whose time can't be read, with it
    std::string fault = {};                   // the first time that can't be read; empty: none
    std::vector<std::string> parents = {};
  };

  GexfPart part_of(std::string_view name, const xml::Attributes& attributes, xml::Place place);
  GexfPart part_in_record(std::string_view name, xml::Place place);
  GexfPart columns(const xml::Attributes& attributes, xml::Place place);
  GexfPart column(const xml::Attributes& attributes, xml::Place place);
  GexfPart node(const xml::Attributes& attributes, xml::Place place);
  GexfPart edge(const xml::Attributes& attributes, xml::Place place);
  GexfPart unknown(std::string_view name, xml::Place place);

  void read_time_of_graph(const xml::Attributes& attributes, xml::Place place);
  void take_time(Open& open, const xml::Attributes& attributes);
  std::optional<Validity> validity_of(Open& open) const;
  void take_value(const xml::Attributes& attributes);
  void complete(Open& open, const ClassColumns& columns) const;
  void add_timed(Open& open) const;
  void end_node();
  void end_edge();

  graph_xml::Sink sink_;
  ClassColumns node_columns_, edge_columns_;
  ClassColumns* columns_ = nullptr;  // of the <attributes> that is open
  std::vector<GexfPart> parts_{GexfPart::kDocument};
  bool undirected_ = true;  // unless the graph says otherwise
  bool has_records_ = false;
  std::vector<Open> open_;
  bool is_dynamic_ = false;        // the values of the <attributes> that is open change in time
  std::optional<Validity> slice_;  // when what says no time itself was there, as the graph says
  gexf::Stretch unread_slice_;     // that time where it can't be read
  gexf::Numbers numbers_ = gexf::Numbers::kYears;
};

// What `act` throws is the record's fault.
template <class Act>
void blaming(Record& record, std::string_view part, Act act) {
  try {
    act();
  } catch (const Error& error) {
    record.blame(fmt::format("`{}`: {}{}", part, error.message, error.hint.empty() ? "" : "; " + error.hint));
  }
}

// A value of a column. NetworkX puts values of several types into one, so that one that doesn't fit is read by itself:
// as a number, else as text. A number that is too large for either is no text. Throws kLimit.
Value value_in(std::string_view column_type, const std::string& text) {
  for (const std::string_view type : {column_type, std::string_view("double")}) {
    try {
      Value value = graph_xml::value_of(type, text);
      const bool is_whole = text.find_first_not_of("+-0123456789 \t\r\n") == std::string::npos;
      if (type != column_type && is_whole) graph_xml::value_of("long", text);  // fits an integer
      return value;
    } catch (const Error& error) {
      if (error.code == ErrorCode::kLimit) throw;
    }
  }
  return text;
}

GexfPart GexfReader::columns(const xml::Attributes& attributes, xml::Place place) {
  const std::string of = attributes.find("class").value_or("");
  if (of != "node" && of != "edge") {
    sink_.reject(place, fmt::format("<attributes> of the class `{}`; there are node and edge", of));
    return GexfPart::kOther;
  }
  if (has_records_) {
    sink_.reject(place, "<attributes> behind nodes or edges, whose values could not be told; put it before them");
    return GexfPart::kOther;
  }
  columns_ = of == "node" ? &node_columns_ : &edge_columns_;
  is_dynamic_ = attributes.find("mode") == "dynamic";
  return GexfPart::kColumns;
}

GexfPart GexfReader::column(const xml::Attributes& attributes, xml::Place place) {
  Column column;
  column.id = attributes.find("id").value_or("");
  if (column.id.empty()) {
    sink_.reject(place, "an <attribute> without an id");
    return GexfPart::kOther;
  }
  column.title = attributes.find("title").value_or(column.id);
  if (column.title.empty()) column.title = column.id;
  column.type = attributes.find("type").value_or("string");
  column.is_dynamic = is_dynamic_;
  if (!columns_->places.try_emplace(column.id, columns_->all.size()).second) {
    sink_.reject(place, fmt::format("the attribute `{}` is declared twice", column.id));
    return GexfPart::kOther;
  }
  columns_->all.push_back(std::move(column));
  return GexfPart::kColumn;
}

std::string words_of(const Error& error) {
  return error.hint.empty() ? error.message : error.message + "; " + error.hint;
}

// A time as a property: a number where it is one that a float holds, else the text.
Value time_as_stated(const std::string& text) {
  try {
    return value_in("double", text);
  } catch (const Error&) {
    return text;
  }
}

// A stretch as it stands there.
Map as_stated(const gexf::Stretch& stretch) {
  Map map;
  const char* const start = stretch.is_point ? "timestamp" : stretch.after_start ? "startopen" : "start";
  if (!stretch.start.empty()) map.emplace(start, time_as_stated(stretch.start));
  if (!stretch.end.empty() && !stretch.is_point)
    map.emplace(stretch.before_end ? "endopen" : "end", time_as_stated(stretch.end));
  return map;
}

// When the record held, where no attribute says so. A time that can't be read is kept as properties, under the names
// that it has there.
std::optional<Validity> GexfReader::validity_of(Open& open) const {
  if (graph_xml::states_time(open.record.attributes)) return std::nullopt;
  if (!open.stretch.is_stated && open.spells.empty()) open.stretch = unread_slice_;
  std::vector<Validity> periods;
  const auto read = [&](const gexf::Stretch& stretch, std::string_view part) {
    try {
      if (auto validity = gexf::validity_of(stretch, numbers_)) return periods.push_back(*std::move(validity));
      if (part == "spells") periods.push_back(entente::validity_of(Period::always()));
    } catch (const Error& error) {
      if (open.fault.empty()) open.fault = fmt::format("`{}`: {}", part, words_of(error));
    }
  };
  if (!open.spells.empty()) {
    for (const gexf::Stretch& spell : open.spells) read(spell, "spells");
  } else if (open.stretch.is_stated) {
    read(open.stretch, open.stretch.is_point ? "timestamp" : "start");
  }
  if (open.fault.empty()) return periods.empty() ? slice_ : std::optional(joined_stretches(std::move(periods)));
  const auto keep = [&](const std::string& key, Value value) {
    if (!graph_xml::has(open.record.attributes, key)) open.record.add(key, std::move(value));
  };
  for (auto& [key, value] : as_stated(open.stretch)) keep(key, value);
  List spells;
  for (const gexf::Stretch& spell : open.spells) spells.emplace_back(as_stated(spell));
  if (!spells.empty()) keep("spells", std::move(spells));
  return unknown_validity();
}

void GexfReader::take_time(Open& open, const xml::Attributes& attributes) {
  open.stretch = gexf::stretch_of(attributes);
  const auto timestamp = attributes.find("timestamp");
  if (timestamp && open.stretch.is_stated && !open.stretch.is_point)
    open.record.add("timestamp", time_as_stated(*timestamp));
  try {
    open.spells = gexf::stretches_of(attributes);
  } catch (const Error& error) {
    open.fault = fmt::format("`intervals`: {}", words_of(error));
    for (const char* key : {"intervals", "timestamps"})
      if (auto text = attributes.find(key)) open.record.add(key, Value(std::move(*text)));
  }
}

GexfPart GexfReader::node(const xml::Attributes& attributes, xml::Place place) {
  has_records_ = true;
  Open open{{place, attributes.find("id").value_or(""), {}, {}, {}, {}}};
  if (open.record.key.empty()) open.record.blame("a <node> without an id");
  if (auto label = attributes.find("label")) open.record.add("label", Value(std::move(*label)));
  if (auto parent = attributes.find("pid")) open.parents.push_back(std::move(*parent));
  if (open.parents.empty() && !open_.empty()) open.parents.push_back(open_.back().record.key);
  take_time(open, attributes);
  open_.push_back(std::move(open));
  return GexfPart::kNode;
}

GexfPart GexfReader::edge(const xml::Attributes& attributes, xml::Place place) {
  has_records_ = true;
  Open open{{place, attributes.find("id").value_or(""), {}, {}, {}, {}}};
  open.record.from = attributes.find("source").value_or("");
  open.record.to = attributes.find("target").value_or("");
  if (open.record.from.empty()) open.record.blame("an <edge> without a source");
  if (open.record.to.empty()) open.record.blame("an <edge> without a target");
  if (auto kind = attributes.find("kind"); kind && !kind->empty())
    open.hints.push_back({"type", Value(std::move(*kind)), {}});
  if (auto label = attributes.find("label")) open.record.add("label", Value(std::move(*label)));
  // NetworkX writes an attribute `type` of its own there.
  auto direction = attributes.find("type");
  if (direction && *direction != "directed" && *direction != "undirected" && *direction != "mutual") {
    if (!graph_xml::has(open.hints, "type")) open.hints.push_back({"type", Value(std::move(*direction)), {}});
    direction.reset();
  }
  if (direction ? *direction != "directed" : undirected_) open.hints.push_back({"directed", Value(false), {}});
  if (auto weight = attributes.find("weight"))
    blaming(open.record, "weight", [&] {
      if (Value value = graph_xml::value_of("double", *weight); !value.is_null())
        open.hints.push_back({"weight", std::move(value), {}});
    });
  take_time(open, attributes);
  open_.push_back(std::move(open));
  return GexfPart::kEdge;
}

void GexfReader::take_value(const xml::Attributes& attributes) {
  Open& open = open_.back();
  const ClassColumns& columns = parts_[parts_.size() - 2] == GexfPart::kNode ? node_columns_ : edge_columns_;
  auto id = attributes.find("for");
  if (!id) id = attributes.find("id");  // GEXF 1.0
  if (!id || id->empty()) return open.record.blame("an <attvalue> that says for no attribute");
  const auto place = columns.places.find(*id);
  const Column column = place == columns.places.end() ? Column{*id, *id, "string"} : columns.all[place->second];
  const auto text = attributes.find("value");
  if (!text) return open.record.blame(fmt::format("an <attvalue> for `{}` without a value", column.title));
  const gexf::Stretch stretch = gexf::stretch_of(attributes);
  Value value;
  blaming(open.record, column.title, [&] { value = value_in(column.type, *text); });
  if (value.is_null()) return;
  if (!stretch.is_stated && slice_ && column.is_dynamic) {
    open.timed.push_back({column.title, std::move(value), slice_});
    return;
  }
  if (!stretch.is_stated) return open.record.add(column.title, std::move(value));
  try {
    auto validity = gexf::validity_of(stretch, numbers_);
    open.timed.push_back(
        {column.title, std::move(value), validity ? *validity : entente::validity_of(Period::always())});
  } catch (const Error& error) {
    sink_.warn_of_time(open.record.place, fmt::format("`{}`: {}", column.title, words_of(error)));
    Map kept = as_stated(stretch);
    kept.emplace("value", std::move(value));
    open.unread[column.title].emplace_back(std::move(kept));
  }
}

// What a graph says of time once holds of all in it that says nothing itself: a slice was observed then, what a dynamic
// graph holds was there all the while.
void GexfReader::read_time_of_graph(const xml::Attributes& attributes, xml::Place place) {
  numbers_ = gexf::numbers_of(attributes.find("timeformat"));
  const bool is_dynamic = attributes.find("mode") == "dynamic";
  const gexf::Stretch stretch = gexf::stretch_of(attributes);
  try {
    slice_ = is_dynamic ? gexf::throughout(stretch, numbers_) : gexf::observed_in(stretch, numbers_);
  } catch (const Error& error) {
    sink_.warn_of_time(place, words_of(error));
  }
  if (!slice_ && !is_dynamic) unread_slice_ = stretch;
}

// An element that has no place here. What describes drawings is left out, whatever it is.
GexfPart GexfReader::unknown(std::string_view name, xml::Place place) {
  if (name == "node" || name == "edge")
    sink_.reject(place, fmt::format("a <{}> outside <{}s>", name, name));
  else if (name.find(':') == std::string_view::npos && name != "meta" && name != "color" && name != "size" &&
           name != "position" && name != "shape" && name != "thickness")
    sink_.reject(place, fmt::format("an element <{}>, which GEXF does not have here", name));
  return GexfPart::kOther;
}

GexfPart GexfReader::part_in_record(std::string_view name, xml::Place place) {
  if (name == "attvalues") return GexfPart::kValues;
  if (name == "spells" || name == "slices") return GexfPart::kSpells;
  if (name == "parents") return GexfPart::kParents;
  if (name == "nodes" && parts_.back() == GexfPart::kNode) return GexfPart::kNodes;
  if (name == "edges" && parts_.back() == GexfPart::kNode) return GexfPart::kEdges;
  return unknown(name, place);
}

GexfPart GexfReader::part_of(std::string_view name, const xml::Attributes& attributes, xml::Place place) {
  switch (parts_.back()) {
    case GexfPart::kDocument:
      if (name == "gexf") return GexfPart::kFile;
      throw xml::Fault{fmt::format("no GEXF: the outermost element is <{}>", name), place};
    case GexfPart::kFile:
      if (name != "graph") return unknown(name, place);
      undirected_ = attributes.find("defaultedgetype") != "directed";
      read_time_of_graph(attributes, place);
      return GexfPart::kGraph;
    case GexfPart::kGraph:
      if (name == "attributes") return columns(attributes, place);
      if (name == "nodes") return GexfPart::kNodes;
      if (name == "edges") return GexfPart::kEdges;
      return unknown(name, place);
    case GexfPart::kColumns:
      return name == "attribute" ? column(attributes, place) : unknown(name, place);
    case GexfPart::kColumn:
      return name == "default" ? GexfPart::kDefault : GexfPart::kOther;
    case GexfPart::kNodes:
      return name == "node" ? node(attributes, place) : unknown(name, place);
    case GexfPart::kEdges:
      return name == "edge" ? edge(attributes, place) : unknown(name, place);
    case GexfPart::kNode:
    case GexfPart::kEdge:
      return part_in_record(name, place);
    case GexfPart::kValues:
      if (name == "attvalue") take_value(attributes);
      return GexfPart::kOther;
    case GexfPart::kSpells:
      if (name == "spell" || name == "slice") open_.back().spells.push_back(gexf::stretch_of(attributes));
      return GexfPart::kOther;
    case GexfPart::kParents:
      if (auto parent = attributes.find("for")) open_.back().parents.push_back(std::move(*parent));
      return GexfPart::kOther;
    default:
      return GexfPart::kOther;
  }
}

void GexfReader::end(std::string&& text) {
  const GexfPart part = parts_.back();
  parts_.pop_back();
  if (part == GexfPart::kDefault) columns_->all.back().fallback = std::move(text);
  if (part == GexfPart::kNode) end_node();
  if (part == GexfPart::kEdge) end_edge();
}

// Values in time, and next to them those of the same name that hold always.
void GexfReader::add_timed(Open& open) const {
  for (PropertyFact& value : open.timed) {
    for (PropertyFact& other : open.record.attributes)
      if (other.key == value.key && !other.validity) other.validity = entente::validity_of(Period::always());
    open.record.attributes.push_back(std::move(value));
  }
}

void GexfReader::complete(Open& open, const ClassColumns& columns) const {
  add_timed(open);
  for (auto& [key, values] : open.unread)
    open.record.add(graph_xml::has(open.record.attributes, key) ? key + " in time" : key, Value(std::move(values)));
  for (PropertyFact& hint : open.hints)
    if (!graph_xml::has(open.record.attributes, hint.key)) open.record.attributes.push_back(std::move(hint));
  for (const Column& column : columns.all)
    if (column.fallback && !graph_xml::has(open.record.attributes, column.title))
      open.record.add(column.title, column.type, *column.fallback);
}

void GexfReader::end_node() {
  Open node = std::move(open_.back());
  open_.pop_back();
  complete(node, node_columns_);
  const std::string key = node.record.key;
  const xml::Place place = node.record.place;
  const std::optional<Validity> validity = validity_of(node);
  if (!node.fault.empty()) sink_.warn_of_time(place, node.fault);
  sink_.entity(std::move(node.record), validity);
  if (key.empty()) return;
  for (const std::string& parent : node.parents) sink_.part_of(key, parent, place);
}

void GexfReader::end_edge() {
  Open edge = std::move(open_.back());
  open_.pop_back();
  complete(edge, edge_columns_);
  const std::optional<Validity> validity = validity_of(edge);
  if (!edge.fault.empty()) sink_.warn_of_time(edge.record.place, edge.fault);
  sink_.relation(std::move(edge.record), validity);
}

}  // namespace

void read_gexf(std::istream& in, const ReadOptions& options, const DataSink& sink) {
  GexfReader reader(options, sink);
  try {
    xml::read(in, options.limits,
              {[&](std::string_view name, const xml::Attributes& attributes, xml::Place place) {
                 reader.start(name, attributes, place);
               },
               [&](std::string_view, std::string&& text, xml::Place) { reader.end(std::move(text)); },
               [&](std::string_view name, std::string_view text, xml::Place place) {
                 if (name == "entente-ontology") reader.sink().ontology(std::string(text), place);
               },
               {"node", "edge"}});
  } catch (const xml::Fault& fault) {
    reader.sink().give_up(fault);
  }
}

}  // namespace entente
