// A GraphViz diagram of a result's nodes and relations: who, what, and when in words.
#include "entente/drawing.hpp"
#include "entente/formats.hpp"
#include "formats/drawing/dot_text.hpp"
#include "formats/drawing/scene.hpp"

namespace entente {
namespace {

// All of the result, however much that is: a diagram that is exported is not reduced.
void write_dot(const Table& table, const WriteOptions& options, std::ostream& out) {
  DrawOptions draw;
  draw.title = options.title;
  draw.ontology = options.ontology;
  draw.style.layout = "dot";
  draw.style.max_entities = 0;
  draw.style.max_dated = 0;
  draw.style.sources = true;
  const auto scene = drawing::make_scene(table, drawing::select(table, draw), draw);
  drawing::write_scene(scene, draw.style, out);
}

}  // namespace

extern constexpr Format kDot = {
    .name = "dot",
    .extensions = ".dot .gv",
    .summary = "a GraphViz diagram of the nodes and relations of the result",
    .keeps = "names, types, dates in words and certainty",
    .loses = "properties and bounds; of many relations of one type between the same two each but their number",
    .is_graph = true,
    .write = write_dot,
};

}  // namespace entente
