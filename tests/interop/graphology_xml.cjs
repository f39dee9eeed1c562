// graphology_xml.cjs graphml|gexf FILE: what graphology's parser finds in a file, as JSON.
const fs = require('fs');
const {MultiDirectedGraph} = require('graphology');

const [kind, file] = process.argv.slice(2);
const parse = require(kind === 'gexf' ? 'graphology-gexf' : 'graphology-graphml').parse;
const graph = parse(MultiDirectedGraph, fs.readFileSync(file, 'utf8'), {addMissingNodes: false});

const types = new Set();
let datedNodes = 0;
let datedEdges = 0;
graph.forEachNode((key, attributes) => {
  if (attributes.earliest_start) datedNodes++;
});
graph.forEachEdge((key, attributes) => {
  if (attributes.earliest_start) datedEdges++;
  types.add(attributes.type);
});
const result = {nodes: graph.order, edges: graph.size, dated_nodes: datedNodes, dated_edges: datedEdges, types: [...types].sort()};
process.stdout.write(JSON.stringify(result));
